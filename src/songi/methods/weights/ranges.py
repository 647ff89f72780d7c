"""Drawing weights uniformly within ranges: the simplex cut by a box."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike

from songi.errors import MethodError
from songi.methods.checks import FloatArray, finite, refuse_where
from songi.methods.weights.sampling import check_counts

SUM_TOLERANCE = 1e-12
CANDIDATES_AT_MOST = 2**21


def within_ranges(
    lower: ArrayLike, upper: ArrayLike, size: int, generator: np.random.Generator
) -> FloatArray:
    r"""Draw weights uniformly among those within ranges that sum to one; exact and independent.

    What is to be shared beyond the lower bounds, $s = 1 - \sum l$, is drawn as exponentials cut at
    the width of each range, all with one rate $\theta$. Their joint density is
    $\prod \theta e^{-\theta v_j} \propto e^{-\theta s}$, the same for every point that sums to s:
    uniform, whatever $\theta$ is. So $\theta$ is set to make the expected sum s, all but the widest
    range are drawn, the widest takes the rest, and the point is kept with the probability that
    its density has to the greatest. That keeps a sizeable share however small the box is.

    Args:
        lower: least weight of each criterion `[m]`, not negative.
        upper: greatest weight `[m]`.
        size: number of draws.
        generator: source of randomness.

    Returns:
        Weights `[size, m]`, each draw within its ranges and summing to one.

    Raises:
        MethodError: ranges that contradict one another; the message says which and by how much.

    Source:
        Own combination of exponential tilting (Devroye 1986, ch. 5) and rejection; checked in the
        tests against plain rejection from the simplex.
    """
    least, greatest = _checked_ranges(lower, upper)
    check_counts(least.size, size)
    to_share = 1.0 - least.sum()
    widths = greatest - least
    if to_share <= SUM_TOLERANCE:
        return np.tile(least, (size, 1))
    if widths.sum() - to_share <= SUM_TOLERANCE:
        return np.tile(greatest, (size, 1))
    widest = int(np.argmax(widths))
    rate = _rate(widths, to_share)
    kept: list[FloatArray] = []
    missing, accepted = size, 0.25
    while missing > 0:
        wanted = min(int(missing / accepted * 1.1) + 64, CANDIDATES_AT_MOST // least.size + 1)
        found = _candidates(widths, to_share, widest, rate=rate, wanted=wanted, generator=generator)
        kept.append(found[:missing])
        missing -= len(kept[-1])
        accepted = max(len(found) / wanted, 1e-3)
    shares = np.concatenate(kept) if kept else np.empty((0, least.size))
    return np.clip(least + shares, least, greatest)


def _checked_ranges(lower: ArrayLike, upper: ArrayLike) -> tuple[FloatArray, FloatArray]:
    least, greatest = finite("lower", lower), finite("upper", upper)
    if least.ndim != 1 or least.shape != greatest.shape or least.size == 0:
        message = (
            "lower and upper must hold one bound for each criterion; their shapes are "
            f"{list(least.shape)} and {list(greatest.shape)}"
        )
        raise MethodError(message)
    refuse_where(least < 0, "lower bounds of weights must not be negative")
    refuse_where(least > greatest, "lower bounds of weights must not exceed the upper bounds")
    if least.sum() > 1.0 + SUM_TOLERANCE:
        message = (
            f"the ranges of weights contradict: the lower bounds sum to {least.sum():.6g}, "
            f"{least.sum() - 1.0:.6g} more than one"
        )
        raise MethodError(message)
    if greatest.sum() < 1.0 - SUM_TOLERANCE:
        message = (
            f"the ranges of weights contradict: the upper bounds sum to {greatest.sum():.6g}, "
            f"{1.0 - greatest.sum():.6g} less than one"
        )
        raise MethodError(message)
    # No weight can take more than the others leave over.
    return least, np.minimum(greatest, 1.0 - (least.sum() - least))


def _candidates(
    widths: FloatArray,
    to_share: float,
    widest: int,
    *,
    rate: float,
    wanted: int,
    generator: np.random.Generator,
) -> FloatArray:
    """Draw `wanted` candidates and return those that are kept, `[kept, m]`."""
    uniform = generator.random((wanted, widths.size))
    chance = uniform[:, widest].copy()
    shares = _cut_exponential(uniform, widths, rate)
    shares[:, widest] = 0.0
    rest = to_share - shares.sum(axis=1)
    # Density of the rest, against its greatest value at the end to which the rate pushes it.
    distance = rest if rate > 0 else widths[widest] - rest
    within = (rest >= 0.0) & (rest <= widths[widest])
    kept = within & (chance <= np.exp(-abs(rate) * np.maximum(distance, 0.0)))
    shares[:, widest] = rest
    return shares[kept]


def _cut_exponential(uniform: FloatArray, widths: FloatArray, rate: float) -> FloatArray:
    """Exponentials of one rate cut to 0..width; a negative rate leans to the upper end."""
    steepness = np.abs(rate) * widths
    flat = steepness < 1e-9
    scale = np.where(flat, 0.0, widths / np.where(flat, 1.0, steepness))
    drawn = np.where(flat, uniform * widths, -scale * np.log1p(uniform * np.expm1(-steepness)))
    return drawn if rate >= 0 else widths - drawn


def _rate(widths: FloatArray, to_share: float) -> float:
    """Rate at which the expected sum of the cut exponentials is what there is to share."""
    # Imported late, for few runs sample within ranges.
    from scipy.optimize import brentq

    def excess(rate: float) -> float:
        return float(_expected(widths, rate).sum() - to_share)

    reach = 1.0 / widths.max()
    while excess(reach) > 0 or excess(-reach) < 0:
        reach *= 2.0
    return brentq(excess, -reach, reach)  # pyright: ignore[reportReturnType]


def _expected(widths: FloatArray, rate: float) -> FloatArray:
    steepness = rate * widths
    small = np.abs(steepness) < 1e-4
    safe = np.where(small, 1.0, np.clip(steepness, -700.0, 700.0))
    exact = widths * (1.0 / np.where(small, 1.0, steepness) - 1.0 / np.expm1(safe))
    return np.where(small, widths * (0.5 - steepness / 12.0), exact)
