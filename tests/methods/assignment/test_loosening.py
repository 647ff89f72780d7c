from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings

from methods.assignment.allocations import check_plan, every_allocation, random_problem, seeds
from songi.errors import MethodError
from songi.methods.assignment import (
    Effort,
    allocation_problem,
    best_plan,
    least_area,
    least_loosening,
    loosened,
    utility_limit,
)

EXACT = Effort(relative_gap=0.0)


def tight(seed):
    """A problem whose limits mostly contradict each other."""
    problem = random_problem(seed)
    limits = tuple(
        replace(limit, bound=limit.bound + 6 if limit.at_least else limit.bound / 4)
        for limit in problem.limits
    )
    return replace(problem, limits=limits, must_place=np.minimum(problem.count, 1))


def weighted(problem, amounts, place_weight=1.0):
    weights = [1 / limit.bound for limit in problem.limits]
    must = np.count_nonzero(problem.must_place)
    return float(np.array([*weights, *[place_weight] * must]) @ amounts)


@settings(max_examples=6)
@given(seed=seeds)
def test_is_the_least_and_makes_a_plan_possible(seed):
    problem = tight(seed)
    rows = least_loosening(problem, alone=False, effort=EXACT)
    amounts = np.array([row.by for row in rows])
    least = min(weighted(problem, missed) for _, _, missed in every_allocation(problem))
    assert weighted(problem, amounts) == pytest.approx(least, abs=1e-4)
    assert (amounts.any()) == (best_plan(problem).status == "infeasible")
    eased = loosened(problem, rows)
    plan = best_plan(eased)
    assert plan.status == "optimal"
    check_plan(eased, plan)


@settings(max_examples=3)
@given(seed=seeds)
def test_what_each_limit_would_take_alone(seed):
    problem = tight(seed)
    rows = least_loosening(problem, effort=EXACT)
    if not any(row.by for row in rows):
        assert [row.alone for row in rows] == [0] * len(rows)
        return
    missed = np.array([missed for _, _, missed in every_allocation(problem)])
    for number, row in enumerate(rows):
        others = np.delete(missed, number, axis=1)
        enough = missed[others.max(axis=1, initial=0) == 0, number]
        if enough.size:
            assert row.alone == pytest.approx(enough.min(), abs=1e-4)
            alone = loosened(problem, [replace(row, loosened=moved(row, problem))])
            assert best_plan(alone).status != "infeasible"
        else:
            assert np.isnan(row.alone)


def moved(row, problem):
    """The bound after the row alone is loosened."""
    rising = (
        row.investor is None
        and not next(limit for limit in problem.limits if limit.name == row.name).at_least
    )
    return row.bound + row.alone if rising else row.bound - row.alone


def test_names_the_limits_and_says_by_how_much():
    problem = allocation_problem(
        np.ones((3, 3)),
        [10.0, 20.0, 30.0],
        limits=[
            utility_limit("power", 4.0, per_site=[3.0, 3.0, 3.0]),
            least_area("small", [True, False, False], area=15.0),
        ],
        must_place=[0, 1, 0],
    )
    power, small, placed = least_loosening(problem)
    assert (power.name, power.investor, power.bound) == ("power", None, 4.0)
    assert (power.by, power.loosened, power.alone) == (2.0, 6.0, 2.0)
    assert (small.by, small.loosened, small.alone) == (0.0, 15.0, 15.0)
    assert (placed.name, placed.investor, placed.by) == ("must_place", 1, 0.0)
    assert placed.alone == 1.0


def test_weights_say_what_is_spared():
    def loosened_first(weight):
        problem = allocation_problem(
            np.ones((2, 2)),
            [1.0, 1.0],
            limits=[utility_limit("power", 1.0, per_site=[1.0, 1.0], weight=weight)],
            must_place=1,
        )
        power, one, other = least_loosening(problem, alone=False)
        return power.by, one.by + other.by

    assert loosened_first(0.5) == (1.0, 0.0)
    assert loosened_first(2.0) == (0.0, 1.0)


def test_nothing_to_loosen():
    problem = allocation_problem([[1.0]], [1.0], limits=[utility_limit("power", 1.0)])
    (row,) = least_loosening(problem)
    assert (row.by, row.loosened, row.alone) == (0.0, 1.0, 0.0)
    assert least_loosening(replace(problem, limits=())) == ()


def test_where_nobody_can_be_given_anything():
    problem = allocation_problem(
        [[np.nan]], [1.0], limits=[least_area("small", [True], area=2.0)], must_place=1
    )
    small, placed = least_loosening(problem)
    assert (small.by, small.loosened, placed.by, placed.loosened) == (2.0, 0.0, 1.0, 0.0)
    assert np.isnan([small.alone, placed.alone]).all()
    assert best_plan(loosened(problem, [small, placed])).status == "optimal"


def test_bad_weight_is_refused():
    with pytest.raises(MethodError, match="place_weight is 0; it must be positive"):
        least_loosening(random_problem(1), place_weight=0)
