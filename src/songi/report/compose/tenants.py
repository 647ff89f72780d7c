"""Who may settle where: verdicts of the law, what decides them, and what each regime would open."""

from __future__ import annotations

from typing import Any

import numpy as np

from songi.figures.tenants import SIGNS, Verdicts, verdict_chart
from songi.measures.tenants import NONE
from songi.report.blocks import Block, Cell, Column, DataTable, Figure, Paragraph, Section
from songi.report.compose.figure import result_figure
from songi.report.compose.firms import firm_kind, investor_names
from songi.report.compose.writer import Writer, joined
from songi.report.formats import NO_NUMBER, number_cell
from songi.results.claims import Blank, ToldClaim
from songi.study.tenants import UNCLEAR, VERDICTS

TOLD = 3
"""Regimes of which a sentence is written; the table has all."""


def write_tenants(writer: Writer) -> Section | None:
    """Return who may settle where; nothing for a study without limits of the law."""
    if not writer.has_rows("constraints"):
        return None
    title = writer.say("firms.tenants.title")
    blocks: list[Block] = [Paragraph((writer.say("firms.tenants.intro"),))]
    if writer.shown("kind_verdicts"):
        seen = writer.view.disclosure("kind_verdicts")
        blocks.append(Paragraph(tuple(_lead(writer)), seen, lead=True))
        blocks.append(_kinds(writer))
    else:
        blocks.append(writer.absent("tenant_eligibility"))
    if writer.shown("investor_verdicts", "investor_eligibility"):
        blocks.append(_investors(writer))
    elif writer.has_rows("investors"):
        blocks.append(writer.absent("investor_eligibility"))
    if writer.latest("constraints"):
        blocks.append(_limits(writer))
    if writer.shown("regime_openings"):
        blocks.append(_regimes(writer))
    elif writer.has_rows("regimes"):
        blocks.append(writer.absent("regime_lifts"))
    return Section("tenants", title, tuple(blocks))


def _lead(writer: Writer) -> list[ToldClaim | str]:
    """Return the shares of verdicts, and what each regime that is not granted would open."""
    shares = {
        verdict: Blank("kind_verdicts", {"verdict": verdict}, "overall", form="percent")
        for verdict in VERDICTS
    }
    told: list[ToldClaim | str] = [writer.claim("firms.tenants.lead", shares)]
    if float(writer.run.dataset("kind_verdicts")["overall"].sel(verdict=UNCLEAR)):
        told.append(writer.say("firms.tenants.all_unclear"))
    if not writer.shown("regime_openings"):
        return told
    opened = writer.run.dataset("regime_openings")
    waiting = [row for row in writer.latest("regimes") if row.status != "granted"]
    helpful = [row for row in waiting if float(opened["pairs"].sel(regime=row.id))]
    helpful.sort(key=lambda row: -float(opened["pairs"].sel(regime=row.id)))
    for row in helpful[:TOLD]:
        blanks = {
            name: Blank("regime_openings", {"regime": row.id}, name, form="whole")
            for name in ("firms", "pairs")
        }
        told.append(writer.claim("firms.tenants.regime", blanks, regime=writer.name_in(row)))
    if waiting and not helpful:
        told.append(writer.say("firms.tenants.regime_none"))
    return told


def _kinds(writer: Writer) -> Figure:
    found = writer.run.dataset("kind_verdicts")
    limits, trace = writer.names_of("constraints"), writer.trace("kind_verdicts")
    kinds = [str(one) for one in found["firm_kind"].values]
    kinds.sort(key=lambda one: (-float(found["firms"].sel(firm_kind=one)), one))
    drawn, body = [], []
    for kind in kinds:
        for use in (str(one) for one in found["use"].values):
            one = found.sel(firm_kind=kind, use=use)
            shares = [float(one["share"].sel(verdict=verdict)) for verdict in VERDICTS]
            names = (firm_kind(writer, kind), writer.named("firms.use", use))
            row = writer.say("firms.tenants.kind_use", kind=names[0], use=names[1])
            drawn.append(Verdicts(row, *shares))
            decided = one["decided"]
            order = sorted(
                (str(label) for label in decided["constraint"].values),
                key=lambda label: -float(decided.sel(constraint=label)),
            )
            deciding = [limit for limit in order if float(decided.sel(constraint=limit))]
            body.append(
                (
                    Cell(names[0]),
                    Cell(names[1]),
                    number_cell(float(one["firms"]), "whole", writer.language, trace=trace),
                    number_cell(float(one["plots"]), "whole", writer.language, trace=trace),
                    *(
                        number_cell(share, "percent", writer.language, trace=trace)
                        for share in shares
                    ),
                    Cell(joined(limits.get(limit, "") for limit in deciding) or NO_NUMBER),
                )
            )
    columns = (
        Column(writer.say("firms.column.activity"), width=1.5),
        Column(writer.say("firms.column.use"), width=1.2),
        Column(writer.say("firms.column.firms"), align="right", width=0.6),
        Column(writer.say("firms.column.plots"), align="right", width=0.6),
        *(Column(_verdict(writer, verdict), align="right", width=0.8) for verdict in VERDICTS),
        Column(writer.say("firms.column.deciding"), width=2.6),
    )
    return result_figure(
        writer,
        "verdicts-kinds",
        "firms.tenants.figure",
        "kind_verdicts",
        verdict_chart(drawn, writer.language),
        columns,
        body,
        trace=trace,
        table_title=writer.say("firms.tenants.kinds_table"),
    )


def _investors(writer: Writer) -> DataTable:
    counts = writer.run["investor_verdicts"]
    deciding = writer.run.dataset("investor_eligibility")["constraint"]
    names, limits = investor_names(writer), writer.names_of("constraints")
    rows = {row.id: row for row in writer.latest("investors")}
    uses = [str(one) for one in counts["use"].values]
    body = []
    for investor in (str(one) for one in counts["investor"].values if str(one) in names):
        trace = writer.trace("investor_verdicts", investor=investor)
        found, often = np.unique(deciding.sel(investor=investor).values, return_counts=True)
        order = sorted(zip(often.tolist(), found.tolist(), strict=True), reverse=True)
        named = joined(limits.get(str(limit), "") for _, limit in order if limit != NONE)
        body.append(
            (
                Cell(names[investor], trace=writer.row_anchor("investors", rows[investor])),
                *(
                    Cell(_told(writer, counts.sel(investor=investor, use=use)), trace=trace)
                    for use in uses
                ),
                Cell(named or NO_NUMBER),
            )
        )
    columns = (
        Column(writer.say("firms.column.investor"), width=1.8),
        *(Column(writer.named("firms.use", use), width=1.1) for use in uses),
        Column(writer.say("firms.column.deciding"), width=2.4),
    )
    return DataTable(
        "verdicts-investors",
        writer.say("firms.tenants.investors"),
        columns,
        tuple(body),
        writer.trace("investor_verdicts"),
        writer.say("firms.tenants.investors_note"),
        writer.view.disclosure("investor_verdicts"),
        dense=True,
    )


def _limits(writer: Writer) -> DataTable:
    zones, regimes = writer.names_of("zones"), writer.names_of("regimes")
    body = tuple(
        (
            Cell(writer.name_in(row), trace=writer.row_anchor("constraints", row)),
            Cell(writer.named("firms.constraint", row.kind)),
            Cell(zones.get(row.zone, NO_NUMBER)),
            Cell(row.article),
            Cell(writer.say(f"firms.tenants.certain_{'yes' if row.certain else 'no'}")),
            Cell(row.lifted_by or NO_NUMBER),
            Cell(joined(regimes[one] for one in row.regimes if one in regimes) or NO_NUMBER),
        )
        for row in writer.latest("constraints")
    )
    shaped = (
        ("limit", 1.5), ("kind", 0.9), ("zone", 1.2), ("article", 1.6), ("certain", 0.6),
        ("lifted_by", 2.0), ("regimes", 1.1),
    )  # fmt: skip
    columns = tuple(
        Column(writer.say(f"firms.column.{name}"), width=width) for name, width in shaped
    )
    title, note = writer.say("firms.tenants.limits"), writer.say("firms.tenants.limits_note")
    return DataTable("limits", title, columns, body, note=note, dense=True)


def _regimes(writer: Writer) -> DataTable:
    opened, trace = writer.run.dataset("regime_openings"), writer.trace("regime_openings")
    body = []
    for row in writer.latest("regimes"):
        one = opened.sel(regime=row.id)
        body.append(
            (
                Cell(writer.name_in(row), trace=writer.row_anchor("regimes", row)),
                Cell(row.article),
                Cell(writer.named("firms.regime", row.status)),
                Cell(NO_NUMBER if row.since is None else writer.date_text(row.since)),
                *(
                    number_cell(float(one[name]), "whole", writer.language, trace=trace)
                    for name in ("firms", "pairs")
                ),
            )
        )
    shaped = (
        ("regime", 2.0), ("article", 2.0), ("state", 0.9), ("since", 0.9), ("firms", 0.7),
        ("pairs", 0.9),
    )  # fmt: skip
    columns = tuple(
        Column(
            writer.say(f"firms.column.{name}"),
            align="right" if name in {"firms", "pairs"} else "left",
            width=width,
        )
        for name, width in shaped
    )
    return DataTable(
        "regimes-open",
        writer.say("firms.tenants.regimes"),
        columns,
        tuple(body),
        trace,
        writer.say("firms.tenants.regimes_note"),
        writer.view.disclosure("regime_openings"),
        dense=True,
    )


def _verdict(writer: Writer, verdict: str) -> str:
    return f"{SIGNS[verdict]} {writer.named('firms.verdict', verdict)}"


def _told(writer: Writer, counts: Any) -> str:
    """Return how many plots are allowed, unclear and barred, those that are none left out."""
    return joined(
        f"{_verdict(writer, verdict)} {float(counts.sel(verdict=verdict)):.0f}"
        for verdict in VERDICTS
        if float(counts.sel(verdict=verdict))
    )
