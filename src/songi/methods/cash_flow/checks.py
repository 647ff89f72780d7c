"""What the methods of cash flow ask of flows and rates."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike

from songi.errors import MethodError
from songi.methods.cash_flow.kernel import GREATEST_RATE
from songi.methods.checks import FloatArray, finite, refuse_where


def time_last(name: str, flows: ArrayLike, axis: int = -1) -> FloatArray:
    """Return finite flows `[..., time]`, time moved from `axis` to the last.

    Raises:
        MethodError: NaN, no such axis, or no period on it.
    """
    array = finite(name, flows)
    if not -array.ndim <= axis < array.ndim or not array.shape[axis]:
        message = (
            f"{name} must have at least one period on axis {axis}; its shape is {list(array.shape)}"
        )
        raise MethodError(message)
    return array if axis in {-1, array.ndim - 1} else np.moveaxis(array, axis, -1)


def rate_a_period(name: str, rate: ArrayLike, greatest: float = GREATEST_RATE) -> FloatArray:
    """Return finite rates, above -1 and up to `greatest`: a share, not a percentage.

    Raises:
        MethodError: NaN or out of bounds.
    """
    array = finite(name, rate)
    complaint = f"{name} must be above -1 and at most {greatest:g} (4.5 % is 0.045)"
    refuse_where((array <= -1.0) | (array > greatest), complaint)
    return array
