"""Charts of the market are drawn, in order, with their numbers."""

import pytest

from figures.test_charts import drawn, records
from songi.figures.market import (
    Line,
    Price,
    Unsold,
    absorption_chart,
    price_chart,
    unsold_chart,
)

YEARS = [Unsold(2025, 900.0, 850.0, 950.0), Unsold(2026, 700.0, 400.0, 940.0)]


def test_unsold_land_stands_under_the_land_there_is():
    chart = unsold_chart(YEARS, 1000.0, "Unsold, m²", "all there is")
    svg = drawn(chart)
    assert "all there is" in svg
    assert ">700<" in svg
    told = [r for r in records(chart) if "low" in r]
    assert {(r["year"], r["low"], r["high"]) for r in told} == {
        (2025, 850.0, 950.0), (2026, 400.0, 940.0),
    }  # fmt: skip


def test_each_sale_has_a_line_of_its_own_dash():
    lines = [Line("A & B", [2025, 2026], [0.0, 0.2]), Line("둘째", [2025, 2026], [0.1, 0.15])]
    chart = absorption_chart(lines, "Signed")
    svg = drawn(chart)
    assert "A &amp; B" in svg
    assert "둘째" in svg
    assert "stroke-dasharray" in svg
    assert len(records(chart)) == 4


def test_prices_keep_their_order_and_say_what_they_are():
    prices = [Price("◆ ours", 3.8, 3.8, 3.8, "3.80 (12.56)", own=True),
              Price("theirs", 1.9, 1.5, 2.5, "1.90 (6.28)")]  # fmt: skip
    chart = price_chart(prices, "Million won")
    svg = drawn(chart)
    assert svg.index("◆ ours") < svg.index("theirs")
    assert "3.80 (12.56)" in svg
    told = {r["name"]: (r["low"], r["high"], r["own"]) for r in records(chart)}
    assert told == {"◆ ours": (3.8, 3.8, True), "theirs": (1.5, 2.5, False)}


@pytest.mark.parametrize(
    "chart",
    [unsold_chart([], 0.0, "y", "s"), absorption_chart([], "y"), price_chart([], "x")],
    ids=["unsold", "absorbed", "prices"],
)
def test_nothing_to_draw_is_drawn(chart):
    assert "<svg" in drawn(chart)
