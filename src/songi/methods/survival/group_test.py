"""Whether groups differ in how soon the event comes to them: the log-rank test."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike
from scipy.special import chdtrc

from songi.errors import MethodError
from songi.methods.checks import FloatArray
from songi.methods.survival.checks import durations, flags, labels


@dataclass(frozen=True, slots=True)
class LogRank:
    """Outcome of a log-rank test, groups in the sorted order of their labels.

    Attributes:
        observed: `[g]` events seen in each group.
        expected: `[g]` events that a common intensity would have given.
        covariance: `[g, g]` of observed less expected.
        statistic: chi-squared.
        degrees_of_freedom: of the statistic, groups less one.
        p_value: share of chi-squared values at least as large, were the groups alike.
    """

    observed: FloatArray
    expected: FloatArray
    covariance: FloatArray
    statistic: float
    degrees_of_freedom: int
    p_value: float


def log_rank(times: ArrayLike, observed: ArrayLike, groups: ArrayLike) -> LogRank:
    r"""Log-rank test of two or more groups.

    At each time with $d$ events among $Y$ under risk, group g expects $d Y_g / Y$; with
    $z = \sum (d_g - d Y_g / Y)$ and its hypergeometric covariance

    $$V_{gh} = \sum \frac{d (Y - d)}{Y - 1} \frac{Y_g}{Y}
    \left(\delta_{gh} - \frac{Y_h}{Y}\right), \qquad \chi^2 = z^T V^- z$$

    The chi-squared distribution holds for many events; with a handful the p-value is a guess. A
    group that is never under risk at an event takes no part and counts in no degree of freedom.

    Args:
        times: `[n]` until the event or until last looked at.
        observed: `[n]` 1 where the event was seen.
        groups: `[n]` label of each subject's group, whole numbers or texts.

    Returns:
        The test.

    Raises:
        MethodError: wrong shapes, NaN, a negative time, fewer than two groups, no event, or events
            only where one group is under risk.

    Source:
        Mantel (1966), Cancer Chemotherapy Reports 50; Kalbfleisch and Prentice (2002), The
        Statistical Analysis of Failure Time Data, ch. 1.
    """
    lengths = durations("times", times)
    seen = flags("observed", observed, lengths.size)
    group = labels("groups", groups, lengths.size)
    count = int(group.max(initial=-1)) + 1
    if count < 2:
        message = f"a log-rank test compares at least two groups; there are {count}"
        raise MethodError(message)
    moments, place = np.unique(lengths[seen], return_inverse=True)
    if moments.size == 0:
        message = "no event was observed: there is nothing to compare"
        raise MethodError(message)
    events = np.zeros((moments.size, count))
    np.add.at(events, (place, group[seen]), 1.0)
    at_risk = np.stack([_still_there(lengths[group == g], moments) for g in range(count)], axis=1)
    everybody, happened = at_risk.sum(axis=1), events.sum(axis=1)
    portion = at_risk / everybody[:, None]
    # One subject alone under risk leaves nothing to chance.
    spread = happened * (everybody - happened) / np.maximum(everybody - 1.0, 1.0)
    covariance = np.diag(spread @ portion) - (portion * spread[:, None]).T @ portion
    expected = happened @ portion
    freedom = int(np.linalg.matrix_rank(covariance, hermitian=True))
    if freedom == 0:
        message = "at every event only one group is under risk: the groups cannot be compared"
        raise MethodError(message)
    excess = events.sum(axis=0) - expected
    statistic = float(excess @ np.linalg.pinv(covariance, hermitian=True) @ excess)
    return LogRank(
        observed=events.sum(axis=0),
        expected=expected,
        covariance=covariance,
        statistic=statistic,
        degrees_of_freedom=freedom,
        p_value=float(chdtrc(freedom, statistic)),
    )


def _still_there(lengths: FloatArray, moments: FloatArray) -> FloatArray:
    """How many of `lengths` reach each of `moments`."""
    gone = np.searchsorted(np.sort(lengths), moments, side="left")
    return (lengths.size - gone).astype(np.float64)
