"""The ranking: how often each bid takes each rank, is selected, and whether the method matters."""

from __future__ import annotations

import xarray as xr

from songi.figures.shares import rank_acceptability_chart, selection_share_chart, share_matrix_chart
from songi.measures.ranking import MAIN_METHOD
from songi.report.blocks import Block, Cell, Column, Figure, Note, Paragraph, Section
from songi.report.compose.figure import result_figure
from songi.report.compose.writer import Writer
from songi.report.formats import number_cell


def write_ranking(writer: Writer) -> Section:
    """Return rank acceptability, selection shares, agreement of methods and pairs of bids."""
    blocks: list[Block] = [
        Paragraph((writer.say("ranking.intro"), writer.say(f"ranking.method.{MAIN_METHOD}")))
    ]
    if not writer.view.sees_rivals:
        withheld = (writer.say("ranking.rivals_withheld"),)
        blocks.append(Note("reading", writer.say("note.reading"), withheld))
    if writer.shown("selection_share"):
        blocks.append(_selection(writer))
    else:
        blocks.append(writer.absent("selection_share"))
    if writer.shown("rank_acceptability", "expected_rank"):
        blocks.append(_acceptability(writer))
    else:
        blocks.append(writer.absent("rank_acceptability"))
    if writer.shown("method_agreement"):
        blocks.append(_agreement(writer))
    else:
        blocks.append(writer.absent("method_agreement"))
    if writer.view.sees_rivals:
        if writer.shown("pairwise_winning"):
            blocks.append(_pairs(writer))
        else:
            blocks.append(writer.absent("pairwise_winning"))
    return Section("ranking", writer.say("ranking.title"), tuple(blocks))


def bid_cell(writer: Writer, bid: str) -> Cell:
    """Return a cell with a bid's name; the own one is marked."""
    own = bid == writer.own_bid
    return Cell(writer.bids[bid], tone="own" if own else "")


def _selection(writer: Writer) -> Figure:
    shares = writer.run["selection_share"]
    trace = writer.trace("selection_share")
    body = []
    for bid in writer.ranked_bids:
        main = shares.sel(bid=bid, ranking_method=MAIN_METHOD)
        error = number_cell(float(main["standard_error"]), "percent", writer.language, trace=trace)
        by_method = (
            number_cell(
                float(shares["selection_share"].sel(bid=bid, ranking_method=method)),
                "percent",
                writer.language,
                trace=trace,
            )
            for method in writer.methods
        )
        first, *others = by_method
        body.append((bid_cell(writer, bid), first, error, *others))
    titles = [*writer.methods.values()]
    columns = (
        Column(writer.say("column.bid"), width=1.8),
        Column(titles[0], align="right"),
        Column(writer.say("column.standard_error"), align="right"),
        *(Column(title, align="right") for title in titles[1:]),
    )
    return result_figure(
        writer,
        "selection",
        "ranking.selection",
        "selection_share",
        selection_share_chart(
            shares, writer.ranked_bids, writer.methods, MAIN_METHOD, writer.language
        ),
        columns,
        body,
    )


def _acceptability(writer: Writer) -> Figure:
    shares = writer.run["rank_acceptability"].sel(ranking_method=MAIN_METHOD)
    expected = writer.run["expected_rank"].sel(ranking_method=MAIN_METHOD)
    trace = writer.trace("rank_acceptability")
    ranks = [int(rank) for rank in shares["rank"].values]
    body = []
    for bid in writer.ranked_bids:
        cells = (
            number_cell(
                float(shares.sel(bid=bid, rank=rank)), "percent", writer.language, trace=trace
            )
            for rank in ranks
        )
        mean = number_cell(
            float(expected.sel(bid=bid)),
            "rank",
            writer.language,
            trace=writer.trace("expected_rank"),
        )
        body.append((bid_cell(writer, bid), mean, *cells))
    columns = (
        Column(writer.say("column.bid"), width=2.0),
        Column(writer.say("column.expected_rank"), align="right", width=1.0),
        *(Column(writer.say("column.rank", rank=rank), align="right", width=0.9) for rank in ranks),
    )
    return result_figure(
        writer,
        "acceptability",
        "ranking.acceptability",
        "rank_acceptability",
        rank_acceptability_chart(shares, writer.ranked_bids, writer.language),
        columns,
        body,
    )


def _agreement(writer: Writer) -> Figure:
    agreement = writer.run["method_agreement"]
    labels = [*writer.methods]
    names = [*writer.methods.values()]
    values = agreement.sel(ranking_method=labels, other_method=labels).values
    trace = writer.trace("method_agreement")
    body = tuple(
        (
            Cell(names[i]),
            *(number_cell(float(v), "two", writer.language, trace=trace) for v in values[i]),
        )
        for i in range(len(labels))
    )
    columns = (
        Column(writer.say("column.method"), width=1.4),
        *(Column(name, align="right") for name in names),
    )
    return result_figure(
        writer,
        "agreement",
        "ranking.agreement",
        "method_agreement",
        share_matrix_chart(values, names, names, "", "", as_share=False),
        columns,
        body,
    )


def _pairs(writer: Writer) -> Figure:
    labels = [*writer.ranked_bids]
    names = [*writer.ranked_bids.values()]
    chosen = {"ranking_method": MAIN_METHOD, "bid": labels, "rival": labels}
    shares = writer.run["pairwise_winning"].sel(chosen)
    values = _without_itself(shares.transpose("bid", "rival"))
    trace = writer.trace("pairwise_winning")
    body = tuple(
        (
            bid_cell(writer, labels[i]),
            *(number_cell(float(v), "percent", writer.language, trace=trace) for v in values[i]),
        )
        for i in range(len(labels))
    )
    columns = (
        Column(writer.say("column.bid"), width=1.8),
        *(Column(name, align="right") for name in names),
    )
    rows, against = writer.say("ranking.pairs_rows"), writer.say("ranking.pairs_columns")
    return result_figure(
        writer,
        "pairs",
        "ranking.pairs",
        "pairwise_winning",
        share_matrix_chart(values.values, names, names, rows, against, as_share=True),
        columns,
        body,
    )


def _without_itself(shares: xr.DataArray) -> xr.DataArray:
    """Return the shares with nothing where a bid meets itself."""
    return shares.where(shares["bid"] != shares["rival"])
