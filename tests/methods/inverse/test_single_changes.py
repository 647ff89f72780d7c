import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from methods.inverse.contests import linear_contest, uncertain_contest
from songi.errors import MethodError
from songi.methods.inverse import smallest_single_changes
from songi.methods.inverse.margins import share_won


@given(seed=st.integers(0, 10**6), wanted=st.sampled_from([0.3, 0.5, 0.8]))
def test_linear_contest_against_the_quantile_of_what_draws_need(seed, wanted):
    """On fixed scales draw k needs -margin_k / w_kj of criterion j."""
    _, weights, _, margins = linear_contest(seed)
    start = margins(np.zeros(4))
    found = smallest_single_changes(
        margins, np.ones(4), -np.ones(4), np.full(4, 3.0), wanted=wanted
    )
    assert found.share_now == share_won(start)
    if found.share_now >= wanted:
        assert found.change.tolist() == [0] * 4
        assert found.feasible.all()
        return
    for criterion in range(4):
        needed = np.sort(-start / weights[:, criterion])
        exact = needed[int(np.ceil(wanted * len(needed) - 1e-9)) - 1]
        assert found.feasible[criterion] == (exact < 3.0)
        if exact < 3.0:
            assert found.change[criterion] == pytest.approx(exact, abs=3e-5)
            assert found.share[criterion] >= wanted


def test_enough_and_no_more_where_scales_move_and_less_is_better():
    directions, margins = uncertain_contest()
    found = smallest_single_changes(
        margins, directions, np.full(5, -30.0), np.full(5, 30.0), wanted=0.6
    )
    assert found.share_now < 0.6
    assert found.feasible.any()
    for criterion in np.flatnonzero(found.feasible):
        change = np.zeros(5)
        change[criterion] = found.change[criterion]
        assert np.sign(found.change[criterion]) == directions[criterion]
        assert share_won(margins(change)) == found.share[criterion] >= 0.6
        assert share_won(margins(change * 0.999)) < 0.6


def test_what_is_not_feasible_is_marked_with_what_it_reaches():
    _, _, _, margins = linear_contest(1)
    greatest = np.array([0.01, 3.0, 0.0, 3.0])
    found = smallest_single_changes(margins, np.ones(4), np.zeros(4), greatest, wanted=0.5)
    assert found.feasible.tolist() == [False, True, False, True]
    assert np.isnan(found.change[[0, 2]]).all()
    assert found.share[0] == share_won(margins(np.array([0.01, 0, 0, 0]))) < 0.5
    assert found.share[2] == found.share_now


def test_nothing_need_change():
    _, _, _, margins = linear_contest(1)
    found = smallest_single_changes(
        lambda changes: margins(changes) + 5, np.ones(4), np.zeros(4), np.ones(4), wanted=1.0
    )
    assert (found.change == 0).all()
    assert (found.share == 1).all()


def test_bad_share_is_refused():
    with pytest.raises(MethodError, match=r"wanted is 1\.2"):
        smallest_single_changes(np.asarray, [1], [0], [1], wanted=1.2)
