"""How long until it happens, from subjects some of whom have not got there: Kaplan and Meier."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike
from scipy.special import ndtri

from songi.errors import MethodError
from songi.methods.checks import FloatArray, finite, refuse_where
from songi.methods.sensitivity.bootstrap import check_confidence
from songi.methods.survival.checks import durations, flags


@dataclass(frozen=True, slots=True)
class KaplanMeier:
    """A survival curve: a step function that is constant from each time up to the next.

    Attributes:
        times: `[k]` distinct times at which something was seen (event or last look), ascending.
        survival: `[k]` share still without the event just after each time.
        at_risk: `[k]` subjects (or their weights) under observation just before.
        events: `[k]` events (or their weights) at the time.
        variance: `[k]` of the survival; NaN where the survival is zero.
        low: `[k]` lower log-log limit of the survival; NaN where it is one or zero.
        high: `[k]` upper limit.
        confidence: of the limits.
    """

    times: FloatArray
    survival: FloatArray
    at_risk: FloatArray
    events: FloatArray
    variance: FloatArray
    low: FloatArray
    high: FloatArray
    confidence: float

    def at(self, times: ArrayLike) -> FloatArray:
        """Survival just after each of `times`, any shape.

        Raises:
            MethodError: a time is negative, or lies after the last one seen while some were still
                without the event: nothing is known there.
        """
        asked = finite("times", times)
        refuse_where(asked < 0, "times must not be negative")
        if self.survival[-1] > 0:
            last = float(self.times[-1])
            refuse_where(asked > last, f"nobody was followed beyond {last:g}")
        place = np.searchsorted(self.times, asked, side="right")
        return np.concatenate([[1.0], self.survival])[place]

    def quantile(self, share: ArrayLike) -> FloatArray:
        """First time by which `share` (0..1) have had the event; infinity where it is not seen.

        Raises:
            MethodError: a share outside 0..1.
        """
        asked = finite("share", share)
        refuse_where((asked < 0) | (asked > 1), "share must lie between 0 and 1")
        # Rounding of the product must not push the curve past a share it has just reached.
        fallen = 1.0 - self.survival + 1e-12
        place = np.searchsorted(fallen, asked, side="left")
        return np.append(self.times, np.inf)[place]


def kaplan_meier(
    times: ArrayLike,
    observed: ArrayLike,
    weights: ArrayLike | None = None,
    *,
    confidence: float = 0.95,
) -> KaplanMeier:
    r"""Kaplan-Meier estimate, with Greenwood's variance and log-log limits.

    $$S(t) = \prod_{t_j \le t} \left(1 - \frac{d_j}{Y_j}\right), \qquad
    V = S^2 \sum_{t_j \le t} \frac{d_j}{Y_j (Y_j - d_j)}, \qquad
    S^{\exp(\pm z \sqrt V / (S |\ln S|))}$$

    Events at a time come before last looks at the same time. A weight says how much a subject
    stands for (inverse of its chance to be seen), not how many there are: the variance is the
    infinitesimal jackknife, which is Greenwood's where all weigh the same and which does not shrink
    when all weights are doubled. A crowd that is known only as a number cannot be given as one
    subject of great weight without the variance showing it.

    Args:
        times: `[n]` months (or any unit) until the event or until last looked at, not negative.
        observed: `[n]` 1 where the event was seen, 0 where it had not come by then.
        weights: `[n]`, positive; all the same without it.
        confidence: of the limits, pointwise.

    Returns:
        The curve at every distinct time.

    Raises:
        MethodError: nobody, wrong shapes, NaN, a negative time, a weight that is not positive.

    Source:
        Kaplan and Meier (1958), Journal of the American Statistical Association 53; Greenwood
        (1926); log-log limits: Kalbfleisch and Prentice (2002), ch. 1; weights: Therneau and
        Grambsch (2000), Modeling Survival Data, ch. 7.
    """
    lengths = durations("times", times)
    if lengths.size == 0:
        message = "there is no subject to follow: times is empty"
        raise MethodError(message)
    seen = flags("observed", observed, lengths.size)
    weight = _checked_weights(weights, lengths.size)
    check_confidence(confidence)
    order = np.argsort(lengths, kind="stable")
    lengths, seen, weight = lengths[order], seen[order], weight[order]
    moments, first, place = np.unique(lengths, return_index=True, return_inverse=True)
    events = np.add.reduceat(weight * seen, first)
    at_risk = np.cumsum(np.add.reduceat(weight, first)[::-1])[::-1]
    spared = np.maximum(at_risk - events, 0.0)
    survival = np.cumprod(spared / at_risk, dtype=np.float64)
    hazard_spread = _jackknife_spread(weight, seen, place, first, at_risk, spared)
    variance = survival**2 * hazard_spread
    low, high = _log_log_limits(survival, hazard_spread, confidence)
    return KaplanMeier(moments, survival, at_risk, events, variance, low, high, confidence)


def _checked_weights(weights: ArrayLike | None, size: int) -> FloatArray:
    if weights is None:
        return np.ones(size)
    weight = finite("weights", weights)
    if weight.shape != (size,):
        message = f"weights must have the shape [{size}]; it has {list(weight.shape)}"
        raise MethodError(message)
    refuse_where(weight <= 0, "weights must be positive")
    return weight


def _jackknife_spread(
    weight: FloatArray,
    seen: np.ndarray,
    place: np.ndarray,
    first: np.ndarray,
    at_risk: FloatArray,
    spared: FloatArray,
) -> FloatArray:
    """Variance of the logarithm of the survival at each time; NaN once nobody is spared.

    A subject's influence grows by d / (Y (Y - d)) at each time it is under risk and falls by
    1 / (Y - d) at its own event; afterwards it stays.
    """
    over = spared > 0
    kept = np.where(over, spared, np.nan)
    growth = np.cumsum((at_risk - spared) / (at_risk * kept))
    final = growth[place] - seen / kept[place]
    squares = weight**2
    still = np.append(np.cumsum(np.add.reduceat(squares, first)[::-1])[::-1][1:], 0.0)
    return growth**2 * still + np.cumsum(np.add.reduceat(squares * final**2, first))


def _log_log_limits(
    survival: FloatArray, spread: FloatArray, confidence: float
) -> tuple[FloatArray, FloatArray]:
    inside = (survival > 0) & (survival < 1)
    logarithm = np.log(np.where(inside, survival, np.nan))
    reach = np.exp(float(ndtri(0.5 + confidence / 2.0)) * np.sqrt(spread) / -logarithm)
    return np.exp(logarithm * reach), np.exp(logarithm / reach)
