"""Specialisation: what the place is strong in, what lies near that, and how close places stand."""

from __future__ import annotations

import math

import numpy as np
import xarray as xr

from songi.figures.specialisation import (
    Neighbour,
    Pattern,
    Quotient,
    k_density_chart,
    quotient_chart,
    space_chart,
)
from songi.report.blocks import Block, Cell, DataTable, Figure, Note, Paragraph, Section
from songi.report.compose.figure import result_figure
from songi.report.compose.writer import Writer, columns_of
from songi.report.formats import number_cell
from songi.results.claims import Blank, ToldClaim

SHOWN = 20
"""Industries in the figures and tables of a chapter; all are in the results."""

NAMED = 8
"""Industries that the space of industries calls by name: of those that the place has, and of those
that it has not."""

ROWS_OF_DISTANCES = 12

PROMISES = ("quotients", "growth", "near", "cluster")
"""What a table of industries would tell, in the catalogue."""


def write_specialisation(writer: Writer) -> Section | None:
    """Return what the place is strong in, or what a table would tell of it.

    Nothing for a study without industries, firms and hospitals: it asks nothing of the kind.
    """
    if not writer.has_rows("industries", "firms") and not writer.shown("place_patterns"):
        return None
    blocks: list[Block] = []
    if writer.has_rows("industries"):
        blocks += _with_counts(writer)
    else:
        blocks += _without_counts(writer)
    if writer.shown("place_patterns"):
        blocks += _places(writer)
    return Section("specialisation", writer.say("specialisation.title"), tuple(blocks))


def _without_counts(writer: Writer) -> list[Block]:
    """Return what a table of people by region and industry would tell, and where it is had."""
    told = tuple(writer.say(f"specialisation.promise.{one}") for one in PROMISES)
    # The command is no text of a language.
    command = "songi import kosis FILE --into STUDY --ksic-revision REVISION"
    return [
        Paragraph((writer.say("specialisation.unknown"),), lead=True),
        Paragraph((writer.say("specialisation.would_tell"), *told)),
        Note(
            "skipped",
            writer.say("specialisation.how"),
            (
                writer.say("specialisation.file"),
                writer.say("specialisation.command", command=command),
            ),
        ),
    ]


def _with_counts(writer: Writer) -> list[Block]:
    if not writer.shown("location_quotients"):
        return [writer.absent("location_quotients")]
    seen = writer.view.disclosure("location_quotients")
    caution = tuple(writer.say(f"specialisation.caution.{one}") for one in ("plants", "strength"))
    blocks: list[Block] = [
        Paragraph(tuple(_lead(writer)), seen, lead=True),
        _quotients(writer),
        Note("caution", writer.say("note.caution"), caution, seen),
    ]
    if writer.shown("shift_share"):
        blocks += [_growth_told(writer), _growth(writer)]
    if writer.shown("specialisation"):
        blocks += _space(writer)
    return blocks


def _lead(writer: Writer) -> list[ToldClaim | str]:
    found = writer.run.dataset("location_quotients")
    home, names = str(found.attrs["home"]), _industry_names(writer)
    words = {"region": _region_names(writer).get(home, home)}
    result = "location_quotients"
    told: list[ToldClaim | str] = [
        writer.claim(
            "specialisation.lead",
            {
                "count": Blank(result, {}, "above", "attribute", "text"),
                "all": Blank(result, {}, "low", "count", "whole", along="industry"),
                "year": Blank(result, {}, "year", "attribute", "text"),
            },
            **words,
        )
    ]
    low = found["low"].values
    if np.isfinite(low).any() and np.nanmax(low) > 1:
        best = str(found["industry"].values[int(np.nanargmax(low))])
        blanks = {
            "quotient": Blank(result, {"region": home, "industry": best}, "quotient", form="two"),
            "low": Blank(result, {"industry": best}, "low", form="two"),
            "high": Blank(result, {"industry": best}, "high", form="two"),
        }
        words = {"industry": names.get(best, best)}
        told.append(writer.claim("specialisation.strongest", blanks, **words))
    return told


def _quotients(writer: Writer) -> Figure:
    found, trace = writer.run.dataset("location_quotients"), writer.trace("location_quotients")
    own = found.sel(region=found.attrs["home"])
    names = _industry_names(writer)
    order = [
        code for code in _largest(own["low"]) if math.isfinite(float(own["low"].sel(industry=code)))
    ]
    drawn, body = [], []
    for code in order[:SHOWN]:
        cells = own.sel(industry=code)
        quotient, low, high, share, people, places = (
            float(cells[name])
            for name in ("quotient", "low", "high", "share", "employees", "establishments")
        )
        name = names.get(code, code)
        drawn.append(Quotient(name, quotient, low, high, low > 1))
        language = writer.language
        numbers = (number_cell(one, "two", language, trace=trace) for one in (quotient, low, high))
        counts = (number_cell(one, "whole", language, trace=trace) for one in (people, places))
        part = number_cell(share, "percent", language, trace=trace)
        body.append((Cell(name), *numbers, *counts, part))
    widths = {"industry": 2.6, "quotient": 1, "low": 1, "high": 1, "employees": 1,
              "establishments": 1, "share": 1}  # fmt: skip
    right = [*widths][1:]
    columns = columns_of(writer, widths, right=right, topic="specialisation.column")
    chart = quotient_chart(drawn, writer.say("specialisation.quotient_axis"))
    return result_figure(
        writer, "location-quotients", "specialisation.quotients", "location_quotients", chart,
        columns, body,
    )  # fmt: skip


def _growth_told(writer: Writer) -> Paragraph:
    found = writer.run.dataset("shift_share")
    home = str(found.attrs["home"])
    blanks = {
        name: Blank("shift_share", {}, f"all_{name}", form="whole")
        for name in ("growth", "national", "mix", "regional")
    }
    blanks |= {
        name: Blank("shift_share", {}, name, "attribute", "text") for name in ("first", "last")
    }
    region = _region_names(writer).get(home, home)
    told = writer.claim("specialisation.growth_told", blanks, region=region)
    return Paragraph((told,), writer.view.disclosure("shift_share"))


def _growth(writer: Writer) -> DataTable:
    found, trace = writer.run.dataset("shift_share"), writer.trace("shift_share")
    names = _industry_names(writer) | {"other": writer.say("specialisation.other")}
    parts = ("growth", "national", "mix", "regional")
    body = []
    for code in _largest(np.abs(found["regional"]))[:SHOWN]:
        cells = found.sel(industry=code)
        numbers = (
            number_cell(float(cells[one]), "whole", writer.language, trace=trace) for one in parts
        )
        body.append((Cell(names.get(code, code)), *numbers))
    widths = {"industry": 2.6, **dict.fromkeys(parts, 1.0)}
    columns = columns_of(writer, widths, right=parts, topic="specialisation.column")
    title, note = writer.say("specialisation.growth"), writer.say("specialisation.growth_note")
    seen = writer.view.disclosure("shift_share")
    return DataTable("shift-share", title, columns, tuple(body), trace, note, seen, dense=True)


def _space(writer: Writer) -> list[Block]:
    found, trace = writer.run.dataset("specialisation"), writer.trace("specialisation")
    known = np.isfinite(found["pci"].values) & np.isfinite(found["density"].values)
    if not known.any():
        return [Paragraph((writer.say("specialisation.no_space"),))]
    names = _industry_names(writer)
    inner = found.isel(industry=known)
    absent = inner["density"].where(inner["advantage"] < 1)
    nearest = [code for code in _largest(absent) if bool(np.isfinite(absent.sel(industry=code)))]
    called = {*nearest[:NAMED], *_largest(inner["advantage"])[:NAMED]}
    drawn, body = [], []
    for code in (str(one) for one in inner["industry"].values):
        cells = inner.sel(industry=code)
        density, pci, advantage = (float(cells[name]) for name in ("density", "pci", "advantage"))
        name = names.get(code, code)
        drawn.append(Neighbour(name, density, pci, advantage >= 1, code in called))
    for code in nearest[:SHOWN]:
        cells = inner.sel(industry=code)
        forms = {"density": "percent", "advantage": "two", "pci": "two", "ubiquity": "whole"}
        numbers = (
            number_cell(float(cells[name]), form, writer.language, trace=trace)  # type: ignore[arg-type]
            for name, form in forms.items()
        )
        gamma = number_cell(float(cells["gamma"]), "three", writer.language, trace=trace)
        body.append((Cell(names.get(code, code)), *numbers, gamma))
    widths = {"industry": 2.6, "density": 1, "advantage": 1, "pci": 1, "ubiquity": 1, "gamma": 1}
    columns = columns_of(writer, widths, right=[*widths][1:], topic="specialisation.column")
    chart = space_chart(
        drawn, writer.say("specialisation.density_axis"), writer.say("specialisation.pci_axis")
    )
    table_title = writer.say("specialisation.near_table")
    figure = result_figure(
        writer, "industry-space", "specialisation.space", "specialisation", chart, columns, body,
        table_title=table_title,
    )  # fmt: skip
    return [figure]


def _places(writer: Writer) -> list[Block]:
    """Return how near places of each kind stand, beside chance among all places of the study."""
    found, trace = writer.run.dataset("place_patterns"), writer.trace("place_patterns")
    kinds = [str(one) for one in found["place_kind"].values]
    told: list[ToldClaim | str] = []
    drawn, body = [], []
    for kind in kinds:
        cells, name = found.sel(place_kind=kind), writer.named("place", kind)
        of = {"place_kind": kind}
        blanks = {
            "count": Blank("place_patterns", of, "places", form="whole"),
            "all": Blank("place_patterns", {}, "sites", "attribute", "text"),
        }
        near = math.isfinite(float(cells["localised"]))
        if near:
            blanks["from"] = Blank("place_patterns", of, "localised", form="one")
        key = "specialisation.places_near" if near else "specialisation.places_even"
        told.append(writer.claim(key, blanks, kind=name))
        curves = ("density", "local_low", "local_high", "global_low", "global_high")
        series = {one: [float(v) for v in cells[one].values] for one in curves}
        away = [float(v) for v in found["distance_km"].values]
        drawn.append(Pattern(name, away, **series))  # type: ignore[arg-type]
        for k in range(0, len(away), max(1, len(away) // ROWS_OF_DISTANCES)):
            numbers = (
                number_cell(series[one][k] * 100, "three", writer.language, trace=trace)
                for one in curves
            )
            distance = number_cell(away[k], "one", writer.language, trace=trace)
            body.append((Cell(name), distance, *numbers))
    widths = {"kind": 1.6, "distance": 0.8, **dict.fromkeys(
        ("density_k", "local_low", "local_high", "global_low", "global_high"), 1.0)}  # fmt: skip
    columns = columns_of(writer, widths, right=[*widths][1:], topic="specialisation.column")
    say = writer.say
    titles = say("specialisation.distance_axis"), say("specialisation.k_axis")
    words = (
        say("specialisation.k_line"),
        say("specialisation.k_local"),
        say("specialisation.k_global"),
    )
    figure = result_figure(
        writer, "place-patterns", "specialisation.patterns", "place_patterns",
        k_density_chart(drawn, titles, words), columns, body,
    )  # fmt: skip
    seen = writer.view.disclosure("place_patterns")
    told.append(say("specialisation.places_caution"))
    return [Paragraph(tuple(told), seen), figure]


def _industry_names(writer: Writer) -> dict[str, str]:
    """Return what readers call each code; the code itself stands beside the name."""
    names: dict[str, str] = {}
    for row in writer.latest("industries"):
        told = getattr(row, f"industry_{writer.language}") or row.industry_ko
        names[row.ksic] = f"{told} ({row.ksic})" if told else row.ksic
    return names


def _region_names(writer: Writer) -> dict[str, str]:
    return {row.region: row.told("region", writer.language) for row in writer.latest("industries")}


def _largest(values: xr.DataArray) -> list[str]:
    """Return labels of industries by value, the largest first, those without any last."""
    numbers = np.nan_to_num(values.values, nan=-np.inf)
    return [str(values["industry"].values[k]) for k in np.argsort(-numbers, kind="stable")]
