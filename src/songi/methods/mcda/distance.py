"""TOPSIS and VIKOR: how near an alternative is to the best and to the worst of each criterion."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike

from songi.errors import MethodError
from songi.methods.checks import (
    FloatArray,
    criterion_directions,
    criterion_weights,
    decision_matrix,
    finite,
)
from songi.methods.mcda.draws import Kernel, score_draws, weighted_rows
from songi.methods.mcda.normalisation import NEUTRAL, check_normalisable, normalise_along


class Vikor(NamedTuple):
    """Measures of VIKOR, each `[..., n]`; less is better in all three.

    Attributes:
        s: group utility, the weighted sum of regrets.
        r: individual regret, the greatest weighted regret.
        q: the compromise of both, 0 best.
    """

    s: FloatArray
    r: FloatArray
    q: FloatArray


def topsis(
    matrix: ArrayLike,
    weights: ArrayLike,
    directions: ArrayLike,
    *,
    normalisation: str | None = "vector",
) -> FloatArray:
    r"""Closeness to the ideal solution, $C_i = d_i^- / (d_i^+ + d_i^-)$.

    With $v_{ij}$ the normalised indicator, $v_j^+$ and $v_j^-$ the best and worst of its column,
    $d_i^{\pm} = \sqrt{\sum_j w_j^2 (v_{ij} - v_j^{\pm})^2}$ (Euclidean). Weights enter after the
    normalisation, so the squared distances are linear in the squared weights: one matrix product
    serves all draws of weights.

    Args:
        matrix: indicators `[..., n, m]`, at least two alternatives.
        weights: `[..., m]`, used as given; the closeness does not change with their sum.
        directions: `[m]`, +1 benefit, -1 cost.
        normalisation: as in `normalise`; None for an already normalised matrix, more is better.

    Returns:
        Closeness `[..., n]` in 0..1, more is better; 0.5 where all alternatives are the same.

    Raises:
        MethodError: NaN, wrong shapes, directions or weights, unknown normalisation, one
            alternative only.

    Source:
        Hwang and Yoon (1981), Multiple Attribute Decision Making, ch. 3.
    """
    values = decision_matrix(matrix)
    weights = criterion_weights(weights, values.shape[-1])
    signs = criterion_directions(directions, values.shape[-1])
    check_normalisable(values, normalisation)
    check_several_alternatives("TOPSIS", values)

    def fixed(one: FloatArray, draws: FloatArray) -> tuple[FloatArray]:
        scaled = normalise_along(one, signs, normalisation, axis=0)
        squares = draws * draws
        to_best = weighted_rows(squares, (scaled.max(axis=0) - scaled) ** 2)
        to_worst = weighted_rows(squares, (scaled - scaled.min(axis=0)) ** 2)
        return (_closeness(to_best, to_worst),)

    def varying(many: FloatArray, draws: FloatArray) -> tuple[FloatArray]:
        scaled = normalise_along(many, signs[:, None], normalisation, axis=0)
        from_best = scaled.max(axis=0) - scaled
        from_worst = scaled - scaled.min(axis=0)
        squares = draws * draws
        to_best = np.einsum("nmd,nmd,md->nd", from_best, from_best, squares)
        to_worst = np.einsum("nmd,nmd,md->nd", from_worst, from_worst, squares)
        return (_closeness(to_best, to_worst),)

    cells = values.shape[-2] * values.shape[-1]
    return score_draws(values, weights, Kernel(fixed, varying, cells))[0]


def vikor(matrix: ArrayLike, weights: ArrayLike, directions: ArrayLike, *, v: float = 0.5) -> Vikor:
    r"""VIKOR compromise ranking.

    With the regret $g_{ij} = (f_j^* - f_{ij}) / (f_j^* - f_j^-)$, 0 at the best and 1 at the worst
    of a column (0 throughout a constant column): $S_i = \sum_j w_j g_{ij}$,
    $R_i = \max_j w_j g_{ij}$ and
    $Q_i = v (S_i - S^*) / (S^- - S^*) + (1 - v) (R_i - R^*) / (R^- - R^*)$. A term whose
    denominator is zero counts nothing. The conditions of acceptable advantage and stability are
    not applied: `q` is the plain measure.

    Args:
        matrix: indicators `[..., n, m]`, at least two alternatives.
        weights: `[..., m]`, used as given.
        directions: `[m]`, +1 benefit, -1 cost.
        v: weight of the strategy of group utility, 0..1.

    Returns:
        `s`, `r` and `q`, each `[..., n]`; less is better.

    Raises:
        MethodError: NaN, wrong shapes, directions or weights, `v` outside 0..1, one alternative
            only.

    Source:
        Opricovic and Tzeng (2004), European Journal of Operational Research 156, 445-455.
    """
    values = decision_matrix(matrix)
    weights = criterion_weights(weights, values.shape[-1])
    signs = criterion_directions(directions, values.shape[-1])
    check_several_alternatives("VIKOR", values)
    if not 0.0 <= float(finite("v", v)) <= 1.0:
        message = f"v is {v}; it must lie between 0 and 1"
        raise MethodError(message)

    def fixed(one: FloatArray, draws: FloatArray) -> tuple[FloatArray, ...]:
        regrets = _regrets(one, signs)
        greatest = np.zeros((len(one), len(draws)))
        for criterion, share in enumerate(draws.T):
            np.maximum(greatest, regrets[:, criterion, None] * share, out=greatest)
        utility = weighted_rows(draws, regrets)
        return utility, greatest.T, _compromise(utility, greatest.T, v, axis=-1)

    def varying(many: FloatArray, draws: FloatArray) -> tuple[FloatArray, ...]:
        regrets = _regrets(many, signs[:, None])
        regrets *= draws
        utility, greatest = regrets.sum(axis=1), regrets.max(axis=1)
        return utility, greatest, _compromise(utility, greatest, v, axis=0)

    cells = values.shape[-2] * values.shape[-1]
    return Vikor(*score_draws(values, weights, Kernel(fixed, varying, cells)))


def check_several_alternatives(method: str, values: FloatArray) -> None:
    """Raise unless there are two alternatives to compare.

    Raises:
        MethodError: one alternative only.
    """
    if values.shape[-2] < 2:
        message = f"{method} compares alternatives with one another; there is only one"
        raise MethodError(message)


def _closeness(to_best: FloatArray, to_worst: FloatArray) -> FloatArray:
    best, worst = np.sqrt(to_best), np.sqrt(to_worst)
    best += worst
    same = best == 0
    if not same.any():
        return worst / best
    return np.where(same, NEUTRAL, worst / np.where(same, 1.0, best))


def _regrets(values: FloatArray, directions: FloatArray) -> FloatArray:
    """Share of the span of each column by which an alternative falls short of the best."""
    least, greatest = values.min(axis=0), values.max(axis=0)
    span = greatest - least
    best = np.where(directions > 0, greatest, least)
    return np.abs(best - values) / np.where(span > 0, span, 1.0)


def _compromise(utility: FloatArray, regret: FloatArray, v: float, *, axis: int) -> FloatArray:
    return v * _span_share(utility, axis) + (1.0 - v) * _span_share(regret, axis)


def _span_share(measure: FloatArray, axis: int) -> FloatArray:
    least = measure.min(axis=axis, keepdims=True)
    span = measure.max(axis=axis, keepdims=True) - least
    return (measure - least) / np.where(span > 0, span, 1.0)
