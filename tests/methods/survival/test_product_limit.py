import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from methods.survival.remission import PUBLISHED, RELAPSED, WEEKS
from songi.errors import MethodError
from songi.methods.survival import kaplan_meier

followed = st.lists(st.tuples(st.integers(0, 8), st.booleans()), min_size=1, max_size=30)


def test_published_table():
    curve = kaplan_meier(WEEKS, RELAPSED)
    at = curve.at(list(PUBLISHED))
    np.testing.assert_allclose(at, list(PUBLISHED.values()), atol=0.0006)
    assert curve.quantile([0.1, 0.5, 0.9]).tolist() == [6, 23, np.inf]


def test_greenwood_and_limits_by_hand():
    curve = kaplan_meier(WEEKS, RELAPSED)
    # After week 7: 3 of 21 at week 6, 1 of 17 at week 7.
    survival = 18 / 21 * 16 / 17
    spread = 3 / (21 * 18) + 1 / (17 * 16)
    place = curve.times.tolist().index(7)
    assert curve.survival[place] == pytest.approx(survival)
    assert curve.variance[place] == pytest.approx(survival**2 * spread)
    reach = np.exp(1.959964 * np.sqrt(spread) / abs(np.log(survival)))
    assert curve.low[place] == pytest.approx(survival**reach, rel=1e-6)
    assert curve.high[place] == pytest.approx(survival ** (1 / reach), rel=1e-6)


def test_lifelines_agrees(generator):
    lifelines = pytest.importorskip("lifelines")
    times, observed = generator.integers(1, 40, 300), generator.random(300) < 0.6
    curve = kaplan_meier(times, observed)
    theirs = lifelines.KaplanMeierFitter().fit(times, observed)
    np.testing.assert_allclose(
        curve.at(theirs.survival_function_.index), theirs.survival_function_.iloc[:, 0]
    )
    inside = (curve.survival > 0) & (curve.survival < 1)
    limits = theirs.confidence_interval_.loc[curve.times[inside]]
    np.testing.assert_allclose(curve.low[inside], limits.iloc[:, 0])
    np.testing.assert_allclose(curve.high[inside], limits.iloc[:, 1])


def test_establishments_close_as_published():
    """Births of 1998: 66 % live after two years, 44 % after four (Knaup 2005, Monthly Labor Review
    128, BLS), from cases/sim/establishment_survival_bls1998.json, per hundred."""
    years = np.repeat([2, 4, 4], [34, 22, 44])
    closed = np.repeat([1, 1, 0], [34, 22, 44])
    np.testing.assert_allclose(kaplan_meier(years, closed).at([1, 2, 3, 4]), [1, 0.66, 0.66, 0.44])


@given(followed)
def test_curve_falls_from_one_and_events_come_before_last_looks(subjects):
    times, observed = zip(*subjects, strict=True)
    curve = kaplan_meier(times, observed)
    values = np.concatenate([[1.0], curve.survival])
    assert (np.diff(values) <= 0).all()
    assert (curve.at_risk >= curve.events).all()
    assert curve.at_risk[0] == len(subjects)
    inside = (curve.survival > 0) & (curve.survival < 1)
    assert (curve.low[inside] <= curve.survival[inside]).all()
    assert (curve.high[inside] >= curve.survival[inside]).all()
    assert np.isnan(curve.low[~inside]).all()


@given(st.lists(st.integers(0, 8), min_size=2, max_size=20))
def test_without_censoring_it_is_the_share_left(times):
    curve = kaplan_meier(times, np.ones(len(times)))
    share = np.array([np.mean(np.array(times) > t) for t in curve.times])
    np.testing.assert_allclose(curve.survival, share, atol=1e-12)
    left = share > 0
    np.testing.assert_allclose(
        curve.variance[left], (share * (1 - share) / len(times))[left], atol=1e-12
    )


@given(st.lists(st.tuples(st.integers(0, 8), st.booleans(), st.integers(1, 4)), min_size=2))
def test_a_whole_weight_moves_the_curve_as_copies_do_but_teaches_no_more(subjects):
    times, observed, weights = (np.array(part) for part in zip(*subjects, strict=True))
    weighted = kaplan_meier(times, observed, weights)
    copied = kaplan_meier(np.repeat(times, weights), np.repeat(observed, weights))
    np.testing.assert_allclose(weighted.survival, copied.survival, atol=1e-12)
    doubled = kaplan_meier(times, observed, 2.0 * weights)
    np.testing.assert_allclose(doubled.variance, weighted.variance, atol=1e-12)


def test_a_crowd_cannot_be_one_heavy_subject_without_the_variance_showing_it():
    times, observed = np.arange(1, 11), np.ones(10)
    heavy = np.ones(10)
    heavy[9] = 43
    plain = kaplan_meier(times, observed)
    assert kaplan_meier(times, observed, heavy).at(9) == pytest.approx(43 / 52)
    assert kaplan_meier(times, observed, heavy).variance[8] > plain.variance[8]


def test_beyond_the_last_look_nothing_is_known():
    with pytest.raises(MethodError, match="nobody was followed beyond 35: 1 wrong"):
        kaplan_meier(WEEKS, RELAPSED).at([3, 36])
    assert kaplan_meier([1, 2], [1, 1]).at(50) == 0


@pytest.mark.parametrize(
    ("times", "observed", "options", "told"),
    [
        ([], [], {}, "there is no subject to follow"),
        ([1, -2], [1, 1], {}, "times must not be negative"),
        ([1, np.nan], [1, 1], {}, "times holds 1 NaN"),
        ([1, 2], [1, 2], {}, "observed must be 0 or 1"),
        ([1, 2], [1], {}, r"observed must have the shape \[2\]"),
        ([1, 2], [1, 1], {"weights": [1, 0]}, "weights must be positive"),
        ([1, 2], [1, 1], {"weights": [1]}, r"weights must have the shape \[2\]"),
        ([1, 2], [1, 1], {"confidence": 1.0}, "confidence is 1.0"),
    ],
)
def test_bad_input_is_refused(times, observed, options, told):
    with pytest.raises(MethodError, match=told):
        kaplan_meier(times, observed, **options)


@pytest.mark.parametrize("share", [-0.1, 1.1, np.nan])
def test_a_share_outside_is_refused(share):
    with pytest.raises(MethodError, match="share"):
        kaplan_meier(WEEKS, RELAPSED).quantile(share)
