"""Rules on clinical trials: dates, centres that recruit, counts that grow."""

from __future__ import annotations

from collections.abc import Iterator

from songi.errors import Problem
from songi.study.check.current import are_whole, current
from songi.study.check.rows import place_of
from songi.study.model import Study
from songi.study.schema.trials import Enrolment, Trial, TrialCentre
from songi.study.table import Table


def trials_end_after_they_open(study: Study) -> Iterator[Problem]:
    """A trial's deadline lies after its opening."""
    table: Table[Trial] = current(study, "trials")
    for row in table:
        if row.deadline <= row.opens_on:
            facts = {"came": row.deadline.isoformat(), "expected": row.opens_on.isoformat()}
            yield Problem("trials.deadline", place_of(table, row, "deadline"), facts)


def trials_have_centres_that_recruit(study: Study) -> Iterator[Problem]:
    """Some centre of a trial recruits somebody: else it never reaches its target."""
    table: Table[Trial] = current(study, "trials")
    centres: Table[TrialCentre] = current(study, "trial_centres")
    if not are_whole(study, "trials", "trial_centres"):
        return
    for row in table:
        mine = [one for one in centres if one.trial == row.id and one.role == "taking_part"]
        if not any(_recruits(one) for one in mine):
            facts = {"came": row.id, "expected": ", ".join(one.id for one in mine) or "-"}
            place = place_of(table, row, "target_patients")
            yield Problem("trials.never", place, facts, "warning")
            continue
        for one in mine:
            if not _recruits(one):
                place = place_of(centres, one, "rate_per_month")
                yield Problem("trials.recruits_nobody", place, {"came": one.id}, "warning")


def counts_come_after_opening(study: Study) -> Iterator[Problem]:
    """A centre opens in its trial, and is counted after that, at a centre that can recruit."""
    table: Table[Enrolment] = current(study, "enrolments")
    centres: dict[str, TrialCentre] = {row.id: row for row in current(study, "trial_centres")}
    trials: dict[str, Trial] = {row.id: row for row in current(study, "trials")}
    for row in table:
        if row.counted_on <= row.opened_on:
            facts = {"came": row.counted_on.isoformat(), "expected": row.opened_on.isoformat()}
            yield Problem("trials.counted_early", place_of(table, row, "counted_on"), facts)
        centre = centres.get(row.trial_centre)
        if centre is None:
            continue
        trial = trials.get(centre.trial)
        if trial is not None and row.opened_on < trial.opens_on:
            facts = {"came": row.opened_on.isoformat(), "expected": trial.opens_on.isoformat()}
            yield Problem("trials.opened_early", place_of(table, row, "opened_on"), facts)
        if centre.role != "taking_part":
            place = place_of(table, row, "trial_centre")
            yield Problem("trials.not_taking_part", place, {"came": centre.id})
        elif row.patients and centre.rate_per_month.ends[1] <= 0:
            place = place_of(table, row, "patients")
            facts = {"came": row.patients, "expected": centre.rate_per_month.text}
            yield Problem("trials.patients_of_none", place, facts)


def counts_grow(study: Study) -> Iterator[Problem]:
    """A later count of a centre is no smaller: patients are counted from its opening."""
    table: Table[Enrolment] = current(study, "enrolments")
    before: dict[str, Enrolment] = {}
    for row in sorted(table, key=lambda one: one.counted_on):
        last = before.get(row.trial_centre)
        if last is not None and row.patients < last.patients:
            facts = {"came": row.patients, "expected": f"{last.counted_on}: {last.patients}"}
            yield Problem("trials.counts_fall", place_of(table, row, "patients"), facts)
        before[row.trial_centre] = row


def _recruits(row: TrialCentre) -> bool:
    return row.rate_per_month.ends[1] > 0 and row.approval.ends[1] > 0


RULES = (
    trials_end_after_they_open,
    trials_have_centres_that_recruit,
    counts_come_after_opening,
    counts_grow,
)
