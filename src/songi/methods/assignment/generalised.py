"""The generalised assignment problem: each job to one agent, within the agents' capacities."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from songi.errors import MethodError
from songi.methods.assignment.problem import IntArray
from songi.methods.assignment.solver import Effort, solve
from songi.methods.checks import FloatArray, finite, one_of, refuse_where


@dataclass(frozen=True, slots=True)
class JobsAssigned:
    """Which agent does which job.

    Attributes:
        agent: `[jobs]`, position of the agent; -1 everywhere if nothing was found.
        value: sum of the costs; NaN if nothing was found.
        bound: no assignment is better; NaN if there is none.
        gap: distance of the two as a share of the value.
        status: as of `Plan`.
        use: `[agents]`, capacity used.
    """

    agent: IntArray
    value: float
    bound: float
    gap: float
    status: str
    use: FloatArray


def generalised_assignment(
    cost: ArrayLike,
    resource: ArrayLike,
    capacity: ArrayLike,
    *,
    sense: str = "min",
    effort: Effort | None = None,
) -> JobsAssigned:
    r"""Assign each job to exactly one agent at the least cost or the greatest profit.

    $$\min \sum_{ij} c_{ij} x_{ij} \quad \text{so that} \quad \sum_i x_{ij} = 1 \;\forall j, \quad
    \sum_j r_{ij} x_{ij} \le b_i \;\forall i$$

    Args:
        cost: `[agents, jobs]`, any one unit (profit for `max`).
        resource: `[agents, jobs]`, what the job takes of the agent's capacity, not negative.
        capacity: `[agents]`, not negative.
        sense: `min` or `max`.
        effort: when the search stops; None to prove the optimum.

    Returns:
        The assignment; its status is `infeasible` if the capacities do not suffice.

    Raises:
        MethodError: wrong shapes, NaN, negative resources or capacities, another sense.
        SongiError: the solver failed.

    Source:
        Ross and Soland (1975), Mathematical Programming 8.
    """
    import xarray as xr
    from linopy import Model

    costs, resources, capacities = _checked(cost, resource, capacity)
    one_of("sense", sense, ("min", "max"))
    axes = ("agent", "job")
    model = Model()
    does = model.add_variables(
        binary=True, coords=[range(size) for size in costs.shape], dims=axes, name="does"
    )
    model.add_constraints(does.sum("agent"), "=", 1.0, name="once")
    model.add_constraints(
        (does * xr.DataArray(resources, dims=axes)).sum("job"),
        "<=",
        xr.DataArray(capacities, dims="agent"),
        name="capacity",
    )
    unit = float(np.abs(costs).max()) or 1.0
    model.add_objective((does * xr.DataArray(costs / unit, dims=axes)).sum(), sense=sense)
    solution = solve(model, Effort(relative_gap=0.0) if effort is None else effort)
    agent = np.full(costs.shape[1], -1)
    value, use = np.nan, np.zeros(len(capacities))
    if solution.values is not None:
        given = solution.values.reshape(costs.shape) > 0.5
        agent = given.argmax(axis=0)
        value, use = float(costs[given].sum()), np.where(given, resources, 0.0).sum(axis=1)
    return JobsAssigned(agent, value, solution.bound * unit, solution.gap, solution.status, use)


def _checked(
    cost: ArrayLike, resource: ArrayLike, capacity: ArrayLike
) -> tuple[FloatArray, FloatArray, FloatArray]:
    costs, resources = finite("cost", cost), finite("resource", resource)
    capacities = finite("capacity", capacity)
    if costs.ndim != 2 or 0 in costs.shape or resources.shape != costs.shape:
        message = (
            "cost and resource must both have the shape [agents, jobs] with at least one of each; "
            f"they have {list(costs.shape)} and {list(resources.shape)}"
        )
        raise MethodError(message)
    if capacities.shape != costs.shape[:1]:
        message = (
            f"capacity must hold one value for each of {costs.shape[0]} agents; "
            f"its shape is {list(capacities.shape)}"
        )
        raise MethodError(message)
    refuse_where(resources < 0, "resource must not be negative")
    refuse_where(capacities < 0, "capacity must not be negative")
    return costs, resources, capacities
