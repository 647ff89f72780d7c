"""Rules on appraisal: thresholds, days in force, rates, weights, and what was passed."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from songi.errors import Problem
from songi.study.appraisal import in_force
from songi.study.check.current import are_whole, current, none_refused
from songi.study.check.rows import place_of
from songi.study.model import Study
from songi.study.schema.appraisal import (
    AHP_WEIGHTS,
    AppraisalParameter,
    AppraisalRegime,
    AppraisedProject,
)
from songi.study.schema.projects import Project
from songi.study.table import Table

WHOLE = 100.0
"""Weights of the AHP's headings are points of a hundred."""

HIGHEST_RATE = 1.0
"""A rate above 100 % a year is a percentage that should be a share."""

SAME_RATE = 1e-9


def gates_have_thresholds_in_order(study: Study) -> Iterator[Problem]:
    """A gate ends above the cost from which it begins; the state's money is part of the cost."""
    table: Table[AppraisalRegime] = current(study, "appraisal_regimes")
    for row in table:
        if row.below_cost_krw is not None and row.below_cost_krw <= row.from_cost_krw:
            facts = {"came": f"{row.below_cost_krw:.0f}", "expected": f"{row.from_cost_krw:.0f}"}
            yield Problem("appraisal.thresholds", place_of(table, row, "below_cost_krw"), facts)
        if row.from_state_krw is not None and row.from_state_krw > row.from_cost_krw:
            facts = {"came": f"{row.from_state_krw:.0f}", "expected": f"{row.from_cost_krw:.0f}"}
            yield Problem("appraisal.state_money", place_of(table, row, "from_state_krw"), facts)


def rules_end_after_they_begin(study: Study) -> Iterator[Problem]:
    """A rule of appraisal ends on the day on which it begins, or later."""
    for name in ("appraisal_regimes", "appraisal_parameters"):
        table: Table[AppraisalRegime] | Table[AppraisalParameter] = current(study, name)
        for row in table:
            if (
                row.in_force_from is not None
                and row.in_force_until is not None
                and row.in_force_until < row.in_force_from
            ):
                came, expected = row.in_force_until.isoformat(), row.in_force_from.isoformat()
                place = place_of(table, row, "in_force_until")
                yield Problem("appraisal.ends_early", place, {"came": came, "expected": expected})


def only_the_preliminary_study_asks_experts(study: Study) -> Iterator[Problem]:
    """Scores of experts (AHP) belong to the preliminary feasibility study."""
    table: Table[AppraisalRegime] = current(study, "appraisal_regimes")
    for row in table:
        if "ahp" in row.measures and row.gate != "preliminary_feasibility":
            place = place_of(table, row, "measures")
            yield Problem("appraisal.experts", place, {"came": row.gate})


def rates_are_shares(study: Study) -> Iterator[Problem]:
    """A discount rate is a share, not a percentage."""
    table: Table[AppraisalParameter] = current(study, "appraisal_parameters")
    for row in table:
        if row.parameter == "social_discount_rate" and row.value.ends[1] > HIGHEST_RATE:
            place = place_of(table, row, "value")
            yield Problem("appraisal.rate", place, {"came": row.value.text})


def expert_weights_add_up(study: Study) -> Iterator[Problem]:
    """The weights of the headings can add up to a hundred, wherever and whenever they hold."""
    if not none_refused(study, "appraisal_parameters"):
        return
    table: Table[AppraisalParameter] = current(study, "appraisal_parameters")
    groups: dict[object, list[AppraisalParameter]] = defaultdict(list)
    for row in table:
        if row.parameter in AHP_WEIGHTS:
            groups[row.area, row.in_force_from, row.in_force_until].append(row)
    for rows in groups.values():
        low = sum(row.value.ends[0] for row in rows)
        high = sum(row.value.ends[1] for row in rows)
        if not low <= WHOLE <= high:
            told = f"{low:g}" if low == high else f"{low:g}..{high:g}"
            facts = {"came": told, "expected": f"{WHOLE:g}"}
            yield Problem("appraisal.weights", place_of(table, rows[-1], "value"), facts)


def appraisals_are_by_the_rule_of_their_day(study: Study) -> Iterator[Problem]:
    """A project was appraised by a rule that was in force, and before it was to be finished."""
    rules = {row.id: row for row in current(study, "appraisal_regimes")}
    table: Table[AppraisedProject] = current(study, "appraised_projects")
    for row in table:
        rule: AppraisalRegime | None = rules.get(row.regime)
        if rule is not None and not in_force(rule, row.passed_on):
            span = f"{rule.in_force_from or '…'} – {rule.in_force_until or '…'}"
            facts = {"came": row.passed_on.isoformat(), "expected": span}
            yield Problem("appraisal.other_day", place_of(table, row, "regime"), facts)
        if row.completion_year.ends[1] < row.passed_on.year:
            facts = {"came": row.completion_year.text, "expected": str(row.passed_on.year)}
            yield Problem("appraisal.completion", place_of(table, row, "completion_year"), facts)


def projects_discount_as_the_rule_says(study: Study) -> Iterator[Problem]:
    """Society's rate of a project is that of the rule in force when the project starts."""
    if not are_whole(study, "appraisal_parameters"):
        return
    rates = [
        row
        for row in current(study, "appraisal_parameters")
        if row.parameter == "social_discount_rate"
    ]
    table: Table[Project] = current(study, "projects")
    for row in table:
        valid = [rate.value for rate in rates if in_force(rate, row.starts_on)]
        if row.social_rate is None:
            continue
        low, high = row.social_rate.ends
        fits = any(
            value.ends[0] - SAME_RATE <= high and low <= value.ends[1] + SAME_RATE
            for value in valid
        )
        if valid and not fits:
            facts = {"came": row.social_rate.text, "expected": valid[0].text}
            place = place_of(table, row, "social_rate")
            yield Problem("appraisal.social_rate", place, facts, "warning")


def projects_are_appraised_over_the_years_of_the_rule(study: Study) -> Iterator[Problem]:
    """A project is appraised over as many years as the rule in force when it starts says."""
    if not are_whole(study, "appraisal_parameters"):
        return
    rules = [
        row for row in current(study, "appraisal_parameters") if row.parameter == "years_appraised"
    ]
    table: Table[Project] = current(study, "projects")
    for row in table:
        valid = [rule.value for rule in rules if in_force(rule, row.starts_on)]
        if valid and not any(one.ends[0] <= row.horizon_years <= one.ends[1] for one in valid):
            facts = {"came": str(row.horizon_years), "expected": valid[0].text}
            place = place_of(table, row, "horizon_years")
            yield Problem("appraisal.years", place, facts, "warning")


RULES = (
    gates_have_thresholds_in_order,
    rules_end_after_they_begin,
    only_the_preliminary_study_asks_experts,
    rates_are_shares,
    expert_weights_add_up,
    appraisals_are_by_the_rule_of_their_day,
    projects_are_appraised_over_the_years_of_the_rule,
    projects_discount_as_the_rule_says,
)
