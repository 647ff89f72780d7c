"""People: who is here by occupation, who comes and goes, whom tenants need, how one lives here."""

from __future__ import annotations

from typing import Annotated, ClassVar, Literal

from pydantic import Field, ValidationInfo, field_validator

from songi.study.quantity import Quantity
from songi.study.schema.base import NamedRow, Row
from songi.study.schema.cells import Bounds, Codes, Identifier, KnownDate, Labels, Refers
from songi.study.schema.contest import Level
from songi.units import UNITS

FlowKind = Literal["graduates", "migration", "retirement"]
LivingKind = Literal["housing", "schools", "transit", "child_care"]
ProgrammeStatus = Literal["running", "planned", "option"]

Year = Annotated[int, Field(ge=1900, le=2100)]


class Occupation(NamedRow):
    """A group of occupations for which supply and demand are held against each other."""

    table: ClassVar[str] = "occupations"
    topic: ClassVar[str] = "people"

    id: Annotated[Identifier, Labels("occupation")]
    """Short name."""

    ksco: Codes = ()
    """Beginnings of the codes of the standard classification of occupations (KSCO) that come
    nearest; empty where the group is none of its."""

    ksco_revision: Literal["7", "8"] | None = None
    """Revision of the codes."""


class TalentStock(Row):
    """People of an occupation in a region, in a year."""

    table: ClassVar[str] = "talent_stocks"
    topic: ClassVar[str] = "people"
    key: ClassVar[tuple[str, ...]] = ("occupation", "region", "year")

    occupation: Annotated[Identifier, Refers("occupations"), Labels("occupation")]
    """The occupation."""

    region: Identifier
    """Region that was counted."""

    level: Level
    """What kind of region that is."""

    year: Year
    """Year counted. The balance starts from the last one."""

    persons: Annotated[Quantity, Bounds(0, unit="persons")]
    """How many."""

    share_here: Annotated[Quantity | None, Bounds(0, 1, "1")] = None
    """Share of them who work in the place itself; empty: all of them."""

    needs_growth: Annotated[Quantity | None, Bounds(-0.5, 1, "1")] = None
    """How fast the firms that are here need more of them, a share a year; empty: they keep needing
    whom they have."""


class TalentFlow(NamedRow):
    """People who join or leave an occupation in the place, year by year."""

    table: ClassVar[str] = "talent_flows"
    topic: ClassVar[str] = "people"

    id: Annotated[Identifier, Labels("talent_flow")]
    """Short name."""

    occupation: Annotated[Identifier, Refers("occupations"), Labels("occupation")]
    """The occupation."""

    kind: FlowKind
    """`graduates` join; `retirement` is whoever retires or leaves otherwise; `migration` is those
    who come less those who go, and may be negative."""

    region: Identifier
    """Region that was counted."""

    level: Level
    """What kind of region that is."""

    persons_per_year: Annotated[Quantity | None, Bounds(unit="persons")] = None
    """How many a year."""

    rate: Annotated[Quantity | None, Bounds(-1, 1, "1")] = None
    """Or their share of those who are here, a year."""

    share_here: Annotated[Quantity | None, Bounds(0, 1, "1")] = None
    """Share of them who take up, or leave, such work in the place; empty: all of them."""

    from_year: Year | None = None
    """First year; empty: from the start."""

    until_year: Year | None = None
    """Last year; empty: to the end."""


class TalentNeed(Row):
    """What share of a kind of tenant's jobs is of an occupation."""

    table: ClassVar[str] = "talent_needs"
    topic: ClassVar[str] = "people"
    key: ClassVar[tuple[str, ...]] = ("firm_type", "occupation")

    firm_type: Annotated[Identifier, Refers("firm_types"), Labels("firm_type")]
    """Kind of tenant."""

    occupation: Annotated[Identifier, Refers("occupations"), Labels("occupation")]
    """The occupation."""

    share_of_jobs: Annotated[Quantity, Bounds(0, 1, "1")]
    """Its share of the jobs. Where the shares of a kind are ranges, each draw's are brought to
    one sum."""

    from_elsewhere: Annotated[Quantity | None, Bounds(0, 1, "1")] = None
    """Share of these jobs that is filled from outside the place: staff whom the firm brings,
    commuters. Empty: none."""


class TrainingProgramme(NamedRow):
    """Training that fits people for an occupation: one that runs, is planned or could be set up."""

    table: ClassVar[str] = "training_programmes"
    topic: ClassVar[str] = "people"

    id: Annotated[Identifier, Labels("programme")]
    """Short name."""

    occupation: Annotated[Identifier, Refers("occupations"), Labels("occupation")]
    """Occupation that it trains for."""

    status: ProgrammeStatus
    """`running` and `planned` ones are counted with the supply; an `option` is sized so that it
    closes the gap."""

    seats_per_year: Annotated[Quantity, Bounds(0, unit="persons")]
    """Seats a year; of an option, those of one set-up."""

    completion: Annotated[Quantity, Bounds(0, 1, "1")]
    """Share of those who begin that completes it."""

    placement: Annotated[Quantity, Bounds(0, 1, "1")]
    """Share of those who complete it that takes up such work."""

    share_here: Annotated[Quantity | None, Bounds(0, 1, "1")] = None
    """Share of these who take it up in the place; empty: all of them."""

    cost_per_seat_krw: Annotated[Quantity | None, Bounds(0, unit="krw")] = None
    """Cost of a seat for a year's course; empty: not known."""

    from_year: Year
    """First year whose course ends with placements."""

    until_year: Year | None = None
    """Last such year; empty: to the end."""


class LivingCondition(NamedRow):
    """A figure of how one lives in a place: housing, schools, transit, child care."""

    table: ClassVar[str] = "living_conditions"
    topic: ClassVar[str] = "people"

    id: Annotated[Identifier, Labels("living_condition")]
    """Short name."""

    kind: LivingKind
    """What it is about."""

    indicator: Identifier
    """What is measured; figures of one indicator are compared, and the name is the same."""

    region: str
    """Place that it describes."""

    region_ko: str = ""
    """The same in Korean."""

    candidate: Annotated[Identifier | None, Refers("candidates"), Labels("candidate")] = None
    """Candidate that the place is, where it is one."""

    role: Literal["place", "reference"] = "place"
    """`place` is compared with the other places of its indicator; a `reference`, such as the mean
    of the province, stands beside them."""

    level: Level
    """What kind of place it is. All places of an indicator are of one level."""

    unit: Literal[tuple(UNITS)]  # type: ignore[valid-type]
    """Unit code."""

    value: Annotated[Quantity, Bounds()]
    """The value, in `unit`; truncated where the unit ends."""

    direction: Literal["benefit", "cost"]
    """Whether more of it is better (`benefit`) or worse (`cost`) for people who move here."""

    reference: KnownDate
    """Day or year the value describes."""

    @field_validator("value")
    @classmethod
    def _inside_unit(cls, value: Quantity, row: ValidationInfo) -> Quantity:
        unit = UNITS.get(row.data.get("unit", ""))
        return value.within(unit.lower, unit.upper, integer=unit.integer) if unit else value
