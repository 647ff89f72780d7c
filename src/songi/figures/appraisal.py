"""The tornado of a present value: which inputs move it most."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import altair as alt

from songi.figures.theme import AGAINST, FAINT, INK, OWN, WIDTH, rows_of, step_of, with_theme


@dataclass(frozen=True, slots=True)
class Swing:
    """What an input does to a present value, in the unit of the axis.

    Attributes:
        name: what readers call the input.
        low: present value with the input at its 5 % quantile.
        high: with the input at its 95 % quantile.
        low_text: the input's value at its 5 % quantile, as written.
        high_text: at its 95 % quantile.
    """

    name: str
    low: float
    high: float
    low_text: str
    high_text: str


def tornado_chart(
    swings: Sequence[Swing], base: float, x_title: str, low_title: str, high_title: str
) -> dict[str, Any]:
    """Draw each input's bar around the present value as it stands, the widest first.

    Args:
        swings: the inputs, in the order drawn.
        base: the present value with nothing changed.
        x_title: what the numbers are, with unit.
        low_title: what stands for an input at its low end.
        high_title: what stands for one at its high end.

    Returns:
        Two bars a row that part at the base, with the input's values at their outer ends, a line
        at the base and a dashed one at nought.
    """
    records = []
    for one in swings:
        for value, text, which in (
            (one.low, one.low_text, low_title),
            (one.high, one.high_text, high_title),
        ):
            left = value < base
            records.append(
                {"name": one.name, "from": base, "to": value, "text": text, "which": which,
                 "left": left}
            )  # fmt: skip
    ends = [record["to"] for record in records] + [base, 0.0]
    margin = 0.3 * (max(ends) - min(ends) or 1.0)
    names = [one.name for one in swings]
    x = alt.X(
        "from:Q",
        title=x_title,
        scale=alt.Scale(domain=[min(ends) - margin, max(ends) + margin], nice=False, zero=False),
        axis=alt.Axis(format=",.0f", tickCount=6),
    )
    colour = alt.Color(
        "which:N",
        title=None,
        scale=alt.Scale(domain=[low_title, high_title], range=[AGAINST, OWN]),
        legend=alt.Legend(orient="top", symbolType="square"),
    )
    marks = alt.Chart(alt.Data(values=records)).encode(y=rows_of(names))
    text = marks.encode(x="to:Q", text="text:N")
    rule = {"color": INK, "strokeWidth": 1.2}
    layers = [
        marks.mark_bar(height=step_of(names) - 8).encode(x=x, x2="to:Q", color=colour),
        text.transform_filter("datum.left").mark_text(align="right", dx=-4, color=FAINT),
        text.transform_filter("!datum.left").mark_text(align="left", dx=4, color=FAINT),
        alt.Chart(alt.Data(values=[{"at": base}])).mark_rule(**rule).encode(x="at:Q"),
        alt.Chart(alt.Data(values=[{"at": 0.0}]))
        .mark_rule(color=FAINT, strokeDash=[4, 3])
        .encode(x="at:Q"),
    ]
    return with_theme(
        alt.layer(*layers).properties(width=WIDTH + 60, height=alt.Step(step_of(names)))
    )
