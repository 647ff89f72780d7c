"""Input-output tables: coefficients, multipliers of every sector, and what must add up in them."""

from __future__ import annotations

import numpy as np
import xarray as xr

from songi.measures.kind import once, over_draws, per_draw
from songi.methods import input_output as method
from songi.study.as_of import known_at
from songi.study.industries import column_of, flow_matrix, jobs_by_sector
from songi.study.schema.industries import IoFlow, IoSector, SectorJobs
from songi.study.streams import DrawBlock
from songi.study.table import Table

PARTS = ("value_added", "wages", "other", "imports", "households", "output", "final_demand")
"""Columns of the coefficients: the first four for a unit of output, the rest millions of won."""


@once()
def current_io_sectors(io_sectors: Table[IoSector]) -> Table[IoSector]:
    """Return the sectors of the input-output table as known: those of its latest year."""
    known = known_at(io_sectors, None)
    year = max((row.year for row in known), default=0)
    return known.where(lambda row: row.year == year)


@once()
def current_io_flows(
    io_flows: Table[IoFlow], current_io_sectors: Table[IoSector]
) -> Table[IoFlow]:  # fmt: skip
    """Return what those sectors buy of each other, as known."""
    kept = set(current_io_sectors.ids)
    return known_at(io_flows, None).where(lambda row: row.seller in kept and row.buyer in kept)


@once()
def io_coefficients(
    current_io_sectors: Table[IoSector], current_io_flows: Table[IoFlow]
) -> xr.Dataset:
    """Return what each sector needs for a unit of output, dimensions (seller, sector), (sector).

    `domestic` and `imported` products bought; `value_added`, of it `wages`, `imports` and `other`
    inputs; and `output`, `final_demand` and `households`, millions of won in the table's year.
    """
    output = column_of(current_io_sectors, "output_million_krw")
    ids = [*current_io_sectors.ids]
    bought = {
        kind: method.technical_coefficients(
            flow_matrix(current_io_sectors, current_io_flows, f"{kind}_million_krw"), output
        )
        for kind in ("domestic", "imported")
    }
    per_unit = {
        name: column_of(current_io_sectors, f"{column}_million_krw") / output
        for name, column in (
            ("value_added", "value_added"), ("wages", "wages"), ("other", "other_inputs"),
        )
    } | {"imports": bought["imported"].sum(axis=0)}  # fmt: skip
    sums = {
        "output": output,
        "final_demand": column_of(current_io_sectors, "final_demand_million_krw"),
        "households": column_of(current_io_sectors, "households_million_krw"),
    }
    table = xr.Dataset(
        {
            **{name: (("seller", "sector"), array, {"units": "1"})
               for name, array in bought.items()},
            **{name: (("sector",), array, {"units": "1"}) for name, array in per_unit.items()},
            **{name: (("sector",), array, {"units": "million_krw"})
               for name, array in sums.items()},
        },
        coords={"seller": ids, "sector": ids},
    )  # fmt: skip
    years = [row.year for row in current_io_sectors]
    return table.assign_attrs(long_name="input coefficients", year=max(years, default=0))


@once()
def sector_multipliers(io_coefficients: xr.Dataset) -> xr.Dataset:
    """Return what a unit of final demand for each sector's product sets off, dimension (sector).

    `output`, `value_added`, `imports` and `other` (the last three add up to one); `power` and
    `sensitivity` of dispersion, mean one; `with_households`, output where wages are spent too
    (type II); `lost`, the share of all sectors' output that would be lost without the sector and
    its links, and `lost_elsewhere`, of it in the others.
    """
    inverse = method.factorised(io_coefficients["domestic"].values)
    size = inverse.size
    rows = np.stack([np.ones(size), *(io_coefficients[name].values for name in PARTS[:4])])
    output, value_added, _, other, imports = inverse.multiplied(rows)
    linkage = method.dispersion(inverse)
    totals, finals = io_coefficients["output"].values, io_coefficients["final_demand"].values
    losses = [method.extraction(inverse, totals, finals, k) for k in range(size)]
    found = {
        "output": output, "value_added": value_added, "imports": imports, "other": other,
        "power": linkage.power, "sensitivity": linkage.sensitivity,
        "with_households": _with_households(io_coefficients),
        "lost": np.array([one.total for one in losses]) / totals.sum(),
        "lost_elsewhere": np.array([one.others for one in losses]) / totals.sum(),
    }  # fmt: skip
    return xr.Dataset(
        {name: (("sector",), values, {"units": "1"}) for name, values in found.items()},
        coords={"sector": io_coefficients["sector"].values},
        attrs={"long_name": "multipliers", "year": io_coefficients.attrs["year"]},
    )


@per_draw()
def job_multipliers(
    current_io_sectors: Table[IoSector],
    io_coefficients: xr.Dataset,
    sector_jobs: Table[SectorJobs],
    draws: DrawBlock,
) -> xr.Dataset:
    """Return people employed for a billion won of final demand a year, dimensions (draw, sector).

    `direct` in the sector itself for a billion of output, `total` in all sectors. NaN where the
    people employed in a sector are not told, and then in every total.
    """
    direct = jobs_by_sector(current_io_sectors, sector_jobs, draws)
    told = ~np.isnan(direct).any(axis=1)
    inverse = method.factorised(io_coefficients["domestic"].values)
    total = np.full(direct.shape, np.nan)
    if told.any():
        total[told] = inverse.multiplied(direct[told])
    dims = ("draw", "sector")
    return xr.Dataset(
        {
            name: (dims, values, {"units": "persons"})
            for name, values in (("direct", direct), ("total", total))
        },
        coords={"draw": draws.index, "sector": [*current_io_sectors.ids]},
    )


@over_draws(tolerance=1e-6)
def output_is_used(io_coefficients: xr.Dataset) -> xr.DataArray:
    """Return by how much x = Ax + f fails, solved again from final demand, as a share of output."""
    output = io_coefficients["output"].values
    again = method.total_output(
        io_coefficients["domestic"].values, io_coefficients["final_demand"].values
    )
    deviation = xr.DataArray(np.abs(again / output - 1.0).max())
    return deviation.assign_attrs(units="1", long_name="output is used up")


@over_draws(tolerance=1e-6)
def demand_is_accounted_for(sector_multipliers: xr.Dataset) -> xr.DataArray:
    """Return by how much value added, imports and other inputs for a unit of demand miss one."""
    parts = sector_multipliers[["value_added", "imports", "other"]].to_dataarray("part")
    deviation = abs(parts.sum("part", skipna=False) - 1.0).max()
    return deviation.assign_attrs(units="1", long_name="a unit of demand is accounted for")


def _with_households(coefficients: xr.Dataset) -> np.ndarray:
    """Return the output multipliers of type II: households spend their wages here as in the year.

    Their purchases are spread by the year's consumption; where it came to more than all wages, it
    was paid from other income too, and only wages are spent.
    """
    wages = coefficients["wages"].values
    spent = coefficients["households"].values
    earned = float((wages * coefficients["output"].values).sum())
    share = spent / max(earned, spent.sum(), 1e-9)
    closed = method.with_households(coefficients["domestic"].values, wages, share)
    # The households' own row is no output.
    inverse = method.factorised(closed)
    return inverse.multiplied(np.append(np.ones(wages.size), 0.0))[:-1]
