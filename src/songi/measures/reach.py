"""Reach: people, beds and places within half an hour, an hour and an hour and a half.

People stand in the hexagons of `population`, each at its middle; how many they are is taken at the
middle of the cell, for what is uncertain here is the time.
"""

from __future__ import annotations

from datetime import date

import numpy as np
import xarray as xr

from songi.measures.kind import once, per_draw
from songi.methods import catchment, geodesy
from songi.methods.hexagons import hexagon_centres
from songi.methods.reach import amount_within_km
from songi.study.as_of import known_at
from songi.study.roads import (
    Bands,
    central_bands,
    central_congestion,
    drawn_bands,
    drawn_congestion,
    minutes_of,
    minutes_on_roads,
    reach_of,
    road_grid,
)
from songi.study.schema.ground import PopulationCell
from songi.study.schema.place import WITH_BEDS, AccessIndicator, Candidate, Place, TravelBand
from songi.study.schema.roads import Congestion, RoadTime
from songi.study.table import Table

LIMITS = (30.0, 60.0, 90.0)
"""Minutes within which reach is told."""

PEOPLE, BEDS = "people", "beds"


@once()
def known_population(
    population: Table[PopulationCell], contest_cutoff: date
) -> Table[PopulationCell]:
    """Return people per hexagon as they were public at the contest's cut-off."""
    return known_at(population, contest_cutoff)


@once(separable=("hexagon",))
def populated_hexagons(known_population: Table[PopulationCell]) -> xr.Dataset:
    """Return where people stand: `people`, `latitude` and `longitude`, dimension (hexagon)."""
    latitude, longitude = hexagon_centres(known_population.ids)
    people = np.array([row.people.central for row in known_population])
    return xr.Dataset(
        {
            "people": ("hexagon", people, {"units": "persons", "long_name": "people"}),
            "latitude": ("hexagon", latitude, {"units": "degrees", "long_name": "latitude"}),
            "longitude": ("hexagon", longitude, {"units": "degrees", "long_name": "longitude"}),
        },
        coords={"hexagon": [*known_population.ids]},
    )


@per_draw(separable=("candidate",))
def people_reached(
    current_candidates: Table[Candidate],
    populated_hexagons: xr.Dataset,
    current_travel_bands: Table[TravelBand],
    current_road_times: Table[RoadTime] | None = None,
    current_congestion: Table[Congestion] | None = None,
    access_indicators: Table[AccessIndicator] | None = None,
) -> xr.DataArray:
    """Return how many people live within a time, dimensions (draw, candidate, limit).

    The limits are those of `reach` and of indicators that count people. On roads where a road file
    has the candidate's times to hexagons: those it does not list lie beyond.
    """
    limits = np.array(sorted({*LIMITS, *_asked_for(access_indicators)}))
    bands = drawn_bands(current_travel_bands)
    people, cells = populated_hexagons["people"].values, populated_hexagons["hexagon"].values
    points = geodesy.unit_vectors(
        populated_hexagons["latitude"].values, populated_hexagons["longitude"].values
    )
    latitude = current_candidates.draws("latitude", "candidate")
    longitude = current_candidates.draws("longitude", "candidate")
    here = geodesy.unit_vectors(latitude.values, longitude.values)
    radius = reach_of(limits, bands)
    factor = drawn_congestion(current_congestion, len(radius))
    columns = []
    for k, name in enumerate(current_candidates.ids):
        grid = road_grid(current_road_times, (name,), cells.tolist())
        if grid is not None:
            listed = np.isfinite(grid.minutes[0])
            some = type(grid)(grid.minutes[:, listed], grid.gap_km[:, listed])
            minutes = minutes_on_roads(some, factor, bands)[:, 0]
            columns.append(_within(minutes, limits, people[listed]))
            continue
        columns.append(amount_within_km(here[:, k], radius, points, people))
    labels = [
        ("draw", latitude["draw"].values),
        ("candidate", [*current_candidates.ids]),
        ("limit", limits),
    ]
    told = {"units": "persons", "long_name": "people within reach"}
    return xr.DataArray(np.stack(columns, axis=1), labels, attrs=told)


@per_draw(separable=("candidate",), summary_only=True)
def reach(
    travel_times: xr.DataArray,
    known_places: Table[Place],
    people_reached: xr.DataArray | None = None,
) -> xr.DataArray:
    """Return what lies within 30, 60 and 90 minutes: (draw, candidate, opportunity, limit).

    People, beds of hospitals, and the number of places of each kind of which the study knows any.
    An unknown number of beds counts nothing.
    """
    times = travel_times.transpose("draw", "candidate", "place").values
    kinds = np.array([place.kind for place in known_places])
    beds = known_places.draws("capacity", "place").fillna(0.0).values
    found: dict[str, np.ndarray] = {}
    if people_reached is not None:
        there = people_reached.transpose("draw", "candidate", "limit")
        found[PEOPLE] = there.sel(limit=list(LIMITS)).values
    hospitals = np.isin(kinds, WITH_BEDS)
    if hospitals.any():
        found[BEDS] = _each_limit(times[:, :, hospitals], beds[:, hospitals])
    for kind in sorted({*kinds.tolist()}):
        found[kind] = _each_limit(times[:, :, kinds == kind])
    labels = [
        ("draw", travel_times["draw"].values),
        ("candidate", travel_times["candidate"].values),
        ("opportunity", [*found]),
        ("limit", np.array(LIMITS, dtype=np.int64)),
    ]
    values = np.stack([*found.values()], axis=2)
    return xr.DataArray(values, labels, attrs={"units": "count", "long_name": "reach"})


@once(separable=("candidate",))
def hexagon_times(
    current_candidates: Table[Candidate],
    known_population: Table[PopulationCell],
    current_travel_bands: Table[TravelBand],
    current_road_times: Table[RoadTime] | None = None,
    current_congestion: Table[Congestion] | None = None,
) -> xr.DataArray:
    """Return minutes to each hexagon at the middle of every cell, (candidate, hexagon): for maps.

    Infinite where a road file has the candidate's times and does not list the hexagon.
    """
    cells = known_population.ids
    bands = central_bands(current_travel_bands)
    distance = geodesy.great_circle_km(
        np.array([row.latitude.central for row in current_candidates])[:, None],
        np.array([row.longitude.central for row in current_candidates])[:, None],
        *hexagon_centres(cells),
    )
    minutes = minutes_of(distance[None], bands)[0]
    factor = central_congestion(current_congestion)
    for k, name in enumerate(current_candidates.ids):
        grid = road_grid(current_road_times, (name,), cells)
        if grid is not None:
            on_roads = minutes_on_roads(grid, factor, bands)[0, 0]
            minutes[k] = np.where(np.isnan(on_roads), np.inf, on_roads)
    labels = [("candidate", [*current_candidates.ids]), ("hexagon", [*cells])]
    told = {"units": "minutes", "long_name": "times to hexagons"}
    return xr.DataArray(minutes, labels, attrs=told)


@once()
def catchment_supply(
    known_population: Table[PopulationCell],
    known_places: Table[Place],
    current_travel_bands: Table[TravelBand],
) -> xr.Dataset:
    """Return hospital beds per 1,000 people where those who can reach them share them.

    Enhanced two-step floating catchment (10, 20, 30 minutes) with the middle of every cell: beds
    per 1,000 people by hexagon (`access`, dimension (hexagon)), and beds per weighted person of
    each hospital (`ratio`, dimension (place); NaN where nobody lives near or it is no hospital).
    """
    hospitals = [place.kind in WITH_BEDS for place in known_places]
    chosen = [place for place, is_one in zip(known_places, hospitals, strict=True) if is_one]
    latitude, longitude = hexagon_centres(known_population.ids)
    ratio = np.full(len(hospitals), np.nan)
    access = np.zeros(len(known_population))
    if chosen:
        weights = _zone_weights(latitude, longitude, chosen, central_bands(current_travel_bands))
        shared = catchment.floating_catchment(
            weights,
            [row.people.central for row in known_population],
            [0.0 if one.capacity is None else one.capacity.central for one in chosen],
        )
        access, ratio[hospitals] = shared.access * 1000.0, shared.ratio
    units = {"units": "per_1000_persons", "long_name": "beds per 1,000 people who share them"}
    beside = {"units": "beds", "long_name": "beds per weighted person in the catchment"}
    return xr.Dataset(
        {"access": ("hexagon", access, units), "ratio": ("place", ratio, beside)},
        coords={"hexagon": [*known_population.ids], "place": [*known_places.ids]},
    )


def _zone_weights(
    latitude: np.ndarray, longitude: np.ndarray, hospitals: list[Place], bands: Bands
) -> np.ndarray:
    distance = geodesy.great_circle_km(
        latitude[:, None],
        longitude[:, None],
        np.array([one.latitude.central for one in hospitals]),
        np.array([one.longitude.central for one in hospitals]),
    )
    return catchment.step_weights(minutes_of(distance[None], bands)[0])


def _asked_for(indicators: Table[AccessIndicator] | None) -> set[float]:
    rows = () if indicators is None else indicators.rows
    asked = {row.within_minutes for row in rows if row.measure == "people_within"}
    return {limit for limit in asked if limit is not None}


def _each_limit(times: np.ndarray, capacity: np.ndarray | None = None) -> np.ndarray:
    """Return counts or capacity within each limit, shape (draws, candidates, limits)."""
    within = [catchment.count_within(times, limit, capacity) for limit in LIMITS]
    return np.stack(within, axis=-1)


def _within(minutes: np.ndarray, limits: np.ndarray, people: np.ndarray) -> np.ndarray:
    """Return people within each limit, shape (draws, limits), of times (draws, hexagons)."""
    return np.stack([(minutes <= limit) @ people for limit in limits], axis=1)
