"""Rules on goods that must stay cold: lanes, packages, seasons."""

from __future__ import annotations

import math
from collections.abc import Iterator
from typing import Any

from songi.errors import Problem
from songi.study.check.current import are_whole, current
from songi.study.check.rows import place_of
from songi.study.model import Study
from songi.study.quantity import Quantity
from songi.study.schema.base import Row
from songi.study.schema.cold_chain import AmbientProfile, Packaging, ShipmentLane
from songi.study.table import Table

ROOM_FOR_CELSIUS = 60.0
"""No ambient and no package for goods is warmer: a greater number is likely in Fahrenheit."""

TEMPERATURES: dict[str, tuple[str, ...]] = {
    "shipment_lanes": ("lowest_c", "highest_c", "onward_c"),
    "packagings": ("inside_c", "at_c", "cold_at_c"),
    "ambient_profiles": ("low_c", "high_c"),
}
"""Columns that hold temperatures."""


def temperatures_are_in_celsius(study: Study) -> Iterator[Problem]:
    """No temperature is above what a package meets: it would be one in Fahrenheit."""
    for name, columns in TEMPERATURES.items():
        table: Table[Any] = current(study, name)
        for row in table:
            for column in columns:
                value = _highest(row, column)
                if value > ROOM_FOR_CELSIUS:
                    facts = {"came": f"{value:g}", "expected": f"{(value - 32) / 1.8:.1f}"}
                    place = place_of(table, row, column)
                    yield Problem("cold_chain.fahrenheit", place, facts)


def lanes_lead_somewhere(study: Study) -> Iterator[Problem]:
    """A lane goes to one place or to the nearest of a kind that there is; goods have limits."""
    table: Table[ShipmentLane] = current(study, "shipment_lanes")
    kinds = {row.kind for row in current(study, "places")}
    for row in table:
        if (row.place is None) == (row.kind is None):
            came = ", ".join(one for one in (row.place, row.kind) if one) or "-"
            place = place_of(table, row, "place")
            yield Problem("cold_chain.destination", place, {"came": came})
        elif row.kind is not None and row.kind not in kinds and are_whole(study, "places"):
            facts = {"came": row.kind, "expected": ", ".join(sorted(kinds))}
            yield Problem("cold_chain.no_place", place_of(table, row, "kind"), facts)
        if row.lowest_c >= row.highest_c:
            facts = {"came": f"{row.lowest_c:g} … {row.highest_c:g}"}
            yield Problem("cold_chain.limits", place_of(table, row, "lowest_c"), facts)
        if (row.cut_off_minutes is None) != (row.departures_per_day is None):
            column = "departures_per_day" if row.departures_per_day is None else "cut_off_minutes"
            yield Problem("cold_chain.departures", place_of(table, row, column), {"came": row.id})


def packages_fit_their_goods(study: Study) -> Iterator[Problem]:
    """The usual package of a lane keeps its inside between the limits of the goods."""
    table: Table[ShipmentLane] = current(study, "shipment_lanes")
    packages: dict[str, Packaging] = {row.id: row for row in current(study, "packagings")}
    for row in table:
        box = packages.get(row.packaging)
        if box is None or row.lowest_c >= row.highest_c:
            continue
        low, high = box.inside_c.ends
        if low < row.lowest_c or high > row.highest_c:
            facts = {"came": f"{box.id} {box.inside_c.text}",
                     "expected": f"{row.lowest_c:g} … {row.highest_c:g}"}  # fmt: skip
            yield Problem("cold_chain.unsuitable", place_of(table, row, "packaging"), facts)


def packages_are_qualified(study: Study) -> Iterator[Problem]:
    """A package is qualified in surroundings warmer than its inside; in the cold, in colder."""
    table: Table[Packaging] = current(study, "packagings")
    for row in table:
        low, high = row.inside_c.ends
        if row.at_c.ends[0] <= high:
            facts = {"came": row.at_c.text, "expected": row.inside_c.text}
            yield Problem("cold_chain.qualified", place_of(table, row, "at_c"), facts)
        if (row.cold_hold_hours is None) != (row.cold_at_c is None):
            column = "cold_at_c" if row.cold_at_c is None else "cold_hold_hours"
            place = place_of(table, row, column)
            yield Problem("cold_chain.cold_incomplete", place, {"came": row.id})
        elif row.cold_at_c is not None and row.cold_at_c.ends[1] >= low:
            facts = {"came": row.cold_at_c.text, "expected": row.inside_c.text}
            yield Problem("cold_chain.qualified", place_of(table, row, "cold_at_c"), facts)


def seasons_make_a_year(study: Study) -> Iterator[Problem]:
    """Days are warmest when they are warmest, and the seasons add up to a year."""
    table: Table[AmbientProfile] = current(study, "ambient_profiles")
    for row in table:
        if row.low_c.ends[0] > row.high_c.ends[1]:
            facts = {"came": row.low_c.text, "expected": row.high_c.text}
            yield Problem("cold_chain.profile", place_of(table, row, "low_c"), facts)
    total = sum(row.share_of_year for row in table)
    if table.rows and are_whole(study, "ambient_profiles") and not math.isclose(
        total, 1.0, abs_tol=0.01
    ):  # fmt: skip
        place = place_of(table, table.rows[-1], "share_of_year")
        yield Problem("cold_chain.year", place, {"came": f"{total:g}"})


def _highest(row: Row, column: str) -> float:
    """Return the highest value that a cell names; minus infinity where it is empty."""
    cell = getattr(row, column)
    if cell is None:
        return -math.inf
    return cell.ends[1] if isinstance(cell, Quantity) else float(cell)


RULES = (
    temperatures_are_in_celsius,
    lanes_lead_somewhere,
    packages_fit_their_goods,
    packages_are_qualified,
    seasons_make_a_year,
)
