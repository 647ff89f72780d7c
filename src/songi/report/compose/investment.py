"""Committed investment, the ministry's first page: who said how much, how firmly."""

from __future__ import annotations

import math
from typing import Any

from songi.figures.investment import Amount, investment_chart
from songi.report.blocks import Block, Cell, Column, DataTable, Figure, Paragraph, Section
from songi.report.compose.audit import audited_statements
from songi.report.compose.contest import cutoff_day
from songi.report.compose.figure import result_figure
from songi.report.compose.ranking import bid_cell
from songi.report.compose.writer import Writer
from songi.report.formats import number_cell, value_cell
from songi.results.claims import Blank, ToldClaim
from songi.study.schema.bid import STRENGTHS, Commitment
from songi.units import EOK, JO

DOUBT = "‡"
"""Stands after an amount that the claim audit does not bear out."""


def write_investment(writer: Writer) -> Section:
    """Return what is committed to the own bid and beside its rivals, each strength by itself."""
    title = writer.say("defence.investment.title")
    if not writer.shown("committed_investment"):
        return Section("investment", title, (writer.absent("committed_investment"),))
    seen = writer.view.disclosure("committed_investment")
    blocks: list[Block] = [
        Paragraph((writer.say("defence.investment.intro"),)),
        Paragraph(tuple(_own_sentences(writer)), seen, lead=True),
    ]
    amounts = _amounts(writer)
    if amounts:
        blocks.append(_figure(writer, amounts))
    blocks.append(_commitments(writer))
    return Section("investment", title, tuple(blocks))


def _own_sentences(writer: Writer) -> list[ToldClaim | str]:
    """Return the own bid's amount of each strength, and its place among bids that name one."""
    own = writer.own_bid
    if own is None:
        return [writer.say("front.no_own_bid")]
    told: list[ToldClaim | str] = []
    for strength in STRENGTHS:
        labels = {"bid": own, "strength": strength}
        if not math.isfinite(_mean(writer, own, strength)):
            continue
        blanks = {"amount": Blank("committed_investment", labels, reading="mean", form="won")}
        words = {"bid": writer.bid_name(own), "strength": _strength(writer, strength)}
        doubted = (own, strength) in doubted_amounts(writer)
        key = "defence.investment.own_said" if doubted else "defence.investment.own"
        told.append(writer.claim(key, blanks, **words))
        if writer.shown("investment_beside_rivals"):
            told.append(
                writer.claim(
                    "defence.investment.beside",
                    {
                        "place": Blank("investment_beside_rivals", labels, "place", form="whole"),
                        "count": Blank(
                            "investment_beside_rivals", {"strength": strength},
                            "bids_with_amount", form="whole",
                        ),
                        "share": Blank(
                            "investment_beside_rivals", labels, "share_of_largest", form="percent"
                        ),
                    },
                )
            )  # fmt: skip
    none = writer.say("defence.investment.own_none", bid=writer.bid_name(own))
    return told or [none]


def doubted_amounts(writer: Writer) -> frozenset[tuple[str, str]]:
    """Return bid and strength of the amounts that the claim audit does not bear out."""
    return frozenset(
        (row.bid, row.strength)
        for one in audited_statements(writer)
        if one.verdict != "supported"
        for row in one.rows
        if isinstance(row, Commitment)
    )


def _amounts(writer: Writer) -> list[tuple[str, str, float]]:
    """Return strength, bid and mean amount of what may be shown, the firmest strength first."""
    array = writer.run["committed_investment"]
    known = set(array["bid"].values.tolist())
    found = []
    for strength in reversed(STRENGTHS):
        of_strength = [
            (strength, bid, _mean(writer, bid, strength)) for bid in writer.bids if bid in known
        ]
        told = [one for one in of_strength if math.isfinite(one[2])]
        found += sorted(told, key=lambda one: -one[2])
    return found


def _figure(writer: Writer, amounts: list[tuple[str, str, float]]) -> Figure:
    large = max((value for *_, value in amounts), default=0.0) >= JO
    scale = JO if large else EOK if writer.language == "ko" else 1e9
    axis = "axis_large" if large else "axis"
    drawn, body = [], []
    doubted = doubted_amounts(writer)
    summary = writer.summary("committed_investment")
    for strength, bid, value in amounts:
        trace = writer.trace("committed_investment", bid=bid)
        low, high = (
            float(summary.sel(bid=bid, strength=strength, statistic=statistic))
            for statistic in ("q05", "q95")
        )
        sign = DOUBT if (bid, strength) in doubted else ""
        cells = [
            value_cell(one, "krw", writer.language, trace=trace, note=sign)
            for one in (value, low, high)
        ]
        own = bid == writer.own_bid
        name = _strength(writer, strength)
        drawn.append(Amount(writer.bids[bid], name, value / scale, cells[0].text, own))
        body.append((Cell(name), bid_cell(writer, bid), *cells))
    columns = (
        Column(writer.say("defence.column.strength"), width=1.3),
        Column(writer.say("column.bid"), width=1.6),
        *(Column(writer.say(f"column.{name}"), align="right") for name in ("mean", "q05", "q95")),
    )
    return result_figure(
        writer,
        "investment-amounts",
        "defence.investment.amounts",
        "committed_investment",
        investment_chart(drawn, writer.say(f"defence.investment.{axis}")),
        columns,
        body,
    )


def _commitments(writer: Writer) -> DataTable:
    """Return the commitments row by row, with what an audit says of those that were claimed."""
    doubts = {
        row.row_id: one.verdict
        for one in audited_statements(writer)
        for row in one.rows
        if isinstance(row, Commitment)
    }
    cutoff = cutoff_day(writer)
    rows = [row for row in writer.latest("commitments") if row.bid in writer.bids]
    order = {bid: k for k, bid in enumerate(writer.bids)}
    rows.sort(key=lambda row: (-STRENGTHS.index(row.strength), order[row.bid], row.id))
    body = []
    for row in rows:
        anchor = writer.row_anchor("commitments", row)
        late = cutoff is None or row.known_from is None or row.known_from > cutoff
        amount = value_cell(row.amount_krw.central, "krw", writer.language, trace=anchor)
        firms = float(row.firms) if row.firms else math.nan
        doubt = doubts.get(row.id)
        body.append(
            (
                Cell(_strength(writer, row.strength)),
                bid_cell(writer, row.bid),
                Cell(row.told("investor", writer.language), trace=anchor),
                number_cell(firms, "whole", writer.language),
                amount,
                Cell(str(row.until_year or "")),
                Cell(
                    row.told("proof", writer.language) or writer.say("defence.investment.no_proof")
                ),
                Cell(row.told("condition", writer.language)),
                Cell(
                    writer.date_text(row.known_from)
                    + (f" {writer.say('defence.investment.late')}" if late else "")
                ),
                Cell(writer.named("defence.verdict", doubt) if doubt else ""),
            )
        )
    names = ("strength", "investor", "firms", "amount", "until", "proof", "condition")
    heads = {name: writer.say(f"defence.column.{name}") for name in names}
    columns = (
        Column(heads["strength"], width=1.1),
        Column(writer.say("column.bid"), width=1.2),
        Column(heads["investor"], width=1.6),
        Column(heads["firms"], align="right", width=0.6),
        Column(heads["amount"], align="right", width=1.1),
        Column(heads["until"], width=0.6),
        Column(heads["proof"], width=1.0),
        Column(heads["condition"], width=1.0),
        Column(writer.say("column.known_from"), width=1.2),
        Column(writer.say("defence.column.verdict"), width=1.0),
    )
    note = writer.say("defence.investment.rows_note")
    title = writer.say("defence.investment.rows")
    return DataTable("commitments", title, columns, tuple(body), note=note, dense=True)


def _mean(writer: Writer, bid: str, strength: str) -> float:
    summary = writer.summary("committed_investment")
    return float(summary.sel(bid=bid, strength=strength, statistic="mean"))


def _strength(writer: Writer, strength: Any) -> str:
    return writer.named("defence.strength", str(strength))
