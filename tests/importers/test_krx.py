"""The exchange's list: chosen and coded by the name of the industry."""

from collections import Counter
from pathlib import Path

import pytest

from importers.published_files import (
    KRX_FILE,
    cells_of,
    changed,
    codes_of,
    csv_bytes,
    options,
    rows_of,
    xlsx_bytes,
)
from songi.importers.firm_rows import SMALL_MARKET
from songi.importers.krx import FROM_THE_GROUP, KRX
from songi.study.load import load_study

ROOT = Path(__file__).parents[2]
REAL = ROOT.parent / "shared/data/raw/industry/krx-stock_master-20181112.csv.gz"
BIO = ("21", "271", "701")


def read(rows=None, name=KRX_FILE.name, **more):
    content = KRX_FILE.read_bytes() if rows is None else csv_bytes(rows)
    return KRX.read(content, name, options(**more))


def test_a_code_is_taken_where_it_lies_within_the_group_named():
    cells = cells_of(read())
    assert cells["krx_900001"] == {
        "id": "krx_900001", "name_ko": "가상제약", "name_en": "가상제약", "ksic": "21210",
        "ksic_revision": "10", "activity": "manufacturing", "functions": "commercialisation",
        "listed": "true", "basis": "observed",
    }  # fmt: skip
    assert cells["krx_900002"]["ksic"] == "211"
    assert cells["krx_900002"]["basis"] == "estimated"
    assert cells["krx_900002"]["note"] == FROM_THE_GROUP


def test_a_retailer_with_a_code_of_research_is_no_research_firm():
    cells = cells_of(read(only=BIO))
    assert "krx_900005" not in cells
    assert {one["ksic"] for one in cells.values()} == {"21210", "211", "70113", "271"}


def test_size_is_said_only_of_firms_on_konex():
    cells = cells_of(read())
    small = {name for name, one in cells.items() if one.get("size") == "sme"}
    assert small == {"krx_900003", "krx_900004"}
    assert cells["krx_900003"]["note"] == SMALL_MARKET
    assert cells["krx_900003"]["basis"] == "estimated"
    assert cells["krx_900004"]["note"] == f"{FROM_THE_GROUP} {SMALL_MARKET}"


def test_firms_no_longer_listed_are_left_out():
    found = read()
    assert "krx_900006" not in cells_of(found)
    assert found.left_out == 2


def test_a_group_without_a_known_code_is_warned_of():
    found = read()
    [problem] = found.problems
    assert (problem.code, problem.severity) == ("import.group", "warning")
    assert problem.facts == {"came": "아무도 모르는 업", "expected": 1}
    assert "아무도 모르는 업" in cells_of(found)["krx_900007"]["note"]
    assert "ksic" not in cells_of(found)["krx_900007"]


@pytest.mark.parametrize("symbol", ["1040", "90000k", "", "KR7005930003"])
def test_a_symbol_cut_by_a_spreadsheet_is_refused(symbol):
    found = read(changed(rows_of(KRX_FILE), 2, "Symbol", symbol))
    assert [p.code for p in found.problems if p.severity == "error"] == ["import.code"]


def test_a_firm_without_a_name_is_refused():
    found = read(changed(rows_of(KRX_FILE), 3, "Name", ""))
    [problem] = [p for p in found.problems if p.severity == "error"]
    assert (problem.code, problem.place.row, problem.place.column) == ("import.no_name", 3, "Name")


def test_a_workbook_reads_the_same():
    content = xlsx_bytes(rows_of(KRX_FILE))
    found = KRX.read(content, "list-20200102.xlsx", options())
    assert cells_of(found) == cells_of(read())


def test_a_file_without_the_columns_is_refused():
    assert codes_of(read([["Symbol", "Name"], ["900001", "가"]])) == ["import.columns"]


@pytest.mark.skipif(not REAL.exists(), reason="the exchange's list is not on this machine")
def test_the_real_list_gives_the_firms_of_goyang():
    found = KRX.read(REAL.read_bytes(), REAL.name, options(only=BIO))
    assert found.problems == ()
    cells = cells_of(found)
    assert len(cells) == 207
    # In the file 106 of the 207 codes lie within the group that the exchange names itself.
    assert Counter(one["basis"] for one in cells.values()) == {"observed": 106, "estimated": 101}
    study, problems = load_study(ROOT / "studies" / "goyang")
    assert [p for p in problems if p.severity == "error"] == []
    rows = {row.id: row for row in study.tables["firms"] if row.id.startswith("krx_")}
    assert set(rows) == set(cells)
    for name, one in cells.items():
        row = rows[name]
        assert (row.name_ko, row.ksic, row.activity, row.size or "", row.basis, row.note) == (
            one["name_ko"], one["ksic"], one["activity"], one.get("size", ""), one["basis"],
            one.get("note", ""),
        )  # fmt: skip
