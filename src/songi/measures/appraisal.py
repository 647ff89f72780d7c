"""Which appraisal a project has to pass, whether it has to pass again, and by which weights."""

from __future__ import annotations

from datetime import date
from typing import get_args

import numpy as np
import xarray as xr

from songi.measures.kind import once, over_draws, per_draw
from songi.methods.weights import within_ranges
from songi.study.appraisal import cost_range, rules_on, state_range, verdict
from songi.study.as_of import known_at
from songi.study.schema.appraisal import (
    AHP_WEIGHTS,
    AppraisalArea,
    AppraisalParameter,
    AppraisalRegime,
    AppraisedProject,
)
from songi.study.schema.money import Cost
from songi.study.schema.projects import Finance, Project
from songi.study.streams import DrawBlock
from songi.study.table import Table

AREAS: tuple[AppraisalArea, ...] = get_args(AppraisalArea)

POINTS = 100.0
"""Weights of the headings are points of a hundred."""


@once()
def current_appraisal_regimes(appraisal_regimes: Table[AppraisalRegime]) -> Table[AppraisalRegime]:
    """Return the gates as they are known."""
    return known_at(appraisal_regimes, None)


@once()
def current_appraisals(
    appraised_projects: Table[AppraisedProject], current_projects: Table[Project]
) -> Table[AppraisedProject]:
    """Return the appraisals passed by the projects, as they are known."""
    return known_at(appraised_projects, None).where(lambda row: row.project in current_projects.ids)


@once()
def appraisal_gates(
    current_appraisal_regimes: Table[AppraisalRegime],
    current_projects: Table[Project],
    costs: Table[Cost],
    reference_day: date,
    current_financing: Table[Finance] | None = None,
    current_appraisals: Table[AppraisedProject] | None = None,
) -> xr.Dataset:
    """Return which gate asks for which project, dimensions (project, appraisal_regime).

    By the rule in force on the day the project starts, or on the reference day if that is earlier:
    nobody knows later rules. `verdict`: `passed`; `applies`; `unclear`, where cost or the state's
    money may lie on either side of a threshold, or the reading of the law is not certain;
    `not_asked`; `not_in_force`. `reason`, what decides: `date`, `applicant`, `kind`, `cost`,
    `state`, `reading`, `all` that is asked, or `record` of having passed (`assumed` where that is
    only supposed). A project passes a gate by its record whatever the rule would say.
    """
    passed = {(row.project, row.regime): row.basis for row in current_appraisals or ()}
    known = known_at(costs, None)
    verdicts, reasons = [], []
    for project in current_projects:
        cost = cost_range(known, project.id)
        state = state_range(current_financing, project.id, cost)
        day = min(project.starts_on, reference_day)
        found = [
            ("passed", "assumed" if passed[project.id, rule.id] == "assumed" else "record")
            if (project.id, rule.id) in passed
            else verdict(rule, project, cost, state, day)
            for rule in current_appraisal_regimes
        ]
        verdicts.append([one for one, _ in found])
        reasons.append([why for _, why in found])
    dims = ("project", "appraisal_regime")
    shape = (len(current_projects), len(current_appraisal_regimes))
    return xr.Dataset(
        {
            name: (dims, np.array(values, dtype=str).reshape(shape), {"units": "1"})
            for name, values in (("verdict", verdicts), ("reason", reasons))
        },
        coords={
            "project": [*current_projects.ids],
            "appraisal_regime": [*current_appraisal_regimes.ids],
        },
    )


@per_draw()
def since_appraisal(
    current_appraisals: Table[AppraisedProject],
    project_cost: xr.DataArray,
    project_opening: xr.DataArray,
) -> xr.Dataset:
    """Return how far each project has moved from what was appraised, (draw, appraised_project).

    `growth`, the cost it comes to over the cost appraised, less one; `delay`, months from the end
    of the year in which it was then to be finished to its opening.
    """
    shape = (project_cost.sizes["draw"], len(current_appraisals))
    growth, delay = np.full(shape, np.nan), np.full(shape, np.nan)
    for k, row in enumerate(current_appraisals):
        before = current_appraisals.draws_of(row, "cost_krw")
        now = project_cost.sel(project=row.project).values
        growth[:, k] = np.divide(now, before, out=np.full(len(now), np.nan), where=before > 0) - 1.0
        planned = current_appraisals.draws_of(row, "completion_year") + 1.0
        opens = project_opening.sel(project=row.project).values
        delay[:, k] = 12.0 * (opens - planned)
    dims = ("draw", "appraised_project")
    return xr.Dataset(
        {"growth": (dims, growth, {"units": "1"}), "delay": (dims, delay, {"units": "months"})},
        coords={
            "draw": project_cost["draw"].values,
            "appraised_project": [*current_appraisals.ids],
        },
    )


@over_draws()
def review_triggers(
    since_appraisal: xr.Dataset,
    current_appraisals: Table[AppraisedProject],
    current_appraisal_regimes: Table[AppraisalRegime],
    reference_day: date,
) -> xr.Dataset:
    """Return in which share of the runs a project has to be appraised again, (appraised_project).

    By the rule of the same gate in force on the reference day that the cost of the appraisal falls
    under. `by_cost` and `by_delay`, the share in which the one calls for it, `either`; what calls
    for it, `growth_limit` and `delay_limit` (months); `growth` and `delay`, means, with 5 and 95 %
    quantiles (`growth_low`, `growth_high`, `delay_low`, `delay_high`). NaN where the rule is not
    known.
    """
    limits = [_limits(row, current_appraisal_regimes, reference_day) for row in current_appraisals]
    growth_limit, delay_limit = np.array(limits, dtype=float).reshape(-1, 2).T
    growth = since_appraisal["growth"].transpose("draw", "appraised_project").values
    delay = since_appraisal["delay"].transpose("draw", "appraised_project").values
    grown, late = growth >= growth_limit, delay >= delay_limit
    neither = np.isnan(growth_limit) & np.isnan(delay_limit)
    found = {
        "by_cost": (np.where(np.isnan(growth_limit), np.nan, grown.mean(axis=0)), "1"),
        "by_delay": (np.where(np.isnan(delay_limit), np.nan, late.mean(axis=0)), "1"),
        "either": (np.where(neither, np.nan, (grown | late).mean(axis=0)), "1"),
        "growth_limit": (growth_limit, "1"),
        "delay_limit": (delay_limit, "months"),
    }
    for name, values, units in (("growth", growth, "1"), ("delay", delay, "months")):
        found[name] = (values.mean(axis=0), units)
        for end, level in (("low", 0.05), ("high", 0.95)):
            found[f"{name}_{end}"] = (np.quantile(values, level, axis=0), units)
    return xr.Dataset(
        {
            name: (("appraised_project",), one, {"units": unit})
            for name, (one, unit) in found.items()
        },
        coords={"appraised_project": [*current_appraisals.ids]},
    )


@per_draw()
def appraisal_weights(
    appraisal_parameters: Table[AppraisalParameter], reference_day: date, draws: DrawBlock
) -> xr.DataArray:
    """Return weights of the headings of the preliminary feasibility study, as shares of one.

    Dimensions (draw, appraisal_area, heading): drawn uniformly among those within the ranges that
    the rule in force allows and that add up to one. NaN for a heading that an area does not have.
    They belong to that study alone: nothing else that songi computes uses them.
    """
    table = rules_on(known_at(appraisal_parameters, None), reference_day)
    values = np.full((draws.size, len(AREAS), len(AHP_WEIGHTS)), np.nan)
    for a, area in enumerate(AREAS):
        rows = [
            (h, row)
            for h, heading in enumerate(AHP_WEIGHTS)
            for row in table
            if row.parameter == heading and row.area in {None, area}
        ]
        if not rows:
            continue
        ends = np.array([row.value.ends for _, row in rows]) / POINTS
        generator = draws.generator("appraisal_weights", area)
        drawn = within_ranges(ends[:, 0], ends[:, 1], draws.size, generator)
        for column, (h, _) in enumerate(rows):
            values[:, a, h] = drawn[:, column]
    coords = {"draw": draws.index, "appraisal_area": [*AREAS], "heading": [*AHP_WEIGHTS]}
    result = xr.DataArray(values, dims=("draw", "appraisal_area", "heading"), coords=coords)
    return result.assign_attrs(units="1", long_name="weights of the headings")


def _limits(
    row: AppraisedProject, regimes: Table[AppraisalRegime], day: date
) -> tuple[float, float]:
    """Return growth and delay that call for another appraisal, NaN where no rule says."""
    own = regimes.get(row.regime)
    for rule in rules_on(regimes, day):
        same = rule.gate == own.gate and rule.from_cost_krw == own.from_cost_krw
        if same and (rule.review_cost_growth or rule.review_delay_years):
            return rule.review_cost_growth or np.nan, 12.0 * (rule.review_delay_years or np.nan)
    return np.nan, np.nan
