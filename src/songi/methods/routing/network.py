"""A road network as arrays: nodes, and links that take a whole number of tenths of a second."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.sparse import csr_array
from scipy.sparse.csgraph import connected_components

from songi.errors import MethodError
from songi.methods.checks import finite, refuse_where

TENTHS_PER_MINUTE = 600

LONGEST_LINK_MINUTES = 24 * 60.0
"""A link that takes longer is a fault of units, and would need a bucket for each tenth."""


class Network(NamedTuple):
    """A directed network in compressed rows; what `network_of` returns.

    Attributes:
        starts: `[nodes + 1]`, where the links that leave a node begin.
        links: `[links, 2]`, head and tenths of a second; the links of a node by rising head.
    """

    starts: NDArray[np.int64]
    links: NDArray[np.int32]

    @property
    def nodes(self) -> int:
        """How many nodes it has."""
        return len(self.starts) - 1

    def as_sparse(self) -> csr_array:
        """Return it as SciPy's sparse matrix of tenths of a second, from row to column."""
        heads, tenths = self.links[:, 0], self.links[:, 1].astype(np.float64)
        return csr_array((tenths, heads, self.starts), shape=(self.nodes, self.nodes))


class Component(NamedTuple):
    """Which part of a network is the one in which each node can reach each other.

    Attributes:
        inside: `[nodes]`, whether a node lies in the largest strongly connected component.
        traps: nodes outside to which a way leads from it, and no way back.
        springs: nodes outside from which a way leads to it, and none to them.
        islands: nodes outside that no way joins to it, in either direction.
    """

    inside: NDArray[np.bool_]
    traps: int
    springs: int
    islands: int


def network_of(tails: ArrayLike, heads: ArrayLike, minutes: ArrayLike, nodes: int) -> Network:
    """Make a network of links.

    Times are rounded to tenths of a second, at least one. A link from a node to itself shortens
    nothing and is dropped; of several links between the same nodes in the same direction the
    quickest is kept.

    Args:
        tails: `[links]`, node at which each begins, 0 to `nodes` - 1.
        heads: `[links]`, node at which it ends. A road for both directions is two links.
        minutes: `[links]`, what it takes, above 0.
        nodes: how many there are.

    Returns:
        The network.

    Raises:
        MethodError: no node, nodes that do not exist, NaN, times that are not positive or of more
            than a day, shapes that differ.
    """
    tail, head, time = np.asarray(tails), np.asarray(heads), finite("minutes", minutes)
    if not (tail.ndim == 1 and tail.shape == head.shape == time.shape) or nodes < 1:
        message = (
            "tails, heads and minutes must have one shape [links], of at least one node; they have "
            f"{list(tail.shape)}, {list(head.shape)} and {list(time.shape)}, of {nodes} nodes"
        )
        raise MethodError(message)
    if tail.size and not (tail.dtype.kind in "iu" and head.dtype.kind in "iu"):
        raise MethodError("tails and heads must be whole numbers")
    refuse_where((tail < 0) | (tail >= nodes), f"tails must lie between 0 and {nodes - 1}")
    refuse_where((head < 0) | (head >= nodes), f"heads must lie between 0 and {nodes - 1}")
    refuse_where(time <= 0, "minutes must be above 0")
    refuse_where(time > LONGEST_LINK_MINUTES, "minutes of a link must be a day at most")
    tenths = np.maximum(np.rint(time * TENTHS_PER_MINUTE), 1).astype(np.int32)
    kept = np.flatnonzero(tail != head)
    kept = kept[np.lexsort((tenths[kept], head[kept], tail[kept]))]
    ends = np.stack([tail[kept], head[kept]], axis=1)
    quickest = np.ones(len(kept), dtype=bool)
    quickest[1:] = np.any(ends[1:] != ends[:-1], axis=1)
    kept = kept[quickest]
    starts = np.zeros(nodes + 1, dtype=np.int64)
    np.cumsum(np.bincount(tail[kept], minlength=nodes), out=starts[1:])
    return Network(starts, np.stack([head[kept].astype(np.int32), tenths[kept]], axis=1))


def largest_component(network: Network) -> Component:
    """Find the largest part in which each node can reach each other, and what lies outside.

    A one-way street drawn the wrong way round makes a trap: one gets in and not out. Positions
    should be joined to nodes inside only.

    Args:
        network: what `network_of` returns.

    Returns:
        The nodes inside, and how many outside are traps, springs and islands.
    """
    graph = network.as_sparse()
    _, labels = connected_components(graph, directed=True, connection="strong")
    inside = labels == np.argmax(np.bincount(labels))
    _, weak = connected_components(graph, directed=True, connection="weak")
    joined = weak == weak[np.argmax(inside)]
    onward = _reached_from(graph, inside)
    backward = _reached_from(graph.T.tocsr(), inside)
    traps = int(np.count_nonzero(onward & ~inside))
    springs = int(np.count_nonzero(backward & ~inside))
    return Component(inside, traps, springs, int(np.count_nonzero(~joined)))


def _reached_from(graph: csr_array, start: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """Return the nodes to which a way leads from any of the nodes of `start`."""
    reached, fresh = start.copy(), start
    while fresh.any():
        found = np.zeros(len(reached), dtype=bool)
        found[graph[np.flatnonzero(fresh)].indices] = True
        fresh = found & ~reached
        reached |= fresh
    return reached
