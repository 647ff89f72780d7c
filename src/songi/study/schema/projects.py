"""Projects: what they cost year by year, who pays, what a building lets, what society gains."""

from __future__ import annotations

from typing import Annotated, ClassVar, Literal

from pydantic import Field

from songi.study.quantity import Quantity
from songi.study.schema.base import NamedRow, Row
from songi.study.schema.cells import SPLIT, Bounds, Identifier, KnownDate, Labels, Refers
from songi.study.schema.land import INDUSTRIAL_USES, ParcelUse

ProjectKind = Literal["land_development", "building"]
FloorFunction = Literal[
    "laboratory", "biobank", "production", "shared_equipment", "incubation", "office", "retail",
    "common",
]  # fmt: skip
CountedAs = Literal["new", "expanding", "relocating"]

COUNTED_AS: tuple[CountedAs, ...] = ("new", "expanding", "relocating")
"""How a tenant comes; only the first two are a gain to the nation."""

ProjectYear = Annotated[int, Field(ge=1990, le=2100)]


class Project(NamedRow):
    """A project that is appraised: the development of the land, a building."""

    table: ClassVar[str] = "projects"
    topic: ClassVar[str] = "money"

    id: Annotated[Identifier, Labels("project")]
    """Short name, as `costs` name it in `project`."""

    kind: ProjectKind
    """What it is; the land's own project sells what the land market signs."""

    applicant: Literal["state", "province", "city", "local_corporation", "private"]
    """Who carries it out: it decides which appraisal it has to pass."""

    price_year: ProjectYear
    """Year of whose prices its money is; that of the study."""

    base_year: ProjectYear
    """Year to which its flows are discounted; flows before it are carried forward."""

    starts_on: KnownDate
    """When its first money is spent."""

    opens_on: KnownDate
    """When it is finished, as planned now."""

    delay_months: Annotated[Quantity | None, Bounds(0, 240, "months")] = None
    """How much later that may be; the cost by year stays as it is."""

    horizon_years: Annotated[int, Field(ge=1, le=60)] = 30
    """How many years after its opening are appraised."""

    final_cost_factor: Annotated[Quantity | None, Bounds(0.1, 10, "1")] = None
    """Final cost over the cost in `costs`; empty: one."""

    gross_floor_m2: Annotated[Quantity | None, Bounds(1, unit="m2")] = None
    """Of a building: its whole floor area."""

    financial_rate: Annotated[Quantity, Bounds(0, 0.5, "1")]
    """Real rate a year at which whoever carries it out discounts."""

    social_rate: Annotated[Quantity | None, Bounds(0, 0.5, "1")] = None
    """Real rate a year at which society discounts; empty: the one that is in force."""

    transfer_share: Annotated[Quantity | None, Bounds(0, 0.9, "1")] = None
    """Share of the cost that only changes hands (value added tax, levies, interest): no cost to
    society. Empty: none."""

    residual_share: Annotated[Quantity | None, Bounds(0, 1, "1")] = None
    """Share of the cost that is still there at the end: land keeps its value. Empty: none."""


class ProjectShare(NamedRow):
    """A developer's share of a project."""

    table: ClassVar[str] = "project_shares"
    topic: ClassVar[str] = "money"

    id: Annotated[Identifier, Labels("project_share")]
    """Short name."""

    project: Annotated[Identifier, Refers("projects"), Labels("project")]
    """The project."""

    share: Annotated[Quantity, Bounds(0, 1, "1")]
    """Share of its cost, its gains and its losses; those of a project add up to one."""


class CostPhase(Row):
    """The part of a project's cost that falls in a year."""

    table: ClassVar[str] = "cost_phases"
    topic: ClassVar[str] = "money"
    key: ClassVar[tuple[str, ...]] = ("project", "year")

    project: Annotated[Identifier, Refers("projects"), Labels("project")]
    """The project."""

    year: Annotated[ProjectYear, Labels("year")]
    """The year."""

    share: Annotated[Quantity, Bounds(0, 1, "1")]
    """Share of the cost. Ranges are drawn and then made to add up to one."""


class Finance(NamedRow):
    """Money that a project is paid with: what is not covered by these rows is equity."""

    table: ClassVar[str] = "financing"
    topic: ClassVar[str] = "money"

    id: Annotated[Identifier, Labels("finance")]
    """Short name."""

    project: Annotated[Identifier, Refers("projects"), Labels("project")]
    """The project."""

    kind: Literal["grant", "loan"]
    """A grant is never paid back."""

    provider: Literal["state", "province", "city", "bank", "bond_holders"]
    """Who gives it."""

    share_of_cost: Annotated[Quantity | None, Bounds(0, 1, "1")] = None
    """Share of each year's cost that it pays, or an amount."""

    amount_krw: Annotated[Quantity | None, Bounds(0, unit="krw")] = None
    """Amount, spread over the years as the cost is."""

    rate: Annotated[Quantity | None, Bounds(0, 0.5, "1")] = None
    """Of a loan: real interest a year, so less the growth of prices."""

    grace_years: Annotated[int | None, Field(ge=0, le=40)] = None
    """Of a loan: years after each drawing in which only interest is paid."""

    term_years: Annotated[int | None, Field(ge=1, le=60)] = None
    """Of a loan: years after each drawing until it is paid back, grace included."""


class Guarantee(NamedRow):
    """A promise to buy land that stays unsold."""

    table: ClassVar[str] = "guarantees"
    topic: ClassVar[str] = "money"

    id: Annotated[Identifier, Labels("guarantee")]
    """Short name."""

    project: Annotated[Identifier, Refers("projects"), Labels("project")]
    """The project whose land it is about."""

    guarantor: Literal["city", "province", "state"]
    """Who buys."""

    obligation: Annotated[Identifier | None, Refers("obligations")] = None
    """The promise among `obligations`."""

    clause_ko: str
    """The clause in Korean, as it is known."""

    clause_en: str
    """The clause in English."""

    uses: Annotated[tuple[ParcelUse, ...], SPLIT] = INDUSTRIAL_USES
    """Uses of the parcels that it covers."""

    after_years: Annotated[Quantity, Bounds(0, 30, "1")]
    """Years after completion at which unsold land is bought."""

    share_bought: Annotated[Quantity | None, Bounds(0, 1, "1")] = None
    """Share of the unsold land that is bought; empty: all of it."""

    price_position: Annotated[Quantity, Bounds(0, 2, "1")]
    """Price: nought is the cost of the land, one the price last asked, and between in between."""


class PlannedSale(NamedRow):
    """Land that is sold outside the land market for firms: housing, shops, land in lieu."""

    table: ClassVar[str] = "planned_sales"
    topic: ClassVar[str] = "money"

    id: Annotated[Identifier, Labels("planned_sale")]
    """Short name."""

    project: Annotated[Identifier, Refers("projects"), Labels("project")]
    """The project."""

    uses: Annotated[tuple[ParcelUse, ...], SPLIT] = Field(min_length=1)
    """Uses of the parcels that are sold."""

    area_m2: Annotated[Quantity | None, Bounds(0, unit="m2")] = None
    """Area; empty: that of the parcels of these uses that are not handed over free."""

    price_krw_per_m2: Annotated[Quantity, Bounds(1, unit="krw_per_m2")]
    """Price."""

    share_sold: Annotated[Quantity | None, Bounds(0, 1, "1")] = None
    """Share of the land that finds a buyer; empty: all of it."""

    first_year: ProjectYear
    """First year of sale."""

    last_year: ProjectYear
    """Last year; the land is sold evenly in between."""


class Space(NamedRow):
    """A floor of a building, or a part of it, with its use."""

    table: ClassVar[str] = "space_programme"
    topic: ClassVar[str] = "money"

    id: Annotated[Identifier, Labels("space")]
    """Short name."""

    project: Annotated[Identifier, Refers("projects"), Labels("project")]
    """The building."""

    floor: Annotated[int, Field(ge=-20, le=200)]
    """Storey; basements are negative."""

    function: FloorFunction
    """What it is used for."""

    area_m2: Annotated[Quantity, Bounds(0, unit="m2")]
    """Area to let."""

    tenant: str = ""
    """Who is to rent it; empty: nobody is known."""

    rent_krw_per_m2_month: Annotated[Quantity, Bounds(0)]
    """Rent a month; nought for space that is not let."""

    operating_krw_per_m2_month: Annotated[Quantity, Bounds(0)]
    """What running it costs a month, let or not."""

    occupancy: Annotated[Quantity, Bounds(0, 1, "1")]
    """Share let once it has filled."""

    fill_years: Annotated[Quantity | None, Bounds(0, 30, "1")] = None
    """Years from opening until it has filled; empty: at once."""

    opens: KnownDate | None = None
    """When it opens; empty: with the building."""


class Benefit(NamedRow):
    """What society gains from a project, for one way in which tenants come.

    Effects that an input-output table gives are none: they are told elsewhere and never enter a
    ratio of benefits to costs.
    """

    table: ClassVar[str] = "benefits"
    topic: ClassVar[str] = "money"

    id: Annotated[Identifier, Labels("benefit")]
    """Short name."""

    project: Annotated[Identifier, Refers("projects"), Labels("project")]
    """The project."""

    kind: Literal["net_value_added", "land_rent", "rent_saved", "time_saved", "public_service"]
    """`net_value_added`: what tenants produce beyond what the same people and money would have
    made elsewhere; it holds the `land_rent` and the `rent_saved` of the same tenants."""

    counted_as: CountedAs
    """Whether the tenants are new, expand, or move here from elsewhere in the country."""

    share_of_tenants: Annotated[Quantity, Bounds(0, 1, "1")]
    """Share of the tenants who come so; those of one kind are drawn and made to add up to one."""

    amount_krw: Annotated[Quantity, Bounds(0, unit="krw")]
    """Amount a year, for each unit of `per`."""

    per: Literal["m2_of_land", "m2_let", "year"]
    """For each m² of land taken up by firms, each m² of floor let, or as it stands."""

    after_years: Annotated[Quantity | None, Bounds(0, 30, "1")] = None
    """Years from the signing of the land, or from opening, until it begins; empty: none."""
