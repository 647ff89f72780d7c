"""How the methods run over draws: one matrix product where only weights vary, blocks elsewhere."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from math import prod

import numpy as np

from songi.errors import MethodError
from songi.methods.checks import FloatArray, blocks, leading_shape

# Small enough that a block and its temporaries stay in a core's second-level cache.
CELLS_PER_BLOCK = 2**17

Results = tuple[FloatArray, ...]


@dataclass(frozen=True, slots=True)
class Kernel:
    """How one method scores.

    Attributes:
        fixed: scores a matrix `[n, m]` under weights `[draws, m]`; each result `[draws, n]`.
        varying: scores matrices `[n, m, draws]` under weights `[m, draws]`; each result
            `[n, draws]`. Draws come last so that every step runs over contiguous memory.
        cells_per_draw: size of the largest temporary for one draw; bounds the memory.
    """

    fixed: Callable[[FloatArray, FloatArray], Results]
    varying: Callable[[FloatArray, FloatArray], Results]
    cells_per_draw: int


def score_draws(matrix: FloatArray, weights: FloatArray, kernel: Kernel) -> Results:
    """Score every draw of a matrix and of weights.

    Args:
        matrix: `[..., n, m]`, checked.
        weights: `[..., m]`, checked.
        kernel: the method.

    Returns:
        Results of the shape `[..., n]`, leading axes broadcast.

    Raises:
        MethodError: the leading axes do not broadcast, or there is no draw.
    """
    lead = leading_shape(matrix=matrix.shape[:-2], weights=weights.shape[:-1])
    if 0 in lead:
        message = f"there is no draw: the leading axes are {list(lead)}"
        raise MethodError(message)
    n, m = matrix.shape[-2:]
    if matrix.ndim == 2:
        results = kernel.fixed(matrix, weights.reshape(-1, m))
        return tuple(result.reshape(*lead, n) for result in results)
    if len(lead) > 1:
        return _axis_by_axis(matrix, weights, lead, kernel)
    draws = prod(lead)
    if matrix.shape[0] == 1 < draws:
        return kernel.fixed(matrix[0], weights.reshape(-1, m))
    matrix = np.broadcast_to(matrix, (draws, n, m))
    weights = np.broadcast_to(weights, (draws, m))
    kept: list[FloatArray] = []
    for block in blocks(draws, max(1, CELLS_PER_BLOCK // kernel.cells_per_draw)):
        indicators = np.ascontiguousarray(matrix[block].transpose(1, 2, 0))
        results = kernel.varying(indicators, np.ascontiguousarray(weights[block].T))
        if not kept:
            kept = [np.empty((draws, n)) for _ in results]
        for whole, result in zip(kept, results, strict=True):
            whole[block] = result.T
    return tuple(kept)


def _axis_by_axis(
    matrix: FloatArray, weights: FloatArray, lead: tuple[int, ...], kernel: Kernel
) -> Results:
    """Step along the shortest leading axis, so that nothing is copied to be broadcast."""
    n, m = matrix.shape[-2:]
    matrix = matrix.reshape((1,) * (len(lead) + 2 - matrix.ndim) + matrix.shape)
    weights = weights.reshape((1,) * (len(lead) + 1 - weights.ndim) + weights.shape)
    axis = int(np.argmin(lead))
    kept: list[FloatArray] = []
    for step in range(lead[axis]):
        one_matrix = np.asarray(matrix.take(min(step, matrix.shape[axis] - 1), axis=axis))
        one_weights = np.asarray(weights.take(min(step, weights.shape[axis] - 1), axis=axis))
        if prod(one_matrix.shape[:-2]) == 1:
            one_matrix = one_matrix.reshape(n, m)
            one_weights = np.broadcast_to(one_weights, (*_without(lead, axis), m))
        results = score_draws(one_matrix, one_weights, kernel)
        if not kept:
            kept = [np.empty((*lead, n)) for _ in results]
        for whole, result in zip(kept, results, strict=True):
            np.moveaxis(whole, axis, 0)[step] = result
    return tuple(kept)


def _without(shape: tuple[int, ...], axis: int) -> tuple[int, ...]:
    return shape[:axis] + shape[axis + 1 :]


def weighted_rows(weights: FloatArray, rows: FloatArray) -> FloatArray:
    """Return `weights @ rows.T`, equal rows getting equal results to the last bit.

    A matrix product may sum one row in another order than the next (its kernel treats the edges of
    a block differently), which would rank alternatives that are the same. So each distinct row is
    multiplied once.

    Args:
        weights: `[draws, m]`.
        rows: `[n, m]`.

    Returns:
        `[draws, n]`.
    """
    distinct, place = np.unique(rows, axis=0, return_inverse=True)
    if len(distinct) == len(rows):
        return (rows @ weights.T).T
    return (distinct @ weights.T)[place.reshape(-1)].T
