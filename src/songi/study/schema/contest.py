"""The designation contest: what is called for, who bids, on what evidence, with what outcome."""

from __future__ import annotations

from typing import Annotated, ClassVar, Literal

from pydantic import Field, ValidationInfo, field_validator

from songi.study.quantity import Quantity
from songi.study.schema.base import NamedRow, Row
from songi.study.schema.cells import (
    Bounds,
    Day,
    Identifier,
    Identifiers,
    KnownDate,
    Labels,
    Merges,
    Refers,
)
from songi.units import UNITS

Level = Literal["site", "city", "province", "macro_region", "nation"]


class Contest(NamedRow):
    """A call for bids: its dates and how many it selects."""

    table: ClassVar[str] = "contests"
    topic: ClassVar[str] = "contest"

    id: Annotated[Identifier, Labels("contest")]
    """Short name of the contest."""

    called_on: Day | None = None
    """Day of the notice."""

    deadline: Day
    """Last day to submit. The contest is evaluated with what was known then."""

    decided_on: Day | None = None
    """Day of the decision; empty while the contest is open."""

    awards: Annotated[Quantity, Bounds(1, 1000, "count", integer=True)]
    """How many bids are selected. A range where the call does not say."""

    fields: Identifiers = ()
    """Industries or technologies that may be applied for."""

    status: Literal["declared", "open", "closed"]
    """Whether it is still to come, open or decided."""


class Bid(NamedRow):
    """One application: the candidates that bid together are one alternative."""

    table: ClassVar[str] = "bids"
    topic: ClassVar[str] = "contest"

    id: Annotated[Identifier, Labels("bid")]
    """Short name of the bid."""

    contest: Annotated[Identifier, Refers("contests"), Labels("contest")]
    """Contest it was submitted to."""

    candidates: Annotated[Identifiers, Refers("candidates"), Labels("candidate")] = Field(
        min_length=1
    )
    """Candidates that bid together, separated by `|`."""

    applicant: str = ""
    """Government that signs the application."""

    applicant_en: str = ""
    """The same in English."""

    field: Identifier | None = None
    """Industry or technology applied for."""

    region: Identifier | None = None
    """Part of the country for rules of balance, such as `capital_region` or `elsewhere`."""

    joins: Annotated[Identifier | None, Refers("bids"), Merges()] = None
    """Bid that this one joins: its candidates bid there, and it is no alternative of its own."""

    condition: str = ""
    """Condition attached to the bid or its award."""

    condition_ko: str = ""
    """The same in Korean."""


class Criterion(NamedRow):
    """A node of the criteria tree; a leaf is measured by one indicator."""

    table: ClassVar[str] = "criteria"
    topic: ClassVar[str] = "contest"

    id: Annotated[Identifier, Labels("criterion")]
    """Short name of the criterion."""

    contest: Annotated[Identifier, Refers("contests"), Labels("contest")]
    """Contest whose call has the criterion."""

    parent: Annotated[Identifier | None, Refers("criteria")] = None
    """Criterion it belongs to; empty for a heading of the call."""

    weight: Annotated[Quantity | None, Bounds(0, unit="score")] = None
    """Points among its siblings, in any unit: siblings are scaled to sum to one. Empty for all
    siblings: every weighting is equally likely."""

    aggregation: Literal["arithmetic", "geometric"] = "arithmetic"
    """How the scores of its children are averaged."""

    indicator: Annotated[Identifier | None, Labels("indicator")] = None
    """Indicator that measures a leaf: one of `indicators` or `access_indicators`."""

    direction: Literal["benefit", "cost"] | None = None
    """Whether more is better; leaves only."""

    normalisation: Literal["min_max", "max", "sum", "vector", "z_score", "target", "rank"] = (
        "min_max"
    )
    """How values become scores; leaves only."""

    target: float | None = None
    """Best value, for `normalisation = target`."""

    combine: Literal["sum", "best", "mean"] = "best"
    """How the values of candidates that bid together make one."""

    missing: Literal["span", "median", "refuse"] = "span"
    """What stands for a value nobody knows: anything within the span of the others (`span`), the
    median of the others (`median`), or no run at all (`refuse`). It is listed either way."""


class Judgement(Row):
    """An expert's comparison of two criteria on Saaty's scale."""

    table: ClassVar[str] = "judgements"
    topic: ClassVar[str] = "contest"
    key: ClassVar[tuple[str, ...]] = ("expert", "more", "less")

    expert: Identifier
    """Who judged (an alias; never a name)."""

    more: Annotated[Identifier, Refers("criteria"), Labels("criterion")]
    """Criterion on the left of the comparison."""

    less: Annotated[Identifier, Refers("criteria"), Labels("criterion")]
    """Criterion on the right, with the same parent."""

    ratio: Annotated[float, Field(ge=1 / 9, le=9)]
    """How many times as important the left one is, from 1/9 to 9."""


class Indicator(Row):
    """One value of one indicator for one candidate."""

    table: ClassVar[str] = "indicators"
    topic: ClassVar[str] = "contest"
    key: ClassVar[tuple[str, ...]] = ("candidate", "indicator")

    candidate: Annotated[Identifier, Refers("candidates"), Labels("candidate")]
    """Candidate it describes."""

    indicator: Annotated[Identifier, Labels("indicator")]
    """What is measured."""

    unit: Literal[tuple(UNITS)]  # type: ignore[valid-type]
    """Unit code."""

    value: Annotated[Quantity, Bounds()]
    """The value, in `unit`; truncated where the unit ends."""

    reference: KnownDate | None = None
    """Day or year the value describes, not the day it was published."""

    level: Level
    """Area it holds for. A value of the province says nothing that sets its cities apart."""

    @field_validator("value")
    @classmethod
    def _inside_unit(cls, value: Quantity, row: ValidationInfo) -> Quantity:
        unit = UNITS.get(row.data.get("unit", ""))
        return value.within(unit.lower, unit.upper, integer=unit.integer) if unit else value


class Outcome(Row):
    """What was decided of a bid: a fact of its own, so that it cannot leak into the past."""

    table: ClassVar[str] = "outcomes"
    topic: ClassVar[str] = "contest"
    key: ClassVar[tuple[str, ...]] = ("contest", "bid")

    contest: Annotated[Identifier, Refers("contests"), Labels("contest")]
    """Contest decided."""

    bid: Annotated[Identifier, Refers("bids"), Labels("bid")]
    """Bid decided on."""

    selected: bool
    """Whether it was selected."""

    reason: str = ""
    """Reason, as given or as relayed."""

    reason_ko: str = ""
    """The same in Korean."""
