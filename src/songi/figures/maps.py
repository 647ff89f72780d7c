"""Maps without a foreign basemap: positions in an equal-area projection, named beside the dots."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import altair as alt
from pyproj import Transformer

from songi.figures.theme import FAINT, GRID, INK, OTHER, OWN, PAPER, text_width, with_theme
from songi.language import Language, say

MAP_WIDTH = 600
"""Width of a map in pixels."""

MAP_HEIGHT = 620
"""Greatest height of a map in pixels."""

_LINE = 14.0

_SHAPES = {
    "tertiary_hospital": "cross",
    "hospital": "circle",
    "trial_centre": "diamond",
    "university": "square",
    "institute": "triangle-right",
    "airport": "triangle-up",
    "station": "triangle-down",
    "school": "wedge",
}
"""A shape for each kind of place."""


@dataclass(frozen=True, slots=True)
class Position:
    """A named point on Earth.

    Attributes:
        name: what readers call it.
        latitude: degrees north, WGS84.
        longitude: degrees east, WGS84.
        own: whether it belongs to the study's own bid.
        kind: kind of a place; empty for a candidate.
    """

    name: str
    latitude: float
    longitude: float
    own: bool = False
    kind: str = ""


@dataclass(frozen=True, slots=True)
class _Box:
    left: float
    top: float
    right: float
    bottom: float

    def within(self, frame: _Box) -> bool:
        across = self.left > frame.left and self.right < frame.right
        return across and self.top > frame.top and self.bottom < frame.bottom

    def meets(self, other: _Box) -> bool:
        return not (
            self.right <= other.left
            or other.right <= self.left
            or self.bottom <= other.top
            or other.bottom <= self.top
        )


_REACHES = (9.0, 20.0, 34.0, 50.0, 70.0)
"""How far from its point a name may stand, in pixels."""


def place_map(
    candidates: Sequence[Position],
    places: Sequence[Position],
    language: Language,
    ground: Mapping[str, float] | None = None,
    within_km: float | None = None,
) -> dict[str, Any]:
    """Draw where candidates and places are.

    Args:
        candidates: named beside their dots.
        places: small marks, told apart by shape; those far outside the candidates are left out.
        language: language of the legend.
        ground: people by H3 cell, drawn under all else; none without it.
        within_km: how far around the first candidate the map reaches; as far as the candidates
            where it is not told. Candidates outside are left out.

    Returns:
        A map in kilometres, Lambert's azimuthal equal-area projection around the middle of the
        points, north up, with a scale bar.
    """
    if within_km is not None:
        candidates, places = _near(candidates, places, within_km)
    centre = [candidates[0]] if within_km is not None else [*candidates, *places]
    to_plane = _plane(centre)
    projected = _projected([*candidates, *places], to_plane)
    framed = projected[: len(candidates)] if len(candidates) > 1 else projected
    if within_km is not None:
        framed = [(-within_km, -within_km), (within_km, within_km)]
    width, height, to_pixels, scale = _frame(framed)
    pixels = [to_pixels(x, y) for x, y in projected]
    marked = [
        {"x": x, "y": y, "kind": say(f"figures.place.{one.kind}", language)}
        for one, (x, y) in zip(places, pixels[len(candidates) :], strict=True)
        if 0 < x < width and 0 < y < height
    ]
    layers = _ground(ground, to_plane, to_pixels, (width, height), scale, language)
    if marked:
        layers.append(_place_marks(marked, places, language))
    layers += _candidate_marks(candidates, pixels, width, height)
    layers += _scale_bar(scale, height)
    chart = alt.layer(*layers).resolve_scale(shape="independent", opacity="independent")
    return with_theme(chart.properties(width=width, height=height, view={"stroke": GRID}))


def project(points: Sequence[Position]) -> list[tuple[float, float]]:
    """Return kilometres east and north of the points' middle, equal-area.

    Args:
        points: positions in degrees, WGS84.

    Returns:
        One pair per point.
    """
    return _projected(points, _plane(points))


def _plane(points: Sequence[Position]) -> Transformer:
    """Return the way from degrees to kilometres around the middle of the points."""
    latitude = (min(p.latitude for p in points) + max(p.latitude for p in points)) / 2
    longitude = (min(p.longitude for p in points) + max(p.longitude for p in points)) / 2
    plane = f"+proj=laea +lat_0={latitude} +lon_0={longitude} +datum=WGS84 +units=km"
    return Transformer.from_crs("EPSG:4326", plane, always_xy=True)


def _projected(points: Sequence[Position], to_plane: Transformer) -> list[tuple[float, float]]:
    east, north = to_plane.transform([p.longitude for p in points], [p.latitude for p in points])
    return [(float(x), float(y)) for x, y in zip(east, north, strict=True)]


def _near(
    candidates: Sequence[Position], places: Sequence[Position], km: float
) -> tuple[list[Position], list[Position]]:
    """Return what lies within a square around the first candidate."""
    to_plane = _plane(candidates[:1])

    def inside(points: Sequence[Position]) -> list[Position]:
        projected = _projected(points, to_plane)
        far = (max(abs(x), abs(y)) for x, y in projected)
        return [one for one, away in zip(points, far, strict=True) if away <= km]

    return inside(candidates), inside(places)


def _ground(
    people: Mapping[str, float] | None,
    to_plane: Transformer,
    to_pixels: Any,
    frame: tuple[float, float],
    scale: float,
    language: Language,
) -> list[alt.Chart]:
    """Return the layer of people per hexagon; none without people."""
    if not people:
        return []
    # Imported late: a map without hexagons needs none of their libraries.
    from songi.figures.ground import ground_layer

    def degrees_to_pixels(longitude: Sequence[float], latitude: Sequence[float]) -> Any:
        east, north = to_plane.transform(longitude, latitude)
        pixels = [to_pixels(x, y) for x, y in zip(east, north, strict=True)]
        return [x for x, _ in pixels], [y for _, y in pixels]

    return ground_layer(people, degrees_to_pixels, frame, scale, language)


def place_labels(
    points: Sequence[tuple[float, float]], names: Sequence[str], width: float, height: float
) -> list[tuple[float, float]]:
    """Return where names stand, so that they cover neither each other nor a named point.

    Where there is room close by they keep off the other points as well.

    Args:
        points: pixels of the points; the first ones have names.
        names: their names.
        width: width of the map in pixels.
        height: height of the map in pixels.

    Returns:
        Left end and middle line of each name; farther from its point where it is crowded.
    """
    taken = [_Box(x - 6, y - 6, x + 6, y + 6) for x, y in points[: len(names)]]
    marks = [_Box(x - 4, y - 4, x + 4, y + 4) for x, y in points[len(names) :]]
    frame = _Box(0.0, 0.0, width, height)
    found = []
    for point, name in zip(points, names, strict=False):
        span = text_width(name)
        box = _free_place(point, span, [*taken, *marks], frame, _REACHES[:2])
        box = box or _free_place(point, span, taken, frame, _REACHES)
        x, y = point
        box = box or _Box(x + 9, y - _LINE / 2, x + 9 + span, y + _LINE / 2)
        taken.append(box)
        found.append((box.left, (box.top + box.bottom) / 2))
    return found


def _free_place(
    point: tuple[float, float],
    span: float,
    taken: Sequence[_Box],
    frame: _Box,
    reaches: Sequence[float],
) -> _Box | None:
    """Return the nearest place for a name that meets nothing; none where there is none."""
    for reach in reaches:
        for angle in (0, 180, 30, -30, 150, -150, 60, -60, 120, -120, 90, -90):
            left, middle = _label_at(*point, reach, angle, span)
            box = _Box(left, middle - _LINE / 2, left + span, middle + _LINE / 2)
            if box.within(frame) and not any(box.meets(other) for other in taken):
                return box
    return None


def _label_at(x: float, y: float, reach: float, angle: int, span: float) -> tuple[float, float]:
    tip = x + reach * math.cos(math.radians(angle)), y + reach * math.sin(math.radians(angle))
    if abs(angle) == 90:
        return tip[0] - span / 2, tip[1]
    return (tip[0], tip[1]) if abs(angle) < 90 else (tip[0] - span, tip[1])


def _frame(points: Sequence[tuple[float, float]]) -> tuple[float, float, Any, float]:
    """Return width, height, the way from kilometres to pixels, and pixels per kilometre."""
    east, north = [x for x, _ in points], [y for _, y in points]
    across, along = max(max(east) - min(east), 1.0), max(max(north) - min(north), 1.0)
    margin = 60.0
    scale = min((MAP_WIDTH - 2 * margin) / across, (MAP_HEIGHT - 2 * margin) / along)
    height = along * scale + 2 * margin
    shift = (MAP_WIDTH - across * scale) / 2
    left, top = min(east), max(north)

    def to_pixels(x: float, y: float) -> tuple[float, float]:
        return shift + (x - left) * scale, margin + (top - y) * scale

    return float(MAP_WIDTH), max(height, 120.0), to_pixels, scale


def _place_marks(
    marked: list[dict[str, Any]], places: Sequence[Position], language: Language
) -> alt.Chart:
    kinds = [kind for kind in _SHAPES if any(one.kind == kind for one in places)]
    shape = alt.Shape(
        "kind:N",
        title=None,
        scale=alt.Scale(
            domain=[say(f"figures.place.{kind}", language) for kind in kinds],
            range=[_SHAPES[kind] for kind in kinds],
        ),
        legend=alt.Legend(orient="top", symbolStrokeColor=FAINT),
    )
    x, y = _pixel_axes()
    marks = alt.Chart(alt.Data(values=marked)).mark_point(
        size=36, color=FAINT, opacity=0.85, strokeWidth=1.2
    )
    return marks.encode(x=x, y=y, shape=shape)


def _candidate_marks(
    candidates: Sequence[Position],
    pixels: Sequence[tuple[float, float]],
    width: float,
    height: float,
) -> list[alt.Chart]:
    names = [one.name for one in candidates]
    labels = place_labels(pixels, names, width, height)
    records = [
        {"x": x, "y": y, "name": one.name, "own": one.own, "label_x": left, "label_y": middle,
         "near_x": min(max(x, left), left + text_width(one.name))}
        for one, (x, y), (left, middle) in zip(candidates, pixels, labels, strict=False)
    ]  # fmt: skip
    x, y = _pixel_axes()
    label_x, label_y = _pixel_axes("label_x", "label_y")
    base = alt.Chart(alt.Data(values=records))
    text = base.encode(x=label_x, y=label_y, text="name:N")
    place: dict[str, Any] = {"align": "left", "baseline": "middle"}
    colour = alt.condition("datum.own", alt.value(OWN), alt.value(INK))
    far = "abs(datum.near_x - datum.x) + abs(datum.label_y - datum.y) > 22"
    return [
        base.transform_filter(far)
        .mark_rule(color=OTHER, strokeWidth=0.8)
        .encode(x=x, y=y, x2="near_x:Q", y2="label_y:Q"),
        base.mark_circle(opacity=1).encode(
            x=x, y=y, color=colour, size=alt.condition("datum.own", alt.value(110), alt.value(55))
        ),
        text.mark_text(**place, stroke=PAPER, strokeWidth=4, strokeJoin="round"),
        text.transform_filter("datum.own").mark_text(**place, color=OWN, fontWeight="bold"),
        text.transform_filter("!datum.own").mark_text(**place, color=INK),
    ]


def _scale_bar(scale: float, height: float) -> list[alt.Chart]:
    """Draw a bar of a round number of kilometres in the lower left corner."""
    wanted = 110 / scale
    power = 10 ** math.floor(math.log10(wanted))
    length = max(step * power for step in (1, 2, 5, 10) if step * power <= wanted)
    record = {"x": 14, "end": 14 + length * scale, "y": height - 12, "label": f"{length:g} km"}
    x, y = _pixel_axes()
    base = alt.Chart(alt.Data(values=[record]))
    return [
        base.mark_rule(color=FAINT, strokeWidth=2).encode(x=x, x2="end:Q", y=y),
        base.mark_text(align="left", dy=-8, color=FAINT).encode(x=x, y=y, text="label:N"),
    ]


def _pixel_axes(x: str = "x", y: str = "y") -> tuple[alt.X, alt.Y]:
    """Return axes of columns that already hold pixels."""
    return (
        alt.X(f"{x}:Q", axis=None, scale=None),
        alt.Y(f"{y}:Q", axis=None, scale=None),
    )
