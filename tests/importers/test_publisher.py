"""What every publisher's importer does: day, source, each row once."""

import hashlib
from datetime import date

import pytest

from importers.published_files import (
    KRX_FILE,
    TODAY,
    VENTURE_FILE,
    changed,
    codes_of,
    csv_bytes,
    options,
    rows_of,
)
from songi.importers.krx import KRX
from songi.importers.publisher import day_in
from songi.importers.venture import VENTURE


@pytest.mark.parametrize(
    ("name", "day"),
    [
        ("전국등록공장현황_20241231.csv", date(2024, 12, 31)),
        ("list-20180101-20181112.csv.gz", date(2018, 11, 12)),
        ("20241399.csv", None),
        ("900000000000001.csv", None),
        ("list.csv", None),
    ],
)
def test_the_day_in_a_name(name, day):
    assert day_in(name) == day


def test_the_source_says_what_was_read():
    content = KRX_FILE.read_bytes()
    read = KRX.read(content, KRX_FILE.name, options())
    assert read.source_id == "krx_20200102"
    assert read.source.published == date(2020, 1, 2)
    assert read.source.accessed == TODAY
    assert read.source.sha256 == hashlib.sha256(content).hexdigest()
    assert {row.cells["source"] for row in read.rows} == {"krx_20200102"}
    assert {row.cells["known_from"] for row in read.rows} == {"2020-01-02"}


def test_day_and_id_of_the_source_may_be_said():
    said = options(known_from=date(2020, 3, 1), source="exchange")
    read = KRX.read(KRX_FILE.read_bytes(), "list.csv", said)
    assert read.source_id == "exchange"
    assert read.source.published == date(2020, 3, 1)
    assert read.rows[0].cells["known_from"] == "2020-03-01"


def test_a_file_without_a_day_is_refused():
    assert codes_of(KRX.read(KRX_FILE.read_bytes(), "list.csv", options())) == ["import.no_day"]


def test_a_file_of_a_day_to_come_is_refused():
    read = KRX.read(KRX_FILE.read_bytes(), "list-20270101.csv", options())
    assert codes_of(read) == ["import.future"]
    assert read.rows == ()


def test_no_codes_to_choose_by_is_told():
    read = VENTURE.read(VENTURE_FILE.read_bytes(), VENTURE_FILE.name, options(only=("21",)))
    assert codes_of(read) == ["import.no_codes"]


def test_nothing_wanted_is_told():
    read = KRX.read(KRX_FILE.read_bytes(), KRX_FILE.name, options(only=("99",)))
    assert codes_of(read) == ["import.group", "import.nothing"]
    assert read.left_out == len(rows_of(KRX_FILE)) - 1


def test_two_rows_of_one_id_that_differ_are_refused():
    rows = rows_of(KRX_FILE)
    read = KRX.read(csv_bytes(changed(rows, 3, "Symbol", "900001")), KRX_FILE.name, options())
    [problem] = [p for p in read.problems if p.severity == "error"]
    assert (problem.code, problem.place.row, problem.place.column) == (
        "import.row_twice", 3, "Symbol",
    )  # fmt: skip
    assert problem.facts["expected"] == 2


def test_two_rows_alike_are_one():
    rows = rows_of(KRX_FILE)
    read = KRX.read(csv_bytes([*rows, rows[1]]), KRX_FILE.name, options())
    assert read.repeated == 1
    assert [row.cells["id"] for row in read.rows].count("krx_900001") == 1
