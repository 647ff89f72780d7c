"""Tax allowances for wear: what is written off in each year, and what that is worth today."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike

from songi.methods.checks import FloatArray, finite, leading_shape, refuse_where


def straight_line_value(rate: ArrayLike, years: ArrayLike) -> FloatArray:
    r"""Present value of a straight-line allowance of one.

    $z = \frac1n \sum_{t=0}^{n-1} (1+i)^{-t}$. Convention: the first part is deducted at once, in
    year nought. Years need not be whole: the sum is read as the annuity due.

    Args:
        rate: nominal rate of discount i, above -1.
        years: life n, positive. Both broadcast.

    Returns:
        Share of the cost, 0 to 1 where the rate is not negative.

    Raises:
        MethodError: NaN, values out of bounds, shapes that do not broadcast.

    Source:
        Hall & Jorgenson (1967); Tax Foundation, International Tax Competitiveness Index (cost
        recovery).
    """
    interest, life = finite("rate", rate), finite("years", years)
    refuse_where(interest <= -1, "rate must be above -1")
    refuse_where(life <= 0, "years must be positive")
    leading_shape(rate=interest.shape, years=life.shape)
    interest, life = np.broadcast_arrays(interest, life)
    small = np.abs(interest) < 1e-12
    safe = np.where(small, 1.0, interest)
    due = (1.0 - (1.0 + safe) ** -life) / safe * (1.0 + safe)
    return np.where(small, 1.0, due / life)


def declining_value(rate: ArrayLike, share: ArrayLike) -> FloatArray:
    r"""Present value of a declining-balance allowance of one, $z = d (1+i) / (d+i)$.

    Convention: the first part is deducted at once; the balance is written down for ever.

    Args:
        rate: nominal rate of discount i, not negative.
        share: share d of the balance that is deducted in a year, in (0, 1]. Both broadcast.

    Returns:
        Share of the cost, 0 to 1.

    Raises:
        MethodError: NaN, values out of bounds, shapes that do not broadcast.

    Source:
        Hall & Jorgenson (1967); Devereux & Griffith (2003).
    """
    interest, part = finite("rate", rate), finite("share", share)
    refuse_where(interest < 0, "rate must not be negative")
    refuse_where((part <= 0) | (part > 1), "share must lie above 0 and not above 1")
    leading_shape(rate=interest.shape, share=part.shape)
    return part * (1.0 + interest) / (part + interest)


def straight_line_schedule(years: ArrayLike, horizon: int) -> FloatArray:
    """Return what of a cost of one is deducted in each year by a straight line.

    Args:
        years: `[...]`, life, positive; the last year takes what is left of a life that is not
            whole.
        horizon: years that are looked at, the first being nought.

    Returns:
        `[..., horizon]`; together one where the life ends within the horizon.

    Raises:
        MethodError: NaN, a life that is not positive, no horizon.
    """
    life = finite("years", years)
    refuse_where(life <= 0, "years must be positive")
    refuse_where(np.asarray(horizon < 1), "horizon must be at least 1")
    left = life[..., None] - np.arange(horizon)
    return np.clip(left, 0.0, 1.0) / life[..., None]


def declining_schedule(share: ArrayLike, horizon: int) -> FloatArray:
    """Return what of a cost of one is deducted in each year from a declining balance.

    Args:
        share: `[...]`, share of the balance deducted in a year, in (0, 1].
        horizon: years that are looked at, the first being nought.

    Returns:
        `[..., horizon]`; together less than one by the balance that is left.

    Raises:
        MethodError: NaN, a share out of bounds, no horizon.
    """
    part = finite("share", share)
    refuse_where((part <= 0) | (part > 1), "share must lie above 0 and not above 1")
    refuse_where(np.asarray(horizon < 1), "horizon must be at least 1")
    return part[..., None] * (1.0 - part[..., None]) ** np.arange(horizon)
