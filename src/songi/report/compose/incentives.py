"""Incentives: what the designation adds, each package, and what the public pays."""

from __future__ import annotations

import math

import xarray as xr

from songi.figures.incentives import Stack, stacked_chart
from songi.measures.incentive_packages import NOWHERE, WITHOUT_LIMITS
from songi.report.blocks import Block, Cell, Column, DataTable, Figure, Note, Paragraph, Section
from songi.report.compose.figure import result_figure
from songi.report.compose.firms import distinct
from songi.report.compose.offer import offer_blocks
from songi.report.compose.writer import Writer, columns_of, strictest_of
from songi.report.formats import number_cell, value_cell
from songi.results.claims import Blank, ToldClaim
from songi.units import EOK, in_won_words

BILLION = 1e9

NEEDED = ("gain_outlook", "package_parts", "incentive_packages")


def write_incentives(writer: Writer) -> Section | None:
    """Return what incentives are worth and cost; nothing for a study without them."""
    if not writer.has_rows("incentives"):
        return None
    title = writer.say("incentives.title")
    blocks: list[Block] = [Paragraph((writer.say("incentives.intro"),))]
    if writer.shown(*NEEDED):
        seen = strictest_of(writer, *NEEDED)
        blocks += [
            Paragraph(tuple(_lead(writer)), seen, lead=True),
            Note("reading", writer.say("note.reading"), (writer.say("incentives.rule"),)),
            _gain(writer),
            _packages(writer),
            _rates(writer),
        ]
    else:
        blocks.append(writer.absent(*NEEDED))
    if writer.shown("public_cost_outlook"):
        blocks += [_public(writer), Paragraph((writer.say("incentives.even_note"),))]
    blocks += offer_blocks(writer)
    return Section("incentives", title, tuple(blocks))


def scale_of(writer: Writer) -> float:
    """Return what won are divided by on an axis: 억원, or billions."""
    return EOK if writer.language == "ko" else BILLION


def kind_names(writer: Writer) -> dict[str, str]:
    """Return the names of the kinds of tenants that may be shown, by id."""
    return distinct(writer.names_of("firm_types"))


def set_name(writer: Writer, name: str, granted: str) -> str:
    """Return what readers call a set of regimes: what it adds to those that are granted."""
    if name in {NOWHERE, WITHOUT_LIMITS}:
        return writer.say(f"incentives.set.{name}")
    if name == granted:
        return writer.say("incentives.set.granted")
    regimes, known = writer.names_of("regimes"), granted.split("+")
    more = [regimes.get(one, one) for one in name.split("+") if one not in known]
    return " ".join(f"+ {one}" for one in more)


def _kinds(writer: Writer) -> dict[str, str]:
    found = [str(one) for one in writer.run.dataset("gain_outlook")["firm_type"].values]
    names = kind_names(writer)
    return {one: names[one] for one in found if one in names}


def _lead(writer: Writer) -> list[ToldClaim | str]:
    """Return what the designation adds for each kind, and what is taken away."""
    found = writer.run.dataset("gain_outlook")
    told: list[ToldClaim | str] = []
    for kind, name in _kinds(writer).items():
        blanks = {
            key: Blank("gain_outlook", {"firm_type": kind}, key, form="won")
            for key in ("gain", "low", "high", "anywhere")
        }
        told.append(writer.claim("incentives.gain", blanks, kind=name))
        if float(found["taken_away"].sel(firm_type=kind)) > 0:
            lost = {"lost": Blank("gain_outlook", {"firm_type": kind}, "taken_away", form="won")}
            told.append(writer.claim("incentives.taken_away", lost, kind=name))
    return told


def _gain(writer: Writer) -> DataTable:
    found, trace = writer.run.dataset("gain_outlook"), writer.trace("gain_outlook")
    keys = ("gain", "low", "high", "expected", "per_job", "anywhere", "taken_away")
    body = []
    for kind, name in _kinds(writer).items():
        numbers = (float(found[key].sel(firm_type=kind)) for key in keys)
        cells = (value_cell(one, "krw", writer.language, trace=trace) for one in numbers)
        body.append((Cell(name), *cells))
    columns = columns_of(
        writer, {"kind": 2.0, **dict.fromkeys(keys, 1.0)}, right=keys, topic="incentives.column"
    )
    title, note = writer.say("incentives.gain_table"), writer.say("incentives.gain_note")
    seen = writer.view.disclosure("gain_outlook")
    return DataTable("designation-gain", title, columns, tuple(body), trace, note, seen, dense=True)


def _shown_sets(writer: Writer, found: xr.DataArray | xr.Dataset) -> dict[str, str]:
    """Return no regime, those granted, and those with one more: the rest adds up; with names."""
    names = [str(one) for one in found["combination"].values if str(one) != WITHOUT_LIMITS]
    granted = names[1] if len(names) > 1 else NOWHERE
    least = 0 if granted == NOWHERE else len(granted.split("+"))
    shown = [one for one in names if one == NOWHERE or len(one.split("+")) <= least + 1]
    return {one: set_name(writer, one, granted) for one in shown}


def _packages(writer: Writer) -> Figure:
    means = writer.run.dataset("package_parts").sel(statistic="mean")
    found, trace = means["benefit"], writer.trace("package_parts")
    parts = {
        str(one): writer.say(f"incentives.benefit.{one}") for one in found["benefit_part"].values
    }
    stacks, body = [], []
    for kind, name in _kinds(writer).items():
        invested = float(means["invested"].sel(firm_type=kind))
        for combination, called in _shown_sets(writer, found).items():
            mine = found.sel(firm_type=kind, combination=combination)
            amounts = {told: float(mine.sel(benefit_part=one)) for one, told in parts.items()}
            total = math.fsum(amounts.values())
            scaled = {told: amount / invested for told, amount in amounts.items()}
            stacks.append(Stack(f"{name} · {called}", scaled, f"{total / invested:.1%}"))
            cells = (
                value_cell(amount, "krw", writer.language, trace=trace)
                for amount in (*amounts.values(), total)
            )
            body.append((Cell(name), Cell(called), *cells))
    columns = (
        Column(writer.say("incentives.column.kind"), width=1.4),
        Column(writer.say("incentives.column.set"), width=1.6),
        *(Column(told, align="right") for told in parts.values()),
        Column(writer.say("incentives.column.total"), align="right"),
    )
    chart = stacked_chart(stacks, [*parts.values()], writer.say("incentives.share_axis"), "%")
    return result_figure(
        writer, "packages", "incentives.packages", "package_parts", chart, columns, body
    )


def _rates(writer: Writer) -> DataTable:
    found = writer.run.dataset("incentive_packages").sel(statistic="mean")
    trace = writer.trace("incentive_packages")
    keys = ("share", "cost_of_capital", "average_rate", "marginal_rate")
    body = []
    for kind, name in _kinds(writer).items():
        for combination, called in _shown_sets(writer, found).items():
            mine = found.sel(firm_type=kind, combination=combination)
            total = value_cell(float(mine["total"]), "krw", writer.language, trace=trace)
            cells = (
                number_cell(float(mine[key]), "percent", writer.language, trace=trace)
                for key in keys
            )
            body.append((Cell(name), Cell(called), total, *cells))
    widths = {"kind": 1.6, "set": 2.0, "total": 1.0, **dict.fromkeys(keys, 1.0)}
    columns = columns_of(writer, widths, right=("total", *keys), topic="incentives.column")
    title, note = writer.say("incentives.rates"), writer.say("incentives.rates_note")
    seen = writer.view.disclosure("incentive_packages")
    return DataTable("package-rates", title, columns, tuple(body), trace, note, seen, dense=True)


def _public(writer: Writer) -> Figure:
    found, trace = writer.run.dataset("public_cost_outlook"), writer.trace("public_cost_outlook")
    scale = scale_of(writer)
    payers = {str(one): writer.say(f"incentives.payer.{one}") for one in found["payer"].values}
    stacks, body = [], []
    for kind, name in _kinds(writer).items():
        mine = found.sel(firm_type=kind)
        amounts = {told: float(mine["paid"].sel(payer=one)) for one, told in payers.items()}
        total = math.fsum(amounts.values())
        scaled = {told: amount / scale for told, amount in amounts.items()}
        stacks.append(Stack(name, scaled, in_won_words(total, writer.language)))
        money = (*amounts.values(), *(float(mine[key]) for key in ("per_job", "receipts")))
        body.append(
            (
                Cell(name),
                *(value_cell(one, "krw", writer.language, trace=trace) for one in money),
                number_cell(float(mine["even"]), "whole", writer.language, trace=trace),
                number_cell(float(mine["ever_even"]), "percent", writer.language, trace=trace),
            )
        )
    columns = (
        Column(writer.say("incentives.column.kind"), width=1.8),
        *(Column(told, align="right") for told in payers.values()),
        *(
            Column(writer.say(f"incentives.column.{key}"), align="right")
            for key in ("public_per_job", "receipts", "even", "ever_even")
        ),
    )
    chart = stacked_chart(stacks, [*payers.values()], writer.say("incentives.axis"))
    return result_figure(
        writer, "public-cost", "incentives.paid", "public_cost_outlook", chart, columns, body
    )
