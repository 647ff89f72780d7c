"""Rules on rows and their ids, in every table."""

from __future__ import annotations

import difflib
from collections.abc import Iterator
from datetime import date
from typing import Any

from songi.errors import Place, Problem
from songi.study.model import Study
from songi.study.schema.base import Row
from songi.study.schema.cells import Refers
from songi.study.table import Table


def place_of(table: Table[Any], row: Row, column: str = "") -> Place:
    """Return where a cell stands."""
    return Place(table.file_of(row), table.line_of(row), column)


def ids_are_unique(study: Study) -> Iterator[Problem]:
    """No two rows have the same id and the same `known_from`; undated ones have their own rule."""
    for table in study.tables.values():
        seen: set[tuple[str, date | None]] = set()
        for row in table.rows:
            version = (row.row_id, row.known_from)
            if version in seen and row.known_from is not None:
                facts = {"came": row.row_id, "expected": ", ".join(row.key)}
                yield Problem("row.duplicate", place_of(table, row, row.key[-1]), facts)
            seen.add(version)


def versions_are_dated(study: Study) -> Iterator[Problem]:
    """A fact with several versions has a date on each but the oldest."""
    for table in study.tables.values():
        undated: set[str] = set()
        for row in table.rows:
            if row.known_from is not None:
                continue
            if row.row_id in undated:
                place = place_of(table, row, "known_from")
                yield Problem("row.undated_version", place, {"came": row.row_id})
            undated.add(row.row_id)


def sources_exist(study: Study) -> Iterator[Problem]:
    """Every source id stands in `sources.toml`."""
    for table in study.tables.values() if study.sources_whole else ():
        for row in table.rows:
            for source in row.source:
                if source not in study.sources:
                    near = difflib.get_close_matches(source, study.sources, n=1)
                    facts = {"came": source, "expected": near[0] if near else "sources.toml"}
                    yield Problem("source.unknown", place_of(table, row, "source"), facts)


def references_exist(study: Study) -> Iterator[Problem]:
    """A cell that names a row of another table names one that exists."""
    for table in study.tables.values():
        for column, refers in table.row_class.columns_marked(Refers).items():
            for row in table.rows:
                for facts in unknown_references(study, refers, getattr(row, column)):
                    yield Problem("reference.unknown", place_of(table, row, column), facts)


def unknown_references(study: Study, refers: Refers, cell: Any) -> Iterator[dict[str, str]]:
    """Give what a cell names and no row has, with the nearest that one has.

    Nothing is told of tables whose rows nobody knows.
    """
    tables = [study.tables[name] for name in refers.tables if name in study.tables]
    if any(table.unread for table in tables):
        return
    known = {name for table in tables for name in (*table.ids, *table.refused)}
    for name in cell if isinstance(cell, tuple) else (cell,) if cell else ():
        if name not in known:
            near = difflib.get_close_matches(name, known, n=1)
            yield {"came": name, "expected": near[0] if near else ", ".join(refers.tables)}


def shared_rows_exist(study: Study) -> Iterator[Problem]:
    """`shared_with` names a row of the same table."""
    for table in study.tables.values():
        known = {*table.ids, *table.refused}
        for row in table.rows:
            if row.shared_with and row.shared_with not in known and not table.unread:
                near = difflib.get_close_matches(row.shared_with, known, n=1)
                facts = {"came": row.shared_with, "expected": near[0] if near else table.name}
                yield Problem("reference.unknown", place_of(table, row, "shared_with"), facts)


RULES = (ids_are_unique, versions_are_dated, sources_exist, references_exist, shared_rows_exist)
