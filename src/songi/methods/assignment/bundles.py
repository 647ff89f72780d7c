"""Bundles of adjoining parcels that could be merged into one site."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from songi.errors import MethodError
from songi.methods.checks import FloatArray

BUNDLES_AT_MOST = 20_000


def connected_bundles(
    area: FloatArray,
    adjacent: NDArray[np.int64],
    *,
    size: int,
    most: float = np.inf,
    at_most: int = BUNDLES_AT_MOST,
) -> list[tuple[int, ...]]:
    """All sets of up to `size` parcels that hang together through adjacency.

    Every connected set of s parcels holds one of s-1, so that each size grows from the one before;
    a set larger than the greatest wanted area is not grown.

    Args:
        area: `[parcels]`, m².
        adjacent: `[edges, 2]`, positions of parcels that adjoin.
        size: parcels in a bundle at most, from 1.
        most: greatest area that anyone wants, m².
        at_most: bundles beyond which the enumeration is given up.

    Returns:
        Positions of the parcels, ascending within a bundle; single parcels first, then by size and
        position. A single parcel is listed whatever its area.

    Raises:
        MethodError: more bundles than `at_most`.
    """
    areas = area.tolist()
    neighbours: list[list[int]] = [[] for _ in areas]
    for one, other in adjacent.tolist():
        neighbours[one].append(other)
        neighbours[other].append(one)
    found = [(parcel,) for parcel in range(len(areas))]
    grown = found
    for _ in range(size - 1):
        larger = {
            tuple(sorted((*bundle, parcel)))
            for bundle in grown
            for member in bundle
            for parcel in neighbours[member]
            if parcel not in bundle and sum(areas[p] for p in (*bundle, parcel)) <= most
        }
        grown = sorted(larger)
        found = found + grown
        if len(found) > at_most:
            message = (
                f"more than {at_most:,} bundles of up to {size} adjoining parcels: merge fewer, or "
                "narrow the wanted areas"
            )
            raise MethodError(message)
    return found
