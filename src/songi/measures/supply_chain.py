"""The supply chain of the lead sectors: from whom they buy, to whom they sell, what leaves."""

from __future__ import annotations

import numpy as np
import xarray as xr

from songi.measures.kind import once, over_draws, per_draw
from songi.methods import input_output as method
from songi.study.as_of import known_at
from songi.study.industries import (
    deltas_of,
    output_coming,
    place_sizes,
    sector_of_code,
    sectors_here,
)
from songi.study.schema.firms import Firm
from songi.study.schema.industries import IoArea, IoSector, SectorShare, Shock
from songi.study.streams import DrawBlock
from songi.study.table import Table

ORIGINS = ("place", "nation", "abroad")
"""Where a purchase comes from: the place, the rest of the nation, abroad."""

SIDES = ("upstream", "downstream")
"""Those who sell to the lead sectors, and those who buy of them."""


@once()
def lead_sectors(
    current_shocks: Table[Shock], current_io_sectors: Table[IoSector]
) -> Table[IoSector]:
    """Return the sectors of the firms that are to come: the lead sectors."""
    leads = {row.sector for row in current_shocks if row.phase == "operation"}
    return current_io_sectors.where(lambda row: row.id in leads)


@once()
def supply_chain(lead_sectors: Table[IoSector], io_coefficients: xr.Dataset) -> xr.Dataset:
    """Return whom each lead sector buys from and sells to, dimensions (lead, sector).

    `domestic` and `imported`, bought of a sector's product for a won of output; `needed`, output of
    a sector for a won of the lead's own output, directly and indirectly; `sold`, share of the
    lead's output that a sector buys. And (lead): `to_final`, the share that goes to final demand.
    """
    ids = [str(one) for one in io_coefficients["sector"].values]
    at = [ids.index(name) for name in lead_sectors.ids]
    domestic = io_coefficients["domestic"].transpose("seller", "sector").values
    imported = io_coefficients["imported"].transpose("seller", "sector").values
    output = io_coefficients["output"].values
    inverse = method.factorised(domestic)
    needed = [method.exogenous_output(inverse, k) for k in at]
    sold = domestic[at] * output / output[at][:, None]
    found = {
        "domestic": domestic[:, at].T, "imported": imported[:, at].T,
        "needed": np.array(needed).reshape(len(at), len(ids)), "sold": sold,
    }  # fmt: skip
    dims = ("lead", "sector")
    chain = xr.Dataset(
        {name: (dims, values, {"units": "1"}) for name, values in found.items()},
        coords={"lead": [*lead_sectors.ids], "sector": ids},
        attrs={"long_name": "supply chain", "year": io_coefficients.attrs["year"]},
    )
    final = io_coefficients["final_demand"].values[at] / output[at]
    chain["to_final"] = (("lead",), final, {"units": "1"})
    return chain


@per_draw()
def supply_origins(
    supply_chain: xr.Dataset,
    current_io_sectors: Table[IoSector],
    io_areas: Table[IoArea],
    sector_shares: Table[SectorShare],
    current_shocks: Table[Shock],
    draws: DrawBlock,
    operating_firms: xr.Dataset | None = None,
) -> xr.Dataset:
    """Return where what the lead sectors buy comes from, `share`, dimensions (draw, lead, origin).

    Shares of all purchases by Flegg's quotients, with all land for firms taken: what the place can
    sell them, what comes from the rest of the nation, what from abroad. `leaves`, dimensions
    (draw, lead, sector): bought of a sector's product outside the place for a won of output, abroad
    included; `thin`, (draw, sector), how far the place falls short of the nation's share of it.
    """
    at = sectors_here(current_io_sectors)
    full = None
    if operating_firms is not None:
        full = operating_firms["output_full"].transpose("draw", "shock").values
    coming = output_coming(current_shocks, full)
    shares = known_at(sector_shares, None)
    here, around = place_sizes(current_io_sectors, shares, draws, coming)
    areas = known_at(io_areas, None)
    quotient = {"flq": method.flegg_quotients, "aflq": method.augmented_flegg_quotients}
    drawn = quotient[areas.rows[0].quotient](here, around, deltas_of(areas, draws))
    local = np.minimum(drawn, 1.0)
    ids = [current_io_sectors.ids[k] for k in at]
    leads = [str(one) for one in supply_chain["lead"].values]
    home = local[:, :, [ids.index(name) for name in leads]].swapaxes(1, 2)
    domestic = supply_chain["domestic"].sel(sector=ids).values
    imported = supply_chain["imported"].sel(sector=ids).values
    whole = (supply_chain["domestic"] + supply_chain["imported"]).sum("sector").values
    near = (home * domestic).sum(axis=2)
    abroad = np.broadcast_to(supply_chain["imported"].sum("sector").values, near.shape)
    parts = np.stack([near, whole - near - abroad, abroad], axis=2) / whole[:, None]
    thin = np.maximum(1.0 - method.location_quotients(here, around), 0.0)
    coords = {"draw": draws.index, "lead": leads, "origin": [*ORIGINS], "sector": ids}
    return xr.Dataset(
        {
            "share": (("draw", "lead", "origin"), parts, {"units": "1"}),
            "leaves": (("draw", "lead", "sector"), (1.0 - home) * domestic + imported,
                       {"units": "1"}),
            "thin": (("draw", "sector"), thin, {"units": "1"}),
        },
        coords=coords,
    )  # fmt: skip


@per_draw()
def sectors_to_court(
    supply_chain: xr.Dataset,
    supply_origins: xr.Dataset,
    current_shocks: Table[Shock],
    draws: DrawBlock,
) -> xr.DataArray:
    """Return how much speaks for courting a sector, dimensions (draw, side, sector).

    Upstream: what the lead sectors buy of its product outside the place for a won of output.
    Downstream: the share of the lead sectors' output that it buys, times how far the place falls
    short of it. Each lead sector counts by its share of the land if full. A lead sector is none to
    be courted by this: it is courted anyway.
    """
    leads = [str(one) for one in supply_chain["lead"].values]
    sectors = [str(one) for one in supply_origins["sector"].values]
    weight = np.zeros((draws.size, len(leads)))
    for row in current_shocks:
        if row.phase == "operation":
            told = current_shocks.draws_of(row, "share_if_full")
            weight[:, leads.index(row.sector)] += np.where(np.isnan(told), 1.0, told)
    whole = weight.sum(axis=1, keepdims=True)
    weight = np.where(whole > 0, weight / np.where(whole > 0, whole, 1.0), 1.0 / len(leads))
    leaves = supply_origins["leaves"].transpose("draw", "lead", "sector").values
    sold = supply_chain["sold"].sel(sector=sectors).transpose("lead", "sector").values
    up = np.einsum("dl,dls->ds", weight, leaves)
    down = (weight @ sold) * supply_origins["thin"].transpose("draw", "sector").values
    values = np.stack([up, down], axis=1)
    values[:, :, [sectors.index(name) for name in leads if name in sectors]] = 0.0
    coords = {"draw": draws.index, "side": [*SIDES], "sector": sectors}
    result = xr.DataArray(values, dims=("draw", "side", "sector"), coords=coords)
    return result.assign_attrs(units="1", long_name="what speaks for courting a sector")


@once()
def sector_firms(current_io_sectors: Table[IoSector], uncourted_firms: Table[Firm]) -> xr.DataArray:
    """Return how many firms of the long list that are not courted yet each sector has, (sector).

    By their industry codes; firms without a code of the table's revision belong to none.
    """
    codes = {(firm.ksic, firm.ksic_revision) for firm in uncourted_firms}
    known = {one: sector_of_code(*one, current_io_sectors) for one in codes}
    found = [known[firm.ksic, firm.ksic_revision] for firm in uncourted_firms]
    ids = [*current_io_sectors.ids]
    counts = np.array([found.count(name) for name in ids], dtype=float)
    result = xr.DataArray(counts, dims=("sector",), coords={"sector": ids})
    return result.assign_attrs(units="firms", long_name="firms of the long list")


@over_draws()
def courting_outlook(
    sectors_to_court: xr.DataArray,
    supply_origins: xr.Dataset,
    sector_firms: xr.DataArray | None = None,
) -> xr.Dataset:
    """Return which sectors to court, dimensions (side, sector), and where purchases come from.

    `score`, what speaks for it on average, with `low` and `high` (5 and 95 % quantiles); `place`,
    its mean place among the sectors; `firms`, dimension (sector), of the long list. `bought`,
    dimensions (lead, origin), the mean share of purchases, with `bought_low`, `bought_high`.
    """
    ranks = (-sectors_to_court).rank("sector")
    found = {"place": ranks.mean("draw", skipna=False).assign_attrs(units="rank")}
    for name, array in (("score", sectors_to_court), ("bought", supply_origins["share"])):
        low, high = ("low", "high") if name == "score" else ("bought_low", "bought_high")
        found[name] = array.mean("draw", skipna=False).assign_attrs(units="1")
        for end, share in ((low, 0.05), (high, 0.95)):
            spread = array.quantile(share, "draw", skipna=False).drop_vars("quantile")
            found[end] = spread.assign_attrs(units="1")
    if sector_firms is not None:
        sectors = sectors_to_court["sector"].values
        found["firms"] = sector_firms.sel(sector=sectors)
    return xr.Dataset(found)
