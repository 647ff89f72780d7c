"""Rules on projects: shares and phases that add up, dates, floors, loans, benefits counted once."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterable, Iterator
from datetime import date
from typing import Any

from songi.errors import Problem
from songi.study.check.current import are_whole, current, none_refused
from songi.study.check.rows import place_of
from songi.study.model import Study
from songi.study.projects import rates_in_force
from songi.study.quantity import Quantity
from songi.study.schema.appraisal import AppraisalParameter
from songi.study.schema.land import INDUSTRIAL_USES, Parcel
from songi.study.schema.money import Cost
from songi.study.schema.projects import (
    Benefit,
    CostPhase,
    Finance,
    Guarantee,
    PlannedSale,
    Project,
    ProjectShare,
    Space,
)
from songi.study.table import Table

ROUNDING = 1e-6
"""Shares written with a few digits may part from one by this much."""

SAME_GAIN = ("net_value_added", "land_rent", "rent_saved")
"""Kinds of benefit of which the first holds the others."""


def projects_add_up_to_one(study: Study) -> Iterator[Problem]:
    """Developers' shares of a project can add up to one."""
    table: Table[ProjectShare] = current(study, "project_shares")
    if none_refused(study, "project_shares"):
        for rows, told in _parted(table, "share", lambda row: row.project):
            yield Problem("projects.shares", place_of(table, rows[-1], "share"), told)


def phases_add_up_to_one(study: Study) -> Iterator[Problem]:
    """The phases of a project's cost can add up to one, and begin with the project."""
    table: Table[CostPhase] = current(study, "cost_phases")
    projects = _projects(study)
    if none_refused(study, "cost_phases"):
        for rows, told in _parted(table, "share", lambda row: row.project):
            yield Problem("projects.phases", place_of(table, rows[-1], "share"), told)
    for row in table:
        project = projects.get(row.project)
        if project is not None and row.year < project.starts_on.year:
            facts = {"came": str(row.year), "expected": project.starts_on.isoformat()}
            yield Problem("projects.phase_early", place_of(table, row, "year"), facts)


def projects_open_after_they_start(study: Study) -> Iterator[Problem]:
    """A project opens after it has started."""
    table: Table[Project] = current(study, "projects")
    for row in table:
        if row.opens_on <= row.starts_on:
            facts = {"came": row.opens_on.isoformat(), "expected": row.starts_on.isoformat()}
            yield Problem("projects.opens_early", place_of(table, row, "opens_on"), facts)


def projects_are_at_one_price(study: Study) -> Iterator[Problem]:
    """Money is at the study's prices, and discounted to no later year than these."""
    table: Table[Project] = current(study, "projects")
    for row in table:
        if row.price_year != study.info.price_base:
            facts = {"came": str(row.price_year), "expected": str(study.info.price_base)}
            yield Problem("projects.price_year", place_of(table, row, "price_year"), facts)
        if row.base_year > row.price_year:
            facts = {"came": str(row.base_year), "expected": str(row.price_year)}
            yield Problem("projects.base_year", place_of(table, row, "base_year"), facts)


def one_project_sells_the_land(study: Study) -> Iterator[Problem]:
    """The land market is that of one project."""
    table: Table[Project] = current(study, "projects")
    land = [row for row in table if row.kind == "land_development"]
    for row in land[1:]:
        facts = {"came": row.id, "expected": land[0].id}
        yield Problem("projects.second_land", place_of(table, row, "kind"), facts)


def projects_have_a_cost_by_year(study: Study) -> Iterator[Problem]:
    """A project has costs, and years in which they fall; else it costs nothing."""
    table: Table[Project] = current(study, "projects")
    costs: Table[Cost] = current(study, "costs")
    phases: Table[CostPhase] = current(study, "cost_phases")
    if not are_whole(study, "costs", "cost_phases"):
        return
    known = {row.project for row in costs} & {row.project for row in phases}
    for row in table:
        if row.id not in known:
            place = place_of(table, row, "id")
            yield Problem("projects.no_cost", place, {"came": row.id}, "warning")


def society_has_a_rate(study: Study) -> Iterator[Problem]:
    """A project with benefits has a social rate, its own or one in force in its base year."""
    table: Table[Project] = current(study, "projects")
    rules: Table[AppraisalParameter] = current(study, "appraisal_parameters")
    gains = {row.project for row in current(study, "benefits")}
    if not none_refused(study, "appraisal_parameters"):
        return
    for row in table:
        day = date(row.base_year, 12, 31)
        if row.id in gains and row.social_rate is None and not rates_in_force(rules, day):
            facts = {"came": row.id, "expected": str(row.base_year)}
            yield Problem("projects.no_social_rate", place_of(table, row, "social_rate"), facts)


def floors_fit_into_the_building(study: Study) -> Iterator[Problem]:
    """What a building lets is no more than its floor area."""
    projects = _projects(study)
    table: Table[Space] = current(study, "space_programme")
    least: dict[str, float] = defaultdict(float)
    for row in table:
        project = projects.get(row.project)
        if project is None or project.gross_floor_m2 is None:
            continue
        before, most = least[row.project], project.gross_floor_m2.ends[1]
        least[row.project] += row.area_m2.ends[0]
        if before <= most < least[row.project]:
            facts = {"came": f"{least[row.project]:g}", "expected": f"{most:g}"}
            yield Problem("projects.floors_too_much", place_of(table, row, "area_m2"), facts)


def money_given_is_complete(study: Study) -> Iterator[Problem]:
    """A grant or loan has an amount or a share; together they pay no more than the cost."""
    table: Table[Finance] = current(study, "financing")
    least: dict[str, float] = defaultdict(float)
    for row in table:
        if (row.share_of_cost is None) == (row.amount_krw is None):
            place = place_of(table, row, "share_of_cost")
            yield Problem("projects.money_amount", place, {"came": row.id})
        if row.share_of_cost is not None:
            before = least[row.project]
            least[row.project] += row.share_of_cost.ends[0]
            if before <= 1 + ROUNDING < least[row.project]:
                facts = {"came": f"{least[row.project]:g}"}
                yield Problem(
                    "projects.money_too_much", place_of(table, row, "share_of_cost"), facts
                )


def loans_can_be_repaid(study: Study) -> Iterator[Problem]:
    """A loan has its terms, its grace ends before it is due, and it is due within the project."""
    projects = _projects(study)
    phases: Table[CostPhase] = current(study, "cost_phases")
    table: Table[Finance] = current(study, "financing")
    for row in table:
        if row.kind == "grant":
            continue
        if row.rate is None or row.grace_years is None or row.term_years is None:
            column = next(c for c in ("rate", "grace_years", "term_years") if not _has(row, c))
            yield Problem(
                "projects.loan_incomplete", place_of(table, row, column), {"came": row.id}
            )
            continue
        place = place_of(table, row, "term_years")
        if row.grace_years >= row.term_years:
            facts = {"came": str(row.term_years), "expected": str(row.grace_years)}
            yield Problem("projects.loan_grace", place, facts)
        project = projects.get(row.project)
        drawn = [phase.year for phase in phases if phase.project == row.project]
        if project is None or not drawn:
            continue
        due, end = max(drawn) + row.term_years, project.opens_on.year + project.horizon_years
        if due > end:
            yield Problem("projects.loan_term", place, {"came": str(due), "expected": str(end)})


def guarantees_are_about_land(study: Study) -> Iterator[Problem]:
    """Land is bought back from the project that develops it."""
    projects = _projects(study)
    table: Table[Guarantee] = current(study, "guarantees")
    for row in table:
        project = projects.get(row.project)
        if project is not None and project.kind != "land_development":
            place = place_of(table, row, "project")
            yield Problem("projects.guarantee_no_land", place, {"came": row.project})


def planned_sales_have_land(study: Study) -> Iterator[Problem]:
    """A planned sale ends after it begins, and has land outside the market for firms."""
    parcels: Table[Parcel] = current(study, "parcels")
    there = {row.use for row in parcels if not row.free_supply}
    table: Table[PlannedSale] = current(study, "planned_sales")
    for row in table:
        if row.last_year < row.first_year:
            facts = {"came": str(row.last_year), "expected": str(row.first_year)}
            yield Problem("projects.sale_years", place_of(table, row, "last_year"), facts)
        firms = [use for use in row.uses if use in INDUSTRIAL_USES]
        place = place_of(table, row, "uses")
        if firms and row.area_m2 is None:
            yield Problem("projects.sale_for_firms", place, {"came": ", ".join(firms)})
        elif row.area_m2 is None and are_whole(study, "parcels") and not there & set(row.uses):
            facts = {"came": ", ".join(row.uses)}
            yield Problem("projects.sale_no_parcels", place, facts, "warning")


def benefits_are_counted_once(study: Study) -> Iterator[Problem]:
    """No gain of the same tenants is counted twice, and their shares can add up to one."""
    table: Table[Benefit] = current(study, "benefits")
    seen: dict[tuple[str, str, str], str] = {}
    for row in table:
        gain = SAME_GAIN[0] if row.kind in SAME_GAIN else row.kind
        key = (row.project, gain, row.counted_as)
        if key in seen:
            facts = {"came": row.id, "expected": seen[key]}
            yield Problem("projects.benefit_twice", place_of(table, row, "kind"), facts)
        seen.setdefault(key, row.id)
    if none_refused(study, "benefits"):
        keyed = _parted(table, "share_of_tenants", lambda row: (row.project, row.kind))
        for rows, told in keyed:
            yield Problem(
                "projects.benefit_shares", place_of(table, rows[-1], "share_of_tenants"), told
            )


def _projects(study: Study) -> dict[str, Project]:
    return {row.id: row for row in current(study, "projects")}


def _has(row: Finance, column: str) -> bool:
    return getattr(row, column) is not None


def _parted(table: Table[Any], column: str, key: Any) -> Iterator[tuple[list[Any], dict[str, str]]]:
    """Yield the rows of each key whose shares cannot add up to one, with what they add up to."""
    groups: dict[Hashable, list[Any]] = defaultdict(list)
    for row in table:
        groups[key(row)].append(row)
    for rows in groups.values():
        low, high = _sums(getattr(row, column) for row in rows)
        if not low - ROUNDING <= 1 <= high + ROUNDING:
            told = f"{low:g}" if high - low < ROUNDING else f"{low:g}..{high:g}"
            yield rows, {"came": told, "expected": "1"}


def _sums(cells: Iterable[Quantity]) -> tuple[float, float]:
    ends = [cell.ends for cell in cells]
    return sum(low for low, _ in ends), sum(high for _, high in ends)


RULES = (
    projects_add_up_to_one,
    projects_are_at_one_price,
    projects_open_after_they_start,
    projects_have_a_cost_by_year,
    phases_add_up_to_one,
    one_project_sells_the_land,
    society_has_a_rate,
    floors_fit_into_the_building,
    money_given_is_complete,
    loans_can_be_repaid,
    guarantees_are_about_land,
    planned_sales_have_land,
    benefits_are_counted_once,
)
