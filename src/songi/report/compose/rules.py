"""The rules of the contest: who may be heard, and how the selected are chosen."""

from __future__ import annotations

from typing import Any

from songi.measures.eligibility import FINDINGS
from songi.report.blocks import Block, Cell, Column, DataTable, Heading, Paragraph, Section
from songi.report.compose.contest import evaluated_contest, rows_at_cutoff
from songi.report.compose.names import group_name
from songi.report.compose.writer import Writer, columns_of
from songi.report.formats import number_cell, quantity_text
from songi.results.claims import Blank


def write_rules(writer: Writer) -> Section:
    """Return clauses with their findings, and the rules of selection."""
    blocks: list[Block] = [Paragraph((writer.say("defence.rules.intro"),))]
    if writer.shown("eligibility", "eligibility_shares"):
        own = writer.own_bid
        if own is not None and own in writer.run["eligibility"]["bid"].values:
            met = Blank("eligibility_shares", {"bid": own, "finding": "met"}, form="percent")
            words = {"bid": writer.bid_name(own)}
            told = writer.claim("defence.rules.met", {"share": met}, **words)
            blocks.append(Paragraph((told,), writer.view.disclosure("eligibility_shares")))
        blocks.append(_clauses(writer))
        blocks.append(_shares(writer))
    else:
        blocks.append(writer.absent("eligibility"))
    blocks += [Heading(writer.say("defence.rules.selection")), *_selection(writer)]
    return Section("rules", writer.say("defence.rules.title"), tuple(blocks))


def _clauses(writer: Writer) -> DataTable:
    """Return the clauses, each with what was found of the bids that were examined."""
    found = writer.run["eligibility"]
    reasons = {(row.bid, row.clause): row for row in rows_at_cutoff(writer, "findings")}
    body = []
    for clause in _of_contest(writer, "clauses"):
        anchor = writer.row_anchor("clauses", clause)
        examined = [
            bid for bid in writer.bids if bid in found["bid"].values and (bid, clause.id) in reasons
        ]
        for bid in examined or [""]:
            row = reasons.get((bid, clause.id))
            code = str(found.sel(bid=bid, clause=clause.id).item()) if bid else "not_examined"
            origin = writer.row_anchor("findings", row) if row is not None else anchor
            body.append(
                (
                    Cell(clause.told("article", writer.language), trace=anchor),
                    Cell(writer.name_in(clause)),
                    Cell(writer.called(clause.any_of) if clause.any_of else ""),
                    Cell(writer.bids.get(bid, "")),
                    Cell(writer.named("defence.found", code), code, trace=origin),
                    Cell(row.told("reason", writer.language) if row is not None else ""),
                )
            )
    widths = {
        "article": 1.4, "clause": 2.0, "any_of": 0.9, "bid": 0.8, "found": 0.8, "reason": 2.2
    }  # fmt: skip
    columns = columns_of(writer, widths, topic="defence.column")
    title, note = writer.say("defence.rules.clauses"), writer.say("defence.rules.clauses_note")
    key = writer.trace("eligibility")
    return DataTable("clauses", title, columns, tuple(body), key, note, dense=True)


def _shares(writer: Writer) -> DataTable:
    shares = writer.run["eligibility_shares"]
    bids = {bid: name for bid, name in writer.bids.items() if bid in shares["bid"].values}
    key = writer.trace("eligibility_shares")
    body = tuple(
        (
            Cell(name),
            *(
                number_cell(
                    float(shares.sel(bid=bid, finding=one)), "percent", writer.language, trace=key
                )
                for one in FINDINGS
            ),
        )
        for bid, name in bids.items()
    )
    columns = (
        Column(writer.say("column.bid"), width=2.0),
        *(Column(writer.named("defence.found", one), align="right") for one in FINDINGS),
    )
    title = writer.say("defence.rules.shares")
    return DataTable("clause-shares", title, columns, body, key, dense=True)


def _selection(writer: Writer) -> list[Block]:
    rules = _of_contest(writer, "selection_rules")
    if not rules:
        return [Paragraph((writer.say("defence.rules.first"),))]
    body = tuple(
        (
            Cell(writer.named("defence.rule", rule.kind), trace=_anchor(writer, rule)),
            Cell(writer.named("defence.group", rule.group) if rule.group else ""),
            Cell(group_name(writer, rule)),
            Cell(str(rule.at_least or "")),
            Cell("" if rule.at_most is None else str(rule.at_most)),
            Cell(quantity_text(rule.score, "score", writer.language)),
            Cell(quantity_text(rule.chance, "1", writer.language)),
        )
        for rule in rules
    )
    names = ("rule", "group", "value", "at_least", "at_most", "score", "chance")
    columns = tuple(Column(writer.say(f"defence.column.{name}")) for name in names)
    title, note = writer.say("defence.rules.beyond"), writer.say("defence.rules.beyond_note")
    return [DataTable("selection-rules", title, columns, body, note=note, dense=True)]


def _anchor(writer: Writer, rule: Any) -> str:
    return writer.row_anchor("selection_rules", rule)


def _of_contest(writer: Writer, table: str) -> list[Any]:
    contest = evaluated_contest(writer)
    return [
        row for row in rows_at_cutoff(writer, table) if contest is None or row.contest == contest.id
    ]
