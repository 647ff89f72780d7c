import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from songi.errors import MethodError
from songi.methods import mcda
from songi.methods.inverse import (
    margin_among_first,
    margin_within_rules,
    margins_after_changes,
)
from songi.methods.inverse.margins import check_wanted, feasible_reach, share_won
from songi.methods.selection import Quota, select


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


@given(seed=st.integers(0, 10**6), n=st.integers(1, 7), places=st.integers(0, 8))
def test_without_rules_both_margins_are_the_same(seed, n, places):
    scores = np.random.default_rng(seed).integers(0, 5, (30, n)).astype(float)
    plain = margin_among_first(scores, n - 1, places)
    np.testing.assert_array_equal(margin_within_rules(scores, n - 1, places), plain)


@given(
    seed=st.integers(0, 10**6),
    places=st.integers(0, 6),
    bounds=st.lists(st.tuples(st.integers(0, 2), st.integers(2, 4)), max_size=3),
)
def test_above_zero_exactly_where_the_rules_select(seed, places, bounds):
    """Scores of whole numbers, some thresholds met exactly; the own score level with nobody's."""
    generator = np.random.default_rng(seed)
    scores = generator.integers(0, 6, (40, 6)).astype(float)
    scores[:, 2] += 0.5
    thresholds = generator.choice([-np.inf, 1.0, 2.5, 3.0], (40, 6))
    allowed = generator.random(6) < 0.8
    quotas = [Quota(generator.random(6) < 0.5, least, most) for least, most in bounds]
    margins = margin_within_rules(
        scores, 2, places, allowed=allowed, thresholds=thresholds, quotas=quotas
    )
    selected = select(
        mcda.rank(scores), places, allowed=allowed & (scores >= thresholds), quotas=quotas
    )[:, 2]
    np.testing.assert_array_equal(margins > 0, selected == 1.0)


def test_margins_within_rules_by_hand():
    """Two places; the field's best two are of one group, of which one may win."""
    scores = [[0.6, 0.9, 0.8, 0.5]]
    group = [Quota(np.array([False, True, True, False]), 0, 1)]
    assert margin_within_rules(scores, 0, 2) == pytest.approx([-0.2])
    assert margin_within_rules(scores, 0, 2, quotas=group) == pytest.approx([0.1])
    assert margin_within_rules(scores, 0, 2, quotas=group, thresholds=0.55) == pytest.approx([0.05])
    bars_rivals = [-np.inf, 0.95, 0.95, -np.inf]
    assert margin_within_rules(scores, 0, 1, thresholds=bars_rivals) == pytest.approx([0.1])
    assert margin_within_rules(scores, 0, 2, allowed=[0, 1, 1, 1]).tolist() == [-np.inf]


def test_reaching_a_threshold_is_enough_and_being_level_with_a_rival_is_not():
    reached, short = (
        margin_within_rules([[own, 0.1]], 0, 1, thresholds=[0.7, -np.inf])[0]
        for own in (0.7, np.nextafter(0.7, 0))
    )
    assert reached > 0 >= short
    assert margin_within_rules([[0.7, 0.7]], 0, 1).tolist() == [0.0]


@pytest.mark.parametrize(
    ("options", "told"),
    [
        ({"thresholds": [1, 2, 3]}, r"thresholds must fit scores of the shape \[1, 2\]"),
        ({"thresholds": np.nan}, "thresholds must not be NaN: 2 wrong"),
        ({"focal": 2}, "with alternative 2 among them"),
        ({"quotas": [Quota(np.ones(3, dtype=bool))]}, "members of a quota"),
    ],
)
def test_bad_rules_are_refused(options, told):
    with pytest.raises(MethodError, match=told):
        margin_within_rules(**{"scores": [[1.0, 2.0]], "focal": 0, "places": 1, **options})


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
