"""What is assumed or estimated, and which results hang on it."""

from __future__ import annotations

from typing import Any

from songi.report.blocks import Block, Cell, Column, DataTable, Heading, Paragraph, Section
from songi.report.compose.writer import Writer, joined
from songi.study.schema.base import Row
from songi.study.schema.cells import Refers
from songi.study.table import cell_text

HEADLINES = (
    "selection_share", "rank_acceptability", "score_contributions", "leave_one_out", "hindcast",
    "criterion_weights", "bid_values", "accessibility", "travel_times",
)  # fmt: skip
"""Results that are named where they hang on a row; what lies between them is left out."""


def write_assumptions(writer: Writer) -> Section:
    """Return every assumed row, every estimated one, and what hangs on each."""
    blocks: list[Block] = [Paragraph((writer.say("assumptions.intro"), writer.notation))]
    hanging = _results_by_row(writer)
    for basis in ("assumed", "estimated"):
        groups = _groups(writer, basis, hanging)
        if not groups:
            blocks.append(Paragraph((writer.say(f"assumptions.no_{basis}"),)))
            continue
        blocks.append(Heading(writer.say(f"assumptions.{basis}")))
        blocks += [
            _table(writer, f"rows-{basis}-{number}", results, rows)
            for number, (results, rows) in enumerate(groups.items(), start=1)
        ]
    return Section("assumptions", writer.say("assumptions.title"), tuple(blocks))


def _groups(
    writer: Writer, basis: str, hanging: dict[tuple[str, str], tuple[str, ...]]
) -> dict[tuple[str, ...], list[tuple[str, Row]]]:
    """Return the rows of a basis with their tables, by what hangs on them; most results first."""
    groups: dict[tuple[str, ...], list[tuple[str, Row]]] = {}
    for table in sorted(writer.run.study.tables):
        for row in writer.view.rows(table):
            if row.basis == basis:
                groups.setdefault(hanging.get((table, row.row_id), ()), []).append((table, row))
    return dict(sorted(groups.items(), key=lambda item: -len(item[0])))


def _table(
    writer: Writer, anchor: str, results: tuple[str, ...], rows: list[tuple[str, Row]]
) -> DataTable:
    body = tuple(
        (
            Cell(writer.input_name(table)),
            Cell(row.row_id, trace=writer.row_anchor(table, row)),
            Cell(_values(row)),
            Cell(row.note),
        )
        for table, row in rows
    )
    columns = (
        Column(writer.say("column.table"), width=0.9),
        Column(writer.say("column.row"), width=1.5),
        Column(writer.say("column.value"), width=1.5),
        Column(writer.say("column.note"), width=3.2),
    )
    named = joined(writer.result_name(name) for name in results)
    title = writer.say("assumptions.hang", results=named or writer.say("assumptions.nothing"))
    return DataTable(anchor, title, columns, body, dense=True)


def _results_by_row(writer: Writer) -> dict[tuple[str, str], tuple[str, ...]]:
    """Return the headline results that hang on each row."""
    found: dict[tuple[str, str], list[str]] = {}
    for result in HEADLINES:
        if writer.shown(result):
            for key in {(row.table, row.row_id) for row in writer.view.trace(result).rows}:
                found.setdefault(key, []).append(result)
    return {key: tuple(results) for key, results in found.items()}


def _values(row: Row) -> str:
    """Return the cells that hold numbers, as written."""
    marked = type(row).columns_marked(Refers)
    cells: dict[str, Any] = {
        name: cell for name, cell in row.quantities().items() if name not in marked
    }
    texts = [cell_text(cell) for cell in cells.values()]
    if len(texts) == 1:
        return texts[0]
    return joined(f"{name} {cell_text(cell)}" for name, cell in cells.items())
