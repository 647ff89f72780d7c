"""Reach: what lies within half an hour, an hour and an hour and a half of the own candidate."""

from __future__ import annotations

from typing import Any

import numpy as np

from songi.figures.drivers import Interval, interval_chart
from songi.figures.maps import Position
from songi.figures.reach import isochrone_map
from songi.measures.reach import LIMITS
from songi.report.blocks import Block, Cell, Column, DataTable, Figure, Note, Paragraph
from songi.report.compose.figure import result_figure
from songi.report.compose.writer import STATISTICS, Writer
from songi.report.formats import number_cell, unit_name
from songi.results.claims import Blank

HOUR = 60


def write_reach(writer: Writer, own: list[str]) -> list[Block]:
    """Return what the own candidates reach, and how the others stand beside them."""
    if not writer.shown("reach"):
        return []
    blocks: list[Block] = [_roads_told(writer)]
    opportunities = [str(one) for one in writer.run["reach"]["opportunity"].values]
    for candidate in own:
        blocks.append(_lead(writer, candidate, opportunities))
        if writer.shown("hexagon_times"):
            blocks.append(_isochrones(writer, candidate))
        blocks.append(_reached(writer, candidate, opportunities))
    if "people" in opportunities:
        blocks.append(_beside_others(writer))
    return blocks


def _roads_told(writer: Writer) -> Note:
    """Say whether times come from roads."""
    if not writer.shown("timed_on_roads"):
        return Note("assumption", writer.say("note.assumption"), (writer.say("access.no_roads"),))
    timed = writer.run["timed_on_roads"].values
    share = f"{100 * float(np.mean(timed)):.0f}%"
    text = writer.say("access.on_roads", share=share)
    return Note("assumption", writer.say("note.assumption"), (text,))


def _lead(writer: Writer, candidate: str, opportunities: list[str]) -> Paragraph:
    told = []
    for one in ("people", "beds"):
        if one in opportunities:
            cell: dict[str, Any] = {"candidate": candidate, "opportunity": one, "limit": HOUR}
            blanks = {
                name: Blank("reach", {**cell, "statistic": statistic}, form="whole")
                for name, statistic in zip(("mean", "low", "high"), STATISTICS, strict=True)
            }
            name = writer.candidates[candidate]
            told.append(writer.claim(f"access.lead_{one}", blanks, candidate=name))
    if "trial_centre" not in opportunities:
        told.append(writer.say("access.no_trial_centres"))
    return Paragraph(tuple(told))


def _isochrones(writer: Writer, candidate: str) -> Figure:
    found = writer.run["hexagon_times"].sel(candidate=candidate)
    minutes = {
        str(cell): float(value)
        for cell, value in zip(found["hexagon"].values, found.values, strict=True)
    }
    rows = {row.id: row for row in writer.latest("candidates")}
    names = [candidate, *(name for name in rows if name != candidate)]
    where = [
        Position(
            writer.name_in(rows[name]), rows[name].latitude.central, rows[name].longitude.central,
            name == candidate,
        )
        for name in names
    ]  # fmt: skip
    trace = writer.trace("hexagon_times", candidate=candidate)
    values = found.values
    body = [
        (
            Cell(writer.say("access.up_to", minutes=f"{limit:g}")),
            number_cell(float((values <= limit).sum()), "whole", writer.language, trace=trace),
        )
        for limit in LIMITS
    ]
    columns = (
        Column(writer.say("access.time"), width=1.5),
        Column(writer.say("access.hexagons"), unit_name("count", writer.language), "right"),
    )
    return result_figure(
        writer,
        f"isochrones-{candidate}",
        "access.isochrones",
        "hexagon_times",
        isochrone_map(minutes, LIMITS, where, writer.language),
        columns,
        body,
        trace=trace,
        words={"candidate": writer.candidates[candidate]},
    )


def _reached(writer: Writer, candidate: str, opportunities: list[str]) -> DataTable:
    summary = writer.run["reach"].sel(candidate=candidate, statistic=[*STATISTICS])
    trace = writer.trace("reach", candidate=candidate)
    body = []
    for one in opportunities:
        cells = [_spanned(writer, summary.sel(opportunity=one, limit=int(limit)).values, trace)
                 for limit in LIMITS]  # fmt: skip
        body.append((Cell(_opportunity(writer, one)), *cells))
    columns = (
        Column(writer.say("access.opportunity"), width=1.6),
        *(
            Column(writer.say("access.up_to", minutes=f"{limit:g}"), "", "right")
            for limit in LIMITS
        ),
    )
    return DataTable(
        f"reach-{candidate}",
        writer.say("access.reached", candidate=writer.candidates[candidate]),
        columns,
        tuple(body),
        trace,
        note=writer.say("access.reached_note"),
        disclosure=writer.view.disclosure("reach"),
        dense=True,
    )


def _beside_others(writer: Writer) -> Figure:
    """Return people within an hour, candidate by candidate, the most first."""
    found = writer.run["reach"].sel(opportunity="people", limit=HOUR, statistic=[*STATISTICS])
    shown = [str(one) for one in found["candidate"].values if str(one) in writer.candidates]
    shown.sort(key=lambda one: -float(found.sel(candidate=one, statistic="mean")))
    intervals, body = [], []
    for one in shown:
        mean, low, high = (float(value) for value in found.sel(candidate=one).values)
        intervals.append(Interval(writer.candidates[one], mean / 1e6, low / 1e6, high / 1e6))
        trace = writer.trace("reach", candidate=one)
        cells = (number_cell(value, "whole", writer.language, trace=trace)
                 for value in (mean, low, high))  # fmt: skip
        body.append((Cell(writer.candidates[one]), *cells))
    persons = unit_name("persons", writer.language)
    columns = (
        Column(writer.say("column.candidate"), width=2.0),
        *(Column(writer.say(f"column.{name}"), persons, "right") for name in STATISTICS),
    )
    axis = writer.say("access.million_people")
    return result_figure(
        writer,
        "people-within-an-hour",
        "access.people_beside",
        "reach",
        interval_chart(intervals, axis, number_format=".1f"),
        columns,
        body,
    )


def _opportunity(writer: Writer, one: str) -> str:
    topic = "access" if one in {"people", "beds"} else "place"
    return writer.named(topic, one)


def _spanned(writer: Writer, values: Any, trace: str) -> Cell:
    mean, low, high = (float(value) for value in values)
    cell = number_cell(mean, "whole", writer.language, trace=trace)
    if round(low) == round(high):
        return cell
    return Cell(f"{cell.text} ({low:,.0f}–{high:,.0f})", cell.value, trace)
