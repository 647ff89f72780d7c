"""Charts of specialisation: quotients with intervals, distances beside chance, what lies near."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import altair as alt

from songi.figures.theme import (
    AGAINST,
    BLUES,
    FAINT,
    GRID,
    INK,
    OTHER,
    OWN,
    PAPER,
    WIDTH,
    rows_of,
    step_of,
    with_theme,
)

SQUARE = 420


@dataclass(frozen=True, slots=True)
class Quotient:
    """A location quotient in its interval; `above` where the whole interval is above one."""

    name: str
    value: float
    low: float
    high: float
    above: bool


@dataclass(frozen=True, slots=True)
class Pattern:
    """K-density of a kind of places, and its envelopes, by distance."""

    name: str
    distance_km: Sequence[float]
    density: Sequence[float]
    local_low: Sequence[float]
    local_high: Sequence[float]
    global_low: Sequence[float]
    global_high: Sequence[float]


@dataclass(frozen=True, slots=True)
class Neighbour:
    """An industry by how much of what lies near it the place has, and by its complexity."""

    name: str
    density: float
    complexity: float
    present: bool
    named: bool


def quotient_chart(quotients: Sequence[Quotient], x_title: str) -> dict[str, Any]:
    """Draw location quotients one under the other, with their intervals.

    Args:
        quotients: what is drawn, in order.
        x_title: what the numbers are.

    Returns:
        A dot in its interval for each, filled where the whole interval lies above one; a line at
        one, where the place has as much as the nation.
    """
    records = [
        {"name": one.name, "value": one.value, "low": one.low, "high": one.high,
         "above": one.above, "label": f"{one.value:.2f}"}
        for one in quotients
    ]  # fmt: skip
    reach = max([one.high for one in quotients] + [1.0]) * 1.18
    scale = alt.Scale(domain=[0, reach], nice=False)
    names = [one.name for one in quotients]
    base = alt.Chart(alt.Data(values=records)).encode(y=rows_of(names))
    axis = alt.Axis(format=".1f", tickCount=6)
    fill = alt.condition("datum.above", alt.value(OWN), alt.value(PAPER))
    layers = [
        alt.Chart(alt.Data(values=[{"one": 1.0}]))
        .mark_rule(color=FAINT, strokeDash=[4, 3])
        .encode(x=alt.X("one:Q", title=x_title, scale=scale)),
        base.mark_rule(color=GRID, strokeWidth=4).encode(
            x=alt.X("low:Q", title=x_title, scale=scale), x2="high:Q"
        ),
        base.mark_point(size=60, stroke=OWN, opacity=1, strokeWidth=1.5).encode(
            x=alt.X("value:Q", title=x_title, scale=scale, axis=axis), fill=fill
        ),
        base.mark_text(align="left", dx=8, color=INK).encode(
            x=alt.X("high:Q", title=x_title, scale=scale), text="label:N"
        ),
    ]
    height = alt.Step(step_of(names))
    return with_theme(alt.layer(*layers).properties(width=WIDTH, height=height))


def k_density_chart(
    patterns: Sequence[Pattern], titles: tuple[str, str], words: tuple[str, str, str]
) -> dict[str, Any]:
    """Draw the density of distances of kinds of places, one panel each, beside chance.

    Args:
        patterns: what is drawn, in order.
        titles: of the distance and of the density.
        words: what the line, the band at each distance and the bounds over all are called.

    Returns:
        A line, in a band of what scatters do at each distance, between dashed bounds which hardly
        any scatter leaves anywhere.
    """
    drawn = patterns or [Pattern("", *((),) * 6)]
    panels = alt.vconcat(*(_panel(one, titles, words) for one in drawn), spacing=14)
    return with_theme(panels.resolve_scale(x="shared"))


def _panel(one: Pattern, titles: tuple[str, str], words: tuple[str, str, str]) -> Any:
    records = [
        {"x": x, "density": d, "low": low, "high": high, "below": below, "above": above}
        for x, d, low, high, below, above in zip(
            one.distance_km, one.density, one.local_low, one.local_high, one.global_low,
            one.global_high, strict=True,
        )
    ]  # fmt: skip
    base = alt.Chart(alt.Data(values=records)).encode(
        x=alt.X("x:Q", title=titles[0], scale=alt.Scale(nice=False), axis=alt.Axis(grid=False))
    )
    look = alt.Scale(domain=[*words], range=[OWN, BLUES[6], AGAINST])
    key = alt.Color("word:N", title=None, scale=look, legend=alt.Legend(symbolType="square"))
    y_axis = alt.Axis(tickCount=4, format="~g")
    layers = [
        base.transform_calculate(word=repr(words[1]))
        .mark_area(opacity=1)
        .encode(y=alt.Y("low:Q", title=titles[1], axis=y_axis), y2="high:Q", color=key),
        *(
            base.transform_calculate(word=repr(words[2]))
            .mark_line(strokeDash=[5, 3], strokeWidth=1.2)
            .encode(y=f"{name}:Q", color=key)
            for name in ("below", "above")
        ),
        base.transform_calculate(word=repr(words[0]))
        .mark_line(strokeWidth=2)
        .encode(y="density:Q", color=key),
    ]
    title = alt.TitleParams(one.name, anchor="start", color=INK, fontSize=11)
    return alt.layer(*layers).properties(width=WIDTH + 120, height=170, title=title)


def space_chart(neighbours: Sequence[Neighbour], x_title: str, y_title: str) -> dict[str, Any]:
    """Draw industries by how near the place is to them and by how complex they are.

    Args:
        neighbours: the industries.
        x_title: what lies along the page.
        y_title: what lies up the page.

    Returns:
        A filled dot for what the place has, a hollow one for what it has not; some with names.
    """
    records = [
        {"x": one.density, "y": one.complexity, "name": one.name, "present": one.present,
         "label": one.name if one.named else ""}
        for one in neighbours
    ]  # fmt: skip
    base = alt.Chart(alt.Data(values=records)).encode(
        x=alt.X("x:Q", title=x_title, axis=alt.Axis(format="%", tickCount=6),
                scale=alt.Scale(domainMin=0, padding=14)),
        y=alt.Y("y:Q", title=y_title, axis=alt.Axis(tickCount=6),
                scale=alt.Scale(zero=False, padding=14)),
        tooltip=["name:N"],
    )  # fmt: skip
    fill = alt.condition("datum.present", alt.value(OWN), alt.value(PAPER))
    stroke = alt.condition("datum.present", alt.value(OWN), alt.value(OTHER))
    layers = [
        base.mark_point(size=55, opacity=1, strokeWidth=1.5).encode(fill=fill, stroke=stroke),
        base.mark_text(align="left", dx=7, dy=-5, fontSize=9, color=INK).encode(text="label:N"),
    ]
    return with_theme(alt.layer(*layers).properties(width=WIDTH + 100, height=SQUARE - 80))
