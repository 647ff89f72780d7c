"""Polygons of parcels in projected metres: valid, apart, inside, next to each other."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

import numpy as np
import shapely
from numpy.typing import NDArray

from songi.errors import MethodError
from songi.methods.checks import FloatArray, refuse_where

Geometries = NDArray[np.object_] | Sequence[Any]
"""An array `[n]` of shapely polygons or multipolygons, in metres of one projection."""

POLYGON, MULTIPOLYGON = 3, 6


class Validity(NamedTuple):
    """Whether outlines are those of a surface.

    Attributes:
        valid: `[n]`, false for an outline that crosses itself, a hole outside, ...
        reason: `[n]`, GEOS's words ("Self-intersection[3 4]"); "Valid Geometry" if nothing is
            wrong.
    """

    valid: NDArray[np.bool_]
    reason: NDArray[np.str_]


class Pairs(NamedTuple):
    """Pairs of parcels and a measure of each.

    Attributes:
        first: `[pairs]`, row of the one, less than that of the other; pairs in rising order.
        second: `[pairs]`, row of the other.
        size: `[pairs]`, m² of overlap or m of border.
    """

    first: NDArray[np.intp]
    second: NDArray[np.intp]
    size: FloatArray


def validity(parcels: Geometries) -> Validity:
    """Whether each outline is valid, and why not.

    Args:
        parcels: `[n]` polygons or multipolygons.

    Returns:
        Validity and reasons.

    Raises:
        MethodError: something that is no polygon, or an empty one.

    Source:
        OGC 06-103r4, Simple Features (valid polygons), as tested by GEOS.
    """
    outlines = _polygons("parcels", parcels)
    reasons = np.asarray(shapely.is_valid_reason(outlines), dtype=np.str_)
    return Validity(np.asarray(shapely.is_valid(outlines)), reasons)


def areas_m2(parcels: Geometries) -> FloatArray:
    """Area of each parcel.

    Args:
        parcels: `[n]` valid polygons or multipolygons, metres.

    Returns:
        `[n]`, m².

    Raises:
        MethodError: something that is no polygon, empty, or not valid (an outline that crosses
            itself has no area to speak of).
    """
    return shapely.area(_valid("parcels", parcels))


def overlaps(parcels: Geometries, least_m2: float = 0.0) -> Pairs:
    """Pairs of parcels that overlap.

    Args:
        parcels: `[n]` valid polygons or multipolygons, metres.
        least_m2: overlaps up to this area are left out: digitised outlines cross by slivers.

    Returns:
        Pairs with the area of their overlap, m².

    Raises:
        MethodError: as `areas_m2`; a negative least area.
    """
    outlines = _valid("parcels", parcels)
    _check_least("least_m2", least_m2)
    first, second = _near(outlines, 0.0)
    common = shapely.area(shapely.intersection(outlines[first], outlines[second]))
    return _chosen(first, second, common, common > least_m2)


def outside_m2(parcels: Geometries, boundary: Any) -> FloatArray:
    """Area of each parcel that lies outside a boundary.

    Args:
        parcels: `[n]` valid polygons or multipolygons, metres.
        boundary: one polygon or multipolygon, metres.

    Returns:
        `[n]`, m²; 0 inside.

    Raises:
        MethodError: as `areas_m2`, for parcels or boundary.
    """
    outlines, site = _valid("parcels", parcels), _valid("boundary", [boundary])[0]
    shapely.prepare(site)
    crossing = ~shapely.covers(site, outlines)
    area = np.zeros(len(outlines))
    area[crossing] = shapely.area(shapely.difference(outlines[crossing], site))
    return area


def shared_borders(parcels: Geometries, least_m: float = 1.0, gap_m: float = 0.0) -> Pairs:
    """Pairs of parcels that share a border at least so long: they can be merged.

    Without a gap the border is what both outlines have in common. With one, it is the part of an
    outline that lies within the gap of the other parcel, the shorter of both ways: outlines that
    were digitised apart hardly ever run along the same line. At its ends such a border is too long
    by up to the gap, so that a corner touched is a border of twice the gap: ask for more.

    Args:
        parcels: `[n]` valid polygons or multipolygons, metres.
        least_m: length of border asked for, m, positive.
        gap_m: how far apart outlines may run and still be one border, m, less than half `least_m`.

    Returns:
        Pairs with the length of their border, m.

    Raises:
        MethodError: as `areas_m2`; a length that is not positive, a gap that is negative or too
            wide.
    """
    outlines = _valid("parcels", parcels)
    _check_least("gap_m", gap_m)
    if not (np.isfinite(least_m) and least_m > 2 * gap_m):
        message = f"least_m must be positive and over twice gap_m ({gap_m:g}); it is {least_m}"
        raise MethodError(message)
    first, second = _near(outlines, gap_m)
    lines = shapely.boundary(outlines)
    if gap_m == 0:
        length = shapely.length(shapely.intersection(lines[first], lines[second]))
    else:
        around = shapely.buffer(outlines, gap_m)
        one = shapely.length(shapely.intersection(lines[first], around[second]))
        other = shapely.length(shapely.intersection(lines[second], around[first]))
        length = np.minimum(one, other)
    return _chosen(first, second, length, length >= least_m)


def _near(outlines: NDArray[np.object_], gap: float) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
    """Return the pairs that meet or come within a gap, through a spatial index."""
    tree = shapely.STRtree(outlines)
    if gap > 0:
        found = tree.query(outlines, predicate="dwithin", distance=gap)
    else:
        found = tree.query(outlines, predicate="intersects")
    first, second = found[:, found[0] < found[1]]
    order = np.lexsort((second, first))
    return first[order], second[order]


def _chosen(
    first: NDArray[np.intp],
    second: NDArray[np.intp],
    size: FloatArray,
    keep: NDArray[np.bool_],
) -> Pairs:
    return Pairs(first[keep], second[keep], size[keep])


def _polygons(name: str, given: Geometries) -> NDArray[np.object_]:
    outlines = np.empty(len(given), dtype=object)
    outlines[:] = list(given)
    kinds = np.array([_kind(outline) for outline in outlines], dtype=int)
    refuse_where(
        ~np.isin(kinds, (POLYGON, MULTIPOLYGON)), f"{name} must be polygons or multipolygons"
    )
    refuse_where(np.asarray(shapely.is_empty(outlines), dtype=bool), f"{name} must not be empty")
    return outlines


def _kind(outline: Any) -> int:
    return int(shapely.get_type_id(outline)) if isinstance(outline, shapely.Geometry) else -1


def _valid(name: str, given: Geometries) -> NDArray[np.object_]:
    outlines = _polygons(name, given)
    wrong = ~np.asarray(shapely.is_valid(outlines), dtype=bool)
    refuse_where(wrong, f"{name} must be valid (an outline may cross itself: see `validity`)")
    return outlines


def _check_least(name: str, value: float) -> None:
    if not (np.isfinite(value) and value >= 0):
        message = f"{name} must not be negative; it is {value}"
        raise MethodError(message)
