"""Goods that must stay cold: how long they take, how many go beyond their limits, what would do."""

from __future__ import annotations

import math

import numpy as np

from songi.figures.cold_chain import Exposure, exposure_chart
from songi.report.blocks import Block, Cell, Column, DataTable, Figure, Note, Paragraph, Section
from songi.report.compose.figure import result_figure
from songi.report.compose.writer import Writer, joined, strictest_of
from songi.report.formats import number_cell, value_cell
from songi.results.claims import Blank, ToldClaim

RESULTS = ("exposure_outlook", "packaging_choice")


def write_cold_chain(writer: Writer) -> Section | None:
    """Return what happens to goods on their way; nothing without lanes."""
    if not writer.has_rows("shipment_lanes"):
        return None
    title = writer.say("cold_chain.title")
    blocks: list[Block] = [Paragraph((writer.say("cold_chain.intro"),))]
    if not writer.shown(*RESULTS):
        return Section("cold-chain", title, (*blocks, writer.absent(*RESULTS)))
    seen = strictest_of(writer, *RESULTS)
    own = _own_candidate(writer)
    blocks.append(Paragraph(tuple(_lead(writer, own)), seen, lead=True))
    cautions = ("assumed", "share", "kinetic", "weather")
    told = tuple(writer.say(f"cold_chain.caution_{one}") for one in cautions)
    blocks.append(Note("assumption", writer.say("note.assumption"), told, seen))
    blocks += [_exposure(writer, own), _lanes(writer, own), _candidates(writer)]
    return Section("cold-chain", title, tuple(blocks))


def _own_candidate(writer: Writer) -> str:
    """Return the first candidate of the own bid, or the first there is."""
    known = [str(one) for one in writer.run.dataset("exposure_outlook")["candidate"].values]
    bid = writer.view.own_bid
    # A run of few measures has no bids; the candidate of a bid mostly bears its name.
    named = [row.candidates for row in writer.latest("bids") if row.id == bid] or [(bid,)]
    mine = [one for one in named[0] if one in known]
    return (mine or known)[0]


def _lead(writer: Writer, own: str) -> list[ToldClaim | str]:
    found = writer.run.dataset("exposure_outlook").sel(candidate=own)
    lanes, seasons = writer.names_of("shipment_lanes"), writer.names_of("ambient_profiles")
    hours = found["hours"].values
    order = [str(found["lane"].values[k]) for k in np.argsort(-np.nan_to_num(hours, nan=-1.0))]
    order = [one for one in order if math.isfinite(float(found["hours"].sel(lane=one)))]
    told: list[ToldClaim | str] = []
    for number, lane in enumerate(order):
        labels = {"candidate": own, "lane": lane}
        blanks = {"hours": Blank("exposure_outlook", labels, "hours", form="one")}
        name = "lead_short"
        if number == 0:
            name = "lead"
            for blank, variable in (("low", "hours_low"), ("high", "hours_high"),
                                    ("drive", "drive")):  # fmt: skip
                blanks[blank] = Blank("exposure_outlook", labels, variable, form="one")
        words = {"lane": lanes[lane]}
        if number == 0:
            words["candidate"] = writer.candidate_name(own)
        told.append(writer.claim(f"cold_chain.{name}", blanks, **words))
    told.append(writer.say("cold_chain.where_from"))
    beyond = np.nan_to_num(found["beyond"].transpose("lane", "season").values)
    if not beyond.size or beyond.max() <= 0:
        return [*told, writer.say("cold_chain.never")]
    at = np.unravel_index(int(beyond.argmax()), beyond.shape)
    labels = {
        "candidate": own, "lane": str(found["lane"].values[at[0]]),
        "season": str(found["season"].values[at[1]]),
    }  # fmt: skip
    blanks = {
        name: Blank("exposure_outlook", labels, variable, form="percent")
        for name, variable in (("beyond", "beyond"), ("low", "beyond_low"), ("high", "beyond_high"))
    }
    words = {"lane": lanes[labels["lane"]], "season": seasons[labels["season"]]}
    told.append(writer.claim("cold_chain.worst", blanks, **words))
    return [*told, _choice(writer, labels)]


def _choice(writer: Writer, labels: dict[str, str]) -> ToldClaim:
    """Return which package would do on the worst lane and season."""
    chosen = str(writer.run.dataset("packaging_choice")["packaging"].sel(labels).item())
    if not chosen:
        least = Blank("packaging_choice", labels, "least", form="percent")
        return writer.claim("cold_chain.no_choice", {"least": least})
    cost = Blank("packaging_choice", labels, "cost", form="won")
    name = writer.names_of("packagings")[chosen]
    return writer.claim("cold_chain.choice", {"cost": cost}, packaging=name)


def _exposure(writer: Writer, own: str) -> Figure:
    found = writer.run.dataset("exposure_outlook").sel(candidate=own)
    lanes, seasons = writer.names_of("shipment_lanes"), writer.names_of("ambient_profiles")
    limits = {row.id: row.risk_limit for row in writer.latest("shipment_lanes")}
    trace = writer.trace("exposure_outlook", candidate=own)
    drawn, body = [], []
    for lane in [str(one) for one in found["lane"].values if str(one) in lanes]:
        cells = found.sel(lane=lane)
        none = float(np.nan_to_num(cells["beyond_high"].values).max(initial=0.0)) <= 0
        for season in [str(one) for one in found["season"].values if str(one) in seasons]:
            mean, low, high = (
                float(cells[f"beyond{end}"].sel(season=season)) for end in ("", "_low", "_high")
            )
            name = joined((lanes[lane], seasons[season]))
            if not none and math.isfinite(mean):
                drawn.append(Exposure(name, mean, low, high, limits[lane]))
            numbers = (
                number_cell(one, "percent", writer.language, trace=trace)
                for one in (mean, low, high)
            )
            body.append((Cell(name), *numbers))
    columns = (
        Column(writer.say("cold_chain.column.lane"), width=2.6),
        Column(writer.say("cold_chain.column.beyond"), align="right"),
        *(Column(writer.say(f"column.{name}"), align="right") for name in ("q05", "q95")),
    )
    chart = exposure_chart(
        drawn, writer.say("cold_chain.exposure_axis"), writer.say("cold_chain.limit")
    )
    figure = result_figure(
        writer, "shipment-exposure", "cold_chain.exposure", "exposure_outlook", chart, columns,
        body, trace=trace,
    )  # fmt: skip
    note = writer.say("cold_chain.exposure_note", candidate=writer.candidate_name(own))
    return Figure(
        figure.anchor, figure.title, figure.alt, figure.chart, figure.table, figure.result,
        figure.trace, note, figure.disclosure,
    )  # fmt: skip


def _lanes(writer: Writer, own: str) -> DataTable:
    found = writer.run.dataset("exposure_outlook").sel(candidate=own)
    chosen = writer.run.dataset("packaging_choice").sel(candidate=own)
    packages, seasons = writer.names_of("packagings"), writer.names_of("ambient_profiles")
    trace = writer.trace("packaging_choice", candidate=own)
    body = []
    for row in writer.latest("shipment_lanes"):
        if row.id not in found["lane"].values:
            continue
        for season in [str(one) for one in found["season"].values]:
            at = {"lane": row.id, "season": season}
            cells, best = found.sel(at), chosen.sel(at)
            package = str(best["packaging"].item())
            body.append(
                (
                    Cell(writer.name_in(row), trace=writer.row_anchor("shipment_lanes", row)),
                    Cell(seasons.get(season, season)),
                    number_cell(float(cells["beyond"]), "percent", writer.language, trace=trace),
                    number_cell(float(cells["kinetic"]), "one", writer.language, trace=trace),
                    number_cell(row.risk_limit, "percent", writer.language),
                    Cell(packages.get(package) or writer.say("cold_chain.none"), trace=trace),
                    value_cell(float(best["cost"]), "krw", writer.language, trace=trace),
                    number_cell(float(best["beyond"]), "percent", writer.language, trace=trace),
                )
            )
    widths = {
        "lane": 1.7, "season": 0.7, "beyond": 0.8, "kinetic": 0.9, "limit": 0.6, "packaging": 1.9,
        "cost": 1.0, "then": 0.9,
    }  # fmt: skip
    right = {"beyond", "kinetic", "limit", "cost", "then"}
    columns = tuple(
        Column(
            writer.say(f"cold_chain.column.{name}"),
            align="right" if name in right else "left",
            width=width,
        )
        for name, width in widths.items()
    )
    seen = strictest_of(writer, *RESULTS)
    title = writer.say("cold_chain.table")
    return DataTable("cold-chain-lanes", title, columns, tuple(body), trace, "", seen, dense=True)


def _candidates(writer: Writer) -> DataTable:
    hours = writer.run.dataset("exposure_outlook")["hours"].transpose("candidate", "lane")
    lanes, trace = writer.names_of("shipment_lanes"), writer.trace("exposure_outlook")
    shown = [str(one) for one in hours["lane"].values if str(one) in lanes]
    order = sorted(
        (str(one) for one in hours["candidate"].values if str(one) in writer.candidates),
        key=lambda one: float(np.nan_to_num(hours.sel(candidate=one, lane=shown[0]), nan=1e9)),
    )
    body = tuple(
        (
            Cell(writer.candidate_name(one)),
            *(
                number_cell(
                    float(hours.sel(candidate=one, lane=lane)), "one", writer.language, trace=trace
                )
                for lane in shown
            ),
        )
        for one in order
    )
    columns = (
        Column(writer.say("cold_chain.column.candidate"), width=2.0),
        *(Column(lanes[lane], align="right") for lane in shown),
    )
    title = writer.say("cold_chain.candidates")
    note = writer.say("cold_chain.candidates_note")
    seen = writer.view.disclosure("exposure_outlook")
    return DataTable("cold-chain-hours", title, columns, body, trace, note, seen, dense=True)
