"""Charts of projects are drawn with their numbers."""

import pytest

from figures.test_charts import drawn, records
from songi.figures.projects import (
    Band,
    CashYear,
    Spread,
    band_chart,
    cash_chart,
    spread_chart,
)

YEARS = [CashYear(2026, 20.0, 90.0, -70.0, -95.0, -40.0), CashYear(2027, 80.0, 10.0, 70.0, 5, 99)]


def test_cash_goes_up_and_down_around_its_net():
    chart = cash_chart(YEARS, "KRW bn", "comes in", "goes out", "net & range")
    svg = drawn(chart)
    assert "net &amp; range" in svg
    told = {(r["year"], r["part"]): r["amount"] for r in records(chart)}
    assert told[2026, "comes in"] == 20.0
    assert told[2026, "goes out"] == -90.0
    assert told[2027, "net & range"] == 70.0
    assert {r["low"] for r in records(chart) if "low" in r} == {-95.0, 5}


def test_a_band_lies_around_its_mean_and_nought_is_marked():
    chart = band_chart([Band(2030, 2.0, 0.5, 3.0), Band(2031, 1.0, -0.5, 2.0)], "bn", "covered")
    assert "covered" in drawn(chart)
    assert {(r["low"], r["mean"], r["high"]) for r in records(chart) if "low" in r} == {
        (0.5, 2.0, 3.0), (-0.5, 1.0, 2.0),
    }  # fmt: skip


def test_spreads_keep_their_order_and_their_middle():
    rows = [
        Spread("나", [-3, -2, -1, 0, 1], "-1억원", own=True),
        Spread("가", [0, 1, 2, 3, 4], "2"),
    ]
    svg = drawn(spread_chart(rows, "억원"))
    assert svg.index(">나<") < svg.index(">가<")
    assert "-1억원" in svg
    assert {"low": 0.0} in records(spread_chart(rows, "x"))
    assert {"low": 0.0} not in records(spread_chart(rows, "x", nought=False))


@pytest.mark.parametrize(
    "chart",
    [cash_chart([], "y", "a", "b", "c"), band_chart([], "y", "n"), spread_chart([], "x")],
    ids=["cash", "band", "spread"],
)
def test_nothing_to_draw_is_drawn(chart):
    assert "<svg" in drawn(chart)
