import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyproj import Geod

from songi.errors import MethodError
from songi.methods.geodesy import (
    EARTH_RADIUS_KM,
    distances_km,
    great_circle_km,
    reach_km,
    travel_minutes,
    unit_vectors,
)

GOYANG, INCHEON_AIRPORT, BUSAN = (37.658, 126.770), (37.460, 126.441), (35.180, 129.075)
latitudes = st.floats(-90, 90)
longitudes = st.floats(-180, 180)
BANDS, SPEEDS = [0, 30, 100], [25, 60, 90]


@given(latitudes, longitudes, latitudes, longitudes)
def test_as_pyproj_on_the_sphere(lat1, lon1, lat2, lon2):
    sphere = Geod(a=EARTH_RADIUS_KM * 1000, f=0)
    expected = sphere.inv(lon1, lat1, lon2, lat2)[2] / 1000
    # Near antipodes the haversine loses half its digits: 1e-8 radians, 0.1 km.
    near_antipode = expected > EARTH_RADIUS_KM * np.pi - 1000
    found = great_circle_km(lat1, lon1, lat2, lon2)
    assert found == pytest.approx(expected, rel=1e-8, abs=0.2 if near_antipode else 1e-6)


@given(latitudes, longitudes, latitudes, longitudes)
def test_as_pyproj_on_the_ellipsoid_within_its_flattening(lat1, lon1, lat2, lon2):
    expected = Geod(ellps="WGS84").inv(lon1, lat1, lon2, lat2)[2] / 1000
    assert great_circle_km(lat1, lon1, lat2, lon2) == pytest.approx(expected, rel=0.006, abs=1e-6)


@pytest.mark.parametrize("place", [INCHEON_AIRPORT, BUSAN])
def test_in_korea_the_sphere_errs_by_less_than_three_in_a_thousand(place):
    expected = Geod(ellps="WGS84").inv(*GOYANG[::-1], *place[::-1])[2] / 1000
    assert great_circle_km(*GOYANG, *place) == pytest.approx(expected, rel=0.003)


def test_a_quarter_of_the_equator():
    assert great_circle_km(0, 0, 0, 90) == pytest.approx(EARTH_RADIUS_KM * np.pi / 2)
    assert great_circle_km(0, -90, 0, 270) == pytest.approx(0, abs=1e-9)


def test_distances_broadcast_to_a_table():
    lat, lon = np.array([GOYANG, BUSAN, INCHEON_AIRPORT]).T
    table = great_circle_km(lat[:, None], lon[:, None], lat, lon)
    assert table.shape == (3, 3)
    np.testing.assert_array_equal(np.diag(table), 0)
    np.testing.assert_allclose(table, table.T)


def test_swapped_coordinates_are_noticed():
    with pytest.raises(MethodError, match="latitudes must lie between -90 and 90 degrees: 1 wrong"):
        great_circle_km(126.77, 37.658, 37.46, 126.441)


def test_longitude_out_of_bounds():
    with pytest.raises(MethodError, match="longitudes must lie between -180 and 360"):
        great_circle_km(0, 361, 0, 0)


def test_minutes_by_hand():
    # 100 km straight are 130 by road: 30 at 25, 70 at 60 and 30 at 90 km/h.
    assert travel_minutes(100, 1.3, BANDS, SPEEDS) == pytest.approx(72 + 70 + 20)
    assert travel_minutes(10, 1.0, BANDS, SPEEDS) == pytest.approx(24)
    assert travel_minutes(0, 1.3, BANDS, SPEEDS) == 0


@given(
    near=st.floats(0, 500),
    further=st.floats(0, 100),
    circuity=st.floats(1, 2),
    speeds=st.lists(st.floats(5, 150), min_size=3, max_size=3),
)
def test_time_rises_with_distance_and_never_jumps(near, further, circuity, speeds):
    before = travel_minutes(near, circuity, BANDS, speeds)
    after = travel_minutes(near + further, circuity, BANDS, speeds)
    slowest = further * circuity / min(speeds) * 60
    assert before - 1e-9 <= after <= before + slowest * (1 + 1e-9) + 1e-9


def test_draws_of_circuity_and_speed_broadcast(generator):
    distance = generator.uniform(0, 200, (4, 3))
    circuity = generator.uniform(1.2, 1.4, (10, 1, 1))
    speeds = generator.uniform(20, 100, (10, 1, 1, 3))
    minutes = travel_minutes(distance, circuity, BANDS, speeds)
    assert minutes.shape == (10, 4, 3)
    for draw in range(10):
        one = travel_minutes(distance, circuity[draw, 0, 0], BANDS, speeds[draw, 0, 0])
        np.testing.assert_allclose(minutes[draw], one, rtol=1e-13)


@pytest.mark.parametrize(
    ("problem", "told"),
    [
        ((-1, 1.3, BANDS, SPEEDS), "distance_km must not be negative"),
        ((1, 0.9, BANDS, SPEEDS), "circuity must be at least 1"),
        ((1, 1.3, BANDS, [25, 0, 90]), r"speeds_kmh must be positive: 1 wrong, at \[1\]"),
        ((1, 1.3, [0, 30, 30], SPEEDS), r"must rise from 0; they are \[0.0, 30.0, 30.0\]"),
        ((1, 1.3, [5, 30, 60], SPEEDS), "must rise from 0"),
        ((1, 1.3, BANDS, [25, 60]), r"shape \[..., 3\], one speed for each band; it has \[2\]"),
        ((np.nan, 1.3, BANDS, SPEEDS), "distance_km holds 1 NaN"),
        ((np.ones(3), np.ones(2), BANDS, SPEEDS), r"distance_km \[3\], circuity \[2\]"),
    ],
)
def test_what_makes_no_sense_is_refused(problem, told):
    with pytest.raises(MethodError, match=told):
        travel_minutes(*problem)


def test_how_far_one_gets_is_the_inverse_of_the_time(generator):
    circuity = generator.uniform(1, 2, (50, 1))
    speeds = generator.uniform(10, 90, (50, 1, 3))
    distance = generator.uniform(0, 120, (50, 7))
    starts = [0.0, 12.0, 40.0]
    minutes = travel_minutes(distance, circuity, starts, speeds)
    assert reach_km(minutes, circuity, starts, speeds) == pytest.approx(distance, abs=1e-9)


def test_unit_vectors_give_the_angle(generator):
    one, other = generator.uniform([30, 120], [40, 130], (2, 20, 2))
    cosine = (unit_vectors(*one.T) * unit_vectors(*other.T)).sum(axis=1)
    assert EARTH_RADIUS_KM * np.arccos(cosine) == pytest.approx(great_circle_km(*one.T, *other.T))


def test_times_and_points_that_make_no_sense_are_refused():
    with pytest.raises(MethodError, match="minutes must not be negative"):
        reach_km(-1, 1.2, [0], [50])
    with pytest.raises(MethodError, match="between -90 and 90"):
        unit_vectors(95, 0)


def test_all_pairs_have_the_same_distances_to_a_decimetre(generator):
    ones, others = generator.uniform([-80, -180], [80, 180], (2, 30, 2))
    others[:3] = ones[:3] + 1e-5
    found = distances_km(unit_vectors(*ones.T), unit_vectors(*others.T))
    expected = great_circle_km(ones[:, :1], ones[:, 1:], others[:, 0], others[:, 1])
    assert found == pytest.approx(expected, abs=1e-3, rel=1e-9)
    with pytest.raises(MethodError, match="n, 3"):
        distances_km([1.0, 0, 0], [[1.0, 0, 0]])
