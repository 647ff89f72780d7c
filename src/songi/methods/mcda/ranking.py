"""Ranks of scores over many draws: average ranks of ties, and the rank of one alternative."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike, NDArray

from songi.errors import MethodError
from songi.methods.checks import FloatArray, blocks, finite

# Up to this many alternatives, comparing pairs over a block of draws is faster than sorting.
PAIRWISE_LIMIT = 64
DRAWS_PER_BLOCK = 8192
CELLS_PER_BLOCK = 2**20


def rank(scores: ArrayLike, descending: bool = True) -> FloatArray:
    """Rank alternatives; equal scores get the average of the places they cover.

    Args:
        scores: `[..., n]`, n alternatives on the last axis.
        descending: the greatest score is rank 1; False for scores where less is better (VIKOR).

    Returns:
        Ranks `[..., n]`, 1 the best; every draw sums to n (n + 1) / 2.

    Raises:
        MethodError: NaN or infinity, or no alternative.

    Source:
        Kendall (1945), Biometrika 33 (average ranks of ties).
    """
    values = checked_scores(scores)
    count = values.shape[-1]
    flat = values.reshape(-1, count)
    ranks = np.empty(flat.shape)
    if count <= PAIRWISE_LIMIT:
        for block in blocks(len(flat), DRAWS_PER_BLOCK):
            better, equal = better_and_equal(flat[block].T, descending=descending)
            ranks[block] = 1.0 + better.T
            if equal is not None:
                ranks[block] += 0.5 * equal.T
    else:
        for block in blocks(len(flat), max(1, CELLS_PER_BLOCK // count)):
            ranks[block] = _ranks_by_sorting(flat[block], descending=descending)
    return ranks.reshape(values.shape)


def focal_rank(scores: ArrayLike, index: int, descending: bool = True) -> FloatArray:
    """Rank of one alternative, without sorting the others.

    One plus the number that are better, plus half the number that are equal: the same as
    `rank(scores)[..., index]`.

    Args:
        scores: `[..., n]`.
        index: position of the alternative asked for.
        descending: the greatest score is rank 1.

    Returns:
        Ranks `[...]`.

    Raises:
        MethodError: NaN or infinity, or an index outside the alternatives.
    """
    values = checked_scores(scores)
    count = values.shape[-1]
    if not -count <= index < count:
        message = f"index {index} is outside the {count} alternatives"
        raise MethodError(message)
    focal = values[..., index, None]
    better = values > focal if descending else values < focal
    equal = np.count_nonzero(values == focal, axis=-1) - 1
    return 1.0 + np.count_nonzero(better, axis=-1) + 0.5 * equal


def checked_scores(scores: ArrayLike) -> FloatArray:
    """Return finite scores `[..., n]` of at least one alternative.

    Raises:
        MethodError: NaN, infinity, or no alternative.
    """
    values = finite("scores", scores)
    if values.ndim < 1 or values.shape[-1] == 0:
        message = f"scores must have the shape [..., alternatives]; it has {list(values.shape)}"
        raise MethodError(message)
    return values


def checked_focal_scores(scores: ArrayLike, focal: int) -> FloatArray:
    """Return finite scores `[draws, n]` that have the alternative asked about.

    Raises:
        MethodError: NaN, infinity, another shape, a position outside.
    """
    values = checked_scores(scores)
    if values.ndim != 2 or not 0 <= focal < values.shape[-1]:
        message = (
            f"scores must have the shape [draws, alternatives] with alternative {focal} among "
            f"them; it has {list(values.shape)}"
        )
        raise MethodError(message)
    return values


def better_and_equal(
    scores: FloatArray, *, descending: bool
) -> tuple[NDArray[np.int8], NDArray[np.int8] | None]:
    """Count, for each alternative, how many others are better and how many are equal.

    Each pair is compared once; draws lie along the last axis so that a comparison runs over
    contiguous memory.

    Args:
        scores: `[n, draws]`, at most `PAIRWISE_LIMIT` alternatives.
        descending: a greater score is better.

    Returns:
        Better ones `[n, draws]`, and equal ones `[n, draws]`, None where no draw has a tie.
    """
    values = np.ascontiguousarray(scores)
    count, draws = values.shape
    better = np.zeros((count, draws), dtype=np.int8)
    equal: NDArray[np.int8] | None = None
    for first in range(count - 1):
        one, others = values[first], values[first + 1 :]
        # One compare serves both sides: whoever does not lose and does not tie, wins.
        lost = (one < others if descending else one > others).view(np.int8)
        better[first] += np.add.reduce(lost, axis=0, dtype=np.int8)
        better[first + 1 :] += np.int8(1)
        better[first + 1 :] -= lost
        tied = one == others
        if tied.any():
            if equal is None:
                equal = np.zeros((count, draws), dtype=np.int8)
            same = tied.view(np.int8)
            better[first + 1 :] -= same
            equal[first] += np.add.reduce(same, axis=0, dtype=np.int8)
            equal[first + 1 :] += same
    return better, equal


def order_of(scores: FloatArray, *, descending: bool) -> NDArray[np.intp]:
    """Return the alternatives of each draw from best to worst, ties in no particular order.

    Args:
        scores: `[draws, n]`.
        descending: a greater score is better.
    """
    return np.argsort(-scores if descending else scores, axis=-1)


def _ranks_by_sorting(scores: FloatArray, *, descending: bool) -> FloatArray:
    order = order_of(scores, descending=descending)
    draws, count = scores.shape
    places = np.broadcast_to(np.arange(1.0, count + 1.0), scores.shape)
    in_order = np.take_along_axis(scores, order, axis=1)
    differs = in_order[:, 1:] != in_order[:, :-1]
    tied = ~differs.all(axis=1)
    if tied.any():
        places = places.copy()
        places[tied] = _average_places(differs[tied])
    ranks = np.empty((draws, count))
    np.put_along_axis(ranks, order, places, axis=1)
    return ranks


def _average_places(differs: NDArray[np.bool_]) -> FloatArray:
    """Average the places of each run of equal scores; `differs[:, k]` parts place k from k + 1."""
    draws, gaps = differs.shape
    place = np.arange(1, gaps + 2)
    edge = np.ones((draws, 1), dtype=bool)
    starts = np.concatenate([edge, differs], axis=1)
    ends = np.concatenate([differs, edge], axis=1)
    first = np.maximum.accumulate(np.where(starts, place, 0), axis=1)
    last = np.minimum.accumulate(np.where(ends, place, gaps + 1)[:, ::-1], axis=1)[:, ::-1]
    return 0.5 * (first + last)
