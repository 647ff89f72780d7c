"""Hexagons against the published example and their own geometry."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from songi.errors import MethodError
from songi.methods.geodesy import great_circle_km
from songi.methods.hexagons import (
    areas_km2,
    hexagon_centres,
    hexagon_outlines,
    hexagons_of,
    is_cell,
    resolutions_of,
    to_parent,
)

# h3geo.org, "Quick overview for users": latLngToCell(37.3615593, -122.0553238, 7).
PUBLISHED = (37.3615593, -122.0553238, 7, "87283472bffffff")

latitudes = st.floats(-89.9, 89.9)
longitudes = st.floats(-180, 180)


def test_the_published_example():
    latitude, longitude, resolution, cell = PUBLISHED
    assert hexagons_of([latitude], [longitude], resolution).tolist() == [cell]


def test_mean_areas_are_those_published():
    # h3geo.org, table of cell areas: 5.161293360 km² at resolution 7, hexagons and pentagons.
    rng = np.random.default_rng(1)
    latitude = np.degrees(np.arcsin(rng.uniform(-1, 1, 400)))
    cells = hexagons_of(latitude, rng.uniform(-180, 180, 400), 7)
    assert np.mean(areas_km2(cells)) == pytest.approx(5.16, rel=0.05)


@settings(max_examples=25, deadline=None)
@given(latitudes, longitudes, st.integers(0, 9))
def test_a_cell_holds_its_centre_and_lies_near_the_position(latitude, longitude, resolution):
    cell = hexagons_of([latitude], [longitude], resolution)
    north, east = hexagon_centres(cell)
    assert hexagons_of(north, east, resolution).tolist() == cell.tolist()
    across = 2.5 * np.sqrt(areas_km2(cell)[0])
    assert great_circle_km(latitude, longitude, north[0], east[0]) < across
    assert resolutions_of(cell).tolist() == [resolution]


@settings(max_examples=25, deadline=None)
@given(latitudes, longitudes)
def test_parents_are_parents_of_parents(latitude, longitude):
    cell = hexagons_of([latitude], [longitude], 8)
    assert to_parent(to_parent(cell, 6), 4).tolist() == to_parent(cell, 4).tolist()
    assert to_parent(cell, 8).tolist() == cell.tolist()


def test_an_outline_goes_around_the_centre():
    cell = hexagons_of([37.66], [126.77], 7)
    (ring,) = hexagon_outlines(cell)
    assert ring.shape == (6, 2)
    north, east = hexagon_centres(cell)
    assert ring[:, 0].min() < east[0] < ring[:, 0].max()
    assert ring[:, 1].min() < north[0] < ring[:, 1].max()
    x, y = ring[:, 0], ring[:, 1]
    assert np.sum(x * np.roll(y, -1) - np.roll(x, -1) * y) > 0


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: hexagons_of([91.0], [0.0], 7), "latitudes"),
        (lambda: hexagons_of([0.0], [181.0], 7), "longitudes"),
        (lambda: hexagons_of([np.nan], [0.0], 7), "latitude"),
        (lambda: hexagons_of([1.0, 2.0], [0.0], 7), "one shape"),
        (lambda: hexagons_of([1.0], [0.0], 16), "between 0 and 15"),
        (lambda: hexagon_centres(["87283472bfffff"]), "no H3 cell"),
        (lambda: hexagon_outlines(["x"]), "no H3 cell"),
        (lambda: to_parent(["85283473fffffff"], 7), "7 or finer"),
    ],
)
def test_what_makes_no_sense_is_refused(call, message):
    with pytest.raises(MethodError, match=message):
        call()


def test_capital_letters_are_no_cell():
    assert is_cell(PUBLISHED[3])
    assert not is_cell(PUBLISHED[3].upper())
