"""Which weighting makes an alternative win: the nearest one to given weights."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.optimize import Bounds, LinearConstraint, milp

from songi.errors import MethodError
from songi.methods.checks import FloatArray, criterion_weights, decision_matrix, finite

SUM_TOLERANCE = 1e-9
# The solver keeps constraints to this; a greater lead is surely one.
LEAST_LEAD = 1e-7
# Of the way from the central weights to tried ones, a millionth is left open.
HALVINGS = 20


@dataclass(frozen=True, slots=True)
class WinningWeights:
    """The nearest weights with which an alternative is among the first k.

    Attributes:
        weights: `[m]`, the nearest of all weightings; NaN if no weighting is enough.
        distance: sum of absolute differences from the central weights (2 at most), NaN if none.
        possible: whether any weighting is enough.
        within_ranges: whether one within the ranges is; None where no ranges are given.
        weights_within: `[m]`, the nearest within the ranges, NaN if none or no ranges are given.
        distance_within: its distance.
    """

    weights: FloatArray
    distance: float
    possible: bool
    within_ranges: bool | None
    weights_within: FloatArray
    distance_within: float


def nearest_winning_weights(
    values: ArrayLike,
    focal: int,
    central: ArrayLike,
    *,
    places: int = 1,
    lower: ArrayLike | None = None,
    upper: ArrayLike | None = None,
    lead: float = 1e-6,
) -> WinningWeights:
    r"""Weights nearest to central ones with which an alternative wins a weighted sum.

    $$\min_w \sum_j |w_j - c_j| \quad \text{so that} \quad
    \sum_j w_j (v_{fj} - v_{ij}) \ge \text{lead for all but } k - 1 \text{ others } i, \quad
    \sum_j w_j = 1, \quad w_j \ge 0$$

    A linear programme for the first place; for the first k, a mixed-integer one that also chooses
    the others that may stay ahead. Where ranges are given, the nearest weighting within them is
    sought as well: the nearest of all may lie outside although another lies inside. Where several
    are equally near, the solver's choice is given, the same every time.

    Args:
        values: normalised indicators `[n, m]`, more is better in every column. PROMETHEE II is a
            weighted sum of the net flows of single criteria, which can stand here too.
        focal: position of the alternative.
        central: `[m]`, weights that sum to one.
        places: k, how many are selected, from 1 to n.
        lower: `[m]`, least weights of the ranges; None for 0.
        upper: `[m]`, greatest weights; None for 1. Without lower and upper there are no ranges.
        lead: by how much its score must exceed the others', at least 1e-7.

    Returns:
        The nearest weights, their distance, and whether any lie within the ranges.

    Raises:
        MethodError: wrong shapes, NaN, weights that do not sum to one, a position outside, k out of
            bounds, ranges that cross or hold no weights.

    Source:
        Own; weights sets as in Rios Insua and French (1991), European Journal of Operational
        Research 54 (nearest competing weights).
    """
    matrix = decision_matrix(values)
    if matrix.ndim != 2:
        message = (
            f"values must have the shape [alternatives, criteria]; it has {list(matrix.shape)}"
        )
        raise MethodError(message)
    n, m = matrix.shape
    centre = criterion_weights(central, m)
    if centre.ndim != 1 or abs(centre.sum() - 1.0) > SUM_TOLERANCE:
        message = f"central must hold {m} weights that sum to one; it has {centre.tolist()}"
        raise MethodError(message)
    if not 0 <= focal < n or not 1 <= places <= n or lead < LEAST_LEAD:
        message = (
            f"focal must lie from 0 to {n - 1}, places from 1 to {n}, and lead be at least "
            f"{LEAST_LEAD:g}; they are {focal}, {places} and {lead}"
        )
        raise MethodError(message)
    gaps = matrix[focal] - np.delete(matrix, focal, axis=0)
    anywhere = _nearest(gaps, centre, (np.zeros(m), np.ones(m)), places, lead)
    nowhere = np.full(m, np.nan)
    inside, ranged = None, lower is not None or upper is not None
    if ranged:
        inside = _nearest(gaps, centre, _checked_ranges(lower, upper, m), places, lead)
    return WinningWeights(
        weights=nowhere if anywhere is None else anywhere,
        distance=_distance(anywhere, centre),
        possible=anywhere is not None,
        within_ranges=inside is not None if ranged else None,
        weights_within=nowhere if inside is None else inside,
        distance_within=_distance(inside, centre),
    )


def nearest_tried_weights(
    tried: ArrayLike, central: ArrayLike, wins: Callable[[FloatArray], NDArray[np.bool_]]
) -> FloatArray:
    """Weights near to central ones with which an alternative wins, by whatever rules.

    Where winning is more than to be among the first k of a weighted sum, `nearest_winning_weights`
    cannot tell. Here each of the weightings tried that wins is drawn towards the central ones as
    far as it wins still (to a millionth of the way), and the nearest is taken. A nearer one may be
    where none was tried.

    Args:
        tried: `[k, m]`, weightings.
        central: `[m]`, the weights to be near to.
        wins: takes weightings `[k, m]` and says of each whether it wins, `[k]`.

    Returns:
        `[m]`, the central weights if they win themselves; NaN where none tried does.

    Raises:
        MethodError: wrong shapes, NaN, negative weights.

    Source:
        Own.
    """
    centre = finite("central", central)
    if centre.ndim != 1:
        message = f"central must have the shape [criteria]; it has {list(centre.shape)}"
        raise MethodError(message)
    weightings = criterion_weights(np.atleast_2d(finite("tried", tried)), centre.size)
    if wins(centre[None])[0]:
        return centre
    won = weightings[wins(weightings)]
    if not len(won):
        return np.full(centre.size, np.nan)
    lost, enough = np.zeros((len(won), 1)), np.ones((len(won), 1))
    for _ in range(HALVINGS):
        middle = (lost + enough) / 2.0
        still = wins(centre + middle * (won - centre))[:, None]
        lost, enough = np.where(still, lost, middle), np.where(still, middle, enough)
    found = centre + enough * (won - centre)
    return found[np.argmin(np.abs(found - centre).sum(axis=1))]


def _checked_ranges(
    lower: ArrayLike | None, upper: ArrayLike | None, criteria: int
) -> tuple[FloatArray, FloatArray]:
    least = np.zeros(criteria) if lower is None else finite("lower", lower)
    greatest = np.ones(criteria) if upper is None else finite("upper", upper)
    if least.shape != (criteria,) or greatest.shape != (criteria,):
        message = (
            f"lower and upper must hold one weight for each of {criteria} criteria; their shapes "
            f"are {list(least.shape)} and {list(greatest.shape)}"
        )
        raise MethodError(message)
    crossed = np.flatnonzero((least > greatest) | (least < 0.0)).tolist()
    if crossed or least.sum() > 1.0 + SUM_TOLERANCE or greatest.sum() < 1.0 - SUM_TOLERANCE:
        message = (
            "the ranges of weights hold none that sum to one: the lower bounds sum to "
            f"{least.sum():.6g}, the upper to {greatest.sum():.6g}, and criteria {crossed} have "
            "bounds that cross or are negative"
        )
        raise MethodError(message)
    return least, greatest


def _nearest(
    gaps: FloatArray,
    centre: FloatArray,
    ranges: tuple[FloatArray, FloatArray],
    places: int,
    lead: float,
) -> FloatArray | None:
    """Solve for weights, their distances above and below the centre, and who may stay ahead."""
    rivals, m = gaps.shape
    least, greatest = ranges
    identity, nothing = np.eye(m), np.zeros
    # A rival that may stay ahead is let off by the most that its gap can be short of the lead.
    let_off = np.diag(lead - np.minimum(gaps.min(axis=1, initial=0.0), 0.0))
    wins = np.hstack([gaps, nothing((rivals, 2 * m)), let_off])
    parts = np.hstack([identity, -identity, identity, nothing((m, rivals))])
    total = np.concatenate([np.ones(m), nothing(2 * m + rivals)])
    ahead = np.concatenate([nothing(3 * m), np.ones(rivals)])
    lowest = np.concatenate([least, nothing(2 * m + rivals)])
    highest = np.concatenate([greatest, np.ones(2 * m + rivals)])
    solved = milp(
        np.concatenate([nothing(m), np.ones(2 * m), nothing(rivals)]),
        constraints=[
            LinearConstraint(wins, lead, np.inf),
            LinearConstraint(parts, centre, centre),  # pyright: ignore[reportArgumentType]
            LinearConstraint(total, 1.0, 1.0),
            LinearConstraint(ahead, -np.inf, places - 1),
        ],
        integrality=ahead if places > 1 else None,
        bounds=Bounds(lowest, highest),  # pyright: ignore[reportArgumentType]
    )
    if solved.x is None:
        return None
    weights = np.clip(solved.x[:m], least, greatest)
    return weights / weights.sum()


def _distance(weights: FloatArray | None, centre: FloatArray) -> float:
    return float("nan") if weights is None else float(np.abs(weights - centre).sum())
