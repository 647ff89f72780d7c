"""Outlines of zones and parcels as polygons in metres, for areas, overlaps and maps."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from shapely.geometry.base import BaseGeometry

    from songi.study.schema.land import Parcel, Zone

PLANE = "EPSG:5179"
"""Korea 2000 / Unified CS: metres, with areas of Korea true to about one part in a thousand."""

OUTLINES_KEPT = 20_000
"""So many outlines are kept in metres; a study has some hundreds."""


def outlines_in_metres(rows: Iterable[Zone | Parcel]) -> dict[str, BaseGeometry]:
    """Return the outline of each row that has one, by id.

    Args:
        rows: zones or parcels, one version of each.

    Returns:
        Polygons (or several in one) in the metres of `PLANE`, sound or not.
    """
    return {row.id: outline_in_metres(row.outline) for row in rows if row.outline is not None}


@lru_cache(maxsize=OUTLINES_KEPT)
def outline_in_metres(outline: str) -> BaseGeometry:
    """Return one outline, well-known text in WGS84, in metres.

    A text is turned only once: many rules, measures and maps ask for the same outlines.
    """
    # Imported late, as is pyproj: a study without land needs no geometry.
    import shapely

    return shapely.transform(shapely.from_wkt(outline), _to_plane)


def in_degrees(x: float, y: float) -> tuple[float, float]:
    """Return longitude and latitude, WGS84, of a position in metres: to tell people where it is."""
    longitude, latitude = _transformer().transform(x, y, direction="INVERSE")
    return float(longitude), float(latitude)


def _to_plane(positions: np.ndarray) -> np.ndarray:
    return np.column_stack(_transformer().transform(positions[:, 0], positions[:, 1]))


@cache
def _transformer() -> Any:
    from pyproj import Transformer

    return Transformer.from_crs("EPSG:4326", PLANE, always_xy=True)
