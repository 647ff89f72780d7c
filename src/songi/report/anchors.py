"""What a link of the book may point to, and what figures and tables are called in it."""

from __future__ import annotations

from songi.report.blocks import Book, DataTable, Figure, TraceBlock

INPUTS = "inputs"
"""Anchor of the chapter of input tables, which are named by their files and not numbered."""


def tables_of(book: Book) -> list[DataTable]:
    """Return every table of the book, those under figures included."""
    found = []
    for block in book.blocks():
        if isinstance(block, DataTable):
            found.append(block)
        elif isinstance(block, Figure):
            found.append(block.table)
    return found


def anchors_of(book: Book) -> frozenset[str]:
    """Return every anchor that the book holds: chapters, figures, tables, rows, traces."""
    anchors = {section.anchor for section in book.sections}
    for block in book.blocks():
        if isinstance(block, TraceBlock):
            anchors.add(block.key)
        elif isinstance(block, Figure):
            anchors.add(block.anchor)
    for table in tables_of(book):
        anchors.add(table.anchor)
        anchors.update(table.row_anchors)
    return frozenset(anchors)


def captions_of(book: Book) -> dict[str, str]:
    """Return the captions of figures and tables, numbered through the book, by anchor.

    The table under a figure is called by the figure's number, and by its own title where it shows
    more than the figure.
    """
    words = {name: book.words.get(name, "") for name in ("figure", "table", "numbers")}
    captions: dict[str, str] = {}
    figures = tables = 0
    for section in book.sections:
        for block in section.blocks:
            if isinstance(block, Figure):
                figures += 1
                name = f"{words['figure']} {figures}".strip()
                own = block.table.title
                below = words["numbers"].format(figure=name)
                captions[block.anchor] = f"{name}. {block.title}"
                captions[block.table.anchor] = below if own == block.title else f"{below}: {own}"
            elif isinstance(block, DataTable) and section.anchor == INPUTS:
                captions[block.anchor] = block.title
            elif isinstance(block, DataTable):
                tables += 1
                captions[block.anchor] = f"{words['table']} {tables}".strip() + f". {block.title}"
    return captions
