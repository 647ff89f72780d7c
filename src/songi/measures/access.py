"""Access: how long it takes from each candidate to what counts, and what lies within reach.

Without a road file the time is great-circle distance times circuity over speed, all uncertain
cells; a figure made of it says that it is assumed.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import numpy as np
import xarray as xr

from songi.measures.kind import once, per_draw
from songi.methods import catchment, geodesy
from songi.study.as_of import known_at
from songi.study.schema.place import AccessIndicator, Candidate, Place, TravelBand
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


@per_draw(separable=("candidate", "place"), summary_only=True)
def travel_times(
    current_candidates: Table[Candidate],
    known_places: Table[Place],
    current_travel_bands: Table[TravelBand],
) -> xr.DataArray:
    """Return minutes from candidates to places, dimensions (draw, candidate, place).

    Great-circle distance times the first band's circuity, driven through the bands at their
    speeds.
    """
    bands = current_travel_bands
    distance = geodesy.great_circle_km(
        current_candidates.draws("latitude", "candidate").values[:, :, None],
        current_candidates.draws("longitude", "candidate").values[:, :, None],
        known_places.draws("latitude", "place").values[:, None, :],
        known_places.draws("longitude", "place").values[:, None, :],
    )
    minutes = geodesy.travel_minutes(
        distance,
        bands.draws("circuity", "band").values[:, 0, None, None],
        np.array([band.from_km for band in bands]),
        bands.draws("speed_kmh", "band").values[:, None, None, :],
    )
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
) -> xr.DataArray:
    """Return the computed indicators, dimensions (draw, candidate, indicator).

    Minutes to the nearest place of a kind; how many lie within the limit; or their capacity, an
    unknown capacity counting nothing.
    """
    kinds = np.array([place.kind for place in known_places])
    minutes = travel_times.transpose("draw", "candidate", "place").values
    sizes = known_places.draws("capacity", "place").fillna(0.0).values
    columns = []
    for wanted in access_indicators:
        of_kind = kinds == wanted.kind
        capacity = sizes[:, of_kind] if wanted.measure == "capacity_within" else None
        columns.append(_reached(minutes[:, :, of_kind], wanted, capacity))
    labels = [
        ("draw", travel_times["draw"].values),
        ("candidate", travel_times["candidate"].values),
        ("indicator", [*access_indicators.ids]),
    ]
    told = {"units": "mixed", "long_name": "accessibility"}
    return xr.DataArray(np.stack(columns, axis=-1), labels, attrs=told)


def _reached(
    minutes: np.ndarray, wanted: AccessIndicator, capacity: np.ndarray | None
) -> np.ndarray:
    """Return one indicator, shape (draws, candidates); NaN where no place of the kind is known."""
    if minutes.shape[-1] == 0:
        return np.full(minutes.shape[:-1], np.nan)
    if wanted.measure == "nearest_minutes":
        return catchment.nearest(minutes).minutes
    return catchment.count_within(minutes, wanted.within_minutes or 0.0, capacity)
