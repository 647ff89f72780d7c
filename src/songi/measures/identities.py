"""Accounting identities: what must be zero whatever the data say; checked on every run."""

from __future__ import annotations

import numpy as np
import xarray as xr

from songi.measures.kind import over_draws
from songi.study.schema.land import CostRule, Parcel
from songi.study.streams import DrawBlock
from songi.study.table import Table


@over_draws(tolerance=1e-9)
def weights_sum_to_one(criterion_weights: xr.DataArray) -> xr.DataArray:
    """Return the largest deviation from one of a draw's weights."""
    deviation = abs(criterion_weights.sum("criterion") - 1.0).max()
    return deviation.assign_attrs(units="1", long_name="weights sum to one")


@over_draws(tolerance=1e-9)
def ranks_are_complete(rank_acceptability: xr.DataArray) -> xr.DataArray:
    """Return the largest deviation from one over the bids at a rank and the ranks of a bid."""
    by_bid = abs(rank_acceptability.sum("rank") - 1.0).max()
    by_rank = abs(rank_acceptability.sum("bid") - 1.0).max()
    return (by_bid + by_rank).assign_attrs(units="1", long_name="ranks are complete")


@over_draws(tolerance=1e-9)
def places_are_filled(selection_share: xr.Dataset, awards: xr.DataArray) -> xr.DataArray:
    """Return by how much the shares over all bids exceed the mean number of awards.

    Ties over the last place can leave it open, never fill it twice.
    """
    filled = selection_share["selection_share"].sum("bid")
    excess = (filled - awards.mean()).clip(min=0.0).max()
    return excess.assign_attrs(units="1", long_name="places are filled once")


@over_draws(tolerance=1e-9)
def land_is_conserved(land_market: xr.Dataset, market_stock: xr.DataArray) -> xr.DataArray:
    """Return by how much land signed and land unsold part from the stock, as a share of it."""
    signed = land_market["signed"].cumsum("quarter", skipna=False)
    deviation = abs(signed + land_market["unsold"] - market_stock) / market_stock.clip(min=1.0)
    return deviation.max().assign_attrs(units="1", long_name="land is conserved")


@over_draws(tolerance=1e-9)
def cost_is_brought_in(
    parcel_cost: xr.DataArray,
    development_cost: xr.DataArray,
    current_cost_rules: Table[CostRule],
    current_parcels: Table[Parcel],
    draws: DrawBlock,
) -> xr.DataArray:
    """Return by how much prices times areas part from the cost of a rule's land, as a share."""
    largest = 0.0
    bound = current_parcels.for_draws(draws)
    for rule in current_cost_rules.ids:
        mine = [row for row in bound if row.cost_rule == rule and not row.free_supply]
        if not mine:
            continue
        area = np.stack([bound.draws_of(row, "area_m2") for row in mine], axis=1)
        price = parcel_cost.sel(parcel=[row.id for row in mine]).transpose("draw", "parcel").values
        due = development_cost.sel(cost_rule=rule).values * area.sum(axis=1)
        share = np.abs((price * area).sum(axis=1) / np.where(due > 0, due, 1.0) - (due > 0))
        largest = max(largest, float(np.nanmax(share, initial=0.0)))
    result = xr.DataArray(largest)
    return result.assign_attrs(units="1", long_name="cost is brought in")
