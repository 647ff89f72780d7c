"""Charts of committed investment: each strength by itself, never stacked into one bar."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import altair as alt

from songi.figures.theme import INK, OTHER, OWN, STEP, WIDTH, rows_of, with_theme


@dataclass(frozen=True, slots=True)
class Amount:
    """What is committed to one bid with one strength.

    Attributes:
        name: the bid.
        strength: the strength, in words.
        value: the amount, in the unit of the axis.
        label: the amount as written.
        own: whether it is the own bid's.
    """

    name: str
    strength: str
    value: float
    label: str
    own: bool = False


def investment_chart(amounts: Sequence[Amount], x_title: str) -> dict[str, Any]:
    """Draw amounts as bars, one row for each bid and strength, with the amount written.

    Args:
        amounts: what is drawn, in order: rows of one strength stand together.
        x_title: what the numbers are, with unit.

    Returns:
        A bar for each amount; the own bid's in its own colour and marked by its name.
    """
    records = [
        {
            "name": row_name(one), "value": one.value, "label": one.label, "own": one.own,
        }
        for one in amounts
    ]  # fmt: skip
    reach = max((one.value for one in amounts), default=0.0) * 1.25 or 1.0
    x = alt.X(
        "value:Q",
        title=x_title,
        scale=alt.Scale(domain=[0, reach], nice=False),
        axis=alt.Axis(tickCount=5),
    )
    base = alt.Chart(alt.Data(values=records)).encode(
        y=rows_of([row_name(one) for one in amounts]), x=x
    )
    colour = alt.condition("datum.own", alt.value(OWN), alt.value(OTHER))
    layers = [
        base.mark_bar(height=STEP - 8).encode(color=colour),
        base.mark_text(align="left", dx=5, color=INK).encode(text="label:N"),
    ]
    return with_theme(alt.layer(*layers).properties(width=WIDTH, height=alt.Step(STEP)))


def row_name(amount: Amount) -> str:
    """Return what a row of the chart is called: strength, then bid."""
    return f"{amount.strength} · {amount.name}"
