import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats

from songi.errors import MethodError
from songi.methods.land_trend import trend_demand, trend_interval

HEIGHTS = np.arange(58, 73)
WEIGHTS = np.array([115, 117, 120, 123, 126, 129, 132, 135, 139, 142, 146, 150, 154, 159, 164])
"""R's data set `women`: 15 pairs, each height once."""


def test_interval_equals_that_of_r():
    """predict(lm(weight ~ height, women), data.frame(height = 63), interval = "prediction").

    Printed as 129.8333, 126.408, 133.2587 (a course's notebook on rstudio-pubs, 357995).
    """
    low, middle, high = trend_interval(HEIGHTS, WEIGHTS, [63], level=0.95)
    assert middle == pytest.approx([129.8333], abs=5e-5)
    assert low == pytest.approx([126.408], abs=5e-4)
    assert high == pytest.approx([133.2587], abs=5e-5)


def even(draws, columns, seed=3):
    """Uniforms that fill each column evenly, in an order of their own."""
    generator = np.random.default_rng(seed)
    ranks = np.stack([generator.permutation(draws) for _ in range(columns)], axis=1)
    return (ranks + 0.5) / draws


@pytest.mark.parametrize("form", ["linear", "loglinear"])
def test_draws_of_a_year_follow_the_interval(form):
    years = [63, 80]
    drawn = trend_demand(HEIGHTS, WEIGHTS, years, even(40_000, 5), form)
    for level in (0.5, 0.9, 0.98):
        low, middle, high = trend_interval(HEIGHTS, WEIGHTS, years, level, form)
        inside = np.mean((drawn >= low) & (drawn <= high), axis=0)
        assert inside == pytest.approx([level, level], abs=0.01)
        assert np.median(drawn, axis=0) == pytest.approx(middle, rel=1e-3)


def test_draws_of_a_year_are_t_distributed():
    drawn = trend_demand(HEIGHTS, WEIGHTS, [70], even(20_000, 4))[:, 0]
    low, middle, high = trend_interval(HEIGHTS, WEIGHTS, [70], 0.9)
    scale = (high - low) / 2 / stats.t.ppf(0.95, 13)
    assert stats.kstest((drawn - middle) / scale, stats.t(13).cdf).statistic < 0.01


def test_years_of_a_draw_share_level_and_slope():
    """Far ahead the slope rules: years rise and fall together, and sums spread more."""
    drawn = trend_demand(HEIGHTS, WEIGHTS, [150, 151], even(20_000, 5))
    assert np.corrcoef(drawn.T)[0, 1] > 0.95


@settings(max_examples=50)
@given(st.floats(-50, 50), st.floats(500, 900), st.integers(3, 8))
def test_a_line_without_errors_goes_on(slope, start, observed):
    years = np.arange(observed)
    drawn = trend_demand(years, start + slope * years, [10, 11], even(50, 5))
    expected = np.maximum(start + slope * np.array([10, 11]), 0.0)
    np.testing.assert_allclose(drawn, np.broadcast_to(expected, (50, 2)), rtol=1e-9, atol=1e-6)


def test_constant_growth_goes_on_and_area_is_never_below_zero():
    grown = trend_demand([0, 1, 2], [1.0, 2.0, 4.0], [3], even(9, 4), "loglinear")
    assert grown == pytest.approx(np.full((9, 1), 8.0))
    assert trend_demand([0, 1, 2], [4.0, 2.0, 0.0], [9], even(9, 4)).max() == 0.0
    assert trend_interval([0, 1, 2], [4.0, 2.0, 0.0], [9])[0] == 0.0


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        ({"years": [1, 2], "take_up_m2": [1, 2]}, "at least three years"),
        ({"take_up_m2": [1, 2]}, r"must both have the shape \[n\]"),
        ({"years": [1, 2, 2]}, "years must each stand once"),
        ({"take_up_m2": [1, -2, 3]}, "take_up_m2 must not be negative"),
        ({"take_up_m2": [1, 0, 3], "form": "loglinear"}, "must be positive for a log-linear"),
        ({"take_up_m2": [1, np.nan, 3]}, "take_up_m2 holds 1 NaN"),
        ({"form": "cubic"}, "form is 'cubic'; it must be one of linear, loglinear"),
        ({"future_years": 4}, r"future_years must have the shape \[m\]"),
        ({"uniforms": np.full((2, 4), 0.5)}, r"uniforms must have the shape \[draws, 5\]"),
        ({"uniforms": np.zeros((2, 5))}, "uniforms must lie strictly between 0 and 1"),
    ],
)
def test_bad_input_is_refused(arguments, told):
    given_ = {
        "years": [1, 2, 3],
        "take_up_m2": [1, 2, 4],
        "future_years": [4, 5],
        "uniforms": np.full((2, 5), 0.5),
    }
    with pytest.raises(MethodError, match=told):
        trend_demand(**(given_ | arguments))


def test_a_level_must_be_a_share():
    with pytest.raises(MethodError, match="level must lie between 0 and 1"):
        trend_interval([1, 2, 3], [1, 2, 4], [4], level=90)
