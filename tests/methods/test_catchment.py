import numpy as np
import pytest

from songi.errors import MethodError
from songi.methods.catchment import count_within, nearest

INF = np.inf
MINUTES = np.array([[30.0, 20.0, 60.0], [INF, INF, INF], [15.0, INF, 15.0]])


def test_nearest_with_its_time():
    found = nearest(MINUTES)
    assert found.minutes.tolist() == [20.0, INF, 15.0]
    assert found.destination.tolist() == [1, -1, 0]


def test_nearest_over_draws(generator):
    minutes = generator.uniform(0, 90, (5, 4, 3))
    found = nearest(minutes)
    np.testing.assert_array_equal(found.minutes, minutes.min(axis=2))
    np.testing.assert_array_equal(found.destination, minutes.argmin(axis=2))


def test_the_threshold_itself_counts():
    assert count_within(MINUTES, 30).tolist() == [2, 0, 2]
    assert count_within(MINUTES, 29.9).tolist() == [1, 0, 2]


def test_capacity_is_added_up():
    assert count_within(MINUTES, 30, [100, 10, 1]).tolist() == [110, 0, 101]


def test_draws_and_thresholds_broadcast(generator):
    minutes = generator.uniform(0, 90, (6, 4, 3))
    capacity = generator.uniform(0, 9, (6, 3))
    thresholds = np.array([15.0, 30.0])[:, None, None]
    found = count_within(minutes, thresholds, capacity)
    assert found.shape == (2, 6, 4)
    for which, limit in enumerate([15.0, 30.0]):
        for draw in range(6):
            expected = count_within(minutes[draw], limit, capacity[draw])
            np.testing.assert_allclose(found[which, draw], expected)


def test_more_time_never_reaches_less(generator):
    minutes = generator.uniform(0, 90, (20, 7))
    counts = [count_within(minutes, limit) for limit in (10, 20, 40, 90)]
    assert (np.diff(counts, axis=0) >= 0).all()
    assert (counts[-1] == 7).all()


@pytest.mark.parametrize(
    ("minutes", "told"),
    [
        ([[1.0, np.nan]], r"must not be NaN \(infinity says unreachable\): 1 wrong, at \[0, 1\]"),
        ([[1.0, -2.0]], "minutes must not be negative"),
        (np.ones((3, 0)), r"at least one destination; it has \[3, 0\]"),
        ([1.0, 2.0], r"\[..., origins, destinations\]"),
    ],
)
def test_minutes_that_make_no_sense_are_refused(minutes, told):
    with pytest.raises(MethodError, match=told):
        nearest(minutes)


@pytest.mark.parametrize(
    ("options", "told"),
    [
        ({"threshold": -1}, "threshold must not be negative"),
        ({"threshold": [1, 2]}, r"do not broadcast: minutes \[3\], threshold \[2\]"),
        ({"threshold": 1, "capacity": [1, 2]}, r"\[..., 3\], one for each destination"),
        ({"threshold": 1, "capacity": [1, -2, 0]}, "capacity must not be negative"),
    ],
)
def test_options_that_do_not_fit_are_refused(options, told):
    with pytest.raises(MethodError, match=told):
        count_within(MINUTES, **options)
