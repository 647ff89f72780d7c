"""People employed for output (취업계수, else 고용계수), from the Bank of Korea or KOSIS.

Three forms: the table of employment with a column for each province (sheets 취업계수 and 취업자수),
one with the coefficients as columns, or a download by sector, item and year. Persons for a thousand
million won of output, at the prices of the file's year.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np

from songi.errors import Place, Problem
from songi.importers.bok_sectors import sectors_of_names
from songi.importers.io_faults import FAULTS, FileError, facts_of, problem_of
from songi.importers.provinces import PROVINCES, home_of, province_named, reach_of
from songi.importers.published import encoding_of
from songi.importers.publisher import Found, ImportedRow, Options, Publisher
from songi.importers.regional_sheet import NATION, bare
from songi.importers.sheets import Lines, is_workbook, sheets_of
from songi.study.schema.industries import REACHES

EMPLOYED, EMPLOYEES, PERSONS = "취업계수", "고용계수", "취업자수"
ITEMS = (EMPLOYED, EMPLOYEES, PERSONS)
ALL = "전국"

_YEAR = re.compile(r"^(19\d\d|20\d\d)(년)?$")
_TOLD_YEAR = re.compile(r"(?<!\d)(19\d\d|20\d\d)(?!\d)")
_PRODUCT = re.compile(r"^(부문명?|상품|품목|산업|분류)")
_WHOLE = (
    "전체",
    "전산업",
    "전부문",
    "계",
    "합계",
    "총계",
    "소계",
    "평균",
    "전부문평균",
    "전산업평균",
)


@dataclass
class Employment:
    """Cells of a file.

    Attributes:
        cells: number by item, region and product.
        year: year that they describe.
    """

    cells: dict[tuple[str, str, str], float] = field(default_factory=dict)
    year: int | None = None

    def put(self, item: str, region: str, product: str, cell: object, line: int) -> None:
        """Keep a cell; an empty one and a total's are none.

        Raises:
            FileError: nobody can be employed on less than nothing.
            ValueError: it is no number.
        """
        text = str(cell if cell is not None else "").replace(",", "").strip()
        if not product or product in _WHOLE or text in {"", "-", "…"}:
            return
        number = float(text)
        if number < 0:
            raise FileError("io_table.jobs_negative", f"{product} {number:g}", "0", line)
        self.cells[item, region, product] = number

    def products(self, item: str) -> list[str]:
        """Return the products that an item is told of, in the file's order."""
        return [*dict.fromkeys(product for one, _, product in self.cells if one == item)]


def find(content: bytes, name: str, options: Options) -> Found:
    """Return rows of `sector_jobs`, or what is wrong with the file."""
    try:
        return Found(rows=_rows(_read(content, name, options), options))
    except FAULTS as fault:
        facts = facts_of(fault, f"{EMPLOYED}, {EMPLOYEES}")
        layout = Problem("io_table.jobs_lacking", Place(name), facts)
        return Found(problems=[problem_of(fault, layout)])


def _read(content: bytes, name: str, options: Options) -> Employment:
    found = Employment()
    if not is_workbook(content):
        encoding = encoding_of(content)
        if encoding is None:
            raise FileError("import.encoding", name)
        text = content.decode(encoding).removeprefix("\ufeff")
        _by_year(found, [list(line) for line in csv.reader(io.StringIO(text))], options.year)
        return found
    sheets = {bare(title): lines for title, lines in sheets_of(content).items()}
    for title, lines in sheets.items():
        item = next((one for one in ITEMS if one in title), None)
        if item and "유발" not in title and _by_region(found, item, lines):
            continue
        _by_item(found, lines)
    told = [name, *(str(cell) for lines in sheets.values() for line in lines[:5] for cell in line)]
    found.year = options.year or next(
        (int(match[1]) for one in told if (match := _TOLD_YEAR.search(one))), None
    )
    return found


def _by_region(found: Employment, item: str, lines: Lines) -> bool:
    """Read a sheet with a column for each province; return whether it is one."""
    for k, line in enumerate(lines):
        told = {at: _region(cell) for at, cell in enumerate(line) if at > 1}
        regions = {at: region for at, region in told.items() if region}
        if len(regions) > 1:
            for row, cells in enumerate(lines[k + 1 :], k + 2):
                for at, region in regions.items():
                    if at < len(cells) and len(cells) > 1:
                        found.put(item, region, bare(cells[1]), cells[at], row)
            return True
    return False


def _by_item(found: Employment, lines: Lines) -> None:
    """Read a sheet with the coefficients as columns."""
    for k, line in enumerate(lines):
        labels = [bare(cell) for cell in line]
        items = {at: label for at, label in enumerate(labels) if label in ITEMS}
        if EMPLOYED in items.values() or EMPLOYEES in items.values():
            name_at = next((at for at, one in enumerate(labels) if one == "부문명"), 1)
            for row, cells in enumerate(lines[k + 1 :], k + 2):
                for at, item in items.items():
                    if at < len(cells):
                        found.put(item, ALL, bare(cells[name_at]), cells[at], row)
            return


def _by_year(found: Employment, lines: Lines, wanted: int | None) -> None:
    """Read a download by sector, item and year.

    Raises:
        FileError: there are no such columns, or not that year.
    """
    header = [bare(cell) for cell in lines[0]] if lines else []
    years = {int(m[1]): at for at, one in enumerate(header) if (m := _YEAR.match(one))}
    product_at = next((at for at, one in enumerate(header) if _PRODUCT.match(one)), None)
    if not years or product_at is None or "항목" not in header:
        raise FileError("io_table.jobs_lacking", ", ".join(header) or "-", "부문별, 항목, 연도")
    found.year = wanted or max(years)
    if found.year not in years:
        raise FileError("io_table.year", wanted, ", ".join(map(str, sorted(years))))
    item_at, at = header.index("항목"), years[found.year]
    for row, cells in enumerate(lines[1:], 2):
        item = next((one for one in ITEMS if cells and one in bare(cells[item_at])), None)
        if item and "유발" not in bare(cells[item_at]):
            found.put(item, ALL, bare(cells[product_at]), cells[at], row)


def _region(cell: object) -> str | None:
    label = bare(cell)
    return ALL if label in NATION else province_named(label) if len(label) > 1 else None


def _rows(found: Employment, options: Options) -> list[ImportedRow]:
    """Return a row for each sector, of the nation or of each region around the own province.

    Raises:
        FileError: there are no coefficients.
    """
    item = EMPLOYED if found.products(EMPLOYED) else EMPLOYEES
    products = found.products(item)
    if not products:
        raise FileError("io_table.jobs_lacking", "-", f"{EMPLOYED}, {EMPLOYEES}")
    sectors = dict(zip(products, sectors_of_names(products), strict=True))
    rows = []
    for prefix, regions in _regions(found, item, options).items():
        grouped: dict[str, list[str]] = {}
        for product, sector in sectors.items():
            grouped.setdefault(sector, []).append(product)
        for sector, members in grouped.items():
            keys = [(region, product) for region in regions for product in members]
            text, whole = _cell(found, item, keys)
            if text:
                cells = {"sector": f"{prefix}{sector}", "jobs_per_billion_krw": text,
                         "basis": "estimated", **_notes(found.year, item, whole=whole)}  # fmt: skip
                rows.append(ImportedRow("sector_jobs", len(rows) + 1, cells))
    return rows


def _regions(found: Employment, item: str, options: Options) -> dict[str, list[str]]:
    """Return the file's regions by the beginning of the sectors' ids.

    Raises:
        FileError: the own province is not in the file.
    """
    told = [*dict.fromkeys(region for one, region, _ in found.cells if one == item)]
    if not options.home:
        return {"": [ALL] if ALL in told else told}
    home = home_of(options.home)
    if home is None or home not in told:
        facts = (", ".join(options.home), ", ".join(one for one in told if one in PROVINCES) or "-")
        raise FileError("io_table.home", *facts)
    return {
        f"{reach}.": here
        for reach in REACHES
        if (here := [one for one in told if one in PROVINCES and reach_of(one, home) == reach])
    }


def _cell(
    found: Employment, item: str, keys: Sequence[tuple[str, str]]
) -> tuple[str, bool]:  # fmt: skip
    """Return the coefficient of several products together, and whether it is their mean.

    With their workers it is the mean by output; without, the range that the products span.
    """
    told = [(found.cells[item, *key], found.cells.get((PERSONS, *key)))
            for key in keys if (item, *key) in found.cells]  # fmt: skip
    if not told:
        return "", True
    values = np.array([value for value, _ in told])
    people = np.array([np.nan if one is None else one for _, one in told])
    if item == EMPLOYED and np.isfinite(people).all() and (values[people > 0] > 0).all():
        busy = people > 0
        output = (people[busy] / values[busy]).sum()
        return (f"{people.sum() / output:.6g}" if output else "0"), True
    low, high = values.min(), values.max()
    return (f"{low:.6g}" if low == high else f"{low:.6g}..{high:.6g}"), low == high


def _notes(year: int | None, item: str, *, whole: bool) -> dict[str, str]:
    when, when_ko = (f"of {year}", f"{year}년") if year else ("of the file's year", "파일 연도")
    people = "people employed" if item == EMPLOYED else "employees only"
    english = f"Coefficient of {people} for a billion won of output at prices {when}, not deflated."
    korean = f"{item}, {when_ko} 가격의 산출 10억원당이며 물가로 고치지 않았다."
    if not whole:
        english += " A range: the sector's products, whose weights the file does not tell."
        korean += " 범위는 부문에 든 품목들이며 파일에 가중치가 없다."
    return {"note": english, "note_ko": korean}


BOK_JOBS = Publisher(
    name="bok_jobs",
    publisher="한국은행",
    title="People employed for output, by sector",
    licence="Official statistics, source to be named",
    url="https://ecos.bok.or.kr",
    note="At the prices of the table's year; summed up to sectors by songi's importer.",
    columns=((EMPLOYED,), (EMPLOYEES,), (PERSONS,)),
    fields={"sector": EMPLOYED, "jobs_per_billion_krw": EMPLOYED},
    coded=False,
    find=find,
    tables=("sector_jobs",),
)
