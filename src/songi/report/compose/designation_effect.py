"""What the designation changes: each result on money with it and without it, on the same draws."""

from __future__ import annotations

import math

import xarray as xr

from songi.figures.projects import Spread, spread_chart
from songi.report.blocks import Block, Cell, Column, DataTable, Figure, Note, Paragraph, Section
from songi.report.compose.figure import result_figure
from songi.report.compose.firms import distinct
from songi.report.compose.project_words import in_units, unit_words
from songi.report.compose.writer import Writer, columns_of, joined
from songi.report.formats import number_cell, unit_name, value_cell
from songi.results.claims import Blank, Form, ToldClaim

RESULT = "designation_effect"

TABLES = {
    **dict.fromkeys(("package", "public_paid", "developer_paid"), "firm_types"),
    **dict.fromkeys(
        ("npv_financial", "npv_national", "npv_city", "ratio_national", "ratio_city", "put_in"),
        "projects",
    ),
    **dict.fromkeys(("bought_back", "bought_area"), "guarantees"),
}
"""The table that names the row a figure is of."""

OF_FIRMS = ("package", "public_paid", "developer_paid")

LED_BY = ("npv_financial", "bought_back", "jobs")
WIDER = ("jobs/nation", "jobs/own_province", "jobs/capital_region")
"""Figures that the chapter begins with, where they move: for a project, for the city, for work in
the place; and those of wider reaches, which stand in the table."""

FORMS: dict[str, Form] = {"krw": "won", "persons": "whole", "m2": "whole", "1": "two"}
"""How a figure is written in a sentence, by its unit."""


def write_designation_effect(writer: Writer) -> Section | None:
    """Return what the designation changes; nothing where there are neither projects nor regimes."""
    if not (writer.has_rows("projects") and writer.has_rows("regimes")):
        return None
    title = writer.say("designation.title")
    intro = Paragraph((writer.say("designation.intro"),))
    if not writer.shown(RESULT):
        return Section("designation", title, (intro, writer.absent(RESULT)))
    found, names = writer.run.dataset(RESULT), _names(writer)
    seen = writer.view.disclosure(RESULT)
    kept = [one for one in names if math.isfinite(float(found["difference"].sel(figure=one)))]
    moved = [one for one in kept if float(found["moved"].sel(figure=one)) > 0]
    blocks: list[Block] = [
        intro,
        Paragraph(tuple(_lead(writer, found, names, moved)), seen, lead=True),
        Note("reading", writer.say("note.reading"), (writer.say("designation.reading"),), seen),
    ]
    of_firms = [one for one in kept if _measured(found, one) in OF_FIRMS and one in moved]
    others = [one for one in kept if _measured(found, one) not in OF_FIRMS and one in moved]
    drawn = [one for one in others if str(found["unit"].sel(figure=one).values) == "krw"]
    if drawn:
        blocks.append(_figure(writer, found, names, drawn))
    for anchor, figures in (("others", others), ("firms", of_firms)):
        if figures:
            blocks.append(_table(writer, found, names, figures, anchor))
    still = _still(writer, found, kept, moved, names)
    if still:
        told = writer.say("designation.still", figures="; ".join(still))
        blocks.append(Paragraph((told,), seen))
    return Section("designation", title, tuple(blocks))


def _measured(found: xr.Dataset, figure: str) -> str:
    return str(found["measured"].sel(figure=figure).values)


def _still(
    writer: Writer, found: xr.Dataset, kept: list[str], moved: list[str], names: dict[str, str]
) -> list[str]:
    """Return what no run moves: in one word where it is all of a row, or of what is measured."""
    left = [one for one in kept if one not in moved]
    told: dict[str, None] = {}
    for figure in left:
        of, measured = str(found["of"].sel(figure=figure).values), _measured(found, figure)
        alike = [one for one in kept if _measured(found, one) == measured]
        own = [one for one in kept if str(found["of"].sel(figure=one).values) == of]
        if of and measured in TABLES and all(one in left for one in own):
            told[distinct(writer.names_of(TABLES[measured]))[of]] = None
        elif all(one in left for one in alike):
            told[writer.say(f"designation.measured.{measured}")] = None
        else:
            told[names[figure]] = None
    return [*told]


def _names(writer: Writer) -> dict[str, str]:
    """Return what readers call the figures that may be shown."""
    found = writer.run.dataset(RESULT)
    rows = {table: distinct(writer.names_of(table)) for table in set(TABLES.values())}
    told: dict[str, str] = {}
    for figure in (str(one) for one in found["figure"].values):
        measured, of = _measured(found, figure), str(found["of"].sel(figure=figure).values)
        called = writer.say(f"designation.measured.{measured}")
        if measured in TABLES and of not in rows[TABLES[measured]]:
            continue
        if measured in TABLES:
            told[figure] = joined((rows[TABLES[measured]][of], called))
        else:
            told[figure] = joined((called, writer.say(f"impact.reach.{of}"))) if of else called
        if str(found["unit"].sel(figure=figure).values) == "m2":
            told[figure] += f" ({unit_name('m2', writer.language)})"
    return told


def _lead(
    writer: Writer, found: xr.Dataset, names: dict[str, str], moved: list[str]
) -> list[ToldClaim | str]:
    told: list[ToldClaim | str] = []
    for figure in moved:
        if _measured(found, figure) not in LED_BY or figure in WIDER:
            continue
        form = FORMS[str(found["unit"].sel(figure=figure).values)]
        keys = ("without", "with_it", "difference", "low", "high")
        blanks = {key: Blank(RESULT, {"figure": figure}, key, form=form) for key in keys}
        told.append(writer.claim("designation.lead", blanks, figure=names[figure]))
    return told or [writer.say("designation.nothing")]


def _figure(writer: Writer, found: xr.Dataset, names: dict[str, str], figures: list[str]) -> Figure:
    trace, keys = writer.trace(RESULT), ("low", "middle", "high")
    spreads, body = [], []
    for figure in figures:
        won = [float(found[key].sel(figure=figure)) for key in keys]
        low, middle, high = (in_units(writer, one) for one in won)
        cells = [value_cell(one, "krw", writer.language, trace=trace) for one in won]
        own = _measured(found, figure) in LED_BY
        spread = (low, middle, middle, middle, high)
        spreads.append(Spread(names[figure], spread, cells[1].text, own))
        body.append((Cell(names[figure]), *cells))
    widths = {"figure": 3.0, **dict.fromkeys(keys, 1.0)}
    columns = columns_of(writer, widths, right=keys, topic="designation.column")
    axis = writer.say("designation.axis", unit=unit_words(writer))
    chart = spread_chart(spreads, axis)
    return result_figure(
        writer, "designation-difference", "designation.figure", RESULT, chart, columns, body
    )


def _table(
    writer: Writer, found: xr.Dataset, names: dict[str, str], figures: list[str], anchor: str
) -> DataTable:
    """Return the figures with and without the designation, and how the difference falls."""
    trace = writer.trace(RESULT)
    keys = ("without", "with_it", "difference", "low", "middle", "high")
    body = []
    for figure in figures:
        one = found.sel(figure=figure)
        unit = str(one["unit"].values)
        cells = (value_cell(float(one[k]), unit, writer.language, trace=trace) for k in keys)
        more = number_cell(float(one["more"]), "percent", writer.language, trace=trace)
        body.append((Cell(names[figure]), *cells, more))
    widths = {"figure": 2.6, **dict.fromkeys(keys, 1.0), "more": 0.7}
    right = (*keys, "more")
    columns: tuple[Column, ...] = columns_of(
        writer, widths, right=right, topic="designation.column"
    )
    title, note = writer.say(f"designation.{anchor}"), writer.say("designation.table_note")
    seen = writer.view.disclosure(RESULT)
    return DataTable(
        f"designation-{anchor}", title, columns, tuple(body), trace, note, seen, dense=True
    )
