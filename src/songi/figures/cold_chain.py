"""Chart of goods that must stay cold: shipments beyond their limits, by lane and season."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import altair as alt

from songi.figures.theme import (
    AGAINST,
    FAINT,
    GRID,
    INK,
    OWN,
    WIDTH,
    rows_of,
    step_of,
    with_theme,
)


@dataclass(frozen=True, slots=True)
class Exposure:
    """A share of shipments with its range.

    Attributes:
        name: lane and season.
        mean: mean share.
        low: lower end of the range.
        high: upper end.
        limit: share that the lane allows.
    """

    name: str
    mean: float
    low: float
    high: float
    limit: float


def exposure_chart(rows: Sequence[Exposure], x_title: str, limit_title: str) -> dict[str, Any]:
    """Draw shares of shipments one under the other, each beside its limit.

    Args:
        rows: what is drawn, in order.
        x_title: what the shares are.
        limit_title: what the upright marks are.

    Returns:
        A dot with its range for each row, filled and orange where the mean is over the limit, an
        upright mark at the limit, the mean as a number.
    """
    records = [
        {"name": one.name, "mean": one.mean, "low": one.low, "high": one.high, "limit": one.limit,
         "over": one.mean > one.limit, "told": limit_title}
        for one in rows
    ]  # fmt: skip
    reach = max([0.05, *(max(one.high, one.limit) for one in rows)]) * 1.2
    scale = alt.Scale(domain=[0, min(reach, 1.15)], nice=False)
    names = [one.name for one in rows]
    x = alt.X("mean:Q", title=x_title, scale=scale, axis=alt.Axis(format=".0%", tickCount=6))
    base = alt.Chart(alt.Data(values=records)).encode(y=rows_of(names))
    colour = alt.condition("datum.over", alt.value(AGAINST), alt.value(OWN))
    fill = alt.condition("datum.over", alt.value(AGAINST), alt.value("#ffffff"))
    first = alt.Chart(alt.Data(values=records[:1])).encode(y=rows_of(names))
    layers = [
        base.mark_rule(color=GRID, strokeWidth=4).encode(
            x=alt.X("low:Q", title=x_title, scale=scale), x2="high:Q"
        ),
        base.mark_tick(color=FAINT, thickness=2, size=14).encode(
            x=alt.X("limit:Q", title=x_title, scale=scale)
        ),
        base.mark_point(size=60, opacity=1, strokeWidth=1.5).encode(x=x, stroke=colour, fill=fill),
        base.mark_text(align="left", dx=8, color=INK).encode(
            x=alt.X("high:Q", title=x_title, scale=scale),
            text=alt.Text("mean:Q", format=".1%"),
        ),
        first.mark_text(dy=-13, color=FAINT).encode(
            x=alt.X("limit:Q", title=x_title, scale=scale), text="told:N"
        ),
    ]
    return with_theme(
        alt.layer(*layers).properties(width=WIDTH, height=alt.Step(step_of(names)), padding=16)
    )
