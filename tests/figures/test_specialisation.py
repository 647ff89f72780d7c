"""Charts of specialisation are drawn in order, with their numbers."""

import pytest

from figures.test_charts import drawn, records
from songi.figures.specialisation import (
    Neighbour,
    Pattern,
    Quotient,
    k_density_chart,
    quotient_chart,
    space_chart,
)


def test_a_quotient_stands_in_its_interval():
    drugs = Quotient("의약품", 4.0, 2.8, 4.6, above=True)
    food = Quotient("food & drink", 0.8, 0.5, 1.1, above=False)
    chart = quotient_chart([drugs, food], "Quotient")
    svg = drawn(chart)
    assert ">4.00<" in svg
    assert "food &amp; drink" in svg
    assert {one["above"] for one in records(chart) if "above" in one} == {True, False}


def test_each_kind_has_its_panel_and_the_words_of_the_legend():
    curve = [0.0, 1.0, 2.0]
    patterns = [Pattern(name, curve, curve, curve, curve, curve, curve) for name in ("A", "둘")]
    svg = drawn(k_density_chart(patterns, ("km", "density"), ("it's here", "local", "global")))
    for word in ("A", "둘", "local", "global", "it's here"):
        assert f">{word}<" in svg.replace("&#39;", "'")


def test_what_is_named_is_written():
    has, lacks = Neighbour("의약품", 0.9, 1.5, True, True), Neighbour("x", 0.2, -1, False, False)
    svg = drawn(space_chart([has, lacks], "near", "complex"))
    assert ">의약품<" in svg
    assert ">x<" not in svg


@pytest.mark.parametrize(
    "chart",
    [
        quotient_chart([], "x"),
        k_density_chart([], ("a", "b"), ("c", "d", "e")),
        space_chart([], "x", "y"),
    ],
)
def test_nothing_is_drawn_of_nothing(chart):
    assert drawn(chart)
