"""The book as PDF, set by Typst; data reach the template as JSON, so nothing in them is markup."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from importlib.resources import files
from typing import Any

from songi.figures.render import font_folder, svg_of
from songi.report.anchors import INPUTS, anchors_of, captions_of
from songi.report.blocks import (
    Block,
    Book,
    Cell,
    DataTable,
    Figure,
    Heading,
    KeyFigures,
    Note,
    Paragraph,
    Section,
    TraceBlock,
)

ZERO_WIDTH_SPACE = "\u200b"
"""Where a line may break without a sign."""

_LONG_WORDS = re.compile(r"[!-~]{12,}")
_SIGNS = re.compile(r"([_/:|~=-]|[.,](?!\d)|(?<=\w)\()")
_UNBROKEN = re.compile(r"(?=[!-~]*\d)[!-~]{12,}|[!-~]{20,}")

PAGE_WIDTH, TALLEST = 170.0, 195.0
"""Millimetres of a page that a chart may take."""

_SIZE = re.compile(r'<svg[^>]*? width="([\d.]+)"[^>]*? height="([\d.]+)"')
_MM_PER_PIXEL = 25.4 / 96


def render_pdf(book: Book) -> bytes:
    """Return the book as PDF: A4, numbered pages, table headings repeated; no date in it.

    Args:
        book: the book.

    Returns:
        The file; equal books give equal bytes.
    """
    return _compiled(book, "pdf")[0]


def render_pages(book: Book, resolution: float = 80.0) -> list[bytes]:
    """Return the pages as PNG pictures, for looking at them.

    Args:
        book: the book.
        resolution: dots per inch.
    """
    return _compiled(book, "png", resolution)


def _compiled(book: Book, form: str, resolution: float | None = None) -> list[bytes]:
    import typst

    template = files("songi.report").joinpath("templates", "book.typ").read_bytes()
    made: Any = typst.compile(
        template,
        format=form,  # type: ignore[arg-type]
        ppi=resolution,
        font_paths=[font_folder()],  # type: ignore[list-item]
        ignore_system_fonts=True,
        sys_inputs={"book": json.dumps(_as_data(book), ensure_ascii=False)},
    )
    return list(made) if isinstance(made, list) else [made]


def breakable(text: str) -> str:
    """Return a text whose long words (an id, a hash, an interval) may break, at signs first.

    Args:
        text: the text of a cell.

    Returns:
        The text with zero-width spaces inside words of twelve letters and more: after signs, and
        between any two letters of what is still long and holds a digit. A sum of money stays whole.
    """

    def loosened(word: re.Match[str]) -> str:
        parts = _SIGNS.sub(f"\\1{ZERO_WIDTH_SPACE}", word[0])
        return _UNBROKEN.sub(lambda part: ZERO_WIDTH_SPACE.join(part[0]), parts)

    return _LONG_WORDS.sub(loosened, text.replace("KRW ", "KRW\u00a0"))


def _room(section: Section) -> float:
    """Return how many millimetres of a page a chapter wants to begin on it; 0 for a new page.

    Heading and opening words stand together with the figure that follows them.
    """
    if section.anchor in {INPUTS, "traces"}:
        return 0.0
    room = 22.0
    for block in section.blocks[:4]:
        if isinstance(block, Figure):
            return room + 30.0 + chart_height(svg_of(block.chart, f"{block.anchor}-"))
        if isinstance(block, DataTable):
            return room + min(7.0 * len(block.rows), 50.0)
        room += 14.0
    return min(room, 70.0)


def chart_height(svg: str) -> float:
    """Return how tall a chart stands on the page, in millimetres."""
    found = _SIZE.search(svg)
    if found is None:
        return TALLEST
    width, height = (float(side) * _MM_PER_PIXEL for side in found.groups())
    return height * min(1.0, PAGE_WIDTH / width, TALLEST / height)


def _as_data(book: Book) -> dict[str, Any]:
    anchors, captions = anchors_of(book), captions_of(book)
    return {
        "title": book.title,
        "subtitle": book.subtitle,
        "language": book.language,
        "run": book.run,
        "words": dict(book.words),
        "sections": [
            {
                "anchor": section.anchor,
                "title": section.title,
                "room": _room(section),
                "blocks": [_block(block, anchors, captions) for block in section.blocks],
            }
            for section in book.sections
        ],
    }


def _block(block: Block, anchors: frozenset[str], captions: Mapping[str, str]) -> dict[str, Any]:
    if isinstance(block, Heading):
        return {"kind": "heading", "text": block.text}
    if isinstance(block, Paragraph):
        return {"kind": "paragraph", "text": block.text, "lead": block.lead}
    if isinstance(block, Note):
        return {"kind": "note", "title": block.title, "text": block.text, "of": block.kind}
    if isinstance(block, KeyFigures):
        pairs = [{"number": one.number.text, "label": str(one.label)} for one in block.figures]
        return {"kind": "key", "figures": pairs}
    if isinstance(block, DataTable):
        return _table(block, anchors, captions)
    if isinstance(block, Figure):
        return {
            "kind": "figure",
            "anchor": block.anchor,
            "title": captions[block.anchor],
            "alt": block.alt,
            "svg": svg_of(block.chart, f"{block.anchor}-"),
            "note": block.note,
            "trace": block.trace if block.trace in anchors else "",
            "table": _table(block.table, anchors, captions),
        }
    return _trace(block)


def _table(
    table: DataTable, anchors: frozenset[str], captions: Mapping[str, str]
) -> dict[str, Any]:
    return {
        "kind": "table",
        "anchor": table.anchor,
        "title": captions[table.anchor],
        "note": table.note,
        "dense": table.dense,
        "trace": table.trace if table.trace in anchors else "",
        "columns": [
            {
                "title": one.heading,
                "align": one.align,
                "width": one.width,
            }
            for one in table.columns
            if not one.screen_only
        ],
        "rows": [
            [
                _cell(cell)
                for cell, column in zip(row, table.columns, strict=True)
                if not column.screen_only
            ]
            for row in table.rows[: table.on_paper]
        ],
        "row_anchors": list(table.row_anchors[: table.on_paper]),
    }


def _cell(cell: Cell) -> dict[str, Any]:
    return {
        "text": breakable(cell.text),
        "link": cell.link,
        "tone": cell.tone,
        "indent": cell.indent,
    }


def folded(names: Iterable[str]) -> list[str]:
    """Return names of rows, those that begin alike put together.

    Args:
        names: such as `beds: East` and `beds: West`.

    Returns:
        `beds: East`, `West`: what follows is told by what stands before it.
    """
    told, last = [], ""
    for name in names:
        head, sign, tail = name.partition(": ")
        told.append(tail if sign and head == last else name)
        last = head if sign else ""
    return told


def _trace(block: TraceBlock) -> dict[str, Any]:
    return {
        "kind": "trace",
        "anchor": block.key,
        "title": block.title,
        "result": block.result,
        "measures": " → ".join(block.measures),
        "groups": [
            {
                "label": group.label,
                "anchor": group.anchor,
                "whole": group.whole,
                "count": group.count,
                "withheld": group.withheld,
                "same_as": group.same_as,
                "same_title": group.same_title,
                "rows": [breakable(name) for name in folded(name for name, _, _ in group.rows)],
            }
            for group in block.groups
        ],
    }
