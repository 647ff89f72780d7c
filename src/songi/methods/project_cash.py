"""A project's cash before any rate of discount: phases, filling of floors, what is lacking."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike

from songi.errors import MethodError
from songi.methods.checks import FloatArray, finite, leading_shape, refuse_where


class RunningCash(NamedTuple):
    """Cash at the end of each period, and what had to be put in.

    Attributes:
        cash: `[..., periods]`, never negative.
        put_in: `[..., periods]`, what was lacking in the period, not negative.
    """

    cash: FloatArray
    put_in: FloatArray


def phased_cost(total: ArrayLike, shares: ArrayLike) -> FloatArray:
    r"""Spread a cost over periods, $k_t = K s_t / \sum_u s_u$.

    Shares that were drawn apart from each other are made to add up to one.

    Args:
        total: `[...]`, K, not negative.
        shares: `[..., periods]`, not negative, not all of a draw nought.

    Returns:
        `[..., periods]`; they add up to the total.

    Raises:
        MethodError: NaN, negative values, no share at all, shapes that do not fit.
    """
    cost, share = finite("total", total), finite("shares", shares)
    refuse_where(cost < 0, "total must not be negative")
    refuse_where(share < 0, "shares must not be negative")
    if share.ndim < 1 or not share.shape[-1]:
        message = f"shares must have the shape [..., periods]; it has {list(share.shape)}"
        raise MethodError(message)
    leading_shape(total=cost.shape, shares=share.shape[:-1])
    whole = share.sum(axis=-1)
    refuse_where(np.asarray(whole <= 0), "shares must not all be nought")
    return (cost / whole)[..., None] * share


def open_share(opens: ArrayLike, years: ArrayLike) -> FloatArray:
    r"""Part of each calendar year in which something is open, $\min(1, \max(0, y + 1 - o))$.

    Args:
        opens: `[...]`, moment of opening as a year with decimals (2027.5 is the end of June 2027).
        years: `[years]`, calendar years.

    Returns:
        `[..., years]`, 0 to 1.

    Raises:
        MethodError: NaN, years that are no list.
    """
    moment, year = finite("opens", opens), _years(years)
    return np.clip(year + 1.0 - moment[..., None], 0.0, 1.0)


def let_share(
    opens: ArrayLike, years: ArrayLike, occupancy: ArrayLike, fill_years: ArrayLike = 0.0
) -> FloatArray:
    r"""Share of a floor that is let in each calendar year, filling evenly after it opens.

    At moment t the share is $q \min(1, (t - o) / f)$, and q at once where f is nought. What is
    returned is its mean over the year, nought before the opening counted in.

    Args:
        opens: `[...]`, o, moment of opening as a year with decimals.
        years: `[years]`, calendar years.
        occupancy: `[...]`, q, share let once it has filled, 0 to 1.
        fill_years: `[...]`, f, not negative.

    Returns:
        `[..., years]`, 0 to 1.

    Raises:
        MethodError: NaN, values out of bounds, shapes that do not broadcast.
    """
    moment, year = finite("opens", opens), _years(years)
    full, fill = finite("occupancy", occupancy), finite("fill_years", fill_years)
    refuse_where((full < 0) | (full > 1), "occupancy must lie between 0 and 1")
    refuse_where(fill < 0, "fill_years must not be negative")
    leading_shape(opens=moment.shape, occupancy=full.shape, fill_years=fill.shape)
    length = fill[..., None]

    def gathered(until: FloatArray) -> FloatArray:
        """Return the integral of the filling from the opening to a moment after it."""
        filling = np.minimum(until, length)
        ramp = np.divide(filling**2, 2.0 * length, out=np.zeros_like(filling), where=length > 0)
        return ramp + np.maximum(until - length, 0.0)

    since = year - moment[..., None]
    ends, begins = np.broadcast_arrays(since + 1.0, length)[0], np.maximum(since, 0.0)
    begins = np.broadcast_to(begins, ends.shape)
    mean = gathered(np.maximum(ends, 0.0)) - gathered(begins)
    # The difference of two integrals may leave nought and one by a rounding.
    return full[..., None] * np.clip(mean, 0.0, 1.0)


def price_between(low: ArrayLike, high: ArrayLike, position: ArrayLike) -> FloatArray:
    r"""Price at a position between two, $l + x (h - l)$; the one where the other is not known.

    Args:
        low: `[...]`, price at position nought; NaN where it is not known.
        high: `[...]`, price at position one; NaN where it is not known.
        position: `[...]`, x, not negative.

    Returns:
        `[...]`, not negative; NaN where neither is known.

    Raises:
        MethodError: a position that is NaN or negative, shapes that do not broadcast.
    """
    at = finite("position", position)
    refuse_where(at < 0, "position must not be negative")
    first, last = np.asarray(low, float), np.asarray(high, float)
    leading_shape(low=first.shape, high=last.shape, position=at.shape)
    between = first + at * (last - first)
    alone = np.where(np.isnan(first), last, first)
    return np.maximum(np.where(np.isnan(between), alone, between), 0.0)


def running_cash(flows: ArrayLike) -> RunningCash:
    r"""Carry cash from period to period and tell what is lacking.

    $c_t = \max(0, c_{t-1} + x_t)$ and $g_t = \max(0, -(c_{t-1} + x_t))$, so that cash at the end is
    cash before, the flow and what was put in: $c_t = c_{t-1} + x_t + g_t$.

    Args:
        flows: `[..., periods]`, what comes in less what goes out.

    Returns:
        Cash and what was put in, each `[..., periods]`.

    Raises:
        MethodError: NaN, no period.
    """
    flow = finite("flows", flows)
    if flow.ndim < 1:
        message = "flows must have the shape [..., periods]; it is a single number"
        raise MethodError(message)
    cash, put_in = np.empty_like(flow), np.empty_like(flow)
    held = np.zeros(flow.shape[:-1])
    for period in range(flow.shape[-1]):
        after = held + flow[..., period]
        held = np.maximum(after, 0.0)
        cash[..., period], put_in[..., period] = held, held - after
    return RunningCash(cash, put_in)


def _years(years: ArrayLike) -> FloatArray:
    array = finite("years", years)
    if array.ndim != 1:
        message = f"years must have the shape [years]; it has {list(array.shape)}"
        raise MethodError(message)
    return array
