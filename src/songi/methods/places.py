"""Places covered by ranks: counting them over draws, ties split over what they cover."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike, NDArray

from songi.errors import MethodError
from songi.methods.checks import FloatArray, blocks, finite, refuse_where
from songi.methods.mcda.ranking import (
    CELLS_PER_BLOCK,
    DRAWS_PER_BLOCK,
    PAIRWISE_LIMIT,
    better_and_equal,
    order_of,
    rank,
)


def check_draws(name: str, values: FloatArray) -> None:
    """Raise unless `values` is `[draws, n]` with at least one of each.

    Raises:
        MethodError: otherwise.
    """
    if values.ndim != 2 or 0 in values.shape:
        message = (
            f"{name} must have the shape [draws, alternatives] with at least one of each; "
            f"it has {list(values.shape)}"
        )
        raise MethodError(message)


def checked_ranks(ranks: ArrayLike) -> FloatArray:
    """Return `ranks` as `[draws, n]` of average ranks.

    Raises:
        MethodError: wrong shape, NaN, or a draw that is no ranking.
    """
    places = finite("ranks", ranks)
    check_draws("ranks", places)
    n = places.shape[1]
    refuse_where(2 * places != np.rint(2 * places), "ranks must be whole or halves (of a tie)")
    refuse_where((places < 1) | (places > n), f"ranks must lie between 1 and {n}")
    total = n * (n + 1) / 2
    refuse_where(
        np.abs(places.sum(axis=1) - total) > 1e-6,
        f"every draw of ranks must sum to {total:g} (ties get average ranks)",
    )
    return places


def _rows_with_ties(places: FloatArray) -> NDArray[np.bool_]:
    """Rows with a tie: averaging a tie keeps the sum of ranks and lessens that of squares."""
    n = places.shape[1]
    untied = n * (n + 1) * (2 * n + 1) / 6
    return np.einsum("dn,dn->d", places, places) < untied - 0.25


def _tie_sizes(places: FloatArray) -> FloatArray:
    """How many alternatives share the rank of each one, `[draws, n]`."""
    order = np.argsort(places, axis=1)
    in_order = np.take_along_axis(places, order, axis=1)
    position = np.arange(1.0, places.shape[1] + 1.0)
    starts = np.ones(places.shape, dtype=bool)
    starts[:, 1:] = in_order[:, 1:] != in_order[:, :-1]
    first = np.maximum.accumulate(np.where(starts, position, 0.0), axis=1)
    # An average rank lies in the middle of the places covered: first + (size - 1) / 2.
    sizes = np.empty(places.shape)
    np.put_along_axis(sizes, order, 2.0 * (in_order - first) + 1.0, axis=1)
    return sizes


def membership(places: FloatArray, awarded: FloatArray) -> FloatArray:
    """By how much each alternative is among the first `awarded` of its draw, 0..1 `[draws, n]`."""
    limit = np.broadcast_to(awarded, (len(places),))[:, None]
    member = np.clip(limit - places + 1.0, 0.0, 1.0)
    tied = _rows_with_ties(places)
    if tied.any():
        sizes = _tie_sizes(places[tied])
        first = places[tied] - (sizes - 1.0) / 2.0
        member[tied] = np.clip((limit[tied] - first + 1.0) / sizes, 0.0, 1.0)
    return member


def rank_counts(places: FloatArray) -> FloatArray:
    """How often each alternative takes each place by its ranks, `[n, n]`, ties split."""
    draws, n = places.shape
    counts = np.zeros((n, n))
    for block in blocks(draws, max(1, CELLS_PER_BLOCK // n)):
        tied = _rows_with_ties(places[block])
        whole = (places[block][~tied] - 1.0).astype(np.intp)
        counts += np.bincount((whole + np.arange(n) * n).ravel(), minlength=n * n).reshape(n, n)
        if tied.any():
            counts += _count_tied(places[block][tied])
    return counts


def _count_tied(places: FloatArray) -> FloatArray:
    """Count places with ties split over what they cover."""
    sizes = _tie_sizes(places).astype(np.intp)
    draws, n = places.shape
    first = np.rint(places - (sizes - 1) / 2.0).astype(np.intp) - 1
    repeats = sizes.ravel()
    total = int(repeats.sum())
    starts = np.cumsum(repeats) - repeats
    covered = np.repeat(first.ravel() - starts, repeats) + np.arange(total)
    alternative = np.repeat(np.tile(np.arange(n), draws), repeats)
    portion = np.repeat(1.0 / repeats.astype(np.float64), repeats)
    counts = np.bincount(alternative * n + covered, portion, minlength=n * n)
    return counts.astype(np.float64).reshape(n, n)


def place_counts(scores: FloatArray, *, descending: bool) -> FloatArray:
    """How often each alternative takes each place by its scores, `[n, n]`, ties split."""
    draws, n = scores.shape
    counts = np.zeros((n, n))
    if n > PAIRWISE_LIMIT:
        for block in blocks(draws, max(1, CELLS_PER_BLOCK // n)):
            counts += _sorted_counts(scores[block], descending=descending)
        return counts
    for block in blocks(draws, DRAWS_PER_BLOCK):
        better, equal = better_and_equal(scores[block].T, descending=descending)
        if equal is not None:
            tied = equal.any(axis=0)
            ranks = 1.0 + better[:, tied] + 0.5 * equal[:, tied]
            counts += _count_tied(np.ascontiguousarray(ranks.T))
            better = better[:, ~tied]
        counts += np.stack([np.bincount(row, minlength=n) for row in better])
    return counts


def _sorted_counts(scores: FloatArray, *, descending: bool) -> FloatArray:
    n = scores.shape[1]
    order = order_of(scores, descending=descending)
    in_order = np.take_along_axis(scores, order, axis=1)
    tied = (in_order[:, 1:] == in_order[:, :-1]).any(axis=1)
    flat = (order[~tied] * n + np.arange(n)).ravel()
    counts = np.bincount(flat, minlength=n * n).reshape(n, n).astype(np.float64)
    if tied.any():
        counts += _count_tied(rank(scores[tied], descending=descending))
    return counts
