"""Maps of land: true shapes, told apart in grey, honest about what is assumed."""

import re

import pytest
import shapely

from figures.test_charts import drawn, records
from songi.figures.land import Area, Plot, plot_map


def square(x, y, size=100.0):
    return shapely.box(x, y, x + size, y + size)


PLOTS = [
    Plot("k01", square(0, 0), "knowledge"),
    Plot("m01", square(100, 0), "making", observed=False),
    Plot("road", square(0, 100, 20)),
]


def features(chart):
    return [one for one in records(chart) if one.get("type") == "Feature"]


def test_every_plot_is_drawn_with_its_group_and_what_is_known_of_it():
    chart = plot_map(PLOTS, [Area("B1 & B2", shapely.box(0, 0, 200, 120))])
    svg = drawn(chart)
    assert "k01" in svg
    assert "B1 &amp; B2" in svg
    assert re.search(r">\d+ m<", svg)
    plots = [one for one in features(chart) if "group" in one]
    assert {(one["name"], one["group"], one["observed"]) for one in plots} == {
        ("k01", "knowledge", True), ("m01", "making", False), ("road", "", True),
    }  # fmt: skip


def test_shapes_keep_their_proportions_and_north_is_up():
    chart = plot_map(PLOTS)
    corners = {}
    for one in features(chart):
        ring = one["geometry"]["coordinates"][0][0]
        corners[one["name"]] = [(min(c), max(c)) for c in zip(*ring, strict=True)]
    (west, east), (top, bottom) = corners["k01"]
    assert east - west == pytest.approx(bottom - top)
    assert corners["m01"][0][0] == pytest.approx(east)
    assert corners["road"][1][1] == pytest.approx(top)
    assert (corners["road"][0][1] - corners["road"][0][0]) * 5 == pytest.approx(east - west)


def test_groups_of_a_legend_keep_their_order_and_absent_ones_go():
    chart = plot_map(PLOTS, groups=["making", "housing", "knowledge"])
    svg = drawn(chart)
    assert "housing" not in svg
    assert svg.index(">making<") < svg.index(">knowledge<")


def test_holes_and_parts_are_drawn():
    ring = shapely.box(0, 0, 100, 100) - shapely.box(40, 40, 60, 60)
    both = shapely.MultiPolygon([ring, shapely.box(200, 0, 250, 50)])
    [feature] = features(plot_map([Plot("park", both, "green")]))
    parts = feature["geometry"]["coordinates"]
    assert [len(part) for part in parts] == [2, 1]
