"""What it is worth to know an input before choosing, from draws that are there already."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike
from scipy.interpolate import BSpline
from scipy.stats import norm, rankdata

from songi.errors import MethodError
from songi.methods.checks import FloatArray, finite, refuse_where
from songi.methods.sensitivity.bootstrap import check_confidence
from songi.methods.sensitivity.given_data import checked_draws

FOLDS = 5
DEGREE = 3
COLUMNS_AT_MOST = 8
INPUTS_AT_MOST = 4
DRAWS_PER_COLUMN = 20
# Inputs of few values leave columns that depend on one another; this settles them.
RIDGE = 1e-9


class Value(NamedTuple):
    """A value of information and the error that comes from the finite number of draws.

    Attributes:
        value: in the unit of the outcomes.
        standard_error: its Monte Carlo standard error.
        low: lower end of the normal interval.
        high: upper end.
    """

    value: FloatArray
    standard_error: FloatArray
    low: FloatArray
    high: FloatArray


def call_outcomes(selected: ArrayLike) -> FloatArray:
    """Outcomes of calling each draw "selected" or "not": 1 where the call is right.

    With these, `evpi` and `evppi` give the expected gain in the share of right calls.

    Args:
        selected: `[draws]`, 1 where selected and 0 where not; between them where a tie shares the
            last place.

    Returns:
        `[draws, 2]`: outcome of the call "selected", outcome of the call "not".

    Raises:
        MethodError: wrong shape, values outside 0..1.
    """
    hits = finite("selected", selected)
    if hits.ndim != 1:
        message = f"selected must have the shape [draws]; it has {list(hits.shape)}"
        raise MethodError(message)
    refuse_where((hits < 0) | (hits > 1), "selected must lie between 0 and 1")
    return np.stack([hits, 1.0 - hits], axis=1)


def evpi(outcomes: ArrayLike, *, confidence: float = 0.95) -> Value:
    r"""Expected value of perfect information, $E[\max_d Y_d] - \max_d E[Y_d]$.

    Args:
        outcomes: `[draws, options]`, more is better.
        confidence: of the interval, between 0 and 1.

    Returns:
        The value, a number without axes: what knowing every input would be worth. No input is
        worth more.

    Raises:
        MethodError: wrong shape, NaN, fewer than two draws.

    Source:
        Raiffa and Schlaifer (1961), Applied Statistical Decision Theory.
    """
    results = _checked_options(outcomes)
    check_confidence(confidence)
    best = results[:, np.argmax(results.mean(axis=0))]
    return _value((results.max(axis=1) - best)[:, None], confidence, shape=())


def evppi(inputs: ArrayLike, outcomes: ArrayLike, *, confidence: float = 0.95) -> Value:
    r"""Expected value of partial perfect information about one input, or a few together.

    $$EVPPI = E_X\left[\max_d E[Y_d \mid X]\right] - \max_d E[Y_d]$$

    The conditional means are found by regressing each option's outcome on cubic splines of the
    inputs' normal scores (for several inputs, on all products of their splines). The regression is
    cross-fitted in five parts: the option is chosen by what four parts say and valued on the fifth.
    So an input without influence promises nothing, where the usual estimate, choosing and valuing
    by the same draws, promises a gain. It errs downwards instead, by what a rule learnt from these
    draws falls short of the best: it may come out a little below zero, and never above `evpi`.

    Args:
        inputs: `[draws]`, or `[draws, few]` for up to four inputs known together.
        outcomes: `[draws, options]`, more is better; from `call_outcomes` for a share of right
            calls.
        confidence: of the interval, between 0 and 1.

    Returns:
        The value, a number without axes, with a normal interval.

    Raises:
        MethodError: wrong shapes, NaN, more than four inputs, too few draws for so many.

    Source:
        Strong, Oakley and Brennan (2014), Medical Decision Making 34 (regression on the draws);
        cross-fitting as in Chernozhukov and others (2018), Econometrics Journal 21.
    """
    values = finite("inputs", inputs)
    values = values[:, None] if values.ndim == 1 else values
    values, results = checked_draws(values, _checked_options(outcomes))
    check_confidence(confidence)
    few = values.shape[1]
    if few > INPUTS_AT_MOST:
        message = f"{few} inputs are more than the {INPUTS_AT_MOST} that can be known together"
        raise MethodError(message)
    basis = _basis(len(values), few)
    design = np.ones((len(values), 1))
    for column in _places(values).T:
        product = design[:, :, None] * basis[column][:, None, :]
        design = product.reshape(len(values), -1)
    return _value(_gain(design, results)[:, None], confidence, shape=())


def evppi_each(inputs: ArrayLike, outcomes: ArrayLike, *, confidence: float = 0.95) -> Value:
    """Expected value of partial perfect information about each of many inputs alone.

    The same as `evppi` input by input, but faster.

    Args:
        inputs: `[draws, k]`.
        outcomes: `[draws, options]`, more is better.
        confidence: of the intervals, between 0 and 1.

    Returns:
        Values and intervals, each `[k]`.

    Raises:
        MethodError: wrong shapes, NaN, too few draws.

    Source:
        As `evppi`.
    """
    values, results = checked_draws(inputs, _checked_options(outcomes))
    check_confidence(confidence)
    basis = _basis(len(values), 1)
    gains = np.empty(values.shape)
    for index in range(values.shape[1]):
        column = _places(values[:, index : index + 1])[:, 0]
        gains[:, index] = _gain(basis[column], results)
    return _value(gains, confidence, shape=(values.shape[1],))


def evppi_of_many(inputs: ArrayLike, outcomes: ArrayLike, *, confidence: float = 0.95) -> Value:
    """Expected value of partial perfect information about many inputs known together.

    As `evppi`, but the conditional means are found by linear regression on all inputs at once: for
    more inputs than products of splines can hold. What the inputs tell otherwise than by a sum is
    missed, so that the value errs further downwards.

    Args:
        inputs: `[draws, k]`.
        outcomes: `[draws, options]`, more is better.
        confidence: of the interval, between 0 and 1.

    Returns:
        The value, a number without axes, with a normal interval; 0 where no input varies.

    Raises:
        MethodError: wrong shapes, NaN.

    Source:
        As `evppi`.
    """
    values, results = checked_draws(inputs, _checked_options(outcomes))
    check_confidence(confidence)
    values = values[:, np.ptp(values, axis=0) > 0.0]
    columns = (values - values.mean(axis=0)) / values.std(axis=0)
    design = np.column_stack([np.ones(len(values)), columns])
    return _value(_gain(design, results)[:, None], confidence, shape=())


def _checked_options(outcomes: ArrayLike) -> FloatArray:
    results = finite("outcomes", outcomes)
    if results.ndim != 2 or len(results) < 2 or results.shape[1] == 0:
        message = (
            "outcomes must have the shape [draws, options] with at least two draws; "
            f"it has {list(results.shape)}"
        )
        raise MethodError(message)
    return results


def _places(values: FloatArray) -> np.ndarray:
    """Places of values on the grid of half ranks, equal values on the same one, `[draws, k]`."""
    return np.rint(2.0 * rankdata(values, axis=0) - 2.0).astype(np.intp)


def _basis(draws: int, inputs: int) -> FloatArray:
    """Cubic splines on the normal scores of every half rank, `[2 draws - 1, columns]`.

    Ranks make the basis the same for every input of so many draws, whatever its distribution.
    """
    columns = COLUMNS_AT_MOST
    while columns > DEGREE + 1 and DRAWS_PER_COLUMN * columns**inputs > draws:
        columns -= 1
    needed = DRAWS_PER_COLUMN * columns**inputs
    if needed > draws:
        message = (
            f"{draws} draws are too few to learn from {inputs} inputs together; "
            f"at least {needed} are needed"
        )
        raise MethodError(message)
    scores = norm.ppf((np.arange(2 * draws - 1) + 1.0) / (2.0 * draws))
    inner = norm.ppf(np.linspace(0.0, 1.0, columns - DEGREE + 1)[1:-1])
    times = [DEGREE + 1, *np.ones(inner.size, dtype=int), DEGREE + 1]
    knots = np.repeat([scores[0], *inner, scores[-1]], times)
    return BSpline.design_matrix(scores, knots, DEGREE).toarray()


def _gain(design: FloatArray, outcomes: FloatArray) -> FloatArray:
    """What the choice by the inputs gains over the choice without them, draw by draw."""
    parts = [(design[fold::FOLDS], outcomes[fold::FOLDS]) for fold in range(FOLDS)]
    squares = np.stack([x.T @ x for x, _ in parts])
    products = np.stack([x.T @ y for x, y in parts])
    sums = np.stack([y.sum(axis=0) for _, y in parts])
    sizes = np.array([[len(y)] for _, y in parts])
    learnt_means = (sums.sum(axis=0) - sums) / (len(outcomes) - sizes)
    others = squares.sum(axis=0) - squares
    width = others.shape[-1]
    settle = RIDGE * np.trace(others, axis1=1, axis2=2) / width
    others += settle[:, None, None] * np.eye(width)
    coefficients = np.linalg.solve(others, products.sum(axis=0) - products)
    means = outcomes.mean(axis=0)
    without = np.argmax(means)
    gain = np.empty(len(outcomes))
    for fold, (x, y) in enumerate(parts):
        # Four parts with a high mean leave a fifth with a low one: levels are those of all draws.
        level = means - learnt_means[fold]
        chosen = np.argmax(x @ coefficients[fold] + level, axis=1)
        gain[fold::FOLDS] = y[np.arange(len(y)), chosen] - y[:, without]
    return gain


def _value(gains: FloatArray, confidence: float, *, shape: tuple[int, ...]) -> Value:
    value = gains.mean(axis=0)
    error = gains.std(axis=0, ddof=1) / np.sqrt(len(gains))
    reach = float(norm.ppf(0.5 + confidence / 2.0)) * error
    found = (value, error, value - reach, value + reach)
    return Value(*(part.reshape(shape) for part in found))
