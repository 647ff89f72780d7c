import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from methods.problems import problems
from songi.errors import MethodError
from songi.methods.mcda import NORMALISATIONS, normalise

MATRIX = np.array([[1.0, 10.0], [2.0, 20.0], [5.0, 40.0]])
EXPECTED = {
    "min_max": [[0, 1], [0.25, 2 / 3], [1, 0]],
    "max": [[0.2, 1], [0.4, 0.5], [1, 0.25]],
    "sum": [[0.125, 4 / 7], [0.25, 2 / 7], [0.625, 1 / 7]],
    "vector": np.array([[1, 0], [2, 0], [5, 0]]) / np.sqrt(30)
    + np.array([[0, 1 - 1 / np.sqrt(21)], [0, 1 - 2 / np.sqrt(21)], [0, 1 - 4 / np.sqrt(21)]]),
    "rank": [[0, 1], [0.5, 0.5], [1, 0]],
}
CONSTANT = {
    "min_max": 0.5,
    "max": 1.0,
    "sum": 1 / 3,
    "vector": 1 / np.sqrt(3),
    "z_score": 0.0,
    "rank": 0.5,
}
FREE = [name for name in NORMALISATIONS if name != "target"]


@pytest.mark.parametrize("method", EXPECTED)
def test_benefit_and_cost_by_hand(method):
    result = normalise(MATRIX, [1, -1], method=method)
    np.testing.assert_allclose(result, EXPECTED[method], atol=1e-15)


def test_z_score_has_mean_zero_and_population_deviation_one():
    result = normalise(MATRIX, [1, -1], method="z_score")
    np.testing.assert_allclose(result.mean(axis=0), 0, atol=1e-15)
    np.testing.assert_allclose(result.std(axis=0), 1, atol=1e-15)
    assert result[2, 0] > 0 > result[2, 1]


def test_target_is_best_wherever_it_lies():
    result = normalise(MATRIX, [1, 1], method="target", target=[2, 50])
    np.testing.assert_allclose(result, [[0.75, 0], [1, 0.25], [0.25, 0.75]])


def test_target_met_by_all_is_one():
    assert (normalise(np.full((3, 1), 7.0), [1], method="target", target=7) == 1).all()


@pytest.mark.parametrize("method", CONSTANT)
def test_constant_column_is_neutral(method):
    result = normalise(np.full((3, 1), 4.0), [1], method=method)
    np.testing.assert_allclose(result, CONSTANT[method], rtol=1e-15)


def test_one_alternative_is_neutral():
    assert normalise([[3.0, 4.0]], [1, -1]).tolist() == [[0.5, 0.5]]
    assert normalise([[3.0, 4.0]], [1, -1], method="rank").tolist() == [[0.5, 0.5]]


@given(problem=problems(), method=st.sampled_from(FREE))
def test_more_is_better_in_every_column(problem, method):
    matrix, _, directions = problem
    result = normalise(matrix, directions, method=method)
    order = np.argsort(matrix * directions, axis=0)
    rising = np.take_along_axis(result, order, axis=0)
    assert (np.diff(rising, axis=0) >= -1e-12).all()


@given(problem=problems(), method=st.sampled_from(FREE))
def test_draws_equal_a_loop(problem, method):
    matrix, _, directions = problem
    many = np.stack([matrix, matrix[::-1] * 2, matrix + 1])
    result = normalise(many, directions, method=method)
    for one, expected in zip(many, result, strict=True):
        np.testing.assert_allclose(
            normalise(one, directions, method=method), expected, rtol=1e-13, atol=1e-14
        )


@given(problem=problems(), factor=st.floats(0.01, 100))
def test_unit_does_not_matter(problem, factor):
    matrix, _, directions = problem
    for method in FREE:
        np.testing.assert_allclose(
            normalise(matrix * factor, directions, method=method),
            normalise(matrix, directions, method=method),
            atol=1e-9,
        )


def test_unknown_method_lists_the_valid_ones():
    with pytest.raises(MethodError, match=r"'minmax'; it must be one of min_max, max, sum, vector"):
        normalise(MATRIX, [1, 1], method="minmax")


def test_target_method_needs_a_target():
    with pytest.raises(MethodError, match="'target' needs target="):
        normalise(MATRIX, [1, 1], method="target")


def test_target_without_its_method_is_refused():
    with pytest.raises(MethodError, match="used by method 'target' only, not by 'max'"):
        normalise(MATRIX, [1, 1], method="max", target=3)


def test_target_of_another_length_is_refused():
    with pytest.raises(MethodError, match=r"one for each of 2 criteria; its shape is \[3\]"):
        normalise(MATRIX, [1, 1], method="target", target=[1, 2, 3])


@pytest.mark.parametrize("method", ["max", "sum"])
def test_ratios_take_positive_values_only(method):
    with pytest.raises(
        MethodError, match=rf"'{method}' takes positive values only: 1 wrong, at \[0"
    ):
        normalise([[0.0, 1.0], [1.0, 2.0]], [1, 1], method=method)


def test_nan_is_counted():
    with pytest.raises(MethodError, match=r"matrix holds 1 NaN and 0 infinite values of 4, at \[1"):
        normalise([[0.0, 1.0], [np.nan, 2.0]], [1, 1])
