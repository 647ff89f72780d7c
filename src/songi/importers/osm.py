"""Roads of OpenStreetMap (.osm.pbf): what a car may drive, one-way streets, speed by class."""

from __future__ import annotations

import re
from array import array
from collections.abc import Iterator, Mapping
from typing import Any

import numpy as np

from songi.errors import Place, Problem
from songi.importers.publisher import Found, Options, Publisher
from songi.importers.road_times import LARGEST_FILE, TABLES, RoadFile, road_rows
from songi.methods.geodesy import great_circle_km

SPEEDS_KMH: dict[str, float] = {
    "motorway": 100, "trunk": 80, "primary": 60, "secondary": 50, "tertiary": 50,
    "unclassified": 40, "road": 40, "residential": 30, "living_street": 10, "service": 20,
    "motorway_link": 60, "trunk_link": 50, "primary_link": 50, "secondary_link": 40,
    "tertiary_link": 40,
}  # fmt: skip
"""Classes that a car may drive, with the speed taken where `maxspeed` is not told: assumed, near
the limits in force in Korea (50 in towns, 30 in side streets, 100 on motorways)."""

ONE_WAY_CLASSES = frozenset({"motorway", "motorway_link"})
"""Classes that are one-way where nothing is told."""

CLOSED = frozenset({"no", "private"})

FORWARD = frozenset({"yes", "true", "1"})

BACKWARD = frozenset({"-1", "reverse"})

LEAST_KMH, MOST_KMH = 5.0, 130.0

KMH_PER_MPH = 1.609344

_SPEED = re.compile(r"^\s*(\d+(?:\.\d+)?)\s*(mph|km/h|kmh|kph)?\s*$")

LICENCE = """# Licence of {file}

The rows of `{file}` were computed from OpenStreetMap.

> Contains information from OpenStreetMap, which is made available under the Open Database License
> (ODbL) v1.0. © OpenStreetMap contributors, https://www.openstreetmap.org/copyright

These rows are made available under the same licence:
https://opendatacommons.org/licenses/odbl/1-0/. Any rights in individual contents of the database
are licensed under the Database Contents License: https://opendatacommons.org/licenses/dbcl/1-0/.
Whoever passes these rows on, or a database made from them, must keep this notice and offer it under
the ODbL.

Other tables of the study are not under the ODbL: they stand beside these rows as parts of a
collective database.
"""


def find(content: bytes, name: str, options: Options) -> Found:
    """Return the network and the times on it, or what is wrong with the file."""
    found = Found()
    try:
        file = read_roads(content)
    except (RuntimeError, ValueError, UnicodeDecodeError) as fault:
        facts = {"came": str(fault) or type(fault).__name__}
        found.problems.append(Problem("roads.pbf", Place(name), facts))
        return found
    road_rows(file, name, options, found)
    return found


def read_roads(content: bytes) -> RoadFile:
    """Return the roads of a file: a node for each point of a drivable way.

    Raises:
        RuntimeError: the file is damaged or no OpenStreetMap file.
    """
    ids, points = array("q"), array("d")
    counts, directions, speeds, ways = array("q"), array("b"), array("d"), array("q")
    for way, direction, speed in _drivable(content):
        before = len(ids)
        for node in way.nodes:
            if node.location.valid():
                ids.append(node.ref)
                points.extend((node.location.lat, node.location.lon))
        counts.append(len(ids) - before)
        directions.append(direction)
        speeds.append(speed)
        ways.append(way.id)
    refs = np.frombuffer(ids, dtype=np.int64) if ids else np.empty(0, dtype=np.int64)
    known, first, node = np.unique(refs, return_index=True, return_inverse=True)
    where = np.frombuffer(points, dtype=np.float64) if points else np.empty(0)
    position = where.reshape(-1, 2)[first]
    way_of = np.repeat(np.arange(len(counts)), np.asarray(counts, dtype=np.int64))
    together = np.flatnonzero(way_of[1:] == way_of[:-1])
    return _both_ways(
        node[together], node[together + 1], position, way_of[together],
        np.asarray(directions), np.asarray(speeds), np.asarray(ways), len(known),
    )  # fmt: skip


def _both_ways(
    tail: np.ndarray,
    head: np.ndarray,
    position: np.ndarray,
    way: np.ndarray,
    directions: np.ndarray,
    speeds: np.ndarray,
    names: np.ndarray,
    nodes: int,
) -> RoadFile:
    """Return links in each direction in which their way may be driven."""
    latitude, longitude = position[:, 0], position[:, 1]
    km = great_circle_km(latitude[tail], longitude[tail], latitude[head], longitude[head])
    # Points of a way that lie on one another are one place: a millimetre joins them.
    km = np.maximum(km, 1e-6)
    onward, back = directions[way] >= 0, directions[way] <= 0
    length = np.concatenate([km[onward], km[back]])
    of_way = np.concatenate([way[onward], way[back]])
    return RoadFile(
        tails=np.concatenate([tail[onward], head[back]]),
        heads=np.concatenate([head[onward], tail[back]]),
        minutes=length / speeds[of_way] * 60.0 if len(length) else length,
        km=length,
        latitude=latitude,
        longitude=longitude,
        nodes=nodes,
        names=names[of_way].tolist() if len(length) else (),
    )


def _drivable(content: bytes) -> Iterator[tuple[Any, int, float]]:
    """Give each way that a car may drive, its direction (1, 0 for both, -1) and speed."""
    # Imported late: no other importer needs it.
    import osmium
    import osmium.filter
    import osmium.io
    import osmium.osm

    buffer = osmium.io.FileBuffer(content, "pbf")
    roads = osmium.FileProcessor(buffer).with_locations()
    for one in roads.with_filter(osmium.filter.KeyFilter("highway")):
        if not isinstance(one, osmium.osm.Way):
            continue
        tags = {tag.k: tag.v for tag in one.tags}
        if tags["highway"] in SPEEDS_KMH and is_open(tags):
            yield one, direction_of(tags), speed_of(tags)


def is_open(tags: Mapping[str, str]) -> bool:
    """Return whether a car may drive there: the most special of the tags decides."""
    for key in ("motorcar", "motor_vehicle", "vehicle", "access"):
        if key in tags:
            return tags[key] not in CLOSED
    return tags.get("area") != "yes"


def direction_of(tags: Mapping[str, str]) -> int:
    """Return 1 for one-way as drawn, -1 for one-way against it, 0 for both ways."""
    told = tags.get("oneway", "")
    if told in FORWARD:
        return 1
    if told in BACKWARD:
        return -1
    circles = tags.get("junction") in {"roundabout", "circular"}
    implied = circles or tags["highway"] in ONE_WAY_CLASSES
    return 1 if implied and told != "no" else 0


def speed_of(tags: Mapping[str, str]) -> float:
    """Return km/h: the limit where it is told as a number, else that of the class."""
    told = _SPEED.match(tags.get("maxspeed", ""))
    if told is None:
        return SPEEDS_KMH[tags["highway"]]
    speed = float(told[1]) * (KMH_PER_MPH if told[2] == "mph" else 1.0)
    return min(max(speed, LEAST_KMH), MOST_KMH)


OSM = Publisher(
    name="osm",
    publisher="OpenStreetMap contributors",
    title="OpenStreetMap roads (.osm.pbf)",
    licence="ODbL 1.0",
    url="https://www.openstreetmap.org",
    note="Times on an empty road at the speed limit, or at a speed assumed for the class where "
    "none is told; turn restrictions, lights and ferries are not read. Open Database License: see "
    "the LICENSE beside the tables. Ways begin at the middle of a candidate's position.",
    columns=tuple(
        (one,) for one in ("highway", "maxspeed", "oneway", "junction", "motorcar",
                           "motor_vehicle", "vehicle", "access", "area", "node")
    ),
    fields={"id": "highway", "network": "highway", "minutes": "maxspeed", "gap_km": "node"},
    coded=False,
    find=find,
    tables=TABLES,
    part="osm",
    licence_text=LICENCE,
    most_bytes=LARGEST_FILE,
)  # fmt: skip
