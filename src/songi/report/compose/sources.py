"""The sources: who published what, when, under which terms, and how many rows come from it."""

from __future__ import annotations

from collections import Counter

from songi.report.blocks import Cell, DataTable, Paragraph, Section
from songi.report.compose.writer import Writer, columns_of
from songi.study.sources import Source


def write_sources(writer: Writer) -> Section:
    """Return every source that a shown row comes from, with its address."""
    counts = Counter(
        name
        for table in writer.run.study.tables
        for row in writer.view.rows(table)
        for name in row.source
    )
    known = writer.run.study.sources
    body, anchors = [], []
    for name, number in writer.source_numbers.items():
        anchors.append(source_anchor(name))
        cells = _row(writer, known.get(name), counts[name])
        body.append((Cell(str(number), number, number_format="0"), *cells, Cell(name)))
    widths = {
        "number": 0.45, "publisher": 1.4, "source_title": 2.6, "published": 0.95, "accessed": 0.95,
        "licence": 1.4, "used_by": 0.5, "source": 1.3,
    }  # fmt: skip
    columns = columns_of(writer, widths, right=("number", "used_by"))
    title = writer.say("sources.title")
    intro = Paragraph((writer.say("sources.intro"),))
    table = DataTable(
        "source-list", title, columns, tuple(body), row_anchors=tuple(anchors), dense=True
    )
    return Section("sources", title, (intro, table))


def source_anchor(name: str) -> str:
    """Return the anchor of a source in the list."""
    return f"source-{name}"


def _row(writer: Writer, source: Source | None, uses: int) -> tuple[Cell, ...]:
    used = Cell(str(uses), uses, number_format="0")
    if source is None:
        empty = Cell("")
        return (empty, empty, empty, empty, empty, used)
    return (
        Cell(source.told("publisher", writer.language)),
        Cell(source.told("title", writer.language), link=source.url),
        Cell(writer.date_text(source.published)),
        Cell(writer.date_text(source.accessed)),
        Cell(source.told("licence", writer.language)),
        used,
    )
