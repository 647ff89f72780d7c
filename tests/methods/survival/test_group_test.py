import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from methods.survival.remission import PLACEBO, RELAPSED, WEEKS
from songi.errors import MethodError
from songi.methods.survival import log_rank

TIMES = WEEKS + PLACEBO
SEEN = RELAPSED + [1] * 21
GROUPS = ["6-MP"] * 21 + ["placebo"] * 21


def test_published_statistic():
    """Freireich and others (1963), statistic as in cases/sim/km_freireich_6mp.json."""
    test = log_rank(TIMES, SEEN, GROUPS)
    assert test.statistic == pytest.approx(16.79, abs=0.005)
    assert test.degrees_of_freedom == 1
    np.testing.assert_array_equal(test.observed, [9, 21])
    assert test.expected.sum() == pytest.approx(30)
    assert test.p_value == pytest.approx(4.17e-5, rel=0.01)


@pytest.mark.filterwarnings("ignore:Starting with pandas")
@pytest.mark.parametrize("groups", [2, 3, 5])
def test_lifelines_agrees(groups, generator):
    statistics = pytest.importorskip("lifelines.statistics")
    times, seen = generator.integers(1, 30, 200), generator.random(200) < 0.7
    group = generator.integers(0, groups, 200)
    ours = log_rank(times, seen, group)
    theirs = statistics.multivariate_logrank_test(times, group, seen)
    assert ours.statistic == pytest.approx(theirs.test_statistic)
    assert ours.p_value == pytest.approx(theirs.p_value)
    assert ours.degrees_of_freedom == groups - 1


@given(
    st.lists(
        st.tuples(st.integers(1, 6), st.booleans(), st.integers(0, 2)), min_size=6, max_size=30
    )
)
def test_expected_add_up_to_observed(subjects):
    times, seen, group = zip(*subjects, strict=True)
    try:
        test = log_rank(times, seen, group)
    except MethodError:
        return
    assert test.expected.sum() == pytest.approx(test.observed.sum())
    np.testing.assert_allclose(test.covariance.sum(axis=0), 0, atol=1e-9)
    assert test.statistic >= 0
    assert 0 <= test.p_value <= 1


def test_alike_groups_do_not_differ():
    test = log_rank(WEEKS * 2, RELAPSED * 2, [0] * 21 + [1] * 21)
    assert test.statistic == pytest.approx(0, abs=1e-12)
    assert test.p_value == pytest.approx(1)


def test_alike_groups_are_rejected_as_often_as_promised(generator):
    rejected = [
        log_rank(generator.exponential(1, 80), np.ones(80), np.arange(80) % 2).p_value < 0.05
        for _ in range(400)
    ]
    assert np.mean(rejected) == pytest.approx(0.05, abs=0.03)


@pytest.mark.parametrize(
    ("times", "seen", "groups", "told"),
    [
        ([1, 2], [1, 1], [0, 0], "at least two groups; there are 1"),
        ([], [], [], "at least two groups; there are 0"),
        ([1, 2], [0, 0], [0, 1], "no event was observed"),
        ([1, 2, 3], [0, 1, 1], [0, 1, 1], "only one group is under risk"),
        ([1, -2], [1, 1], [0, 1], "times must not be negative"),
        ([1, 2], [1, np.nan], [0, 1], "observed holds 1 NaN"),
        ([1, 2], [1, 1], [0.0, np.nan], "groups must be whole numbers or texts"),
    ],
)
def test_bad_input_is_refused(times, seen, groups, told):
    with pytest.raises(MethodError, match=told):
        log_rank(times, seen, groups)
