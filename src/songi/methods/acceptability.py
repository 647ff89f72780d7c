"""Rank acceptability: how often each alternative comes out where, over draws.

All shares are shares of model runs. Whether they may be read as probabilities depends on whether
the draws express what is believed about weights and indicators.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike
from scipy.special import betaincinv, ndtri

from songi.errors import MethodError
from songi.methods.checks import FloatArray, blocks, finite, one_of, refuse_where
from songi.methods.mcda.ranking import DRAWS_PER_BLOCK, checked_scores, focal_rank, rank
from songi.methods.places import (
    check_draws,
    checked_ranks,
    membership,
    place_counts,
    rank_counts,
)

__all__ = [
    "INTERVALS",
    "Share",
    "acceptability_of_scores",
    "central_weights",
    "confidence_factors",
    "expected_rank",
    "focal_rank",
    "pairwise_winning",
    "rank_acceptability",
    "share_among_first",
    "simulated_acceptability",
]

INTERVALS = ("wilson", "jeffreys")


class Share(NamedTuple):
    """A share of draws and the error that comes from their finite number, each `[n]`.

    Attributes:
        share: share of the draws.
        standard_error: its Monte Carlo standard error (0 where all draws agree: see the interval).
        low: lower end of the interval.
        high: upper end of the interval.
    """

    share: FloatArray
    standard_error: FloatArray
    low: FloatArray
    high: FloatArray


def rank_acceptability(ranks: ArrayLike) -> FloatArray:
    """Share of draws in which each alternative takes each place.

    A tie is split equally over the places it covers, so that rows and columns sum to one.

    Args:
        ranks: `[draws, n]`, average ranks of ties, as from `rank`.

    Returns:
        Shares `[n, n]`: alternative by place, the first place first.

    Raises:
        MethodError: wrong shape, NaN, or rows that are no rankings with average ranks.

    Source:
        Lahdelma and Salminen (2001), Operations Research 49 (SMAA-2).
    """
    places = checked_ranks(ranks)
    return rank_counts(places) / len(places)


def acceptability_of_scores(scores: ArrayLike, descending: bool = True) -> FloatArray:
    """Rank acceptability straight from scores: `rank_acceptability(rank(scores))`, but faster.

    Args:
        scores: `[draws, n]`.
        descending: the greatest score is rank 1.

    Returns:
        Shares `[n, n]`, alternative by place.

    Raises:
        MethodError: wrong shape, NaN or infinity, no draw.
    """
    values = checked_scores(scores)
    check_draws("scores", values)
    return place_counts(values, descending=descending) / len(values)


def simulated_acceptability(
    draw_scores: Callable[[int], FloatArray],
    draws: int,
    *,
    descending: bool = True,
    block: int = DRAWS_PER_BLOCK,
) -> FloatArray:
    """Rank acceptability of scores that are drawn block by block and not kept.

    Args:
        draw_scores: takes a number of draws and returns scores `[that number, n]`.
        draws: how many draws in all.
        descending: the greatest score is rank 1.
        block: draws at a time; the memory needed is that of one block.

    Returns:
        Shares `[n, n]`, alternative by place.

    Raises:
        MethodError: no draw asked for, scores of another number of draws, NaN or infinity.
    """
    if draws < 1 or block < 1:
        message = f"draws and block must be at least 1; they are {draws} and {block}"
        raise MethodError(message)
    counts: FloatArray | None = None
    for part in blocks(draws, block):
        size = part.stop - part.start
        values = checked_scores(draw_scores(size))
        if values.ndim != 2 or len(values) != size:
            message = f"draw_scores({size}) must return scores [{size}, alternatives]; it returned "
            raise MethodError(message + f"the shape {list(values.shape)}")
        found = place_counts(values, descending=descending)
        counts = found if counts is None else counts + found
    assert counts is not None
    return counts / draws


def central_weights(ranks: ArrayLike, weights: ArrayLike) -> FloatArray:
    """Mean weights of the draws in which an alternative comes first.

    They tell what one must hold important to prefer it. A draw in which k alternatives share the
    first place counts 1/k for each of them.

    Args:
        ranks: `[draws, n]`, average ranks.
        weights: `[draws, m]`, the weights of the same draws.

    Returns:
        `[n, m]`; a row of NaN for an alternative that is never first.

    Raises:
        MethodError: wrong shapes, NaN.

    Source:
        Lahdelma and Salminen (2001), Operations Research 49.
    """
    places = checked_ranks(ranks)
    drawn = finite("weights", weights)
    if drawn.ndim != 2 or len(drawn) != len(places):
        message = (
            f"weights must have the shape [{len(places)}, criteria], the draws of ranks; "
            f"it has {list(drawn.shape)}"
        )
        raise MethodError(message)
    first = membership(places, np.array(1.0))
    times = first.sum(axis=0)[:, None]
    return np.where(times > 0, (first.T @ drawn) / np.where(times > 0, times, 1.0), np.nan)


def confidence_factors(score: Callable[[FloatArray], ArrayLike], central: ArrayLike) -> FloatArray:
    """Share of draws in which an alternative is first under its own central weights.

    A low factor says that even who holds its weights cannot be sure of it, the indicators being as
    uncertain as they are. With certain indicators the factor is 1 (or less at a tie).

    Args:
        score: takes weights `[m]` and returns scores `[n]` or `[draws, n]` over the draws of the
            indicators, more being better.
        central: central weights `[n, m]`, as from `central_weights`.

    Returns:
        `[n]`; NaN for an alternative without central weights.

    Raises:
        MethodError: wrong shapes, NaN in scores.

    Source:
        Lahdelma and Salminen (2001), Operations Research 49.
    """
    weights = np.asarray(central, dtype=np.float64)
    factors = np.full(len(weights), np.nan)
    for alternative, own in enumerate(weights):
        if np.isnan(own).any():
            continue
        ranks = rank(score(own))
        ranks = ranks.reshape(-1, ranks.shape[-1])
        if ranks.shape[-1] != len(weights):
            message = (
                f"score returned {ranks.shape[-1]} alternatives; there are {len(weights)} rows of "
                "central weights"
            )
            raise MethodError(message)
        factors[alternative] = membership(ranks, np.array(1.0))[:, alternative].mean()
    return factors


def pairwise_winning(ranks: ArrayLike) -> FloatArray:
    """Share of draws in which one alternative ranks before another, a tie counting half.

    Args:
        ranks: `[draws, n]`.

    Returns:
        `[n, n]`, row before column; an entry and its mirror sum to one, the diagonal is 0.5.

    Raises:
        MethodError: wrong shape, NaN.

    Source:
        Leskinen and others (2006), Forest Science 52 (pairwise winning index), with ties halved.
    """
    places = np.ascontiguousarray(checked_ranks(ranks).T)
    n, draws = places.shape
    shares = np.full((n, n), 0.5)
    for first in range(n - 1):
        others = places[first + 1 :]
        won = np.count_nonzero(places[first] < others, axis=1)
        tied = np.count_nonzero(places[first] == others, axis=1)
        shares[first, first + 1 :] = (won + 0.5 * tied) / draws
        shares[first + 1 :, first] = 1.0 - shares[first, first + 1 :]
    return shares


def expected_rank(ranks: ArrayLike) -> FloatArray:
    """Mean rank over draws.

    Args:
        ranks: `[draws, n]`.

    Returns:
        `[n]`, between 1 and n.

    Raises:
        MethodError: wrong shape, NaN.
    """
    return checked_ranks(ranks).mean(axis=0)


def share_among_first(
    ranks: ArrayLike,
    places: ArrayLike,
    *,
    interval: str = "wilson",
    confidence: float = 0.95,
) -> Share:
    r"""Share of draws in which an alternative is among the first k, with its Monte Carlo error.

    A tie across the last place counts by the share of its places within the first k, so the shares
    of all alternatives sum to k. The standard error is $s / \sqrt{N}$ with s the standard deviation
    over the N draws; the interval (Wilson: score interval; Jeffreys: equal tails of
    Beta(x + 1/2, N - x + 1/2), closed at 0 and 1) stays honest where all draws agree. Both tell
    only the error of simulating, not that of the model.

    Args:
        ranks: `[draws, n]`, average ranks.
        places: k, one number or one for each draw `[draws]`; at least 0.
        interval: one of `INTERVALS`.
        confidence: of the interval, between 0 and 1.

    Returns:
        Share, standard error and interval, each `[n]`.

    Raises:
        MethodError: wrong shapes, NaN, places negative or not whole, an unknown interval.

    Source:
        Wilson (1927), JASA 22; Brown, Cai and DasGupta (2001), Statistical Science 16.
    """
    taken = checked_ranks(ranks)
    awarded = finite("places", places)
    if awarded.shape not in {(), (len(taken),)}:
        message = (
            f"places must be one number or one for each of {len(taken)} draws; "
            f"its shape is {list(awarded.shape)}"
        )
        raise MethodError(message)
    refuse_where(
        (awarded < 0) | (awarded != np.rint(awarded)), "places must be whole and not negative"
    )
    one_of("interval", interval, INTERVALS)
    if not 0.0 < confidence < 1.0:
        message = f"confidence is {confidence}; it must lie between 0 and 1"
        raise MethodError(message)
    member = membership(taken, awarded)
    draws = len(member)
    share = member.mean(axis=0)
    error = member.std(axis=0, ddof=1 if draws > 1 else 0) / np.sqrt(draws)
    bounds = _wilson if interval == "wilson" else _jeffreys
    return Share(share, error, *bounds(share, draws, confidence))


def _wilson(share: FloatArray, draws: int, confidence: float) -> tuple[FloatArray, FloatArray]:
    z = float(ndtri(0.5 + confidence / 2))
    centre = share + z * z / (2 * draws)
    half = z * np.sqrt(share * (1 - share) / draws + z * z / (4 * draws * draws))
    scale = 1 + z * z / draws
    # At a share of 0 or 1 the interval is closed there, but for rounding.
    low = np.where(share > 0, np.maximum((centre - half) / scale, 0.0), 0.0)
    return low, np.where(share < 1, np.minimum((centre + half) / scale, 1.0), 1.0)


def _jeffreys(share: FloatArray, draws: int, confidence: float) -> tuple[FloatArray, FloatArray]:
    tail = (1 - confidence) / 2
    hits = share * draws
    low = betaincinv(hits + 0.5, draws - hits + 0.5, tail)
    high = betaincinv(hits + 0.5, draws - hits + 0.5, 1 - tail)
    return np.where(share > 0, low, 0.0), np.where(share < 1, high, 1.0)
