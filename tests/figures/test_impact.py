"""Charts of industries are drawn in order, with their numbers."""

import pytest

from figures.test_charts import drawn, records
from songi.figures.impact import Band, Stack, band_chart, stacked_chart


def test_bars_are_in_parts_that_touch():
    stacks = [Stack("A & B", [0.2, 0.1], "0.30"), Stack("둘째", [0.0, 0.4], "0.40")]
    chart = stacked_chart(stacks, ["at home", "abroad"], "Won")
    svg = drawn(chart)
    assert "A &amp; B" in svg
    assert "abroad" in svg
    assert ">0.40<" in svg
    parts = [r for r in records(chart) if "part" in r]
    for name in ("A & B", "둘째"):
        first, second = (r for r in parts if r["name"] == name)
        assert first["end"] == second["start"]


def test_a_band_has_its_figure_and_what_others_told():
    bands = [Band("ours", 3.0, 2.0, 4.0, "3.0", told=6.5), Band("alone", 1.0, 0.5, 2.0, "1.0")]
    svg = drawn(band_chart(bands, "People", "told in public"))
    assert "◇ told in public" in svg
    assert ">3.0<" in svg


@pytest.mark.parametrize("chart", [stacked_chart([], ["a"], "x"), band_chart([], "x")])
def test_nothing_is_drawn_of_nothing(chart):
    assert drawn(chart)
