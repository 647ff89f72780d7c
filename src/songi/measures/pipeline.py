"""The pipeline of investors: where each stands, and what the team's own record says."""

from __future__ import annotations

from datetime import date

import numpy as np
import xarray as xr

from songi.measures.kind import once, per_draw
from songi.methods import survival
from songi.study.as_of import known_at
from songi.study.histories import furthest_stage, histories, months_between, observed_spells
from songi.study.schema.bid import STRENGTHS
from songi.study.schema.firms import STAGES, ConversionPrior, Event, Investor
from songi.study.table import Table

NOT_MET = "none"
"""Stage of an investor with whom nothing has happened yet."""

LAST_MONTH = 60
"""How many months the record of stages is followed."""


@once()
def pipeline_events(
    events: Table[Event], current_investors: Table[Investor], reference_day: date
) -> Table[Event]:
    """Return what has happened with the investors by the reference day."""
    courted = set(current_investors.ids)
    return known_at(events, None).where(
        lambda row: row.investor in courted and row.happened_on <= reference_day
    )


@once(separable=("investor",))
def pipeline_stages(
    current_investors: Table[Investor],
    reference_day: date,
    pipeline_events: Table[Event] | None = None,
) -> xr.Dataset:
    """Return where each investor stands on the reference day, dimension (investor).

    `stage`, the furthest since it was last lost, `none` before anything happened; `months_silent`,
    since the last event; `months_known`, since the first one; `events`, how many; `members`, how
    many firms the row stands for.
    """
    known = histories(pipeline_events or ())
    records = []
    for investor in current_investors:
        history = known.get(investor.id, [])
        months = [months_between(row.happened_on, reference_day) for row in history]
        stage = furthest_stage(history)
        records.append(
            (
                NOT_MET if stage is None else STAGES[stage],
                min(months, default=np.nan),
                max(months, default=np.nan),
                float(len(history)),
                float(investor.members),
            )
        )
    names = ("stage", "months_silent", "months_known", "events", "members")
    units = ("1", "months", "months", "count", "firms")
    columns = zip(*records, strict=True)
    return xr.Dataset(
        {
            name: (("investor",), np.array(column), {"units": unit})
            for name, unit, column in zip(names, units, columns, strict=True)
        },
        coords={"investor": [*current_investors.ids]},
    )


@once()
def stage_counts(pipeline_stages: xr.Dataset) -> xr.Dataset:
    """Return how many stand at each stage, dimension (stage): `named`, `unnamed`, never added.

    `named` counts investors, `unnamed` the firms behind rows that stand for several.
    """
    stages = pipeline_stages["stage"].values
    members = pipeline_stages["members"].values
    labels = [NOT_MET, *STAGES]
    named = [float(((stages == one) & (members == 1)).sum()) for one in labels]
    unnamed = [float(members[(stages == one) & (members > 1)].sum()) for one in labels]
    return xr.Dataset(
        {
            "named": (("stage",), named, {"units": "count"}),
            "unnamed": (("stage",), unnamed, {"units": "firms"}),
        },
        coords={"stage": labels},
    )


@once()
def pipeline_record(
    land_seekers: Table[Investor],
    pipeline_events: Table[Event],
    reference_day: date,
    conversion_priors: Table[ConversionPrior] | None = None,
) -> xr.Dataset:
    """Return what the team's own record says of each step, dimensions (from_stage, to_stage).

    `steps`, how often it was taken; by stage left, `seen`, investors seen there, `months`, the time
    they spent there together, and `prior_weight`, the weight of the stated belief in what is
    expected of the step: one where nobody was seen to leave. Only investors known by name that may
    want land; a count of letters is no record.
    """
    spells = observed_spells(land_seekers, pipeline_events, reference_day)
    seen = survival.exposure_and_counts(spells)
    worth = np.zeros(len(STAGES))
    for row in () if conversion_priors is None else known_at(conversion_priors, None):
        worth[STAGES.index(row.from_stage)] = row.worth
    left, unstated = seen.counts.sum(axis=1), np.full(len(STAGES), np.nan)
    weight = np.divide(worth, worth + left, out=unstated, where=worth > 0)
    by_stage = {
        "seen": (seen.subjects, "count"),
        "months": (seen.time, "months"),
        "prior_weight": (weight, "1"),
    }
    variables = {
        name: (("from_stage",), values, {"units": unit})
        for name, (values, unit) in by_stage.items()
    }
    return xr.Dataset(
        {"steps": (("from_stage", "to_stage"), seen.counts, {"units": "count"}), **variables},
        coords={"from_stage": [*STAGES], "to_stage": [*STAGES]},
    )


@once()
def stage_durations(
    land_seekers: Table[Investor], pipeline_events: Table[Event], reference_day: date
) -> xr.Dataset:
    """Return how long investors stay at a stage, dimensions (stage, month): Kaplan and Meier.

    `staying`, the share still there after so many months, with its 95 % interval `low`, `high`;
    `at_risk`, how many were watched then. NaN for a stage at which nobody was seen.
    """
    spells = observed_spells(land_seekers, pipeline_events, reference_day)
    months = np.arange(LAST_MONTH + 1.0)
    shape = (len(STAGES), months.size)
    found = {name: np.full(shape, np.nan) for name in ("staying", "low", "high")}
    found["at_risk"] = np.zeros(shape)
    for code in range(len(STAGES)):
        mine = spells.origin == code
        if not mine.any():
            continue
        times = spells.left[mine] - spells.entered[mine]
        ended = spells.destination[mine] != survival.CENSORED
        curve = survival.kaplan_meier(times, ended)
        at = np.searchsorted(curve.times, months, side="right") - 1
        for name, values, start in (
            ("staying", curve.survival, 1.0), ("low", curve.low, 1.0), ("high", curve.high, 1.0),
        ):  # fmt: skip
            found[name][code] = np.where(at >= 0, values[np.maximum(at, 0)], start)
        found["at_risk"][code] = (times[:, None] >= months).sum(axis=0)
    return xr.Dataset(
        {
            name: (("stage", "month"), values, {"units": "count" if name == "at_risk" else "1"})
            for name, values in found.items()
        },
        coords={"stage": [*STAGES], "month": months.astype(int)},
    )


@per_draw(separable=("investor",))
def pledged_investment(
    pipeline_events: Table[Event], current_investors: Table[Investor]
) -> xr.DataArray:
    """Return what each named last at each strength, won, (draw, investor, strength).

    Amounts of different strength are never added; NaN where none was named.
    """
    index = np.arange(1) if pipeline_events.block is None else pipeline_events.block.index
    shape = (index.size, len(current_investors), len(STRENGTHS))
    values = np.full(shape, np.nan)
    known = histories(pipeline_events)
    for k, investor in enumerate(current_investors.ids):
        for row in known.get(investor, []):
            if row.amount_krw is not None and row.strength is not None:
                at = STRENGTHS.index(row.strength)
                values[:, k, at] = pipeline_events.draws_of(row, "amount_krw")
    coords = {"draw": index, "investor": [*current_investors.ids], "strength": [*STRENGTHS]}
    result = xr.DataArray(values, dims=("draw", "investor", "strength"), coords=coords)
    return result.assign_attrs(units="krw", long_name="investment named")
