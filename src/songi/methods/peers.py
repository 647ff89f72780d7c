"""Series of clusters by age: read where they were observed or between, and nowhere else."""

from __future__ import annotations

from typing import Literal, NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray

from songi.errors import MethodError
from songi.methods.checks import FloatArray, finite, one_of, refuse_where

NOT_KNOWN, OBSERVED, BETWEEN, CARRIED = 0, 1, 2, 3
"""How a value was come by."""

Growth = Literal["even", "compound"]


class Reading(NamedTuple):
    """Values of a series at the times asked for.

    Attributes:
        values: `[times]`; NaN where nothing is known.
        how: `[times]`, one of `NOT_KNOWN`, `OBSERVED`, `BETWEEN`, `CARRIED`.
    """

    values: FloatArray
    how: NDArray[np.int64]


def read_series(
    years: ArrayLike,
    values: ArrayLike,
    at: ArrayLike,
    *,
    growth: Growth = "compound",
    carried_years: float = 0.0,
) -> Reading:
    r"""Read a series at some times without inventing anything.

    Between two observations the value grows evenly, or by the same share a year,
    $v_a (v_b / v_a)^{(t - a) / (b - a)}$. Before the first and after the last there is none, unless
    the nearest observation may be carried for some years, as an area may.

    Args:
        years: `[n]`, years observed, all different, in any order; at least one.
        values: `[n]`, what was observed, not negative; a value of nought grows evenly.
        at: `[times]`, times asked for.
        growth: how it grows between observations.
        carried_years: how far outside the span the nearest observation stands in.

    Returns:
        Values, and how each was come by.

    Raises:
        MethodError: NaN, no observation, two of one year, a negative value, shapes that differ.

    Source:
        Linear and log-linear interpolation; that nothing is extrapolated is a rule of songi.
    """
    one_of("growth", growth, ("even", "compound"))
    when, what, asked = finite("years", years), finite("values", values), finite("at", at)
    if when.ndim != 1 or when.shape != what.shape or not when.size:
        message = f"years and values must be [n] with n > 0; they are {when.shape}, {what.shape}"
        raise MethodError(message)
    refuse_where(what < 0, "values must not be negative")
    order = np.argsort(when)
    when, what = when[order], what[order]
    refuse_where(np.diff(when) == 0, "years must all be different")
    even = np.interp(asked, when, what)
    read = even
    if growth == "compound":
        with np.errstate(divide="ignore"):
            compound = np.exp(np.interp(asked, when, np.log(what)))
        read = np.where(_touches_nought(when, what, asked), even, compound)
    observed = np.isin(asked, when)
    inside = (asked > when[0]) & (asked < when[-1])
    near = np.minimum(np.abs(asked - when[0]), np.abs(asked - when[-1])) <= carried_years
    how = np.where(inside, BETWEEN, np.where(near, CARRIED, NOT_KNOWN))
    how = np.where(observed, OBSERVED, how)
    exact = np.where(inside & ~observed, read, even)
    return Reading(np.where(how == NOT_KNOWN, np.nan, exact), how.astype(np.int64))


def _touches_nought(when: FloatArray, what: FloatArray, asked: FloatArray) -> NDArray[np.bool_]:
    """Return where one of the two observations around a time is nought."""
    after = np.clip(np.searchsorted(when, asked), 0, when.size - 1)
    before = np.clip(after - 1, 0, when.size - 1)
    return (what[after] == 0) | (what[before] == 0)
