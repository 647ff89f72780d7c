"""Impact on the economy: works and operation apart, and what was told in public beside it."""

from __future__ import annotations

import math
from dataclasses import replace

from songi.figures.impact import Band, band_chart
from songi.report.blocks import Block, Cell, Column, DataTable, Figure, Note, Paragraph, Section
from songi.report.compose.figure import result_figure
from songi.report.compose.supply_chain import table_note, write_sectors
from songi.report.compose.writer import Writer, joined
from songi.report.formats import number_cell, unit_name, value_cell
from songi.results.claims import Blank, ToldClaim
from songi.units import EOK

PARTS = ("construction", "operation", "operation_full")


def write_impact(writer: Writer) -> Section | None:
    """Return what works and firms set off; nothing without an input-output table."""
    if not writer.has_rows("io_sectors"):
        return None
    title = writer.say("impact.title")
    blocks: list[Block] = [Paragraph((writer.say("impact.intro"),))]
    if writer.shown("sector_multipliers"):
        blocks.append(Paragraph(tuple(_table_told(writer))))
    if not writer.has_rows("shocks"):
        return Section("impact", title, (*blocks, *write_sectors(writer)))
    if not writer.shown("impact_outlook"):
        return Section("impact", title, (*blocks, writer.absent("impact_outlook")))
    seen = writer.view.disclosure("impact_outlook")
    blocks.append(Paragraph(tuple(_lead(writer)), seen, lead=True))
    blocks += [_money(writer), _work(writer), _all(writer)]
    cautions = tuple(
        writer.say(f"impact.caution_{name}") for name in ("age", "gross", "place", "assumed")
    )
    blocks.append(Note("caution", writer.say("note.caution"), cautions))
    if writer.shown("impact_claims"):
        blocks.append(_claims(writer))
    return Section("impact", title, (*blocks, *write_sectors(writer)))


def _table_told(writer: Writer) -> list[ToldClaim | str]:
    year = Blank("sector_multipliers", {}, "year", "attribute", "text")
    count = Blank("sector_multipliers", {}, "output", "count", "whole", "sector")
    sources = {writer.sources_text(row) for row in writer.latest("io_sectors")}
    publisher = joined(sorted(sources))
    return [writer.claim("impact.table", {"year": year, "count": count}, publisher=publisher)]


def _lead(writer: Writer) -> list[ToldClaim | str]:
    """Return works and operation, each with work and output, in the nation and in the place."""
    told: list[ToldClaim | str] = []
    found = writer.run.dataset("impact_outlook")
    place = "place" in found["reach"].values
    for part in PARTS:
        labels = {"part": part, "reach": "nation"}
        if not math.isfinite(float(found["mean"].sel(**labels, kind="output"))):
            continue
        blanks = {
            "output": Blank("impact_outlook", {**labels, "kind": "output"}, "mean", form="won")
        }
        for name in ("mean", "low", "high"):
            at = {**labels, "kind": "work"}
            blanks[name] = Blank("impact_outlook", at, name, form="whole")
        if part != "construction":
            blanks["direct"] = Blank("impact_outlook", {"part": part}, "direct", form="whole")
        told.append(writer.claim(f"impact.lead.{part}", blanks))
        if place:
            at = {"part": part, "reach": "place"}
            blanks = {
                "output": Blank("impact_outlook", {**at, "kind": "output"}, "mean", form="won"),
                "work": Blank("impact_outlook", {**at, "kind": "work"}, "mean", form="whole"),
            }
            told.append(writer.claim(f"impact.lead.{part}_place", blanks))
    told.append(writer.say("impact.never_added"))
    return told


def _row_name(writer: Writer, part: str, reach: str, kind: str = "") -> str:
    words = [writer.named("impact.part", part), writer.named("impact.reach", reach)]
    return joined([*words, writer.named("impact.kind", kind) if kind else ""])


def _money(writer: Writer) -> Figure:
    """Return output and value added of each part, in its range."""
    return _bands(writer, "impact-money", "impact.money", ("output", "value_added"))


def _work(writer: Writer) -> Figure:
    """Return person-years of the works and jobs of operation, in their ranges."""
    return _bands(writer, "impact-work", "impact.work", ("work",))


def _bands(writer: Writer, anchor: str, text: str, kinds: tuple[str, ...]) -> Figure:
    found, trace = writer.run.dataset("impact_outlook"), writer.trace("impact_outlook")
    money = "work" not in kinds
    drawn, body = [], []
    for part in PARTS:
        for reach in [str(one) for one in found["reach"].values]:
            for kind in kinds:
                ends = [
                    float(found[name].sel(part=part, reach=reach, kind=kind))
                    for name in ("mean", "low", "high")
                ]
                if not math.isfinite(ends[0]):
                    continue
                named = _row_name(writer, part, reach, kind if money else "")
                unit = "krw" if money else "persons"
                cells = [_amount(writer, value, unit, trace) for value in ends]
                scale = _scale(writer) if money else 1.0
                mean, low, high = (value / scale for value in ends)
                drawn.append(Band(named, mean, low, high, cells[0].text))
                body.append((Cell(named), *cells))
    columns = (
        Column(writer.say("impact.column.what"), width=2.4),
        Column(writer.say("column.mean"), align="right"),
        Column(writer.say("column.q05"), align="right"),
        Column(writer.say("column.q95"), align="right"),
    )
    axis = writer.say(f"{text}_axis")
    chart = band_chart(drawn, axis)
    figure = result_figure(writer, anchor, text, "impact_outlook", chart, columns, body)
    return replace(figure, note=f"{figure.note} {table_note(writer)}")


def _scale(writer: Writer) -> float:
    """Return won for one on the axis: 억원 in Korean, billions in English."""
    return EOK if writer.language == "ko" else 1e9


def _amount(writer: Writer, value: float, unit: str, trace: str) -> Cell:
    if unit == "krw":
        return value_cell(value, "krw", writer.language, trace=trace)
    return number_cell(value, "whole", writer.language, trace=trace)


def _all(writer: Writer) -> DataTable:
    """Return all kinds by part and reach, means."""
    found, trace = writer.run.dataset("impact_outlook"), writer.trace("impact_outlook")
    body = []
    for part in PARTS:
        for reach in [str(one) for one in found["reach"].values]:
            at = found["mean"].sel(part=part, reach=reach)
            kinds = [(kind, float(at.sel(kind=kind))) for kind in
                     ("output", "value_added", "imports", "work")]  # fmt: skip
            cells = [
                _amount(writer, value, "persons" if kind == "work" else "krw", trace)
                for kind, value in kinds
            ]
            body.append((Cell(_row_name(writer, part, reach)), *cells))
    columns = (
        Column(writer.say("impact.column.what"), width=2.4),
        *(Column(writer.named("impact.kind", kind), align="right")
          for kind in ("output", "value_added", "imports")),
        Column(writer.say("impact.kind.work"), unit_name("persons", writer.language), "right"),
    )  # fmt: skip
    note = f"{writer.say('impact.all_note')} {table_note(writer)}"
    seen = writer.view.disclosure("impact_outlook")
    title = writer.say("impact.all")
    return DataTable("impact-all", title, columns, tuple(body), trace, note, seen, dense=True)


def _claims(writer: Writer) -> DataTable:
    """Return what was told in public beside ours, with why they differ."""
    found, trace = writer.run.dataset("impact_claims"), writer.trace("impact_claims")
    rows = {row.row_id: row for row in writer.latest("impact_estimates")}
    body = []
    for name in [str(one) for one in found["impact_estimate"].values if str(one) in rows]:
        row = rows[name]
        unit = "persons" if row.kind == "jobs" else "krw"
        at = {key: float(found[key].sel(impact_estimate=name)) for key in found.data_vars}
        ends = [_amount(writer, at[key], unit, trace) for key in ("figure", "ours", "low", "high")]
        anchor = writer.row_anchor("impact_estimates", row)
        body.append(
            (
                Cell(writer.name_in(row), trace=anchor),
                Cell(row.told("said_by", writer.language)),
                Cell(writer.named("impact.part", row.beside)),
                *ends,
                number_cell(at["ratio"], "two", writer.language, trace=trace),
                Cell(row.told("reason", writer.language)),
            )
        )
    columns = (
        Column(writer.say("impact.column.claim"), width=1.5),
        Column(writer.say("impact.column.said_by"), width=0.8),
        Column(writer.say("impact.column.beside"), width=0.9),
        Column(writer.say("impact.column.figure"), align="right"),
        Column(writer.say("impact.column.ours"), align="right"),
        Column(writer.say("column.q05"), align="right"),
        Column(writer.say("column.q95"), align="right"),
        Column(writer.say("impact.column.ratio"), align="right", width=0.7),
        Column(writer.say("impact.column.reason"), width=3.0),
    )
    title = writer.say("impact.claims")
    note = f"{writer.say('impact.claims_note')} {table_note(writer)}"
    seen = writer.view.disclosure("impact_claims")
    return DataTable("impact-claims", title, columns, tuple(body), trace, note, seen, dense=True)
