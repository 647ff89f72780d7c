import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from songi.errors import MethodError
from songi.methods.weights import best_worst, best_worst_of_pairs, swing


def greatest_deviation(weights, over, under, best, worst):
    from_best = np.abs(weights[best] - np.asarray(over) * weights)
    to_worst = np.abs(weights - np.asarray(under) * weights[worst])
    return max(from_best.max(), to_worst.max())


def test_consistent_judgements_as_in_the_outside_case(outside_case):
    case = outside_case("weights_bwm_consistent")
    found = best_worst(**case["matrix"])
    np.testing.assert_allclose(found.weights, case["expected"]["weights"], atol=1e-9)
    assert found.deviation == pytest.approx(case["expected"]["ksi"], abs=1e-9)
    assert found.consistency_ratio == 0


@given(seed=st.integers(0, 10**6), m=st.integers(2, 7))
def test_consistent_judgements_give_back_their_weights(seed, m):
    weights = np.sort(np.random.default_rng(seed).dirichlet(np.ones(m) * 4))
    found = best_worst(weights[-1] / weights, weights / weights[0], best=m - 1, worst=0)
    np.testing.assert_allclose(found.weights, weights, atol=1e-6)
    assert found.consistency_ratio == pytest.approx(0, abs=1e-6)


@given(seed=st.integers(0, 10**6))
def test_no_other_weights_deviate_less(seed):
    generator = np.random.default_rng(seed)
    over, under = generator.integers(1, 10, (2, 5)).astype(float)
    over[0] = under[4] = 1
    over[4] = under[0] = 9
    found = best_worst(over, under, 0, 4)
    least = greatest_deviation(found.weights, over, under, 0, 4)
    assert found.deviation == pytest.approx(least, abs=1e-7)
    for _ in range(20):
        other = np.abs(found.weights + 0.02 * generator.standard_normal(5))
        assert greatest_deviation(other / other.sum(), over, under, 0, 4) >= least - 1e-7
    assert 0 <= found.consistency_ratio <= 1


def test_the_criterion_to_ask_about_again_is_named():
    """4 times 3 is 12 where best over worst is 8: (12 - 8) / (64 - 8)."""
    found = best_worst([2, 1, 4, 4, 8], [4, 8, 3, 2, 1], best=1, worst=4)
    np.testing.assert_allclose(found.ratios, [0, 0, 4 / 56, 0, 0])
    assert found.consistency_ratio == pytest.approx(4 / 56)
    assert found.deviation > 0


def test_all_equal():
    found = best_worst([1, 1, 1], [1, 1, 1], best=0, worst=2)
    np.testing.assert_allclose(found.weights, 1 / 3)
    assert found.consistency_ratio == 0


def pairs(over, under, best, worst):
    """A matrix of judgements that holds two rows of comparisons and nothing else."""
    matrix = np.full((len(over), len(over)), np.nan)
    np.fill_diagonal(matrix, 1.0)
    matrix[best], matrix[:, worst] = over, under
    return matrix


def test_pairs_that_hold_the_two_rows_give_the_same_weights():
    given = ([2, 1, 4, 4, 8], [4, 8, 3, 2, 1], 1, 4)
    found, expected = best_worst_of_pairs(pairs(*given)), best_worst(*given)
    np.testing.assert_array_equal(found.weights, expected.weights)
    np.testing.assert_array_equal(found.ratios, expected.ratios)


@given(seed=st.integers(0, 10**6), m=st.integers(2, 7))
def test_a_whole_consistent_matrix_gives_back_its_weights(seed, m):
    weights = np.random.default_rng(seed).dirichlet(np.ones(m) * 4)
    found = best_worst_of_pairs(weights[:, None] / weights)
    np.testing.assert_allclose(found.weights, weights, atol=1e-6)


def test_all_alike_may_begin_anywhere():
    np.testing.assert_allclose(best_worst_of_pairs(np.ones((3, 3))).weights, 1 / 3)


@pytest.mark.parametrize(
    ("matrix", "told"),
    [
        (
            [[1, 2, np.nan], [1 / 2, 1, 2], [np.nan, 1 / 2, 1]],
            "and at least as important as they are",
        ),
        (
            [[1, 2, 2], [1 / 2, 1, np.nan], [1 / 2, np.nan, 1]],
            "and at most as important as they are",
        ),
        ([[1, 2, 1 / 2], [1 / 2, 1, 2], [2, 1 / 2, 1]], "cannot begin"),
        ([[[1.0]]], r"one matrix \[m, m\]"),
        ([[1, 2], [2, 1]], "reciprocal"),
        ([[1.0]], "at least two criteria"),
    ],
)
def test_pairs_without_a_best_or_a_worst_are_refused(matrix, told):
    with pytest.raises(MethodError, match=told):
        best_worst_of_pairs(matrix)


@pytest.mark.parametrize(
    ("over", "under", "best", "worst", "told"),
    [
        ([1, 2], [2, 1, 1], 0, 1, "one judgement for each of at least two criteria"),
        ([1], [1], 0, 0, "at least two criteria"),
        ([1, 2], [2, 1], 0, 2, "two different positions from 0 to 1; they are 0 and 2"),
        ([1, 2], [2, 1], 1, 1, "two different positions"),
        ([1, 0.5], [0.5, 1], 0, 1, "best_to_others must be at least 1"),
        ([1, 2, 2], [2, 0.5, 1], 0, 2, "others_to_worst must be at least 1"),
        ([2, 2], [2, 1], 0, 1, "must be 1; they are 2 and 1"),
        ([1, 8], [7, 1], 0, 1, "judged twice, and differently: 8 in best_to_others, 7 in"),
        ([1, np.nan], [7, 1], 0, 1, "best_to_others holds 1 NaN"),
    ],
)
def test_bad_judgements_are_refused(over, under, best, worst, told):
    with pytest.raises(MethodError, match=told):
        best_worst(over, under, best, worst)


def test_swings_of_experts():
    found = swing([[100, 60, 40], [25, 100, 0]])
    np.testing.assert_allclose(found, [[0.5, 0.3, 0.2], [0.2, 0.8, 0.0]])


@pytest.mark.parametrize(
    ("points", "told"),
    [
        ([], "points must have the shape"),
        ([100, -1], "must lie between 0 and 100"),
        ([100, 120], "must lie between 0 and 100"),
        ([[100, 20], [90, 20]], r"most important swing must have 100 points: 1 wrong, at \[1\]"),
        ([0, 0], "most important swing must have 100 points"),
    ],
)
def test_bad_points_are_refused(points, told):
    with pytest.raises(MethodError, match=told):
        swing(points)
