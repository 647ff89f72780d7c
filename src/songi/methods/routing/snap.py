"""The nearest node of a road network to a position."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.spatial import KDTree

from songi.errors import MethodError
from songi.methods.checks import FloatArray, finite
from songi.methods.geodesy import great_circle_km, unit_vectors


class Snapped(NamedTuple):
    """Positions joined to nodes, `[positions]` each.

    Attributes:
        node: the nearest node, -1 where none is near enough.
        gap_km: straight distance to the nearest node, near enough or not.
    """

    node: NDArray[np.intp]
    gap_km: FloatArray


def snap_to_nodes(
    latitude: ArrayLike,
    longitude: ArrayLike,
    node_latitude: ArrayLike,
    node_longitude: ArrayLike,
    *,
    usable: NDArray[np.bool_] | None = None,
    limit_km: float = np.inf,
) -> Snapped:
    """Join each position to the nearest node, if it lies near enough.

    Args:
        latitude: `[positions]`, degrees north.
        longitude: `[positions]`, degrees east.
        node_latitude: `[nodes]`.
        node_longitude: `[nodes]`.
        usable: `[nodes]`, nodes that may be taken (those of the largest component); all without.
        limit_km: greatest straight distance to a node; a node at exactly that is taken.

    Returns:
        Node and distance; the distance is told also where it is too far.

    Raises:
        MethodError: positions that are not on Earth, no usable node, a negative limit.
    """
    north, east = finite("node_latitude", node_latitude), finite("node_longitude", node_longitude)
    chosen = np.arange(len(north)) if usable is None else np.flatnonzero(usable)
    if not len(chosen):
        raise MethodError("there is no node to join a position to")
    if not limit_km >= 0:
        msg = f"limit_km must not be negative; it is {limit_km}"
        raise MethodError(msg)
    here = unit_vectors(latitude, longitude)
    tree = KDTree(unit_vectors(north[chosen], east[chosen]))
    nearest = chosen[tree.query(here)[1]] if len(here) else np.empty(0, dtype=np.intp)
    gap = great_circle_km(latitude, longitude, north[nearest], east[nearest])
    return Snapped(np.where(gap <= limit_km, nearest, -1), gap)
