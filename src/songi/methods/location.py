"""Where industries are: location quotients, shift-share, Herfindahl, Ellison and Glaeser."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike

from songi.errors import MethodError
from songi.methods.checks import FloatArray, blocks, finite, leading_shape, refuse_where

RUNS_AT_ONCE = 50


class QuotientIntervals(NamedTuple):
    """Location quotients of one region, each with its interval, `[industries]`."""

    quotient: FloatArray
    low: FloatArray
    high: FloatArray


class ShiftShare(NamedTuple):
    """Growth and its three parts, in the unit of the counts; they add up to the growth."""

    growth: FloatArray
    national: FloatArray
    mix: FloatArray
    regional: FloatArray


class Agglomeration(NamedTuple):
    """Ellison and Glaeser's index and its two ingredients.

    Attributes:
        gamma: index; 0 as darts thrown at a map, above 0.05 much more together than that.
        concentration: G, how far the industry's shares of regions part from those of all.
        plants: H, Herfindahl of the plants' sizes.
    """

    gamma: float
    concentration: float
    plants: float


def location_quotient(
    local: ArrayLike, local_total: ArrayLike, whole: ArrayLike, whole_total: ArrayLike
) -> FloatArray:
    r"""Location quotient, $LQ = (x_{ri} / x_r) / (x_i / x)$.

    Args:
        local: employment of the industry in the region, not negative; or its share, with a
            total of 1.
        local_total: employment of the region, positive.
        whole: employment of the industry in the whole (nation), not negative.
        whole_total: employment of the whole, positive. All four broadcast.

    Returns:
        The quotient; NaN where the whole has nothing of the industry.

    Raises:
        MethodError: NaN, negative counts, a total of nothing, an industry larger than its total,
            shapes that do not broadcast.

    Source:
        Isard, Methods of Regional Analysis (1960); Farhauer and Kröll, Standorttheorien (2013).
    """
    told = {"local": local, "local_total": local_total, "whole": whole, "whole_total": whole_total}
    counts = {name: finite(name, values) for name, values in told.items()}
    shape = leading_shape(**{name: values.shape for name, values in counts.items()})
    x, row, column, total = (np.broadcast_to(values, shape) for values in counts.values())
    refuse_where((x < 0) | (column < 0), "local and whole must not be negative")
    refuse_where((row <= 0) | (total <= 0), "local_total and whole_total must be positive")
    over = 1.0 + 1e-9
    refuse_where(
        (x > row * over) | (column > total * over), "a part must not be larger than its total"
    )
    return np.divide(x * total, row * column, out=np.full(shape, np.nan), where=column > 0)


def quotient_intervals(
    employment: ArrayLike,
    plants: ArrayLike,
    region: int,
    generator: np.random.Generator,
    *,
    runs: int = 1000,
    level: float = 0.9,
) -> QuotientIntervals:
    r"""Location quotients of one region, with intervals for counts that rest on few plants.

    People do not come one by one but by plants. Were the plants of a cell drawn anew, their number
    Poisson, the cell's employment would vary by $\sum_k z_k^2 = h$ of its own square: h is its
    plants' Herfindahl, 1 for a single plant, and at least 1 by the number of plants. A parametric
    bootstrap draws each cell of all regions from the gamma distribution of that mean and spread,
    and reads the quotients' quantiles.

    Args:
        employment: `[regions, industries]`, not negative.
        plants: `[regions, industries]`, Herfindahl of the cell's plants, 0 to 1: as published, or
            1 by their number, which is the least that it can be, so that the interval is then the
            narrowest. What it is where nobody is employed does not matter.
        region: which of the regions.
        generator: what draws.
        runs: how often.
        level: share of the runs that lie inside.

    Returns:
        Quotient, lower and upper end; NaN where no region has the industry.

    Raises:
        MethodError: NaN, values out of bounds, no such region, nobody employed in it.
    """
    counts, spread = finite("employment", employment), finite("plants", plants)
    if counts.ndim != 2 or counts.shape != spread.shape or not -1 < region < len(counts):
        message = (
            "employment and plants must both have the shape [regions, industries], and the region "
            f"be one of them; they have {list(counts.shape)}, {list(spread.shape)}, {region}"
        )
        raise MethodError(message)
    refuse_where(counts < 0, "employment must not be negative")
    refuse_where((spread < 0) | (spread > 1), "plants must lie between 0 and 1")
    if runs < 1 or not 0 < level < 1:
        message = f"runs must be positive and level lie between 0 and 1; they are {runs}, {level}"
        raise MethodError(message)
    quotient = location_quotient(
        counts[region], counts[region].sum(), counts.sum(axis=0), counts.sum()
    )
    drawn = np.empty((runs, counts.shape[1]))
    certain = (spread == 0) | (counts == 0)
    shape = 1.0 / np.where(certain, 1.0, spread)
    scale = counts / shape
    for part in blocks(runs, RUNS_AT_ONCE):
        size = (part.stop - part.start, *counts.shape)
        cells = np.where(certain, counts, generator.standard_gamma(shape, size) * scale)
        mine, industries = cells[:, region], cells.sum(axis=1)
        due = mine.sum(axis=1, keepdims=True) * industries / industries.sum(axis=1, keepdims=True)
        drawn[part] = np.divide(mine, due, out=np.full(mine.shape, np.nan), where=due > 0)
    known = counts.sum(axis=0) > 0
    ends = np.full((2, counts.shape[1]), np.nan)
    tails = (0.5 - level / 2, 0.5 + level / 2)
    ends[:, known] = np.quantile(drawn[:, known], tails, axis=0)
    return QuotientIntervals(quotient, *ends)


def shift_share(
    before: ArrayLike, after: ArrayLike, whole_before: ArrayLike, whole_after: ArrayLike
) -> ShiftShare:
    r"""Growth of a region by what the nation, its mix of industries and itself did (Dunn).

    With $g = X' / X - 1$ and $g_i = X'_i / X_i - 1$ of the nation: national $x_i g$, mix
    $x_i (g_i - g)$, regional $x'_i - x_i - x_i g_i$.

    Args:
        before: `[..., industries]`, employment of the region, not negative.
        after: `[..., industries]`, of the same later.
        whole_before: `[..., industries]`, of the nation, not negative.
        whole_after: `[..., industries]`, of the same later.

    Returns:
        Each `[..., industries]`; sums over industries tell the region's.

    Raises:
        MethodError: NaN, negative counts, a nation without anyone before, an industry that the
            region had and the nation had not, shapes that do not fit.

    Source:
        Dunn, Papers of the Regional Science Association 6 (1960).
    """
    told = {
        "before": before, "after": after, "whole_before": whole_before, "whole_after": whole_after
    }  # fmt: skip
    counts = {name: finite(name, values) for name, values in told.items()}
    for name, values in counts.items():
        refuse_where(values < 0, f"{name} must not be negative")
    shape = leading_shape(**{name: values.shape for name, values in counts.items()})
    if not shape:
        message = "before must have the shape [..., industries]; it is a single number"
        raise MethodError(message)
    x, later, whole, whole_later = (np.broadcast_to(one, shape) for one in counts.values())
    refuse_where((whole <= 0) & (x > 0), "whole_before must not be less than a part of it")
    total = whole.sum(axis=-1, keepdims=True)
    refuse_where(total <= 0, "whole_before must not be zero in every industry")
    national = x * (whole_later.sum(axis=-1, keepdims=True) / total - 1.0)
    own = np.divide(whole_later, whole, out=np.ones(shape), where=whole > 0) - 1.0
    return ShiftShare(later - x, national, x * own - national, later - x - x * own)


def herfindahl(values: ArrayLike) -> FloatArray:
    r"""Herfindahl index, $H = \sum_i s_i^2$ of shares s: 1 where one has all.

    Args:
        values: `[..., parts]`, not negative, not all zero.

    Returns:
        `[...]`, between 1 by the number of parts and 1.

    Raises:
        MethodError: NaN, negative values, nothing to share.

    Source:
        Hirschman, American Economic Review 54 (1964).
    """
    array = finite("values", values)
    refuse_where(array < 0, "values must not be negative")
    if array.ndim < 1:
        message = "values must have the shape [..., parts]; it is a single number"
        raise MethodError(message)
    total = array.sum(axis=-1)
    refuse_where(total <= 0, "values must not all be zero")
    return ((array / total[..., None]) ** 2).sum(axis=-1)


def ellison_glaeser(employment: ArrayLike, whole: ArrayLike, plants: float) -> Agglomeration:
    r"""Ellison and Glaeser's index of an industry's agglomeration.

    $\gamma = \frac{G - (1 - \sum x^2) H}{(1 - \sum x^2)(1 - H)}$, $G = \sum_r (s_r - x_r)^2$, with
    s the regions' shares of the industry and x those of all employment: what is more together
    than large plants alone make it.

    Args:
        employment: `[regions]`, of the industry, not negative, not all zero.
        whole: `[regions]`, of all industries, not negative, in more than one region.
        plants: H, Herfindahl of the industry's plants, 0 to less than 1.

    Returns:
        The index, G and H.

    Raises:
        MethodError: NaN, values out of bounds, a single plant or region, shapes that do not fit.

    Source:
        Ellison and Glaeser, Journal of Political Economy 105 (1997).
    """
    here, all_in = finite("employment", employment), finite("whole", whole)
    size = float(finite("plants", plants))
    if here.ndim != 1 or here.shape != all_in.shape:
        message = (
            "employment and whole must both have the shape [regions]; they have "
            f"{list(here.shape)} and {list(all_in.shape)}"
        )
        raise MethodError(message)
    for name, values in (("employment", here), ("whole", all_in)):
        refuse_where(values < 0, f"{name} must not be negative")
        refuse_where(np.array(values.sum() <= 0), f"{name} must not all be zero")
    share, due = here / here.sum(), all_in / all_in.sum()
    room = 1.0 - float((due**2).sum())
    if not 0 <= size < 1 or room <= 0:
        message = "ellison_glaeser needs more than one plant and more than one region"
        raise MethodError(message)
    concentration = float(((share - due) ** 2).sum())
    gamma = (concentration - room * size) / (room * (1.0 - size))
    return Agglomeration(gamma, concentration, size)
