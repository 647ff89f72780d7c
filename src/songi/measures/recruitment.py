"""Patients for trials, by their plan: how long it takes, and whether it is in time."""

from __future__ import annotations

import numpy as np
import xarray as xr

from songi.measures.kind import once, over_draws, per_draw
from songi.methods import recruitment as method
from songi.study.as_of import known_at
from songi.study.schema.trials import Trial, TrialCentre
from songi.study.streams import DrawBlock
from songi.study.table import Table
from songi.study.trials import belief, by_centre, forecast_of, months_between, of_trial, times_of

MONTHS = 60
"""How many months ahead the curve of patients is told."""


@once()
def current_trials(trials: Table[Trial]) -> Table[Trial]:
    """Return the trials, of each the version known last."""
    return known_at(trials, None)


@once()
def current_centres(
    trial_centres: Table[TrialCentre], current_trials: Table[Trial]
) -> Table[TrialCentre]:
    """Return the centres of these trials, of each the version known last."""
    return known_at(trial_centres, None).where(lambda row: row.trial in current_trials.ids)


@per_draw(separable=("trial_centre",))
def centre_rates(
    current_centres: Table[TrialCentre], current_trials: Table[Trial], draws: DrawBlock
) -> xr.Dataset:
    """Return eligible patients a month and the month of opening, dimensions (draw, trial_centre).

    `rate`: a centre's own, gamma around what is expected of one like it, nought in the draws in
    which it is not approved. `opens`: months from the trial's start.
    """
    columns = []
    for row in current_centres:
        rates = belief(current_centres, row, current_trials)
        pace = method.sampled(rates, draws.generator("centre_rates", row.id))
        approved = draws.noise("centre_approval", row.id) < current_centres.draws_of(
            row, "approval"
        )
        columns.append((pace * approved, current_centres.draws_of(row, "opening_months")))
    return by_centre(columns, current_centres, draws)


@per_draw(separable=("trial",))
def recruitment_times(
    centre_rates: xr.Dataset,
    current_centres: Table[TrialCentre],
    current_trials: Table[Trial],
    draws: DrawBlock,
) -> xr.Dataset:
    """Return how long each trial recruits by its plan, dimensions (draw, trial).

    `months` from its start to its target, NaN where it is not reached within the horizon; `chance`
    to reach it by the deadline at that draw's rates; `work`, the target on the clock of the
    process, by which draws are the same with and without a centre; `target`; `deadline`, months.
    """
    ends = {row.id: months_between(row.opens_on, row.deadline) for row in current_trials}
    wanted = {row.id: current_trials.draws_of(row, "target_patients") for row in current_trials}
    return times_of(centre_rates, current_centres, wanted, ends, draws, "recruitment_times")


@per_draw(separable=("trial",), summary_only=True)
def recruitment_curve(
    centre_rates: xr.Dataset,
    current_centres: Table[TrialCentre],
    current_trials: Table[Trial],
    draws: DrawBlock,
) -> xr.DataArray:
    """Return patients recruited by each month of the plan, dimensions (draw, trial, month).

    A path of the process in each draw, until the target is reached.
    """
    months = np.arange(MONTHS + 1)
    found = []
    for row in current_trials:
        rate, opens = of_trial(centre_rates, current_centres, row.id)
        if rate.shape[1] == 0:
            found.append(np.zeros((draws.size, months.size)))
            continue
        mean = method.expected_patients(rate, opens, months)
        steps = draws.generator("recruitment_curve", row.id).poisson(np.diff(mean, axis=-1))
        path = np.concatenate([np.zeros((draws.size, 1)), steps.cumsum(axis=-1)], axis=-1)
        target = current_trials.draws_of(row, "target_patients")
        found.append(np.minimum(path, target[:, None]))
    coords = {"draw": draws.index, "trial": [*current_trials.ids], "month": months}
    values = np.stack(found, axis=1) if found else np.empty((draws.size, 0, months.size))
    result = xr.DataArray(values, dims=("draw", "trial", "month"), coords=coords)
    return result.assign_attrs(units="persons", long_name="patients recruited")


@over_draws(separable=("trial",))
def recruitment_forecast(
    recruitment_times: xr.Dataset, recruitment_curve: xr.DataArray
) -> xr.Dataset:
    """Return the forecast of each trial by its plan, dimension (trial).

    `q05`, `q50`, `q95`: months to the target, infinite where so many draws do not reach it;
    `in_time`, the share of runs that reach it by the deadline; `ever`, within the horizon;
    `target`, mean; `deadline`, months. (trial, month): patients recruited, `patients` (mean) with
    `patients_low` and `patients_high`.
    """
    found = forecast_of(recruitment_times)
    spread = {"": recruitment_curve.mean("draw", skipna=False)}
    for end, share in (("_low", 0.05), ("_high", 0.95)):
        spread[end] = recruitment_curve.quantile(share, "draw", skipna=False).drop_vars("quantile")
    more = {f"patients{end}": one.assign_attrs(units="persons") for end, one in spread.items()}
    return found.assign(more)
