"""Maps of land: plots and zones in true shape, coloured by any word, without a foreign basemap."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import altair as alt

from songi.figures.theme import (
    FAINT,
    INK,
    ON_DARK,
    ON_LIGHT,
    OTHER,
    PAPER,
    shades,
    with_theme,
)

if TYPE_CHECKING:
    from shapely.geometry.base import BaseGeometry

WIDTH = 620.0
"""Width of the map in pixels."""

GREATEST_HEIGHT = 640.0
MARGIN = 14.0

LABEL_WIDTH = 26.0
"""A plot narrower than this on the map goes without its name."""

UNSHADED = "#eef1f5"
"""Fill of what belongs to no group."""


@dataclass(frozen=True, slots=True)
class Plot:
    """One parcel on the map.

    Attributes:
        name: what readers call it; short, for it stands on the plot.
        outline: polygon in metres.
        group: word that colours it; empty for none.
        observed: whether the outline was surveyed; what is only assumed is drawn dashed.
    """

    name: str
    outline: BaseGeometry
    group: str = ""
    observed: bool = True


@dataclass(frozen=True, slots=True)
class Area:
    """A zone around plots: its name and outline in metres."""

    name: str
    outline: BaseGeometry


def plot_map(
    plots: Sequence[Plot], areas: Sequence[Area] = (), groups: Sequence[str] = ()
) -> dict[str, Any]:
    """Draw plots by group, with the zones that they lie in.

    Args:
        plots: the plots; those wide enough carry their names.
        areas: zones, drawn as lines with their names.
        groups: the words of the legend in their order, from dark to light; those of the plots, in
            the order of their first use, where none are given.

    Returns:
        A map, north up, with a scale bar. Groups differ in lightness, so that grey print keeps
        them apart, and each plot's group stands in its tooltip and in the figure's table.
    """
    shapes = [one.outline for one in (*plots, *areas)]
    to_pixels, width, height, scale = _frame(shapes)
    order = list(groups) or list(dict.fromkeys(one.group for one in plots if one.group))
    order = [word for word in order if any(one.group == word for one in plots)]
    colours = dict(zip(order, _fills(len(order)), strict=True))
    layers = [_plots(plots, to_pixels, colours)]
    layers += _outlines(areas, to_pixels)
    layers += _names(plots, to_pixels, scale, colours)
    layers += _area_names(areas, to_pixels)
    layers += _scale_bar(scale, height)
    chart = alt.layer(*layers)
    return with_theme(chart.properties(width=width, height=height, view={"stroke": None}))


def _fills(count: int) -> list[str]:
    """Return fills from dark to light, the lightest still darker than what has no group."""
    return shades(count) if count != 2 else [shades(3)[0], shades(4)[2]]


def _frame(shapes: Sequence[BaseGeometry]) -> tuple[Any, float, float, float]:
    """Return the way from metres to pixels, width, height, and pixels per metre."""
    bounds = [shape.bounds for shape in shapes]
    west, south = min(b[0] for b in bounds), min(b[1] for b in bounds)
    east, north = max(b[2] for b in bounds), max(b[3] for b in bounds)
    across, along = max(east - west, 1.0), max(north - south, 1.0)
    scale = min((WIDTH - 2 * MARGIN) / across, (GREATEST_HEIGHT - 4 * MARGIN) / along)
    left = (WIDTH - across * scale) / 2

    def to_pixels(x: float, y: float) -> tuple[float, float]:
        return left + (x - west) * scale, MARGIN + (north - y) * scale

    return to_pixels, WIDTH, along * scale + 4 * MARGIN, scale


def _plots(plots: Sequence[Plot], to_pixels: Any, colours: Mapping[str, str]) -> alt.Chart:
    records = [
        {
            "type": "Feature",
            "geometry": _pixel_geometry(one.outline, to_pixels),
            "name": one.name,
            "group": one.group,
            "observed": one.observed,
        }
        for one in plots
    ]
    fill = alt.Color(
        "group:N",
        title=None,
        scale=alt.Scale(domain=list(colours), range=list(colours.values())),
        legend=alt.Legend(orient="top", columns=3, symbolType="square") if colours else None,
    )
    dash = alt.StrokeDash(
        "observed:N",
        scale=alt.Scale(domain=[True, False], range=[[1, 0], [3, 2]]),
        legend=None,
    )
    return (
        alt.Chart(alt.Data(values=records))
        .mark_geoshape(stroke=PAPER, strokeWidth=1.2)
        .encode(
            color=alt.condition("datum.group", fill, alt.value(UNSHADED)),
            strokeDash=dash,
            tooltip=["name:N", "group:N"],
        )
        .project(type="identity", scale=1, translate=[0, 0])
    )


def _outlines(areas: Sequence[Area], to_pixels: Any) -> list[alt.Chart]:
    if not areas:
        return []
    records = [
        {"type": "Feature", "geometry": _pixel_geometry(one.outline, to_pixels), "name": one.name}
        for one in areas
    ]
    return [
        alt.Chart(alt.Data(values=records))
        .mark_geoshape(filled=False, stroke=FAINT, strokeWidth=1.4)
        .project(type="identity", scale=1, translate=[0, 0])
    ]


def _names(
    plots: Sequence[Plot], to_pixels: Any, scale: float, colours: Mapping[str, str]
) -> list[alt.Chart]:
    """Write the names of plots that are wide enough, legible on their fill."""
    dark = set(list(colours)[: math.ceil(len(colours) / 2)])
    records = []
    for one in plots:
        west, south, east, north = one.outline.bounds
        if (east - west) * scale < max(LABEL_WIDTH, 7.0 * len(one.name)):
            continue
        # In the lower half: a block's name stands in the upper left corner of its first plot.
        x, y = to_pixels(one.outline.representative_point().x, south + 0.3 * (north - south))
        records.append({"x": x, "y": y, "name": one.name, "dark": one.group in dark})
    if not records:
        return []
    return [
        alt.Chart(alt.Data(values=records))
        .mark_text(fontSize=8)
        .encode(
            x=alt.X("x:Q", axis=None, scale=None),
            y=alt.Y("y:Q", axis=None, scale=None),
            text="name:N",
            color=alt.condition("datum.dark", alt.value(ON_DARK), alt.value(ON_LIGHT)),
        )
    ]


def _area_names(areas: Sequence[Area], to_pixels: Any) -> list[alt.Chart]:
    """Write each zone's name inside its upper left corner."""
    records = []
    for one in areas:
        west, _, _, north = one.outline.bounds
        x, y = to_pixels(west, north)
        records.append({"x": x + 4, "y": y + 10, "name": one.name})
    if not records:
        return []
    base = alt.Chart(alt.Data(values=records)).encode(
        x=alt.X("x:Q", axis=None, scale=None),
        y=alt.Y("y:Q", axis=None, scale=None),
        text="name:N",
    )
    look: dict[str, Any] = {"align": "left", "fontSize": 11, "fontWeight": "bold"}
    return [
        base.mark_text(**look, stroke=PAPER, strokeWidth=4, strokeJoin="round"),
        base.mark_text(**look, color=INK),
    ]


def _scale_bar(scale: float, height: float) -> list[alt.Chart]:
    """Draw a bar of a round number of metres in the lower left corner, and where north is."""
    wanted = 120 / scale
    power = 10 ** math.floor(math.log10(wanted))
    length = max(step * power for step in (1, 2, 5, 10) if step * power <= wanted)
    records = [
        {"x": MARGIN, "end": MARGIN + length * scale, "y": height - 8, "label": f"{length:g} m"}
    ]
    base = alt.Chart(alt.Data(values=records)).encode(
        x=alt.X("x:Q", axis=None, scale=None), y=alt.Y("y:Q", axis=None, scale=None)
    )
    north = alt.Chart(alt.Data(values=[{"x": WIDTH - MARGIN, "y": height - 12, "label": "N ↑"}]))
    return [
        base.mark_rule(color=FAINT, strokeWidth=2).encode(x2="end:Q"),
        base.mark_text(align="left", dy=-8, color=FAINT).encode(text="label:N"),
        north.mark_text(align="right", color=OTHER).encode(
            x=alt.X("x:Q", axis=None, scale=None),
            y=alt.Y("y:Q", axis=None, scale=None),
            text="label:N",
        ),
    ]


def _pixel_geometry(outline: BaseGeometry, to_pixels: Any) -> dict[str, Any]:
    """Return a polygon or several as GeoJSON in pixels, outer rings wound as the drawing asks."""
    parts = getattr(outline, "geoms", [outline])
    rings = []
    for part in parts:
        outer = [to_pixels(x, y) for x, y in _wound(part.exterior)]
        holes = [[to_pixels(x, y) for x, y in _wound(hole, outer=False)] for hole in part.interiors]
        rings.append([outer, *holes])
    return {"type": "MultiPolygon", "coordinates": rings}


def _wound(ring: Any, *, outer: bool = True) -> list[tuple[float, float]]:
    """Return a ring's positions: an outer one anticlockwise in metres, clockwise on paper."""
    positions = list(ring.coords)
    return positions if bool(ring.is_ccw) == outer else positions[::-1]
