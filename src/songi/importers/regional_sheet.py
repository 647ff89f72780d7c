"""The interregional sheet of the Bank of Korea: which cell is whose."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np

from songi.importers.io_faults import FileError
from songi.importers.provinces import PROVINCES, province_named
from songi.importers.sheets import Lines

NATION = ("전국", "전지역")
IMPORTS = "수입"
INTERMEDIATE = "중간투입계"
OUTPUT, VALUE_ADDED, WAGES = "총투입계", "부가가치계", "피용자보수"
OTHER = ("순생산물세", "잔폐물발생", "잔폐물")
HOUSEHOLDS = "민간소비지출"

_NAME = "부문명"
_SUMS = ("소계", "합계", "계", "총계", "중간수요계")


@dataclass
class RegionalSheet:
    """Positions in a sheet, as told by its labels.

    Attributes:
        columns: column of each product that buys, by province and name.
        households: columns of what households consume.
        rows: row of each product of domestic make, by province and name.
        imports: row of each imported product, by name.
        nation: row of each product in all provinces, by name; of all products under "".
        sums: row of each total and part of value added, by name.
        lines: the sheet.
    """

    lines: Lines
    columns: dict[tuple[str, str], int] = field(default_factory=dict)
    households: list[int] = field(default_factory=list)
    rows: dict[tuple[str, str], int] = field(default_factory=dict)
    imports: dict[str, int] = field(default_factory=dict)
    nation: dict[str, int] = field(default_factory=dict)
    sums: dict[str, int] = field(default_factory=dict)

    def numbers(self, rows: Sequence[int], columns: Sequence[int]) -> np.ndarray:
        """Return cells as numbers, `[rows, columns]`; an empty one and a dash are nought.

        Raises:
            ValueError: a cell is none.
        """
        return np.array([self._row(self.lines[r], columns) for r in rows])

    def _row(self, line: Sequence[object], columns: Sequence[int]) -> np.ndarray:
        cells = [line[c] if c < len(line) else None for c in columns]
        try:
            # Millions of cells: NumPy reads a row of numbers at once, an empty cell as NaN.
            return np.nan_to_num(np.array(cells, dtype=np.float64))
        except (TypeError, ValueError):
            return np.array([_number(cell) for cell in cells])

    def cell(self, row: int, column: int) -> object:
        """Return a cell; none beyond the end of a row."""
        line = self.lines[row]
        return line[column] if column < len(line) else None


def read_sheet(lines: Lines) -> RegionalSheet:
    """Return what stands where.

    The header's last row has 지역, 부문 and 부문명 over the labels and the products' names over the
    columns, the row above it their codes, the row above that the provinces.

    Raises:
        ValueError: there is no such header.
        FileError: a product stands in a region that is no province.
    """
    header = next((k for k, line in enumerate(lines) if _NAME in map(bare, line)), None)
    if header is None or header < 2:
        raise ValueError(_NAME)
    name_at = [bare(cell) for cell in lines[header]].index(_NAME)
    sheet = RegionalSheet(lines)
    _read_columns(sheet, header, name_at)
    products = {name for _, name in sheet.columns}
    _read_rows(sheet, header, name_at, products)
    return sheet


def _read_columns(sheet: RegionalSheet, header: int, name_at: int) -> None:
    region = ""
    for k in range(name_at + 1, len(sheet.lines[header])):
        region = bare(sheet.cell(header - 2, k)) or region
        name = bare(sheet.cell(header, k))
        if not name or name in _SUMS:
            continue
        if HOUSEHOLDS in name:
            # That of the nation would count what the provinces' do a second time.
            if region not in NATION:
                sheet.households.append(k)
        elif _is_final(bare(sheet.cell(header - 1, k)), name) or region in NATION:
            continue
        else:
            sheet.columns[_province(region, None), name] = k


def _read_rows(sheet: RegionalSheet, header: int, name_at: int, products: set[str]) -> None:
    region = ""
    for k in range(header + 1, len(sheet.lines)):
        labels = [bare(sheet.cell(k, at)) for at in range(name_at + 1)]
        region = labels[0] or region
        total = next((one for one in labels if one in {INTERMEDIATE, OUTPUT, VALUE_ADDED, WAGES,
                                                       *OTHER}), None)  # fmt: skip
        name = labels[-1]
        if total is not None:
            sheet.sums[total] = k
        elif region in NATION and (name in products or not name or name in {*_SUMS, *NATION}):
            sheet.nation[name if name in products else ""] = k
        elif name not in products:
            continue
        elif region.startswith(IMPORTS):
            sheet.imports[name] = k
        else:
            sheet.rows[_province(region, k + 1), name] = k


def _province(region: str, line: int | None) -> str:
    found = province_named(region)
    if found is None:
        raise FileError("io_table.province", region or "-", ", ".join(PROVINCES), line)
    return found


def _is_final(code: str, name: str) -> bool:
    """Return whether a column is one of final demand or supply: the bank's codes begin with 9."""
    final = ("지출", "자본형성", "재고", "귀중품", "수출", "수요", "산출", "수입", "이출", "이입")
    supply = ("공급", "공급계")
    told = any(word in name for word in final) or name.endswith(supply)
    return told or bool(re.fullmatch(r"9\d{2,}", code))


def bare(cell: object) -> str:
    """Return a label without blanks and the signs between words; nothing for an empty cell."""
    return re.sub(r"[\s·ㆍ・,()]+", "", str(cell)) if cell is not None else ""


def _number(cell: object) -> float:
    text = str(cell if cell is not None else "").replace(",", "").strip()
    return 0.0 if text in {"", "-"} else float(text)
