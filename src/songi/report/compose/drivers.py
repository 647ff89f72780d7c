"""What drove the standing: contributions, criteria left out, and the weights of a first rank."""

from __future__ import annotations

import numpy as np

from songi.figures.drivers import signed_bar_chart, two_dot_chart
from songi.report.blocks import Block, Cell, Column, Paragraph, Section
from songi.report.compose.criteria import leaves_of
from songi.report.compose.figure import result_figure
from songi.report.compose.writer import Writer
from songi.report.formats import number_cell
from songi.results.claims import Blank


def write_drivers(writer: Writer) -> Section:
    """Return what lifts the own bid, what holds it back, and on what its rank hangs."""
    blocks: list[Block] = [Paragraph((writer.say("drivers.intro"),))]
    own = writer.own_bid
    if own is None:
        blocks.append(Paragraph((writer.say("front.no_own_bid"),)))
        return Section("drivers", writer.say("drivers.title"), tuple(blocks))
    for name, write in (
        ("score_contributions", _contributions),
        ("leave_one_out", _left_out),
        ("central_weights", _central),
    ):
        if writer.shown(name):
            blocks += write(writer, own)
        else:
            blocks.append(writer.absent(name))
    return Section("drivers", writer.say("drivers.title"), tuple(blocks))


def _contributions(writer: Writer, own: str) -> list[Block]:
    parts = writer.run["score_contributions"]
    names = leaves_of(writer)
    trace = writer.trace("score_contributions")
    values = {names[leaf]: float(parts.sel(bid=own, criterion=leaf)) for leaf in names}
    ordered = dict(sorted(values.items(), key=lambda item: -item[1]))
    labels = {
        name: number_cell(value, "signed", writer.language).text for name, value in ordered.items()
    }
    body = []
    for leaf, name in names.items():
        cells = (
            number_cell(
                float(parts.sel(bid=bid, criterion=leaf)), "signed", writer.language, trace=trace
            )
            for bid in writer.ranked_bids
        )
        body.append((Cell(name), *cells))
    columns = (
        Column(writer.say("column.criterion"), width=2.4),
        *(Column(name, align="right") for name in writer.ranked_bids.values()),
    )
    return [
        result_figure(
            writer,
            "contributions",
            "drivers.contributions",
            "score_contributions",
            signed_bar_chart(ordered, writer.say("drivers.contributions_axis"), labels),
            columns,
            body,
            words={"bid": writer.bid_name(own)},
            table_title=writer.say("drivers.contributions_table"),
        )
    ]


def _left_out(writer: Writer, own: str) -> list[Block]:
    changes = writer.run["leave_one_out"].sel(bid=own)
    trace = writer.trace("leave_one_out")
    known = [str(label) for label in changes["left_out"].values if str(label) in writer.criteria]
    share = {
        writer.criteria[label]: float(changes["selection_share_change"].sel(left_out=label))
        for label in known
    }
    ordered = dict(sorted(share.items(), key=lambda item: -item[1]))
    labels = {
        name: number_cell(value, "percent_points", writer.language).text
        for name, value in ordered.items()
    }
    body = tuple(
        (
            Cell(writer.criteria[label]),
            number_cell(
                float(changes["selection_share_change"].sel(left_out=label)),
                "percent_points",
                writer.language,
                trace=trace,
            ),
            number_cell(
                float(changes["expected_rank_change"].sel(left_out=label)),
                "signed",
                writer.language,
                trace=trace,
            ),
        )
        for label in known
    )
    columns = (
        Column(writer.say("column.left_out"), width=3.0),
        Column(writer.say("column.share_change"), writer.say("unit.points"), "right"),
        Column(writer.say("column.rank_change"), align="right"),
    )
    points = {name: value * 100 for name, value in ordered.items()}
    return [
        result_figure(
            writer,
            "left-out",
            "drivers.left_out",
            "leave_one_out",
            signed_bar_chart(points, writer.say("drivers.left_out_axis"), labels),
            columns,
            body,
            words={"bid": writer.bid_name(own)},
        )
    ]


def _central(writer: Writer, own: str) -> list[Block]:
    central = writer.run["central_weights"].sel(bid=own)
    if not np.isfinite(central.values).all():
        return [Paragraph((writer.say("drivers.never_first", bid=writer.bid_name(own)),))]
    names = leaves_of(writer)
    mean = writer.summary("criterion_weights").sel(statistic="mean")
    trace = writer.trace("central_weights")
    pairs = {
        name: (float(mean.sel(criterion=leaf)), float(central.sel(criterion=leaf)))
        for leaf, name in names.items()
    }
    body = tuple(
        (
            Cell(name),
            number_cell(
                before, "percent", writer.language, trace=writer.trace("criterion_weights")
            ),
            number_cell(held, "percent", writer.language, trace=trace),
        )
        for name, (before, held) in pairs.items()
    )
    drawn, first = writer.say("column.mean_weight"), writer.say("column.central_weight")
    columns = (
        Column(writer.say("column.criterion"), width=3.0),
        Column(drawn, align="right"),
        Column(first, align="right"),
    )
    figure = result_figure(
        writer,
        "central",
        "drivers.central",
        "central_weights",
        two_dot_chart(pairs, drawn, first, writer.say("criteria.axis")),
        columns,
        body,
        words={"bid": writer.bid_name(own)},
    )
    return [figure, *_confidence(writer, own)]


def _confidence(writer: Writer, own: str) -> list[Block]:
    if not writer.shown("confidence_factors"):
        return [writer.absent("confidence_factors")]
    factor = {"factor": Blank("confidence_factors", {"bid": own}, form="percent")}
    sentence = writer.claim("drivers.confidence", factor, bid=writer.bid_name(own))
    return [Paragraph((sentence,), writer.view.disclosure("confidence_factors"))]
