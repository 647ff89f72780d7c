"""Normalisation: indicators of different units on one scale, more always better."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike

from songi.errors import MethodError
from songi.methods.checks import (
    FloatArray,
    criterion_directions,
    decision_matrix,
    finite,
    one_of,
    refuse_where,
)
from songi.methods.mcda.ranking import rank

NORMALISATIONS = ("min_max", "max", "sum", "vector", "z_score", "target", "rank")
FREE_OF_TARGET = tuple(name for name in NORMALISATIONS if name != "target")
RATIO_METHODS = ("max", "sum")
NEUTRAL = 0.5


def normalise(
    matrix: ArrayLike,
    directions: ArrayLike,
    *,
    method: str = "min_max",
    target: ArrayLike | None = None,
) -> FloatArray:
    r"""Bring every criterion to a scale on which more is better.

    With $x$ a column, $x_*$ its least and $x^*$ its greatest value:

    | method | benefit | cost | constant column |
    | --- | --- | --- | --- |
    | `min_max` | $(x - x_*) / (x^* - x_*)$ | $(x^* - x) / (x^* - x_*)$ | 0.5 |
    | `max` | $x / x^*$ | $x_* / x$ | 1 |
    | `sum` | $x / \sum x$ | $x^{-1} / \sum x^{-1}$ | $1/n$ |
    | `vector` | $x / \lVert x \rVert$ | $1 - x / \lVert x \rVert$ | all equal |
    | `z_score` | $(x - \bar x) / s$ | $(\bar x - x) / s$ | 0 |
    | `target` | $1 - \lvert x - t \rvert / (\max(x^*, t) - \min(x_*, t))$ | same | 1 at t, else 0 |
    | `rank` | share of the other alternatives that are worse, ties half | same | 0.5 |

    $s$ is the standard deviation of the population (divisor n). `max` and `sum` compare ratios and
    take strictly positive values only. `target` does not look at the directions.

    Args:
        matrix: indicators `[..., n, m]`, n alternatives by m criteria, each column in its own unit.
        directions: `[m]`, +1 benefit, -1 cost.
        method: one of `NORMALISATIONS`.
        target: for `target` only: the best value of each criterion, scalar or `[m]`.

    Returns:
        Normalised matrix `[..., n, m]`, without unit.

    Raises:
        MethodError: NaN, wrong shape or direction, unknown method, a target missing or out of
            place, values that are not positive under `max` or `sum`.

    Source:
        Hwang and Yoon (1981), Multiple Attribute Decision Making, ch. 2; OECD and JRC (2008),
        Handbook on Constructing Composite Indicators, step 5; Jahan and others (2012), Materials
        and Design 35 (target).
    """
    values = decision_matrix(matrix)
    signs = criterion_directions(directions, values.shape[-1])
    one_of("method", method, NORMALISATIONS)
    if (method == "target") != (target is not None):
        message = (
            "method 'target' needs target=, the best value of each criterion"
            if target is None
            else f"target= is used by method 'target' only, not by {method!r}"
        )
        raise MethodError(message)
    if target is not None:
        return _near_target(values, target)
    check_normalisable(values, method)
    return normalise_along(values, signs, method, axis=-2)


def check_normalisable(values: FloatArray, method: str | None) -> None:
    """Raise unless `values` can be normalised by `method` (None: they are already).

    Raises:
        MethodError: an unknown method, or values that are not positive under `max` or `sum`.
    """
    if method is None:
        return
    one_of("normalisation", method, FREE_OF_TARGET)
    if method in RATIO_METHODS:
        refuse_where(values <= 0, f"normalisation {method!r} takes positive values only")


def normalise_along(
    values: FloatArray, directions: FloatArray, method: str | None, *, axis: int
) -> FloatArray:
    """Normalise checked values whose alternatives lie along `axis`.

    Args:
        values: indicators, alternatives along `axis`.
        directions: +1 or -1, of a shape that broadcasts against `values`.
        method: one of `FREE_OF_TARGET`, or None to leave the values as they are.
        axis: where the alternatives are.

    Returns:
        Normalised values, shape of `values`.
    """
    if method is None:
        return values
    if method in RATIO_METHODS:
        return _ratio(values, directions, method, axis)
    if method == "vector":
        length = np.sqrt(np.sum(values * values, axis=axis, keepdims=True))
        share = values / np.where(length > 0, length, 1.0)
        return np.where(directions > 0, share, 1.0 - share)
    if method == "z_score":
        deviation = values - values.mean(axis=axis, keepdims=True)
        spread = np.sqrt(np.mean(deviation * deviation, axis=axis, keepdims=True))
        constant = np.ptp(values, axis=axis, keepdims=True) == 0
        return np.where(constant, 0.0, directions * deviation / np.where(constant, 1.0, spread))
    if method == "rank":
        count = values.shape[axis]
        places = np.moveaxis(rank(np.moveaxis(values * directions, axis, -1)), -1, axis)
        return (count - places) / (count - 1) if count > 1 else np.full(values.shape, NEUTRAL)
    return _min_max(values, directions, axis)


def _min_max(values: FloatArray, directions: FloatArray, axis: int) -> FloatArray:
    least = values.min(axis=axis, keepdims=True)
    greatest = values.max(axis=axis, keepdims=True)
    span = greatest - least
    constant = span == 0
    worst = np.where(directions > 0, least, greatest)
    result = values - worst
    np.abs(result, out=result)
    result /= np.where(constant, 1.0, span)
    if constant.any():
        np.copyto(result, NEUTRAL, where=constant)
    return result


def _ratio(values: FloatArray, directions: FloatArray, method: str, axis: int) -> FloatArray:
    desirable = np.where(directions > 0, values, 1.0 / values)
    if method == "max":
        return desirable / desirable.max(axis=axis, keepdims=True)
    return desirable / desirable.sum(axis=axis, keepdims=True)


def _near_target(values: FloatArray, target: ArrayLike) -> FloatArray:
    best = finite("target", target)
    if best.ndim > 1 or best.shape not in {(), (1,), (values.shape[-1],)}:
        message = (
            f"target must be one value or one for each of {values.shape[-1]} criteria; "
            f"its shape is {list(best.shape)}"
        )
        raise MethodError(message)
    greatest = np.maximum(values.max(axis=-2, keepdims=True), best)
    least = np.minimum(values.min(axis=-2, keepdims=True), best)
    span = greatest - least
    return 1.0 - np.abs(values - best) / np.where(span > 0, span, 1.0)
