"""From the rules of appraisal to verdicts: what is in force, and whether a gate is asked for."""

from __future__ import annotations

from datetime import date
from typing import Literal, TypeVar

from songi.study.schema.appraisal import AppraisalParameter, AppraisalRegime
from songi.study.schema.money import Cost
from songi.study.schema.projects import Finance, Project
from songi.study.table import Table

Dated = TypeVar("Dated", AppraisalRegime, AppraisalParameter)
Verdict = Literal["passed", "applies", "unclear", "not_asked", "not_in_force"]
Range = tuple[float, float]


def in_force(row: AppraisalRegime | AppraisalParameter, day: date) -> bool:
    """Return whether a rule is in force on a day."""
    begun = row.in_force_from is None or row.in_force_from <= day
    return begun and (row.in_force_until is None or day <= row.in_force_until)


def rules_on(table: Table[Dated], day: date) -> Table[Dated]:
    """Return the rules in force on a day."""
    return table.where(lambda row: in_force(row, day))


def cost_range(costs: Table[Cost], project: str) -> Range:
    """Return the ends of what a project costs by its rows in `costs`, won."""
    ends = [row.amount_krw.ends for row in costs if row.project == project]
    return sum(low for low, _ in ends), sum(high for _, high in ends)


def state_range(financing: Table[Finance] | None, project: str, cost: Range) -> Range:
    """Return the ends of the state's grants to a project, won."""
    low = high = 0.0
    for row in financing or ():
        if row.project != project or row.kind != "grant" or row.provider != "state":
            continue
        if row.amount_krw is not None:
            least, most = row.amount_krw.ends
        elif row.share_of_cost is not None:
            share = row.share_of_cost.ends
            least, most = share[0] * cost[0], share[1] * cost[1]
        else:
            continue
        low, high = low + least, high + most
    return low, high


def verdict(
    rule: AppraisalRegime, project: Project, cost: Range, state: Range, day: date
) -> tuple[Verdict, str]:
    """Return whether a rule asks for its gate, and what decides.

    Args:
        rule: the rule.
        project: the project.
        cost: ends of its cost, won.
        state: ends of the state's money in it, won.
        day: on which the rule has to be in force.

    Returns:
        The verdict and its reason: `date`, `applicant`, `kind`, `cost`, `state`, `reading` of the
        law, or `all` that is asked holds.
    """
    if not in_force(rule, day):
        return "not_in_force", "date"
    if project.applicant not in rule.applicants:
        return "not_asked", "applicant"
    if rule.kinds and project.kind not in rule.kinds:
        return "not_asked", "kind"
    below = float("inf") if rule.below_cost_krw is None else rule.below_cost_krw
    tests = [("cost", cost[1] >= rule.from_cost_krw and cost[0] < below,
              cost[0] >= rule.from_cost_krw and cost[1] < below)]  # fmt: skip
    if rule.from_state_krw is not None:
        tests.append(("state", state[1] >= rule.from_state_krw, state[0] >= rule.from_state_krw))
    for reason, possible, _ in tests:
        if not possible:
            return "not_asked", reason
    for reason, _, sure in tests:
        if not sure:
            return "unclear", reason
    return ("applies", "all") if rule.certain else ("unclear", "reading")
