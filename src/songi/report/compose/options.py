"""The options still open to the own bid: their shares, and apart from them what they take."""

from __future__ import annotations

import math
from typing import Any

import xarray as xr

from songi.figures.drivers import two_dot_chart
from songi.report.blocks import Block, Cell, Column, DataTable, Figure, Paragraph
from songi.report.compose.figure import result_figure
from songi.report.compose.writer import Writer, joined
from songi.report.formats import NO_NUMBER, number_cell, quantity_text, value_cell
from songi.results.claims import Blank

RESULT = "bid_option_shares"


def write_options(writer: Writer) -> list[Block]:
    """Return the options compared: a sentence, a figure of each alone, all combinations, terms."""
    found: xr.Dataset = writer.run.dataset(RESULT)
    names = {row.row_id: writer.name_in(row) for row in writer.latest("bid_options")}
    made_of = {
        str(label): tuple(
            str(one)
            for one in found["option"].values
            if float(found["includes"].sel(combination=label, option=one))
        )
        for label in found["combination"].values
    }
    titles = {
        label: " + ".join(names.get(one, one) for one in options)
        or writer.say("choices.options.as_it_stands")
        for label, options in made_of.items()
    }
    alone = [label for label, options in made_of.items() if len(options) <= 1]
    told = Paragraph(
        tuple(_sentences(writer, found, titles, alone)), writer.view.disclosure(RESULT)
    )
    return [told, _alone(writer, found, titles, alone), _terms(writer)]


def _sentences(
    writer: Writer, found: xr.Dataset, titles: dict[str, str], alone: list[str]
) -> list[Any]:
    gains = {label: float(found["difference"].sel(combination=label)) for label in alone[1:]}
    known = {label: gain for label, gain in gains.items() if math.isfinite(gain)}
    sentences: list[Any] = []
    best = max(known, key=lambda label: known[label], default="")
    if best and known[best] > 0:
        cell = {"combination": best}
        blanks = {
            "difference": Blank(RESULT, cell, variable="difference", form="percent_points"),
            "error": Blank(RESULT, cell, variable="difference_error", form="percent"),
        }
        sentences.append(writer.claim("choices.options.best", blanks, option=titles[best]))
    else:
        sentences.append(writer.say("choices.options.no_better"))
    idle = [titles[one] for one in known if float(found["moved"].sel(combination=one)) == 0.0]
    if idle:
        sentences.append(writer.say("choices.options.no_evidence", options=joined(idle)))
    lost = [titles[label] for label in gains if label not in known]
    if lost:
        sentences.append(writer.say("choices.options.not_evaluated", options=joined(lost)))
    column = writer.say("choices.column.if_tried")
    return [*sentences, writer.say("choices.options.apart", column=column)]


def _alone(writer: Writer, found: xr.Dataset, titles: dict[str, str], alone: list[str]) -> Figure:
    pairs = {
        titles[label]: (
            float(found["share_if_tried"].sel(combination=label)),
            float(found["selection_share"].sel(combination=label)),
        )
        for label in alone
        if math.isfinite(float(found["selection_share"].sel(combination=label)))
    }
    first, second = writer.say("choices.column.if_tried"), writer.say("choices.options.comes_about")
    columns = (
        Column(writer.say("choices.column.combination"), width=3.0),
        Column(writer.say("column.share"), align="right"),
        Column(writer.say("choices.column.difference"), writer.say("unit.points"), "right"),
        Column(writer.say("choices.column.difference_error"), align="right"),
        Column(writer.say("choices.column.evidence")),
        Column(writer.say("choices.column.chance"), align="right"),
        Column(writer.say("choices.column.if_tried"), align="right"),
        Column(writer.say("choices.column.cost"), align="right"),
        Column(writer.say("choices.column.months"), align="right"),
    )
    return result_figure(
        writer,
        "bid-options",
        "choices.options.figure",
        RESULT,
        two_dot_chart(pairs, first, second, writer.say("choices.changes.axis")),
        columns,
        [_row(writer, found, label, title) for label, title in titles.items()],
        table_title=writer.say("choices.options.table"),
    )


def _row(writer: Writer, found: xr.Dataset, label: str, title: str) -> tuple[Cell, ...]:
    one, trace = found.sel(combination=label), writer.trace(RESULT)

    def number(variable: str, form: Any) -> Cell:
        return number_cell(float(one[variable]), form, writer.language, trace=trace)

    moved = float(one["moved"])
    evidence = "unknown" if math.isnan(moved) else "yes" if moved else "no"
    is_base = not float(one["includes"].sum())
    mean = one.sel(statistic="mean")
    return (
        Cell(title, tone="own" if is_base else ""),
        number("selection_share", "percent"),
        number("difference", "percent_points"),
        number("difference_error", "percent"),
        Cell(NO_NUMBER if is_base else writer.say(f"choices.options.{evidence}")),
        number_cell(float(mean["chance"]), "percent", writer.language, trace=trace),
        number("share_if_tried", "percent"),
        value_cell(float(mean["cost_krw"]), "krw", writer.language, trace=trace),
        number_cell(float(mean["months"]), "one", writer.language, trace=trace),
    )


def _terms(writer: Writer) -> DataTable:
    rows = writer.latest("bid_options")
    korean = writer.language == "ko"
    body = tuple(
        (
            Cell(writer.name_in(row)),
            Cell(writer.say(f"choices.kind.{row.kind}")),
            Cell(writer.say(f"choices.controlled_by.{row.controlled_by}")),
            Cell(quantity_text(row.chance, "1", writer.language)),
            Cell((row.gives_up_ko if korean else row.gives_up_en) or NO_NUMBER),
            writer.basis(row),
        )
        for row in rows
    )
    columns = (
        Column(writer.say("choices.column.option"), width=1.6),
        Column(writer.say("choices.column.kind"), width=0.8),
        Column(writer.say("choices.column.controlled_by"), width=0.8),
        Column(writer.say("choices.column.chance"), width=1.0),
        Column(writer.say("choices.column.gives_up"), width=2.6),
        Column(writer.say("column.basis"), width=0.7),
    )
    title = writer.say("choices.options.terms")
    seen = writer.view.disclosure(RESULT)
    return DataTable("option-terms", title, columns, body, disclosure=seen)
