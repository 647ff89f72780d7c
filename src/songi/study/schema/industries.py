"""Industries: an input-output table, what the place has of it, what sets it in motion."""

from __future__ import annotations

from typing import Annotated, ClassVar, Literal

from pydantic import Field

from songi.study.quantity import Quantity
from songi.study.schema.base import NamedRow, Row
from songi.study.schema.cells import Bounds, Codes, Identifier, Labels, Refers
from songi.study.schema.land import KsicRevision

Reach = Literal["own_province", "capital_region", "elsewhere"]
ImpactPart = Literal["construction", "operation", "operation_full"]
ImpactKind = Literal["output", "value_added", "jobs"]

REACHES: tuple[Reach, ...] = ("own_province", "capital_region", "elsewhere")
"""Regions of an interregional table: the own province, the rest of the capital region, the rest."""

Year = Annotated[int, Field(ge=1960, le=2100)]


class IoSector(NamedRow):
    """A sector of an input-output table: of the nation, or of one region of an interregional one.

    Its output is what it buys (`io_flows`), `other_inputs` and value added; and what it sells to
    other sectors and to final demand.
    """

    table: ClassVar[str] = "io_sectors"
    topic: ClassVar[str] = "industries"

    id: Annotated[Identifier, Labels("sector")]
    """Short name."""

    year: Year
    """Year that the table describes."""

    reach: Reach | None = None
    """Region of an interregional table; empty in a table of the nation."""

    ksic: Codes = ()
    """Beginnings of the industry codes of its firms; the longest that fits counts."""

    ksic_revision: KsicRevision | None = None
    """Revision of the codes."""

    output_million_krw: Annotated[float, Field(gt=0)]
    """Total output in the year, at the table's prices."""

    value_added_million_krw: float
    """Value added."""

    wages_million_krw: Annotated[float, Field(ge=0)]
    """Of it: compensation of employees."""

    other_inputs_million_krw: float = 0.0
    """Net taxes on products bought, and scrap: why value added and imports need not add up to
    one."""

    final_demand_million_krw: float
    """Domestic product that goes to final demand, exports included, less scrap used."""

    households_million_krw: Annotated[float, Field(ge=0)] = 0.0
    """Of it: consumption of households."""


class IoFlow(Row):
    """What one sector buys of another's product in a year."""

    table: ClassVar[str] = "io_flows"
    topic: ClassVar[str] = "industries"
    key: ClassVar[tuple[str, ...]] = ("seller", "buyer")

    seller: Annotated[Identifier, Refers("io_sectors"), Labels("seller")]
    """Sector whose product is bought."""

    buyer: Annotated[Identifier, Refers("io_sectors"), Labels("sector")]
    """Sector that buys."""

    domestic_million_krw: float = 0.0
    """Of domestic make."""

    imported_million_krw: float = 0.0
    """Imported."""


class IoArea(NamedRow):
    """The place below the province, for which no table is published: it is made by quotients."""

    table: ClassVar[str] = "io_areas"
    topic: ClassVar[str] = "industries"

    id: Annotated[Identifier, Labels("io_area")]
    """Short name."""

    quotient: Literal["flq", "aflq"] = "flq"
    """Flegg's location quotient, or the augmented one."""

    delta: Annotated[Quantity, Bounds(0, 1)]
    """Its exponent: estimates lie between 0.1 and 0.4; a range, never a point."""


class SectorShare(Row):
    """What the place has of a sector."""

    table: ClassVar[str] = "sector_shares"
    topic: ClassVar[str] = "industries"
    key: ClassVar[tuple[str, ...]] = ("area", "sector")

    area: Annotated[Identifier, Refers("io_areas"), Labels("io_area")]
    """The place."""

    sector: Annotated[Identifier, Refers("io_sectors"), Labels("sector")]
    """The sector."""

    share: Annotated[Quantity, Bounds(0, 1)]
    """Share of the nation's sector (of the province's in an interregional table) that is in the
    place, by workers or output."""


class SectorJobs(Row):
    """How many people a sector employs for its output."""

    table: ClassVar[str] = "sector_jobs"
    topic: ClassVar[str] = "industries"
    key: ClassVar[tuple[str, ...]] = ("sector",)

    sector: Annotated[Identifier, Refers("io_sectors"), Labels("sector")]
    """The sector."""

    jobs_per_billion_krw: Annotated[Quantity, Bounds(0, 1000)]
    """People employed for a thousand million won of output a year, at the study's prices."""


class Shock(NamedRow):
    """What sets the economy in motion: works that are paid for, or firms that produce."""

    table: ClassVar[str] = "shocks"
    topic: ClassVar[str] = "industries"

    id: Annotated[Identifier, Labels("shock")]
    """Short name."""

    phase: Literal["construction", "operation"]
    """`construction`: spent once, tells person-years; `operation`: every year, tells jobs. The two
    are never added."""

    sector: Annotated[Identifier, Refers("io_sectors"), Labels("sector")]
    """Sector that builds or produces."""

    project: Annotated[Identifier | None, Labels("project")] = None
    """Of works: project of `costs`, the cost of which is known."""

    share_of_cost: Annotated[Quantity | None, Bounds(0, 1)] = None
    """Of works: share of the project's cost that pays for works of this sector; never land
    purchase, compensation or value added tax."""

    amount_krw: Annotated[Quantity | None, Bounds(0, unit="krw")] = None
    """Of works: the amount itself, where no project's cost is taken."""

    firm_type: Annotated[Identifier | None, Refers("firm_types"), Labels("firm_type")] = None
    """Of operation: kind of tenant; its land and its people for 1,000 m² tell the jobs."""

    output_per_job_krw: Annotated[Quantity | None, Bounds(0, unit="krw")] = None
    """Of operation: output a year for each person who works there."""

    share_if_full: Annotated[Quantity | None, Bounds(0, 1)] = None
    """Of operation: this kind's share of the land for firms if all of it were taken; those of all
    kinds are drawn and made to add up to one."""


class ImpactEstimate(NamedRow):
    """An estimate of impact that someone made public, to stand beside ours."""

    table: ClassVar[str] = "impact_estimates"
    topic: ClassVar[str] = "industries"

    id: Annotated[Identifier, Labels("impact_estimate")]
    """Short name."""

    said_by_ko: str
    """Who said it, in Korean."""

    said_by_en: str
    """Who said it, in English."""

    kind: ImpactKind
    """What is estimated."""

    figure: Annotated[Quantity, Bounds(0)]
    """The figure: people, or won."""

    beside: ImpactPart
    """Which of ours stands beside it: the works, a year of those whom the market brings, or a year
    with all land for firms taken."""

    reason_ko: str
    """Why the two differ, in Korean."""

    reason_en: str
    """Why the two differ, in English."""
