"""Counts by region and industry that do not hold together."""

from study.bad_input.case import Case, at
from study.made_up_industries_by_region import BY_REGION, HOME, as_files, count

ROWS = BY_REGION["industries"]
NUMBERS = {(one["region"], one["ksic"], one["year"]): k for k, one in enumerate(ROWS)}


def place(region, ksic, year, column):
    return at("industries", NUMBERS[region, ksic, year] + 2, column)


def changed(region, ksic, year, /, **cells):
    return {"files": as_files(**{f"r{NUMBERS[region, ksic, year]}": cells}), "head": HOME}


def more(*rows):
    return {"files": as_files([*ROWS, *rows]), "head": HOME}


LAST = len(ROWS) + 2

SPECIALISATION = {
    "industry codes of two revisions": Case(
        changed("11010", "21", "2021", ksic_revision="9"),
        "specialisation.revisions_mixed",
        place("11010", "21", "2021", "ksic_revision"),
        "여러 차수가 한 표에 섞여 있습니다: 9 (21). 최신 차수: 10",
        "several revisions stand in one table: 9 (21). The latest: 10",
    ),
    "a division that the revision has not": Case(
        changed("11010", "21", "2021", ksic="691"),
        "specialisation.code_unknown",
        place("11010", "21", "2021", "ksic"),
        "해당 차수에 없는 산업분류 부호입니다: 691. 차수: 10",
        "no industry code of its revision: 691. The revision: 10",
        alone=False,
    ),
    "a code of no classification": Case(
        changed("11010", "21", "2021", ksic="Pharma"),
        "id.form",
        place("11010", "21", "2021", "ksic"),
        "Pharma",
        "Pharma",
    ),
    "region codes of two years": Case(
        more(count("11060", "21", 2021, 5, 1, region_name_ko="새 시"),
             count("11065", "21", 2022, 5, 1, region_name_ko="새 시")),
        "specialisation.regions_mixed",
        at("industries", LAST + 1, "region"),
        "부호가 연도에 따라 다릅니다: 11065. 앞선 부호: 11060",
        "two codes in different years: 11065. The earlier: 11060",
    ),
    "a municipality of no province": Case(
        more(count("12", "21", 2022, 5, 1, "province", region_name_ko="다른 도")),
        "specialisation.province_missing",
        place("11010", "10", "2021", "region"),
        "표에 없는 시도에 속한 지역입니다: 11010. 표에 있는 시도: 12",
        "province that the table does not have: 11010. The provinces: 12",
        alone=False,
    ),
    "negative employees": Case(
        changed("11010", "21", "2021", employees="-40"),
        "cell.range",
        place("11010", "21", "2021", "employees"),
        "-40",
        "-40",
    ),
    "people without an establishment": Case(
        changed("11010", "21", "2021", establishments="0"),
        "specialisation.nobody_s_people",
        place("11010", "21", "2021", "establishments"),
        "사업체가 없는데 종사자가 있습니다: 400",
        "People work where there is no establishment: 400",
    ),
    "establishments without people": Case(
        changed("11050", "70", "2021", employees="0"),
        "specialisation.empty_places",
        place("11050", "70", "2021", "employees"),
        "사업체가 있는데 종사자가 없습니다: 1",
        "Nobody works in any of the establishments: 1",
        severity="warning",
        alone=False,
    ),
    "industries above the region's total": Case(
        changed("11010", "total", "2021", employees="1000"),
        "specialisation.exceeds_total",
        place("11010", "total", "2021", "employees"),
        "지역 합계보다 큽니다: 1850. 합계: 1000",
        "more than its total: 1850. The total: 1000",
    ),
    "industries below the region's total": Case(
        changed("11010", "total", "2021", employees="2000"),
        "specialisation.below_total",
        place("11010", "total", "2021", "employees"),
        "지역 합계에 못 미칩니다: 11010 2021: 1850. 합계: 2000",
        "do not come to its total: 11010 2021: 1850. The total: 2000",
        severity="warning",
    ),
    "no home among the regions": Case(
        {"files": as_files()},
        "specialisation.no_home",
        ("study.toml", None, "options.home_region"),
        "이 연구의 지역인지 정하지 않았습니다",
        "no region marked as the study's own",
        severity="warning",
    ),
    "a home that is not counted": Case(
        {"files": as_files(), "head": {"options.home_region": '"41280"'}},
        "specialisation.home_unknown",
        ("study.toml", None, "options.home_region"),
        "산업 표에 없는 지역입니다: 41280",
        "has no such region: 41280",
    ),
}  # fmt: skip
