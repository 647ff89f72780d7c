import itertools
import math

import altair as alt
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from songi.figures.maps import MAP_WIDTH, Position, place_labels, place_map, project
from songi.figures.render import svg_of
from songi.methods.geodesy import great_circle_km

GOYANG = Position("고양", 37.665, 126.735, own=True)
HWASUN = Position("화순", 35.0621, 126.9633)


def test_projected_distances_are_those_on_the_sphere():
    (x1, y1), (x2, y2) = project([GOYANG, HWASUN])
    sphere = great_circle_km(
        GOYANG.latitude, GOYANG.longitude, HWASUN.latitude, HWASUN.longitude
    )  # fmt: skip
    assert math.hypot(x1 - x2, y1 - y2) == pytest.approx(float(sphere), rel=5e-3)


def test_north_is_up_and_east_is_right():
    (x1, y1), (x2, y2) = project([GOYANG, HWASUN])
    assert y1 > y2
    assert x1 < x2


@given(
    st.lists(st.tuples(st.floats(50, 550), st.floats(50, 550)), min_size=1, max_size=9, unique=True)
)
@settings(max_examples=60, deadline=None)
def test_names_never_cover_each_other(points):
    names = [f"도시 {k}" for k in range(len(points))]
    boxes = [
        (left, middle - 7, left + 2 + 11 * 2 + 0.58 * 11 * 2, middle + 7)
        for left, middle in place_labels(points, names, 600, 600)
    ]
    for one, other in itertools.combinations(boxes, 2):
        apart = (
            one[2] <= other[0] + 1e-9
            or other[2] <= one[0] + 1e-9
            or one[3] <= other[1] + 1e-9
            or other[3] <= one[1] + 1e-9
        )
        assert apart, (one, other)


def test_a_map_names_candidates_and_leaves_out_what_is_far():
    near = Position("병원", 37.5, 127.0, kind="tertiary_hospital")
    far = Position("먼 공항", 33.5, 126.5, kind="airport")
    chart = place_map([GOYANG, HWASUN], [near, far], "ko")
    alt.LayerChart.from_dict(chart)
    svg = svg_of(chart)
    assert ">고양<" in svg
    assert "km<" in svg
    places = [
        r for layer in chart["layer"] for r in layer.get("data", {}).get("values", [])
        if "kind" in r
    ]  # fmt: skip
    assert len(places) == 1
    assert chart["width"] == MAP_WIDTH


def test_one_candidate_alone_is_drawn_too():
    assert ">고양<" in svg_of(place_map([GOYANG], [], "en"))
