"""Rules on firms and investors: industry codes, who stands for whom, what is believed of them."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterator

from songi.errors import Problem
from songi.language import country_name
from songi.study.check.current import current
from songi.study.check.rows import place_of
from songi.study.model import Study
from songi.study.schema.firms import STAGES, ConversionPrior, Investor
from songi.study.schema.land import Constraint
from songi.study.table import Table

CODED = ("constraints", "firm_types", "firms")
"""Tables that hold industry codes."""

NAMES_TOLD = 5
"""So many names stand in a message; the rest are counted."""


def codes_have_a_revision(study: Study) -> Iterator[Problem]:
    """An industry code says of which revision it is: the same digits mean another industry."""
    for name in CODED:
        table = current(study, name)
        for row in table:
            if row.ksic and row.ksic_revision is None:
                came = row.ksic if isinstance(row.ksic, str) else ", ".join(row.ksic)
                place = place_of(table, row, "ksic_revision")
                yield Problem("ksic.no_revision", place, {"came": came})


def codes_are_of_one_revision(study: Study) -> Iterator[Problem]:
    """Firms' codes are of the revision of the constraints: others can only be called unclear."""
    coded: dict[str, list[str]] = defaultdict(list)
    for name in ("firm_types", "firms"):
        for row in current(study, name):
            if row.ksic and row.ksic_revision is not None:
                coded[row.ksic_revision].append(row.id)
    table: Table[Constraint] = current(study, "constraints")
    for row in table:
        if not row.ksic or row.ksic_revision is None:
            continue
        place = place_of(table, row, "ksic_revision")
        for revision, names in sorted(coded.items()):
            if revision != row.ksic_revision:
                facts = {"came": f"{revision} ({_some(names)})", "expected": row.ksic_revision}
                yield Problem("ksic.other_revision", place, facts, "warning")


def groups_are_no_firms(study: Study) -> Iterator[Problem]:
    """A row that stands for several firms names none of them; no firm is courted in two rows."""
    table: Table[Investor] = current(study, "investors")
    first: dict[str, str] = {}
    for row in table:
        if row.firm is None:
            continue
        place = place_of(table, row, "firm")
        if row.members > 1 or row.kind == "group":
            facts = {"came": row.firm, "expected": f"{row.id} ({row.members})"}
            yield Problem("investors.group_with_firm", place, facts)
        if first.setdefault(row.firm, row.id) != row.id:
            facts = {"came": row.firm, "expected": first[row.firm]}
            yield Problem("investors.firm_twice", place, facts)


def land_seekers_want_an_area(study: Study) -> Iterator[Problem]:
    """Of who seeks land it is known how much, or what kind of tenant it would be."""
    table: Table[Investor] = current(study, "investors")
    for row in table:
        # How much land unnamed ones want is a parameter of the market.
        unnamed = row.members > 1 or row.kind == "group"
        if row.seeks == "land" and not unnamed and row.wanted_m2 is None and row.firm_type is None:
            place = place_of(table, row, "wanted_m2")
            yield Problem("investors.no_area", place, {"came": row.id}, "warning")


def countries_are_codes(study: Study) -> Iterator[Problem]:
    """A country is written as its code, from which each language has its name."""
    table: Table[Investor] = current(study, "investors")
    for row in table:
        if row.country and country_name(row.country, "en") == row.country:
            facts = {"came": row.country, "expected": "KR, US, DE"}
            yield Problem("investors.country", place_of(table, row, "country"), facts)


def conversions_lead_onwards(study: Study) -> Iterator[Problem]:
    """A step leads to a later stage; whoever is lost can only come back by a new contact."""
    table: Table[ConversionPrior] = current(study, "conversion_priors")
    for row in table:
        back = row.from_stage == "lost" and row.to_stage == "contact"
        if not back and STAGES.index(row.to_stage) <= STAGES.index(row.from_stage):
            facts = {"came": f"{row.from_stage} → {row.to_stage}", "expected": ", ".join(STAGES)}
            yield Problem("conversion.backwards", place_of(table, row, "to_stage"), facts)


def conversions_agree(study: Study) -> Iterator[Problem]:
    """The shares out of a stage make at most a whole, and its months are the same for each."""
    table: Table[ConversionPrior] = current(study, "conversion_priors")
    steps: dict[str, list[ConversionPrior]] = defaultdict(list)
    for row in table:
        steps[row.from_stage].append(row)
    for stage, rows in steps.items():
        total = math.fsum(row.share.central for row in rows)
        if total > 1 + 1e-6:
            facts = {"came": f"{stage}: {total:.4g}"}
            yield Problem("conversion.shares", place_of(table, rows[-1], "share"), facts)
        for row in rows[1:]:
            first = rows[0].months
            if (row.months.kind, row.months.parameters) != (first.kind, first.parameters):
                facts = {"came": row.months.text, "expected": f"{first.text} ({stage})"}
                yield Problem("conversion.months", place_of(table, row, "months"), facts)


def _some(names: list[str]) -> str:
    more = len(names) - NAMES_TOLD
    return ", ".join(names[:NAMES_TOLD]) + (f" +{more}" if more > 0 else "")


RULES = (
    codes_have_a_revision,
    codes_are_of_one_revision,
    groups_are_no_firms,
    land_seekers_want_an_area,
    countries_are_codes,
    conversions_lead_onwards,
    conversions_agree,
)
