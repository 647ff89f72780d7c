"""The land market: what stays unsold, who signs, and a sale that is over beside the model."""

from __future__ import annotations

import math

from songi.figures.market import Line, Unsold, absorption_chart, unsold_chart
from songi.report.blocks import (
    Block,
    Cell,
    Column,
    DataTable,
    Figure,
    Heading,
    Note,
    Paragraph,
    Section,
)
from songi.report.compose.figure import result_figure
from songi.report.compose.firms import investor_names, reference_day_of
from songi.report.compose.land_words import price_cell, price_text, round_names
from songi.report.compose.writer import Writer, strictest_of
from songi.report.formats import number_cell, unit_name
from songi.results.claims import Blank, Form, ToldClaim

SIGNING: tuple[tuple[str, Form], ...] = (
    ("signs", "percent"), ("firms", "two"), ("area", "whole"), ("quarters", "whole"),
)  # fmt: skip
"""What is told of each investor, and how it is written."""

TRIED: tuple[tuple[str, Form], ...] = (
    ("firms", "whole"), ("no_bid", "percent"), ("no_bid_by_days", "percent"), ("bidders", "two"),
    ("bids", "whole"), ("sold", "whole"),
)  # fmt: skip
"""What is told of each sale that is over, and how it is written."""


def write_market(writer: Writer) -> Section | None:
    """Return the market's prospect and the trial of closed sales; nothing without sale rounds."""
    if not writer.has_rows("sale_rounds"):
        return None
    blocks: list[Block] = [Paragraph((writer.say("land.market.intro"),))]
    if writer.shown("absorption_outlook"):
        blocks += _prospect(writer)
    else:
        blocks.append(writer.absent("absorption_outlook"))
    if writer.shown("signing_outlook"):
        blocks.append(_signing(writer))
    if writer.shown("sale_trials"):
        blocks += _trials(writer)
    return Section("land-market", writer.say("land.market.title"), tuple(blocks))


def _prospect(writer: Writer) -> list[Block]:
    found = writer.run.dataset("absorption_outlook")
    seen = strictest_of(writer, "absorption_outlook", "designated")
    last = int(found["year"].values[-1])
    blanks = {
        name: Blank("absorption_outlook", {"year": last}, f"all_{name}", form="whole")
        for name in ("unsold", "low", "high")
    }
    blanks["stock"] = Blank("absorption_outlook", {}, "all_stock", form="whole")
    told: list[ToldClaim | str] = [
        writer.claim("land.market.lead", blanks, day=reference_day_of(writer).isoformat(),
                     year=str(last)),
        writer.claim("land.market.designated",
                     {"share": Blank("designated", {}, reading="mean", form="percent")}),
    ]  # fmt: skip
    caution = (writer.say("land.market.only_known"), writer.say("land.market.share_caution"))
    return [
        Paragraph(tuple(told), seen, lead=True),
        Note("caution", writer.say("note.caution"), caution, seen),
        _unsold(writer),
        _absorbed(writer),
    ]


def _unsold(writer: Writer) -> Figure:
    found, trace = writer.run.dataset("absorption_outlook"), writer.trace("absorption_outlook")
    drawn, body = [], []
    for year in [int(one) for one in found["year"].values]:
        cells = [float(found[f"all_{key}"].sel(year=year)) for key in ("unsold", "low", "high")]
        drawn.append(Unsold(year, *cells))
        numbers = (number_cell(one, "whole", writer.language, trace=trace) for one in cells)
        body.append((Cell(str(year)), *numbers))
    area = unit_name("m2", writer.language)
    columns = (
        Column(writer.say("land.column.year")),
        Column(writer.say("land.column.unsold"), area, "right"),
        *(Column(writer.say(f"column.{name}"), area, "right") for name in ("q05", "q95")),
    )
    stock = float(found["all_stock"])
    chart = unsold_chart(
        drawn, stock, writer.say("land.market.unsold_axis"), writer.say("land.market.stock")
    )
    return result_figure(
        writer, "unsold-land", "land.market.unsold", "absorption_outlook", chart, columns, body
    )


def _absorbed(writer: Writer) -> Figure:
    found, trace = writer.run.dataset("absorption_outlook"), writer.trace("absorption_outlook")
    names = round_names(writer)
    rounds = [str(one) for one in found["sale_round"].values if str(one) in names]
    years = [int(one) for one in found["year"].values]
    drawn, body = [], []
    for one in rounds:
        cells = found.sel(sale_round=one)
        drawn.append(Line(names[one], years, [float(value) for value in cells["absorbed"].values]))
        for year in years:
            at = cells.sel(year=year)
            shares = (
                number_cell(float(at[key]), "percent", writer.language, trace=trace)
                for key in ("absorbed", "low", "high", "sold_out")
            )
            price = price_cell(float(at["price"]), trace)
            body.append((Cell(names[one]), Cell(str(year)), *shares, price))
    columns = (
        Column(writer.say("land.column.round"), width=4.2),
        Column(writer.say("land.column.year"), width=0.7),
        Column(writer.say("land.column.absorbed"), align="right"),
        Column(writer.say("column.q05"), align="right"),
        Column(writer.say("column.q95"), align="right"),
        Column(writer.say("land.column.sold_out"), align="right"),
        Column(writer.say("land.column.asked"), unit_name("krw_per_m2", writer.language), "right"),
    )
    chart = absorption_chart(drawn, writer.say("land.market.absorbed_axis"))
    return result_figure(
        writer, "land-absorption", "land.market.absorbed", "absorption_outlook", chart, columns,
        body, table_title=writer.say("land.market.absorbed_table"),
    )  # fmt: skip


def _signing(writer: Writer) -> DataTable:
    found, trace = writer.run.dataset("signing_outlook"), writer.trace("signing_outlook")
    names = investor_names(writer)
    ids = [str(one) for one in found["investor"].values if str(one) in names]
    ids.sort(key=lambda one: -float(found["area"].sel(investor=one)))
    body = tuple(
        (
            Cell(names[one]),
            *(
                number_cell(float(found[key].sel(investor=one)), form, writer.language, trace=trace)
                for key, form in SIGNING
            ),
        )
        for one in ids
    )
    columns = (
        Column(writer.say("land.column.investor"), width=2.4),
        Column(writer.say("land.column.signs"), align="right"),
        Column(writer.say("land.column.firms"), align="right"),
        Column(writer.say("land.column.taken"), unit_name("m2", writer.language), "right"),
        Column(writer.say("land.column.quarters"), align="right"),
    )
    title, note = writer.say("land.market.signing"), writer.say("land.market.signing_note")
    seen = writer.view.disclosure("signing_outlook")
    return DataTable("signing-outlook", title, columns, body, trace, note, seen)


def _trials(writer: Writer) -> list[Block]:
    """Return each closed sale as the model saw it on its day, beside what happened."""
    found, names = writer.run.dataset("sale_trials"), round_names(writer)
    rows = {row.row_id: row for row in writer.latest("sale_rounds")}
    seen = writer.view.disclosure("sale_trials")
    ids = [str(one) for one in found["sale_round"].values if str(one) in names]
    if not ids:
        return []
    told: list[ToldClaim | str] = []
    for one in ids:
        labels = {"sale_round": one}
        words = {"round": names[one], "day": rows[one].offered_on.isoformat()}
        cells = {key: float(found[key].sel(labels)) for key in found.data_vars}
        if math.isfinite(cells["no_bid"]):
            words |= {
                name: price_text(writer, cells[name], "land.price_told")
                for name in ("price", "expected")
            }
            blanks = {
                "share": Blank("sale_trials", labels, "no_bid", form="percent"),
                "by_days": Blank("sale_trials", labels, "no_bid_by_days", form="percent"),
                "firms": Blank("sale_trials", labels, "firms", form="whole"),
                "days": Blank("sale_trials", labels, "days", form="whole"),
            }
            told.append(writer.claim("land.trial.share", blanks, **words))
        happened = {"bids": Blank("sale_trials", labels, "bids", form="whole")}
        told.append(writer.claim("land.trial.happened", happened, round=names[one]))
    caution = (writer.say("land.trial.not_letters"), writer.say("land.trial.one_sale"))
    return [
        Heading(writer.say("land.trial.title"), seen),
        Paragraph((writer.say("land.trial.intro"),), seen),
        Paragraph(tuple(told), seen, lead=True),
        Note("caution", writer.say("note.caution"), caution, seen),
        _trial_table(writer, ids, names),
    ]


def _trial_table(writer: Writer, ids: list[str], names: dict[str, str]) -> DataTable:
    found, trace = writer.run.dataset("sale_trials"), writer.trace("sale_trials")
    body = []
    for one in ids:
        cells = {key: float(found[key].sel(sale_round=one)) for key in found.data_vars}
        body.append(
            (
                Cell(names[one]),
                price_cell(cells["price"], trace),
                price_cell(cells["expected"], trace),
                *(
                    number_cell(cells[key], form, writer.language, trace=trace)
                    for key, form in TRIED
                ),
            )
        )
    unit, area = (unit_name(one, writer.language) for one in ("krw_per_m2", "m2"))
    columns = (
        Column(writer.say("land.column.round"), width=2.0),
        Column(writer.say("land.column.asked"), unit, "right"),
        Column(writer.say("land.column.expected"), unit, "right"),
        *(
            Column(writer.say(f"land.column.{name}"), align="right")
            for name in ("bidding_firms", "no_bid", "no_bid_by_days", "bidders", "bids")
        ),
        Column(writer.say("land.column.sold"), area, "right"),
    )
    title, note = writer.say("land.trial.table"), writer.say("land.trial.table_note")
    seen = writer.view.disclosure("sale_trials")
    return DataTable("sale-trials", title, columns, tuple(body), trace, note, seen, dense=True)
