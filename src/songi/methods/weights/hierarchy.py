"""Analytic hierarchy process: priorities from judgements in pairs, and how consistent they are."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray

from songi.errors import MethodError
from songi.methods.checks import FloatArray, finite, one_of
from songi.methods.weights.judgements import checked_judgements, experts_weights, is_connected

METHODS = ("eigenvector", "geometric")
MEANS = ("geometric", "arithmetic")
ACCEPTED_RATIO = 0.1
CONSISTENT = 1e-9

RANDOM_INDEX_TABLE = "Saaty"
RANDOM_INDEX = (
    *(0.0, 0.0, 0.58, 0.90, 1.12, 1.24, 1.32, 1.41),
    *(1.45, 1.49, 1.51, 1.48, 1.56, 1.57, 1.59),
)
"""Saaty's random index for matrices of 1, 2, 3, ... items."""


@dataclass(frozen=True, slots=True)
class Priorities:
    """Outcome of `ahp`; leading axes as in the judgements.

    Attributes:
        priorities: `[..., n]`, positive, summing to one.
        lambda_max: `[...]`, the greatest eigenvalue (its estimate for method `geometric`).
        consistency_index: `[...]`, (lambda_max - n) / (n - 1).
        consistency_ratio: `[...]`, the index divided by `random_index`.
        random_index: mean index of random matrices of n items.
        random_index_table: where it is from.
        method: how the priorities were found.
        missing: `[...]`, number of pairs without a judgement. The random index is that of complete
            matrices, so that the ratio flatters an incomplete one.
    """

    priorities: FloatArray
    lambda_max: FloatArray
    consistency_index: FloatArray
    consistency_ratio: FloatArray
    random_index: float
    random_index_table: str
    method: str
    missing: NDArray[np.intp]

    @property
    def consistent(self) -> NDArray[np.bool_]:
        """Whether the consistency ratio is at most 0.1, Saaty's bound, `[...]`."""
        return self.consistency_ratio <= ACCEPTED_RATIO


class Revision(NamedTuple):
    """The judgement whose change mends consistency most.

    Attributes:
        row: position of the first item of the pair.
        column: position of the second.
        judgement: how many times the first is preferred to the second now.
        suggested: the value that the other judgements imply.
        consistency_ratio: the ratio now.
        ratio_after: the ratio with the suggested value.
    """

    row: int
    column: int
    judgement: float
    suggested: float
    consistency_ratio: float
    ratio_after: float


def ahp(judgements: ArrayLike, method: str = "eigenvector") -> Priorities:
    r"""Priorities from a matrix of judgements; an inconsistent one is told, never refused.

    * `eigenvector`: $A w = \lambda_{max} w$. Where judgements are missing, Harker's method: they
      count 0 and each item's diagonal entry is 1 + its number of missing judgements.
    * `geometric`: geometric means of the rows. Where judgements are missing, logarithmic least
      squares over those there are (which for a complete matrix is the same);
      $\lambda_{max}$ is the mean of $(A w)_i / w_i$.

    Args:
        judgements: `[..., n, n]`, how many times the row is preferred to the column; positive,
            reciprocal, 1 on the diagonal. NaN marks a missing judgement; where only one of a pair
            is given, the other is its reciprocal.
        method: one of `METHODS`.

    Returns:
        Priorities with their consistency.

    Raises:
        MethodError: no square matrix, values not positive or infinite, a pair that is not
            reciprocal (by more than 5 %, for rounding), a diagonal other than 1, missing judgements
            that leave items uncompared, more than 15 items, an unknown method.

    Source:
        Saaty (1980), The Analytic Hierarchy Process; Crawford and Williams (1985), Journal of
        Mathematical Psychology 29 (geometric); Harker (1987), Mathematical Modelling 9
        (incomplete); Bozóki, Fülöp and Rónyai (2010), Mathematical and Computer Modelling 52
        (logarithmic least squares, incomplete).
    """
    matrix = checked_judgements(judgements)
    one_of("method", method, METHODS)
    n = matrix.shape[-1]
    if n > len(RANDOM_INDEX):
        message = (
            f"{n} items are more than the {len(RANDOM_INDEX)} for which the random index is known; "
            "put them in groups, one matrix for each"
        )
        raise MethodError(message)
    missing = np.isnan(matrix)
    known = _harker(matrix, missing)
    if method == "eigenvector":
        priorities, lambda_max = _principal(known)
    else:
        priorities = _least_squares(matrix, missing)
        lambda_max = np.mean((known @ priorities[..., None])[..., 0] / priorities, axis=-1)
    index = np.maximum(lambda_max - n, 0.0) / (n - 1) if n > 1 else np.zeros(lambda_max.shape)
    random_index = RANDOM_INDEX[n - 1]
    return Priorities(
        priorities=priorities,
        lambda_max=lambda_max,
        consistency_index=index,
        consistency_ratio=index / random_index if random_index else np.zeros(index.shape),
        random_index=random_index,
        random_index_table=RANDOM_INDEX_TABLE,
        method=method,
        missing=np.count_nonzero(missing, axis=(-2, -1)) // 2,
    )


def aggregate_judgements(judgements: ArrayLike, weights: ArrayLike | None = None) -> FloatArray:
    """Join the judgements of several experts into one matrix by their geometric mean.

    The geometric mean is the only one that keeps the matrix reciprocal. A judgement that some
    experts left out is the mean over those who gave it.

    Args:
        judgements: `[..., experts, n, n]`.
        weights: weights of the experts `[experts]`, not negative; equal if None.

    Returns:
        `[..., n, n]`; NaN where nobody judged.

    Raises:
        MethodError: as `ahp` for each matrix, or weights that do not fit.

    Source:
        Aczél and Saaty (1983), Journal of Mathematical Psychology 27; Forman and Peniwati (1998),
        European Journal of Operational Research 108.
    """
    matrices = checked_judgements(judgements)
    if matrices.ndim < 3:
        message = (
            "judgements of a group must have the shape [..., experts, n, n]; "
            f"it has {list(matrices.shape)}"
        )
        raise MethodError(message)
    shares = experts_weights(weights, matrices.shape[-3])[:, None, None]
    given = ~np.isnan(matrices)
    total = np.sum(given * shares, axis=-3)
    logarithms = np.log(np.where(given, matrices, 1.0))
    mean = np.sum(logarithms * shares, axis=-3) / np.where(total > 0, total, 1.0)
    return np.where(total > 0, np.exp(mean), np.nan)


def aggregate_priorities(
    priorities: ArrayLike, weights: ArrayLike | None = None, *, mean: str = "geometric"
) -> FloatArray:
    """Join the priorities of several experts, each of whom is taken to judge by values of its own.

    Args:
        priorities: `[..., experts, n]`, positive for the geometric mean.
        weights: weights of the experts `[experts]`, not negative; equal if None.
        mean: one of `MEANS`.

    Returns:
        `[..., n]`, summing to one.

    Raises:
        MethodError: wrong shapes, NaN, priorities that are negative (or zero under the geometric
            mean), an unknown mean.

    Source:
        Forman and Peniwati (1998), European Journal of Operational Research 108.
    """
    values = finite("priorities", priorities)
    if values.ndim < 2:
        message = f"priorities must have the shape [..., experts, n]; it has {list(values.shape)}"
        raise MethodError(message)
    one_of("mean", mean, MEANS)
    if values.min(initial=1.0) < 0 or (mean == "geometric" and not values.all()):
        message = f"priorities must be positive for the {mean} mean (zero: arithmetic only)"
        raise MethodError(message)
    shares = experts_weights(weights, values.shape[-2])[:, None]
    joined = (
        np.exp(np.sum(np.log(values) * shares, axis=-2))
        if mean == "geometric"
        else np.sum(values * shares, axis=-2)
    )
    return joined / joined.sum(axis=-1, keepdims=True)


def judgement_to_revisit(judgements: ArrayLike, method: str = "eigenvector") -> Revision | None:
    """Find the pair whose change mends consistency most, and the value it should be near.

    Each judgement in turn is left out, priorities are found from the others, and the ratio of the
    two priorities is what the others imply for it. The pair after whose replacement the consistency
    ratio is least is the one to ask about again. It is a question to the expert, no correction.

    Args:
        judgements: one matrix `[n, n]`, as in `ahp`.
        method: as in `ahp`.

    Returns:
        The pair, oriented so that the first item precedes; None where the judgements are
        consistent or none can be left out.

    Raises:
        MethodError: as `ahp`, or more than one matrix.

    Source:
        Harker (1987), Mathematical Modelling 9, for what the others imply. Trying every pair is
        songi's own; Saaty (2003), European Journal of Operational Research 145, looks for the
        greatest a_ij w_j / w_i instead.
    """
    matrix = checked_judgements(judgements)
    if matrix.ndim != 2:
        message = f"judgements must be one matrix [n, n]; it has the shape {list(matrix.shape)}"
        raise MethodError(message)
    now = ahp(matrix, method)
    if now.consistency_index <= CONSISTENT:
        return None
    best: Revision | None = None
    for row, column in np.argwhere(np.triu(~np.isnan(matrix), 1)):
        without = matrix.copy()
        without[row, column] = without[column, row] = np.nan
        if not is_connected(without):
            continue
        implied = ahp(without, method).priorities
        suggested = float(implied[row] / implied[column])
        without[row, column], without[column, row] = suggested, 1.0 / suggested
        after = float(ahp(without, method).consistency_ratio)
        if best is None or after < best.ratio_after:
            judgement = float(matrix[row, column])
            ratio = float(now.consistency_ratio)
            best = Revision(int(row), int(column), judgement, suggested, ratio, after)
    return best


def _harker(matrix: FloatArray, missing: NDArray[np.bool_]) -> FloatArray:
    known = np.where(missing, 0.0, matrix)
    items = np.arange(matrix.shape[-1])
    known[..., items, items] += np.count_nonzero(missing, axis=-1)
    return known


def _principal(known: FloatArray) -> tuple[FloatArray, FloatArray]:
    """Principal eigenvector, summing to one, and its eigenvalue."""
    values, vectors = np.linalg.eig(known)
    real = np.real(values)
    greatest = np.argmax(real, axis=-1)[..., None]
    lambda_max = np.take_along_axis(real, greatest, axis=-1)[..., 0]
    vector = np.take_along_axis(np.real(vectors), greatest[..., None, :], axis=-1)[..., 0]
    priorities = np.abs(vector)
    return priorities / priorities.sum(axis=-1, keepdims=True), lambda_max


def _least_squares(matrix: FloatArray, missing: NDArray[np.bool_]) -> FloatArray:
    """Logarithmic least squares: the Laplacian of who was compared against the row sums of logs."""
    n = matrix.shape[-1]
    compared = np.where(missing, 0.0, 1.0) - np.eye(n)
    logarithms = np.log(np.where(missing, 1.0, matrix)).sum(axis=-1)
    laplacian = np.eye(n) * compared.sum(axis=-1)[..., None] - compared
    # Adding a constant fixes the scale, on which the Laplacian alone is silent.
    solved = np.linalg.solve(laplacian + 1.0 / n, logarithms[..., None])[..., 0]
    priorities = np.exp(solved - solved.max(axis=-1, keepdims=True))
    return priorities / priorities.sum(axis=-1, keepdims=True)
