"""How one lives here: housing, schools, transit and child care, beside other places."""

from __future__ import annotations

import math
from typing import Any

from songi.figures.people import Standing, standing_chart
from songi.report.blocks import Block, Cell, DataTable, Figure, Note, Paragraph, Section
from songi.report.compose.figure import result_figure
from songi.report.compose.writer import OWN_MARK, Writer, columns_of
from songi.report.formats import number_cell, shared_decimals, unit_of_cells, value_cell, with_unit
from songi.results.claims import Blank, ToldClaim

TOPIC = "people.column"


def write_living(writer: Writer) -> Section | None:
    """Return living conditions as figures with their level; nothing without any."""
    if not writer.has_rows("living_conditions"):
        return None
    title = writer.say("people.living.title")
    blocks: list[Block] = [Paragraph((writer.say("people.living.intro"),))]
    if not writer.shown("living_outlook"):
        return Section("living", title, (*blocks, writer.absent("living_outlook")))
    seen = writer.view.disclosure("living_outlook")
    rows, own = _rows(writer), _own(writer)
    told = _lead(writer, rows, own)
    if told:
        blocks.append(Paragraph(tuple(told), seen, lead=True))
    drawn = _standings(writer, rows, own)
    if drawn:
        blocks.append(_beside(writer, drawn))
    blocks.append(_table(writer, rows, own))
    reach = (writer.say("people.living.reach"), writer.say("people.living.levels"))
    blocks.append(Note("caution", writer.say("note.caution"), reach, seen))
    return Section("living", title, tuple(blocks))


def _rows(writer: Writer) -> list[Any]:
    """Return the conditions that may be shown, each indicator's together."""
    known = {str(one) for one in writer.run.dataset("living_outlook")["living_condition"].values}
    rows = [row for row in writer.latest("living_conditions") if row.row_id in known]
    order = list(dict.fromkeys(row.indicator for row in rows))
    return sorted(rows, key=lambda row: order.index(row.indicator))


def _own(writer: Writer) -> set[str]:
    """Return the candidates of the study's own bid."""
    own = writer.view.own_bid
    bids = [row for row in writer.latest("bids") if row.row_id == own]
    return {one for row in bids for one in row.candidates}


def _lead(writer: Writer, rows: list[Any], own: set[str]) -> list[ToldClaim | str]:
    """Return of each figure of the own place where it stands, or what it is of the reference."""
    found = writer.run.dataset("living_outlook")
    told: list[ToldClaim | str] = []
    for row in rows:
        if row.candidate not in own:
            continue
        at = {"living_condition": row.row_id}
        words = {"indicator": writer.name_in(row)}
        if math.isfinite(float(found["place"].sel(at))):
            blanks = {
                "place": Blank("living_outlook", at, "place", form="whole"),
                "places": Blank("living_outlook", at, "places", form="whole"),
            }
            told.append(writer.claim("people.living.place", blanks, **words))
        elif math.isfinite(float(found["beside"].sel(at))):
            other = _reference(rows, row)
            words["region"] = "" if other is None else other.told("region", writer.language)
            blanks = {"beside": Blank("living_outlook", at, "beside", form="percent")}
            told.append(writer.claim("people.living.beside", blanks, **words))
        else:
            words["unit"] = unit_of_cells(row.unit, writer.language)
            blanks = {"value": Blank("living_outlook", at, "value", form="whole")}
            told.append(writer.claim("people.living.alone", blanks, **words))
    return told


def _reference(rows: list[Any], row: Any) -> Any:
    """Return the first reference of a row's indicator."""
    same = (one for one in rows if one.indicator == row.indicator and one.role == "reference")
    return next((one for one in same if one.row_id != row.row_id), None)


def _standings(writer: Writer, rows: list[Any], own: set[str]) -> list[Standing]:
    """Return the places of indicators that have a reference."""
    found = writer.run.dataset("living_outlook")
    drawn = []
    for row in rows:
        ratio = float(found["beside"].sel(living_condition=row.row_id))
        if row.role == "place" and math.isfinite(ratio):
            value = _value(writer, row, rows)
            place, mine = row.told("region", writer.language), row.candidate in own
            drawn.append(Standing(writer.name_in(row), place, ratio, value.text, mine))
    return drawn


def _beside(writer: Writer, drawn: list[Standing]) -> Figure:
    trace = writer.trace("living_outlook")
    body = [
        (Cell(one.indicator), Cell(one.place), Cell(one.label),
         number_cell(one.ratio, "two", writer.language, trace=trace))
        for one in drawn
    ]  # fmt: skip
    widths = {"indicator": 2.2, "place": 1.8, "value": 1.2, "ratio": 1.0}
    columns = columns_of(writer, widths, right=("value", "ratio"), topic=TOPIC)
    chart = standing_chart(drawn, writer.say("people.living.axis"))
    return result_figure(
        writer, "living-beside", "people.living.figure", "living_outlook", chart, columns, body
    )


def _table(writer: Writer, rows: list[Any], own: set[str]) -> DataTable:
    found, trace = writer.run.dataset("living_outlook"), writer.trace("living_outlook")
    body = []
    for row in rows:
        here = found.sel(living_condition=row.row_id)
        mark = f"{OWN_MARK} " if row.candidate in own else ""
        body.append(
            (
                Cell(writer.named("people.kind", row.kind)),
                Cell(writer.name_in(row), trace=writer.row_anchor("living_conditions", row)),
                Cell(f"{mark}{row.told('region', writer.language)}"),
                Cell(writer.named("level", row.level)),
                _value(writer, row, rows, trace),
                Cell(row.reference.isoformat()[:7]),
                number_cell(float(here["place"]), "whole", writer.language, trace=trace),
                Cell(row.told("note", writer.language)),
            )
        )
    widths = {"kind": 0.7, "indicator": 1.5, "place": 1.1, "level": 0.8, "value": 0.9,
              "day": 0.7, "rank": 0.5, "note": 2.4}  # fmt: skip
    columns = columns_of(writer, widths, right=("value", "rank"), topic=TOPIC)
    title, note = writer.say("people.living.table"), writer.say("people.living.table_note")
    seen = writer.view.disclosure("living_outlook")
    return DataTable("living-conditions", title, columns, tuple(body), trace, note, seen,
                     dense=True)  # fmt: skip


def _value(writer: Writer, row: Any, rows: list[Any], trace: str = "") -> Cell:
    """Return a value with its unit; a rate of so many persons says so in the indicator's name."""
    found = writer.run.dataset("living_outlook")["value"]
    same = [
        float(found.sel(living_condition=one.row_id))
        for one in rows
        if one.indicator == row.indicator
    ]
    value = float(found.sel(living_condition=row.row_id))
    decimals = min(shared_decimals(same, row.unit), 1)
    cell = value_cell(value, row.unit, writer.language, trace=trace, decimals=decimals)
    per = row.unit.startswith("per_")
    unit = "" if per or row.unit == "krw_per_m2" else unit_of_cells(row.unit, writer.language)
    return Cell(with_unit(cell.text, unit), cell.value, trace, number_format=cell.number_format)
