"""Files as publishers hand them out, whatever their wrapping and encoding."""

import gzip

import pytest
from hypothesis import given
from hypothesis import strategies as st

from importers.published_files import csv_bytes, xlsx_bytes
from songi.importers.published import encoding_of, garbled, read_published, unpacked

COLUMNS = (("이름",), ("수", "숫자"))
ROWS = [["이름", "다른 것", "숫자"], ["가상제약", "x", "1,234"], ["없는바이오", "", "5"]]


def read(content, name="list-20200102.csv"):
    return read_published(content, name, COLUMNS)


def codes(raw):
    return [problem.code for problem in raw.problems]


@pytest.mark.parametrize(
    ("content", "name"),
    [
        (csv_bytes(ROWS), "a.csv"),
        (csv_bytes(ROWS, "utf-8-sig"), "a.csv"),
        (csv_bytes(ROWS, "cp949"), "a.CSV"),
        (gzip.compress(csv_bytes(ROWS), mtime=0), "a.csv.gz"),
        (gzip.compress(csv_bytes(ROWS, "cp949"), mtime=0), "a.csv"),
        (xlsx_bytes(ROWS), "a.xlsx"),
    ],
)
def test_every_wrapping_gives_the_same_rows(content, name):
    raw = read(content, name)
    assert raw.problems == []
    assert raw.columns == ("이름", "수")
    assert raw.rows == [
        (2, {"이름": "가상제약", "수": "1,234"}),
        (3, {"이름": "없는바이오", "수": "5"}),
    ]


def test_a_fault_in_a_column_that_is_not_read_is_none():
    rows = [["", *ROWS[0], "다른 것"], ["y", "가상제약", "=1+2", "1", "@x"]]
    assert read(csv_bytes(rows)).problems == []


def test_a_formula_in_a_column_that_is_read_is_refused():
    assert codes(read(csv_bytes([ROWS[0], ["=1+2", "", "1"]]))) == ["cell.formula"]


@pytest.mark.parametrize("content", [b"", b"\xef\xbb\xbf", csv_bytes(ROWS[:1])])
def test_an_empty_file_is_told(content):
    assert codes(read(content)) == ["file.empty"]


def test_other_columns_are_told_with_what_lacks():
    raw = read(csv_bytes([["name", "수"], ["a", "1"]]))
    assert codes(raw) == ["import.columns"]
    assert raw.problems[0].facts == {"came": "name, 수", "expected": "이름"}
    assert raw.rows == []


def test_another_kind_of_file_is_told():
    assert codes(read(b"%PDF", "list-20200102.pdf")) == ["file.kind"]


def test_bytes_in_no_encoding_are_told():
    assert codes(read("이름,수\n가,1\n".encode() + b"\xff\xfe\xff,2\n")) == ["import.encoding"]


@pytest.mark.parametrize(
    "content", [gzip.compress(csv_bytes(ROWS), mtime=0)[:-9], b"\x1f\x8bnothing"]
)
def test_a_damaged_packing_is_told(content):
    assert codes(read(content, "a.csv.gz")) == ["import.packed"]


def test_a_file_that_swells_is_refused(monkeypatch):
    monkeypatch.setattr("songi.importers.published.MAX_BYTES", 1000)
    content = gzip.compress(b"x" * 100_000)
    assert len(unpacked(content, "a.csv.gz")[0]) == 1001
    assert codes(read(content, "a.csv.gz")) == ["file.too_large"]


WRONG_READINGS = [
    ("utf-8", "cp949"), ("utf-8", "latin-1"), ("utf-8", "cp1252"), ("cp949", "latin-1"),
    ("utf-8", "ascii"),
]  # fmt: skip


@pytest.mark.parametrize(("right", "wrong"), WRONG_READINGS)
@pytest.mark.parametrize("where", [0, 1])
def test_mojibake_is_refused_in_header_and_cells(right, wrong, where):
    spoiled = [list(row) for row in ROWS]
    spoiled[where] = [
        text.encode(right).decode(wrong, "replace") for text in spoiled[where]
    ]  # fmt: skip
    raw = read(csv_bytes(spoiled))
    assert codes(raw) == ["import.mojibake"]
    assert raw.problems[0].place.row == where + 1


@given(st.text(st.characters(min_codepoint=0xAC00, max_codepoint=0xD7A3), min_size=1))
def test_hangul_is_not_garbled(text):
    assert not garbled(text)


@pytest.mark.parametrize(
    "name", ["Müller & Söhne", "Ångström", "Nestlé", "Société Générale", "藥", "Ü", "GC녹십자", "—"]
)
def test_names_of_elsewhere_are_not_garbled(name):
    assert not garbled(name)


@given(st.text(st.characters(min_codepoint=0xAC00, max_codepoint=0xD7A3), min_size=1, max_size=20))
def test_hangul_read_as_latin_is_garbled(text):
    assert garbled(text.encode().decode("latin-1"))


@pytest.mark.parametrize("encoding", ["utf-8", "cp949"])
def test_the_encoding_is_found(encoding):
    assert encoding_of("가상제약".encode(encoding)) == encoding
