"""How good shares of model runs were as forecasts: Brier score and skill."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike

from songi.errors import MethodError
from songi.methods.checks import FloatArray, finite, leading_shape, refuse_where


def brier_score(share: ArrayLike, outcome: ArrayLike) -> FloatArray:
    r"""Mean squared distance of forecast and outcome, $\frac{1}{n} \sum_i (p_i - o_i)^2$.

    Args:
        share: forecast shares `[..., n]`, 0..1.
        outcome: what came, `[..., n]`, 0 or 1.

    Returns:
        `[...]`, 0 perfect, 0.25 for always saying one half, 1 always wrong.

    Raises:
        MethodError: NaN, values out of bounds, shapes that do not fit.

    Source:
        Brier (1950), Monthly Weather Review 78 (the form for two classes, half his original sum).
    """
    forecast = finite("share", share)
    came = _checked_outcome(outcome)
    refuse_where((forecast < 0) | (forecast > 1), "share must lie between 0 and 1")
    if forecast.ndim < 1 or forecast.shape[-1] != came.shape[-1]:
        message = (
            f"share must have the shape [..., {came.shape[-1]}], as outcome; "
            f"it has {list(forecast.shape)}"
        )
        raise MethodError(message)
    leading_shape(share=forecast.shape, outcome=came.shape)
    return np.mean((forecast - came) ** 2, axis=-1)


def base_rate_score(outcome: ArrayLike, base_rate: float | None = None) -> FloatArray:
    r"""Brier score of giving every case the same share.

    Args:
        outcome: what came, `[..., n]`, 0 or 1.
        base_rate: the share given, 0..1. None takes the rate of the outcomes themselves, with which
            the score is $\bar o (1 - \bar o)$: the best that one share can do, and known only
            afterwards. Where the number of winners was announced, their number by that of
            the bids was known before.

    Returns:
        `[...]`.

    Raises:
        MethodError: NaN, values out of bounds.

    Source:
        Murphy (1973), Journal of Applied Meteorology 12.
    """
    came = _checked_outcome(outcome)
    if base_rate is None:
        rate = came.mean(axis=-1)
        return rate * (1.0 - rate)
    return brier_score(np.full(came.shape, base_rate), came)


def brier_skill(share: ArrayLike, outcome: ArrayLike, base_rate: float | None = None) -> FloatArray:
    r"""Brier skill, $1 - BS / BS_{base}$: by how much the forecast beats the base rate.

    With few cases the skill is uncertain and, against a rate known only afterwards, a little too
    low: always give the number of cases with it.

    Args:
        share: forecast shares `[..., n]`.
        outcome: what came, `[..., n]`, 0 or 1.
        base_rate: as in `base_rate_score`.

    Returns:
        `[...]`, 1 perfect, 0 no better than the base rate, negative worse.

    Raises:
        MethodError: as `brier_score`, or a base rate that is perfect (all outcomes the same).

    Source:
        Murphy (1973), Journal of Applied Meteorology 12.
    """
    score, base = brier_score(share, outcome), base_rate_score(outcome, base_rate)
    if np.any(base == 0):
        message = "there is no skill to speak of: the base rate forecasts every outcome perfectly"
        raise MethodError(message)
    return 1.0 - score / base


def _checked_outcome(outcome: ArrayLike) -> FloatArray:
    came = finite("outcome", outcome)
    if came.ndim < 1 or came.shape[-1] == 0:
        message = f"outcome must have the shape [..., cases]; it has {list(came.shape)}"
        raise MethodError(message)
    refuse_where((came != 0) & (came != 1), "outcome must be 0 or 1")
    return came
