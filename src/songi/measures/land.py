"""What land there is: plots and their area by use, and how much of it is known for certain."""

from __future__ import annotations

from typing import get_args

import numpy as np
import xarray as xr

from songi.measures.kind import once, per_draw
from songi.study.schema.land import Parcel, ParcelUse
from songi.study.table import Table

USES: tuple[str, ...] = get_args(ParcelUse)
"""Uses of land, those of firms first."""


@once()
def plots_by_use(current_parcels: Table[Parcel]) -> xr.Dataset:
    """Return how many parcels each use has, dimension (use), and on what ground they are known.

    `plots`, all; `observed`, those whose cut is published; `estimated` and `assumed`, the others;
    `sold`, those with an owner.
    """
    counts = {name: np.zeros(len(USES)) for name in ("plots", "observed", "estimated", "assumed")}
    counts["sold"] = np.zeros(len(USES))
    for row in current_parcels:
        at = USES.index(row.use)
        counts["plots"][at] += 1
        counts[row.basis][at] += 1
        counts["sold"][at] += bool(row.owner)
    return xr.Dataset(
        {name: (("use",), values, {"units": "count"}) for name, values in counts.items()},
        coords={"use": [*USES]},
    )


@per_draw()
def land_by_use(current_parcels: Table[Parcel]) -> xr.DataArray:
    """Return the area of each use, m², dimensions (draw, use)."""
    block = current_parcels.block
    index = np.arange(1) if block is None else block.index
    values = np.zeros((index.size, len(USES)))
    for row in current_parcels:
        values[:, USES.index(row.use)] += current_parcels.draws_of(row, "area_m2")
    coords = {"draw": index, "use": [*USES]}
    result = xr.DataArray(values, dims=("draw", "use"), coords=coords)
    return result.assign_attrs(units="m2", long_name="area by use")


@per_draw()
def land_for_firms(industrial_plots: Table[Parcel]) -> xr.DataArray:
    """Return the area of all plots on which firms settle, m², dimension (draw)."""
    block = industrial_plots.block
    index = np.arange(1) if block is None else block.index
    areas = [industrial_plots.draws_of(row, "area_m2") for row in industrial_plots]
    total = np.sum(np.broadcast_arrays(*areas, np.zeros(index.size)), axis=0)
    result = xr.DataArray(total, dims=("draw",), coords={"draw": index})
    return result.assign_attrs(units="m2", long_name="land for firms")
