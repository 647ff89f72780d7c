"""Stocks and flows of people: by hand, against a slow twin, and against a published year."""

import json
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from songi.errors import MethodError
from songi.methods.balance import shortage
from songi.methods.workforce import (
    inflow_to_close,
    placed,
    project_stock,
    seats_to_place,
    still_there,
)

CASE = Path(__file__).parents[1] / "cases" / "econ" / "bio_health_staff_2022.json"

shares = st.floats(0, 1)
people = st.floats(0, 1e4)


def test_a_stock_by_hand():
    """100, a tenth leaves, 20 join, 5 go: 105, then 109.5 less nothing."""
    got = project_stock(100, [0.1, 0.1], [20, 20], [-5, -5])
    assert got.stock.tolist() == [105.0, 109.5]
    assert got.left.tolist() == [10.0, 10.5]
    assert got.net_moved.tolist() == [-5.0, -5.0]


def test_no_more_go_than_are_there():
    got = project_stock([10.0], [[0.5, 0.5]], [[1.0, 1.0]], [[-20.0, 0.0]])
    assert got.net_moved.tolist() == [[-6.0, 0.0]]
    assert got.stock.tolist() == [[0.0, 1.0]]


def test_a_published_year():
    case = json.loads(CASE.read_text("utf-8"))
    leaving = case["left"] / case["before"]
    got = project_stock(case["before"], [leaving], [case["hired"]])
    assert got.left[0] == pytest.approx(case["left"])
    assert got.stock[0] == pytest.approx(case["after"], rel=case["rtol_after"])
    needed = case["after"] + case["lacking"]
    gap = shortage([needed], [case["after"]])[0]
    assert gap / needed == pytest.approx(case["lacking_share"], abs=5e-4)


def slow_stock(start, leaving, joining, moved):
    told = []
    for share, new, net in zip(leaving, joining, moved, strict=True):
        start = max(start - start * share + new + net, 0.0)
        told.append(start)
    return told


@settings(max_examples=25)
@given(people, st.lists(st.tuples(shares, people, st.floats(-1e3, 1e3)), min_size=1, max_size=8))
def test_the_same_as_a_slow_twin(start, years):
    leaving, joining, moved = zip(*years, strict=True)
    got = project_stock(start, leaving, joining, moved).stock
    np.testing.assert_allclose(got, slow_stock(start, leaving, joining, moved), atol=1e-8)


@settings(max_examples=25)
@given(people, st.lists(st.tuples(st.floats(0, 0.9), people), min_size=2, max_size=6),
       st.integers(0, 2), st.floats(0, 1e4))  # fmt: skip
def test_what_closes_the_gap_closes_it_and_less_does_not(start, years, first, needed):
    leaving, joining = (np.array(one) for one in zip(*years, strict=True))
    gap = shortage(np.full(len(years), needed), project_stock(start, leaving, joining).stock)
    wanted = inflow_to_close(gap, leaving, first)
    for year, each in enumerate(wanted):
        if np.isnan(each):
            assert year < first
            continue
        more = joining + each * (np.arange(len(years)) >= first)
        stock = project_stock(start, leaving, more).stock[year]
        assert stock >= needed - 1e-6 * max(needed, 1)
        if gap[year] > 1e-6:
            assert stock == pytest.approx(needed, rel=1e-9)


def test_of_one_a_year_so_many_are_there():
    got = still_there([0.1] * 3, 0)
    np.testing.assert_allclose(got, [(1 - 0.9**n) / 0.1 for n in (1, 2, 3)])
    assert still_there([0.5] * 3, [0, 1, 3]).tolist() == [[1, 1.5, 1.75], [0, 1, 1.5], [0, 0, 0]]
    assert np.isnan(inflow_to_close([5.0, 0.0], [0.1, 0.1], 1)[0])
    assert inflow_to_close([5.0, 0.0], [0.1, 0.1], 1)[1] == 0


@settings(max_examples=25)
@given(people, st.floats(0.01, 1), st.floats(0.01, 1))
def test_seats_and_places_are_inverse(persons, completion, placement):
    seats = seats_to_place(persons, completion, placement)
    assert placed(seats, completion, placement) == pytest.approx(persons, rel=1e-9, abs=1e-9)


def test_seats_that_place_nobody():
    assert np.isnan(seats_to_place(5, 0.0, 1.0))
    assert seats_to_place(0, 0.0, 1.0) == 0
    assert np.isnan(seats_to_place(np.nan, 0.5, 0.5))


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: project_stock(-1, [0.1], [1]), "initial must not be negative"),
        (lambda: project_stock(1, [1.1], [1]), "between 0 and 1"),
        (lambda: project_stock(1, [0.1], [-1]), "joining must not be negative"),
        (lambda: project_stock(1, [np.nan], [1]), "NaN"),
        (lambda: project_stock(1, 0.1, 1), "years"),
        (lambda: project_stock([1, 2], [[0.1], [0.1], [0.1]], [1]), "broadcast"),
        (lambda: still_there(0.1), "years"),
        (lambda: still_there([2.0]), "between 0 and 1"),
        (lambda: inflow_to_close([-1.0], [0.1]), "gap must not be negative"),
        (lambda: placed(-1, 1, 1), "seats must not be negative"),
        (lambda: placed(1, 1.2, 1), "completion"),
        (lambda: seats_to_place(1, 1, -0.1), "placement"),
        (lambda: seats_to_place(-1, 1, 1), "persons must not be negative"),
    ],
)
def test_what_makes_no_sense_is_refused(call, message):
    with pytest.raises(MethodError, match=message):
        call()
