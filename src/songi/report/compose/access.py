"""Access: where candidates and places are, and how long the way between them takes."""

from __future__ import annotations

from typing import Any

import numpy as np
import xarray as xr

from songi.figures.drivers import Interval, interval_chart
from songi.figures.maps import Position, place_map
from songi.report.blocks import Block, Cell, Column, DataTable, Figure, Note, Paragraph, Section
from songi.report.compose.contest import evaluated_contest
from songi.report.compose.figure import result_figure
from songi.report.compose.ground import ground_of
from songi.report.compose.reach import write_reach
from songi.report.compose.writer import Writer
from songi.report.formats import number_cell, quantity_text, unit_name, value_cell

NEAREST = 12
"""How many places the chart of travel times shows."""


def write_access(writer: Writer) -> Section:
    """Return the map, the travel times of the own bid, and the indicators made of them."""
    blocks: list[Block] = [Paragraph((writer.say("access.intro"),))]
    candidates = writer.latest("candidates")
    if not candidates:
        blocks.append(Paragraph((writer.say("access.no_candidates"),)))
        return Section("access", writer.say("access.title"), tuple(blocks))
    blocks.append(_map(writer, candidates))
    if not writer.shown("travel_times"):
        blocks.append(writer.absent("travel_times"))
        return Section("access", writer.say("access.title"), tuple(blocks))
    if any(row.basis == "assumed" for row in writer.latest("travel_bands")):
        speeds = (writer.say("access.assumed"),)
        blocks.append(Note("assumption", writer.say("note.assumption"), speeds))
    own = _own_candidates(writer)
    blocks += write_reach(writer, own)
    blocks += [_nearest_places(writer, candidate) for candidate in own]
    if writer.shown("accessibility"):
        blocks.append(_indicators(writer))
    return Section("access", writer.say("access.title"), tuple(blocks))


def _map(writer: Writer, candidates: list[Any]) -> Figure:
    own = set(_own_candidates(writer))
    where = [
        Position(writer.name_in(row), row.latitude.central, row.longitude.central, row.id in own)
        for row in candidates
    ]
    places = [
        Position(writer.name_in(row), row.latitude.central, row.longitude.central, kind=row.kind)
        for row in writer.latest("places")
    ]
    body = [
        (
            Cell(writer.name_in(row), trace=writer.row_anchor(row.table, row)),
            Cell(writer.named("place", getattr(row, "kind", "candidate"))),
            Cell(quantity_text(row.latitude, "", writer.language), row.latitude.central),
            Cell(quantity_text(row.longitude, "", writer.language), row.longitude.central),
            writer.basis(row),
        )
        for row in [*candidates, *writer.latest("places")]
    ]
    columns = (
        Column(writer.say("column.place"), width=2.2),
        Column(writer.say("column.kind"), width=1.2),
        Column(writer.say("column.latitude"), "°", "right", "0.0000"),
        Column(writer.say("column.longitude"), "°", "right", "0.0000"),
        Column(writer.say("column.basis")),
    )
    title = writer.say("access.map")
    return Figure(
        anchor="figure-map",
        title=title,
        alt=writer.say("access.map_alt"),
        chart=place_map(where, places, writer.language, ground_of(writer)),
        table=DataTable(
            "positions",
            title,
            columns,
            tuple(body),
            note=writer.say("access.positions_note"),
            dense=True,
            on_paper=len(candidates),
        ),
        note=writer.say("access.map_note"),
    )


def _nearest_places(writer: Writer, candidate: str) -> Figure:
    """Return a candidate's way to the places nearest to it, in the order of the mean."""
    times = writer.run["travel_times"].sel(candidate=candidate)
    names = {row.id: writer.name_in(row) for row in writer.latest("places")}
    reached = np.isfinite(times.sel(statistic="mean").values)
    labels = [str(label) for label in times["place"].values[reached] if str(label) in names]
    labels.sort(key=lambda label: float(times.sel(statistic="mean", place=label)))
    trace = writer.trace("travel_times", candidate=candidate)
    intervals, body = [], []
    for label in labels[:NEAREST]:
        mean, low, high = _three(times.sel(place=label))
        intervals.append(Interval(names[label], mean, low, high))
        numbers = (
            number_cell(value, "whole", writer.language, trace=trace) for value in (mean, low, high)
        )
        body.append((Cell(names[label]), *numbers))
    minutes = unit_name("minutes", writer.language)
    columns = (
        Column(writer.say("column.place"), width=3.0),
        *(
            Column(writer.say(f"column.{name}"), minutes, "right")
            for name in ("mean", "q05", "q95")
        ),
    )
    axis = writer.say("access.minutes_axis")
    return result_figure(
        writer,
        f"times-{candidate}",
        "access.nearest",
        "travel_times",
        interval_chart(intervals, axis, number_format=".0f"),
        columns,
        body,
        trace=trace,
        words={"candidate": writer.candidates[candidate]},
    )


def _indicators(writer: Writer) -> DataTable:
    summary = writer.summary("accessibility")
    wanted = {row.id: row for row in writer.latest("access_indicators")}
    labels = [str(label) for label in summary["indicator"].values if str(label) in wanted]
    shown = {str(label) for label in summary["candidate"].values} & set(writer.candidates)
    body = []
    for candidate in (name for name in writer.candidates if name in shown):
        trace = writer.trace("accessibility", candidate=candidate)
        cells = []
        for label in labels:
            mean, low, high = (
                float(one) for one in summary.sel(candidate=candidate, indicator=label).values
            )
            cell = value_cell(mean, wanted[label].figure_unit, writer.language, trace=trace)
            digits = 1 if wanted[label].measure == "e2sfca" else 0
            span = f"{low:,.{digits}f}–{high:,.{digits}f}"
            shape = f'#,##0{".0" if digits else ""}" ({span})"'
            told = f"{mean:,.{digits}f} ({span})"
            cells.append(Cell(told, cell.value, trace, number_format=shape))
        own = candidate in _own_candidates(writer)
        name = Cell(writer.candidates[candidate], tone="own" if own else "")
        body.append((name, *cells))
    columns = (
        Column(writer.say("column.candidate"), width=1.4),
        *(
            Column(
                writer.name_in(wanted[label]),
                unit_name(wanted[label].figure_unit, writer.language),
                "right",
                width=1.3,
            )
            for label in labels
        ),
    )
    return DataTable(
        "accessibility",
        writer.say("access.indicators"),
        columns,
        tuple(body),
        writer.trace("accessibility"),
        note=writer.say("access.indicators_note"),
        disclosure=writer.view.disclosure("accessibility"),
        dense=True,
    )


def _own_candidates(writer: Writer) -> list[str]:
    own = writer.run.study.info.own_bid
    rows = [row for row in writer.latest("bids") if row.id == own]
    contest = evaluated_contest(writer)
    return [
        name
        for row in rows
        if contest is None or row.contest == contest.id
        for name in row.candidates
        if name in writer.candidates
    ]


def _three(times: xr.DataArray) -> tuple[float, float, float]:
    mean, low, high = times.sel(statistic=["mean", "q05", "q95"]).values
    return float(mean), float(low), float(high)
