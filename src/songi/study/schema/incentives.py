"""Incentives: dated rules of benefit, what takes them away, tax rates, what an investment is."""

from __future__ import annotations

from typing import Annotated, ClassVar, Literal

from pydantic import Field

from songi.study.quantity import Quantity
from songi.study.schema.base import NamedRow, Row
from songi.study.schema.cells import (
    SPLIT,
    Bounds,
    Identifier,
    Identifiers,
    KnownDate,
    Labels,
    Refers,
)
from songi.study.schema.land import Activity, FirmSize

Technology = Literal["strategic", "middle", "ordinary"]
Moves = Literal["new", "expanding", "relocating"]
Asset = Literal["land", "building", "equipment", "research_facility"]
Payer = Literal["state", "province", "city", "developer"]
IncentiveBase = Literal[
    "equipment", "research_facility", "research_cost", "income_tax", "acquisition_tax",
    "property_tax", "customs_duty", "land_price", "land_area", "hires", "months",
]  # fmt: skip

ASSETS: tuple[Asset, ...] = ("land", "building", "equipment", "research_facility")
"""What an investment is made of."""

PAYERS: tuple[Payer, ...] = ("state", "province", "city", "developer")
"""Who gives a benefit: three levels of government, and the developer of the land."""


class RegimePair(Row):
    """Whether two regimes may hold for one firm at the same time."""

    table: ClassVar[str] = "regime_pairs"
    topic: ClassVar[str] = "money"
    key: ClassVar[tuple[str, ...]] = ("regime", "other")

    regime: Annotated[Identifier, Refers("regimes")]
    """The one."""

    other: Annotated[Identifier, Refers("regimes")]
    """The other."""

    stacks: bool
    """Whether both may hold at once."""

    certain: bool = True
    """Whether the reading of the law is certain."""

    article: str
    """Law and article."""


class Incentive(NamedRow):
    """A benefit that the law or an ordinance gives, with its dates."""

    table: ClassVar[str] = "incentives"
    topic: ClassVar[str] = "money"

    id: Annotated[Identifier, Labels("incentive")]
    """Short name."""

    regime: Annotated[Identifier | None, Refers("regimes")] = None
    """Regime that brings it; empty: it holds everywhere, so it is no gain of any regime."""

    kind: Literal[
        "tax_credit", "tax_reduction", "levy", "subsidy", "land", "permit_time", "planning", "fund"
    ]
    """What it is."""

    base: IncentiveBase | None = None
    """What its rate is taken of; empty: it is named, but cannot be put into money."""

    rate: Annotated[Quantity | None, Bounds(0)] = None
    """Share of the base; won per m² of land for `land_area`, won per person and month for `hires`,
    months for `months`. Empty: not known, so it is named and not counted."""

    duration_years: Annotated[Quantity | None, Bounds(0, 99)] = None
    """How many years it holds; empty: once, or as long as the law does."""

    later_rate: Annotated[Quantity | None, Bounds(0, 1)] = None
    """Share of the base in the years that follow."""

    later_years: Annotated[Quantity | None, Bounds(0, 99)] = None
    """How many years that is."""

    cap_krw: Annotated[Quantity | None, Bounds(0, unit="krw")] = None
    """Most that a firm gets."""

    cap_investment_share: Annotated[Quantity | None, Bounds(0, 1, "1")] = None
    """Most that a firm gets, as a share of what it invests."""

    cap_krw_per_job: Annotated[Quantity | None, Bounds(0, unit="krw")] = None
    """What each job adds to that."""

    smallest_m2: Annotated[Quantity | None, Bounds(0, unit="m2")] = None
    """Smallest land for which it is given."""

    sizes: Annotated[tuple[FirmSize, ...], SPLIT] = ()
    """Sizes of firms that qualify; empty: all."""

    activities: Annotated[tuple[Activity, ...], SPLIT] = ()
    """Activities that qualify; empty: all."""

    technologies: Annotated[tuple[Technology, ...], SPLIT] = ()
    """Classes of technology that qualify; empty: all."""

    takers: Literal["firms", "foreign_invested", "venture", "developer", "site"] = "firms"
    """Who gets it: tenants, those that are foreign-invested or venture firms, the developer, or the
    site as a whole. The last two are no benefit of a firm."""

    standing: Literal["entitled", "discretion", "doubtful"] = "entitled"
    """Whether who qualifies is entitled to it, somebody decides, or it is doubtful that it is still
    law."""

    excludes: Annotated[Identifiers, Refers("incentives")] = ()
    """Benefits that it excludes; one direction is enough."""

    minimum_tax: bool = False
    """Whether the minimum tax limits it."""

    rural_tax_share: Annotated[Quantity | None, Bounds(0, 1, "1")] = None
    """Share of the relief on which the rural special tax is due; empty: none."""

    lowers_credit_base: bool = False
    """Whether it is first taken off the investment on which credits are reckoned."""

    paid_by: Payer
    """Who gives it up or pays it."""

    article: str
    """Law and article, or where it is reported."""

    from_on: KnownDate | None = None
    """First day on which it holds; empty: not known, long ago."""

    until_on: KnownDate | None = None
    """Last day on which it holds; empty: no end is stated."""

    checked_on: KnownDate
    """When somebody last looked whether it is still so."""

    condition_ko: str = ""
    """What it hangs on, in Korean."""

    condition_en: str = ""
    """What it hangs on, in English."""


class IncentiveLimit(NamedRow):
    """A rule that takes benefits away from some firms or places."""

    table: ClassVar[str] = "incentive_limits"
    topic: ClassVar[str] = "money"

    id: Annotated[Identifier, Labels("incentive_limit")]
    """Short name."""

    incentives: Annotated[Identifiers, Refers("incentives")] = Field(min_length=1)
    """Benefits that it takes away."""

    sizes: Annotated[tuple[FirmSize, ...], SPLIT] = ()
    """Sizes of firms it is about; empty: all."""

    moves: Annotated[tuple[Moves, ...], SPLIT] = ()
    """Whether it is about new workplaces, expansions or moves; empty: all."""

    regimes: Annotated[Identifiers, Refers("regimes")] = ()
    """Regimes under which it does not hold."""

    certain: bool = True
    """Whether the reading of the law is certain; else the benefit is conditional, not lost."""

    article: str
    """Law and article."""

    from_on: KnownDate | None = None
    """First day on which it holds."""

    until_on: KnownDate | None = None
    """Last day on which it holds."""

    checked_on: KnownDate
    """When somebody last looked."""


class TaxParameter(NamedRow):
    """A rate of tax or a number that taxes are reckoned with, with its dates."""

    table: ClassVar[str] = "tax_parameters"
    topic: ClassVar[str] = "money"

    id: Identifier
    """Short name."""

    parameter: Literal[
        "corporate_rate", "local_income_share", "local_relief_share", "minimum_rate",
        "rural_tax_rate", "credit_carry_years", "acquisition_rate", "property_rate",
        "customs_rate", "inflation", "public_discount_rate",
    ]  # fmt: skip
    """What it is; the page on incentives says what each means."""

    above_krw: Annotated[float, Field(ge=0)] = 0.0
    """Of a rate by brackets: the income above which it holds."""

    sizes: Annotated[tuple[FirmSize, ...], SPLIT] = ()
    """Sizes of firms it is for; empty: all."""

    value: Annotated[Quantity, Bounds(0, 99)]
    """Its value."""

    article: str
    """Law and article, or where it is reported."""

    from_on: KnownDate | None = None
    """First day on which it holds."""

    until_on: KnownDate | None = None
    """Last day on which it holds."""

    checked_on: KnownDate
    """When somebody last looked."""


class InvestmentProfile(Row):
    """What a kind of tenant invests, earns and spends on research."""

    table: ClassVar[str] = "investment_profiles"
    topic: ClassVar[str] = "money"
    key: ClassVar[tuple[str, ...]] = ("firm_type",)

    firm_type: Annotated[Identifier, Refers("firm_types"), Labels("firm_type")]
    """The kind of tenant."""

    invests_in: Annotated[int, Field(ge=1990, le=2100)]
    """Year in which it would invest: it decides which rules hold."""

    moves: Moves
    """Whether its workplace is new, grows or comes from elsewhere."""

    foreign_invested: bool = False
    """Whether it is foreign-invested."""

    venture: bool = False
    """Whether it is a venture firm."""

    technology: Technology
    """Class of its technology, if it is not on the list of strategic ones."""

    on_strategic_list: Annotated[Quantity, Bounds(0, 1, "yes_no", integer=True)]
    """Whether its technology is on the list: 1, 0, or `0..1` where nobody knows."""

    investment_krw_per_m2: Annotated[Quantity, Bounds(1, unit="krw_per_m2")]
    """What it puts into building and equipment for each m² of land; the land comes on top."""

    land_krw_per_m2: Annotated[Quantity, Bounds(0, unit="krw_per_m2")]
    """What it would pay for land without any benefit, where the study has no sale of land."""

    profitability: Annotated[Quantity, Bounds(0, 5, "1")]
    """Real return a year on what is invested, before tax and after wear."""

    research_share: Annotated[Quantity, Bounds(0, 5, "1")]
    """What it spends on research in a year, as a share of what it invests."""

    other_income_share: Annotated[Quantity, Bounds(0, 5, "1")]
    """Taxable income that it has elsewhere in a year, as a share of what it invests: a firm without
    income cannot use a credit."""

    imported_share: Annotated[Quantity, Bounds(0, 1, "1")]
    """Share of the equipment that is imported under duty."""

    debt_share: Annotated[Quantity, Bounds(0, 0.95, "1")]
    """Share that is financed by debt."""

    interest_rate: Annotated[Quantity, Bounds(0, 0.5, "1")]
    """Interest on debt a year, in nominal terms."""

    equity_return: Annotated[Quantity, Bounds(0, 0.8, "1")]
    """Return that owners ask a year, in nominal terms."""

    subsidised_hires: Annotated[Quantity, Bounds(0, 1, "1")]
    """Share of the jobs for which a subsidy for hiring or training could be had."""


class ProfileAsset(Row):
    """A part of what a kind of tenant invests, with its wear and its allowance."""

    table: ClassVar[str] = "profile_assets"
    topic: ClassVar[str] = "money"
    key: ClassVar[tuple[str, ...]] = ("firm_type", "asset")

    firm_type: Annotated[Identifier, Refers("investment_profiles"), Labels("firm_type")]
    """The kind of tenant."""

    asset: Asset
    """The asset; `land` is not among them: it comes on top."""

    share: Annotated[Quantity, Bounds(0, 1, "1")]
    """Share of what is invested without land; those of a kind are drawn and made to add up."""

    wear: Annotated[Quantity, Bounds(0, 1, "1")]
    """Share of its worth that it loses in a year."""

    method: Literal["straight_line", "declining"]
    """How it is written off for tax."""

    allowance: Annotated[Quantity, Bounds(0, 60)]
    """Years of a straight line, or yearly share of a declining balance."""
