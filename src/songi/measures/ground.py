"""The ground: how many people there are, and how many live around each candidate."""

from __future__ import annotations

import numpy as np
import xarray as xr

from songi.measures.kind import once
from songi.methods.geodesy import great_circle_km
from songi.methods.hexagons import hexagon_centres
from songi.study.as_of import known_at
from songi.study.schema.ground import PopulationCell
from songi.study.schema.place import Candidate
from songi.study.table import Table

RADII_KM = (10, 30, 50)
"""How far around a candidate people are counted, in kilometres of straight distance."""


@once()
def current_population(population: Table[PopulationCell]) -> Table[PopulationCell]:
    """Return the people of each hexagon, the version known last."""
    return known_at(population, None)


@once()
def ground_totals(current_population: Table[PopulationCell]) -> xr.Dataset:
    """Return what the ground holds, without a dimension.

    `people`; `hexagons` with people; `aged_65_share`, NaN where a hexagon's ages are not told;
    `crowded_share`, the share of hexagons that hold half the people, the fullest first.
    """
    people = _central(current_population, "people")
    aged = _central(current_population, "aged_65")
    fullest = np.cumsum(np.sort(people)[::-1])
    total = float(people.sum())
    crowded = int(np.searchsorted(fullest, total / 2)) + 1 if total else 0
    size = len(people)
    return xr.Dataset(
        {
            "people": ((), total, {"units": "persons", "long_name": "people"}),
            "hexagons": ((), float(size), {"units": "count", "long_name": "hexagons"}),
            "aged_65_share": ((), _share(float(aged.sum()), total), {"units": "1"}),
            "crowded_share": ((), _share(crowded, size), {"units": "1"}),
        }
    )


@once(separable=("candidate",))
def people_around(
    current_candidates: Table[Candidate], current_population: Table[PopulationCell]
) -> xr.Dataset:
    """Return people around each candidate, dimensions (candidate, radius_km).

    `people` and `aged_65_share`. Straight distance from the middle of the candidate's position to
    that of each hexagon, so that roads, rivers and borders do not count.
    """
    people = _central(current_population, "people")
    aged = _central(current_population, "aged_65")
    latitude, longitude = hexagon_centres(current_population.ids)
    shape = (len(current_candidates), len(RADII_KM))
    near, old = np.zeros(shape), np.zeros(shape)
    for k, row in enumerate(current_candidates):
        km = great_circle_km(row.latitude.central, row.longitude.central, latitude, longitude)
        for j, radius in enumerate(RADII_KM):
            within = km <= radius
            near[k, j], old[k, j] = people[within].sum(), aged[within].sum()
    share = np.divide(old, near, out=np.full(shape, np.nan), where=near > 0)
    dims = ("candidate", "radius_km")
    return xr.Dataset(
        {
            "people": (dims, near, {"units": "persons", "long_name": "people around"}),
            "aged_65_share": (dims, share, {"units": "1", "long_name": "share aged 65 and older"}),
        },
        coords={"candidate": [*current_candidates.ids], "radius_km": [*RADII_KM]},
    )


def _central(table: Table[PopulationCell], column: str) -> np.ndarray:
    """Return a column's central values; NaN where a cell is empty."""
    cells = [getattr(row, column) for row in table]
    return np.array([np.nan if one is None else one.central for one in cells], dtype=np.float64)


def _share(part: float, whole: float) -> float:
    return part / whole if whole else float("nan")
