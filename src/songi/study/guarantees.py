"""What a promise to buy unsold land covers, and what it comes to, along the market's paths."""

from __future__ import annotations

import numpy as np
import xarray as xr

from songi.methods.project_cash import price_between
from songi.study.land_market import unsold_plots
from songi.study.schema.land import Parcel, SaleRound
from songi.study.schema.projects import Guarantee
from songi.study.streams import DrawBlock
from songi.study.table import Table


def market_paths(
    absorption: xr.Dataset, sales: xr.Dataset, terms: xr.Dataset, rounds: list[str]
) -> dict[str, np.ndarray]:
    """Return the market by (draw, year, round), and the cost of land by (draw, round)."""
    dims = ("draw", "year", "sale_round")
    by_year = {
        name: absorption[name].sel(sale_round=rounds).transpose(*dims).values
        for name in ("unsold", "price")
    }
    by_year |= {name: sales[name].transpose(*dims).values for name in ("area", "value")}
    asked = terms["offered"].sel(sale_round=rounds).transpose("draw", "sale_round").values
    cost = terms["cost"].sel(sale_round=rounds).transpose("draw", "sale_round").values
    return by_year | {"asked": asked, "cost": cost}


def bought_land(
    paths: dict[str, np.ndarray], at: np.ndarray, part: np.ndarray, position: np.ndarray
) -> dict[str, np.ndarray]:
    """Return what is bought at the end of a year and sold again later, each `[draws]`."""
    each = np.arange(at.size)
    area = paths["unsold"][each, at] * part
    price_then = paths["price"][each, at]
    asked = np.where(np.isnan(price_then), paths["asked"], price_then)
    price = price_between(paths["cost"], asked, position[:, None])
    # Land of which neither price nor cost is known goes at the mean of the land around it.
    mean = np.where(np.isnan(price).all(axis=1), 0.0, _mean_known(price))
    price = np.where(np.isnan(price), mean[:, None], price)
    amount = (area * price).sum(axis=1)
    bought = area.sum(axis=1)
    later = np.arange(paths["area"].shape[1])[None, :, None] > at[:, None, None]
    return {
        "area": bought,
        "amount": amount,
        "price": np.divide(amount, bought, out=np.full(at.shape, np.nan), where=bought > 0),
        "called": (bought > 0).astype(float),
        "resold_area": (paths["area"] * later * part[:, None, :]).sum(axis=(1, 2)),
        "resold": (paths["value"] * later * part[:, None, :]).sum(axis=(1, 2)),
    }


def _mean_known(price: np.ndarray) -> np.ndarray:
    known = ~np.isnan(price)
    return np.where(known, price, 0.0).sum(axis=1) / np.maximum(known.sum(axis=1), 1)


def covered_part(
    row: Guarantee,
    guarantees: Table[Guarantee],
    rounds: Table[SaleRound],
    plots: Table[Parcel],
    names: list[str],
    draws: DrawBlock,
) -> np.ndarray:
    """Return the share of each round's unsold land that a guarantor buys, `[draws, rounds]`."""
    unsold = unsold_plots(plots, rounds)
    bought = guarantees.draws_of(row, "share_bought")
    columns = []
    for name in names:
        areas = {one: plots.draws_of(one, "area_m2") for one in unsold[name]}
        whole = np.sum([*areas.values()], axis=0)
        zero = np.zeros(draws.size)
        mine = sum((area for one, area in areas.items() if one.use in row.uses), start=zero)
        columns.append(mine / whole)
    return np.stack(columns, axis=1) * np.where(np.isnan(bought), 1.0, bought)[:, None]
