"""Jobs of tenants on the land, by kind of tenant and year."""

from __future__ import annotations

import numpy as np
import xarray as xr

from songi.measures.kind import per_draw
from songi.study.as_of import known_at
from songi.study.schema.firms import FirmType, Investor
from songi.study.schema.industries import Shock
from songi.study.streams import DrawBlock
from songi.study.table import Table


@per_draw()
def tenant_jobs(
    settled_land: xr.DataArray,
    moving_in: xr.DataArray,
    land_seekers: Table[Investor],
    firm_types: Table[FirmType],
    draws: DrawBlock,
    operating_firms: xr.Dataset | None = None,
    current_shocks: Table[Shock] | None = None,
) -> xr.Dataset:
    """Return the jobs of tenants by kind, persons.

    `jobs`, (draw, firm_type, year): of the tenants who have signed and moved in by the end of the
    year, the land of each kind times its jobs for each m². Land of tenants whose kind is not known
    is shared out by the kinds' shares if full, alike where nobody states them. `full`, (draw,
    firm_type): if all land for firms were taken; NaN where that is not known. Only kinds that say
    how many jobs they have.
    """
    kinds = [row for row in known_at(firm_types, None) if row.jobs_per_1000_m2 is not None]
    names = [row.id for row in kinds]
    mix, full = _if_full(names, operating_firms, current_shocks, draws)
    land = _land_by_kind(names, mix, settled_land, land_seekers)
    years = settled_land["year"].values
    # Counted from the end of the year of signing, in whole years, as for the utilities.
    lag = np.ceil(moving_in.values)[:, None]
    area = np.zeros((draws.size, len(names), years.size))
    for y in range(years.size):
        area += land[:, :, y, None] * (years[y] + lag <= years)[:, None, :]
    per_m2 = [firm_types.draws_of(row, "jobs_per_1000_m2") / 1000.0 for row in kinds]
    people = np.stack(per_m2, axis=1) if per_m2 else np.empty((draws.size, 0))
    attrs = {"units": "persons", "long_name": "jobs of tenants"}
    return xr.Dataset(
        {
            "jobs": (("draw", "firm_type", "year"), area * people[:, :, None], attrs),
            "full": (("draw", "firm_type"), full, attrs),
        },
        coords={"draw": draws.index, "firm_type": names, "year": years},
    )


def _if_full(
    names: list[str],
    operating: xr.Dataset | None,
    shocks: Table[Shock] | None,
    draws: DrawBlock,
) -> tuple[np.ndarray, np.ndarray]:
    """Return each kind's share of the land if full and its jobs then, `[draws, kinds]`."""
    shape = (draws.size, len(names))
    alike = np.full(shape, 1.0 / max(len(names), 1))
    if operating is None or shocks is None:
        return alike, np.full(shape, np.nan)
    land, jobs = np.zeros(shape), np.zeros(shape)
    for row in shocks:
        if row.phase == "operation" and row.firm_type in names:
            at = names.index(row.firm_type)
            land[:, at] += operating["land_full"].sel(shock=row.id).values
            jobs[:, at] += operating["jobs_full"].sel(shock=row.id).values
    whole = land.sum(axis=1, keepdims=True)
    known = np.isfinite(whole) & (whole > 0)
    mix = np.where(known, land / np.where(known, whole, 1.0), alike)
    return mix, np.where(known, jobs, np.nan)


def _land_by_kind(
    names: list[str], mix: np.ndarray, settled: xr.DataArray, seekers: Table[Investor]
) -> np.ndarray:
    """Return the land that each kind signs for by year, `[draws, kinds, years]`."""
    taken = settled.transpose("investor", "draw", "year").values
    order = {str(name): k for k, name in enumerate(settled["investor"].values)}
    land = np.zeros((taken.shape[1], len(names), taken.shape[2]))
    for row in seekers:
        if row.id not in order:
            continue
        mine = taken[order[row.id]]
        if row.firm_type in names:
            land[:, names.index(row.firm_type)] += mine
        elif row.firm_type is None:
            land += mix[:, :, None] * mine[:, None, :]
    return land
