"""The list of venture firms: no codes, nobody's name."""

import pytest

from importers.published_files import (
    VENTURE_FILE,
    cells_of,
    changed,
    codes_of,
    csv_bytes,
    options,
    rows_of,
)
from songi.importers.venture import BY_LAW, VENTURE, firm_id

ROWS = rows_of(VENTURE_FILE)


def read(rows=ROWS):
    return VENTURE.read(csv_bytes(rows), VENTURE_FILE.name, options())


def test_a_venture_firm_is_a_row():
    name = firm_id("주식회사 꾸민바이오", "가상도 없는시", "의학 및 약학 연구개발업")
    found = VENTURE.read(VENTURE_FILE.read_bytes(), VENTURE_FILE.name, options())
    assert found.problems == ()
    assert cells_of(found)[name] == {
        "id": name, "name_ko": "주식회사 꾸민바이오", "name_en": "주식회사 꾸민바이오",
        "basis": "estimated", "region": "가상도 없는시", "activity": "research",
        "functions": "research", "size": "sme",
        "note": f"Industry as named: 의학 및 약학 연구개발업. Makes: 없는 백신. {BY_LAW}",
    }  # fmt: skip


def test_industries_have_no_codes():
    assert all("ksic" not in row.cells for row in read().rows)


def test_activity_is_said_only_where_the_class_says_it():
    activities = {row.cells["name_ko"]: row.cells.get("activity") for row in read().rows}
    assert [*activities.values()] == ["research", "knowledge", "manufacturing", None]


def test_nobody_s_name_is_taken():
    assert "나**" not in str([row.cells for row in read().rows])


def test_the_region_stands_for_an_address_that_is_not_there():
    assert [row.cells["region"] for row in read().rows][-1] == "가상"


@pytest.mark.parametrize(
    ("column", "other"),
    [("업종명(11차)", "업종명(10차)"), ("주소", "간략주소"), ("신규_재확인", "신규/재확인"),
     ("대표자명(익명)", "대표자명")],
)  # fmt: skip
def test_other_editions_read_the_same(column, other):
    header = [other if name == column else name for name in ROWS[0]]
    assert cells_of(read([header, *ROWS[1:]])) == cells_of(read())


def test_the_running_number_does_not_make_the_id():
    renumbered = [ROWS[0], *([f"{k}{row[0]}", *row[1:]] for k, row in enumerate(ROWS[1:]))]
    assert [*cells_of(read(renumbered))] == [*cells_of(read())]


def test_a_row_without_a_name_is_refused():
    assert codes_of(read(changed(ROWS, 4, "업체명", ""))) == ["import.no_name"]
