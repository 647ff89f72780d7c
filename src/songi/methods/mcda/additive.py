"""Weighted sum and weighted product."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike

from songi.methods.checks import (
    FloatArray,
    criterion_directions,
    criterion_weights,
    decision_matrix,
    refuse_where,
)
from songi.methods.mcda.draws import Kernel, score_draws, weighted_rows
from songi.methods.mcda.normalisation import check_normalisable, normalise_along


def weighted_sum(
    matrix: ArrayLike,
    weights: ArrayLike,
    directions: ArrayLike,
    *,
    normalisation: str | None = "min_max",
) -> FloatArray:
    r"""Simple additive weighting, $S_i = \sum_j w_j v_{ij}$.

    Args:
        matrix: indicators `[..., n, m]`, n alternatives by m criteria.
        weights: `[..., m]`, used as given (scores lie in 0..1 only if they sum to one).
        directions: `[m]`, +1 benefit, -1 cost.
        normalisation: as in `normalise`; None for a matrix that is already normalised (more is
            better in every column), whose directions are then not looked at.

    Returns:
        Scores `[..., n]`, more is better.

    Raises:
        MethodError: NaN, wrong shapes, directions or weights, unknown normalisation.

    Source:
        Fishburn (1967), Operations Research 15; Hwang and Yoon (1981), ch. 3.
    """
    values = decision_matrix(matrix)
    weights = criterion_weights(weights, values.shape[-1])
    signs = criterion_directions(directions, values.shape[-1])
    check_normalisable(values, normalisation)

    def fixed(one: FloatArray, draws: FloatArray) -> tuple[FloatArray]:
        return (weighted_rows(draws, normalise_along(one, signs, normalisation, axis=0)),)

    def varying(many: FloatArray, draws: FloatArray) -> tuple[FloatArray]:
        scaled = normalise_along(many, signs[:, None], normalisation, axis=0)
        return (np.einsum("nmd,md->nd", scaled, draws),)

    cells = values.shape[-2] * values.shape[-1]
    return score_draws(values, weights, Kernel(fixed, varying, cells))[0]


def weighted_product(matrix: ArrayLike, weights: ArrayLike, directions: ArrayLike) -> FloatArray:
    r"""Weighted product, each indicator as a ratio to the best of its column.

    $S_i = \prod_j (x_{ij} / x_j^*)^{w_j}$ for a benefit with $x_j^*$ the greatest value, and
    $(x_{j*} / x_{ij})^{w_j}$ for a cost with $x_{j*}$ the least: 1 for an alternative that is best
    everywhere. Ranks do not depend on the unit of any indicator.

    Args:
        matrix: strictly positive indicators `[..., n, m]`.
        weights: `[..., m]`, used as given.
        directions: `[m]`, +1 benefit, -1 cost.

    Returns:
        Scores `[..., n]` in 0..1, more is better.

    Raises:
        MethodError: as `weighted_sum`, or an indicator that is not positive.

    Source:
        Bridgman (1922), Dimensional Analysis; Hwang and Yoon (1981), ch. 3.
    """
    values = decision_matrix(matrix)
    weights = criterion_weights(weights, values.shape[-1])
    signs = criterion_directions(directions, values.shape[-1])
    refuse_where(values <= 0, "the weighted product takes positive indicators only")

    def fixed(one: FloatArray, draws: FloatArray) -> tuple[FloatArray]:
        logarithms = signs * np.log(one)
        return (np.exp(weighted_rows(draws, logarithms - logarithms.max(axis=0))),)

    def varying(many: FloatArray, draws: FloatArray) -> tuple[FloatArray]:
        logarithms = signs[:, None] * np.log(many)
        logarithms -= logarithms.max(axis=0)
        return (np.exp(np.einsum("nmd,md->nd", logarithms, draws)),)

    cells = values.shape[-2] * values.shape[-1]
    return score_draws(values, weights, Kernel(fixed, varying, cells))[0]
