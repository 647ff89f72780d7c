"""The best allocation of parcels to investors, and the next ones that differ from it."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from songi.errors import MethodError
from songi.methods.assignment.model import Placing, add_nearness, of_rows, placing, weighted_rows
from songi.methods.assignment.problem import AllocationProblem, IntArray
from songi.methods.assignment.sites import Sites, possible_sites
from songi.methods.assignment.solver import (
    INFEASIBLE,
    OPTIMAL,
    Effort,
    Solution,
    relative_gap,
    solve,
)
from songi.methods.checks import FloatArray

NONE = -1


@dataclass(frozen=True, slots=True)
class Plan:
    """Who is given what, and how near to the best that is proven to be.

    Attributes:
        holder: `[parcels]`, position of the investor that is given the parcel; -1 for nobody.
        site: `[parcels]`, number of the site that the parcel belongs to; merged parcels share one;
            -1 for none.
        value: of all sites and of partners that adjoin; NaN if there is no plan.
        bound: no plan is worth more; NaN if there is none.
        gap: distance of the two as a share of the value; infinite if nothing was found.
        status: `optimal` (to the solver's tolerance, a millionth), `within_gap`, `work_limit` (the
            best found when the work was used up), `nothing_found` (likewise) or `infeasible`.
        use: `[limits]`, sum of what the sites use of each limit.
        partners: `[found, 2]`, pairs of investors whose benefit of adjoining is counted.
        iterations: simplex iterations of the relaxation.
        nodes: branch-and-bound nodes.
    """

    holder: IntArray
    site: IntArray
    value: float
    bound: float
    gap: float
    status: str
    use: FloatArray
    partners: IntArray
    iterations: int
    nodes: int


def best_plan(problem: AllocationProblem, effort: Effort | None = None) -> Plan:
    r"""Give parcels to investors so that the value is greatest.

    $$\max \sum_s v_s x_s + \sum_{h<k} w_{hk} n_{hk} \quad \text{so that}\quad
    \sum_{s \ni p} x_s \le 1 \;\forall p, \quad \sum_{s \in S_h} x_s \le c_h \;\forall h$$

    and the limits hold; x is 1 for a site that is given (a parcel, or adjoining parcels merged), n
    is 1 where partners hold parcels that adjoin. Sites are listed beforehand rather than put
    together by the model, which makes its relaxation far tighter.

    Args:
        problem: as from `allocation_problem`.
        effort: when the search stops; None for a gap of 1 %.

    Returns:
        The plan; one with status `infeasible` and no holders if there is none: `least_loosening`
        says why.

    Raises:
        MethodError: too many possible sites.
        SongiError: the solver failed.

    Source:
        Generalised assignment with set packing: Savelsbergh (1997), Operations Research 45; see
        also `solve`.
    """
    return best_plans(problem, 1, effort=effort)[0]


def best_plans(
    problem: AllocationProblem,
    k: int = 3,
    *,
    least_difference: int = 3,
    effort: Effort | None = None,
) -> tuple[Plan, ...]:
    """The best plan and the next ones, each of which differs from all others.

    An investor's place differs if it is given other parcels, or none where it had some, or some
    where it had none: see `changed_places`.

    Args:
        problem: as from `allocation_problem`.
        k: how many plans at most.
        least_difference: investors whose place differs, at least, between any two plans.
        effort: when each search stops; None for a gap of 1 %.

    Returns:
        Plans by falling value, fewer than k if there are no more. The bound of a later one holds
        for plans that differ from those before it. At least one, which may be `infeasible`.

    Raises:
        MethodError: k or the difference below one, or too many possible sites.
        SongiError: the solver failed.

    Source:
        Balas and Jeroslow (1972), SIAM Journal on Applied Mathematics 23 (cuts against a plan).
    """
    if min(k, least_difference) < 1:
        message = f"k is {k}, least_difference {least_difference}; both must be at least 1"
        raise MethodError(message)
    effort = Effort() if effort is None else effort
    sites = possible_sites(problem)
    found: list[Plan] = []
    earlier: list[NDArray[np.bool_]] = []
    for _ in range(k):
        solution = _search(problem, sites, earlier, least_difference, effort)
        if solution.values is None and found:
            break
        given = _given(solution, sites)
        found.append(_plan(problem, sites, given, solution))
        if solution.values is None:
            break
        earlier.append(given)
    return _by_value(found)


def changed_places(one: Plan, other: Plan) -> IntArray:
    """Positions of the investors that are given other parcels in one plan than in the other."""
    differs = one.holder != other.holder
    holders = np.concatenate([one.holder[differs], other.holder[differs]])
    return np.unique(holders[holders != NONE])


def _search(
    problem: AllocationProblem,
    sites: Sites,
    earlier: list[NDArray[np.bool_]],
    difference: int,
    effort: Effort,
) -> Solution:
    if not sites.size:
        return _without_sites(problem, first=not earlier)
    placed = placing(problem, sites)
    for number, given in enumerate(earlier):
        _differ(placed, problem, sites, given, difference, number)
    unit = _unit(problem, sites)
    objective = weighted_rows(placed.given, sparse.csr_array(sites.value[None, :] / unit))
    near = add_nearness(placed, problem, sites)
    if near is not None:
        variable, benefit = near
        objective = objective + weighted_rows(variable, sparse.csr_array(benefit[None, :] / unit))
    placed.model.add_objective(objective.sum(), sense="max")
    solution = solve(placed.model, effort)
    return replace(solution, objective=solution.objective * unit, bound=solution.bound * unit)


def _unit(problem: AllocationProblem, sites: Sites) -> float:
    """A power of two, which divides exactly, that brings the objective's coefficients near 1."""
    largest = max(np.abs(sites.value).max(), problem.nearness.max())
    return float(2.0 ** np.ceil(np.log2(largest))) if largest > 0 else 1.0


def _without_sites(problem: AllocationProblem, *, first: bool) -> Solution:
    """Nobody can be given anything: one empty plan, if that is allowed."""
    broken = any(limit.bound > 0 if limit.at_least else limit.bound < 0 for limit in problem.limits)
    if broken or problem.must_place.any() or not first:
        return Solution(None, np.nan, np.nan, np.inf, INFEASIBLE, 0, 0)
    return Solution(np.zeros(0), 0.0, 0.0, 0.0, OPTIMAL, 0, 0)


def _differ(
    placed: Placing,
    problem: AllocationProblem,
    sites: Sites,
    given: NDArray[np.bool_],
    difference: int,
    number: int,
) -> None:
    """Ask that places differ from those of an earlier plan.

    A single investor's place differs if its site of then is not given, or, where it had none, any
    is: a sum. An aggregate's sites may differ by many and still be one place: a variable up to 1
    stands for it.
    """
    had = np.zeros(problem.investors, dtype=bool)
    had[sites.investor[given]] = True
    single = problem.count[sites.investor] == 1
    changes = np.where(given, -1.0, np.where(had[sites.investor], 0.0, 1.0)) * single
    needed = difference - np.count_nonzero(given & single)
    total = weighted_rows(placed.given, sparse.csr_array(changes[None, :]))
    aggregates = np.flatnonzero(problem.count > 1)
    if aggregates.size:
        changed = placed.model.add_variables(
            lower=0.0, upper=of_rows(np.ones(aggregates.size)), name=f"changed_{number}"
        )
        own = sites.investor[None, :] == aggregates[:, None]
        moved = sparse.csr_array(np.where(given, 1.0, -1.0) * own)
        each = sparse.csr_array(sparse.eye_array(aggregates.size))
        placed.model.add_constraints(
            weighted_rows(changed, each) + weighted_rows(placed.given, moved),
            "<=",
            of_rows((own & given).sum(axis=1)),
            name=f"moved_{number}",
        )
        ones = sparse.csr_array(np.ones((1, aggregates.size)))
        total = total + weighted_rows(changed, ones)
    placed.model.add_constraints(total, ">=", float(needed), name=f"differ_{number}")


def _given(solution: Solution, sites: Sites) -> NDArray[np.bool_]:
    if solution.values is None:
        return np.zeros(sites.size, dtype=bool)
    return solution.values[: sites.size] > 0.5


def _plan(
    problem: AllocationProblem, sites: Sites, given: NDArray[np.bool_], solution: Solution
) -> Plan:
    holder = np.full(problem.parcels, NONE)
    site = np.full(problem.parcels, NONE)
    held = sites.holds[np.flatnonzero(given)]
    number, parcel = held.nonzero()
    holder[parcel] = sites.investor[given][number]
    site[parcel] = number
    taken = np.flatnonzero(site != NONE)
    _, first, order = np.unique(site[taken], return_index=True, return_inverse=True)
    site[taken] = np.argsort(np.argsort(first))[order]
    partners = _partners(problem, holder)
    value = bound = np.nan
    gap = np.inf
    if solution.values is not None:
        benefit = problem.nearness[partners[:, 0], partners[:, 1]].sum()
        value = float(sites.value[given].sum() + benefit)
        bound, gap = max(solution.bound, value), solution.gap
    return Plan(
        holder=holder,
        site=site,
        value=value,
        bound=bound if solution.values is not None else solution.bound,
        gap=gap,
        status=solution.status,
        use=sites.use[:, given].sum(axis=1),
        partners=partners,
        iterations=solution.iterations,
        nodes=solution.nodes,
    )


def _partners(problem: AllocationProblem, holder: IntArray) -> IntArray:
    """Pairs of investors with a benefit that hold parcels that adjoin, each once."""
    pairs = np.sort(holder[problem.adjacent], axis=1)
    pairs = pairs[pairs[:, 0] != NONE]
    pairs = pairs[problem.nearness[pairs[:, 0], pairs[:, 1]] > 0]
    return np.unique(pairs, axis=0)


def _by_value(plans: list[Plan]) -> tuple[Plan, ...]:
    """Order plans by value; within the gap, a later search may have found a better one."""
    ordered = sorted(plans, key=lambda plan: -plan.value)
    if all(one is other for one, other in zip(ordered, plans, strict=True)):
        return tuple(plans)
    # What was proven of plans that differ from some others does not hold in another order.
    bound = plans[0].bound
    return tuple(
        replace(plan, bound=bound, gap=relative_gap(plan.value, bound)) for plan in ordered
    )
