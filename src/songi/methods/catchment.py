"""What can be reached: the nearest destination, how many lie within a time, and shared supply."""

from __future__ import annotations

from typing import Literal, NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray

from songi.errors import MethodError
from songi.methods.checks import (
    FloatArray,
    finite,
    leading_shape,
    numbers,
    one_of,
    refuse_where,
)

Decay = Literal["exponential", "power", "gaussian"]

DECAYS = ("exponential", "power", "gaussian")

ZONES = (10.0, 20.0, 30.0)
"""Ends of the zones of the enhanced floating catchment, in minutes (Luo and Qi 2009)."""

ZONE_WEIGHTS = (1.0, 0.68, 0.22)
"""Weights of its zones, the slower fall of the two in Luo and Qi (2009)."""


class FloatingCatchment(NamedTuple):
    """What a floating catchment gives.

    Attributes:
        access: `[..., demand]`, capacity per person within reach of each demand point.
        ratio: `[..., supply]`, capacity per (weighted) person of each supply point; NaN where
            nobody lives in its catchment, and then it adds to nobody's access.
    """

    access: FloatArray
    ratio: FloatArray


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
    _one_for_each("capacity", amounts, times.shape[-1], "destination")
    leading_shape(minutes=within.shape[:-2], capacity=amounts.shape[:-1])
    return np.matmul(within.astype(np.float64), amounts[..., None])[..., 0]


def decay(minutes: ArrayLike, form: Decay, parameter: ArrayLike) -> FloatArray:
    r"""Return the weight of a destination by the time it takes.

    `exponential`: $e^{-\beta t}$, β per minute. `power`: $\max(t, 1)^{-\alpha}$. `gaussian`:
    $e^{-t^2 / 2 \sigma^2}$, σ in minutes.

    Args:
        minutes: `[..., origins, destinations]`, infinity where unreachable.
        form: which of them.
        parameter: β, α or σ; above 0; of a shape that broadcasts against `[...]`.

    Returns:
        Weights 0 to 1 of the shape of the minutes, 0 where unreachable.

    Raises:
        MethodError: NaN, negative times, a parameter that is not above 0, an unknown form.

    Source:
        Kwan (1998), Geographical Analysis 30.
    """
    times, rate = _checked_minutes(minutes), finite("parameter", parameter)
    one_of("form", form, DECAYS)
    refuse_where(rate <= 0, "parameter must be above 0")
    rate = rate[..., None, None]
    if form == "exponential":
        return np.exp(-rate * times)
    if form == "power":
        return np.maximum(times, 1.0) ** -rate
    return np.exp(-(times**2) / (2 * rate**2))


def step_weights(
    minutes: ArrayLike, ends: ArrayLike = ZONES, weights: ArrayLike = ZONE_WEIGHTS
) -> FloatArray:
    """Return the weight of the zone in which each destination lies.

    Args:
        minutes: `[..., origins, destinations]`, infinity where unreachable.
        ends: `[zones]`, minutes at which each zone ends, rising; the end belongs to it.
        weights: `[zones]`, not negative.

    Returns:
        Weights of the shape of the minutes, 0 beyond the last zone.

    Raises:
        MethodError: NaN, negative times or weights, ends that do not rise, lengths that differ.
    """
    times = _checked_minutes(minutes)
    limits, steps = finite("ends", ends), finite("weights", weights)
    if limits.ndim != 1 or limits.shape != steps.shape or not limits.size:
        message = f"ends and weights must have one shape [zones]: {limits.shape}, {steps.shape}"
        raise MethodError(message)
    refuse_where(np.diff(limits, prepend=0.0) <= 0, "ends must rise from 0")
    refuse_where(steps < 0, "weights must not be negative")
    return np.append(steps, 0.0)[np.searchsorted(limits, times, side="left")]


def gravity(weights: ArrayLike, capacity: ArrayLike) -> FloatArray:
    r"""Add up what can be reached, each destination weighted by how near it is.

    $A_i = \sum_j c_j f(t_{ij})$. The unit is that of the capacity, but only comparisons tell
    anything: the sum depends on the form and parameter of the weight.

    Args:
        weights: `[..., origins, destinations]`, of `decay` or `step_weights`.
        capacity: `[..., destinations]`, not negative.

    Returns:
        `[..., origins]`.

    Raises:
        MethodError: NaN, negative values, shapes that do not fit.

    Source:
        Hansen (1959), Journal of the American Institute of Planners 25.
    """
    near, amounts = _weights(weights), finite("capacity", capacity)
    refuse_where(amounts < 0, "capacity must not be negative")
    _one_for_each("capacity", amounts, near.shape[-1], "destination")
    leading_shape(weights=near.shape[:-2], capacity=amounts.shape[:-1])
    return np.matmul(near, amounts[..., None])[..., 0]


def floating_catchment(
    weights: ArrayLike, people: ArrayLike, capacity: ArrayLike
) -> FloatingCatchment:
    r"""Share out capacity among those who can reach it (two-step floating catchment area).

    First step: each supply point's capacity per person in its catchment,
    $R_j = c_j / \sum_i w_{ij} p_i$. Second step: what each demand point reaches of it,
    $A_i = \sum_j w_{ij} R_j$. With weights of one within a limit this is 2SFCA, with
    `step_weights` E2SFCA, with `decay` the gravity form. Capacity is shared out once:
    $\sum_i p_i A_i = \sum_j c_j$ over the supply that anybody reaches.

    Args:
        weights: `[..., demand, supply]`, not negative, 0 where unreachable.
        people: `[..., demand]`, not negative.
        capacity: `[..., supply]`, not negative.

    Returns:
        Access and ratios, in the unit of the capacity per person.

    Raises:
        MethodError: NaN, negative values, shapes that do not fit.

    Source:
        Luo and Wang (2003), Environment and Planning B 30; Luo and Qi (2009), Health and Place 15.
    """
    near, living = _weights(weights), finite("people", people)
    amounts = finite("capacity", capacity)
    refuse_where(living < 0, "people must not be negative")
    refuse_where(amounts < 0, "capacity must not be negative")
    _one_for_each("people", living, near.shape[-2], "demand point")
    _one_for_each("capacity", amounts, near.shape[-1], "supply point")
    wanting = np.matmul(living[..., None, :], near)[..., 0, :]
    used = wanting > 0
    ratio = np.where(used, amounts / np.where(used, wanting, 1.0), np.nan)
    return FloatingCatchment(gravity(near, np.where(used, ratio, 0.0)), ratio)


def _weights(weights: ArrayLike) -> FloatArray:
    near = finite("weights", weights)
    if near.ndim < 2:
        message = f"weights must have the shape [..., origins, destinations]: {list(near.shape)}"
        raise MethodError(message)
    refuse_where(near < 0, "weights must not be negative")
    return near


def _one_for_each(name: str, values: FloatArray, count: int, of: str) -> None:
    if values.ndim < 1 or values.shape[-1] != count:
        message = (
            f"{name} must have the shape [..., {count}], one for each {of}; "
            f"it has {list(values.shape)}"
        )
        raise MethodError(message)


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
