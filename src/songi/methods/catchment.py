"""What can be reached: the nearest destination, and how many lie within a time."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray

from songi.errors import MethodError
from songi.methods.checks import FloatArray, finite, leading_shape, numbers, refuse_where


class Nearest(NamedTuple):
    """The nearest destination of each origin, each `[..., origins]`.

    Attributes:
        minutes: time to it, infinite where none can be reached.
        destination: its position, -1 where none can be reached.
    """

    minutes: FloatArray
    destination: NDArray[np.intp]


def nearest(minutes: ArrayLike) -> Nearest:
    """Find the nearest destination of each origin.

    Args:
        minutes: `[..., origins, destinations]`, not negative; infinity says that a destination
            cannot be reached.

    Returns:
        Time and position of the nearest, the first of equally near ones.

    Raises:
        MethodError: NaN, negative times, no destination.
    """
    times = _checked_minutes(minutes)
    destination = np.argmin(times, axis=-1)
    least = np.take_along_axis(times, destination[..., None], axis=-1)[..., 0]
    return Nearest(least, np.where(np.isfinite(least), destination, -1))


def count_within(
    minutes: ArrayLike, threshold: ArrayLike, capacity: ArrayLike | None = None
) -> FloatArray:
    """Count the destinations within a time, or add up their capacity (cumulative opportunities).

    A destination at exactly the threshold counts. The measure jumps there: look at more than one
    threshold.

    Args:
        minutes: `[..., origins, destinations]`, infinity where unreachable.
        threshold: minutes, one number or of a shape that broadcasts against `[..., origins]`.
        capacity: of each destination `[..., destinations]`, not negative, in any unit; None counts
            each as one.

    Returns:
        `[..., origins]`, a number of destinations or the unit of the capacity.

    Raises:
        MethodError: NaN, negative values, shapes that do not fit.

    Source:
        Wachs and Kumagai (1973), Socio-Economic Planning Sciences 7.
    """
    times = _checked_minutes(minutes)
    limit = finite("threshold", threshold)
    refuse_where(limit < 0, "threshold must not be negative")
    leading_shape(minutes=times.shape[:-1], threshold=limit.shape)
    within = times <= limit[..., None]
    if capacity is None:
        return np.count_nonzero(within, axis=-1).astype(np.float64)
    amounts = finite("capacity", capacity)
    refuse_where(amounts < 0, "capacity must not be negative")
    if amounts.ndim < 1 or amounts.shape[-1] != times.shape[-1]:
        message = (
            f"capacity must have the shape [..., {times.shape[-1]}], one for each destination; "
            f"it has {list(amounts.shape)}"
        )
        raise MethodError(message)
    leading_shape(minutes=within.shape[:-2], capacity=amounts.shape[:-1])
    return np.matmul(within.astype(np.float64), amounts[..., None])[..., 0]


def _checked_minutes(minutes: ArrayLike) -> FloatArray:
    times = numbers("minutes", minutes)
    if times.ndim < 2 or times.shape[-1] == 0:
        message = (
            "minutes must have the shape [..., origins, destinations] with at least one "
            f"destination; it has {list(times.shape)}"
        )
        raise MethodError(message)
    refuse_where(np.isnan(times), "minutes must not be NaN (infinity says unreachable)")
    refuse_where(times < 0, "minutes must not be negative")
    return times
