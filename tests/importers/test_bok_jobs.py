"""People employed for output: made-up files of the three layouts."""

import io
from datetime import date

import pytest
from openpyxl import Workbook

from contest import copied
from importers.published_files import csv_bytes, options
from importers.xls_bytes import xls_bytes
from songi.errors import StudyError
from songi.importers.bok_jobs import BOK_JOBS
from songi.importers.into_study import import_file
from study.made_up import write_study

DAY = date(2025, 7, 2)
REGIONS = ["전지역", "서울", "경기", "부산"]
COEFFICIENTS = [
    ["01", "의약품", 3, 2, 4, 5],
    ["02", "연구개발", 8, 7, 9, 10],
    ["03", "기초화학물질", 1, 1, 1, 2],
    ["04", "화학섬유", 4, 3, 4, 5],
]
PEOPLE = [
    ["01", "의약품", 300, 100, 100, 100],
    ["02", "연구개발", 800, 350, 250, 200],
    ["03", "기초화학물질", 100, 50, 30, 20],
    ["04", "화학섬유", 200, 60, 40, 100],
]
YEARLY = [
    ["부문별", "항목", "단위", "2015 년", "2020 년"],
    ["의약품", "취업계수", "명/10억원", "4.5", "3"],
    ["의약품", "고용계수", "명/10억원", "4", "2.5"],
    ["연구개발", "취업계수", "명/10억원", "9", "8"],
    ["전체", "취업계수", "명/10억원", "6.2", "5.4"],
]


def sheets(coefficients=COEFFICIENTS, people=PEOPLE, regions=REGIONS):
    def lines(title, unit, rows):
        head = [[title], ["2020년"], [f"(단위: {unit})"], [None, None, *regions]]
        return [*head, *rows, ["99", "전부문", *[5] * len(regions)]]

    found = {"취업계수": lines("취업계수", "명/10억원", coefficients)}
    if people:
        found["취업자수"] = lines("취업자수", "명", people)
    found["취업유발계수표"] = lines("취업유발계수표", "명/10억원", [["01", "의약품", 9, 9, 9, 9]])
    return found


def workbook(**parts):
    book = Workbook()
    book.remove(book.active)
    for title, lines in sheets(**parts).items():
        page = book.create_sheet(title)
        for line in lines:
            page.append(line)
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()


def read(content, name="jobs.xlsx", **more):
    return BOK_JOBS.read(content, name, options(known_from=DAY, **more))


def jobs(imported):
    return {row.cells["sector"]: row.cells["jobs_per_billion_krw"] for row in imported.rows}


def test_sectors_of_several_products_get_the_mean_by_output():
    imported = read(workbook())
    assert imported.problems == ()
    # 300 people for 150 billion: 100 of basic chemicals and 50 of fibres.
    assert jobs(imported) == {"pharmaceuticals": "3", "research": "8", "petrochemicals": "2"}
    cells = imported.rows[0].cells
    assert cells["basis"] == "estimated"
    assert "prices of 2020" in cells["note"]
    assert "2020년 가격" in cells["note_ko"]


def test_without_workers_they_get_the_range_of_their_products():
    found = read(workbook(people=None))
    assert jobs(found)["petrochemicals"] == "1..4"
    assert "A range" in found.rows[-1].cells["note"]


def test_around_a_province_there_are_three_regions():
    found = jobs(read(workbook(), home=("경기",)))
    assert found["own_province.pharmaceuticals"] == "4"
    assert found["capital_region.research"] == "7"
    assert found["elsewhere.petrochemicals"] == "4"  # 120 people for 10 and 20 billion
    assert len(found) == 9


def test_an_older_workbook_is_read_too():
    assert jobs(read(xls_bytes(sheets()))) == jobs(read(workbook()))


def test_a_sheet_with_the_coefficients_as_columns():
    lines = [["고용표"], ["2023년"], [None, "부문명", "취업자수", "취업계수", "고용계수"],
             ["01", "의약품", 300, 3, 2], ["02", "연구개발", 800, 8, 7]]  # fmt: skip
    assert jobs(read(xls_bytes({"고용표": lines}))) == {"pharmaceuticals": "3", "research": "8"}


@pytest.mark.parametrize("encoding", ["utf-8-sig", "cp949"])
def test_a_download_by_year_gives_the_latest_or_the_one_told(encoding):
    content = csv_bytes(YEARLY, encoding)
    assert jobs(read(content, "jobs.csv")) == {"pharmaceuticals": "3", "research": "8"}
    assert jobs(read(content, "jobs.csv", year=2015))["pharmaceuticals"] == "4.5"


def test_employees_stand_in_where_nobody_tells_the_employed():
    only = [YEARLY[0], YEARLY[2]]
    found = read(csv_bytes(only), "jobs.csv")
    assert jobs(found) == {"pharmaceuticals": "2.5"}
    assert "employees only" in found.rows[0].cells["note"]


def with_cell(text):
    return csv_bytes([*YEARLY[:1], [*YEARLY[1][:-1], text]])


@pytest.mark.parametrize(
    ("content", "more", "code"),
    [
        (with_cell("-3"), {}, "io_table.jobs_negative"),
        (with_cell("셋"), {}, "io_table.jobs_lacking"),
        (csv_bytes(YEARLY), {"year": 2019}, "io_table.year"),
        (csv_bytes([["품목", "값"], ["의약품", "3"]]), {}, "io_table.jobs_lacking"),
        (csv_bytes([*YEARLY, ["로봇", "취업계수", "", "1", "1"]]), {}, "import.io_product"),
        (csv_bytes([*YEARLY, ["화학제품", "취업계수", "", "1", "1"]]), {}, "io_table.editions"),
        (b"\xff\xfe\x00\x81", {}, "import.encoding"),
        (b"", {}, "io_table.jobs_lacking"),
        (workbook(), {"home": ("강원",)}, "io_table.home"),
        (workbook(), {"home": ("평양",)}, "io_table.home"),
        (xls_bytes({"매출": [["품목", "수량"], ["사과", 3]]}), {}, "io_table.jobs_lacking"),
    ],
)
def test_what_cannot_be_right_is_refused(content, more, code):
    found = read(content, **more)
    assert [problem.code for problem in found.problems] == [code]
    assert found.rows == ()


def test_they_land_in_a_study_that_has_the_sectors(tmp_path):
    sectors = [
        {**row, "id": name} for row, name in zip(copied("io_sectors"), ("pharmaceuticals",
                                                 "research", "civil_works"), strict=True)
    ]  # fmt: skip
    absent = ("io_flows", "io_areas", "sector_shares", "sector_jobs", "shocks", "impact_estimates")
    rows = {"io_sectors": sectors, **dict.fromkeys(absent, ())}
    folder = write_study(tmp_path / "toy", rows=rows)
    path = tmp_path / "jobs.csv"
    path.write_bytes(csv_bytes(YEARLY))
    assert import_file(folder, BOK_JOBS, path, options(known_from=DAY)).added == 2
    path.write_bytes(csv_bytes([*YEARLY, ["건물건설및건축보수", "취업계수", "", "1", "6"]]))
    with pytest.raises(StudyError) as caught:
        import_file(folder, BOK_JOBS, path, options(known_from=date(2025, 8, 1)))
    assert {problem.code for problem in caught.value.problems} == {"reference.unknown"}
