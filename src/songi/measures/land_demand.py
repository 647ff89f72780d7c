"""Demand for land: estimates of one demand from different sides, side by side and never added."""

from __future__ import annotations

from datetime import date

import numpy as np
import xarray as xr

from songi.measures.kind import once, over_draws, per_draw
from songi.methods import land_demand as method
from songi.methods.land_trend import trend_demand
from songi.study.as_of import known_at
from songi.study.parameters import parameter_draws
from songi.study.schema.land import (
    CompetingSupply,
    DemandBasis,
    DemandSurvey,
    LandTakeup,
    MarketParameter,
    Parcel,
)
from songi.study.streams import DrawBlock
from songi.study.table import Table

PIPELINE = "pipeline"
"""Label of the estimate from the investors' pipeline."""

LEAST_YEARS = 3
"""A trend needs so many years."""

LEAST_NAMED = 5
"""Respondents who must name a highest price before they speak for those who name none."""

RELOCATES = {"new": 0.0, "expanding": 0.0, "relocating": 1.0}
"""Share that only moves within the country, by what a respondent said."""


@once()
def current_surveys(demand_surveys: Table[DemandSurvey]) -> Table[DemandSurvey]:
    """Return the answers to surveys of demand as they are known."""
    return known_at(demand_surveys, None)


@once()
def current_competition(competing_supply: Table[CompetingSupply]) -> Table[CompetingSupply]:
    """Return the land for firms on offer nearby, as it is known."""
    return known_at(competing_supply, None)


@per_draw()
def asked_price(
    land_price: xr.DataArray, industrial_plots: Table[Parcel], draws: DrawBlock
) -> xr.DataArray:
    """Return what is asked here on average, by area, won per m², dimension (draw).

    NaN where no price is known.
    """
    rows = {row.id: row for row in industrial_plots}
    total, land = np.zeros(draws.size), np.zeros(draws.size)
    prices = land_price.transpose("parcel", "draw")
    for name, price in zip(prices["parcel"].values, prices.values, strict=True):
        area = industrial_plots.draws_of(rows[str(name)], "area_m2")
        area = np.where(np.isnan(price), 0.0, area)
        total, land = total + np.nan_to_num(price) * area, land + area
    mean = np.divide(total, land, out=np.full(draws.size, np.nan), where=land > 0)
    result = xr.DataArray(mean, dims=("draw",), coords={"draw": draws.index})
    return result.assign_attrs(units="krw_per_m2", long_name="price asked here")


@per_draw(separable=("demand_basis",))
def formal_demand(
    demand_bases: Table[DemandBasis],
    draws: DrawBlock,
    reference_day: date,
    market_quarters: int,
    land_takeup: Table[LandTakeup] | None = None,
) -> xr.DataArray:
    """Return the yearly demand by each formal basis, m² a year, dimensions (draw, demand_basis).

    Workers added times land per worker; the ministry's yearly demand; or the trend of the region's
    land taken up, carried on for the years of the market and averaged (its observations at their
    middle); each times the share that could come here. NaN for a trend of fewer than three years.
    """
    known = known_at(demand_bases, None).for_draws(draws)
    columns = []
    for row in known:
        share = known.draws_of(row, "share_here")
        if row.approach == "trend":
            yearly = _trend(row, land_takeup, draws, reference_day, market_quarters) * share
        elif row.approach == "plan":
            yearly = known.draws_of(row, "area_m2_per_year") * share
        else:
            added = known.draws_of(row, "added_workers_per_year")
            each = known.draws_of(row, "m2_per_worker")
            stated = np.isfinite(added).all() and np.isfinite(each).all()
            yearly = np.full(draws.size, np.nan)
            if stated:
                yearly = method.unit_area_demand(added, each, share)
        columns.append(yearly)
    coords = {"draw": draws.index, "demand_basis": [*known.ids]}
    stacked = np.stack(columns, axis=1)
    result = xr.DataArray(stacked, dims=("draw", "demand_basis"), coords=coords)
    return result.assign_attrs(units="m2", long_name="land a year")


@per_draw(separable=("survey",))
def survey_demand(
    current_surveys: Table[DemandSurvey],
    draws: DrawBlock,
    asked_price: xr.DataArray | None = None,
    market_parameters: Table[MarketParameter] | None = None,
) -> xr.Dataset:
    """Return what each survey comes to, m², dimensions (draw, survey).

    `wanted`, the sum of the answers; `place`, corrected for certainty and for the price asked here;
    `nation`, the same without those who only move within the country. A certainty nobody asked for
    is anything from nought to one. Whoever named no highest price accepts as those of the survey
    who named one do; where fewer than five did, as the market's response to the price says.
    Whether those of whom it is not known only move is anything from nought to one.
    """
    surveys = [*dict.fromkeys(row.survey for row in current_surveys)]
    shape = (draws.size, len(surveys))
    found = {name: np.empty(shape) for name in ("wanted", "place", "nation")}
    asked = np.full(draws.size, np.nan) if asked_price is None else asked_price.values
    response = _price_response(asked, market_parameters, draws)
    for k, survey in enumerate(surveys):
        answers = current_surveys.where(lambda row, survey=survey: row.survey == survey)
        wanted = np.stack([answers.draws_of(row, "wanted_m2") for row in answers], axis=1)
        moving = np.stack([_relocating(row, draws) for row in answers], axis=1)
        demand = method.survey_demand(
            wanted, _certainty(answers, draws), _accepting(answers, asked, response), moving
        )
        found["wanted"][:, k] = wanted.sum(axis=1)
        found["place"][:, k], found["nation"][:, k] = demand
    return xr.Dataset(
        {name: (("draw", "survey"), values, {"units": "m2"}) for name, values in found.items()},
        coords={"draw": draws.index, "survey": surveys},
    )


@per_draw()
def pipeline_demand(
    contract_chance: xr.DataArray, wanted_land: xr.DataArray, pipeline_stages: xr.Dataset
) -> xr.DataArray:
    """Return the land that the investors are expected to take, m², dimension (draw).

    Within the months of the forecast, those who signed among them: chance times land wanted, for
    each firm behind a row. Investors whose wanted land nobody knows are left out.
    """
    members = pipeline_stages["members"].sel(investor=contract_chance["investor"].values)
    expected = contract_chance * wanted_land * members
    total = expected.sum("investor", skipna=True)
    return total.assign_attrs(units="m2", long_name="land expected of the pipeline")


@per_draw()
def land_demand(
    draws: DrawBlock,
    market_quarters: int,
    forecast_months: int,
    formal_demand: xr.DataArray | None = None,
    survey_demand: xr.Dataset | None = None,
    pipeline_demand: xr.DataArray | None = None,
) -> xr.Dataset:
    """Return the estimates of demand side by side, dimensions (draw, estimate).

    They see one demand from different sides and are never added. `total`, m²: of a formal basis
    over the years of the market, of a survey all that it comes to, of the pipeline over the months
    of the forecast. `years`: how many those are, NaN for a survey, which names none. `per_year`:
    their quotient.
    """
    columns: dict[str, tuple[np.ndarray, float]] = {}
    if formal_demand is not None:
        years = market_quarters / 4.0
        for name in formal_demand["demand_basis"].values:
            yearly = formal_demand.sel(demand_basis=name).values
            columns[f"basis/{name}"] = (yearly * years, years)
    if survey_demand is not None:
        for name in survey_demand["survey"].values:
            columns[f"survey/{name}"] = (survey_demand["place"].sel(survey=name).values, np.nan)
    if pipeline_demand is not None:
        columns[PIPELINE] = (pipeline_demand.values, forecast_months / 12.0)
    total = np.stack([area for area, _ in columns.values()], axis=1) if columns else None
    if total is None:
        total = np.empty((draws.size, 0))
    years_of = np.broadcast_to([years for _, years in columns.values()], total.shape)
    dims = ("draw", "estimate")
    return xr.Dataset(
        {
            "total": (dims, total, {"units": "m2"}),
            "years": (dims, years_of.copy(), {"units": "years"}),
            "per_year": (dims, total / years_of, {"units": "m2"}),
        },
        coords={"draw": draws.index, "estimate": [*columns]},
    )


@over_draws()
def land_demand_outlook(land_demand: xr.Dataset) -> xr.Dataset:
    """Return mean and 5 and 95 % quantiles of each estimate of demand, dimension (estimate)."""
    total = land_demand["total"]
    return xr.Dataset(
        {
            "mean": total.mean("draw", skipna=False).assign_attrs(units="m2"),
            "low": _quantile(total, 0.05).assign_attrs(units="m2"),
            "high": _quantile(total, 0.95).assign_attrs(units="m2"),
            "years": land_demand["years"].isel(draw=0, drop=True).assign_attrs(units="years"),
            "per_year": land_demand["per_year"]
            .mean("draw", skipna=False)
            .assign_attrs(units="m2"),
        }
    )  # fmt: skip


@per_draw(separable=("competitor",))
def competing_land(
    current_competition: Table[CompetingSupply],
    draws: DrawBlock,
    asked_price: xr.DataArray | None = None,
) -> xr.Dataset:
    """Return what competes nearby, dimensions (draw, competitor); NaN where it is not known.

    `area` and `unsold`, m²; `price`, won per m²; `relative`, what is asked here over that price.
    """
    asked = np.full(draws.size, np.nan) if asked_price is None else asked_price.values
    cells = {"area": "area_m2", "unsold": "unsold_m2", "price": "price_krw_per_m2"}
    found = {
        name: np.stack([current_competition.draws_of(r, cell) for r in current_competition], axis=1)
        for name, cell in cells.items()
    }
    found["relative"] = asked[:, None] / found["price"]
    units = {"area": "m2", "unsold": "m2", "price": "krw_per_m2", "relative": "1"}
    return xr.Dataset(
        {
            name: (("draw", "competitor"), values, {"units": units[name]})
            for name, values in found.items()
        },
        coords={"draw": draws.index, "competitor": [*current_competition.ids]},
    )


@over_draws(separable=("survey",))
def survey_outlook(survey_demand: xr.Dataset) -> xr.Dataset:
    """Return the means of what each survey comes to, m², dimension (survey)."""
    means = survey_demand.mean("draw", skipna=False)
    return means.map(lambda one: one.assign_attrs(units="m2"))


@over_draws(separable=("competitor",))
def competition_outlook(competing_land: xr.Dataset) -> xr.Dataset:
    """Return what competes nearby, dimension (competitor): means, NaN where it is not known.

    `area`, `unsold`, m²; `price`, won per m², with 5 and 95 % quantiles `low`, `high`; `relative`,
    what is asked here over it.
    """
    found = {
        name: array.mean("draw", skipna=False).assign_attrs(units=array.attrs["units"])
        for name, array in competing_land.data_vars.items()
    }
    for end, share in (("low", 0.05), ("high", 0.95)):
        found[end] = _quantile(competing_land["price"], share).assign_attrs(units="krw_per_m2")
    return xr.Dataset(found)


def _trend(
    row: DemandBasis,
    takeup: Table[LandTakeup] | None,
    draws: DrawBlock,
    day: date,
    quarters: int,
) -> np.ndarray:
    """Return the region's yearly land by the trend, mean over the years ahead, `[draws]`."""
    known = () if takeup is None else known_at(takeup, None)
    seen = sorted((r for r in known if r.region == row.region), key=lambda one: one.year)
    if len(seen) < LEAST_YEARS:
        return np.full(draws.size, np.nan)
    ahead = day.year + np.arange(1, -(-quarters // 4) + 1)
    names = ["variance", "level", "slope", *(str(year) for year in ahead)]
    uniforms = [draws.noise("formal_demand", f"{row.id}/{name}") for name in names]
    area = [one.area_m2.central for one in seen]
    found = trend_demand([r.year for r in seen], area, ahead, np.stack(uniforms, axis=1))
    return found.mean(axis=1)


def _certainty(answers: Table[DemandSurvey], draws: DrawBlock) -> np.ndarray:
    """Return the share of each answer that is meant, `[draws, answers]`."""
    columns = [
        draws.noise("survey_demand", f"certainty/{row.row_id}")
        if row.certainty is None
        else answers.draws_of(row, "certainty")
        for row in answers
    ]
    return np.stack(columns, axis=1)


def _relocating(row: DemandSurvey, draws: DrawBlock) -> np.ndarray:
    known = RELOCATES.get(row.moves)
    if known is None:
        return draws.noise("survey_demand", f"moves/{row.row_id}")
    return np.full(draws.size, known)


def _accepting(
    answers: Table[DemandSurvey], asked: np.ndarray, response: np.ndarray
) -> np.ndarray:  # fmt: skip
    """Return the share of each answer that accepts the price asked, `[draws, answers]`.

    Where no price is asked yet, everybody does.
    """
    if np.isnan(asked).any():
        return np.ones((asked.size, len(answers)))
    named = [row for row in answers if row.highest_price_krw_per_m2 is not None]
    others = response
    own: dict[str, np.ndarray] = {}
    if named:
        highest = [answers.draws_of(row, "highest_price_krw_per_m2") for row in named]
        own = {
            row.row_id: (high >= asked).astype(float)
            for row, high in zip(named, highest, strict=True)
        }
    if len(named) >= LEAST_NAMED:
        areas = [answers.draws_of(row, "wanted_m2") for row in named]
        accepted = sum(own[row.row_id] * area for row, area in zip(named, areas, strict=True))
        whole = np.sum(areas, axis=0)
        others = np.divide(accepted, whole, out=response.copy(), where=whole > 0)
    return np.stack([own.get(row.row_id, others) for row in answers], axis=1)


def _price_response(
    asked: np.ndarray, parameters: Table[MarketParameter] | None, draws: DrawBlock
) -> np.ndarray:
    """Return the share left at the price asked, by the market's response to the price expected."""
    expected = parameter_draws(parameters, "expected_price_krw_per_m2", draws)
    elasticity = parameter_draws(parameters, "price_elasticity", draws)
    share = np.minimum((asked / expected) ** -elasticity, 1.0)
    return np.where(np.isnan(share), 1.0, share)


def _quantile(array: xr.DataArray, share: float) -> xr.DataArray:
    return array.quantile(share, "draw", skipna=False).drop_vars("quantile")
