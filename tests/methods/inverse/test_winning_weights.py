import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from songi.errors import MethodError
from songi.methods.inverse import nearest_tried_weights, nearest_winning_weights
from songi.methods.weights import uniform_simplex

TWO = np.array([[1.0, 0.0], [0.0, 1.0]])


def test_two_criteria_by_hand():
    """The second wins from half the weight on: 0.2 moves from one to the other."""
    found = nearest_winning_weights(TWO, 1, [0.7, 0.3])
    np.testing.assert_allclose(found.weights, [0.5, 0.5], atol=1e-5)
    assert found.distance == pytest.approx(0.4, abs=1e-5)
    assert found.within_ranges is None
    assert found.weights[1] > found.weights[0]


def test_the_winner_keeps_the_weights():
    found = nearest_winning_weights(TWO, 0, [0.7, 0.3])
    np.testing.assert_allclose(found.weights, [0.7, 0.3], atol=1e-12)
    assert found.distance == pytest.approx(0, abs=1e-12)


def test_a_dominated_one_never_wins():
    found = nearest_winning_weights([[1.0, 1.0], [0.5, 1.0]], 1, [0.5, 0.5], lower=[0.1, 0.1])
    assert (found.possible, found.within_ranges) == (False, False)
    assert np.isnan([*found.weights, found.distance, *found.weights_within]).all()
    assert nearest_winning_weights([[1.0, 1.0], [0.5, 1.0]], 1, [0.5, 0.5], places=2).possible


@pytest.mark.parametrize(("greatest", "inside"), [(0.6, True), (0.45, False)])
def test_whether_the_ranges_hold_one(greatest, inside):
    found = nearest_winning_weights(TWO, 1, [0.7, 0.3], lower=[0, 0], upper=[1, greatest])
    assert found.possible
    assert found.within_ranges is inside
    assert np.isnan(found.distance_within) != inside


def test_one_further_off_may_lie_within_the_ranges():
    """The nearest takes weight from the first; held there, it must come from the third."""
    values = np.array([[1.0, 0.0, 0.5], [0.0, 1.0, 0.3]])
    central = [0.5, 0.3, 0.2]
    found = nearest_winning_weights(values, 1, central, lower=[0.48, 0, 0])
    assert found.weights[0] < 0.48
    assert found.within_ranges
    assert found.weights_within[0] >= 0.48
    assert found.distance_within > found.distance


@given(seed=st.integers(0, 10**6), places=st.integers(1, 3))
def test_wins_and_nothing_nearer_does(seed, places):
    generator = np.random.default_rng(seed)
    values = generator.random((5, 3))
    central = generator.dirichlet(np.ones(3))
    found = nearest_winning_weights(values, 0, central, places=places)
    tried = uniform_simplex(3, 4000, generator)
    scores = tried @ values.T
    wins = (scores[:, 1:] > scores[:, :1]).sum(axis=1) < places
    if not found.possible:
        assert wins.mean() < 0.002
        return
    assert found.weights.sum() == pytest.approx(1)
    own = values @ found.weights
    assert np.count_nonzero(own[1:] >= own[0]) < places
    assert found.distance == pytest.approx(np.abs(found.weights - central).sum())
    if wins.any():
        assert np.abs(tried[wins] - central).sum(axis=1).min() >= found.distance - 1e-5


def test_more_places_are_never_further():
    generator = np.random.default_rng(4)
    values, central = generator.random((8, 5)), np.full(5, 0.2)
    focal = int(np.argsort(values.sum(axis=1))[2])
    distances = [
        nearest_winning_weights(values, focal, central, places=k).distance for k in range(1, 9)
    ]
    assert distances[0] > 0.01
    assert distances[-1] == pytest.approx(0, abs=1e-12)
    assert (np.diff(distances) <= 1e-9).all()


@pytest.mark.parametrize(
    ("options", "told"),
    [
        ({"values": [[[1.0]]]}, r"values must have the shape \[alternatives, criteria\]"),
        ({"central": [0.5, 0.6]}, "central must hold 2 weights that sum to one"),
        ({"central": [0.5, 0.3, 0.2]}, r"weights must have the shape \[..., 2\]"),
        ({"focal": 2}, "focal must lie from 0 to 1"),
        ({"places": 0}, "places from 1 to 2"),
        ({"lead": 0.0}, "lead be at least 1e-07"),
        ({"lower": [0.7, 0.6]}, "lower bounds sum to 1.3"),
        ({"upper": [0.3, 0.3]}, "the upper to 0.6"),
        ({"lower": [0.5, 0.2], "upper": [0.4, 1.0]}, r"criteria \[0\] have bounds that cross"),
        ({"lower": [0.5]}, "one weight for each of 2 criteria"),
    ],
)
def test_bad_input_is_refused(options, told):
    given_options = {"values": TWO, "focal": 1, "central": [0.5, 0.5], **options}
    with pytest.raises(MethodError, match=told):
        nearest_winning_weights(**given_options)


def beats(weights):
    """The second of `TWO` wins where its criterion weighs more than half."""
    return weights[:, 1] > 0.5


def test_tried_weights_are_drawn_in_as_far_as_they_win():
    tried = [[0.9, 0.1], [0.1, 0.9], [0.3, 0.7]]
    found = nearest_tried_weights(tried, [0.7, 0.3], beats)
    np.testing.assert_allclose(found, [0.5, 0.5], atol=1e-5)
    assert beats(found[None])[0]


@given(seed=st.integers(0, 10**6))
def test_tried_weights_are_never_nearer_than_the_nearest(seed):
    """The programme's weights are a bound, and with many tried they are nearly reached."""
    generator = np.random.default_rng(seed)
    values = generator.random((5, 3))
    central = generator.dirichlet(np.ones(3))
    exact = nearest_winning_weights(values, 0, central, places=2)

    def wins(weights):
        scores = weights @ values.T
        return (scores[:, 1:] >= scores[:, :1]).sum(axis=1) < 2

    found = nearest_tried_weights(uniform_simplex(3, 400, generator), central, wins)
    if np.isnan(found).any():
        return
    assert wins(found[None])[0]
    distance = np.abs(found - central).sum()
    assert exact.distance - 1e-4 <= distance <= exact.distance + 0.5


def test_central_weights_that_win_are_kept_and_none_that_wins_is_told():
    assert nearest_tried_weights([[0.1, 0.9]], [0.3, 0.7], beats).tolist() == [0.3, 0.7]
    assert np.isnan(nearest_tried_weights([[0.9, 0.1]], [0.7, 0.3], beats)).all()


@pytest.mark.parametrize(
    ("tried", "central", "told"),
    [
        ([[0.5, 0.5]], [[0.5, 0.5]], r"central must have the shape \[criteria\]"),
        ([[0.5, 0.3, 0.2]], [0.5, 0.5], r"weights must have the shape \[..., 2\]"),
        ([[1.5, -0.5]], [0.5, 0.5], "weights must not be negative"),
        ([[np.nan, 0.5]], [0.5, 0.5], "tried holds 1 NaN"),
    ],
)
def test_bad_tried_weights_are_refused(tried, central, told):
    with pytest.raises(MethodError, match=told):
        nearest_tried_weights(tried, central, beats)
