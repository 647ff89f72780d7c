"""What flows are worth today, against each other, and when they have paid back."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray

from songi.methods.cash_flow.checks import rate_a_period, time_last
from songi.methods.checks import FloatArray, leading_shape, refuse_where


class Funding(NamedTuple):
    """The most that had to be put in before it came back.

    Attributes:
        amount: `[...]`, not negative; nought where the sum of flows is never below nought.
        period: `[...]`, in which the sum is lowest, counted from nought.
    """

    amount: FloatArray
    period: NDArray[np.intp]


def net_present_value(
    flows: ArrayLike, rate: ArrayLike, *, first_period: int = 0, axis: int = -1
) -> FloatArray:
    r"""Net present value, $\sum_t f_t (1+r)^{-(t+s)}$.

    The first flow counts as it is (`first_period` s = 0): spreadsheets' NPV discounts it by a
    period (s = 1).

    Args:
        flows: `[..., time]`, won.
        rate: r, a period, real for flows at constant prices; broadcasts with the leading axes.
        first_period: s, periods from the base to the first flow; negative where it lies before the
            base, and is carried forward.
        axis: the axis of time.

    Returns:
        `[...]`, won at the base.

    Raises:
        MethodError: NaN, a rate out of (-1, 10], shapes that do not broadcast.
    """
    array, discount = time_last("flows", flows, axis), rate_a_period("rate", rate)
    leading_shape(flows=array.shape[:-1], rate=discount.shape)
    factors = discount_factors(discount, array.shape[-1], first_period=first_period)
    return np.einsum("...t,...t->...", array, factors)


def discount_factors(rate: ArrayLike, periods: int, *, first_period: int = 0) -> FloatArray:
    r"""Discount factors $(1+r)^{-(t+s)}$, t = 0 to `periods` - 1.

    Args:
        rate: `[...]`, r, a period.
        periods: how many.
        first_period: s, periods from the base to the first.

    Returns:
        `[..., periods]`.

    Raises:
        MethodError: NaN, a rate out of (-1, 10].
    """
    discount = rate_a_period("rate", rate)
    times = np.arange(first_period, first_period + periods, dtype=np.float64)
    return (1.0 + discount[..., None]) ** -times


def benefit_cost_ratio(
    benefits: ArrayLike, costs: ArrayLike, rate: ArrayLike, *, axis: int = -1
) -> FloatArray:
    """Present value of benefits by that of costs (B/C).

    Args:
        benefits: `[..., time]`, won; a benefit lost counts here with a minus.
        costs: `[..., time]`, won, with a plus; what is left at the end may count here with a minus
            or as a benefit: the ratio differs, its side of one does not.
        rate: a period; broadcasts with the leading axes. The base does not matter to a ratio.
        axis: the axis of time.

    Returns:
        `[...]`.

    Raises:
        MethodError: NaN, a rate out of bounds, costs worth nothing or less.

    Source:
        KDI, 예비타당성조사 수행을 위한 일반지침 (편익/비용 비율).
    """
    gained = net_present_value(benefits, rate, axis=axis)
    spent = net_present_value(costs, rate, axis=axis)
    leading_shape(benefits=gained.shape, costs=spent.shape)
    refuse_where(spent <= 0, "costs must be worth more than nothing")
    return gained / spent


def profitability_index(
    returns: ArrayLike, outlays: ArrayLike, rate: ArrayLike, *, axis: int = -1
) -> FloatArray:
    """Profitability index (PI): present value of what comes back by that of what is put in.

    Args:
        returns: `[..., time]`, won: what comes in, running costs taken off (textbooks), or all that
            comes in (where running costs count among the outlays, as public appraisals have it).
        outlays: `[..., time]`, won, with a plus.
        rate: a period; broadcasts with the leading axes.
        axis: the axis of time.

    Returns:
        `[...]`; above one where the net present value is positive.

    Raises:
        MethodError: NaN, a rate out of bounds, outlays worth nothing or less.
    """
    back = net_present_value(returns, rate, axis=axis)
    put_in = net_present_value(outlays, rate, axis=axis)
    leading_shape(returns=back.shape, outlays=put_in.shape)
    refuse_where(put_in <= 0, "outlays must be worth more than nothing")
    return back / put_in


def payback_period(flows: ArrayLike, rate: ArrayLike = 0.0, *, axis: int = -1) -> FloatArray:
    """Time after which the (discounted) sum of flows is never below nought again.

    Between two periods the sum is taken to move evenly. A flow that falls back below nought has not
    paid back yet: the first crossing, as spreadsheets have it, is earlier there.

    Args:
        flows: `[..., time]`, won.
        rate: at which they are discounted to the first; nought without.
        axis: the axis of time.

    Returns:
        `[...]`, periods after the first; 0 where the sum is never below nought, NaN where it ends
        there.

    Raises:
        MethodError: NaN, a rate out of bounds.
    """
    array, discount = time_last("flows", flows, axis), rate_a_period("rate", rate)
    leading_shape(flows=array.shape[:-1], rate=discount.shape)
    total = np.cumsum(array * discount_factors(discount, array.shape[-1]), axis=-1)
    below = total < 0
    last = total.shape[-1] - 1 - np.argmax(below[..., ::-1], axis=-1)
    after = np.minimum(last + 1, total.shape[-1] - 1)
    from_sum = np.take_along_axis(total, last[..., None], axis=-1)[..., 0]
    to_sum = np.take_along_axis(total, after[..., None], axis=-1)[..., 0]
    rise = to_sum - from_sum
    part = np.divide(-from_sum, rise, out=np.zeros_like(rise), where=rise > 0)
    crossed = np.where(below.any(axis=-1), last + part, 0.0)
    return np.where(below[..., -1], np.nan, crossed)


def peak_funding(flows: ArrayLike, *, axis: int = -1) -> Funding:
    """Return the deepest point of the sum of flows: the most money tied up, and when.

    Args:
        flows: `[..., time]`, won.
        axis: the axis of time.

    Returns:
        Amount and period; the first where several are as deep.

    Raises:
        MethodError: NaN, no period.
    """
    total = np.cumsum(time_last("flows", flows, axis), axis=-1)
    return Funding(np.maximum(-total.min(axis=-1), 0.0), total.argmin(axis=-1))
