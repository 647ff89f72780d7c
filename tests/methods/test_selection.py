"""Selection within quotas against a slow twin that tries every order of the tied."""

from itertools import permutations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from songi.errors import MethodError
from songi.methods.mcda import rank
from songi.methods.places import membership
from songi.methods.selection import Quota, critical_scores, select

SCORES = st.lists(st.lists(st.integers(0, 4), min_size=5, max_size=5), min_size=1, max_size=6).map(
    lambda rows: np.array(rows, dtype=float)
)


@settings(deadline=None)
@given(scores=SCORES, places=st.integers(0, 5))
def test_without_quotas_the_first_k_and_ties_count_in_part(scores, places):
    ranks = rank(scores)
    expected = membership(ranks, np.full(len(ranks), float(places)))
    assert np.array_equal(select(ranks, places), expected)
    idle = Quota(np.ones(5, dtype=bool), 0, None)
    assert np.allclose(select(ranks, places, quotas=[idle]), expected, atol=1e-12)


def best_by_search(ranks, places, members, least, most):
    """Return the choice of best ranks that the bounds of one group allow, by trying them all."""
    n = len(ranks)
    best, found = None, None
    for mask in range(2**n):
        taken = np.array([bool(mask >> k & 1) for k in range(n)])
        inside = int((taken & members).sum())
        if taken.sum() != places or not least <= inside <= most:
            continue
        order = sorted(ranks[taken])
        if best is None or order < best:
            best, found = order, taken
    return found


@settings(max_examples=60, deadline=None)
@given(
    order=st.permutations(range(5)),
    members=st.lists(st.booleans(), min_size=5, max_size=5),
    places=st.integers(1, 4),
    bounds=st.tuples(st.integers(0, 3), st.integers(0, 5)),
)
def test_a_quota_is_met_by_the_best_ranks_that_meet_it(order, members, places, bounds):
    ranks = np.array(order, dtype=float) + 1.0
    inside = np.array(members)
    least, most = min(bounds), max(bounds)
    expected = best_by_search(ranks, places, inside, least, most)
    if expected is None:
        return
    got = select(ranks[None, :], places, quotas=[Quota(inside, least, most)])[0]
    assert np.array_equal(got > 0.5, expected)


def test_tied_bids_take_turns_within_a_quota():
    """Three share the first rank, two of them in a group that may win once."""
    ranks = np.array([[2.0, 2.0, 2.0, 4.0]])
    group = np.array([True, True, False, False])
    got = select(ranks, 2, quotas=[Quota(group, 0, 1)])[0]
    turns = [
        select(np.array([[*order, 3]]) + 1.0, 2, quotas=[Quota(group, 0, 1)])[0]
        for order in permutations(range(3))
    ]
    assert got[:2].sum() == pytest.approx(np.mean(turns, axis=0)[:2].sum())
    assert got.sum() == pytest.approx(2.0)
    assert got[:2].sum() <= 1.0 + 1e-12


def test_who_is_not_allowed_is_passed_over():
    got = select([[1.0, 2.0, 3.0]], 2, allowed=[False, True, True])
    assert got.tolist() == [[0.0, 1.0, 1.0]]


def test_a_place_that_nobody_may_take_stays_empty():
    group = np.array([True, True, False])
    assert select([[1.0, 2.0, 3.0]], 3, quotas=[Quota(group, 0, 1)]).sum() == 2.0


def test_places_differ_by_draw():
    assert select([[1.0, 2.0], [1.0, 2.0]], [1, 2], allowed=[True, True]).tolist() == [
        [1.0, 0.0], [1.0, 1.0],
    ]  # fmt: skip


QUOTAS = st.lists(
    st.tuples(
        st.lists(st.booleans(), min_size=5, max_size=5), st.integers(0, 2), st.integers(0, 3)
    ).map(lambda q: Quota(np.array(q[0]), q[1], None if q[2] == 3 else max(q[1], q[2]))),
    max_size=3,
)
"""Groups that may overlap."""


def selected_at(scores, score, places, allowed, quotas):
    """Return by how much the first of a draw is selected if it has this score."""
    tried = np.array([[score, *scores[1:]]])
    return select(rank(tried), places, allowed=allowed, quotas=quotas)[0, 0]


@settings(max_examples=150, deadline=None)
@given(scores=SCORES, places=st.integers(0, 5), quotas=QUOTAS,
       allowed=st.lists(st.booleans(), min_size=5, max_size=5))  # fmt: skip
def test_the_critical_score_parts_the_scores_that_are_selected(scores, places, quotas, allowed):
    """Slowly: the first is put between the others, place by place, and selected or not."""
    found = critical_scores(scores, 0, places, allowed=allowed, quotas=quotas)
    for draw, critical in zip(scores, found, strict=True):
        between = np.arange(-0.5, 5.0)
        shares = [selected_at(draw, one, places, allowed, quotas) for one in between]
        assert shares == sorted(shares)
        assert [share == 1.0 for share in shares] == (between > critical).tolist()
        assert critical in {*draw[1:], np.inf, -np.inf}


def test_critical_scores_by_hand():
    """Two places of four: the others score 9, 7 and 5; the first two of them are a group."""
    scores, group = [[0.0, 9.0, 7.0, 5.0]], np.array([False, True, True, False])
    assert critical_scores(scores, 0, 2).tolist() == [7.0]
    assert critical_scores(scores, 0, 2, quotas=[Quota(group, 0, 1)]).tolist() == [5.0]
    assert critical_scores(scores, 0, 2, quotas=[Quota(group, 2, 2)]).tolist() == [np.inf]
    assert critical_scores(scores, 0, 2, allowed=[1, 0, 0, 1]).tolist() == [-np.inf]
    assert critical_scores(scores, 0, 2, allowed=[0, 1, 1, 1]).tolist() == [np.inf]
    own = np.array([True, False, False, False])
    assert critical_scores(scores, 0, 2, quotas=[Quota(own, 1)]).tolist() == [-np.inf]
    assert critical_scores([[3.0]], 0, 1).tolist() == [-np.inf]


def test_all_turns_of_a_tie_make_whole_places():
    """Ties of two and of three come round in six turns; six sixths are one."""
    ranks = rank(np.array([[5.0, 5, 3, 3, 3, 1]]))
    got = select(ranks, 5, allowed=np.ones(6, dtype=bool))[0]
    assert got.tolist() == [1, 1, 1, 1, 1, 0]


@pytest.mark.parametrize("focal", [-1, 3])
def test_a_position_outside_is_refused(focal):
    with pytest.raises(MethodError, match=f"with alternative {focal} among them"):
        critical_scores([[1.0, 2.0, 3.0]], focal, 1)


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        ({"places": 1.5}, "whole and not negative"),
        ({"places": -1}, "whole and not negative"),
        ({"places": [1, 2, 3]}, "one for each of 1 draws"),
        ({"places": 1, "quotas": [Quota(np.ones(3, dtype=bool), 1)]}, "members of a quota"),
        ({"places": 1, "quotas": [Quota(np.ones(2, dtype=bool), 2, 1)]}, "at least 2 and at most"),
    ],
)
def test_what_makes_no_sense_is_refused(arguments, words):
    with pytest.raises(MethodError, match=words):
        select([[1.0, 2.0]], **arguments)
