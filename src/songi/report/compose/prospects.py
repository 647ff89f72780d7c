"""Whom to visit next: firms of the long list, with the reasons and how sure the order is."""

from __future__ import annotations

from typing import Any

import xarray as xr

from songi.figures.drivers import Interval, interval_chart
from songi.report.blocks import Block, Cell, Column, DataTable, Figure, Note, Paragraph, Section
from songi.report.compose.figure import result_figure
from songi.report.compose.firms import distinct
from songi.report.compose.names import cell_shown
from songi.report.compose.writer import Writer, joined
from songi.report.formats import NO_NUMBER, number_cell
from songi.results.claims import Blank, Form, ToldClaim
from songi.study.tenants import ALLOWED, UNCLEAR

DRAWN = 12
"""Firms that the chart shows; the table has all."""

SHARES = ("fit", "need", "plot")
"""Reasons that are told as shares; who can introduce is told by name."""

UNKNOWN_NEED = "○"
"""Stands at a need for room of which nothing is known."""


def write_prospects(writer: Writer) -> Section | None:
    """Return the firms to visit next; nothing for a study without a long list of firms."""
    if not writer.has_rows("firms"):
        return None
    title = writer.say("firms.prospects.title")
    if not writer.shown("prospects", "prospect_ranks", "function_gaps"):
        return Section("prospects", title, (writer.absent("prospects"),))
    found = writer.run.dataset("prospects")
    rows = {row.id: row for row in writer.latest("firms")}
    listed = [str(one) for one in found["firm"].values]
    seen = writer.view.disclosure("prospects")
    blocks: list[Block] = [
        Paragraph((writer.say("firms.prospects.intro"),)),
        Paragraph(tuple(_lead(writer, found, listed, rows)), seen, lead=True),
        Note("caution", writer.say("note.caution"), (writer.say("firms.prospects.caution"),)),
        _places(writer, found, listed, rows),
        _table(writer, found, listed, rows),
    ]
    return Section("prospects", title, tuple(blocks))


def _lead(
    writer: Writer, found: xr.Dataset, listed: list[str], rows: dict[str, Any]
) -> list[ToldClaim | str]:
    """Return who comes first, how settled that is, and what is missed."""
    first = listed[0]

    def cell(variable: str, form: Form) -> Blank:
        return Blank("prospects", {"firm": first}, variable, form=form)

    blanks = {
        "firms": Blank("prospect_ranks", {}, "", "count", "whole", "firm"),
        "listed": Blank("prospects", {}, "place", "count", "whole", "firm"),
        "low": cell("low", "whole"),
        "high": cell("high", "whole"),
    }
    told: list[ToldClaim | str] = []
    # Where even the first falls out of the list in one run of ten, to name it would mislead.
    if float(found["high"].sel(firm=first)) > len(listed):
        blanks["share"] = cell("share", "percent")
        told.append(writer.claim("firms.prospects.open", blanks))
    else:
        blanks["place"] = cell("place", "rank")
        name = writer.name_in(rows[first])
        told.append(writer.claim("firms.prospects.lead", blanks, firm=name))
    gaps = writer.run["function_gaps"]
    missed = [str(one) for one in gaps["function"].values if float(gaps.sel(function=one)) == 1.0]
    if missed:
        names = joined(writer.named("firms.function", one) for one in missed)
        told.append(writer.say("firms.prospects.gaps", functions=names))
    if not any(rows[firm].introducers for firm in listed):
        told.append(writer.say("firms.prospects.no_introducer"))
    return told


def _places(writer: Writer, found: xr.Dataset, listed: list[str], rows: dict[str, Any]) -> Figure:
    trace = writer.trace("prospects")
    names = distinct({firm: writer.name_in(rows[firm]) for firm in listed[:DRAWN]})
    intervals, body = [], []
    for firm, name in names.items():
        one = found.sel(firm=firm)
        values = [float(one[variable]) for variable in ("place", "low", "high")]
        mean, low, high = values
        intervals.append(Interval(name, mean, low, high))
        cells = (number_cell(value, "rank", writer.language, trace=trace) for value in values)
        share = number_cell(float(one["share"]), "percent", writer.language, trace=trace)
        body.append((Cell(name), *cells, share))
    columns = (
        Column(writer.say("firms.column.firm"), width=2.4),
        Column(writer.say("firms.column.place"), align="right"),
        *(Column(writer.say(f"column.{name}"), align="right") for name in ("q05", "q95")),
        Column(writer.say("firms.column.share_first"), align="right", width=1.4),
    )
    axis = writer.say("firms.prospects.places_axis")
    return result_figure(
        writer,
        "prospect-places",
        "firms.prospects.places",
        "prospects",
        interval_chart(intervals, axis, number_format=".0f"),
        columns,
        body,
        trace=trace,
    )


def _table(writer: Writer, found: xr.Dataset, listed: list[str], rows: dict[str, Any]) -> DataTable:
    trace = writer.trace("prospects")
    plots = _Plots(writer)
    located = any(rows[firm].region for firm in listed)
    body = []
    for firm in listed:
        row, one = rows[firm], found.sel(firm=firm)
        signs = {"need": UNKNOWN_NEED if _need_unknown(row) else ""}
        shares = (
            number_cell(
                float(one[name]), "percent", writer.language, trace=trace, note=signs.get(name, "")
            )
            for name in SHARES
        )
        functions = joined(writer.named("firms.function", name) for name in row.functions)
        body.append(
            (
                Cell(writer.name_in(row), trace=writer.row_anchor("firms", row)),
                Cell(_trade(writer, row)),
                *((Cell(row.told("region", writer.language)),) if located else ()),
                Cell(functions or NO_NUMBER),
                Cell(cell_shown(writer, row, "introducers") or NO_NUMBER),
                Cell(plots.named(firm)),
                number_cell(float(one["place"]), "rank", writer.language, trace=trace),
                *shares,
            )
        )
    heads = {
        name: writer.say(f"firms.column.{name}")
        for name in (
            "firm", "ksic", "region", "functions", "introducer", "plot", "place", "fit", "need",
            "plot_share",
        )
    }  # fmt: skip
    right = {"place", "fit", "need", "plot_share"}
    widths = {"firm": 1.7, "ksic": 1.2, "place": 0.7, "region": 0.8, "plot": 1.7, "functions": 1.1}
    columns = tuple(
        Column(head, align="right" if name in right else "left", width=widths.get(name, 0.9))
        for name, head in heads.items()
        if located or name != "region"
    )
    return DataTable(
        "prospects-table",
        writer.say("firms.prospects.table"),
        columns,
        tuple(body),
        trace,
        writer.say("firms.prospects.table_note"),
        writer.view.disclosure("prospects"),
        dense=True,
    )


class _Plots:
    """Unsold plots on which a firm may settle, as a table names them."""

    def __init__(self, writer: Writer) -> None:
        self.writer = writer
        self.names: dict[str, str] = {}
        self.verdicts: dict[str, dict[str, str]] = {}
        if not writer.shown("tenant_eligibility"):
            return
        found = writer.run["tenant_eligibility"]["verdict"].transpose("firm", "parcel")
        plots = [str(one) for one in found["parcel"].values]
        unsold = {row.id: row for row in writer.latest("parcels") if not row.owner}
        self.names = {one: writer.name_in(unsold[one]) for one in plots if one in unsold}
        for firm, verdicts in zip(found["firm"].values, found.values, strict=True):
            self.verdicts[str(firm)] = dict(zip(plots, verdicts.tolist(), strict=True))

    def named(self, firm: str) -> str:
        """Return the first of them and how many more; those unclear where none is allowed."""
        verdicts = self.verdicts.get(firm)
        if verdicts is None:
            return NO_NUMBER
        for wanted in (ALLOWED, UNCLEAR):
            plots = [name for one, name in self.names.items() if verdicts[one] == wanted]
            if plots:
                text = plots[0]
                if len(plots) > 1:
                    more = str(len(plots) - 1)
                    text = self.writer.say("firms.more_plots", plot=text, count=more)
                if wanted == ALLOWED:
                    return text
                return self.writer.say("firms.unclear_plots", plots=text)
        return self.writer.say("firms.no_plot")


def _need_unknown(row: Any) -> bool:
    known = row.growth_per_year is not None or row.lease_end is not None
    return not known and row.tenure != "owned"


def _trade(writer: Writer, row: Any) -> str:
    """Return the industry code with its revision."""
    if row.ksic is None:
        return NO_NUMBER
    if row.ksic_revision is None:
        return row.ksic
    return writer.say("firms.ksic_code", code=row.ksic, revision=row.ksic_revision)
