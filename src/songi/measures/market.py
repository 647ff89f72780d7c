"""The land market from the reference day on: who signs, what stays unsold, at what price."""

from __future__ import annotations

from datetime import date

import numpy as np
import xarray as xr

from songi.measures.kind import once, over_draws, per_draw
from songi.methods.among import mean_among, quantile_among, share_among
from songi.methods.market import Lots, MarketPaths, simulate_market
from songi.study.as_of import known_at
from songi.study.land_market import (
    Buyers,
    Terms,
    as_investors,
    buyers_of,
    market_conditions,
    market_terms,
    readings,
    unsold_plots,
    verdicts_by_round,
)
from songi.study.quarters import quarter_name, quarter_of
from songi.study.schema.firms import Investor
from songi.study.schema.land import (
    CompetingSupply,
    MarketParameter,
    Parcel,
    SaleOutcome,
    SaleRound,
)
from songi.study.streams import DrawBlock
from songi.study.table import Table


@once()
def market_rounds(
    current_rounds: Table[SaleRound], industrial_plots: Table[Parcel]
) -> Table[SaleRound]:
    """Return the rounds of which plots for firms are unsold, whether open, closed or to come."""
    known = unsold_plots(industrial_plots, current_rounds)
    return current_rounds.where(lambda row: row.id in known)


@per_draw(separable=("sale_round",))
def market_stock(
    market_rounds: Table[SaleRound],
    industrial_plots: Table[Parcel],
    draws: DrawBlock,
    sale_outcomes: Table[SaleOutcome] | None = None,
) -> xr.DataArray:
    """Return the land of each round that is unsold, m², dimensions (draw, sale_round).

    Its plots for firms without an owner; or less, where the round's outcome says that more was
    sold than the plots have owners.
    """
    outcomes = None if sale_outcomes is None else known_at(sale_outcomes, None)
    unsold = unsold_plots(industrial_plots, market_rounds)
    columns = []
    for name, plots in unsold.items():
        left = np.sum([industrial_plots.draws_of(row, "area_m2") for row in plots], axis=0)
        for row in outcomes or ():
            if outcomes is not None and row.sale_round == name:
                all_plots = [one for one in industrial_plots if one.sale_round == name]
                area = [industrial_plots.draws_of(one, "area_m2") for one in all_plots]
                sold = outcomes.draws_of(row, "sold_m2")
                left = np.clip(np.sum(area, axis=0) - sold, 0.0, left)
        columns.append(left)
    coords = {"draw": draws.index, "sale_round": [*unsold]}
    stacked = np.stack(columns, axis=1)
    result = xr.DataArray(stacked, dims=("draw", "sale_round"), coords=coords)
    return result.assign_attrs(units="m2", long_name="unsold land")


@per_draw(summary_only=True)
def land_market(
    market_rounds: Table[SaleRound],
    market_stock: xr.DataArray,
    sale_terms: xr.Dataset,
    land_seekers: Table[Investor],
    contract_chance: xr.DataArray,
    wanted_land: xr.DataArray,
    pipeline_stages: xr.Dataset,
    designated: xr.DataArray,
    industrial_plots: Table[Parcel],
    draws: DrawBlock,
    reference_day: date,
    market_quarters: int,
    forecast_months: int,
    market_parameters: Table[MarketParameter] | None = None,
    current_competition: Table[CompetingSupply] | None = None,
    ready_from: xr.DataArray | None = None,
    investor_eligibility: xr.Dataset | None = None,
    eligibility_if_designated: xr.Dataset | None = None,
) -> xr.Dataset:
    """Return the market quarter by quarter from that of the reference day.

    By (draw, quarter, sale_round): `signed` and `unsold`, m²; `price`, won per m², NaN before the
    round opens; `bidders`. By (draw, investor): `first`, quarters until the first firm of the row
    signs, NaN where none does; `firms`, how many do. By (draw, investor, year): `taken`, m².

    A round closed without a sale stays on offer. Rounds without a known price are left out of the
    market, their land stays unsold. A row that stands for n firms is n of them, each with luck of
    its own. Where the law is unclear, a firm may buy in half of the draws.
    """
    terms = market_terms(market_parameters, draws)
    silent = {
        str(name): float(months)
        for name, months in pipeline_stages["months_silent"].to_series().items()
    }
    buyers = buyers_of(
        land_seekers, contract_chance, wanted_land, forecast_months, silent, terms, draws
    )
    rounds = [*market_rounds.ids]
    plots = unsold_plots(industrial_plots, market_rounds)
    eligible = _eligible(
        buyers, rounds,
        verdicts_by_round(investor_eligibility, plots),
        verdicts_by_round(eligibility_if_designated, plots),
        designated.values,
    )  # fmt: skip
    lots = _lots(
        market_rounds, market_stock, sale_terms, terms, ready_from,
        quarter_of(reference_day), market_quarters,
    )  # fmt: skip
    asked = sale_terms["offered"].mean("sale_round", skipna=True).fillna(1.0).values
    conditions = market_conditions(
        terms, designated.values, current_competition, reference_day, market_quarters, draws
    )
    paths = simulate_market(lots, as_investors(buyers, eligible, asked), conditions, buyers.luck)
    return _told(paths, lots, buyers, rounds, land_seekers.ids, reference_day, draws)


@per_draw()
def land_absorption(land_market: xr.Dataset, market_stock: xr.DataArray) -> xr.Dataset:
    """Return what is signed and what is left by year, dimensions (draw, year, sale_round).

    `signed`, m² in the year; `unsold`, m² at its end; `absorbed`, the share of the round's land
    that is signed by then; `price`, won per m², as last asked in the year: NaN before the round
    opens and after its land is gone.
    """
    years = _years_of(land_market)
    last = np.flatnonzero(np.append(years[1:] != years[:-1], True))
    market = land_market[["signed", "unsold", "price"]].transpose("draw", "quarter", "sale_round")
    starts = np.append(0, last[:-1] + 1)
    signed = np.add.reduceat(market["signed"].values, starts, axis=1)
    unsold = market["unsold"].values[:, last]
    # A price is asked while there is land to ask it for: at the beginning of the quarter.
    offered = unsold + market["signed"].values[:, last] > 0
    price = np.where(offered, market["price"].values[:, last], np.nan)
    stock = market_stock.transpose("draw", "sale_round").values[:, None, :]
    gone = np.cumsum(signed, axis=1)
    absorbed = np.divide(gone, stock, out=np.ones_like(gone), where=stock > 0)
    dims = ("draw", "year", "sale_round")
    units = {"signed": "m2", "unsold": "m2", "absorbed": "1", "price": "krw_per_m2"}
    values = {"signed": signed, "unsold": unsold, "absorbed": absorbed, "price": price}
    return xr.Dataset(
        {name: (dims, array, {"units": units[name]}) for name, array in values.items()},
        coords={
            "draw": land_market["draw"].values,
            "year": years[last],
            "sale_round": land_market["sale_round"].values,
        },
    )


@per_draw()
def signing_quarter(land_market: xr.Dataset) -> xr.Dataset:
    """Return when each investor signs, dimensions (draw, investor).

    `quarters`, from the reference day's quarter to that in which the first firm of the row signs,
    NaN where none does; `firms`, how many of the row's do; `area`, m² that they take together.
    """
    area = land_market["taken"].sum("year", skipna=False)
    return xr.Dataset(
        {
            "quarters": land_market["first"].assign_attrs(units="count"),
            "firms": land_market["firms"].assign_attrs(units="firms"),
            "area": area.assign_attrs(units="m2"),
        }
    )


@over_draws()
def absorption_outlook(land_absorption: xr.Dataset, market_stock: xr.DataArray) -> xr.Dataset:
    """Return the prospect of each round by year, dimensions (year, sale_round), and of all, (year).

    `absorbed`, mean share signed, with its 5 and 95 % quantiles `low`, `high`; `sold_out`, share of
    runs in which nothing is left; `price`, the mean asked in the runs in which land is left. Of all
    rounds together: `all_unsold`, m², with `all_low` and `all_high`; `all_stock`, m².
    """
    absorbed = land_absorption["absorbed"]
    unsold = land_absorption["unsold"]
    together = unsold.sum("sale_round", skipna=False)
    price = land_absorption["price"].transpose("draw", "year", "sale_round")
    found = {
        "absorbed": (absorbed.mean("draw", skipna=False), "1"),
        "low": (_quantile(absorbed, 0.05), "1"),
        "high": (_quantile(absorbed, 0.95), "1"),
        "sold_out": ((unsold <= 0).mean("draw"), "1"),
        "price": (price[0].copy(data=mean_among(price.values)).drop_vars("draw"), "krw_per_m2"),
        "all_unsold": (together.mean("draw", skipna=False), "m2"),
        "all_low": (_quantile(together, 0.05), "m2"),
        "all_high": (_quantile(together, 0.95), "m2"),
        "all_stock": (market_stock.sum("sale_round", skipna=False).mean("draw"), "m2"),
    }
    return xr.Dataset({name: one.assign_attrs(units=unit) for name, (one, unit) in found.items()})


@over_draws()
def signing_outlook(signing_quarter: xr.Dataset) -> xr.Dataset:
    """Return what the market lets each investor do, dimension (investor).

    `signs`, the share of runs in which one of the row's firms signs within the market's quarters;
    `firms` and `area`, m², how many do and what they take, on average; `quarters`, the median until
    the first signs, among the runs in which one does (NaN where none ever does).
    """
    first = signing_quarter["quarters"].transpose("draw", "investor").values
    found = {
        "signs": (share_among(first), "1"),
        "firms": (signing_quarter["firms"].mean("draw", skipna=False).values, "firms"),
        "area": (signing_quarter["area"].mean("draw", skipna=False).values, "m2"),
        "quarters": (quantile_among(first, 0.5), "count"),
    }
    return xr.Dataset(
        {name: (("investor",), one, {"units": unit}) for name, (one, unit) in found.items()},
        coords={"investor": signing_quarter["investor"].values},
    )


def _eligible(
    buyers: Buyers,
    rounds: list[str],
    now: dict[str, np.ndarray] | None,
    designated: dict[str, np.ndarray] | None,
    drawn: np.ndarray,
) -> np.ndarray:
    """Return who may buy where in each draw, under the regime of that draw."""
    open_now = readings(now, buyers, rounds)
    if designated is None:
        return open_now
    return np.where(drawn[:, None, None] > 0.5, readings(designated, buyers, rounds), open_now)


def _lots(
    rounds: Table[SaleRound],
    stock: xr.DataArray,
    asked: xr.Dataset,
    terms: Terms,
    ready_from: xr.DataArray | None,
    first: int,
    quarters: int,
) -> Lots:
    """Return the rounds as the kernel takes them; one without a known price is never put up."""
    names = [*rounds.ids]
    offered, other, cost = (
        asked[key].sel(sale_round=names).transpose("draw", "sale_round").values
        for key in ("offered", "if_designated", "cost")
    )
    tender = np.array([row.method == "appraisal_tender" for row in rounds])
    later = [(row.method_if_designated or row.method) == "appraisal_tender" for row in rounds]
    known = ~np.isnan(offered)
    now = np.where(known, offered, 1.0)
    changed = np.where(np.isnan(other), now, other)
    # A rule that stays has its own price under both regimes; the kernel takes one for each rule.
    by_tender = np.where(tender, now, changed)
    by_cost = np.where(tender, changed, now)
    opening = np.array([max(quarter_of(row.offered_on) - first, 0) for row in rounds])
    area = stock.sel(sale_round=names).transpose("draw", "sale_round").values
    released = np.zeros((*area.shape, quarters))
    released[:, :, 0] = area
    floor = np.where(np.isnan(cost), now, terms.floor_share[:, None] * np.nan_to_num(cost))
    ready = np.ones(released.shape)
    if ready_from is not None:
        begins = ready_from.sel(sale_round=names).transpose("draw", "sale_round").values
        passed = first + np.arange(quarters)
        late = passed < np.floor(4.0 * begins[:, :, None])
        ready = np.where(late, terms.unready[:, None, None], 1.0)
    draws = (area.shape[0], len(names))
    return Lots(
        # Never put up: its land is nobody's to sign, and stays.
        opening=np.where(known, opening, quarters),
        released_m2=released,
        readiness=ready,
        tender=tender,
        tender_if_designated=np.array(later),
        appraisal_price=by_tender,
        cost_price=by_cost,
        floor_price=np.maximum(floor, 1.0),
        step=np.broadcast_to(terms.step[:, None], draws),
        patience=np.broadcast_to(terms.patience[:, None], draws),
    )


def _told(
    paths: MarketPaths,
    lots: Lots,
    buyers: Buyers,
    rounds: list[str],
    investors: tuple[str, ...],
    day: date,
    draws: DrawBlock,
) -> xr.Dataset:
    """Return what became of the market as a result."""
    quarters = paths.price.shape[1]
    numbers = quarter_of(day) + np.arange(quarters)
    years = np.arange(numbers[0] // 4, numbers[-1] // 4 + 1)
    closed = np.arange(quarters)[:, None] < np.asarray(lots.opening)[:, None, :]
    price = np.where(closed, np.nan, paths.price)
    firms = np.zeros((draws.size, len(investors)))
    first = np.full(firms.shape, np.nan)
    taken = np.zeros((*firms.shape, years.size))
    for b, row in enumerate(buyers.rows):
        signs = paths.quarter[:, b] >= 0
        when = paths.quarter[:, b]
        firms[:, row] += signs
        first[:, row] = np.fmin(first[:, row], np.where(signs, when, np.nan))
        at = np.flatnonzero(signs)
        taken[at, row, numbers[when[at]] // 4 - years[0]] += buyers.wanted_m2[at, b]
    by_quarter, by_row = ("draw", "quarter", "sale_round"), ("draw", "investor")
    variables = {
        "signed": (by_quarter, paths.signed_m2, "m2"),
        "unsold": (by_quarter, paths.unsold_m2, "m2"),
        "price": (by_quarter, price, "krw_per_m2"),
        "bidders": (by_quarter, paths.bidders.astype(float), "count"),
        "first": (by_row, first, "count"),
        "firms": (by_row, firms, "firms"),
        "taken": ((*by_row, "year"), taken, "m2"),
    }
    return xr.Dataset(
        {name: (dims, array, {"units": unit}) for name, (dims, array, unit) in variables.items()},
        coords={
            "draw": draws.index,
            "quarter": [quarter_name(int(one)) for one in numbers],
            "sale_round": rounds,
            "investor": [*investors],
            "year": years,
        },
    )


def _years_of(market: xr.Dataset) -> np.ndarray:
    return np.array([int(str(one)[:4]) for one in market["quarter"].values])


def _quantile(array: xr.DataArray, share: float) -> xr.DataArray:
    return array.quantile(share, "draw", skipna=False).drop_vars("quantile")
