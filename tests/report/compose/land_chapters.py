"""What the tests of the chapters on firms share: chapters of a run, and what they say."""

from songi.report.audience import View
from songi.report.blocks import DataTable, Figure, Note, Paragraph
from songi.report.compose.obligations import write_obligations
from songi.report.compose.pipeline import write_pipeline
from songi.report.compose.prospects import write_prospects
from songi.report.compose.tenants import write_tenants
from songi.report.compose.writer import Writer

CHAPTERS = (write_prospects, write_pipeline, write_tenants, write_obligations)


def chapters_of(run, audience, language="en"):
    """Return the chapters on firms that a run has, by anchor, as an audience reads them."""
    writer = Writer(View(run, audience), language)
    written = (write(writer) for write in CHAPTERS)
    return {section.anchor: section for section in written if section is not None}


def tables_in(section):
    """Return the tables of a chapter by anchor, those of its figures too."""
    found = [block for block in section.blocks if isinstance(block, DataTable)]
    found += [block.table for block in section.blocks if isinstance(block, Figure)]
    return {one.anchor: one for one in found}


def cells(section, anchor):
    """Return the texts of a table's rows, by their first cell, each row by its headings."""
    table = tables_in(section)[anchor]
    heads = [column.title for column in table.columns]
    return {
        row[0].text: dict(zip(heads, (cell.text for cell in row), strict=True))
        for row in table.rows
    }


def order_of(section, anchor):
    """Return the first cells of a table, from top to bottom."""
    return [row[0].text for row in tables_in(section)[anchor].rows]


def told_in(section):
    """Return the running text of a chapter."""
    return " ".join(b.text for b in section.blocks if isinstance(b, Paragraph | Note))


def claims_in(section):
    """Return the sentences of a chapter that are bound to results."""
    return [c for b in section.blocks if isinstance(b, Paragraph | Note) for c in b.claims]


def words_of(section):
    """Return everything that a chapter says: text, tables, charts."""
    parts = [section.title, told_in(section)]
    for block in section.blocks:
        if isinstance(block, Figure):
            parts += [block.title, block.alt, block.note, str(block.chart)]
    for table in tables_in(section).values():
        parts += [table.title, table.note, *(c.text for row in table.rows for c in row)]
    return " ".join(parts)


def with_class(rows, row_id, disclosure):
    """Return rows of which one has a class of its own."""
    return [{**row, "disclosure": disclosure if row["id"] == row_id else "public"} for row in rows]
