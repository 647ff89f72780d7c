"""Does a project pay society: benefits and costs without what only changes hands."""

from __future__ import annotations

import numpy as np
import xarray as xr

from songi.measures.kind import over_draws, per_draw
from songi.measures.project_flows import VIEWS
from songi.methods.cash_flow import benefit_cost_ratio, internal_rates, net_present_value
from songi.study.projects import MORE_QUANTILES, quantiles_of, years_of
from songi.study.schema.projects import Project
from songi.study.table import Table

FINANCIAL = "financial"
"""The view of whoever carries the project out, beside those of society."""

ALL_VIEWS = (FINANCIAL, *VIEWS)


@per_draw()
def economic_appraisal(
    economic_benefits: xr.DataArray,
    economic_costs: xr.DataArray,
    social_rate: xr.DataArray,
    current_projects: Table[Project],
) -> xr.Dataset:
    """Return what each project is worth to society, dimensions (draw, view, project).

    At the social rate and at constant prices, base year of the project: `npv`, won; `benefit_cost`;
    `irr`, where there is just one; `benefits` and `costs`, present values, won. `national` counts
    tenants that are new or expand, `city` those that move in from elsewhere as well.
    """
    shape = (economic_costs.sizes["draw"], len(VIEWS), len(current_projects))
    units = {"npv": "krw", "benefit_cost": "1", "irr": "1", "benefits": "krw", "costs": "krw"}
    found = {name: np.full(shape, np.nan) for name in units}
    for at, row in enumerate(current_projects):
        costs = economic_costs.sel(project=row.id, year=years_of(row, economic_costs["year"]))
        years, rate = costs["year"].values, social_rate.sel(project=row.id).values
        if not (costs.values.sum(axis=1) > 0).all():
            continue
        first = int(years[0]) - row.base_year
        spent = net_present_value(costs.values, rate, first_period=first)
        for k, view in enumerate(VIEWS):
            gains = economic_benefits.sel(view=view, project=row.id, year=years).values
            gained = net_present_value(gains, rate, first_period=first)
            roots = internal_rates(gains - costs.values)
            values = {
                "npv": gained - spent,
                "benefit_cost": benefit_cost_ratio(gains, costs.values, rate),
                "irr": np.where(roots.number == 1, roots.rates[..., 0], np.nan),
                "benefits": gained,
                "costs": spent,
            }
            for name, one in values.items():
                found[name][:, k, at] = one
    dims = ("draw", "view", "project")
    return xr.Dataset(
        {name: (dims, values, {"units": units[name]}) for name, values in found.items()},
        coords={
            "draw": economic_costs["draw"].values,
            "view": [*VIEWS],
            "project": [*current_projects.ids],
        },
    )


@per_draw()
def project_appraisal(
    feasibility: xr.Dataset, economic_appraisal: xr.Dataset | None = None
) -> xr.Dataset:
    """Return both appraisals side by side, never added, dimensions (draw, view, project).

    `npv`, won, and `benefit_cost`. The `financial` view has its profitability index for a ratio;
    `national` and `city` are society's. NaN where society's was not appraised.
    """
    shape = (feasibility.sizes["draw"], len(ALL_VIEWS), feasibility.sizes["project"])
    found = {}
    for name, own in (("npv", "npv"), ("benefit_cost", "pi")):
        values = np.full(shape, np.nan)
        values[:, 0] = feasibility[own].transpose("draw", "project").values
        if economic_appraisal is not None:
            values[:, 1:] = economic_appraisal[name].transpose("draw", "view", "project").values
        found[name] = values
    dims, units = ("draw", "view", "project"), {"npv": "krw", "benefit_cost": "1"}
    return xr.Dataset(
        {name: (dims, values, {"units": units[name]}) for name, values in found.items()},
        coords={
            "draw": feasibility["draw"].values,
            "view": [*ALL_VIEWS],
            "project": feasibility["project"].values,
        },
    )


@over_draws()
def appraisal_outlook(project_appraisal: xr.Dataset) -> xr.Dataset:
    """Return how each appraisal comes out over the runs, dimensions (view, project, quantile).

    By quantile `q05`, `q25`, `q50`, `q75` and `q95`: `npv`, won, and `benefit_cost`. By (view,
    project): `mean` of the present value, won; `positive`, the share of runs in which it is above
    nought.
    """
    known = project_appraisal["npv"].notnull().all("draw")
    found = {
        name: quantiles_of(project_appraisal[name], MORE_QUANTILES)
        for name in ("npv", "benefit_cost")
    }
    npv = project_appraisal["npv"]
    positive = (npv > 0).mean("draw").where(known)
    return xr.Dataset(
        found
        | {
            "mean": npv.mean("draw", skipna=False).assign_attrs(units="krw"),
            "positive": positive.assign_attrs(units="1"),
        }
    )
