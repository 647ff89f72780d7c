"""Selection within quotas against a slow twin that tries every order of the tied."""

from itertools import permutations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from songi.errors import MethodError
from songi.methods.mcda import rank
from songi.methods.places import membership
from songi.methods.selection import Quota, select

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
