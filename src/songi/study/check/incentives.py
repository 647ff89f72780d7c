"""Rules on incentives: rates, dates, caps, exclusions, profiles of what firms invest."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

import numpy as np

from songi.errors import MethodError, Problem
from songi.methods.exclusion import MOST_CHOICES, best_choices
from songi.study.check.current import are_whole, current, none_refused
from songi.study.check.rows import place_of
from songi.study.incentives import exclusions, lawful_choices, met_in_the_tax
from songi.study.model import Study
from songi.study.schema.incentives import (
    Incentive,
    IncentiveLimit,
    InvestmentProfile,
    ProfileAsset,
    RegimePair,
    TaxParameter,
)
from songi.study.table import Table

SHARE_BASES = frozenset(
    ("equipment", "research_facility", "research_cost", "income_tax", "acquisition_tax",
     "property_tax", "customs_duty", "land_price")
)  # fmt: skip
"""Bases of which a rate is a share."""

SHARES = frozenset(
    ("corporate_rate", "local_income_share", "minimum_rate", "rural_tax_rate", "acquisition_rate",
     "property_rate", "customs_rate", "inflation", "public_discount_rate")
)  # fmt: skip
"""Parameters that are shares."""

DATED = ("incentives", "incentive_limits", "tax_parameters")
"""Tables of rules that hold from a day until a day."""

ROUNDING = 1e-6


def incentive_rates_are_shares(study: Study) -> Iterator[Problem]:
    """A rate that is taken of a base is no more than all of it."""
    table: Table[Incentive] = current(study, "incentives")
    for row in table:
        if row.rate is not None and row.base in SHARE_BASES and row.rate.ends[1] > 1:
            yield Problem("incentives.rate", place_of(table, row, "rate"), {"came": row.rate.text})
    rates: Table[TaxParameter] = current(study, "tax_parameters")
    for row in rates:
        high = row.value.ends[1]
        whole = row.parameter == "local_relief_share" and high > 1
        if whole or (row.parameter in SHARES and high >= 1):
            yield Problem(
                "incentives.rate", place_of(rates, row, "value"), {"came": row.value.text}
            )


def rates_have_a_base(study: Study) -> Iterator[Problem]:
    """A rate or a cap is of something."""
    table: Table[Incentive] = current(study, "incentives")
    for row in table:
        if row.base is not None:
            continue
        for column in ("rate", "cap_krw", "cap_investment_share", "cap_krw_per_job"):
            if getattr(row, column) is not None:
                code = "incentives.rate_no_base" if column == "rate" else "incentives.cap_no_base"
                yield Problem(code, place_of(table, row, column), {"came": row.id})


def later_rates_are_complete(study: Study) -> Iterator[Problem]:
    """What follows on a first rate has a rate and years, and the first has its years."""
    table: Table[Incentive] = current(study, "incentives")
    for row in table:
        told = [row.later_rate is not None, row.later_years is not None]
        if any(told) and not (all(told) and row.duration_years is not None):
            place = place_of(table, row, "later_rate")
            yield Problem("incentives.later_incomplete", place, {"came": row.id})


def incentives_end_after_they_begin(study: Study) -> Iterator[Problem]:
    """A rule ends after it begins, and was looked at no earlier than it came into force."""
    for name in DATED:
        table = current(study, name)
        for row in table:
            if row.from_on is None:
                continue
            if row.until_on is not None and row.until_on < row.from_on:
                facts = {"came": row.until_on.isoformat(), "expected": row.from_on.isoformat()}
                yield Problem("incentives.ends_early", place_of(table, row, "until_on"), facts)
            if row.checked_on < row.from_on:
                facts = {"came": row.checked_on.isoformat(), "expected": row.from_on.isoformat()}
                place = place_of(table, row, "checked_on")
                yield Problem("incentives.checked_early", place, facts)


def some_incentive_is_in_time(study: Study) -> Iterator[Problem]:
    """A benefit holds in a year in which some kind of tenant would invest."""
    profiles: Table[InvestmentProfile] = current(study, "investment_profiles")
    table: Table[Incentive] = current(study, "incentives")
    if not (len(profiles) and none_refused(study, "investment_profiles")):
        return
    first, last = (f(row.invests_in for row in profiles) for f in (min, max))
    for row in table:
        if row.until_on is not None and row.until_on.year < first:
            facts = {"came": row.until_on.isoformat(), "expected": str(first)}
            place = place_of(table, row, "until_on")
            yield Problem("incentives.over", place, facts, "warning")
        if row.from_on is not None and row.from_on.year > last:
            facts = {"came": row.from_on.isoformat(), "expected": str(last)}
            place = place_of(table, row, "from_on")
            yield Problem("incentives.not_begun", place, facts, "warning")


def exclusions_are_of_one_kind(study: Study) -> Iterator[Problem]:
    """A benefit excludes others, of the same sort: given at once, or met in the yearly tax.

    Two that no firm may refuse cannot exclude each other: a limit is what takes a benefit away.
    """
    table: Table[Incentive] = current(study, "incentives")
    rows = {row.id: row for row in table}
    for row in table:
        for other in row.excludes:
            place = place_of(table, row, "excludes")
            if other == row.id:
                yield Problem("incentives.excludes_itself", place, {"came": row.id})
            elif other in rows and met_in_the_tax(row) != met_in_the_tax(rows[other]):
                facts = {"came": other, "expected": row.id}
                yield Problem("incentives.excludes_mixed", place, facts)


def choices_can_be_listed(study: Study) -> Iterator[Problem]:
    """Benefits exclude each other in few enough ways to find the best choice among them.

    A firm that gets only some of them has no more choices than are left of all.
    """
    table: Table[Incentive] = current(study, "incentives")
    ids = {row.id for row in table}
    excluded = {other for row in table for other in row.excludes}
    bound = [row for row in table if row.id in excluded or ids & set(row.excludes)]
    for yearly in (True, False):
        rows = [
            row for row in bound if met_in_the_tax(row) == yearly and row.id not in row.excludes
        ]
        try:
            if yearly:
                lawful_choices(rows)
            else:
                best_choices(np.ones((1, len(rows))), exclusions(rows))
        except MethodError:
            place = place_of(table, rows[0], "excludes")
            facts = {"came": str(len(rows)), "expected": str(MOST_CHOICES)}
            yield Problem("incentives.too_many_choices", place, facts)


def limits_take_what_does_not_need_them(study: Study) -> Iterator[Problem]:
    """A limit does not take away for certain, from everyone, what its own regime brings."""
    incentives: Table[Incentive] = current(study, "incentives")
    rows = {row.id: row for row in incentives}
    table: Table[IncentiveLimit] = current(study, "incentive_limits")
    for row in table:
        if row.sizes or row.moves or row.regimes or not row.certain:
            continue
        lost = [name for name in row.incentives if name in rows]
        if lost:
            place = place_of(table, row, "incentives")
            yield Problem("incentives.never", place, {"came": ", ".join(lost)})


def pairs_are_of_two_regimes(study: Study) -> Iterator[Problem]:
    """A pair names two regimes, once."""
    table: Table[RegimePair] = current(study, "regime_pairs")
    seen: dict[frozenset[str], str] = {}
    for row in table:
        place = place_of(table, row, "other")
        if row.regime == row.other:
            yield Problem("incentives.pair_of_one", place, {"came": row.regime})
            continue
        pair = frozenset((row.regime, row.other))
        if pair in seen:
            facts = {"came": row.row_id, "expected": seen[pair]}
            yield Problem("incentives.pair_twice", place, facts)
        seen.setdefault(pair, row.row_id)


def profiles_have_assets_that_add_up(study: Study) -> Iterator[Problem]:
    """What a kind of tenant invests in can add up to one, without land; and each has some."""
    table: Table[ProfileAsset] = current(study, "profile_assets")
    mine: dict[str, list[ProfileAsset]] = defaultdict(list)
    for row in table:
        mine[row.firm_type].append(row)
        if row.asset == "land":
            yield Problem(
                "incentives.land_asset", place_of(table, row, "asset"), {"came": row.row_id}
            )
        declining = row.method == "declining"
        if row.allowance.ends[0] <= 0 or (declining and row.allowance.ends[1] > 1):
            facts = {"came": row.allowance.text}
            yield Problem("incentives.allowance", place_of(table, row, "allowance"), facts)
    if not none_refused(study, "profile_assets"):
        return
    for rows in mine.values():
        low, high = (sum(row.share.ends[end] for row in rows) for end in (0, 1))
        if not low - ROUNDING <= 1 <= high + ROUNDING:
            told = f"{low:g}" if high - low < ROUNDING else f"{low:g}..{high:g}"
            place = place_of(table, rows[-1], "share")
            yield Problem("incentives.asset_shares", place, {"came": told, "expected": "1"})
    profiles: Table[InvestmentProfile] = current(study, "investment_profiles")
    for row in profiles:
        if row.firm_type not in mine:
            place = place_of(profiles, row, "firm_type")
            yield Problem("incentives.no_assets", place, {"came": row.firm_type})


def kinds_of_tenants_have_a_profile(study: Study) -> Iterator[Problem]:
    """Where some kind of tenant has a profile, each has one: others are left out of every sum."""
    profiles: Table[InvestmentProfile] = current(study, "investment_profiles")
    if not (len(profiles) and are_whole(study, "investment_profiles", "firm_types")):
        return
    known = {row.firm_type for row in profiles}
    kinds = current(study, "firm_types")
    for row in kinds:
        if row.id not in known:
            place = place_of(kinds, row, "id")
            yield Problem("incentives.no_profile", place, {"came": row.id}, "warning")


def taxes_have_brackets_from_nought(study: Study) -> Iterator[Problem]:
    """The tax on income is stated, from the first won on."""
    table: Table[TaxParameter] = current(study, "tax_parameters")
    profiles: Table[InvestmentProfile] = current(study, "investment_profiles")
    if not (len(profiles) and none_refused(study, "tax_parameters")):
        return
    rows = [row for row in table if row.parameter == "corporate_rate"]
    if not any(row.above_krw == 0 for row in rows):
        place = place_of(table, rows[0], "above_krw") if rows else place_of(
            profiles, profiles.rows[0], "firm_type"
        )  # fmt: skip
        yield Problem("incentives.no_tax", place, {"came": str(len(rows))})


RULES = (
    incentive_rates_are_shares,
    rates_have_a_base,
    later_rates_are_complete,
    incentives_end_after_they_begin,
    some_incentive_is_in_time,
    exclusions_are_of_one_kind,
    choices_can_be_listed,
    limits_take_what_does_not_need_them,
    pairs_are_of_two_regimes,
    profiles_have_assets_that_add_up,
    kinds_of_tenants_have_a_profile,
    taxes_have_brackets_from_nought,
)
