"""The land: plots by use and block, on a map that says what is assumed, and when it is sold."""

from __future__ import annotations

from collections import Counter

from songi.figures.land import Area, Plot, plot_map
from songi.measures.land import USES
from songi.report.blocks import Block, Cell, Column, DataTable, Figure, Note, Paragraph, Section
from songi.report.compose.figure import result_figure
from songi.report.compose.writer import Writer
from songi.report.formats import NO_NUMBER, number_cell, unit_name, value_cell
from songi.results.claims import Blank, ToldClaim
from songi.study.outlines import outlines_in_metres
from songi.study.table import cell_text

PALE = "infrastructure"
"""Use that the map leaves without a fill."""


def write_land(writer: Writer) -> Section | None:
    """Return what land there is; nothing for a study without parcels."""
    if not writer.has_rows("parcels"):
        return None
    blocks: list[Block] = [Paragraph((writer.say("plots.land.intro"),))]
    if writer.shown("plots_by_use", "land_by_use", "land_for_firms"):
        seen = writer.view.disclosure("land_by_use")
        blocks.append(Paragraph(tuple(_lead(writer)), seen, lead=True))
        blocks += _map(writer)
    else:
        blocks.append(writer.absent("land_by_use"))
    if writer.latest("sale_rounds"):
        blocks.append(_rounds(writer))
    return Section("land", writer.say("plots.land.title"), tuple(blocks))


def _lead(writer: Writer) -> list[ToldClaim | str]:
    area = Blank("land_for_firms", {}, reading="mean", form="whole")
    told: list[ToldClaim | str] = [writer.claim("plots.land.lead", {"area": area})]
    counts = writer.run.dataset("plots_by_use")
    firms = [use for use in USES if use in {"advanced_manufacturing", "knowledge", "research"}]
    for use in firms:
        one = counts.sel(use=use)
        if not float(one["plots"]):
            continue
        blanks = {
            name: Blank("plots_by_use", {"use": use}, name, form="whole")
            for name in ("plots", "observed", "sold")
        }
        words = {"use": writer.named("firms.use", use)}
        told.append(writer.claim("plots.land.by_use", blanks, **words))
    return told


def _map(writer: Writer) -> list[Block]:
    """Return the map with the table of uses; the table alone where nothing has an outline."""
    parcels, zones = writer.latest("parcels"), writer.latest("zones")
    shapes, around = outlines_in_metres(parcels), outlines_in_metres(zones)
    columns, body = _uses(writer)
    trace = writer.trace("land_by_use")
    if not shapes:
        title = writer.say("plots.land.uses")
        table = DataTable("land-by-use", title, columns, tuple(body), trace)
        return [table, Paragraph((writer.say("plots.land.no_outlines"),))]
    plots = [
        Plot(
            plot_number(row.id),
            shapes[row.id],
            "" if row.use == PALE else writer.named("firms.use", row.use),
            row.basis == "observed",
        )
        for row in parcels
        if row.id in shapes
    ]
    areas = [Area(writer.name_in(row), around[row.id]) for row in zones if row.id in around]
    groups = [writer.named("firms.use", use) for use in USES if use != PALE]
    figure: Figure = result_figure(
        writer,
        "land-by-use",
        "plots.land.map",
        "land_by_use",
        plot_map(plots, areas, groups),
        columns,
        body,
        trace=trace,
        table_title=writer.say("plots.land.uses"),
    )
    if all(row.basis == "observed" for row in parcels if row.id in shapes):
        return [figure]
    caution = (writer.say("plots.land.schematic"),)
    return [Note("assumption", writer.say("note.assumption"), caution), figure]


def _uses(writer: Writer) -> tuple[tuple[Column, ...], list[tuple[Cell, ...]]]:
    """Return columns and rows of the table of uses."""
    counts, areas = writer.run.dataset("plots_by_use"), writer.summary("land_by_use")
    total = float(areas.sel(statistic="mean").sum())
    body = []
    for use in USES:
        plots, area = counts.sel(use=use), float(areas.sel(statistic="mean", use=use))
        if not float(plots["plots"]):
            continue
        trace = writer.trace("land_by_use", use=use)
        numbers = (
            number_cell(float(plots[name]), "whole", writer.language, trace=trace)
            for name in ("plots", "observed", "estimated", "assumed", "sold")
        )
        body.append(
            (
                Cell(writer.named("firms.use", use)),
                *numbers,
                number_cell(area, "whole", writer.language, trace=trace),
                number_cell(area / total, "percent", writer.language, trace=trace),
            )
        )
    names = ("plots", "observed", "estimated", "assumed", "sold")
    columns = (
        Column(writer.say("plots.column.use"), width=2.2),
        *(Column(writer.say(f"plots.column.{name}"), align="right") for name in names),
        Column(writer.say("plots.column.area"), unit_name("m2", writer.language), "right"),
        Column(writer.say("plots.column.share"), align="right"),
    )
    return columns, body


def _rounds(writer: Writer) -> DataTable:
    outcomes = {row.sale_round: row for row in writer.latest("sale_outcomes")}
    plots = Counter(row.sale_round for row in writer.latest("parcels") if row.sale_round)
    rows = sorted(writer.latest("sale_rounds"), key=lambda row: (row.offered_on, row.id))
    body = []
    for row in rows:
        outcome = outcomes.get(row.id)
        planned = row.method_if_designated
        price = row.price_krw_per_m2
        asked = Cell(NO_NUMBER)
        if price is not None:
            exact = value_cell(price.central, "krw_per_m2", writer.language)
            asked = exact if price.is_certain else Cell(cell_text(price))
        body.append(
            (
                Cell(writer.name_in(row), trace=writer.row_anchor("sale_rounds", row)),
                Cell(str(plots[row.id]), float(plots[row.id])),
                Cell(row.offered_on.isoformat()),
                Cell(row.closes_on.isoformat() if row.closes_on else ""),
                Cell(writer.named("plots.method", row.method)),
                Cell(writer.named("plots.method", planned) if planned else ""),
                asked,
                Cell("" if outcome is None else str(outcome.bids)),
                writer.basis(row),
            )
        )
    names = ("round", "plot_count", "offered", "closes", "sale_method", "if_designated", "price")
    widths = (2.4, 0.6, 1.1, 1.1, 1.6, 1.6, 1.3)
    units = {"price": unit_name("krw_per_m2", writer.language)}
    columns = (
        *(
            Column(writer.say(f"plots.column.{name}"), units.get(name, ""), width=width)
            for name, width in zip(names, widths, strict=True)
        ),
        Column(writer.say("plots.column.bids"), width=0.6),
        Column(writer.say("column.basis"), width=0.8),
    )
    title, note = writer.say("plots.land.rounds"), writer.say("plots.land.rounds_note")
    return DataTable("sale-rounds", title, columns, tuple(body), "", note, dense=True)


def plot_number(parcel: str) -> str:
    """Return what stands on a plot: the last part of its id if that is a number with its block."""
    last = parcel.rsplit("_", 1)[-1]
    return last if any(sign.isdigit() for sign in last) else ""
