"""Internal rates of return: the one there is, all there are, and one that always is."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.special import comb

from songi.errors import MethodError
from songi.methods.cash_flow.checks import rate_a_period, time_last
from songi.methods.cash_flow.kernel import GREATEST_RATE, all_changes, all_rates
from songi.methods.cash_flow.worth import net_present_value
from songi.methods.checks import FloatArray, leading_shape


class InternalRates(NamedTuple):
    """Rates at which a flow is worth nothing.

    Attributes:
        rates: `[..., most]`, in ascending order, NaN where there are no more.
        number: `[...]`, how many there are.
    """

    rates: FloatArray
    number: NDArray[np.intp]


def sign_changes(flows: ArrayLike, *, axis: int = -1) -> NDArray[np.intp]:
    """Return how often the sign of a flow changes; noughts are passed over.

    There are at most so many rates above -1 (Descartes), and an even number fewer if fewer: none
    without a change, just one with one.

    Args:
        flows: `[..., time]`, won.
        axis: the axis of time.

    Returns:
        `[...]`, whole numbers.

    Raises:
        MethodError: NaN, no period.
    """
    array = time_last("flows", flows, axis)
    counts = np.zeros(array.shape[:-1], dtype=np.intp)
    all_changes(_rows(array), counts.reshape(-1))
    return counts


def internal_rates(
    flows: ArrayLike, *, least: float = -1.0, most: int | None = None, axis: int = -1
) -> InternalRates:
    r"""All rates r in (least, 10] with $\sum_t f_t (1+r)^{-t} = 0$.

    The roots are isolated by Descartes' rule in Bernstein form, in 1+r below nought and 1/(1+r)
    above, and sharpened by Newton's steps in a bracket. Roots that fall together are told once.

    Args:
        flows: `[..., time]`, won, one for each period.
        least: rates at or below it are left out; nought asks for positive ones only.
        most: how many rates there is room for; as many as the flows change sign at most without it.
        axis: the axis of time.

    Returns:
        Rates and how many there are.

    Raises:
        MethodError: NaN, no period, `least` outside [-1, 10), or too little room.

    Source:
        Collins & Akritas (1976), Polynomial real root isolation using Descartes' rule of signs;
        Norstrom (1972), A sufficient condition for a unique nonnegative internal rate of return.
    """
    if not -1.0 <= least < GREATEST_RATE:
        message = f"least is {least}; it must be at least -1 and below {GREATEST_RATE:g}"
        raise MethodError(message)
    array = time_last("flows", flows, axis)
    leading, periods = array.shape[:-1], array.shape[-1]
    room = int(sign_changes(array).max(initial=0)) if most is None else most
    rates = np.full((int(np.prod(leading)), max(room, 1)), np.nan)
    counts = np.zeros(len(rates), dtype=np.intp)
    steps = np.arange(periods)
    binomials = comb(steps[:, None], steps[None, :])
    all_rates(_rows(array), float(least), binomials, rates, counts)
    if most is not None and counts.max(initial=0) > most:
        message = f"a flow has {counts.max()} rates; there is room for {most}"
        raise MethodError(message)
    return InternalRates(rates.reshape(*leading, -1), counts.reshape(leading))


def internal_rate(flows: ArrayLike, *, least: float = -1.0, axis: int = -1) -> FloatArray:
    """Return the rate in (least, 10] if there is just one, NaN if there is none or several.

    Args:
        flows: `[..., time]`, won, one for each period.
        least: rates at or below it do not count; with nought, a flow with one positive rate has
            one, whatever it has below.
        axis: the axis of time.

    Returns:
        `[...]`, a period.

    Raises:
        MethodError: as `internal_rates`.
    """
    found = internal_rates(flows, least=least, axis=axis)
    return np.where(found.number == 1, found.rates[..., 0], np.nan)


def modified_internal_rate(
    flows: ArrayLike, finance_rate: ArrayLike, reinvest_rate: ArrayLike, *, axis: int = -1
) -> FloatArray:
    r"""Modified internal rate (MIRR), of which there is always one.

    $(-\sum_t \max(f_t,0)(1+i)^{n-t} / \sum_t \min(f_t,0)(1+k)^{-t})^{1/n} - 1$ over n periods after
    the first: what is gained is put out at i, what is lost is financed at k.

    Args:
        flows: `[..., time]`, won.
        finance_rate: k, a period; broadcasts with the leading axes.
        reinvest_rate: i, likewise.
        axis: the axis of time.

    Returns:
        `[...]`, a period; NaN where nothing is gained or nothing is lost.

    Raises:
        MethodError: NaN, rates out of bounds, fewer than two periods.

    Source:
        Microsoft Excel function reference, MIRR.
    """
    array = time_last("flows", flows, axis)
    periods = array.shape[-1] - 1
    if periods < 1:
        message = "flows must have at least two periods"
        raise MethodError(message)
    finance = rate_a_period("finance_rate", finance_rate)
    reinvest = rate_a_period("reinvest_rate", reinvest_rate)
    leading_shape(flows=array.shape[:-1], finance_rate=finance.shape, reinvest_rate=reinvest.shape)
    gained = net_present_value(np.maximum(array, 0.0), reinvest, first_period=-periods)
    lost = -net_present_value(np.minimum(array, 0.0), finance)
    both = (gained > 0) & (lost > 0)
    ratio = np.divide(gained, lost, out=np.ones(both.shape), where=both)
    return np.where(both, ratio ** (1.0 / periods) - 1.0, np.nan)


def _rows(flows: FloatArray) -> FloatArray:
    return np.ascontiguousarray(flows).reshape(-1, flows.shape[-1])
