"""The book as one HTML file that asks nothing of the network."""

from __future__ import annotations

import re
from functools import cache
from importlib.resources import files

from jinja2 import Environment, FunctionLoader, StrictUndefined
from markupsafe import Markup

from songi.figures.render import svg_of, with_page_colours
from songi.report.anchors import anchors_of, captions_of
from songi.report.blocks import Block, Book, Figure
from songi.report.webfont import embedded_font

SAFE_SCHEMES = ("https://", "http://")
"""Addresses that a link may open; anything else in a source's address stays text."""

FONT_MARK = "/* font */"
"""Where the font goes once the page's letters are known."""

_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")


def render_html(book: Book) -> str:
    """Return the book as HTML.

    Args:
        book: the book.

    Returns:
        One page with its style, charts, a font for its Hangul and a few lines of script inside; it
        reads without the script. Addresses of sources are links, and nothing is loaded from
        anywhere.
    """
    template = _environment().get_template("book.html.j2")
    page = template.render(
        book=book,
        anchors=anchors_of(book),
        captions=captions_of(book),
        style=Markup(_template_text("book.css") + FONT_MARK),
    )
    return page.replace(FONT_MARK, embedded_font(page), 1)


def drawn(figure: Figure) -> Markup:
    """Return a figure's chart as an SVG element that is hidden from screen readers.

    The figure's alternative text and its table say the same.
    """
    svg = with_page_colours(svg_of(figure.chart, f"{figure.anchor}-"))
    hidden = svg.replace("<svg ", '<svg aria-hidden="true" focusable="false" ', 1)
    return Markup(hidden)


def kind_of_block(block: Block) -> str:
    """Return the name of a block's class, by which the template chooses its layout."""
    return type(block).__name__


def is_address(text: str) -> bool:
    """Return whether a text may be the target of a link."""
    return text.startswith(SAFE_SCHEMES)


def is_day(text: str) -> bool:
    """Return whether a text is a date, which is not to be broken over lines."""
    return _DAY.fullmatch(text) is not None


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=FunctionLoader(_template_text),
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        undefined=StrictUndefined,
    )
    environment.filters["kind"] = kind_of_block
    environment.filters["drawn"] = drawn
    environment.tests["address"] = is_address
    environment.tests["day"] = is_day
    return environment


def _template_text(name: str) -> str:
    return files("songi.report").joinpath("templates", name).read_text("utf-8")
