"""Specialisation: who works where in which industry, counted by establishment."""

from __future__ import annotations

from typing import Annotated, ClassVar, Literal

from pydantic import Field, StringConstraints

from songi.study.schema.base import Row
from songi.study.schema.cells import Identifier, Labels
from songi.study.schema.land import KsicRevision

RegionLevel = Literal["nation", "province", "municipality", "district"]

REGION_LEVELS: tuple[RegionLevel, ...] = ("nation", "province", "municipality", "district")
"""From the widest to the narrowest."""

IndustryCode = Annotated[
    str, StringConstraints(strip_whitespace=True, pattern=r"^(total|[A-U]|[0-9]{2,5})$")
]
"""`total`, the letter of a section, or two to five digits of the classification."""


class IndustryCount(Row):
    """Establishments and people of an industry in a region in a year."""

    table: ClassVar[str] = "industries"
    topic: ClassVar[str] = "specialisation"
    key: ClassVar[tuple[str, ...]] = ("region", "ksic", "year")

    region: Annotated[Identifier, Labels("region")]
    """Code of the region as the publisher has it, in that year's edition."""

    region_name_ko: str
    """Korean name of the region."""

    region_name_en: str = ""
    """English name of the region."""

    level: RegionLevel
    """What kind of region it is: `district` is a gu within a city."""

    ksic: Annotated[IndustryCode, Labels("industry")]
    """Industry code, a section's letter, or `total` for all industries together."""

    industry_ko: str = ""
    """Korean name of the industry."""

    industry_en: str = ""
    """English name of the industry."""

    ksic_revision: KsicRevision
    """Revision of the code: the same digits mean another industry in another one."""

    year: Annotated[int, Field(ge=1980, le=2100), Labels("year")]
    """Year counted."""

    establishments: Annotated[int | None, Field(ge=0)] = None
    """How many establishments; empty where the publisher withholds it."""

    employees: Annotated[int | None, Field(ge=0)] = None
    """How many people work in them, owners and family included; empty where withheld."""

    plant_herfindahl: Annotated[float | None, Field(gt=0, le=1)] = None
    """Sum of the squared shares of its establishments in its employees; empty where not known."""


class CodeBridge(Row):
    """An industry code of one revision, and the code under which it is counted instead.

    Only whole codes move: where a revision split one, name the two new codes and the old one alike
    by a code that holds both.
    """

    table: ClassVar[str] = "ksic_bridges"
    topic: ClassVar[str] = "specialisation"
    key: ClassVar[tuple[str, ...]] = ("ksic_revision", "ksic")

    ksic_revision: KsicRevision
    """Revision of the code as published."""

    ksic: IndustryCode
    """Code as published."""

    counted_as: IndustryCode
    """Code of the latest revision among `industries` under which it counts."""
