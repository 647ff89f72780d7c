"""The contest and its bids, as the call and the bids' own papers tell of them."""

from __future__ import annotations

from datetime import date
from typing import Any

from songi.report.blocks import Block, Cell, DataTable, Paragraph, Section
from songi.report.compose.writer import Writer, columns_of, joined
from songi.report.formats import quantity_text
from songi.study.as_of import known_at


def write_contest(writer: Writer) -> Section:
    """Return what was called for, until when, and who bid."""
    blocks: list[Block] = []
    contest = evaluated_contest(writer)
    if contest is None:
        blocks.append(Paragraph((writer.say("contest.not_shown"),)))
    else:
        blocks.append(Paragraph((writer.say("contest.intro", contest=writer.name_in(contest)),)))
        blocks.append(_call(writer, contest))
    bids = [row for row in writer.latest("bids") if contest is None or row.contest == contest.id]
    if bids:
        blocks.append(_bids(writer, bids))
    return Section("contest", writer.say("contest.title"), tuple(blocks))


def evaluated_contest(writer: Writer) -> Any | None:
    """Return the row of the contest that was evaluated, if the audience may see it."""
    chosen = writer.run.record["options"].get("contest")
    rows = writer.latest("contests")
    return next((row for row in rows if chosen in {None, row.id}), None)


def cutoff_day(writer: Writer) -> date | None:
    """Return the day whose knowledge counts: the deadline, or the as-of day if it is earlier."""
    contest = evaluated_contest(writer)
    as_of = writer.run.record["as_of"]
    days = [date.fromisoformat(as_of)] if as_of else []
    days += [contest.deadline] if contest is not None else []
    return min(days, default=None)


def cutoff_text(writer: Writer) -> str:
    """Return the day whose knowledge counts, as text."""
    return writer.date_text(cutoff_day(writer))


def rows_at_cutoff(writer: Writer, table: str) -> list[Any]:
    """Return the rows of a table that may be shown, in the versions that the run evaluated."""
    found = writer.run.study.tables.get(table)
    if found is None:
        return []
    return [row for row in known_at(found, cutoff_day(writer)) if writer.view.sees_row(row)]


def outcomes_of(writer: Writer) -> dict[str, Any]:
    """Return the outcome of each bid of the contest, as far as it may be shown."""
    contest = evaluated_contest(writer)
    return {
        row.bid: row
        for row in writer.latest("outcomes")
        if contest is not None and row.contest == contest.id
    }


def _call(writer: Writer, contest: Any) -> DataTable:
    evaluated = next(
        (row for row in rows_at_cutoff(writer, "contests") if row.id == contest.id), contest
    )
    anchor = writer.row_anchor("contests", evaluated)
    facts = [
        ("called_on", writer.date_text(contest.called_on)),
        ("deadline", writer.date_text(contest.deadline)),
        ("cutoff", cutoff_text(writer)),
        ("decided_on", writer.date_text(contest.decided_on)),
        ("status", writer.named("status", contest.status)),
        ("awards", quantity_text(evaluated.awards, "count", writer.language)),
        (
            "awards_later",
            "" if evaluated is contest else quantity_text(contest.awards, "count", writer.language),
        ),
        ("fields", joined(writer.called(field) for field in evaluated.fields)),
        ("basis", writer.named("basis", evaluated.basis)),
        ("sources", writer.sources_text(evaluated)),
        ("note", evaluated.told("note", writer.language)),
    ]
    rows = tuple(
        (Cell(writer.say(f"contest.fact.{name}")), Cell(text, trace=anchor))
        for name, text in facts
        if text
    )
    columns = columns_of(writer, {"fact": 1.0, "value": 3.0})
    return DataTable("call", writer.say("contest.call"), columns, rows)


def _bids(writer: Writer, bids: list[Any]) -> DataTable:
    outcomes = outcomes_of(writer)
    widths = {"bid": 1.3, "candidates": 2.2, "applicant": 2.0, "field": 1.2, "outcome": 0.8}
    columns = columns_of(writer, widths)
    rows = []
    for bid in bids:
        anchor = writer.row_anchor("bids", bid)
        outcome = outcomes.get(bid.id)
        own = bid.id == writer.own_bid
        decided = writer.say("contest.open")
        if outcome is not None:
            decided = writer.say("contest.selected" if outcome.selected else "contest.refused")
        rows.append(
            (
                Cell(writer.bids[bid.id], trace=anchor, tone="own" if own else ""),
                Cell(joined(writer.candidate_name(one) for one in bid.candidates)),
                Cell(bid.told("applicant", writer.language)),
                Cell(writer.called(bid.field) if bid.field else ""),
                Cell(
                    decided,
                    trace=writer.row_anchor("outcomes", outcome) if outcome is not None else "",
                ),
            )
        )
    title = writer.say("contest.bids")
    return DataTable("bids", title, columns, tuple(rows), dense=True)
