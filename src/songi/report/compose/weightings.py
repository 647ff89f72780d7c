"""Weightings side by side: the same runs added up under weights that come from elsewhere."""

from __future__ import annotations

import xarray as xr

from songi.figures.drivers import two_dot_chart
from songi.figures.shares import scenario_chart, share_matrix_chart
from songi.measures.weightings import OBJECTIVE, RUN
from songi.report.blocks import Block, Cell, Column, Figure, Paragraph, Section
from songi.report.compose.criteria import leaves_of
from songi.report.compose.figure import result_figure
from songi.report.compose.ranking import bid_cell
from songi.report.compose.writer import Writer, best_label
from songi.report.formats import number_cell
from songi.results.claims import Blank, ToldClaim, read_cell


def write_weightings(writer: Writer) -> Section:
    """Return how the own bid and its rivals fare under other weightings, and those weights."""
    blocks: list[Block] = [Paragraph((writer.say("weightings.intro"),))]
    own = writer.own_bid
    if not writer.shown("weighting_shares"):
        blocks.append(writer.absent("weighting_shares"))
    else:
        # A bid that joined another is no alternative of its own.
        if own is not None and own in writer.run["weighting_shares"]["bid"].values:
            blocks += _own(writer, own)
        if writer.view.sees_rivals:
            blocks.append(_bids(writer))
    if writer.shown("objective_weights", "criterion_weights"):
        blocks.append(_weights(writer))
    else:
        blocks.append(writer.absent("objective_weights"))
    return Section("weightings", writer.say("weightings.title"), tuple(blocks))


def _own(writer: Writer, own: str) -> list[Block]:
    found = writer.run["weighting_shares"].sel(bid=own)
    shares, trace = found["selection_share"], writer.trace("weighting_shares")
    drawn, body = {}, []
    for label, name in _names(writer, found).items():
        one = found.sel(weighting=label)
        share, error = float(one["selection_share"]), float(one["standard_error"])
        place = Blank(
            "weighting_shares", {"weighting": label, "bid": own}, "selection_share", "place",
            along="bid",
        )  # fmt: skip
        drawn[name] = share, error
        body.append(
            (
                Cell(name, tone="own" if label == RUN else ""),
                number_cell(share, "percent", writer.language, trace=trace),
                number_cell(error, "percent", writer.language, trace=trace),
                number_cell(
                    float(read_cell(writer.run, place)), "whole", writer.language, trace=trace
                ),
                number_cell(float(one["expected_rank"]), "rank", writer.language, trace=trace),
            )
        )
    columns = (
        Column(writer.say("column.weighting"), width=2.4),
        *(
            Column(writer.say(f"column.{name}"), align="right")
            for name in ("share", "standard_error", "standing", "expected_rank")
        ),
    )
    chart = scenario_chart(drawn, writer.bid_name(own), writer.language)
    figure = result_figure(
        writer, "weighting-shares", "weightings.shares", "weighting_shares", chart, columns, body,
        words={"bid": writer.bid_name(own)},
    )  # fmt: skip
    seen = writer.view.disclosure("weighting_shares")
    return [Paragraph((_told(writer, shares, own),), seen), figure]


def _told(writer: Writer, shares: xr.DataArray, own: str) -> ToldClaim:
    """Return the sentence on the weightings under which the own bid does worst and best."""
    ends = {
        "low": best_label(shares, "weighting", lowest=True),
        "high": best_label(shares, "weighting"),
        "run": RUN,
    }
    blanks = {
        name: Blank(
            "weighting_shares", {"weighting": label, "bid": own}, "selection_share", form="percent"
        )
        for name, label in ends.items()
    }
    words = {f"{name}_weighting": _name(writer, ends[name]) for name in ("low", "high")}
    return writer.claim("weightings.range", blanks, bid=writer.bid_name(own), **words)


def _bids(writer: Writer) -> Figure:
    shares = writer.run["weighting_shares"]["selection_share"]
    names = _names(writer, shares)
    bids = [bid for bid in writer.ranked_bids if bid in shares["bid"].values]
    values = shares.sel(bid=bids, weighting=[*names]).transpose("bid", "weighting").values
    trace = writer.trace("weighting_shares")
    body = [
        (
            bid_cell(writer, bid),
            *(number_cell(float(v), "percent", writer.language, trace=trace) for v in row),
        )
        for bid, row in zip(bids, values, strict=True)
    ]
    columns = (
        Column(writer.say("column.bid"), width=1.8),
        *(Column(name, align="right") for name in names.values()),
    )
    rows = [writer.bids[bid] for bid in bids]
    chart = share_matrix_chart(values, rows, [*names.values()], "", "", as_share=True)
    return result_figure(
        writer, "weighting-bids", "weightings.bids", "weighting_shares", chart, columns, body
    )


def _weights(writer: Writer) -> Figure:
    means = writer.summary("objective_weights").sel(statistic="mean")
    run = writer.summary("criterion_weights").sel(statistic="mean")
    trace = writer.trace("objective_weights")
    names, pairs, body = leaves_of(writer), {}, []
    for leaf, name in names.items():
        each = [float(means.sel(weighting=how, criterion=leaf)) for how in OBJECTIVE]
        pairs[name] = each[0], each[1]
        stated = number_cell(
            float(run.sel(criterion=leaf)), "percent", writer.language,
            trace=writer.trace("criterion_weights"),
        )  # fmt: skip
        cells = (number_cell(v, "percent", writer.language, trace=trace) for v in each)
        body.append((Cell(name), stated, *cells))
    titles = [_name(writer, how) for how in OBJECTIVE]
    columns = (
        Column(writer.say("column.criterion"), width=3.0),
        Column(writer.say("column.mean_weight"), align="right"),
        *(Column(title, align="right") for title in titles),
    )
    chart = two_dot_chart(pairs, titles[0], titles[1], writer.say("criteria.axis"))
    return result_figure(
        writer, "objective-weights", "weightings.weights", "objective_weights", chart, columns, body
    )


def _names(writer: Writer, found: xr.Dataset | xr.DataArray) -> dict[str, str]:
    return {str(label): _name(writer, str(label)) for label in found["weighting"].values}


def _name(writer: Writer, weighting: str) -> str:
    return writer.say(f"weightings.name.{weighting}")
