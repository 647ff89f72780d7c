"""Rules on the outlines of zones and parcels: sound, apart, inside, as large as they are said."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from songi.errors import Problem
from songi.study.check.current import current
from songi.study.check.rows import place_of
from songi.study.model import Study
from songi.study.outlines import in_degrees, outlines_in_metres
from songi.study.schema.land import Parcel, Zone
from songi.study.table import Table
from songi.units import M2_PER_PYEONG

# The methods on polygons are imported late: a study without land needs no geometry.
if TYPE_CHECKING:
    from shapely.geometry.base import BaseGeometry

SLIVER_M2 = 1.0
"""Overlaps up to this are left alone: outlines drawn from the same corners differ by rounding."""

SLIVER_SHARE = 0.01
"""A parcel may reach out of its zone by this share: the two are often drawn from different maps."""

AREA_SHARE = 0.05
"""An area may differ from that of its outline by this share."""

_REASON = re.compile(r"^(.*?)\[(\S+) (\S+)\]$")


def outlines_are_sound(study: Study) -> Iterator[Problem]:
    """No outline crosses itself, and its rings make polygons."""
    for name in ("zones", "parcels"):
        table: Table[Any] = current(study, name)
        for row_id, fault in _faults(outlines_in_metres(table)).items():
            place = place_of(table, table.get(row_id), "outline")
            reason, where = _read(fault)
            if "Self-intersection" in reason:
                facts = {"came": row_id, "expected": where}
                yield Problem("outline.crosses_itself", place, facts)
            else:
                facts = {"came": row_id, "expected": reason}
                yield Problem("outline.unsound", place, facts)


def parcels_lie_apart(study: Study) -> Iterator[Problem]:
    """No two parcels overlap."""
    table: Table[Parcel] = current(study, "parcels")
    shapes = _sound(table)
    if len(shapes) < 2:
        return
    from songi.methods.parcels import overlaps

    names = [*shapes]
    for first, second, area in zip(*overlaps([*shapes.values()], SLIVER_M2), strict=True):
        facts = {"came": f"{names[first]}, {names[second]}", "expected": f"{area:,.1f}"}
        place = place_of(table, table.get(names[second]), "outline")
        yield Problem("parcels.overlap", place, facts)


def parcels_lie_in_their_zone(study: Study) -> Iterator[Problem]:
    """A parcel lies in the outline of its zone, or of the next one around it that has one."""
    zones: Table[Zone] = current(study, "zones")
    table: Table[Parcel] = current(study, "parcels")
    for row_id, outside in _outside(table, {row.id: row.zone for row in table}, zones).items():
        row = table.get(row_id)
        facts = {"came": f"{row.id} ({row.zone})", "expected": f"{outside:,.1f}"}
        yield Problem("parcels.outside_zone", place_of(table, row, "outline"), facts)


def zones_lie_in_theirs(study: Study) -> Iterator[Problem]:
    """A zone lies in the outline of the one that it is within."""
    table: Table[Zone] = current(study, "zones")
    for row_id, outside in _outside(table, {row.id: row.within for row in table}, table).items():
        row = table.get(row_id)
        facts = {"came": f"{row.id} ({row.within})", "expected": f"{outside:,.1f}"}
        yield Problem("zones.outside", place_of(table, row, "outline"), facts)


def areas_match_outlines(study: Study) -> Iterator[Problem]:
    """An area is that of its outline, and not the number of pyeong in it."""
    for name in ("zones", "parcels"):
        table: Table[Any] = current(study, name)
        for row_id, drawn in _areas(_sound(table)).items():
            row = table.get(row_id)
            if row.area_m2 is None:
                continue
            low, high = row.area_m2.ends
            place = place_of(table, row, "area_m2")
            facts = {"came": row.area_m2.text, "expected": f"{drawn:,.0f}"}
            if _near(drawn, low * M2_PER_PYEONG, high * M2_PER_PYEONG):
                yield Problem("outline.area_in_pyeong", place, facts)
            elif not _near(drawn, low, high):
                yield Problem("outline.area_differs", place, facts, "warning")


def _sound(rows: Table[Any]) -> dict[str, BaseGeometry]:
    shapes = outlines_in_metres(rows)
    wrong = _faults(shapes)
    return {name: shape for name, shape in shapes.items() if name not in wrong}


def _faults(shapes: dict[str, BaseGeometry]) -> dict[str, str]:
    """Return why outlines are unsound, of those that are."""
    if not shapes:
        return {}
    from songi.methods.parcels import validity

    valid, reasons = validity([*shapes.values()])
    told = zip(shapes, valid, reasons, strict=True)
    return {name: str(reason) for name, sound, reason in told if not sound}


def _read(fault: str) -> tuple[str, str]:
    """Return a fault without its position, and the position in degrees."""
    found = _REASON.match(fault)
    if found is None:
        return fault, ""
    longitude, latitude = in_degrees(float(found[2]), float(found[3]))
    return found[1], f"{longitude:.5f}, {latitude:.5f}"


def _areas(shapes: dict[str, BaseGeometry]) -> dict[str, float]:
    if not shapes:
        return {}
    from songi.methods.parcels import areas_m2

    return dict(zip(shapes, areas_m2([*shapes.values()]).tolist(), strict=True))


def _outside(
    rows: Table[Any], surrounding: dict[str, str | None], zones: Table[Zone]
) -> dict[str, float]:
    """Return how many m² of outlines lie out of what surrounds them; slivers are left out."""
    shapes, bounds = _sound(rows), _sound(zones)
    within = {zone.id: zone.within for zone in zones}
    inmates: dict[str, list[str]] = defaultdict(list)
    for name in shapes:
        zone = _next_with_outline(surrounding[name], within, bounds)
        if zone is not None:
            inmates[zone].append(name)
    if not inmates:
        return {}
    from songi.methods.parcels import outside_m2

    found: dict[str, float] = {}
    for zone, names in inmates.items():
        out = outside_m2([shapes[name] for name in names], bounds[zone])
        found |= zip(names, out.tolist(), strict=True)
    areas = _areas(shapes)
    return {
        name: area
        for name, area in found.items()
        if area > max(SLIVER_M2, SLIVER_SHARE * areas[name])
    }


def _next_with_outline(
    zone: str | None, within: dict[str, str | None], bounds: dict[str, BaseGeometry]
) -> str | None:
    """Return the zone, or where it has no outline the next one around it that has."""
    passed: set[str] = set()
    while zone is not None and zone not in bounds and zone not in passed:
        passed.add(zone)
        zone = within.get(zone)
    return zone if zone in bounds else None


def _near(value: float, low: float, high: float) -> bool:
    return low * (1 - AREA_SHARE) <= value <= high * (1 + AREA_SHARE)


RULES = (
    outlines_are_sound,
    zones_lie_in_theirs,
    parcels_lie_in_their_zone,
    parcels_lie_apart,
    areas_match_outlines,
)
