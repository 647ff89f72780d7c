"""The appendix: the trace of each figure down to rows, and the rows with file, line and source."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
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
from songi.report.compose.names import (
    cell_shown,
    column_name,
    label_name,
    row_called,
    told_columns,
)
from songi.report.compose.sources import source_anchor
from songi.report.compose.writer import Writer
from songi.report.formats import text_width
from songi.results.trace import TracedRow
from songi.study.schema import ROW_CLASSES
from songi.study.schema.base import Row
from songi.study.table import Table, cell_text

LONG, ON_PAPER = 60, 30
"""A table of more rows than `LONG` shows its first `ON_PAPER` on paper; all elsewhere."""

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
            title += " – " + ", ".join(label_name(writer, *pair) for pair in labels.items())
        names = dict.fromkeys(writer.result_name(name) for name in found.measures if name != result)
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
    count, bulk = len(rows), table.row_class.bulk
    rows = rows[:ON_PAPER] if bulk else rows
    own = [name for name in told_columns(table.row_class) if name != "id"]
    told = {name: [cell_shown(writer, row, name) for row in rows] for name in own}
    own = [name for name in own if any(told[name])]
    body, anchors = [], []
    for k, row in enumerate(rows):
        line = table.line_of(row)
        anchors.append(writer.row_anchor(table.name, row))
        body.append(
            (
                Cell(row.row_id),
                *(Cell(told[name][k], title=_as_written(row, name, told[name][k])) for name in own),
                Cell(row.known_from.isoformat() if row.known_from else ""),
                writer.basis(row),
                _sources(writer, row),
                Cell(str(line or ""), line, number_format="0"),
                Cell(row.told("note", writer.language)),
            )
        )
    titles = {name: column_name(writer, name) for name in own}
    columns = (
        Column(writer.say("column.row"), width=_width("", [row.row_id for row in rows])),
        *(Column(titles[name], width=_width(titles[name], told[name])) for name in own),
        Column(writer.say("column.known_from"), width=11.0),
        Column(writer.say("column.basis"), width=9.0),
        Column(writer.say("column.source_numbers"), width=10.0),
        Column(writer.say("column.line"), align="right", width=4.0),
        Column(writer.say("column.note"), width=30.0, screen_only=True),
    )
    files, is_long = ", ".join(table.files), count > LONG
    shown = {"shown": str(min(ON_PAPER, count)), "count": str(count), "file": files}
    cut = "inputs.bulk_rows" if bulk else "inputs.first_rows"
    return DataTable(
        f"table-{table.name}",
        f"{writer.input_name(table.name)} ({files})",
        columns,
        tuple(body),
        note=writer.say(cut, **shown) if is_long else "",
        row_anchors=() if bulk else tuple(anchors),
        dense=True,
        on_paper=ON_PAPER if is_long else None,
    )


def _as_written(row: Row, column: str, told: str) -> str:
    """Return a cell as it is written where it is told otherwise; empty for a translated text."""
    written = cell_text(getattr(row, column, None))
    return written if written != told and " " not in written else ""


def _sources(writer: Writer, row: Row) -> Cell:
    """Return the numbers of a row's sources, with a link to the first."""
    known = [name for name in row.source if name in writer.source_numbers]
    numbers = ", ".join(str(writer.source_numbers[name]) for name in known)
    return Cell(numbers, trace=source_anchor(known[0]) if known else "")


def _width(title: str, cells: Iterable[str]) -> float:
    """Return a column's width by its longest cell, so that reasons get more room than codes."""
    texts = [*cells]
    longest = max(map(text_width, texts), default=0.0)
    words = [word for text in [title, *texts] for word in text.split()]
    word = max(map(text_width, words), default=0.0)
    return 1.0 + max(min(word, 16.0), min(longest, 12.0), min(longest / 2.5, 38.0))


def _groups(
    writer: Writer, rows: tuple[TracedRow, ...], anchors: dict[tuple[str, str, str], str]
) -> tuple[TracedRows, ...]:
    groups = []
    for table in dict.fromkeys(row.table for row in rows):
        upstream = [row for row in rows if row.table == table]
        if ROW_CLASSES[table].bulk:
            groups.append(_bulk_group(writer, table, upstream))
            continue
        named = Counter(row.row_id for row in upstream)
        shown = []
        for row in upstream:
            anchor = anchors.get((table, row.row_id, str(row.known_from)))
            if anchor is not None:
                place = f"{row.file}:{row.line}" if row.line else row.file
                known = writer.date_text(row.known_from)
                version = f" ({known})" if named[row.row_id] > 1 else ""
                name = row_called(writer, table, row.row_id)
                shown.append((name + version, anchor, place))
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


def _bulk_group(writer: Writer, table: str, upstream: Sequence[TracedRow]) -> TracedRows:
    """Return rows too many to be listed as their number and their file."""
    visible, anchor = len(writer.view.rows(table)), f"table-{table}"
    shown = min(len(upstream), visible)
    files = ", ".join(dict.fromkeys(row.file for row in upstream))
    return TracedRows(
        table,
        writer.input_name(table),
        anchor,
        ((files, anchor, files),) if shown else (),
        shown == visible,
        len(upstream) - shown,
        bulk=shown,
    )


def _anchors_by_place(writer: Writer) -> dict[tuple[str, str, str], str]:
    return {
        (name, row.row_id, str(row.known_from)): writer.row_anchor(name, row)
        for name in writer.run.study.tables
        for row in writer.view.rows(name)
    }
