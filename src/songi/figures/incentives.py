"""Charts of incentives: what a package is made of, and who pays for it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import altair as alt

from songi.figures.theme import (
    AGAINST,
    FAINT,
    INK,
    ON_DARK,
    STEP,
    WIDTH,
    rows_of,
    shades,
    with_theme,
)


@dataclass(frozen=True, slots=True)
class Stack:
    """One bar made of parts.

    Attributes:
        name: what the bar is.
        parts: amount by part, in the unit of the axis; negative ones are drawn to the left.
        label: the whole as written.
    """

    name: str
    parts: Mapping[str, float]
    label: str


def stacked_chart(
    stacks: Sequence[Stack], order: Sequence[str], x_title: str, numbers: str = ",.0f"
) -> dict[str, Any]:
    """Draw bars that are made of parts, one row each, with the whole written at the end.

    Args:
        stacks: the bars, from top to bottom.
        order: the parts in the order of the legend, from dark to light; those that are nought in
            every bar are left out.
        x_title: what the numbers are, with unit.
        numbers: how the numbers on the axis are written.

    Returns:
        Stacked bars; what is negative hangs to the left of nought in a colour of its own.
    """
    shown = [part for part in order if any(abs(one.parts.get(part, 0)) > 0 for one in stacks)]
    below = [part for part in shown if any(one.parts.get(part, 0) < 0 for one in stacks)]
    above = [part for part in shown if part not in below]
    colours = [*shades(len(above)), *(AGAINST for _ in below)]
    records, ends = [], []
    for one in stacks:
        left = right = 0.0
        for part in (*above, *below):
            amount = one.parts.get(part, 0.0)
            start = right if amount >= 0 else left
            end = start + amount
            right, left = max(right, end), min(left, end)
            records.append({"name": one.name, "part": part, "start": start, "end": end})
        ends.append({"name": one.name, "end": right, "label": one.label})
    reach = max((one["end"] for one in ends), default=0.0) * 1.25 or 1.0
    least = min((one["end"] for one in records), default=0.0)
    y = rows_of([one.name for one in stacks])
    scale = alt.Scale(domain=[min(least, 0.0) * 1.05, reach], nice=False)
    bars = (
        alt.Chart(alt.Data(values=records))
        .mark_bar(height=STEP - 6, stroke=ON_DARK, strokeWidth=0.6)
        .encode(
            y=y,
            x=alt.X(
                "start:Q", title=x_title, scale=scale, axis=alt.Axis(tickCount=5, format=numbers)
            ),
            x2="end:Q",
            color=alt.Color(
                "part:N",
                title=None,
                sort=[*above, *below],
                scale=alt.Scale(domain=[*above, *below], range=colours),
                legend=alt.Legend(columns=3, symbolType="square"),
            ),
            tooltip=["name:N", "part:N"],
        )
    )
    base = alt.Chart(alt.Data(values=ends)).encode(y=y, x=alt.X("end:Q", scale=scale))
    nought = alt.Chart(alt.Data(values=[{"end": 0.0}]))
    layers = [
        bars,
        nought.mark_rule(color=FAINT).encode(x=alt.X("end:Q", scale=scale)),
        base.mark_text(align="left", dx=5, color=INK).encode(text="label:N"),
    ]
    return with_theme(alt.layer(*layers).properties(width=WIDTH, height=alt.Step(STEP)))
