"""Charts of weights and of what drove a bid's standing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import altair as alt

from songi.figures.theme import (
    AGAINST,
    FAINT,
    GRID,
    INK,
    OTHER,
    OWN,
    STEP,
    WIDTH,
    rows_of,
    with_theme,
)


@dataclass(frozen=True, slots=True)
class Interval:
    """A mean and the range that nine runs in ten fall into."""

    name: str
    mean: float
    low: float
    high: float
    group: str = ""


def interval_chart(
    intervals: Sequence[Interval], x_title: str, *, number_format: str, zero: bool = True
) -> dict[str, Any]:
    """Draw means with their 90 % ranges, grouped.

    Args:
        intervals: what is drawn, in order; `group` may set them apart.
        x_title: what the numbers are, with unit.
        number_format: D3 format of axis and labels.
        zero: whether the axis begins at zero.

    Returns:
        A dot for each mean, a line for each range, the mean as a number.
    """
    records = [
        {"name": one.name, "group": one.group, "mean": one.mean, "low": one.low, "high": one.high}
        for one in intervals
    ]
    x = alt.X(
        "mean:Q",
        title=x_title,
        scale=alt.Scale(zero=zero),
        axis=alt.Axis(format=number_format, tickCount=6),
    )
    base = alt.Chart(alt.Data(values=records)).encode(y=rows_of([one.name for one in intervals]))
    layers = [
        base.mark_rule(color=OTHER, strokeWidth=3).encode(x="low:Q", x2="high:Q"),
        base.mark_circle(size=60, color=OWN, opacity=1).encode(x=x),
        base.mark_text(dy=-9, fontSize=10, color=INK).encode(
            x=x, text=alt.Text("mean:Q", format=number_format)
        ),
    ]
    return with_theme(alt.layer(*layers).properties(width=WIDTH, height=alt.Step(STEP + 5)))


def signed_bar_chart(
    values: Mapping[str, float], x_title: str, labels: Mapping[str, str]
) -> dict[str, Any]:
    """Draw what lifts and what holds back, each bar with its signed number.

    Args:
        values: number by name, in the order drawn.
        x_title: what the numbers are, with unit.
        labels: the number as written, by name.

    Returns:
        Bars to the right of zero in one colour, to the left in another, with the sign written.
    """
    records = [
        {"name": name, "value": value, "label": labels[name]} for name, value in values.items()
    ]
    reach = max((abs(value) for value in values.values()), default=0.0) * 1.25 or 1.0
    x = alt.X(
        "value:Q",
        title=x_title,
        scale=alt.Scale(domain=[-reach, reach], nice=False),
        axis=alt.Axis(tickCount=5),
    )
    base = alt.Chart(alt.Data(values=records)).encode(y=rows_of([*values]), x=x)
    colour = alt.condition("datum.value >= 0", alt.value(OWN), alt.value(AGAINST))
    right = base.transform_filter("datum.value >= 0").mark_text(align="left", dx=5, color=INK)
    left = base.transform_filter("datum.value < 0").mark_text(align="right", dx=-5, color=INK)
    zero = alt.Chart(alt.Data(values=[{"zero": 0}])).mark_rule(color=FAINT).encode(x="zero:Q")
    layers = [
        base.mark_bar(height=STEP - 8).encode(color=colour),
        zero,
        right.encode(text="label:N"),
        left.encode(text="label:N"),
    ]
    return with_theme(alt.layer(*layers).properties(width=WIDTH, height=alt.Step(STEP)))


def two_dot_chart(
    pairs: Mapping[str, tuple[float, float]], first: str, second: str, x_title: str
) -> dict[str, Any]:
    """Draw two numbers per row and the way between them.

    Args:
        pairs: both numbers by name, in the order drawn.
        first: what the hollow dots are.
        second: what the filled dots are.
        x_title: what the numbers are, with unit.

    Returns:
        Two dots per row, told apart by filling, joined by a line.
    """
    ends = [{"name": name, "a": a, "b": b} for name, (a, b) in pairs.items()]
    dots = [
        {"name": name, "value": value, "which": which}
        for name, pair in pairs.items()
        for which, value in zip((first, second), pair, strict=True)
    ]
    rows = rows_of([*pairs])
    x = alt.X("value:Q", title=x_title, axis=alt.Axis(format="%", tickCount=6))
    domain = alt.Scale(domain=[first, second])
    lines = alt.Chart(alt.Data(values=ends)).mark_rule(color=GRID, strokeWidth=4)
    points = alt.Chart(alt.Data(values=dots)).mark_point(size=70, strokeWidth=1.8, opacity=1)
    layers = [
        lines.encode(x="a:Q", x2="b:Q", y=rows),
        points.encode(
            x=x,
            y=rows,
            shape=alt.Shape("which:N", title=None, scale=_scale(domain, ["circle", "diamond"])),
            fill=alt.Fill("which:N", title=None, scale=_scale(domain, ["transparent", OWN])),
            stroke=alt.Stroke("which:N", title=None, scale=_scale(domain, [FAINT, OWN])),
        ),
    ]
    return with_theme(alt.layer(*layers).properties(width=WIDTH, height=alt.Step(STEP)))


def _scale(domain: alt.Scale, values: list[str]) -> alt.Scale:
    scale = domain.copy()
    scale["range"] = values
    return scale
