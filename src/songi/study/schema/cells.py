"""What a cell may hold: the small types from which the row classes are made."""

from __future__ import annotations

import calendar
import math
import re
from dataclasses import dataclass
from datetime import date
from typing import Annotated, Any

from pydantic import BeforeValidator, GetCoreSchemaHandler, StringConstraints
from pydantic_core import CoreSchema, PydanticCustomError, core_schema

from songi.study.quantity import parse_quantity

ID_PATTERN = r"^[a-z0-9][a-z0-9_.-]*$"
"""Ids are short lowercase ascii."""


@dataclass(frozen=True, slots=True)
class Bounds:
    """Marks a column as uncertain and says how far its values reach.

    Attributes:
        lower: smallest allowed value; distributions are truncated here.
        upper: largest allowed value.
        unit: unit code of `songi.units`.
        integer: whole numbers only.
    """

    lower: float = -math.inf
    upper: float = math.inf
    unit: str = "1"
    integer: bool = False

    def __get_pydantic_core_schema__(
        self, source: object, handler: GetCoreSchemaHandler
    ) -> CoreSchema:
        """Read the cell as a quantity inside the bounds."""
        return core_schema.no_info_plain_validator_function(self._read)

    def _read(self, cell: object) -> Any:
        if cell is None:
            return None
        return parse_quantity(cell).within(self.lower, self.upper, integer=self.integer)


@dataclass(frozen=True, slots=True)
class Refers:
    """Marks a column whose values are ids of another table's rows, or of either of two.

    Attributes:
        table: the other table.
        or_table: a second one.
        hides: whether a row goes unseen with the one that it names; else only the name does.
    """

    table: str
    or_table: str = ""
    hides: bool = True

    @property
    def tables(self) -> tuple[str, ...]:
        """The tables of which one has the row."""
        return (self.table, self.or_table) if self.or_table else (self.table,)


@dataclass(frozen=True, slots=True)
class Merges:
    """Marks a column that names a row of its own table into which its row is merged.

    Whatever comes of the named row comes of this one too: the trace of the one holds the other.
    """


@dataclass(frozen=True, slots=True)
class Labels:
    """Marks a column whose values label a dimension of results; the trace matches on it."""

    dimension: str


def _end_of_period(cell: object) -> object:
    """Read `2024` and `2024-02` as the last day of that period.

    A fact dated by year or month only was surely known at its end, not at its beginning.
    """
    text = str(cell).strip()
    if re.fullmatch(r"[1-9]\d{3}", text):
        return date(int(text), 12, 31)
    if match := re.fullmatch(r"([1-9]\d{3})-(\d{2})", text):
        year, month = int(match[1]), int(match[2])
        if 1 <= month <= 12:
            return date(year, month, calendar.monthrange(year, month)[1])
    return _written_as_day(cell)


def _written_as_day(cell: object) -> object:
    """Refuse a bare number, such as a spreadsheet's day count: it would be read as seconds."""
    if isinstance(cell, date) or re.match(r"\d{4}-\d{2}-\d{2}", str(cell).strip()):
        return cell
    raise PydanticCustomError("date_form", "not a date: {came}", {"came": str(cell)})


def _split_ids(cell: object) -> object:
    if not isinstance(cell, str):
        return cell
    ids = [part.strip() for part in re.split(r"[|;]", cell) if part.strip()]
    for name in ids:
        if not re.match(ID_PATTERN, name):
            raise PydanticCustomError("id_form", "not an id: {came}", {"came": name})
    return ids


def _read_outline(cell: object) -> object:
    """Read a polygon from well-known text or GeoJSON; whether it is sound is a rule of its own."""
    # Imported late: a study without land needs no geometry.
    import shapely
    from shapely.errors import GEOSException

    text = str(cell).strip()
    try:
        shape = shapely.from_geojson(text) if text.startswith("{") else shapely.from_wkt(text)
    except (GEOSException, ValueError, TypeError) as error:
        raise PydanticCustomError("outline_form", "no outline: {came}", {"came": text}) from error
    west, south, east, north = shape.bounds if not shape.is_empty else (181.0,) * 4
    polygon = shape.geom_type in {"Polygon", "MultiPolygon"}
    if polygon and not _on_earth(west, south, east, north) and _on_earth(south, west, north, east):
        raise PydanticCustomError("outline_swapped", "swapped: {came}", {"came": text})
    if not (polygon and _on_earth(west, south, east, north)):
        raise PydanticCustomError("outline_form", "no outline: {came}", {"came": text})
    return shapely.to_wkt(shape, rounding_precision=7)


def _on_earth(west: float, south: float, east: float, north: float) -> bool:
    return -180 <= west <= east <= 180 and -90 <= south <= north <= 90


Identifier = Annotated[str, StringConstraints(strip_whitespace=True, pattern=ID_PATTERN)]
"""A short lowercase ascii id."""

SPLIT = BeforeValidator(_split_ids)
"""Reads several values from one cell, separated by `|`; for a tuple of choices."""

Identifiers = Annotated[tuple[str, ...], SPLIT]
"""Several ids in one cell, separated by `|`."""

Day = Annotated[date, BeforeValidator(_written_as_day)]
"""A day, written `2024-02-29`."""

Code = Annotated[str, StringConstraints(strip_whitespace=True, pattern=r"^[0-9]{2,10}$")]
"""An industry or place code: digits, leading zeros kept."""

Codes = Annotated[tuple[Code, ...], SPLIT]
"""Several codes in one cell, separated by `|`."""

Outline = Annotated[str, BeforeValidator(_read_outline)]
"""A polygon or several, WGS84, as well-known text; GeoJSON's own is read too."""

KnownDate = Annotated[date, BeforeValidator(_end_of_period)]
"""A day, or a year or month, which then means its last day."""
