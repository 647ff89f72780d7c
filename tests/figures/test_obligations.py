"""Promises on the line of time, and what was done of them."""

from datetime import date

import pytest

from figures.test_charts import drawn, records
from songi.figures.obligations import (
    COLOURS,
    SHAPES,
    DuePromise,
    RealisedPromise,
    promise_chart,
    realised_chart,
)
from songi.measures.obligations import STATUSES, UNDATED

DAY = date(2025, 12, 3)

PROMISES = [
    DuePromise("매입 & 인수", "overdue", "기한 지남 (30일 지남)", None, date(2025, 11, 3)),
    DuePromise("준공", "at_risk", "지연 우려 (393일 남음)", date(2017, 3, 1), date(2026, 12, 31),
               (date(2022, 12, 31), date(2024, 12, 31))),
    DuePromise("착공", "met", "이행 완료", date(2017, 3, 1), date(2023, 9, 30)),
]  # fmt: skip


def test_every_status_that_has_a_day_has_a_shape_and_a_colour():
    assert set(SHAPES) == set(COLOURS) == set(STATUSES) - {UNDATED}
    assert len(set(SHAPES.values())) == len(SHAPES)


@pytest.mark.parametrize(("language", "day"), [("ko", "기준일"), ("en", "reference day")])
def test_promises_stand_in_order_with_their_status_in_words(language, day):
    svg = drawn(promise_chart(PROMISES, DAY, language)).replace("\u00a0", " ")
    heights = [svg.index(f">{one.name.replace('&', '&amp;')}<") for one in PROMISES]
    assert heights == sorted(heights)
    assert day in svg
    for one in PROMISES:
        assert f">{one.label}<" in svg


def test_days_before_it_was_put_off_are_drawn_where_they_were():
    chart = promise_chart(PROMISES, DAY, "en")
    moved = [r["at"] for r in records(chart) if "at" in r and "label" not in r]
    assert moved == pytest.approx([2023.0, 2025.0], abs=0.01)
    ends = {r["name"]: (r["from"], r["to"]) for r in records(chart) if "to" in r}
    assert ends["준공"] == pytest.approx((2017.16, 2027.0), abs=0.01)
    # Of whom nobody knows when it was made has no line, only its end.
    assert ends["매입 & 인수"][0] == ends["매입 & 인수"][1]


def test_a_promise_is_filled_as_far_as_it_was_done():
    chart = realised_chart(
        [RealisedPromise("투자 · 2024", 0.104, "70조원 / 674조원"),
         RealisedPromise("고용 · 2025", 1.3, "130명 / 100명")],
        "이행률",
    )  # fmt: skip
    svg = drawn(chart).replace("\u00a0", " ")
    assert "70조원 / 674조원" in svg
    shares = {r["name"]: r["share"] for r in records(chart)}
    assert shares == {"투자 · 2024": 0.104, "고용 · 2025": 1.0}


def test_nothing_to_draw_is_drawn():
    assert "<svg" in drawn(promise_chart([], DAY, "ko"))
    assert "<svg" in drawn(realised_chart([], "이행률"))
