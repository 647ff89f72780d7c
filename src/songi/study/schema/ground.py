"""The ground: municipalities, who lives in them, and people per hexagon."""

from __future__ import annotations

from typing import Annotated, ClassVar

from pydantic import Field, StringConstraints

from songi.study.quantity import Quantity
from songi.study.schema.base import NamedRow, Row
from songi.study.schema.cells import Bounds, Identifier, KnownDate, Labels, Outline, Refers

MunicipalityCode = Annotated[str, StringConstraints(strip_whitespace=True, pattern=r"^[0-9]{5}$")]
"""The first five digits of a place code (행정구역코드): province and municipality."""


class Municipality(NamedRow):
    """A city, county or district (시군구), under the code in force since 2024."""

    table: ClassVar[str] = "municipalities"
    bulk: ClassVar[bool] = True
    topic: ClassVar[str] = "place"

    id: Annotated[MunicipalityCode, Labels("municipality")]  # type: ignore[assignment]
    """Its code, five digits."""

    province: str = ""
    """Province or metropolitan city."""

    outline: Outline | None = None
    """Its outline in degrees, WGS84, simplified: for maps and to find in which municipality a
    position lies, not for areas."""


class Residents(Row):
    """Residents of a municipality at the end of a year, by age."""

    table: ClassVar[str] = "residents"
    bulk: ClassVar[bool] = True
    key: ClassVar[tuple[str, ...]] = ("municipality", "year")
    topic: ClassVar[str] = "place"

    municipality: Annotated[MunicipalityCode, Refers("municipalities"), Labels("municipality")]
    """The municipality."""

    year: Annotated[int, Field(ge=1900, le=2200)]
    """They were counted at its end."""

    people: Annotated[Quantity, Bounds(0, unit="persons")]
    """All residents."""

    aged_0_14: Annotated[Quantity | None, Bounds(0, unit="persons")] = None
    """Children to 14 years."""

    aged_15_24: Annotated[Quantity | None, Bounds(0, unit="persons")] = None
    """From 15 to 24."""

    aged_25_39: Annotated[Quantity | None, Bounds(0, unit="persons")] = None
    """From 25 to 39."""

    aged_40_64: Annotated[Quantity | None, Bounds(0, unit="persons")] = None
    """From 40 to 64."""

    aged_65: Annotated[Quantity | None, Bounds(0, unit="persons")] = None
    """65 and older."""


class PopulationCell(Row):
    """People who live in a hexagon: the ground of maps, and what lies within reach of a place."""

    table: ClassVar[str] = "population"
    bulk: ClassVar[bool] = True
    topic: ClassVar[str] = "place"

    id: Annotated[Identifier, Labels("hexagon")]
    """The H3 cell, fifteen hexadecimal digits; all cells of a study are of one resolution."""

    people: Annotated[Quantity, Bounds(0, unit="persons")]
    """People who live in it."""

    aged_65: Annotated[Quantity | None, Bounds(0, unit="persons")] = None
    """Those aged 65 and older among them."""

    municipality: Annotated[MunicipalityCode | None, Refers("municipalities")] = None
    """The municipality in which most of them live."""

    reference: KnownDate | None = None
    """Day at which they were counted."""
