"""Sobol indices of groups of independent inputs, from Saltelli's design."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike

from songi.errors import MethodError
from songi.methods.checks import FloatArray, finite
from songi.methods.places import checked_ranks
from songi.methods.sensitivity.bootstrap import check_bootstrap, middle_share, resample_counts

# A spread below this share of the size of an outcome is rounding.
ROUNDING = 1e-12


class SobolIndices(NamedTuple):
    """Shares of the variance of outcomes, each `[groups, ...]`; NaN where an outcome is constant.

    Attributes:
        first: what the group explains alone.
        first_low: lower end of its bootstrap interval.
        first_high: upper end.
        total: what is left unexplained if all but the group is known.
        total_low: lower end of its bootstrap interval.
        total_high: upper end.
    """

    first: FloatArray
    first_low: FloatArray
    first_high: FloatArray
    total: FloatArray
    total_low: FloatArray
    total_high: FloatArray


def mean_rank_change(ranks: ArrayLike, reference: ArrayLike) -> FloatArray:
    r"""Mean absolute rank change against a reference, $\frac1n \sum_i |r_i - r_i^{ref}|$.

    Args:
        ranks: `[draws, n]`, average ranks of ties.
        reference: `[n]`, such as the ranks under central weights and values.

    Returns:
        `[draws]`, in places.

    Raises:
        MethodError: wrong shapes, no rankings.

    Source:
        Saisana, Saltelli and Tarantola (2005), Journal of the Royal Statistical Society A 168.
    """
    places = checked_ranks(ranks)
    base = finite("reference", reference)
    if base.shape != (places.shape[1],):
        message = (
            f"reference must hold one rank for each of {places.shape[1]} alternatives; "
            f"its shape is {list(base.shape)}"
        )
        raise MethodError(message)
    return np.abs(places - base).mean(axis=1)


def sobol_indices(
    a: ArrayLike,
    b: ArrayLike,
    ab: ArrayLike,
    generator: np.random.Generator,
    *,
    resamples: int = 200,
    confidence: float = 0.95,
) -> SobolIndices:
    r"""First-order and total indices of each group, for one outcome or several.

    $$S_i = \frac{1}{N V} \sum_k f(B)_k \left( f(A_B^i)_k - f(A)_k \right), \qquad
    T_i = \frac{1}{2 N V} \sum_k \left( f(A)_k - f(A_B^i)_k \right)^2$$

    with V the variance of A and B together and outcomes taken about their mean. Intervals are
    percentiles over points drawn anew with replacement; a quasi-random design errs less than they
    say. Estimates are not cut to 0..1.

    Args:
        a: `[size, ...]`, outcomes under A.
        b: `[size, ...]`, under B.
        ab: `[groups, size, ...]`, under A with one group from B.
        generator: source of randomness of the bootstrap.
        resamples: how many times the points are drawn anew.
        confidence: of the intervals, between 0 and 1.

    Returns:
        Indices and intervals, each `[groups, ...]`; NaN where the outcome is the same everywhere.

    Raises:
        MethodError: shapes that do not belong together, NaN, fewer than two points.

    Source:
        Saltelli and others (2010), Computer Physics Communications 181 (first order); Jansen
        (1999), Computer Physics Communications 117 (total).
    """
    under_a, under_b, mixed = _checked_outcomes(a, b, ab)
    check_bootstrap(resamples, confidence)
    size, groups, shape = len(under_a), len(mixed), under_a.shape[1:]
    base, other = under_a.reshape(size, -1), under_b.reshape(size, -1)
    swapped = mixed.reshape(groups, size, -1)
    centre = (base.mean(axis=0) + other.mean(axis=0)) / 2.0
    spread = np.maximum(np.ptp(base, axis=0), np.ptp(other, axis=0))
    constant = spread <= ROUNDING * np.abs(centre)
    base, other, swapped = base - centre, other - centre, swapped - centre
    first = (other * (swapped - base)).transpose(1, 0, 2).reshape(size, -1)
    total = (0.5 * (base - swapped) ** 2).transpose(1, 0, 2).reshape(size, -1)
    terms = _Terms(first, total, base + other, base**2 + other**2, constant)
    estimate = terms.indices(np.ones((1, size)))
    drawn = terms.indices(resample_counts(size, resamples, generator))
    found = [
        values.reshape(groups, *shape)
        for one, many in zip(estimate, drawn, strict=True)
        for values in (one, *middle_share(many, confidence))
    ]
    return SobolIndices(*found)


class _Terms(NamedTuple):
    """What the estimators sum over the points: columns are groups times outcomes, or outcomes."""

    first: FloatArray
    total: FloatArray
    value: FloatArray
    square: FloatArray
    constant: FloatArray

    def indices(self, counts: FloatArray) -> tuple[FloatArray, FloatArray]:
        """First-order and total indices for points counted `[resamples, size]` times."""
        size = counts.shape[1]
        variance = counts @ self.square / (2 * size) - (counts @ self.value / (2 * size)) ** 2
        variance = np.where(self.constant | (variance <= 0.0), np.nan, variance)
        variance = np.tile(variance, self.first.shape[1] // self.value.shape[1])
        return counts @ self.first / size / variance, counts @ self.total / size / variance


def _checked_outcomes(
    a: ArrayLike, b: ArrayLike, ab: ArrayLike
) -> tuple[FloatArray, FloatArray, FloatArray]:
    base, other, mixed = finite("a", a), finite("b", b), finite("ab", ab)
    fits = base.ndim >= 1 and base.shape == other.shape and mixed.shape[1:] == base.shape
    if not fits or len(base) < 2 or mixed.size == 0:
        message = (
            "a and b must have the shape [size, ...] with at least two points, and ab "
            f"[groups, size, ...]; they have {list(base.shape)}, {list(other.shape)} and "
            f"{list(mixed.shape)}"
        )
        raise MethodError(message)
    return base, other, mixed
