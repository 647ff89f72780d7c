"""Access: how long it takes from each candidate to what counts, and the indicators made of it.

With a road file the time is that on an empty road times an uncertain congestion; without one it is
great-circle distance times circuity over speed, all uncertain cells, and a figure made of it says
that it is assumed.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import numpy as np
import xarray as xr

from songi.measures.kind import once, per_draw
from songi.methods import catchment, geodesy
from songi.study.as_of import known_at
from songi.study.roads import (
    drawn_bands,
    drawn_congestion,
    minutes_of,
    minutes_on_roads,
    road_grid,
)
from songi.study.schema.place import WITH_BEDS, AccessIndicator, Candidate, Place, TravelBand
from songi.study.schema.roads import Congestion, RoadNetwork, RoadTime
from songi.study.table import Table


@once()
def known_places(places: Table[Place], contest_cutoff: date) -> Table[Place]:
    """Return the places that were public at the contest's cut-off."""
    return known_at(places, contest_cutoff)


@once()
def current_candidates(candidates: Table[Candidate]) -> Table[Candidate]:
    """Return the candidates, of each the version known last."""
    return known_at(candidates, None)


@once()
def current_travel_bands(travel_bands: Table[TravelBand]) -> Table[TravelBand]:
    """Return the travel bands in order of distance: a way of computing, not a fact with a date."""
    bands = known_at(travel_bands, None)
    return replace(bands, rows=tuple(sorted(bands.rows, key=lambda band: band.from_km)))


@once()
def current_road_times(
    road_times: Table[RoadTime], road_networks: Table[RoadNetwork]
) -> Table[RoadTime]:
    """Return the times on the road network that was known last: like bands a way of computing."""
    newest = _newest_network(road_networks)
    return known_at(road_times, None).where(lambda row: row.network == newest)


@once()
def current_congestion(
    congestion: Table[Congestion], road_networks: Table[RoadNetwork]
) -> Table[Congestion]:
    """Return the congestion factor of the road network that was known last."""
    newest = _newest_network(road_networks)
    return known_at(congestion, None).where(lambda row: row.network == newest)


@once(separable=("candidate", "place"))
def timed_on_roads(
    current_candidates: Table[Candidate],
    known_places: Table[Place],
    current_road_times: Table[RoadTime],
) -> xr.DataArray:
    """Return whether a travel time comes from a road file, dimensions (candidate, place).

    1 where it does; 0 where it is straight distance, detour and assumed speeds.
    """
    candidates, places = current_candidates.ids, known_places.ids
    grid = road_grid(current_road_times, candidates, places)
    known = np.zeros((len(candidates), len(places)))
    if grid is not None:
        known = (~np.isnan(grid.minutes)).astype(np.float64)
    labels = [("candidate", [*candidates]), ("place", [*places])]
    return xr.DataArray(known, labels, attrs={"units": "1", "long_name": "timed on roads"})


@per_draw(separable=("candidate", "place"), summary_only=True)
def travel_times(
    current_candidates: Table[Candidate],
    known_places: Table[Place],
    current_travel_bands: Table[TravelBand],
    current_road_times: Table[RoadTime] | None = None,
    current_congestion: Table[Congestion] | None = None,
) -> xr.DataArray:
    """Return minutes from candidates to places, dimensions (draw, candidate, place).

    On roads where a road file gave the time, times congestion; infinite where it found no way.
    Else great-circle distance times the first band's circuity, driven through the bands at their
    speeds. `timed_on_roads` says which.
    """
    bands = drawn_bands(current_travel_bands)
    distance = geodesy.distances_km(
        geodesy.unit_vectors(
            current_candidates.draws("latitude", "candidate").values,
            current_candidates.draws("longitude", "candidate").values,
        ),
        geodesy.unit_vectors(
            known_places.draws("latitude", "place").values,
            known_places.draws("longitude", "place").values,
        ),
    )
    minutes = minutes_of(distance, bands)
    grid = road_grid(current_road_times, current_candidates.ids, known_places.ids)
    if grid is not None:
        factor = drawn_congestion(current_congestion, len(minutes))
        on_roads = minutes_on_roads(grid, factor, bands)
        minutes = np.where(np.isnan(grid.minutes), minutes, on_roads)
    labels = [
        ("draw", current_candidates.draws("latitude", "candidate")["draw"].values),
        ("candidate", [*current_candidates.ids]),
        ("place", [*known_places.ids]),
    ]
    told = {"units": "minutes", "long_name": "travel times"}
    return xr.DataArray(minutes, labels, attrs=told)


@per_draw(separable=("candidate", "indicator"))
def accessibility(
    travel_times: xr.DataArray,
    known_places: Table[Place],
    access_indicators: Table[AccessIndicator],
    people_reached: xr.DataArray | None = None,
    catchment_supply: xr.Dataset | None = None,
) -> xr.DataArray:
    """Return the computed indicators, dimensions (draw, candidate, indicator).

    Minutes to the nearest place of a kind; how many lie within the limit, or their capacity, an
    unknown capacity counting nothing; people within the limit; capacity weighted by nearness, or
    per 1,000 people who share it. NaN where nothing of the kind is known or no way leads there.
    """
    kinds = np.array([place.kind for place in known_places])
    minutes = travel_times.transpose("draw", "candidate", "place").values
    sizes = known_places.draws("capacity", "place").fillna(0.0).values
    columns = []
    for wanted in access_indicators:
        # Without a kind beds count, of whichever hospital.
        of_kind = np.isin(kinds, WITH_BEDS if wanted.kind is None else [wanted.kind])
        if wanted.measure == "people_within":
            column = _people(people_reached, wanted, minutes.shape[:2])
        elif not of_kind.any():
            column = np.full(minutes.shape[:2], np.nan)
        elif wanted.measure == "e2sfca":
            column = _shared_supply(minutes, of_kind, catchment_supply)
        else:
            column = _reached(minutes[:, :, of_kind], wanted, sizes[:, of_kind], access_indicators)
        columns.append(column)
    labels = [
        ("draw", travel_times["draw"].values),
        ("candidate", travel_times["candidate"].values),
        ("indicator", [*access_indicators.ids]),
    ]
    told = {"units": "mixed", "long_name": "accessibility"}
    return xr.DataArray(np.stack(columns, axis=-1), labels, attrs=told)


def _reached(
    minutes: np.ndarray,
    wanted: AccessIndicator,
    sizes: np.ndarray,
    table: Table[AccessIndicator],
) -> np.ndarray:
    """Return one indicator of the places of its kind, shape (draws, candidates)."""
    limit = wanted.within_minutes or 0.0
    match wanted.measure:
        case "nearest_minutes":
            least = catchment.nearest(minutes).minutes
            return np.where(np.isfinite(least), least, np.nan)
        case "count_within":
            return catchment.count_within(minutes, limit)
        case "capacity_within":
            return catchment.count_within(minutes, limit, sizes)
        case _:
            form = wanted.decay or "exponential"
            weights = catchment.decay(minutes, form, table.draws_of(wanted, "decay_parameter"))
            return catchment.gravity(weights, sizes)


def _people(
    reached: xr.DataArray | None, wanted: AccessIndicator, shape: tuple[int, int]
) -> np.ndarray:
    if reached is None:
        return np.full(shape, np.nan)
    there = reached.transpose("draw", "candidate", "limit")
    return there.sel(limit=wanted.within_minutes).values


def _shared_supply(
    minutes: np.ndarray, of_kind: np.ndarray, supply: xr.Dataset | None
) -> np.ndarray:
    """Return what a candidate's own people would have: capacity per 1,000 who share it."""
    if supply is None:
        return np.full(minutes.shape[:2], np.nan)
    ratio = supply["ratio"].values[of_kind]
    weights = catchment.step_weights(minutes[:, :, of_kind])
    return catchment.gravity(weights, np.nan_to_num(ratio)) * 1000.0


def _newest_network(networks: Table[RoadNetwork]) -> str:
    """Return the network known last; of several of a day the last in the file."""
    return sorted(networks, key=lambda row: row.known_from or date.min)[-1].id
