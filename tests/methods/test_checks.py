import numpy as np
import pytest

from songi.errors import MethodError
from songi.methods import checks


def test_finite_counts_what_is_wrong_and_says_where():
    values = np.ones((2, 4))
    values[0, 1] = np.nan
    values[1, 3] = np.inf
    with pytest.raises(
        MethodError, match=r"matrix holds 1 NaN and 1 infinite values of 8, at \[0, 1\], \[1, 3\]"
    ):
        checks.finite("matrix", values)


def test_many_faults_are_counted_but_only_the_first_told():
    with pytest.raises(MethodError, match=r"holds 9 NaN .* \[4\] and 4 more$"):
        checks.finite("scores", np.full(9, np.nan))


def test_a_single_bad_value_is_told():
    with pytest.raises(MethodError, match=r"v holds 1 NaN .*at the only position"):
        checks.finite("v", np.nan)


@pytest.mark.parametrize("values", [[["a", "b"]], [[1, 2], [3]]])
def test_what_is_no_numbers_is_refused(values):
    with pytest.raises(MethodError, match="matrix must be numbers of one rectangular shape"):
        checks.finite("matrix", values)


def test_large_finite_values_are_not_taken_for_infinite():
    values = np.full(4, 1e308)
    np.testing.assert_array_equal(checks.finite("matrix", values), values)


@pytest.mark.parametrize("shape", [(3,), (0, 3), (3, 0)])
def test_a_matrix_needs_alternatives_and_criteria(shape):
    with pytest.raises(MethodError, match=r"matrix must have the shape \[..., alternatives"):
        checks.decision_matrix(np.ones(shape))


def test_directions_must_be_one_for_each_criterion():
    with pytest.raises(MethodError, match=r"one value for each of 3 criteria; its shape is \[2\]"):
        checks.criterion_directions([1, -1], 3)


def test_directions_must_be_plus_or_minus_one():
    with pytest.raises(
        MethodError, match=r"\+1 \(benefit\) or -1 \(cost\): 2 wrong, at \[1\], \[2"
    ):
        checks.criterion_directions([1, 0, 2], 3)


def test_weights_must_fit_the_criteria():
    with pytest.raises(MethodError, match=r"weights must have the shape \[..., 3\].*has \[4\]"):
        checks.criterion_weights(np.ones(4), 3)


def test_weights_must_not_be_negative():
    with pytest.raises(MethodError, match=r"weights must not be negative: 1 wrong, at \[0, 1\]"):
        checks.criterion_weights([[0.5, -0.5], [1, 0]], 2)


def test_weights_must_not_all_be_zero():
    with pytest.raises(MethodError, match=r"weights must not all be zero: 1 wrong, at \[1\]"):
        checks.criterion_weights([[0.5, 0.5], [0, 0]], 2)


def test_leading_axes_that_do_not_broadcast_are_named():
    with pytest.raises(MethodError, match=r"do not broadcast: matrix \[3\], weights \[4\]"):
        checks.leading_shape(matrix=(3,), weights=(4,))


def test_unknown_option_lists_the_valid_ones():
    with pytest.raises(MethodError, match="interval is 'wald'; it must be one of wilson, jeffreys"):
        checks.one_of("interval", "wald", ("wilson", "jeffreys"))


def test_blocks_cover_everything_once():
    covered = [k for block in checks.blocks(10, 4) for k in range(block.start, block.stop)]
    assert covered == list(range(10))
