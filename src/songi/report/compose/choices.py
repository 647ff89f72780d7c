"""What would have to change for the own bid to win, and what its options would bring."""

from __future__ import annotations

import math
from typing import Any

import xarray as xr

from songi.figures.drivers import two_dot_chart
from songi.measures.contest import FILLED
from songi.report.blocks import Block, Cell, Column, DataTable, Note, Paragraph, Section
from songi.report.compose.criteria import leaves_of
from songi.report.compose.figure import result_figure
from songi.report.compose.options import write_options
from songi.report.compose.writer import Writer, joined
from songi.report.formats import number_cell, shared_decimals, span_cell, unit_of_cells, value_cell
from songi.results.claims import Blank

STAND_IN = "○"
"""Stands at a value that nobody knew of the own bid."""


def write_choices(writer: Writer) -> Section:
    """Return the changes and weightings that would win, and the options compared."""
    title = writer.say("choices.title")
    blocks: list[Block] = [
        Paragraph((writer.say("choices.intro"),)),
        Note("caution", writer.say("note.caution"), (writer.say("choices.caution"),)),
    ]
    for name, write in (
        ("winning_changes", _changes),
        ("winning_weights", _weights),
        ("bid_option_shares", write_options),
    ):
        blocks += write(writer) if writer.shown(name) else [writer.absent(name)]
    return Section("choices", title, tuple(blocks))


def _changes(writer: Writer) -> list[Block]:
    found = _dataset(writer, "winning_changes")
    seen = writer.view.disclosure("winning_changes")
    names = {label: name for label, name in leaves_of(writer).items() if label in _labels(found)}
    movable = {
        label: name
        for label, name in names.items()
        if float(found["furthest"].sel(criterion=label)) != 0.0
    }
    now = float(found["share_now"])
    pairs = {
        name: (now, float(found["share"].sel(criterion=label))) for label, name in movable.items()
    }
    columns = (
        Column(writer.say("column.criterion"), width=2.2),
        Column(writer.say("column.unit"), width=1.1),
        *(
            Column(writer.say(f"choices.column.{name}"), align="right", width=1.2)
            for name in (
                "now", "furthest", "alone", "share_after", "joint", "cost_alone", "cost_joint",
                "time",
            )
        ),
    )  # fmt: skip
    rows = [_change_row(writer, found, label, name) for label, name in names.items()]
    told = writer.say("choices.changes.before"), writer.say("choices.changes.after")
    figure = result_figure(
        writer,
        "winning-changes",
        "choices.changes.figure",
        "winning_changes",
        two_dot_chart(pairs, *told, writer.say("choices.changes.axis")),
        columns,
        rows,
    )
    return [Paragraph(tuple(_told_changes(writer, found, movable)), seen), figure]


def _told_changes(writer: Writer, found: xr.Dataset, movable: dict[str, str]) -> list[Any]:
    """Return the sentences on the changes: as it stands, one at a time, together."""

    def share(variable: str, **labels: str | int) -> Blank:
        return Blank("winning_changes", labels, variable=variable, form="percent")

    own = writer.own_bid or ""
    name = writer.bid_name(own) if own in writer.bids else own
    sentences: list[Any] = [
        writer.claim(
            "choices.changes.now",
            {"share": share("share_now"), "wanted": share("wanted")},
            bid=name,
        )
    ]
    if float(found["share_now"]) >= float(found["wanted"]):
        return [*sentences, writer.say("choices.changes.enough")]
    alone = [
        title for label, title in movable.items() if float(found["feasible"].sel(criterion=label))
    ]
    if alone:
        sentences.append(writer.say("choices.changes.alone", criteria=joined(alone)))
    elif movable:
        best = max(movable, key=lambda label: float(found["share"].sel(criterion=label)))
        blank = {"share": share("share", criterion=best)}
        sentences.append(writer.claim("choices.changes.none_alone", blank, criterion=movable[best]))
    blank = {"share": share("joint_share")}
    if not float(found["joint_feasible"]):
        return [*sentences, writer.claim("choices.changes.not_together", blank)]
    column = writer.say("choices.column.joint")
    sentences.append(writer.claim("choices.changes.together", blank, column=column))
    if math.isfinite(float(found["joint_months"])):
        blank = {"months": Blank("winning_changes", {}, variable="joint_months", form="one")}
        sentences.append(writer.claim("choices.changes.time", blank))
    return sentences


def _change_row(writer: Writer, found: xr.Dataset, label: str, name: str) -> tuple[Cell, ...]:
    one = found.sel(criterion=label)
    unit = str(one["unit"].values)
    trace = writer.trace("winning_changes")

    told = [float(one[name]) for name in ("value_now", "furthest", "change", "joint_change")]
    decimals = shared_decimals(told, unit)

    def change(variable: str, note: str = "") -> Cell:
        value = float(one[variable])
        return value_cell(value, unit, writer.language, trace=trace, note=note, decimals=decimals)

    def cost(variable: str) -> Cell:
        return value_cell(float(one[variable]), "krw", writer.language, trace=trace)

    furthest = float(one["furthest"])
    share = float(one["share"]) if furthest else math.nan
    return (
        Cell(name),
        Cell(unit_of_cells(unit, writer.language)),
        change("value_now", STAND_IN if _stands_in(writer, label) else ""),
        change("furthest"),
        change("change"),
        number_cell(share, "percent", writer.language, trace=trace),
        change("joint_change") if furthest else value_cell(math.nan, unit, writer.language),
        *(cost(name) for name in ("cost_krw", "joint_cost_krw")),
        span_cell(float(one["months"]) if furthest else math.nan, writer.language, trace=trace),
    )


def _stands_in(writer: Writer, criterion: str) -> bool:
    """Return whether nothing was known of the own bid, so that something stands for its value."""
    own = writer.own_bid
    if own is None or not writer.shown("evidence_status"):
        return False
    status = writer.run["evidence_status"]
    known = own in status["bid"].values and criterion in status["criterion"].values
    return known and str(status.sel(bid=own, criterion=criterion).values) == FILLED


def _weights(writer: Writer) -> list[Block]:
    found = _dataset(writer, "winning_weights")
    seen, trace = writer.view.disclosure("winning_weights"), writer.trace("winning_weights")
    headings = [str(label) for label in found["heading"].values]
    body = []
    for label in (str(one) for one in found["weighting"].values):
        one = found.sel(weighting=label)
        weights = (
            number_cell(
                float(one["weight"].sel(heading=name)), "percent", writer.language, trace=trace
            )
            for name in headings
        )
        within = {1.0: "yes", 0.0: "no"}.get(float(one["within"]), "")
        body.append(
            (
                Cell(writer.say(f"choices.weighting.{label}")),
                *weights,
                number_cell(float(one["share"]), "percent", writer.language, trace=trace),
                number_cell(float(one["distance"]), "two", writer.language, trace=trace),
                Cell(writer.say(f"choices.weights.is_{within}") if within else "–"),
            )
        )
    columns = (
        Column(writer.say("choices.column.weighting"), width=2.4),
        *(Column(writer.criteria.get(name, name), align="right") for name in headings),
        Column(writer.say("column.share"), align="right"),
        Column(writer.say("choices.column.distance"), align="right"),
        Column(writer.say("choices.column.within")),
    )
    table = DataTable(
        "winning-weights",
        writer.say("choices.weights.table"),
        columns,
        tuple(body),
        trace,
        writer.say("choices.weights.note"),
        seen,
        dense=True,
    )
    return [Paragraph((_told_weights(writer, found),), seen), table]


def _told_weights(writer: Writer, found: xr.Dataset) -> Any:
    def share(weighting: str) -> Blank:
        return Blank("winning_weights", {"weighting": weighting}, variable="share", form="percent")

    for label, key in (("enough_within", "within"), ("enough", "outside")):
        if math.isfinite(float(found["share"].sel(weighting=label))):
            return writer.claim(f"choices.weights.{key}", {"share": share(label)})
    blanks = {"most": share("most_runs"), "within": share("most_runs_within")}
    return writer.claim("choices.weights.none", blanks)


def _labels(found: xr.Dataset) -> set[str]:
    return {str(label) for label in found["criterion"].values}


def _dataset(writer: Writer, name: str) -> xr.Dataset:
    return writer.run.dataset(name)
