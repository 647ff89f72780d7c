"""People of an occupation from year to year: who stays, who joins, and what closes a gap."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike

from songi.errors import MethodError
from songi.methods.checks import FloatArray, finite, leading_shape, refuse_where


class Projection(NamedTuple):
    """People of each occupation by year.

    Attributes:
        stock: `[..., years]`, persons at the end of each year.
        left: `[..., years]`, persons who left in the year.
        net_moved: `[..., years]`, persons who came less those who went: as given, but never more
            going than are there.
    """

    stock: FloatArray
    left: FloatArray
    net_moved: FloatArray


def project_stock(
    initial: ArrayLike,
    leaving: ArrayLike,
    joining: ArrayLike,
    net_moved: ArrayLike = 0.0,
) -> Projection:
    r"""Carry a stock of people forward, $S_t = S_{t-1}(1 - r_t) + J_t + M_t$, never below nought.

    Whoever joins in a year does not leave in the same one.

    Args:
        initial: `[...]`, persons before the first year, not negative.
        leaving: `[..., years]`, share of the stock that retires or leaves in each year, 0..1.
        joining: `[..., years]`, persons who join (graduates, trained), not negative.
        net_moved: `[..., years]`, persons who come less those who go; may be negative.

    Returns:
        Stock, leavers and movers by year.

    Raises:
        MethodError: NaN, a share out of 0..1, a negative stock or inflow, shapes that do not fit.

    Source:
        Bartholomew, Forbes and McClean (1991), Statistical Techniques for Manpower Planning, 2nd
        ed., ch. 1 (stocks and flows); WHO (2010), Models and tools for health workforce planning
        and projections, sec. 3.
    """
    start, share = finite("initial", initial), finite("leaving", leaving)
    new, moved = finite("joining", joining), finite("net_moved", net_moved)
    refuse_where(start < 0, "initial must not be negative")
    refuse_where((share < 0) | (share > 1), "leaving must lie between 0 and 1")
    refuse_where(new < 0, "joining must not be negative")
    shape = leading_shape(leaving=share.shape, joining=new.shape, net_moved=moved.shape)
    if not shape:
        message = "leaving must have the shape [..., years]; it has []"
        raise MethodError(message)
    shape = (*leading_shape(initial=start.shape, leaving=shape[:-1]), shape[-1])
    share, new, moved = (np.broadcast_to(one, shape) for one in (share, new, moved))
    stock, left, net = (np.empty(shape) for _ in range(3))
    current = np.broadcast_to(start, shape[:-1])
    for year in range(shape[-1]):
        left[..., year] = current * share[..., year]
        kept = current - left[..., year] + new[..., year]
        net[..., year] = np.maximum(moved[..., year], -kept)
        current = kept + net[..., year]
        stock[..., year] = current
    return Projection(stock, left, net)


def still_there(leaving: ArrayLike, starts: ArrayLike = 0) -> FloatArray:
    r"""How many of one joining each year are there at the end of it, $A_t = 1 + A_{t-1}(1 - r_t)$.

    With a constant rate r this is $(1 - (1-r)^{n}) / r$ after n years.

    Args:
        leaving: `[..., years]`, share that leaves in each year, 0..1.
        starts: `[...]`, position of the first year in which one joins; before it nobody does.

    Returns:
        `[..., years]`, persons for each one a year; 0 before the start.

    Raises:
        MethodError: NaN, a share out of 0..1, shapes that do not fit.

    Source:
        Follows from `project_stock`, which is linear in the people who join.
    """
    share, first = finite("leaving", leaving), finite("starts", starts)
    refuse_where((share < 0) | (share > 1), "leaving must lie between 0 and 1")
    if share.ndim < 1:
        message = "leaving must have the shape [..., years]; it has []"
        raise MethodError(message)
    lead = leading_shape(leaving=share.shape[:-1], starts=first.shape)
    share = np.broadcast_to(share, (*lead, share.shape[-1]))
    result = np.zeros(share.shape)
    current = np.zeros(lead)
    for year in range(share.shape[-1]):
        current = current * (1.0 - share[..., year]) + (year >= first)
        result[..., year] = current
    return result


def inflow_to_close(gap: ArrayLike, leaving: ArrayLike, starts: ArrayLike = 0) -> FloatArray:
    r"""Smallest constant number a year that closes each year's gap, $x_t = g_t / A_t$.

    The gap of a year is closed when the people who joined since the start and are still there
    (`still_there`) make it up. What closes the gap of every year is the largest of them.

    Args:
        gap: `[..., years]`, persons lacking at the end of each year, not negative.
        leaving: `[..., years]`, share that leaves in each year, 0..1.
        starts: `[...]`, position of the first year in which some can join.

    Returns:
        `[..., years]`, persons a year; 0 where nobody lacks, NaN where a gap comes before anybody
        can join, so that nothing closes it.

    Raises:
        MethodError: NaN, a negative gap, a share out of 0..1, shapes that do not fit.

    Source:
        Follows from `project_stock`.
    """
    lacking = finite("gap", gap)
    refuse_where(lacking < 0, "gap must not be negative")
    there = still_there(leaving, starts)
    leading_shape(gap=lacking.shape, leaving=there.shape)
    lacking, there = np.broadcast_arrays(lacking, there)
    closed = np.full(lacking.shape, np.nan)
    np.divide(lacking, there, out=closed, where=there > 0)
    return np.where(lacking == 0, 0.0, closed)


def placed(seats: ArrayLike, completion: ArrayLike, placement: ArrayLike) -> FloatArray:
    """People who take up the work they were trained for: seats times completion times placement.

    Args:
        seats: `[...]`, seats, not negative.
        completion: `[...]`, share that completes, 0..1.
        placement: `[...]`, share of these that takes up such work, 0..1.

    Returns:
        `[...]`, persons.

    Raises:
        MethodError: NaN, negative seats, a share out of 0..1, shapes that do not fit.

    Source:
        An accounting identity.
    """
    count = finite("seats", seats)
    refuse_where(count < 0, "seats must not be negative")
    return count * _yield_of(completion, placement, count.shape)


def seats_to_place(persons: ArrayLike, completion: ArrayLike, placement: ArrayLike) -> FloatArray:
    """Seats that it takes to place so many, the inverse of `placed`.

    Args:
        persons: `[...]`, persons to place, not negative; NaN stays NaN.
        completion: `[...]`, share that completes, 0..1.
        placement: `[...]`, share of these that takes up such work, 0..1.

    Returns:
        `[...]`, seats, not rounded; NaN where nobody is placed whatever the seats.

    Raises:
        MethodError: negative persons, a share out of 0..1, shapes that do not fit.

    Source:
        An accounting identity.
    """
    wanted = np.asarray(persons, dtype=np.float64)
    refuse_where(wanted < 0, "persons must not be negative")
    each = _yield_of(completion, placement, wanted.shape)
    wanted, each = np.broadcast_arrays(wanted, each)
    seats = np.full(wanted.shape, np.nan)
    np.divide(wanted, each, out=seats, where=each > 0)
    return np.where(wanted == 0, 0.0, seats)


def _yield_of(completion: ArrayLike, placement: ArrayLike, shape: tuple[int, ...]) -> FloatArray:
    """Return how many are placed for each seat, after looking at the shares."""
    done, taken = finite("completion", completion), finite("placement", placement)
    for name, share in (("completion", done), ("placement", taken)):
        refuse_where((share < 0) | (share > 1), f"{name} must lie between 0 and 1")
    leading_shape(persons=shape, completion=done.shape, placement=taken.shape)
    return done * taken
