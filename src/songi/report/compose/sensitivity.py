"""What the standing hangs on, cell by cell, what is worth finding out, and which method wavers."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import numpy as np
import xarray as xr

from songi.experiments.sobol import WEIGHTS
from songi.figures.drivers import Interval, interval_chart, two_interval_chart
from songi.figures.shares import share_matrix_chart
from songi.measures.drivers import CONDITION, STAND_IN
from songi.report.blocks import Block, Cell, Column, Figure, Note, Paragraph, Section
from songi.report.compose.figure import result_figure
from songi.report.compose.names import column_word, row_called
from songi.report.compose.writer import Writer
from songi.report.formats import number_cell
from songi.results.claims import Blank

SHOWN = 12
"""Cells that a chart and its table show; the rest is in the run."""


def write_sensitivity(writer: Writer) -> Section:
    """Return what drives the own bid's rank and what it is worth to find out."""
    blocks: list[Block] = [Paragraph((writer.say("sensitivity.intro"),))]
    own = writer.own_bid
    if own is None:
        blocks.append(Paragraph((writer.say("front.no_own_bid"),)))
    for name, write in (
        ("rank_drivers", _drivers),
        ("sobol_indices", _sobol),
        ("value_of_information", _information),
        ("value_of_finding_out", _criteria),
    ):
        if own is not None:
            blocks += write(writer, own) if writer.shown(name) else [writer.absent(name)]
    if writer.shown("rank_reversals"):
        blocks.append(_reversals(writer))
    else:
        blocks.append(writer.absent("rank_reversals"))
    return Section("sensitivity", writer.say("sensitivity.title"), tuple(blocks))


def cell_name(writer: Writer, cell: str) -> str:
    """Return what readers call an uncertain cell, named `table/row/column`, or all weights."""
    if cell == WEIGHTS:
        return writer.say("sensitivity.cell.weights")
    table, *parts = cell.split("/")
    row, column = parts[:-1], parts[-1]
    if table in {STAND_IN, CONDITION}:
        bid = writer.bid_name(column) if column in writer.bids else column
        of = "criteria" if table == STAND_IN else "selection_rules"
        what = row_called(writer, of, "/".join(row))
        return writer.say(f"sensitivity.cell.{table}", what=what, bid=bid)
    if table == "criteria":
        return writer.say("sensitivity.cell.weight", what=writer.criteria.get(row[0], row[0]))
    if table == "indicators":
        what = writer.indicator_name(row[-1])
        return writer.say(
            "sensitivity.cell.indicator", what=what, candidate=writer.candidate_name(row[0])
        )
    return writer.say(
        "sensitivity.cell.other",
        table=writer.input_name(table),
        row=row_called(writer, table, "/".join(row)),
        column=column_word(writer, column),
    )


def _drivers(writer: Writer, own: str) -> list[Block]:
    found = writer.run["rank_drivers"]
    if not _is_told(found["rank_share"]):
        return [_not_told(writer)]
    first = str(found["cell"].values[0])
    blank = Blank("rank_drivers", {"cell": first}, "rank_share", form="percent")
    # A first place that chance alone could have made is not to be named.
    told = "drivers_first" if float(found["rank_low"][0]) > 0 else "drivers_none"
    names_told = {"cell": cell_name(writer, first), "bid": writer.bid_name(own)}
    sentence = writer.claim(f"sensitivity.{told}", {"share": blank}, **names_told)
    cells = [str(label) for label in found["cell"].values[:SHOWN]]
    names = _names(writer, cells)
    figure = _interval_figure(
        writer, "rank-drivers", "sensitivity.drivers", "rank_drivers", names, found,
        ("rank_share", "rank_low", "rank_high", "selected_share"), own,
    )  # fmt: skip
    return [Paragraph((sentence,), writer.view.disclosure("rank_drivers")), figure]


def _sobol(writer: Writer, own: str) -> list[Block]:
    found = writer.run["sobol_indices"]
    if not _is_told(found["rank_total"]):
        return [_not_told(writer)]
    trace, seen = writer.trace("sobol_indices"), writer.view.disclosure("sobol_indices")
    names = _names(writer, [str(label) for label in found["cell"].values[:SHOWN]])
    first = str(found["cell"].values[0])
    blanks = {
        "total": Blank("sobol_indices", {"cell": first}, "rank_total", form="percent"),
        "count": Blank("sobol_indices", {}, "evaluations", "attribute", "text"),
    }
    if alone_is_sure := float(found["rank_first_low"][0]) > 0:
        blanks["alone"] = Blank("sobol_indices", {"cell": first}, "rank_first", form="percent")
    told = "sobol_first" if alone_is_sure else "sobol_together"
    words = {"bid": writer.bid_name(own)}
    sentence = writer.claim(f"sensitivity.{told}", blanks, cell=names[first], **words)
    pairs, body = [], []
    for label, name in names.items():
        cell = found.sel(cell=label)
        alone, total = (_index(cell, name, f"rank_{index}") for index in ("first", "total"))
        pairs.append((alone, total))
        shares = [value for one in (alone, total) for value in (one.mean, one.low, one.high)]
        shares.append(float(cell["selected_total"]))
        cells = (number_cell(v, "percent", writer.language, trace=trace) for v in shares)
        body.append((Cell(name), *cells))
    ways = [writer.say(f"sensitivity.column.{one}") for one in ("alone", "total")]
    low, high = (writer.say(f"sensitivity.column.rank_{one}") for one in ("low", "high"))
    selected = writer.say("sensitivity.column.sobol_selected")
    titles = (ways[0], low, high, ways[1], low, high, selected)
    columns = (
        Column(writer.say("column.value"), width=2.6),
        *(Column(title, align="right") for title in titles),
    )
    chart = two_interval_chart(pairs, ways[0], ways[1], writer.say("sensitivity.sobol_axis"))
    figure = result_figure(
        writer, "sobol", "sensitivity.sobol", "sobol_indices", chart, columns, body, words=words
    )
    return [Paragraph((sentence,), seen), figure]


def _index(found: xr.Dataset, name: str, variable: str) -> Interval:
    """Return one cell's index with its interval."""
    low, high = (float(found[f"{variable}_{end}"]) for end in ("low", "high"))
    return Interval(name, float(found[variable]), low, high)


def _information(writer: Writer, own: str) -> list[Block]:
    found = writer.run["value_of_information"]
    if not _is_told(found["worth"]):
        return [_not_told(writer)]
    first = str(found["cell"].values[0])
    blanks = {
        "worth": Blank("value_of_information", {"cell": first}, "worth", form="percent_points"),
        "everything": Blank("value_of_information", {}, "of_everything", form="percent_points"),
    }
    told = "information_first" if float(found["low"][0]) > 0 else "information_none"
    names_told = {"cell": cell_name(writer, first), "bid": writer.bid_name(own)}
    sentence = writer.claim(f"sensitivity.{told}", blanks, **names_told)
    names = _names(writer, [str(label) for label in found["cell"].values[:SHOWN]])
    figure = _interval_figure(
        writer, "information", "sensitivity.information", "value_of_information", names, found,
        ("worth", "low", "high"), own,
    )  # fmt: skip
    seen = writer.view.disclosure("value_of_information")
    return [Paragraph((sentence,), seen), figure]


def _criteria(writer: Writer, own: str) -> list[Block]:
    found = writer.run["value_of_finding_out"]
    if not _is_told(found["worth"]):
        return [_not_told(writer)]
    labels = [str(label) for label in found["criterion"].values]
    names = {label: writer.criteria.get(label, label) for label in labels}
    return [
        _interval_figure(
            writer,
            "finding-out",
            "sensitivity.finding_out",
            "value_of_finding_out",
            names,
            found,
            ("worth", "low", "high", "gaps"),
            own,
        )
    ]


def _interval_figure(
    writer: Writer,
    anchor: str,
    text: str,
    result: str,
    names: Mapping[str, str],
    found: xr.Dataset,
    variables: tuple[str, ...],
    own: str,
) -> Figure:
    """Return a figure of the first variable with its interval, the next two, and a table of all."""
    [dimension] = map(str, found.dims)
    trace = writer.trace(result)
    intervals, body = [], []
    for label, name in names.items():
        values = [float(found[one].sel({dimension: label})) for one in variables]
        intervals.append(Interval(name, values[0], values[1], values[2]))
        cells = (
            number_cell(v, "whole" if one == "gaps" else "percent", writer.language, trace=trace)
            for one, v in zip(variables, values, strict=True)
        )
        body.append((Cell(name), *cells))
    titles = [writer.say(f"sensitivity.column.{one}") for one in variables]
    heading = writer.say(f"column.{'criterion' if dimension == 'criterion' else 'value'}")
    columns = (
        Column(heading, width=3.0),
        *(Column(title, align="right") for title in titles),
    )
    chart = interval_chart(intervals, writer.say(f"{text}_axis"), number_format=".0%")
    return result_figure(
        writer, anchor, text, result, chart, columns, body, words={"bid": writer.bid_name(own)}
    )


def _reversals(writer: Writer) -> Figure:
    found = writer.run["rank_reversals"]
    changes = [str(label) for label in found["change"].values]
    titles = [writer.say(f"sensitivity.change.{change}") for change in changes]
    labels = [*writer.methods]
    shares = found["reversed"].sel(ranking_method=labels).transpose("ranking_method", "change")
    trace = writer.trace("rank_reversals")
    body = tuple(
        (
            Cell(writer.methods[label]),
            *(
                number_cell(float(v), "percent", writer.language, trace=trace)
                for v in shares.sel(ranking_method=label).values
            ),
        )
        for label in labels
    )
    columns = (
        Column(writer.say("column.method"), width=1.4),
        *(Column(title, align="right") for title in titles),
    )
    chart = share_matrix_chart(
        shares.values, [*writer.methods.values()], titles, "", "", as_share=True,
    )  # fmt: skip
    return result_figure(
        writer, "reversals", "sensitivity.reversals", "rank_reversals", chart, columns, body
    )


def _names(writer: Writer, cells: Iterable[str]) -> dict[str, str]:
    """Return what readers call the cells; the cell's own name where two would be called alike."""
    names = {cell: cell_name(writer, cell) for cell in cells}
    often = [*names.values()]
    return {cell: name if often.count(name) == 1 else cell for cell, name in names.items()}


def _is_told(values: xr.DataArray) -> bool:
    return bool(values.size) and bool(np.isfinite(values.values).all())


def _not_told(writer: Writer) -> Note:
    return Note("reading", writer.say("note.reading"), (writer.say("sensitivity.not_told"),))
