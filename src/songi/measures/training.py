"""What training would close the gap: seats a year of each programme that could be set up."""

from __future__ import annotations

import numpy as np
import xarray as xr

from songi.measures.kind import over_draws, per_draw
from songi.methods.among import mean_among, quantile_among
from songi.methods.workforce import inflow_to_close, seats_to_place
from songi.study.schema.people import TrainingProgramme
from songi.study.streams import DrawBlock
from songi.study.table import Table


@per_draw()
def training_need(
    talent_balance: xr.Dataset,
    leaving_rates: xr.DataArray,
    current_programmes: Table[TrainingProgramme],
    draws: DrawBlock,
) -> xr.Dataset:
    """Return the seats of each programme that is an option, and their cost, by the year to close.

    `seats`, (draw, programme, year): the smallest constant number a year, from the programme's
    first year on, that leaves no gap in its occupation at the end of that year, if it alone has to
    close it; `cost`, won a year. NaN in a year with a gap before the programme starts. `seats_full`
    and `cost_full`, (draw, programme): by the last year, with the jobs if all land were taken then.
    """
    options = current_programmes.where(lambda row: row.status == "option")
    years = talent_balance["year"].values
    known = {str(one) for one in talent_balance["occupation"].values}
    chosen = [row for row in options if row.occupation in known]
    shape = (draws.size, len(chosen), years.size)
    seats, cost = np.empty(shape), np.empty(shape)
    full, full_cost = np.empty(shape[:2]), np.empty(shape[:2])
    for k, row in enumerate(chosen):
        here = {"occupation": row.occupation}
        of = talent_balance.sel(here).transpose("draw", "year")
        leaving = leaving_rates.sel(here).transpose("draw", "year").values
        completion, placement = _yield(row, options)
        begins = int(np.searchsorted(years, row.from_year))
        closed = inflow_to_close(of["gap"].values, leaving, begins)
        seats[:, k] = seats_to_place(closed, completion[:, None], placement[:, None])
        lacking = of["gap_full"].values
        unknown = np.isnan(lacking)
        gaps = np.zeros((draws.size, years.size))
        gaps[:, -1] = np.nan_to_num(lacking)
        last = inflow_to_close(gaps, leaving, begins)[:, -1]
        full[:, k] = np.where(unknown, np.nan, seats_to_place(last, completion, placement))
        each = options.draws_of(row, "cost_per_seat_krw")
        cost[:, k], full_cost[:, k] = seats[:, k] * each[:, None], full[:, k] * each
    names = [row.id for row in chosen]
    found = {
        "seats": (seats, "seats"), "cost": (cost, "krw"),
        "seats_full": (full, "seats"), "cost_full": (full_cost, "krw"),
    }  # fmt: skip
    dims = ("draw", "programme", "year")
    return xr.Dataset(
        {name: (dims[: one.ndim], one, {"units": unit}) for name, (one, unit) in found.items()},
        coords={"draw": draws.index, "programme": names, "year": years},
    )


@over_draws()
def training_outlook(training_need: xr.Dataset) -> xr.Dataset:
    """Return what each programme that is an option would have to be, (programme, year).

    `seats` a year and `cost`, won a year: means with 5 and 95 % quantiles (`seats_low`, ...) among
    the runs in which they are known; `needed`, the share of runs in which any seat is needed, among
    the same. The same with `_full`, (programme), if all land were taken by the last year.
    """
    found = {}
    for name in ("seats", "cost", "seats_full", "cost_full"):
        array = training_need[name].transpose("draw", "programme", ...)
        unit, dims = array.attrs["units"], array.dims[1:]
        ends = {
            "": mean_among(array.values),
            "_low": quantile_among(array.values, 0.05),
            "_high": quantile_among(array.values, 0.95),
        }
        found |= {f"{name}{end}": (dims, one, {"units": unit}) for end, one in ends.items()}
    for end in ("", "_full"):
        array = training_need[f"seats{end}"].transpose("draw", "programme", ...)
        any_seat = np.where(np.isnan(array.values), np.nan, array.values > 0)
        found[f"needed{end}"] = (array.dims[1:], mean_among(any_seat), {"units": "1"})
    coords = {name: training_need[name].values for name in ("programme", "year")}
    return xr.Dataset(found, coords=coords)


def _yield(
    row: TrainingProgramme, table: Table[TrainingProgramme]
) -> tuple[np.ndarray, np.ndarray]:
    """Return the share that completes, and that of these who take up such work in the place."""
    placement = table.draws_of(row, "placement")
    if row.share_here is not None:
        placement = placement * table.draws_of(row, "share_here")
    return table.draws_of(row, "completion"), placement
