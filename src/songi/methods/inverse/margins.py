"""By how much one alternative is among the first k in each draw, as its indicators change."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from songi.errors import MethodError
from songi.methods.checks import (
    FloatArray,
    criterion_directions,
    decision_matrix,
    finite,
    refuse_where,
)
from songi.methods.mcda.ranking import checked_focal_scores
from songi.methods.selection import Quota, critical_scores

Margins = Callable[[FloatArray], FloatArray]


def margin_among_first(scores: ArrayLike, focal: int, places: ArrayLike) -> FloatArray:
    """Score of one alternative less that of the k-th best of the others.

    Above zero it is among the first k; at zero it is level with the one it must beat, which does
    not count as beaten here.

    Args:
        scores: `[draws, n]`, more is better.
        focal: position of the alternative.
        places: k, one whole number or one for each draw `[draws]`.

    Returns:
        Margins `[draws]`, in units of the score; infinite where k is at least n (all are among the
        first), minus infinity where it is 0.

    Raises:
        MethodError: wrong shapes, NaN, a position outside, places negative or not whole.
    """
    values = checked_focal_scores(scores, focal)
    taken = finite("places", places)
    if taken.shape not in {(), (len(values),)} or (taken < 0).any() or (taken % 1 != 0).any():
        message = (
            f"places must be a whole number, not negative, or one for each of {len(values)} draws; "
            f"they are {taken.tolist() if taken.ndim == 0 else list(taken.shape)}"
        )
        raise MethodError(message)
    others = np.delete(values, focal, axis=1)
    ends = np.full((len(values), 1), np.inf)
    # In ascending order between the two infinities, the k-th best stands k from the end.
    ladder = np.hstack([-ends, np.sort(others, axis=1), ends])
    step = np.clip(ladder.shape[1] - 1 - taken, 0, None).astype(np.intp)
    return values[:, focal] - ladder[np.arange(len(values)), step]


def margin_within_rules(
    scores: ArrayLike,
    focal: int,
    places: ArrayLike,
    *,
    allowed: ArrayLike | None = None,
    thresholds: ArrayLike | None = None,
    quotas: Sequence[Quota] = (),
) -> FloatArray:
    r"""Score of one alternative less the one it needs, by quotas, thresholds and what is allowed.

    $$\min(s_f - c,\ s_f - t_f)$$

    with c the score it must exceed for a place (`critical_scores`; alternatives below their own
    thresholds are out) and t its own threshold. Above zero it is selected by `select`, in every
    turn of a tie among others; level with the score it must exceed, it is not counted as selected
    here, level with its threshold it is. Without rules it is `margin_among_first`.

    Args:
        scores: `[draws, n]`, more is better.
        focal: position of the alternative.
        places: k, one whole number or one for each draw `[draws]`.
        allowed: `[n]` or `[draws, n]`, which may be selected at all; everybody without it.
        thresholds: `[n]` or `[draws, n]`, least scores; minus infinity where there is none.
        quotas: what is asked of groups.

    Returns:
        Margins `[draws]`, in units of the score; minus infinity where no score would be enough.

    Raises:
        MethodError: as `critical_scores`, and thresholds that do not fit the scores or are NaN.

    Source:
        Own.
    """
    values = checked_focal_scores(scores, focal)
    least = np.asarray(-np.inf if thresholds is None else thresholds, dtype=float)
    try:
        least = np.broadcast_to(least, values.shape)
    except ValueError as fault:
        message = (
            f"thresholds must fit scores of the shape {list(values.shape)}; their shape is "
            f"{list(least.shape)}"
        )
        raise MethodError(message) from fault
    refuse_where(np.isnan(least), "thresholds must not be NaN")
    free = values >= least
    # Its own threshold is a matter of degree: it enters the margin, and bars nobody here.
    free[:, focal] = True
    free &= True if allowed is None else np.asarray(allowed, dtype=bool)
    own = values[:, focal]
    needed = critical_scores(values, focal, places, allowed=free, quotas=quotas)
    above = own - least[:, focal]
    # To reach a threshold is enough, so that level with it is above zero, if by next to nothing.
    above[above == 0.0] = np.finfo(float).tiny
    return np.minimum(own - needed, above)


def margins_after_changes(
    score: Callable[[FloatArray], ArrayLike],
    matrix: ArrayLike,
    focal: int,
    places: ArrayLike,
) -> Margins:
    """Return a function from changes of one alternative's indicators to its margins.

    Args:
        score: takes matrices of the shape of `matrix` and returns scores `[draws, n]`, more being
            better; weights, directions and normalisation are its own.
        matrix: indicators `[draws, n, m]`, or `[n, m]` where only the weights vary.
        focal: position of the alternative that changes.
        places: k, one whole number or one for each draw.

    Returns:
        A function that takes changes `[m]`, in the units of the indicators, adds them in every draw
        and returns the margins `[draws]` of `margin_among_first`.

    Raises:
        MethodError: a matrix that is none, a position outside.
    """
    values = decision_matrix(matrix).copy()
    if not 0 <= focal < values.shape[-2]:
        message = f"focal {focal} is outside the {values.shape[-2]} alternatives"
        raise MethodError(message)
    own = values[..., focal, :].copy()

    def margins(changes: FloatArray) -> FloatArray:
        values[..., focal, :] = own + changes
        return margin_among_first(np.atleast_2d(np.asarray(score(values))), focal, places)

    return margins


@dataclass(frozen=True, slots=True)
class Reach:
    """How far each indicator can be bettered.

    Attributes:
        signs: `[m]`, +1 where more is better, -1 where less is.
        furthest: `[m]`, greatest feasible size of the change, in the indicator's unit, at least 0.
    """

    signs: FloatArray
    furthest: FloatArray

    def changes(self, sizes: FloatArray) -> FloatArray:
        """Changes `[m]` of these sizes, in the direction that betters."""
        # Adding zero makes a minus zero plain.
        return self.signs * sizes + 0.0


def feasible_reach(directions: ArrayLike, least: ArrayLike, greatest: ArrayLike) -> Reach:
    """Read the feasible ranges of changes; only the side that betters an indicator is used.

    Args:
        directions: `[m]`, +1 benefit, -1 cost.
        least: `[m]`, least feasible change of each indicator in its own unit, at most 0.
        greatest: `[m]`, greatest feasible change, at least 0.

    Returns:
        Signs and sizes.

    Raises:
        MethodError: wrong shapes, NaN or infinity, a range that does not hold 0.
    """
    lower, upper = finite("least", least), finite("greatest", greatest)
    if lower.ndim != 1 or lower.shape != upper.shape or lower.size == 0:
        message = (
            "least and greatest must hold one change for each criterion; their shapes are "
            f"{list(lower.shape)} and {list(upper.shape)}"
        )
        raise MethodError(message)
    signs = criterion_directions(directions, lower.size)
    if (lower > 0).any() or (upper < 0).any():
        wrong = np.flatnonzero((lower > 0) | (upper < 0)).tolist()
        message = f"feasible changes must include 0 (no change); they do not for criteria {wrong}"
        raise MethodError(message)
    return Reach(signs, np.where(signs > 0, upper, -lower))


def share_won(margins: FloatArray) -> float:
    """Share of draws in which the margin is above zero."""
    return float(np.count_nonzero(margins > 0.0)) / len(margins)


def check_wanted(wanted: float) -> None:
    """Raise unless the share that is wanted lies above 0 and is at most 1.

    Raises:
        MethodError: otherwise.
    """
    if not 0.0 < wanted <= 1.0:
        message = (
            f"wanted is {wanted}; it is a share of draws and must lie above 0 and at most at 1"
        )
        raise MethodError(message)


def unit_prices(scale: ArrayLike, cost: ArrayLike | None, criteria: int) -> FloatArray:
    """Cost of one unit of each indicator, `[m]`.

    Args:
        scale: `[m]`, units in one step, positive.
        cost: `[m]`, cost of one step, positive; None for 1 each.
        criteria: m.

    Raises:
        MethodError: wrong shapes, values that are not positive.
    """
    steps = finite("scale", scale)
    costs = np.ones(criteria) if cost is None else finite("cost", cost)
    for name, values in (("scale", steps), ("cost", costs)):
        if values.shape != (criteria,):
            message = (
                f"{name} must hold one value for each of {criteria} criteria; "
                f"its shape is {list(values.shape)}"
            )
            raise MethodError(message)
        refuse_where(values <= 0, f"{name} must be positive")
    return costs / steps
