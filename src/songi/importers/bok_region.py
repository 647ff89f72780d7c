"""The Bank of Korea's interregional table of the provinces, aggregated around one of them.

One sheet (총거래표): products of every province buy of those of every other. Provinces become the
own one, the rest of the capital region and the rest of the country; products the sectors of a
study. Money is million won.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet

import numpy as np

from songi.errors import Place, Problem
from songi.importers.bok_sectors import (
    REVISION,
    sector_words,
    sectors_of_names,
)
from songi.importers.io_faults import FAULTS, FileError, facts_of, problem_of
from songi.importers.io_rows import COLUMNS, SectorWords, io_rows
from songi.importers.provinces import PROVINCES, home_of, reach_of, reach_words
from songi.importers.publisher import Found, ImportedRow, Options, Publisher
from songi.importers.regional_sheet import (
    IMPORTS,
    INTERMEDIATE,
    OTHER,
    OUTPUT,
    VALUE_ADDED,
    WAGES,
    RegionalSheet,
    bare,
    read_sheet,
)
from songi.importers.sheets import Lines, sheets_of
from songi.study.schema.industries import REACHES, Reach

SHEET = "총거래표"
ROUNDED = 1e-4
"""Share by which provinces may part from the nation: published cells are rounded."""

_YEAR = re.compile(r"(?<!\d)(19\d\d|20\d\d)(?!\d)")
_TITLE_LINES = 5


def find(content: bytes, name: str, options: Options) -> Found:
    """Return the aggregated table's sectors and flows, or what is wrong with the file."""
    try:
        home = home_of(options.home)
        if home is None:
            return Found(problems=[_no_home(name, options)])
        title, lines = _sheet(content)
        sheet = read_sheet(lines)
        return Found(rows=_rows(sheet, home, options.year or _year(lines, title, name)))
    except FAULTS as fault:
        layout = Problem("import.io_layout", Place(name), facts_of(fault, SHEET))
        return Found(problems=[problem_of(fault, layout)])


def _no_home(name: str, options: Options) -> Problem:
    facts = {"came": ", ".join(options.home) or "-", "expected": ", ".join(PROVINCES)}
    return Problem("io_table.home", Place(name), facts)


def _sheet(content: bytes) -> tuple[str, Lines]:
    found = [*sheets_of(content, lambda title: SHEET in bare(title)).items()]
    if len(found) != 1:
        message = ", ".join(sheets_of(content)) if not found else ", ".join(t for t, _ in found)
        raise ValueError(message)
    return found[0]


def _year(lines: Lines, *names: str) -> int:
    told = [str(cell) for line in lines[:_TITLE_LINES] for cell in line if cell is not None]
    found = next((match for one in (*told, *names) if (match := _YEAR.search(one))), None)
    if found is None:
        message = "--year"
        raise ValueError(message)
    return int(found[1])


def _rows(sheet: RegionalSheet, home: str, year: int) -> list[ImportedRow]:
    """Return the rows of the aggregated table.

    Raises:
        FileError: as its name says.
        UnmappedError: products that no edition has.
        MixedError: products of different editions.
        ValueError: rows or columns are lacking.
    """
    products = _products(sheet, home)
    buyers = [*sheet.columns]
    columns = [*sheet.columns.values()]
    sellers = [sheet.rows[one] for one in buyers]
    domestic = sheet.numbers(sellers, columns)
    imported = sheet.numbers([sheet.imports[name] for name in products], columns)
    _adds_up(sheet, buyers, domestic, imported)
    output, added, wages = sheet.numbers([sheet.sums[one] for one in (OUTPUT, VALUE_ADDED, WAGES)],
                                         columns)  # fmt: skip
    other = sheet.numbers([sheet.sums[one] for one in OTHER if one in sheet.sums], columns)
    spent = sheet.numbers(sellers, sheet.households).sum(axis=1)
    values = dict(zip(COLUMNS, (
        output, added, wages, other.sum(axis=0) if other.size else np.zeros_like(output),
        output - domestic.sum(axis=1), np.maximum(spent, 0.0),
    ), strict=True))  # fmt: skip
    return _aggregated(buyers, products, home, year, values, domestic, imported)


def _products(sheet: RegionalSheet, home: str) -> list[str]:
    """Return the products, the same in every province.

    Raises:
        FileError: they are not, or the own province is not there.
        ValueError: rows are lacking.
    """
    by_province: dict[str, list[str]] = {}
    for province, name in sheet.columns:
        by_province.setdefault(province, []).append(name)
    if home not in by_province:
        raise FileError("io_table.home", home, ", ".join(by_province) or "-")
    products = by_province[home]
    for province, names in by_province.items():
        if odd := {*names} ^ {*products}:
            raise FileError("io_table.editions", f"{province}: {', '.join(sorted(odd)[:5])}")
    lacking = [f"{IMPORTS} {name}" for name in products if name not in sheet.imports]
    lacking += [f"{p} {name}" for p, name in sheet.columns if (p, name) not in sheet.rows]
    lacking += [one for one in (OUTPUT, VALUE_ADDED, WAGES) if one not in sheet.sums]
    if lacking:
        raise ValueError(", ".join(lacking[:5]))
    return products


def _adds_up(
    sheet: RegionalSheet,
    buyers: Sequence[tuple[str, str]],
    domestic: np.ndarray,
    imported: np.ndarray,
) -> None:
    """Hold the provinces against the rows of the nation, and all purchases against their total.

    Raises:
        FileError: they part by more than rounding.
    """
    columns = [*sheet.columns.values()]
    for name, row in sheet.nation.items():
        mine = [k for k, (_, product) in enumerate(buyers) if not name or product == name]
        _must_equal(domestic[mine].sum(axis=0), sheet.numbers([row], columns)[0], buyers)
    if INTERMEDIATE in sheet.sums:
        total = sheet.numbers([sheet.sums[INTERMEDIATE]], columns)[0]
        bought = domestic.sum(axis=0) + imported.sum(axis=0)
        told = [sheet.sums[one] for one in OTHER if one in sheet.sums]
        extra = sheet.numbers(told, columns).sum(axis=0) if told else 0.0
        # Editions part in whether net taxes stand above the total or below it.
        nearer = np.abs(bought + extra - total) < np.abs(bought - total)
        _must_equal(np.where(nearer, bought + extra, bought), total, buyers)


def _must_equal(
    found: np.ndarray, due: np.ndarray, buyers: Sequence[tuple[str, str]]
) -> None:  # fmt: skip
    off = np.abs(found - due) > ROUNDED * np.abs(due) + len(buyers) ** 0.5
    if off.any():
        k = int(np.argmax(off))
        came = f"{' '.join(buyers[k])}: {found[k]:,.0f}"
        raise FileError("io_table.nation_sum", came, f"{due[k]:,.0f}")


def _aggregated(
    buyers: Sequence[tuple[str, str]],
    products: Sequence[str],
    home: str,
    year: int,
    values: Mapping[str, np.ndarray],
    domestic: np.ndarray,
    imported: np.ndarray,
) -> list[ImportedRow]:
    sector = dict(zip(products, sectors_of_names(products), strict=True))
    groups: list[tuple[Reach, str]] = [
        (reach_of(province, home), sector[name]) for province, name in buyers
    ]
    output = values["output_million_krw"]
    alive = {group for group, value in zip(groups, output, strict=True) if value > 0}
    order = [*_present(alive)]
    words = [_words(one, reach, home) for reach, one in order]
    keys = [(reach, one.id) for reach, one in order]
    grouping = np.array([[float(group == key) for group in groups] for key in keys])
    # An import has no province of make: it stands with the buyer's region where that makes it too.
    own = {key: k for k, key in enumerate(keys)}
    abroad = np.zeros((len(keys), len(keys)))
    by_buyer = imported @ grouping.T
    for p, name in enumerate(products):
        makers = [(reach, sector[name]) for reach in REACHES]
        for b, (reach, _) in enumerate(keys):
            at = [own[one] for one in [(reach, sector[name]), *makers] if one in own]
            if by_buyer[p, b] and not at:
                message = f"{IMPORTS} {name}"
                raise ValueError(message)
            if by_buyer[p, b]:
                abroad[at[0], b] += by_buyer[p, b]
    summed = {name: grouping @ array for name, array in values.items()}
    return io_rows(words, year, REVISION, summed, grouping @ domestic @ grouping.T, abroad)


def _present(alive: AbstractSet[tuple[Reach, str]]) -> Iterator[tuple[Reach, SectorWords]]:
    """Yield the sectors that produce something, by region."""
    for reach in REACHES:
        for one in sector_words():
            if (reach, one.id) in alive:
                yield reach, one


def _words(one: SectorWords, reach: Reach, home: str) -> SectorWords:
    region_ko, region_en = reach_words(reach, home)
    return SectorWords(
        id=f"{reach}.{one.id}",
        name_ko=f"{one.name_ko} ({region_ko})",
        name_en=f"{one.name_en} ({region_en})",
        ksic=one.ksic,
        reach=reach,
    )


BOK_REGION = Publisher(
    name="bok_region",
    publisher="한국은행",
    title="Interregional input-output table of the provinces, aggregated",
    licence="Official statistics, source to be named; only an aggregate is kept",
    url="https://ecos.bok.or.kr",
    note="Aggregated by songi's importer around one province; the published products are not kept.",
    columns=((SHEET,), (IMPORTS,)),
    fields={"id": SHEET, "seller": SHEET},
    coded=False,
    find=find,
    tables=("io_sectors", "io_flows"),
)
