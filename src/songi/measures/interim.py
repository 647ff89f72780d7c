"""Trials that are under way: forecasts from what was counted, and which centres to add."""

from __future__ import annotations

import numpy as np
import xarray as xr

from songi.measures.kind import once, over_draws, per_draw
from songi.methods import recruitment as method
from songi.study.as_of import known_at
from songi.study.schema.trials import Enrolment, Trial, TrialCentre
from songi.study.streams import DrawBlock
from songi.study.table import Table
from songi.study.trials import (
    HORIZON,
    belief,
    by_centre,
    days_of_count,
    forecast_of,
    months_between,
    times_of,
)


@once()
def last_counts(
    enrolments: Table[Enrolment], current_centres: Table[TrialCentre]
) -> Table[Enrolment]:
    """Return the last interim count of each centre that has one."""
    counts = [row for row in known_at(enrolments, None) if row.trial_centre in current_centres.ids]
    latest = {row.trial_centre: row for row in sorted(counts, key=lambda row: row.counted_on)}
    kept = set(map(id, latest.values()))
    return known_at(enrolments, None).where(lambda row: id(row) in kept)


@per_draw(separable=("trial_centre",))
def interim_rates(
    last_counts: Table[Enrolment],
    current_centres: Table[TrialCentre],
    current_trials: Table[Trial],
    draws: DrawBlock,
) -> xr.Dataset:
    """Return rates and openings after the interim counts, dimensions (draw, trial_centre).

    As `centre_rates`, each centre's rate updated by its own count, months from the day of the
    trial's last count. A centre that was counted is approved and open. Only centres of trials that
    have a count.
    """
    counts = {row.trial_centre: row for row in last_counts}
    days = days_of_count(last_counts, current_centres)
    trials = {row.id: row for row in current_trials}
    counted = current_centres.where(lambda row: row.trial in days)
    columns = []
    for row in counted:
        before, count = belief(counted, row, current_trials), counts.get(row.id)
        noise = draws.generator("centre_rates", row.id)
        if count is None:
            passed = months_between(trials[row.trial].opens_on, days[row.trial])
            approved = draws.noise("centre_approval", row.id) < counted.draws_of(row, "approval")
            opens = np.maximum(counted.draws_of(row, "opening_months") - passed, 0.0)
            columns.append((method.sampled(before, noise) * approved, opens))
            continue
        open_for = months_between(count.opened_on, count.counted_on)
        after = method.updated(before, count.patients, open_for)
        columns.append((method.sampled(after, noise), np.zeros(draws.size)))
    return by_centre(columns, counted, draws)


@per_draw()
def interim_times(
    interim_rates: xr.Dataset,
    last_counts: Table[Enrolment],
    current_centres: Table[TrialCentre],
    current_trials: Table[Trial],
    draws: DrawBlock,
) -> xr.Dataset:
    """Return how long each trial still recruits after its interim counts, (draw, trial).

    As `recruitment_times`, months and deadline from the day of the trial's last count, the target
    less the patients counted. Only trials that have a count.
    """
    days = days_of_count(last_counts, current_centres)
    of_centre = {row.id: row.trial for row in current_centres}
    wanted, ends = {}, {}
    for row in current_trials:
        if row.id in days:
            so_far = sum(
                one.patients for one in last_counts if of_centre[one.trial_centre] == row.id
            )
            target = current_trials.draws_of(row, "target_patients")
            wanted[row.id] = np.maximum(target - so_far, 0.0)
            ends[row.id] = max(months_between(days[row.id], row.deadline), 0.0)
    return times_of(interim_rates, current_centres, wanted, ends, draws, "recruitment_times")


@over_draws()
def interim_forecast(interim_times: xr.Dataset) -> xr.Dataset:
    """Return the forecast of each trial after its interim counts, dimension (trial).

    As `recruitment_forecast` without the curve; `target` is what is still to be recruited.
    """
    return forecast_of(interim_times)


@over_draws()
def centre_additions(
    centre_rates: xr.Dataset,
    recruitment_times: xr.Dataset,
    current_centres: Table[TrialCentre],
    interim_rates: xr.Dataset | None = None,
    interim_times: xr.Dataset | None = None,
) -> xr.Dataset:
    """Return which centres to add, one by one, dimension (trial_centre): those that could join.

    `order`, from one on, within its trial: each step takes the centre that gains most months on
    average; `gained`, months on top of those added before; `months`, the mean to the target with
    all of them, draws beyond the horizon counting as it; `in_time`, the share of runs by the
    deadline. From the interim counts where a trial has them.
    """
    found: dict[str, tuple[float, float, float, float]] = {}
    for trial in [str(one) for one in recruitment_times["trial"].values]:
        late = interim_times is not None and trial in interim_times["trial"].values
        rates, times = centre_rates, recruitment_times
        if late and interim_rates is not None and interim_times is not None:
            rates, times = interim_rates, interim_times
        mine = [row for row in current_centres if row.trial == trial]
        if all(row.role == "taking_part" for row in mine):
            continue
        part = rates.sel(trial_centre=[row.id for row in mine])
        mine_times = times.sel(trial=trial)
        steps = method.centres_to_add(
            mine_times["work"].values,
            part["rate"].transpose("draw", "trial_centre").values,
            part["opens"].transpose("draw", "trial_centre").values,
            [row.role == "taking_part" for row in mine],
            mine_times["deadline"].values,
            HORIZON,
        )
        for order, step in enumerate(steps, start=1):
            found[mine[step.centre].id] = (order, step.gained, step.months, step.in_time)
    units = {"order": "rank", "gained": "months", "months": "months", "in_time": "1"}
    columns = zip(*found.values(), strict=True) if found else ([] for _ in units)
    return xr.Dataset(
        {
            name: ("trial_centre", np.array(column, dtype=float), {"units": unit})
            for (name, unit), column in zip(units.items(), columns, strict=True)
        },
        coords={"trial_centre": np.array([*found], dtype=str)},
    )
