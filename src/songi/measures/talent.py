"""People by occupation and year: who is here, who joins and leaves, whom the tenants need."""

from __future__ import annotations

import numpy as np
import xarray as xr

from songi.measures.kind import once, over_draws, per_draw
from songi.methods import balance
from songi.methods.workforce import placed, project_stock
from songi.study.as_of import known_at
from songi.study.schema.people import (
    Occupation,
    TalentFlow,
    TalentNeed,
    TalentStock,
    TrainingProgramme,
)
from songi.study.streams import DrawBlock
from songi.study.table import Table

SUPPLY = ("stock", "graduates", "trained", "migration", "left")
"""Parts of the supply in a balance."""


@once()
def current_occupations(occupations: Table[Occupation]) -> Table[Occupation]:
    """Return the occupations as they are known."""
    return known_at(occupations, None)


@once()
def current_programmes(training_programmes: Table[TrainingProgramme]) -> Table[TrainingProgramme]:
    """Return the training programmes as they are known."""
    return known_at(training_programmes, None)


@per_draw()
def talent_demand(
    tenant_jobs: xr.Dataset,
    talent_needs: Table[TalentNeed],
    current_occupations: Table[Occupation],
    draws: DrawBlock,
) -> xr.Dataset:
    """Return whom tenants need by occupation, persons.

    `jobs`, (draw, occupation, year), and `full`, (draw, occupation), if all land for firms were
    taken: all jobs of the occupation. `needed` and `needed_full`: those to be filled from the
    place, without staff whom firms bring and commuters. A kind's shares are brought to a sum of one
    in each draw; kinds without shares are left out.
    """
    names = [*current_occupations.ids]
    kinds = [str(one) for one in tenant_jobs["firm_type"].values]
    share, local = _shares(known_at(talent_needs, None), kinds, names, draws)
    jobs = tenant_jobs["jobs"].transpose("draw", "firm_type", "year").values
    full = tenant_jobs["full"].transpose("draw", "firm_type").values
    told = share.any(axis=(0, 2))
    full = np.where(told, full, 0.0)
    found = {
        "jobs": np.einsum("dfy,dfo->doy", jobs, share),
        "needed": np.einsum("dfy,dfo->doy", jobs, share * local),
        "full": np.einsum("df,dfo->do", full, share),
        "needed_full": np.einsum("df,dfo->do", full, share * local),
    }
    dims = ("draw", "occupation", "year")
    return xr.Dataset(
        {
            name: (dims[: values.ndim], values, {"units": "persons"})
            for name, values in found.items()
        },
        coords={"draw": draws.index, "occupation": names, "year": tenant_jobs["year"].values},
    )


@per_draw()
def leaving_rates(
    talent_flows: Table[TalentFlow],
    current_occupations: Table[Occupation],
    talent_demand: xr.Dataset,
    draws: DrawBlock,
) -> xr.DataArray:
    """Return the share of each occupation that retires or leaves, (draw, occupation, year)."""
    years = talent_demand["year"].values
    names = [*current_occupations.ids]
    flows = known_at(talent_flows, None)
    rates = np.zeros((draws.size, len(names), years.size))
    for row in flows:
        if row.kind == "retirement" and row.occupation in names:
            active = _active(row.from_year, row.until_year, years)
            rate = flows.draws_of(row, "rate") * _here(row, flows)
            rates[:, names.index(row.occupation)] += rate[:, None] * active
    coords = {"draw": draws.index, "occupation": names, "year": years}
    result = xr.DataArray(np.minimum(rates, 1.0), dims=("draw", "occupation", "year"),
                          coords=coords)  # fmt: skip
    return result.assign_attrs(units="1", long_name="share that leaves")


@per_draw()
def talent_balance(
    talent_demand: xr.Dataset,
    talent_stocks: Table[TalentStock],
    talent_flows: Table[TalentFlow],
    leaving_rates: xr.DataArray,
    current_occupations: Table[Occupation],
    draws: DrawBlock,
    current_programmes: Table[TrainingProgramme] | None = None,
) -> xr.Dataset:
    """Return supply and demand at the end of each year, persons, (draw, occupation, year).

    `stock`, of people of the occupation in the place; in the year, `graduates` and `trained` who
    joined, `migration` (who came less who went) and `left`, who retired or left otherwise.
    `demand`: the firms that are here keep needing whom they have now, growing where the row says
    so, and the tenants come on top.
    `gap`: demand less stock where that is positive; `gap_full`, (draw, occupation): the same at the
    end of the last year, if all land for firms were taken by then. The stock starts from the last
    year that was counted; of programmes only those that run or are planned place anybody.
    """
    years = talent_demand["year"].values
    names = [*current_occupations.ids]
    counted = known_at(talent_stocks, None)
    start = _stock_now(counted, names, draws)
    keep = _stock_now(counted, names, draws, years.size)
    flows = known_at(talent_flows, None)
    shape = (draws.size, len(names), years.size)
    graduates, moved = np.zeros(shape), np.zeros(shape)
    for row in flows:
        if row.kind == "retirement" or row.occupation not in names:
            continue
        at = names.index(row.occupation)
        active = _active(row.from_year, row.until_year, years)
        joins = graduates if row.kind == "graduates" else moved
        joins[:, at] += _yearly(row, flows, start[:, at])[:, None] * active
    trained = _trained(current_programmes, names, years, draws)
    leaving = leaving_rates.transpose("draw", "occupation", "year").values
    projected = project_stock(start, leaving, graduates + trained, moved)
    needed = talent_demand["needed"].transpose("draw", "occupation", "year").values
    demand = keep + needed
    needed_full = talent_demand["needed_full"].transpose("draw", "occupation").values
    lacking = keep[:, :, -1] + needed_full - projected.stock[:, :, -1]
    found = {
        "stock": projected.stock, "graduates": graduates, "trained": trained,
        "migration": projected.net_moved, "left": projected.left, "demand": demand,
        "gap": balance.shortage(demand, projected.stock), "gap_full": np.maximum(lacking, 0.0),
    }  # fmt: skip
    dims = ("draw", "occupation", "year")
    return xr.Dataset(
        {
            name: (dims[: values.ndim], values, {"units": "persons"})
            for name, values in found.items()
        },
        coords={"draw": draws.index, "occupation": names, "year": years},
    )


@over_draws()
def talent_outlook(talent_balance: xr.Dataset, talent_demand: xr.Dataset) -> xr.Dataset:
    """Return the prospect of each occupation, dimensions (occupation, year), and (occupation).

    Means of all parts of the balance, with the 5 and 95 % quantiles of `stock`, `demand`, `gap` and
    `gap_full` (`gap_low`, `gap_high`, ...); `short`, the share of runs in which people lack in that
    year. `jobs` of tenants in all, `needed` of them from the place; `full`, the jobs if all land
    for firms were taken.
    """
    found = {name: talent_balance[name].mean("draw", skipna=False) for name in talent_balance}
    for name in ("stock", "demand", "gap", "gap_full"):
        for end, share in (("low", 0.05), ("high", 0.95)):
            spread = talent_balance[name].quantile(share, "draw", skipna=False)
            found[f"{name}_{end}"] = spread.drop_vars("quantile")
    for name in ("jobs", "needed", "full"):
        found[name] = talent_demand[name].mean("draw", skipna=False)
    units = {"short": "1"}
    found["short"] = (talent_balance["gap"] > 0).mean("draw")
    return xr.Dataset(
        {
            str(name): one.assign_attrs(units=units.get(str(name), "persons"))
            for name, one in found.items()
        }
    )


def _shares(
    needs: Table[TalentNeed], kinds: list[str], names: list[str], draws: DrawBlock
) -> tuple[np.ndarray, np.ndarray]:
    """Return shares of the jobs and the part filled from the place, `[draws, kinds, occupations]`.

    A kind's shares sum to one; those of a kind that nobody describes are nought.
    """
    bound = needs.for_draws(draws)
    share = np.zeros((draws.size, len(kinds), len(names)))
    local = np.ones(share.shape)
    for row in bound:
        if row.firm_type in kinds and row.occupation in names:
            at = kinds.index(row.firm_type), names.index(row.occupation)
            share[:, at[0], at[1]] = bound.draws_of(row, "share_of_jobs")
            if row.from_elsewhere is not None:
                local[:, at[0], at[1]] = 1.0 - bound.draws_of(row, "from_elsewhere")
    whole = share.sum(axis=2, keepdims=True)
    return np.divide(share, whole, out=np.zeros(share.shape), where=whole > 0), local


def _stock_now(
    stocks: Table[TalentStock], names: list[str], draws: DrawBlock, years: int | None = None
) -> np.ndarray:
    """Return the people of each occupation here, by the last year counted, `[draws, occupations]`.

    Regions counted in one year are added: they are parts of the place. With a number of years it is
    whom the firms here need at the end of each, `[draws, occupations, years]`.
    """
    bound = stocks.for_draws(draws)
    passed = np.zeros(1) if years is None else 1.0 + np.arange(years)
    found = np.zeros((draws.size, len(names), passed.size))
    for k, name in enumerate(names):
        mine = [row for row in bound if row.occupation == name]
        last = max((row.year for row in mine), default=0)
        for row in mine:
            if row.year == last:
                grows = 0.0 if row.needs_growth is None else bound.draws_of(row, "needs_growth")
                growth = np.broadcast_to(1.0 + grows, draws.size)[:, None] ** passed
                found[:, k] += (bound.draws_of(row, "persons") * _here(row, bound))[
                    :, None
                ] * growth
    return found[:, :, 0] if years is None else found


def _here(row: TalentStock | TalentFlow | TrainingProgramme, table: Table) -> np.ndarray | float:
    return 1.0 if row.share_here is None else table.draws_of(row, "share_here")


def _yearly(row: TalentFlow, flows: Table[TalentFlow], start: np.ndarray) -> np.ndarray:
    """Return persons a year: as stated, or the rate of those who are here at the start."""
    if row.persons_per_year is not None:
        persons = flows.draws_of(row, "persons_per_year")
    else:
        persons = flows.draws_of(row, "rate") * start
    return persons * _here(row, flows)


def _active(first: int | None, last: int | None, years: np.ndarray) -> np.ndarray:
    """Return 1 in the years from the first to the last, 0 in the others."""
    from_first = True if first is None else years >= first
    to_last = True if last is None else years <= last
    return (np.ones(years.shape, dtype=bool) & from_first & to_last).astype(float)


def _trained(
    programmes: Table[TrainingProgramme] | None,
    names: list[str],
    years: np.ndarray,
    draws: DrawBlock,
) -> np.ndarray:
    """Return who is placed by programmes that run or are planned, `[draws, occupations, years]`."""
    found = np.zeros((draws.size, len(names), years.size))
    if programmes is None:
        return found
    bound = programmes.for_draws(draws)
    for row in bound:
        if row.status != "option" and row.occupation in names:
            each = placed(*(bound.draws_of(row, one)
                            for one in ("seats_per_year", "completion", "placement")))  # fmt: skip
            active = _active(row.from_year, row.until_year, years)
            found[:, names.index(row.occupation)] += (each * _here(row, bound))[:, None] * active
    return found
