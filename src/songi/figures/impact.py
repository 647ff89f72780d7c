"""Charts of industries: what a won sets off by sector, what lead sectors buy and sell."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import altair as alt

from songi.figures.theme import (
    BLUES,
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

FILLS = (BLUES[1], BLUES[4], PAPER)
"""Parts of a bar from dark to hollow: they stay apart in grey print."""


@dataclass(frozen=True, slots=True)
class Stack:
    """A bar in parts.

    Attributes:
        name: of what.
        parts: the parts in the order of the legend; none negative.
        label: what stands at its end.
    """

    name: str
    parts: Sequence[float]
    label: str


@dataclass(frozen=True, slots=True)
class Band:
    """A figure in its range, and one that somebody else has told of the same.

    Attributes:
        name: of what.
        mean: ours.
        low: lower end of ours.
        high: upper end of ours.
        label: ours as written.
        told: theirs; none where nobody told one.
    """

    name: str
    mean: float
    low: float
    high: float
    label: str
    told: float | None = None


def stacked_chart(
    stacks: Sequence[Stack], legend: Sequence[str], x_title: str, number: str = ".2f"
) -> dict[str, Any]:
    """Draw bars in parts, one under the other.

    Args:
        stacks: what is drawn, in order.
        legend: names of the parts.
        x_title: what the numbers are.
        number: how the axis writes them.

    Returns:
        A bar for each row, its parts dark, lighter, hollow.
    """
    records, ends = [], []
    for one in stacks:
        start = 0.0
        for part, value in zip(legend, one.parts, strict=True):
            records.append({"name": one.name, "part": part, "start": start, "end": start + value})
            start += value
        ends.append({"name": one.name, "end": start, "label": one.label})
    reach = max((one["end"] for one in ends), default=1.0) * 1.2 or 1.0
    names = [one.name for one in stacks]
    scale = alt.Scale(domain=[0, reach], nice=False)
    y = rows_of(names)
    bars = (
        alt.Chart(alt.Data(values=records))
        .mark_bar(stroke=FAINT, strokeWidth=0.8, height=STEP - 9)
        .encode(
            y=y,
            x=alt.X("start:Q", title=x_title, scale=scale,
                    axis=alt.Axis(format=number, tickCount=5)),
            x2="end:Q",
            color=alt.Color(
                "part:N",
                title=None,
                scale=alt.Scale(domain=[*legend], range=[*FILLS[: len(legend)]]),
                legend=alt.Legend(columns=3, symbolType="square", symbolStrokeColor=FAINT),
            ),
        )
    )  # fmt: skip
    labels = (
        alt.Chart(alt.Data(values=ends))
        .mark_text(align="left", dx=5, color=INK)
        .encode(y=y, x=alt.X("end:Q", title=x_title, scale=scale), text="label:N")
    )
    layers = alt.layer(bars, labels)
    return with_theme(layers.properties(width=WIDTH, height=alt.Step(step_of(names))))


def band_chart(bands: Sequence[Band], x_title: str, told_title: str = "") -> dict[str, Any]:
    """Draw figures in their ranges, with what others told as a hollow diamond.

    Args:
        bands: what is drawn, in order.
        x_title: what the numbers are, with unit.
        told_title: what the diamond stands for; written at the first that has one.

    Returns:
        A line for the range, a dot for the mean, the mean as written.
    """
    records = [
        {"name": one.name, "mean": one.mean, "low": one.low, "high": one.high,
         "label": one.label, "told": one.told,
         "end": max(one.high, one.told or 0.0)}
        for one in bands
    ]  # fmt: skip
    reach = max((one["end"] for one in records), default=1.0) * 1.3 or 1.0
    scale = alt.Scale(domain=[0, reach], nice=False)
    names = [one.name for one in bands]

    def at(column: str) -> alt.X:
        axis = alt.Axis(format=",.0f", tickCount=5)
        return alt.X(f"{column}:Q", title=x_title, scale=scale, axis=axis)

    base = alt.Chart(alt.Data(values=records)).encode(y=rows_of(names))
    told = alt.Chart(alt.Data(values=[one for one in records if one["told"] is not None]))
    layers: list[Any] = [
        base.mark_rule(color=GRID, strokeWidth=6).encode(x=at("low"), x2="high:Q"),
        base.mark_point(size=60, stroke=OWN, fill=OWN, opacity=1).encode(x=at("mean")),
        told.mark_point(size=90, shape="diamond", stroke=INK, fill=PAPER, opacity=1).encode(
            y=rows_of(names), x=at("told")
        ),
        base.mark_text(align="left", dx=9, color=INK).encode(x=at("end"), text="label:N"),
    ]
    if told_title:
        note = alt.Chart(alt.Data(values=[{"text": f"◇ {told_title}"}]))
        layers.append(
            note.mark_text(align="right", color=OTHER, dy=-12).encode(
                x=alt.value(WIDTH), y=alt.value(0), text="text:N"
            )
        )
    return with_theme(alt.layer(*layers).properties(width=WIDTH, height=alt.Step(STEP)))
