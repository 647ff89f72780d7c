"""Trials as the measures need them: beliefs about centres, times to targets, days of counts."""

from __future__ import annotations

from datetime import date

import numpy as np
import xarray as xr

from songi.methods import recruitment as method
from songi.study.schema.trials import Enrolment, Trial, TrialCentre
from songi.study.streams import DrawBlock
from songi.study.table import Table

DAYS_PER_MONTH = 30.4375
HORIZON = 120.0
"""Months after which a trial counts as never reaching its target."""


def belief(
    centres: Table[TrialCentre], row: TrialCentre, trials: Table[Trial]
) -> method.Rates:  # fmt: skip
    """Return what is believed of a centre's rate of eligible patients, each shape (draws,)."""
    trial = trials.get(row.trial)
    eligible = trials.draws_of(trial, "eligible")
    mean = centres.draws_of(row, "rate_per_month") * np.where(np.isnan(eligible), 1.0, eligible)
    return method.Rates(method.shape_of(trials.draws_of(trial, "rate_variation")), mean)


def by_centre(
    columns: list[tuple[np.ndarray, np.ndarray]], centres: Table[TrialCentre], draws: DrawBlock
) -> xr.Dataset:
    """Return rates and openings as a result, dimensions (draw, trial_centre)."""
    coords = {"draw": draws.index, "trial_centre": [*centres.ids]}
    told = {"rate": "per_month", "opens": "months"}
    return xr.Dataset(
        {
            name: (
                ("draw", "trial_centre"),
                np.stack([one[k] for one in columns], axis=1),
                {"units": unit},
            )
            for k, (name, unit) in enumerate(told.items())
        },
        coords=coords,
    )


def of_trial(
    rates: xr.Dataset, centres: Table[TrialCentre], trial: str
) -> tuple[np.ndarray, np.ndarray]:
    """Return rates and openings of the centres that take part, each (draws, centres)."""
    mine = [row.id for row in centres if row.trial == trial and row.role == "taking_part"]
    part = rates.sel(trial_centre=mine)
    rate, opens = (part[name].transpose("draw", "trial_centre") for name in ("rate", "opens"))
    return rate.values, opens.values


def times_of(
    rates: xr.Dataset,
    centres: Table[TrialCentre],
    wanted: dict[str, np.ndarray],
    ends: dict[str, float],
    draws: DrawBlock,
    stream: str,
) -> xr.Dataset:
    """Return months to the targets of trials and the chance to be in time, (draw, trial)."""
    units = {
        "months": "months", "chance": "1", "work": "score", "target": "persons",
        "deadline": "months",
    }  # fmt: skip
    found: dict[str, list[np.ndarray]] = {name: [] for name in units}
    for trial, target in wanted.items():
        rate, opens = of_trial(rates, centres, trial)
        if rate.shape[1] == 0:
            rate = opens = np.zeros((draws.size, 1))
        work = method.clock(target, draws.noise(stream, trial))
        months = np.where(target > 0, method.time_to(work, rate, opens), 0.0)
        end = np.full(draws.size, ends[trial])
        found["months"].append(np.where(months <= HORIZON, months, np.nan))
        found["chance"].append(method.chance_in_time(target, rate, opens, end))
        found["work"].append(work)
        found["target"].append(target)
        found["deadline"].append(end)
    return xr.Dataset(
        {
            name: (("draw", "trial"), np.stack(columns, axis=1), {"units": units[name]})
            for name, columns in found.items()
        },
        coords={"draw": draws.index, "trial": [*wanted]},
    )


def forecast_of(times: xr.Dataset) -> xr.Dataset:
    """Return quantiles of the months and shares of runs, dimension (trial)."""
    months = times["months"].fillna(np.inf).transpose("draw", "trial").values
    parts = np.quantile(months, [0.05, 0.5, 0.95], axis=0, method="inverted_cdf")
    found = {
        name: ("trial", parts[k], {"units": "months"})
        for k, name in enumerate(("q05", "q50", "q95"))
    }
    found["in_time"] = ("trial", times["chance"].mean("draw").values, {"units": "1"})
    found["ever"] = ("trial", np.isfinite(months).mean(axis=0), {"units": "1"})
    found["target"] = ("trial", times["target"].mean("draw").values, {"units": "persons"})
    found["deadline"] = ("trial", times["deadline"].mean("draw").values, {"units": "months"})
    return xr.Dataset(found, coords={"trial": times["trial"].values})


def days_of_count(
    counts: Table[Enrolment], centres: Table[TrialCentre]
) -> dict[str, date]:  # fmt: skip
    """Return the day of the last count of each trial that has one."""
    of_centre = {row.id: row.trial for row in centres}
    days: dict[str, date] = {}
    for row in counts:
        trial = of_centre[row.trial_centre]
        days[trial] = max(row.counted_on, days.get(trial, row.counted_on))
    return days


def months_between(since: date, until: date) -> float:
    """Return the months from one day to another; negative where the second comes first."""
    return (until - since).days / DAYS_PER_MONTH
