"""Firms: the long list, those courted, what has happened with each, what was promised."""

from __future__ import annotations

from typing import Annotated, ClassVar, Literal

from pydantic import Field

from songi.study.quantity import Quantity
from songi.study.schema.base import NamedRow, Row
from songi.study.schema.bid import Strength
from songi.study.schema.cells import (
    SPLIT,
    Bounds,
    Code,
    Codes,
    Identifier,
    Identifiers,
    KnownDate,
    Labels,
    Refers,
)
from songi.study.schema.land import Activity, FirmSize, KsicRevision

Function = Literal["research", "education", "clinical_trials", "marketing", "commercialisation"]
Stage = Literal["contact", "visit", "mou", "letter", "contract", "move_in", "lost"]

FUNCTIONS: tuple[Function, ...] = (
    "research", "education", "clinical_trials", "marketing", "commercialisation",
)  # fmt: skip
"""The five functions of a cluster."""

STAGES: tuple[Stage, ...] = ("contact", "visit", "mou", "letter", "contract", "move_in", "lost")
"""Stages of an investor, in their order; whoever is lost comes back by a new contact."""


class FirmType(NamedRow):
    """A kind of tenant: what land and supplies it needs."""

    table: ClassVar[str] = "firm_types"
    topic: ClassVar[str] = "firms"

    id: Annotated[Identifier, Labels("firm_type")]
    """Short name."""

    activity: Activity
    """What it does on the land."""

    size: FirmSize
    """Size class."""

    ksic: Codes = ()
    """Beginnings of the industry codes of such firms."""

    ksic_revision: KsicRevision | None = None
    """Revision of the codes."""

    functions: Annotated[tuple[Function, ...], SPLIT] = ()
    """Functions of the cluster that it serves."""

    wanted_m2: Annotated[Quantity, Bounds(1, unit="m2")]
    """Land that one such firm wants."""

    power_kw_per_1000_m2: Annotated[Quantity | None, Bounds(0)] = None
    """Power it draws for 1,000 m² of land."""

    water_m3_per_day_per_1000_m2: Annotated[Quantity | None, Bounds(0)] = None
    """Water."""

    waste_water_m3_per_day_per_1000_m2: Annotated[Quantity | None, Bounds(0)] = None
    """Waste water."""

    jobs_per_1000_m2: Annotated[Quantity | None, Bounds(0)] = None
    """People who work on 1,000 m² of land."""


class Firm(NamedRow):
    """A firm of the long list: it exists, and might come."""

    table: ClassVar[str] = "firms"
    topic: ClassVar[str] = "firms"

    id: Annotated[Identifier, Labels("firm")]
    """Short name."""

    ksic: Code | None = None
    """Industry code (KSIC)."""

    ksic_revision: KsicRevision | None = None
    """Revision of the code; the eleventh (2024) splits just the bio classes."""

    technologies: Identifiers = ()
    """Technologies it works on."""

    activity: Activity | None = None
    """What it would do on the land."""

    size: FirmSize | None = None
    """Size class."""

    listed: bool = False
    """Whether it is listed on a stock exchange."""

    region: str = ""
    """Where it is now."""

    region_ko: str = ""
    """The same in Korean."""

    foreign_invested: bool | None = None
    """Whether it is foreign-invested in the sense of the law; empty: not known."""

    tenure: Literal["owned", "leased", "unknown"] = "unknown"
    """Whether it owns or rents its premises."""

    lease_end: KnownDate | None = None
    """When its lease ends."""

    employees: Annotated[Quantity | None, Bounds(0, unit="persons", integer=True)] = None
    """People employed."""

    growth_per_year: Annotated[Quantity | None, Bounds(-1, 10)] = None
    """Yearly growth of employment or turnover, as a share."""

    floor_m2: Annotated[Quantity | None, Bounds(0, unit="m2")] = None
    """Premises it has now."""

    functions: Annotated[tuple[Function, ...], SPLIT] = ()
    """Functions of the cluster that it would serve."""

    introducers: Annotated[Identifiers, Refers("places", "investors", hides=False)] = ()
    """Who of the cluster knows it and can introduce the team: ids of places or investors."""


class Investor(NamedRow):
    """Somebody the team courts; unnamed ones stay one row that says how many they are."""

    table: ClassVar[str] = "investors"
    topic: ClassVar[str] = "firms"

    id: Annotated[Identifier, Labels("investor")]
    """Short name."""

    kind: Literal[
        "firm", "institute", "hospital", "university", "association", "agency", "delegation",
        "group",
    ]  # fmt: skip
    """What it is; `group` for unnamed ones."""

    seeks: Literal["land", "space", "cooperation", "unknown"] = "unknown"
    """What it wants: a plot, rooms, or neither."""

    members: Annotated[int, Field(ge=1)] = 1
    """How many firms the row stands for; more than one says nothing of conversion."""

    firm: Annotated[Identifier | None, Refers("firms"), Labels("firm")] = None
    """The firm of the long list."""

    firm_type: Annotated[Identifier | None, Refers("firm_types"), Labels("firm_type")] = None
    """The kind of tenant it would be."""

    country: str = ""
    """Where it comes from: ISO 3166-1 alpha-2, such as `KR`."""

    foreign_invested: bool | None = None
    """Whether it is, or would come as, a foreign-invested firm; empty: as its firm's row says."""

    wanted_m2: Annotated[Quantity | None, Bounds(1, unit="m2")] = None
    """Land that each wants; empty: as firms of its kind do."""

    expected_price_krw_per_m2: Annotated[Quantity | None, Bounds(1, unit="krw_per_m2")] = None
    """Price it expected; empty: as the market parameter says."""

    introducers: Annotated[Identifiers, Refers("places", "investors", hides=False)] = ()
    """Who can introduce the team: ids of places or investors."""


class Event(NamedRow):
    """Something that happened with an investor. Events are only added, never changed."""

    table: ClassVar[str] = "events"
    topic: ClassVar[str] = "firms"

    id: Identifier
    """Short name."""

    investor: Annotated[Identifier, Refers("investors"), Labels("investor")]
    """With whom."""

    stage: Stage
    """Stage that it reached by this."""

    happened_on: KnownDate
    """When; a year or a month means its last day."""

    amount_krw: Annotated[Quantity | None, Bounds(0, unit="krw")] = None
    """Investment named."""

    strength: Strength | None = None
    """How firm the amount is; amounts of different strength are never added."""

    parcels: Annotated[Identifiers, Refers("parcels"), Labels("parcel")] = ()
    """Parcels it is about."""

    reason: str = ""
    """Why it was lost."""


class ConversionPrior(Row):
    """What is believed of a step of the pipeline before the team's own record is looked at."""

    table: ClassVar[str] = "conversion_priors"
    topic: ClassVar[str] = "firms"
    key: ClassVar[tuple[str, ...]] = ("from_stage", "to_stage")

    from_stage: Annotated[Stage, Labels("stage")]
    """Stage that is left."""

    to_stage: Stage
    """Stage that is reached next."""

    share: Annotated[Quantity, Bounds(0, 1, "1")]
    """Share of those who leave the stage for this one."""

    months: Annotated[Quantity, Bounds(0.1, 600, "months")]
    """Months until the stage is left, on average: the same for all steps out of a stage."""

    worth: Annotated[float, Field(gt=0)] = 1.0
    """How many observed investors the belief is worth."""


class Obligation(NamedRow):
    """Something that was promised, on either side."""

    table: ClassVar[str] = "obligations"
    topic: ClassVar[str] = "firms"

    id: Annotated[Identifier, Labels("obligation")]
    """Short name."""

    party: Literal["investor", "developer", "city", "province", "state"]
    """Who promised."""

    investor: Annotated[Identifier | None, Refers("investors"), Labels("investor")] = None
    """The investor, where it is one."""

    contract: Annotated[Identifier | None, Refers("events")] = None
    """Event by which it was contracted; a promise of an investor without one binds nobody."""

    kind: Literal[
        "start", "finish", "sale", "resale_limit", "subsidy", "investment", "jobs", "buy_back",
        "contribution",
    ]  # fmt: skip
    """What was promised."""

    article: str
    """Law, contract clause or document that says so."""

    due: KnownDate | None = None
    """By when; empty where the day hangs on another event."""

    promised: Annotated[Quantity | None, Bounds(0)] = None
    """How much, in `unit`."""

    unit: Literal["krw", "persons", "m2", "percent", "yes_no"] = "yes_no"
    """Unit of what was promised."""

    remedy_ko: str = ""
    """What follows if it is not kept, in Korean."""

    remedy_en: str = ""
    """What follows if it is not kept, in English."""


class Fulfilment(Row):
    """How far a promise was kept by a day: a fact of its own, so that it cannot leak back."""

    table: ClassVar[str] = "fulfilments"
    topic: ClassVar[str] = "firms"
    key: ClassVar[tuple[str, ...]] = ("obligation", "on")

    obligation: Annotated[Identifier, Refers("obligations"), Labels("obligation")]
    """The promise."""

    on: KnownDate
    """Day that the figure describes."""

    actual: Annotated[Quantity, Bounds(0)]
    """How much was done by then in all, in the promise's unit; 1 for done, 0 for not."""
