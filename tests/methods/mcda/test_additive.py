import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from methods.problems import problems, uncertain_problems
from songi.errors import MethodError
from songi.methods.mcda import normalise, weighted_product, weighted_sum

MATRIX = np.array([[1.0, 10.0], [2.0, 20.0], [5.0, 40.0]])


def clear_product(matrix, weights, directions):
    ratios = np.where(directions > 0, matrix / matrix.max(axis=0), matrix.min(axis=0) / matrix)
    return np.prod(ratios**weights, axis=1)


def test_weighted_sum_by_hand():
    np.testing.assert_allclose(weighted_sum(MATRIX, [0.25, 0.75], [1, -1]), [0.75, 0.5625, 0.25])


def test_marcos_as_published_is_the_weighted_sum_of_shares_of_the_best(outside_case):
    """Its utility is that sum times a constant of the ideal and the anti-ideal."""
    case = outside_case("marcos_ulutas_2020")
    found = weighted_sum(case["matrix"], case["weights"], case["directions"], normalisation="max")
    expected = np.array(case["expected"]["score"])
    ratio = found / expected
    np.testing.assert_allclose(ratio, ratio.mean(), rtol=2 * case["atol"] / expected.min())
    assert np.argsort(found).tolist() == np.argsort(expected).tolist()


def test_a_normalised_matrix_is_taken_as_it_is():
    scores = weighted_sum(MATRIX, [0.5, 0.5], [1, 1], normalisation=None)
    assert scores.tolist() == [5.5, 11.0, 22.5]


def test_weighted_product_by_hand():
    scores = weighted_product([[1.0, 4.0], [4.0, 16.0]], [0.5, 0.5], [1, -1])
    np.testing.assert_allclose(scores, [0.5, 0.5])


@given(problem=problems(), method=st.sampled_from([None, "min_max", "vector", "max", "z_score"]))
def test_fast_sum_equals_clear_twin(problem, method):
    matrix, weights, directions = problem
    scaled = matrix if method is None else normalise(matrix, directions, method=method)
    expected = [[sum(w * v) for v in scaled] for w in weights]
    result = weighted_sum(matrix, weights, directions, normalisation=method)
    np.testing.assert_allclose(result, expected, atol=1e-12)


@given(problems())
def test_fast_product_equals_clear_twin(problem):
    matrix, weights, directions = problem
    expected = [clear_product(matrix, w, directions) for w in weights]
    np.testing.assert_allclose(weighted_product(matrix, weights, directions), expected, atol=1e-12)


@pytest.mark.parametrize("method", [weighted_sum, weighted_product])
@given(problem=uncertain_problems())
def test_uncertain_matrix_equals_a_loop(method, problem):
    matrices, weights, directions = problem
    expected = [method(x, w, directions) for x, w in zip(matrices, weights, strict=True)]
    np.testing.assert_allclose(method(matrices, weights, directions), expected, atol=1e-12)


def test_one_alternative_has_a_neutral_score():
    assert weighted_sum([[3.0, 4.0]], [0.5, 0.5], [1, -1]).tolist() == [0.5]


def test_nan_is_told_with_its_place():
    with pytest.raises(MethodError, match=r"matrix holds 2 NaN .*at \[0, 1\], \[2, 0\]"):
        weighted_sum([[1, np.nan], [2, 3], [np.nan, 1]], [0.5, 0.5], [1, 1])


def test_zero_indicator_has_no_product():
    with pytest.raises(MethodError, match=r"positive indicators only: 1 wrong, at \[1, 0\]"):
        weighted_product([[1.0, 2.0], [0.0, 3.0]], [0.5, 0.5], [1, 1])


def test_unknown_normalisation_lists_the_valid_ones():
    with pytest.raises(MethodError, match=r"normalisation is 'maxmin'.*min_max, max, sum"):
        weighted_sum(MATRIX, [0.5, 0.5], [1, 1], normalisation="maxmin")


def test_draws_of_another_number_are_refused():
    with pytest.raises(MethodError, match=r"do not broadcast: matrix \[4\], weights \[3\]"):
        weighted_sum(np.ones((4, 3, 2)), np.ones((3, 2)), [1, 1])
