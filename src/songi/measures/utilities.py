"""Power, water and waste water: what tenants will draw against what is supplied, year by year."""

from __future__ import annotations

import numpy as np
import xarray as xr

from songi.measures.kind import once, over_draws, per_draw
from songi.methods import balance
from songi.methods.among import mean_among, quantile_among, share_among
from songi.study.as_of import known_at
from songi.study.quarters import year_of
from songi.study.schema.firms import STAGES, FirmType, Investor
from songi.study.schema.land import UTILITY_UNITS, Parcel, SaleRound, Utility, Zone
from songi.study.streams import DrawBlock
from songi.study.table import Table
from songi.study.tenants import surrounding_zones

NEEDS = {
    "power": ("power_kw_per_1000_m2", 1e-6),
    "water": ("water_m3_per_day_per_1000_m2", 1e-3),
    "waste_water": ("waste_water_m3_per_day_per_1000_m2", 1e-3),
}
"""Column of what a kind of tenant draws, and the factor to its utility's unit per m² of land."""

CONTRACT = STAGES.index("contract")


@once()
def current_utilities(utilities: Table[Utility]) -> Table[Utility]:
    """Return what supplies the land, as it is known."""
    return known_at(utilities, None)


@per_draw(separable=("sale_round",))
def ready_from(
    current_utilities: Table[Utility],
    current_rounds: Table[SaleRound],
    industrial_plots: Table[Parcel],
    zones: Table[Zone],
    draws: DrawBlock,
) -> xr.DataArray:
    """Return when the utilities of each round's plots are there, dimensions (draw, sale_round).

    A year with decimals: of each kind that is planned for its zones the first to come, delay and
    all, and of the kinds the last. The year nought where none is planned.
    """
    around = surrounding_zones(known_at(zones, None))
    begins = {row.id: _available(row, current_utilities, draws) for row in current_utilities}
    columns = []
    for one in current_rounds:
        mine = {row.zone for row in industrial_plots if row.sale_round == one.id}
        reach = frozenset().union(*(around.get(zone, frozenset({zone})) for zone in mine))
        ready = np.zeros(draws.size)
        for kind in UTILITY_UNITS:
            serving = [
                begins[row.id]
                for row in current_utilities
                if row.kind == kind and row.zone in reach
            ]
            if serving:
                ready = np.maximum(ready, np.min(serving, axis=0))
        columns.append(ready)
    coords = {"draw": draws.index, "sale_round": [*current_rounds.ids]}
    stacked = np.stack(columns, axis=1)
    result = xr.DataArray(stacked, dims=("draw", "sale_round"), coords=coords)
    return result.assign_attrs(units="years", long_name="ready from")


@per_draw(separable=("investor",))
def utility_needs(
    land_seekers: Table[Investor], firm_types: Table[FirmType], draws: DrawBlock
) -> xr.DataArray:
    """Return what each investor's land draws, dimensions (draw, investor, utility).

    MW, or m³ a day, for each m²: as its kind of tenant does, or the mean of the kinds where its
    kind is not known or does not say. NaN where no kind says.
    """
    kinds = {row.id: row for row in known_at(firm_types, None)}
    values = np.empty((draws.size, len(land_seekers), len(NEEDS)))
    for u, (column, factor) in enumerate(NEEDS.values()):
        drawn = {
            name: firm_types.draws_of(row, column) * factor
            for name, row in kinds.items()
            if getattr(row, column) is not None
        }
        mean = np.mean([*drawn.values()], axis=0) if drawn else np.full(draws.size, np.nan)
        for k, row in enumerate(land_seekers):
            values[:, k, u] = drawn.get(row.firm_type or "", mean)
    coords = {"draw": draws.index, "investor": [*land_seekers.ids], "utility": [*NEEDS]}
    result = xr.DataArray(values, dims=("draw", "investor", "utility"), coords=coords)
    return result.assign_attrs(units="mixed", long_name="drawn for each m²")


@per_draw()
def settled_land(
    land_market: xr.Dataset,
    land_seekers: Table[Investor],
    industrial_plots: Table[Parcel],
) -> xr.DataArray:
    """Return the land that each investor has signed for by year, m², (draw, investor, year).

    Plots sold before the market begins count in its first year.
    """
    taken = land_market["taken"].transpose("draw", "investor", "year")
    values = taken.values.copy()
    order = {name: k for k, name in enumerate(land_seekers.ids)}
    for plot in industrial_plots:
        owners = [name for name in plot.owner if name in order]
        for name in owners:
            share = industrial_plots.draws_of(plot, "area_m2") / len(plot.owner)
            values[:, order[name], 0] += share
    return taken.copy(data=values).assign_attrs(units="m2", long_name="land signed for")


@per_draw()
def moving_in(draws: DrawBlock, conversion_rates: xr.DataArray | None = None) -> xr.DataArray:
    """Return the years from a contract until a tenant is there, dimension (draw).

    The mean stay at the stage of contract, by that draw's pace of steps; nought without any.
    """
    years = np.zeros(draws.size)
    if conversion_rates is not None:
        leaving = -conversion_rates.sel(from_stage="contract", to_stage="contract").values
        years = np.divide(1.0, 12.0 * leaving, out=years, where=leaving > 0)
    result = xr.DataArray(years, dims=("draw",), coords={"draw": draws.index})
    return result.assign_attrs(units="years", long_name="years from contract to move-in")


@per_draw()
def infrastructure_balance(
    settled_land: xr.DataArray,
    utility_needs: xr.DataArray,
    moving_in: xr.DataArray,
    current_utilities: Table[Utility],
    draws: DrawBlock,
) -> xr.Dataset:
    """Return demand and supply at the end of each year, dimensions (draw, utility, year).

    `demand` of the tenants who have signed and moved in by then; `firm`, the supply that is
    contracted, and `supply`, with what is only planned, both with their delays; `short`, demand
    less supply where that is positive. MW of power, m³ a day of water and waste water. Only
    utilities of which both sides are known.
    """
    kinds = _known_kinds(current_utilities, utility_needs)
    years = settled_land["year"].values
    demand = np.zeros((draws.size, len(kinds), years.size))
    needs = utility_needs.sel(utility=kinds).transpose("draw", "investor", "utility").values
    land = settled_land.transpose("draw", "investor", "year").values
    drawn = np.einsum("diy,diu->duy", land, needs)
    # Counted from the end of the year of signing, in whole years, so that none comes too early.
    lag = np.ceil(moving_in.values)[:, None]
    for y in range(years.size):
        here = years[y] + lag <= years
        demand += drawn[:, :, y, None] * here[:, None, :]
    supply = {name: np.zeros(demand.shape) for name in ("firm", "supply")}
    for row in current_utilities:
        if row.kind not in kinds:
            continue
        there = _available(row, current_utilities, draws)[:, None] <= years + 1.0
        capacity = current_utilities.draws_of(row, "capacity")[:, None] * there
        supply["supply"][:, kinds.index(row.kind)] += capacity
        if row.status == "firm":
            supply["firm"][:, kinds.index(row.kind)] += capacity
    found = {"demand": demand, **supply, "short": balance.shortage(demand, supply["supply"])}
    dims = ("draw", "utility", "year")
    return xr.Dataset(
        {name: (dims, values, {"units": "mixed"}) for name, values in found.items()},
        coords={"draw": draws.index, "utility": kinds, "year": years},
    )


@per_draw()
def held_up_land(
    infrastructure_balance: xr.Dataset,
    settled_land: xr.DataArray,
    utility_needs: xr.DataArray,
    moving_in: xr.DataArray,
) -> xr.Dataset:
    """Return what a shortage holds up, dimensions (draw, utility).

    `first`, the first year in which demand is above supply, NaN where there is none; `held_up`, the
    share of the land of tenants due to move in whose supply is not there in their year: first
    come, first served, nobody overtakes. NaN where nobody moves in.
    """
    kinds = [str(one) for one in infrastructure_balance["utility"].values]
    years = infrastructure_balance["year"].values
    supply = infrastructure_balance["supply"].transpose("draw", "utility", "year").values
    demand = infrastructure_balance["demand"].transpose("draw", "utility", "year").values
    land = settled_land.transpose("draw", "year", "investor").values
    lag = np.ceil(moving_in.values)[:, None, None]
    start = np.where(land > 0, years[None, :, None] + lag, np.nan).reshape(len(land), -1)
    area = land.reshape(len(land), -1)
    due = np.where(start <= years[-1], area, 0.0)
    whole = due.sum(axis=1)
    shape = (len(land), len(kinds))
    first, held = np.full(shape, np.nan), np.full(shape, np.nan)
    for u, kind in enumerate(kinds):
        first[:, u] = balance.first_shortage(demand[:, u], supply[:, u], years)
        need = utility_needs.sel(utility=kind).transpose("draw", "investor").values
        asked = (land * need[:, None, :]).reshape(len(land), -1)
        waits = balance.supplied_in_order(start, asked, supply[:, u], years).held_up
        late = np.where(waits, due, 0.0).sum(axis=1)
        held[:, u] = np.divide(late, whole, out=held[:, u], where=whole > 0)
    dims = ("draw", "utility")
    return xr.Dataset(
        {"first": (dims, first, {"units": "years"}), "held_up": (dims, held, {"units": "1"})},
        coords={"draw": infrastructure_balance["draw"].values, "utility": kinds},
    )


@over_draws()
def first_shortage(held_up_land: xr.Dataset) -> xr.Dataset:
    """Return when each utility falls short, dimension (utility).

    `short`, the share of runs in which it does within the market's years; `early`, `middle` and
    `late`, the 5, 50 and 95 % quantiles of the first year of shortage among those runs; `held_up`,
    the mean share of the tenants' land that waits for it, among the runs in which somebody moves
    in.
    """
    first = held_up_land["first"].transpose("draw", "utility").values
    waiting = held_up_land["held_up"].transpose("draw", "utility").values
    found = {"short": (share_among(first), "1"), "held_up": (mean_among(waiting), "1")}
    for name, share in (("early", 0.05), ("middle", 0.5), ("late", 0.95)):
        found[name] = (quantile_among(first, share), "years")
    return xr.Dataset(
        {name: (("utility",), one, {"units": unit}) for name, (one, unit) in found.items()},
        coords={"utility": held_up_land["utility"].values},
    )


@over_draws()
def infrastructure_outlook(infrastructure_balance: xr.Dataset) -> xr.Dataset:
    """Return demand and supply of each utility by year, dimensions (utility, year).

    Means of `demand`, `firm` and `supply`, the 5 and 95 % quantiles of the demand (`low`, `high`),
    and `short`, the share of runs in which it falls short in that year.
    """
    demand = infrastructure_balance["demand"]
    found = {
        name: infrastructure_balance[name].mean("draw", skipna=False)
        for name in ("demand", "firm", "supply")
    }
    found["low"] = demand.quantile(0.05, "draw", skipna=False).drop_vars("quantile")
    found["high"] = demand.quantile(0.95, "draw", skipna=False).drop_vars("quantile")
    units = dict.fromkeys(found, "mixed") | {"short": "1"}
    found["short"] = (infrastructure_balance["short"] > 0).mean("draw")
    return xr.Dataset({name: one.assign_attrs(units=units[name]) for name, one in found.items()})


def _available(row: Utility, table: Table[Utility], draws: DrawBlock) -> np.ndarray:
    """Return when a supply is there, delay and all, as a year with decimals, `[draws]`."""
    delay = np.zeros(draws.size)
    if row.delay_months is not None:
        delay = table.draws_of(row, "delay_months") / 12.0
    return year_of(row.available_from) + delay


def _known_kinds(utilities: Table[Utility], needs: xr.DataArray) -> list[str]:
    """Return the kinds that are supplied and of which some kind of tenant says what it draws."""
    supplied = {row.kind for row in utilities}
    told = needs.notnull().all(("draw", "investor"))
    return [kind for kind in NEEDS if kind in supplied and bool(told.sel(utility=kind))]
