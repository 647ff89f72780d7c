"""Who gets which plot: the plan on map and list, how sure it is the best, and what limits it."""

from __future__ import annotations

from collections import defaultdict
from typing import Any

import numpy as np
import xarray as xr

from songi.figures.land import Area, Plot, plot_map
from songi.measures.allocation import NOBODY
from songi.report.blocks import Block, Cell, Column, DataTable, Figure, Note, Paragraph, Section
from songi.report.compose.figure import result_figure
from songi.report.compose.firms import investor_names
from songi.report.compose.land import plot_number
from songi.report.compose.writer import Writer, joined
from songi.report.formats import number_cell, unit_name
from songi.results.claims import Blank, ToldClaim
from songi.study.outlines import outlines_in_metres

INFEASIBLE = "infeasible"

GROUPS = 6
"""Investors who have a fill of their own on the map; the others share one."""


def write_allocation(writer: Writer) -> Section | None:
    """Return the plan of allocation; nothing for a study without parcels or investors."""
    if not (writer.has_rows("parcels") and writer.has_rows("investors")):
        return None
    title = writer.say("plots.allocation.title")
    blocks: list[Block] = [Paragraph((writer.say("plots.allocation.intro"),))]
    if not writer.shown("parcel_allocation", "allocation_alternatives", "allocation_limits"):
        blocks.append(writer.absent("parcel_allocation"))
        return Section("allocation", title, tuple(blocks))
    seen = writer.view.disclosure("parcel_allocation")
    if str(_plans(writer)["status"].sel(plan=1).item()) == INFEASIBLE:
        blocks.append(Paragraph((writer.say("plots.allocation.infeasible"),), seen, lead=True))
    else:
        blocks.append(Paragraph((_gap(writer),), seen, lead=True))
        caution = (writer.say("plots.allocation.reading"),)
        blocks.append(Note("reading", writer.say("plots.allocation.how"), caution, seen))
        blocks += _plan(writer)
        blocks.append(_alternatives(writer))
    if writer.run.dataset("allocation_limits").sizes["limit"]:
        blocks.append(_limits(writer))
    return Section("allocation", title, tuple(blocks))


def _plans(writer: Writer) -> xr.Dataset:
    return writer.run.dataset("allocation_alternatives")


def _gap(writer: Writer) -> ToldClaim:
    gap = Blank("parcel_allocation", {}, "gap", form="percent")
    return writer.claim("plots.allocation.lead", {"gap": gap})


def _held(writer: Writer, plan: int = 1) -> dict[str, list[str]]:
    """Return the plots that each investor is given in a plan, those with most first."""
    held: dict[str, list[str]] = defaultdict(list)
    chosen = _plans(writer)["investor"].sel(plan=plan)
    for parcel, investor in zip(chosen["parcel"].values, chosen.values, strict=True):
        if str(investor) != NOBODY:
            held[str(investor)].append(str(parcel))
    return dict(sorted(held.items(), key=lambda pair: (-len(pair[1]), pair[0])))


def _plan(writer: Writer) -> list[Block]:
    """Return the map with the list of investors; the list alone without outlines."""
    names, held = investor_names(writer), _held(writer)
    plan = writer.run.dataset("parcel_allocation")
    trace = writer.trace("parcel_allocation")
    body = []
    for investor, parcels in held.items():
        mine = plan.sel(parcel=parcels)
        verdicts = [str(one) for one in np.unique(mine["verdict"].values)]
        body.append(
            (
                Cell(names.get(investor, investor)),
                number_cell(len(parcels), "whole", writer.language, trace=trace),
                number_cell(float(mine["area"].sum()), "whole", writer.language, trace=trace),
                number_cell(float(mine["worth"].sum()), "whole", writer.language, trace=trace),
                Cell(joined(writer.named("firms.verdict", one) for one in verdicts)),
                Cell(_listed(parcels)),
            )
        )
    area = unit_name("m2", writer.language)
    columns = (
        Column(writer.say("plots.column.investor"), width=2.4),
        Column(writer.say("plots.column.plots"), align="right", width=0.7),
        Column(writer.say("plots.column.area"), area, "right"),
        Column(writer.say("plots.column.worth"), area, "right"),
        Column(writer.say("plots.column.verdict"), width=1.0),
        Column(writer.say("plots.column.which"), width=2.6),
    )
    shapes = outlines_in_metres(writer.latest("parcels"))
    shapes = {name: shape for name, shape in shapes.items() if name in plan["parcel"].values}
    title = writer.say("plots.allocation.list")
    seen = writer.view.disclosure("parcel_allocation")
    if not shapes:
        return [
            DataTable("allocation-list", title, columns, tuple(body), trace, "", seen, dense=True)
        ]
    figure: Figure = result_figure(
        writer,
        "allocation-list",
        "plots.allocation.map",
        "parcel_allocation",
        _map(writer, shapes, names, held),
        columns,
        body,
        trace=trace,
        table_title=title,
    )
    return [figure]


def _map(
    writer: Writer, shapes: dict[str, Any], names: dict[str, str], held: dict[str, list[str]]
) -> dict[str, Any]:
    shown = list(held)[:GROUPS]
    others = writer.say("plots.allocation.others")
    group = {
        parcel: names.get(investor, investor) if investor in shown else others
        for investor, parcels in held.items()
        for parcel in parcels
    }
    rows = {row.id: row for row in writer.latest("parcels")}
    plots = [
        Plot(plot_number(name), shape, group.get(name, ""), rows[name].basis == "observed")
        for name, shape in shapes.items()
        if name in rows
    ]
    zones = writer.latest("zones")
    around = outlines_in_metres(zones)
    blocks = {rows[name].zone for name in shapes if name in rows}
    areas = [
        Area(writer.name_in(row), around[row.id])
        for row in zones
        if row.id in around and row.id in blocks
    ]
    return plot_map(plots, areas, [*(names.get(one, one) for one in shown), others])


def _alternatives(writer: Writer) -> DataTable:
    """Return the best plans side by side: what each is worth, and how it differs from the first."""
    plans, names = _plans(writer), investor_names(writer)
    first, trace = _held(writer), writer.trace("allocation_alternatives")
    body = []
    for plan in (int(one) for one in plans["plan"].values):
        held = _held(writer, plan)
        moved = [
            one for one in {**first, **held} if set(first.get(one, ())) != set(held.get(one, ()))
        ]
        one = plans.sel(plan=plan)
        body.append(
            (
                Cell(str(plan), float(plan), trace=trace),
                number_cell(float(one["value"]), "whole", writer.language, trace=trace),
                number_cell(float(one["gap"]), "percent", writer.language, trace=trace),
                Cell(joined(names.get(who, who) for who in moved)),
            )
        )
    columns = (
        Column(writer.say("plots.column.plan"), width=0.6),
        Column(writer.say("plots.column.value"), unit_name("m2", writer.language), "right"),
        Column(writer.say("plots.column.gap"), align="right"),
        Column(writer.say("plots.column.moved"), width=4.0),
    )
    title = writer.say("plots.allocation.alternatives")
    note = writer.say("plots.allocation.alternatives_note")
    seen = writer.view.disclosure("allocation_alternatives")
    return DataTable("allocation-plans", title, columns, tuple(body), trace, note, seen, dense=True)


def _limits(writer: Writer) -> DataTable:
    """Return the limits on the whole plan, with what has to give way where none can be kept."""
    found, trace = writer.run.dataset("allocation_limits"), writer.trace("allocation_limits")
    names = writer.names_of("constraints")
    body = []
    for limit in (str(one) for one in found["limit"].values):
        one = found.sel(limit=limit)
        unit = unit_name(str(one["unit"].item()), writer.language)
        numbers = (
            number_cell(float(one[name]), "one", writer.language, trace=trace)
            for name in ("bound", "used", "loosen", "alone")
        )
        label = names.get(limit) or writer.named("plots.utility", limit)
        body.append((Cell(label), Cell(unit), *numbers))
    columns = (
        Column(writer.say("plots.column.limit"), width=2.4),
        Column(writer.say("plots.column.unit"), width=0.8),
        *(
            Column(writer.say(f"plots.column.{name}"), align="right")
            for name in ("bound", "used", "loosen", "alone")
        ),
    )
    title, note = writer.say("plots.allocation.limits"), writer.say("plots.allocation.limits_note")
    seen = writer.view.disclosure("allocation_limits")
    return DataTable("allocation-limits", title, columns, tuple(body), trace, note, seen)


def _listed(parcels: list[str]) -> str:
    """Return the plots in their order, the first ones of many."""
    shown = sorted(parcels)[:8]
    return joined(shown) + (" …" if len(parcels) > len(shown) else "")
