import numpy as np
import pytest
from hypothesis import given

from methods.problems import problems, seeds
from songi.errors import MethodError
from songi.methods import mcda
from songi.methods.reversal import (
    reversal_by_adding,
    reversal_by_cloning,
    reversal_by_removing,
)

# Belton and Gear (1983): the sum normalisation, equal weights; a copy of one turns two others.
BELTON_GEAR = np.array([[1, 9, 8], [9, 1, 9], [1, 1, 1]], dtype=float)


def by_sums(matrix):
    return (matrix / matrix.sum(axis=-2, keepdims=True)).mean(axis=-1)


def test_a_copy_turns_belton_and_gear_round():
    """A 0.45, B 0.47 before; with a second B, A leads B by 0.37 to 0.29."""
    matrix = BELTON_GEAR
    found = reversal_by_cloning(by_sums, matrix, 1)
    assert found.alternatives.tolist() == [0, 1, 2]
    assert found.pairs == [(0, 1)]
    assert found.share_turned.tolist() == [[0, 1, 0], [1, 0, 0], [0, 0, 0]]


def test_adding_is_the_reverse_of_removing():
    longer = np.vstack([BELTON_GEAR, BELTON_GEAR[1]])
    removed = reversal_by_removing(by_sums, longer, 3)
    added = reversal_by_adding(by_sums, BELTON_GEAR, BELTON_GEAR[1])
    np.testing.assert_array_equal(removed.changed, added.changed)
    np.testing.assert_array_equal(removed.turned, added.turned)


@given(problem=problems(), seed=seeds)
def test_fixed_scales_never_turn_an_order(problem, seed):
    matrix, weights, directions = problem

    def score(x):
        return mcda.weighted_sum(x * directions, weights, directions, normalisation=None)

    row = np.random.default_rng(seed).uniform(1, 9, matrix.shape[1])
    for found in (
        reversal_by_removing(score, matrix, 0),
        reversal_by_adding(score, matrix, row),
        reversal_by_cloning(score, matrix, len(matrix) - 1),
    ):
        assert found.changed.shape[0] == len(weights)
        assert found.pairs == []


@given(problem=problems(least_alternatives=3), seed=seeds)
def test_turned_is_changed_and_both_are_symmetric(problem, seed):
    matrix, weights, directions = problem
    index = seed % len(matrix)

    def score(x):
        return mcda.topsis(x, weights, directions)

    found = reversal_by_removing(score, matrix, index)
    assert index not in found.alternatives
    assert (found.turned <= found.changed).all()
    np.testing.assert_array_equal(found.changed, np.swapaxes(found.changed, -2, -1))
    assert all(index not in pair for pair in found.pairs)


def test_less_is_better_gives_the_same_pairs():
    upwards = reversal_by_cloning(by_sums, BELTON_GEAR, 1)
    downwards = reversal_by_cloning(lambda x: -by_sums(x), BELTON_GEAR, 1, descending=False)
    np.testing.assert_array_equal(upwards.turned, downwards.turned)


def test_ties_are_level_before_and_after():
    """0.1 + 0.2 is 0.3 on paper, and stays level; a true tie that opens is a change, not a turn."""
    matrix = np.array([[0.1 + 0.2], [0.3], [0.9]])
    assert reversal_by_removing(lambda x: x[:, 0], matrix, 2).pairs == []

    def opened(x):
        return x[:, 0] + (np.arange(len(x)) == 0) * (len(x) == 2)

    found = reversal_by_removing(opened, matrix, 2)
    assert found.pairs == [(0, 1)]
    assert not found.turned.any()


def test_shares_are_of_draws():
    weights = np.array([[1.0, 0.0, 0.0], [1 / 3, 1 / 3, 1 / 3]])

    def score(x):
        return np.einsum("nm,dm->dn", x / x.sum(axis=0), weights)

    assert reversal_by_cloning(score, BELTON_GEAR, 1).share_turned[0, 1] == 0.5


@pytest.mark.parametrize("index", [-1, 3])
@pytest.mark.parametrize("test", [reversal_by_removing, reversal_by_cloning])
def test_index_outside_is_refused(test, index):
    with pytest.raises(MethodError, match=f"index {index} is outside the 3 alternatives"):
        test(by_sums, BELTON_GEAR, index)


def test_nothing_left_is_refused():
    with pytest.raises(MethodError, match="leaves nothing to compare"):
        reversal_by_removing(by_sums, [[1.0, 2.0]], 0)


def test_row_that_does_not_fit_is_refused():
    with pytest.raises(MethodError, match="one indicator for each of 3 criteria"):
        reversal_by_adding(by_sums, BELTON_GEAR, [1.0, 2.0])
    with pytest.raises(MethodError, match="row holds 1 NaN"):
        reversal_by_adding(by_sums, BELTON_GEAR, [1.0, 2.0, np.nan])


def test_scores_that_do_not_fit_are_refused():
    with pytest.raises(MethodError, match="one score for each of 3 alternatives"):
        reversal_by_adding(lambda x: np.ones(2), BELTON_GEAR, BELTON_GEAR[0])
    with pytest.raises(MethodError, match="same draws for every matrix"):
        reversal_by_removing(lambda x: np.ones((len(x), len(x))), BELTON_GEAR, 0)
