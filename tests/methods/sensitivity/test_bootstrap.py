import numpy as np
import pytest

from songi.errors import MethodError
from songi.methods.sensitivity.bootstrap import check_bootstrap, middle_share, resample_counts


def test_each_resample_has_as_many_draws(generator):
    counts = resample_counts(50, 300, generator)
    assert counts.shape == (300, 50)
    assert (counts.sum(axis=1) == 50).all()
    assert counts.mean() == 1
    assert counts.var() == pytest.approx(1 - 1 / 50, abs=0.05)


def test_spread_of_resampled_means_is_the_standard_error(generator):
    values = generator.standard_normal(400)
    means = resample_counts(400, 2000, generator) @ values / 400
    assert means.std() == pytest.approx(values.std() / 20, rel=0.08)


def test_middle_share_cuts_both_tails():
    low, high = middle_share(np.arange(101.0)[:, None], 0.9)
    assert (low[0], high[0]) == pytest.approx((5, 95))


def test_resamples_without_a_value_are_left_out():
    drawn = np.arange(202.0).reshape(101, 2)
    drawn[:50, 0] = np.nan
    drawn[:, 1] = np.nan
    low, high = middle_share(drawn, 0.5)
    assert (low[0], high[0]) == pytest.approx((100 + 25, 200 - 25))
    assert np.isnan([low[1], high[1]]).all()


@pytest.mark.parametrize(
    ("resamples", "confidence", "told"),
    [(0, 0.9, "resamples must be at least 1"), (5, 1.0, "confidence is 1.0; it must lie between")],
)
def test_bad_options_are_refused(resamples, confidence, told):
    with pytest.raises(MethodError, match=told):
        check_bootstrap(resamples, confidence)
