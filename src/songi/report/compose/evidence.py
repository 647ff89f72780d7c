"""The evidence at the deadline: what was known of whom, and what stands for what was not."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

import numpy as np

from songi.figures.evidence import STATUS_SIGNS, evidence_chart
from songi.report.blocks import Block, Cell, Column, DataTable, Figure, Heading, Paragraph, Section
from songi.report.compose.contest import cutoff_day, cutoff_text
from songi.report.compose.criteria import contest_criteria, leaf_rows, leaves_of
from songi.report.compose.figure import result_figure
from songi.report.compose.writer import Writer, columns_of, joined
from songi.report.formats import (
    number_cell,
    shared_decimals,
    text_width,
    unit_of_cells,
    value_cell,
)


def write_evidence(writer: Writer) -> Section:
    """Return the grid of what was known, the values, the gaps and the rows that came too late."""
    blocks: list[Block] = [
        Paragraph((writer.say("evidence.intro", cutoff=cutoff_text(writer)),)),
    ]
    if writer.shown("evidence_status", "usable_indicators"):
        blocks.append(_grid(writer))
        blocks.append(_usable(writer))
    else:
        blocks.append(writer.absent("evidence_status", "usable_indicators"))
    if writer.shown("observed_values", "evidence_status"):
        blocks.append(_values(writer))
    elif not writer.shown("observed_values"):
        blocks.append(writer.absent("observed_values"))
    indicators = _by_indicator(writer)
    if indicators.rows:
        blocks.append(indicators)
    late = _not_usable(writer)
    if late.rows:
        blocks += [Heading(writer.say("evidence.late_heading")), late]
    return Section("evidence", writer.say("evidence.title"), tuple(blocks))


def _grid(writer: Writer) -> Figure:
    status = writer.run["evidence_status"]
    bids = _entered(writer)
    criteria = leaves_of(writer)
    signs = []
    for criterion, name in criteria.items():
        cells = []
        for bid in bids:
            known = str(status.sel(bid=bid, criterion=criterion).item())
            text = f"{STATUS_SIGNS[known]} {writer.say(f'evidence.short.{known}')}"
            key = writer.trace("evidence_status", criterion=criterion)
            cells.append(Cell(text, known, key, tone=known))  # type: ignore[arg-type]
        signs.append((Cell(name), *cells))
    columns = (
        Column(writer.say("column.criterion"), width=2.4),
        *(Column(name, align="centre", width=0.9) for name in bids.values()),
    )
    return result_figure(
        writer,
        "evidence-grid",
        "evidence.grid",
        "evidence_status",
        evidence_chart(status, bids, criteria, writer.language),
        columns,
        signs,
    )


def _usable(writer: Writer) -> DataTable:
    usable = writer.run["usable_indicators"]
    count = len(_entered(writer))
    trace = writer.trace("usable_indicators")
    body = []
    for row in leaf_rows(writer):
        known = float(usable.sel(criterion=row.id))
        stands = "all" if known >= count else (row.missing if known >= 2 else "nobody")
        body.append(
            (
                Cell(writer.criteria[row.id], trace=writer.row_anchor("criteria", row)),
                number_cell(known, "whole", writer.language, trace=trace),
                number_cell(float(count), "whole", writer.language),
                Cell(writer.say(f"evidence.stands.{stands}")),
            )
        )
    counts = {"known_bids": 0.9, "all_bids": 0.7}
    widths = {"criterion": 2.4, **counts, "stands_for": 3.0}
    columns = columns_of(writer, widths, right=counts)
    return DataTable(
        "usable", writer.say("evidence.usable"), columns, tuple(body), trace, dense=True
    )


def _values(writer: Writer) -> DataTable:
    """Return what was known of each bid, the mean over the draws where it is uncertain."""
    summary = writer.summary("observed_values").sel(statistic="mean")
    status = writer.run["evidence_status"]
    bids = _entered(writer)
    units = units_of(writer)
    body = []
    for row in leaf_rows(writer):
        unit = units.get(row.indicator, "")
        known = {bid: str(status.sel(bid=bid, criterion=row.id).item()) for bid in bids}
        means = {bid: float(summary.sel(bid=bid, criterion=row.id)) for bid in bids}
        values = {bid: np.nan if known[bid] == "unknown" else means[bid] for bid in bids}
        decimals = shared_decimals(values.values(), unit)
        cells = (
            value_cell(
                value,
                unit,
                writer.language,
                trace=_origin(writer, bid, row),
                note=STATUS_SIGNS[known[bid]] if known[bid] != "known" else "",
                decimals=decimals,
            )
            for bid, value in values.items()
        )
        name = Cell(writer.criteria[row.id])
        body.append((name, Cell(unit_of_cells(unit, writer.language)), *cells))
    columns = (
        *columns_of(writer, {"criterion": 2.0, "unit": 0.9}),
        *(
            Column(name, align="right", width=max(0.9, _longest(body, k) / 10))
            for k, name in enumerate(bids.values(), start=2)
        ),
    )
    return DataTable(
        "values",
        writer.say("evidence.values"),
        columns,
        tuple(body),
        writer.trace("observed_values"),
        note=writer.say("evidence.values_note"),
        disclosure=writer.view.disclosure("observed_values"),
        dense=True,
    )


def _longest(rows: Iterable[Sequence[Cell]], column: int) -> float:
    """Return the width of a column's longest cell, in letters."""
    return max((text_width(row[column].text) for row in rows), default=0.0)


def _origin(writer: Writer, bid: str, criterion: Any) -> str:
    """Return where a bid's value comes from: its one row, or the trace of several."""
    members = next(row.candidates for row in writer.latest("bids") if row.id == bid)
    known = {
        row.candidate: row
        for row in _in_time(writer)
        if row.indicator == criterion.indicator and row.candidate in members
    }
    if len(known) == 1:
        return writer.row_anchor("indicators", next(iter(known.values())))
    if known:
        return writer.trace("observed_values", bid=bid, criterion=criterion.id)
    if criterion.indicator in {row.id for row in writer.latest("access_indicators")}:
        return writer.trace("observed_values", bid=bid)
    return writer.trace("usable_indicators")


def _in_time(writer: Writer) -> list[Any]:
    """Return the indicator rows that were public at the cut-off, the latest versions last."""
    cutoff = cutoff_day(writer)
    rows = [
        row
        for row in writer.view.rows("indicators")
        if cutoff is None or (row.known_from is not None and row.known_from <= cutoff)
    ]
    return sorted(rows, key=lambda row: str(row.known_from or ""))


def _by_indicator(writer: Writer) -> DataTable:
    """Return level, basis and dates of the values that could be used, by criterion."""
    rows = _in_time(writer)
    body = []
    for criterion in contest_criteria(writer):
        found = [row for row in rows if row.indicator == criterion.indicator]
        if not found or criterion.indicator is None:
            continue
        dates = sorted(row.known_from for row in found if row.known_from is not None)
        levels = dict.fromkeys(writer.named("level", row.level) for row in found)
        bases = dict.fromkeys(writer.named("basis", row.basis) for row in found)
        span = ""
        if dates:
            span = dates[0].isoformat()
            span += f" – {dates[-1].isoformat()}" if dates[-1] > dates[0] else ""
        body.append(
            (
                Cell(writer.criteria[criterion.id], trace=writer.row_anchor("criteria", criterion)),
                Cell(joined(levels)),
                Cell(joined(bases)),
                Cell(span),
                Cell(joined(dict.fromkeys(writer.sources_text(row) for row in found))),
            )
        )
    widths = {"criterion": 1.7, "level": 0.8, "basis": 0.8, "known_from": 1.1, "sources": 2.6}
    columns = columns_of(writer, widths)
    title, note = writer.say("evidence.indicators"), writer.say("evidence.indicators_note")
    return DataTable("indicators", title, columns, tuple(body), note=note, dense=True)


def _not_usable(writer: Writer) -> DataTable:
    """Return what nobody could know at the cut-off, or of which nobody can tell when."""
    in_time = {id(row) for row in _in_time(writer)}
    wanted = {row.indicator: writer.criteria[row.id] for row in contest_criteria(writer)}
    late: dict[tuple[str, str], list[Any]] = {}
    for row in writer.view.rows("indicators"):
        if id(row) not in in_time and row.indicator in wanted:
            day = writer.date_text(row.known_from)
            late.setdefault((wanted[row.indicator], day), []).append(row)
    body = tuple(
        (
            Cell(criterion, trace=writer.row_anchor("indicators", rows[0])),
            Cell(day),
            Cell(joined(dict.fromkeys(writer.candidate_name(row.candidate) for row in rows))),
        )
        for (criterion, day), rows in sorted(late.items())
    )
    columns = columns_of(writer, {"criterion": 1.6, "known_from": 0.9, "candidates": 3.5})
    return DataTable(
        "late",
        writer.say("evidence.late"),
        columns,
        body,
        note=writer.say("evidence.late_note"),
        dense=True,
    )


def _entered(writer: Writer) -> dict[str, str]:
    """Return the names of the contest's bids that took part in the run."""
    labels = set(writer.run["evidence_status"]["bid"].values.tolist())
    return {bid: name for bid, name in writer.bids.items() if bid in labels}


def units_of(writer: Writer) -> dict[Any, str]:
    """Return the unit of each indicator that the audience may see."""
    units = {row.indicator: row.unit for row in writer.view.rows("indicators")}
    return units | {row.id: row.figure_unit for row in writer.latest("access_indicators")}
