"""What is assumed or estimated, and which results hang on it."""

from __future__ import annotations

from songi.report.blocks import Block, Cell, DataTable, Heading, Paragraph, Section
from songi.report.compose.names import column_name, row_name, unit_of
from songi.report.compose.writer import Writer, columns_of, joined
from songi.report.formats import BARE, MONEY, quantity_text
from songi.study.schema.base import Row
from songi.study.schema.cells import Bounds, Refers

HEADLINES = (
    "selection_share", "rank_acceptability", "score_contributions", "leave_one_out", "hindcast",
    "criterion_weights", "bid_values", "accessibility", "travel_times", "prospects",
    "investor_forecast", "kind_verdicts", "obligation_status",
)  # fmt: skip
"""Results that are named where they hang on a row; what lies between them is left out."""


def write_assumptions(writer: Writer) -> Section:
    """Return every assumed row, every estimated one, and what hangs on each."""
    blocks: list[Block] = [Paragraph((writer.say("assumptions.intro"),))]
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
    for name, table in sorted(writer.run.study.tables.items()):
        rows = [row for row in writer.view.rows(name) if row.basis == basis]
        # Of rows too many to be listed the first stands for all.
        for row in rows[:1] if table.row_class.bulk else rows:
            groups.setdefault(hanging.get((name, row.row_id), ()), []).append((name, row))
    return dict(sorted(groups.items(), key=lambda item: -len(item[0])))


def _table(
    writer: Writer, anchor: str, results: tuple[str, ...], rows: list[tuple[str, Row]]
) -> DataTable:
    body = tuple(
        (
            Cell(writer.input_name(table)),
            _named(writer, table, row),
            Cell("" if type(row).bulk else _values(writer, row)),
            Cell(row.told("note", writer.language)),
        )
        for table, row in rows
    )
    columns = columns_of(writer, {"table": 0.9, "row": 1.6, "value": 1.6, "note": 3.2})
    if not any(cells[2].text for cells in body):
        body = tuple((*cells[:2], *cells[3:]) for cells in body)
        columns = (*columns[:2], *columns[3:])
    named = joined(writer.result_name(name) for name in results)
    title = writer.say("assumptions.hang", results=named or writer.say("assumptions.nothing"))
    return DataTable(anchor, title, columns, body, dense=True)


def _named(writer: Writer, table: str, row: Row) -> Cell:
    """Return a row's name; how many rows of its basis there are where one stands for all."""
    if not type(row).bulk:
        return Cell(row_name(writer, row), trace=writer.row_anchor(table, row))
    count = sum(one.basis == row.basis for one in writer.view.rows(table))
    return Cell(writer.say("word.row_count", count=f"{count:,}"), trace=f"table-{table}")


def _results_by_row(writer: Writer) -> dict[tuple[str, str], tuple[str, ...]]:
    """Return the headline results that hang on each row."""
    found: dict[tuple[str, str], list[str]] = {}
    for result in HEADLINES:
        if writer.shown(result):
            for key in {(row.table, row.row_id) for row in writer.view.trace(result).rows}:
                found.setdefault(key, []).append(result)
    return {key: tuple(results) for key, results in found.items()}


def _values(writer: Writer, row: Row) -> str:
    """Return the cells that hold numbers, each with its unit and, of several, what it is of."""
    marked = type(row).columns_marked(Refers)
    bounds = type(row).columns_marked(Bounds)
    cells = {name: cell for name, cell in row.quantities().items() if name not in marked}
    told = {}
    for name, cell in cells.items():
        is_value = name == "value"
        unit = str(getattr(row, "unit", "")) if is_value else bounds[name].unit
        shown = unit_of(writer, row) if is_value and unit not in MONEY | BARE else ""
        told[name] = quantity_text(cell, unit, writer.language, shown)
    if len(told) == 1:
        return next(iter(told.values()))
    return joined(f"{column_name(writer, name)} {text}" for name, text in told.items())
