"""Where industries are, against published cases, and what must hold of all counts."""

import json
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from songi.errors import MethodError
from songi.methods.location import (
    ellison_glaeser,
    herfindahl,
    location_quotient,
    quotient_intervals,
    shift_share,
)

CASES = Path(__file__).parents[1] / "cases" / "econ"
COUNTS = arrays(float, (4, 3), elements=st.integers(1, 5000).map(float))


def case(name):
    told = json.loads((CASES / f"{name}.json").read_text("utf-8"))
    assert told["source"]
    return told


def test_published_location_quotients():
    told = case("location_quotient_published")
    counts, due = told["inputs"], told["expected"]
    assert location_quotient(*counts["fk"]) == pytest.approx(due["fk"], abs=1e-7)
    for state in ("alabama", "alaska"):
        here, nation = counts[state]
        assert location_quotient(here, 1, nation, 1) == pytest.approx(due[state])


def test_a_published_shift_share():
    told = case("shift_share_farhauer_kroell")
    nation = told["inputs"]["nation_t"], told["inputs"]["nation_t1"]
    for name, one in told["inputs"]["regions"].items():
        parts = shift_share(one["t"], one["t1"], *nation)
        assert [part.sum() for part in parts] == pytest.approx(told["expected"][name], abs=1e-9)


def test_a_published_ellison_glaeser_index():
    told = case("ellison_glaeser_farhauer_kroell")
    plants, at = np.array(told["inputs"]["plant_employment"]), np.array(told["inputs"]["regions"])
    whole = told["inputs"]["regional_total_employment"]
    here = [plants[at == name].sum() for name in whole]
    found = ellison_glaeser(here, [*whole.values()], float(herfindahl(plants)))
    due = told["expected"]
    assert found.gamma == pytest.approx(due["gamma"], abs=5e-9)
    assert found.concentration == pytest.approx(due["G"])
    assert found.plants == pytest.approx(due["H"])


@settings(max_examples=25)
@given(COUNTS)
def test_quotients_average_to_one_by_the_industry_s_share(counts):
    """Weighted by the nation's shares of industries a region's quotients come to 1."""
    rows, columns = counts.sum(axis=1, keepdims=True), counts.sum(axis=0)
    quotients = location_quotient(counts, rows, columns, counts.sum())
    assert quotients @ (columns / counts.sum()) == pytest.approx(np.ones(4))


@settings(max_examples=25)
@given(COUNTS, COUNTS)
def test_parts_of_growth_add_up_and_the_regions_cancel(before, after):
    parts = shift_share(before, after, before.sum(axis=0), after.sum(axis=0))
    assert parts.national + parts.mix + parts.regional == pytest.approx(parts.growth, abs=1e-6)
    assert parts.regional.sum(axis=0) == pytest.approx(np.zeros(3), abs=1e-6)


@settings(max_examples=25)
@given(arrays(float, 6, elements=st.floats(0.1, 100)))
def test_herfindahl_lies_between_even_and_all_in_one(values):
    assert 1 / 6 - 1e-12 <= herfindahl(values) <= 1
    assert herfindahl([3.0, 0.0]) == 1


def test_a_region_like_all_others_is_less_together_than_its_plants():
    """G is nought: what is left is that large plants would have put it together by chance."""
    found = ellison_glaeser([10, 20, 30], [100, 200, 300], 0.25)
    assert found.gamma == pytest.approx(-0.25 / 0.75)


def test_intervals_hold_the_quotient_and_widen_with_fewer_plants(generator):
    counts = np.array([[400.0, 600, 0], [2000, 30000, 500], [1000, 9000, 4000]])
    many = quotient_intervals(counts, np.full((3, 3), 1 / 200), 0, generator)
    few = quotient_intervals(counts, np.full((3, 3), 1 / 4), 0, generator)
    for found in (many, few):
        assert np.all(found.low[:2] < found.quotient[:2])
        assert np.all(found.quotient[:2] < found.high[:2])
        assert found.quotient[2] == found.low[2] == found.high[2] == 0
    assert np.all((few.high - few.low)[:2] > 2 * (many.high - many.low)[:2])
    none = quotient_intervals(counts, np.zeros((3, 3)), 0, generator, runs=5)
    assert none.low == pytest.approx(none.quotient)


def test_intervals_cover_what_they_say(generator):
    """Plants drawn anew by the assumed law: nine in ten of their quotients lie inside."""
    counts = np.array([[600.0, 3000], [40000, 300000]])
    plants = np.array([[1 / 30, 1 / 200], [0, 0]])
    drawn = [
        [generator.exponential(20, generator.poisson(15)).sum(), 3000.0] for _ in range(400)
    ]  # mean 300, Herfindahl of plants about 2 / 15
    counts[0] = [300, 3000]
    plants[0] = [2 / 15, 0]
    found = quotient_intervals(counts, plants, 0, generator)
    due = [x / (x + y) / ((x + 40000) / (x + y + 340000)) for x, y in drawn]
    inside = np.mean((np.array(due) > found.low[0]) & (np.array(due) < found.high[0]))
    assert 0.85 < inside < 0.95


@pytest.mark.parametrize(
    ("call", "words"),
    [
        (lambda: location_quotient(5, 4, 10, 20), "larger than its total"),
        (lambda: location_quotient(-1, 4, 10, 20), "negative"),
        (lambda: location_quotient(1, 0, 10, 20), "positive"),
        (lambda: location_quotient(np.nan, 4, 10, 20), "NaN"),
        (lambda: shift_share(3, 4, 5, 6), "single number"),
        (lambda: shift_share([3], [4], [0], [6]), "part of it"),
        (lambda: shift_share([0], [4], [0], [6]), "every industry"),
        (lambda: shift_share([0], [-4], [1], [6]), "negative"),
        (lambda: herfindahl([0.0, 0.0]), "zero"),
        (lambda: herfindahl(2.0), "single number"),
        (lambda: ellison_glaeser([1, 2], [3, 4], 1.0), "more than one plant"),
        (lambda: ellison_glaeser([1], [3], 0.2), "more than one region"),
        (lambda: ellison_glaeser([1, 2], [3], 0.2), "shape"),
        (lambda: ellison_glaeser([0, 0], [3, 1], 0.2), "zero"),
        (lambda: quotient_intervals([[1, 2]], [[1, 2]], 0, None), "between 0 and 1"),
        (lambda: quotient_intervals([[1, 2]], [[1, 1]], 3, None), "one of them"),
        (lambda: quotient_intervals([[1, 2]], [[1, 1]], 0, None, runs=0), "runs"),
    ],
)
def test_what_cannot_be_is_refused(call, words):
    with pytest.raises(MethodError, match=words):
        call()
