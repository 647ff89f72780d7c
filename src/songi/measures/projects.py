"""Projects as they are known: their years, when they open, what they cost, what grants pay."""

from __future__ import annotations

from datetime import date

import numpy as np
import xarray as xr

from songi.measures.kind import once, per_draw
from songi.methods.project_cash import phased_cost
from songi.study.as_of import known_at
from songi.study.projects import (
    covered_share,
    final_year,
    longest_delay,
    of_projects,
    rates_in_force,
)
from songi.study.quarters import year_of
from songi.study.schema.appraisal import AppraisalParameter
from songi.study.schema.money import Cost
from songi.study.schema.projects import CostPhase, Finance, Project
from songi.study.streams import DrawBlock
from songi.study.table import Table

BY_YEAR = ("draw", "project", "year")


@once()
def current_projects(projects: Table[Project]) -> Table[Project]:
    """Return the projects as they are known."""
    return known_at(projects, None)


@once()
def current_financing(
    financing: Table[Finance], current_projects: Table[Project]
) -> Table[Finance]:
    """Return the grants and loans of the projects, as they are known."""
    return of_projects(financing, current_projects)


@once()
def project_years(
    current_projects: Table[Project], cost_phases: Table[CostPhase]
) -> tuple[int, ...]:
    """Return the years that are appraised: from the first cost to the latest end of a project."""
    first = [row.starts_on.year for row in current_projects]
    first += [row.year for row in known_at(cost_phases, None)]
    last = [final_year(row) for row in current_projects]
    return tuple(range(min(first), max(last) + 1))


@per_draw(separable=("project",))
def project_opening(current_projects: Table[Project], draws: DrawBlock) -> xr.DataArray:
    """Return when each project opens, a year with decimals, dimensions (draw, project).

    As planned, with its delay; no later than the far end of what its delay may be.
    """
    columns = []
    for row in current_projects:
        late = np.nan_to_num(current_projects.draws_of(row, "delay_months"))
        opens = year_of(row.opens_on) + np.minimum(late, longest_delay(row)) / 12
        columns.append(np.broadcast_to(opens, (draws.size,)))
    return _by_project(columns, current_projects, draws, "count", "year of opening")


@per_draw(separable=("project",))
def project_cost(
    costs: Table[Cost], current_projects: Table[Project], draws: DrawBlock
) -> xr.DataArray:
    """Return what each project costs in the end, won, dimensions (draw, project).

    The sum of its rows in `costs`, times the factor to the final cost.
    """
    known = known_at(costs, None).for_draws(draws)
    columns = []
    for row in current_projects:
        rows = [known.draws_of(one, "amount_krw") for one in known if one.project == row.id]
        factor = current_projects.draws_of(row, "final_cost_factor")
        whole = np.sum(rows, axis=0) if rows else np.zeros(draws.size)
        columns.append(whole * np.where(np.isnan(factor), 1.0, factor))
    return _by_project(columns, current_projects, draws, "krw", "cost of the project")


@per_draw(separable=("project",))
def social_rate(
    current_projects: Table[Project],
    draws: DrawBlock,
    appraisal_parameters: Table[AppraisalParameter] | None = None,
) -> xr.DataArray:
    """Return the real rate a year at which society discounts, dimensions (draw, project).

    The project's own where it states one; else the one in force at the end of its base year.
    """
    columns = []
    for row in current_projects:
        rate = current_projects.draws_of(row, "social_rate")
        if row.social_rate is None and appraisal_parameters is not None:
            known = known_at(appraisal_parameters, None)
            ruled = rates_in_force(known, date(row.base_year, 12, 31))
            rate = known.draws_of(ruled[0], "value") if ruled else rate
        columns.append(np.broadcast_to(rate, (draws.size,)))
    return _by_project(columns, current_projects, draws, "1", "social discount rate")


@per_draw()
def project_outlays(
    project_cost: xr.DataArray,
    cost_phases: Table[CostPhase],
    project_years: tuple[int, ...],
    draws: DrawBlock,
) -> xr.DataArray:
    """Return what each project spends in each year, won, dimensions (draw, project, year).

    Ranges of phases are drawn and made to add up to one; nothing without phases.
    """
    phases = known_at(cost_phases, None).for_draws(draws)
    names = [str(one) for one in project_cost["project"].values]
    spent = np.zeros((draws.size, len(names), len(project_years)))
    for at, name in enumerate(names):
        rows = [row for row in phases if row.project == name]
        if not rows:
            continue
        share = np.stack([phases.draws_of(row, "share") for row in rows], axis=1)
        # A draw in which every range is at nought is spent evenly.
        share = np.where(share.sum(axis=1, keepdims=True) > 0, share, 1.0)
        paid = phased_cost(project_cost.sel(project=name).values, share)
        for k, row in enumerate(rows):
            spent[:, at, project_years.index(row.year)] += paid[:, k]
    coords = {"draw": draws.index, "project": names, "year": [*project_years]}
    result = xr.DataArray(spent, dims=BY_YEAR, coords=coords)
    return result.assign_attrs(units="krw", long_name="outlays")


@per_draw()
def project_grants(
    project_outlays: xr.DataArray,
    project_cost: xr.DataArray,
    current_financing: Table[Finance] | None = None,
) -> xr.DataArray:
    """Return the grants that each project gets in each year, won, (draw, project, year).

    A share of the year's outlays, or an amount spread over the years as the outlays are; together
    never more than the outlays.
    """
    share = np.zeros(project_cost.shape)
    names = [str(one) for one in project_cost["project"].values]
    for row in current_financing or ():
        if row.kind == "grant" and current_financing is not None:
            share[:, names.index(row.project)] += covered_share(
                current_financing, row, project_cost
            )
    paid = project_outlays * np.minimum(share, 1.0)[:, :, None]
    return paid.assign_attrs(units="krw", long_name="grants")


def _by_project(
    columns: list[np.ndarray], projects: Table[Project], draws: DrawBlock, unit: str, name: str
) -> xr.DataArray:
    coords = {"draw": draws.index, "project": [*projects.ids]}
    result = xr.DataArray(np.stack(columns, axis=1), dims=("draw", "project"), coords=coords)
    return result.assign_attrs(units=unit, long_name=name)
