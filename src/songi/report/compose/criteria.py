"""The criteria of the call, what was said of their weights, and the weights that were drawn."""

from __future__ import annotations

from typing import Any

from songi.figures.drivers import Interval, interval_chart
from songi.report.blocks import Block, Cell, DataTable, Figure, Paragraph, Section
from songi.report.compose.contest import evaluated_contest, rows_at_cutoff
from songi.report.compose.figure import result_figure
from songi.report.compose.writer import Writer, columns_of
from songi.report.formats import number_cell, quantity_text


def write_criteria(writer: Writer) -> Section:
    """Return the tree with the stated weights, and the leaves' weights in the whole."""
    rows = contest_criteria(writer)
    how = writer.run.record["options"].get("weights", "stated")
    blocks: list[Block] = [
        Paragraph((writer.say("criteria.intro"), writer.say(f"criteria.weights.{how}")))
    ]
    if rows:
        blocks.append(_tree(writer, rows))
    if writer.shown("criterion_weights"):
        blocks.append(_weights(writer))
    else:
        blocks.append(writer.absent("criterion_weights"))
    return Section("criteria", writer.say("criteria.title"), tuple(blocks))


def contest_criteria(writer: Writer) -> list[Any]:
    """Return the criteria of the evaluated contest, each heading before what is under it."""
    contest = evaluated_contest(writer)
    rows = [
        row
        for row in rows_at_cutoff(writer, "criteria")
        if contest is None or row.contest == contest.id
    ]
    ordered: list[Any] = []

    def visit(parent: str | None) -> None:
        for row in rows:
            if row.parent == parent:
                ordered.append(row)
                visit(row.id)

    visit(None)
    return ordered


def leaf_rows(writer: Writer) -> list[Any]:
    """Return the criteria that are measured, in the order of the tree."""
    rows = contest_criteria(writer)
    parents = {row.parent for row in rows}
    return [row for row in rows if row.id not in parents]


def leaves_of(writer: Writer) -> dict[str, str]:
    """Return the names of the criteria that are measured, by id, in the order of the tree."""
    return {row.id: writer.criteria[row.id] for row in leaf_rows(writer)}


def _tree(writer: Writer, rows: list[Any]) -> DataTable:
    depth: dict[str | None, int] = {None: -1}
    body = []
    for row in rows:
        depth[row.id] = depth[row.parent] + 1
        anchor = writer.row_anchor("criteria", row)
        is_leaf = row.indicator is not None
        body.append(
            (
                Cell(writer.criteria[row.id], trace=anchor, indent=depth[row.id]),
                Cell(
                    quantity_text(row.weight, "score", writer.language)
                    or writer.say("criteria.any_weight")
                ),
                Cell(writer.named("direction", row.direction) if row.direction else ""),
                Cell(writer.named("normalisation", row.normalisation) if is_leaf else ""),
                Cell(writer.named("combine", row.combine) if is_leaf else ""),
                Cell(writer.named("missing", row.missing) if is_leaf else ""),
                writer.basis(row),
            )
        )
    widths = {
        "criterion": 3.0, "stated_weight": 1.2, "direction": 0.9, "normalisation": 1.0,
        "combine": 1.1, "missing": 1.3, "basis": 0.8,
    }  # fmt: skip
    columns = columns_of(writer, widths)
    title, note = writer.say("criteria.tree"), writer.say("criteria.tree_note")
    return DataTable("criteria-tree", title, columns, tuple(body), note=note, dense=True)


def _weights(writer: Writer) -> Figure:
    summary = writer.summary("criterion_weights")
    drawn = set(summary["criterion"].values.tolist())
    names = {leaf: name for leaf, name in leaves_of(writer).items() if leaf in drawn}
    trace = writer.trace("criterion_weights")
    intervals, body = [], []
    for leaf, name in names.items():
        mean, low, high = (float(one) for one in summary.sel(criterion=leaf).values)
        intervals.append(Interval(name, mean, low, high))
        numbers = (
            number_cell(value, "percent", writer.language, trace=trace)
            for value in (mean, low, high)
        )
        body.append((Cell(name), *numbers))
    spread = {"mean": 1.0, "q05": 1.0, "q95": 1.0}
    columns = columns_of(writer, {"criterion": 3.0, **spread}, right=spread)
    return result_figure(
        writer,
        "weights",
        "criteria.drawn",
        "criterion_weights",
        interval_chart(intervals, writer.say("criteria.axis"), number_format=".0%"),
        columns,
        body,
    )
