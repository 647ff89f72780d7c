"""Rules on the options still open to the city, and on how far it could move."""

from __future__ import annotations

import difflib
from collections.abc import Iterator
from typing import Any

from pydantic import ValidationError

from songi.errors import Place, Problem
from songi.study.as_of import known_at
from songi.study.changes import FIXED_COLUMNS, FIXED_TABLES, changed_row
from songi.study.check.rows import place_of, unknown_references
from songi.study.faults import problems_of
from songi.study.model import Study
from songi.study.schema.base import Row
from songi.study.schema.bid import BidOption, FeasibleChange, OptionChange
from songi.study.schema.cells import Refers
from songi.study.settings import Change
from songi.study.table import Table

OWN_TABLES = frozenset({"bid_options", "option_changes", "feasible_changes"})
"""Tables that tell what may be chosen; choosing does not change what there is to choose."""

OPTION_COLUMNS = FIXED_COLUMNS - {"known_from"}
"""Columns that no option changes. When a fact is published may be chosen, what it rests on not."""


def options_change_cells(study: Study) -> Iterator[Problem]:
    """An option changes cells that are there, to what they can hold; never what happened."""
    for table, change in _changes(study):
        yield from _problems_of_change(study, table, change)


def partners_are_others(study: Study) -> Iterator[Problem]:
    """A bid that an option makes join another does not join itself."""
    for table, change in _changes(study):
        target = (change.changed_table, change.column)
        if target == ("bids", "joins") and change.row == change.value.strip():
            place = place_of(table, change, "value")
            yield Problem("options.partner", place, {"came": change.value})


def options_exclude_others(study: Study) -> Iterator[Problem]:
    """No option excludes itself."""
    table: Table[BidOption] | None = study.tables.get("bid_options")
    if table is None:
        return
    for row in table:
        if row.id in row.excludes:
            yield Problem(
                "options.excludes_itself", place_of(table, row, "excludes"), {"came": row.id}
            )


def options_agree(study: Study) -> Iterator[Problem]:
    """Options that change the same cell exclude each other: it cannot hold two values."""
    options: Table[BidOption] | None = study.tables.get("bid_options")
    if options is None:
        return
    excluded = {frozenset((row.id, other)) for row in options for other in row.excludes}
    first: dict[tuple[str, str, str], list[str]] = {}
    for table, change in _changes(study):
        cell = (change.changed_table, change.row, change.column)
        for other in first.get(cell, []):
            if other != change.option and frozenset((other, change.option)) not in excluded:
                facts = {"came": change.option, "expected": other}
                yield Problem("options.conflict", place_of(table, change, "option"), facts)
        first.setdefault(cell, []).append(change.option)


def feasible_changes_are_measured(study: Study) -> Iterator[Problem]:
    """How far the bid could move is said of criteria that are measured, not of headings."""
    table: Table[FeasibleChange] | None = study.tables.get("feasible_changes")
    criteria = study.tables.get("criteria")
    if table is None or criteria is None:
        return
    parents = {row.parent for row in criteria.rows}
    for row in table:
        if row.criterion in parents:
            place = place_of(table, row, "criterion")
            yield Problem("feasible_changes.heading", place, {"came": row.criterion})


def _changes(study: Study) -> Iterator[tuple[Table[OptionChange], OptionChange]]:
    table: Table[OptionChange] | None = study.tables.get("option_changes")
    if table is not None:
        current = known_at(table, None)
        for change in current:
            yield table, change


def _problems_of_change(
    study: Study, table: Table[OptionChange], change: OptionChange
) -> Iterator[Problem]:
    target: Table[Any] | None = study.tables.get(change.changed_table)
    allowed = sorted(set(study.tables) - FIXED_TABLES - OWN_TABLES)
    if target is None or change.changed_table not in allowed:
        facts = {"came": change.changed_table, "expected": ", ".join(allowed)}
        yield Problem("options.table", place_of(table, change, "changed_table"), facts)
        return
    columns = [
        name
        for name in target.row_class.columns()
        if name not in OPTION_COLUMNS and name not in target.row_class.key
    ]
    if change.column not in columns:
        facts = {"came": change.column, "expected": ", ".join(columns)}
        yield Problem("options.column", place_of(table, change, "column"), facts)
        return
    if target.unread or change.row in target.refused:
        return
    if change.row not in target.ids:
        near = difflib.get_close_matches(change.row, target.ids, n=1)
        facts = {"came": change.row, "expected": near[0] if near else change.changed_table}
        yield Problem("options.row", place_of(table, change, "row"), facts)
        return
    yield from _problems_of_value(study, target, change, place_of(table, change, "value"))


def _problems_of_value(
    study: Study, target: Table[Any], change: OptionChange, place: Place
) -> Iterator[Problem]:
    cell = Change(
        table=change.changed_table, id=change.row, column=change.column, value=change.value
    )
    try:
        changed: Row = changed_row(target.get(change.row), cell)
    except ValidationError as error:
        yield from problems_of(error, lambda _: place)
        return
    refers: Refers | None = target.row_class.columns_marked(Refers).get(change.column)
    if refers is None or not any(name in study.tables for name in refers.tables):
        return
    for facts in unknown_references(study, refers, getattr(changed, change.column)):
        yield Problem("reference.unknown", place, facts)


RULES = (
    options_change_cells,
    partners_are_others,
    options_exclude_others,
    options_agree,
    feasible_changes_are_measured,
)
