"""Charts of what was known, and of what the model said beside what was decided."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import altair as alt
import xarray as xr

from songi.figures.theme import (
    AGAINST,
    FAINT,
    GRID,
    INK,
    ON_DARK,
    ON_LIGHT,
    OWN,
    STEP,
    WIDTH,
    column_angle,
    rows_of,
    step_of,
    with_theme,
)
from songi.language import Language, say

STATUS_SIGNS = {"known": "●", "partial": "◐", "filled": "○", "unknown": "×"}
"""A sign for each status of evidence, so that it is not told by colour alone."""

CELL = 40
"""Width of a cell of the grid, in pixels."""

_STATUS_FILLS = ("#0f4f8f", "#7aaed6", "#f3e3d6", "#ededed")


def evidence_chart(
    status: xr.DataArray,
    bids: Mapping[str, str],
    criteria: Mapping[str, str],
    language: Language,
) -> dict[str, Any]:
    """Draw for which bid and criterion a value was known.

    Args:
        status: `known`, `partial`, `filled` or `unknown`, dimensions (bid, criterion).
        bids: what readers call each bid, in the order drawn.
        criteria: what readers call each criterion, in the order drawn.
        language: language of the legend.

    Returns:
        A grid of cells, each with the sign of its status.
    """
    titles = {
        name: f"{sign} {say(f'figures.status.{name}', language)}"
        for name, sign in STATUS_SIGNS.items()
    }
    records = []
    for criterion, row in criteria.items():
        for bid, column in bids.items():
            known = str(status.sel(bid=bid, criterion=criterion).item())
            records.append(
                {"name": row, "bid": column, "status": titles[known], "sign": STATUS_SIGNS[known]}
            )
    base = alt.Chart(alt.Data(values=records)).encode(
        y=rows_of([*criteria.values()]),
        x=alt.X(
            "bid:N",
            sort=[*bids.values()],
            title=None,
            axis=alt.Axis(
                orient="top",
                labelAngle=column_angle(bids.values(), CELL),
                labelColor=INK,
                ticks=False,
                domain=False,
            ),
        ),
    )
    scale = alt.Scale(domain=[*titles.values()], range=[*_STATUS_FILLS])
    legend = alt.Legend(orient="bottom", columns=2, symbolType="square", labelLimit=420)
    cells = base.mark_rect(stroke=GRID).encode(
        color=alt.Color("status:N", title=None, scale=scale, legend=legend)
    )
    signs = base.mark_text(fontSize=11).encode(
        text="sign:N",
        color=alt.condition(
            f"datum.sign == '{STATUS_SIGNS['known']}'", alt.value(ON_DARK), alt.value(ON_LIGHT)
        ),
    )
    height = alt.Step(step_of([*criteria.values()]))
    return with_theme((cells + signs).properties(width=alt.Step(CELL), height=height))


def hindcast_chart(
    shares: Sequence[tuple[str, float, bool, bool]], language: Language
) -> dict[str, Any]:
    """Draw the share of each bid beside what was decided.

    Args:
        shares: name, share, whether it was selected, whether the model was on the wrong side.
        language: language of titles.

    Returns:
        Filled dots for bids that were selected, hollow ones for the others; the line at one half.
    """
    yes, no = say("figures.selected", language), say("figures.not_selected", language)
    wrong_mark = say("figures.wrong_side", language)
    records = [
        {"name": name, "share": share, "outcome": yes if selected else no,
         "label": f"{share:.0%}" + (f"  {wrong_mark}" if wrong else "")}
        for name, share, selected, wrong in shares
    ]  # fmt: skip
    base = alt.Chart(alt.Data(values=records)).encode(y=rows_of([one[0] for one in shares]))
    x = alt.X(
        "share:Q",
        title=say("figures.share_selected", language),
        scale=alt.Scale(domain=[0, 1]),
        axis=alt.Axis(format="%", tickCount=5),
    )
    half = alt.Chart(alt.Data(values=[{"half": 0.5}])).mark_rule(color=FAINT, strokeDash=[4, 3])
    points = base.mark_point(size=85, strokeWidth=1.8, opacity=1).encode(
        x=x,
        shape=alt.Shape("outcome:N", title=None, scale=_pair(yes, no, "circle", "square")),
        fill=alt.Fill("outcome:N", title=None, scale=_pair(yes, no, OWN, "transparent")),
        stroke=alt.Stroke("outcome:N", title=None, scale=_pair(yes, no, OWN, AGAINST)),
    )
    on_right = base.transform_filter("datum.share <= 0.8").mark_text(align="left", dx=9, color=INK)
    on_left = base.transform_filter("datum.share > 0.8").mark_text(align="right", dx=-9, color=INK)
    layers = [
        half.encode(x="half:Q"),
        points,
        on_right.encode(x=x, text="label:N"),
        on_left.encode(x=x, text="label:N"),
    ]
    return with_theme(alt.layer(*layers).properties(width=WIDTH, height=alt.Step(STEP + 3)))


def _pair(yes: str, no: str, for_yes: str, for_no: str) -> alt.Scale:
    return alt.Scale(domain=[yes, no], range=[for_yes, for_no])
