"""Rows of firms from what publishers say."""

import pytest

from songi.errors import Place
from songi.importers.firm_rows import firm_row, nameless, no_code, region_of, whole_number


def test_the_korean_name_stands_for_an_english_one_that_is_not_there():
    assert firm_row(2, "a", ("가", "")).cells["name_en"] == "가"
    assert firm_row(2, "a", ("가", "Ga")).cells["name_en"] == "Ga"


def test_a_code_of_no_known_revision_is_left_out_and_told():
    cells = firm_row(2, "a", ("가", ""), code="21210").cells
    assert "ksic" not in cells
    assert cells["activity"] == "manufacturing"
    assert cells["note"] == "Industry code 21210 left out: its revision is not known."


def test_nothing_follows_from_a_code_of_an_older_revision():
    cells = firm_row(2, "a", ("가", ""), code="24212", revision="8").cells
    assert {"ksic", "ksic_revision", "activity", "functions"} & set(cells) == set()
    assert "24212" in cells["note"]


def test_what_is_said_stands_before_what_is_suggested():
    row = firm_row(2, "a", ("가", ""), code="21", revision="10", cells={"activity": "research"})
    assert row.cells["activity"] == "research"


def test_empty_cells_are_left_out():
    assert "size" not in firm_row(2, "a", ("가", ""), cells={"size": ""}).cells


def test_small_things():
    assert whole_number("1,234,567") == "1234567"
    assert region_of("가상도 없는시 꾸민구 1") == "가상도 없는시"
    assert region_of("") == ""
    assert nameless(Place("f", 2)).code == "import.no_name"
    assert no_code(Place("f", 2), "", "1").facts["came"] == "-"


@pytest.mark.parametrize("revision", ["9", "10", "11"])
def test_a_code_keeps_its_revision(revision):
    cells = firm_row(2, "a", ("가", ""), code="701", revision=revision).cells
    assert (cells["ksic"], cells["ksic_revision"]) == ("701", revision)
