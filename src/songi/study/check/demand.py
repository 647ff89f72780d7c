"""Rules on demand for land: the survey, the formal estimates, the market's parameters."""

from __future__ import annotations

import math
from collections.abc import Iterator
from typing import get_args

from songi.errors import Problem
from songi.study.check.current import are_whole, current, none_refused
from songi.study.check.rows import place_of
from songi.study.model import Study
from songi.study.schema.land import DemandBasis, DemandSurvey, LandTakeup, MarketParameter
from songi.study.table import Table

NEEDED: dict[str, tuple[str, ...]] = {
    "unit_area": ("added_workers_per_year", "m2_per_worker"),
    "plan": ("area_m2_per_year",),
    "trend": (),
}
"""Columns that an estimate needs, by approach."""

TREND_YEARS = 3
"""A trend needs so many years: a line through two says nothing of its own error."""

BOUNDS = {
    "price_elasticity": (0.0, 20.0),
    "nearby_price_elasticity": (0.0, 20.0),
    "cooling_half_life_quarters": (0.1, math.inf),
    "revision_after_quarters": (1.0, math.inf),
    "revision_step": (0.0, 1.0),
    "unready_factor": (0.0, 1.0),
    "competing_factor": (0.0, 1.0),
    "letter_wanted_m2": (1.0, math.inf),
    "expected_price_krw_per_m2": (1.0, math.inf),
}
"""Between what a parameter of the market lies, where it may not be anything from nought on."""

PARAMETERS: tuple[str, ...] = get_args(MarketParameter.model_fields["parameter"].annotation)
"""Every parameter of the market."""


def firms_answer_once(study: Study) -> Iterator[Problem]:
    """No firm answers a survey twice, and a sum of answers is no firm's."""
    table: Table[DemandSurvey] = current(study, "demand_surveys")
    first: dict[tuple[str, str], str] = {}
    for row in table:
        if row.firm is None:
            continue
        place = place_of(table, row, "firm")
        if row.respondents > 1:
            facts = {"came": row.firm, "expected": row.respondents}
            yield Problem("surveys.group_with_firm", place, facts)
        before = first.setdefault((row.survey, row.firm), row.respondent)
        if before != row.respondent:
            yield Problem("surveys.firm_twice", place, {"came": row.firm, "expected": before})


def bases_are_complete(study: Study) -> Iterator[Problem]:
    """An estimate of demand has what its approach starts from."""
    table: Table[DemandBasis] = current(study, "demand_bases")
    takeup: Table[LandTakeup] = current(study, "land_takeup")
    for row in table:
        for column in NEEDED[row.approach]:
            if getattr(row, column) is None:
                facts = {"came": row.approach, "expected": column}
                yield Problem("demand.incomplete", place_of(table, row, column), facts)
        if row.approach != "trend" or not none_refused(study, "land_takeup"):
            continue
        years = {one.year for one in takeup if one.region == row.region}
        if len(years) < TREND_YEARS:
            facts = {"came": row.region, "expected": ", ".join(sorted({r.region for r in takeup}))}
            yield Problem("demand.no_takeup", place_of(table, row, "region"), facts)


def market_has_its_parameters(study: Study) -> Iterator[Problem]:
    """The market's parameters lie within bounds; of one that is missing the effect is left out."""
    if not are_whole(study, "market_parameters"):
        return
    table: Table[MarketParameter] = current(study, "market_parameters")
    missing = [name for name in PARAMETERS if name not in table.ids]
    if missing and table.rows:
        place = place_of(table, table.rows[-1], "parameter")
        yield Problem("market.missing", place, {"came": ", ".join(missing)}, "warning")
    for row in table:
        low, high = BOUNDS.get(row.parameter, (0.0, math.inf))
        least, greatest = row.value.ends
        if least < low or greatest > high:
            upper = f"{high:g}" if math.isfinite(high) else "∞"
            facts = {"came": row.value.text, "expected": f"{row.parameter} {low:g} … {upper}"}
            yield Problem("market.out_of_bounds", place_of(table, row, "value"), facts)


RULES = (firms_answer_once, bases_are_complete, market_has_its_parameters)
