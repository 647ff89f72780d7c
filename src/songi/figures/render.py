"""Charts to SVG without a browser and without the network; the font comes in a wheel."""

from __future__ import annotations

import importlib.util
import json
import re
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

from songi.errors import SongiError
from songi.figures.theme import THEME_COLOURS

MINUS = "\N{MINUS SIGN}"
"""Vega writes negative numbers with it; NanumGothic has none, and another font would show."""

_CLIP = re.compile(r"\bclip(\d+)\b")


class NoFontError(SongiError):
    """The package that brings the Korean font is not installed."""


@cache
def font_folder() -> Path:
    """Return the folder of NanumGothic, in the wheel of `koreanize-matplotlib`.

    The package is found, not imported: importing it would start matplotlib.

    Raises:
        NoFontError: the package is not installed.
    """
    found = importlib.util.find_spec("koreanize_matplotlib")
    folders = list(found.submodule_search_locations or ()) if found else []
    for folder in folders:
        if (Path(folder) / "fonts" / "NanumGothic.ttf").is_file():
            return Path(folder) / "fonts"
    message = "NanumGothic is missing: install the package koreanize-matplotlib"
    raise NoFontError(message)


def svg_of(specification: Mapping[str, Any], prefix: str = "") -> str:
    """Return a chart as SVG.

    Args:
        specification: a Vega-Lite specification with its data inside.
        prefix: put before the ids inside, so that two charts of one page do not clash.

    Returns:
        The SVG element: equal text for equal specifications.
    """
    drawn = _converted(json.dumps(specification, sort_keys=True, ensure_ascii=False))
    drawn = drawn.replace(MINUS, "-")
    order: dict[str, int] = {}
    return _CLIP.sub(lambda m: f"{prefix}clip{order.setdefault(m[1], len(order) + 1)}", drawn)


def with_page_colours(svg: str) -> str:
    """Return an SVG whose theme colours are variables of the page: light and dark in one drawing.

    Args:
        svg: from `svg_of`.

    Returns:
        The SVG with `var(--ink, #1b2230)` and the like in place of the theme's colours.
    """
    for colour, name in THEME_COLOURS.items():
        svg = svg.replace(f'"{colour}"', f'"var(--{name}, {colour})"')
    return svg


@cache
def _converted(specification: str) -> str:
    import vl_convert

    _register_font()
    return vl_convert.vegalite_to_svg(specification)


@cache
def _register_font() -> None:
    import vl_convert

    vl_convert.register_font_directory(str(font_folder()))
