"""Charts of people: supply under demand by occupation, and places beside each other."""

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
    STEP,
    WIDTH,
    rows_of,
    with_theme,
)

PANEL = 156
"""Width of one of three panels that stand side by side."""


@dataclass(frozen=True, slots=True)
class Fan:
    """A mean by year, in the range that nine runs in ten fall into."""

    mean: Sequence[float]
    low: Sequence[float]
    high: Sequence[float]


@dataclass(frozen=True, slots=True)
class Talent:
    """People of an occupation, year by year.

    Attributes:
        name: the occupation.
        years: the years.
        stock: people who are here.
        demand: people who are needed.
    """

    name: str
    years: Sequence[int]
    stock: Fan
    demand: Fan


@dataclass(frozen=True, slots=True)
class Standing:
    """A place on one indicator.

    Attributes:
        indicator: the indicator.
        place: the place.
        ratio: its value over that of the reference.
        label: its value as written.
        own: whether it is the study's own place.
    """

    indicator: str
    place: str
    ratio: float
    label: str
    own: bool = False


def talent_chart(talents: Sequence[Talent], titles: tuple[str, str]) -> dict[str, Any]:
    """Draw people who are here and people who are needed, a panel for each occupation.

    Args:
        talents: what is drawn, every panel on the same scale.
        titles: names of stock and demand.

    Returns:
        Panels side by side: two lines, told apart by dash, demand in a band, stock in dotted lines.
    """
    tops = [max([*one.stock.high, *one.demand.high, 1e-9]) for one in talents]
    top = max(tops, default=1.0) * 1.1
    panels = [_talent_panel(one, titles, top) for one in talents]
    return with_theme(alt.concat(*panels, columns=3, spacing=22))


def _talent_panel(one: Talent, titles: tuple[str, str], top: float) -> Any:
    parts = {titles[0]: one.stock, titles[1]: one.demand}
    x = alt.X(
        "year:Q",
        title=None,
        scale=alt.Scale(domain=[one.years[0], one.years[-1]], nice=False),
        axis=alt.Axis(format="d", tickCount=4, grid=False),
    )
    scale = alt.Scale(domain=[0, top], nice=False)
    axis = alt.Axis(tickCount=5, gridColor=GRID, format=",.0f")
    legend = alt.Legend(columns=2, symbolStrokeWidth=2.5, symbolSize=420)
    ranges = [
        {"year": year, "low": one.demand.low[k], "high": one.demand.high[k],
         "stock_low": one.stock.low[k], "stock_high": one.stock.high[k]}
        for k, year in enumerate(one.years)
    ]  # fmt: skip
    spread = alt.Chart(alt.Data(values=ranges)).encode(x=x)
    layers = [
        spread.mark_area(color=BLUES[-1]).encode(
            y=alt.Y("low:Q", title=None, scale=scale, axis=axis), y2="high:Q"
        )
    ]
    layers += [
        spread.mark_line(color=OTHER, strokeWidth=1, strokeDash=[2, 2]).encode(
            y=alt.Y(f"{end}:Q", title=None, scale=scale, axis=axis)
        )
        for end in ("stock_low", "stock_high")
    ]
    lines = [
        {"year": year, "value": fan.mean[k], "part": part}
        for part, fan in parts.items()
        for k, year in enumerate(one.years)
    ]
    layers.append(
        alt.Chart(alt.Data(values=lines))
        .mark_line(strokeWidth=2.2)
        .encode(
            x=x,
            y=alt.Y("value:Q", title=None, scale=scale, axis=axis),
            color=alt.Color(
                "part:N",
                title=None,
                scale=alt.Scale(domain=[*titles], range=[INK, OWN]),
                legend=legend,
            ),
            strokeDash=alt.StrokeDash(
                "part:N",
                title=None,
                scale=alt.Scale(domain=[*titles], range=[[6, 4], [1, 0]]),
                legend=legend,
            ),
        )
    )
    title = alt.TitleParams(
        one.name, anchor="start", fontSize=11.5, fontWeight="bold", color=INK, offset=4
    )
    return alt.layer(*layers).properties(width=PANEL, height=160, title=title)


def standing_chart(standings: Sequence[Standing], x_title: str) -> dict[str, Any]:
    """Draw places beside a reference, a row for each indicator.

    Args:
        standings: what is drawn; rows in the order of their first use.
        x_title: what the ratio is.

    Returns:
        Dots on a line at one: filled and labelled for the study's own place, hollow for others.
    """
    records = [
        {"name": one.indicator, "place": one.place, "ratio": one.ratio, "label": one.label,
         "own": one.own}
        for one in standings
    ]  # fmt: skip
    names = list(dict.fromkeys(one.indicator for one in standings))
    ratios = [one.ratio for one in standings]
    low, high = min([0.8, *ratios]), max([1.2, *ratios])
    room = 0.12 * (high - low)
    scale = alt.Scale(domain=[low - room, high + 3.5 * room], nice=False, zero=False)
    x = alt.X("ratio:Q", title=x_title, scale=scale, axis=alt.Axis(format=".1f", tickCount=6))
    y = rows_of(names)
    base = alt.Chart(alt.Data(values=records)).encode(x=x, y=y, tooltip=["place:N", "label:N"])
    rule = alt.Chart(alt.Data(values=[{"ratio": 1.0}])).encode(x=x)
    layers = [
        rule.mark_rule(color=FAINT, strokeDash=[5, 4]),
        base.transform_filter("!datum.own").mark_point(
            size=55, filled=True, fill=PAPER, stroke=OTHER, strokeWidth=1.5, opacity=1
        ),
        base.transform_filter("datum.own").mark_point(
            size=75, filled=True, fill=OWN, stroke=OWN, opacity=1
        ),
        base.transform_filter("datum.own")
        .mark_text(align="right", color=INK)
        .encode(x=alt.value(WIDTH), text="label:N"),
    ]
    return with_theme(alt.layer(*layers).properties(width=WIDTH, height=alt.Step(STEP)))


def gap_chart(
    names: Sequence[str], gaps: Fan, labels: Sequence[str], x_title: str
) -> dict[str, Any]:
    """Draw how many people lack, a bar for each occupation.

    Args:
        names: the occupations.
        gaps: people lacking of each.
        labels: the means as written.
        x_title: what the numbers are.

    Returns:
        Bars at the means, a line for the range, the mean as written.
    """
    records = [
        {"name": name, "mean": gaps.mean[k], "low": gaps.low[k], "high": gaps.high[k],
         "label": labels[k]}
        for k, name in enumerate(names)
    ]  # fmt: skip
    top = max([1.0, *gaps.high]) * 1.2
    scale = alt.Scale(domain=[0, top], nice=False)
    axis = alt.Axis(format=",.0f", tickCount=6)
    base = alt.Chart(alt.Data(values=records)).encode(y=rows_of(names))
    mean = alt.X("mean:Q", title=x_title, scale=scale, axis=axis)
    layers = [
        base.mark_bar(color=AGAINST, height=11).encode(x=mean),
        base.mark_rule(color=INK, strokeWidth=1.5).encode(
            x=alt.X("low:Q", title=x_title, scale=scale, axis=axis), x2="high:Q"
        ),
        base.mark_text(align="left", dx=8, color=INK).encode(
            x=alt.X("high:Q", title=x_title, scale=scale, axis=axis), text="label:N"
        ),
    ]
    return with_theme(alt.layer(*layers).properties(width=WIDTH, height=alt.Step(STEP)))
