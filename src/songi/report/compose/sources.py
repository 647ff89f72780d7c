"""The sources: who published what, when, under which terms, and how many rows come from it."""

from __future__ import annotations

from collections import Counter

from songi.report.blocks import Cell, Column, DataTable, Paragraph, Section
from songi.report.compose.writer import Writer
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
    for name in sorted(writer.view.source_ids):
        source = known.get(name)
        anchors.append(source_anchor(name))
        body.append(_row(writer, name, source, counts[name]))
    columns = (
        Column(writer.say("column.source"), width=1.3),
        Column(writer.say("column.publisher"), width=1.2),
        Column(writer.say("column.source_title"), width=2.4),
        Column(writer.say("column.published"), width=0.9),
        Column(writer.say("column.accessed"), width=0.9),
        Column(writer.say("column.licence"), width=1.5),
        Column(writer.say("column.used_by"), align="right", width=0.6),
    )
    title = writer.say("sources.title")
    intro = Paragraph((writer.say("sources.intro"),))
    table = DataTable(
        "source-list", title, columns, tuple(body), row_anchors=tuple(anchors), dense=True
    )
    return Section("sources", title, (intro, table))


def source_anchor(name: str) -> str:
    """Return the anchor of a source in the list."""
    return f"source-{name}"


def _row(writer: Writer, name: str, source: Source | None, uses: int) -> tuple[Cell, ...]:
    used = Cell(str(uses), uses, number_format="0")
    if source is None:
        empty = Cell("")
        return (Cell(name), empty, empty, empty, empty, empty, used)
    return (
        Cell(name),
        Cell(source.publisher),
        Cell(source.title, link=source.url),
        Cell(writer.date_text(source.published)),
        Cell(writer.date_text(source.accessed)),
        Cell(source.licence),
        used,
    )
