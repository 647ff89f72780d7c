"""Whether hospitals that can host trials stand nearer to each other than hospitals at all do."""

from __future__ import annotations

from collections import Counter

import numpy as np
import xarray as xr
from pyproj import Transformer

from songi.measures.kind import once, over_draws
from songi.methods.envelopes import Envelopes, k_density_envelopes
from songi.study.as_of import known_at
from songi.study.outlines import PLANE
from songi.study.schema.place import Place
from songi.study.streams import DrawBlock
from songi.study.table import Table

KINDS = ("tertiary_hospital", "trial_centre")
"""Kinds of hospitals whose pattern is looked for, among all hospitals."""

BACKGROUND = ("hospital", *KINDS)

FEWEST = 10
"""Places of a kind, and of all others together, from which on a pattern is looked for."""

DISTANCES = 60
SCATTERS = 500


@once()
def patterned_places(places: Table[Place]) -> Table[Place]:
    """Return the hospitals whose position is certain, if some kind can be held against the others.

    Without at least ten of a kind and ten others there is nothing to scatter over.
    """
    known = known_at(places, None).where(lambda row: row.kind in BACKGROUND)
    certain = known.where(lambda row: row.latitude.is_certain and row.longitude.is_certain)
    return certain if _kinds(certain) else certain.where(lambda _: False)


@over_draws()
def place_patterns(patterned_places: Table[Place], draws: DrawBlock) -> xr.Dataset:
    """Return the K-density of each kind's distances, dimensions (place_kind, distance_km).

    Beside it the local and global envelopes at 95 % of scatters over all hospitals of the study,
    up to the median distance between them; `localised` is the nearest distance at which the
    density leaves the global envelope upwards, NaN where it nowhere does. The hospitals are those
    that the study lists: what it left out, such as small ones, is not in the pattern.
    """
    rows = [*patterned_places]
    where = np.array([(row.longitude.central, row.latitude.central) for row in rows])
    plane = Transformer.from_crs("EPSG:4326", PLANE, always_xy=True)
    sites = np.stack(plane.transform(where[:, 0], where[:, 1]), axis=1)
    distances = np.linspace(0.0, _median_distance(sites), DISTANCES)
    kinds = np.array([row.kind for row in rows])
    found: dict[str, Envelopes] = {}
    for kind in _kinds(patterned_places):
        generator = draws.generator("place_patterns", kind)
        found[kind] = k_density_envelopes(
            sites, kinds == kind, distances, generator, simulations=SCATTERS
        )
    per_km = 1000.0
    data: dict[str, tuple[tuple[str, ...], np.ndarray, dict[str, str]]] = {
        name: (("place_kind", "distance_km"),
               np.array([getattr(one, name) * per_km for one in found.values()]),
               {"units": "1", "long_name": name.replace("_", " ")})
        for name in ("density", "local_low", "local_high", "global_low", "global_high")
    }  # fmt: skip
    above = [distances[one.localisation > 0] / per_km for one in found.values()]
    first = np.array([one[0] if len(one) else np.nan for one in above])
    data["localised"] = (("place_kind",), first, {"units": "km", "long_name": "localised from"})
    counts = np.array([int((kinds == kind).sum()) for kind in found])
    data["places"] = (("place_kind",), counts, {"units": "count", "long_name": "places"})
    coords = {"place_kind": [*found], "distance_km": distances / per_km}
    return xr.Dataset(data, coords, {"sites": len(rows)})


def _kinds(places: Table[Place]) -> list[str]:
    counts = Counter(row.kind for row in places)
    return [kind for kind in KINDS if FEWEST <= counts[kind] <= len(places) - FEWEST]


def _median_distance(sites: np.ndarray) -> float:
    """Return the median distance between sites, as the authors of the K-density advise."""
    away = np.hypot(*(sites[:, None] - sites[None]).transpose(2, 0, 1))
    return float(np.median(away[np.triu_indices(len(sites), 1)]))
