import numpy as np
import pytest

from songi.errors import MethodError
from songi.methods.weights.judgements import checked_judgements, experts_weights, is_connected

NAN = np.nan


def test_reciprocals_and_the_diagonal_are_filled_in():
    filled = checked_judgements([[NAN, 4, NAN], [NAN, NAN, 2], [5, NAN, NAN]])
    np.testing.assert_allclose(filled, [[1, 4, 0.2], [0.25, 1, 2], [5, 0.5, 1]])


def test_what_was_given_is_not_written_to():
    given = np.array([[1.0, 4.0], [NAN, 1.0]])
    checked_judgements(given)
    assert np.isnan(given[1, 0])


def test_rounded_reciprocals_pass():
    assert checked_judgements([[1, 3], [0.33, 1]])[1, 0] == 0.33


@pytest.mark.parametrize(
    ("matrix", "told"),
    [
        (np.ones((2, 3)), r"square matrix \[..., n, n\]; it has \[2, 3\]"),
        (np.ones(3), "square matrix"),
        ([[1, 0], [0, 1]], "positive and finite: 2 wrong"),
        ([[1, -3], [-1 / 3, 1]], "positive and finite: 2 wrong"),
        ([[1, np.inf], [NAN, 1]], r"positive and finite: 1 wrong, at \[0, 1\]"),
        ([[1, 3], [3, 1]], "must be reciprocal"),
        ([[2, 3], [1 / 3, 1]], r"diagonal of judgements must be 1: 1 wrong, at \[0\]"),
    ],
)
def test_what_are_no_judgements_is_refused(matrix, told):
    with pytest.raises(MethodError, match=told):
        checked_judgements(matrix)


def test_uncompared_items_are_named():
    matrix = np.full((4, 4), NAN)
    matrix[0, 2], matrix[1, 3] = 2.0, 3.0
    with pytest.raises(MethodError, match=r"nothing links the groups \[\[0, 2\], \[1, 3\]\]"):
        checked_judgements(matrix)


def test_connection():
    assert is_connected(np.array([[1, 2, NAN], [0.5, 1, 3], [NAN, 1 / 3, 1]]))
    assert not is_connected(np.array([[1, NAN], [NAN, 1]]))


def test_experts_count_the_same_unless_said():
    assert experts_weights(None, 4).tolist() == [0.25] * 4
    assert experts_weights([3, 1], 2).tolist() == [0.75, 0.25]


@pytest.mark.parametrize("weights", [[1, 2, 3], [-1, 2], [0, 0]])
def test_weights_of_experts_that_do_not_fit_are_refused(weights):
    with pytest.raises(MethodError, match="one value, not negative, for each of 2 experts"):
        experts_weights(weights, 2)
