"""The search for the best plan: the same every time, and how far from the best it may still be."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from songi.errors import MethodError
from songi.methods.assignment.programme import Found, Programme
from songi.methods.checks import FloatArray

if TYPE_CHECKING:
    from linopy import Model

# What the solver's own tolerances leave open: a smaller gap is none.
TOLERANCE = 1e-6
# The kernel is searched to a part of the gap that is wanted; the rest is the relaxation's.
KERNEL_GAP = 0.25

OPTIMAL = "optimal"
WITHIN_GAP = "within_gap"
WORK_LIMIT = "work_limit"
NOTHING_FOUND = "nothing_found"
INFEASIBLE = "infeasible"


@dataclass(frozen=True, slots=True)
class Effort:
    """When the search stops; never by the clock, which would make results depend on the machine.

    Attributes:
        relative_gap: it is enough to be proven within this share of the plan's value.
        iterations: simplex iterations at most for the relaxation, which proves the bound.
        nodes: branch-and-bound nodes at most, for each of two searches; their roots are finished.
        seed: of the solver's own random numbers.
    """

    relative_gap: float = 0.01
    iterations: int = 60_000
    nodes: int = 2_000
    seed: int = 0

    def __post_init__(self) -> None:
        """Refuse what no search could heed.

        Raises:
            MethodError: a gap or a seed that is negative, or no work at all.
        """
        if not self.relative_gap >= 0 or min(self.iterations, self.nodes) < 1 or self.seed < 0:
            message = f"gap and seed must be from 0, iterations and nodes from 1: {self}"
            raise MethodError(message)


@dataclass(frozen=True, slots=True)
class Solution:
    """What a search found.

    Attributes:
        values: `[variables]` in the order in which they were added; None for nothing.
        objective: at these values; NaN for nothing.
        bound: no solution is better; NaN if there is none.
        gap: distance of objective and bound as a share of the objective.
        status: `optimal`, `within_gap`, `work_limit`, `nothing_found` or `infeasible`.
        iterations: simplex iterations of the relaxation.
        nodes: branch-and-bound nodes.
    """

    values: FloatArray | None
    objective: float
    bound: float
    gap: float
    status: str
    iterations: int
    nodes: int


def relative_gap(value: float, bound: float) -> float:
    """Distance of a value from its bound as a share of the value; 0 within the tolerance."""
    if not np.isfinite(value) or not np.isfinite(bound):
        return np.inf
    distance = abs(bound - value)
    if distance <= TOLERANCE * max(abs(value), 1.0):
        return 0.0
    return distance / abs(value) if value else np.inf


def solve(model: Model, effort: Effort) -> Solution:
    r"""Search a model of binary variables, with bounded continuous ones, for its best solution.

    1. The dual simplex solves the relaxation. From its dual values $\pi$, even unfinished ones,
       follow reduced costs $r = c - \pi A$ and the bound $\pi b + \sum_j \max(r_j l_j, r_j u_j)$.
    2. The kernel (binary variables above zero in the relaxation, or without reduced cost) is
       searched alone: a few hundred of many thousands.
    3. If the gap is still too wide, all variables are searched, from there on, but for those whose
       reduced cost says that no better solution uses them.

    Args:
        model: each variable bounded on both sides, the objective's coefficients near 1.
        effort: when to stop.

    Returns:
        The solution; `infeasible` only if that is proven.

    Raises:
        SongiError: the solver failed.

    Source:
        Neumaier and Shcherbina (2004), Mathematical Programming 99 (bounds from any dual values);
        Angelelli, Mansini and Speranza (2010), Computers & Operations Research 37 (kernel search).
    """
    programme = Programme.of(model, effort.seed)
    relaxed = programme.relaxation(effort.iterations)
    if relaxed is None:
        return Solution(None, np.nan, np.nan, np.inf, INFEASIBLE, 0, 0)
    kernel = (relaxed.values > TOLERANCE) | (relaxed.reduced > -TOLERANCE)
    found = programme.search(kernel, gap=effort.relative_gap * KERNEL_GAP, nodes=effort.nodes)
    bound, nodes = relaxed.bound, found.nodes
    near_enough = relative_gap(found.objective, bound) <= effort.relative_gap
    if relaxed.finished and not near_enough:
        hopeless = bound + relaxed.reduced < found.objective - TOLERANCE * abs(bound)
        wide = programme.search(
            ~hopeless, gap=effort.relative_gap, nodes=effort.nodes, start=found.values
        )
        bound, nodes = min(bound, wide.bound), nodes + wide.nodes
        found = max(found, wide, key=lambda one: one.objective)
    if found.values is None and bound == -np.inf:
        return Solution(None, np.nan, np.nan, np.inf, INFEASIBLE, relaxed.iterations, nodes)
    return _solution(found, bound, programme.sign, effort, relaxed.iterations, nodes)


def _solution(
    found: Found, bound: float, sign: float, effort: Effort, iterations: int, nodes: int
) -> Solution:
    if found.values is None:
        return Solution(None, np.nan, sign * bound, np.inf, NOTHING_FOUND, iterations, nodes)
    bound = max(bound, found.objective)
    gap = relative_gap(found.objective, bound)
    status = OPTIMAL if gap == 0 else WITHIN_GAP if gap <= effort.relative_gap else WORK_LIMIT
    return Solution(
        found.values, sign * found.objective, sign * bound, gap, status, iterations, nodes
    )
