"""Cells that are changed in memory: what a scenario or an option supposes, and nothing else."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from pydantic import ValidationError

from songi.errors import SongiError
from songi.study.model import Study
from songi.study.schema.base import Row
from songi.study.settings import Change
from songi.study.table import Table, cell_text, shared_roots

FIXED_TABLES = frozenset({"outcomes"})
"""Tables of what happened; one may suppose other inputs, not another past."""

FIXED_COLUMNS = frozenset({"source", "known_from", "basis", "disclosure", "embargo_until"})
"""Columns that say where a row comes from; a change writes `basis` and `source` itself."""


class ChangeError(SongiError, LookupError):
    """A change names a cell that the study does not have, or a value that the cell cannot hold."""


def with_changes(study: Study, changes: Iterable[Change]) -> Study:
    """Return the study with some cells changed; every cell keeps its stream.

    Args:
        study: the study.
        changes: the cells and what they hold instead; every version of the row is changed.

    Returns:
        The changed study; the study itself where nothing is changed.

    Raises:
        ChangeError: no such table, row or column, or a value that the cell cannot hold.
    """
    for change in changes:
        table: Table[Any] | None = study.tables.get(change.table)
        known = table is not None and change.column in table.row_class.columns()
        if table is None or not known or change.id not in table.ids:
            message = f"the study has no cell {change.table} '{change.id}' {change.column}"
            raise ChangeError(message)
        study = study.with_table(_with_cell(table, change))
    return study


def changed_row(row: Row, change: Change, sources: Iterable[str] = ()) -> Row:
    """Return the row with one cell changed; it now rests on an assumption, and says so.

    Args:
        row: the row.
        change: the column and what it holds instead.
        sources: further sources of the row.

    Returns:
        The changed row.

    Raises:
        ValidationError: the cell cannot hold the value.
    """
    columns = type(row).columns()
    cells = {name: cell_text(getattr(row, name)) for name in columns}
    cells[change.column] = cell_text(change.value)
    cells["basis"] = "assumed"
    cells["source"] = "|".join(dict.fromkeys((*row.source, *sources)))
    return type(row).model_validate({name: text for name, text in cells.items() if text})


def _with_cell(table: Table[Any], change: Change) -> Table[Any]:
    try:
        rows = tuple(
            changed_row(row, change) if row.row_id == change.id else row for row in table.rows
        )
    except ValidationError as error:
        message = f"{change.table} '{change.id}' {change.column} cannot hold '{change.value}'"
        raise ChangeError(message) from error
    return replace(table, rows=rows, roots=shared_roots(rows)[0])
