"""The web of actors on a day: which links live, as matrices for the methods on networks."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from itertools import combinations

import numpy as np
from numpy.typing import NDArray

from songi.study.schema.ecosystem import Institution, Link, LinkBelief
from songi.study.streams import DrawBlock
from songi.study.table import Table

DAYS_PER_YEAR = 365.25

FloatArray = NDArray[np.float64]


def years_since(day: date, today: date) -> float:
    """Return the years from a day to another; negative where it lies ahead."""
    return (today - day).days / DAYS_PER_YEAR


def exists_at(actor: Institution, day: date) -> bool:
    """Return whether an actor exists on a day, as far as its row tells."""
    begun = actor.active_from is None or actor.active_from <= day
    return begun and (actor.active_until is None or actor.active_until >= day)


def years_lived(
    links: Table[Link], beliefs: Table[LinkBelief] | None, day: date, draws: DrawBlock
) -> FloatArray:
    """Return how many years each link has lived by a day, shape (draws, links).

    Until it ended, or until the day. A link of which nothing was heard since it was made dies at a
    constant pace: it lives through `t` years with the chance `kept_per_year` to the power of `t`.
    """
    known = {} if beliefs is None else {row.id: row for row in beliefs}
    columns = []
    for row in links:
        last = day if row.ends_on is None else min(day, row.ends_on)
        longest = max(years_since(row.begins_on, last), 0.0)
        belief = known.get(row.belief or "")
        if belief is None or beliefs is None:
            columns.append(np.full(draws.size, longest))
            continue
        kept = beliefs.draws_of(belief, "kept_per_year")
        luck = draws.noise("link_years", row.id)
        with np.errstate(divide="ignore"):
            life = np.where(kept >= 1.0, np.inf, np.log(luck) / np.log(np.minimum(kept, 1 - 1e-12)))
        columns.append(np.minimum(life, longest))
    return np.stack(columns, axis=1) if columns else np.empty((draws.size, 0))


def alive_at(links: Sequence[Link], lived: FloatArray, day: date) -> NDArray[np.bool_]:
    """Return which links live on a day, shape (draws, links): made by then, and lived till then."""
    age = np.array([years_since(row.begins_on, day) for row in links])
    ended = np.array([row.ends_on is not None and row.ends_on < day for row in links], dtype=bool)
    return (age >= 0) & ~ended & (lived >= age)


def webs_at(
    actors: Sequence[Institution],
    links: Sequence[Link],
    there: FloatArray,
    lived: FloatArray,
    day: date,
) -> tuple[FloatArray, FloatArray]:
    """Return the web on a day and who is in it.

    Args:
        actors: the actors, `n` of them.
        links: the links.
        there: `[draws, n]`, 1 where an actor is there at all.
        lived: `[draws, links]`, years that each link lives.
        day: the day.

    Returns:
        `[draws, n, n]` of 0 and 1, and `[draws, n]`, 1 for an actor that exists on that day.
    """
    order = {row.id: k for k, row in enumerate(actors)}
    present = there * np.array([exists_at(row, day) for row in actors], dtype=float)
    webs = np.zeros((*present.shape, len(order)))
    alive = alive_at(links, lived, day)
    for k, row in enumerate(links):
        for one, other in combinations([order[name] for name in row.parties if name in order], 2):
            tied = alive[:, k] * present[:, one] * present[:, other]
            webs[:, one, other] = np.maximum(webs[:, one, other], tied)
            webs[:, other, one] = webs[:, one, other]
    return webs, present


def distinct_webs(
    webs: FloatArray, present: FloatArray
) -> tuple[FloatArray, FloatArray, NDArray[np.intp]]:
    """Return each web that occurs once, who is in it, and which of them each draw has."""
    draws = len(webs)
    bits = np.packbits(np.concatenate([webs.reshape(draws, -1), present], axis=1) > 0, axis=1)
    _, first, which = np.unique(bits, axis=0, return_index=True, return_inverse=True)
    return webs[first], present[first], which.reshape(-1)
