import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from methods.survival.pipelines import RATES, walk
from songi.errors import MethodError
from songi.methods.survival import (
    CENSORED,
    Parameter,
    conversion_posterior,
    conversion_prior,
    posterior_draws,
    record_spells,
)

SHARES = np.array([[0, 0.6, 0.1, 0.3], [0, 0, 0.5, 0.5], [0, 0, 0, 0], [0, 0, 0, 0]])
MONTHS = [3.0, 6.0, np.nan, np.nan]


def nobody():
    return record_spells([], [], [], [], [], states=4, absorbing=[2, 3])


def some():
    """Four leave contact (three to a visit) in 8 months together, one waits 4 more."""
    rows = [(k, 0, 1, 0, 2) for k in range(3)] + [(3, 0, 3, 0, 2), (4, 0, CENSORED, 0, 4)]
    return record_spells(*zip(*rows, strict=True), states=4, absorbing=[2, 3])


def test_means_are_those_of_so_many_more_observed_investors():
    posterior = conversion_posterior(conversion_prior(SHARES, MONTHS, 6.0), some())
    np.testing.assert_allclose(
        posterior.mean_shares[0], [0, (3.6 + 3) / 10, 0.6 / 10, (1.8 + 1) / 10]
    )
    assert posterior.mean_months.tolist() == [(18 + 12) / 10, 6, np.inf, np.inf]
    np.testing.assert_allclose(posterior.shrinkage, [0.6, 1, 1, 1])
    np.testing.assert_array_equal(posterior.observed, [4, 0, 0, 0])
    np.testing.assert_array_equal(posterior.exposure, [12, 0, 0, 0])


@given(st.floats(0.2, 50))
def test_without_observations_the_prior_says_what_was_stated(worth):
    posterior = conversion_posterior(conversion_prior(SHARES, MONTHS, worth), nobody())
    np.testing.assert_allclose(posterior.mean_shares, SHARES)
    np.testing.assert_allclose(posterior.mean_months[:2], MONTHS[:2])
    assert (posterior.shrinkage == 1).all()


@given(st.floats(0.1, 20), st.floats(1.1, 50))
def test_more_worth_is_nearer_to_the_prior(worth, times):
    little = conversion_posterior(conversion_prior(SHARES, MONTHS, worth), some())
    much = conversion_posterior(conversion_prior(SHARES, MONTHS, worth * times), some())
    assert much.shrinkage[0] > little.shrinkage[0]
    away = [np.abs(one.mean_shares[0] - SHARES[0]) for one in (little, much)]
    assert (away[1] <= away[0] + 1e-12).all()
    # Seen: 12 months for four who left, which is what the prior states for each.
    seen = record_spells([1], [0], [1], [0], [9], states=4, absorbing=[2, 3])
    little, much = (
        conversion_posterior(conversion_prior(SHARES, MONTHS, n), seen).mean_months[0]
        for n in (worth, worth * times)
    )
    assert abs(much - 3) < abs(little - 3)


def test_many_observations_tell_the_truth_whatever_was_stated(generator):
    spells = walk(RATES, 4000, generator, followed=12.0)
    posterior = conversion_posterior(conversion_prior(SHARES, MONTHS, 5.0), spells)
    truth = RATES[:2] / np.array([[0.5], [0.25]])
    np.fill_diagonal(truth, 0)
    np.testing.assert_allclose(posterior.mean_shares[:2], truth, atol=0.03)
    np.testing.assert_allclose(posterior.mean_months[:2], [2, 4], rtol=0.06)
    assert (posterior.shrinkage[:2] < 0.005).all()


def test_who_waits_makes_it_longer_though_nobody_left():
    waiting = record_spells([1], [0], [CENSORED], [0], [20], states=4, absorbing=[2, 3])
    posterior = conversion_posterior(conversion_prior(SHARES, MONTHS, 4.0), waiting)
    assert posterior.shrinkage[0] == 1
    assert posterior.mean_months[0] == 3 + 20 / 4
    np.testing.assert_allclose(posterior.mean_shares[0], SHARES[0])


def test_draws_follow_the_named_distributions(generator):
    posterior = conversion_posterior(conversion_prior(SHARES, MONTHS, 6.0), some())
    assert posterior.parameters == (
        Parameter(0, None), Parameter(0, 1), Parameter(0, 2), Parameter(1, None), Parameter(1, 2),
    )  # fmt: skip
    rates = posterior_draws(posterior, generator.random((20_000, 5)))
    leaving = -rates[:, 0, 0]
    assert stats.kstest(leaving, stats.gamma(6 + 1 + 4, scale=1 / 30).cdf).pvalue > 1e-3
    shares = rates[:, 0, 1:] / leaving[:, None]
    alphas = np.array([6.6, 0.6, 2.8])
    for share, alpha in zip(shares.T, alphas, strict=True):
        assert stats.kstest(share, stats.beta(alpha, 10 - alpha).cdf).pvalue > 1e-3
    exact = stats.dirichlet(alphas)
    np.testing.assert_allclose(np.cov(shares.T), exact.cov(), atol=5e-4)
    assert np.corrcoef(leaving, shares[:, 0])[0, 1] == pytest.approx(0, abs=0.03)
    np.testing.assert_allclose(np.mean(1 / leaving), posterior.mean_months[0], rtol=0.01)
    np.testing.assert_allclose(rates.sum(axis=2), 0, atol=1e-12)
    assert (rates[:, 2:] == 0).all()


def test_common_random_numbers_move_with_what_is_stated(generator):
    uniforms = generator.random((500, 5))
    slow = conversion_posterior(conversion_prior(SHARES, [6, 6, 0, 0], 6.0), some())
    fast = conversion_posterior(conversion_prior(SHARES, [3, 6, 0, 0], 6.0), some())
    one, other = posterior_draws(slow, uniforms), posterior_draws(fast, uniforms)
    assert (-one[:, 0, 0] < -other[:, 0, 0]).all()
    np.testing.assert_array_equal(one[:, 1], other[:, 1])
    ends = posterior_draws(slow, np.linspace(0, 0.999, 50)[:, None] * [1, 0, 0, 0, 0])
    assert (np.diff(-ends[:, 0, 0]) > 0).all()


def test_an_uncertain_statement_gives_one_prior_for_each_draw(generator):
    shares = np.stack([SHARES, SHARES, SHARES])
    shares[:, 1, 2], shares[:, 1, 3] = [0.2, 0.5, 1.0], [0.8, 0.5, 0.0]
    months = np.array([[3, 6, 0, 0], [4, 6, 0, 0], [5, 9, 0, 0.0]])
    uniforms = generator.random((3, 5))
    together = posterior_draws(
        conversion_posterior(conversion_prior(shares, months, 2.0), some()), uniforms
    )
    for draw in range(3):
        alone = conversion_posterior(conversion_prior(shares[draw], months[draw], 2.0), some())
        own = uniforms[draw] if draw < 2 else uniforms[draw, :4]
        np.testing.assert_allclose(together[draw], posterior_draws(alone, own))


@pytest.mark.parametrize(
    ("shares", "months", "worth", "told"),
    [
        ([[0, 0.9], [0, 0]], [1, 1], 1, "must sum to one, or to 0"),
        ([[0, 1.2], [0, 0]], [1, 1], 1, "shares must lie between 0 and 1"),
        ([[0.5, 0.5], [0, 0]], [1, 1], 1, "must not lead to itself"),
        ([[0, np.nan], [0, 0]], [1, 1], 1, "shares holds 1 NaN"),
        ([0, 1], [1, 1], 1, r"shape \[..., states, states\]"),
        ([[0, 1], [0, 0]], [0, 1], 1, "months must be positive"),
        ([[0, 1], [0, 0]], [np.nan, 1], 1, "months must be positive"),
        ([[0, 1], [0, 0]], [1, 1, 1], 1, r"months must have the shape \[..., 2\]"),
        ([[0, 1], [0, 0]], [1, 1], 0, "worth must be positive"),
        ([[0, 1], [0, 0]], [1, 1], np.nan, "worth holds 1 NaN"),
        ([[[0, 1], [0, 0]], [[0, 0], [0, 0]]], [1, 1], 1, "in every draw or in none"),
        ([[[0, 1], [0, 0]]] * 2, [[1, 1]] * 3, 1, "do not broadcast"),
    ],
)
def test_bad_statements_are_refused(shares, months, worth, told):
    with pytest.raises(MethodError, match=told):
        conversion_prior(shares, months, worth)


def test_what_the_prior_rules_out_must_not_have_happened():
    prior = conversion_prior(SHARES, MONTHS, 1.0)
    back = record_spells([1], [1], [0], [0], [3], states=4)
    with pytest.raises(MethodError, match="rules out transitions that were seen"):
        conversion_posterior(prior, back)
    waiting = record_spells([1], [2], [CENSORED], [0], [3], states=4)
    with pytest.raises(MethodError, match="by the prior nobody leaves"):
        conversion_posterior(prior, waiting)


@pytest.mark.parametrize("aggregate", [43, {"letters": 43}, np.array([[0, 43], [0, 0]])])
def test_an_aggregate_cannot_be_fed(aggregate):
    prior = conversion_prior(SHARES, MONTHS, 1.0)
    with pytest.raises(MethodError, match="counts that are known as a sum are no subjects"):
        conversion_posterior(prior, aggregate)


def test_states_must_be_the_same():
    spells = record_spells([], [], [], [], [], states=3)
    with pytest.raises(MethodError, match="the prior has 4 states, the spells have 3"):
        conversion_posterior(conversion_prior(SHARES, MONTHS, 1.0), spells)


@pytest.mark.parametrize(
    ("uniforms", "told"),
    [
        (np.full((3, 4), 0.5), r"shape \[..., 5\]"),
        (np.full((3, 5), 1.0), "at least 0 and below 1"),
        (np.full((3, 5), np.nan), "15 NaN"),
        (0.5, r"shape \[..., 5\]"),
    ],
)
def test_bad_uniforms_are_refused(uniforms, told):
    posterior = conversion_posterior(conversion_prior(SHARES, MONTHS, 1.0), nobody())
    with pytest.raises(MethodError, match=told):
        posterior_draws(posterior, uniforms)
