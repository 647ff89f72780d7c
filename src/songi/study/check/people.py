"""Rules on people: flows that say how many, shares that fit, comparisons of like with like."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from songi.errors import Problem
from songi.study.check.current import current, none_refused
from songi.study.check.rows import place_of
from songi.study.model import Study
from songi.study.schema.people import (
    LivingCondition,
    TalentFlow,
    TalentNeed,
    TrainingProgramme,
)
from songi.study.table import Table

ROUNDING = 1e-6
"""Shares may add to so much more than one: published ones are rounded."""


def flows_say_how_many(study: Study) -> Iterator[Problem]:
    """A flow has a number or a rate, not both: graduates a number, leaving a rate."""
    table: Table[TalentFlow] = current(study, "talent_flows")
    allowed = {
        "graduates": {("persons_per_year",)},
        "retirement": {("rate",)},
        "migration": {("persons_per_year",), ("rate",)},
    }
    for row in table:
        has = tuple(one for one in ("persons_per_year", "rate") if getattr(row, one) is not None)
        if has not in allowed[row.kind]:
            wanted = " | ".join(sorted(one for (one,) in allowed[row.kind]))
            facts = {"came": " + ".join(has) or "-", "expected": wanted}
            yield Problem("people.flow", place_of(table, row, "persons_per_year"), facts)


def only_migration_is_negative(study: Study) -> Iterator[Problem]:
    """Graduates and leavers are never fewer than none."""
    table: Table[TalentFlow] = current(study, "talent_flows")
    for row in table:
        column = "rate" if row.kind == "retirement" else "persons_per_year"
        cell = getattr(row, column)
        if row.kind != "migration" and cell is not None and cell.ends[0] < 0:
            facts = {"came": cell.text, "expected": "0"}
            yield Problem("people.negative_flow", place_of(table, row, column), facts)


def spans_end_after_they_begin(study: Study) -> Iterator[Problem]:
    """A flow and a programme end in the year they begin or later."""
    for name in ("talent_flows", "training_programmes"):
        table: Table[TalentFlow | TrainingProgramme] = current(study, name)
        for row in table:
            first, last = row.from_year, row.until_year
            if first is not None and last is not None and last < first:
                facts = {"came": last, "expected": first}
                yield Problem("people.span", place_of(table, row, "until_year"), facts)


def shares_of_jobs_fit(study: Study) -> Iterator[Problem]:
    """The shares of a kind of tenant's jobs can add to one: none of them all too large or small."""
    if not none_refused(study, "talent_needs"):
        return
    table: Table[TalentNeed] = current(study, "talent_needs")
    rows: dict[str, list[TalentNeed]] = defaultdict(list)
    for row in table:
        rows[row.firm_type].append(row)
    for mine in rows.values():
        low, high = (sum(row.share_of_jobs.ends[end] for row in mine) for end in (0, 1))
        if low > 1 + ROUNDING or high < 1 - ROUNDING:
            facts = {"came": f"{low:g}~{high:g}", "expected": "1"}
            place = place_of(table, mine[-1], "share_of_jobs")
            yield Problem("people.shares", place, facts)


def places_are_of_one_level(study: Study) -> Iterator[Problem]:
    """Places that are compared are of one level; the mean of a province is a reference."""
    first: dict[str, str] = {}
    table: Table[LivingCondition] = current(study, "living_conditions")
    for row in table:
        if row.role == "place" and first.setdefault(row.indicator, row.level) != row.level:
            facts = {"came": row.level, "expected": first[row.indicator]}
            yield Problem("people.levels_mixed", place_of(table, row, "level"), facts)


def living_is_measured_alike(study: Study) -> Iterator[Problem]:
    """Figures of one indicator have one unit and one direction."""
    table: Table[LivingCondition] = current(study, "living_conditions")
    for column in ("unit", "direction"):
        first: dict[str, str] = {}
        for row in table:
            came = getattr(row, column)
            if first.setdefault(row.indicator, came) != came:
                facts = {"came": came, "expected": first[row.indicator]}
                yield Problem("people.units_mixed", place_of(table, row, column), facts)


RULES = (
    flows_say_how_many,
    only_migration_is_negative,
    spans_end_after_they_begin,
    shares_of_jobs_fit,
    places_are_of_one_level,
    living_is_measured_alike,
)
