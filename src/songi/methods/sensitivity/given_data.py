"""First-order indices from draws that are there already, whatever they were drawn for."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy import sparse
from scipy.stats import rankdata

from songi.errors import MethodError
from songi.methods.checks import FloatArray, blocks, finite
from songi.methods.sensitivity.bootstrap import check_bootstrap, middle_share, resample_counts
from songi.methods.sensitivity.sobol import ROUNDING

BINS_AT_MOST = 48
INPUTS_PER_BLOCK = 32


class FirstOrder(NamedTuple):
    """First-order indices of inputs, each `[k]` or `[k, outcomes]`; NaN for a constant outcome.

    Attributes:
        first: share of the variance of the outcome that the input explains alone; about zero, and
            as likely below as above, for an input that explains nothing.
        low: lower end of the bootstrap interval.
        high: upper end.
    """

    first: FloatArray
    low: FloatArray
    high: FloatArray


def first_order_given_data(
    inputs: ArrayLike,
    outcome: ArrayLike,
    generator: np.random.Generator,
    *,
    bins: int | None = None,
    resamples: int = 100,
    confidence: float = 0.95,
) -> FirstOrder:
    r"""First-order indices of many inputs from stored draws, without running anything again.

    Each input is cut into bins of equal probability (equal values share a bin); with $n_b$ draws,
    mean $m_b$ and variance $s_b^2$ of the outcome in bin b,

    $$S = \frac{\sum_b n_b (m_b - m)^2 - \sum_b (1 - n_b / N) s_b^2}{\sum_k (y_k - m)^2}$$

    The second sum is what chance alone puts between the bins, so that an input without influence
    gets zero on average. Intervals are basic bootstrap intervals about the uncorrected ratio, moved
    to the corrected one.

    Args:
        inputs: `[draws, k]`, each drawn independently of the others.
        outcome: `[draws]` or `[draws, outcomes]`, such as a score, a rank, or 1 for selected.
        generator: source of randomness of the bootstrap.
        bins: how many; None for Plischke, Borgonovo and Smith's rule (22 at 10,000 draws).
        resamples: how many times the draws are drawn anew.
        confidence: of the intervals, between 0 and 1.

    Returns:
        Indices and intervals, `[k]` or `[k, outcomes]`. An input that never varies gets 0.

    Raises:
        MethodError: wrong shapes, NaN, fewer than 4 draws a bin, fewer than two bins.

    Source:
        Plischke, Borgonovo and Smith (2013), European Journal of Operational Research 226; the
        correction is that of Kelley's epsilon squared (1935), Proceedings of the National Academy
        of Sciences 21, with a variance for each bin.
    """
    values, results = checked_draws(inputs, outcome)
    check_bootstrap(resamples, confidence)
    draws, count = values.shape
    number = default_bins(draws) if bins is None else bins
    if number < 2 or draws < 4 * number:
        message = (
            f"bins must be at least 2, with at least 4 draws each; there are {number} bins for "
            f"{draws} draws"
        )
        raise MethodError(message)
    many = results.reshape(draws, -1)
    constant = np.ptp(many, axis=0) <= ROUNDING * np.abs(many).max(axis=0)
    centred = many - many.mean(axis=0)
    counts = np.vstack([np.ones(draws), resample_counts(draws, resamples, generator)])
    shape = (count, many.shape[1])
    first, low, high = np.empty(shape), np.empty(shape), np.empty(shape)
    for block in blocks(count, INPUTS_PER_BLOCK):
        corrected, plain = _ratios(_bin_members(values[:, block], number), number, centred, counts)
        first[block] = corrected[0]
        below, above = middle_share(corrected[1:] - plain[0], confidence)
        low[block], high[block] = corrected[0] - above, corrected[0] - below
    still = np.ptp(values, axis=0) == 0.0
    for part in (first, low, high):
        part[still] = 0.0
        part[:, constant] = np.nan
    return FirstOrder(*(part.reshape(count, *results.shape[1:]) for part in (first, low, high)))


def default_bins(draws: int) -> int:
    r"""Bins by the number of draws, $\lceil N^{2 / (7 + \tanh((1500 - N) / 500))} \rceil \le 48$.

    Source:
        Plischke, Borgonovo and Smith (2013), European Journal of Operational Research 226.
    """
    exponent = 2.0 / (7.0 + np.tanh((1500.0 - draws) / 500.0))
    return int(min(np.ceil(draws**exponent), BINS_AT_MOST))


def checked_draws(inputs: ArrayLike, outcome: ArrayLike) -> tuple[FloatArray, FloatArray]:
    """Return inputs `[draws, k]` and outcomes `[draws, ...]` of the same draws.

    Raises:
        MethodError: other shapes, NaN or infinity.
    """
    values, results = finite("inputs", inputs), finite("outcome", outcome)
    if values.ndim != 2 or 0 in values.shape:
        message = f"inputs must have the shape [draws, inputs]; it has {list(values.shape)}"
        raise MethodError(message)
    if results.ndim not in {1, 2} or len(results) != len(values) or results.size == 0:
        message = (
            f"outcome must have the shape [{len(values)}] or [{len(values)}, outcomes], the draws "
            f"of inputs; it has {list(results.shape)}"
        )
        raise MethodError(message)
    return values, results


def _bin_members(values: FloatArray, bins: int) -> sparse.csr_array:
    """Which draws lie in which bin, `[k * bins, draws]` of ones."""
    draws, count = values.shape
    # The least rank of a tie puts equal values into one bin.
    place: NDArray[np.float64] = rankdata(values.T, method="min", axis=1) - 1.0
    member = np.floor(place * bins / draws).astype(np.intp) + np.arange(count)[:, None] * bins
    columns = np.tile(np.arange(draws), count)
    shape = (count * bins, draws)
    return sparse.csr_array((np.ones(member.size), (member.ravel(), columns)), shape=shape)


def _ratios(
    members: sparse.csr_array, bins: int, outcome: FloatArray, counts: FloatArray
) -> tuple[FloatArray, FloatArray]:
    """Corrected and plain ratios for draws counted `[resamples, draws]` times.

    Returns:
        Each `[resamples, k, outcomes]`.
    """
    resamples, draws = counts.shape

    def in_bins(weights: FloatArray) -> FloatArray:
        return (members @ np.ascontiguousarray(weights.T)).reshape(-1, bins, resamples)

    size = in_bins(counts)
    filled = np.maximum(size, 1.0)
    corrected = np.empty((resamples, len(size), outcome.shape[1]))
    plain = np.empty(corrected.shape)
    for column, values in enumerate(outcome.T):
        value, square = in_bins(counts * values), in_bins(counts * values**2)
        whole = counts @ values
        spread = counts @ values**2 - whole**2 / draws
        spread = np.where(spread > 0.0, spread, np.nan)
        explained = (value**2 / filled).sum(axis=1) - whole**2 / draws
        within = np.maximum(square - value**2 / filled, 0.0) / np.maximum(size - 1.0, 1.0)
        by_chance = ((1.0 - size / draws) * within).sum(axis=1)
        plain[:, :, column] = (explained / spread).T
        corrected[:, :, column] = ((explained - by_chance) / spread).T
    return corrected, plain
