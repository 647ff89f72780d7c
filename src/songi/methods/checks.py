"""What the methods ask of their arrays, and the words in which they refuse them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np
from numpy.typing import ArrayLike, NDArray

from songi.errors import MethodError

FloatArray = NDArray[np.float64]

POSITIONS_TOLD = 5


def numbers(name: str, values: ArrayLike) -> FloatArray:
    """Return `values` as an array of floats, NaN and infinity still in it.

    Args:
        name: what the array is called in a message.
        values: anything NumPy reads as numbers.

    Raises:
        MethodError: something in it is no number.
    """
    try:
        return np.asarray(values, dtype=np.float64)
    except (TypeError, ValueError) as fault:
        message = f"{name} must be numbers of one rectangular shape: {fault}"
        raise MethodError(message) from fault


def finite(name: str, values: ArrayLike) -> FloatArray:
    """Return `values` as an array of finite floats.

    Args:
        name: what the array is called in a message.
        values: anything NumPy reads as numbers.

    Raises:
        MethodError: a value is NaN or infinite; the message counts them and names the first.
    """
    array = numbers(name, values)
    if array.size and not (np.isfinite(array.min()) and np.isfinite(array.max())):
        not_numbers = np.isnan(array)
        infinite = np.isinf(array)
        message = (
            f"{name} holds {np.count_nonzero(not_numbers)} NaN and "
            f"{np.count_nonzero(infinite)} infinite values of {array.size}, "
            f"at {positions(not_numbers | infinite)}"
        )
        raise MethodError(message)
    return array


def positions(wrong: NDArray[np.bool_]) -> str:
    """Return the first positions at which `wrong` holds, as text for a message."""
    if wrong.ndim == 0:
        return "the only position"
    found = np.argwhere(wrong)
    told = ", ".join(str([int(k) for k in where]) for where in found[:POSITIONS_TOLD])
    rest = len(found) - POSITIONS_TOLD
    return f"{told} and {rest} more" if rest > 0 else told


def refuse_where(wrong: NDArray[np.bool_], complaint: str) -> None:
    """Raise when `wrong` holds anywhere.

    Args:
        wrong: where the fault is.
        complaint: the sentence, to which the count and the positions are added.

    Raises:
        MethodError: `wrong` holds somewhere.
    """
    if wrong.any():
        message = f"{complaint}: {np.count_nonzero(wrong)} wrong, at {positions(wrong)}"
        raise MethodError(message)


def one_of(name: str, value: str, choices: Sequence[str]) -> str:
    """Return `value` if it is one of `choices`.

    Raises:
        MethodError: it is not; the message lists what is.
    """
    if value not in choices:
        message = f"{name} is {value!r}; it must be one of {', '.join(choices)}"
        raise MethodError(message)
    return value


def decision_matrix(matrix: ArrayLike) -> FloatArray:
    """Return a finite matrix `[..., n, m]` of n alternatives by m criteria, neither of them none.

    Raises:
        MethodError: fewer than two axes, an empty axis, NaN or infinity.
    """
    array = finite("matrix", matrix)
    if array.ndim < 2 or 0 in array.shape[-2:]:
        message = (
            "matrix must have the shape [..., alternatives, criteria] with at least one of each; "
            f"it has {list(array.shape)}"
        )
        raise MethodError(message)
    return array


def criterion_directions(directions: ArrayLike, criteria: int) -> FloatArray:
    """Return the directions `[m]`: +1 for a benefit, -1 for a cost.

    Raises:
        MethodError: another length, or a value that is neither +1 nor -1.
    """
    array = finite("directions", directions)
    if array.shape != (criteria,):
        message = (
            f"directions must hold one value for each of {criteria} criteria; "
            f"its shape is {list(array.shape)}"
        )
        raise MethodError(message)
    refuse_where(np.abs(array) != 1.0, "directions must be +1 (benefit) or -1 (cost)")
    return array


def criterion_weights(weights: ArrayLike, criteria: int) -> FloatArray:
    """Return finite weights `[..., m]`, none negative and no draw all zero.

    Weights are used as given: they are not made to sum to one.

    Raises:
        MethodError: another number of criteria, a negative weight, a draw without any weight.
    """
    array = finite("weights", weights)
    if array.ndim < 1 or array.shape[-1] != criteria:
        message = (
            f"weights must have the shape [..., {criteria}], one for each criterion; "
            f"it has {list(array.shape)}"
        )
        raise MethodError(message)
    least = array.min(initial=np.inf)
    if least < 0:
        refuse_where(array < 0, "weights must not be negative")
    if least == 0:
        refuse_where(np.asarray(~array.any(axis=-1)), "weights must not all be zero")
    return array


def leading_shape(**shapes: tuple[int, ...]) -> tuple[int, ...]:
    """Return the shape to which the leading axes of several arrays broadcast.

    Args:
        **shapes: the leading axes of each array, under the array's name.

    Raises:
        MethodError: they do not broadcast.
    """
    try:
        return np.broadcast_shapes(*shapes.values())
    except ValueError as fault:
        told = ", ".join(f"{name} {list(shape)}" for name, shape in shapes.items())
        message = f"the leading axes (draws) do not broadcast: {told}"
        raise MethodError(message) from fault


def blocks(total: int, size: int) -> Iterator[slice]:
    """Yield slices of at most `size` that cover `total`."""
    for start in range(0, total, size):
        yield slice(start, min(start + size, total))
