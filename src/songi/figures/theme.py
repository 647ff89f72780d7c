"""The look that all charts share: few colours, told apart in grey print and by the colour-blind."""

from __future__ import annotations

import itertools
import json
from collections.abc import Iterable, Mapping, Sequence
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

MANY = 16
"""Rows from which on they stand closer."""

LETTER = 11.0
"""Size of type in charts, in pixels."""

LABEL = 265.0
"""Widest line of a row's name, in pixels; a longer name takes two lines."""


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


def step_of(names: Sequence[str]) -> int:
    """Return the height of a row in pixels: less where there are many, unless names take lines."""
    if len(names) <= MANY:
        return STEP
    return STEP - (2 if any(len(in_two_lines(name)) > 1 for name in names) else 5)


def rows_of(names: Sequence[str]) -> alt.Y:
    """Return a vertical axis that lists names in the given order, long ones in two lines."""
    long = {name: lines for name in names if len(lines := in_two_lines(name)) > 1}
    shown: dict[str, Any] = {}
    if long:
        # The lower edge of the first line on the middle of the row: one line above, one below.
        is_long = f"indexof({json.dumps([*long])}, datum.value) >= 0"
        shown = {
            "labelExpr": f"({json.dumps(long)})[datum.label] || datum.label",
            "labelBaseline": {
                "condition": {"test": is_long, "value": "bottom"}, "value": "middle"
            },
        }  # fmt: skip
    return alt.Y(
        "name:N",
        sort=list(names),
        title=None,
        scale=alt.Scale(domain=list(names)),
        axis=alt.Axis(
            labelLimit=LABEL + 20, labelLineHeight=LETTER, labelColor=INK, ticks=False,
            domain=False, **shown,
        ),
    )  # fmt: skip


def column_angle(names: Iterable[str], width: float) -> int:
    """Return the angle of names above columns: level where none meets its neighbour, else steep.

    Args:
        names: the names.
        width: width of a column in pixels.
    """
    widths = [text_width(name) for name in names]
    return 0 if all(a + b <= 2 * width for a, b in itertools.pairwise(widths)) else -45


def in_two_lines(name: str) -> list[str]:
    """Return a name as the lines of a chart's label: two, parted at a space, where it is long.

    Args:
        name: the name.

    Returns:
        The name itself where it fits or has no space; what is still too wide is cut by the chart.
    """
    words = name.split(" ")
    if text_width(name) <= LABEL or len(words) == 1:
        return [name]
    halves = [(" ".join(words[:k]), " ".join(words[k:])) for k in range(1, len(words))]
    return list(min(halves, key=lambda pair: max(map(text_width, pair))))


def text_width(text: str) -> float:
    """Return about how wide a text is in a chart, in pixels; Hangul takes a full square."""
    return sum(LETTER if ord(letter) > 0x2E80 else LETTER * 0.58 for letter in text) + 2


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
