"""Were the promises kept: by each obligation, and promised against realised by year."""

from __future__ import annotations

from datetime import date

import numpy as np
import xarray as xr

from songi.measures.kind import once, over_draws, per_draw
from songi.study.as_of import known_at
from songi.study.schema.firms import Event, Fulfilment, Obligation
from songi.study.schema.land import SaleOutcome
from songi.study.table import Table

MET, NOT_DUE, DUE_SOON, AT_RISK, OVERDUE, UNDATED = (
    "met", "not_due", "due_soon", "at_risk", "overdue", "undated",
)  # fmt: skip

STATUSES = (OVERDUE, AT_RISK, DUE_SOON, NOT_DUE, UNDATED, MET)
"""How an obligation stands, the most urgent first."""

SOON_DAYS = 180
"""What falls due within half a year is due soon."""

BEHIND = 0.1
"""An obligation is at risk if it lags a straight line to its due day by more than this share."""

GRADUAL = frozenset({"finish", "investment", "jobs", "contribution", "subsidy"})
"""Kinds of obligation that are fulfilled bit by bit."""


@once()
def reference_day(
    as_of: date | None,
    events: Table[Event] | None = None,
    fulfilments: Table[Fulfilment] | None = None,
    sale_outcomes: Table[SaleOutcome] | None = None,
) -> date:
    """Return the day on which the land chain stands: the as-of day, or the last one known of.

    songi has no clock: without an as-of day it is the latest day on which an event, a sale or the
    keeping of a promise became known, and the end of 1999 where there is none.
    """
    if as_of is not None:
        return as_of
    tables = (events, fulfilments, sale_outcomes)
    days = [row.known_from for table in tables for row in table or () if row.known_from]
    return max(days, default=date(1999, 12, 31))


@once()
def current_obligations(obligations: Table[Obligation]) -> Table[Obligation]:
    """Return the obligations as they are known; a due day that was put off is the later version."""
    return known_at(obligations, None)


@per_draw(separable=("obligation",))
def obligation_progress(
    current_obligations: Table[Obligation], fulfilments: Table[Fulfilment] | None = None
) -> xr.DataArray:
    """Return which share of each promise was kept by the last day told of, (draw, obligation).

    What was done over what was promised, or done or not (1 or 0) where no amount was promised;
    nought where nothing is told.
    """
    bound = current_obligations
    columns = []
    for row in bound:
        done = _latest(fulfilments, row.id)
        if fulfilments is None or done is None:
            columns.append(np.zeros(bound.draws_of(row, "promised").size))
            continue
        promised = np.ones(1) if row.promised is None else bound.draws_of(row, "promised")
        columns.append(fulfilments.draws_of(done, "actual") / np.maximum(promised, 1e-12))
    index = np.arange(1) if bound.block is None else bound.block.index
    values = np.stack([np.broadcast_to(column, index.shape) for column in columns], axis=1)
    coords = {"draw": index, "obligation": [*bound.ids]}
    result = xr.DataArray(values, dims=("draw", "obligation"), coords=coords)
    return result.assign_attrs(units="1", long_name="share kept")


@over_draws(separable=("obligation",))
def obligation_status(
    current_obligations: Table[Obligation],
    obligation_progress: xr.DataArray,
    obligations: Table[Obligation],
    reference_day: date,
) -> xr.Dataset:
    """Return how each obligation stands on the reference day, dimension (obligation).

    `status`: `met`; `overdue`; `at_risk`, which lags a straight line from the day it was promised
    to the day it is due by more than a tenth; `due_soon`, within half a year; `not_due`; `undated`
    where its day hangs on another event. `kept`, the mean share kept; `expected`, where the
    straight line stands; `days_left`, negative when overdue; `days_put_off`, by how much the due
    day was moved since it was first promised.
    """
    kept = obligation_progress.mean("draw", skipna=False)
    records = []
    for row in current_obligations:
        versions = [one for one in obligations if one.id == row.id]
        share = float(kept.sel(obligation=row.id))
        records.append(_standing(row, versions, share, reference_day))
    names = ("status", "kept", "expected", "days_left", "days_put_off")
    units = ("1", "1", "1", "days", "days")
    columns = zip(*records, strict=True)
    return xr.Dataset(
        {
            name: (("obligation",), np.array(column), {"units": unit})
            for name, unit, column in zip(names, units, columns, strict=True)
        },
        coords={"obligation": [*current_obligations.ids]},
    )


@per_draw(separable=("obligation",))
def realised_by_year(
    current_obligations: Table[Obligation], fulfilments: Table[Fulfilment]
) -> xr.Dataset:
    """Return promised against realised by year, dimensions (draw, obligation, year).

    Of obligations that name an amount: `promised`, the amount, from the year in which it is due
    on; `realised`, what was told of as done by the end of the year, NaN before anything was told.
    """
    amounts = current_obligations.where(lambda row: row.promised is not None)
    told = known_at(fulfilments, None).where(lambda row: row.obligation in set(amounts.ids))
    years = _years(amounts, told)
    index = np.arange(1) if fulfilments.block is None else fulfilments.block.index
    shape = (index.size, len(amounts), len(years))
    promised, realised = np.zeros(shape), np.full(shape, np.nan)
    for k, row in enumerate(amounts):
        drawn = amounts.draws_of(row, "promised")[:, None]
        due = np.inf if row.due is None else row.due.year
        promised[:, k] = np.where(np.array(years) >= due, drawn, 0.0)
        for one in sorted((t for t in told if t.obligation == row.id), key=lambda t: t.on):
            after = np.array(years) >= one.on.year
            realised[:, k, after] = fulfilments.draws_of(one, "actual")[:, None]
    coords = {"draw": index, "obligation": [*amounts.ids], "year": years}
    dims = ("draw", "obligation", "year")
    return xr.Dataset(
        {
            "promised": (dims, promised, {"units": "mixed"}),
            "realised": (dims, realised, {"units": "mixed"}),
        },
        coords=coords,
    )


def _latest(fulfilments: Table[Fulfilment] | None, obligation: str) -> Fulfilment | None:
    """Return the last told state of an obligation."""
    known = () if fulfilments is None else known_at(fulfilments, None)
    states = [row for row in known if row.obligation == obligation]
    return max(states, key=lambda row: row.on, default=None)


def _years(amounts: Table[Obligation], told: Table[Fulfilment]) -> list[int]:
    named = [row.due.year for row in amounts if row.due] + [row.on.year for row in told]
    return list(range(min(named), max(named) + 1)) if named else []


def _standing(
    row: Obligation, versions: list[Obligation], kept: float, day: date
) -> tuple[str, float, float, float, float]:
    """Return status, share kept, share expected, days left and days put off."""
    if row.due is None:
        return (MET if kept >= 1 else UNDATED), kept, np.nan, np.nan, np.nan
    left = (row.due - day).days
    dated = [one for one in versions if one.known_from and one.due]
    first = min(dated, key=lambda one: one.known_from or date.max, default=row)
    put_off = float((row.due - (first.due or row.due)).days)
    begun = first.known_from
    expected = np.nan
    if begun is not None and begun < row.due:
        expected = min(max((day - begun).days / (row.due - begun).days, 0.0), 1.0)
    return _status(row, kept, expected, left), kept, expected, float(left), put_off


def _status(row: Obligation, kept: float, expected: float, left: int) -> str:
    if kept >= 1:
        return MET
    if left < 0:
        return OVERDUE
    if row.kind in GRADUAL and expected - kept > BEHIND:
        return AT_RISK
    return DUE_SOON if left <= SOON_DAYS else NOT_DUE
