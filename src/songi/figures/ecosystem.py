"""Drawings of the ecosystem: the web of actors, what covers which function, growth by year."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import altair as alt
import numpy as np

from songi.figures.theme import (
    BLUES,
    FAINT,
    INK,
    LETTER,
    ON_DARK,
    ON_LIGHT,
    OTHER,
    OWN,
    PAPER,
    WIDTH,
    shades,
    text_width,
    with_theme,
)
from songi.methods.graph_layout import label_places, sector_layout
from songi.methods.networks import distances

ACROSS = 640.0
"""Width of the drawing of a web, in pixels."""

DOWN = (520.0, 760.0)
"""Its height: of few actors, and of many."""

MANY = 30
"""From more actors than this on the drawing takes a whole page."""

SIDE = (78.0, 26.0)
"""Room for labels on the sides, and above and below."""

RADIUS = 6.5
NARROW = 118.0
"""A name wider than this takes two lines in the drawing."""

FAR = 9.0
"""A label farther than this from its point is joined to it by a thin line."""

LIKELY = 0.5
"""A link that lives in fewer runs than this is drawn dashed."""

LOOKS = {
    "industry": ("square", "#c55a11"),
    "academia": ("triangle-up", "#7aaed6"),
    "research": ("diamond", "#08306b"),
    "hospital": ("circle", "#2a70b0"),
    "government": ("cross", "#5a6472"),
    "finance": ("triangle-down", "#98a2b0"),
}
"""Shape and colour of each role: told apart without colour as well."""


Frame = tuple[float, float]
"""Width and height in pixels."""


@dataclass(frozen=True, slots=True)
class Actor:
    """An actor in the drawing: its name, and its role as a code of `LOOKS`."""

    name: str
    role: str


@dataclass(frozen=True, slots=True)
class Covered:
    """How far actors of a role cover a function: mean number, and share of runs with any."""

    function: str
    role: str
    actors: float
    share: float


@dataclass(frozen=True, slots=True)
class WebYear:
    """Pairs joined at a year's end: on record, and those whose links live, with the range."""

    year: int
    recorded: float
    alive: float
    low: float
    high: float


def web_chart(
    actors: Sequence[Actor],
    shares: np.ndarray,
    roles: Mapping[str, str],
    centrality: Sequence[float],
) -> dict[str, Any]:
    """Draw the web of actors.

    Args:
        actors: the actors.
        shares: `[n, n]`, in which share of the runs a pair is joined; nought where nothing does.
        roles: what readers call each role that occurs, in the order of the legend.
        centrality: how central each actor is: the most central are labelled first.

    Returns:
        Points by role with their names beside them, lines the wider the more runs they live in.
    """  # fmt: skip
    if not actors:
        return with_theme(alt.Chart(alt.Data(values=[])).mark_point())
    order = sorted(range(len(actors)), key=lambda k: (list(roles).index(actors[k].role), k))
    actors = [actors[k] for k in order]
    shares = np.nan_to_num(shares)[np.ix_(order, order)]
    central = [centrality[k] for k in order]
    frame = (ACROSS, DOWN[len(actors) > MANY])
    places = _on_paper(shares, [one.role for one in actors], frame)
    return with_theme(
        alt.layer(
            *_lines(places, shares, frame),
            *_labels(places, [one.name for one in actors], central, shares, frame),
            _points(places, actors, roles, frame),
        ).properties(width=frame[0], height=frame[1])
    )


def coverage_chart(
    cells: Sequence[Covered], functions: Sequence[str], roles: Sequence[str]
) -> dict[str, Any]:
    """Draw by how many actors of each role each function is covered, as a table of shades.

    Args:
        cells: one for each function and role.
        functions: names of the rows.
        roles: names of the columns.

    Returns:
        A cell's shade is the share of runs in which anybody covers it; the number in it is how many
        do on average, with that share beside it where it is neither none nor all.
    """
    records = [
        {"function": one.function, "role": one.role, "share": one.share, "label": _told(one),
         "ink": ON_DARK if one.share > LIKELY else ON_LIGHT if one.share > 0 else FAINT}
        for one in cells
    ]  # fmt: skip
    axis: dict[str, Any] = {"labelColor": INK, "ticks": False, "domain": False, "labelLimit": 180}
    base = alt.Chart(alt.Data(values=records)).encode(
        y=alt.Y("function:N", sort=list(functions), title=None, axis=alt.Axis(**axis)),
        x=alt.X(
            "role:N",
            sort=list(roles),
            title=None,
            axis=alt.Axis(orient="top", labelAngle=0, **axis),
        ),
    )
    fill = alt.Color(
        "share:Q",
        scale=alt.Scale(domain=[0, 1], range=[*reversed(shades(8))], clamp=True),
        legend=None,
    )
    some = alt.datum.share > 0
    layers = [
        base.mark_rect(stroke=OTHER, strokeWidth=1, strokeDash=[3, 3], filled=False),
        base.transform_filter(some).mark_rect(stroke=ON_DARK, strokeWidth=1.5).encode(color=fill),
        base.mark_text(fontSize=10.5).encode(
            text="label:N",
            color=alt.Color("ink:N", scale=None, legend=None),
        ),
    ]
    return with_theme(
        alt.layer(*layers)
        .resolve_scale(color="independent")
        .properties(width=alt.Step(82), height=alt.Step(32))
    )  # fmt: skip


def growth_chart(
    years: Sequence[WebYear], y_title: str, recorded_title: str, alive_title: str
) -> dict[str, Any]:
    """Draw how many pairs of actors are joined by year.

    Args:
        years: what is drawn, in order.
        y_title: what the numbers are.
        recorded_title: what stands for links on record.
        alive_title: what stands for links that live.

    Returns:
        A dashed line for what is on record over a line in its range for what lives.
    """
    records = [
        {"year": one.year, "recorded": one.recorded, "alive": one.alive, "low": one.low,
         "high": one.high} for one in years
    ]  # fmt: skip
    x = alt.X("year:O", title=None, axis=alt.Axis(labelAngle=0, labelOverlap=True))
    base = alt.Chart(alt.Data(values=records)).encode(x=x)

    def height(name: str) -> alt.Y:
        return alt.Y(f"{name}:Q", title=y_title, axis=alt.Axis(format=",.0f", tickCount=5))

    last = alt.Chart(alt.Data(values=records[-1:])).encode(x=x)
    layers = [
        base.mark_area(color=BLUES[-1]).encode(y=height("low"), y2="high:Q"),
        base.mark_line(color=FAINT, strokeDash=[6, 4], strokeWidth=2).encode(y=height("recorded")),
        base.mark_line(color=OWN, strokeWidth=2.5, point={"color": OWN}).encode(y=height("alive")),
        last.mark_text(align="left", dx=8, color=FAINT, text=recorded_title).encode(
            y=height("recorded")
        ),
        last.mark_text(align="left", dx=8, color=OWN, text=alive_title).encode(y=height("alive")),
    ]
    return with_theme(alt.layer(*layers).properties(width=WIDTH + 80, height=210))


def _told(one: Covered) -> str:
    if one.share <= 0:
        return "–"
    count = f"{one.actors:.1f}".removesuffix(".0")
    return count if one.share >= 1 else f"{count} ({one.share:.0%})"


def _on_paper(shares: np.ndarray, roles: Sequence[str], frame: Frame) -> np.ndarray:
    """Return positions in pixels, y downwards, that fill the frame."""
    placed = sector_layout(distances((shares > 0).astype(float)), roles)
    low, high = placed.min(axis=0), placed.max(axis=0)
    room = np.array(frame) - 2 * np.array(SIDE)
    scale = room / np.maximum(high - low, 1e-9)
    # Stretched to the frame at most by half, so that distances still mean something.
    scale = np.minimum(scale, 1.5 * scale.min())
    return np.array(frame) / 2 + (placed - (low + high) / 2) * scale


def _lines(places: np.ndarray, shares: np.ndarray, frame: Frame) -> list[alt.Chart]:
    drawn = []
    for likely in (False, True):
        records = [
            {"x": places[i, 0], "y": places[i, 1], "x2": places[j, 0], "y2": places[j, 1],
             "width": 0.7 + 2.6 * float(shares[i, j]), "share": f"{shares[i, j]:.0%}"}
            for i, j in zip(*np.nonzero(np.triu(shares, 1)), strict=True)
            if (shares[i, j] >= LIKELY) == likely
        ]  # fmt: skip
        dash: dict[str, Any] = {} if likely else {"strokeDash": [4, 3]}
        mark = alt.Chart(alt.Data(values=records)).mark_rule(color=OTHER, **dash)
        width = alt.StrokeWidth("width:Q", scale=None, legend=None)
        ends = {"x": _across(), "y": _down(frame), "x2": "x2:Q", "y2": "y2:Q"}
        drawn.append(mark.encode(**ends, strokeWidth=width, tooltip=["share:N"]))
    return drawn


def _points(
    places: np.ndarray, actors: Sequence[Actor], roles: Mapping[str, str], frame: Frame
) -> alt.Chart:
    records = [
        {"x": x, "y": y, "name": one.name, "role": roles[one.role]}
        for (x, y), one in zip(places, actors, strict=True)
    ]
    shapes, colours = zip(*(LOOKS[role] for role in roles), strict=True)
    domain = [*roles.values()]
    legend = alt.Legend(title=None, orient="top", symbolSize=90)
    return (
        alt.Chart(alt.Data(values=records))
        .mark_point(filled=True, size=130, opacity=1, stroke=PAPER, strokeWidth=1)
        .encode(
            x=_across(),
            y=_down(frame),
            color=alt.Color(
                "role:N", scale=alt.Scale(domain=domain, range=list(colours)), legend=legend
            ),
            shape=alt.Shape(
                "role:N", scale=alt.Scale(domain=domain, range=list(shapes)), legend=legend
            ),
            tooltip=["name:N", "role:N"],
        )
    )


def _labels(
    places: np.ndarray,
    names: Sequence[str],
    centrality: Sequence[float],
    shares: np.ndarray,
    frame: Frame,
) -> list[alt.Chart]:
    parts = [_lines_of(name) for name in names]
    sizes = np.array([[max(map(text_width, one)), LETTER * 1.2 * len(one)] for one in parts])
    first = sorted(range(len(names)), key=lambda k: (-centrality[k], k))
    ends = [[*places[i], *places[j]] for i, j in zip(*np.nonzero(np.triu(shares, 1)), strict=True)]
    middles, _ = label_places(places, sizes, RADIUS, frame, first, ends)
    sides: dict[str, list[dict[str, Any]]] = {"left": [], "center": [], "right": []}
    for (x, y), (width, _), (node, _), one in zip(middles, sizes, places, parts, strict=True):
        side = "left" if x - width / 2 >= node else "right" if x + width / 2 <= node else "center"
        at = {"left": x - width / 2, "right": x + width / 2, "center": x}[side]
        down = y - LETTER * 0.6 * (len(one) - 1)
        sides[side].append({"x": at, "y": down, "name": "\n".join(one)})
    look: dict[str, Any] = {"fontSize": LETTER, "lineBreak": "\n", "lineHeight": LETTER * 1.2}
    halo = {"stroke": PAPER, "strokeWidth": 3.5, "strokeJoin": "round"}
    marks: list[dict[str, Any]] = [halo, {"color": INK}]
    texts = [
        _texts(records, {**look, **mark, "align": side}, frame)
        for mark in marks
        for side, records in sides.items()
        if records
    ]
    return [_leaders(places, middles, sizes, frame), *texts]


def _texts(records: list[dict[str, Any]], look: dict[str, Any], frame: Frame) -> alt.Chart:
    mark = alt.Chart(alt.Data(values=records)).mark_text(**look)
    return mark.encode(x=_across(), y=_down(frame), text="name:N")


def _leaders(
    places: np.ndarray, middles: np.ndarray, sizes: np.ndarray, frame: Frame
) -> alt.Chart:  # fmt: skip
    """Draw a thin line to each label that found no room close to its point."""
    nearest = np.clip(places, middles - sizes / 2, middles + sizes / 2)
    far = np.hypot(*(nearest - places).T) > RADIUS + FAR
    records = [
        {"x": x, "y": y, "x2": x2, "y2": y2}
        for (x, y), (x2, y2) in zip(places[far], nearest[far], strict=True)
    ]
    mark = alt.Chart(alt.Data(values=records)).mark_rule(color=INK, strokeWidth=0.5)
    return mark.encode(x=_across(), y=_down(frame), x2="x2:Q", y2="y2:Q")


def _lines_of(name: str) -> list[str]:
    """Return a name in one line, or in the two most even ones where it is wide."""
    words = name.split(" ")
    if text_width(name) <= NARROW or len(words) == 1:
        return [name]
    halves = [(" ".join(words[:k]), " ".join(words[k:])) for k in range(1, len(words))]
    return list(min(halves, key=lambda pair: max(map(text_width, pair))))


def _across() -> alt.X:
    return alt.X("x:Q", axis=None, scale=alt.Scale(domain=[0, ACROSS], nice=False, zero=False))


def _down(frame: Frame) -> alt.Y:
    return alt.Y("y:Q", axis=None, scale=alt.Scale(domain=[frame[1], 0], nice=False, zero=False))
