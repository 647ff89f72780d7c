"""Rules on what happened with investors: stages in order, days, reasons, how firm an amount is."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from songi.errors import Problem
from songi.study.check.current import are_whole, current
from songi.study.check.rows import place_of
from songi.study.histories import LOST, courtships, histories
from songi.study.model import Study
from songi.study.schema.firms import STAGES, ConversionPrior, Event, Investor
from songi.study.table import Table

SIGNED = ("contract", "move_in")
"""Stages of an investor that has signed."""

ON_PAPER = ("mou", "letter", *SIGNED)
"""Stages that come once and in this order; contacts and visits go on all the while."""

DAYS_OF_WHAT_HAPPENED = {
    "events": "happened_on", "fulfilments": "on", "demand_surveys": "asked_on",
}  # fmt: skip
"""Columns that hold the day of something that has happened, by table."""


def stages_follow_each_other(study: Study) -> Iterator[Problem]:
    """No step on paper comes after a later one; the lost begin anew; tenants can only be lost."""
    table: Table[Event] = current(study, "events")
    for history in histories(table).values():
        before: Event | None = None
        for event in history:
            if before is not None:
                yield from _out_of_order(table, before, event)
            before = _furthest(before, event)


def _out_of_order(table: Table[Event], before: Event, event: Event) -> Iterator[Problem]:
    place = place_of(table, event, "stage")
    facts = {"came": _told(event), "expected": _told(before)}
    if before.stage == "lost" and event.stage != "contact":
        yield Problem("events.after_lost", place, facts)
    if before.stage == "move_in" and event.stage != "lost":
        yield Problem("events.after_move_in", place, facts)
    elif 0 <= _step_on_paper(event) < _step_on_paper(before):
        # A memorandum may follow a letter of intent; neither may follow a contract.
        severity = "error" if before.stage in SIGNED else "warning"
        place = place_of(table, event, "happened_on")
        yield Problem("events.order", place, facts, severity)


def _step_on_paper(event: Event) -> int:
    return ON_PAPER.index(event.stage) if event.stage in ON_PAPER else -1


def _furthest(before: Event | None, event: Event) -> Event:
    """Return the event that says how far the investor is; whoever was lost begins anew."""
    if before is None or "lost" in {before.stage, event.stage}:
        return event
    return max(before, event, key=lambda row: STAGES.index(row.stage))


def _told(event: Event) -> str:
    return f"{event.stage} {event.happened_on.isoformat()} ({event.id})"


def days_lie_behind(study: Study) -> Iterator[Problem]:
    """What has happened did so before it was known."""
    for name, column in DAYS_OF_WHAT_HAPPENED.items():
        table = current(study, name)
        for row in table:
            day = getattr(row, column)
            if row.known_from is not None and day > row.known_from:
                facts = {"came": day.isoformat(), "expected": row.known_from.isoformat()}
                yield Problem("row.future", place_of(table, row, column), facts)


def losses_have_a_reason(study: Study) -> Iterator[Problem]:
    """Whoever is lost is lost for a reason."""
    table: Table[Event] = current(study, "events")
    for event in table:
        if event.stage == "lost" and not event.reason.strip():
            yield Problem("events.no_reason", place_of(table, event, "reason"), {"came": event.id})


def amounts_have_a_strength(study: Study) -> Iterator[Problem]:
    """An amount says how firm it is: amounts of different strength are never added."""
    table: Table[Event] = current(study, "events")
    for event in table:
        if event.amount_krw is not None and event.strength is None:
            facts = {"came": event.amount_krw.text}
            yield Problem("events.no_strength", place_of(table, event, "strength"), facts)


def groups_sign_nothing(study: Study) -> Iterator[Problem]:
    """A row that stands for several firms does not sign: whoever signs has a row of its own."""
    investors: dict[str, Investor] = {row.id: row for row in current(study, "investors")}
    table: Table[Event] = current(study, "events")
    for event in table:
        investor = investors.get(event.investor)
        if investor is not None and investor.members > 1 and event.stage in SIGNED:
            facts = {"came": event.stage, "expected": f"{investor.id} ({investor.members})"}
            yield Problem("events.group_signs", place_of(table, event, "stage"), facts)


def steps_taken_are_held_possible(study: Study) -> Iterator[Problem]:
    """No belief rules out a step that a single investor who may want land has taken."""
    beliefs: Table[ConversionPrior] = current(study, "conversion_priors")
    if not len(beliefs) or not are_whole(study, "conversion_priors"):
        return
    events: Table[Event] = current(study, "events")
    investors: Table[Investor] = current(study, "investors")
    alone = {row.id for row in investors if row.members == 1 and row.seeks in {"land", "unknown"}}
    possible = _steps_held_possible(beliefs)
    told: set[tuple[int, int]] = set()
    for investor, history in histories(events).items():
        if investor not in alone:
            continue
        for steps in courtships(history):
            for before, after in pairwise(steps):
                pair = before.stage, after.stage
                if pair in possible or pair in told:
                    continue
                told.add(pair)
                event = next(row for row in history if row.happened_on == after.day)
                facts = {"came": f"{STAGES[pair[0]]} → {STAGES[pair[1]]}"}
                yield Problem("conversion.ruled_out", place_of(events, event, "stage"), facts)


def _steps_held_possible(beliefs: Table[ConversionPrior]) -> set[tuple[int, int]]:
    """Return the steps that have a share; out of a stage, what the shares leave of one is lost."""
    shares: dict[int, dict[int, float]] = {}
    for row in beliefs:
        low, high = row.share.ends
        if high > 0:
            to = shares.setdefault(STAGES.index(row.from_stage), {})
            to[STAGES.index(row.to_stage)] = low
    steps = {(origin, to) for origin, row in shares.items() for to in row}
    return steps | {(origin, LOST) for origin, row in shares.items() if sum(row.values()) < 1}


RULES = (
    steps_taken_are_held_possible,
    stages_follow_each_other,
    days_lie_behind,
    losses_have_a_reason,
    amounts_have_a_strength,
    groups_sign_nothing,
)
