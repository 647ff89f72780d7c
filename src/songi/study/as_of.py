"""What was known on a day: rows by the day they could be known, never by the year they describe."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import TypeVar

from songi.study.schema.base import Row
from songi.study.table import Table, shared_roots

RowT = TypeVar("RowT", bound=Row)


def known_at(table: Table[RowT], day: date | None) -> Table[RowT]:
    """Return the rows known on a day, of each fact the version known last.

    Args:
        table: rows of any number of versions (same id, different `known_from`).
        day: the day; without one, everything counts.

    Returns:
        One row per id. On a day, rows whose `known_from` is empty are left out: nobody can tell
        whether they could be known. Without a day they count as the oldest version.
    """
    latest: dict[str, RowT] = {}
    for row in table.rows:
        if day is not None and (row.known_from is None or row.known_from > day):
            continue
        rival = latest.get(row.row_id)
        if rival is None or (row.known_from or date.min) > (rival.known_from or date.min):
            latest[row.row_id] = row
    chosen = set(map(id, latest.values()))
    return _kept(table, lambda row: id(row) in chosen)


def visible_at(table: Table[RowT], day: date | None) -> Table[RowT]:
    """Return every version of every fact that was known on a day; all of them without a day."""
    if day is None:
        return table
    return _kept(table, lambda row: row.known_from is not None and row.known_from <= day)


def _kept(table: Table[RowT], keep: Callable[[RowT], bool]) -> Table[RowT]:
    """Return these rows, with the sharing of draws that they themselves declare."""
    kept = table.where(keep)
    return replace(kept, roots=shared_roots(kept.rows)[0])
