from typing import get_args

import pytest

from songi.study.check import read_and_check
from songi.study.check.demand import BOUNDS, PARAMETERS
from songi.study.schema.land import MarketParameter
from study.made_up import TABLES, row


def codes(folder):
    return [problem.code for problem in read_and_check(folder)[1]]


def test_the_parameters_are_those_of_the_table():
    choices = get_args(MarketParameter.model_fields["parameter"].annotation)
    assert set(PARAMETERS) == set(choices)
    assert {one["parameter"] for one in TABLES["market_parameters"]} == set(choices)
    assert set(BOUNDS) < set(PARAMETERS)


def test_a_study_may_do_without_a_market(make_study):
    assert codes(make_study(rows={"market_parameters": []})) == []


def test_a_parameter_that_could_not_be_read_is_not_missed(make_study):
    cells = {"market_parameters": {0: {"value": "high"}}}
    assert codes(make_study(cells=cells)) == ["quantity.notation"]


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("0..1", []),
        ("0.1±0.02", []),
        ("0.5±0.2", []),
        ("0.8±0.2", ["market.out_of_bounds"]),
        ("1.01", ["market.out_of_bounds"]),
    ],
)
def test_nine_tenths_of_a_share_lie_within_bounds(value, expected, make_study):
    assert codes(make_study(cells={"market_parameters": {4: {"value": value}}})) == expected


@pytest.mark.parametrize("number", range(len(TABLES["market_parameters"])))
def test_a_parameter_may_be_zero_only_where_that_means_something(number, make_study):
    name = TABLES["market_parameters"][number]["parameter"]
    found = codes(make_study(cells={"market_parameters": {number: {"value": "0"}}}))
    assert bool(found) == (BOUNDS.get(name, (0,))[0] > 0)


def test_a_firm_may_answer_several_surveys(make_study):
    later = row(
        survey="s24", respondent="r7", firm="plant", asked_on="2023-11", wanted_m2="9000"
    )  # fmt: skip
    assert codes(make_study(more={"demand_surveys": [later]})) == []


def test_a_corrected_answer_is_no_second_one(make_study):
    later = {**TABLES["demand_surveys"][0], "wanted_m2": "7000", "known_from": "2024-01-01"}
    assert codes(make_study(more={"demand_surveys": [later]})) == []


def test_a_trend_is_not_missed_where_takeup_could_not_be_read(make_study):
    cells = {"land_takeup": {k: {"area_m2": "?"} for k in range(4)}}
    assert codes(make_study(cells=cells)) == ["quantity.notation"] * 4


def test_a_trend_without_any_takeup_is_told(make_study):
    problems = read_and_check(make_study(rows={"land_takeup": []}))[1]
    assert [problem.code for problem in problems] == ["demand.no_takeup"]
