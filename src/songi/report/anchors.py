"""What a link of the book may point to."""

from __future__ import annotations

from songi.report.blocks import Book, DataTable, Figure, TraceBlock


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
