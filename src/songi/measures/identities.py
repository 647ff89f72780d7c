"""Accounting identities: what must be zero whatever the data say; checked on every run."""

from __future__ import annotations

import xarray as xr

from songi.measures.kind import over_draws


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
