"""Who gets which benefit, and which sets of regimes and benefits are lawful."""

import pytest

from songi.study.incentives import (
    Taker,
    exclusion_groups,
    lawful_choices,
    lawful_sets,
    standing_of,
    verdict_on,
)
from songi.study.schema.incentives import Incentive, IncentiveLimit, RegimePair
from songi.study.schema.money import Regime
from study.made_up import named, row
from study.made_up_incentives import incentive, limit

PLANT = Taker("mid", "manufacturing", "new", 2026, False, False, frozenset(("strategic",)))
NOBODY_KNOWS = Taker(None, None, None, None, None, None)


def benefit(row_id="b", kind="tax_credit", **cells):
    filled = incentive(row_id, kind, **cells)
    return Incentive.model_validate({name: text for name, text in filled.items() if text})


def rule(**cells):
    filled = limit("l", "b", **cells)
    return IncentiveLimit.model_validate({name: text for name, text in filled.items() if text})


@pytest.mark.parametrize(
    ("cells", "standing", "reason"),
    [
        ({}, "certain", ""),
        ({"sizes": "sme"}, "not_available", "size"),
        ({"sizes": "mid|large"}, "certain", ""),
        ({"activities": "research"}, "not_available", "activity"),
        ({"technologies": "middle"}, "not_available", "technology"),
        ({"takers": "foreign_invested"}, "not_available", "not_foreign"),
        ({"takers": "venture"}, "not_available", "not_venture"),
        ({"takers": "developer"}, "not_available", "not_tenant"),
        ({"until_on": "2025-12-31"}, "not_available", "out_of_time"),
        ({"until_on": "2026-01-31"}, "certain", ""),
        ({"from_on": "2027-01-01"}, "not_available", "out_of_time"),
        ({"standing": "doubtful"}, "not_available", "doubtful"),
        ({"standing": "discretion"}, "conditional", "discretion"),
        ({"regime": "granted"}, "certain", ""),
        ({"regime": "hoped"}, "conditional", "regime_open"),
        ({"regime": "lost"}, "not_available", "regime_refused"),
    ],
)
def test_how_a_benefit_stands_for_a_plant(cells, standing, reason):
    regimes = {"granted": "certain", "hoped": "conditional", "lost": "not_available"}
    assert verdict_on(benefit(**cells), PLANT, (), regimes) == (standing, reason)


@pytest.mark.parametrize(
    ("cells", "reason"),
    [
        ({"sizes": "sme"}, "unknown_size"),
        ({"activities": "research"}, "unknown_activity"),
        ({"technologies": "middle"}, "unknown_technology"),
        ({"takers": "foreign_invested"}, "unknown_foreign"),
        ({"takers": "venture"}, "unknown_venture"),
    ],
)
def test_what_is_not_known_makes_a_benefit_conditional_never_certain(cells, reason):
    assert verdict_on(benefit(**cells), NOBODY_KNOWS, (), {}) == ("conditional", reason)


@pytest.mark.parametrize(
    ("cells", "standing"),
    [
        ({}, "not_available"),
        ({"sizes": "sme"}, "certain"),
        ({"moves": "expanding"}, "certain"),
        ({"sizes": "mid", "moves": "new"}, "not_available"),
        ({"sizes": "mid", "certain": "false"}, "conditional"),
        ({"sizes": "mid", "regimes": "urban"}, "certain"),
        ({"sizes": "mid", "regimes": "hoped"}, "conditional"),
        ({"sizes": "mid", "until_on": "2025-12-31"}, "certain"),
    ],
)
def test_a_limit_takes_away_from_whom_it_names(cells, standing):
    regimes = {"urban": "certain", "hoped": "conditional"}
    assert verdict_on(benefit(), PLANT, [rule(**cells)], regimes).standing == standing
    unknown = verdict_on(benefit(), NOBODY_KNOWS, [rule(sizes="sme")], regimes)
    assert unknown == ("conditional", "limit_unclear")


def regime(status, contest=""):
    cells = named("r", article="art. 1", status=status, since="", contest=contest)
    return Regime.model_validate({name: text for name, text in cells.items() if text})


def test_the_option_decides_of_a_regime_that_a_contest_awards():
    assert standing_of(regime("granted"), "not_designated") == "certain"
    assert standing_of(regime("planned"), "designated") == "conditional"
    assert standing_of(regime("rejected", "c1"), "as_drawn") == "not_available"
    assert standing_of(regime("rejected", "c1"), "designated") == "certain"
    assert standing_of(regime("granted", "c1"), "not_designated") == "not_available"


def test_sets_of_regimes_that_may_not_stack_are_left_out():
    pair = RegimePair.model_validate(
        row(regime="b", other="c", stacks="false", certain="true", article="art. 1")
    )
    assert lawful_sets(("a",), ("b", "c"), ()) == [
        ("a",), ("a", "b"), ("a", "c"), ("a", "b", "c")
    ]  # fmt: skip
    assert lawful_sets(("a",), ("b", "c"), [pair]) == [("a",), ("a", "b"), ("a", "c")]
    # What holds already holds, whatever the table says.
    assert lawful_sets(("b", "c"), ("d",), [pair]) == [("b", "c"), ("b", "c", "d")]


def test_of_benefits_that_exclude_each_other_every_largest_choice_is_lawful():
    rows = [benefit("a", excludes="b|c"), benefit("b"), benefit("c"), benefit("d")]
    assert set(lawful_choices(rows)) == {frozenset("ad"), frozenset("bcd")}
    assert lawful_choices(rows[1:]) == [frozenset("bcd")]
    assert lawful_choices([]) == [frozenset()]
    groups = [sorted(one.id for one in group) for group in exclusion_groups(rows)]
    assert sorted(groups) == [["a", "b", "c"], ["d"]]
