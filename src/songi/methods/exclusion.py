"""Choosing among things of which some exclude each other: the best choice, and every largest one.

Things are the vertices of a graph, and an edge joins two that exclude each other; a choice is then
an independent set.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator

import numpy as np
from numpy.typing import ArrayLike, NDArray

from songi.errors import MethodError
from songi.methods.checks import finite, refuse_where

BoolArray = NDArray[np.bool_]

MOST_STEPS = 5_000
"""Most parts of a graph that are looked at before it counts as too entangled."""

MOST_CHOICES = 500
"""Most largest choices that are listed."""


def best_choices(worth: ArrayLike, apart: ArrayLike, most_steps: int = MOST_STEPS) -> BoolArray:
    r"""Choice of most worth in each draw among things that exclude each other.

    A maximum weight independent set, exact: $W(S) = \max(W(S \setminus v),\, w_v + W(S \setminus
    N[v]))$ for the vertex $v$ with most neighbours in a part $S$ of the graph, parts that no edge
    joins solved apart, each part once. Trees, rings and chains of any length take a number of steps
    that grows with their size; a graph that is too entangled is refused.

    Args:
        worth: `[draws, things]`, what each is worth, not negative.
        apart: `[things, things]`, whether two exclude each other; symmetric, none excludes itself.
        most_steps: parts of the graph after which it is given up.

    Returns:
        `[draws, things]`, whether each is chosen.

    Raises:
        MethodError: NaN, negative worth, shapes that do not fit, a thing that excludes itself, a
            graph that takes more steps.

    Source:
        Tarjan & Trojanowski (1977), Finding a maximum independent set, SIAM J. Comput. 6(3).
    """
    weights = finite("worth", worth)
    near = _neighbours(apart)
    if weights.ndim != 2 or weights.shape[1] != len(near):
        message = f"worth must have the shape [draws, {len(near)}]; it has {list(weights.shape)}"
        raise MethodError(message)
    refuse_where(weights < 0, "worth must not be negative")
    search = _Search(weights, near, most_steps)
    whole = (1 << len(near)) - 1
    search.worth_of(whole)
    chosen = np.zeros(weights.shape, dtype=bool)
    search.mark(whole, np.ones(len(weights), dtype=bool), chosen)
    return chosen


def largest_choices(apart: ArrayLike, most: int = MOST_CHOICES) -> list[tuple[int, ...]]:
    """List every choice to which nothing can be added: the maximal independent sets.

    By Bron and Kerbosch with a pivot, part by part of the graph.

    Args:
        apart: `[things, things]`, whether two exclude each other; symmetric, none excludes itself.
        most: choices after which it is given up.

    Returns:
        Positions of what is chosen, each choice once, in lexical order; one empty choice where
        there is nothing to choose.

    Raises:
        MethodError: a shape that does not fit, a thing that excludes itself, more choices than
            `most`.

    Source:
        Bron & Kerbosch (1973), Algorithm 457, Commun. ACM 16(9).
    """
    near = _neighbours(apart)
    parts: list[list[int]] = []
    count = 1
    for part in _components((1 << len(near)) - 1, near):
        room = most // count
        found = [*itertools.islice(_grown(0, part, 0, near), room + 1)]
        if len(found) > room:
            message = f"{len(near)} things that exclude each other leave more than {most} choices"
            raise MethodError(message)
        count *= len(found)
        parts.append(found)
    choices = (sum(chosen) for chosen in itertools.product(*parts))
    return sorted(tuple(_vertices(choice)) for choice in choices)


class _Search:
    """What each part of a graph is worth in each draw, kept once found; parts are bit masks."""

    def __init__(self, weights: NDArray[np.float64], near: list[int], most_steps: int) -> None:
        self.weights, self.near, self.most_steps = weights, near, most_steps
        self.worth: dict[int, NDArray[np.float64]] = {0: np.zeros(len(weights))}
        self.taken: dict[int, tuple[int, BoolArray]] = {}

    def worth_of(self, part: int) -> NDArray[np.float64]:
        """Return what the best choice within a part is worth, `[draws]`."""
        if part not in self.worth:
            pieces = _components(part, self.near)
            if len(pieces) > 1:
                self.worth[part] = sum(map(self.worth_of, pieces), np.zeros(len(self.weights)))
            else:
                self._branch(part)
        return self.worth[part]

    def _branch(self, part: int) -> None:
        if len(self.taken) >= self.most_steps:
            message = (
                f"{len(self.near)} things that exclude each other are too entangled: "
                f"more than {self.most_steps} steps"
            )
            raise MethodError(message)
        pivot = max(_vertices(part), key=lambda v: ((self.near[v] & part).bit_count(), -v))
        without = self.worth_of(part & ~(1 << pivot))
        with_it = self.weights[:, pivot] + self.worth_of(part & ~(1 << pivot | self.near[pivot]))
        take = with_it >= without
        self.taken[part] = pivot, take
        self.worth[part] = np.where(take, with_it, without)

    def mark(self, part: int, where: BoolArray, chosen: BoolArray) -> None:
        """Mark what the best choice within a part takes, in some draws."""
        if not part or not where.any():
            return
        if part not in self.taken:
            for piece in _components(part, self.near):
                self.mark(piece, where, chosen)
            return
        pivot, take = self.taken[part]
        chosen[:, pivot] |= where & take
        self.mark(part & ~(1 << pivot | self.near[pivot]), where & take, chosen)
        self.mark(part & ~(1 << pivot), where & ~take, chosen)


def _grown(chosen: int, free: int, barred: int, near: list[int]) -> Iterator[int]:
    """Yield the largest choices that hold `chosen`, more of `free`, and none that could be had.

    Every largest choice holds the pivot or one that excludes it, so that only those are tried.
    """
    if not free:
        if not barred:
            yield chosen
        return
    pivot = min(_vertices(free | barred), key=lambda v: (free & (near[v] | 1 << v)).bit_count())
    for vertex in _vertices(free & (near[pivot] | 1 << pivot)):
        apart = ~(near[vertex] | 1 << vertex)
        yield from _grown(chosen | 1 << vertex, free & apart, barred & apart, near)
        free &= ~(1 << vertex)
        barred |= 1 << vertex


def _neighbours(apart: ArrayLike) -> list[int]:
    """Return the neighbours of each vertex as a bit mask."""
    graph = np.asarray(apart, dtype=bool)
    if graph.ndim != 2 or graph.shape[0] != graph.shape[1] or (graph != graph.T).any():
        message = f"apart must be symmetric, [things, things]; it has {list(graph.shape)}"
        raise MethodError(message)
    refuse_where(graph.diagonal(), "nothing can exclude itself")
    return [sum(1 << int(k) for k in np.flatnonzero(row)) for row in graph]


def _components(part: int, near: list[int]) -> list[int]:
    """Return the parts of a part that no edge joins, that with the first vertex first."""
    found = []
    while part:
        piece, new = 0, part & -part
        while new:
            piece |= new
            reached = 0
            for vertex in _vertices(new):
                reached |= near[vertex]
            new = reached & part & ~piece
        found.append(piece)
        part &= ~piece
    return found


def _vertices(part: int) -> Iterator[int]:
    """Yield the vertices of a part, the first first."""
    while part:
        lowest = part & -part
        yield lowest.bit_length() - 1
        part ^= lowest
