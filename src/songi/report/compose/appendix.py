"""The appendix: the trace of each figure down to rows, and the rows with file, line and source."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import replace

from songi.report.blocks import (
    Block,
    Cell,
    Column,
    DataTable,
    Paragraph,
    Section,
    TraceBlock,
    TracedRows,
)
from songi.report.compose.writer import Writer
from songi.report.formats import text_width
from songi.results.trace import TracedRow
from songi.study.schema.base import Row
from songi.study.table import Table, cell_text

LISTED_AGAIN = 8
"""Most rows that are listed again where an earlier trace has the very same ones."""


def write_traces(writer: Writer) -> Section:
    """Return, for every trace that a chapter asked for, the rows upstream."""
    anchors = _anchors_by_place(writer)
    listed: dict[tuple[tuple[str, str, str], ...], tuple[str, str]] = {}
    blocks: list[Block] = [Paragraph((writer.say("traces.intro"),))]
    for key, (result, labels) in writer.traces.items():
        found = writer.trace_of(key)
        title = writer.result_name(result)
        if labels:
            title += " – " + ", ".join(_label(writer, *pair) for pair in labels.items())
        names = [writer.result_name(name) for name in found.measures if name != result]
        groups = []
        for group in _groups(writer, found.rows, anchors):
            first = listed.setdefault(group.rows, (key, title))
            again = len(group.rows) > LISTED_AGAIN and first[0] != key and not group.whole
            groups.append(replace(group, same_as=first[0], same_title=first[1]) if again else group)
        blocks.append(
            TraceBlock(
                key,
                title,
                result,
                tuple(names),
                tuple(groups),
                writer.view.disclosure(result),
            )
        )
    return Section("traces", writer.say("traces.title"), tuple(blocks))


def write_inputs(writer: Writer) -> Section:
    """Return the rows of the input tables: cells as written, file and line, basis, date, source."""
    blocks: list[Block] = [Paragraph((writer.say("inputs.intro"), writer.notation))]
    tables = writer.run.study.tables
    blocks += [
        _input_table(writer, tables[name]) for name in sorted(tables) if writer.view.rows(name)
    ]
    return Section("inputs", writer.say("inputs.title"), tuple(blocks))


def _input_table(writer: Writer, table: Table) -> DataTable:
    rows = writer.view.rows(table.name)
    own = [name for name in table.row_class.columns() if name not in Row.model_fields]
    own = [
        name
        for name in own
        if name not in table.row_class.key and any(cell_text(getattr(row, name)) for row in rows)
    ]
    body, anchors = [], []
    for row in rows:
        line = table.line_of(row)
        anchors.append(writer.row_anchor(table.name, row))
        body.append(
            (
                Cell(row.row_id),
                *(Cell(cell_text(getattr(row, name))) for name in own),
                Cell(row.known_from.isoformat() if row.known_from else ""),
                writer.basis(row),
                Cell(" | ".join(name for name in row.source if name in writer.view.source_ids)),
                Cell(str(line or ""), line, number_format="0"),
                Cell(row.note),
            )
        )
    columns = (
        Column(writer.say("column.row"), width=2.4),
        *(Column(name, width=_width(getattr(row, name) for row in rows)) for name in own),
        Column(writer.say("column.known_from")),
        Column(writer.say("column.basis"), width=0.9),
        Column(writer.say("column.sources"), width=2.0),
        Column(writer.say("column.line"), align="right", width=0.4),
        Column(writer.say("column.note"), width=3.0, screen_only=True),
    )
    return DataTable(
        f"table-{table.name}",
        f"{writer.input_name(table.name)} ({table.file})",
        columns,
        tuple(body),
        row_anchors=tuple(anchors),
        dense=True,
    )


def _width(cells: Iterable[object]) -> float:
    """Return a column's width by its longest cell, so that reasons get more room than codes."""
    longest = max((text_width(cell_text(cell)) for cell in cells), default=0.0)
    return min(max(longest / 13, 0.9), 4.0)


def _groups(
    writer: Writer, rows: tuple[TracedRow, ...], anchors: dict[tuple[str, str, str], str]
) -> tuple[TracedRows, ...]:
    groups = []
    for table in dict.fromkeys(row.table for row in rows):
        upstream = [row for row in rows if row.table == table]
        named = Counter(row.row_id for row in upstream)
        shown = []
        for row in upstream:
            anchor = anchors.get((table, row.row_id, str(row.known_from)))
            if anchor is not None:
                place = f"{row.file}:{row.line}" if row.line else row.file
                version = f" ({row.known_from})" if named[row.row_id] > 1 else ""
                shown.append((row.row_id + version, anchor, place))
        groups.append(
            TracedRows(
                table,
                writer.input_name(table),
                f"table-{table}",
                tuple(shown),
                len(shown) == len(writer.view.rows(table)),
                len(upstream) - len(shown),
            )
        )
    return tuple(groups)


def _anchors_by_place(writer: Writer) -> dict[tuple[str, str, str], str]:
    return {
        (name, row.row_id, str(row.known_from)): writer.row_anchor(name, row)
        for name in writer.run.study.tables
        for row in writer.view.rows(name)
    }


def _label(writer: Writer, dimension: str, label: str) -> str:
    names = {"bid": writer.bids, "candidate": writer.candidates, "criterion": writer.criteria}
    return names.get(dimension, {}).get(label, label)
