from dataclasses import fields, replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from methods.assignment.allocations import (
    best_by_trying,
    check_plan,
    every_allocation,
    random_problem,
    seeds,
)
from songi.errors import MethodError
from songi.methods.assignment import (
    Effort,
    allocation_problem,
    best_plan,
    best_plans,
    changed_places,
    least_area,
    utility_limit,
)

EXACT = Effort(relative_gap=0.0)


@settings(max_examples=15)
@given(seed=seeds)
def test_equals_the_best_of_all_allocations(seed):
    problem = random_problem(seed)
    plan, best = best_plan(problem, EXACT), best_by_trying(problem)
    if best is None:
        assert plan.status == "infeasible"
        assert np.isnan(plan.value)
        assert (plan.holder == -1).all()
        return
    assert plan.status == "optimal"
    assert plan.value == pytest.approx(best, abs=1e-5)
    assert plan.bound == pytest.approx(best, abs=1e-4)
    check_plan(problem, plan)


@settings(max_examples=5)
@given(seed=seeds)
def test_equals_the_best_of_all_allocations_of_more_investors(seed):
    problem = random_problem(seed, investors=5, parcels=4, bound=False)
    plan = best_plan(problem, EXACT)
    assert plan.value == pytest.approx(best_by_trying(problem), abs=1e-5)
    check_plan(problem, plan)


@settings(max_examples=5)
@given(seed=seeds, gap=st.sampled_from([0.0, 0.05]))
def test_keeps_to_everything_at_greater_size(seed, gap):
    problem = random_problem(seed, investors=9, parcels=7)
    plan = best_plan(problem, Effort(relative_gap=gap))
    if plan.status == "infeasible":
        return
    check_plan(problem, plan)
    assert plan.status in {"optimal", "within_gap"}
    assert plan.gap <= gap


@settings(max_examples=6)
@given(seed=seeds, difference=st.integers(1, 3))
def test_next_plans_are_the_best_of_those_that_differ(seed, difference):
    problem = random_problem(seed)
    plans = best_plans(problem, 3, least_difference=difference, effort=EXACT)
    possible = [
        (holder, value)
        for holder, value, missed in every_allocation(problem)
        if missed.max(initial=0) == 0
    ]
    if not possible:
        assert [plan.status for plan in plans] == ["infeasible"]
        return
    for number, plan in enumerate(plans):
        check_plan(problem, plan)
        values = [v for h, v in possible if far(plan, h, plans[:number], difference)]
        assert plan.value == pytest.approx(max(values), abs=1e-5)
        for other in plans[:number]:
            assert changed_places(plan, other).size >= difference
    left = [v for h, v in possible if far(plans[0], h, plans, difference)]
    assert (len(plans) == 3) or not left


def far(plan, holder, others, difference):
    candidate = replace(plan, holder=holder)
    return all(changed_places(candidate, other).size >= difference for other in others)


def test_plans_come_by_falling_value_and_none_exceeds_its_bound():
    problem = random_problem(3, investors=9, parcels=7, bound=False)
    plans = best_plans(problem, 4, effort=Effort(relative_gap=0.1))
    values = [plan.value for plan in plans]
    assert len(plans) == 4
    assert values == sorted(values, reverse=True)
    assert all(plan.value <= plan.bound for plan in plans)
    assert max(values) <= plans[0].bound


def test_same_bytes_every_time():
    problem = random_problem(5, investors=9, parcels=7, bound=False)
    once, again = best_plans(problem, 2), best_plans(problem, 2)
    for one, other in zip(once, again, strict=True):
        for field in fields(one):
            first, second = getattr(one, field.name), getattr(other, field.name)
            assert np.asarray(first).tobytes() == np.asarray(second).tobytes()


def test_neighbours_are_merged_for_who_wants_more_than_one_parcel():
    options = {"least": [8.0, 0.0], "most": [9.0, 4.0], "adjacent": [[1, 2]]}
    value = [[10.0, 10.0, 16.0], [3.0, 3.0, 1.0]]
    apart = best_plan(allocation_problem(value, [4.0, 4.0, 4.0], **options))
    assert apart.holder.tolist().count(0) == 0
    merged = best_plan(allocation_problem(value, [4.0, 4.0, 4.0], **options, merged_at_most=2))
    assert merged.holder.tolist() == [1, 0, 0]
    assert merged.site.tolist() == [0, 1, 1]
    assert merged.value == 3.0 + 13.0


def test_a_merged_site_is_worth_the_mean_by_area():
    problem = allocation_problem(
        [[4.0, 10.0]], [1.0, 3.0], least=4.0, adjacent=[[0, 1]], merged_at_most=2
    )
    assert best_plan(problem).value == pytest.approx((4 * 1 + 10 * 3) / 4)


def test_an_aggregate_takes_separate_parcels_up_to_its_count():
    problem = allocation_problem(
        [[5.0, 4.0, 3.0]], [1.0, 1.0, 1.0], count=2, adjacent=[[0, 1]], merged_at_most=3
    )
    plan = best_plan(problem)
    assert plan.holder.tolist() == [0, 0, -1]
    assert plan.site.tolist() == [0, 1, -1]
    assert plan.value == 9.0


def test_partners_are_brought_together():
    value = [[5.0, 5.0, 5.0], [5.0, 5.0, 5.0]]
    nearness = [[0.0, 2.0], [2.0, 0.0]]
    problem = allocation_problem(value, [1.0, 1.0, 1.0], adjacent=[[0, 2]], nearness=nearness)
    plan = best_plan(problem)
    assert sorted(np.flatnonzero(plan.holder >= 0)) == [0, 2]
    assert plan.partners.tolist() == [[0, 1]]
    assert plan.value == 12.0


def test_a_pair_of_partners_counts_once_however_long_their_border():
    value = np.full((2, 4), 1.0)
    problem = allocation_problem(
        value,
        np.ones(4),
        least=2.0,
        adjacent=[[0, 1], [2, 3], [0, 2], [1, 3]],
        merged_at_most=2,
        nearness=[[0.0, 5.0], [5.0, 0.0]],
    )
    plan = best_plan(problem)
    assert plan.value == 7.0
    assert plan.bound == pytest.approx(7.0)


def test_a_late_parcel_is_barred_or_counts_less():
    options = {"available_from": [2, 0], "needed_from": [0]}
    barred = allocation_problem([[10.0, 1.0]], [1.0, 1.0], **options)
    assert best_plan(barred).holder.tolist() == [-1, 0]
    less = allocation_problem([[10.0, 1.0]], [1.0, 1.0], **options, late_factor=0.5)
    assert best_plan(less).value == 2.5


def test_the_value_has_no_scale():
    small = random_problem(11, investors=7, parcels=5, bound=False)
    large = replace(small, value=small.value * 3e11, nearness=small.nearness * 3e11)
    one, other = best_plan(small, EXACT), best_plan(large, EXACT)
    assert other.value == pytest.approx(3e11 * one.value)


def test_nothing_to_give():
    barred = allocation_problem([[np.nan]], [1.0])
    plan = best_plan(barred)
    assert (plan.status, plan.value, plan.holder.tolist()) == ("optimal", 0.0, [-1])
    assert len(best_plans(barred)) == 1
    for broken in (
        replace(barred, must_place=np.array([1])),
        allocation_problem([[np.nan]], [1.0], limits=[least_area("small", [True], area=1.0)]),
    ):
        assert best_plan(broken).status == "infeasible"


def test_who_must_be_placed_without_a_site_or_a_minimum_without_users_is_infeasible():
    value, area = [[np.nan, np.nan], [1.0, 2.0]], [1.0, 1.0]
    assert best_plan(allocation_problem(value, area, must_place=[1, 0])).status == "infeasible"
    minimum = least_area("small", [True, False], area=1.0)
    assert best_plan(allocation_problem(value, area, limits=[minimum])).status == "infeasible"


def test_work_that_is_used_up_is_told():
    problem = random_problem(21, investors=10, parcels=8, bound=False)
    plan = best_plan(problem, Effort(relative_gap=0.0, iterations=5, nodes=1))
    assert plan.status in {"work_limit", "nothing_found"}
    assert plan.iterations <= 5
    assert plan.bound >= best_plan(problem).value
    assert plan.gap > 0


def test_a_plan_worse_than_nothing_is_not_made():
    problem = allocation_problem([[-3.0]], [1.0])
    assert best_plan(problem).value == 0.0
    forced = replace(problem, must_place=np.array([1]))
    assert best_plan(forced).value == -3.0


@pytest.mark.parametrize("options", [{"k": 0}, {"least_difference": 0}])
def test_bad_input_is_refused(options):
    with pytest.raises(MethodError, match="both must be at least 1"):
        best_plans(random_problem(1), **options)


def test_capacity_in_other_units_changes_nothing():
    def planned(unit):
        limit = utility_limit("power", 5.0 * unit, per_site=np.array([2.0, 3.0, 4.0]) * unit)
        return best_plan(allocation_problem(np.ones((3, 3)), np.ones(3), limits=[limit]))

    assert planned(1e-6).value == planned(1.0).value == planned(1e9).value == 2.0
