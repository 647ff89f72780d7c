import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from songi.errors import MethodError
from songi.methods.sensitivity import default_bins, first_order_given_data


def by_definition(values, outcome, bins):
    """One input, bin by bin."""
    place = np.array([np.sum(values < value) for value in values])
    member = np.floor(place * bins / len(values)).astype(int)
    mean, explained, chance = outcome.mean(), 0.0, 0.0
    for one in np.unique(member):
        inside = outcome[member == one]
        explained += len(inside) * (inside.mean() - mean) ** 2
        spread = inside.var(ddof=1) if len(inside) > 1 else 0.0
        chance += (1 - len(inside) / len(values)) * spread
    return (explained - chance) / np.sum((outcome - mean) ** 2)


@given(seed=st.integers(0, 10**6), ties=st.booleans(), bins=st.integers(2, 9))
def test_same_as_by_definition(seed, ties, bins):
    generator = np.random.default_rng(seed)
    inputs = generator.random((60, 3))
    if ties:
        inputs = np.floor(inputs * 4)
    outcome = inputs[:, 0] ** 2 + generator.random(60)
    found = first_order_given_data(inputs, outcome, generator, bins=bins, resamples=3)
    expected = [by_definition(column, outcome, bins) for column in inputs.T]
    np.testing.assert_allclose(found.first, expected, atol=1e-10)


def test_linear_outcome_against_its_shares(generator):
    slopes = np.array([3.0, 2.0, 1.0, 0.0])
    inputs = generator.standard_normal((20_000, 4))
    found = first_order_given_data(inputs, inputs @ slopes, generator)
    shares = slopes**2 / np.sum(slopes**2)
    np.testing.assert_allclose(found.first, shares, atol=0.015)
    assert (found.low <= found.first).all()
    assert (found.first <= found.high).all()


def test_ishigami_but_for_what_bins_smooth(generator):
    x = (2 * generator.random((40_000, 3)) - 1) * np.pi
    outcome = np.sin(x[:, 0]) + 7 * np.sin(x[:, 1]) ** 2 + 0.1 * x[:, 2] ** 4 * np.sin(x[:, 0])
    found = first_order_given_data(x, outcome, generator, bins=48, resamples=20)
    np.testing.assert_allclose(found.first, [0.3139, 0.4424, 0.0], atol=0.015)


def test_no_influence_is_zero_on_average(generator):
    inputs = generator.random((2000, 200))
    selected = (generator.random(2000) < 0.3).astype(float)
    found = first_order_given_data(inputs, selected, generator)
    assert found.first.mean() == pytest.approx(0, abs=4 * found.first.std() / np.sqrt(200))
    assert (found.first < 0).any()
    covered = (found.low <= 0) & (found.high >= 0)
    assert covered.mean() > 0.9


def test_intervals_cover_the_true_share():
    covered = 0
    for seed in range(40):
        generator = np.random.default_rng(seed)
        inputs = generator.standard_normal((1000, 2))
        outcome = inputs @ [1.0, 1.0] + generator.standard_normal(1000)
        found = first_order_given_data(inputs, outcome, generator, bins=12)
        covered += np.mean((found.low <= 1 / 3) & (found.high >= 1 / 3))
    assert covered / 40 > 0.85


def test_two_values_explain_all_of_a_function_of_them(generator):
    coin = (generator.random((500, 1)) < 0.2).astype(float)
    found = first_order_given_data(coin, 5 - 3 * coin[:, 0], generator)
    assert found.first[0] == pytest.approx(1, abs=1e-12)


def test_an_input_that_never_varies_explains_nothing(generator):
    inputs = np.column_stack([np.full(400, 3.0), generator.random(400)])
    found = first_order_given_data(inputs, inputs[:, 1], generator)
    assert (found.first[0], found.low[0], found.high[0]) == (0, 0, 0)


def test_several_outcomes_and_a_constant_one(generator):
    inputs = generator.random((400, 5))
    outcomes = np.column_stack([inputs[:, 0], np.full(400, 0.1), inputs[:, 1]])
    found = first_order_given_data(inputs, outcomes, generator, resamples=10)
    assert found.first.shape == (5, 3)
    assert np.isnan(found.first[:, 1]).all()
    alone = first_order_given_data(inputs, inputs[:, 1], generator, resamples=10)
    np.testing.assert_allclose(found.first[:, 2], alone.first)


def test_a_monotone_change_of_scale_of_an_input_moves_nothing(generator):
    inputs = generator.standard_normal((500, 2))
    outcome = inputs.sum(axis=1)
    plain = first_order_given_data(inputs, outcome, generator, resamples=5).first
    scaled = first_order_given_data(np.exp(3 * inputs), outcome, generator, resamples=5).first
    np.testing.assert_array_equal(plain, scaled)


def test_bins_by_the_rule():
    assert [default_bins(draws) for draws in (500, 10_000, 10**6)] == [5, 22, 48]


@pytest.mark.parametrize(
    ("inputs", "outcome", "options", "told"),
    [
        (np.ones(40), np.ones(40), {}, r"inputs must have the shape \[draws, inputs\]"),
        (
            np.ones((40, 2)),
            np.ones(39),
            {},
            r"outcome must have the shape \[40\] or \[40, outcomes\]",
        ),
        (np.ones((40, 2)), np.ones((40, 0)), {}, "outcome must have the shape"),
        (np.full((40, 2), np.nan), np.ones(40), {}, "inputs holds 80 NaN"),
        (np.ones((40, 2)), np.ones(40), {"bins": 11}, "there are 11 bins for 40 draws"),
        (np.ones((40, 2)), np.ones(40), {"bins": 1}, "bins must be at least 2"),
        (np.ones((40, 2)), np.ones(40), {"resamples": 0}, "resamples must be at least 1"),
    ],
)
def test_bad_input_is_refused(inputs, outcome, options, told, generator):
    with pytest.raises(MethodError, match=told):
        first_order_given_data(inputs, outcome, generator, **options)
