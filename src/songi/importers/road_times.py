"""From a road network to a study's rows: the network, its traffic, and the times on it.

A million nodes do not become rows. What does is the shortest time from each of the study's
candidates to each of its places, and to each hexagon of its population within an hour and a half.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from songi.errors import Place, Problem
from songi.importers.publisher import Found, ImportedRow, Options
from songi.methods.hexagons import hexagon_centres
from songi.methods.routing import (
    Component,
    Network,
    largest_component,
    network_of,
    shortest_times,
    snap_to_nodes,
)
from songi.study.as_of import known_at
from songi.study.quantity import Quantity
from songi.study.table import Table

Array = NDArray[np.float64]

LARGEST_FILE = 2_000_000_000
"""Bytes of the largest road file; a country's is a few hundred million."""

GREATEST_GAP_KM = 3.0
"""A position farther than this from every road is not joined to the network."""

GREATEST_SPREAD_KM = 5.0
"""A candidate whose position is known more roughly (half the width of nine draws in ten) gets no
time on roads: its middle stands for nothing."""

HEXAGON_LIMIT_MINUTES = 90.0
"""Hexagons that take longer on the empty road are not listed."""

CONGESTION = "1.0..2.0"
"""Assumed: from no traffic at all to twice the time. Nobody measured it for the study."""

TABLES = ("road_networks", "congestion", "road_times")

KM_PER_DEGREE = 111.195


@dataclass(frozen=True, slots=True)
class RoadFile:
    """A road network as a publisher's file has it.

    Attributes:
        tails: `[links]`, position of the node at which each link begins.
        heads: of the node at which it ends.
        minutes: what each takes on an empty road.
        km: how long it is.
        latitude: `[nodes]`, degrees north; none where the file has no positions on Earth.
        longitude: degrees east.
        nodes: how many nodes there are.
        names: what a message calls a link, by its position.
    """

    tails: NDArray[np.int64]
    heads: NDArray[np.int64]
    minutes: Array
    km: Array
    latitude: Array | None
    longitude: Array | None
    nodes: int
    names: Sequence[Any]


def road_rows(file: RoadFile, name: str, options: Options, found: Found) -> None:
    """Add a road network's rows, and what is wrong with it, to what an importer found.

    Args:
        file: the network.
        name: the file's name, for messages.
        options: what the user says, the study and the network's id with it.
        found: takes the rows and the problems.
    """
    minutes = _checked_minutes(file, name, found)
    if minutes is None:
        return
    network = network_of(file.tails, file.heads, minutes, file.nodes)
    part = largest_component(network)
    _tell_what_is_outside(part, name, found)
    line = 1
    found.rows.append(
        ImportedRow("road_networks", line, _network_cells(file, network, part, options))
    )
    traffic = {
        "network": options.source, "factor": CONGESTION, "basis": "assumed",
        "note": "Assumed by songi, not in the file: from no traffic at all to twice the time on "
        "the empty road. Put a measured ratio in its place.",
        "note_ko": "파일의 값이 아니라 songi의 가정이다. 막힘이 없을 때부터 빈 도로의 두 배까지로 "
        "보았다. 잰 비율이 있으면 바꿔 적는다.",
    }  # fmt: skip
    found.rows.append(ImportedRow("congestion", line, traffic))
    if file.latitude is None or file.longitude is None or options.study is None:
        return
    origins = _joined_candidates(options, file, part, name, found)
    if origins is None:
        found.problems.append(Problem("roads.none_near", Place(name), {}, "warning"))
        return
    for cells in _times(options, file, network, part, origins, name, found):
        found.rows.append(ImportedRow("road_times", line, {**cells, "basis": "estimated"}))


@dataclass(frozen=True, slots=True)
class _Ends:
    """Ends of ways that are joined to nodes."""

    ids: list[str]
    node: NDArray[np.intp]
    gap_km: Array


def _checked_minutes(file: RoadFile, name: str, found: Found) -> Array | None:
    """Return times above nought; none where the file cannot be used."""
    if not len(file.tails):
        found.problems.append(Problem("roads.no_road", Place(name)))
        return None
    wrong = np.flatnonzero((file.minutes < 0) | (file.km < 0))
    if len(wrong):
        facts = {"came": len(wrong), "expected": file.names[wrong[0]]}
        found.problems.append(Problem("roads.negative", Place(name), facts))
        return None
    still = np.flatnonzero((file.minutes == 0) & (file.tails != file.heads))
    if len(still):
        facts = {"came": len(still), "expected": file.names[still[0]]}
        found.problems.append(Problem("roads.zero", Place(name), facts, "warning"))
    loops = int(np.count_nonzero(file.tails == file.heads))
    if loops:
        found.problems.append(Problem("roads.loops", Place(name), {"came": loops}, "warning"))
    # Nought becomes the least time there is, as rounding makes of anything near it.
    return np.maximum(file.minutes, 1e-6)


def _tell_what_is_outside(part: Component, name: str, found: Found) -> None:
    outside = int(np.count_nonzero(~part.inside))
    if outside:
        facts = {"came": outside, "traps": part.traps, "springs": part.springs,
                 "islands": part.islands}  # fmt: skip
        found.problems.append(Problem("roads.traps", Place(name), facts, "warning"))


def _network_cells(
    file: RoadFile, network: Network, part: Component, options: Options
) -> dict[str, str]:
    cells = {
        "id": options.source,
        "nodes": str(file.nodes),
        "links": str(len(network.links)),
        "length_km": f"{float(file.km.sum()):.1f}",
        "joined_share": f"{float(part.inside.mean()):.4f}",
        "basis": "observed",
    }
    if file.latitude is not None and file.longitude is not None:
        cells |= {
            "south": f"{file.latitude.min():.4f}", "north": f"{file.latitude.max():.4f}",
            "west": f"{file.longitude.min():.4f}", "east": f"{file.longitude.max():.4f}",
        }  # fmt: skip
    return cells


def _joined_candidates(
    options: Options, file: RoadFile, part: Component, name: str, found: Found
) -> _Ends | None:
    """Return the candidates that are joined to the network; tells of the others."""
    rows = [row for row in _known(options, "candidates") if not _is_vague(row, name, found)]
    latitude = np.array([row.latitude.central for row in rows])
    longitude = np.array([row.longitude.central for row in rows])
    ends = _joined([row.id for row in rows], latitude, longitude, file, part)
    kept = ends.node >= 0
    if not kept.any():
        return None
    for row_id, near, gap in zip(ends.ids, kept, ends.gap_km, strict=True):
        if not near:
            facts = {"came": row_id, "expected": f"{gap:,.1f}"}
            found.problems.append(Problem("roads.far", Place(name), facts, "warning"))
    ids = [row_id for row_id, near in zip(ends.ids, kept, strict=True) if near]
    return _Ends(ids, ends.node[kept], ends.gap_km[kept])


def _is_vague(row: Any, name: str, found: Found) -> bool:
    """Return whether a candidate's position is too rough for a time on roads, and tell so."""
    shrink = float(np.cos(np.radians(row.latitude.central)))
    spread = max(_half_width(row.latitude), _half_width(row.longitude) * shrink) * KM_PER_DEGREE
    if spread > GREATEST_SPREAD_KM:
        facts = {"came": row.id, "expected": f"{spread:.1f}"}
        found.problems.append(Problem("roads.vague", Place(name), facts, "warning"))
    return spread > GREATEST_SPREAD_KM


def _half_width(cell: Quantity) -> float:
    low, high = cell.quantile(np.array([0.05, 0.95]))
    return float(high - low) / 2


def _times(
    options: Options,
    file: RoadFile,
    network: Network,
    part: Component,
    origins: _Ends,
    name: str,
    found: Found,
) -> Iterator[dict[str, str]]:
    """Give the cells of a row for each candidate and each place or hexagon that it reaches."""
    places = _known(options, "places")
    here = np.array([row.latitude.central for row in places])
    there = np.array([row.longitude.central for row in places])
    ends = _joined([row.id for row in places], here, there, file, part)
    hexagons = [row.id for row in _known(options, "population")]
    cells = _joined(hexagons, *hexagon_centres(hexagons), file, part)
    targets = np.unique(np.concatenate([ends.node, cells.node]))
    targets = targets[targets >= 0]
    if not len(targets):
        return
    column = {int(node): k for k, node in enumerate(targets)}
    minutes = shortest_times(network, origins.node, targets)
    for row, candidate in enumerate(origins.ids):
        for group, limit in ((ends, np.inf), (cells, HEXAGON_LIMIT_MINUTES)):
            for k, destination in enumerate(group.ids):
                if group.node[k] < 0:
                    continue
                time = minutes[row, column[int(group.node[k])]]
                if time > limit:
                    continue
                yield {
                    "network": options.source, "candidate": candidate, "destination": destination,
                    "gap_km": f"{origins.gap_km[row] + group.gap_km[k]:.2f}",
                    **({"minutes": f"{time:.1f}"} if np.isfinite(time) else {}),
                }  # fmt: skip
    _tell_islands(minutes, ends, column, name, found)


def _tell_islands(
    minutes: Array, ends: _Ends, column: dict[int, int], name: str, found: Found
) -> None:
    reached = np.atleast_1d(np.isfinite(minutes).any(axis=0)).tolist()
    for row_id, node in zip(ends.ids, ends.node, strict=True):
        if node >= 0 and not reached[column[int(node)]]:
            found.problems.append(Problem("roads.island", Place(name), {"came": row_id}, "warning"))


def _joined(
    ids: list[str], latitude: Array, longitude: Array, file: RoadFile, part: Component
) -> _Ends:
    """Join positions to the nearest node of the main part, or to a nearer one outside it.

    Only a position on an island of the file's own is joined outside: there no road leads.
    """
    if not ids or file.latitude is None or file.longitude is None:
        return _Ends(list(ids), np.full(len(ids), -1), np.full(len(ids), np.inf))
    inside = snap_to_nodes(
        latitude, longitude, file.latitude, file.longitude,
        usable=part.inside, limit_km=GREATEST_GAP_KM,
    )  # fmt: skip
    anywhere = snap_to_nodes(
        latitude, longitude, file.latitude, file.longitude, limit_km=GREATEST_GAP_KM
    )
    lost = inside.node < 0
    return _Ends(
        list(ids),
        np.where(lost, anywhere.node, inside.node),
        np.where(lost, anywhere.gap_km, inside.gap_km),
    )


def _known(options: Options, table: str) -> list[Any]:
    """Return a table's rows, of each the version known last."""
    rows: Table[Any] | None = None if options.study is None else options.study.tables.get(table)
    return [] if rows is None else list(known_at(rows, None))
