"""Charts of clusters by age: lines through what was observed, named where they end."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

import altair as alt

from songi.figures.theme import BLUES, FAINT, INK, OTHER, OWN, PAPER, text_width, with_theme

WIDTH = 560
HEIGHT = 270

LINE = 13.0
"""Height of a label, in pixels."""


@dataclass(frozen=True, slots=True)
class Path:
    """A series by age.

    Attributes:
        name: what stands at its end.
        ages: years since founding, rising.
        values: what was observed, positive; a forecast where it is the study's own.
        own: whether it is the study's own.
        low: lower end of a forecast.
        high: upper end.
    """

    name: str
    ages: Sequence[float]
    values: Sequence[float]
    own: bool = False
    low: Sequence[float] = field(default=())
    high: Sequence[float] = field(default=())


def age_chart(panels: Sequence[tuple[str, Sequence[Path]]], x_title: str) -> dict[str, Any]:
    """Draw clusters by years since founding, on a logarithmic scale.

    Args:
        panels: title and paths of each panel, one under the other, on one scale of years.
        x_title: what the years are.

    Returns:
        Lines with a dot at each observation; the study's own thick, in its range.
    """
    ends = [(one.ages[-1], one.name) for _, paths in panels for one in paths if len(one.ages)]
    # Wide enough for every name to stand behind the end of its line.
    reach = max([1.0, *(age / max(1.0 - (text_width(name) + 14) / WIDTH, 0.3)
                        for age, name in ends)])  # fmt: skip
    charts = [_panel(title, paths, reach, x_title) for title, paths in panels]
    return with_theme(alt.vconcat(*charts, spacing=18))


def _panel(title: str, paths: Sequence[Path], reach: float, x_title: str) -> Any:
    # A range that reaches down to nought would leave no room for the others on this scale.
    means = [value for one in paths for value in one.values if value > 0]
    low = min(means, default=1.0) / 1.4
    high = max([*means, *(value for one in paths for value in one.high)], default=10.0) * 1.4
    x_scale = alt.Scale(domain=[0, reach], nice=False)
    y_scale = alt.Scale(type="log", domain=[low, high], nice=False)
    x = alt.X("age:Q", title=x_title, scale=x_scale, axis=alt.Axis(tickCount=8, grid=False))
    axis = alt.Axis(format=",.0f", values=_ticks(low, high))
    y = alt.Y("value:Q", title=None, scale=y_scale, axis=axis)
    layers = []
    for own in (False, True):
        records = [
            {"age": age, "value": value, "name": one.name}
            for one in paths
            if one.own == own
            for age, value in zip(one.ages, one.values, strict=True)
            if value > 0
        ]
        if not records:
            continue
        colour = OWN if own else OTHER
        base = alt.Chart(alt.Data(values=records)).encode(x=x, y=y, detail="name:N")
        if own:
            layers.append(_range(paths, x, y_scale, axis, low))
        layers += [
            base.mark_line(color=colour, strokeWidth=2.6 if own else 1.6),
            base.mark_point(
                size=26, filled=True, fill=colour if own else PAPER, stroke=colour, opacity=1
            ),
        ]
    layers.append(_labels(paths, x, y_scale, axis, _Frame(reach, low, high)))
    head = alt.TitleParams(
        title, anchor="start", fontSize=11.5, fontWeight="bold", color=INK, offset=4
    )
    return alt.layer(*layers).properties(width=WIDTH, height=HEIGHT, title=head)


def _range(
    paths: Sequence[Path], x: alt.X, scale: alt.Scale, axis: alt.Axis, floor: float
) -> alt.Chart:
    records = [
        {"age": age, "low": max(one.low[k], floor), "high": one.high[k]}
        for one in paths
        if one.own and one.low
        for k, age in enumerate(one.ages)
        if one.high[k] > floor
    ]
    return (
        alt.Chart(alt.Data(values=records))
        .mark_area(color=BLUES[-1], clip=True)
        .encode(x=x, y=alt.Y("low:Q", title=None, scale=scale, axis=axis), y2="high:Q")
    )


@dataclass(frozen=True, slots=True)
class _Frame:
    """Where years and values stand on a panel, in pixels from its lower left corner."""

    reach: float
    low: float
    high: float

    def across(self, age: float) -> float:
        return age / self.reach * WIDTH

    def up(self, value: float) -> float:
        return math.log(max(value, self.low) / self.low) / math.log(self.high / self.low) * HEIGHT

    def value(self, up: float) -> float:
        return self.low * (self.high / self.low) ** (up / HEIGHT)


def _labels(
    paths: Sequence[Path], x: alt.X, scale: alt.Scale, axis: alt.Axis, frame: _Frame
) -> alt.Chart:
    """Write each name behind its last observation, where it covers least."""
    dots = [
        (frame.across(age), frame.up(value))
        for one in paths
        for age, value in zip(one.ages, one.values, strict=True)
    ]
    placed: list[tuple[float, float, float]] = []
    records = []
    named = [one for one in paths if len(one.values)]
    for one in sorted(named, key=lambda path: (not path.own, -path.values[-1])):
        start, height = frame.across(one.ages[-1]) + 7, frame.up(one.values[-1])
        end = start + text_width(one.name)
        height = _freest(start, end, height, dots, placed)
        placed.append((start, end, height))
        records.append(
            {"age": one.ages[-1], "value": frame.value(height), "name": one.name, "own": one.own}
        )
    return (
        alt.Chart(alt.Data(values=records))
        .mark_text(align="left", dx=7)
        .encode(
            x=x,
            y=alt.Y("value:Q", title=None, scale=scale, axis=axis),
            text="name:N",
            color=alt.condition("datum.own", alt.value(OWN), alt.value(FAINT)),
        )
    )


def _freest(
    start: float,
    end: float,
    height: float,
    dots: Sequence[tuple[float, float]],
    placed: Sequence[tuple[float, float, float]],
) -> float:
    """Return the height near that of the line's end at which a label covers least."""
    near = [up for at, up in dots if start - 4 < at < end + 4]
    others = [up for left, right, up in placed if left < end and right > start]

    def covered(at: float) -> float:
        hidden = sum(abs(up - at) < LINE - 4 for up in near)
        touched = sum(abs(up - at) < LINE - 1 for up in others)
        return hidden + 10 * touched + abs(at - height) / 100

    heights = [height + step * LINE for step in (0, 1, -1, 2, -2, 3, -3)]
    return min((at for at in heights if 5 <= at <= HEIGHT - 5), key=covered, default=height)


def _ticks(low: float, high: float) -> list[float]:
    """Return the powers of ten between two ends, and three times these."""
    first, last = math.floor(math.log10(low)), math.ceil(math.log10(high))
    ticks = [base * 10.0**power for power in range(first, last + 1) for base in (1, 3)]
    return [tick for tick in ticks if low <= tick <= high]
