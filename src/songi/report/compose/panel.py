"""The judgement panel: what it says together, how far apart it is, and who moves the result."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from songi.figures.drivers import signed_bar_chart
from songi.figures.panel import panel_chart
from songi.report.blocks import Block, Cell, Column, DataTable, Figure, Note, Paragraph, Section
from songi.report.compose.figure import result_figure
from songi.report.compose.writer import Writer, best_label
from songi.report.formats import number_cell
from songi.results.claims import Blank, Form
from songi.study.criteria import ROOT

RESULTS = ("expert_consistency", "expert_weights", "group_weights", "without_expert")
"""Results of the panel, in the order in which the chapter tells them."""

TOLD: Mapping[str, Form] = {
    "weight": "percent",
    "lowest": "percent",
    "highest": "percent",
    "spread": "two",
    "experts": "whole",
}
"""What the table tells of the group's weights, and how it is written."""


def write_panel(writer: Writer) -> Section:
    """Return the panel's weights, their spread, its consistency, and what each expert changes."""
    blocks: list[Block] = [Paragraph((writer.say("panel.intro"), _used(writer)))]
    if not any(name in writer.run for name in RESULTS):
        blocks = [Note("skipped", writer.say("absent.title"), (writer.say("panel.none"),))]
        return Section("panel", writer.say("panel.title"), tuple(blocks))
    if writer.shown("expert_weights", "group_weights"):
        blocks += [_widest(writer), _weights(writer)]
    else:
        blocks.append(writer.absent("group_weights"))
    if writer.shown("expert_consistency"):
        blocks.append(_consistency(writer))
    else:
        blocks.append(writer.absent("expert_consistency"))
    own = writer.own_bid
    if writer.shown("without_expert") and own is not None:
        # A bid that joined another is no alternative of its own.
        if own in writer.run["without_expert"]["bid"].values:
            blocks.append(_without(writer, own))
    elif own is not None:
        blocks.append(writer.absent("without_expert"))
    return Section("panel", writer.say("panel.title"), tuple(blocks))


def _used(writer: Writer) -> str:
    """Return whether the run's weights are the panel's."""
    told = {"judgements": "followed", "best_worst": "followed_best_worst"}
    return writer.say(f"panel.{told.get(writer.run.study.options.weights, 'beside')}")


def _widest(writer: Writer) -> Paragraph:
    spread = writer.run["group_weights"]["spread"]
    widest = best_label(spread, "criterion")
    if float(spread.sel(criterion=widest)) <= 1.0:
        return Paragraph((writer.say("panel.alone"),), writer.view.disclosure("group_weights"))
    cell = {"criterion": widest}
    blanks = {
        "low": Blank("group_weights", cell, "lowest", form="percent"),
        "high": Blank("group_weights", cell, "highest", form="percent"),
        "weight": Blank("group_weights", cell, "weight", form="percent"),
    }
    sentence = writer.claim("panel.widest", blanks, criterion=writer.criteria.get(widest, widest))
    return Paragraph((sentence,), writer.view.disclosure("group_weights"))


def _weights(writer: Writer) -> Figure:
    each, group = writer.run["expert_weights"], writer.run["group_weights"]
    labels = [str(label) for label in group["criterion"].values]
    names = {label: writer.criteria.get(label, label) for label in labels}
    experts, together, body = {}, {}, []
    trace = writer.trace("group_weights")
    for label, name in names.items():
        said = each.sel(criterion=label).values
        experts[name] = [float(v) for v in said[np.isfinite(said)]]
        together[name] = float(group["weight"].sel(criterion=label))
        cells = [
            number_cell(float(group[one].sel(criterion=label)), form, writer.language, trace=trace)
            for one, form in TOLD.items()
        ]
        body.append((Cell(name), *cells))
    columns = (
        Column(writer.say("column.criterion"), width=3.0),
        *(Column(writer.say(f"panel.column.{one}"), align="right") for one in TOLD),
    )
    chart = panel_chart(experts, together, writer.say("panel.axis"))
    return result_figure(
        writer, "panel-weights", "panel.weights", "group_weights", chart, columns, body
    )


def _consistency(writer: Writer) -> DataTable:
    found = writer.run["expert_consistency"]["consistency_ratio"].transpose("expert", "parent")
    parents = [str(label) for label in found["parent"].values]
    trace = writer.trace("expert_consistency")
    titles = [
        writer.say("panel.headings") if label == ROOT else writer.criteria.get(label, label)
        for label in parents
    ]
    body = tuple(
        (
            Cell(str(expert)),
            *(
                number_cell(float(v), "two", writer.language, trace=trace)
                for v in found.sel(expert=expert).values
            ),
        )
        for expert in found["expert"].values
    )
    columns = (
        Column(writer.say("panel.column.expert")),
        *(Column(title, align="right") for title in titles),
    )
    return DataTable(
        "panel-consistency", writer.say("panel.consistency"), columns, body, trace,
        writer.say("panel.consistency_note"), writer.view.disclosure("expert_consistency"),
    )  # fmt: skip


def _without(writer: Writer, own: str) -> Figure:
    found = writer.run["without_expert"]
    trace = writer.trace("without_expert")
    values, labels, body = {}, {}, []
    for expert in map(str, found["expert"].values):
        cells = found.sel(expert=expert, bid=own)
        share = number_cell(float(cells["share_change"]), "percent_points", writer.language,
                            trace=trace)  # fmt: skip
        rank = number_cell(float(cells["rank_change"]), "signed", writer.language, trace=trace)
        weight = number_cell(float(cells["weight_change"]), "percent", writer.language, trace=trace)
        values[expert] = float(cells["share_change"]) * 100
        labels[expert] = share.text
        body.append((Cell(expert), share, rank, weight))
    columns = (
        Column(writer.say("panel.column.without")),
        Column(writer.say("column.share_change"), writer.say("unit.points"), "right"),
        Column(writer.say("column.rank_change"), align="right"),
        Column(writer.say("panel.column.weight_change"), align="right"),
    )
    chart = signed_bar_chart(values, writer.say("panel.without_axis"), labels)
    return result_figure(
        writer, "panel-without", "panel.without", "without_expert", chart, columns, body,
        words={"bid": writer.bid_name(own)},
    )  # fmt: skip
