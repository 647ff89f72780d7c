from typing import get_args

import pytest

from songi.study.check import read_and_check
from songi.study.check.land import NEEDED
from songi.study.schema.land import Constraint
from study.made_up import TABLES, named


def codes(folder):
    return [problem.code for problem in read_and_check(folder)[1]]


def test_every_kind_of_constraint_has_what_it_needs():
    kinds = get_args(Constraint.model_fields["kind"].annotation)
    assert set(NEEDED) == set(kinds)
    assert {column for needed in NEEDED.values() for column in needed} <= set(Constraint.columns())
    # Land kept for small firms would leave the made-up site without a plan.
    assert {row["kind"] for row in TABLES["constraints"]} == set(kinds) - {"small_firms"}


@pytest.mark.parametrize("column", ["activities", "sizes"])
def test_over_concentration_may_name_activities_or_sizes_alone(column, make_study):
    assert codes(make_study(cells={"constraints": {0: {column: ""}}})) == []


def test_a_sale_at_cost_may_have_a_price_instead_of_a_rule(make_study):
    cells = {"sale_rounds": {1: {"price_krw_per_m2": "2.6e6"}},
             "parcels": {2: {"cost_rule": ""}, 4: {"cost_rule": ""}}}  # fmt: skip
    assert codes(make_study(cells=cells)) == []


def test_a_sale_at_cost_that_might_become_a_tender_has_a_price(make_study):
    cells = {"sale_rounds": {1: {"method_if_designated": "appraisal_tender"}}}
    assert codes(make_study(cells=cells)) == ["sales.no_price"]


def test_a_sale_may_close_on_the_day_of_its_notice(make_study):
    assert codes(make_study(cells={"sale_rounds": {0: {"closes_on": "2025-10-30"}}})) == []


def test_all_that_is_offered_may_be_sold(make_study):
    cells = {"sale_outcomes": {0: {"bids": "2", "sold_m2": "19770"}}}
    assert codes(make_study(cells=cells)) == []


def test_parcels_are_not_missed_where_some_could_not_be_read(make_study):
    cells = {"parcels": {0: {"area_m2": "?"}, 1: {"area_m2": "?"}}}
    assert codes(make_study(cells=cells)) == ["quantity.notation"] * 2


def test_a_circle_of_zones_is_told_on_each_of_them_and_not_on_those_within(make_study):
    inner = named("inner", within="complex", area_m2="", outline="")
    folder = make_study(cells={"zones": {0: {"within": "complex"}}}, more={"zones": [inner]})
    found = [one for one in read_and_check(folder)[1] if one.code == "zones.circle"]
    assert [one.place.row for one in found] == [2, 3]


def test_an_outcome_of_a_sale_nobody_knows_is_told_once(make_study):
    found = codes(make_study(cells={"sale_outcomes": {0: {"sale_round": "fifth"}}}))
    assert found == ["reference.unknown"]
