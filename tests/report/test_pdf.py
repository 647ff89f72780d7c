import io

import pypdf
import pytest

from songi.report.blocks import Book, Cell, Column, DataTable, Paragraph, Section
from songi.report.pdf import breakable, chart_height, folded, render_pages, render_pdf


@pytest.fixture(scope="module")
def files(books):
    return {language: render_pdf(book) for language, book in books.items()}


def pages_of(content):
    return pypdf.PdfReader(io.BytesIO(content)).pages


def book_with(*blocks):
    words = dict.fromkeys(
        ("contents", "run", "audience", "audience_name", "trace", "measures", "whole_table",
         "withheld", "same_rows", "figure", "table", "numbers"),
        "word",
    )  # fmt: skip
    front = Section("front", "Front", (Paragraph(("Text.",)),))
    return Book(
        "Title", "Subtitle", "en", "public", "s", "r",
        (front, Section("one", "One", tuple(blocks))), words,
    )  # fmt: skip


def test_pages_are_a4_and_numbered(files):
    pages = pages_of(files["ko"])
    width, height = (float(side) for side in pages[0].mediabox[2:])
    assert (round(width), round(height)) == (595, 842)
    last = len(pages)
    assert f"{last} / {last}" in pages[-1].extract_text()


def test_korean_is_text_that_can_be_found(files):
    text = "".join(page.extract_text() for page in pages_of(files["ko"]))
    assert "한눈에 보는 답" in text
    assert "상급종합병원 접근" in text


def test_signs_that_are_markup_to_typst_are_printed_as_they_are(files):
    text = "".join(page.extract_text() for page in pages_of(files["en"])).replace("\u200b", "")
    assert "Areportwith$#*_@<b>signs</b>&more" in "".join(text.split())
    signs = '#let x = 1 $ y $ *b* _i_ @ref <l> `raw` \\n // /* "q" ~ [c] {d}'
    page = pages_of(render_pdf(book_with(Paragraph((signs,)))))[-1]
    assert signs in page.extract_text()


def test_the_file_has_no_date_and_equal_books_equal_bytes(books, files):
    reader = pypdf.PdfReader(io.BytesIO(files["en"]))
    assert reader.metadata["/Title"] == books["en"].title
    assert not {"/CreationDate", "/ModDate"} & set(reader.metadata)
    assert render_pdf(books["en"]) == files["en"]


def test_a_long_table_repeats_its_heading_on_every_page():
    rows = tuple((Cell(f"row {k}"), Cell(str(k))) for k in range(150))
    table = DataTable("t", "Long", (Column("Heading of rows"), Column("Number")), rows)
    pages = [page.extract_text() for page in pages_of(render_pdf(book_with(table)))]
    with_rows = [text for text in pages if "row 1" in text]
    assert len(with_rows) >= 3
    assert all("Heading of rows" in text for text in with_rows)


def test_the_last_rows_of_a_table_stay_together():
    column = (Column("Heading of rows"),)
    for count in range(36, 60):
        rows = tuple((Cell(f"row {k}."),) for k in range(count))
        pages = pages_of(render_pdf(book_with(DataTable("t", "Long", column, rows))))
        last = pages[-1].extract_text()
        if "row" in last:
            assert all(f"row {count - k}." in last for k in (1, 2, 3))


def test_paper_shows_as_many_rows_as_it_is_told():
    rows = tuple((Cell(f"row {k}."),) for k in range(9))
    table = DataTable("t", "T", (Column("A"),), rows, row_anchors=(), on_paper=2)
    text = pages_of(render_pdf(book_with(table)))[-1].extract_text()
    assert "row 1." in text
    assert "row 2." not in text


def test_names_that_begin_alike_are_put_together():
    assert folded(["beds: East", "beds: West", "jobs: East", "Seoul"]) == [
        "beds: East", "West", "jobs: East", "Seoul",
    ]  # fmt: skip


def test_a_chart_stands_as_tall_as_its_width_leaves_it():
    assert chart_height('<svg xmlns="x" width="600" height="300">') == pytest.approx(79.4, abs=0.1)
    wide = chart_height('<svg width="1285" height="300">')
    assert wide == pytest.approx(300 * 170 / 1285, abs=0.1)
    assert chart_height("<svg>") == 195.0


def test_pages_can_be_looked_at(books):
    first, *others = render_pages(books["ko"], resolution=20)
    assert first.startswith(b"\x89PNG")
    assert len(others) > 10


def test_long_words_may_break_and_short_ones_stay():
    assert breakable("2024-02-29 press") == "2024-02-29 press"
    loosened = breakable("tables/access_indicators.csv")
    assert loosened.replace("\u200b", "") == "tables/access_indicators.csv"
    assert "/\u200b" in loosened
    assert breakable("a" * 40).count("\u200b") >= 20
    assert breakable("99,098~2,927,013") == "99,098~\u200b2,927,013"
    assert "(\u200b" not in breakable("base (infrastructure, workforce)")
