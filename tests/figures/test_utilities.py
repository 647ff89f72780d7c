"""Demand and supply are drawn in a panel for each utility."""

import altair as alt

from songi.figures.render import svg_of
from songi.figures.utilities import Balance, balance_chart

TITLES = ("demand", "contracted", "planned")


def balance(name, top):
    return Balance(
        name=name, years=[2025, 2026, 2027], demand=[0.0, top / 4, top / 2], low=[0.0, 0.0, 0.0],
        high=[0.0, top / 2, top], firm=[0.0, 0.0, top / 3], supply=[0.0, top / 2, top],
    )  # fmt: skip


def test_each_utility_has_a_panel_on_its_own_scale():
    chart = balance_chart([balance("Power (MW)", 4.0), balance("Water", 900.0)], TITLES)
    alt.ConcatChart.from_dict(chart)
    svg = svg_of(chart)
    for text in ("Power (MW)", "Water", *TITLES):
        assert text in svg
    tops = [panel["layer"][0]["encoding"]["y"]["scale"]["domain"][1] for panel in chart["concat"]]
    assert tops == [4.4, 990.0000000000001]


def test_supply_goes_in_steps_and_demand_in_a_line():
    (panel,) = balance_chart([balance("Power", 4.0)], TITLES)["concat"]
    shapes = [layer["mark"].get("interpolate") for layer in panel["layer"][1:]]
    assert shapes == ["linear", "step-after", "step-after"]


def test_a_utility_nobody_draws_is_drawn():
    idle = Balance("Power", [2025, 2026], *([0.0, 0.0] for _ in range(5)))
    assert "<svg" in svg_of(balance_chart([idle], TITLES))
