"""What a won sets off: in the place by Flegg's quotients, around it by the table itself."""

from __future__ import annotations

import numpy as np
import xarray as xr

from songi.measures.kind import over_draws, per_draw
from songi.methods import input_output as method
from songi.study.as_of import known_at
from songi.study.industries import (
    deltas_of,
    jobs_by_sector,
    output_coming,
    place_sizes,
    sectors_here,
)
from songi.study.schema.industries import (
    REACHES,
    IoArea,
    IoSector,
    SectorJobs,
    SectorShare,
    Shock,
)
from songi.study.streams import DrawBlock
from songi.study.table import Table

PROVINCE, CAPITAL, NATION = "own_province", "capital_region", "nation"
"""Regions around the place, each held by the next."""

SWEEP = (0.1, 0.2, 0.3, 0.4)
"""Exponents between which estimates of Flegg's quotient lie."""

_QUOTIENTS = {"flq": method.flegg_quotients, "aflq": method.augmented_flegg_quotients}


@per_draw()
def place_effects(
    current_io_sectors: Table[IoSector],
    io_coefficients: xr.Dataset,
    current_shocks: Table[Shock],
    io_areas: Table[IoArea],
    sector_shares: Table[SectorShare],
    draws: DrawBlock,
    sector_jobs: Table[SectorJobs] | None = None,
    operating_firms: xr.Dataset | None = None,
) -> xr.Dataset:
    """Return what a won in each shock's sector sets off in the place, dimensions (draw, shock).

    By the province's or nation's coefficients and Flegg's quotients, the sectors in the place as
    large as with all land for firms taken: `output`, `value_added`, and
    `work`, people for a billion won, without the people of the shock's own sector in operation,
    who are counted where they work.
    """
    at = sectors_here(current_io_sectors)
    coming = output_coming(current_shocks, _full(operating_firms))
    shares = known_at(sector_shares, None)
    here, around = place_sizes(current_io_sectors, shares, draws, coming)
    areas = known_at(io_areas, None)
    quotients = _QUOTIENTS[areas.rows[0].quotient](here, around, deltas_of(areas, draws))
    domestic = io_coefficients["domestic"].values[np.ix_(at, at)]
    regional = method.regional_coefficients(domestic, quotients)
    position = {current_io_sectors.ids[k]: n for n, k in enumerate(at)}
    units = np.zeros((len(at), len(current_shocks)))
    for s, row in enumerate(current_shocks):
        units[position[row.sector], s] = 1.0
    output = method.regional_output(regional, np.broadcast_to(units, (draws.size, *units.shape)))
    found = _per_won(output, units, current_shocks, io_coefficients["value_added"].values[at])
    if sector_jobs is not None:
        direct = jobs_by_sector(current_io_sectors, sector_jobs, draws)[:, at]
        found["work"] = _work(found.pop("each"), units, current_shocks, direct)
    found.pop("each", None)
    return _effects(found, ("draw", "shock"), current_shocks, draws)


@per_draw()
def wider_effects(
    current_io_sectors: Table[IoSector],
    io_coefficients: xr.Dataset,
    current_shocks: Table[Shock],
    draws: DrawBlock,
    sector_jobs: Table[SectorJobs] | None = None,
) -> xr.Dataset:
    """Return what a won in each shock's sector sets off around, dimensions (draw, shock, reach).

    In the nation; of an interregional table also in the own province and the capital region, each
    held by the next. `output`, `value_added`, `imports` and `work` as in the place.
    """
    inverse = method.factorised(io_coefficients["domestic"].values)
    ids = [*current_io_sectors.ids]
    units = np.zeros((len(ids), len(current_shocks)))
    for s, row in enumerate(current_shocks):
        units[ids.index(row.sector), s] = 1.0
    output = inverse.output(units)[None]
    reaches = [row.reach or REACHES[-1] for row in current_io_sectors]
    added = io_coefficients["value_added"].values
    found = _per_won(output, units, current_shocks, added, reaches)
    bought = io_coefficients["imports"].values
    each = found.pop("each")
    found["imports"] = _grouped(each * bought[:, None], reaches)
    if sector_jobs is not None:
        direct = jobs_by_sector(current_io_sectors, sector_jobs, draws)
        found["work"] = _work(each, units, current_shocks, direct, reaches)
    kept = [PROVINCE, CAPITAL, NATION] if current_io_sectors.rows[0].reach else [NATION]
    found = {name: values[..., -len(kept) :, :].swapaxes(-1, -2) for name, values in found.items()}
    return _effects(found, ("draw", "shock", "reach"), current_shocks, draws, kept)


@over_draws()
def delta_sweep(
    current_io_sectors: Table[IoSector],
    io_coefficients: xr.Dataset,
    current_shocks: Table[Shock],
    sector_shares: Table[SectorShare],
    draws: DrawBlock,
    operating_firms: xr.Dataset | None = None,
) -> xr.DataArray:
    """Return the place's output for a won in each shock's sector, (quotient, delta, shock).

    At the mean of the shares, for exponents from 0.1 to 0.4 and for both of Flegg's quotients: how
    much of the result hangs on what no table of the place can tell.
    """
    at = sectors_here(current_io_sectors)
    coming = output_coming(current_shocks, _full(operating_firms))
    shares = known_at(sector_shares, None)
    drawn, around = place_sizes(current_io_sectors, shares, draws, coming)
    here = drawn.mean(axis=0)
    domestic = io_coefficients["domestic"].values[np.ix_(at, at)]
    position = {current_io_sectors.ids[k]: n for n, k in enumerate(at)}
    values = np.empty((len(_QUOTIENTS), len(SWEEP), len(current_shocks)))
    for q, quotient in enumerate(_QUOTIENTS.values()):
        for d, delta in enumerate(SWEEP):
            regional = method.regional_coefficients(domestic, quotient(here, around, delta))
            inverse = method.factorised(regional)
            for s, row in enumerate(current_shocks):
                column = inverse.column(position[row.sector])
                own = 1.0 if row.phase == "construction" else column[position[row.sector]]
                values[q, d, s] = column.sum() / own
    coords = {"quotient": [*_QUOTIENTS], "delta": [*SWEEP], "shock": [*current_shocks.ids]}
    result = xr.DataArray(values, dims=("quotient", "delta", "shock"), coords=coords)
    return result.assign_attrs(units="1", long_name="output in the place for a won")


def _full(firms: xr.Dataset | None) -> np.ndarray | None:
    return None if firms is None else firms["output_full"].transpose("draw", "shock").values


def _per_won(
    output: np.ndarray,
    units: np.ndarray,
    shocks: Table[Shock],
    value_added: np.ndarray,
    reaches: list[str] | None = None,
) -> dict[str, np.ndarray]:
    """Return output and value added for a won; a sector that operates is made exogenous."""
    own = (output * units).sum(axis=-2, keepdims=True)
    operates = np.array([row.phase == "operation" for row in shocks])
    each = output / np.where(operates, own, 1.0)
    added = each * value_added[:, None]
    if reaches is None:
        return {"output": each.sum(axis=-2), "value_added": added.sum(axis=-2), "each": each}
    grouped = {"output": _grouped(each, reaches), "value_added": _grouped(added, reaches)}
    return {**grouped, "each": each}


def _grouped(values: np.ndarray, reaches: list[str]) -> np.ndarray:
    """Return sums by region, each holding the one before: the last is the nation.

    NaN where a part is not known.
    """
    unknown = np.isnan(values)
    sums = method.output_by_group(np.where(unknown, 0.0, values), reaches, REACHES)
    parts = method.output_by_group(unknown.astype(float), reaches, REACHES)
    return np.cumsum(np.where(parts > 0, np.nan, sums), axis=-2)


def _work(
    each: np.ndarray,
    units: np.ndarray,
    shocks: Table[Shock],
    direct: np.ndarray,
    reaches: list[str] | None = None,
) -> np.ndarray:
    """Return people for a billion won, without those of an operating sector itself."""
    operates = np.array([row.phase == "operation" for row in shocks])
    counted = np.where(units * operates > 0, 0.0, each)
    people = np.where(counted > 0, counted * direct[:, :, None], 0.0)
    return people.sum(axis=-2) if reaches is None else _grouped(people, reaches)


def _effects(
    found: dict[str, np.ndarray],
    dims: tuple[str, ...],
    shocks: Table[Shock],
    draws: DrawBlock,
    reaches: list[str] | None = None,
) -> xr.Dataset:
    coords: dict[str, object] = {"draw": draws.index, "shock": [*shocks.ids]}
    if reaches is not None:
        coords["reach"] = reaches
    return xr.Dataset(
        {
            name: (dims, np.broadcast_to(values, (draws.size, *values.shape[1:])).copy(),
                   {"units": "persons" if name == "work" else "1"})
            for name, values in found.items()
        },
        coords=coords,
    )  # fmt: skip
