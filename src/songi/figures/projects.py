"""Charts of projects: cash by year, what appraisals come to, what a promise may cost."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import altair as alt

from songi.figures.theme import (
    AGAINST,
    BLUES,
    FAINT,
    INK,
    OTHER,
    OWN,
    WIDTH,
    rows_of,
    step_of,
    with_theme,
)


@dataclass(frozen=True, slots=True)
class CashYear:
    """A year's cash in billions of won or 억원: mean in and out, and the net with its range."""

    year: int
    taken_in: float
    paid_out: float
    net: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Band:
    """A number of a year: mean and the range that nine runs in ten fall into."""

    year: int
    mean: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Spread:
    """How a number falls over the runs.

    Attributes:
        name: of what.
        quantiles: 5, 25, 50, 75 and 95 %.
        label: the middle as written.
        own: whether it is drawn as what matters most.
    """

    name: str
    quantiles: Sequence[float]
    label: str
    own: bool = False


def cash_chart(
    years: Sequence[CashYear], y_title: str, in_title: str, out_title: str, net_title: str
) -> dict[str, Any]:
    """Draw a project's cash year by year.

    Args:
        years: what is drawn, in order.
        y_title: what the numbers are, with unit.
        in_title: what stands for money taken in.
        out_title: what stands for money paid out.
        net_title: what stands for the net and its range.

    Returns:
        Bars up for what comes in and down for what goes out, the net as a dot with its range.
    """
    parts = [(in_title, "taken_in", 1.0), (out_title, "paid_out", -1.0)]
    bars = [
        {"year": one.year, "amount": sign * getattr(one, name), "part": title}
        for one in years
        for title, name, sign in parts
    ]
    dots = [
        {"year": one.year, "amount": one.net, "low": one.low, "high": one.high, "part": net_title}
        for one in years
    ]
    colour = alt.Color(
        "part:N",
        title=None,
        scale=alt.Scale(domain=[in_title, out_title, net_title], range=[BLUES[4], OTHER, INK]),
    )
    x = alt.X("year:O", title=None, axis=alt.Axis(labelAngle=0, labelOverlap=True))
    y = alt.Y("amount:Q", title=y_title, axis=alt.Axis(format=",.0f", tickCount=6))
    marks = alt.Chart(alt.Data(values=dots)).encode(x=x)
    layers = [
        alt.Chart(alt.Data(values=bars)).mark_bar(stroke=None).encode(x=x, y=y, color=colour),
        marks.mark_rule(strokeWidth=1.5, color=INK).encode(y=alt.Y("low:Q"), y2="high:Q"),
        marks.mark_point(filled=True, size=36, opacity=1).encode(y=y, color=colour),
    ]
    return with_theme(alt.layer(*layers).properties(width=WIDTH + 160, height=230))


def band_chart(years: Sequence[Band], y_title: str, nought_title: str) -> dict[str, Any]:
    """Draw a number year by year in its range, and where nought is.

    Args:
        years: what is drawn, in order.
        y_title: what the numbers are, with unit.
        nought_title: what stands at nought.

    Returns:
        A band for the range, a line for the mean, a dashed line at nought.
    """
    records = [
        {"year": one.year, "mean": one.mean, "low": one.low, "high": one.high} for one in years
    ]
    x = alt.X("year:O", title=None, axis=alt.Axis(labelAngle=0, labelOverlap=True))
    y = alt.Y("mean:Q", title=y_title, axis=alt.Axis(format=",.1f", tickCount=5))
    base = alt.Chart(alt.Data(values=records)).encode(x=x)
    nought = alt.Chart(alt.Data(values=[{"mean": 0.0, "label": nought_title}]))
    layers = [
        base.mark_area(color=BLUES[-1]).encode(y=alt.Y("low:Q", title=None), y2="high:Q"),
        base.mark_line(color=OWN, strokeWidth=2.5).encode(y=y),
        nought.mark_rule(color=FAINT, strokeDash=[5, 4]).encode(y=y),
        nought.mark_text(align="left", dx=4, dy=9, color=FAINT).encode(
            x=alt.value(0), y=y, text="label:N"
        ),
    ]
    return with_theme(alt.layer(*layers).properties(width=WIDTH + 160, height=200))


def spread_chart(spreads: Sequence[Spread], x_title: str, *, nought: bool = True) -> dict[str, Any]:
    """Draw how numbers fall over the runs, one row each.

    Args:
        spreads: what is drawn, in order.
        x_title: what the numbers are, with unit.
        nought: whether a line stands at nought, which parts gain from loss.

    Returns:
        A line from 5 to 95 %, a bar from 25 to 75 %, the middle as a tick with its number.
    """
    names = ("low", "lower", "middle", "upper", "high")
    records = [
        {"name": one.name, "label": one.label, "own": one.own}
        | dict(zip(names, one.quantiles, strict=True))
        for one in spreads
    ]
    rows = [one.name for one in spreads]
    x = alt.X("low:Q", title=x_title, axis=alt.Axis(format=",.0f", tickCount=6))
    colour = alt.condition("datum.own", alt.value(OWN), alt.value(OTHER))
    base = alt.Chart(alt.Data(values=records)).encode(y=rows_of(rows))
    layers = [
        base.mark_rule(strokeWidth=1.5).encode(x=x, x2="high:Q", color=colour),
        base.mark_bar(height=9).encode(x=alt.X("lower:Q"), x2="upper:Q", color=colour),
        base.mark_tick(thickness=2.5, height=15, color=INK).encode(x=alt.X("middle:Q")),
        base.mark_text(align="left", dx=6, color=INK).encode(x=alt.X("high:Q"), text="label:N"),
    ]
    if nought:
        line = alt.Chart(alt.Data(values=[{"low": 0.0}]))
        layers.insert(0, line.mark_rule(color=AGAINST, strokeDash=[5, 4]).encode(x=x))
    height = max(len(rows), 1) * (step_of(rows) + 8)
    return with_theme(alt.layer(*layers).properties(width=WIDTH, height=height))
