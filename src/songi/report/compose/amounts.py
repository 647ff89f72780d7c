"""What investors named, strength by strength, and which of them were lost."""

from __future__ import annotations

import math

from songi.report.blocks import Block, Cell, Column, DataTable, Heading
from songi.report.compose.audit import audited_statements
from songi.report.compose.firms import investor_names
from songi.report.compose.investment import DOUBT
from songi.report.compose.writer import Writer
from songi.report.formats import NO_NUMBER, value_cell
from songi.report.unproven import figures_of_claim
from songi.study.histories import histories
from songi.study.schema.bid import STRENGTHS
from songi.units import in_won_words


def write_amounts(writer: Writer) -> list[Block]:
    """Return what each investor named last, strength by strength."""
    if not writer.shown("pledged_investment"):
        return []
    mean = writer.summary("pledged_investment").sel(statistic="mean")
    names, trace = investor_names(writer), writer.trace("pledged_investment")
    doubted = _doubted(writer)
    body = []
    for investor in (str(one) for one in mean["investor"].values):
        values = [float(mean.sel(investor=investor, strength=one)) for one in STRENGTHS]
        if investor in names and any(math.isfinite(value) for value in values):
            signs = (
                DOUBT if in_won_words(value, writer.language) in doubted else "" for value in values
            )
            cells = (
                value_cell(value, "krw", writer.language, trace=trace, note=sign)
                for value, sign in zip(values, signs, strict=True)
            )
            body.append((Cell(names[investor]), *cells))
    if not body:
        return []
    columns = (
        Column(writer.say("firms.column.investor"), width=2.0),
        *(Column(writer.named("defence.strength", one), align="right") for one in STRENGTHS),
    )
    title, note = writer.say("firms.pipeline.amounts"), writer.say("firms.pipeline.amounts_note")
    seen = writer.view.disclosure("pledged_investment")
    return [
        Heading(writer.say("firms.pipeline.amounts_heading")),
        DataTable("amounts-named", title, columns, tuple(body), trace, note, seen, dense=True),
    ]


def write_lost(writer: Writer) -> list[Block]:
    """Return the investors that were lost, with the reason told."""
    stages = writer.run.dataset("pipeline_stages")["stage"]
    names = investor_names(writer)
    told = histories(writer.latest("events"))
    body = []
    for investor in (str(one) for one in stages["investor"].values):
        if investor not in names or str(stages.sel(investor=investor).item()) != "lost":
            continue
        event = next(row for row in reversed(told[investor]) if row.stage == "lost")
        anchor = writer.row_anchor("events", event)
        day = Cell(writer.date_text(event.happened_on), trace=anchor)
        body.append((Cell(names[investor]), day, Cell(event.reason or NO_NUMBER)))
    if not body:
        return []
    columns = tuple(
        Column(writer.say(f"firms.column.{name}"), width=width)
        for name, width in (("investor", 1.5), ("day", 0.8), ("reason", 3.0))
    )
    seen = writer.view.disclosure("pipeline_stages")
    title = writer.say("firms.pipeline.lost")
    return [DataTable("investors-lost", title, columns, tuple(body), disclosure=seen)]


def _doubted(writer: Writer) -> set[str]:
    """Return the figures of public claims that the claim audit does not bear out, as written."""
    return {
        text
        for one in audited_statements(writer)
        if one.verdict in {"contradicted", "cannot_verify"}
        for text in figures_of_claim(one)
    }
