import pytest

from songi.study.check import read_and_check
from songi.study.check.money import LEAST_WON, LEAST_WON_PER_M2
from study.made_up import TABLES


def codes(folder):
    return [problem.code for problem in read_and_check(folder)[1]]


@pytest.mark.parametrize(
    ("amount", "expected"),
    [
        ("0", []),
        (str(LEAST_WON), []),
        (str(LEAST_WON - 1), ["amount.small"]),
        ("500..2e7", []),
        ("500..600", ["amount.small"]),
    ],
)
def test_an_amount_too_small_to_be_one_is_told(amount, expected, make_study):
    assert codes(make_study(cells={"events": {3: {"amount_krw": amount}}})) == expected


def test_an_amount_in_eok_is_told_with_what_it_might_have_been(make_study):
    folder = make_study(cells={"costs": {1: {"amount_krw": "8,000..9,000"}}})
    (problem,) = read_and_check(folder)[1]
    assert problem.severity == "warning"
    assert problem.facts == {"came": "8,000..9,000", "expected": "850,000,000,000"}


@pytest.mark.parametrize(
    ("table", "column", "number"),
    [
        ("sale_rounds", "price_krw_per_m2", 0),
        ("competing_supply", "price_krw_per_m2", 0),
        ("demand_surveys", "highest_price_krw_per_m2", 0),
        ("investors", "expected_price_krw_per_m2", 0),
    ],
)
def test_every_price_of_land_is_looked_at(table, column, number, make_study):
    low, enough = str(LEAST_WON_PER_M2 - 1), str(LEAST_WON_PER_M2)
    assert codes(make_study("a", cells={table: {number: {column: low}}})) == ["price.small"]
    assert codes(make_study("b", cells={table: {number: {column: enough}}})) == []


def test_an_item_is_not_missed_where_costs_could_not_be_read(make_study):
    assert codes(make_study(cells={"costs": {0: {"amount_krw": "?"}}})) == ["quantity.notation"]


def test_without_costs_every_item_is_missing(make_study):
    problems = read_and_check(make_study(rows={"costs": []}))[1]
    found = [problem for problem in problems if problem.code == "cost_rules.item"]
    assert [problem.facts["expected"] for problem in found] == ["-", "-"]


def test_land_handed_over_free_is_no_land_to_sell(make_study):
    free = {k: {"free_supply": "true", "sale_round": "", "owner": ""}
            for k in range(len(TABLES["parcels"]))}  # fmt: skip
    found = codes(make_study(cells={"parcels": free}))
    assert found.count("cost_rules.no_land") == 1
