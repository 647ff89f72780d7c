"""Power, water and waste water: what tenants will draw, what is supplied, what it holds up."""

from __future__ import annotations

from typing import Any

import xarray as xr

from songi.figures.utilities import Balance, balance_chart
from songi.report.blocks import Block, Cell, Column, DataTable, Figure, Note, Paragraph, Section
from songi.report.compose.figure import result_figure
from songi.report.compose.writer import Writer
from songi.report.formats import NO_NUMBER, number_cell, unit_name, value_cell
from songi.results.claims import Blank, ToldClaim
from songi.study.schema.land import UTILITY_UNITS, UtilityKind
from songi.study.table import cell_text


def write_utilities(writer: Writer) -> Section | None:
    """Return demand and supply by utility and year; nothing for a study without utilities."""
    if not writer.has_rows("utilities"):
        return None
    blocks: list[Block] = [Paragraph((writer.say("land.utilities.intro"),))]
    if writer.shown("infrastructure_outlook", "first_shortage"):
        seen = writer.view.disclosure("infrastructure_outlook")
        caution = (writer.say("land.utilities.only_known"),)
        blocks += [
            Paragraph(tuple(_lead(writer)), seen, lead=True),
            Note("caution", writer.say("note.caution"), caution, seen),
            _balance(writer),
            _shortage(writer),
        ]
    else:
        blocks.append(writer.absent("infrastructure_outlook"))
    blocks.append(_supplies(writer))
    return Section("utilities", writer.say("land.utilities.title"), tuple(blocks))


def _lead(writer: Writer) -> list[ToldClaim | str]:
    found = writer.run.dataset("first_shortage")
    told: list[ToldClaim | str] = []
    for one in _kinds(found):
        labels = {"utility": one}
        words = {"utility": writer.named("land.utility", one)}
        if float(found["short"].sel(labels)) == 0:
            told.append(writer.say("land.utilities.never_short", **words))
            continue
        blanks = {
            "share": Blank("first_shortage", labels, "short", form="percent"),
            "held_up": Blank("first_shortage", labels, "held_up", form="percent"),
        }
        told.append(writer.claim("land.utilities.short", blanks, **words))
    return told


def _balance(writer: Writer) -> Figure:
    found = writer.run.dataset("infrastructure_outlook")
    trace = writer.trace("infrastructure_outlook")
    years = [int(one) for one in found["year"].values]
    drawn, body = [], []
    for one in _kinds(found):
        cells = found.sel(utility=one)
        name = _with_unit(writer, one)
        series: dict[str, Any] = {
            key: [float(value) for value in cells[key].values]
            for key in ("demand", "low", "high", "firm", "supply")
        }
        drawn.append(Balance(name=name, years=years, **series))
        for k, year in enumerate(years):
            numbers = (
                value_cell(series[key][k], UTILITY_UNITS[one], writer.language, trace=trace)
                for key in ("demand", "low", "high", "firm", "supply")
            )
            short = float(cells["short"].sel(year=year))
            share = number_cell(short, "percent", writer.language, trace=trace)
            body.append((Cell(name), Cell(str(year)), *numbers, share))
    parts = ("demand", "firm", "supply")
    titles = {part: writer.say(f"land.utilities.part.{part}") for part in parts}
    columns = (
        Column(writer.say("land.column.utility"), width=1.6),
        Column(writer.say("land.column.year"), width=0.7),
        Column(titles["demand"], align="right"),
        Column(writer.say("column.q05"), align="right"),
        Column(writer.say("column.q95"), align="right"),
        Column(titles["firm"], align="right"),
        Column(titles["supply"], align="right"),
        Column(writer.say("land.column.short"), align="right"),
    )
    chart = balance_chart(drawn, (titles["demand"], titles["firm"], titles["supply"]))
    return result_figure(
        writer, "infrastructure-balance", "land.utilities.balance", "infrastructure_outlook",
        chart, columns, body,
    )  # fmt: skip


def _shortage(writer: Writer) -> DataTable:
    found, trace = writer.run.dataset("first_shortage"), writer.trace("first_shortage")
    body = []
    for one in _kinds(found):
        cells = {key: float(found[key].sel(utility=one)) for key in found.data_vars}
        years = (
            Cell(NO_NUMBER if cells[key] != cells[key] else f"{cells[key]:.0f}", trace=trace)
            for key in ("early", "middle", "late")
        )
        body.append(
            (
                Cell(_with_unit(writer, one)),
                number_cell(cells["short"], "percent", writer.language, trace=trace),
                *years,
                number_cell(cells["held_up"], "percent", writer.language, trace=trace),
            )
        )
    columns = (
        Column(writer.say("land.column.utility"), width=1.6),
        Column(writer.say("land.column.short_ever"), align="right"),
        Column(writer.say("land.column.early"), align="right"),
        Column(writer.say("land.column.middle"), align="right"),
        Column(writer.say("land.column.late"), align="right"),
        Column(writer.say("land.column.held_up"), align="right"),
    )
    title, note = writer.say("land.utilities.first"), writer.say("land.utilities.first_note")
    seen = writer.view.disclosure("first_shortage")
    return DataTable("first-shortage", title, columns, tuple(body), trace, note, seen)


def _supplies(writer: Writer) -> DataTable:
    """Return the supplies as the study states them: how firm each is, when it comes."""
    body = []
    for row in sorted(writer.latest("utilities"), key=lambda one: (one.kind, one.available_from)):
        delay = row.delay_months
        body.append(
            (
                Cell(writer.name_in(row), trace=writer.row_anchor("utilities", row)),
                Cell(_with_unit(writer, row.kind)),
                Cell(cell_text(row.capacity)),
                Cell(row.available_from.isoformat()),
                Cell("" if delay is None else cell_text(delay)),
                Cell(writer.named("land.supply_status", row.status)),
                Cell(writer.named("land.consent", row.consent)),
                writer.basis(row),
            )
        )
    columns = (
        Column(writer.say("land.column.supply"), width=2.2),
        Column(writer.say("land.column.utility"), width=1.3),
        Column(writer.say("land.column.capacity")),
        Column(writer.say("land.column.available")),
        Column(writer.say("land.column.delay")),
        Column(writer.say("land.column.status"), width=0.8),
        Column(writer.say("land.column.consent"), width=0.8),
        Column(writer.say("column.basis"), width=0.7),
    )
    title, note = writer.say("land.utilities.supplies"), writer.notation
    return DataTable("utility-supplies", title, columns, tuple(body), "", note, dense=True)


def _kinds(found: xr.Dataset) -> list[UtilityKind]:
    """Return the utilities of a result, in the order of their kinds."""
    known = {str(name) for name in found["utility"].values}
    return [kind for kind in UTILITY_UNITS if kind in known]


def _with_unit(writer: Writer, kind: UtilityKind) -> str:
    unit = unit_name(UTILITY_UNITS[kind], writer.language)
    return f"{writer.named('land.utility', kind)} ({unit})"
