"""The bid and its defence: commitments, clauses of the call, public claims, options still open."""

from __future__ import annotations

from datetime import date
from typing import Annotated, ClassVar, Literal

from pydantic import Field

from songi.study.quantity import Quantity
from songi.study.schema.base import NamedRow, Row
from songi.study.schema.cells import (
    Bounds,
    Day,
    Identifier,
    Identifiers,
    KnownDate,
    Labels,
    Refers,
)

Strength = Literal["announced", "letter", "contracted", "board_approved"]

STRENGTHS: tuple[Strength, ...] = ("announced", "letter", "contracted", "board_approved")
"""From the weakest commitment to the strongest. Amounts of different strength are never added."""


class Commitment(Row):
    """Money that somebody said would be invested, and how firmly."""

    table: ClassVar[str] = "commitments"
    topic: ClassVar[str] = "contest"

    id: Identifier
    """Short name."""

    bid: Annotated[Identifier, Refers("bids"), Labels("bid")]
    """Bid it belongs to."""

    investor: str
    """Firm or firms."""

    investor_ko: str = ""
    """The same in Korean."""

    firms: Annotated[int | None, Field(ge=1)] = None
    """How many firms the amount is of."""

    amount_krw: Annotated[Quantity, Bounds(0, unit="krw")]
    """Amount in won."""

    strength: Annotated[Strength, Labels("strength")]
    """`announced` (a government or firm said so), `letter` (a letter of intent binds nobody),
    `contracted`, or `board_approved`."""

    until_year: Annotated[int | None, Field(ge=1990, le=2100)] = None
    """Year by which it is to be spent."""

    proof: str = ""
    """Proof of funds; empty where none is known."""

    proof_ko: str = ""
    """The same in Korean."""

    place: str = ""
    """Where it is to be built."""

    place_ko: str = ""
    """The same in Korean."""

    condition: str = ""
    """What it depends on."""

    condition_ko: str = ""
    """The same in Korean."""

    covers: Annotated[Identifiers, Refers("commitments")] = ()
    """Other rows whose amounts this one includes: never added to it."""


class Clause(NamedRow):
    """A clause of the call or the law that a bid must meet to be heard."""

    table: ClassVar[str] = "clauses"
    topic: ClassVar[str] = "contest"

    id: Annotated[Identifier, Labels("clause")]
    """Short name."""

    contest: Annotated[Identifier, Refers("contests"), Labels("contest")]
    """Contest it belongs to."""

    article: str
    """Law and article, or section of the call."""

    article_en: str = ""
    """The same in English."""

    any_of: Identifier | None = None
    """Clauses of one name here are alternatives: one that is met suffices. Empty: the clause must
    be met by itself."""


class Finding(Row):
    """Whether a bid meets a clause."""

    table: ClassVar[str] = "findings"
    topic: ClassVar[str] = "contest"
    key: ClassVar[tuple[str, ...]] = ("bid", "clause")

    bid: Annotated[Identifier, Refers("bids"), Labels("bid")]
    """The bid."""

    clause: Annotated[Identifier, Refers("clauses"), Labels("clause")]
    """The clause."""

    finding: Literal["met", "not_met", "unclear"]
    """What was found."""

    reason: str
    """On what ground."""

    reason_ko: str = ""
    """The same in Korean."""


class SelectionRule(Row):
    """A rule of selection beyond `the first k`."""

    table: ClassVar[str] = "selection_rules"
    topic: ClassVar[str] = "contest"

    id: Identifier
    """Short name."""

    contest: Annotated[Identifier, Refers("contests"), Labels("contest")]
    """Contest it belongs to."""

    kind: Literal["quota", "threshold", "condition"]
    """`quota`: from `at_least` to `at_most` bids of a group are selected; `threshold`: only bids
    whose score reaches `score`; `condition`: an award to a bid of the group holds only if the bid's
    condition is met, with chance `chance`; an award that lapses is not handed on."""

    group: Literal["field", "region", "bid"] | None = None
    """What the rule groups bids by."""

    value: Identifier | None = None
    """The group: a field, a region, or one bid. Empty for a quota: each field or region has it."""

    at_least: Annotated[int, Field(ge=0)] = 0
    """Fewest of the group."""

    at_most: Annotated[int | None, Field(ge=0)] = None
    """Most of the group."""

    score: Annotated[Quantity | None, Bounds(0, 1, unit="score")] = None
    """Threshold on the overall score by weighted sum."""

    chance: Annotated[Quantity | None, Bounds(0, 1, "1")] = None
    """Chance that the condition is met."""


class Requirement(NamedRow):
    """A line of the correspondence table: what the call asks for and what answers it."""

    table: ClassVar[str] = "requirements"
    topic: ClassVar[str] = "contest"

    id: Annotated[Identifier, Labels("requirement")]
    """Short name."""

    contest: Annotated[Identifier, Refers("contests"), Labels("contest")]
    """Contest it belongs to."""

    position: Annotated[int, Field(ge=1)]
    """Place in the order of the call."""

    clause: str
    """Clause of the call."""

    clause_en: str = ""
    """The same in English."""

    evidence: Literal["result", "document", "none"]
    """What answers it: a result of songi, a document, or nothing yet."""

    result: str = ""
    """The result and its labels, such as `rank_acceptability bid=goyang`."""

    document: str = ""
    """The document."""

    owner: str = ""
    """Who answers for it."""

    due: Day | None = None
    """Day by which it must be there."""

    status: Literal["met", "partly", "unmet"]
    """How far it is."""

    page_limit: Annotated[int | None, Field(ge=1)] = None
    """Most pages the call allows."""


class Statement(NamedRow):
    """A public claim to be audited: its words, and the cell that tests it."""

    table: ClassVar[str] = "statements"
    topic: ClassVar[str] = "contest"

    id: Annotated[Identifier, Labels("statement")]
    """Short name; `name_ko` and `name_en` hold the words."""

    speaker: str
    """Who said it."""

    speaker_ko: str = ""
    """The same in Korean."""

    said_on: date
    """When."""

    about: str = ""
    """What it is about."""

    about_ko: str = ""
    """The same in Korean."""

    claimed: Annotated[Quantity | None, Bounds(unit="1")] = None
    """The figure claimed, in the unit of what tests it; a day as a year with its fraction."""

    relation: Literal["equal", "at_least", "at_most"] | None = None
    """How the tested figure must stand to the claimed one for the claim to hold."""

    tested_table: Identifier | None = None
    """Table of the cell that tests it."""

    tested_row: str = ""
    """Row id of that cell; with `*`, all rows that match, to be counted."""

    tested_column: str = ""
    """Column of that cell. Written `column=value`, the rows that hold the value are counted. A cell
    with several ids counts them; a day counts as a year with its fraction."""

    tested_result: str = ""
    """Or a result that tests it, with its labels, such as
    `accessibility candidate=goyang indicator=x`."""

    definition: Literal["clear", "unclear"]
    """Whether the claim says what it counts."""

    finding_ko: str = ""
    """What was found, in a sentence, in Korean."""

    finding_en: str = ""
    """What was found, in a sentence, in English."""


class Benchmark(Row):
    """A figure of another cluster, or of a place as others print it, with what it counts."""

    table: ClassVar[str] = "benchmarks"
    topic: ClassVar[str] = "contest"

    id: Annotated[Identifier, Labels("benchmark")]
    """Short name."""

    cluster: str
    """The cluster."""

    cluster_ko: str = ""
    """The same in Korean."""

    scope: str
    """The area or group that the figure is of: state, metropolitan area, members of a body."""

    scope_ko: str = ""
    """The same in Korean."""

    indicator: Identifier
    """What is counted."""

    value: Annotated[Quantity, Bounds(0)]
    """The value, in `unit`."""

    unit: str
    """Unit, in words where it is none of songi's own."""

    unit_ko: str = ""
    """The words in Korean."""

    reference: KnownDate | None = None
    """Day or year the value describes."""


class BidOption(NamedRow):
    """Something the city could still choose before the deadline."""

    table: ClassVar[str] = "bid_options"
    topic: ClassVar[str] = "contest"

    id: Annotated[Identifier, Labels("option")]
    """Short name."""

    kind: Literal["field", "partner", "nomination", "investment", "site"]
    """What is chosen."""

    controlled_by: Literal["city", "province", "partner", "investor", "ministry"]
    """Who decides whether it comes about."""

    chance: Annotated[Quantity, Bounds(0, 1, unit="1")]
    """Chance that it comes about if the city tries."""

    cost_krw: Annotated[Quantity | None, Bounds(0, unit="krw")] = None
    """What it costs the city."""

    months: Annotated[Quantity | None, Bounds(0, 600, unit="months")] = None
    """How long it takes."""

    gives_up_ko: str = ""
    """What must be given up, in Korean."""

    gives_up_en: str = ""
    """What must be given up, in English."""

    excludes: Annotated[Identifiers, Refers("bid_options")] = ()
    """Options that cannot be had beside it."""


class OptionChange(Row):
    """A cell that an option changes."""

    table: ClassVar[str] = "option_changes"
    topic: ClassVar[str] = "contest"
    key: ClassVar[tuple[str, ...]] = ("option", "changed_table", "row", "column")

    option: Annotated[Identifier, Refers("bid_options"), Labels("option")]
    """The option."""

    changed_table: str
    """Table of the cell."""

    row: str
    """Row id of the cell."""

    column: str
    """Column of the cell."""

    value: str
    """What it holds then."""


class FeasibleChange(Row):
    """How far the own bid could move on a criterion, and at what price.

    A criterion without a row may move within the span of the values known of all bids.
    """

    table: ClassVar[str] = "feasible_changes"
    topic: ClassVar[str] = "contest"
    key: ClassVar[tuple[str, ...]] = ("criterion",)

    criterion: Annotated[Identifier, Refers("criteria"), Labels("criterion")]
    """The criterion, one that is measured."""

    least: Annotated[float, Field(le=0)] = 0.0
    """Largest decrease, as a negative number in the unit of its indicator; 0 where there can be
    none."""

    greatest: Annotated[float, Field(ge=0)] = 0.0
    """Largest increase; 0 where there can be none."""

    cost_krw: Annotated[Quantity | None, Bounds(0, unit="krw")] = None
    """What one unit of change costs."""

    months: Annotated[Quantity | None, Bounds(0, 600, unit="months")] = None
    """How long the whole change takes."""
