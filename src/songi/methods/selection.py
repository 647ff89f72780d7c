"""Who is selected: the first k, within quotas, ties over the last place counted in part."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from math import lcm
from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray

from songi.errors import MethodError
from songi.methods.checks import FloatArray, finite, refuse_where
from songi.methods.places import checked_ranks, membership

__all__ = ["Quota", "select"]


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
    draws, n = taken.shape
    limit = finite("places", places)
    if limit.shape not in {(), (draws,)}:
        message = (
            f"places must be one number or one for each of {draws} draws; "
            f"its shape is {list(limit.shape)}"
        )
        raise MethodError(message)
    refuse_where((limit < 0) | (limit != np.rint(limit)), "places must be whole and not negative")
    _check_quotas(quotas, n)
    if allowed is None and not quotas:
        return membership(taken, limit)
    free = np.ones((draws, n), dtype=bool)
    if allowed is not None:
        free &= np.asarray(allowed, dtype=bool)
    most = np.broadcast_to(limit, (draws,)).astype(np.intp)
    selected = np.zeros((draws, n))
    for rows, orders in _turns(taken):
        for order in orders:
            selected[rows] += _filled(order, most[rows], free[rows], quotas) / len(orders)
    return selected


def _filled(
    order: NDArray[np.intp],
    places: NDArray[np.intp],
    allowed: NDArray[np.bool_],
    quotas: Sequence[Quota],
) -> NDArray[np.bool_]:
    """Fill the places, going through the alternatives in order: first what is kept, then all."""
    draws, n = order.shape
    row = np.arange(draws)
    members = np.array([quota.members for quota in quotas], dtype=bool).reshape(len(quotas), n).T
    least = np.array([quota.at_least for quota in quotas], dtype=np.intp)
    most = np.array(
        [n if quota.at_most is None else quota.at_most for quota in quotas], dtype=np.intp
    )
    taken = np.zeros((draws, n), dtype=bool)
    counts = np.zeros((draws, len(quotas)), dtype=np.intp)
    filled = np.zeros(draws, dtype=np.intp)
    for kept in (True, False) if least.any() else (False,):
        for position in range(n):
            who = order[:, position]
            groups = members[who]
            take = allowed[row, who] & ~taken[row, who] & (filled < places)
            take &= ~(groups & (counts >= most)).any(axis=1)
            if kept:
                take &= (groups & (counts < least)).any(axis=1)
            taken[row[take], who[take]] = True
            counts += groups & take[:, None]
            filled += take
    return taken


def _turns(ranks: FloatArray) -> Iterator[tuple[NDArray[np.intp], list[NDArray[np.intp]]]]:
    """Give the draws with the orders that their ranks allow: one without ties, else a cycle.

    A tie of m alternatives goes through its m rotations; several ties turn together, as often as
    it takes all of them to come round.
    """
    order = np.argsort(ranks, axis=1, kind="stable")
    in_order = np.take_along_axis(ranks, order, axis=1)
    tied = (in_order[:, 1:] == in_order[:, :-1]).any(axis=1)
    whole = np.flatnonzero(~tied)
    if len(whole):
        yield whole, [order[whole]]
    alike: dict[tuple[float, ...], list[int]] = {}
    for draw in np.flatnonzero(tied):
        alike.setdefault(tuple(in_order[draw]), []).append(int(draw))
    for pattern, draws in alike.items():
        rows = np.array(draws, dtype=np.intp)
        yield rows, [order[rows][:, turn] for turn in _rotations(pattern)]


def _rotations(pattern: tuple[float, ...]) -> list[NDArray[np.intp]]:
    """Return the positions of each turn for ranks in order, equal ones being tied."""
    values = np.array(pattern)
    starts = np.flatnonzero(np.concatenate([[True], values[1:] != values[:-1]]))
    sizes = np.diff(np.append(starts, len(values)))
    turns = []
    for step in range(lcm(*(int(size) for size in sizes))):
        positions = np.arange(len(values))
        for start, size in zip(starts, sizes, strict=True):
            positions[start : start + size] = start + (np.arange(size) + step) % size
        turns.append(positions)
    return turns


def _check_quotas(quotas: Sequence[Quota], n: int) -> None:
    for quota in quotas:
        if np.shape(quota.members) != (n,):
            message = f"members of a quota must have the shape [{n}]; {np.shape(quota.members)}"
            raise MethodError(message)
        if quota.at_least < 0 or (quota.at_most is not None and quota.at_most < quota.at_least):
            message = f"a quota asks for at least {quota.at_least} and at most {quota.at_most}"
            raise MethodError(message)
