"""The Poisson-gamma model against SciPy's negative binomial, hand arithmetic and simulation."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats

from songi.errors import MethodError
from songi.methods.recruitment import (
    Rates,
    centres_to_add,
    chance_in_time,
    expected_patients,
    predictive,
    sampled,
    shape_of,
    time_to,
    time_to_patients,
    updated,
)


def uniform(*shape, seed=3):
    return np.random.default_rng(seed).random(shape)


def test_the_shape_follows_from_the_variation():
    assert shape_of([0.5, 1, 2]).tolist() == [4, 1, 0.25]


def test_means_and_times_by_hand():
    """Two a month from the start, three more from month 4: 8 patients by month 4, 18 by month 6."""
    assert expected_patients([2, 3], [0, 4], [0, 4, 6]).tolist() == [0, 8, 18]
    assert time_to([8, 18, 4], np.array([2.0, 3.0]), np.array([0.0, 4.0])).tolist() == [4, 6, 2]
    assert time_to(5, [0.0, 0.0], [0, 1]) == np.inf
    assert time_to(5, [1.0, 2.0], [3, np.inf]) == 8
    assert time_to(5, [0.0, 2.0], [0, np.inf]) == np.inf
    assert time_to_patients(0, [0.0], [9], 0.5) == 0


@given(st.integers(0, 2**32 - 1))
@settings(max_examples=25)
def test_time_undoes_the_mean(seed):
    generator = np.random.default_rng(seed)
    rate, opens = generator.uniform(0, 2, 5), generator.uniform(0, 9, 5)
    wanted = generator.uniform(0.1, 60)
    months = time_to(wanted, rate, opens)
    assert expected_patients(rate, opens, [months])[0] == pytest.approx(wanted)


def test_counts_of_like_centres_are_negative_binomial():
    """Ten centres of shape 1.5 and mean 0.4 for 12 months: NB(15, 1.5 / (1.5 + 4.8)) exactly."""
    rates = Rates(np.full(10, 1.5), np.full(10, 0.4))
    exact = stats.nbinom(15, 1.5 / (1.5 + 0.4 * 12))
    found = predictive(rates, np.full(10, 12.0))
    count = np.arange(120)
    assert found.cdf(count) == pytest.approx(exact.cdf(count), abs=1e-12)
    # The chance to have 40 by then is the mean over drawn rates of the chance given them.
    many = Rates(np.full((40_000, 10), 1.5), rates.mean)
    drawn = sampled(many, np.random.default_rng(3))
    chance = chance_in_time(40, drawn, np.zeros(10), 12.0)
    assert chance.mean() == pytest.approx(exact.sf(39), abs=4e-3)
    months = time_to_patients(40, drawn, np.zeros(10), uniform(40_000, seed=4))
    assert (months <= 12).mean() == pytest.approx(exact.sf(39), abs=8e-3)


def test_unlike_centres_have_mean_and_variance_of_the_sum():
    rates, time = Rates(np.array([1.0, 2.0]), np.array([0.5, 1.5])), np.array([10.0, 4.0])
    parts = [stats.nbinom(1, 1 / 6), stats.nbinom(2, 2 / 8)]
    found = predictive(rates, time)
    assert found.mean() == pytest.approx(sum(one.mean() for one in parts))
    assert found.var() == pytest.approx(sum(one.var() for one in parts))


def test_known_rates_are_a_poisson_process():
    months = time_to_patients(20, [1.0, 1.0], [0.0, 0.0], uniform(40_000))
    assert np.quantile(months, [0.05, 0.5, 0.95]) == pytest.approx(
        stats.gamma(20, scale=0.5).ppf([0.05, 0.5, 0.95]), rel=0.01
    )
    assert chance_in_time(20, [1.0, 1.0], [0.0, 0.0], 9.0) == pytest.approx(
        stats.poisson(18).sf(19)
    )


def test_counts_update_each_centre_by_bayes_rule():
    before = Rates(np.array([2.0, 2.0, 2.0]), np.array([0.5, 0.5, 0.0]))
    after = updated(before, [6, 0, 0], [4.0, 0.0, 3.0])
    assert after.shape.tolist() == [8, 2, 2]
    assert after.mean.tolist() == pytest.approx([8 / (4 + 4), 0.5, 0])
    # By the definition: prior times likelihood on a grid.
    grid = np.linspace(1e-4, 8, 40_001)
    weight = stats.gamma(2, scale=0.25).pdf(grid) * stats.poisson(grid * 4).pmf(6)
    assert after.mean[0] == pytest.approx((grid * weight).sum() / weight.sum(), rel=1e-4)


def test_the_centre_that_gains_most_comes_first():
    rate = np.tile([1.0, 0.5, 2.0, 0.0], (3, 1))
    opens = np.tile([0.0, 0.0, 1.0, 0.0], (3, 1))
    steps = centres_to_add(np.full(3, 20.0), rate, opens, [True, False, False, False], 10, 120)
    assert [one.centre for one in steps] == [2, 1, 3]
    # 1 + 19/3 with the second, then (20 + 2) / 3.5 with both: 20, 7.33, 6.29 months.
    assert [one.months for one in steps] == pytest.approx([22 / 3, 22 / 3.5, 22 / 3.5])
    assert steps[0].gained == pytest.approx(20 - 22 / 3)
    assert [one.in_time for one in steps] == [1, 1, 1]
    none = centres_to_add(np.full(3, 20.0), rate * 0, opens, [True, False, False, False], 10, 120)
    assert [one.gained for one in none] == [0, 0, 0]


@pytest.mark.parametrize(
    ("call", "said"),
    [
        (lambda: shape_of(0), "variation"),
        (lambda: updated(Rates([1.0], [0.0]), [1], [2.0]), "none could come"),
        (lambda: updated(Rates([1.0], [0.5]), [1], [0.0]), "none could come"),
        (lambda: updated(Rates([1.0], [0.5]), [-1], [1.0]), "negative"),
        (lambda: time_to(1, [-1.0], [0]), "rate"),
        (lambda: time_to(1, [1.0], [np.nan]), "opens"),
        (lambda: time_to(1, [], []), "at least one"),
        (lambda: time_to_patients(-1, [1.0], [0], 0.5), "patients"),
        (lambda: predictive(Rates([1.0], [0.0]), [1.0]), "no centre"),
        (lambda: centres_to_add([1.0], [[1.0]], [[0.0]], [True, False], 1, 9), "taking_part"),
    ],
)
def test_what_makes_no_sense_is_refused(call, said):
    with pytest.raises(MethodError, match=said):
        call()
