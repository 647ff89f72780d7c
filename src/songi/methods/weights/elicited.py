"""Weights from few judgements: best and worst against the others, or points for swings."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike
from scipy.optimize import linprog

from songi.errors import MethodError
from songi.methods.checks import FloatArray, finite, refuse_where
from songi.methods.weights.judgements import checked_judgements

MOST_POINTS = 100.0


@dataclass(frozen=True, slots=True)
class BestWorst:
    """Outcome of `best_worst`.

    Attributes:
        weights: `[m]`, summing to one.
        deviation: the least possible greatest deviation (Rezaei's xi of the linear model), in units
            of weight; 0 where the judgements agree.
        consistency_ratio: the greatest of `ratios`; 0 is consistent, 1 the worst that judgements
            up to best over worst can be.
        ratios: `[m]`, by criterion: whose two judgements contradict best over worst, and how much.
    """

    weights: FloatArray
    deviation: float
    consistency_ratio: float
    ratios: FloatArray


def best_worst(
    best_to_others: ArrayLike, others_to_worst: ArrayLike, best: int, worst: int
) -> BestWorst:
    r"""Weights by the best-worst method, linear model; an inconsistent one is told, never refused.

    $$\min \xi \quad \text{so that} \quad |w_B - a_{Bj} w_j| \le \xi, \quad
    |w_j - a_{jW} w_W| \le \xi, \quad \sum_j w_j = 1, \quad w_j \ge 0$$

    Consistency is read from the judgements (input-based, known while the expert is still there):
    $CR_j = |a_{Bj} a_{jW} - a_{BW}| / (a_{BW}^2 - a_{BW})$, 0 where $a_{BW} = 1$. What is still
    acceptable depends on the number of criteria and on $a_{BW}$; tables are in the source.

    Args:
        best_to_others: `[m]`, how many times the best is preferred to each; 1 to itself.
        others_to_worst: `[m]`, how many times each is preferred to the worst; 1 to itself.
        best: position of the most important criterion.
        worst: position of the least important.

    Returns:
        Weights and how consistent the judgements are.

    Raises:
        MethodError: judgements of unequal number, below 1, other than 1 of the best or the worst to
            itself, two different judgements of best over worst, a position outside, best and worst
            the same.

    Source:
        Rezaei (2016), Omega 64 (linear model); Liang, Brunelli and Rezaei (2020), Omega 96
        (input-based consistency).
    """
    over, under = _checked_comparisons(best_to_others, others_to_worst, best, worst)
    m = over.size
    identity = np.eye(m)
    from_best = identity[best] - over[:, None] * identity
    to_worst = identity - under[:, None] * identity[worst]
    rows = np.vstack([from_best, -from_best, to_worst, -to_worst])
    solved = linprog(
        np.append(np.zeros(m), 1.0),
        A_ub=np.hstack([rows, np.full((len(rows), 1), -1.0)]),
        b_ub=np.zeros(len(rows)),
        A_eq=np.append(np.ones(m), 0.0)[None, :],
        b_eq=[1.0],
        method="highs",
    )
    weights = np.maximum(solved.x[:m], 0.0)
    last = over[worst]
    scale = last * last - last
    ratios = np.abs(over * under - last) / scale if scale > 0 else np.zeros(m)
    return BestWorst(weights / weights.sum(), float(solved.x[m]), float(ratios.max()), ratios)


def best_worst_of_pairs(judgements: ArrayLike) -> BestWorst:
    """Weights by the best-worst method from judgements in pairs; see `best_worst`.

    The best is the first item that is compared with every other and never judged less important,
    the worst the last one that is compared with every other and never judged more important. Other
    judgements do not enter, so that a whole matrix may be given as well as its two rows.

    Args:
        judgements: `[m, m]`, how many times the row is preferred to the column, as in `ahp`; NaN
            marks a missing judgement.

    Returns:
        Weights and how consistent the judgements are.

    Raises:
        MethodError: no matrix of judgements, no item that is the best, or none that is the worst.
    """
    matrix = checked_judgements(judgements)
    if matrix.ndim != 2:
        message = f"judgements must be one matrix [m, m]; it has the shape {list(matrix.shape)}"
        raise MethodError(message)
    # A missing judgement is NaN, which is neither at least nor at most 1.
    best = np.flatnonzero((matrix >= 1).all(axis=1))
    worst = np.flatnonzero((matrix <= 1).all(axis=1))
    if best.size == 0 or worst.size == 0:
        which = "at least" if best.size == 0 else "at most"
        message = (
            f"no item is compared with all others and {which} as important as they are, so the "
            "best-worst method cannot begin"
        )
        raise MethodError(message)
    return best_worst(matrix[best[0]], matrix[:, worst[-1]], int(best[0]), int(worst[-1]))


def swing(points: ArrayLike) -> FloatArray:
    r"""Weights by swings, $w_j = p_j / \sum_k p_k$.

    The swing of a criterion is the step from its worst level to its best. The most important swing
    has 100 points, the others a share of them. Weights hold only for the levels that were shown to
    the experts: with other levels, the swings are other swings.

    Args:
        points: `[..., m]`, leading axes experts; the greatest of each is 100.

    Returns:
        Weights `[..., m]`, each expert's summing to one.

    Raises:
        MethodError: no criterion, points below 0 or above 100, an expert who gives nothing 100.

    Source:
        von Winterfeldt and Edwards (1986), Decision Analysis and Behavioral Research, ch. 8.
    """
    given = finite("points", points)
    if given.ndim < 1 or given.size == 0:
        message = f"points must have the shape [..., criteria]; it has {list(given.shape)}"
        raise MethodError(message)
    refuse_where(
        (given < 0) | (given > MOST_POINTS),
        f"points of swings must lie between 0 and {MOST_POINTS:g}",
    )
    refuse_where(
        np.asarray(given.max(axis=-1) != MOST_POINTS),
        f"the most important swing must have {MOST_POINTS:g} points",
    )
    return given / given.sum(axis=-1, keepdims=True)


def _checked_comparisons(
    best_to_others: ArrayLike, others_to_worst: ArrayLike, best: int, worst: int
) -> tuple[FloatArray, FloatArray]:
    over = finite("best_to_others", best_to_others)
    under = finite("others_to_worst", others_to_worst)
    if over.ndim != 1 or over.shape != under.shape or over.size < 2:
        message = (
            "best_to_others and others_to_worst must hold one judgement for each of at least two "
            f"criteria; their shapes are {list(over.shape)} and {list(under.shape)}"
        )
        raise MethodError(message)
    if not (0 <= best < over.size and 0 <= worst < over.size) or best == worst:
        message = (
            f"best and worst must be two different positions from 0 to {over.size - 1}; they are "
            f"{best} and {worst}"
        )
        raise MethodError(message)
    refuse_where(over < 1, "best_to_others must be at least 1 (the best is preferred to each)")
    refuse_where(under < 1, "others_to_worst must be at least 1 (each is preferred to the worst)")
    if over[best] != 1 or under[worst] != 1:
        message = (
            "the best to itself and the worst to itself must be 1; they are "
            f"{over[best]:g} and {under[worst]:g}"
        )
        raise MethodError(message)
    if over[worst] != under[best]:
        message = (
            "best over worst is judged twice, and differently: "
            f"{over[worst]:g} in best_to_others, {under[best]:g} in others_to_worst"
        )
        raise MethodError(message)
    return over, under
