"""Charts of supplies: what tenants will draw under what is contracted and what is planned."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import altair as alt

from songi.figures.theme import AGAINST, BLUES, GRID, INK, OWN, with_theme

PANEL = 156
"""Width of one of three panels that stand side by side."""


@dataclass(frozen=True, slots=True)
class Balance:
    """A utility, year by year.

    Attributes:
        name: what it is, with unit.
        years: the years.
        demand: mean demand in each.
        low: lower end of the demand.
        high: upper end.
        firm: mean supply that is contracted.
        supply: mean supply, what is only planned with it.
    """

    name: str
    years: Sequence[int]
    demand: Sequence[float]
    low: Sequence[float]
    high: Sequence[float]
    firm: Sequence[float]
    supply: Sequence[float]


def balance_chart(balances: Sequence[Balance], titles: tuple[str, str, str]) -> dict[str, Any]:
    """Draw demand and supply of each utility.

    Args:
        balances: what is drawn, a panel each, every one on its own scale.
        titles: names of demand, of the supply that is contracted, of that which is planned.

    Returns:
        Panels side by side: demand with its range, supply as steps, dashed where only planned.
    """
    panels = [_panel(one, titles) for one in balances]
    chart = alt.concat(*panels, columns=3, spacing=22)
    return with_theme(chart.resolve_scale(y="independent"))


def _panel(one: Balance, titles: tuple[str, str, str]) -> Any:
    demand, firm, planned = titles
    at = range(len(one.years))
    band = [{"year": one.years[k], "low": one.low[k], "high": one.high[k]} for k in at]
    lines = [
        {"year": one.years[k], "value": values[k], "part": part}
        for part, values in ((demand, one.demand), (firm, one.firm), (planned, one.supply))
        for k in at
    ]
    top = max([*one.high, *one.supply, 1e-9]) * 1.1
    x = alt.X(
        "year:Q",
        title=None,
        scale=alt.Scale(domain=[one.years[0], one.years[-1]], nice=False),
        axis=alt.Axis(format="d", tickCount=4, grid=False),
    )
    scale = alt.Scale(domain=[0, top], nice=False)
    parts = [demand, firm, planned]
    legend = alt.Legend(columns=3, symbolStrokeWidth=2.5, symbolSize=420)
    layers = [
        alt.Chart(alt.Data(values=band))
        .mark_area(color=BLUES[-1])
        .encode(x=x, y=alt.Y("low:Q", title=None, scale=scale), y2="high:Q")
    ]
    for part, shape in ((demand, "linear"), (firm, "step-after"), (planned, "step-after")):
        chosen = [record for record in lines if record["part"] == part]
        layers.append(
            alt.Chart(alt.Data(values=chosen))
            .mark_line(strokeWidth=2.2, interpolate=shape)  # type: ignore[arg-type]
            .encode(
                x=x,
                y=alt.Y(
                    "value:Q",
                    title=None,
                    scale=scale,
                    axis=alt.Axis(tickCount=5, gridColor=GRID),
                ),
                color=alt.Color(
                    "part:N",
                    title=None,
                    scale=alt.Scale(domain=parts, range=[OWN, INK, AGAINST]),
                    legend=legend,
                ),
                strokeDash=alt.StrokeDash(
                    "part:N",
                    title=None,
                    scale=alt.Scale(domain=parts, range=[[1, 0], [1, 0], [6, 4]]),
                    legend=legend,
                ),
            )
        )
    title = alt.TitleParams(
        one.name, anchor="start", fontSize=11.5, fontWeight="bold", color=INK, offset=4
    )
    return alt.layer(*layers).properties(width=PANEL, height=150, title=title)
