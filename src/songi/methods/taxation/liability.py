"""What a firm owes year by year: brackets, losses, relief, credits under a minimum tax."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike

from songi.errors import MethodError
from songi.methods.checks import FloatArray, finite, leading_shape, refuse_where


def bracket_tax(income: ArrayLike, above: ArrayLike, rates: ArrayLike) -> FloatArray:
    r"""Tax by brackets, $\sum_k (\rho_k - \rho_{k-1}) \max(0, x - a_k)$.

    Args:
        income: `[..., years]`, what is taxed; a loss is taxed nought.
        above: `[brackets]`, income above which each rate holds, rising from nought.
        rates: `[..., brackets]`, rate of each, 0 to 1; the leading axes are those of the income.

    Returns:
        `[..., years]`.

    Raises:
        MethodError: NaN, values out of bounds, brackets that do not rise from nought, shapes that
            do not fit.
    """
    base, start, rate = finite("income", income), finite("above", above), finite("rates", rates)
    refuse_where((rate < 0) | (rate > 1), "rates must lie between 0 and 1")
    if start.ndim != 1 or not start.size or rate.ndim < 1 or rate.shape[-1] != start.size:
        message = (
            "above must have the shape [brackets] and rates [..., brackets]; they have "
            f"{list(start.shape)} and {list(rate.shape)}"
        )
        raise MethodError(message)
    if start[0] != 0 or (np.diff(start) <= 0).any():
        message = f"above must rise from nought; it is {start.tolist()}"
        raise MethodError(message)
    owed = np.zeros(np.broadcast_shapes(base.shape, (*rate.shape[:-1], 1)))
    before = np.zeros(rate.shape[:-1])
    for k, edge in enumerate(start):
        owed += (rate[..., k] - before)[..., None] * np.maximum(base - edge, 0.0)
        before = rate[..., k]
    return owed


def after_losses(income: ArrayLike) -> FloatArray:
    """What is taxed in each year when losses are carried forward without limit.

    Args:
        income: `[..., years]`, income or loss of each year.

    Returns:
        `[..., years]`, never negative; together no more than the gains less the losses before them.

    Raises:
        MethodError: NaN, a single number.
    """
    flow = _by_year("income", income)
    taxed, carried = np.zeros(flow.shape), np.zeros(flow.shape[:-1])
    for year in range(flow.shape[-1]):
        left = flow[..., year] - carried
        taxed[..., year] = np.maximum(left, 0.0)
        carried = np.maximum(-left, 0.0)
    return taxed


def used_credits(earned: ArrayLike, room: ArrayLike, carry_years: int) -> FloatArray:
    """What of the credits earned can be used in each year, the oldest first.

    A credit is used in the year in which it is earned, or carried forward until it lapses.

    Args:
        earned: `[..., years]`, credits earned, not negative.
        room: `[..., years]`, most that can be used: the tax due, or what of it lies above the
            minimum tax; not negative.
        carry_years: years after the first in which a credit can still be used.

    Returns:
        `[..., years]`, used in each year; never more than the room, nor than was earned.

    Raises:
        MethodError: NaN, negative values, shapes that do not broadcast.
    """
    gained, most = _by_year("earned", earned), _by_year("room", room)
    refuse_where(gained < 0, "earned must not be negative")
    refuse_where(most < 0, "room must not be negative")
    refuse_where(np.asarray(carry_years < 0), "carry_years must not be negative")
    shape = leading_shape(earned=gained.shape, room=most.shape)
    # Years first: what is taken of a year then lies together.
    left, free = (
        np.moveaxis(np.broadcast_to(one, shape), -1, 0).copy(order="C") for one in (gained, most)
    )
    used = np.zeros(left.shape)
    earning = [year for year, one in enumerate(left) if one.any()]
    for year in range(len(left)):
        for origin in (one for one in earning if year - carry_years <= one <= year):
            taken = np.minimum(left[origin], free[year])
            left[origin] -= taken
            free[year] -= taken
            used[year] += taken
    return np.ascontiguousarray(np.moveaxis(used, 0, -1))


def relief_by_year(
    tax: ArrayLike,
    rate: ArrayLike,
    years: ArrayLike,
    later_rate: ArrayLike = 0.0,
    later_years: ArrayLike = 0.0,
    cap: ArrayLike = np.inf,
) -> FloatArray:
    """Tax that is forgiven year by year, counted from the first year in which tax is due.

    Args:
        tax: `[..., years]`, tax before the relief, not negative.
        rate: `[...]`, share forgiven at first, 0 to 1.
        years: `[...]`, in how many years; a part of a year counts by its share.
        later_rate: `[...]`, share forgiven afterwards.
        later_years: `[...]`, in how many years.
        cap: `[...]`, most that is forgiven in all; infinite for no limit.

    Returns:
        `[..., years]`.

    Raises:
        MethodError: NaN, values out of bounds.
    """
    owed = _by_year("tax", tax)
    first, then = finite("rate", rate), finite("later_rate", later_rate)
    for name, share in (("rate", first), ("later_rate", then)):
        refuse_where((share < 0) | (share > 1), f"{name} must lie between 0 and 1")
    length, more = finite("years", years), finite("later_years", later_years)
    for name, span in (("years", length), ("later_years", more)):
        refuse_where(span < 0, f"{name} must not be negative")
    refuse_where(owed < 0, "tax must not be negative")
    begun = np.maximum.accumulate(owed > 0, axis=-1)
    passed = np.cumsum(begun, axis=-1) - 1.0
    early = np.clip(length[..., None] - passed, 0.0, 1.0) * begun
    late = np.clip(length[..., None] + more[..., None] - passed, 0.0, 1.0) * begun - early
    forgiven = owed * (first[..., None] * early + then[..., None] * late)
    total = np.minimum(np.cumsum(forgiven, axis=-1), np.asarray(cap, float)[..., None])
    return np.diff(total, axis=-1, prepend=0.0)


def even_after(cost: ArrayLike, receipts: ArrayLike, rate: ArrayLike) -> FloatArray:
    """Years until discounted receipts have paid for a cost.

    Args:
        cost: `[...]`, cost today.
        receipts: `[..., years]`, receipts of the years one, two, ...
        rate: `[...]`, rate of discount, above -1.

    Returns:
        `[...]`, the first whole year at whose end they have; nought where there is no cost, NaN
        where they do not within the years given.

    Raises:
        MethodError: NaN, values out of bounds.
    """
    price, flow = finite("cost", cost), _by_year("receipts", receipts)
    interest = finite("rate", rate)
    refuse_where(interest <= -1, "rate must be above -1")
    when = np.arange(1, flow.shape[-1] + 1)
    paid = np.cumsum(flow * (1.0 + interest[..., None]) ** -when, axis=-1)
    enough = paid >= price[..., None] * (1 - 1e-12)
    years = np.where(enough.any(axis=-1), enough.argmax(axis=-1) + 1.0, np.nan)
    return np.where(price <= 0, 0.0, years)


def _by_year(name: str, values: ArrayLike) -> FloatArray:
    array = finite(name, values)
    if array.ndim < 1 or not array.shape[-1]:
        message = f"{name} must have the shape [..., years]; it has {list(array.shape)}"
        raise MethodError(message)
    return array
