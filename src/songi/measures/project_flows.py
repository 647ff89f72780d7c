"""The flows of a project by year: its owner's cash, what a building loses, what society gains."""

from __future__ import annotations

import numpy as np
import xarray as xr

from songi.measures.kind import once, over_draws, per_draw
from songi.measures.projects import BY_YEAR
from songi.study.projects import (
    drawn_or_nought,
    last_years,
    moved_back,
    of_projects,
    quantiles_of,
    tenant_shares,
)
from songi.study.schema.projects import Benefit, Project
from songi.study.streams import DrawBlock
from songi.study.table import Table

VIEWS = ("national", "city")
"""Whose gains an economic appraisal counts: to the city, tenants that move in are a gain too."""


@once()
def current_benefits(benefits: Table[Benefit], current_projects: Table[Project]) -> Table[Benefit]:
    """Return the benefits of the projects, as they are known."""
    return of_projects(benefits, current_projects)


@per_draw(summary_only=True)
def project_cash_flow(
    current_projects: Table[Project],
    project_outlays: xr.DataArray,
    project_grants: xr.DataArray,
    project_opening: xr.DataArray,
    developer_land_income: xr.Dataset | None = None,
    building_operation: xr.Dataset | None = None,
) -> xr.Dataset:
    """Return what each project takes in and spends by year, won, (draw, project, year).

    The developer's cash before loans: `outlay` and `operating` go out; `grants`, land sold to
    `firms`, to `others` and to a `guarantor`, `rent` and what is left of a building at the end
    (`residual`) come in; `net` is what comes in less what goes out. Land that nobody buys is worth
    nothing here. `resold`, what a guarantor gets for land that it bought, is not in the net: it
    tells what the project would take in without the promise.
    """
    flows = {"outlay": project_outlays.values, "grants": project_grants.values}
    shape = project_outlays.shape
    for name in ("firms", "others", "guarantor", "resold"):
        flows[name] = np.zeros(shape)
        if developer_land_income is not None:
            flows[name] = developer_land_income[name].transpose(*BY_YEAR).values
    names = [str(one) for one in project_outlays["project"].values]
    for name in ("rent", "operating"):
        flows[name] = np.zeros(shape)
        if building_operation is not None:
            at = [names.index(str(one)) for one in building_operation["project"].values]
            flows[name][:, at] = building_operation[name].transpose(*BY_YEAR).values
    kept = _residual(current_projects, project_outlays, project_opening)
    buildings = np.array([row.kind == "building" for row in current_projects])
    flows["residual"] = kept * buildings[None, :, None]
    out = flows["outlay"] + flows["operating"]
    flows["net"] = sum((flows[name] for name in COMES_IN), start=-out)
    return xr.Dataset(
        {name: (BY_YEAR, values, {"units": "krw"}) for name, values in flows.items()},
        coords=project_outlays.coords,
    )


COMES_IN = ("grants", "firms", "others", "guarantor", "rent", "residual")
"""Items that come in to whoever carries a project out."""


@per_draw()
def operating_deficit(building_operation: xr.Dataset) -> xr.DataArray:
    """Return by how much running costs exceed rents, won, dimensions (draw, project, year).

    Negative where rents exceed them. Neither the building's cost nor its loans are in it.
    """
    lost = building_operation["operating"] - building_operation["rent"]
    return lost.assign_attrs(units="krw", long_name="operating deficit")


@per_draw()
def land_taken_up(land_sales: xr.Dataset, project_years: tuple[int, ...]) -> xr.DataArray:
    """Return the land that firms hold by the end of each year, m², dimensions (draw, year).

    Signed in the market ahead, whoever sold it; it stays as it is after the market's last year.
    """
    area = land_sales["area"].sum("sale_round", skipna=False).transpose("draw", "year")
    held, years = np.cumsum(area.values, axis=1), area["year"].values
    at = np.searchsorted(years, np.asarray(project_years), side="right") - 1
    values = np.where(at >= 0, held[:, np.maximum(at, 0)], 0.0)
    coords = {"draw": area["draw"].values, "year": [*project_years]}
    result = xr.DataArray(values, dims=("draw", "year"), coords=coords)
    return result.assign_attrs(units="m2", long_name="land taken up by firms")


@per_draw()
def economic_costs(
    current_projects: Table[Project],
    project_outlays: xr.DataArray,
    building_operation: xr.Dataset | None = None,
) -> xr.DataArray:
    """Return what each project costs society by year, won, dimensions (draw, project, year).

    Outlays without what only changes hands (value added tax, levies, interest), and the running of
    buildings. Grants, loans and land sold change hands too and are left out.
    """
    share = np.stack(
        [drawn_or_nought(current_projects, row, "transfer_share") for row in current_projects]
    )
    spent = project_outlays.values * (1.0 - share.T)[:, :, None]
    names = [str(one) for one in project_outlays["project"].values]
    if building_operation is not None:
        at = [names.index(str(one)) for one in building_operation["project"].values]
        spent[:, at] += building_operation["operating"].transpose(*BY_YEAR).values
    return project_outlays.copy(data=spent).assign_attrs(units="krw", long_name="economic costs")


@per_draw(summary_only=True)
def economic_benefits(
    current_benefits: Table[Benefit],
    current_projects: Table[Project],
    project_outlays: xr.DataArray,
    project_opening: xr.DataArray,
    draws: DrawBlock,
    land_taken_up: xr.DataArray | None = None,
    building_operation: xr.Dataset | None = None,
) -> xr.DataArray:
    """Return what society gains from each project by year, won, (draw, view, project, year).

    The nation counts tenants that are new or expand; the city those that move in as well. At the
    end comes what is left of land and building. No effect of an input-output table is in it.
    """
    names = [*current_projects.ids]
    years = project_outlays["year"].values
    last = last_years(current_projects, project_opening)
    gains = np.zeros((draws.size, len(VIEWS), len(names), len(years)))
    shares = tenant_shares(current_benefits)
    for row in current_benefits:
        at = names.index(row.project)
        driver = _driver(row, years, project_opening, land_taken_up, building_operation)
        if driver is None:
            continue
        late = np.nan_to_num(current_benefits.draws_of(row, "after_years"))
        amount = current_benefits.draws_of(row, "amount_krw") * shares[row.id]
        gain = amount[:, None] * moved_back(driver, late) * (years <= last[:, at, None])
        for view, seen in enumerate(VIEWS):
            if seen == "city" or row.counted_as != "relocating":
                gains[:, view, at] += gain
    gains += _residual(current_projects, project_outlays, project_opening)[:, None]
    coords = {"draw": draws.index, "view": [*VIEWS], "project": names, "year": years}
    result = xr.DataArray(gains, dims=("draw", "view", "project", "year"), coords=coords)
    return result.assign_attrs(units="krw", long_name="economic benefits")


@over_draws()
def city_exposure(buy_back: xr.Dataset) -> xr.Dataset:
    """Return what each promise to buy unsold land may cost, dimensions (guarantee, quantile).

    By quantile `q05`, `q50` and `q95` over the runs: `amount`, won, and `area`, m², bought; `net`,
    won, after what firms pay for it later within the market's quarters. By guarantee: `called`, the
    share of runs in which anything is bought; `mean` amount; `due`, the median year, as text.
    """
    net = (buy_back["amount"] - buy_back["resold"]).assign_attrs(units="krw")
    spent = {"amount": buy_back["amount"], "area": buy_back["area"], "net": net}
    found = {name: quantiles_of(array) for name, array in spent.items()}
    found |= {
        "called": buy_back["called"].mean("draw").assign_attrs(units="1"),
        "mean": buy_back["amount"].mean("draw", skipna=False).assign_attrs(units="krw"),
        "due": _as_text(buy_back["year"].median("draw", skipna=False)),
    }
    return xr.Dataset(found)


def _as_text(years: xr.DataArray) -> xr.DataArray:
    """Return years as text, as a sentence tells them."""
    told = [f"{year:.0f}" for year in years.values]
    return years.copy(data=np.array(told)).assign_attrs(units="1")


def _residual(projects: Table[Project], outlays: xr.DataArray, opening: xr.DataArray) -> np.ndarray:
    """Return what is left of each project in its last year, `[draws, projects, years]`."""
    share = np.stack([drawn_or_nought(projects, row, "residual_share") for row in projects], axis=1)
    worth = outlays.sum("year", skipna=False).transpose("draw", "project").values * share
    is_last = outlays["year"].values == last_years(projects, opening)[:, :, None]
    return worth[:, :, None] * is_last


def _driver(
    row: Benefit,
    years: np.ndarray,
    opening: xr.DataArray,
    land: xr.DataArray | None,
    buildings: xr.Dataset | None,
) -> np.ndarray | None:
    """Return what a benefit goes by, year by year, `[draws, years]`; none where it is not known."""
    if row.per == "m2_of_land":
        return None if land is None else land.transpose("draw", "year").values
    if row.per == "m2_let":
        if buildings is None or row.project not in buildings["project"].values:
            return None
        return buildings["let"].sel(project=row.project).transpose("draw", "year").values
    opens = opening.sel(project=row.project).values[:, None]
    return np.clip(years + 1.0 - opens, 0.0, 1.0)
