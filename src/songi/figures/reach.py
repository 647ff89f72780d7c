"""What can be reached from a candidate in half an hour, an hour and an hour and a half: a map."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import altair as alt
import numpy as np
import shapely
from pyproj import Transformer

from songi.figures.maps import MAP_HEIGHT, MAP_WIDTH, Position, place_labels
from songi.figures.theme import FAINT, GRID, INK, OWN, PAPER, with_theme
from songi.language import Language, say
from songi.methods.hexagons import hexagon_outlines

SHADES = (OWN, "#5b8dbb", "#adc8e0")
"""Colour of each step, the nearest first: less and less of the own colour."""

BEYOND = "#dfe3e8"

MARGIN = 24.0

_BAR_KM = 10


def isochrone_map(
    minutes: Mapping[str, float],
    limits: Sequence[float],
    candidates: Sequence[Position],
    language: Language,
) -> dict[str, Any]:
    """Draw hexagons where people live by the time it takes to get there.

    Hexagons of one step that touch are drawn as one shape.

    Args:
        minutes: time by H3 cell; those beyond the last limit are drawn faintly as the ground.
        limits: ends of the steps in minutes, rising, three at most.
        candidates: the one from which times count first; the others where they lie in the frame.
        language: language of legend and labels.

    Returns:
        A map in kilometres around the first candidate, equal-area, north up, with a scale bar.
    """
    here = candidates[0]
    plane = f"+proj=laea +lat_0={here.latitude} +lon_0={here.longitude} +datum=WGS84 +units=km"
    to_plane = Transformer.from_crs("EPSG:4326", plane, always_xy=True)
    cells = np.array([*minutes], dtype="U15")
    step = np.searchsorted(np.asarray(limits), np.array([*minutes.values()]), side="left")
    shapes = _outlines(cells, to_plane)
    scale, west, north, width, height = _frame(shapes[step < len(limits)])
    frame = shapely.box(0, 0, width, height)
    shapes = shapely.transform(shapes, lambda xy: (xy - [west, north]) * [scale, -scale])
    words = [say("figures.reach.within", language, minutes=f"{limit:g}") for limit in limits]
    words.append(say("figures.reach.beyond", language))
    shades = [*SHADES[: len(limits)], BEYOND]
    records = []
    for k, word in enumerate(words):
        chosen = shapes[(step == k) & shapely.intersects(shapes, frame)]
        if len(chosen):
            shape = shapely.intersection(shapely.union_all(chosen, grid_size=0.1), frame)
            records.append({"type": "Feature", "geometry": _rings(shape), "step": word})
    layers = [_steps(records, words, shades)] if records else []
    near = _in_frame(candidates, to_plane, (scale, west, north, width, height))
    layers += _names(near, width, height)
    layers += _scale_bar(scale, height)
    chart = alt.layer(*layers).resolve_scale(fill="independent")
    return with_theme(chart.properties(width=width, height=height, view={"stroke": GRID}))


def _outlines(cells: np.ndarray, to_plane: Transformer) -> np.ndarray:
    found = []
    for outline in hexagon_outlines(cells):
        east, north = to_plane.transform(outline[:, 0], outline[:, 1])
        found.append(shapely.Polygon(np.column_stack([east, north])))
    return np.array(found, dtype=object)


def _frame(shapes: np.ndarray) -> tuple[float, float, float, float, float]:
    """Return pixels per kilometre, the upper left corner in kilometres, and width and height."""
    bounds = shapely.total_bounds(shapes) if len(shapes) else np.array([-5.0, -5.0, 5.0, 5.0])
    west, south, east, north = (float(one) for one in bounds)
    west, south, east, north = min(west, -5), min(south, -5), max(east, 5), max(north, 5)
    across = (MAP_WIDTH - 2 * MARGIN) / (east - west)
    scale = min(across, (MAP_HEIGHT - 2 * MARGIN) / (north - south))
    height = (north - south) * scale + 2 * MARGIN
    width = (east - west) * scale + 2 * MARGIN
    return scale, west - MARGIN / scale, north + MARGIN / scale, width, height


def _rings(shape: Any) -> dict[str, Any]:
    """Return a shape's polygons in pixels, outer rings clockwise on paper."""
    rings = []
    for one in shapely.get_parts(shape):
        if one.geom_type == "Polygon":
            turned = shapely.geometry.polygon.orient(one, sign=-1.0)
            parts = [turned.exterior, *turned.interiors]
            rings.append([np.round(np.array(part.coords), 1).tolist() for part in parts])
    return {"type": "MultiPolygon", "coordinates": rings}


def _steps(records: list[dict[str, Any]], words: list[str], shades: list[str]) -> alt.Chart:
    told = [word for word in words if any(one["step"] == word for one in records)]
    fill = alt.Fill(
        "step:N",
        title=None,
        scale=alt.Scale(domain=told, range=[shades[words.index(word)] for word in told]),
        legend=alt.Legend(orient="bottom", symbolType="square", symbolStrokeWidth=0, columns=4),
    )
    return (
        alt.Chart(alt.Data(values=records))
        .mark_geoshape(stroke=None)
        .encode(fill=fill)
        .project(type="identity", scale=1, translate=[0, 0])
    )


def _in_frame(
    candidates: Sequence[Position],
    to_plane: Transformer,
    frame: tuple[float, float, float, float, float],
) -> list[tuple[Position, float, float]]:
    scale, west, north, width, height = frame
    found = []
    for one in candidates:
        east, up = to_plane.transform(one.longitude, one.latitude)
        x, y = (east - west) * scale, (north - up) * scale
        if 0 < x < width and 0 < y < height:
            found.append((one, float(x), float(y)))
    return found


def _names(
    near: Sequence[tuple[Position, float, float]], width: float, height: float
) -> list[alt.Chart]:
    points = [(x, y) for _, x, y in near]
    labels = place_labels(points, [one.name for one, _, _ in near], width, height)
    records = [
        {"x": x, "y": y, "name": one.name, "own": one.own, "label_x": left, "label_y": middle}
        for (one, x, y), (left, middle) in zip(near, labels, strict=True)
    ]
    base = alt.Chart(alt.Data(values=records))
    dots = base.mark_circle(opacity=1, color=INK, stroke=PAPER, size=70).encode(*_at("x", "y"))
    text = base.encode(*_at("label_x", "label_y"), text="name:N")
    place: dict[str, Any] = {"align": "left", "baseline": "middle"}
    return [
        dots,
        text.mark_text(**place, stroke=PAPER, strokeWidth=4, strokeJoin="round"),
        text.mark_text(**place, color=INK),
    ]


def _scale_bar(scale: float, height: float) -> list[alt.Chart]:
    record = {"x": 14, "end": 14 + _BAR_KM * scale, "y": height - 12, "label": f"{_BAR_KM} km"}
    base = alt.Chart(alt.Data(values=[record]))
    x, y = _at("x", "y")
    return [
        base.mark_rule(color=FAINT, strokeWidth=2).encode(x=x, x2="end:Q", y=y),
        base.mark_text(align="left", dy=-8, color=FAINT).encode(x=x, y=y, text="label:N"),
    ]


def _at(x: str, y: str) -> tuple[alt.X, alt.Y]:
    """Return axes of columns that already hold pixels."""
    return (
        alt.X(f"{x}:Q", axis=None, scale=None),
        alt.Y(f"{y}:Q", axis=None, scale=None),
    )
