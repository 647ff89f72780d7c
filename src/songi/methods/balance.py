"""Demand against supply year by year: what is short, from when, and whom it holds up."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray

from songi.errors import MethodError
from songi.methods.checks import FloatArray, finite, leading_shape, numbers, refuse_where

ROUNDING = 1e-9
"""Share of the demand by which capacity may fall short and still be enough."""


class Supply(NamedTuple):
    """When tenants are supplied, first come first served.

    Attributes:
        year: `[..., tenants]`, first year with supply; NaN: not within the years, or no start.
        waiting: `[..., tenants]`, years from the first year looked at from which it would
            begin, to that of supply; NaN as above.
        held_up: `[..., tenants]`, true who starts within the years and has no supply then.
        share: `[...]`, of those who start within the years, how many are held up; NaN if nobody.
        share_of_demand: `[...]`, the same by demand.
    """

    year: FloatArray
    waiting: FloatArray
    held_up: NDArray[np.bool_]
    share: FloatArray
    share_of_demand: FloatArray


def shortage(demand: ArrayLike, capacity: ArrayLike) -> FloatArray:
    r"""What is short in each year, $\max(0, D_t - C_t)$.

    Args:
        demand: `[..., years]`, MW or m³ a day, not negative.
        capacity: `[..., years]`, in the same unit. Both broadcast.

    Returns:
        `[..., years]`; 0 where capacity is enough.

    Raises:
        MethodError: NaN, negative values, shapes that do not fit.
    """
    asked, given = _both(demand, capacity)
    return np.maximum(asked - given, 0.0)


def first_shortage(demand: ArrayLike, capacity: ArrayLike, years: ArrayLike) -> FloatArray:
    """First year in which demand is above capacity.

    A shortage of a billionth of the demand is taken for rounding.

    Args:
        demand: `[..., years]`.
        capacity: `[..., years]`.
        years: `[years]`, rising.

    Returns:
        `[...]`, a year; NaN: never within the years. A mean over draws would leave out those
        without a shortage: give their share beside it.

    Raises:
        MethodError: NaN, negative values, years that do not rise, shapes that do not fit.
    """
    asked, given = _both(demand, capacity)
    calendar = _calendar(years, asked.shape[-1])
    short = asked - given > ROUNDING * asked
    return np.where(short.any(axis=-1), calendar[short.argmax(axis=-1)], np.nan)


def supplied_in_order(
    start: ArrayLike, demand: ArrayLike, capacity: ArrayLike, years: ArrayLike
) -> Supply:
    r"""Whom a shortage holds up: first come first served by year of start, nobody overtakes.

    Tenants queue by start, equal starts by row. Tenant i is supplied in the first year t from its
    start in which capacity covers it and all before it, $C_t \ge \sum_{j \preceq i} d_j$; who
    stands behind a large tenant waits with it, even if little would do. A capacity that falls
    later does not take away what was given: the shortage of that year tells it.

    Args:
        start: `[..., tenants]`, year in which each would begin; NaN never. A start before the
            first year queues first and is looked at from that year.
        demand: `[..., tenants]`, not negative.
        capacity: `[..., years]`. The leading axes of all three broadcast.
        years: `[years]`, rising.

    Returns:
        Year of supply, waiting time and share held up.

    Raises:
        MethodError: infinite or negative values, years that do not rise, shapes that do not fit.
    """
    begins, asked = numbers("start", start), _not_negative("demand", demand)
    refuse_where(np.isinf(begins), "start must not be infinite; NaN is never")
    given = _not_negative("capacity", capacity)
    calendar = _calendar(years, given.shape[-1] if given.ndim else 0)
    sizes = {"start": begins.shape, "demand": asked.shape}
    tenants = leading_shape(**sizes)
    if not tenants:
        message = "start and demand must have the shape [..., tenants]; they are single numbers"
        raise MethodError(message)
    lead = leading_shape(tenants=tenants[:-1], capacity=given.shape[:-1])
    begins = np.broadcast_to(begins, (*lead, tenants[-1]))
    asked = np.broadcast_to(asked, (*lead, tenants[-1]))
    comes = begins <= calendar[-1]
    needed = _ahead_and_own(begins, np.where(comes, asked, 0.0))
    year = np.full(begins.shape, np.nan)
    for t in range(calendar.size - 1, -1, -1):
        enough = given[..., t, None] >= needed * (1.0 - ROUNDING)
        year[comes & enough & (begins <= calendar[t])] = calendar[t]
    due = calendar[np.minimum(np.searchsorted(calendar, begins), calendar.size - 1)]
    waiting = year - due
    held_up = comes & ~(waiting == 0)
    number, area = comes.sum(axis=-1), np.where(comes, asked, 0.0).sum(axis=-1)
    return Supply(
        year,
        waiting,
        held_up,
        _ratio(held_up.sum(axis=-1), number),
        _ratio(np.where(held_up, asked, 0.0).sum(axis=-1), area),
    )


def _ahead_and_own(begins: FloatArray, asked: FloatArray) -> FloatArray:
    """Return the demand of each tenant and of all before it in the queue."""
    order = np.argsort(begins, axis=-1, kind="stable")
    queued = np.cumsum(np.take_along_axis(asked, order, axis=-1), axis=-1)
    needed = np.empty_like(queued)
    np.put_along_axis(needed, order, queued, axis=-1)
    return needed


def _ratio(part: ArrayLike, whole: ArrayLike) -> FloatArray:
    of, among = np.asarray(part, dtype=np.float64), np.asarray(whole, dtype=np.float64)
    return np.divide(of, among, out=np.full(of.shape, np.nan), where=among > 0)


def _both(demand: ArrayLike, capacity: ArrayLike) -> tuple[FloatArray, FloatArray]:
    asked, given = _not_negative("demand", demand), _not_negative("capacity", capacity)
    if not asked.ndim or not given.ndim or asked.shape[-1] != given.shape[-1]:
        message = (
            "demand and capacity must have the shape [..., years]; they have "
            f"{list(asked.shape)} and {list(given.shape)}"
        )
        raise MethodError(message)
    leading_shape(demand=asked.shape, capacity=given.shape)
    together = np.broadcast_arrays(asked, given)
    return together[0], together[1]


def _calendar(years: ArrayLike, number: int) -> FloatArray:
    calendar = finite("years", years)
    if calendar.shape != (number,) or number == 0 or np.any(np.diff(calendar) <= 0):
        message = (
            f"years must rise and have the shape [{number}], as the last axis of the capacity, "
            f"with at least one year; its shape is {list(calendar.shape)}"
        )
        raise MethodError(message)
    return calendar


def _not_negative(name: str, values: ArrayLike) -> FloatArray:
    array = finite(name, values)
    refuse_where(array < 0, f"{name} must not be negative")
    return array
