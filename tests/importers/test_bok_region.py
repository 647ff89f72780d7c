"""The interregional table of the provinces: a made-up file of its layout, around one of them."""

from datetime import date

import numpy as np
import pytest

from importers.published_files import options
from importers.regional_book import Economy
from importers.xls_bytes import xls_bytes
from songi.importers.bok_region import BOK_REGION
from songi.importers.bok_sectors import sectors_of_names
from songi.importers.into_study import import_file
from songi.importers.provinces import CAPITAL_REGION, PROVINCES, province_named, reach_of
from songi.study.check import open_checked
from study.made_up import write_study

DAY = date(2025, 7, 2)
ABSENT = dict.fromkeys(
    ("io_sectors", "io_flows", "io_areas", "sector_shares", "sector_jobs", "shocks",
     "impact_estimates"), ()
)  # fmt: skip


def read(content, *home, **more):
    return BOK_REGION.read(content, "io.xlsx", options(known_from=DAY, home=home, **more))


def cells(imported, table):
    return [row.cells for row in imported.rows if row.table == table]


@pytest.fixture(scope="module")
def economy():
    return Economy()


@pytest.fixture(scope="module")
def imported(economy):
    found = read(economy.workbook(), "경기")
    assert found.problems == ()
    return found


def test_provinces_become_three_regions(imported):
    sectors = cells(imported, "io_sectors")
    assert len(sectors) == 9
    assert {one["reach"] for one in sectors} == {"own_province", "capital_region", "elsewhere"}
    first = sectors[0]
    assert first["id"] == "own_province.pharmaceuticals"
    assert first["name_ko"] == "의약품 (경기)"
    assert first["name_en"] == "Pharmaceuticals (Gyeonggi)"
    assert (first["year"], first["ksic"]) == ("2020", "21")


def test_flows_are_those_of_the_provinces_summed_up(imported, economy):
    flows = {(one["seller"], one["buyer"]): one for one in cells(imported, "io_flows")}
    # The medicines (0) of Busan (6) and Jeju (9) that research (1) in Gyeonggi (4) buys.
    due = economy.domestic[6, 4] + economy.domestic[9, 4]
    key = ("elsewhere.pharmaceuticals", "own_province.research")
    assert float(flows[key]["domestic_million_krw"]) == due
    assert float(flows[key]["imported_million_krw"]) == 0
    key = ("own_province.pharmaceuticals", "own_province.research")
    assert float(flows[key]["imported_million_krw"]) == economy.imported[0, 4]
    whole = sum(float(one["domestic_million_krw"]) for one in flows.values())
    assert whole == economy.domestic.sum()


def test_output_households_and_the_rest_keep_their_sums(imported, economy):
    sums = {
        name: sum(float(one[f"{name}_million_krw"]) for one in cells(imported, "io_sectors"))
        for name in ("output", "value_added", "wages", "households", "final_demand")
    }
    assert sums["output"] == economy.output.sum()
    assert sums["value_added"] == economy.added.sum()
    assert sums["wages"] == economy.wages.sum()
    assert sums["households"] == economy.households.sum()
    assert sums["final_demand"] == economy.output.sum() - economy.domestic.sum()


def test_it_lands_in_a_study_without_errors(tmp_path, economy):
    folder = write_study(tmp_path / "toy", rows=ABSENT)
    path = tmp_path / "table.xlsx"
    path.write_bytes(economy.workbook())
    done = import_file(folder, BOK_REGION, path, options(known_from=DAY, home=("gyeonggi",)))
    assert done.added == 9 + 81
    assert len(open_checked(folder)[0].tables["io_sectors"]) == 9


def test_an_older_workbook_is_read_too(economy):
    old = xls_bytes({"총거래표": economy.lines(), "총투입계수": [["-"]]})
    assert [row.cells for row in read(old, "서울").rows] == [
        row.cells for row in read(economy.workbook(), "서울").rows
    ]


def test_around_a_province_outside_it_the_capital_region_is_whole(economy):
    sectors = cells(read(economy.workbook(), "부산광역시"), "io_sectors")
    output = {one["id"]: float(one["output_million_krw"]) for one in sectors}
    assert output["capital_region.research"] == economy.output[1] + economy.output[4]
    assert output["own_province.research"] == economy.output[7]


@pytest.mark.parametrize(
    ("changed", "home", "code"),
    [
        ({}, (), "io_table.home"),
        ({}, ("경기", "서울"), "io_table.home"),
        ({}, ("강원",), "io_table.home"),
        ({"spoiled": {(5, 3): "평양"}}, ("경기",), "io_table.province"),
        ({"spoiled": {(8, 0): "제5권역"}}, ("경기",), "io_table.province"),
        ({"spoiled": {(9, 4): 999.0}}, ("경기",), "io_table.nation_sum"),
        ({"spoiled": {(9, 4): 999.0}, "nation": False}, ("경기",), "io_table.nation_sum"),
        ({"spoiled": {(7, 3): "화학제품"}}, ("경기",), "io_table.editions"),
        ({"products": ("의약품", "화학제품", "건설")}, ("경기",), "io_table.editions"),
        ({"products": ("의약품", "로봇", "건설")}, ("경기",), "import.io_product"),
        ({"spoiled": {(9, 4): "많음"}}, ("경기",), "import.io_layout"),
        ({"sheet": "총투입계수"}, ("경기",), "import.io_layout"),
        ({"spoiled": {(7, 2): "이름"}}, ("경기",), "import.io_layout"),
        ({"title": "표"}, ("경기",), "import.io_layout"),
    ],
)
def test_what_cannot_be_right_is_refused(changed, home, code):
    found = read(Economy(**changed).workbook(), *home)
    assert [problem.code for problem in found.problems] == [code]
    assert found.rows == ()


def test_the_year_may_be_told():
    found = read(Economy(title="표").workbook(), "경기", year=2015)
    assert cells(found, "io_sectors")[0]["year"] == "2015"


def test_another_publishers_old_workbook_is_refused():
    other = xls_bytes({"Sheet1": [["품목", "가격"], ["사과", 3]]})
    assert read(other, "경기").problems[0].code == "import.io_layout"
    assert read(other[:2000], "경기").problems[0].code == "import.io_layout"
    assert read(b"no workbook", "경기").problems[0].code == "import.io_layout"


def test_provinces_are_known_by_all_their_names():
    for told, due in (("서울특별시", "서울"), ("충청북도", "충북"), ("전라남도", "전남"),
                      ("전북특별자치도", "전북"), (" 세 종", "세종"), ("Gyeonggi", "경기"),
                      ("평양", None), ("", None)):  # fmt: skip
        assert province_named(told) == due
    assert len(PROVINCES) == 17
    assert [reach_of(one, "경기") for one in (*CAPITAL_REGION, "제주")] == [
        "capital_region", "capital_region", "own_province", "elsewhere",
    ]  # fmt: skip


def test_products_of_the_lists_of_83_and_33_have_their_sectors():
    assert sectors_of_names(["의약품", "정밀기기", "기타"]) == [
        "pharmaceuticals", "precision", "public_social",
    ]  # fmt: skip
    assert sectors_of_names(["화학제품", "석탄 및 석유제품"]) == ["chemicals", "petroleum"]


def test_imports_stand_with_the_buyers_region(imported, economy):
    abroad = sum(float(one["imported_million_krw"]) for one in cells(imported, "io_flows"))
    assert abroad == economy.imported.sum()
    bought = np.array([float(one["imported_million_krw"]) for one in cells(imported, "io_flows")
                       if one["seller"].split(".")[0] != one["buyer"].split(".")[0]])  # fmt: skip
    assert not bought.any()
