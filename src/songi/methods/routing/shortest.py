"""Shortest times in a road network: matrices, the nearest few, and what lies within a time."""

from __future__ import annotations

from typing import Literal, NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.sparse.csgraph import dijkstra

from songi.errors import MethodError
from songi.methods.checks import FloatArray, one_of, refuse_where
from songi.methods.routing.network import TENTHS_PER_MINUTE, Network

Engine = Literal["bucket", "scipy"]

ENGINES = ("bucket", "scipy")

_NO_LIMIT = 2**31 - 2


class NearestTargets(NamedTuple):
    """The nearest targets of each source, `[sources, k]`, nearest first.

    Attributes:
        minutes: time to each, infinite where there are fewer.
        target: position in the list of targets, -1 where there are fewer.
    """

    minutes: FloatArray
    target: NDArray[np.intp]


def shortest_times(
    network: Network,
    sources: ArrayLike,
    targets: ArrayLike | None = None,
    *,
    limit: float | None = None,
    engine: Engine = "bucket",
) -> FloatArray:
    """Return the shortest time from each source to each target.

    `bucket` is Dial's algorithm: link times are whole tenths of a second, so that nodes wait in a
    circle of buckets instead of a heap, and each source stops when its last target is settled.
    `scipy` is Dijkstra's algorithm with a Fibonacci heap, as an independent check. Both give the
    same bits.

    Args:
        network: what `network_of` returns.
        sources: `[s]`, nodes to start from.
        targets: `[t]`, nodes to reach; all nodes in order without.
        limit: minutes; what takes longer counts as not reached.
        engine: `bucket` or `scipy`.

    Returns:
        Minutes `[s, t]`, infinite where no way leads there (or none within the limit).

    Raises:
        MethodError: nodes that do not exist, a negative limit, an unknown engine.

    Source:
        Dial (1969), Communications of the ACM 12 (algorithm 360); Dijkstra (1959), Numerische
        Mathematik 1.
    """
    one_of("engine", engine, ENGINES)
    starts, ends = _nodes("sources", sources, network), None
    if targets is not None:
        ends = _nodes("targets", targets, network)
    most = _tenths(limit)
    if engine == "scipy":
        far = np.inf if limit is None else float(most)
        found = dijkstra(network.as_sparse(), indices=starts, limit=far)
        return (found if ends is None else found[:, ends]) / TENTHS_PER_MINUTE
    minutes = np.empty((len(starts), network.nodes if ends is None else len(ends)))
    search = _Search(network, ends)
    for row, source in enumerate(starts):
        minutes[row] = search.run(source, most, 0 if ends is None else len(np.unique(ends)))
    return minutes


def nearest_k(
    network: Network,
    sources: ArrayLike,
    targets: ArrayLike,
    k: int,
    *,
    limit: float | None = None,
) -> NearestTargets:
    """Find the nearest targets of each source; a search stops when it has settled k of them.

    Args:
        network: what `network_of` returns.
        sources: `[s]`, nodes to start from.
        targets: `[t]`, nodes to reach; several targets may stand at one node.
        k: how many, at least 1.
        limit: minutes; what takes longer counts as not reached.

    Returns:
        Times and positions, of equally near ones those that stand first.

    Raises:
        MethodError: nodes that do not exist, no target, a k below 1, a negative limit.
    """
    starts, ends = _nodes("sources", sources, network), _nodes("targets", targets, network)
    if k < 1 or not len(ends):
        msg = f"k and the number of targets must be at least 1: {k}, {len(ends)}"
        raise MethodError(msg)
    most, enough = _tenths(limit), min(k, len(np.unique(ends)))
    minutes = np.full((len(starts), k), np.inf)
    target = np.full((len(starts), k), -1, dtype=np.intp)
    search = _Search(network, ends)
    for row, source in enumerate(starts):
        times = search.run(source, most, enough)
        order = np.argsort(times, kind="stable")[:k]
        order = order[np.isfinite(times[order])]
        minutes[row, : len(order)] = times[order]
        target[row, : len(order)] = order
    return NearestTargets(minutes, target)


def isochrone(
    network: Network, source: int, limits: ArrayLike, *, engine: Engine = "bucket"
) -> NDArray[np.intp]:
    """Return within which of several limits each node can be reached.

    Args:
        network: what `network_of` returns.
        source: node to start from.
        limits: `[limits]`, minutes, rising.
        engine: as for `shortest_times`.

    Returns:
        `[nodes]`, position of the least limit within which the node is reached, -1 beyond the
        last. A node at exactly a limit lies within it.

    Raises:
        MethodError: a node that does not exist, limits that do not rise.
    """
    steps = np.asarray(limits, dtype=np.float64)
    if steps.ndim != 1 or not len(steps) or not np.all(np.diff(steps) > 0):
        msg = f"limits must rise; they are {steps.tolist()}"
        raise MethodError(msg)
    times = shortest_times(network, [source], limit=float(steps[-1]), engine=engine)[0]
    position = np.searchsorted(steps, times, side="left")
    return np.where(position < len(steps), position, -1)


class _Search:
    """The memory of searches from one source after the other."""

    def __init__(self, network: Network, targets: NDArray[np.intp] | None) -> None:
        from songi.methods.routing import kernel  # loads numba

        self._network, self._kernel, self._targets = network, kernel, targets
        longest = int(network.links[:, 1].max()) if len(network.links) else 0
        self._first = np.full(longest + 1, -1, dtype=np.int32)
        self._state = np.empty((network.nodes, 4), dtype=np.int32)
        self._wanted = np.zeros(network.nodes, dtype=np.bool_)
        if targets is not None:
            self._wanted[targets] = True

    def run(self, source: int, limit: int, enough: int) -> FloatArray:
        """Return minutes to the targets that are final; infinity elsewhere."""
        kernel = self._kernel
        self._state[:, kernel.DISTANCE] = kernel.UNREACHED
        self._first[:] = -1
        final = kernel.settle_from(
            int(source), self._network.starts, self._network.links, self._wanted, enough, limit,
            self._state, self._first,
        )  # fmt: skip
        tenths = self._state[:, kernel.DISTANCE]
        tenths = tenths if self._targets is None else tenths[self._targets]
        return np.where(tenths <= min(final, limit), tenths / TENTHS_PER_MINUTE, np.inf)


def _tenths(limit: float | None) -> int:
    if limit is None:
        return _NO_LIMIT
    if not limit >= 0:
        msg = f"limit must not be negative; it is {limit}"
        raise MethodError(msg)
    # A limit of whole minutes has no exact tenth in binary: the next float may lie just below.
    return int(min(np.floor(limit * TENTHS_PER_MINUTE + 1e-6), _NO_LIMIT))


def _nodes(name: str, nodes: ArrayLike, network: Network) -> NDArray[np.intp]:
    array = np.asarray(nodes)
    if array.ndim != 1 or (array.size and array.dtype.kind not in "iu"):
        msg = f"{name} must be a list of whole numbers"
        raise MethodError(msg)
    wrong = (array < 0) | (array >= network.nodes)
    refuse_where(wrong, f"{name} must be nodes, 0 to {network.nodes - 1}")
    return array.astype(np.intp)
