"""From the tables of projects to arrays: delays, shares of cost and tenants, years of appraisal."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any, TypeVar

import numpy as np
import xarray as xr

from songi.study.as_of import known_at
from songi.study.quarters import year_of
from songi.study.schema.appraisal import AppraisalParameter
from songi.study.schema.base import Row
from songi.study.schema.projects import Benefit, Finance, Project
from songi.study.table import Table

RowT = TypeVar("RowT", bound=Row)

QUANTILES = {"q05": 0.05, "q50": 0.5, "q95": 0.95}
"""Quantiles over the runs, by the label that results have."""

MORE_QUANTILES = {"q05": 0.05, "q25": 0.25, "q50": 0.5, "q75": 0.75, "q95": 0.95}
"""The same, with the middle half."""


def of_projects(table: Table[RowT], projects: Table[Project]) -> Table[RowT]:
    """Return the rows as they are known, of projects that are known too."""
    known: Any = known_at(table, None)
    return known.where(lambda row: row.project in projects.ids)


def rates_in_force(parameters: Iterable[AppraisalParameter], day: date) -> list[AppraisalParameter]:
    """Return the rules on the social discount rate that are in force on a day, the newest first."""
    rules = [
        row
        for row in parameters
        if row.parameter == "social_discount_rate"
        and (row.in_force_from or date.min) <= day <= (row.in_force_until or date.max)
    ]
    return sorted(rules, key=lambda row: row.in_force_from or date.min, reverse=True)


def longest_delay(row: Project) -> float:
    """Return the far end of what a project's delay may be, months."""
    return 0.0 if row.delay_months is None else row.delay_months.ends[1]


def covered_share(table: Table[Finance], row: Finance, cost: xr.DataArray) -> np.ndarray:
    """Return the share of the project's cost that a grant or loan pays, `[draws]`."""
    if row.amount_krw is None:
        return table.draws_of(row, "share_of_cost")
    whole = cost.sel(project=row.project).values
    amount = table.draws_of(row, "amount_krw")
    return np.divide(amount, whole, out=np.zeros_like(whole), where=whole > 0)


def last_years(projects: Table[Project], opening: xr.DataArray) -> np.ndarray:
    """Return the last year that is appraised of each project, `[draws, projects]`."""
    horizon = np.array([row.horizon_years for row in projects])
    return np.ceil(opening.transpose("draw", "project").values) - 1 + horizon


def drawn_or_nought(projects: Table[Project], row: Project, column: str) -> np.ndarray:
    """Return the draws of a share, nought where it is not stated."""
    return np.nan_to_num(projects.draws_of(row, column))


def tenant_shares(benefits: Table[Benefit]) -> dict[str, np.ndarray]:
    """Return which share of the tenants each row is about; of one kind they add up to one."""
    drawn = {row.id: benefits.draws_of(row, "share_of_tenants") for row in benefits}
    found = {}
    for row in benefits:
        together = [
            drawn[one.id] for one in benefits if (one.project, one.kind) == (row.project, row.kind)
        ]
        whole = np.sum(together, axis=0)
        even = np.full(whole.shape, 1.0 / len(together))
        found[row.id] = np.divide(drawn[row.id], whole, out=even, where=whole > 0)
    return found


def moved_back(driver: np.ndarray, late: np.ndarray) -> np.ndarray:
    """Return a path moved back by years with decimals: between two years, part of each."""
    whole = np.floor(late).astype(int)
    part = (late - whole)[:, None]
    each, at = np.arange(len(late))[:, None], np.arange(driver.shape[1])[None, :]

    def moved(by: np.ndarray) -> np.ndarray:
        back = at - by[:, None]
        return np.where(back >= 0, driver[each, np.maximum(back, 0)], 0.0)

    return (1.0 - part) * moved(whole) + part * moved(whole + 1)


def final_year(row: Project) -> int:
    """Return the last year of a project's appraisal if it is as late as it may be."""
    opens = year_of(row.opens_on) + longest_delay(row) / 12
    return math.ceil(opens) - 1 + row.horizon_years


def years_of(row: Project, years: xr.DataArray) -> slice:
    """Return the years of a project itself: from its start to its last one."""
    return slice(max(int(years.values[0]), row.starts_on.year), final_year(row))


def quantiles_of(array: xr.DataArray, levels: Mapping[str, float] = QUANTILES) -> xr.DataArray:
    """Return quantiles over the draws, dimension `quantile` with their labels."""
    found = array.quantile([*levels.values()], "draw", skipna=False)
    return found.assign_coords(quantile=[*levels]).assign_attrs(units=array.attrs["units"])
