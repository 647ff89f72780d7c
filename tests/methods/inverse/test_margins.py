import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from songi.errors import MethodError
from songi.methods import mcda
from songi.methods.inverse import margin_among_first, margins_after_changes
from songi.methods.inverse.margins import check_wanted, feasible_reach, share_won


@given(seed=st.integers(0, 10**6), n=st.integers(1, 7), places=st.integers(0, 8))
def test_above_zero_exactly_where_the_rank_is_among_the_first(seed, n, places):
    scores = np.random.default_rng(seed).random((30, n))
    margins = margin_among_first(scores, n - 1, places)
    np.testing.assert_array_equal(margins > 0, mcda.rank(scores)[:, n - 1] <= places)


def test_margins_by_hand():
    scores = [[5.0, 3.0, 9.0], [5.0, 5.0, 1.0]]
    assert margin_among_first(scores, 0, 1).tolist() == [-4, 0]
    assert margin_among_first(scores, 0, 2).tolist() == [2, 4]
    assert margin_among_first(scores, 0, [2, 1]).tolist() == [2, 0]
    assert margin_among_first(scores, 0, [0, 3]).tolist() == [-np.inf, np.inf]


def test_level_is_not_won():
    assert share_won(np.array([-1.0, 0.0, 1.0, np.inf])) == 0.5


def test_changes_are_added_in_every_draw_and_leave_the_matrix(generator):
    matrix = generator.random((5, 3, 2))
    kept = matrix.copy()
    margins = margins_after_changes(lambda x: x.sum(axis=-1), matrix, 1, 1)
    before = margins(np.zeros(2))
    np.testing.assert_allclose(margins(np.array([0.5, -0.2])), before + 0.3)
    np.testing.assert_array_equal(margins(np.zeros(2)), before)
    np.testing.assert_array_equal(matrix, kept)


def test_one_matrix_and_one_draw_of_scores():
    margins = margins_after_changes(lambda x: x.sum(axis=-1), [[1.0, 2.0], [2.0, 2.0]], 0, 1)
    np.testing.assert_allclose(margins(np.array([0.0, 3.0])), [2.0])


def test_only_the_side_that_betters_is_used():
    reach = feasible_reach([1, -1], [-3, -2], [5, 7])
    assert reach.furthest.tolist() == [5, 2]
    assert reach.changes(np.array([1.0, 1.0])).tolist() == [1, -1]


@pytest.mark.parametrize(
    ("scores", "focal", "places", "told"),
    [
        ([[1.0, 2.0]], 2, 1, "with alternative 2 among them"),
        ([1.0, 2.0], 0, 1, r"scores must have the shape \[draws, alternatives\]"),
        ([[1.0, 2.0]], 0, -1, "places must be a whole number, not negative.*they are -1"),
        ([[1.0, 2.0]], 0, 1.5, "places must be a whole number"),
        ([[1.0, 2.0]], 0, [1, 1], "or one for each of 1 draws"),
        ([[1.0, np.nan]], 0, 1, "scores holds 1 NaN"),
    ],
)
def test_bad_scores_are_refused(scores, focal, places, told):
    with pytest.raises(MethodError, match=told):
        margin_among_first(scores, focal, places)


def test_a_position_outside_is_refused():
    with pytest.raises(MethodError, match="focal 4 is outside the 2 alternatives"):
        margins_after_changes(lambda x: x[..., 0], [[1.0], [2.0]], 4, 1)


@pytest.mark.parametrize(
    ("directions", "least", "greatest", "told"),
    [
        ([1, 1], [0, 1], [1, 2], r"must include 0 \(no change\); they do not for criteria \[1\]"),
        ([1, 1], [-2, 0], [-1, 2], r"do not for criteria \[0\]"),
        ([1, 1], [0], [1, 1], "one change for each criterion"),
        ([1], [0, 0], [1, 1], "one value for each of 2 criteria"),
        ([1, 1], [0, 0], [1, np.inf], "greatest holds 0 NaN and 1 infinite"),
    ],
)
def test_bad_ranges_are_refused(directions, least, greatest, told):
    with pytest.raises(MethodError, match=told):
        feasible_reach(directions, least, greatest)


@pytest.mark.parametrize("wanted", [0.0, -0.1, 1.01])
def test_a_share_out_of_bounds_is_refused(wanted):
    with pytest.raises(MethodError, match="share of draws and must lie above 0"):
        check_wanted(wanted)
