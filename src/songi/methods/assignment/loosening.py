"""When no plan meets all limits: which to loosen, and by how much."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import reduce
from operator import add

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from songi.errors import MethodError, SongiError
from songi.methods.assignment.model import limit_measures, placing, weighted_rows
from songi.methods.assignment.problem import AllocationProblem
from songi.methods.assignment.sites import Sites, possible_sites
from songi.methods.assignment.solver import TOLERANCE, Effort, solve
from songi.methods.checks import FloatArray

MUST_PLACE = "must_place"


@dataclass(frozen=True, slots=True)
class Loosened:
    """What to do about one limit.

    Attributes:
        name: of the limit; `must_place` for an investor that must be placed.
        investor: its position; None for a limit.
        bound: as it stands (of an investor: sites that it must be given).
        by: how much it is loosened, in its own unit: a minimum falls, a maximum rises.
        loosened: the bound after that.
        alone: by how much it would have to be loosened if no other is; NaN if that would not be
            enough, or nothing was found within the work.
    """

    name: str
    investor: int | None
    bound: float
    by: float
    loosened: float
    alone: float


def least_loosening(
    problem: AllocationProblem,
    *,
    place_weight: float = 1.0,
    alone: bool = True,
    effort: Effort | None = None,
) -> tuple[Loosened, ...]:
    r"""The least loosening of limits after which there is a plan.

    $$\min \sum_l w_l e_l + w_0 \sum_h d_h$$

    over plans in which the sum of limit l exceeds (or misses) its bound by $e_l$ and investor h is
    given $d_h$ sites less than it must be. What is not a limit is never loosened: a parcel has one
    holder, areas stay as wanted, barred pairs barred.

    Args:
        problem: as from `allocation_problem`.
        place_weight: how unwelcome it is that a site that must be given is not, beside the weights
            of the limits (by default, 1 is as unwelcome as doubling a capacity).
        alone: whether to find as well how far each limit would have to go by itself, which takes
            one search for each.
        effort: when each search stops; None for a gap of 1 %.

    Returns:
        A row for each limit, then for each investor that must be placed; all `by` are 0 where there
        is a plan already. Other loosenings may be as small: this is one of them.

    Raises:
        MethodError: a weight that is not positive, or too many possible sites.
        SongiError: the solver failed, or its work was used up before it found anything.

    Source:
        Chinneck (2008), Feasibility and Infeasibility in Optimization (elastic programming).
    """
    if not place_weight > 0:
        message = f"place_weight is {place_weight}; it must be positive"
        raise MethodError(message)
    effort = Effort() if effort is None else effort
    sites = possible_sites(problem)
    elastic = _Elastic(problem, sites, place_weight, effort)
    if not elastic.everything.size:
        return ()
    every = elastic.lacking(elastic.everything)
    if every is None:
        message = "the search for a loosening found nothing within its work: allow it more"
        raise SongiError(message)
    by_itself = np.zeros(every.size)
    if every.any():
        by_itself = [elastic.alone(row) if alone else np.nan for row in range(every.size)]
    return tuple(
        elastic.told(row, by, single)
        for row, (by, single) in enumerate(zip(every.tolist(), by_itself, strict=True))
    )


def loosened(problem: AllocationProblem, rows: Iterable[Loosened]) -> AllocationProblem:
    """The problem with its limits loosened as told.

    Args:
        problem: the one for which `least_loosening` gave the rows.
        rows: some or all of them.
    """
    bounds = {row.name: row.loosened for row in rows if row.investor is None}
    must = problem.must_place.copy()
    for row in rows:
        if row.investor is not None:
            must[row.investor] = round(row.loosened)
    limits = tuple(
        replace(limit, bound=bounds.get(limit.name, limit.bound)) for limit in problem.limits
    )
    return replace(problem, limits=limits, must_place=must)


@dataclass(frozen=True, slots=True)
class _Elastic:
    """Rows that may be loosened: the limits, then the investors that must be placed."""

    problem: AllocationProblem
    sites: Sites
    place_weight: float
    effort: Effort

    @property
    def must(self) -> NDArray[np.int64]:
        return np.flatnonzero(self.problem.must_place)

    @property
    def everything(self) -> NDArray[np.bool_]:
        return np.ones(len(self.problem.limits) + self.must.size, dtype=bool)

    def lacking(self, loose: NDArray[np.bool_]) -> FloatArray | None:
        """Least amounts by which loose rows are missed; None if others are, or nothing is found."""
        given = self.least_missing(loose) if self.sites.size else np.zeros(0, dtype=bool)
        if given is None:
            return None
        use = self.sites.use[:, given].sum(axis=1)
        over = [
            limit.bound - sum_ if limit.at_least else sum_ - limit.bound
            for limit, sum_ in zip(self.problem.limits, use.tolist(), strict=True)
        ]
        placed = np.bincount(self.sites.investor[given], minlength=self.problem.investors)
        left = self.problem.must_place[self.must] - placed[self.must]
        # What the solver takes for nothing is no loosening.
        least = np.concatenate([TOLERANCE * limit_measures(self.sites), np.zeros(left.size)])
        lacking = np.concatenate([np.array(over), left])
        lacking = np.where(lacking > least, lacking, 0.0)
        return None if lacking[~loose].any() else lacking

    def least_missing(self, loose: NDArray[np.bool_]) -> NDArray[np.bool_] | None:
        limits = len(self.problem.limits)
        loose_must = np.zeros(self.problem.investors, dtype=bool)
        loose_must[self.must] = loose[limits:]
        placed = placing(
            self.problem, self.sites, loose_limits=loose[:limits], loose_must=loose_must
        )
        weights = np.concatenate([self.limit_weights(), np.full(self.must.size, self.place_weight)])
        weights = np.where(loose, weights, 0.0)
        weights /= weights.max(initial=0.0) or 1.0
        parts = [(placed.over, weights[:limits]), (placed.left, weights[limits:])]
        missing = [
            weighted_rows(variable, sparse.csr_array(weight[None, :])).sum()
            for variable, weight in parts
            if variable is not None
        ]
        placed.model.add_objective(reduce(add, missing), sense="min")
        solution = solve(placed.model, self.effort)
        return None if solution.values is None else solution.values[: self.sites.size] > 0.5

    def limit_weights(self) -> FloatArray:
        """Weights of the limits for one measure of loosening."""
        measures = limit_measures(self.sites)
        weights = [
            limit.weight or (1.0 / abs(limit.bound) if limit.bound else 1.0 / measure)
            for limit, measure in zip(self.problem.limits, measures.tolist(), strict=True)
        ]
        return np.array(weights) * measures

    def alone(self, row: int) -> float:
        loose = np.zeros_like(self.everything)
        loose[row] = True
        lacking = self.lacking(loose)
        return np.nan if lacking is None else float(lacking[row])

    def told(self, row: int, by: float, alone: float) -> Loosened:
        limits = self.problem.limits
        if row < len(limits):
            limit = limits[row]
            after = limit.bound - by if limit.at_least else limit.bound + by
            return Loosened(limit.name, None, limit.bound, by, after, alone)
        investor = int(self.must[row - len(limits)])
        bound = float(self.problem.must_place[investor])
        return Loosened(MUST_PLACE, investor, bound, by, bound - by, alone)
