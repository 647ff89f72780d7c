"""The ground: how many people live where, and how many around each candidate."""

from __future__ import annotations

from typing import Any

from songi.figures.maps import Position, place_map
from songi.measures.ground import RADII_KM
from songi.report.blocks import Block, Cell, Column, DataTable, Note, Paragraph, Section
from songi.report.compose.figure import result_figure
from songi.report.compose.writer import OWN_MARK, Writer
from songi.report.formats import number_cell
from songi.results.claims import Blank, ToldClaim

AROUND_KM = 45.0
"""How far around the own candidate the map reaches."""

NEAR, FAR = RADII_KM[0], RADII_KM[1]


def write_ground(writer: Writer) -> Section | None:
    """Return the people around the candidates; nothing for a study without hexagons of people."""
    if not writer.has_rows("population"):
        return None
    title = writer.say("ground.title")
    blocks: list[Block] = [Paragraph((writer.say("ground.intro"),))]
    if not writer.shown("ground_totals"):
        return Section("ground", title, (*blocks, writer.absent("ground_totals")))
    seen = writer.view.disclosure("ground_totals")
    around = writer.shown("people_around")
    own = [row for row in writer.latest("candidates") if row.id in _own(writer)]
    blocks.append(Paragraph(tuple(_lead(writer, own if around else [])), seen, lead=True))
    if around and own:
        blocks.append(_map(writer, own[0]))
    elif around:
        columns, body = _people(writer)
        trace, words = writer.trace("people_around"), writer.say("ground.table")
        note = writer.say("ground.table_note")
        blocks.append(DataTable("people-around", words, columns, body, trace, note=note))
    blocks.append(Note("assumption", writer.say("note.assumption"), (writer.say("ground.basis"),)))
    return Section("ground", title, tuple(blocks))


def ground_of(writer: Writer) -> dict[str, float]:
    """Return people by hexagon, as the audience may see them: what a map stands on."""
    return {row.id: row.people.central for row in writer.latest("population")}


def _own(writer: Writer) -> set[str]:
    own = writer.view.own_bid
    return {one for row in writer.latest("bids") if row.row_id == own for one in row.candidates}


def _lead(writer: Writer, own: list[Any]) -> list[ToldClaim | str]:
    totals = {
        "people": Blank("ground_totals", {}, "people", form="whole"),
        "hexagons": Blank("ground_totals", {}, "hexagons", form="whole"),
        "crowded": Blank("ground_totals", {}, "crowded_share", form="percent"),
    }
    told: list[ToldClaim | str] = [writer.claim("ground.lead", totals)]
    for row in own:
        near = {"candidate": row.id, "radius_km": NEAR}
        far = {"candidate": row.id, "radius_km": FAR}
        blanks = {
            "people_near": Blank("people_around", near, "people", form="whole"),
            "people_far": Blank("people_around", far, "people", form="whole"),
            "aged": Blank("people_around", far, "aged_65_share", form="percent"),
        }
        words = {"candidate": writer.name_in(row), "near": str(NEAR), "far": str(FAR)}
        told.append(writer.claim("ground.around", blanks, **words))
    return told


def _map(writer: Writer, own: Any) -> Block:
    """Return the map around the own candidate, with the table of all candidates."""
    rows = [own, *(row for row in writer.latest("candidates") if row.id != own.id)]
    candidates = [_position(writer, row, row.id in _own(writer)) for row in rows]
    places = [_position(writer, row) for row in writer.latest("places")]
    chart = place_map(candidates, places, writer.language, ground_of(writer), AROUND_KM)
    columns, body = _people(writer)
    return result_figure(
        writer,
        "people-around",
        "ground.map",
        "people_around",
        chart,
        columns,
        body,
        words={"candidate": writer.name_in(own)},
        table_title=writer.say("ground.table"),
    )


def _position(writer: Writer, row: Any, own: bool = False) -> Position:
    name, kind = writer.name_in(row), getattr(row, "kind", "")
    return Position(name, row.latitude.central, row.longitude.central, own, kind)


def _people(writer: Writer) -> tuple[tuple[Column, ...], tuple[tuple[Cell, ...], ...]]:
    """Return columns and rows of the table: people by distance, most within the widest first."""
    found, own = writer.run.dataset("people_around"), _own(writer)
    widest = RADII_KM[-1]
    ids = [str(one) for one in found["candidate"].values if str(one) in writer.candidates]
    people = found["people"]
    ids.sort(key=lambda one: -float(people.sel(candidate=one, radius_km=widest)))
    body = []
    for one in ids:
        trace = writer.trace("people_around", candidate=one)
        name = writer.candidates[one]
        numbers = [
            number_cell(float(people.sel(candidate=one, radius_km=radius)), "whole",
                        writer.language, trace=trace)
            for radius in RADII_KM
        ]  # fmt: skip
        share = float(found["aged_65_share"].sel(candidate=one, radius_km=FAR))
        aged = number_cell(share, "percent", writer.language, trace=trace)
        label = f"{OWN_MARK} {name}" if one in own else name
        body.append((Cell(label, tone="own" if one in own else ""), *numbers, aged))
    columns = (
        Column(writer.say("column.candidate"), width=2.0),
        *(Column(writer.say("ground.within", radius=str(r)), align="right") for r in RADII_KM),
        Column(writer.say("ground.aged", radius=str(FAR)), align="right"),
    )
    return columns, tuple(body)
