"""Cold chain against published numbers, hand arithmetic, and a simulation."""

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from songi.errors import MethodError
from songi.methods.cold_chain import (
    Journey,
    Package,
    cheapest_within,
    degree_hours,
    drift_temperature,
    ground_hours,
    hold_hours,
    longest_wait,
    mean_kinetic_temperature,
    share_beyond,
    shipment_kinetic_temperature,
)

CELSIUS = arrays(float, 7, elements=st.floats(-30, 45))


def journey(ground=6.0, wait=0.0, ground_c=30.0, onward=0.0, onward_c=20.0):
    return Journey(*(np.asarray(one, float) for one in (ground, wait, ground_c, onward, onward_c)))


def package(warm=250.0, cold=100.0, inside=5.0):
    return Package(*(np.asarray(one, float) for one in (inside, warm, cold)))


def test_the_published_example_of_a_database_function():
    """zelti/mkt on GitHub: 2, 2, 5, 8, 8, 8, 8 °C give 6.25 °C with ΔH/R of 10,000 K."""
    assert round(float(mean_kinetic_temperature([2, 2, 5, 8, 8, 8, 8])), 2) == 6.25


def test_the_formula_written_out():
    kelvin = [275.15, 281.15, 298.15]
    by_hand = 10_000 / -math.log(sum(math.exp(-10_000 / one) for one in kelvin) / 3) - 273.15
    assert float(mean_kinetic_temperature([2, 8, 25])) == pytest.approx(by_hand, abs=1e-9)


@given(CELSIUS, arrays(float, 7, elements=st.floats(0.1, 9)))
@settings(max_examples=25)
def test_it_lies_between_mean_and_warmest_and_counts_hours(celsius, hours):
    found = float(mean_kinetic_temperature(celsius, hours))
    mean = np.average(celsius, weights=hours)
    assert mean - 1e-9 <= found <= celsius.max() + 1e-9
    doubled = mean_kinetic_temperature([*celsius, *celsius], [*hours, *hours])
    assert float(doubled) == pytest.approx(found, abs=1e-9)


def test_departures_are_waited_for_half_their_spacing_at_most_all_of_it():
    assert longest_wait([2, 24, np.nan]).tolist() == [12, 1, 0]
    assert float(ground_hours(30, 60, 180)) == 4.5


def test_a_hold_time_falls_as_the_ambient_leaves_the_inside():
    """72 hours at 30 °C are 1,800 degree-hours: 60 hours at 35 °C, 120 at 20 °C."""
    budget = degree_hours(72, 30, 5)
    assert float(budget) == 1800
    held = hold_hours(package(warm=budget, cold=300), [35, 20, 5, -5])
    assert held.tolist() == [60, 120, np.inf, 30]
    assert float(degree_hours(np.nan, -10, 5)) == 0


def test_the_share_beyond_by_hand():
    """10 h last 250 degree-hours at 30 °C; 6 h and a wait up to 8 h: late if it is over 4 h."""
    assert float(share_beyond(journey(wait=8), package())) == 0.5
    assert float(share_beyond(journey(ground=10.1), package())) == 1
    assert float(share_beyond(journey(ground=9.9), package())) == 0
    # Six onward hours at 20 °C take 90 degree-hours: 6.4 h are left on the ground.
    assert float(share_beyond(journey(wait=4, onward=6), package())) == pytest.approx(0.9)
    # Colder outside: 100 degree-hours at -5 °C are 10 h.
    assert float(share_beyond(journey(wait=8, ground_c=-5), package())) == 0.5
    # Frozen on the way on, whatever the ground.
    assert float(share_beyond(journey(onward=20, onward_c=-1), package())) == 1
    assert float(share_beyond(journey(ground=np.inf), package())) == 1


@given(st.integers(0, 2**32 - 1))
@settings(max_examples=25)
def test_the_share_is_that_of_simulated_shipments(seed):
    generator = np.random.default_rng(seed)
    way = journey(*generator.uniform([1, 0, -15, 0, -5], [20, 24, 38, 30, 30]))
    box = package(*generator.uniform([50, 50], [900, 500]))
    waits = (np.arange(4000) + 0.5) / 4000 * way.longest_wait
    drawn = [
        (way.ground_hours + waits) * max(sign * (way.ground_c - 5), 0)
        + way.onward_hours * max(sign * (way.onward_c - 5), 0)
        for sign in (1, -1)
    ]
    beyond = (drawn[0] > box.warm_budget) | (drawn[1] > box.cold_budget)
    assert float(share_beyond(way, box)) == pytest.approx(beyond.mean(), abs=1e-3)


def test_a_shipment_keeps_the_temperature_inside_or_drifts_from_the_limit():
    held = shipment_kinetic_temperature(journey(), package(), 0, 12, (2, 8))
    assert float(held) == pytest.approx(5)
    # 20 h at 30 °C: 10 h at 5 °C, then 10 h from 8 towards 30 °C.
    steps = (np.arange(20_000) + 0.5) / 20_000 * 10
    path = [*np.full(20_000, 5.0), *drift_temperature(8, 30, steps, 12)]
    found = shipment_kinetic_temperature(journey(ground=20), package(), 0, 12, (2, 8))
    assert float(found) == pytest.approx(float(mean_kinetic_temperature(path)), abs=1e-5)
    cold = shipment_kinetic_temperature(journey(ground=20, ground_c=-5), package(), 0, 12, (2, 8))
    assert -5 < float(cold) < 5
    assert np.isnan(shipment_kinetic_temperature(journey(ground=np.inf), package(), 0, 12, (2, 8)))


def test_the_cheapest_that_keeps_the_limit():
    cost, risk = [30, 10, 10, 20], [0, 0.2, 0.1, 0.01]
    assert cheapest_within(cost, risk, 0.05) == 3
    assert cheapest_within(cost, risk, 0.3) == 2
    assert cheapest_within(cost, [1, 1, 1, 1], 0.3) == -1


@pytest.mark.parametrize(
    ("call", "said"),
    [
        (lambda: mean_kinetic_temperature([-300.0, 5]), "absolute zero"),
        (lambda: mean_kinetic_temperature([5.0], [0.0]), "all be nought"),
        (lambda: mean_kinetic_temperature(5.0), "shape"),
        (lambda: degree_hours(-1, 30, 5), "hold_hours"),
        (lambda: degree_hours(72, 5, 5), "differ"),
        (lambda: longest_wait(0), "departures"),
        (lambda: ground_hours(10, -1), "handling_minutes"),
        (lambda: shipment_kinetic_temperature(journey(), package(), 0, 12, (8, 2)), "below"),
        (lambda: cheapest_within([1], [2], 0.1), "risk"),
        (lambda: cheapest_within([], [], 0.1), "at least one"),
        (lambda: drift_temperature(8, 30, 1, 0), "drift_hours"),
    ],
)
def test_what_makes_no_sense_is_refused(call, said):
    with pytest.raises(MethodError, match=said):
        call()
