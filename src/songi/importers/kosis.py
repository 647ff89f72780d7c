"""The census of establishments (전국사업체조사, KOSIS): people by region and industry.

Two layouts: years down the rows (long), with a column for each item or one of items and one of
values; or years as headings (wide). Both as CSV with codes.
"""

from __future__ import annotations

import csv
import io
import re
import zlib
from collections.abc import Mapping
from dataclasses import dataclass

from songi.errors import Place, Problem
from songi.importers.ksic import code_of
from songi.importers.published import encoding_of, garbled, read_published, unpacked
from songi.importers.publisher import Found, ImportedRow, Options, Publisher
from songi.study.industry_codes import SECTIONS, TOTAL

REGION = ("행정구역코드", "C행정구역별", "C시도별", "C시군구별", "C1")
REGION_NAME = ("행정구역", "행정구역별", "시도별", "시군구별", "C1_NM")
INDUSTRY = ("산업분류코드", "C산업별", "C산업분류별", "C산업중분류별", "C2")
INDUSTRY_NAME = ("산업분류", "산업별", "산업분류별", "산업중분류별", "C2_NM")
YEAR = ("시점", "조사연도", "PRD_DE")
PLACES = ("사업체수", "사업체수 (개)", "사업체수[개]")
PEOPLE = ("종사자수", "종사자수 (명)", "종사자수[명]", "총종사자수")
ITEM = ("항목", "ITM_NM")
VALUE = ("값", "데이터", "DT")

NAMED = (REGION, REGION_NAME, INDUSTRY, INDUSTRY_NAME)
"""Columns that every layout has."""

WITHHELD = frozenset({"x", "…", "...", "..", "*", ""})
"""What stands for a count that is not published."""

NONE = frozenset({"-", "0"})

TOTALS = frozenset({"전산업", "전체산업", "전체", "합계", "총계", "계"})

_YEAR = re.compile(r"^(\d{4})(?:\s*년)?$")
_REVISION = re.compile(r"(?<!\d)(\d{1,2})\s*차")
_COUNT = re.compile(r"^\d+$")


@dataclass(frozen=True, slots=True)
class _Layout:
    """How a file is arranged: its columns, and those of items by the year or item they hold."""

    columns: tuple[tuple[str, ...], ...]
    years: Mapping[str, str]


def find(content: bytes, name: str, options: Options) -> Found:
    """Return people by region and industry of the file's years."""
    headings = _headings(content, name)
    if isinstance(headings, Problem):
        return Found(problems=[headings])
    revision = _revision(headings, name, options)
    layout = _layout(headings, name)
    faults = [one for one in (revision, layout) if isinstance(one, Problem)]
    if isinstance(revision, Problem) or isinstance(layout, Problem):
        return Found(problems=faults)
    raw = read_published(content, name, layout.columns)
    found = Found(problems=[*raw.problems])
    counts: dict[tuple[str, str, str], dict[str, str]] = {}
    lines: dict[tuple[str, str, str], int] = {}
    for line, cells in raw.rows:
        named = _named(line, cells, revision, name)
        if isinstance(named, Problem):
            found.problems.append(named)
        elif named is None or not _wanted(named["ksic"], options):
            found.left_out += 1
        else:
            _count(line, cells, named, layout, name, counts, lines, found)
    for key, cells in counts.items():
        told = {column: text for column, text in cells.items() if text}
        found.rows.append(ImportedRow("industries", lines[key], told))
    return found


def _headings(content: bytes, name: str) -> tuple[str, ...] | Problem:
    """Return the headings of a CSV file, which tell its layout."""
    try:
        bare, _ = unpacked(content, name)
    except (OSError, EOFError, zlib.error) as error:
        return Problem("import.packed", Place(name), {"came": str(error)})
    encoding = encoding_of(bare)
    if encoding is None:
        return Problem("import.encoding", Place(name))
    text = bare.decode(encoding).removeprefix("\ufeff")
    headings = tuple(cell.strip() for cell in next(csv.reader(io.StringIO(text)), []))
    if any(garbled(cell) for cell in headings):
        facts = {"came": ", ".join(headings), "expected": REGION[0]}
        return Problem("import.mojibake", Place(name, 1), facts)
    return headings


def _revision(headings: tuple[str, ...], name: str, options: Options) -> str | Problem:
    """Return the revision that the file or the user says."""
    told = {found for text in (*headings, name) for found in _REVISION.findall(text)}
    said = options.ksic_revision
    if said and told and told != {said}:
        facts = {"came": ", ".join(sorted(told)), "expected": said}
        return Problem("specialisation.two_revisions", Place(name, 1), facts)
    if len(told) == 1:
        return told.pop()
    if not said:
        facts = {"came": ", ".join(sorted(told)) or "-"}
        return Problem("specialisation.no_revision", Place(name, 1), facts)
    return said


def _layout(headings: tuple[str, ...], name: str) -> _Layout | Problem:
    bare = [_REVISION.sub("", one).replace("()", "").strip() for one in headings]
    columns = []
    for names in NAMED:
        # "산업분류별(10차)" is the same column: the heading as it stands comes first.
        alike = next((headings[k] for k, one in enumerate(bare) if one in names), None)
        columns.append((names[0],) if alike is None else (alike,))
    if lacking := [one[0] for one in columns if one[0] not in headings]:
        facts = {"came": ", ".join(headings), "expected": ", ".join(lacking)}
        return Problem("specialisation.layout", Place(name, 1), facts)
    year, item, value = (_of(names, headings) for names in (YEAR, ITEM, VALUE))
    years = {one: found[1] for one in headings if (found := _YEAR.match(one))}
    if item and years:
        return _Layout((*columns, (item,), *((one,) for one in years)), years)
    if year and item and value:
        return _Layout((*columns, (year,), (item,), (value,)), {})
    counted = [found for names in (PLACES, PEOPLE) if (found := _of(names, headings))]
    if year and counted:
        return _Layout((*columns, (year,), *((one,) for one in counted)), {})
    if year and not item:
        facts = {"came": ", ".join(headings), "expected": f"{PLACES[0]}, {PEOPLE[0]}"}
        return Problem("specialisation.items", Place(name, 1), facts)
    facts = {"came": ", ".join(headings), "expected": f"{YEAR[0]} / {ITEM[0]}"}
    return Problem("specialisation.layout", Place(name, 1), facts)


def _of(names: tuple[str, ...], headings: tuple[str, ...]) -> str:
    return next((one for one in headings if one in names), "")


def _named(
    line: int, cells: Mapping[str, str], revision: str, name: str
) -> dict[str, str] | Problem | None:
    """Return a row's region and industry; nothing for a part of a municipality; or a problem."""
    region, region_name, code, industry = list(cells.values())[:4]
    digits = region.strip().lstrip("'")
    if not digits.isdigit():
        facts = {"came": region or "-", "expected": region_name}
        return Problem("specialisation.region_code", Place(name, line), facts)
    level = _level(digits)
    if level is None:
        return None
    ksic = _ksic(code.strip(), industry.strip())
    if ksic is None:
        facts = {"came": code or "-", "expected": industry}
        return Problem("specialisation.industry_code", Place(name, line), facts)
    section = SECTIONS.get(ksic)
    return {
        "region": digits,
        "region_name_ko": region_name.strip(),
        "level": level,
        "ksic": ksic,
        "industry_ko": "" if ksic == TOTAL else industry.strip(),
        "industry_en": section[1] if section else "",
        "ksic_revision": revision,
        "basis": "observed",
    }


def _level(region: str) -> str | None:
    """Return what kind of region a code of the statistics office is; none below a gu."""
    if set(region) == {"0"}:
        return "nation"
    if len(region) == 2:
        return "province"
    if len(region) == 5:
        return "municipality" if region.endswith("0") else "district"
    return None


def _ksic(code: str, name: str) -> str | None:
    if name in TOTALS or code in {"0", "00", "000"}:
        return TOTAL
    return code if code in SECTIONS else code_of(code)


def _wanted(ksic: str, options: Options) -> bool:
    return ksic == TOTAL or options.wants(ksic)


def _count(
    line: int,
    cells: Mapping[str, str],
    named: Mapping[str, str],
    layout: _Layout,
    name: str,
    counts: dict[tuple[str, str, str], dict[str, str]],
    lines: dict[tuple[str, str, str], int],
    found: Found,
) -> None:
    """Add the counts of a line to the rows that they belong to."""
    item = next((cells[one] for one in ITEM if one in cells), "")
    for heading, text in [*cells.items()][4:]:
        if heading in {*ITEM, *YEAR}:
            continue
        year = layout.years.get(heading) or _YEAR.sub(r"\1", _year_of(cells))
        if not _YEAR.match(year):
            facts = {"came": year or "-"}
            found.problems.append(Problem("specialisation.year", Place(name, line), facts))
            continue
        column = _column(item or heading)
        if column is None:
            found.left_out += 1
            continue
        number = _number(text)
        if number is None:
            place = Place(name, line, heading)
            facts = {"came": text, "expected": item or heading}
            found.problems.append(Problem("specialisation.number", place, facts))
            continue
        key = (named["region"], named["ksic"], year)
        row = counts.setdefault(key, {**named, "year": year})
        lines.setdefault(key, line)
        if row.get(column, number) != number or row["region_name_ko"] != named["region_name_ko"]:
            facts = {"came": "/".join(key), "expected": lines[key]}
            found.problems.append(Problem("import.row_twice", Place(name, line, heading), facts))
        row[column] = number


def _year_of(cells: Mapping[str, str]) -> str:
    return next((cells[one].strip() for one in YEAR if one in cells), "")


def _column(item: str) -> str | None:
    bare = re.sub(r"[\s\[(].*$", "", item.strip())
    if bare == "사업체수":
        return "establishments"
    return "employees" if bare in {"종사자수", "총종사자수"} else None


def _number(text: str) -> str | None:
    bare = text.strip().replace(",", "")
    if bare.lower() in WITHHELD:
        return ""
    if bare in NONE:
        return "0"
    bare = bare.removesuffix(".0")
    return bare if _COUNT.match(bare.removeprefix("-")) else None


KOSIS = Publisher(
    name="kosis",
    publisher="통계청",
    title="Census of establishments (전국사업체조사)",
    licence="Official statistics, source to be named",
    url="https://kosis.kr",
    note="Employees include owners and unpaid family. Regions by the codes of the table's own "
    "edition, industries by the revision that each row carries.",
    columns=(*NAMED, YEAR, PLACES, PEOPLE, ITEM, VALUE),
    fields={
        "region": REGION[0], "region_name_ko": REGION_NAME[0], "ksic": INDUSTRY[0],
        "industry_ko": INDUSTRY_NAME[0], "year": YEAR[0], "establishments": PLACES[0],
        "employees": PEOPLE[0],
    },
    coded=True,
    find=find,
    tables=("industries",),
)  # fmt: skip
