"""Demand and supply by year: worked by hand, and against a slow twin of the queue."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from songi.errors import MethodError
from songi.methods.balance import first_shortage, shortage, supplied_in_order

YEARS = [2027, 2028, 2029, 2030]
NAN = np.nan


def test_shortage_by_hand():
    demand, capacity = [[5, 20, 30, 60], [5, 10, 15, 20]], [10, 20, 20, 50]
    assert shortage(demand, capacity).tolist() == [[0, 0, 10, 10], [0, 0, 0, 0]]
    first = first_shortage(demand, capacity, YEARS)
    assert first[0] == 2029
    assert np.isnan(first[1])


def test_rounding_is_no_shortage():
    demand = np.sum([0.1] * 3)
    assert demand > 0.3
    assert np.isnan(first_shortage([demand], [0.3], [2027]))


def test_queue_by_hand():
    """Capacity 10, 10, 20, 20. The second in line waits for 2029, and who stands behind it too.

    Tenants want 6, 6, 2, 9, 1 from 2027, 2027, 2028, 2030 and never: sums in order 6, 12, 14, 23.
    """
    got = supplied_in_order([2027, 2027, 2028, 2030, NAN], [6, 6, 2, 9, 1], [10, 10, 20, 20], YEARS)
    np.testing.assert_equal(got.year, [2027, 2029, 2029, NAN, NAN])
    np.testing.assert_equal(got.waiting, [0, 2, 1, NAN, NAN])
    assert got.held_up.tolist() == [False, True, True, True, False]
    assert got.share == pytest.approx(3 / 4)
    assert got.share_of_demand == pytest.approx(17 / 23)


def test_a_start_between_or_before_the_years_looked_at():
    got = supplied_in_order([2020, 2027.5, 2031], [1, 1, 9], [5, 5, 5, 5], YEARS)
    np.testing.assert_equal(got.year, [2027, 2028, NAN])
    np.testing.assert_equal(got.waiting, [0, 0, NAN])
    assert got.share == 0


def test_nobody_starts():
    got = supplied_in_order([NAN, NAN], [1, 1], [5, 5, 5, 5], YEARS)
    assert np.isnan(got.share)
    assert np.isnan(got.share_of_demand)
    assert not got.held_up.any()


def slow_queue(start, demand, capacity, years):
    ahead, when = 0.0, [NAN] * len(start)
    for i in sorted(range(len(start)), key=lambda i: (start[i], i)):
        if start[i] > years[-1]:
            continue
        ahead += demand[i]
        for year, given_ in zip(years, capacity, strict=True):
            if year >= start[i] and given_ >= ahead * (1 - 1e-9):
                when[i] = year
                break
    return when


cases = st.integers(1, 7).flatmap(
    lambda n: st.tuples(
        st.lists(st.integers(2025, 2033), min_size=n, max_size=n),
        st.lists(st.integers(0, 9), min_size=n, max_size=n),
        st.lists(st.integers(0, 30), min_size=4, max_size=4),
    )
)


@settings(max_examples=200)
@given(cases)
def test_the_queue_equals_its_slow_twin(case):
    start, demand, capacity = case
    got = supplied_in_order(start, demand, capacity, YEARS)
    np.testing.assert_equal(got.year, slow_queue(start, demand, capacity, YEARS))


@settings(max_examples=100)
@given(cases, st.integers(0, 10))
def test_more_capacity_never_makes_anybody_wait_longer(case, more):
    start, demand, capacity = case
    before = supplied_in_order(start, demand, capacity, YEARS)
    after = supplied_in_order(start, demand, np.array(capacity) + more, YEARS)
    assert (np.nan_to_num(after.year, nan=9999) <= np.nan_to_num(before.year, nan=9999)).all()


def test_draws_equal_a_loop(generator):
    start = generator.integers(2026, 2032, (6, 5)).astype(float)
    demand, capacity = generator.random((6, 5)), generator.random((6, 4)) * 4
    got = supplied_in_order(start, demand, capacity, YEARS)
    for d in range(6):
        alone = supplied_in_order(start[d], demand[d], capacity[d], YEARS)
        for whole, one in zip(got, alone, strict=True):
            np.testing.assert_equal(whole[d], one)
    shared = supplied_in_order(start, demand[0], capacity[0], YEARS)
    assert shared.year.shape == (6, 5)


@pytest.mark.parametrize(
    ("call", "told"),
    [
        (lambda: shortage([1, 2], [1]), r"the shape \[..., years\]; they have \[2\] and \[1\]"),
        (lambda: shortage(1, 1), r"the shape \[..., years\]"),
        (lambda: shortage([-1], [1]), "demand must not be negative"),
        (lambda: shortage([1], [-1]), "capacity must not be negative"),
        (lambda: shortage([NAN], [1]), "demand holds 1 NaN"),
        (lambda: first_shortage([1, 2], [1, 2], [2028, 2027]), "years must rise"),
        (lambda: first_shortage([1, 2], [1, 2], [2028]), "years must rise and have the shape"),
        (lambda: supplied_in_order([np.inf], [1], [1], [2027]), "start must not be infinite"),
        (lambda: supplied_in_order([2027], [-1], [1], [2027]), "demand must not be negative"),
        (lambda: supplied_in_order([2027, 2028], [1, 2, 3], [1], [2027]), "do not broadcast"),
        (lambda: supplied_in_order(2027, 1, [1], [2027]), "they are single numbers"),
        (lambda: supplied_in_order([2027], [1], 1, [2027]), "years must rise"),
    ],
)
def test_bad_input_is_refused(call, told):
    with pytest.raises(MethodError, match=told):
        call()
