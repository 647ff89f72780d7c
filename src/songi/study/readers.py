"""Files of a study as rows of text: CSV, XLSX, GeoJSON and Parquet, bounded and never evaluated."""

from __future__ import annotations

import csv
import io
import json
import zipfile
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pyarrow import parquet

from songi.errors import Place, Problem
from songi.study.settings import TableFile
from songi.study.table import cell_text

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

MAX_BYTES = 200 * 1024 * 1024
"""Largest file that is read, packed or unpacked."""

MAX_ROWS = 2_000_000
"""Most rows of a table."""

MAX_SHEET_CELLS = 5_000_000
"""Most cells of a sheet, empty ones counted: one stray cell far off makes millions of them."""

MAX_CELL = 32_767
"""Longest text of a cell, as in a spreadsheet."""

_BROKEN_WORKBOOK = (
    zipfile.BadZipFile,
    OSError,
    KeyError,
    ValueError,
    TypeError,
    AttributeError,
    SyntaxError,
)
"""What openpyxl raises on a file that is no workbook (broken XML is a `SyntaxError`)."""


@dataclass
class RawTable:
    """A file as text.

    Attributes:
        columns: the header.
        rows: line of the file and cells that are not empty, by column.
        problems: what was wrong with the file itself.
    """

    columns: tuple[str, ...] = ()
    rows: list[tuple[int, dict[str, str]]] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)


def read_table_file(path: Path, name: str, how: TableFile) -> RawTable:
    """Read one file.

    Args:
        path: the file; it exists and lies inside the study folder.
        name: how messages call it.
        how: encoding and sheet.

    Returns:
        The raw table; its problems instead of an exception for whatever a user can mend.

    Raises:
        OSError: the file cannot be opened.
    """
    size = path.stat().st_size
    if size > MAX_BYTES:
        return RawTable(problems=[_too_large(name, size)])
    readers: dict[str, Callable[[Path, str, TableFile], RawTable]] = {
        ".csv": _read_csv,
        ".xlsx": _read_xlsx,
        ".geojson": _read_geojson,
        ".parquet": _read_parquet,
    }
    reader = readers.get(path.suffix.lower())
    if reader is None:
        facts = {"came": path.suffix, "expected": ", ".join(readers)}
        return RawTable(problems=[Problem("file.kind", Place(name), facts)])
    raw = reader(path, name, how)
    if len(raw.rows) > MAX_ROWS:
        facts = {"came": len(raw.rows), "expected": MAX_ROWS}
        return RawTable(problems=[*raw.problems, Problem("file.rows", Place(name), facts)])
    return raw


def _read_csv(path: Path, name: str, how: TableFile) -> RawTable:
    content = path.read_bytes()
    text, problem = _decoded(content, name, how.encoding)
    if problem is not None:
        return RawTable(problems=[problem])
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    raw = RawTable()
    try:
        header = next(reader, None)
        if header is None:
            raw.problems.append(Problem("file.empty", Place(name)))
            return raw
        _take_header(raw, header, name)
        line = reader.line_num + 1
        for cells in reader:
            if any(cell.strip() for cell in cells):
                _take_row(raw, line, cells, name)
            line = reader.line_num + 1
    except csv.Error as error:
        raw.problems.append(Problem("file.csv", Place(name, reader.line_num), {"came": str(error)}))
    return raw


def _decoded(content: bytes, name: str, encoding: str) -> tuple[str, Problem | None]:
    """Decode, and tell when the bytes speak another encoding than the declared one."""
    declared = "utf-8-sig" if encoding == "utf-8" else encoding
    other = "cp949" if encoding == "utf-8" else "utf-8"
    try:
        text = content.decode(declared)
    except UnicodeDecodeError as error:
        facts = {"came": other, "expected": encoding, "at": error.start}
        return "", Problem("file.encoding", Place(name), facts)
    if encoding == "cp949" and not content.isascii() and _decodes(content, "utf-8"):
        return "", Problem("file.encoding", Place(name), {"came": "utf-8", "expected": encoding})
    return text, None


def _decodes(content: bytes, encoding: str) -> bool:
    try:
        content.decode(encoding)
    except UnicodeDecodeError:
        return False
    return True


def _read_xlsx(path: Path, name: str, how: TableFile) -> RawTable:
    # Imported late, for most studies hold no workbook.
    from openpyxl import load_workbook

    with path.open("rb") as file:
        try:
            with zipfile.ZipFile(file) as archive:
                unpacked = sum(entry.file_size for entry in archive.infolist())
            if unpacked > MAX_BYTES:
                return RawTable(problems=[_too_large(name, unpacked)])
            book = load_workbook(file, data_only=False)
        except _BROKEN_WORKBOOK as error:
            return RawTable(problems=[Problem("file.xlsx", Place(name), {"came": str(error)})])
    sheets = {sheet.title: sheet for sheet in book.worksheets}
    wanted = how.sheet or next(iter(sheets), "")
    if wanted not in sheets:
        facts = {"came": wanted, "expected": ", ".join(sheets)}
        return RawTable(problems=[Problem("sheet.unknown", Place(name), facts)])
    sheet = sheets[wanted]
    size = sheet.max_row * sheet.max_column
    if size > MAX_SHEET_CELLS:
        facts = {"came": size, "expected": MAX_SHEET_CELLS}
        return RawTable(problems=[Problem("sheet.cells", Place(name), facts)])
    return _sheet_table(sheet, name)


def _sheet_table(sheet: Worksheet, name: str) -> RawTable:
    raw = RawTable()
    for merged in sheet.merged_cells.ranges:
        place = Place(name, merged.min_row)
        raw.problems.append(Problem("sheet.merged", place, {"came": str(merged)}))
    for number, cells in enumerate(sheet.iter_rows(values_only=True), start=1):
        texts = [_sheet_text(cell) for cell in cells]
        if number == 1:
            _take_header(raw, texts, name)
        elif any(text.strip() for text in texts):
            _take_row(raw, number, texts, name)
    if not raw.columns:
        raw.problems.append(Problem("file.empty", Place(name)))
    return raw


def _sheet_text(cell: object) -> str:
    """Return a spreadsheet cell as text; a formula of any kind begins with `=`."""
    if cell is None or isinstance(cell, (str, int, float, date)):
        return cell_text(cell)
    from openpyxl.worksheet.formula import ArrayFormula, DataTableFormula

    if isinstance(cell, ArrayFormula):
        return f"={(cell.text or '').removeprefix('=')}"
    return "={table}" if isinstance(cell, DataTableFormula) else cell_text(cell)


def _read_geojson(path: Path, name: str, _: TableFile) -> RawTable:
    content = path.read_bytes()
    try:
        collection = json.loads(content.decode("utf-8-sig"))
        reference = str(((collection.get("crs") or {}).get("properties") or {}).get("name", ""))
        records = [_feature_record(feature) for feature in collection["features"]]
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        facts = {"came": f"{type(error).__name__}: {error}"}
        return RawTable(problems=[Problem("file.geojson", Place(name), facts)])
    if reference and not reference.endswith(("CRS84", "4326")):
        return RawTable(problems=[Problem("file.crs", Place(name), {"came": reference})])
    raw = RawTable()
    _take_records(raw, records, name)
    return raw


def _feature_record(feature: Mapping[str, Any]) -> dict[str, Any]:
    """Return a feature's properties, with its position or its outline as more columns."""
    record = dict(feature.get("properties") or {})
    geometry = feature.get("geometry") or {}
    if geometry.get("type") in {"Polygon", "MultiPolygon"}:
        record.setdefault("outline", json.dumps(geometry))
    if geometry.get("type") == "Point":
        longitude, latitude = geometry["coordinates"][:2]
        record.setdefault("longitude", longitude)
        record.setdefault("latitude", latitude)
    return record


def _read_parquet(path: Path, name: str, _: TableFile) -> RawTable:
    with path.open("rb") as file:
        try:
            packed = parquet.ParquetFile(file)
            groups = range(packed.metadata.num_row_groups)
            unpacked = sum(packed.metadata.row_group(k).total_byte_size for k in groups)
            if unpacked > MAX_BYTES:
                return RawTable(problems=[_too_large(name, unpacked)])
            records = packed.read().to_pylist()
        except (OSError, ValueError) as error:
            return RawTable(problems=[Problem("file.parquet", Place(name), {"came": str(error)})])
    raw = RawTable()
    _take_records(raw, records, name)
    return raw


def _take_records(raw: RawTable, records: Iterable[dict[str, Any]], name: str) -> None:
    """Take features or records; the n-th one counts as line n + 1, as after a header."""
    records = list(records)
    columns = list(dict.fromkeys(column for record in records for column in record))
    _take_header(raw, columns, name)
    if not records:
        raw.problems.append(Problem("file.empty", Place(name)))
    for number, record in enumerate(records, start=2):
        cells = [cell_text(record.get(column)) for column in columns]
        _take_row(raw, number, cells, name)


def _take_header(raw: RawTable, header: Iterable[str], name: str) -> None:
    columns = [column.strip() for column in header]
    while columns and not columns[-1]:
        columns.pop()
    raw.columns = tuple(columns)
    for column in dict.fromkeys(columns):
        if not column:
            raw.problems.append(Problem("column.unnamed", Place(name, 1)))
        elif columns.count(column) > 1:
            raw.problems.append(Problem("column.duplicate", Place(name, 1, column)))


def _take_row(raw: RawTable, line: int, cells: list[str], name: str) -> None:
    width = len(raw.columns)
    if len(cells) < width or any(cell.strip() for cell in cells[width:]):
        facts = {"came": len(cells), "expected": width}
        raw.problems.append(Problem("row.width", Place(name, line), facts))
        return
    record = {}
    for column, cell in zip(raw.columns, cells[:width], strict=True):
        text = cell.strip()
        if not text:
            continue
        if len(text) > MAX_CELL:
            facts = {"came": len(text), "expected": MAX_CELL}
            raw.problems.append(Problem("cell.too_long", Place(name, line, column), facts))
        elif text.startswith(("=", "@")):
            facts = {"came": text[:40]}
            raw.problems.append(Problem("cell.formula", Place(name, line, column), facts))
        else:
            record[column] = text
    raw.rows.append((line, record))


def _too_large(name: str, size: int) -> Problem:
    return Problem("file.too_large", Place(name), {"came": size, "expected": MAX_BYTES})
