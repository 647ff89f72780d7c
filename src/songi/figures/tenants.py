"""Charts of who may settle where."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import altair as alt

from songi.figures.theme import (
    BLUES,
    FAINT,
    ON_DARK,
    ON_LIGHT,
    PAPER,
    STEP,
    rows_of,
    with_theme,
)
from songi.language import Language, say

SIGNS = {"allowed": "●", "unclear": "◐", "barred": "×"}
"""A sign for each verdict, so that it is not told by colour alone."""

FILLS = {"allowed": BLUES[1], "unclear": BLUES[5], "barred": PAPER}

NARROW, LABELS = 330, 330
"""Width of the bars and room for names: a kind of firm and a use make long ones."""

NARROWEST = 0.07
"""Share of a bar under which no label stands in it."""


@dataclass(frozen=True, slots=True)
class Verdicts:
    """Shares of verdicts, which sum to one."""

    name: str
    allowed: float
    unclear: float
    barred: float


def verdict_chart(rows: Sequence[Verdicts], language: Language) -> dict[str, Any]:
    """Draw for each row in which share of the pairs a firm may settle on a plot.

    Args:
        rows: what is drawn, in order.
        language: language of the legend.

    Returns:
        Bars parted by verdict, dark, light and hollow, with sign and per cent where they fit.
    """
    titles = {
        verdict: f"{sign} {say(f'figures.verdict.{verdict}', language)}"
        for verdict, sign in SIGNS.items()
    }
    records = []
    for row in rows:
        start = 0.0
        for verdict, sign in SIGNS.items():
            share = getattr(row, verdict)
            label = f"{sign} {share:.0%}" if share >= NARROWEST else ""
            records.append(
                {"name": row.name, "verdict": titles[verdict], "start": start,
                 "end": start + share, "middle": start + share / 2, "label": label,
                 "dark": verdict == "allowed"}
            )  # fmt: skip
            start += share
    names = rows_of([row.name for row in rows])
    names["axis"]["labelLimit"] = LABELS
    drawn = [one for one in records if one["end"] > one["start"]]
    base = alt.Chart(alt.Data(values=drawn)).encode(y=names)
    bars = base.mark_bar(stroke=FAINT, strokeWidth=0.8, height=STEP - 6).encode(
        x=alt.X(
            "start:Q",
            title=say("figures.share_of_pairs", language),
            scale=alt.Scale(domain=[0, 1]),
            axis=alt.Axis(format="%", tickCount=5, grid=False),
        ),
        x2="end:Q",
        color=alt.Color(
            "verdict:N",
            title=None,
            scale=alt.Scale(domain=[*titles.values()], range=[*FILLS.values()]),
            legend=alt.Legend(columns=3, symbolType="square", symbolStrokeColor=FAINT),
        ),
    )
    labels = base.mark_text(fontSize=10).encode(
        x="middle:Q",
        text="label:N",
        color=alt.condition("datum.dark", alt.value(ON_DARK), alt.value(ON_LIGHT)),
    )
    return with_theme((bars + labels).properties(width=NARROW, height=alt.Step(STEP)))
