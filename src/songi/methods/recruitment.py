r"""Patients for a trial at several centres: the Poisson-gamma model, its forecasts and updates.

Patients come to centre i by a Poisson process of rate $\lambda_i$ from the day it opens. Rates
differ between centres by a gamma distribution of shape $\alpha$ and mean $m_i$. Counts then are
negative binomial, and counts at an interim look update each centre's rate in closed form.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike
from scipy import special, stats

from songi.errors import MethodError
from songi.methods.checks import FloatArray, finite, leading_shape, numbers, refuse_where


class Rates(NamedTuple):
    """Gamma beliefs about rates, both `[..., centres]`.

    Attributes:
        shape: shape, more than nought.
        mean: mean, patients a month, not negative.
    """

    shape: FloatArray
    mean: FloatArray


class Addition(NamedTuple):
    """One step of adding centres.

    Attributes:
        centre: position of the centre that is added in this step.
        months: mean of the months to the target with it, capped at the horizon.
        gained: mean of the months that it gains, on top of those added before.
        in_time: share of the draws that reach the target in time.
    """

    centre: int
    months: float
    gained: float
    in_time: float


def shape_of(variation: ArrayLike) -> FloatArray:
    r"""Shape of a gamma distribution by its coefficient of variation, $\alpha = 1 / v^2$.

    Raises:
        MethodError: NaN, or a variation of nought or less.
    """
    array = finite("variation", variation)
    refuse_where(array <= 0, "variation must be more than nought")
    return array**-2.0


def updated(rates: Rates, patients: ArrayLike, months: ArrayLike) -> Rates:
    r"""Update rates by counts, by Bayes' rule.

    $\Gamma(\alpha, \alpha / m)$ becomes $\Gamma(\alpha + k, \alpha / m + t)$, by shape and rate.

    Args:
        rates: beliefs before.
        patients: `[..., centres]`, counted so far.
        months: `[..., centres]`, open so far; nought changes nothing.

    Returns:
        Beliefs after. A centre whose mean was nought stays at nought.

    Raises:
        MethodError: NaN, negative counts or months, patients at a centre that was not open or whose
            rate is believed to be nought.

    Source:
        Anisimov and Fedorov (2007), Statistics in Medicine 26:4958, section 3.
    """
    shape, mean = _checked(rates)
    count, time = finite("patients", patients), finite("months", months)
    refuse_where((count < 0) | (time < 0), "patients and months must not be negative")
    leading_shape(shape=shape.shape, mean=mean.shape, patients=count.shape, months=time.shape)
    nought = mean <= 0
    refuse_where((count > 0) & (nought | (time <= 0)), "patients came where none could come")
    inverse = shape / np.where(nought, 1.0, mean)
    after = (shape + count) / (inverse + time)
    return Rates(shape + count * ~nought, np.where(nought, 0.0, after))


def sampled(rates: Rates, generator: np.random.Generator) -> FloatArray:
    """Draw rates, patients a month.

    Args:
        rates: beliefs.
        generator: source of randomness; the inverse distribution would take twenty times as long.
    """
    shape, mean = _checked(rates)
    joint = leading_shape(shape=shape.shape, mean=mean.shape)
    return generator.standard_gamma(np.broadcast_to(shape, joint)) * mean / shape


def expected_patients(rate: ArrayLike, opens: ArrayLike, months: ArrayLike) -> FloatArray:
    r"""Mean number of patients by a month, $\Lambda(t) = \sum_i \lambda_i (t - d_i)^+$.

    Args:
        rate: `[..., centres]`, patients a month, not negative.
        opens: `[..., centres]`, month in which each opens, not negative; infinity: never.
        months: `[times]`.

    Returns:
        `[..., times]`.

    Raises:
        MethodError: NaN, negative values, shapes that do not broadcast.
    """
    pace, start = _checked_centres(rate, opens)
    times = finite("months", months)
    open_for = np.maximum(times - start[..., None], 0.0)
    return (pace[..., None] * open_for).sum(axis=-2)


def time_to(target: ArrayLike, rate: ArrayLike, opens: ArrayLike) -> FloatArray:
    r"""Month by which the mean number of patients reaches a target: $\Lambda^{-1}$.

    With the target drawn from $\Gamma(N, 1)$ it is a draw of the time to N patients: the N-th
    arrival of a Poisson process of unit rate, on the process's own clock.

    Args:
        target: `[...]`, not negative.
        rate: `[..., centres]`, patients a month.
        opens: `[..., centres]`, month in which each opens.

    Returns:
        `[...]`, months; infinite where no centre recruits anybody.

    Raises:
        MethodError: NaN, negative values, shapes that do not broadcast.
    """
    pace, start = _checked_centres(rate, opens)
    wanted = finite("target", target)
    refuse_where(wanted < 0, "target must not be negative")
    leading_shape(target=wanted.shape, rate=pace.shape[:-1])
    order = np.argsort(start, axis=-1)
    start = np.take_along_axis(start, order, axis=-1)
    slope = np.take_along_axis(pace, order, axis=-1).cumsum(axis=-1)
    with np.errstate(invalid="ignore"):
        between = np.nan_to_num(np.diff(start, axis=-1), nan=0.0, posinf=np.inf) * slope[..., :-1]
    between = np.nan_to_num(between, nan=0.0, posinf=np.inf)
    reached = np.concatenate([np.zeros((*slope.shape[:-1], 1)), between.cumsum(axis=-1)], axis=-1)
    # The last opening at which the target is not yet reached: from there on the pace is known.
    last = (reached <= wanted[..., None]).sum(axis=-1, keepdims=True) - 1
    shape = np.broadcast_shapes(last.shape[:-1], slope.shape[:-1])
    last = np.broadcast_to(last, (*shape, 1))

    def at(array: FloatArray) -> FloatArray:
        whole = np.broadcast_to(array, (*shape, array.shape[-1]))
        return np.take_along_axis(whole, last, axis=-1)[..., 0]

    pace_then = at(slope)
    with np.errstate(divide="ignore", invalid="ignore"):
        months = at(start) + np.where(pace_then > 0, (wanted - at(reached)) / pace_then, np.inf)
    return np.where(np.isnan(months), np.inf, months)


def clock(patients: ArrayLike, unit: ArrayLike) -> FloatArray:
    r"""Draws of when the N-th patient comes on the process's own clock, $\Gamma(N, 1)$.

    Args:
        patients: `[...]`, how many, not negative; nought gives nought.
        unit: `[...]`, uniforms in (0, 1).
    """
    wanted = finite("patients", patients)
    refuse_where(wanted < 0, "patients must not be negative")
    work = special.gammaincinv(np.maximum(wanted, 1e-300), finite("unit", unit))
    return np.where(wanted > 0, work, 0.0)


def time_to_patients(
    patients: ArrayLike, rate: ArrayLike, opens: ArrayLike, unit: ArrayLike
) -> FloatArray:
    """Draws of the time to so many patients at known rates, months.

    Args:
        patients: `[...]`, how many; nought takes no time.
        rate: `[..., centres]`, patients a month.
        opens: `[..., centres]`, month in which each opens.
        unit: `[...]`, uniforms in (0, 1).
    """
    return np.where(
        finite("patients", patients) > 0, time_to(clock(patients, unit), rate, opens), 0.0
    )


def chance_in_time(
    patients: ArrayLike, rate: ArrayLike, opens: ArrayLike, months: ArrayLike
) -> FloatArray:
    r"""Chance to have N patients by a month at known rates, $P(N, \Lambda(T))$, 0 to 1.

    P is the regularised lower incomplete gamma function: a Poisson count of mean $\Lambda$ is N or
    more.

    Args:
        patients: `[...]`, how many.
        rate: `[..., centres]`, patients a month.
        opens: `[..., centres]`, month in which each opens.
        months: `[...]`, the deadline.
    """
    wanted, deadline = finite("patients", patients), finite("months", months)
    pace, start = _checked_centres(rate, opens)
    mean = (pace * np.maximum(deadline[..., None] - start, 0.0)).sum(axis=-1)
    return np.where(wanted > 0, special.gammainc(np.maximum(wanted, 1e-300), mean), 1.0)


def predictive(rates: Rates, open_months: ArrayLike) -> stats.distributions.rv_frozen:
    r"""Distribution of the number of patients: negative binomial.

    Each centre's count is exactly so; the sum over centres is where their scales $m_i t_i /
    \alpha_i$ agree, and else by the gamma distribution of the same mean and variance.

    Args:
        rates: beliefs, `[..., centres]`.
        open_months: `[..., centres]`, how long each is open in the time asked for.

    Returns:
        A frozen `scipy.stats.nbinom`, `[...]`.

    Raises:
        MethodError: NaN, negative times, or nothing to be expected from anybody.

    Source:
        Anisimov and Fedorov (2007); the approximation: Anisimov (2011), Commun. Stat. Theory 40.
    """
    shape, mean = _checked(rates)
    time = finite("open_months", open_months)
    refuse_where(time < 0, "open_months must not be negative")
    each = mean * time
    total, variance = each.sum(axis=-1), (each**2 / shape).sum(axis=-1)
    refuse_where(np.asarray(total <= 0), "no centre recruits anybody in that time")
    joint = total**2 / variance
    return stats.nbinom(joint, joint / (joint + total))


def centres_to_add(
    targets: ArrayLike, rate: ArrayLike, opens: ArrayLike, taking_part: ArrayLike,
    deadline: ArrayLike, horizon: float,
) -> list[Addition]:  # fmt: skip
    """Add centres one by one, each time the one that gains most months on average.

    The same draws with and without: what differs is the centre. Months beyond the horizon count as
    the horizon, so that a draw in which nobody recruits has a number.

    Args:
        targets: `[draws]`, targets on the process's own clock (draws of a gamma distribution).
        rate: `[draws, centres]`, patients a month.
        opens: `[draws, centres]`, month in which each opens.
        taking_part: `[centres]`, which take part already.
        deadline: `[draws]` or one number, months.
        horizon: months, more than nought.

    Returns:
        One step for each centre that could be added, in that order.

    Raises:
        MethodError: NaN, negative values, shapes that do not fit.
    """
    pace, start = _checked_centres(rate, opens)
    chosen = np.array(taking_part, dtype=bool)
    if chosen.shape != pace.shape[-1:]:
        message = f"taking_part must have the shape [{pace.shape[-1]}]"
        raise MethodError(message)
    limit = finite("deadline", deadline)

    def months_with(mask: np.ndarray) -> FloatArray:
        if not mask.any():
            return np.full(np.shape(targets), np.inf)
        return time_to(targets, pace[:, mask], start[:, mask])

    steps, before = [], float(np.minimum(months_with(chosen), horizon).mean())
    while not chosen.all():
        tried = {}
        for centre in np.flatnonzero(~chosen):
            mask = chosen.copy()
            mask[centre] = True
            months = months_with(mask)
            tried[int(centre)] = (float(np.minimum(months, horizon).mean()),
                                  float((months <= limit).mean()))  # fmt: skip
        best = min(tried, key=lambda centre: tried[centre][0])
        months, in_time = tried[best]
        steps.append(Addition(best, months, before - months, in_time))
        chosen[best], before = True, months
    return steps


def _checked(rates: Rates) -> tuple[FloatArray, FloatArray]:
    shape, mean = finite("shape", rates.shape), finite("mean", rates.mean)
    refuse_where(shape <= 0, "shape must be more than nought")
    refuse_where(mean < 0, "mean must not be negative")
    return shape, mean


def _checked_centres(rate: ArrayLike, opens: ArrayLike) -> tuple[FloatArray, FloatArray]:
    pace, start = finite("rate", rate), numbers("opens", opens)
    refuse_where(pace < 0, "rate must not be negative")
    refuse_where(np.isnan(start) | (start < 0), "opens must be nought or more")
    leading_shape(rate=pace.shape, opens=start.shape)
    pace, start = np.broadcast_arrays(pace, start)
    if pace.ndim == 0 or pace.shape[-1] == 0:
        message = "rate and opens must have the shape [..., centres] with at least one centre"
        raise MethodError(message)
    return pace, start
