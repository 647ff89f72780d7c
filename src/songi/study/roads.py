"""Times on roads as arrays: of candidates to places or hexagons, as a road file gave them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from songi.methods import geodesy
from songi.study.schema.place import TravelBand
from songi.study.schema.roads import Congestion, RoadTime
from songi.study.table import Table

Array = NDArray[np.float64]


class RoadGrid(NamedTuple):
    """What a road file says of each pair, `[candidates, destinations]`.

    Attributes:
        minutes: NaN where it says nothing, infinite where no road leads there.
        gap_km: the part of the way that is off the road.
    """

    minutes: Array
    gap_km: Array


class Bands(NamedTuple):
    """How fast one gets on where no road file is at hand; the leading axis is that of the draws.

    Attributes:
        circuity: `[draws]`.
        starts_km: `[bands]`.
        speeds_kmh: `[draws, bands]`.
    """

    circuity: Array
    starts_km: Array
    speeds_kmh: Array


def road_grid(
    table: Table[RoadTime] | None, candidates: Sequence[str], destinations: Sequence[str]
) -> RoadGrid | None:
    """Return a road file's times as a grid; none where it says nothing of any pair."""
    if table is None:
        return None
    row_at = {name: k for k, name in enumerate(candidates)}
    column_at = {name: k for k, name in enumerate(destinations)}
    minutes = np.full((len(candidates), len(destinations)), np.nan)
    gap_km = np.zeros_like(minutes)
    for row in table:
        at = row_at.get(row.candidate), column_at.get(row.destination)
        if at[0] is not None and at[1] is not None:
            minutes[at] = np.inf if row.minutes is None else row.minutes
            gap_km[at] = row.gap_km
    return None if np.isnan(minutes).all() else RoadGrid(minutes, gap_km)


def drawn_bands(table: Table[TravelBand]) -> Bands:
    """Return the draws of the travel bands, which stand in order of distance."""
    return Bands(
        table.draws("circuity", "band").values[:, 0],
        np.array([band.from_km for band in table]),
        table.draws("speed_kmh", "band").values,
    )


def central_bands(table: Table[TravelBand]) -> Bands:
    """Return the middle values of the travel bands, as one draw."""
    return Bands(
        np.array([table.rows[0].circuity.central]),
        np.array([band.from_km for band in table]),
        np.array([[band.speed_kmh.central for band in table]]),
    )


def minutes_of(distance_km: Array, bands: Bands) -> Array:
    """Return minutes `[draws, ...]` of straight distances `[draws or 1, ...]`."""
    more = (1,) * (distance_km.ndim - 1)
    draws, count = bands.speeds_kmh.shape
    return geodesy.travel_minutes(
        distance_km,
        bands.circuity.reshape(draws, *more),
        bands.starts_km,
        bands.speeds_kmh.reshape(draws, *more, count),
    )


def drawn_congestion(table: Table[Congestion] | None, draws: int) -> Array:
    """Return the draws of the congestion factor `[draws]`; one where nobody states it."""
    if table is None or not len(table):
        return np.ones(draws)
    return table.draws_of(table.rows[0], "factor")


def central_congestion(table: Table[Congestion] | None) -> Array:
    """Return the middle of the congestion factor, as one draw; one where nobody states it."""
    rows = () if table is None else table.rows
    return np.array([rows[0].factor.central if rows else 1.0])


def minutes_on_roads(grid: RoadGrid, congestion: Array, bands: Bands) -> Array:
    """Return minutes `[draws, candidates, destinations]`: the road in traffic, and the gaps."""
    gaps = minutes_of(grid.gap_km[None], bands)
    return grid.minutes * congestion[:, None, None] + gaps


def reach_of(minutes: Array, bands: Bands) -> Array:
    """Return the straight distance `[draws, limits]` that one gets in each time `[limits]`."""
    return geodesy.reach_km(
        minutes[None, :], bands.circuity[:, None], bands.starts_km, bands.speeds_kmh[:, None, :]
    )
