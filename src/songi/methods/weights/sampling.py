"""Drawing weights: uniform on the simplex, by order of importance, around priorities."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike

from songi.errors import MethodError
from songi.methods.checks import FloatArray, finite, one_of, refuse_where

DISTRIBUTIONS = ("dirichlet", "log_normal")


def uniform_simplex(criteria: int, size: int, generator: np.random.Generator) -> FloatArray:
    """Draw weights uniformly: nothing is known but that they sum to one.

    Standard exponentials divided by their sum, which is Dirichlet(1, ..., 1).

    Args:
        criteria: number of weights m.
        size: number of draws.
        generator: source of randomness; the first draws do not depend on `size`.

    Returns:
        Weights `[size, criteria]`, positive, each draw summing to one.

    Raises:
        MethodError: no criterion or a negative size.

    Source:
        Devroye (1986), Non-Uniform Random Variate Generation, ch. 5.
    """
    check_counts(criteria, size)
    weights = generator.random((size, criteria))
    # 1 - u lies in (0, 1], so that the logarithm is finite.
    np.subtract(1.0, weights, out=weights)
    np.log(weights, out=weights)
    # The sum and the draws are both negative: their ratio is the weight.
    weights *= np.reciprocal(weights @ np.ones(criteria))[:, None]
    return weights


def by_order(order: ArrayLike, size: int, generator: np.random.Generator) -> FloatArray:
    """Draw weights uniformly among those that keep an order of importance.

    Args:
        order: `[m]`, the place of each criterion, less is more important (1 the most). Criteria
            with the same place are not ordered among themselves.
        size: number of draws.
        generator: source of randomness.

    Returns:
        Weights `[size, m]`, each draw summing to one.

    Raises:
        MethodError: wrong shape, NaN or infinity.

    Source:
        Tervonen and Lahdelma (2007), European Journal of
        Operational Research 178, section 3.
    """
    places = finite("order", order)
    if places.ndim != 1 or places.size == 0:
        message = f"order must hold one place for each criterion; its shape is {list(places.shape)}"
        raise MethodError(message)
    descending = -np.sort(-uniform_simplex(places.size, size, generator), axis=1)
    weights = np.empty(descending.shape)
    start = 0
    for place in np.unique(places):
        same = np.flatnonzero(places == place)
        portion = descending[:, start : start + same.size]
        weights[:, same] = generator.permuted(portion, axis=1) if same.size > 1 else portion
        start += same.size
    return weights


def around_priorities(
    priorities: ArrayLike,
    size: int,
    generator: np.random.Generator,
    *,
    spread: float,
    distribution: str = "dirichlet",
) -> FloatArray:
    r"""Draw weights around given priorities.

    * `dirichlet`: Dirichlet with mean p exactly and concentration $c = (m - 1) / spread^2 - 1$, so
      that a weight of average size (1/m) has the relative standard deviation `spread`; a weight p
      has the standard deviation $\sqrt{p (1 - p) / (c + 1)}$.
    * `log_normal`: $w_j \propto p_j e^{spread \cdot z_j}$ with standard normal z: every ratio of
      two weights errs by the same factor, as in judgements on a ratio scale. p is the mode of the
      ratios, not exactly the mean of the weights.

    Args:
        priorities: `[m]`, not negative, summing to one; a zero stays zero.
        size: number of draws.
        generator: source of randomness.
        spread: relative standard deviation as above, positive (0.2 is about ±20 %).
        distribution: one of `DISTRIBUTIONS`.

    Returns:
        Weights `[size, m]`, each draw summing to one.

    Raises:
        MethodError: priorities that are negative or do not sum to one, a spread out of bounds.

    Source:
        Dirichlet: Jia, Fischer and Dyer (1998), Journal of Behavioral Decision Making 11;
        log-normal errors of judgements: Crawford and Williams (1985), Journal of Mathematical
        Psychology 29.
    """
    centre = finite("priorities", priorities)
    if centre.ndim != 1 or centre.size == 0:
        message = f"priorities must have the shape [criteria]; it has {list(centre.shape)}"
        raise MethodError(message)
    refuse_where(centre < 0, "priorities must not be negative")
    if abs(centre.sum() - 1.0) > 1e-9:
        message = f"priorities must sum to one; they sum to {centre.sum():.6g}"
        raise MethodError(message)
    check_counts(centre.size, size)
    one_of("distribution", distribution, DISTRIBUTIONS)
    positive = np.flatnonzero(centre)
    most = np.inf if distribution == "log_normal" else np.sqrt(max(positive.size - 1, 1))
    if not 0.0 < spread < most:
        message = f"spread is {spread}; for {distribution!r} it must lie between 0 and {most:.3g}"
        raise MethodError(message)
    weights = np.zeros((size, centre.size))
    if positive.size == 1:
        weights[:, positive] = 1.0
    elif distribution == "dirichlet":
        concentration = (positive.size - 1) / spread**2 - 1.0
        weights[:, positive] = generator.dirichlet(centre[positive] * concentration, size)
    else:
        errors = generator.standard_normal((size, positive.size))
        drawn = centre[positive] * np.exp(spread * errors)
        weights[:, positive] = drawn / drawn.sum(axis=1, keepdims=True)
    return weights


def check_counts(criteria: int, size: int) -> None:
    """Raise unless there is a criterion and no negative number of draws.

    Raises:
        MethodError: otherwise.
    """
    if criteria < 1 or size < 0:
        message = f"criteria must be at least 1 and size at least 0; they are {criteria} and {size}"
        raise MethodError(message)
