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
    PAPER,
    STEP,
    WIDTH,
    rows_of,
    step_of,
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
        A dot for each mean, a line for each range, the mean as a number at its end.
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
        base.mark_text(dx=7, align="left", fontSize=10, color=INK).encode(
            x="high:Q", text=alt.Text("mean:Q", format=number_format)
        ),
    ]
    height = alt.Step(step_of([one.name for one in intervals]))
    return with_theme(alt.layer(*layers).properties(width=WIDTH, height=height))


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
        base.mark_bar(height=step_of([*values]) - 7).encode(color=colour),
        zero,
        right.encode(text="label:N"),
        left.encode(text="label:N"),
    ]
    height = alt.Step(step_of([*values]))
    return with_theme(alt.layer(*layers).properties(width=WIDTH, height=height))


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
        Two dots per row, told apart by filling, joined by a line; the numbers stand outside the
        pair, that of the hollow dot only where the two lie apart.
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
        *_numbers_outside(pairs),
    ]
    height = alt.Step(step_of([*pairs]))
    return with_theme(alt.layer(*layers).properties(width=WIDTH, height=height))


def _numbers_outside(pairs: Mapping[str, tuple[float, float]]) -> list[alt.Chart]:
    """Return the numbers beside pairs of dots: the right one's to the right, and the left one's."""
    reach = max((max(pair) for pair in pairs.values()), default=0.0)
    records = []
    for name, (a, b) in pairs.items():
        apart = abs(a - b) > 0.01 * reach
        for value, other, colour in ((b, a, OWN), (a, b, FAINT))[: 2 if apart else 1]:
            right = value >= other
            records.append(
                {"name": name, "value": value, "right": right, "label": f"{value:.1%}",
                 "colour": colour}
            )  # fmt: skip
    base = alt.Chart(alt.Data(values=records)).encode(
        x="value:Q", y=rows_of([*pairs]), text="label:N", color=alt.Color("colour:N", scale=None)
    )
    return [
        base.transform_filter("datum.right").mark_text(align="left", dx=8, fontSize=10),
        base.transform_filter("!datum.right").mark_text(align="right", dx=-8, fontSize=10),
    ]


def two_interval_chart(
    pairs: Sequence[tuple[Interval, Interval]], first: str, second: str, x_title: str
) -> dict[str, Any]:
    """Draw two shares per row, each with its range, one above the other.

    Args:
        pairs: both of each row, under the name of the row, in the order drawn.
        first: what the hollow dots are.
        second: what the filled dots are; their number is written.
        x_title: what the numbers are.

    Returns:
        Two dots per row, told apart by filling and height, each with the line of its range.
    """
    records = [
        {"name": one.name, "which": which, "value": one.mean, "low": one.low, "high": one.high}
        for pair in pairs
        for which, one in zip((first, second), pair, strict=True)
    ]
    rows = rows_of([pair[0].name for pair in pairs])
    domain = alt.Scale(domain=[first, second])
    beside = alt.YOffset("which:N", scale=alt.Scale(domain=[second, first]))
    # The font has a hyphen, and no sign of its own for minus.
    plain = "replace(datum.label, '\u2212', '-')"
    x = alt.X("value:Q", title=x_title, axis=alt.Axis(format="%", tickCount=6, labelExpr=plain))
    base = alt.Chart(alt.Data(values=records)).encode(y=rows, yOffset=beside)
    of_second = alt.datum.which == second
    layers = [
        base.mark_rule(strokeWidth=2).encode(
            x="low:Q", x2="high:Q", color=alt.condition(of_second, alt.value(OWN), alt.value(OTHER))
        ),
        base.mark_point(size=50, strokeWidth=1.6, opacity=1).encode(
            x=x,
            shape=alt.Shape("which:N", title=None, scale=_scale(domain, ["circle", "diamond"])),
            fill=alt.Fill("which:N", title=None, scale=_scale(domain, [PAPER, OWN])),
            stroke=alt.Stroke("which:N", title=None, scale=_scale(domain, [FAINT, OWN])),
        ),
        base.transform_filter(of_second)
        .mark_text(dy=-8, fontSize=10, color=INK)
        .encode(x=x, text=alt.Text("value:Q", format=".0%")),
    ]
    height = alt.Step(STEP + 13, **{"for": "position"})
    return with_theme(alt.layer(*layers).properties(width=WIDTH, height=height))


def _scale(domain: alt.Scale, values: list[str]) -> alt.Scale:
    scale = domain.copy()
    scale["range"] = values
    return scale
