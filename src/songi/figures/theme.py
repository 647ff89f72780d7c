"""The look that all charts share: few colours, told apart in grey print and by the colour-blind."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import altair as alt

INK = "#1b2230"
"""Text and what matters most."""

FAINT = "#5a6472"
"""Axis labels and what is secondary."""

GRID = "#d8dde4"
"""Grid lines and the frames of cells."""

OWN = "#0b5394"
"""The study's own bid, and what lifts it."""

AGAINST = "#c55a11"
"""What holds it back."""

OTHER = "#98a2b0"
"""Everything else."""

PAPER = "#ffffff"
"""The page, where something must stand out against what lies under it."""

ON_DARK = "#fefefe"
"""Text on a dark fill."""

ON_LIGHT = "#11161f"
"""Text on a light fill; unlike `INK` it stays dark where the page is dark."""

THEME_COLOURS: Mapping[str, str] = {
    INK: "ink", FAINT: "faint", GRID: "grid", OWN: "own", AGAINST: "against", OTHER: "other",
    PAPER: "paper",
}  # fmt: skip
"""Colours that a page may replace by its own, by the name of the page's variable."""

BLUES = ("#08306b", "#0f4f8f", "#2a70b0", "#4f90c6", "#7aaed6", "#a2c7e2", "#c3d9ec", "#dbe7f3")
"""From dark to light, in even steps of lightness: first place to last."""

FONTS = "NanumGothic, 'Noto Sans KR', 'Malgun Gothic', 'Apple SD Gothic Neo', sans-serif"
"""The font that comes with songi first: what is measured is what is drawn."""

WIDTH = 400
"""Width of a plot beside labels of usual length, in pixels; a page takes about 640."""

STEP = 22
"""Height of one row, in pixels."""


def with_theme(chart: alt.TopLevelMixin) -> dict[str, Any]:
    """Return a chart's specification with the shared theme in it.

    Args:
        chart: any Altair chart.

    Returns:
        The Vega-Lite specification, with its data inside; tests hold it against the schema, which
        would take longer than drawing.
    """
    themed = chart.configure(**_configuration())  # type: ignore[attr-defined]
    return themed.to_dict(validate=False)


def shades(count: int) -> list[str]:
    """Return `count` blues from dark to light.

    Args:
        count: how many; more than there are shades share the lightest ones.
    """
    if count <= 1:
        return [BLUES[0]][:count]
    last = len(BLUES) - 1
    return [BLUES[round(k * last / (count - 1))] for k in range(count)]


def rows_of(names: Sequence[str]) -> alt.Y:
    """Return a vertical axis that lists names in the given order."""
    return alt.Y(
        "name:N",
        sort=list(names),
        title=None,
        scale=alt.Scale(domain=list(names)),
        axis=alt.Axis(labelLimit=260, labelColor=INK, ticks=False, domain=False),
    )


def _configuration() -> dict[str, Any]:
    axis = {
        "labelColor": FAINT, "titleColor": FAINT, "gridColor": GRID, "domainColor": GRID,
        "tickColor": GRID, "labelFontSize": 11, "titleFontSize": 11, "titleFontWeight": "normal",
        "titlePadding": 8,
    }  # fmt: skip
    legend = {
        "labelColor": INK, "titleColor": FAINT, "labelFontSize": 11, "titleFontSize": 11,
        "titleFontWeight": "normal", "labelLimit": 260, "titleLimit": 400, "orient": "top",
    }  # fmt: skip
    return {
        "aria": False, "background": "transparent", "font": FONTS, "axis": axis, "legend": legend,
        "view": {"stroke": None}, "text": {"fontSize": 11, "color": INK},
        "header": {"labelColor": INK, "labelFontSize": 11},
    }  # fmt: skip
