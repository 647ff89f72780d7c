"""What the methods of survival ask of times, states and matrices of intensities."""

from __future__ import annotations

from math import prod

import numpy as np
from numpy.typing import ArrayLike, NDArray

from songi.errors import MethodError
from songi.methods.checks import FloatArray, finite, numbers, refuse_where

CENSORED = -1
"""Destination of a spell whose end was not seen: when last looked at, the subject was there."""

ROW_SUM_TOLERANCE = 1e-9


def durations(name: str, values: ArrayLike, size: int | None = None) -> FloatArray:
    """Return times `[n]`, finite and not negative.

    Args:
        name: what the array is called in a message.
        values: the times.
        size: how many there must be; any number without it.

    Raises:
        MethodError: another shape, NaN, infinity or a negative time.
    """
    times = finite(name, values)
    _check_length(name, times.shape, size)
    refuse_where(times < 0, f"{name} must not be negative")
    return times


def flags(name: str, values: ArrayLike, size: int) -> NDArray[np.bool_]:
    """Return `[size]` truth values, given as such or as 0 and 1.

    Raises:
        MethodError: another shape, NaN, or a value that is neither 0 nor 1.
    """
    given = finite(name, values)
    _check_length(name, given.shape, size)
    refuse_where((given != 0) & (given != 1), f"{name} must be 0 or 1")
    return given == 1


def labels(name: str, values: ArrayLike, size: int | None = None) -> NDArray[np.intp]:
    """Return `[n]` running numbers for labels given as whole numbers or texts, in sorted order.

    Raises:
        MethodError: another shape, or labels that are neither (a missing one above all: subjects
            without a name would run together into one).
    """
    given = np.asarray(values)
    _check_length(name, given.shape, size)
    if given.dtype.kind == "O" and all(isinstance(one, str) for one in given):
        given = given.astype(str)
    if given.size and given.dtype.kind not in "iuU":
        message = f"{name} must be whole numbers or texts, none missing; they are {given.dtype}"
        raise MethodError(message)
    return np.unique(given, return_inverse=True)[1].astype(np.intp).reshape(-1)


def state_codes(
    name: str, values: ArrayLike, states: int, size: int, *, censored: bool = False
) -> NDArray[np.intp]:
    """Return `[size]` codes of states, 0 to `states` - 1, and `CENSORED` where that is allowed.

    Raises:
        MethodError: another shape, or a code that stands for no state.
    """
    given = numbers(name, values)
    _check_length(name, given.shape, size)
    known = (given >= 0) & (given < states) & (given == np.rint(given))
    if censored:
        known |= given == CENSORED
    refuse_where(~known, f"{name} holds unknown states (known are 0 to {states - 1})")
    return given.astype(np.intp)


def state_code(name: str, value: float, states: int) -> int:
    """Return the code of one state.

    Raises:
        MethodError: it stands for no state.
    """
    return int(state_codes(name, [value], states, 1)[0])


def unit_values(name: str, values: ArrayLike) -> FloatArray:
    """Return uniforms, from 0 on and below 1.

    Raises:
        MethodError: NaN, or a value outside (1 would be an infinite quantile).
    """
    uniforms = finite(name, values)
    refuse_where((uniforms < 0) | (uniforms >= 1), f"{name} must be at least 0 and below 1")
    return uniforms


def checked_generators(values: ArrayLike) -> FloatArray:
    """Return matrices of intensities `[..., s, s]`, each row summing to zero.

    Off the diagonal stands the intensity of going from the row's state to the column's, on it the
    intensity of leaving with a minus.

    Raises:
        MethodError: another shape, NaN, a negative intensity, a row that does not sum to zero.
    """
    rates = finite("generators", values)
    if rates.ndim < 2 or rates.shape[-1] != rates.shape[-2] or rates.shape[-1] == 0:
        message = (
            f"generators must have the shape [..., states, states]; it has {list(rates.shape)}"
        )
        raise MethodError(message)
    diagonal = np.diagonal(rates, axis1=-2, axis2=-1)
    if rates.size and np.count_nonzero(rates < 0) > np.count_nonzero(diagonal < 0):
        off = ~np.eye(rates.shape[-1], dtype=bool)
        refuse_where((rates < 0) & off, "intensities must not be negative")
    wrong = np.abs(rates.sum(axis=-1)) > ROW_SUM_TOLERANCE * np.maximum(1.0, -diagonal)
    refuse_where(wrong, "rows of generators must sum to zero")
    return rates


def refuse_steps_back(rates: FloatArray) -> None:
    """Raise where a state of a lower code can be reached from one of a higher.

    Raises:
        MethodError: some intensity below the diagonal is not zero.
    """
    states = rates.shape[-1]
    below = np.tri(states, k=-1, dtype=bool)
    if prod(rates.shape) and rates[..., below].any():
        refuse_where((rates != 0) & below, "states must be ordered so that no transition goes back")


def _check_length(name: str, shape: tuple[int, ...], size: int | None) -> None:
    if len(shape) != 1 or (size is not None and shape != (size,)):
        expected = "n" if size is None else size
        message = f"{name} must have the shape [{expected}]; it has {list(shape)}"
        raise MethodError(message)
