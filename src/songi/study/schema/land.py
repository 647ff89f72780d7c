"""Land: zones, parcels, how they are sold, what is allowed on them, what supplies them."""

from __future__ import annotations

from typing import Annotated, ClassVar, Literal

from pydantic import Field

from songi.study.quantity import Quantity
from songi.study.schema.base import NamedRow, Row
from songi.study.schema.cells import (
    SPLIT,
    Bounds,
    Codes,
    Identifier,
    Identifiers,
    KnownDate,
    Labels,
    Outline,
    Refers,
)

Activity = Literal["manufacturing", "research", "knowledge", "support"]
FirmSize = Literal["sme", "mid", "large"]
KsicRevision = Literal["9", "10", "11"]
ParcelUse = Literal[
    "advanced_manufacturing", "knowledge", "research", "mixed", "housing", "commercial",
    "support", "infrastructure",
]  # fmt: skip
UtilityKind = Literal["power", "water", "waste_water"]

INDUSTRIAL_USES = ("advanced_manufacturing", "knowledge", "research")
"""Uses of a parcel on which firms settle."""

UTILITY_UNITS: dict[UtilityKind, str] = {
    "power": "mw", "water": "m3_per_day", "waste_water": "m3_per_day",
}  # fmt: skip
"""Unit of a utility's capacity, by kind."""


class Zone(NamedRow):
    """A part of the land: the site, its blocks, a complex designated within it."""

    table: ClassVar[str] = "zones"
    topic: ClassVar[str] = "land"

    id: Annotated[Identifier, Labels("zone")]
    """Short name."""

    within: Annotated[Identifier | None, Refers("zones")] = None
    """Zone it lies in; empty for the site itself."""

    area_m2: Annotated[Quantity | None, Bounds(0, unit="m2")] = None
    """Area as published."""

    outline: Outline | None = None
    """Its outline, WGS84: the polygon of a GeoJSON feature, or well-known text."""


class Parcel(NamedRow):
    """A plot of land."""

    table: ClassVar[str] = "parcels"
    topic: ClassVar[str] = "land"

    id: Annotated[Identifier, Labels("parcel")]
    """Short name."""

    zone: Annotated[Identifier, Refers("zones"), Labels("zone")]
    """Zone it lies in."""

    use: ParcelUse
    """Use in the plan."""

    area_m2: Annotated[Quantity, Bounds(1, unit="m2")]
    """Area."""

    free_supply: bool = False
    """Whether it is handed over free (roads, parks), so that others bear its cost."""

    allotted: bool = False
    """Whether it stands on the industrial allotment (공업물량)."""

    sale_round: Annotated[Identifier | None, Refers("sale_rounds"), Labels("sale_round")] = None
    """Round in which it is offered."""

    cost_rule: Annotated[Identifier | None, Refers("cost_rules")] = None
    """Rule by which its cost is found: which law governs is a fact of the parcel."""

    price_weight: Annotated[float, Field(gt=0)] = 1.0
    """Its price per m² beside the others' of the same cost rule."""

    owner: Annotated[Identifiers, Refers("investors"), Labels("investor")] = ()
    """Investor it was sold to; empty while it is unsold."""

    outline: Outline | None = None
    """Its outline, WGS84: the polygon of a GeoJSON feature, or well-known text."""


class SaleRound(NamedRow):
    """An offer of land: when, how and at what price. What came of it stands in `sale_outcomes`."""

    table: ClassVar[str] = "sale_rounds"
    topic: ClassVar[str] = "land"

    id: Annotated[Identifier, Labels("sale_round")]
    """Short name."""

    offered_on: KnownDate
    """Day of the notice, or the planned one."""

    closes_on: KnownDate | None = None
    """Last day for bids; empty where it stays open."""

    method: Literal["appraisal_tender", "cost_contract"]
    """Competitive tender at or above the appraised price, or private contract at development
    cost."""

    method_if_designated: Literal["appraisal_tender", "cost_contract"] | None = None
    """How it would be sold under the designation; empty: the same."""

    price_krw_per_m2: Annotated[Quantity | None, Bounds(1, unit="krw_per_m2")] = None
    """Asked price; empty for a sale at development cost, which follows from the cost rule."""


class SaleOutcome(Row):
    """What came of an offer."""

    table: ClassVar[str] = "sale_outcomes"
    topic: ClassVar[str] = "land"
    key: ClassVar[tuple[str, ...]] = ("sale_round",)

    sale_round: Annotated[Identifier, Refers("sale_rounds"), Labels("sale_round")]
    """The offer."""

    bids: Annotated[int, Field(ge=0)]
    """How many bids came in."""

    sold_m2: Annotated[Quantity, Bounds(0, unit="m2")]
    """Area sold."""


class CostRule(NamedRow):
    """How the cost of land is found for the parcels that one law governs."""

    table: ClassVar[str] = "cost_rules"
    topic: ClassVar[str] = "land"

    id: Annotated[Identifier, Labels("cost_rule")]
    """Short name."""

    article: str
    """Law and article."""

    items: Identifiers = Field(min_length=1)
    """Items of `costs` that count."""

    free_supply_m2: Annotated[Quantity | None, Bounds(0, unit="m2")] = None
    """Area handed over free; empty: the parcels marked so."""

    price: Literal["development_cost", "appraisal"]
    """Price that the law asks for."""

    settled: bool = False
    """Whether the price is settled when the cost is final (정산)."""

    shortfall_borne_by: Literal["developer", "city", "province", "state"]
    """Who bears what is lost on land sold below cost."""


class Constraint(NamedRow):
    """A limit of the law on who may settle, or on what may be built."""

    table: ClassVar[str] = "constraints"
    topic: ClassVar[str] = "land"

    id: Annotated[Identifier, Labels("constraint")]
    """Short name."""

    zone: Annotated[Identifier, Refers("zones"), Labels("zone")]
    """Where it holds."""

    kind: Literal[
        "over_concentration", "allotment", "permitted_ksic", "barred_ksic", "activity", "size",
        "floor_area_ratio", "smallest_plot", "small_firms",
    ]  # fmt: skip
    """`over_concentration` bars new workplaces of the activities and sizes named; `allotment`
    limits the area for manufacturing; `permitted_ksic` and `barred_ksic` name industries;
    `activity` and `size` name who may settle; `floor_area_ratio` and `smallest_plot` limit
    building; `small_firms` keeps land for firms of the sizes named (`sme` without)."""

    article: str
    """Law and article."""

    uses: Annotated[tuple[ParcelUse, ...], SPLIT] = ()
    """Uses of parcels that it is about; empty: all."""

    limit: Annotated[Quantity | None, Bounds(0)] = None
    """The limit: m² of an allotment, a plot or land kept, % of a floor-area ratio."""

    ksic: Codes = ()
    """Beginnings of industry codes."""

    ksic_revision: KsicRevision | None = None
    """Revision of the codes."""

    activities: Annotated[tuple[Activity, ...], SPLIT] = ()
    """Activities named (`manufacturing`, `research`, `knowledge`, `support`)."""

    sizes: Annotated[tuple[FirmSize, ...], SPLIT] = ()
    """Sizes of firms named (`sme`, `mid`, `large`)."""

    certain: bool = True
    """Whether the reading of the law is certain; else a firm it would bar is `unclear`."""

    lifted_by: str = ""
    """Who can lift it."""

    regimes: Annotated[Identifiers, Refers("regimes")] = ()
    """Regimes under which it does not hold."""

    freed: Literal["all", "foreign_invested"] = "all"
    """Whom such a regime frees: everyone, or foreign-invested firms only."""


class Utility(NamedRow):
    """Power, water or waste water that the land is or will be supplied with."""

    table: ClassVar[str] = "utilities"
    topic: ClassVar[str] = "land"

    id: Annotated[Identifier, Labels("utility_supply")]
    """Short name."""

    zone: Annotated[Identifier, Refers("zones"), Labels("zone")]
    """Where it supplies."""

    kind: Annotated[UtilityKind, Labels("utility")]
    """What."""

    capacity: Annotated[Quantity, Bounds(0)]
    """MW of power; m³ a day of water and waste water."""

    available_from: KnownDate
    """When it is there, as planned."""

    delay_months: Annotated[Quantity | None, Bounds(0, 240, "months")] = None
    """How much later it may come."""

    status: Literal["firm", "planned"]
    """Whether it is contracted or only planned."""

    consent: Literal["granted", "applied", "none"]
    """Whether the supplier has consented."""


class CompetingSupply(NamedRow):
    """Land for firms on offer nearby."""

    table: ClassVar[str] = "competing_supply"
    topic: ClassVar[str] = "land"

    id: Annotated[Identifier, Labels("competitor")]
    """Short name."""

    region: str
    """Where."""

    area_m2: Annotated[Quantity, Bounds(0, unit="m2")]
    """Land for firms that it has."""

    unsold_m2: Annotated[Quantity | None, Bounds(0, unit="m2")] = None
    """Of it unsold; empty: not known."""

    price_krw_per_m2: Annotated[Quantity | None, Bounds(1, unit="krw_per_m2")] = None
    """Price; empty: not known."""

    available_from: KnownDate | None = None
    """When it is on offer."""

    distance_km: Annotated[Quantity | None, Bounds(0, 1000, "km")] = None
    """How far away."""


class DemandSurvey(Row):
    """An answer to a survey of demand, or the sum of several answers where no more is published."""

    table: ClassVar[str] = "demand_surveys"
    topic: ClassVar[str] = "land"
    key: ClassVar[tuple[str, ...]] = ("survey", "respondent")

    survey: Annotated[Identifier, Labels("survey")]
    """The survey."""

    respondent: Annotated[Identifier, Labels("respondent")]
    """Who answered (an alias), or a group of respondents."""

    firm: Annotated[Identifier | None, Refers("firms")] = None
    """The firm, where it is in the long list."""

    respondents: Annotated[int, Field(ge=1)] = 1
    """How many answers the row sums up."""

    asked_on: KnownDate
    """When."""

    wanted_m2: Annotated[Quantity, Bounds(0, unit="m2")]
    """Area wanted, by all of the row together."""

    highest_price_krw_per_m2: Annotated[Quantity | None, Bounds(1, unit="krw_per_m2")] = None
    """Highest price they would pay; empty: not asked."""

    certainty: Annotated[Quantity | None, Bounds(0, 1, "1")] = None
    """Share of the wanted area that is meant; empty: not asked."""

    moves: Literal["new", "expanding", "relocating", "unknown"] = "unknown"
    """Whether they are new, expand, or would move from elsewhere."""


class LandTakeup(Row):
    """Industrial land taken up in a year, for the trend."""

    table: ClassVar[str] = "land_takeup"
    topic: ClassVar[str] = "land"
    key: ClassVar[tuple[str, ...]] = ("region", "year")

    region: Annotated[Identifier, Labels("region")]
    """Region."""

    year: Annotated[int, Field(ge=1980, le=2100), Labels("year")]
    """Year."""

    area_m2: Annotated[Quantity, Bounds(0, unit="m2")]
    """Area sold or leased in the year."""


class DemandBasis(NamedRow):
    """What a formal estimate of demand for land starts from."""

    table: ClassVar[str] = "demand_bases"
    topic: ClassVar[str] = "land"

    id: Annotated[Identifier, Labels("demand_basis")]
    """Short name."""

    approach: Literal["unit_area", "plan", "trend"]
    """`unit_area`: added workers times area per worker; `plan`: the ministry's yearly demand;
    `trend`: the region's `land_takeup` carried on."""

    region: Identifier
    """Region it describes."""

    added_workers_per_year: Annotated[Quantity | None, Bounds(0, unit="persons")] = None
    """For `unit_area`: workers that the industry adds in the region a year."""

    m2_per_worker: Annotated[Quantity | None, Bounds(0, unit="m2")] = None
    """For `unit_area`: land per worker."""

    area_m2_per_year: Annotated[Quantity | None, Bounds(0, unit="m2")] = None
    """For `plan`: yearly demand of the region."""

    share_here: Annotated[Quantity, Bounds(0, 1, "1")]
    """Share of the region's demand that could come here."""


class MarketParameter(Row):
    """A parameter of the land market: how firms answer to price, readiness and time."""

    table: ClassVar[str] = "market_parameters"
    topic: ClassVar[str] = "land"
    key: ClassVar[tuple[str, ...]] = ("parameter",)

    parameter: Literal[
        "price_elasticity", "nearby_price_elasticity", "cooling_half_life_quarters",
        "revision_after_quarters", "revision_step", "floor_share_of_cost", "unready_factor",
        "designated_factor", "competing_factor", "letter_wanted_m2", "expected_price_krw_per_m2",
    ]  # fmt: skip
    """The parameter; what each means stands in the page on the land market."""

    value: Annotated[Quantity, Bounds(0)]
    """Its value."""
