import subprocess
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyproj import Geod

from songi.study.outlines import in_degrees, outline_in_metres, outlines_in_metres
from songi.study.schema.land import Parcel, Zone
from study.made_up import TABLES
from study.made_up_land import outline

ROWS = [
    Parcel.model_validate({name: text for name, text in one.items() if text})
    for one in TABLES["parcels"]
]

CORNERS = st.tuples(
    st.floats(126, 129), st.floats(33.5, 38.5), st.floats(0.0005, 0.02), st.floats(0.0005, 0.02)
)


def box(west, south, width, height):
    east, north = west + width, south + height
    return (
        f"POLYGON (({west:.7f} {south:.7f}, {east:.7f} {south:.7f}, {east:.7f} {north:.7f}, "
        f"{west:.7f} {north:.7f}, {west:.7f} {south:.7f}))"
    )


@given(CORNERS)
def test_areas_in_korea_are_true_to_about_a_thousandth(corners):
    """Against the area on the ellipsoid: C. F. F. Karney, Algorithms for geodesics (2013)."""
    shape = outline_in_metres(box(*corners))
    west, south, width, height = (round(part, 7) for part in corners)
    geodesic = Geod(ellps="GRS80")
    east, north = west + width, south + height
    area, _ = geodesic.polygon_area_perimeter(
        [west, east, east, west], [south, south, north, north]
    )
    assert shape.area == pytest.approx(abs(area), rel=1.2e-3)


@given(st.floats(125, 131), st.floats(33, 39))
def test_a_position_in_metres_is_told_in_degrees(longitude, latitude):
    corner = outline_in_metres(box(longitude, latitude, 0.001, 0.001)).exterior.coords[0]
    back = in_degrees(*corner)
    assert back == pytest.approx((longitude, latitude), abs=1e-6)


def test_rows_without_an_outline_are_left_out():
    bare = Zone.model_validate(
        {name: text for name, text in TABLES["zones"][0].items() if text and name != "outline"}
    )
    found = outlines_in_metres([bare, *ROWS])
    assert [*found] == ["p1", "p2", "p3", "p4", "p5", "road"]
    assert found["p5"].area == pytest.approx(15_793, abs=1)


def test_an_outline_is_turned_into_metres_once():
    shape = outline(0, 0, 1, 1)
    assert outline_in_metres(shape) is outline_in_metres(shape)
    assert outlines_in_metres(ROWS)["p1"] is outlines_in_metres(ROWS[:1])["p1"]


def test_an_outline_that_crosses_itself_comes_as_it_is():
    crossed = "POLYGON ((127 37, 127.001 37.001, 127.001 37, 127 37.001, 127 37))"
    assert not outline_in_metres(crossed).is_valid


def test_neither_rules_nor_commands_load_geometry_before_there_is_an_outline():
    """`songi --help` would wait for it."""
    code = (
        "import sys, songi.cli, songi.study.check; "
        "print([name for name in ('shapely', 'pyproj') if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
