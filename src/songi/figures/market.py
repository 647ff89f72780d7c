"""Charts of the land market: what stays unsold, how far each sale is signed, prices of land."""

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
    STEP,
    WIDTH,
    rows_of,
    with_theme,
)

DASHES = ([1, 0], [6, 3], [2, 2], [8, 3, 2, 3], [4, 1], [1, 4])
"""Lines are told apart in grey print by their dashes."""


@dataclass(frozen=True, slots=True)
class Unsold:
    """Land unsold at the end of a year: mean and the range that nine runs in ten fall into."""

    year: int
    mean: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Line:
    """A share that rises year by year."""

    name: str
    years: Sequence[int]
    shares: Sequence[float]


@dataclass(frozen=True, slots=True)
class Price:
    """A price with its range.

    Attributes:
        name: whose.
        mean: the mean.
        low: lower end; the mean where it is certain.
        high: upper end.
        label: the price as written.
        own: whether it is asked here.
    """

    name: str
    mean: float
    low: float
    high: float
    label: str
    own: bool = False


def unsold_chart(
    years: Sequence[Unsold], stock: float, y_title: str, stock_title: str
) -> dict[str, Any]:
    """Draw the land that is unsold, year by year, under the land there is.

    Args:
        years: what is drawn, in order.
        stock: all the land; a dashed line.
        y_title: what the numbers are, with unit.
        stock_title: what stands at the dashed line.

    Returns:
        A band for the range, a line for the mean, the last mean as a number.
    """
    records = [
        {"year": one.year, "mean": one.mean, "low": one.low, "high": one.high} for one in years
    ]
    top = max([stock, *(one.high for one in years)], default=1.0) * 1.12 or 1.0
    first = years[0].year if years else 0
    y = alt.Y(
        "mean:Q",
        title=y_title,
        scale=alt.Scale(domain=[0, top], nice=False),
        axis=alt.Axis(format=",.0f", tickCount=5),
    )
    base = alt.Chart(alt.Data(values=records)).encode(x=_years([one.year for one in years]))
    whole = alt.Chart(alt.Data(values=[{"year": first, "mean": stock, "label": stock_title}]))
    last = alt.Chart(alt.Data(values=records[-1:])).encode(x=_years([one.year for one in years]))
    layers = [
        base.mark_area(color=BLUES[-1]).encode(y=alt.Y("low:Q", title=None), y2="high:Q"),
        base.mark_line(color=OWN, strokeWidth=2.5).encode(y=y),
        whole.mark_rule(color=FAINT, strokeDash=[5, 4]).encode(y=y),
        whole.mark_text(align="left", dy=-8, color=FAINT).encode(
            x=_years([one.year for one in years]), y=y, text="label:N"
        ),
        last.mark_text(align="left", dx=6, dy=12, color=INK).encode(
            y=y, text=alt.Text("mean:Q", format=",.0f")
        ),
    ]
    return with_theme(alt.layer(*layers).properties(width=WIDTH + 100, height=210))


def absorption_chart(lines: Sequence[Line], y_title: str) -> dict[str, Any]:
    """Draw how far each round is signed, year by year.

    Args:
        lines: what is drawn; told apart by dash, and named in a legend.
        y_title: what the shares are.

    Returns:
        A line for each round, its last share as a number where it stands clear of the others.
    """
    records = [
        {"year": year, "share": share, "name": one.name}
        for one in lines
        for year, share in zip(one.years, one.shares, strict=True)
    ]
    years = list(dict.fromkeys(year for one in lines for year in one.years))
    top = max([0.1, *(one["share"] for one in records)]) * 1.12
    names = [one.name for one in lines]
    legend = alt.Legend(columns=1, symbolStrokeWidth=2.5, symbolSize=420, labelLimit=460)
    base = alt.Chart(alt.Data(values=records)).encode(
        x=_years(years),
        y=alt.Y(
            "share:Q",
            title=y_title,
            scale=alt.Scale(domain=[0, top], nice=False),
            axis=alt.Axis(format="%", tickCount=5),
        ),
        color=alt.Color(
            "name:N",
            title=None,
            scale=alt.Scale(
                domain=names, range=[(OWN, AGAINST, INK, OTHER)[k % 4] for k in range(len(names))]
            ),
            legend=legend,
        ),
        strokeDash=alt.StrokeDash(
            "name:N",
            title=None,
            scale=alt.Scale(
                domain=names, range=[DASHES[k % len(DASHES)] for k in range(len(names))]
            ),
            legend=legend,
        ),
    )
    marks = base.mark_line(strokeWidth=2.5)
    return with_theme(marks.properties(width=WIDTH + 100, height=190))


def price_chart(prices: Sequence[Price], x_title: str) -> dict[str, Any]:
    """Draw prices of land one under the other, with their ranges.

    Args:
        prices: what is drawn, in order.
        x_title: what the numbers are, with unit.

    Returns:
        A dot for each, filled for what is asked here and hollow for the others; the price as
        written.
    """
    records = [
        {"name": one.name, "mean": one.mean, "low": one.low, "high": one.high,
         "label": one.label, "own": one.own}
        for one in prices
    ]  # fmt: skip
    reach = max((one.high for one in prices), default=1.0) * 1.28
    x = alt.X(
        "mean:Q",
        title=x_title,
        scale=alt.Scale(domain=[0, reach], nice=False),
        axis=alt.Axis(format=",.1f", tickCount=6),
    )
    base = alt.Chart(alt.Data(values=records)).encode(y=rows_of([one.name for one in prices]))
    fill = alt.condition("datum.own", alt.value(OWN), alt.value("#ffffff"))
    layers = [
        base.mark_rule(color=GRID, strokeWidth=4).encode(
            x=alt.X("low:Q", title=x_title, scale=alt.Scale(domain=[0, reach], nice=False)),
            x2="high:Q",
        ),
        base.mark_point(size=60, stroke=OWN, opacity=1, strokeWidth=1.5).encode(x=x, fill=fill),
        base.mark_text(align="left", dx=10, color=INK).encode(
            x=alt.X("high:Q", title=x_title, scale=alt.Scale(domain=[0, reach], nice=False)),
            text="label:N",
        ),
    ]
    return with_theme(alt.layer(*layers).properties(width=WIDTH, height=alt.Step(STEP)))


def _years(years: Sequence[int]) -> alt.X:
    low, high = (years[0], years[-1]) if years else (0, 1)
    return alt.X(
        "year:Q",
        title=None,
        scale=alt.Scale(domain=[low, high + (high - low) * 0.14 + 0.01], nice=False),
        axis=alt.Axis(format="d", values=[*years], grid=False, labelFlush=False),
    )
