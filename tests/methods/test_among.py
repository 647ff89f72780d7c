"""Statistics of the draws in which something happens, against NumPy's of what is left."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays

from songi.errors import MethodError
from songi.methods.among import mean_among, quantile_among, share_among

DRAWS = arrays.arrays(
    float, st.integers(1, 40), elements=st.one_of(st.floats(-1e6, 1e6), st.just(np.nan))
)


@given(values=DRAWS, share=st.floats(0, 1))
def test_they_are_those_of_the_values_that_are_left(values, share):
    left = values[~np.isnan(values)]
    assert share_among(values) == left.size / values.size
    if left.size == 0:
        assert np.isnan(mean_among(values))
        assert np.isnan(quantile_among(values, share))
        return
    assert mean_among(values) == pytest.approx(left.mean(), abs=1e-6)
    found = quantile_among(values, share)
    assert found in left
    assert np.mean(left <= found) >= share - 1e-9


def test_the_quantile_is_definition_1_of_hyndman_and_fan():
    """numpy's `inverted_cdf`, at shares of which rounding does not decide."""
    values = np.random.default_rng(1).normal(size=(37, 4))
    for share in (0.05, 0.33, 0.5, 0.95, 1.0):
        expected = np.quantile(values, share, axis=0, method="inverted_cdf")
        assert np.array_equal(quantile_among(values, share), expected)


def test_a_mean_over_other_axes_is_left_alone():
    values = np.array([[1.0, np.nan], [3.0, np.nan]])
    assert mean_among(values).tolist()[0] == 2.0
    assert np.isnan(mean_among(values)[1])


@pytest.mark.parametrize("wrong", [[], np.float64(1.0), "x"])
def test_no_draws(wrong):
    with pytest.raises(MethodError, match="values must"):
        mean_among(wrong)


@pytest.mark.parametrize("share", [-0.1, 1.1, np.nan])
def test_a_share_beyond_its_bounds(share):
    with pytest.raises(MethodError, match="share must lie between 0 and 1"):
        quantile_among([1.0], share)
