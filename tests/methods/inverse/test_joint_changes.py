import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.optimize import Bounds, LinearConstraint, milp

from methods.inverse.contests import linear_contest, uncertain_contest
from songi.errors import MethodError
from songi.methods.inverse import smallest_joint_change, smallest_single_changes
from songi.methods.inverse.margins import share_won

ONES = np.ones(4)


def exact_cost(margins, weights, prices, wanted):
    """Least cost by a mixed-integer programme with a switch for each draw that may be lost."""
    draws = len(weights)
    start = margins(np.zeros(4))
    switches = LinearConstraint(
        np.append(np.zeros(4), np.ones(draws)), -np.inf, np.floor(draws * (1 - wanted) + 1e-9)
    )
    solved = milp(
        np.append(prices, np.zeros(draws)),
        constraints=[
            LinearConstraint(np.hstack([weights, 5 * np.eye(draws)]), -start, np.inf),
            switches,
        ],
        integrality=np.append(np.zeros(4), np.ones(draws)),
        bounds=Bounds(0, 1),
        options={"mip_rel_gap": 1e-3},
    )
    return solved.fun


@pytest.mark.parametrize("seed", range(4))
def test_near_the_exact_optimum(seed):
    _, weights, _, margins = linear_contest(seed, draws=50)
    prices = np.random.default_rng(seed).uniform(0.5, 2, 4)
    found = smallest_joint_change(margins, ONES, -ONES, ONES, wanted=0.8, scale=1 / prices)
    exact = exact_cost(margins, weights, prices, 0.8)
    assert exact * (1 - 2e-3) <= found.cost <= exact * 1.08


@pytest.mark.slow
@settings(max_examples=15)
@given(seed=st.integers(0, 10**6), wanted=st.sampled_from([0.3, 0.6, 0.95]))
def test_wins_the_share_within_the_ranges_at_its_cost(seed, wanted):
    _, _, _, margins = linear_contest(seed, draws=60)
    greatest = np.array([0.4, 1.0, 0.0, 0.8])
    scale, cost = np.array([1.0, 2.0, 1.0, 0.5]), np.array([3.0, 1.0, 1.0, 2.0])
    found = smallest_joint_change(
        margins, ONES, -ONES, greatest, wanted=wanted, scale=scale, cost=cost
    )
    assert found.share_now == share_won(margins(np.zeros(4)))
    if not found.feasible:
        assert found.share == share_won(margins(greatest)) < wanted
        assert np.isnan(found.change).all()
        assert np.isnan(found.cost)
        return
    assert ((found.change >= 0) & (found.change <= greatest)).all()
    assert share_won(margins(found.change)) == found.share >= wanted
    assert found.cost == pytest.approx(np.sum(cost * found.change / scale))


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(3))
def test_no_dearer_than_any_single_change_where_scales_move(seed):
    directions, margins = uncertain_contest(seed)
    least, greatest = np.full(5, -20.0), np.full(5, 20.0)
    together = smallest_joint_change(
        margins, directions, least, greatest, wanted=0.6, scale=np.ones(5)
    )
    alone = smallest_single_changes(margins, directions, least, greatest, wanted=0.6)
    assert together.feasible
    assert (together.change * directions >= 0).all()
    if alone.feasible.any():
        assert together.cost <= np.nanmin(np.abs(alone.change)) * 1.001


def test_no_single_size_can_be_lessened():
    directions, margins = uncertain_contest(8)
    found = smallest_joint_change(
        margins, directions, np.full(5, -20.0), np.full(5, 20.0), wanted=0.7, scale=np.ones(5)
    )
    assert share_won(margins(found.change)) >= 0.7
    for criterion in np.flatnonzero(found.change):
        less = found.change.copy()
        less[criterion] *= 0.99
        assert share_won(margins(less)) < 0.7


def test_what_costs_more_is_used_less():
    _, _, _, margins = linear_contest(2)
    even = smallest_joint_change(margins, ONES, -ONES, 2 * ONES, wanted=0.7, scale=ONES)
    used = int(np.argmax(even.change))
    cost = ONES.copy()
    cost[used] = 50.0
    dear = smallest_joint_change(margins, ONES, -ONES, 2 * ONES, wanted=0.7, scale=ONES, cost=cost)
    assert dear.change[used] < even.change[used]


def test_same_every_time():
    _, _, _, margins = linear_contest(5)
    one, other = (
        smallest_joint_change(margins, ONES, -ONES, ONES, wanted=0.6, scale=ONES) for _ in range(2)
    )
    np.testing.assert_array_equal(one.change, other.change)


def test_nothing_need_change():
    _, _, _, margins = linear_contest(1)
    found = smallest_joint_change(
        lambda changes: margins(changes) + 5, ONES, -ONES, ONES, wanted=1.0, scale=ONES
    )
    assert (found.change.tolist(), found.cost, found.share) == ([0, 0, 0, 0], 0, 1)


def test_draws_in_which_nobody_or_everybody_is_selected():
    _, _, _, margins = linear_contest(1)

    def decided(changes):
        found = margins(changes)
        found[:40], found[40:60] = np.inf, -np.inf
        return found

    found = smallest_joint_change(decided, ONES, -ONES, 2 * ONES, wanted=0.8, scale=ONES)
    assert found.feasible
    assert share_won(decided(found.change)) >= 0.8
    none = smallest_joint_change(decided, ONES, -ONES, 2 * ONES, wanted=0.95, scale=ONES)
    assert not none.feasible
    assert none.share <= 0.9


def test_a_rival_that_a_step_puts_out_does_no_harm():
    """In some draws the margin leaps to infinity as soon as the first indicator moves."""
    _, _, _, margins = linear_contest(1)

    def leaping(changes):
        found = margins(changes)
        found[:30] = np.inf if changes[0] > 0.0 else -0.1
        return found

    found = smallest_joint_change(leaping, ONES, -ONES, 2 * ONES, wanted=0.8, scale=ONES)
    assert found.feasible
    assert share_won(leaping(found.change)) == found.share >= 0.8


@pytest.mark.parametrize(
    ("options", "told"),
    [
        ({"scale": [1, 1]}, "scale must hold one value for each of 4 criteria"),
        ({"scale": [1, 1, 0, 1]}, r"scale must be positive: 1 wrong, at \[2\]"),
        ({"scale": ONES, "cost": -ONES}, "cost must be positive: 4 wrong"),
        ({"scale": ONES, "wanted": 0}, "wanted is 0"),
    ],
)
def test_bad_input_is_refused(options, told):
    _, _, _, margins = linear_contest(1)
    with pytest.raises(MethodError, match=told):
        smallest_joint_change(margins, ONES, -ONES, ONES, **{"wanted": 0.5, **options})
