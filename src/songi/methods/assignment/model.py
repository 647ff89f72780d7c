"""The linopy model of an allocation: sites to give, and the rows that bind them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy import sparse

from songi.methods.assignment.nearness import near_rows, near_terms
from songi.methods.assignment.problem import AllocationProblem
from songi.methods.assignment.sites import Sites
from songi.methods.checks import FloatArray

if TYPE_CHECKING:
    from linopy import LinearExpression, Model, Variable
    from xarray import DataArray


@dataclass(frozen=True, slots=True)
class Placing:
    """A model in which each parcel goes to one site at most, within limits.

    Attributes:
        model: without objective.
        given: binary `[sites]`, the first variables of the model.
        over: `[limits]`, how far each limit is loosened, in `limit_measures`; None without limits.
        left: `[must]`, sites that must be given and are not; None where none must be.
    """

    model: Model
    given: Variable
    over: Variable | None
    left: Variable | None


def weighted_rows(variable: Variable, weights: sparse.csr_array) -> LinearExpression:
    """Sums of a variable `[n]`, one for each row of sparse weights `[rows, n]`."""
    import xarray as xr
    from linopy import LinearExpression

    terms = np.diff(weights.indptr)
    row = np.repeat(np.arange(terms.size), terms)
    place = np.arange(weights.nnz) - np.repeat(weights.indptr[:-1], terms)
    shape = (terms.size, max(int(terms.max(initial=0)), 1))
    labels = np.full(shape, -1, dtype=np.int64)
    factors = np.full(shape, np.nan)
    labels[row, place] = variable.labels.values[weights.indices]
    factors[row, place] = weights.data
    axes = ("row", "_term")
    return LinearExpression(
        xr.Dataset({"coeffs": (axes, factors), "vars": (axes, labels)}), variable.model
    )


def of_rows(values: ArrayLike) -> DataArray:
    """Right-hand sides `[rows]` for `weighted_rows`."""
    import xarray as xr

    return xr.DataArray(np.asarray(values, dtype=np.float64), dims="row")


def ones_at(
    rows: NDArray[np.int64], columns: NDArray[np.int64], shape: tuple[int, int]
) -> sparse.csr_array:
    """Sparse ones."""
    return sparse.csr_array((np.ones(rows.size), (rows, columns)), shape=shape)


def limit_measures(sites: Sites) -> FloatArray:
    """`[limits]`, what one site moves a limit's sum by at most: rows are divided by it."""
    measures = np.abs(sites.use).max(axis=1, initial=0.0)
    return np.where(measures > 0, measures, 1.0)


def placing(
    problem: AllocationProblem,
    sites: Sites,
    *,
    loose_limits: NDArray[np.bool_] | None = None,
    loose_must: NDArray[np.bool_] | None = None,
) -> Placing:
    """Build the model; limits that are not loose hold as they are.

    Args:
        problem: as from `allocation_problem`.
        sites: all that could be given, at least one.
        loose_limits: `[limits]`, which may be loosened; None for none.
        loose_must: `[investors]`, which may be left out though they must be placed.
    """
    from linopy import Model

    model = Model()
    given = model.add_variables(
        binary=True, coords=[range(sites.size)], dims=["site"], name="given"
    )
    whose = ones_at(sites.investor, np.arange(sites.size), (problem.investors, sites.size))
    model.add_constraints(weighted_rows(given, sites.holds.T.tocsr()), "<=", 1.0, name="parcel")
    model.add_constraints(weighted_rows(given, whose), "<=", of_rows(problem.count), name="count")
    must = np.flatnonzero(problem.must_place)
    left = None
    if must.size:
        wanted = problem.must_place[must]
        loose = False if loose_must is None else loose_must[must]
        left = _slack(model, "left", np.where(loose, wanted, 0.0))
        sums = weighted_rows(given, whose[must]) + _each(left)
        model.add_constraints(sums, ">=", of_rows(wanted), name="must_place")
    over = _add_limits(model, given, problem, sites, loose_limits)
    return Placing(model, given, over, left)


def add_nearness(
    placed: Placing, problem: AllocationProblem, sites: Sites
) -> tuple[Variable, FloatArray] | None:
    """Add the terms of partners that adjoin.

    Returns:
        Their variable and benefits `[terms]`; None if no partners could.
    """
    terms = near_terms(problem, sites)
    if not terms.size:
        return None
    near = placed.model.add_variables(
        lower=0.0, upper=1.0, coords=[range(terms.size)], dims=["term"], name="near"
    )
    for number, rows in enumerate(near_rows(problem, sites, terms)):
        if rows.terms.nnz:
            placed.model.add_constraints(
                weighted_rows(near, rows.terms) - weighted_rows(placed.given, rows.held),
                "<=",
                0.0,
                name=f"near_{number}",
            )
    once = ones_at(terms.pair, np.arange(terms.size), (terms.first.size, terms.size))
    placed.model.add_constraints(weighted_rows(near, once), "<=", 1.0, name="near_once")
    return near, terms.benefit


def _add_limits(
    model: Model,
    given: Variable,
    problem: AllocationProblem,
    sites: Sites,
    loose: NDArray[np.bool_] | None,
) -> Variable | None:
    if not problem.limits:
        return None
    # All rows are written as "at most": a minimum is the limit of its negative.
    sign = np.where([limit.at_least for limit in problem.limits], -1.0, 1.0)
    measures = limit_measures(sites)
    bound = sign * np.array([limit.bound for limit in problem.limits]) / measures
    use = sign[:, None] * sites.use / measures[:, None]
    furthest = np.maximum(np.maximum(use, 0.0).sum(axis=1) - bound, 0.0)
    over = _slack(model, "over", np.where(False if loose is None else loose, furthest, 0.0))
    sums = weighted_rows(given, sparse.csr_array(use)) - _each(over)
    model.add_constraints(sums, "<=", of_rows(bound), name="limit")
    return over


def _slack(model: Model, name: str, most: FloatArray) -> Variable:
    """A variable for each row; bound at 0 where the row holds, it keeps even an empty row."""
    return model.add_variables(lower=0.0, upper=of_rows(most), name=name)


def _each(variable: Variable) -> LinearExpression:
    """The variable's own value in each row."""
    return weighted_rows(variable, sparse.csr_array(sparse.eye_array(variable.size)))
