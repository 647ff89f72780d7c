"""The ground of a map: people per hexagon in few shades, under whatever else is drawn."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from typing import Any

import altair as alt
import numpy as np
import shapely

from songi.figures.theme import OTHER
from songi.language import Language, say
from songi.methods.hexagons import areas_km2, hexagon_outlines, resolutions_of, to_parent

Degrees = Callable[[Sequence[float], Sequence[float]], tuple[Any, Any]]
"""Turns longitudes and latitudes into pixels."""

BREAKS = (50, 200, 1000, 5000)
"""People per km² at which a darker shade begins: mountains, countryside, towns, cities, cores."""

OPACITIES = (0.12, 0.24, 0.40, 0.60, 0.85)
"""How strongly each shade is drawn; the page's own colour shows through, light or dark."""

SMALLEST_PIXELS = 5.0
"""Hexagons narrower than this are drawn as the larger ones to which they belong."""

COARSEST = 5

_ACROSS_KM = {4: 45.0, 5: 17.1, 6: 6.5, 7: 2.4, 8: 0.92, 9: 0.35}
"""About how wide a hexagon is between two opposite sides, in kilometres, by resolution."""


def ground_layer(
    people: Mapping[str, float],
    to_pixels: Degrees,
    frame: tuple[float, float],
    pixels_per_km: float,
    language: Language,
) -> list[alt.Chart]:
    """Draw how densely people live, as hexagons; to be put under the marks of a map.

    Hexagons of one shade that touch are drawn as one shape, so that a country stays a small file.

    Args:
        people: people by H3 cell, of one resolution.
        to_pixels: turns longitudes and latitudes into pixels of the map.
        frame: width and height of the map in pixels; what lies outside is left out.
        pixels_per_km: the map's scale.
        language: language of the legend.

    Returns:
        One layer with a legend; none where nobody lives within the frame.
    """
    if not people:
        return []
    cells, persons = _at_scale(people, pixels_per_km)
    shapes = _in_pixels(cells, to_pixels)
    box = shapely.box(0, 0, *frame)
    seen = shapely.intersects(shapes, box)
    shade = np.searchsorted(BREAKS, persons / areas_km2(cells), side="right")
    words = [_range_text(k, language) for k in range(len(OPACITIES))]
    records = [
        {
            "type": "Feature",
            "geometry": _one_shape(shapes[seen & (shade == k)], box),
            "density": words[k],
        }
        for k in range(len(OPACITIES))
        if (seen & (shade == k)).any()
    ]
    if not records:
        return []
    told = [word for word in words if any(one["density"] == word for one in records)]
    shades = [OPACITIES[words.index(word)] for word in told]
    opacity = alt.Opacity(
        "density:N",
        title=say("figures.ground.density", language),
        scale=alt.Scale(type="ordinal", domain=told, range=shades),
        legend=alt.Legend(orient="bottom", symbolType="square", symbolFillColor=OTHER,
                          symbolStrokeWidth=0, columns=5),
    )  # fmt: skip
    # As text: Altair would copy every corner many times over.
    data = alt.InlineData(values=json.dumps(records), format=alt.JsonDataFormat(type="json"))
    return [
        alt.Chart(data)
        .mark_geoshape(fill=OTHER, stroke=None)
        .encode(opacity=opacity)
        .project(type="identity", scale=1, translate=[0, 0])
    ]


def _at_scale(people: Mapping[str, float], pixels_per_km: float) -> tuple[np.ndarray, np.ndarray]:
    """Return cells large enough to be seen at a scale, and the people in each.

    They are at least one step coarser than those given: people stand at the centres of dongs, so
    that the finest cells are full or empty by chance.
    """
    cells = np.array([*people], dtype="U15")
    persons = np.array([*people.values()], dtype=np.float64)
    own = int(resolutions_of(cells[:1])[0])
    finest = max(own - 1, 0)
    fitting = [
        resolution
        for resolution in range(finest, COARSEST - 1, -1)
        if _ACROSS_KM.get(resolution, 0.0) * pixels_per_km >= SMALLEST_PIXELS
    ]
    wanted = fitting[0] if fitting else min(finest, COARSEST)
    parents, index = np.unique(to_parent(cells, wanted), return_inverse=True)
    return parents, np.bincount(index, weights=persons)


def _in_pixels(cells: np.ndarray, to_pixels: Degrees) -> np.ndarray:
    outlines = hexagon_outlines(cells)
    corners = np.concatenate(outlines)
    x, y = to_pixels(corners[:, 0].tolist(), corners[:, 1].tolist())
    rings = np.split(np.column_stack([x, y]).round(1), np.cumsum([len(o) for o in outlines])[:-1])
    return np.array([shapely.Polygon(ring) for ring in rings], dtype=object)


def _one_shape(shapes: np.ndarray, box: shapely.Polygon) -> dict[str, Any]:
    """Return shapes as one, cut off at the frame."""
    merged = shapely.intersection(shapely.union_all(shapes, grid_size=0.1), box, grid_size=0.1)
    return json.loads(shapely.to_geojson(merged))


def _range_text(k: int, language: Language) -> str:
    if k == 0:
        return say("figures.ground.below", language, high=f"{BREAKS[0]:,}")
    if k == len(BREAKS):
        return say("figures.ground.above", language, low=f"{BREAKS[-1]:,}")
    return f"{BREAKS[k - 1]:,}–{BREAKS[k]:,}"
