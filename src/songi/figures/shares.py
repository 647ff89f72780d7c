"""Charts of how sure a ranking is."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import altair as alt
import numpy as np
import xarray as xr

from songi.figures.theme import (
    FAINT,
    INK,
    ON_DARK,
    ON_LIGHT,
    OTHER,
    OWN,
    STEP,
    WIDTH,
    column_angle,
    rows_of,
    shades,
    text_width,
    with_theme,
)
from songi.language import Language, say

STANDARD_ERRORS = 1.96
"""Half the width of a 95 % interval in standard errors."""


def rank_acceptability_chart(
    shares: xr.DataArray, names: Mapping[str, str], language: Language
) -> dict[str, Any]:
    """Draw in which share of the runs each bid takes each rank.

    Args:
        shares: one method's rank acceptability, dimensions (bid, rank).
        names: what readers call each bid; their order is the order of the rows.
        language: language of titles.

    Returns:
        Stacked bars, first place darkest; the rank stands in the bar where it fits.
    """
    ranks = [int(rank) for rank in shares["rank"].values]
    colours = shades(len(ranks))
    records = []
    for bid, name in names.items():
        start = 0.0
        for rank, share in zip(ranks, shares.sel(bid=bid).values.tolist(), strict=True):
            records.append(
                {"name": name, "rank": str(rank), "share": share, "start": start,
                 "end": start + share, "middle": start + share / 2,
                 "label": str(rank) if share >= 0.035 else "",
                 "dark": ranks.index(rank) < len(ranks) / 2}
            )  # fmt: skip
            start += share
    base = alt.Chart(alt.Data(values=records)).encode(y=rows_of([*names.values()]))
    bars = base.mark_bar(stroke=ON_DARK, strokeWidth=1, height=STEP - 5).encode(
        x=alt.X(
            "start:Q",
            title=say("figures.share_of_runs", language),
            scale=alt.Scale(domain=[0, 1]),
            axis=alt.Axis(format="%", tickCount=5, grid=False),
        ),
        x2="end:Q",
        color=alt.Color(
            "rank:N",
            title=say("figures.rank", language),
            scale=alt.Scale(domain=[str(rank) for rank in ranks], range=colours),
            sort=[str(rank) for rank in ranks],
            legend=alt.Legend(columns=len(ranks), symbolType="square"),
        ),
    )
    labels = base.mark_text(fontSize=10).encode(
        x="middle:Q",
        text="label:N",
        color=alt.condition("datum.dark", alt.value(ON_DARK), alt.value(ON_LIGHT)),
    )
    return with_theme((bars + labels).properties(width=WIDTH, height=alt.Step(STEP)))


def selection_share_chart(
    shares: xr.Dataset,
    names: Mapping[str, str],
    methods: Mapping[str, str],
    main_method: str,
    language: Language,
) -> dict[str, Any]:
    """Draw in which share of the runs each bid is among the selected, by each method.

    Args:
        shares: `selection_share` and `standard_error`, dimensions (ranking_method, bid).
        names: what readers call each bid; their order is the order of the rows.
        methods: what readers call each method.
        main_method: the method of the headlines, drawn filled and with its interval.
        language: language of titles.

    Returns:
        One dot per bid and method; the bar through the filled dot is the Monte Carlo interval.
    """
    main, others = [], []
    for method, title in methods.items():
        for bid, name in names.items():
            cell = shares.sel(ranking_method=method, bid=bid)
            share = float(cell["selection_share"])
            half = STANDARD_ERRORS * float(cell["standard_error"])
            record = {
                "name": name, "method": title, "share": share,
                "low": max(share - half, 0.0), "high": min(share + half, 1.0),
                "label": f"{share:.0%}",
            }  # fmt: skip
            (main if method == main_method else others).append(record)
    rows = rows_of([*names.values()])
    x = alt.X(
        "share:Q",
        title=say("figures.share_selected", language),
        scale=alt.Scale(domain=[0, 1], nice=False),
        axis=alt.Axis(format="%", tickCount=5),
    )
    titles = [methods[method] for method in methods if method != main_method]
    shape = alt.Shape(
        "method:N",
        title=say("figures.other_methods", language),
        scale=alt.Scale(domain=titles, range=["square", "triangle-up", "diamond", "cross"]),
    )
    hollow = alt.Chart(alt.Data(values=others)).mark_point(size=42, color=OTHER, strokeWidth=1.4)
    filled = alt.Chart(alt.Data(values=main))
    layers = [
        hollow.encode(x=x, y=rows, shape=shape),
        filled.mark_rule(color=OWN, strokeWidth=2.5).encode(x="low:Q", x2="high:Q", y=rows),
        filled.mark_circle(size=75, color=OWN, opacity=1).encode(x=x, y=rows),
        filled.mark_text(dy=-9, fontSize=10, color=INK).encode(x=x, y=rows, text="label:N"),
    ]
    return with_theme(alt.layer(*layers).properties(width=WIDTH, height=alt.Step(STEP + 5)))


def share_matrix_chart(
    values: np.ndarray,
    rows: Sequence[str],
    columns: Sequence[str],
    row_title: str,
    column_title: str,
    *,
    as_share: bool,
) -> dict[str, Any]:
    """Draw a matrix of shares or correlations, each cell with its number.

    Args:
        values: shape (rows, columns); NaN cells stay empty.
        rows: names of the rows.
        columns: names of the columns.
        row_title: what the rows are; empty where their names say it.
        column_title: what the columns are; empty where their names say it.
        as_share: whether the numbers are written in per cent.

    Returns:
        Cells from light to dark, the number in each.
    """
    records = []
    for i, row in enumerate(rows):
        for j, column in enumerate(columns):
            value = float(values[i, j])
            if np.isfinite(value):
                label = f"{value * 100:.0f}" if as_share else f"{value:.2f}"
                records.append({"row": row, "column": column, "value": value, "label": label})
    widest = max(map(text_width, columns), default=0.0) + 6
    step = 44 if len(columns) > 5 else max(100.0, min(widest, 130.0))
    axis = {"labelColor": INK, "ticks": False, "domain": False, "labelLimit": 180}
    base = alt.Chart(alt.Data(values=records)).encode(
        y=alt.Y("row:N", sort=list(rows), title=row_title or None, axis=alt.Axis(**axis)),
        x=alt.X(
            "column:N",
            sort=list(columns),
            title=column_title or None,
            axis=alt.Axis(orient="top", labelAngle=column_angle(columns, step), **axis),
        ),
    )
    colour = alt.Color(
        "value:Q",
        scale=alt.Scale(domain=[0, 1], range=[*reversed(shades(8))], clamp=True),
        legend=None,
    )
    cells = base.mark_rect(stroke=ON_DARK, strokeWidth=1.5).encode(color=colour)
    labels = base.mark_text(fontSize=10.5).encode(
        text="label:N",
        color=alt.condition("datum.value > 0.5", alt.value(ON_DARK), alt.value(ON_LIGHT)),
    )
    return with_theme((cells + labels).properties(width=alt.Step(step), height=alt.Step(26)))


def scenario_chart(
    shares: Mapping[str, tuple[float, float]], own: str, language: Language
) -> dict[str, Any]:
    """Draw the own bid's selection share under each scenario.

    Args:
        shares: share and standard error by scenario name, in order.
        own: name of the own bid.
        language: language of titles.

    Returns:
        One dot per scenario with its Monte Carlo interval and its number.
    """
    records = [
        {"name": name, "share": share, "label": f"{share:.1%}",
         "low": max(share - STANDARD_ERRORS * error, 0.0),
         "high": min(share + STANDARD_ERRORS * error, 1.0)}
        for name, (share, error) in shares.items()
    ]  # fmt: skip
    base = alt.Chart(alt.Data(values=records)).encode(y=rows_of([*shares]))
    x = alt.X(
        "share:Q",
        title=say("figures.share_selected_of", language, bid=own),
        scale=alt.Scale(domain=[0, 1]),
        axis=alt.Axis(format="%", tickCount=5),
    )
    layers = [
        base.mark_rule(color=FAINT, strokeWidth=2).encode(x="low:Q", x2="high:Q"),
        base.mark_circle(size=75, color=OWN, opacity=1).encode(x=x),
        base.mark_text(dx=9, align="left", color=INK).encode(x=x, text="label:N"),
    ]
    return with_theme(alt.layer(*layers).properties(width=WIDTH, height=alt.Step(STEP + 4)))
