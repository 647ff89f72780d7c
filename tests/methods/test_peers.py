"""Series of clusters: read where they were observed or between, and nowhere else."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from songi.errors import MethodError
from songi.methods.peers import BETWEEN, CARRIED, NOT_KNOWN, OBSERVED, read_series

years = st.lists(st.integers(1950, 2030), min_size=1, max_size=6, unique=True)


def test_growth_by_the_same_share_by_hand():
    got = read_series([2000, 2010], [100, 400], [1999, 2000, 2005, 2010, 2011])
    np.testing.assert_allclose(got.values, [np.nan, 100, 200, 400, np.nan])
    assert got.how.tolist() == [NOT_KNOWN, OBSERVED, BETWEEN, OBSERVED, NOT_KNOWN]
    even = read_series([2000, 2010], [100, 400], [2005], growth="even")
    assert even.values.tolist() == [250.0]


def test_published_growth_of_massachusetts():
    """MassBio: 41,128 in 2004 and 57,642 in 2013, 3.82 % a year; 51,518 were counted in 2007."""
    got = read_series([2004, 2013], [41_128, 57_642], [2005])
    assert got.values[0] / 41_128 - 1 == pytest.approx(0.038219185, abs=1e-8)


def test_an_area_may_be_carried_a_jobs_figure_may_not():
    got = read_series([2016], [662.0], [2011, 2016, 2025], carried_years=5)
    assert got.how.tolist() == [CARRIED, OBSERVED, NOT_KNOWN]
    assert got.values[:2].tolist() == [662.0, 662.0]


def test_nought_grows_evenly():
    got = read_series([0, 4, 8], [0, 8, 16], [2, 6])
    np.testing.assert_allclose(got.values, [4, np.sqrt(8 * 16)])


@settings(max_examples=25)
@given(years, st.data())
def test_nothing_is_invented(observed, data):
    values = data.draw(st.lists(st.floats(0, 1e6), min_size=len(observed), max_size=len(observed)))
    asked = np.arange(1940, 2041)
    got = read_series(observed, values, asked)
    known = ~np.isnan(got.values)
    assert (known == ((asked >= min(observed)) & (asked <= max(observed)))).all()
    assert got.values[known].min() >= min(values) - 1e-6
    assert got.values[known].max() <= max(values) * (1 + 1e-9) + 1e-6
    for year, value in zip(observed, values, strict=True):
        assert got.values[asked == year][0] == pytest.approx(value)


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: read_series([], [], [1]), "n > 0"),
        (lambda: read_series([1, 1], [1, 2], [1]), "different"),
        (lambda: read_series([1, 2], [1, -2], [1]), "negative"),
        (lambda: read_series([1, 2], [1, np.nan], [1]), "NaN"),
        (lambda: read_series([1, 2], [1], [1]), "n > 0"),
        (lambda: read_series([1], [1], [1], growth="fast"), "growth"),
    ],
)
def test_what_makes_no_sense_is_refused(call, message):
    with pytest.raises(MethodError, match=message):
        call()
