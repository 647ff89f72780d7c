"""Verdicts are told by sign, word and share."""

import pytest

from figures.test_charts import drawn, records
from songi.figures.tenants import FILLS, SIGNS, Verdicts, verdict_chart
from songi.study.tenants import VERDICTS

ROWS = [
    Verdicts("제조 · 중소기업 → 지식기반", allowed=0.0, unclear=0.67, barred=0.33),
    Verdicts("연구 & 개발 → 연구", allowed=0.96, unclear=0.04, barred=0.0),
]


def test_every_verdict_has_a_sign_and_a_fill():
    assert set(SIGNS) == set(FILLS) == set(VERDICTS)
    assert len(set(SIGNS.values())) == len(set(FILLS.values())) == 3


@pytest.mark.parametrize(("language", "barred"), [("ko", "× 불가"), ("en", "× barred")])
def test_shares_stand_in_the_bars_where_they_fit(language, barred):
    chart = verdict_chart(ROWS, language)
    svg = drawn(chart).replace("\u00a0", " ")
    assert barred in svg
    labels = {r["label"] for r in records(chart)}
    assert labels == {"◐ 67%", "× 33%", "● 96%", ""}
    heights = [svg.index(f">{row.name.replace('&', '&amp;')}<") for row in ROWS]
    assert heights == sorted(heights)


def test_bars_end_at_one():
    ends = {}
    for record in records(verdict_chart(ROWS, "en")):
        ends[record["name"]] = max(record["end"], ends.get(record["name"], 0.0))
    assert list(ends.values()) == pytest.approx([1.0, 1.0])


def test_nothing_to_draw_is_drawn():
    assert "<svg" in drawn(verdict_chart([], "ko"))
