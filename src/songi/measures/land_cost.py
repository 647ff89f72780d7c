"""What the land costs, what is asked for it, and what is lost on land sold below its cost."""

from __future__ import annotations

from typing import get_args

import numpy as np
import xarray as xr

from songi.measures.kind import once, over_draws, per_draw
from songi.methods import land_cost as method
from songi.study.as_of import known_at
from songi.study.schema.land import CostRule, Parcel, SaleRound
from songi.study.schema.money import Cost
from songi.study.streams import DrawBlock
from songi.study.table import Table

BEARERS: tuple[str, ...] = get_args(CostRule.model_fields["shortfall_borne_by"].annotation)
"""Who may bear what is lost on land sold below cost."""


@once()
def current_rounds(sale_rounds: Table[SaleRound]) -> Table[SaleRound]:
    """Return the offers of land as they are known: a price or a day that was changed is later."""
    return known_at(sale_rounds, None)


@once()
def current_cost_rules(cost_rules: Table[CostRule]) -> Table[CostRule]:
    """Return the rules by which the cost of land is found, as they are known."""
    return known_at(cost_rules, None)


@once()
def current_parcels(parcels: Table[Parcel]) -> Table[Parcel]:
    """Return all parcels as they are known."""
    return known_at(parcels, None)


@per_draw()
def development_cost(
    costs: Table[Cost], current_cost_rules: Table[CostRule], current_parcels: Table[Parcel]
) -> xr.DataArray:
    """Return the cost of land (조성원가) by rule, won per m², dimensions (draw, cost_rule).

    The items that the rule counts, over the land that is paid for: all parcels but those handed
    over free and those under rules that count none of the same items. A cost that two rules share
    is thus shared out once, over the land of both. NaN where nothing is left to be paid for.
    """
    known = known_at(costs, None)
    columns = []
    for rule in current_cost_rules:
        counted = [known.draws_of(row, "amount_krw") for row in known if row.item in rule.items]
        total = np.sum(counted, axis=0) if counted else np.full(_size(known), np.nan)
        paid = _land_paid_for(rule, current_cost_rules, current_parcels)
        columns.append(np.divide(total, paid, out=np.full(paid.shape, np.nan), where=paid > 0))
    return _by(columns, known, "cost_rule", current_cost_rules.ids, "cost of land")


@per_draw()
def parcel_cost(
    development_cost: xr.DataArray,
    current_cost_rules: Table[CostRule],
    current_parcels: Table[Parcel],
) -> xr.DataArray:
    """Return each parcel's price at cost, won per m², dimensions (draw, parcel).

    By its rule and its price weight; the parcels of a rule together bring in its cost. Parcels
    handed over free, or under no rule, have none.
    """
    sold = _sold_at_cost(current_parcels, current_cost_rules)
    prices: dict[str, np.ndarray] = {}
    for rule in current_cost_rules.ids:
        mine = [row for row in sold if row.cost_rule == rule]
        if not mine:
            continue
        area = np.stack([sold.draws_of(row, "area_m2") for row in mine], axis=1)
        unit = development_cost.sel(cost_rule=rule).values
        weights = np.array([row.price_weight for row in mine])
        known = np.nan_to_num(unit)
        found = method.parcel_prices(known, area, weights)
        found[np.isnan(unit)] = np.nan
        prices |= {row.id: found[:, k] for k, row in enumerate(mine)}
    columns = [prices[row.id] for row in sold]
    return _by(columns, sold, "parcel", sold.ids, "price at cost")


@per_draw()
def land_price(
    industrial_plots: Table[Parcel],
    current_rounds: Table[SaleRound],
    designated: xr.DataArray,
    draws: DrawBlock,
    parcel_cost: xr.DataArray | None = None,
) -> xr.DataArray:
    """Return what is asked for each plot on offer, won per m², dimensions (draw, parcel).

    The price that its round states, or its cost where it is sold at cost, by the rule that holds
    without or with the designation in that draw. NaN where neither is known.
    """
    rounds = {row.id: row for row in current_rounds}
    offered = industrial_plots.where(lambda row: row.sale_round in rounds)
    costs = _by_parcel(parcel_cost)
    prices = {name: current_rounds.draws_of(r, "price_krw_per_m2") for name, r in rounds.items()}
    unknown = np.full(draws.size, np.nan)
    columns = []
    for plot in offered:
        row = rounds[plot.sale_round or ""]
        cost = costs.get(plot.id, unknown)
        stated = prices[row.id]
        columns.append(
            np.where(
                designated.values > 0.5,
                _asked(row, row.method_if_designated or row.method, stated, cost),
                _asked(row, row.method, stated, cost),
            )
        )
    return _by(columns, offered, "parcel", offered.ids, "price asked")


@per_draw(separable=("sale_round",))
def sale_terms(
    current_rounds: Table[SaleRound],
    industrial_plots: Table[Parcel],
    draws: DrawBlock,
    parcel_cost: xr.DataArray | None = None,
) -> xr.Dataset:
    """Return what each round asks by either rule, won per m², dimensions (draw, sale_round).

    `offered`, as it is sold now; `if_designated`; `cost`, the mean cost of its plots by area. NaN
    where it is not known.
    """
    found: dict[str, list[np.ndarray]] = {"offered": [], "if_designated": [], "cost": []}
    costs, unknown = _by_parcel(parcel_cost), np.full(draws.size, np.nan)
    for row in current_rounds:
        plots = [one for one in industrial_plots if one.sale_round == row.id]
        cost = unknown
        if plots:
            area = np.stack([industrial_plots.draws_of(one, "area_m2") for one in plots])
            unit = np.stack([costs.get(one.id, unknown) for one in plots])
            cost = (unit * area).sum(axis=0) / area.sum(axis=0)
        stated = current_rounds.draws_of(row, "price_krw_per_m2")
        found["offered"].append(_asked(row, row.method, stated, cost))
        other = row.method_if_designated or row.method
        found["if_designated"].append(_asked(row, other, stated, cost))
        found["cost"].append(cost)
    dims = ("draw", "sale_round")
    return xr.Dataset(
        {
            name: (dims, np.stack(columns, axis=1), {"units": "krw_per_m2"})
            for name, columns in found.items()
        },
        coords={"draw": draws.index, "sale_round": [*current_rounds.ids]},
    )


@per_draw()
def sold_below_cost(
    land_price: xr.DataArray,
    parcel_cost: xr.DataArray,
    current_cost_rules: Table[CostRule],
    industrial_plots: Table[Parcel],
) -> xr.Dataset:
    """Return what would be lost if all plots were sold as asked, (draw, cost_rule, bearer).

    `below`, won lost on plots asked below their cost, by who bears it; `above`, won gained on those
    above, (draw, cost_rule), told apart: whether a gain may make up for a loss is a matter of law.
    Only plots whose price and cost are known; `area` says how much land that is.
    """
    index = land_price["draw"].values
    shape = (index.size, len(current_cost_rules))
    below, above, area = np.zeros((*shape, len(BEARERS))), np.zeros(shape), np.zeros(shape)
    priced = {str(one) for one in land_price["parcel"].values}
    for r, rule in enumerate(current_cost_rules):
        mine = [p for p in industrial_plots if p.cost_rule == rule.id and p.id in priced]
        if not mine:
            continue
        ids = [one.id for one in mine]
        asked = land_price.sel(parcel=ids).transpose("draw", "parcel").values
        cost = parcel_cost.sel(parcel=ids).transpose("draw", "parcel").values
        land = np.stack([industrial_plots.draws_of(one, "area_m2") for one in mine], axis=1)
        known = np.isfinite(asked) & np.isfinite(cost)
        land = np.where(known, land, 0.0)
        lost = method.shortfall(np.nan_to_num(asked), np.nan_to_num(cost), land)
        bears = np.array([float(one == rule.shortfall_borne_by) for one in BEARERS])
        below[:, r] = method.borne_by(lost.below_krw, bears)
        above[:, r], area[:, r] = lost.above_krw, land.sum(axis=1)
    dims = ("draw", "cost_rule")
    return xr.Dataset(
        {
            "below": ((*dims, "bearer"), below, {"units": "krw"}),
            "above": (dims, above, {"units": "krw"}),
            "area": (dims, area, {"units": "m2"}),
        },
        coords={"draw": index, "cost_rule": [*current_cost_rules.ids], "bearer": [*BEARERS]},
    )


@over_draws()
def cost_outlook(
    development_cost: xr.DataArray, sold_below_cost: xr.Dataset | None = None
) -> xr.Dataset:
    """Return what each rule comes to, dimension (cost_rule): means over the draws.

    `cost`, won per m², with its 5 and 95 % quantiles `low`, `high`; `below` and `above`, won lost
    and gained if all plots were sold as asked, and `area`, m², of the plots that are priced.
    """
    found = _spread(development_cost, "cost")
    if sold_below_cost is not None:
        below = sold_below_cost["below"].sum("bearer", skipna=False)
        found["below"] = below.mean("draw", skipna=False).assign_attrs(units="krw")
        found["above"] = sold_below_cost["above"].mean("draw", skipna=False)
        found["above"].attrs["units"] = "krw"
        found["area"] = sold_below_cost["area"].mean("draw", skipna=False).assign_attrs(units="m2")
    return xr.Dataset(found)


@over_draws()
def price_outlook(sale_terms: xr.Dataset, designated: xr.DataArray) -> xr.Dataset:
    """Return what each round asks beside what it costs, won per m², dimension (sale_round).

    `asked`, by the regime of each draw, and `cost`: means with 5 and 95 % quantiles
    (`asked_low`, `asked_high`, `cost_low`, `cost_high`); `if_designated`, the mean asked then.
    """
    regime = designated > 0.5
    asked = sale_terms["if_designated"].where(regime, sale_terms["offered"])
    later = sale_terms["if_designated"].mean("draw", skipna=False)
    named = {
        f"{name}{end}": array
        for name, spread in (
            ("asked", _spread(asked, "")),
            ("cost", _spread(sale_terms["cost"], "")),
        )
        for end, array in (("", spread[""]), ("_low", spread["low"]), ("_high", spread["high"]))
    }
    return xr.Dataset({**named, "if_designated": later.assign_attrs(units="krw_per_m2")})


def _spread(array: xr.DataArray, name: str) -> dict[str, xr.DataArray]:
    """Return mean and 5 and 95 % quantiles, won per m²."""
    found = {name: array.mean("draw", skipna=False)}
    for end, share in (("low", 0.05), ("high", 0.95)):
        found[end] = array.quantile(share, "draw", skipna=False).drop_vars("quantile")
    return {key: one.assign_attrs(units="krw_per_m2") for key, one in found.items()}


def _land_paid_for(
    rule: CostRule, rules: Table[CostRule], parcels: Table[Parcel]
) -> np.ndarray:  # fmt: skip
    """Return the land over which a rule's cost is shared out, `[draws]`."""
    items = {one.id: set(one.items) for one in rules}
    bearing = [
        row
        for row in parcels
        if row.cost_rule not in items or items[row.cost_rule] & items[rule.id]
    ]
    total = sum((parcels.draws_of(row, "area_m2") for row in bearing), np.zeros(_size(parcels)))
    if rule.free_supply_m2 is not None:
        return total - rules.draws_of(rule, "free_supply_m2")
    free = [parcels.draws_of(row, "area_m2") for row in bearing if row.free_supply]
    return total - (np.sum(free, axis=0) if free else 0.0)


def _sold_at_cost(parcels: Table[Parcel], rules: Table[CostRule]) -> Table[Parcel]:
    known = set(rules.ids)
    return parcels.where(lambda row: not row.free_supply and row.cost_rule in known)


def _asked(row: SaleRound, rule: str, stated: np.ndarray, cost: np.ndarray) -> np.ndarray:
    """Return the price under a rule; one that is stated is that of the offer as it is now."""
    if rule == "cost_contract" and not (rule == row.method and row.price_krw_per_m2 is not None):
        return cost
    return stated


def _by_parcel(prices: xr.DataArray | None) -> dict[str, np.ndarray]:
    """Return the draws of each parcel, by id: faster than asking for one after the other."""
    if prices is None:
        return {}
    columns = prices.transpose("parcel", "draw").values
    return {str(name): columns[k] for k, name in enumerate(prices["parcel"].values)}


def _size(table: Table[Parcel] | Table[Cost]) -> int:
    return 1 if table.block is None else table.block.size


def _by(
    columns: list[np.ndarray],
    table: Table[Parcel] | Table[Cost],
    dimension: str,
    labels: tuple[str, ...],
    name: str,
) -> xr.DataArray:
    """Return columns of won per m² as a result, dimensions (draw, `dimension`)."""
    index = np.arange(1) if table.block is None else table.block.index
    values = np.stack(columns, axis=1) if columns else np.empty((index.size, 0))
    coords = {"draw": index, dimension: [*labels]}
    result = xr.DataArray(values, dims=("draw", dimension), coords=coords)
    return result.assign_attrs(units="krw_per_m2", long_name=name)
