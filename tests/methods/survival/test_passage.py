import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from methods.survival.pipelines import RATES, random_rates
from songi.errors import MethodError
from songi.methods.survival import (
    milestone_times,
    reach_share,
    time_to_state,
    transition_probabilities,
)

CONTACT, VISIT, CONTRACT, LOST = range(4)


def test_share_that_ever_reaches_by_hand():
    # 0.1 go straight to a contract, 0.6 by a visit of which 0.6 sign.
    np.testing.assert_allclose(reach_share(RATES, CONTRACT), [0.1 + 0.6 * 0.6, 0.6, 1, 0])
    np.testing.assert_allclose(reach_share(RATES, CONTACT), [1, 0, 0, 0])


def test_share_is_where_it_ends_in_the_long_run(generator):
    rates = random_rates(generator, 20)
    rates[:, 5] = 0  # two states to end in
    leaves = -np.diagonal(rates, axis1=1, axis2=2)[:, :5]
    rates = rates[(leaves > 0.02).all(axis=1)]
    assert len(rates)
    settled = transition_probabilities(rates, 1e5)
    np.testing.assert_allclose(reach_share(rates, 5), settled[..., 5], atol=1e-9)


def test_milestones_follow_the_chain(generator):
    times = milestone_times(RATES, CONTACT, generator.random((40_000, 4, 2)))
    assert (times[:, CONTACT] == 0).all()
    exact = transition_probabilities(RATES, 6.0)[CONTACT]
    assert np.mean(times[:, CONTRACT] <= 6) == pytest.approx(exact[CONTRACT], abs=0.01)
    assert np.mean(times[:, LOST] <= 6) == pytest.approx(exact[LOST], abs=0.01)
    visits = times[np.isfinite(times[:, VISIT]), VISIT]
    assert len(visits) / 40_000 == pytest.approx(0.6, abs=0.01)
    assert stats.kstest(visits, stats.expon(scale=2).cdf).pvalue > 1e-3
    ends = np.isfinite(times[:, [CONTRACT, LOST]]).sum(axis=1)
    assert (ends == 1).all()
    both = np.isfinite(times[:, [VISIT, CONTRACT]]).all(axis=1)
    assert (times[both, CONTRACT] > times[both, VISIT]).all()


def test_uniforms_belong_to_the_state(generator):
    """Another pace of one state moves that wait alone: what follows is shifted, not drawn anew."""
    uniforms = generator.random((200, 4, 2))
    slower = RATES.copy()
    slower[CONTACT] /= 2
    one, other = (milestone_times(rates, CONTACT, uniforms) for rates in (RATES, slower))
    went = np.isfinite(one[:, VISIT]) & np.isfinite(one[:, CONTRACT])
    np.testing.assert_array_equal(np.isfinite(one), np.isfinite(other))
    np.testing.assert_allclose(other[went, VISIT], 2 * one[went, VISIT])
    np.testing.assert_allclose(
        one[went, CONTRACT] - one[went, VISIT], other[went, CONTRACT] - other[went, VISIT]
    )


def test_milestones_broadcast_draws_by_investors(generator):
    rates = random_rates(generator, 6)
    start, uniforms = generator.integers(0, 7, 5), generator.random((6, 5, 7, 2))
    times = milestone_times(rates[:, None], start, uniforms)
    assert times.shape == (6, 5, 7)
    alone = milestone_times(rates[4], start[3], uniforms[4, 3])
    np.testing.assert_array_equal(times[4, 3], alone)
    assert (times[:, 3, start[3]] == 0).all()
    assert np.isinf(times[:, 3, : start[3]]).all()


def test_time_of_one_step_is_exponential():
    uniforms = np.linspace(0, 0.99, 100)
    found = time_to_state([[-0.2, 0.2], [0, 0]], 0, 1, uniforms, 60.0)
    np.testing.assert_allclose(found, -np.log1p(-uniforms) / 0.2, atol=1e-6)


@given(st.floats(0.001, 0.99), st.sampled_from([CONTACT, VISIT]))
def test_time_found_gives_the_uniform_back(uniform, start):
    found = float(time_to_state(RATES, start, CONTRACT, uniform, 50.0))
    reached = transition_probabilities(RATES, 50.0)[start, CONTRACT]
    if uniform >= reached:
        assert np.isinf(found)
    else:
        share = transition_probabilities(RATES, found)[start, CONTRACT]
        assert share == pytest.approx(uniform, abs=1e-8)


def test_passage_through_a_state_that_is_left_again_counts(generator):
    """The time to the first visit, though visitors go on or come back."""
    back = np.array([[-0.5, 0.5, 0.0], [0.2, -0.4, 0.2], [0, 0, 0]])
    uniforms = generator.random(50)
    found = time_to_state(back, 0, 1, uniforms, 100.0)
    np.testing.assert_allclose(found, -np.log1p(-uniforms) / 0.5, atol=1e-6)


def test_time_rises_with_the_uniform_and_agrees_with_the_paths(generator):
    uniforms = np.sort(generator.random(20_000))
    found = time_to_state(RATES, CONTACT, CONTRACT, uniforms, 200.0)
    assert (np.diff(found[np.isfinite(found)]) >= 0).all()
    paths = milestone_times(RATES, CONTACT, generator.random((20_000, 4, 2)))[:, CONTRACT]
    assert np.isfinite(found).mean() == pytest.approx(np.isfinite(paths).mean(), abs=0.015)
    kept = found[np.isfinite(found)], paths[np.isfinite(paths)]
    assert stats.ks_2samp(*kept).pvalue > 1e-3


def test_time_broadcasts_draws_by_investors(generator):
    rates = random_rates(generator, 300)
    start, uniforms = generator.integers(0, 7, 40), generator.random((300, 40))
    found = time_to_state(rates[:, None], start, 5, uniforms, 90.0)
    assert found.shape == (300, 40)
    assert (found[:, start == 5] == 0).all()
    assert np.isinf(found[:, start == 6]).all()
    alone = time_to_state(rates[200], start[7], 5, uniforms[200, 7], 90.0)
    np.testing.assert_array_equal(found[200, 7], alone)


@pytest.mark.parametrize("rate", [1.0, 40.0])
def test_the_error_stays_within_its_bound(rate):
    """Fast states are not lost below the smallest number, and cost digits as is told."""
    chain = rate * np.array([[-1.0, 1, 0], [0, -1, 1], [0, 0, 0]])
    uniforms = np.linspace(0.01, 0.99, 99)
    found = time_to_state(chain, 0, 2, uniforms, 200.0)
    error = np.abs(stats.gamma(2, scale=1 / rate).cdf(found) - uniforms)
    assert error.max() <= (rate * 200 / 2**18) ** 2 / 8 + 1e-12


@pytest.mark.parametrize(
    ("call", "told"),
    [
        (lambda u: time_to_state(RATES, 0, 4, u, 10), "target holds unknown states"),
        (lambda u: time_to_state(RATES, 9, 2, u, 10), "start holds unknown states"),
        (lambda u: time_to_state(RATES, [], 2, u, 10), "start must name a state"),
        (lambda u: time_to_state(RATES, 0, 2, u + 1, 10), "at least 0 and below 1"),
        (lambda u: time_to_state(RATES, 0, 2, u, 0), "horizon must be positive"),
        (lambda u: time_to_state(RATES, 0, 2, u, np.nan), "horizon must be positive"),
        (lambda u: time_to_state(-RATES, 0, 2, u, 10), "must not be negative"),
        (lambda u: milestone_times(RATES, 0, u), r"shape \[..., 4, 2\]"),
        (lambda u: milestone_times(RATES, 4, np.full((4, 2), 0.5)), "start holds unknown"),
        (lambda u: milestone_times(RATES.T, 0, np.full((4, 2), 0.5)), "must sum to zero"),
        (lambda u: milestone_times(RATES[::-1, ::-1], 0, np.full((4, 2), 0.5)), "goes back"),
        (lambda u: reach_share(RATES[::-1, ::-1], 0), "no transition goes back"),
        (lambda u: reach_share(RATES, -1), "target holds unknown states"),
        (lambda u: reach_share(RATES * np.nan, 0), "NaN"),
    ],
)
def test_bad_input_is_refused(call, told):
    with pytest.raises(MethodError, match=told):
        call(np.full(3, 0.5))
