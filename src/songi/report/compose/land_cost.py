"""Cost of land: by rule, with who bears what is lost, and what each round asks beside it."""

from __future__ import annotations

import math
from typing import Any

from songi.figures.market import price_chart
from songi.report.blocks import Block, Cell, Column, DataTable, Figure, Paragraph, Section
from songi.report.compose.figure import result_figure
from songi.report.compose.firms import distinct
from songi.report.compose.land_words import drawn_price, price_cell, round_names
from songi.report.compose.writer import Writer, joined
from songi.report.formats import number_cell, unit_name, value_cell
from songi.results.claims import Blank, ToldClaim


def write_land_cost(writer: Writer) -> Section | None:
    """Return what the land costs and who bears a shortfall; nothing without cost rules."""
    if not writer.has_rows("cost_rules"):
        return None
    title = writer.say("land.cost.title")
    blocks: list[Block] = [Paragraph((writer.say("land.cost.intro"),))]
    if not writer.shown("cost_outlook"):
        return Section("land-cost", title, (*blocks, writer.absent("cost_outlook")))
    seen = writer.view.disclosure("cost_outlook")
    blocks += [Paragraph(tuple(_lead(writer)), seen), _rules(writer)]
    if writer.shown("price_outlook"):
        blocks.append(_prices(writer))
    return Section("land-cost", title, tuple(blocks))


def _lead(writer: Writer) -> list[ToldClaim | str]:
    """Return of each rule what a m² costs, and what would be lost and gained as asked."""
    found, rules = writer.run.dataset("cost_outlook"), _rules_shown(writer)
    names = distinct(writer.names_of("cost_rules"))
    told: list[ToldClaim | str] = []
    for rule in rules:
        labels = {"cost_rule": rule}
        numbers = {
            name: Blank("cost_outlook", labels, name, form="won")
            for name in ("cost", "low", "high")
        }
        told.append(writer.claim("land.cost.unit", numbers, rule=names[rule]))
        if "below" in found:
            sums = {
                name: Blank("cost_outlook", labels, name, form="won") for name in ("below", "above")
            }
            bearer = writer.named("land.bearer", rules[rule].shortfall_borne_by)
            told.append(writer.claim("land.cost.shortfall", sums, bearer=bearer))
    return told


def _rules_shown(writer: Writer) -> dict[str, Any]:
    found = {str(one) for one in writer.run.dataset("cost_outlook")["cost_rule"].values}
    return {row.row_id: row for row in writer.latest("cost_rules") if row.row_id in found}


def _rules(writer: Writer) -> DataTable:
    found, trace = writer.run.dataset("cost_outlook"), writer.trace("cost_outlook")
    names = distinct(writer.names_of("cost_rules"))
    body = []
    for rule, row in _rules_shown(writer).items():
        cells = {key: float(found[key].sel(cost_rule=rule)) for key in found.data_vars}
        money = (
            value_cell(cells.get(key, math.nan), "krw", writer.language, trace=trace)
            for key in ("below", "above")
        )
        body.append(
            (
                Cell(names[rule], trace=writer.row_anchor("cost_rules", row)),
                Cell(row.article),
                Cell(writer.named("land.cost_price", row.price)),
                *(price_cell(cells[key], trace) for key in ("cost", "low", "high")),
                number_cell(cells.get("area", math.nan), "whole", writer.language, trace=trace),
                *money,
                Cell(writer.named("land.bearer", row.shortfall_borne_by)),
                Cell(writer.say("land.cost.settled" if row.settled else "land.cost.not_settled")),
            )
        )
    unit = unit_name("krw_per_m2", writer.language)
    columns = (
        Column(writer.say("land.column.rule"), width=1.6),
        Column(writer.say("land.column.article"), width=1.8),
        Column(writer.say("land.column.law_price"), width=0.9),
        Column(writer.say("land.column.cost"), unit, "right"),
        Column(writer.say("column.q05"), unit, "right"),
        Column(writer.say("column.q95"), unit, "right"),
        Column(writer.say("land.column.priced"), unit_name("m2", writer.language), "right"),
        Column(writer.say("land.column.below"), align="right"),
        Column(writer.say("land.column.above"), align="right"),
        Column(writer.say("land.column.bearer"), width=0.9),
        Column(writer.say("land.column.settled"), width=0.8),
    )
    title, note = writer.say("land.cost.rules"), writer.say("land.cost.rules_note")
    seen = writer.view.disclosure("cost_outlook")
    return DataTable("cost-rules", title, columns, tuple(body), trace, note, seen, dense=True)


def _prices(writer: Writer) -> Figure:
    found, names = writer.run.dataset("price_outlook"), round_names(writer)
    trace = writer.trace("price_outlook")
    drawn, body = [], []
    for one in [str(name) for name in found["sale_round"].values if str(name) in names]:
        cells = {key: float(found[key].sel(sale_round=one)) for key in found.data_vars}
        if not any(math.isfinite(value) for value in cells.values()):
            continue
        for key in ("asked", "cost"):
            if math.isfinite(cells[key]):
                name = joined((writer.say(f"land.cost.{key}"), names[one]))
                ends = [cells[f"{key}{end}"] for end in ("", "_low", "_high")]
                drawn.append(drawn_price(writer, name, *ends, own=key == "asked"))
        keys = ("asked", "asked_low", "asked_high", "cost", "if_designated")
        body.append((Cell(names[one]), *(price_cell(cells[key], trace) for key in keys)))
    unit = unit_name("krw_per_m2", writer.language)
    columns = (
        Column(writer.say("land.column.round"), width=2.4),
        Column(writer.say("land.column.asked"), unit, "right"),
        Column(writer.say("column.q05"), unit, "right"),
        Column(writer.say("column.q95"), unit, "right"),
        Column(writer.say("land.column.cost"), unit, "right"),
        Column(writer.say("land.column.if_designated"), unit, "right"),
    )
    chart = price_chart(drawn, writer.say("land.price_axis"))
    return result_figure(
        writer, "asked-and-cost", "land.cost.prices", "price_outlook", chart, columns, body
    )
