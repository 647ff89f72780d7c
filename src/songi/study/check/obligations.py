"""Rules on what was promised: by whom, by which contract, in which unit, how far it was kept."""

from __future__ import annotations

from collections.abc import Iterator

from songi.errors import Problem
from songi.study.check.current import current
from songi.study.check.pipeline import SIGNED
from songi.study.check.rows import place_of
from songi.study.model import Study
from songi.study.schema.firms import Event, Fulfilment, Obligation
from songi.study.table import Table

UNIT_OF_KIND = {"investment": "krw", "jobs": "persons"}
"""Units of the promises that are added up by year."""


def promises_are_contracted(study: Study) -> Iterator[Problem]:
    """An investor's promise names the investor and the contract by which it was made."""
    table: Table[Obligation] = current(study, "obligations")
    for row in table:
        if row.party != "investor":
            continue
        if row.investor is None:
            facts = {"came": row.id}
            yield Problem("obligations.no_investor", place_of(table, row, "investor"), facts)
        if row.contract is None:
            facts = {"came": row.id}
            yield Problem("obligations.no_contract", place_of(table, row, "contract"), facts)


def contracts_are_the_party_s(study: Study) -> Iterator[Problem]:
    """What is called a contract is one, of the same investor, and no promise is due before it."""
    events: dict[str, Event] = {row.id: row for row in current(study, "events")}
    table: Table[Obligation] = current(study, "obligations")
    for row in table:
        event = events.get(row.contract or "")
        if event is None:
            continue
        place = place_of(table, row, "contract")
        if event.stage not in SIGNED:
            facts = {"came": f"{event.id} ({event.stage})", "expected": ", ".join(SIGNED)}
            yield Problem("obligations.not_signed", place, facts)
        elif row.investor is not None and event.investor != row.investor:
            facts = {"came": event.investor, "expected": row.investor}
            yield Problem("obligations.other_investor", place, facts)
        elif row.due is not None and row.due < event.happened_on:
            facts = {"came": row.due.isoformat(), "expected": event.happened_on.isoformat()}
            yield Problem("obligations.due_early", place_of(table, row, "due"), facts, "warning")


def promises_have_a_unit(study: Study) -> Iterator[Problem]:
    """An amount promised has a unit, and those that are added up have the same."""
    table: Table[Obligation] = current(study, "obligations")
    for row in table:
        if row.promised is None:
            continue
        place = place_of(table, row, "unit")
        asked = UNIT_OF_KIND.get(row.kind, row.unit)
        if row.unit == "yes_no" and not set(row.promised.ends) <= {0.0, 1.0}:
            yield Problem("obligations.no_unit", place, {"came": row.promised.text})
        elif row.unit != asked:
            facts = {"came": f"{row.kind}: {row.unit}", "expected": asked}
            yield Problem("obligations.unit_of_kind", place, facts)


def what_is_done_or_not_is_told_so(study: Study) -> Iterator[Problem]:
    """The keeping of a promise that is kept or not is told by one or nought."""
    promises: dict[str, Obligation] = {row.id: row for row in current(study, "obligations")}
    table: Table[Fulfilment] = current(study, "fulfilments")
    for row in table:
        promise = promises.get(row.obligation)
        if promise is None or promise.unit != "yes_no":
            continue
        if row.actual.ends[1] > 1:
            facts = {"came": row.actual.text, "expected": promise.id}
            yield Problem("fulfilments.not_yes_no", place_of(table, row, "actual"), facts)


RULES = (
    promises_are_contracted,
    contracts_are_the_party_s,
    promises_have_a_unit,
    what_is_done_or_not_is_told_so,
)
