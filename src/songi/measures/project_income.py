"""What projects bring in: land sold and bought back, floors let and run."""

from __future__ import annotations

import numpy as np
import xarray as xr

from songi.measures.kind import once, per_draw
from songi.methods.project_cash import let_share, open_share
from songi.study.guarantees import bought_land, covered_part, market_paths
from songi.study.projects import of_projects
from songi.study.quarters import year_of
from songi.study.schema.land import Parcel, SaleRound
from songi.study.schema.projects import Guarantee, PlannedSale, Project, Space
from songi.study.streams import DrawBlock
from songi.study.table import Table

MONTHS = 12.0


@once()
def current_guarantees(
    guarantees: Table[Guarantee], current_projects: Table[Project]
) -> Table[Guarantee]:
    """Return the promises to buy unsold land, as they are known."""
    return of_projects(guarantees, current_projects)


@once()
def current_spaces(space_programme: Table[Space], current_projects: Table[Project]) -> Table[Space]:
    """Return the floors of the buildings, as they are known."""
    return of_projects(space_programme, current_projects)


@once()
def current_planned_sales(
    planned_sales: Table[PlannedSale], current_projects: Table[Project]
) -> Table[PlannedSale]:
    """Return the sales of land outside the market for firms, as they are known."""
    return of_projects(planned_sales, current_projects)


@per_draw()
def land_sales(land_market: xr.Dataset) -> xr.Dataset:
    """Return what firms sign by year and round, dimensions (draw, year, sale_round).

    `area`, m², and `value`, won: each quarter's land at the price asked in it, as the market steps
    it. Whether the developer or a guarantor sells it is told by `buy_back`.
    """
    market = land_market[["signed", "price"]].transpose("draw", "quarter", "sale_round")
    of_quarter = np.array([int(str(one)[:4]) for one in market["quarter"].values])
    years, starts = np.unique(of_quarter, return_index=True)
    signed = market["signed"].values
    value = signed * np.nan_to_num(market["price"].values)
    dims = ("draw", "year", "sale_round")
    return xr.Dataset(
        {
            "area": (dims, np.add.reduceat(signed, starts, axis=1), {"units": "m2"}),
            "value": (dims, np.add.reduceat(value, starts, axis=1), {"units": "krw"}),
        },
        coords={
            "draw": market["draw"].values,
            "year": years,
            "sale_round": market["sale_round"].values,
        },
    )


@per_draw()
def buy_back(
    current_guarantees: Table[Guarantee],
    project_opening: xr.DataArray,
    land_absorption: xr.Dataset,
    land_sales: xr.Dataset,
    sale_terms: xr.Dataset,
    market_rounds: Table[SaleRound],
    industrial_plots: Table[Parcel],
    draws: DrawBlock,
) -> xr.Dataset:
    """Return what each promise to buy unsold land comes to, dimensions (draw, guarantee).

    `year`, in which it falls due; `area`, m², unsold at the end of that year, or of the market's
    last one where it falls due later; `amount`, won, at a price between the cost of the land and
    the price asked; `price`, won per m², NaN where nothing is bought; `called`, whether anything
    is. `resold_area` and `resold`, m² and won: what firms sign of it afterwards, at the prices
    that the market asks. `covered`, by (draw, guarantee, sale_round): the share of a round's land
    that is bought.
    """
    rounds = [str(one) for one in land_sales["sale_round"].values]
    years = land_sales["year"].values
    paths = market_paths(land_absorption, land_sales, sale_terms, rounds)
    found: dict[str, list[np.ndarray]] = {}
    shares = []
    for row in current_guarantees:
        after = current_guarantees.draws_of(row, "after_years")
        due = np.ceil(project_opening.sel(project=row.project).values + after) - 1
        at = np.clip(due - years[0], 0, len(years) - 1).astype(int)
        part = covered_part(row, current_guarantees, market_rounds, industrial_plots, rounds, draws)
        position = current_guarantees.draws_of(row, "price_position")
        for name, values in bought_land(paths, at, part, position).items():
            found.setdefault(name, []).append(values)
        found.setdefault("year", []).append(due)
        shares.append(part)
    units = {
        "area": "m2", "amount": "krw", "price": "krw_per_m2", "called": "yes_no",
        "resold_area": "m2", "resold": "krw", "year": "count",
    }  # fmt: skip
    dims = ("draw", "guarantee")
    return xr.Dataset(
        {name: (dims, np.stack(found[name], axis=1), {"units": units[name]}) for name in units}
        | {"covered": ((*dims, "sale_round"), np.stack(shares, axis=1), {"units": "1"})},
        coords={
            "draw": draws.index, "guarantee": [*current_guarantees.ids], "sale_round": rounds,
        },
    )  # fmt: skip


@per_draw(summary_only=True)
def developer_land_income(
    project_years: tuple[int, ...],
    draws: DrawBlock,
    current_projects: Table[Project],
    land_sales: xr.Dataset | None = None,
    buy_back: xr.Dataset | None = None,
    current_planned_sales: Table[PlannedSale] | None = None,
    current_parcels: Table[Parcel] | None = None,
) -> xr.Dataset:
    """Return what land brings in to each project by year, won, dimensions (draw, project, year).

    `firms`: land signed by firms, until what is left of it is bought by a guarantor; `others`: land
    sold outside that market; `guarantor`: what the guarantor pays; `resold`: what firms pay to the
    guarantor for it later, which is no income of the project.
    """
    names = [*current_projects.ids]
    shape = (draws.size, len(names), len(project_years))
    income = {name: np.zeros(shape) for name in ("firms", "others", "guarantor", "resold")}
    land = [k for k, row in enumerate(current_projects) if row.kind == "land_development"]
    if land and land_sales is not None:
        whole = land_sales["value"].sum("sale_round", skipna=False).transpose("draw", "year").values
        kept = _kept_by_developer(land_sales, buy_back)
        for k, year in enumerate(land_sales["year"].values):
            if year in project_years:
                at = project_years.index(int(year))
                income["firms"][:, land[0], at] = kept[:, k]
                income["resold"][:, land[0], at] = whole[:, k] - kept[:, k]
    if land and buy_back is not None:
        _pay(income["guarantor"][:, land[0]], buy_back, project_years)
    if current_planned_sales is not None:
        parcels = current_parcels
        _sell(income["others"], current_planned_sales, parcels, names, project_years)
    return _yearly(income, names, project_years, draws)


@per_draw(summary_only=True)
def building_operation(
    current_spaces: Table[Space],
    current_projects: Table[Project],
    project_opening: xr.DataArray,
    project_years: tuple[int, ...],
    draws: DrawBlock,
) -> xr.Dataset:
    """Return what each building lets and costs to run by year, (draw, project, year).

    `rent` and `operating`, won; `let`, m² let, the mean over the year. Buildings only. A floor
    opens with its building or on its own later day; it fills evenly; running costs arise from its
    opening, let or not, until the end of what is appraised.
    """
    buildings = [row for row in current_projects if row.kind == "building"]
    names, years = [row.id for row in buildings], np.asarray(project_years, float)
    shape = (draws.size, len(names), len(years))
    found = {name: np.zeros(shape) for name in ("rent", "operating", "let")}
    for k, building in enumerate(buildings):
        opens = project_opening.sel(project=building.id).values
        last = np.ceil(opens) - 1 + building.horizon_years
        within = (years <= last[:, None]).astype(float)
        for row in current_spaces:
            if row.project == building.id:
                for name, values in _floor(current_spaces, row, opens, years).items():
                    found[name][:, k] += values * within
    result = _yearly(found, names, project_years, draws)
    result["let"].attrs["units"] = "m2"
    return result


def _floor(
    spaces: Table[Space], row: Space, building_opens: np.ndarray, years: np.ndarray
) -> dict[str, np.ndarray]:
    """Return what one floor lets, brings in and costs by year, each `[draws, years]`."""
    own = -np.inf if row.opens is None else year_of(row.opens)
    opens = np.maximum(building_opens, own)
    area = spaces.draws_of(row, "area_m2")[:, None]
    fill = np.nan_to_num(spaces.draws_of(row, "fill_years"))
    let = area * let_share(opens, years, spaces.draws_of(row, "occupancy"), fill)
    rent = spaces.draws_of(row, "rent_krw_per_m2_month")[:, None]
    running = spaces.draws_of(row, "operating_krw_per_m2_month")[:, None]
    return {
        "let": let,
        "rent": MONTHS * rent * let,
        "operating": MONTHS * running * area * open_share(opens, years),
    }


def _kept_by_developer(sales: xr.Dataset, bought: xr.Dataset | None) -> np.ndarray:
    """Return what firms pay to the developer by year, `[draws, years]`."""
    value = sales["value"].transpose("draw", "year", "sale_round").values
    if bought is None:
        return value.sum(axis=2)
    covered = bought["covered"].transpose("draw", "guarantee", "sale_round").values
    due = bought["year"].transpose("draw", "guarantee").values
    years = sales["year"].values
    gone = np.zeros(value.shape)
    for g in range(due.shape[1]):
        later = years[None, :] > np.clip(due[:, g], years[0], years[-1])[:, None]
        gone += later[:, :, None] * covered[:, g, None, :]
    return (value * np.clip(1.0 - gone, 0.0, 1.0)).sum(axis=2)


def _pay(income: np.ndarray, bought: xr.Dataset, years: tuple[int, ...]) -> None:
    """Enter what guarantors pay in the year in which it falls due."""
    amount = bought["amount"].transpose("draw", "guarantee").values
    due = np.clip(bought["year"].transpose("draw", "guarantee").values, years[0], years[-1])
    at = (due - years[0]).astype(int)
    for g in range(amount.shape[1]):
        np.add.at(income, (np.arange(at.shape[0]), at[:, g]), amount[:, g])


def _sell(
    income: np.ndarray,
    sales: Table[PlannedSale],
    parcels: Table[Parcel] | None,
    names: list[str],
    years: tuple[int, ...],
) -> None:
    """Enter what planned sales bring in, evenly over their years."""
    for row in sales:
        share = sales.draws_of(row, "share_sold")
        area = sales.draws_of(row, "area_m2")
        if row.area_m2 is None and parcels is not None:
            mine = [one for one in parcels if one.use in row.uses and not one.free_supply]
            area = sum(
                (parcels.draws_of(one, "area_m2") for one in mine), start=np.zeros(share.shape)
            )
        value = np.nan_to_num(area * sales.draws_of(row, "price_krw_per_m2"))
        span = range(row.first_year, row.last_year + 1)
        for year in span:
            if year in years:
                sold = value * np.where(np.isnan(share), 1.0, share) / len(span)
                income[:, names.index(row.project), years.index(year)] += sold


def _yearly(
    found: dict[str, np.ndarray], names: list[str], years: tuple[int, ...], draws: DrawBlock
) -> xr.Dataset:
    return xr.Dataset(
        {
            name: (("draw", "project", "year"), values, {"units": "krw"})
            for name, values in found.items()
        },
        coords={"draw": draws.index, "project": names, "year": [*years]},
    )
