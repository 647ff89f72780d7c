"""Who is selected: the first k, within quotas, ties over the last place counted in part."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray

from songi.errors import MethodError
from songi.methods.checks import FloatArray, finite, refuse_where
from songi.methods.mcda.ranking import checked_focal_scores
from songi.methods.places import checked_ranks, membership

__all__ = ["Quota", "critical_scores", "select"]


class Quota(NamedTuple):
    """How many of a group are selected.

    Attributes:
        members: `[n]`, which alternatives belong to the group.
        at_least: places kept for the group's best.
        at_most: most of the group; none: no limit.
    """

    members: NDArray[np.bool_]
    at_least: int = 0
    at_most: int | None = None


def select(
    ranks: ArrayLike,
    places: ArrayLike,
    *,
    allowed: ArrayLike | None = None,
    quotas: Sequence[Quota] = (),
) -> FloatArray:
    """By how much each alternative is selected in each draw.

    Places kept by `at_least` go first, to the best of their groups; the rest goes by rank. Nobody
    is taken beyond the `at_most` of any of its groups; where that or the allowed leave too few, a
    place stays empty. For groups that do not overlap this is the best choice by rank; where a
    field and a region overlap it is a procedure: an alternative that is taken counts for all its
    groups, and `at_most` goes before `at_least`.

    Alternatives of one rank take turns in every order of a cycle, each turn counting the same: with
    no quota a tie across the last place then counts by the share of its places within it.

    Args:
        ranks: `[draws, n]`, average ranks of ties.
        places: how many are selected, one number or one for each draw; whole, not negative.
        allowed: `[n]` or `[draws, n]`, which may be selected at all; everybody without it.
        quotas: what is asked of groups.

    Returns:
        `[draws, n]`, from 0 to 1.

    Raises:
        MethodError: wrong shapes, places negative or not whole, or a quota whose bounds cross.
    """
    taken = checked_ranks(ranks)
    limit, free = _checked(taken.shape, places, allowed, quotas)
    if allowed is None and not quotas:
        return membership(taken, limit.astype(float))
    times, turns = np.zeros(taken.shape), np.ones((len(taken), 1))
    for rows, order, count in _turns(taken):
        times[rows] += _filled(order, limit[rows], free[rows], quotas)
        turns[rows, 0] = count
    return times / turns


def critical_scores(
    scores: ArrayLike,
    focal: int,
    places: ArrayLike,
    *,
    allowed: ArrayLike | None = None,
    quotas: Sequence[Quota] = (),
) -> FloatArray:
    """Return the score that an alternative must exceed to be selected, the others staying put.

    Standing one place higher never costs an alternative its selection: of any group, no more has
    been taken before it comes to its turn. So each draw has one turning point, and one way through
    the others in their order finds it.

    Args:
        scores: `[draws, n]`, more is better.
        focal: position of the alternative; its own scores are not looked at.
        places: how many are selected, one number or one for each draw; whole, not negative.
        allowed: `[n]` or `[draws, n]`, which may be selected at all; everybody without it.
        quotas: what is asked of groups.

    Returns:
        `[draws]`: the score of the best of those it must not stand behind; minus infinity where it
        is selected even behind all others, infinity where it is not even before them. Where others
        are level and take turns, it must be selected in every turn.

    Raises:
        MethodError: wrong shapes, NaN, a position outside, places negative or not whole, or a quota
            whose bounds cross.

    Source:
        Own.
    """
    values = checked_focal_scores(scores, focal)
    limit, free = _checked(values.shape, places, allowed, quotas)
    draws, n = values.shape
    others = np.delete(np.arange(n), focal)
    below = -values[:, others]
    behind = np.full(draws, n - 1)
    for rows, order, _ in _turns(below):
        found = _most_before(others[order], focal, limit[rows], free[rows], quotas)
        behind[rows] = np.minimum(behind[rows], found)
    behind[~free[:, focal]] = -1
    ends = np.full((draws, 1), np.inf)
    ladder = np.hstack([ends, -np.sort(below, axis=1), -ends])
    return ladder[np.arange(draws), behind + 1]


class _Filling:
    """Places being filled in many draws at once: first those kept for groups, then all."""

    def __init__(
        self,
        order: NDArray[np.intp],
        places: NDArray[np.intp],
        allowed: NDArray[np.bool_],
        quotas: Sequence[Quota],
    ) -> None:
        n = allowed.shape[1]
        most = [n if quota.at_most is None else quota.at_most for quota in quotas]
        members = np.array([quota.members for quota in quotas], dtype=bool)
        self._members = members.reshape(len(quotas), n)
        # All that is asked of those in one place of the order lies together.
        self._groups = self._members[:, order.T]
        self._allowed = np.ascontiguousarray(np.take_along_axis(allowed, order, axis=1).T)
        self._least = np.array([[quota.at_least] for quota in quotas], dtype=np.int32)
        self._most = np.array(most, dtype=np.int32)[:, None]
        self._counts = np.zeros((len(quotas), len(order)), dtype=np.int32)
        self._left = places.astype(np.int32)
        self.taken = np.zeros(self._allowed.shape, dtype=bool)
        self.rounds = (True, False) if self._least.any() else (False,)

    def has_place(self, who: int, *, kept: bool) -> NDArray[np.bool_]:
        """Return in which draws there is a place for one alternative: a kept one, or any."""
        return self._open_to(self._members[:, who, None], kept=kept)

    def offer(self, position: int, *, kept: bool) -> None:
        """Let who stands here in the order have a place if there is one."""
        groups = self._groups[:, position]
        take = self._allowed[position] & ~self.taken[position] & self._open_to(groups, kept=kept)
        self.taken[position] |= take
        self._counts += groups & take
        self._left -= take

    def _open_to(self, groups: NDArray[np.bool_], *, kept: bool) -> NDArray[np.bool_]:
        free = self._left > 0
        free &= ~(groups & (self._counts >= self._most)).any(axis=0)
        if kept:
            free &= (groups & (self._counts < self._least)).any(axis=0)
        return free


def _filled(
    order: NDArray[np.intp],
    places: NDArray[np.intp],
    allowed: NDArray[np.bool_],
    quotas: Sequence[Quota],
) -> NDArray[np.bool_]:
    """Return who is taken, going through the alternatives in order."""
    filling, taken = _Filling(order, places, allowed, quotas), np.empty(order.shape, dtype=bool)
    for kept in filling.rounds:
        for position in range(order.shape[1]):
            filling.offer(position, kept=kept)
    np.put_along_axis(taken, order, filling.taken.T, axis=1)
    return taken


def _most_before(
    order: NDArray[np.intp],
    focal: int,
    places: NDArray[np.intp],
    allowed: NDArray[np.bool_],
    quotas: Sequence[Quota],
) -> NDArray[np.intp]:
    """Return how many of the others, in order, may stand before one that is selected still.

    -1 where it is not selected even before all of them. Until it is taken, places are filled as if
    it were not there: one way through the others tells what it meets at each place among them.
    """
    filling, most = _Filling(order, places, allowed, quotas), np.full(len(order), -1)
    for kept in filling.rounds:
        for before in range(order.shape[1]):
            most[filling.has_place(focal, kept=kept) & (most < before)] = before
            filling.offer(before, kept=kept)
        most[filling.has_place(focal, kept=kept)] = order.shape[1]
    return most


def _turns(
    keys: FloatArray,
) -> Iterator[tuple[NDArray[np.intp], NDArray[np.intp], NDArray[np.intp]]]:
    """Give, turn by turn, the draws that have it, their orders and how many turns they have.

    Alternatives of one key, the lesser first, go through the rotations of their tie; several ties
    turn together, as often as it takes all of them to come round. Without a tie there is one turn.
    """
    order = np.argsort(keys, axis=1, kind="stable")
    in_order = np.take_along_axis(keys, order, axis=1)
    parted = np.ones((len(keys), keys.shape[1] + 1), dtype=bool)
    parted[:, 1:-1] = in_order[:, 1:] != in_order[:, :-1]
    untied = parted.all(axis=1)
    if untied.any():
        yield np.flatnonzero(untied), order[untied], np.ones(untied.sum(), dtype=np.intp)
    tied = np.flatnonzero(~untied)
    if len(tied):
        start, size = _ties(parted[tied])
        turns = np.lcm.reduce(size, axis=1)
        place = np.arange(keys.shape[1])
        for turn in range(turns.max()):
            left = turns > turn
            turned = start[left] + (place - start[left] + turn) % size[left]
            yield tied[left], np.take_along_axis(order[tied[left]], turned, axis=1), turns[left]


def _ties(parted: NDArray[np.bool_]) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
    """Return where the tie of each place begins and its size; `parted` before, between, after."""
    places = parted.shape[1] - 1
    start = np.maximum.accumulate(np.where(parted[:, :-1], np.arange(places), 0), axis=1)
    ends = np.where(parted[:, 1:], np.arange(places), places)
    return start, np.minimum.accumulate(ends[:, ::-1], axis=1)[:, ::-1] - start + 1


def _checked(
    shape: tuple[int, ...],
    places: ArrayLike,
    allowed: ArrayLike | None,
    quotas: Sequence[Quota],
) -> tuple[NDArray[np.intp], NDArray[np.bool_]]:
    """Return the places of each draw and who is allowed in it."""
    draws, n = shape
    limit = finite("places", places)
    if limit.shape not in {(), (draws,)}:
        message = (
            f"places must be one number or one for each of {draws} draws; "
            f"its shape is {list(limit.shape)}"
        )
        raise MethodError(message)
    refuse_where((limit < 0) | (limit != np.rint(limit)), "places must be whole and not negative")
    for quota in quotas:
        if np.shape(quota.members) != (n,):
            message = f"members of a quota must have the shape [{n}]; {np.shape(quota.members)}"
            raise MethodError(message)
        if quota.at_least < 0 or (quota.at_most is not None and quota.at_most < quota.at_least):
            message = f"a quota asks for at least {quota.at_least} and at most {quota.at_most}"
            raise MethodError(message)
    free = np.ones((draws, n), dtype=bool)
    if allowed is not None:
        free &= np.asarray(allowed, dtype=bool)
    return np.broadcast_to(limit, (draws,)).astype(np.intp), free
