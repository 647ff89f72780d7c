"""Reading judgements in pairs: what a matrix of them must be, and what is refused."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike
from scipy.sparse.csgraph import connected_components

from songi.errors import MethodError
from songi.methods.checks import FloatArray, finite, numbers, refuse_where

RECIPROCAL_TOLERANCE = 0.05


def checked_judgements(judgements: ArrayLike) -> FloatArray:
    """Return matrices `[..., n, n]` of judgements, reciprocals filled in, NaN where none is.

    Raises:
        MethodError: no square matrix, values not positive or infinite, a pair that is not
            reciprocal, a diagonal other than 1, items that nothing compares with the others.
    """
    matrix = numbers("judgements", judgements).copy()
    if matrix.ndim < 2 or matrix.shape[-1] != matrix.shape[-2] or matrix.shape[-1] == 0:
        message = f"judgements must be a square matrix [..., n, n]; it has {list(matrix.shape)}"
        raise MethodError(message)
    refuse_where(np.isinf(matrix) | (matrix <= 0), "judgements must be positive and finite")
    items = np.arange(matrix.shape[-1])
    diagonal = matrix[..., items, items]
    refuse_where(~np.isnan(diagonal) & (diagonal != 1.0), "the diagonal of judgements must be 1")
    matrix[..., items, items] = 1.0
    mirror = np.swapaxes(matrix, -2, -1)
    refuse_where(
        np.abs(matrix * mirror - 1.0) > RECIPROCAL_TOLERANCE,
        "judgements must be reciprocal (a over b times b over a is 1)",
    )
    filled = np.where(np.isnan(matrix), 1.0 / mirror, matrix)
    if np.isnan(filled).any():
        for one in filled.reshape(-1, *filled.shape[-2:]):
            _refuse_unconnected(one)
    return filled


def is_connected(matrix: FloatArray) -> bool:
    """Whether the judgements there are link all items with one another."""
    parts, _ = connected_components(~np.isnan(matrix), directed=False)
    return bool(parts == 1)


def experts_weights(weights: ArrayLike | None, experts: int) -> FloatArray:
    """Return the weights of experts `[experts]`, summing to one; equal if None.

    Raises:
        MethodError: another number, NaN, negative weights or none above zero.
    """
    if weights is None:
        return np.full(experts, 1.0 / experts)
    shares = finite("weights", weights)
    if shares.shape != (experts,) or shares.min() < 0 or shares.sum() == 0:
        message = (
            f"weights must hold one value, not negative, for each of {experts} experts, and not "
            f"all zero; they are {shares.tolist()}"
        )
        raise MethodError(message)
    return shares / shares.sum()


def _refuse_unconnected(matrix: FloatArray) -> None:
    parts, part = connected_components(~np.isnan(matrix), directed=False)
    if parts > 1:
        groups = [np.flatnonzero(part == k).tolist() for k in range(parts)]
        message = (
            f"the judgements leave items uncompared: nothing links the groups {groups}; "
            "give at least one judgement between them"
        )
        raise MethodError(message)
