"""What sets the economy in motion: works that are paid for, firms that produce on the land."""

from __future__ import annotations

import numpy as np
import xarray as xr

from songi.measures.kind import once, per_draw
from songi.study.as_of import known_at
from songi.study.schema.firms import FirmType, Investor
from songi.study.schema.industries import IoSector, Shock
from songi.study.schema.land import Parcel
from songi.study.schema.money import Cost
from songi.study.streams import DrawBlock
from songi.study.table import Table


@once()
def current_shocks(shocks: Table[Shock], current_io_sectors: Table[IoSector]) -> Table[Shock]:
    """Return what sets the economy in motion, as known, in sectors that the table has."""
    sectors = set(current_io_sectors.ids)
    return known_at(shocks, None).where(lambda row: row.sector in sectors)


@per_draw(separable=("shock",))
def works_spent(
    current_shocks: Table[Shock], draws: DrawBlock, costs: Table[Cost] | None = None
) -> xr.DataArray:
    """Return what is spent on works, won over all years, dimensions (draw, shock).

    The amount, or its share of the known cost of the project; NaN for operation. Never land
    purchase, compensation or value added tax.
    """
    known = None if costs is None else known_at(costs, None).for_draws(draws)
    columns = []
    for row in current_shocks:
        spent = current_shocks.draws_of(row, "amount_krw")
        if row.share_of_cost is not None and known is not None:
            rows = [one for one in known if one.project == row.project]
            whole = np.sum([known.draws_of(one, "amount_krw") for one in rows], axis=0)
            spent = whole * current_shocks.draws_of(row, "share_of_cost")
        columns.append(np.broadcast_to(spent, draws.size))
    return _by_shock(columns, current_shocks, draws, "krw", "spent on works")


@per_draw()
def operating_firms(
    current_shocks: Table[Shock],
    firm_types: Table[FirmType],
    draws: DrawBlock,
    industrial_plots: Table[Parcel] | None = None,
    land_seekers: Table[Investor] | None = None,
    settled_land: xr.DataArray | None = None,
) -> xr.Dataset:
    """Return the land, people and output of the firms that operate, dimensions (draw, shock).

    `land`, m², signed for by the end of the market's years by tenants of that kind (of tenants
    whose kind is not known, the kinds' shares if full); `jobs` on it; `output`, won a year. And the
    same `_full` if all land for firms were taken, by the kinds' shares. NaN for works.
    """
    kinds = {row.id: row for row in known_at(firm_types, None)}
    bound = firm_types.for_draws(draws)
    rows = [row for row in current_shocks if row.phase == "operation" and row.firm_type in kinds]
    mix = _mix(rows, current_shocks, draws)
    land = _land_taken(rows, mix, land_seekers, settled_land, draws)
    whole = np.full(draws.size, np.nan)
    if industrial_plots is not None and len(industrial_plots):
        area = [industrial_plots.draws_of(plot, "area_m2") for plot in industrial_plots]
        whole = np.sum(area, axis=0)
    names = ("land", "jobs", "output")
    shape = (draws.size, len(current_shocks))
    found = {f"{n}{end}": np.full(shape, np.nan) for end in ("", "_full") for n in names}
    order = {name: k for k, name in enumerate(current_shocks.ids)}
    for r, row in enumerate(rows):
        people = bound.draws_of(kinds[row.firm_type or ""], "jobs_per_1000_m2") / 1000.0
        each = current_shocks.draws_of(row, "output_per_job_krw")
        for end, area in (("", land[:, r]), ("_full", mix[:, r] * whole)):
            at = order[row.id]
            found[f"land{end}"][:, at] = area
            found[f"jobs{end}"][:, at] = area * people
            found[f"output{end}"][:, at] = area * people * each
    units = {"land": "m2", "jobs": "persons", "output": "krw"}
    return xr.Dataset(
        {name: (("draw", "shock"), values, {"units": units[name.removesuffix("_full")]})
         for name, values in found.items()},
        coords={"draw": draws.index, "shock": [*current_shocks.ids]},
    )  # fmt: skip


def _mix(rows: list[Shock], shocks: Table[Shock], draws: DrawBlock) -> np.ndarray:
    """Return each kind's share of the land if full, `[draws, kinds]`; alike where none is told."""
    if not rows:
        return np.empty((draws.size, 0))
    told = np.stack([shocks.draws_of(row, "share_if_full") for row in rows], axis=1)
    told = np.ones(told.shape) if np.isnan(told).all() else np.nan_to_num(told)
    whole = told.sum(axis=1, keepdims=True)
    return np.where(whole > 0, told / np.where(whole > 0, whole, 1.0), 1.0 / len(rows))


def _land_taken(
    rows: list[Shock],
    mix: np.ndarray,
    seekers: Table[Investor] | None,
    settled: xr.DataArray | None,
    draws: DrawBlock,
) -> np.ndarray:
    """Return the land of each kind by the end of the market, `[draws, kinds]`; NaN without one."""
    if settled is None or seekers is None:
        return np.full((draws.size, len(rows)), np.nan)
    taken = settled.sum("year", skipna=False).transpose("draw", "investor").values
    at = {row.firm_type: k for k, row in enumerate(rows)}
    land = np.zeros((draws.size, len(rows)))
    for k, seeker in enumerate(seekers):
        if seeker.firm_type in at:
            land[:, at[seeker.firm_type]] += taken[:, k]
        elif seeker.firm_type is None:
            land += mix * taken[:, [k]]
    return land


def _by_shock(
    columns: list[np.ndarray], shocks: Table[Shock], draws: DrawBlock, unit: str, name: str
) -> xr.DataArray:
    coords = {"draw": draws.index, "shock": [*shocks.ids]}
    result = xr.DataArray(np.stack(columns, axis=1), dims=("draw", "shock"), coords=coords)
    return result.assign_attrs(units=unit, long_name=name)
