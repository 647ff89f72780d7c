"""Mean and quantile among those draws in which something happens at all; NaN is no occurrence."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike

from songi.errors import MethodError
from songi.methods.checks import FloatArray, numbers


def share_among(values: ArrayLike) -> FloatArray:
    """Return the share of draws that have a value.

    Args:
        values: `[draws, ...]`, NaN where nothing happened.

    Returns:
        `[...]`, 0 to 1.

    Raises:
        MethodError: no draws.
    """
    return np.mean(~np.isnan(_drawn(values)), axis=0)


def mean_among(values: ArrayLike) -> FloatArray:
    """Return the mean over the draws that have a value.

    Args:
        values: `[draws, ...]`, NaN where nothing happened.

    Returns:
        `[...]`; NaN where it happened in no draw. Tell `share_among` beside it.

    Raises:
        MethodError: no draws.
    """
    array = _drawn(values)
    count = np.sum(~np.isnan(array), axis=0)
    total = np.sum(np.nan_to_num(array), axis=0)
    return np.divide(total, count, out=np.full(np.shape(total), np.nan), where=count > 0)


def quantile_among(values: ArrayLike, share: float) -> FloatArray:
    r"""Return a quantile over the draws that have a value: the smallest that enough do not exceed.

    The inverse of the empirical distribution function, $x_{(\lceil q n \rceil)}$ of the n values:
    always one that occurred, so that a year stays a year.

    Args:
        values: `[draws, ...]`, NaN where nothing happened.
        share: q, between 0 and 1.

    Returns:
        `[...]`; NaN where it happened in no draw. Tell `share_among` beside it.

    Raises:
        MethodError: no draws; a share beyond 0 to 1.

    Source:
        Hyndman and Fan (1996), The American Statistician 50, definition 1.
    """
    if not 0 <= share <= 1:
        message = f"share must lie between 0 and 1; it is {share}"
        raise MethodError(message)
    array = np.sort(_drawn(values), axis=0)
    count = np.sum(~np.isnan(array), axis=0)
    # Rounding must not lift a whole number of values to the next.
    place = np.clip(np.ceil(share * count - 1e-9).astype(int) - 1, 0, None)
    return np.take_along_axis(array, place[None], axis=0)[0]


def _drawn(values: ArrayLike) -> FloatArray:
    array = numbers("values", values)
    if array.ndim < 1 or array.shape[0] == 0:
        message = f"values must have the shape [draws, ...]; it has {list(array.shape)}"
        raise MethodError(message)
    return array
