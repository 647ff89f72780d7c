import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from songi.errors import MethodError
from songi.methods.weights import around_priorities, by_order, uniform_simplex

DRAWS = 20_000
# Four standard errors of what is estimated: one false alarm in 16,000.
ERRORS = 4


def seeded(seed):
    return np.random.default_rng(seed)


@given(criteria=st.integers(1, 12), seed=st.integers(0, 10**6))
def test_uniform_weights_are_positive_and_sum_to_one(criteria, seed):
    weights = uniform_simplex(criteria, 50, seeded(seed))
    assert weights.shape == (50, criteria)
    assert (weights >= 0).all()
    np.testing.assert_allclose(weights.sum(axis=1), 1, rtol=1e-12)


def test_each_uniform_weight_is_distributed_as_beta(generator):
    weights = uniform_simplex(5, DRAWS, generator)
    for column in weights.T:
        assert stats.kstest(column, stats.beta(1, 4).cdf).pvalue > 1e-4


def test_first_draws_do_not_depend_on_how_many_follow():
    np.testing.assert_array_equal(
        uniform_simplex(3, 10, seeded(5)), uniform_simplex(3, 500, seeded(5))[:10]
    )


@given(seed=st.integers(0, 10**6), order=st.lists(st.integers(1, 4), min_size=1, max_size=7))
def test_order_is_kept(seed, order):
    weights = by_order(order, 20, seeded(seed))
    np.testing.assert_allclose(weights.sum(axis=1), 1, rtol=1e-12)
    for one, first in enumerate(order):
        for other, second in enumerate(order):
            if first < second:
                assert (weights[:, one] >= weights[:, other]).all()


def test_ordered_weights_have_the_known_centroid(generator):
    weights = by_order([2, 1, 3], DRAWS, generator)
    # Rank order centroid (Barron and Barrett 1996).
    expected = [(1 / 2 + 1 / 3) / 3, (1 + 1 / 2 + 1 / 3) / 3, 1 / 9]
    error = weights.std(axis=0) / np.sqrt(DRAWS)
    assert (np.abs(weights.mean(axis=0) - expected) < ERRORS * error).all()


def test_criteria_of_the_same_place_are_exchangeable(generator):
    weights = by_order([1, 1, 2], DRAWS, generator)
    share = (weights[:, 0] > weights[:, 1]).mean()
    assert abs(share - 0.5) < ERRORS * 0.5 / np.sqrt(DRAWS)


def test_partial_order_is_uniform_over_its_region(generator):
    plain = uniform_simplex(3, 10 * DRAWS, generator)
    kept = plain[(plain[:, 0] >= plain[:, 2]) & (plain[:, 1] >= plain[:, 2])]
    ordered = by_order([1, 1, 2], DRAWS, generator)
    for column in range(3):
        assert stats.ks_2samp(kept[:, column], ordered[:, column]).pvalue > 1e-4


def test_dirichlet_has_the_stated_mean_and_spread(generator):
    priorities = np.array([0.5, 0.25, 0.15, 0.1])
    weights = around_priorities(priorities, DRAWS, generator, spread=0.3)
    concentration = 3 / 0.3**2 - 1
    expected = np.sqrt(priorities * (1 - priorities) / (concentration + 1))
    np.testing.assert_allclose(weights.mean(axis=0), priorities, atol=ERRORS * 0.1 / DRAWS**0.5)
    np.testing.assert_allclose(weights.std(axis=0), expected, rtol=0.03)
    even = around_priorities(np.full(4, 0.25), DRAWS, generator, spread=0.3)
    np.testing.assert_allclose(even.std(axis=0) / 0.25, 0.3, rtol=0.03)


def test_log_normal_ratios_have_the_stated_spread(generator):
    weights = around_priorities(
        [0.5, 0.3, 0.2], DRAWS, generator, spread=0.2, distribution="log_normal"
    )
    ratios = np.log(weights[:, 0] / weights[:, 2])
    assert ratios.std() == pytest.approx(0.2 * np.sqrt(2), rel=0.03)
    assert np.exp(np.median(ratios)) == pytest.approx(2.5, rel=0.02)
    np.testing.assert_allclose(weights.sum(axis=1), 1, rtol=1e-12)


@pytest.mark.parametrize("distribution", ["dirichlet", "log_normal"])
def test_a_zero_priority_stays_zero(generator, distribution):
    weights = around_priorities(
        [0.6, 0.0, 0.4], 100, generator, spread=0.5, distribution=distribution
    )
    assert (weights[:, 1] == 0).all()
    np.testing.assert_allclose(weights.sum(axis=1), 1, rtol=1e-12)


def test_a_single_criterion_takes_all(generator):
    assert (around_priorities([1.0, 0.0], 3, generator, spread=0.5) == [1, 0]).all()


@pytest.mark.parametrize(("criteria", "size"), [(0, 3), (3, -1)])
def test_counts_must_make_sense(generator, criteria, size):
    with pytest.raises(MethodError, match=f"they are {criteria} and {size}"):
        uniform_simplex(criteria, size, generator)


def test_order_must_be_a_list(generator):
    with pytest.raises(MethodError, match=r"one place for each criterion; its shape is \[1, 2\]"):
        by_order([[1, 2]], 3, generator)


@pytest.mark.parametrize(
    ("priorities", "spread", "told"),
    [
        ([0.5, 0.6], 0.2, "priorities must sum to one; they sum to 1.1"),
        ([1.5, -0.5], 0.2, r"priorities must not be negative: 1 wrong, at \[1\]"),
        ([0.5, 0.5], 0.0, "spread is 0.0; for 'dirichlet' it must lie between 0 and 1"),
        ([0.5, 0.5], 1.5, "spread is 1.5; for 'dirichlet'"),
        ([[0.5, 0.5]], 0.2, r"shape \[criteria\]; it has \[1, 2\]"),
    ],
)
def test_priorities_that_make_no_sense_are_refused(generator, priorities, spread, told):
    with pytest.raises(MethodError, match=told):
        around_priorities(priorities, 3, generator, spread=spread)


def test_unknown_distribution_lists_the_valid_ones(generator):
    with pytest.raises(MethodError, match="'normal'; it must be one of dirichlet, log_normal"):
        around_priorities([0.5, 0.5], 3, generator, spread=0.1, distribution="normal")
