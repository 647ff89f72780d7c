"""Reach and catchments: PySAL's hospitals, PySAL's access, sharing out once."""

import json
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from songi.errors import MethodError
from songi.methods.catchment import (
    count_within,
    decay,
    floating_catchment,
    gravity,
    nearest,
    step_weights,
)

INF = np.inf
MINUTES = np.array([[30.0, 20.0, 60.0], [INF, INF, INF], [15.0, INF, 15.0]])


def test_nearest_with_its_time():
    found = nearest(MINUTES)
    assert found.minutes.tolist() == [20.0, INF, 15.0]
    assert found.destination.tolist() == [1, -1, 0]


def test_nearest_over_draws(generator):
    minutes = generator.uniform(0, 90, (5, 4, 3))
    found = nearest(minutes)
    np.testing.assert_array_equal(found.minutes, minutes.min(axis=2))
    np.testing.assert_array_equal(found.destination, minutes.argmin(axis=2))


def test_the_threshold_itself_counts():
    assert count_within(MINUTES, 30).tolist() == [2, 0, 2]
    assert count_within(MINUTES, 29.9).tolist() == [1, 0, 2]


def test_capacity_is_added_up():
    assert count_within(MINUTES, 30, [100, 10, 1]).tolist() == [110, 0, 101]


def test_draws_and_thresholds_broadcast(generator):
    minutes = generator.uniform(0, 90, (6, 4, 3))
    capacity = generator.uniform(0, 9, (6, 3))
    thresholds = np.array([15.0, 30.0])[:, None, None]
    found = count_within(minutes, thresholds, capacity)
    assert found.shape == (2, 6, 4)
    for which, limit in enumerate([15.0, 30.0]):
        for draw in range(6):
            expected = count_within(minutes[draw], limit, capacity[draw])
            np.testing.assert_allclose(found[which, draw], expected)


def test_more_time_never_reaches_less(generator):
    minutes = generator.uniform(0, 90, (20, 7))
    counts = [count_within(minutes, limit) for limit in (10, 20, 40, 90)]
    assert (np.diff(counts, axis=0) >= 0).all()
    assert (counts[-1] == 7).all()


@pytest.mark.parametrize(
    ("minutes", "told"),
    [
        ([[1.0, np.nan]], r"must not be NaN \(infinity says unreachable\): 1 wrong, at \[0, 1\]"),
        ([[1.0, -2.0]], "minutes must not be negative"),
        (np.ones((3, 0)), r"at least one destination; it has \[3, 0\]"),
        ([1.0, 2.0], r"\[..., origins, destinations\]"),
    ],
)
def test_minutes_that_make_no_sense_are_refused(minutes, told):
    with pytest.raises(MethodError, match=told):
        nearest(minutes)


@pytest.mark.parametrize(
    ("options", "told"),
    [
        ({"threshold": -1}, "threshold must not be negative"),
        ({"threshold": [1, 2]}, r"do not broadcast: minutes \[3\], threshold \[2\]"),
        ({"threshold": 1, "capacity": [1, 2]}, r"\[..., 3\], one for each destination"),
        ({"threshold": 1, "capacity": [1, -2, 0]}, "capacity must not be negative"),
    ],
)
def test_options_that_do_not_fit_are_refused(options, told):
    with pytest.raises(MethodError, match=told):
        count_within(MINUTES, **options)


TOY = json.loads(
    (Path(__file__).parents[1] / "cases/sim/sfca_hospital_toy.json").read_text("utf-8")
)


@pytest.mark.parametrize("scenario", TOY["scenarios"])
@pytest.mark.parametrize("form", ["gravity", "binary"])
def test_the_hospitals_of_pysal(scenario, form):
    case = TOY["scenarios"][scenario]
    minutes = np.array([[case["cost"][f"{i}-{j}"] for j in "123"] for i in "123"], dtype=float)
    within = minutes <= TOY["max_cost"]
    weights = np.where(within, decay(minutes, "power", 1.0) if form == "gravity" else 1.0, 0.0)
    found = floating_catchment(weights, [*TOY["pop"].values()], [*TOY["supply"].values()])
    expected = [*case[f"access_{form}_2sfca"].values()]
    assert found.access == pytest.approx(expected, rel=1e-12)


def test_equal_to_pysal_access_on_two_step_and_enhanced(generator):
    weights_of = pytest.importorskip("access.weights", reason="PySAL access is not installed")
    fca = pytest.importorskip("access.fca")
    pandas = pytest.importorskip("pandas")
    people, beds = generator.integers(0, 900, 40).astype(float), generator.integers(1, 500, 9)
    minutes = np.rint(generator.uniform(0, 60, (40, 9)))
    pairs = pandas.DataFrame(
        {"origin": np.repeat(np.arange(40), 9), "dest": np.tile(np.arange(9), 40),
         "cost": minutes.ravel()}
    )  # fmt: skip
    demand = pandas.DataFrame({"pop": people}, index=np.arange(40))
    supply = pandas.DataFrame({"beds": beds}, index=np.arange(9))
    steps = weights_of.step_fn({10: 1, 20: 0.68, 30: 0.22})
    demand.index.name = supply.index.name = "geoid"
    told = {"max_cost": 30, "demand_name": "pop", "supply_name": "beds"}
    for theirs, ours in ((None, minutes <= 30), (steps, step_weights(minutes))):
        expected = fca.two_stage_fca(demand, supply, pairs, weight_fn=theirs, **told)
        found = floating_catchment(np.asarray(ours, dtype=float), people, beds).access
        expected = expected.reindex(np.arange(40)).fillna(0).to_numpy()
        assert found == pytest.approx(expected, rel=1e-9)


@settings(max_examples=25, deadline=None)
@given(st.integers(0, 2**32 - 1))
def test_capacity_is_shared_out_once(seed):
    generator = np.random.default_rng(seed)
    minutes = generator.uniform(0, 50, (3, 12, 5))
    people = generator.integers(0, 4, (3, 12)) * 100.0
    beds = generator.integers(0, 300, 5).astype(float)
    found = floating_catchment(step_weights(minutes), people, beds)
    reached = np.isfinite(found.ratio)
    assert (found.access * people).sum(axis=1) == pytest.approx((beds * reached).sum(axis=1))


def test_an_empty_catchment_adds_to_nobody():
    found = floating_catchment([[1.0, 0.0], [1.0, 0.0]], [50, 50], [10, 99])
    assert found.access.tolist() == [0.1, 0.1]
    assert found.ratio[0] == 0.1
    assert np.isnan(found.ratio[1])


def test_a_catchment_in_which_nobody_lives_is_empty():
    assert floating_catchment([[1.0]], [0], [10]).access.tolist() == [0.0]


def test_the_end_of_a_zone_belongs_to_it():
    weights = step_weights([[0.0, 10.0, 10.1, 20.0, 30.0, 30.1, INF]])
    assert weights.tolist() == [[1, 1, 0.68, 0.68, 0.22, 0, 0]]


@pytest.mark.parametrize(
    ("form", "parameter", "expected"),
    [("exponential", np.log(2) / 10, 0.25), ("power", 2.0, 1 / 400), ("gaussian", 20.0, 0.6065307)],
)
def test_weights_fall_with_time(form, parameter, expected):
    weights = decay([[0.0, 20.0, INF]], form, parameter)[0]
    assert weights == pytest.approx([1.0, expected, 0.0])


def test_parameters_may_be_drawn(generator):
    minutes, rates = generator.uniform(0, 50, (6, 4, 3)), generator.uniform(0.01, 0.1, (6, 1))
    found = gravity(decay(minutes, "exponential", rates[:, 0]), [1.0, 2.0, 3.0])
    expected = (np.exp(-rates[:, :, None] * minutes) * [1, 2, 3]).sum(axis=2)
    assert found == pytest.approx(expected)


@pytest.mark.parametrize(
    ("call", "told"),
    [
        (lambda: decay([[1.0]], "gaussian", 0.0), "above 0"),
        (lambda: decay([[1.0]], "linear", 1.0), "form is 'linear'"),
        (lambda: decay([[-1.0]], "power", 1.0), "must not be negative"),
        (lambda: step_weights([[1.0]], [20, 10], [1, 1]), "rise from 0"),
        (lambda: step_weights([[1.0]], [10], [1, 1]), r"one shape \[zones\]"),
        (lambda: step_weights([[1.0]], [10], [-1]), "weights must not be negative"),
        (lambda: gravity([1.0], [1.0]), r"\[..., origins, destinations\]"),
        (lambda: gravity([[1.0]], [-1.0]), "capacity must not be negative"),
        (lambda: floating_catchment([[1.0]], [-1], [1]), "people must not be negative"),
        (lambda: floating_catchment([[1.0]], [1, 2], [1]), "one for each demand point"),
        (lambda: floating_catchment([[1.0]], [1], [-1]), "capacity must not be negative"),
    ],
)
def test_what_makes_no_sense_is_refused(call, told):
    with pytest.raises(MethodError, match=told):
        call()
