"""Hexagons of the Earth (H3): cells of positions, and centres, outlines and parents of cells."""

from __future__ import annotations

from collections.abc import Sequence

import h3
import numpy as np
from numpy.typing import ArrayLike, NDArray

from songi.errors import MethodError
from songi.methods.checks import FloatArray, finite, refuse_where

FINEST = 15
"""The finest resolution that H3 has; 0 is the coarsest."""


def hexagons_of(latitude: ArrayLike, longitude: ArrayLike, resolution: int) -> NDArray[np.str_]:
    """Return the hexagon in which each position lies.

    H3 lays hexagons (and twelve pentagons) over an icosahedron around the Earth. A cell of
    resolution 6 has 36.1 km² on average, of 7 5.16 km², of 8 0.74 km²; about seven cells lie in one
    of the next coarser resolution, not exactly.

    Args:
        latitude: degrees north, WGS84, -90..90, shape `[n]`.
        longitude: degrees east, -180..180, shape `[n]`.
        resolution: 0 to 15.

    Returns:
        Cell ids of fifteen lowercase hexadecimal digits, shape `[n]`.

    Raises:
        MethodError: NaN, a position that is not on Earth, a resolution that H3 does not have,
            shapes that differ.

    Source:
        Uber Technologies, H3 core library 4, h3geo.org.
    """
    north, east = finite("latitude", latitude), finite("longitude", longitude)
    refuse_where(np.abs(north) > 90, "latitudes must lie between -90 and 90 degrees")
    refuse_where(np.abs(east) > 180, "longitudes must lie between -180 and 180 degrees")
    if north.ndim != 1 or north.shape != east.shape:
        message = (
            "latitude and longitude must have one shape [n]; "
            f"they have {list(north.shape)} and {list(east.shape)}"
        )
        raise MethodError(message)
    _check_resolution(resolution)
    positions = zip(north.tolist(), east.tolist(), strict=True)
    return np.array([h3.latlng_to_cell(*one, resolution) for one in positions], dtype="U15")


def hexagon_centres(cells: Sequence[str] | NDArray[np.str_]) -> tuple[FloatArray, FloatArray]:
    """Return latitude and longitude of each cell's centre, degrees WGS84, shape `[n]` each.

    Raises:
        MethodError: what is no cell.
    """
    check_cells(cells)
    centres = np.array([h3.cell_to_latlng(cell) for cell in cells], dtype=np.float64).reshape(-1, 2)
    return centres[:, 0], centres[:, 1]


def hexagon_outlines(cells: Sequence[str] | NDArray[np.str_]) -> list[FloatArray]:
    """Return the corners of each cell, shape `[6, 2]`: longitude and latitude, anticlockwise.

    The ring is open: its first corner is not repeated. A pentagon has five corners, and a cell on
    an edge of the icosahedron may have some more.

    Raises:
        MethodError: what is no cell.
    """
    check_cells(cells)
    return [np.array(h3.cell_to_boundary(cell), dtype=np.float64)[:, ::-1] for cell in cells]


def to_parent(cells: Sequence[str] | NDArray[np.str_], resolution: int) -> NDArray[np.str_]:
    """Return the cell of a coarser (or the same) resolution to which each cell belongs.

    Args:
        cells: `[n]` cells, each at least as fine.
        resolution: of the parents.

    Returns:
        Cell ids, shape `[n]`.

    Raises:
        MethodError: what is no cell, a cell that is coarser, a resolution that H3 does not have.
    """
    _check_resolution(resolution)
    found = resolutions_of(cells)
    refuse_where(found < resolution, f"cells must be of resolution {resolution} or finer")
    return np.array([h3.cell_to_parent(cell, resolution) for cell in cells], dtype="U15")


def resolutions_of(cells: Sequence[str] | NDArray[np.str_]) -> NDArray[np.int64]:
    """Return the resolution of each cell, shape `[n]`.

    Raises:
        MethodError: what is no cell.
    """
    check_cells(cells)
    return np.array([h3.get_resolution(cell) for cell in cells], dtype=np.int64)


def areas_km2(cells: Sequence[str] | NDArray[np.str_]) -> FloatArray:
    """Return the area of each cell in km², shape `[n]`, on a sphere.

    Cells of one resolution differ: the largest is about twice the smallest.

    Raises:
        MethodError: what is no cell.
    """
    check_cells(cells)
    return np.array([h3.cell_area(cell, unit="km^2") for cell in cells], dtype=np.float64)


def is_cell(text: str) -> bool:
    """Return whether a text is the id of an H3 cell, as H3 itself writes it."""
    return text == text.lower() and bool(h3.is_valid_cell(text))


def check_cells(cells: Sequence[str] | NDArray[np.str_]) -> None:
    """Raise unless every one is an H3 cell.

    Raises:
        MethodError: otherwise, with the first that is none.
    """
    for cell in cells:
        if not is_cell(str(cell)):
            message = f"no H3 cell: {cell}"
            raise MethodError(message)


def _check_resolution(resolution: int) -> None:
    if not 0 <= resolution <= FINEST:
        message = f"resolution must lie between 0 and {FINEST}; it is {resolution}"
        raise MethodError(message)
