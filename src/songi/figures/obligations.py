"""Charts of promises: when each is due and how it stands, and how much of it was done by year."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import altair as alt

from songi.figures.theme import (
    AGAINST,
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
from songi.language import Language, say

SHAPES = {
    "overdue": "cross", "at_risk": "triangle-up", "due_soon": "diamond", "not_due": "circle",
    "met": "square",
}  # fmt: skip
"""A shape for each status, so that it is not told by colour alone."""

COLOURS = {
    "overdue": AGAINST, "at_risk": AGAINST, "due_soon": INK, "not_due": OTHER, "met": OWN,
}  # fmt: skip

DAYS_IN_YEAR = 365.25

NARROW, LABELS = 340, 330
"""Width of the bars and room for names: a promise and a year make long ones."""


@dataclass(frozen=True, slots=True)
class DuePromise:
    """A promise on the line of time.

    Attributes:
        name: what was promised.
        status: how it stands; one of `SHAPES`.
        label: the status in words, and how many days are left or gone.
        made: day it was first promised; nothing where that is not known.
        due: day it is due.
        before: days it was due before it was put off.
    """

    name: str
    status: str
    label: str
    made: date | None
    due: date
    before: tuple[date, ...] = ()


@dataclass(frozen=True, slots=True)
class RealisedPromise:
    """What was done of a promise by the end of a year.

    Attributes:
        name: promise and year.
        share: the part of the promise that was done.
        label: what was done and what was promised, as written.
    """

    name: str
    share: float
    label: str


def promise_chart(promises: Sequence[DuePromise], day: date, language: Language) -> dict[str, Any]:
    """Draw promises on a line of time.

    Args:
        promises: what is drawn, in order.
        day: the reference day.
        language: language of titles.

    Returns:
        A line from the day of each promise to the day it is due, hollow dots where it was due
        before, at its end a sign of the status with the status in words; the reference day as an
        upright line.
    """
    names = [one.name for one in promises]
    ends = [
        {"name": one.name, "from": _year(one.made or one.due), "to": _year(one.due),
         "status": one.status, "label": one.label}
        for one in promises
    ]  # fmt: skip
    moved = [{"name": one.name, "at": _year(was)} for one in promises for was in one.before]
    first = min([_year(day), *(one["from"] for one in ends)])
    last = max([_year(day), *(one["to"] for one in ends)])
    room = max(last - first, 1.0) * 0.45
    scale = alt.Scale(domain=[first - 0.3, last + room], nice=False, zero=False)
    x = alt.X(
        "to:Q",
        title=None,
        scale=scale,
        axis=alt.Axis(
            format="d", tickMinStep=1, tickCount=8, orient="top", values=_years(first, last)
        ),
    )
    rows = rows_of(names)
    shown = [status for status in SHAPES if any(one.status == status for one in promises)]
    base = alt.Chart(alt.Data(values=ends)).encode(y=rows)
    today = alt.Chart(
        alt.Data(values=[{"at": _year(day), "label": say("figures.reference_day", language)}])
    )
    layers = [
        base.mark_rule(color=GRID, strokeWidth=3).encode(
            x=alt.X("from:Q", scale=scale, title=None), x2="to:Q"
        ),
        today.mark_rule(color=INK, strokeDash=[4, 3], strokeWidth=1.2).encode(
            x=alt.X("at:Q", scale=scale, title=None)
        ),
        today.mark_text(color=INK, fontSize=10, align="left", dx=4, baseline="top").encode(
            x="at:Q", y=alt.value("height"), text="label:N"
        ),
        alt.Chart(alt.Data(values=moved))
        .mark_point(shape="circle", size=34, fill=PAPER, stroke=FAINT, opacity=1)
        .encode(x="at:Q", y=rows),
        base.mark_point(size=80, opacity=1, strokeWidth=1).encode(
            x=x,
            shape=alt.Shape(
                "status:N",
                legend=None,
                scale=alt.Scale(domain=shown, range=[SHAPES[one] for one in shown]),
            ),
            fill=_coloured(alt.Fill, shown),
            stroke=_coloured(alt.Stroke, shown),
        ),
        _label(base, stroke=PAPER, strokeWidth=3).encode(x=x),
        _label(base).encode(x=x),
    ]
    return with_theme(alt.layer(*layers).properties(width=WIDTH, height=alt.Step(STEP + 2)))


def realised_chart(promises: Sequence[RealisedPromise], x_title: str) -> dict[str, Any]:
    """Draw what part of each promise was done by the end of each year.

    Args:
        promises: what is drawn, in order: the years of one promise stand together.
        x_title: what the lengths are.

    Returns:
        For each promise and year a frame as long as the promise, filled as far as it was done,
        with both amounts as written.
    """
    records = [
        {"name": one.name, "share": min(one.share, 1.0), "whole": 1.0, "label": one.label}
        for one in promises
    ]
    x = alt.X(
        "share:Q",
        title=x_title,
        scale=alt.Scale(domain=[0, 1.75], nice=False),
        axis=alt.Axis(format="%", values=[0, 0.25, 0.5, 0.75, 1]),
    )
    names = rows_of([one.name for one in promises])
    names["axis"]["labelLimit"] = LABELS
    base = alt.Chart(alt.Data(values=records)).encode(y=names)
    layers = [
        base.mark_bar(height=STEP - 8, fill=PAPER, stroke=FAINT, strokeWidth=1).encode(
            x=alt.X("whole:Q")
        ),
        base.mark_bar(height=STEP - 8, color=OWN).encode(x=x),
        base.mark_text(align="left", dx=6, color=INK).encode(x="whole:Q", text="label:N"),
    ]
    return with_theme(alt.layer(*layers).properties(width=NARROW, height=alt.Step(STEP + 1)))


def _label(base: alt.Chart, **look: Any) -> alt.Chart:
    """Return the words beside a sign; drawn twice, so that no line runs through them."""
    return base.mark_text(align="left", dx=9, fontSize=10.5, color=INK, **look).encode(
        text="label:N"
    )


def _coloured(channel: Any, shown: Sequence[str]) -> Any:
    scale = alt.Scale(domain=[*shown], range=[COLOURS[one] for one in shown])
    return channel("status:N", legend=None, scale=scale)


def _year(day: date) -> float:
    """Return a day as a year with its fraction."""
    return day.year + (day.timetuple().tm_yday - 1) / DAYS_IN_YEAR


def _years(first: float, last: float) -> list[int]:
    """Return the years that the axis names: at most eight of them."""
    whole = range(int(first), int(last) + 2)
    step = max(1, -(-len(whole) // 8))
    return [year for year in whole if year >= first - 0.3][::step]
