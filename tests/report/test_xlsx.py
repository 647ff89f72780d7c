import io
import re

import openpyxl
import pytest

from songi.report.blocks import Book, Cell, Column, DataTable, Figure, Section
from songi.report.xlsx import render_xlsx


@pytest.fixture(scope="module")
def workbook(books):
    return openpyxl.load_workbook(io.BytesIO(render_xlsx(books["ko"])))


def cells_of(workbook):
    return [cell for sheet in workbook for row in sheet.iter_rows() for cell in row]


def test_there_is_a_sheet_for_each_chapter_and_each_input_table(books, workbook):
    chapters = len(books["ko"].sections) - 1
    tables = ["접근성 지표", "신청안", "후보지", "공모", "평가 항목", "지표"]
    assert len(workbook.sheetnames) >= chapters + len(tables)
    assert set(tables) <= set(workbook.sheetnames)
    assert all(len(name) <= 31 for name in workbook.sheetnames)


def test_no_cell_is_a_formula_whatever_it_begins_with():
    texts = ["=1+1", "+1", "-1", "@SUM(A1)", '=HYPERLINK("http://x")', "\t=1"]
    rows = tuple((Cell(text), Cell(text, trace="inputs")) for text in texts)
    table = DataTable("t", "T", (Column("A"), Column("B")), rows)
    book = Book("T", "S", "en", "public", "s", "r", (Section("one", "One", (table,)),))
    found = openpyxl.load_workbook(io.BytesIO(render_xlsx(book)))
    written = [cell.value for cell in cells_of(found) if cell.value in texts]
    assert sorted(written) == sorted(texts * 2)
    assert {cell.data_type for cell in cells_of(found)} <= {"s", "n"}


def test_the_books_own_cells_hold_no_formula(workbook):
    assert not [cell for cell in cells_of(workbook) if cell.data_type == "f"]


def test_result_cells_link_to_places_that_exist(workbook):
    links = [cell.hyperlink for cell in cells_of(workbook) if cell.hyperlink]
    assert len(links) > 200
    assert not [link for link in links if link.target]
    for link in links:
        sheet, row = re.fullmatch(r"'(.+)'!A(\d+)", link.location).groups()
        assert 1 <= int(row) <= workbook[sheet].max_row


def test_a_value_of_the_evidence_leads_to_its_own_input_row(workbook):
    sheet = next(s for s in workbook if s.title.endswith("마감일의 근거"))
    firms = next(
        row for row in sheet.iter_rows()
        if row[0].value == "바이오 기업" and isinstance(row[2].value, float | int)
        and row[2].value > 100
    )  # fmt: skip
    name, row = re.fullmatch(r"'(.+)'!A(\d+)", firms[2].hyperlink.location).groups()
    assert workbook[name].cell(int(row), 1).value == "own/firms"


def test_numbers_are_numbers_with_a_format(workbook):
    shares = [c for c in cells_of(workbook) if c.number_format == "0.0%"]
    assert len(shares) > 50
    assert all(isinstance(c.value, int | float) for c in shares)


def test_equal_books_give_equal_bytes_and_tell_no_time(books, workbook):
    assert render_xlsx(books["ko"]) == render_xlsx(books["ko"])
    assert workbook.properties.created.year == 2000


def test_headings_stay_in_sight(workbook):
    assert workbook["지표"].freeze_panes == "B2"


def test_captions_are_numbered_and_long_text_takes_lines(books, workbook):
    captions = [c.value for c in cells_of(workbook) if str(c.value).startswith(("그림 ", "표 "))]
    figures = [block for block in books["ko"].blocks() if isinstance(block, Figure)]
    assert captions[0].startswith("그림 1. ") or captions[0].startswith("표 1. ")
    assert sum(caption.startswith("그림 ") for caption in captions) == len(figures)
    front = workbook.worksheets[0]
    merged = [area for area in front.merged_cells.ranges if area.size["columns"] > 1]
    assert merged
    assert all(front.cell(a.min_row, a.min_col).alignment.wrap_text for a in merged)


def test_pages_are_wide_and_fit_their_columns(workbook):
    assert {sheet.page_setup.orientation for sheet in workbook} == {"landscape"}
    assert {sheet.sheet_properties.pageSetUpPr.fitToPage for sheet in workbook} == {True}
