"""Chart of recruitment: patients by month with their range, beside target and deadline."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import altair as alt

from songi.figures.theme import BLUES, FAINT, INK, OWN, WIDTH, with_theme


@dataclass(frozen=True, slots=True)
class Recruitment:
    """One trial's patients by month.

    Attributes:
        name: the trial.
        months: months since it opened.
        mean: mean number of patients.
        low: lower end of the range.
        high: upper end.
        target: mean target.
        deadline: month of the deadline.
    """

    name: str
    months: Sequence[float]
    mean: Sequence[float]
    low: Sequence[float]
    high: Sequence[float]
    target: float
    deadline: float


def recruitment_chart(
    trials: Sequence[Recruitment],
    titles: tuple[str, str],
    marks: tuple[str, str],
) -> dict[str, Any]:
    """Draw the patients of each trial, month by month, one panel under the other.

    Args:
        trials: what is drawn, in order.
        titles: of the horizontal and the vertical axis.
        marks: what stands at the target's and at the deadline's line.

    Returns:
        A band for the range, a line for the mean, a dashed line for the target, an upright one for
        the deadline; each panel has its own scale.
    """
    panels = [_panel(one, titles, marks) for one in trials]
    chart = alt.vconcat(*panels, spacing=18).resolve_scale(x="shared", y="independent")
    return with_theme(chart)


def _panel(
    one: Recruitment, titles: tuple[str, str], marks: tuple[str, str]
) -> alt.LayerChart | alt.FacetChart:
    records = [
        {"month": month, "mean": mean, "low": low, "high": high}
        for month, mean, low, high in zip(one.months, one.mean, one.low, one.high, strict=True)
    ]
    last = max([*one.months, one.deadline, 1.0])
    top = max([one.target, *one.high, 1.0]) * 1.15
    x = alt.X(
        "month:Q",
        title=titles[0],
        scale=alt.Scale(domain=[0, last], nice=False),
        axis=alt.Axis(tickCount=6, format="d"),
    )
    scale = alt.Scale(domain=[0, top], nice=False)
    y = alt.Y("mean:Q", title=titles[1], scale=scale, axis=alt.Axis(tickCount=4, format="d"))
    base = alt.Chart(alt.Data(values=records)).encode(x=x)
    lines = alt.Chart(
        alt.Data(values=[{"month": one.deadline, "mean": one.target, "end": marks[1],
                          "aim": marks[0], "left": 0, "top": top}])
    )  # fmt: skip
    return alt.layer(
        base.mark_area(color=BLUES[-1]).encode(
            y=alt.Y("low:Q", title=titles[1], scale=scale), y2="high:Q"
        ),
        base.mark_line(color=OWN, strokeWidth=2.5).encode(y=y),
        lines.mark_rule(color=FAINT, strokeDash=[5, 4]).encode(y=y),
        lines.mark_rule(color=INK).encode(x=x),
        lines.mark_text(align="left", dx=4, dy=-7, color=FAINT).encode(
            x=alt.X("left:Q"), y=y, text="aim:N"
        ),
        lines.mark_text(align="left", dx=4, dy=8, color=INK).encode(
            x=x, y=alt.Y("top:Q"), text="end:N"
        ),
    ).properties(width=WIDTH + 100, height=150, title=one.name)
