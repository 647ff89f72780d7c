"""Switching values: how far an input must go before a project just pays, and what moves it most."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import xarray as xr
from scipy.stats import rankdata

from songi.experiments.evaluate import Evaluation, evaluate
from songi.experiments.registry import experiment
from songi.measures.economic import ALL_VIEWS
from songi.methods.checks import FloatArray
from songi.study.as_of import known_at
from songi.study.schema.base import Row
from songi.study.schema.cells import Bounds
from songi.study.settings import Change
from songi.study.streams import DrawBlock
from songi.study.table import Table

OF_PROJECT = ("costs", "guarantees", "planned_sales", "space_programme", "benefits", "financing")
"""Tables whose rows belong to a project; a column of its rows moves together."""

OF_LAND = ("sale_rounds", "market_parameters", "investors", "competing_supply")
"""Tables that move what the project that develops the land sells."""

TOGETHER = frozenset({*OF_PROJECT, "investors", "competing_supply"})
"""Tables of which a column of all rows moves together: storeys, investors, nearby land."""

MADE_TO_ADD_UP = frozenset({("benefits", "share_of_tenants")})
"""Columns that are made to add up to one: moved together they move nothing."""

MOST = 10
"""Inputs told of each project."""

DRAWS = 400
"""Draws on which the dataflow runs again: what a change does is seen on few, as they are the
same."""

LOW, HIGH = 0.05, 0.95
SEARCHES = 4

REACH = 3.0
"""Beyond so many widths of its range a straight line says nothing of an input."""

CLOSE = 0.005
"""A mean within this share of the swing counts as nought."""

RESULT = "project_appraisal"


@dataclass(frozen=True)
class Driver:
    """An uncertain cell, or a column of cells that move together, of one project.

    Attributes:
        project: the project that it moves.
        table: their table.
        column: their column.
        rows: ids and the cells' rows.
        name: label of the result.
    """

    project: str
    table: str
    column: str
    rows: tuple[Row, ...]
    name: str

    def cells_at(self, share: float) -> list[float]:
        """Return the cells at a quantile of each."""
        u = np.array([share])
        return [float(row.quantities()[self.column].quantile(u)[0]) for row in self.rows]

    def value_at(self, share: float) -> float:
        """Return the mean of the cells at a quantile of each."""
        return float(np.mean(self.cells_at(share)))

    def changes(self, share: float) -> list[Change]:
        """Return the changes that set the cells to a quantile of each."""
        return [
            Change(table=self.table, id=row.row_id, column=self.column, value=value)
            for row, value in zip(self.rows, self.cells_at(share), strict=True)
        ]


@experiment(
    needs=(RESULT, "projects", "costs"),
    uses=tuple(name for name in (*OF_PROJECT, *OF_LAND) if name != "costs"),
)
def switching_values(evaluation: Evaluation) -> xr.Dataset:
    """Return which inputs move each project's present value most, and where it would be nought.

    Of each project the ten inputs whose draws go most with its present value over the run; an input
    is an uncertain cell, or a column of a project's rows (the rents of all storeys), each at the
    same quantile of its own range. The rest stays as it is: the dataflow runs again on the first
    draws of the run (`draws`) with the input at its 5 and at its 95 % quantile.

    Dimensions (driver, view): `low` and `high`, mean present value then, won; `switching_value`, at
    which the mean present value is nought and benefits equal costs, in the input's own unit;
    `inside`, 1 where that lies within the input's range, sought there, and 0 up to three widths
    beyond it, where it is carried on in a straight line; NaN where it lies further off, the input
    could never be so, or moves nothing. By
    driver: `value_low`, `value_high`, `value_now`, means of its cells at 5, 95 and 50 %; its
    `project`, `unit`, `table`, `column` and `cells`, how many move together. By (project, view):
    `base`, the mean present value as it stands, won. The greatest swing of a project first.
    """
    draws = min(DRAWS, evaluation.draws)
    names = [str(one) for one in evaluation.values[RESULT]["project"].values]
    chosen = {name: _chosen(evaluation, name) for name in names}
    again = _Again(evaluation, draws)
    found = list(_told(again, chosen))
    found.sort(key=lambda one: (names.index(one[0].project), -one[1]["swing"]))
    drivers = [driver for driver, _ in found]
    by_view = {
        name: (("driver", "view"), np.array([numbers[name] for _, numbers in found]).reshape(
            len(found), len(ALL_VIEWS)), {"units": unit})
        for name, unit in (("low", "krw"), ("high", "krw"), ("switching_value", "mixed"),
                           ("inside", "1"))
    }  # fmt: skip
    values = {
        name: (("driver",), np.array([one.value_at(share) for one in drivers], dtype=float),
               {"units": "mixed"})
        for name, share in (("value_low", LOW), ("value_now", 0.5), ("value_high", HIGH))
    }  # fmt: skip
    base = again.base.reindex(project=names)
    return xr.Dataset(
        {
            **by_view,
            **values,
            "cells": (("driver",), [float(len(one.rows)) for one in drivers], {"units": "count"}),
            "base": (("project", "view"), base.transpose("project", "view").values,
                     {"units": "krw"}),
            "draws": ((), float(draws), {"units": "count"}),
        },
        coords={
            "driver": np.array([one.name for one in drivers], dtype=str),
            "view": [*ALL_VIEWS],
            "project": names,
            "of": ("driver", np.array([one.project for one in drivers], dtype=str)),
            "table": ("driver", np.array([one.table for one in drivers], dtype=str)),
            "column": ("driver", np.array([one.column for one in drivers], dtype=str)),
            "unit": ("driver", np.array([_unit(one) for one in drivers], dtype=str)),
        },
    )  # fmt: skip


class _Again:
    """The dataflow run again on a few draws; what is wanted are mean present values."""

    def __init__(self, evaluation: Evaluation, draws: int) -> None:
        self.study, self.draws = evaluation.study, draws
        self.values = evaluate(self.study, (), draws, (RESULT,))
        self.base = self.mean(self.values)

    def mean(self, values: Mapping[str, Any]) -> xr.DataArray:
        return values[RESULT]["npv"].mean("draw", skipna=False)

    def with_changes(self, drivers: Iterable[tuple[Driver, float]]) -> xr.DataArray:
        """Return the mean present values with drivers of different projects moved at once."""
        changes = [change for driver, share in drivers for change in driver.changes(share)]
        return self.mean(evaluate(self.study, changes, self.draws, (RESULT,), self.values))


def _told(
    again: _Again, chosen: Mapping[str, list[Driver]]
) -> Iterator[tuple[Driver, dict[str, Any]]]:
    """Yield each driver with its numbers; drivers of different projects share their runs."""
    for k in range(max((len(rows) for rows in chosen.values()), default=0)):
        beside = [rows[k] for rows in chosen.values() if k < len(rows)]
        low = again.with_changes([(one, LOW) for one in beside])
        high = again.with_changes([(one, HIGH) for one in beside])
        for one in beside:
            ends = [end.sel(project=one.project, view=[*ALL_VIEWS]).values for end in (low, high)]
            switching, inside = _switching(again, one, *ends)
            yield (
                one,
                {
                    "low": ends[0],
                    "high": ends[1],
                    "switching_value": switching,
                    "inside": inside,
                    "swing": abs(float(ends[1][0] - ends[0][0])),
                },
            )


def _switching(
    again: _Again, driver: Driver, low: FloatArray, high: FloatArray
) -> tuple[FloatArray, FloatArray]:
    """Return the switching value and whether it is inside, by view."""
    values, inside = np.full(len(ALL_VIEWS), np.nan), np.full(len(ALL_VIEWS), np.nan)
    bounds = _bounds(driver)
    for v, view in enumerate(ALL_VIEWS):
        swing = high[v] - low[v]
        if not np.isfinite(swing) or swing == 0:
            continue
        if low[v] * high[v] <= 0:
            values[v], inside[v] = _sought(again, driver, view, (low[v], high[v])), 1.0
            continue
        begin, end = driver.value_at(LOW), driver.value_at(HIGH)
        beyond = begin - low[v] * (end - begin) / swing
        far = REACH * abs(end - begin)
        near = min(begin, end) - far <= beyond <= max(begin, end) + far
        if near and bounds.lower <= beyond <= bounds.upper:
            # The range reaches a little beyond the two quantiles.
            within = driver.value_at(0.0) <= beyond <= driver.value_at(1.0)
            values[v], inside[v] = beyond, float(within)
    return values, inside


def _sought(again: _Again, driver: Driver, view: str, ends: tuple[float, float]) -> float:
    """Return the value at which the mean is nought between two of opposite sign."""
    shares, means = [LOW, HIGH], [float(ends[0]), float(ends[1])]
    swing = abs(means[1] - means[0])
    middle = LOW
    for _ in range(SEARCHES):
        middle = shares[0] - means[0] * (shares[1] - shares[0]) / (means[1] - means[0])
        mean = float(again.with_changes([(driver, middle)]).sel(project=driver.project, view=view))
        if abs(mean) <= CLOSE * swing:
            break
        side = 0 if mean * means[0] > 0 else 1
        shares[side], means[side] = middle, mean
    return driver.value_at(middle)


def _chosen(evaluation: Evaluation, project: str) -> list[Driver]:
    """Return the drivers whose draws go most with a project's present value, the first ones."""
    worth = evaluation.values[RESULT]["npv"].sel(project=project, view=[*ALL_VIEWS[:2]])
    ranks = [
        _ranks(one) for one in worth.transpose("view", "draw").values if np.isfinite(one).all()
    ]
    strength = {}
    for driver in _drivers(evaluation, project):
        drawn = _ranks(_drawn(evaluation, driver))
        with np.errstate(invalid="ignore"):
            strength[driver] = max(
                (abs(float(np.nan_to_num(np.mean(drawn * one)))) for one in ranks), default=0.0
            )
    least = 3.0 / np.sqrt(evaluation.draws)
    kept = [one for one in strength if strength[one] > least]
    return sorted(kept, key=lambda one: (-strength[one], one.name))[:MOST]


def _drivers(evaluation: Evaluation, project: str) -> Iterator[Driver]:
    """Yield the uncertain cells of a project, and of the land where it develops that."""
    known = {
        name: known_at(evaluation.values[name], None)
        for name in ("projects", *OF_PROJECT, *OF_LAND)
        if evaluation.values.get(name) is not None
    }
    own = known["projects"].get(project)
    for name, table in known.items():
        if name == "projects":
            rows: list[Any] = [own]
        elif name in OF_LAND:
            rows = [*table] if own.kind == "land_development" else []
        else:
            # Present values are those before loans.
            rows = [
                row
                for row in table
                if row.project == project and getattr(row, "kind", "") != "loan"
            ]
        yield from _of_table(project, table, rows)


def _of_table(project: str, table: Table[Any], rows: list[Any]) -> Iterator[Driver]:
    moved: dict[tuple[str, str], list[Any]] = defaultdict(list)
    for row in rows:
        for column, cell in row.quantities().items():
            if not cell.is_certain and (table.name, column) not in MADE_TO_ADD_UP:
                group = project if table.name in TOGETHER else row.row_id
                moved[group, column].append(row)
    for (group, column), members in moved.items():
        label = members[0].row_id if len(members) == 1 else group
        name = f"{table.name}/{label}/{column}"
        yield Driver(project, table.name, column, tuple(members), name)


def _drawn(evaluation: Evaluation, driver: Driver) -> FloatArray:
    """Return the draws of a driver: the mean of those of its cells."""
    block = DrawBlock(evaluation.study.info.seed, 0, evaluation.draws)
    table = known_at(evaluation.values[driver.table], None).for_draws(block)
    return np.mean([table.draws_of(row, driver.column) for row in driver.rows], axis=0)


def _ranks(values: FloatArray) -> FloatArray:
    """Return ranks with mean nought and variance one; noughts where nothing varies."""
    ranks = rankdata(values) - (len(values) + 1) / 2
    spread = ranks.std()
    return ranks / spread if spread > 0 else ranks


def _bounds(driver: Driver) -> Bounds:
    return type(driver.rows[0]).columns_marked(Bounds)[driver.column]


def _unit(driver: Driver) -> str:
    return _bounds(driver).unit
