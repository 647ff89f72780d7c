"""The pipeline's charts: named and unnamed apart, curves with how many are watched."""

import math

import pytest

from figures.test_charts import drawn, records
from songi.figures.pipeline import StageCount, Stay, stage_chart, stay_chart
from songi.figures.render import svg_of

COUNTS = [
    StageCount("양해각서", land=1, unknown=0, other=8, unnamed=0),
    StageCount("의향서 & 약정", land=1, unknown=2, other=0, unnamed=43),
    StageCount("계약", land=0, unknown=0, other=0, unnamed=0),
]


@pytest.mark.parametrize(("language", "unnamed"), [
    ("ko", "이름을 모르는 기업 43개사"), ("en", "43 firms without names"),
])  # fmt: skip
def test_every_stage_is_drawn_and_unnamed_firms_have_a_bar_of_their_own(language, unnamed):
    chart = stage_chart(COUNTS, language)
    svg = drawn(chart).replace("\u00a0", " ")
    heights = [svg.index(f">{one.name.replace('&', '&amp;')}<") for one in COUNTS]
    assert heights == sorted(heights)
    assert unnamed in svg
    bars = [r for r in records(chart) if "value" in r]
    assert {(r["name"], r["value"]) for r in bars} == {("의향서 & 약정", 43)}
    named = {(r["name"], r["end"]) for r in records(chart) if "end" in r}
    # Never added: the bars of names end where the names end.
    assert max(end for name, end in named if name == "의향서 & 약정") == 3


def test_parts_of_a_bar_carry_their_number():
    labels = {(r["name"], r["label"]) for r in records(stage_chart(COUNTS, "en")) if "end" in r}
    assert labels == {
        ("양해각서", "1"), ("양해각서", "8"), ("의향서 & 약정", "1"), ("의향서 & 약정", "2"),
    }  # fmt: skip


def test_nothing_to_draw_is_drawn():
    assert "<svg" in drawn(stage_chart([], "ko"))
    assert "<svg" in svg_of(stay_chart([], "ko"))


def test_curves_begin_with_all_and_end_with_the_last_share_as_a_number():
    months = range(14)
    staying = [1.0] * 2 + [0.5] * 11 + [0.0]
    low = [1.0] * 2 + [0.1] * 11 + [math.nan]
    high = [1.0] * 2 + [0.9] * 11 + [math.nan]
    watched = [2] * 2 + [1] * 11 + [0]
    stays = [Stay("방문", months, staying, low, high, watched),
             Stay("의향서", [0], [0.0], [math.nan], [math.nan], [1])]  # fmt: skip
    chart = stay_chart(stays, "ko")
    svg = svg_of(chart)
    assert ">방문<" in svg
    assert ">0%<" in svg
    first, passed = (panel["layer"] for panel in chart["concat"])
    line = first[1]["data"]["values"]
    assert line[0] == {"month": 0, "share": 1.0}
    # Only its steps are drawn.
    assert [one["month"] for one in line[1:]] == [0, 2, 13]
    assert [one["label"] for one in first[-1]["data"]["values"]] == ["2", "1"]
    # Who leaves on the day of coming is seen to fall.
    assert [one["share"] for one in passed[1]["data"]["values"]] == [1.0, 0.0]
