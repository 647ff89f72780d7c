"""PROMETHEE I and II: flows of preference between pairs of alternatives."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike

from songi.errors import MethodError
from songi.methods.checks import (
    FloatArray,
    criterion_directions,
    criterion_weights,
    decision_matrix,
    numbers,
    one_of,
)
from songi.methods.mcda.distance import check_several_alternatives
from songi.methods.mcda.draws import Kernel, score_draws, weighted_rows

# Pairs of one criterion held at a time where the matrix is fixed: 32 MB.
PAIRS_AT_A_TIME = 2**22


class Promethee(NamedTuple):
    """Outranking flows, each `[..., n]`.

    Attributes:
        positive: by how much an alternative is preferred to the others, more is better.
        negative: by how much the others are preferred to it, less is better.
        net: positive minus negative, the score of PROMETHEE II; more is better.
    """

    positive: FloatArray
    negative: FloatArray
    net: FloatArray


@dataclass(frozen=True, slots=True)
class Shape:
    """Preference function of one criterion.

    Attributes:
        name: one of `PREFERENCES`.
        indifference: q, in the unit of the criterion.
        threshold: p, in the unit of the criterion.
        gaussian: s, in the unit of the criterion.
    """

    name: str
    indifference: float
    threshold: float
    gaussian: float

    def degree(self, difference: FloatArray) -> FloatArray:
        """Degree of preference 0..1 for a difference in favour of an alternative."""
        return _DEGREES[self.name](difference, self)


_DEGREES: dict[str, Callable[[FloatArray, Shape], FloatArray]] = {
    "usual": lambda d, _: (d > 0).astype(float),
    "u_shape": lambda d, shape: (d > shape.indifference).astype(float),
    "v_shape": lambda d, shape: np.clip(d / shape.threshold, 0.0, 1.0),
    "level": lambda d, shape: 0.5 * (d > shape.indifference) + 0.5 * (d > shape.threshold),
    "linear": lambda d, shape: np.clip(
        (d - shape.indifference) / (shape.threshold - shape.indifference), 0.0, 1.0
    ),
    "gaussian": lambda d, shape: -np.expm1(-0.5 * (np.maximum(d, 0.0) / shape.gaussian) ** 2),
}
PREFERENCES = tuple(_DEGREES)
_PARAMETERS = {
    "usual": (),
    "u_shape": ("indifference",),
    "v_shape": ("threshold",),
    "level": ("indifference", "threshold"),
    "linear": ("indifference", "threshold"),
    "gaussian": ("gaussian",),
}


def promethee(
    matrix: ArrayLike,
    weights: ArrayLike,
    directions: ArrayLike,
    *,
    preference: str | Sequence[str] = "usual",
    indifference: ArrayLike | None = None,
    threshold: ArrayLike | None = None,
    gaussian: ArrayLike | None = None,
) -> Promethee:
    r"""Outranking flows of PROMETHEE I and the net flow of PROMETHEE II.

    $\phi^+_i = \frac{1}{n-1} \sum_k \sum_j w_j P_j(d_{ikj})$ and
    $\phi^-_i = \frac{1}{n-1} \sum_k \sum_j w_j P_j(d_{kij})$, where $d_{ikj}$ is the difference of
    i and k on criterion j, signed so that more is better, and $P_j$ is 0 for $d \le 0$ and else

    | preference | P(d) | takes |
    | --- | --- | --- |
    | `usual` | 1 | |
    | `u_shape` | 1 where $d > q$ | `indifference` |
    | `v_shape` | $\min(d / p, 1)$ | `threshold` |
    | `level` | 0.5 where $q < d \le p$, 1 beyond | `indifference`, `threshold` |
    | `linear` | 0 to q, rising to 1 at p | `indifference`, `threshold` |
    | `gaussian` | $1 - \exp(-d^2 / 2 s^2)$ | `gaussian` |

    The flows are linear in the weights, so where the matrix is fixed the flows of each criterion
    are computed once and all draws of weights are one matrix product.

    Args:
        matrix: indicators `[..., n, m]`, not normalised, at least two alternatives.
        weights: `[..., m]`, used as given (flows lie in -1..1 if they sum to one).
        directions: `[m]`, +1 benefit, -1 cost.
        preference: one name of `PREFERENCES`, or one for each criterion.
        indifference: q, scalar or `[m]`, in the unit of each criterion; NaN where not used.
        threshold: p, likewise.
        gaussian: s, likewise.

    Returns:
        Flows, each `[..., n]`.

    Raises:
        MethodError: NaN, wrong shapes, directions or weights; an unknown preference; a parameter
            that is missing or out of order; one alternative only.

    Source:
        Brans, Vincke and Mareschal (1986), European Journal of Operational Research 24, 228-238;
        flows divided by n - 1 as in Brans and Mareschal (2005).
    """
    values = decision_matrix(matrix)
    n, m = values.shape[-2:]
    weights = criterion_weights(weights, m)
    signs = criterion_directions(directions, m)
    check_several_alternatives("PROMETHEE", values)
    shapes = _shapes(preference, indifference, threshold, gaussian, m)

    def fixed(one: FloatArray, draws: FloatArray) -> tuple[FloatArray, ...]:
        positive, negative = unicriterion_flows(one * signs, shapes)
        return _three(weighted_rows(draws, positive), weighted_rows(draws, negative))

    def varying(many: FloatArray, draws: FloatArray) -> tuple[FloatArray, ...]:
        return _three(*_flows_by_draw(many, draws, signs, shapes))

    # The work arrays hold one criterion at a time; about four of them are alive at once.
    return Promethee(*score_draws(values, weights, Kernel(fixed, varying, 4 * n)))


def unicriterion_flows(
    values: FloatArray, shapes: Sequence[Shape]
) -> tuple[FloatArray, FloatArray]:
    """Positive and negative flow of each alternative on each criterion alone.

    Args:
        values: `[n, m]`, signed so that more is better.
        shapes: preference function of each criterion.

    Returns:
        Positive and negative flows `[n, m]`, divided by n - 1.
    """
    n, m = values.shape
    positive, negative = np.empty((n, m)), np.zeros((n, m))
    rows = max(1, PAIRS_AT_A_TIME // n)
    for criterion, shape in enumerate(shapes):
        column = values[:, criterion]
        for start in range(0, n, rows):
            degree = shape.degree(column[start : start + rows, None] - column)
            positive[start : start + rows, criterion] = degree.sum(axis=1)
            negative[:, criterion] += degree.sum(axis=0)
    return positive / (n - 1), negative / (n - 1)


def _flows_by_draw(
    many: FloatArray, draws: FloatArray, signs: FloatArray, shapes: Sequence[Shape]
) -> tuple[FloatArray, FloatArray]:
    """Flows of a block of draws `[n, m, draws]`, each pair of alternatives met once."""
    n = len(many)
    positive, negative = np.zeros((n, many.shape[2])), np.zeros((n, many.shape[2]))
    for criterion, shape in enumerate(shapes):
        column = many[:, criterion] * signs[criterion]
        gained, lost = np.zeros_like(column), np.zeros_like(column)
        for first in range(n - 1):
            difference = column[first] - column[first + 1 :]
            ahead = shape.degree(difference)
            behind = shape.degree(-difference)
            gained[first] += ahead.sum(axis=0)
            lost[first + 1 :] += ahead
            lost[first] += behind.sum(axis=0)
            gained[first + 1 :] += behind
        positive += gained * draws[criterion]
        negative += lost * draws[criterion]
    return positive / (n - 1), negative / (n - 1)


def _three(positive: FloatArray, negative: FloatArray) -> tuple[FloatArray, ...]:
    return positive, negative, positive - negative


def _shapes(
    preference: str | Sequence[str],
    indifference: ArrayLike | None,
    threshold: ArrayLike | None,
    gaussian: ArrayLike | None,
    criteria: int,
) -> list[Shape]:
    names = [preference] * criteria if isinstance(preference, str) else list(preference)
    if len(names) != criteria:
        message = f"preference holds {len(names)} names; it must hold one, or one for each of "
        raise MethodError(message + f"{criteria} criteria")
    given = {
        "indifference": _per_criterion("indifference", indifference, criteria),
        "threshold": _per_criterion("threshold", threshold, criteria),
        "gaussian": _per_criterion("gaussian", gaussian, criteria),
    }
    shapes = []
    for criterion, name in enumerate(names):
        one_of("preference", name, PREFERENCES)
        shape = Shape(name, **{key: float(value[criterion]) for key, value in given.items()})
        _check_shape(shape, criterion)
        shapes.append(shape)
    return shapes


def _per_criterion(name: str, value: ArrayLike | None, criteria: int) -> FloatArray:
    array = numbers(name, np.nan if value is None else value)
    if array.shape not in {(), (criteria,)}:
        message = (
            f"{name} must be one value or one for each of {criteria} criteria; "
            f"its shape is {list(array.shape)}"
        )
        raise MethodError(message)
    return np.broadcast_to(array, (criteria,))


def _check_shape(shape: Shape, criterion: int) -> None:
    for parameter in _PARAMETERS[shape.name]:
        value = getattr(shape, parameter)
        least = "not negative" if parameter == "indifference" else "positive"
        fits = value >= 0 if parameter == "indifference" else value > 0
        if not fits or np.isinf(value):
            message = (
                f"preference {shape.name!r} of criterion {criterion} needs {parameter}=, finite "
                f"and {least}; it is {value}"
            )
            raise MethodError(message)
    if shape.name in {"level", "linear"} and shape.threshold <= shape.indifference:
        message = (
            f"preference {shape.name!r} of criterion {criterion} needs a threshold above the "
            f"indifference; they are {shape.threshold} and {shape.indifference}"
        )
        raise MethodError(message)
