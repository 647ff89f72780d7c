"""Committed investment by strength: who said how much, how firmly, and beside which rivals."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import xarray as xr

from songi.measures.kind import once, over_draws, per_draw
from songi.study.as_of import known_at
from songi.study.bids import joined_bids
from songi.study.schema.bid import STRENGTHS, Commitment
from songi.study.schema.contest import Bid
from songi.study.streams import DrawBlock
from songi.study.table import Table


@once()
def current_commitments(
    commitments: Table[Commitment], entered_bids: Table[Bid], filed_bids: Table[Bid]
) -> Table[Commitment]:
    """Return the commitments to the contest's bids as the run knows them.

    Not as of the deadline: they are set beside each other, and rank nobody. One to a bid that joins
    another counts there.
    """
    host_of = joined_bids(filed_bids)
    entered = set(entered_bids.ids)
    known = known_at(commitments, None)
    moved = tuple(
        row.model_copy(update={"bid": host_of[row.bid]}) if row.bid in host_of else row
        for row in known
    )
    return replace(known, rows=moved).where(lambda row: row.bid in entered)


@per_draw(separable=("bid",))
def committed_investment(
    current_commitments: Table[Commitment], entered_bids: Table[Bid], draws: DrawBlock
) -> xr.DataArray:
    """Return what is committed to each bid, by strength, dimensions (draw, bid, strength), won.

    The sum of the rows of a strength that no other row of that strength includes (`covers`). NaN
    where nobody named an amount: that is not nought. Strengths are never added: a letter binds
    nobody, and an announcement may hold the letters.
    """
    # An announcement that includes a contract does not unmake the contract.
    included = {(row.strength, name) for row in current_commitments for name in row.covers}
    bids = [*entered_bids.ids]
    parts: dict[tuple[str, str], list[np.ndarray]] = {}
    for row in current_commitments:
        if (row.strength, row.id) not in included:
            amounts = current_commitments.draws_of(row, "amount_krw")
            parts.setdefault((row.bid, row.strength), []).append(amounts)
    values = np.full((draws.size, len(bids), len(STRENGTHS)), np.nan)
    for (bid, strength), amounts in parts.items():
        values[:, bids.index(bid), STRENGTHS.index(strength)] = np.sum(amounts, axis=0)
    coords = {"draw": draws.index, "bid": bids, "strength": [*STRENGTHS]}
    result = xr.DataArray(values, dims=("draw", "bid", "strength"), coords=coords)
    return result.assign_attrs(units="krw", long_name="committed investment")


@over_draws(rivals="bid")
def investment_beside_rivals(committed_investment: xr.DataArray) -> xr.Dataset:
    """Return each bid's place by investment of equal strength, dimensions (bid, strength).

    By the mean over draws. `place`: 1 + the bids with more of that strength; NaN for a bid without
    an amount. `share_of_largest`: the amount as a share of the largest of that strength.
    `bids_with_amount`: how many bids have one, dimension (strength): a first place of one bid says
    little, and a bid that is silent is not last.
    """
    mean = committed_investment.mean("draw", skipna=False).transpose("bid", "strength")
    values = mean.values
    more = (values[None, :, :] > values[:, None, :]).sum(axis=1)
    known = np.isfinite(values)
    largest = np.where(known, values, -np.inf).max(axis=0)
    scale = np.where(largest > 0, largest, np.nan)
    strength = mean["strength"].values
    return xr.Dataset(
        {
            "place": (
                ("bid", "strength"), np.where(known, 1.0 + more, np.nan), {"units": "rank"},
            ),
            "share_of_largest": (("bid", "strength"), values / scale, {"units": "1"}),
            "bids_with_amount": (("strength",), known.sum(axis=0), {"units": "count"}),
        },
        coords={"bid": mean["bid"].values, "strength": strength},
    )  # fmt: skip
