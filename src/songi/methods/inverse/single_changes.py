"""What must change for an alternative to be among the first: one indicator at a time."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from songi.methods.checks import FloatArray
from songi.methods.inverse.margins import (
    Margins,
    Reach,
    check_wanted,
    feasible_reach,
    share_won,
)

# The feasible range is halved until the change is known to a millionth of it.
HALVINGS = 20


@dataclass(frozen=True, slots=True)
class SingleChanges:
    """Smallest change of each indicator alone, `[m]`.

    Attributes:
        change: in the indicator's own unit, with its sign; 0 where nothing need change, NaN where
            no feasible change is enough.
        feasible: whether a feasible change is enough.
        share: share of draws won after the change; where it is not feasible, after the furthest
            feasible one.
        share_now: share of draws won as things are.
    """

    change: FloatArray
    feasible: NDArray[np.bool_]
    share: FloatArray
    share_now: float


def smallest_single_changes(
    margins: Margins,
    directions: ArrayLike,
    least: ArrayLike,
    greatest: ArrayLike,
    *,
    wanted: float,
) -> SingleChanges:
    """Smallest change of one indicator with which the margin is above zero in a share of draws.

    Bisection over the feasible range, to a millionth of it, on the same draws throughout. It takes
    for granted that bettering an indicator never lowers the share, as in weighted sums and products
    and PROMETHEE. (TOPSIS with the vector normalisation can break this; then the change found is
    enough, but a smaller one may be.)

    Args:
        margins: takes changes `[m]` and returns margins `[draws]`, as from `margins_after_changes`.
        directions: `[m]`, +1 benefit, -1 cost.
        least: `[m]`, least feasible change, at most 0, in the indicator's unit.
        greatest: `[m]`, greatest feasible change, at least 0.
        wanted: the share of draws p, above 0 and at most 1.

    Returns:
        Changes, feasibility and shares.

    Raises:
        MethodError: wrong shapes, ranges that do not hold 0, a share out of bounds.

    Source:
        Own; the inverse of rank acceptability (Lahdelma and Salminen 2001) in one indicator.
    """
    check_wanted(wanted)
    reach = feasible_reach(directions, least, greatest)
    criteria = reach.furthest.size
    now = share_won(margins(np.zeros(criteria)))
    if now >= wanted:
        return SingleChanges(
            np.zeros(criteria), np.ones(criteria, dtype=bool), np.full(criteria, now), now
        )
    change, share = np.full(criteria, np.nan), np.empty(criteria)
    for criterion in range(criteria):
        size, share[criterion] = _smallest_size(margins, reach, criterion, wanted)
        change[criterion] = reach.signs[criterion] * size
    return SingleChanges(change, ~np.isnan(change), share, now)


def _smallest_size(
    margins: Margins, reach: Reach, criterion: int, wanted: float
) -> tuple[float, float]:
    """Size of the change (NaN if none is enough) and the share that it wins."""
    only = np.zeros(reach.furthest.size)

    def share_at(size: float) -> float:
        only[criterion] = size
        return share_won(margins(reach.changes(only)))

    enough = float(reach.furthest[criterion])
    share = share_at(enough)
    if share < wanted:
        return np.nan, share
    short = 0.0
    for _ in range(HALVINGS):
        middle = (short + enough) / 2.0
        found = share_at(middle)
        if found >= wanted:
            enough, share = middle, found
        else:
            short = middle
    return enough, share
