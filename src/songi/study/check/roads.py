"""Rules on road networks, congestion and the times computed from them."""

from __future__ import annotations

from collections.abc import Iterator

from songi.errors import Problem
from songi.methods.geodesy import great_circle_km
from songi.methods.hexagons import hexagon_centres, is_cell
from songi.study.check.current import current
from songi.study.check.rows import place_of
from songi.study.model import Study
from songi.study.schema.place import AccessIndicator, Candidate, Place
from songi.study.schema.roads import Congestion, RoadNetwork, RoadTime
from songi.study.table import Table

FASTEST_KMH = 150.0
"""No road trip is faster; a time that says so belongs to other positions or another unit."""


def networks_have_congestion(study: Study) -> Iterator[Problem]:
    """A network whose times are used has a congestion factor: they are of an empty road."""
    networks: Table[RoadNetwork] = current(study, "road_networks")
    table: Table[Congestion] = current(study, "congestion")
    times: Table[RoadTime] = current(study, "road_times")
    known, used = {row.network for row in table}, {row.network for row in times}
    if not table.is_whole:
        return
    for row in networks:
        if row.id in used and row.id not in known:
            yield Problem("roads.no_congestion", place_of(networks, row, "id"), {"came": row.id})


def road_times_are_possible(study: Study) -> Iterator[Problem]:
    """No time on roads is shorter than the straight line at full speed: positions have moved."""
    table: Table[RoadTime] = current(study, "road_times")
    candidates: Table[Candidate] = current(study, "candidates")
    places: Table[Place] = current(study, "places")
    here = {row.id: row for row in candidates}
    there = {row.id: (row.latitude.central, row.longitude.central) for row in places}
    for row in table:
        if row.minutes is None or row.candidate not in here:
            continue
        start, end = here[row.candidate], there.get(row.destination)
        if end is None and is_cell(row.destination):
            latitude, longitude = hexagon_centres([row.destination])
            end = float(latitude[0]), float(longitude[0])
        if end is None:
            continue
        straight = great_circle_km(start.latitude.central, start.longitude.central, *end)
        least = max(float(straight) - row.gap_km, 0.0) / FASTEST_KMH * 60.0
        if row.minutes < least - 0.1:
            facts = {"came": f"{row.minutes:g}", "expected": f"{least:.0f}"}
            place = place_of(table, row, "minutes")
            yield Problem("roads.too_fast", place, facts, "warning")
            return


def indicators_are_complete(study: Study) -> Iterator[Problem]:
    """An indicator of access names the kind, limit, decay or people that its measure needs."""
    table: Table[AccessIndicator] = current(study, "access_indicators")
    for row in table:
        if row.measure in {"people_within", "e2sfca"}:
            if "population" not in study.tables:
                yield Problem("access.no_people", place_of(table, row, "measure"), {"came": row.id})
        elif row.kind is None:
            yield Problem("access.no_kind", place_of(table, row, "kind"), {"came": row.measure})
        if row.measure == "gravity" and (row.decay is None or row.decay_parameter is None):
            column = "decay" if row.decay is None else "decay_parameter"
            yield Problem("access.no_decay", place_of(table, row, column), {"came": row.id})


RULES = (indicators_are_complete, networks_have_congestion, road_times_are_possible)
