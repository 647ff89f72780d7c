"""Factory registrations, in CP949 as published."""

import pytest

from importers.published_files import (
    FACTORYON_FILE,
    cells_of,
    changed,
    codes_of,
    csv_bytes,
    options,
    rows_of,
    xlsx_bytes,
)
from songi.importers.factoryon import FACTORYON

ROWS = rows_of(FACTORYON_FILE, "cp949")


def read(rows=ROWS, **more):
    return FACTORYON.read(csv_bytes(rows, "cp949"), FACTORYON_FILE.name, options(**more))


def test_the_fixture_has_the_publisher_s_columns():
    assert len(ROWS[0]) == 35
    assert ROWS[0][0] == "시도명"
    assert ROWS[0][-1] == "공장관리번호"


def test_a_factory_is_a_row():
    content = FACTORYON_FILE.read_bytes()
    found = FACTORYON.read(content, FACTORYON_FILE.name, options())
    assert found.problems == ()
    assert cells_of(found)["factoryon_900000000000001"] == {
        "id": "factoryon_900000000000001", "name_ko": "지어낸제약(주)",
        "name_en": "지어낸제약(주)", "ksic": "21210", "ksic_revision": "10",
        "activity": "manufacturing", "functions": "commercialisation", "basis": "observed",
        "region": "가상도 없는시 꾸민구", "tenure": "owned", "size": "large",
        "employees": "1234", "floor_m2": "4700.25",
    }  # fmt: skip
    assert found.repeated == 1


def test_what_is_not_registered_stays_empty():
    cells = cells_of(read())
    leased = cells["factoryon_900000000000002"]
    assert (leased["tenure"], leased["size"]) == ("leased", "sme")
    assert leased["ksic_revision"] == "11"
    assert "floor_m2" not in leased
    assert "tenure" not in cells["factoryon_900000000000003"]


def test_a_code_of_an_older_revision_is_left_out():
    cells = cells_of(read())["factoryon_900000000000004"]
    assert "ksic" not in cells
    assert "activity" not in cells
    assert "24212" in cells["note"]
    assert "factoryon_900000000000004" not in cells_of(read(only=("24",), rows=[*ROWS]))


def test_only_factories_whose_code_begins_so():
    found = read(only=("21", "271"))
    assert [*cells_of(found)] == ["factoryon_900000000000001", "factoryon_900000000000002"]
    assert found.left_out == 2


def test_no_telephone_and_no_address_is_taken():
    text = str([row.cells for row in read().rows])
    assert "000-000-0000" not in text
    assert "꾸민로" not in text


@pytest.mark.parametrize("code", ["제약", "2.12E+04", "2"])
def test_a_code_that_is_none_is_refused(code):
    found = read(changed(ROWS, 2, "대표업종", code)[:2])
    [problem] = found.problems
    assert (problem.code, problem.place.column) == ("import.code", "대표업종")
    assert problem.facts["came"] == code


def test_a_shortened_number_is_refused():
    found = read(changed(ROWS, 2, "공장관리번호", "9E+14")[:2])
    assert codes_of(found) == ["import.code"]


def test_a_factory_without_a_name_is_refused():
    assert codes_of(read(changed(ROWS, 3, "회사명", ""))) == ["import.no_name"]


def test_two_rows_of_one_factory_that_differ_are_refused():
    found = read([*ROWS, changed(ROWS, 2, "종업원합계", "7")[1]])
    [problem] = found.problems
    assert (problem.code, problem.place.row) == ("import.row_twice", len(ROWS) + 1)


def test_a_workbook_with_numbers_reads_the_same():
    rows = [[int(c) if c.isdigit() and c[0] != "0" else c for c in row] for row in ROWS]
    found = FACTORYON.read(xlsx_bytes(rows), "공장-20231231.xlsx", options())
    assert cells_of(found) == cells_of(read())


def test_an_area_that_is_no_number_comes_as_it_is_written():
    found = read(changed(ROWS, 2, "제조시설면적", "많음")[:2])
    assert cells_of(found)["factoryon_900000000000001"]["floor_m2"] == "많음 + 1200"
