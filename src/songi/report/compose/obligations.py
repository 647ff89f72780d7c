"""Promises: how each stands, by when it is due, and what was done of what was promised."""

from __future__ import annotations

import math
from typing import Any

import xarray as xr

from songi.figures.obligations import (
    DuePromise,
    RealisedPromise,
    promise_chart,
    realised_chart,
)
from songi.measures.obligations import STATUSES
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
from songi.report.compose.firms import distinct, investor_names, reference_day_of
from songi.report.compose.writer import Writer, strictest_of
from songi.report.formats import NO_NUMBER, number_cell, plain_number, unit_name, value_cell
from songi.results.claims import Blank, ToldClaim

DRAWN = 30
"""Promises that the line of time shows, the urgent first; the table has all."""


def write_obligations(writer: Writer) -> Section | None:
    """Return what was promised and what became of it; nothing for a study without obligations."""
    if not writer.has_rows("obligations"):
        return None
    title = writer.say("firms.obligations.title")
    if not writer.shown("obligation_status", "obligation_counts"):
        return Section("obligations", title, (writer.absent("obligation_status"),))
    promises = _Promises(writer)
    seen = strictest_of(writer, "obligation_status", "obligation_counts")
    day = writer.date_text(promises.day)
    blocks: list[Block] = [
        Paragraph((writer.say("firms.obligations.intro", day=day),), seen),
        Paragraph(tuple(_lead(writer, promises)), seen, lead=True),
        Note("reading", writer.say("note.reading"), (writer.say("firms.obligations.rule"),)),
        _timeline(writer, promises),
        _table(writer, promises, seen),
        Heading(writer.say("firms.obligations.realised_heading")),
    ]
    if writer.shown("realised_by_year"):
        blocks += _realised(writer, promises)
    else:
        blocks.append(writer.absent("realised_by_year"))
    return Section("obligations", title, tuple(blocks))


class _Promises:
    """The obligations that may be shown, the urgent first, with their rows and names."""

    def __init__(self, writer: Writer) -> None:
        self.day = reference_day_of(writer)
        self.found: xr.Dataset = writer.run.dataset("obligation_status")
        self.rows = {row.id: row for row in writer.latest("obligations")}
        self.names = distinct({key: writer.name_in(row) for key, row in self.rows.items()})
        self.told = writer.latest("fulfilments")
        known = [str(one) for one in self.found["obligation"].values if str(one) in self.rows]
        self.ids = sorted(
            known, key=lambda one: (STATUSES.index(self.status(one)), self._days(one), one)
        )

    def status(self, promise: str) -> str:
        """Return how it stands."""
        return str(self.found["status"].sel(obligation=promise).item())

    def number(self, promise: str, variable: str) -> float:
        """Return a number of where it stands."""
        return float(self.found[variable].sel(obligation=promise))

    def told_in(self, promise: str) -> list[int]:
        """Return the years in which something was told of it, up to the reference day."""
        rows = [row for row in self.told if row.obligation == promise and row.on <= self.day]
        return sorted({row.on.year for row in rows})

    def _days(self, promise: str) -> float:
        left = self.number(promise, "days_left")
        return left if math.isfinite(left) else math.inf


def _lead(writer: Writer, promises: _Promises) -> list[ToldClaim | str]:
    """Return how many stand how, the most urgent one, and the one put off most."""
    counts = {
        status: Blank("obligation_counts", {"status": status}, form="whole") for status in STATUSES
    }
    told: list[ToldClaim | str] = [writer.claim("firms.obligations.lead", counts)]

    def blank(promise: str, variable: str, form: Any = "percent") -> Blank:
        return Blank("obligation_status", {"obligation": promise}, variable, form=form)

    first = promises.ids[0]
    status = promises.status(first)
    if status in {"overdue", "at_risk"}:
        names = ("kept", "expected") if status == "at_risk" else ("kept",)
        blanks = {name: blank(first, name) for name in names}
        words = {"obligation": promises.names[first]}
        told.append(writer.claim(f"firms.obligations.{status}", blanks, **words))
    late = [one for one in promises.ids if promises.number(one, "days_put_off") > 0]
    if late:
        most = max(late, key=lambda one: promises.number(one, "days_put_off"))
        days = {"days": blank(most, "days_put_off", "whole")}
        words = {"obligation": promises.names[most]}
        told.append(writer.claim("firms.obligations.put_off", days, **words))
    return told


def _timeline(writer: Writer, promises: _Promises) -> Figure:
    versions = writer.view.rows("obligations")
    trace = writer.trace("obligation_status")
    drawn, body = [], []
    for one in promises.ids:
        row = promises.rows[one]
        if row.due is None:
            continue
        mine = [version for version in versions if version.id == one]
        made = min((v.known_from for v in mine if v.known_from), default=None)
        before = sorted({v.due for v in mine if v.due} - {row.due})
        name, label = promises.names[one], _status_label(writer, promises, one)
        drawn.append(DuePromise(name, promises.status(one), label, made, row.due, tuple(before)))
        earlier = ", ".join(writer.date_text(day) for day in before)
        body.append(
            (
                Cell(name),
                Cell(label, trace=trace),
                Cell("" if made is None else writer.date_text(made)),
                Cell(writer.date_text(row.due)),
                Cell(earlier or NO_NUMBER),
            )
        )
    columns = tuple(
        Column(writer.say(f"firms.column.{name}"), width=width)
        for name, width in (
            ("obligation", 2.4), ("status", 1.6), ("made", 0.9), ("due", 0.9), ("due_before", 1.6),
        )
    )  # fmt: skip
    return result_figure(
        writer,
        "promises-timeline",
        "firms.obligations.timeline",
        "obligation_status",
        promise_chart(drawn[:DRAWN], promises.day, writer.language),
        columns,
        body,
        trace=trace,
    )


def _status_label(writer: Writer, promises: _Promises, promise: str) -> str:
    """Return the status in words, with the days left or gone."""
    status = writer.named("firms.status", promises.status(promise))
    if promises.status(promise) == "met":
        return status
    days = promises.number(promise, "days_left")
    key = "left" if days >= 0 else "gone"
    return writer.say(f"firms.days.{key}", status=status, days=f"{abs(days):,.0f}")


def _table(writer: Writer, promises: _Promises, seen: Any) -> DataTable:
    trace = writer.trace("obligation_status")
    investors = investor_names(writer)
    told = {row.obligation for row in promises.told}
    body = []
    for one in promises.ids:
        row, status = promises.rows[one], promises.status(one)
        anchor = writer.row_anchor("obligations", row)
        remedy = row.remedy_ko if writer.language == "ko" else row.remedy_en
        kept = (
            number_cell(promises.number(one, "kept"), "percent", writer.language, trace=trace)
            if one in told
            else Cell(writer.say("firms.obligations.untold"))
        )
        tone = "broken" if status == "overdue" else ""
        body.append(
            (
                Cell(promises.names[one], trace=anchor),
                Cell(writer.named("firms.status", status), status, trace=trace, tone=tone),
                Cell(writer.named("firms.obligation", row.kind)),
                Cell(investors.get(row.investor or "", writer.named("firms.party", row.party))),
                Cell(row.article),
                Cell(NO_NUMBER if row.due is None else writer.date_text(row.due)),
                Cell(remedy or writer.say("firms.obligations.remedy_none")),
                number_cell(
                    math.nan if status == "met" else promises.number(one, "days_left"),
                    "whole",
                    writer.language,
                    trace=trace,
                ),
                number_cell(
                    promises.number(one, "days_put_off"), "whole", writer.language, trace=trace
                ),
                kept,
                number_cell(
                    promises.number(one, "expected"), "percent", writer.language, trace=trace
                ),
            )
        )
    shaped = (
        ("obligation", 2.0), ("status", 0.8), ("kind", 1.0), ("party", 1.0), ("article", 1.3),
        ("due", 1.0), ("remedy", 1.4), ("days_left", 0.7), ("put_off", 0.7), ("kept", 0.8),
        ("expected", 0.7),
    )  # fmt: skip
    right = {"days_left", "put_off", "kept", "expected"}
    columns = tuple(
        Column(
            writer.say(f"firms.column.{name}"),
            align="right" if name in right else "left",
            width=width,
        )
        for name, width in shaped
    )
    title, note = writer.say("firms.obligations.table"), writer.say("firms.obligations.table_note")
    return DataTable("promises", title, columns, tuple(body), trace, note, seen, dense=True)


def _realised(writer: Writer, promises: _Promises) -> list[Block]:
    """Return what was done by the end of each year in which something was told."""
    summary = writer.run.summary("realised_by_year")
    done = summary[summary["variable"] == "realised"].set_index(["obligation", "year"])
    trace = writer.trace("realised_by_year")
    drawn, body = [], []
    for one in promises.ids:
        row = promises.rows[one]
        if row.promised is None or not row.promised.central:
            continue
        for year in promises.told_in(one):
            mean, low, high = (
                float(done.loc[(one, year), name]) for name in ("mean", "q05", "q95")
            )
            written = [
                _amount(writer, value, row.unit)
                for value in (row.promised.central, mean, low, high)
            ]
            share = mean / row.promised.central
            label = writer.say(
                "firms.obligations.realised_label", actual=written[1], promised=written[0]
            )
            drawn.append(RealisedPromise(f"{year} · {promises.names[one]}", share, label))
            numbers = zip(written, (row.promised.central, mean, low, high), strict=True)
            cells = (Cell(text, value, trace) for text, value in numbers)
            kept = number_cell(share, "percent", writer.language, trace=trace)
            body.append((Cell(promises.names[one]), Cell(str(year), float(year)), *cells, kept))
    if not drawn:
        return [Paragraph((writer.say("firms.obligations.nothing_told"),))]
    columns = (
        Column(writer.say("firms.column.obligation"), width=2.4),
        Column(writer.say("firms.column.year"), width=0.7),
        Column(writer.say("firms.column.promised"), align="right"),
        Column(writer.say("firms.column.actual"), align="right"),
        *(Column(writer.say(f"column.{name}"), align="right") for name in ("q05", "q95")),
        Column(writer.say("firms.column.kept"), align="right"),
    )
    return [
        result_figure(
            writer,
            "promises-realised",
            "firms.obligations.realised",
            "realised_by_year",
            realised_chart(drawn, writer.say("firms.obligations.realised_axis")),
            columns,
            body,
            trace=trace,
        )
    ]


def _amount(writer: Writer, value: float, unit: str) -> str:
    """Return an amount with its unit."""
    if unit == "krw":
        return value_cell(value, unit, writer.language).text
    gap = " " if writer.language == "en" and unit != "percent" else ""
    return f"{plain_number(value)}{gap}{unit_name(unit, writer.language)}"
