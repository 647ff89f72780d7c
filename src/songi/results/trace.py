"""Where a figure comes from: the rows and sources upstream of one cell of a result."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from html import escape
from typing import Any

from songi.engine.graph import Dataflow
from songi.study.schema.base import DISCLOSURE_ORDER, DisclosureClass, Row
from songi.study.schema.cells import Labels, Merges
from songi.study.table import Table, cell_text

Selection = dict[str, frozenset[str]]
"""Labels that a cell may depend on, by dimension; a dimension that is absent is unrestricted."""


@dataclass(frozen=True, slots=True)
class TracedRow:
    """A row upstream of a figure.

    Attributes:
        table: its table.
        row_id: its id.
        file: its file.
        line: its line.
        known_from: day from which it could be known.
        basis: `observed`, `estimated` or `assumed`.
        disclosure: who may see it.
        cells: its own cells as written.
        sources: ids of its sources.
    """

    table: str
    row_id: str
    file: str
    line: int | None
    known_from: date | None
    basis: str
    disclosure: DisclosureClass
    cells: dict[str, str]
    sources: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Trace:
    """Everything upstream of a figure.

    Attributes:
        result: name of the result.
        labels: the cell, as far as it was named.
        measures: measures upstream, in the order in which they ran.
        options: options upstream, with their values.
        rows: rows upstream, by table and line.
    """

    result: str
    labels: Mapping[str, str]
    measures: tuple[str, ...]
    options: Mapping[str, Any]
    rows: tuple[TracedRow, ...]

    @property
    def disclosure(self) -> DisclosureClass:
        """The strictest class upstream."""
        classes = [DISCLOSURE_ORDER.index(row.disclosure) for row in self.rows]
        return DISCLOSURE_ORDER[max(classes, default=0)]

    def _repr_html_(self) -> str:
        """Return what a notebook shows: the rows with their cells and sources."""
        lines = "".join(
            f"<tr><td>{row.file}:{row.line}</td><td>{escape(row.row_id)}</td><td>{row.basis}</td>"
            f"<td>{escape(', '.join(f'{k}={v}' for k, v in row.cells.items()))}</td>"
            f"<td>{escape(', '.join(row.sources))}</td></tr>"
            for row in self.rows
        )
        return f"<p><b>{self.result}</b> {dict(self.labels)}</p><table>{lines}</table>"

    @property
    def sources(self) -> tuple[str, ...]:
        """Ids of the sources upstream, each once."""
        return tuple(dict.fromkeys(source for row in self.rows for source in row.sources))


def trace(
    flow: Dataflow,
    values: Mapping[str, Any],
    name: str,
    labels: Mapping[str, str],
    today: date | None = None,
) -> Trace:
    """Trace a cell.

    A cell depends on all rows of its upstream tables, except along the dimensions in which a
    measure is separable: there only rows with its own labels count. What holds for all (a
    deadline, a weight) is traced whole.

    Args:
        flow: the dataflow that ran.
        values: tables, options and results of the run, by name.
        name: the result.
        labels: label of the cell, by dimension; what is not named is not restricted.
        today: day on which embargoes are judged.

    Returns:
        The trace.
    """
    tables = {key: value for key, value in values.items() if isinstance(value, Table)}
    found: dict[tuple[str, int], tuple[Table[Any], Row]] = {}
    visited: set[tuple[str, frozenset[tuple[str, frozenset[str]]]]] = set()
    measures: set[str] = set()
    options: dict[str, Any] = {}

    def visit(need: str, selection: Selection) -> None:
        mark = (need, frozenset(selection.items()))
        if mark in visited:
            return
        visited.add(mark)
        node = flow.nodes.get(need)
        value = values.get(need)
        if node is None:
            if isinstance(value, Table):
                for row in _with_shared(value, _matching(value, selection)):
                    found[need, id(row)] = (value, row)
            elif need in values:
                options[need] = value
            return
        if _is_elsewhere(value, selection):
            return
        measures.add(need)
        kept = selection
        if not isinstance(value, Table):
            separable = set(node.kind.separable)
            kept = {dim: names for dim, names in selection.items() if dim in separable}
        widened = _widened(kept, tables)
        for upstream in node.needs:
            if isinstance(value, Table) and upstream == value.name:
                # A selection of rows passes on those it selected, and no others.
                for row in _with_shared(value, _matching(value, widened)):
                    found[upstream, id(row)] = (value, row)
            else:
                visit(upstream, widened)

    visit(name, _widened({dim: frozenset({label}) for dim, label in labels.items()}, tables))
    rows = [_traced(table, row, today) for table, row in found.values()]
    rows.sort(key=lambda row: (row.table, row.line or 0, row.row_id))
    ordered = tuple(measure for measure in flow.nodes if measure in measures)
    return Trace(name, dict(labels), ordered, options, tuple(rows))


def _matching(table: Table[Any], selection: Selection) -> list[Row]:
    """Return the rows whose labels are among the selected ones."""
    marked = table.row_class.columns_marked(Labels)
    return [
        row
        for row in table.rows
        if all(
            _labels(row, column) & selection[mark.dimension]
            for column, mark in marked.items()
            if mark.dimension in selection and _labels(row, column)
        )
    ]


def _with_shared(table: Table[Any], rows: list[Row]) -> list[Row]:
    """Add the rows whose draws these rows use, and those that are merged into them.

    What they point to decides which draws those are; what is merged into them is part of them.
    """
    rows = _with_merged(table, rows)
    names: set[str] = set()
    waiting = [row.shared_with for row in rows if row.shared_with]
    while waiting:
        name = waiting.pop()
        if name not in names:
            names.add(name)
            waiting += [r.shared_with for r in table.rows if r.row_id == name and r.shared_with]
    return [*rows, *(row for row in table.rows if row.row_id in names and row not in rows)]


def _with_merged(table: Table[Any], rows: list[Row]) -> list[Row]:
    """Add the rows that say that they are merged into one of these."""
    columns = [*table.row_class.columns_marked(Merges)]
    found = [*rows]
    while columns:
        names = {row.row_id for row in found}
        more = [
            row
            for row in table.rows
            if row not in found and names & {getattr(row, column) for column in columns}
        ]
        if not more:
            break
        found += more
    return found


def _widened(selection: Selection, tables: Mapping[str, Table[Any]]) -> Selection:
    """Add the labels a selected row stands for: a bid's candidates, a criterion's indicator."""
    widened = dict(selection)
    for table in tables.values():
        marked = table.row_class.columns_marked(Labels)
        own = marked.get("id")
        if own is None or own.dimension not in selection:
            continue
        rows = [row for row in table.rows if row.id in selection[own.dimension]]
        for column, mark in marked.items():
            if column != "id" and mark.dimension not in selection:
                names = frozenset().union(*(_labels(row, column) for row in rows))
                widened[mark.dimension] = widened.get(mark.dimension, frozenset()) | names
    return widened


def _labels(row: Row, column: str) -> frozenset[str]:
    cell = getattr(row, column)
    if cell is None:
        return frozenset()
    return frozenset(cell) if isinstance(cell, tuple) else frozenset({cell})


def _is_elsewhere(value: Any, selection: Selection) -> bool:
    """Whether a result has a selected dimension but none of the selected labels on it."""
    coords = getattr(value, "coords", {})
    return any(
        dim in coords and not names & {str(label) for label in coords[dim].values.ravel()}
        for dim, names in selection.items()
    )


def _traced(table: Table[Any], row: Row, today: date | None) -> TracedRow:
    cells = {name: cell_text(getattr(row, name)) for name in type(row).own_columns()}
    return TracedRow(
        table.name,
        row.row_id,
        table.file_of(row),
        table.line_of(row),
        row.known_from,
        row.basis,
        effective_disclosure(row, today),
        {name: text for name, text in cells.items() if text},
        row.source,
    )


def effective_disclosure(row: Row, today: date | None) -> DisclosureClass:
    """Return a row's class; an embargo that still holds, or that nobody can judge, closes it."""
    if row.embargo_until is not None and (today is None or today < row.embargo_until):
        return "confidential"
    return row.disclosure
