"""Charts of the pipeline: who stands where, and how long investors stay at a stage."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import altair as alt

from songi.figures.theme import (
    BLUES,
    FAINT,
    GRID,
    INK,
    ON_DARK,
    ON_LIGHT,
    OWN,
    PAPER,
    STEP,
    WIDTH,
    rows_of,
    with_theme,
)
from songi.language import Language, say

FILLS = {"land": BLUES[0], "unknown": BLUES[3], "other": BLUES[6]}
"""Investors known by name, by what they seek: dark for those that want land."""

PANEL = 172
"""Width of one of two panels that stand side by side."""

FLOOR = -0.34
"""Where the axis of a panel begins: under its nought stands how many are still watched."""

TELLS_AT = 12
"""Every so many months it is said how many are still watched."""


@dataclass(frozen=True, slots=True)
class StageCount:
    """How many stand at a stage.

    Attributes:
        name: the stage.
        land: investors known by name that want land.
        unknown: those of whom it is not known what they want.
        other: those that want rooms or co-operation.
        unnamed: firms of which only a number is known; never added to the others.
    """

    name: str
    land: float
    unknown: float
    other: float
    unnamed: float


@dataclass(frozen=True, slots=True)
class Stay:
    """How long investors stay at a stage.

    Attributes:
        name: the stage.
        months: months since they came.
        staying: share still there.
        low: lower end of the interval; NaN where there is none.
        high: upper end.
        watched: how many are still watched.
    """

    name: str
    months: Sequence[int]
    staying: Sequence[float]
    low: Sequence[float]
    high: Sequence[float]
    watched: Sequence[float]


def stage_chart(counts: Sequence[StageCount], language: Language) -> dict[str, Any]:
    """Draw how many investors stand at each stage, named and unnamed apart.

    Args:
        counts: what is drawn, in the order of the stages.
        language: language of labels.

    Returns:
        For each stage a bar of investors known by name, parted by what they seek, and under it,
        where there are any, a hollow dashed bar of firms of which only a number is known.
    """
    titles = {part: say(f"figures.seekers.{part}", language) for part in FILLS}
    named, unnamed = [], []
    for one in counts:
        start = 0.0
        for part in FILLS:
            size = getattr(one, part)
            if size:
                named.append(
                    {"name": one.name, "part": titles[part], "pair": one.unnamed > 0,
                     "start": start, "end": start + size,
                     "middle": start + size / 2, "label": f"{size:.0f}", "dark": part != "other"}
                )  # fmt: skip
            start += size
        if one.unnamed:
            label = say("figures.unnamed_firms", language, count=f"{one.unnamed:.0f}")
            unnamed.append({"name": one.name, "value": one.unnamed, "label": label})
    reach = max((max(o.land + o.unknown + o.other, o.unnamed) for o in counts), default=0) or 1
    x = alt.X(
        "start:Q",
        title=say("figures.investors_axis", language),
        scale=alt.Scale(domain=[0, reach * 1.3], nice=False),
        axis=alt.Axis(format="d", tickCount=6, tickMinStep=1),
    )
    rows = rows_of([one.name for one in counts])
    colour = alt.Color(
        "part:N",
        title=None,
        scale=alt.Scale(domain=[*titles.values()], range=[*FILLS.values()]),
        legend=alt.Legend(symbolType="square", columns=3),
    )
    ink = alt.condition("datum.dark", alt.value(ON_DARK), alt.value(ON_LIGHT))
    lower = alt.Chart(alt.Data(values=unnamed)).encode(y=rows)
    layers: list[alt.Chart] = []
    for pair, offset in ((False, 0), (True, -8)):
        upper = alt.Chart(alt.Data(values=[one for one in named if one["pair"] is pair]))
        upper = upper.encode(y=rows)
        layers += [
            upper.mark_bar(height=14, yOffset=offset, stroke=PAPER).encode(
                x=x, x2="end:Q", color=colour
            ),
            upper.mark_text(yOffset=offset, fontSize=10).encode(
                x="middle:Q", text="label:N", color=ink
            ),
        ]
    layers += [
        lower.mark_bar(
            height=11, yOffset=8, fill=PAPER, stroke=FAINT, strokeWidth=1.2, strokeDash=[4, 3]
        ).encode(x="value:Q"),
        lower.mark_text(yOffset=8, dx=5, align="left", fontSize=10, color=INK).encode(
            x="value:Q", text="label:N"
        ),
    ]
    return with_theme(alt.layer(*layers).properties(width=WIDTH, height=alt.Step(STEP + 11)))


def stay_chart(stays: Sequence[Stay], language: Language) -> dict[str, Any]:
    """Draw for each stage which share is still there after so many months.

    Args:
        stays: what is drawn, in the order of the stages.
        language: language of titles.

    Returns:
        A panel for each stage: a step curve (Kaplan and Meier) with its interval and the last
        share as a number; under it, every twelve months, how many are still watched.
    """
    last = max((one.months[-1] for one in stays if one.months), default=TELLS_AT)
    last = -(-last // TELLS_AT) * TELLS_AT
    panels = [_panel(one, last, language) for one in stays]
    columns = alt.concat(*panels, columns=2, spacing={"row": 16, "column": 30})
    return with_theme(columns.resolve_scale(x="shared", y="shared"))


def _panel(stay: Stay, last: int, language: Language) -> Any:
    # A step curve is drawn by its steps: what lies between them would only make the file larger.
    steps = [
        k
        for k, share in enumerate(stay.staying)
        if k in {0, len(stay.staying) - 1} or share != stay.staying[k - 1]
    ]
    records = [{"month": 0, "share": 1.0}]
    records += [{"month": stay.months[k], "share": stay.staying[k]} for k in steps]
    banded = [
        {"month": month, "low": low, "high": high}
        for month, low, high in zip(stay.months, stay.low, stay.high, strict=True)
        if math.isfinite(low) and math.isfinite(high)
    ]
    told = [
        {"month": month, "at": FLOOR / 2, "label": f"{count:.0f}"}
        for month, count in zip(stay.months, stay.watched, strict=True)
        if month % TELLS_AT == 0
    ]
    x = alt.X(
        "month:Q",
        title=say("figures.months_at_stage", language),
        scale=alt.Scale(domain=[0, last * 1.12], nice=False),
        axis=alt.Axis(values=[*range(0, last + 1, TELLS_AT)], grid=False, titlePadding=3),
    )
    y = alt.Y(
        "share:Q",
        title=None,
        scale=alt.Scale(domain=[FLOOR, 1.0], nice=False),
        axis=alt.Axis(values=[0, 0.5, 1], format="%", tickSize=3, domain=False),
    )
    curve = alt.Chart(alt.Data(values=records)).encode(x=x)
    band = alt.Chart(alt.Data(values=banded)).encode(x=x)
    layers: list[alt.Chart] = [
        band.mark_area(color=GRID, interpolate="step-after").encode(
            y=alt.Y("low:Q", title=None), y2="high:Q"
        ),
        curve.mark_line(color=OWN, strokeWidth=2, interpolate="step-after").encode(y=y),
    ]
    end = {**records[-1], "label": f"{records[-1]['share']:.0%}"}
    last_share = alt.Chart(alt.Data(values=[end])).encode(x=x, y=y, text="label:N")
    layers.append(last_share.mark_text(align="left", dx=4, fontSize=10, color=INK))
    watched = alt.Chart(alt.Data(values=told)).mark_text(fontSize=10, color=FAINT)
    layers.append(watched.encode(x=x, y=alt.Y("at:Q", title=None), text="label:N"))
    return alt.layer(*layers).properties(
        width=PANEL,
        height=118,
        title=alt.TitleParams(
            stay.name, anchor="start", fontSize=11.5, fontWeight="bold", color=INK, offset=4
        ),
    )
