"""Demand for land by the trend of what was taken up, with what the years yet to come may do."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike
from scipy import special

from songi.errors import MethodError
from songi.methods.checks import FloatArray, finite, one_of, refuse_where

TREND_FORMS = ("linear", "loglinear")


def trend_demand(
    years: ArrayLike,
    take_up_m2: ArrayLike,
    future_years: ArrayLike,
    uniforms: ArrayLike,
    form: str = "linear",
) -> FloatArray:
    r"""Draws of the take-up in future years, by a least-squares trend (추세법).

    A line $y = \alpha + \beta x + \varepsilon$ through the yearly take-up (or its logarithm). Each
    draw takes a variance of the error, $\sigma^2 = \nu s^2 / \chi^2_\nu$, then a level and a slope
    around their estimates, then an error for each year, all by inverse distribution functions. The
    years of one draw share variance, level and slope, so that a sum over years has its proper
    spread; in each year the draws follow the t distribution of `trend_interval`. Area below zero
    is set to zero.

    Args:
        years: `[n]`, years observed, at least three, each once.
        take_up_m2: `[n]`, area taken up in each, m², not negative; positive for "loglinear".
        future_years: `[m]`.
        uniforms: `[draws, 3 + m]`, strictly between 0 and 1.
        form: "linear", or "loglinear": constant growth rate.

    Returns:
        `[draws, m]`, m² in each future year.

    Raises:
        MethodError: too few years, a year twice, values out of bounds, wrong shapes.

    Source:
        Zellner (1971), An Introduction to Bayesian Inference in Econometrics, chapter 3
        (predictive distribution under a diffuse prior).
    """
    line, ahead = _fitted(years, take_up_m2, form), _future(future_years)
    luck = finite("uniforms", uniforms)
    if luck.ndim != 2 or luck.shape[1] != 3 + ahead.size:
        message = (
            f"uniforms must have the shape [draws, {3 + ahead.size}], three and one for each "
            f"future year; it has {list(luck.shape)}"
        )
        raise MethodError(message)
    refuse_where((luck <= 0) | (luck >= 1), "uniforms must lie strictly between 0 and 1")
    error = line.error * np.sqrt(line.freedom / special.chdtri(line.freedom, luck[:, :1]))
    normal = special.ndtri(luck[:, 1:])
    level = line.level + error * normal[:, :1] / np.sqrt(line.observed)
    slope = line.slope + error * normal[:, 1:2] / np.sqrt(line.spread)
    return _area(level + slope * (ahead - line.year) + error * normal[:, 2:], form)


def trend_interval(
    years: ArrayLike,
    take_up_m2: ArrayLike,
    future_years: ArrayLike,
    level: float = 0.9,
    form: str = "linear",
) -> tuple[FloatArray, FloatArray, FloatArray]:
    r"""Prediction interval of the trend in each future year.

    $\hat y \pm t_{n-2} \, s \sqrt{1 + 1/n + (x - \bar x)^2 / \sum_i (x_i - \bar x)^2}$, and
    exponentials of that for "loglinear". Area below zero is set to zero.

    Args:
        years: `[n]`, years observed, at least three, each once.
        take_up_m2: `[n]`, area taken up in each, m².
        future_years: `[m]`.
        level: share of the distribution within, between 0 and 1.
        form: "linear" or "loglinear".

    Returns:
        Low end, middle and high end, each `[m]`, m².

    Raises:
        MethodError: as `trend_demand`; a level that is not between 0 and 1.

    Source:
        Draper and Smith (1998), Applied Regression Analysis, chapter 3.
    """
    line, ahead = _fitted(years, take_up_m2, form), _future(future_years)
    if not 0 < level < 1:
        message = f"level must lie between 0 and 1; it is {level}"
        raise MethodError(message)
    middle = line.level + line.slope * (ahead - line.year)
    width = np.sqrt(1 + 1 / line.observed + (ahead - line.year) ** 2 / line.spread)
    width = width * line.error * special.stdtrit(line.freedom, 0.5 + level / 2)
    return _area(middle - width, form), _area(middle, form), _area(middle + width, form)


class _Line(NamedTuple):
    """A least-squares line through the take-up, with what its errors need."""

    slope: float
    level: float
    year: float
    spread: float
    error: float
    freedom: int
    observed: int


def _fitted(years: ArrayLike, take_up: ArrayLike, form: str) -> _Line:
    one_of("form", form, TREND_FORMS)
    x, y = finite("years", years), finite("take_up_m2", take_up)
    if x.ndim != 1 or x.shape != y.shape or x.size < 3:
        message = (
            "years and take_up_m2 must both have the shape [n], with at least three years; they "
            f"have {list(x.shape)} and {list(y.shape)}"
        )
        raise MethodError(message)
    if np.unique(x).size < x.size:
        message = "years must each stand once"
        raise MethodError(message)
    refuse_where(y < 0, "take_up_m2 must not be negative")
    if form == "loglinear":
        refuse_where(y == 0, "take_up_m2 must be positive for a log-linear trend")
        y = np.log(y)
    middle, freedom = x.mean(), x.size - 2
    spread = np.sum((x - middle) ** 2)
    slope = np.sum((x - middle) * y) / spread
    rest = y - y.mean() - slope * (x - middle)
    error = np.sqrt(np.sum(rest**2) / freedom)
    return _Line(slope, y.mean(), middle, spread, error, freedom, x.size)


def _future(years: ArrayLike) -> FloatArray:
    ahead = finite("future_years", years)
    if ahead.ndim != 1:
        message = f"future_years must have the shape [m]; it has {list(ahead.shape)}"
        raise MethodError(message)
    return ahead


def _area(values: FloatArray, form: str) -> FloatArray:
    return np.exp(values) if form == "loglinear" else np.maximum(values, 0.0)
