"""Residents of municipalities by age, as the ministry of the interior publishes them (MOIS).

Two editions are read: by year (`2023년_거주자_0~4세`) and by month (`2023년12월_계_0~4세`), both in
bands of five years or single ones. Of several years that a file holds, the last one is taken that
had ended on the day of the file.
"""

from __future__ import annotations

import csv
import io
import re
import zlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from songi.errors import Place, Problem
from songi.importers.place_codes import municipalities
from songi.importers.published import encoding_of, read_published, unpacked
from songi.importers.publisher import Found, ImportedRow, Options, Publisher, day_in
from songi.study.municipality_codes import current_code, is_part, years_mixed

REGION = "행정구역"

GROUPS = {
    "aged_0_14": (0, 14),
    "aged_15_24": (15, 24),
    "aged_25_39": (25, 39),
    "aged_40_64": (40, 64),
    "aged_65": (65, 200),
}
"""Columns of `residents` and the ages they hold."""

_COLUMN = re.compile(r"^(\d{4})년(?:(\d{2})월)?_(?:거주자|계)_(.+)$")
_BAND = re.compile(r"^(\d+)(?:~(\d+))?세(?: ?이상)?$")
_CODE = re.compile(r"^(.*\S)\s*\((\d{10})\)$")
_TOTAL = "총인구수"


@dataclass(frozen=True, slots=True)
class Count:
    """Residents of one municipality.

    Attributes:
        line: line of the file.
        code: its code, that of 2024.
        people: residents by column of `residents`, all of them under `people`.
    """

    line: int
    code: str
    people: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Counts:
    """What a file of residents holds of one year.

    Attributes:
        day: day at which they were counted.
        rows: a count for each municipality.
        problems: what is wrong with the file.
        left_out: rows of provinces, of cities whose districts are there, and of branch offices.
    """

    day: date | None
    rows: tuple[Count, ...]
    problems: tuple[Problem, ...]
    left_out: int = 0


def find(content: bytes, name: str, options: Options) -> Found:
    """Return residents by municipality and age at the end of the last year that had ended."""
    counts = residents_in(content, name, options)
    found = Found(problems=[*counts.problems], left_out=counts.left_out)
    if counts.day is None:
        return found
    for one in counts.rows:
        cells = {"municipality": one.code, "year": str(counts.day.year), "basis": "observed"}
        cells |= {column: str(number) for column, number in one.people.items()}
        found.rows.append(ImportedRow("residents", one.line, cells))
    return found


def residents_in(content: bytes, name: str, options: Options) -> Counts:
    """Return what a file of residents holds of the last year that had ended on its day."""
    problems: list[Problem] = []
    columns = _columns(content, name, options.known_from or day_in(name) or options.accessed)
    wanted = tuple((one,) for one in ([REGION, *columns.values()] if columns else [REGION, _TOTAL]))
    raw = read_published(content, name, wanted)
    if raw.problems or not columns:
        return Counts(None, (), tuple(raw.problems))
    day = _day_of(columns[_TOTAL])
    groups, crossing = _grouped([one for one in columns if one != _TOTAL])
    if crossing:
        facts = {"came": ", ".join(crossing), "expected": "0~4세, 5~9세, …"}
        problems.append(Problem("import.columns", Place(name, 1), facts))
        return Counts(day, (), tuple(problems))
    told = [(line, cells) for line, cells in raw.rows if cells.get(columns[_TOTAL])]
    rows, left_out = [], len(raw.rows) - len(told)
    codes = [match[2] for _, c in told if (match := _CODE.match(c.get(REGION, "")))]
    mixed = years_mixed(codes)
    if mixed:
        facts = {"came": " / ".join(mixed), "expected": f"{day:%Y}"}
        problems.append(Problem("ground.codes_mixed", Place(name, None, REGION), facts))
    for line, cells in told:
        match = _CODE.match(cells.get(REGION, ""))
        if match is None:
            facts = {"came": cells.get(REGION, "-"), "expected": "서울특별시 종로구 (1111000000)"}
            problems.append(Problem("import.code", Place(name, line, REGION), facts))
            continue
        code = current_code(match[2])
        if code not in municipalities() or is_part(match[2]) or not match[2].endswith("00000"):
            left_out += 1
            continue
        try:
            numbers = {one: _number(cells.get(column, "0")) for one, column in columns.items()}
        except ValueError as fault:
            problems.append(Problem("ground.number", Place(name, line), {"came": str(fault)}))
            continue
        people = {"people": numbers[_TOTAL]}
        people |= {group: sum(numbers[band] for band in bands) for group, bands in groups.items()}
        rows.append(Count(line, code, people))
    return Counts(day, tuple(rows), tuple(problems), left_out)


def _columns(content: bytes, name: str, day: date) -> dict[str, str]:
    """Return the columns of the last year that had ended, by age; none where there is no such."""
    found: dict[date, dict[str, str]] = {}
    for column in _header(content, name):
        match = _COLUMN.match(column)
        if match and (match[3] == _TOTAL or _BAND.match(match[3])):
            found.setdefault(_day_of(column), {})[match[3]] = column
    ended = [one for one in found if one <= day and _TOTAL in found[one] and len(found[one]) > 1]
    return found[max(ended)] if ended else {}


def _header(content: bytes, name: str) -> list[str]:
    """Return the first line's cells; nothing where the file cannot be read, which is told later."""
    try:
        content, _ = unpacked(content, name)
    except (OSError, EOFError, zlib.error):
        return []
    encoding = encoding_of(content)
    if encoding is None:
        return []
    text = content.decode(encoding).removeprefix("\ufeff")
    return [cell.strip() for cell in next(csv.reader(io.StringIO(text)), [])]


def _day_of(column: str) -> date:
    """Return the day at which a column counts: the last one of its month or year."""
    match = _COLUMN.match(column)
    year, month = (int(match[1]), int(match[2] or 12)) if match else (1, 1)
    return date.fromordinal(date(year + month // 12, month % 12 + 1, 1).toordinal() - 1)


def _grouped(bands: Sequence[str]) -> tuple[dict[str, list[str]], list[str]]:
    """Return the bands of each group of ages, and those that lie in no group as a whole."""
    groups: dict[str, list[str]] = {group: [] for group in GROUPS}
    crossing = []
    for band in bands:
        match = _BAND.match(band)
        if match is None:
            continue
        first = int(match[1])
        last = int(match[2]) if match[2] else 200 if "이상" in band else first
        within = [g for g, (low, high) in GROUPS.items() if low <= first and last <= high]
        if within:
            groups[within[0]].append(band)
        else:
            crossing.append(band)
    return groups, crossing


def _number(text: str) -> int:
    number = float(text.replace(",", ""))
    if not number.is_integer():
        message = text
        raise ValueError(message)
    return int(number)


MOIS = Publisher(
    name="mois",
    publisher="행정안전부",
    title="Residents of municipalities by age (주민등록 인구통계)",
    licence="Official statistics, source to be named",
    url="https://jumin.mois.go.kr",
    note="Registered residents at the end of a year; codes turned into those of 2024.",
    columns=((REGION,), (_TOTAL,)),
    fields={"municipality": REGION, "people": _TOTAL},
    coded=False,
    find=find,
    tables=("residents",),
)
