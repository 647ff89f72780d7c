import time

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from songi.errors import MethodError
from songi.methods.weights import uniform_simplex, within_ranges


@st.composite
def boxes(draw):
    """Ranges that hold at least one point of the simplex."""
    generator = np.random.default_rng(draw(st.integers(0, 10**6)))
    m = draw(st.integers(1, 8))
    inside = generator.dirichlet(np.ones(m))
    reach = draw(st.sampled_from([0.0, 1e-9, 1e-3, 0.1, 1.0]))
    lower = np.maximum(inside - reach * generator.random(m), 0)
    upper = np.minimum(inside + reach * generator.random(m), 1)
    return lower, upper


@given(box=boxes(), seed=st.integers(0, 10**6))
def test_weights_lie_within_the_ranges_and_sum_to_one(box, seed):
    lower, upper = box
    weights = within_ranges(lower, upper, 20, np.random.default_rng(seed))
    assert weights.shape == (20, len(lower))
    assert (weights >= lower).all()
    assert (weights <= upper).all()
    np.testing.assert_allclose(weights.sum(axis=1), 1, atol=1e-9)


@pytest.mark.parametrize(
    ("lower", "upper"),
    [
        ([0.0, 0.0, 0.0], [1.0, 1.0, 1.0]),
        ([0.3, 0.1, 0.0], [0.6, 0.5, 0.4]),
        ([0.0, 0.0, 0.0, 0.0], [0.3, 0.3, 0.3, 0.9]),
        ([0.1, 0.0, 0.2], [0.9, 0.25, 0.45]),
        ([0.3, 0.3, 0.0], [0.4, 0.4, 0.4]),
    ],
)
def test_uniform_as_plain_rejection_is(generator, lower, upper):
    plain = uniform_simplex(len(lower), 400_000, generator)
    kept = plain[((plain >= lower) & (plain <= upper)).all(axis=1)][:20_000]
    drawn = within_ranges(lower, upper, 20_000, generator)
    for column in range(len(lower)):
        assert stats.ks_2samp(kept[:, column], drawn[:, column]).pvalue > 1e-4
    spread = drawn[:, 0] * drawn[:, 1]
    assert stats.ks_2samp(kept[:, 0] * kept[:, 1], spread).pvalue > 1e-4


def test_draws_are_independent(generator):
    drawn = within_ranges([0.2, 0.1, 0.0], [0.6, 0.5, 0.5], 20_000, generator)[:, 0]
    assert abs(np.corrcoef(drawn[1:], drawn[:-1])[0, 1]) < 4 / np.sqrt(len(drawn))


@pytest.mark.parametrize("reach", [1.0, 0.05, 1e-4])
def test_a_small_box_costs_no_more(generator, reach):
    centre = np.full(15, 1 / 15)
    lower, upper = np.maximum(centre - reach, 0), centre + reach
    before = time.process_time()
    within_ranges(lower, upper, 20_000, generator)
    assert time.process_time() - before < 2


def test_a_fixed_weight_stays_fixed(generator):
    weights = within_ranges([0.25, 0.0, 0.0], [0.25, 1.0, 1.0], 50, generator)
    assert (weights[:, 0] == 0.25).all()
    assert np.ptp(weights[:, 1]) > 0.3


def test_the_only_point_is_drawn(generator):
    assert (within_ranges([0.5, 0.5], [0.9, 0.9], 3, generator) == 0.5).all()
    assert (within_ranges([0.1, 0.1], [0.5, 0.5], 3, generator) == 0.5).all()


def test_no_draw_is_an_empty_array(generator):
    assert within_ranges([0.1, 0.1], [0.8, 0.8], 0, generator).shape == (0, 2)


def test_same_generator_same_draws():
    one, other = (
        within_ranges([0, 0.1], [0.7, 0.9], 100, np.random.default_rng(3)) for _ in range(2)
    )
    np.testing.assert_array_equal(one, other)


@pytest.mark.parametrize(
    ("lower", "upper", "told"),
    [
        ([0.6, 0.5], [0.9, 0.9], "lower bounds sum to 1.1, 0.1 more than one"),
        ([0.1, 0.1], [0.3, 0.4], "upper bounds sum to 0.7, 0.3 less than one"),
        ([0.1, 0.6], [0.9, 0.5], r"must not exceed the upper bounds: 1 wrong, at \[1\]"),
        ([-0.1, 0.6], [0.9, 0.9], r"must not be negative: 1 wrong, at \[0\]"),
        ([0.1, 0.2], [0.9, 0.9, 0.9], r"their shapes are \[2\] and \[3\]"),
        ([0.1, np.nan], [0.9, 0.9], "lower holds 1 NaN"),
    ],
)
def test_contradicting_ranges_are_told(generator, lower, upper, told):
    with pytest.raises(MethodError, match=told):
        within_ranges(lower, upper, 3, generator)
