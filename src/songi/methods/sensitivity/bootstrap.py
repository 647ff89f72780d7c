"""Drawing anew with replacement, by counting how often each draw comes up."""

from __future__ import annotations

import numpy as np

from songi.errors import MethodError
from songi.methods.checks import FloatArray


def resample_counts(draws: int, resamples: int, generator: np.random.Generator) -> FloatArray:
    """How often each draw comes up when as many are drawn anew, `[resamples, draws]`."""
    chosen = generator.integers(0, draws, (resamples, draws))
    chosen += np.arange(resamples)[:, None] * draws
    counts = np.bincount(chosen.ravel(), minlength=resamples * draws)
    return counts.reshape(resamples, draws).astype(np.float64)


def middle_share(drawn: FloatArray, confidence: float) -> tuple[FloatArray, FloatArray]:
    """Ends of the middle `confidence` of what was drawn anew, along the first axis.

    Resamples in which an outcome does not vary hold NaN and are left out; where all do, so do the
    ends.
    """
    tails = [(1.0 - confidence) / 2.0, (1.0 + confidence) / 2.0]
    flawed = np.isnan(drawn)
    if not flawed.any():
        low, high = np.quantile(drawn, tails, axis=0)
        return low, high
    useless = flawed.all(axis=0)
    low, high = np.nanquantile(np.where(useless, 0.0, drawn), tails, axis=0)
    return np.where(useless, np.nan, low), np.where(useless, np.nan, high)


def check_bootstrap(resamples: int, confidence: float) -> None:
    """Raise unless there is a resample and the confidence lies between 0 and 1.

    Raises:
        MethodError: otherwise.
    """
    if resamples < 1:
        message = f"resamples must be at least 1; they are {resamples}"
        raise MethodError(message)
    check_confidence(confidence)


def check_confidence(confidence: float) -> None:
    """Raise unless the confidence of an interval lies between 0 and 1.

    Raises:
        MethodError: otherwise.
    """
    if not 0.0 < confidence < 1.0:
        message = f"confidence is {confidence}; it must lie between 0 and 1"
        raise MethodError(message)
