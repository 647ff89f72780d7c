"""The book as a workbook: a sheet for each chapter, one for each input table, cells linked."""

from __future__ import annotations

import io
import math
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.workbook import Workbook
from xlsxwriter.worksheet import Worksheet

from songi.report.anchors import INPUTS, captions_of
from songi.report.blocks import (
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
from songi.report.formats import text_width

A4 = 9
"""Excel's number of the paper size."""

CREATED = datetime(2000, 1, 1, tzinfo=UTC)
"""Creation date of every workbook, so that equal books have equal bytes."""

WIDEST = 46.0
"""Widest column, in letters; longer text takes several lines."""

PAGE = 100.0
"""Width of running text, in letters, across as many columns as it takes."""

USUAL = 8.0
"""Narrowest column, in letters."""

LINE = 15.0
"""Height of a line, in points."""

MAX_LINKS = 60_000
"""Most links of a sheet; Excel takes 65,530."""

_FORBIDDEN = re.compile(r"\s*[\[\]:*?/\\]\s*|\s+")


@dataclass
class _Layout:
    """Where things stand: planned first, written then, so that links can point ahead."""

    captions: Mapping[str, str] = field(default_factory=dict)
    sheets: dict[str, str] = field(default_factory=dict)
    places: dict[str, tuple[str, int]] = field(default_factory=dict)
    starts: dict[tuple[str, int], int] = field(default_factory=dict)


def render_xlsx(book: Book) -> bytes:
    """Return the book as an XLSX workbook.

    Args:
        book: the book.

    Returns:
        The workbook. Text is written as text whatever it begins with, so that no cell of a study
        becomes a formula; result cells link to their trace or to the row they come from.
    """
    stream = io.BytesIO()
    options = {
        "in_memory": True,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
    }
    workbook = xlsxwriter.Workbook(stream, options)
    workbook.set_properties(
        {"title": book.title, "subject": book.subtitle, "created": CREATED, "author": "songi"}
    )
    layout = _planned(book)
    formats = _Formats(workbook)
    for section in book.sections:
        if section.anchor == INPUTS:
            for block in section.blocks:
                if isinstance(block, DataTable):
                    _input_sheet(workbook, block, layout, formats)
        else:
            _chapter(workbook, section, layout, formats)
    for sheet in workbook.worksheets():
        sheet.set_landscape()
        sheet.set_paper(A4)
        sheet.fit_to_pages(1, 0)
        sheet.set_footer("&L&A&R&P / &N")
    workbook.close()
    return stream.getvalue()


class _Formats:
    """Cell formats, each made once."""

    def __init__(self, workbook: Workbook) -> None:
        self._workbook = workbook
        self._made: dict[tuple[tuple[str, Any], ...], Format] = {}

    def __call__(self, **properties: Any) -> Format:
        base = {"font_name": "Malgun Gothic", "font_size": 10, "valign": "top"}
        key = tuple(sorted({**base, **properties}.items()))
        if key not in self._made:
            self._made[key] = self._workbook.add_format(dict(key))
        return self._made[key]


def _planned(book: Book) -> _Layout:
    """Give every sheet its name and every table and row its place."""
    layout = _Layout(captions_of(book))
    for number, section in enumerate(book.sections, start=1):
        if section.anchor == INPUTS:
            for block in section.blocks:
                if isinstance(block, DataTable):
                    sheet = _sheet_name(block.title.rpartition(" (")[0], layout)
                    layout.sheets[block.anchor] = sheet
                    layout.places[block.anchor] = (sheet, 0)
                    for k, anchor in enumerate(block.row_anchors, start=1):
                        layout.places[anchor] = (sheet, k)
            continue
        sheet = _sheet_name(f"{number} {section.title}", layout)
        layout.sheets[section.anchor] = sheet
        row = 2
        for position, block in enumerate(section.blocks):
            layout.starts[section.anchor, position] = row
            if isinstance(block, TraceBlock):
                layout.places[block.key] = (sheet, row)
            table = block.table if isinstance(block, Figure) else block
            if isinstance(table, DataTable):
                layout.places[table.anchor] = (sheet, row)
                for k, anchor in enumerate(table.row_anchors):
                    layout.places[anchor] = (sheet, row + 2 + k)
            row += _height(block)
    return layout


def _height(block: object) -> int:
    """Return how many rows a block takes, the empty one after it included."""
    if isinstance(block, Figure):
        return _height(block.table)
    if isinstance(block, DataTable):
        return len(block.rows) + 3 + bool(block.note)
    if isinstance(block, KeyFigures):
        return len(block.figures) + 1
    if isinstance(block, TraceBlock):
        return sum(max(len(group.rows), 1) for group in block.groups) + 2
    return 2


def _sheet_name(wanted: str, layout: _Layout) -> str:
    """Return a name that Excel takes: 31 characters, unique, nothing forbidden."""
    # An apostrophe ends a sheet's name in a formula, the curly one does not.
    name = _FORBIDDEN.sub(" ", wanted.replace("'", "\u2019")).strip()[:31].rstrip()
    taken = {one.casefold() for one in layout.sheets.values()}
    number = 2
    while name.casefold() in taken:
        name = f"{name[:28]} {number}"
        number += 1
    return name


def _chapter(workbook: Workbook, section: Section, layout: _Layout, formats: _Formats) -> None:
    sheet = workbook.add_worksheet(layout.sheets[section.anchor])
    sheet.hide_gridlines(2)
    sheet.freeze_panes(1, 1)
    sheet.write_string(0, 0, section.title, formats(bold=True, font_size=14))
    widths = _section_widths(section)
    for column, width in widths.items():
        sheet.set_column(column, column, width)
    for position, block in enumerate(section.blocks):
        row = layout.starts[section.anchor, position]
        if isinstance(block, Paragraph | Note | Heading):
            title = f"{block.title}: " if isinstance(block, Note) else ""
            style = {"bold": not isinstance(block, Paragraph)}
            _running_text(sheet, row, title + block.text, widths, formats(**style, text_wrap=True))
        elif isinstance(block, KeyFigures):
            for k, one in enumerate(block.figures):
                sheet.write_string(row + k, 0, one.number.text, formats(bold=True, font_size=14))
                sheet.write_string(row + k, 1, str(one.label), formats())
        elif isinstance(block, TraceBlock):
            _trace(sheet, block, row, layout, formats)
        else:
            _table(sheet, block, row, layout, formats, widths)


def _section_widths(section: Section) -> dict[int, float]:
    """Return the width of each column of a chapter's sheet: as its widest table wants it."""
    widths = {0: 30.0}
    for block in section.blocks:
        table = block.table if isinstance(block, Figure) else block
        if isinstance(table, DataTable):
            for column, width in _widths(table).items():
                widths[column] = max(widths.get(column, 0.0), width)
        elif isinstance(block, TraceBlock):
            widths.update({1: WIDEST, 2: WIDEST})
    return widths


def _running_text(
    sheet: Worksheet, row: int, text: str, widths: Mapping[int, float], style: Format
) -> None:
    """Write a paragraph across the columns of a page's width, as many lines high as it takes."""
    room, last = 0.0, 0
    while room < PAGE:
        room += widths.get(last, USUAL)
        last += 1
    lines = math.ceil(1.1 * text_width(text) / room)
    sheet.set_row(row, LINE * max(lines, 1))
    sheet.merge_range(row, 0, row, last - 1, "", style)
    sheet.write_string(row, 0, text, style)


def _table(
    sheet: Worksheet,
    block: DataTable | Figure,
    row: int,
    layout: _Layout,
    formats: _Formats,
    widths: Mapping[int, float],
) -> None:
    """Write a table under its caption; that of a figure under the figure's."""
    table = block.table if isinstance(block, Figure) else block
    caption = layout.captions[block.anchor]
    if table.title not in caption:
        caption += f" – {table.title}"
    sheet.write_string(row, 0, caption, formats(bold=True, font_size=11))
    _header(sheet, table, row + 1, formats)
    for k, cells in enumerate(table.rows):
        for column, cell in enumerate(cells):
            _write(sheet, row + 2 + k, column, cell, table, layout, formats)
    if table.note:
        style = formats(italic=True, font_color="#555555", text_wrap=True)
        _running_text(sheet, row + 2 + len(table.rows), table.note, widths, style)


def _input_sheet(workbook: Workbook, table: DataTable, layout: _Layout, formats: _Formats) -> None:
    sheet = workbook.add_worksheet(layout.sheets[table.anchor])
    sheet.freeze_panes(1, 1)
    _header(sheet, table, 0, formats)
    for k, cells in enumerate(table.rows, start=1):
        for column, cell in enumerate(cells):
            _write(sheet, k, column, cell, table, layout, formats)
    sheet.autofilter(0, 0, len(table.rows), len(table.columns) - 1)
    sheet.repeat_rows(0)
    for column, width in _widths(table).items():
        sheet.set_column(column, column, width)


def _header(sheet: Worksheet, table: DataTable, row: int, formats: _Formats) -> None:
    for column, one in enumerate(table.columns):
        align = {"right": "right", "centre": "center"}.get(one.align, "left")
        head = formats(bold=True, bg_color="#E9EDF2", bottom=1, text_wrap=True, align=align)
        sheet.write_string(row, column, one.heading, head)


def _write(
    sheet: Worksheet,
    row: int,
    column: int,
    cell: Cell,
    table: DataTable,
    layout: _Layout,
    formats: _Formats,
) -> None:
    side = table.columns[column]
    properties: dict[str, Any] = {}
    shape = cell.number_format or side.number_format
    if isinstance(cell.value, float | int) and shape:
        properties["num_format"] = shape
    if side.align != "left":
        properties["align"] = {"right": "right", "centre": "center"}[side.align]
    if cell.tone in {"own", "broken"}:
        properties["bold"] = True
    if cell.indent:
        properties["indent"] = cell.indent
    if text_width(cell.text) + 2 > WIDEST:
        properties["text_wrap"] = True
    target = layout.places.get(cell.trace)
    if target is not None and row < MAX_LINKS // max(len(table.columns), 1):
        place = f"internal:'{target[0]}'!A{target[1] + 1}"
        shown = formats(**properties, font_color="#0B5394")
        sheet.write_url(row, column, place, shown, string=cell.text[:32_000])
        if isinstance(cell.value, float | int):
            sheet.write_number(row, column, cell.value, shown)
    elif isinstance(cell.value, float | int):
        sheet.write_number(row, column, cell.value, formats(**properties))
    else:
        sheet.write_string(row, column, cell.text[:32_000], formats(**properties))


def _trace(
    sheet: Worksheet, block: TraceBlock, row: int, layout: _Layout, formats: _Formats
) -> None:
    """Write a trace: a line for the result, then one for each row upstream, linked to it."""
    sheet.write_string(row, 0, block.title, formats(bold=True))
    sheet.write_string(row, 1, block.result, formats(font_color="#555555"))
    sheet.write_string(row, 2, " → ".join(block.measures), formats(font_color="#555555"))
    at = row + 1
    for group in block.groups:
        if not group.rows:
            sheet.write_string(at, 0, group.label, formats())
            at += 1
        for name, anchor, place in group.rows:
            sheet.write_string(at, 0, group.label, formats())
            _link(sheet, at, 1, name, layout.places.get(anchor), formats)
            sheet.write_string(at, 2, place, formats())
            at += 1


def _link(
    sheet: Worksheet,
    row: int,
    column: int,
    text: str,
    target: tuple[str, int] | None,
    formats: _Formats,
) -> None:
    if target is None or row >= MAX_LINKS:
        sheet.write_string(row, column, text, formats())
        return
    place = f"internal:'{target[0]}'!A{target[1] + 1}"
    sheet.write_url(row, column, place, formats(font_color="#0B5394"), string=text)


def _widths(table: DataTable) -> Mapping[int, float]:
    """Return a width for each column: as wide as its longest cell, within bounds."""
    widths = {}
    for column, one in enumerate(table.columns):
        texts = [one.heading, *(row[column].text for row in table.rows)]
        widest = max(text_width(text) for text in texts)
        widths[column] = min(max(widest + 2, USUAL), WIDEST)
    return widths
