"""The Bank of Korea's input-output tables of the nation, aggregated to the sectors of a study.

Two forms: the workbook (sheets 총거래표, 국산거래표, 수입거래표, with names; XLSX or XLS), or a ZIP
of the three files IO_T, IO_D and IO_M of one price and one size as CSV (numbers only). Its prices
are those of the file; money is million won.
"""

from __future__ import annotations

import csv
import io
import re
import zipfile
from collections.abc import Mapping, Sequence

import numpy as np

from songi.errors import Place, Problem
from songi.importers.bok_sectors import (
    NationalTable,
    rows_of,
    sectors_of_codes,
    sectors_of_names,
)
from songi.importers.io_faults import FAULTS, facts_of, problem_of
from songi.importers.published import encoding_of
from songi.importers.publisher import Found, Options, Publisher
from songi.importers.sheets import is_workbook, sheets_of

SHEETS = {"T": "총거래표", "D": "국산거래표", "M": "수입거래표"}
"""Part of a sheet's title, by the letter that the CSV files have for it."""

TAX, SCRAP, WAGES, VALUE_ADDED, TOTAL = 1, 2, 4, 8, 9
"""Rows under the products' subtotal of the total table."""

LAYOUT = {"T": (10, 22), "D": (4, 10), "M": (4, 10)}
"""Rows and columns that a CSV file has beyond its products."""

_NAME = re.compile(r"IO_([TDM])_([BN])_(\d+)_(\d{4})\.csv$", re.IGNORECASE)
_YEAR = re.compile(r"(\d{4})\s*년")


def find(content: bytes, name: str, options: Options) -> Found:  # noqa: ARG001 - as all importers
    """Return the aggregated table's sectors and flows, or what is wrong with the file."""
    found = Found()
    try:
        table = _from_workbook(content) if is_workbook(content) else _from_csv(content)
        found.rows = rows_of(table, _sectors(table))
    except (*FAULTS, zipfile.BadZipFile) as fault:
        facts = facts_of(fault, ", ".join(SHEETS.values()))
        found.problems.append(problem_of(fault, Problem("import.io_layout", Place(name), facts)))
    return found


def _sectors(table: NationalTable) -> list[str]:
    return sectors_of_names(table.names) if table.names else sectors_of_codes(table.size)


def _from_csv(content: bytes) -> NationalTable:
    """Return the table of a ZIP of CSV files.

    Raises:
        ValueError: other files, another layout or encoding.
    """
    parts: dict[str, np.ndarray] = {}
    kinds: set[tuple[str, ...]] = set()
    with zipfile.ZipFile(io.BytesIO(content)) as packed:
        for inner in packed.namelist():
            match = _NAME.search(inner)
            if match is None:
                continue
            letter = match[1].upper()
            kinds.add((match[2].upper(), match[3], match[4]))
            parts[letter] = _numbers(packed.read(inner), inner)
    if set(parts) != set(SHEETS) or len(kinds) != 1:
        message = f"{sorted(parts)}, {sorted(kinds)}: IO_T, IO_D, IO_M of one price, size and year"
        raise ValueError(message)
    price, told, year = next(iter(kinds))
    size = int(told)
    for letter, (rows, columns) in LAYOUT.items():
        due = (size + rows, size + columns)
        if parts[letter].shape != due:
            message = f"IO_{letter}: {parts[letter].shape}, {due}"
            raise ValueError(message)
    return _assembled(parts, (), size, int(year), price)


def _numbers(content: bytes, name: str) -> np.ndarray:
    encoding = encoding_of(content)
    if encoding is None:
        message = f"{name}: UTF-8, CP949"
        raise ValueError(message)
    lines = [line for line in csv.reader(io.StringIO(content.decode(encoding))) if line]
    return np.array([[_number(cell) for cell in line[1:]] for line in lines[1:]])


def _from_workbook(content: bytes) -> NationalTable:
    """Return the table of a workbook.

    Raises:
        ValueError: sheets are not there, or do not look as they should.
    """
    book = sheets_of(content)
    sheets = {
        letter: lines
        for letter, part in SHEETS.items()
        for title, lines in book.items()
        if part in _bare(title)
    }
    if set(sheets) != set(SHEETS):
        raise ValueError(", ".join(book))
    years = [_YEAR.search(str(cell)) for line in sheets["T"][:4] for cell in line if cell]
    year = next((int(match[1]) for match in years if match), None)
    names = _names_in(sheets["T"])
    if year is None or not names:
        message = f"{year}, {len(names)}"
        raise ValueError(message)
    price = "N" if any("생산자" in str(c) for line in sheets["T"][:4] for c in line if c) else "B"
    parts = {letter: _body(lines, len(names)) for letter, lines in sheets.items()}
    return _assembled(parts, tuple(names), len(names), year, price)


def _names_in(lines: Sequence[Sequence[object]]) -> list[str]:
    """Return the products' names: the second column, from the code 001 to the subtotal."""
    start = _first(lines)
    names = []
    for line in lines[start:]:
        text = _bare(str(line[1] or ""))
        if text in {"소계", "중간투입계"}:
            return names
        names.append(str(line[1] or "").strip())
    message = "소계"
    raise ValueError(message)


def _body(lines: Sequence[Sequence[object]], size: int) -> np.ndarray:
    start = _first(lines)
    told = [line for line in lines[start:] if str(line[0] or "").strip().isdigit()]
    width = max(len(line) for line in told)
    rows = [[_number(cell) for cell in line[2:]] + [0.0] * (width - len(line)) for line in told]
    if len(rows) < size + LAYOUT["D"][0]:
        message = f"{len(rows)} < {size + LAYOUT['D'][0]}"
        raise ValueError(message)
    return np.array(rows)


def _first(lines: Sequence[Sequence[object]]) -> int:
    for k, line in enumerate(lines):
        if line and str(line[0] or "").strip().lstrip("0") == "1":
            return k
    message = "001"
    raise ValueError(message)


def _assembled(
    parts: Mapping[str, np.ndarray], names: tuple[str, ...], size: int, year: int, price: str
) -> NationalTable:
    """Return a table from its three parts; what goes to final demand is what is left of output."""
    total, domestic, imported = parts["T"], parts["D"], parts["M"]
    bought = domestic[:size, :size]
    output = total[size + TOTAL, :size]
    return NationalTable(
        year=year,
        price=price,
        size=size,
        names=names,
        domestic=bought,
        imported=imported[:size, :size],
        output=output,
        value_added=total[size + VALUE_ADDED, :size],
        wages=total[size + WAGES, :size],
        other=total[size + TAX, :size] + total[size + SCRAP, :size],
        final=output - bought.sum(axis=1),
        households=np.maximum(domestic[:size, size + 1], 0.0),
    )


def _number(cell: object) -> float:
    text = str(cell or "0").replace(",", "").strip()
    return float(text or 0)


def _bare(text: str) -> str:
    return re.sub(r"\s+", "", text)


BOK = Publisher(
    name="bok",
    publisher="한국은행",
    title="Input-output table of the nation, aggregated",
    licence="Official statistics, source to be named; only an aggregate is kept",
    url="https://ecos.bok.or.kr",
    note="Aggregated by songi's importer; the published products are not kept.",
    columns=tuple((sheet,) for sheet in SHEETS.values()),
    fields={"id": SHEETS["T"], "seller": SHEETS["D"]},
    coded=False,
    find=find,
    tables=("io_sectors", "io_flows"),
)
