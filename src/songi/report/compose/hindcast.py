"""The hindcast: what the model said at the deadline beside what was decided."""

from __future__ import annotations

from typing import Any

from songi.figures.evidence import hindcast_chart
from songi.report.blocks import Block, Cell, Column, DataTable, Figure, Note, Paragraph, Section
from songi.report.compose.contest import evaluated_contest, outcomes_of
from songi.report.compose.figure import result_figure
from songi.report.compose.ranking import bid_cell
from songi.report.compose.writer import Writer, joined
from songi.report.formats import number_cell
from songi.results.claims import Blank


def write_hindcast(writer: Writer) -> Section:
    """Return the shares beside the outcome, the Brier score beside its bar, and the cautions."""
    title = writer.say("hindcast.title")
    if not writer.shown("hindcast"):
        return Section("hindcast", title, (writer.absent("hindcast"),))
    seen = writer.view.disclosure("hindcast")
    blanks = {
        "brier": Blank("hindcast", {}, "brier", form="three"),
        "base": Blank("hindcast", {}, "base_rate_brier", form="three"),
        "skill": Blank("hindcast", {}, "skill", form="two"),
    }
    better = float(writer.run["hindcast"]["skill"]) > 0
    size = {
        "bids": Blank("hindcast", {}, "bids", form="whole"),
        "usable": Blank("hindcast", {}, "usable_criteria", form="whole"),
        "criteria": Blank("hindcast", {}, "criteria_count", form="whole"),
    }
    cutoff = {"cutoff": Blank("hindcast", {}, "cutoff", "attribute", "text")}
    blocks: list[Block] = [
        Paragraph((writer.claim("hindcast.intro", cutoff), writer.say("hindcast.measure")), seen),
        Paragraph(
            (
                writer.claim("hindcast.brier", blanks),
                writer.say("hindcast.better" if better else "hindcast.worse"),
            ),
            seen,
            lead=True,
        ),
        Note(
            "caution",
            writer.say("note.caution"),
            (
                writer.claim("hindcast.size", size),
                writer.say("hindcast.one_contest"),
                *_separating_field(writer),
            ),
            seen,
        ),
    ]
    if len(_shown_bids(writer)):
        blocks.append(_shares(writer))
    blocks.append(_numbers(writer))
    return Section("hindcast", title, tuple(blocks))


def field_separates(fields: dict[str, str | None], selected: dict[str, bool]) -> bool:
    """Return whether the field applied for tells every outcome: all of a field, or none.

    Args:
        fields: field of each bid.
        selected: outcome of each bid.

    Returns:
        True where bids of each field shared one outcome, both outcomes occur, and some field has
        several bids, so that it says something.
    """
    by_field: dict[str, set[bool]] = {}
    for bid, outcome in selected.items():
        field = fields.get(bid)
        if field is None:
            return False
        by_field.setdefault(field, set()).add(outcome)
    settled = all(len(outcomes) == 1 for outcomes in by_field.values())
    both = len(set(selected.values())) == 2
    return settled and both and len(by_field) < len(selected)


def _separating_field(writer: Writer) -> list[str]:
    """Return the caution on the field applied for, where the tables bear it out."""
    bids = _contest_bids(writer)
    selected = {bid: row.selected for bid, row in outcomes_of(writer).items() if bid in bids}
    fields = {bid: row.field for bid, row in bids.items()}
    if not field_separates(fields, selected):
        return []
    chosen = {str(fields[bid]) for bid, outcome in selected.items() if outcome}
    refused = {str(fields[bid]) for bid, outcome in selected.items() if not outcome}
    return [
        writer.say(
            "hindcast.field_separates",
            chosen=joined(sorted(writer.called(field) for field in chosen)),
            refused=joined(sorted(writer.called(field) for field in refused)),
        )
    ]


def _shares(writer: Writer) -> Figure:
    hindcast = writer.run["hindcast"]
    trace = writer.trace("hindcast")
    drawn, body = [], []
    for bid, name in _shown_bids(writer).items():
        one = hindcast.sel(bid=bid)
        share, outcome, wrong = (float(one[key]) for key in ("share", "outcome", "wrong"))
        drawn.append((name, share, outcome > 0.5, wrong > 0.5))
        selected = "contest.selected" if outcome > 0.5 else "contest.refused"
        body.append(
            (
                bid_cell(writer, bid),
                number_cell(share, "percent", writer.language, trace=trace),
                Cell(writer.say(selected), trace=trace),
                Cell(writer.say("hindcast.wrong") if wrong > 0.5 else "", trace=trace),
            )
        )
    columns = (
        Column(writer.say("column.bid"), width=2.0),
        Column(writer.say("column.share"), align="right"),
        Column(writer.say("column.outcome")),
        Column(writer.say("column.side")),
    )
    return result_figure(
        writer,
        "hindcast-shares",
        "hindcast.shares",
        "hindcast",
        hindcast_chart(drawn, writer.language),
        columns,
        body,
    )


def _numbers(writer: Writer) -> DataTable:
    hindcast = writer.run["hindcast"]
    trace = writer.trace("hindcast")
    body = tuple(
        (
            Cell(writer.say(f"hindcast.number.{name}")),
            number_cell(
                float(hindcast[name]),
                "three" if "brier" in name or name == "skill" else "whole",
                writer.language,
                trace=trace,
            ),
        )
        for name in (
            "brier", "base_rate_brier", "skill", "bids", "usable_criteria", "criteria_count"
        )
    )  # fmt: skip
    columns = (
        Column(writer.say("column.fact"), width=3.0),
        Column(writer.say("column.value"), align="right"),
    )
    return DataTable("hindcast-numbers", writer.say("hindcast.numbers"), columns, body, trace)


def _shown_bids(writer: Writer) -> dict[str, str]:
    known = set(writer.run["hindcast"]["bid"].values.tolist())
    return {bid: name for bid, name in writer.ranked_bids.items() if bid in known}


def _contest_bids(writer: Writer) -> dict[str, Any]:
    contest = evaluated_contest(writer)
    return {
        row.id: row for row in writer.latest("bids") if contest is None or row.contest == contest.id
    }
