"""The chart of a judgement panel: each expert's weight beside the group's."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import altair as alt

from songi.figures.theme import OTHER, OWN, STEP, WIDTH, rows_of, with_theme


def panel_chart(
    experts: Mapping[str, list[float]], group: Mapping[str, float], x_title: str
) -> dict[str, Any]:
    """Draw how far apart the experts are.

    Args:
        experts: the experts' weights by criterion, in the order drawn.
        group: the group's weight by criterion.
        x_title: what the numbers are.

    Returns:
        A hollow dot for each expert, a filled diamond for the group, a line over the range.
    """
    dots = [{"name": n, "value": v} for n, values in experts.items() for v in values]
    lines = [{"name": n, "low": min(v), "high": max(v)} for n, v in experts.items() if v]
    together = [{"name": n, "value": v, "label": f"{v:.0%}"} for n, v in group.items()]
    rows = rows_of([*experts])
    x = alt.X("value:Q", title=x_title, scale=alt.Scale(domainMin=0), axis=alt.Axis(format="%"))
    ranges = alt.Chart(alt.Data(values=lines)).mark_rule(color=OTHER, strokeWidth=3)
    each = alt.Chart(alt.Data(values=dots)).mark_point(size=55, color=OTHER, strokeWidth=1.6)
    all_of_them = alt.Chart(alt.Data(values=together))
    layers = [
        ranges.encode(x="low:Q", x2="high:Q", y=rows),
        each.encode(x=x, y=rows),
        all_of_them.mark_point(shape="diamond", size=80, filled=True, color=OWN, opacity=1).encode(
            x=x, y=rows
        ),
        all_of_them.mark_text(dy=-10, fontSize=10).encode(x=x, y=rows, text="label:N"),
    ]
    return with_theme(alt.layer(*layers).properties(width=WIDTH, height=alt.Step(STEP + 6)))
