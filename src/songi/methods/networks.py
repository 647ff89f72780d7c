"""Webs of actors: distances, brokers, structural holes, fragmentation, loss of one, gain of a tie.

All functions take a stack of graphs at once, one for each draw, as matrices of nought and one. The
graphs are undirected and without weights unless a docstring says otherwise.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray

from songi.errors import MethodError
from songi.methods.checks import FloatArray, finite, refuse_where

BROKERAGE = ("coordinator", "itinerant", "gatekeeper", "representative", "liaison")
"""Roles of Gould and Fernandez: who stands between whom, by the groups of the three."""


class Fragmentation(NamedTuple):
    """How far a graph has come apart, each `[...]`, from 0 (whole) to 1 (nobody reaches anybody).

    Attributes:
        pairs: share of pairs that cannot reach each other.
        distance: one less the mean of the reciprocal distances over all pairs.
        components: number of parts.
        largest: share of the nodes in the largest part.
    """

    pairs: FloatArray
    distance: FloatArray
    components: FloatArray
    largest: FloatArray


class Holes(NamedTuple):
    """Structural holes around each node, each `[..., n]`; NaN for a node without ties.

    Attributes:
        constraint: how far its contacts know each other or lean on one, the higher the fewer holes.
        effective_size: its contacts less their mean number of ties to each other.
    """

    constraint: FloatArray
    effective_size: FloatArray


class Loss(NamedTuple):
    """What the others lose when a node leaves, each `[..., n]`.

    Attributes:
        pairs: pairs of others that reach each other with the node and not without it.
        efficiency: sum of reciprocal distances between pairs of others that is lost.
    """

    pairs: FloatArray
    efficiency: FloatArray


class Gain(NamedTuple):
    """What a new tie between two nodes adds, each `[..., n, n]`, nought on the diagonal.

    Attributes:
        pairs: pairs that reach each other with the tie and not without it.
        efficiency: by how much the sum of reciprocal distances over pairs grows.
    """

    pairs: FloatArray
    efficiency: FloatArray


def distances(adjacency: ArrayLike) -> FloatArray:
    """Return the number of ties on the shortest way between any two nodes.

    Args:
        adjacency: `[..., n, n]` of 0 and 1; directed ties are followed from row to column.

    Returns:
        `[..., n, n]`, nought on the diagonal, infinite where there is no way.

    Raises:
        MethodError: not square, values other than 0 and 1, a node tied to itself.
    """
    return _ways(_graphs(adjacency, directed=True))[0]


def betweenness(adjacency: ArrayLike, *, normalised: bool = False) -> FloatArray:
    r"""Return on how many shortest ways between others each node stands.

    $b_v = \sum_{s<t} \sigma_{st}(v) / \sigma_{st}$ with the number of shortest ways $\sigma$,
    summed up from the far end as Brandes does, for all graphs of the stack at once.

    Args:
        adjacency: `[..., n, n]` of 0 and 1, symmetric.
        normalised: whether to divide by the number of pairs of others, (n-1)(n-2)/2.

    Returns:
        `[..., n]`.

    Raises:
        MethodError: as `distances`, and a matrix that is not symmetric.

    Source:
        Freeman (1977), Sociometry 40, 35-41; Brandes (2001), J. Math. Sociology 25, 163-177.
    """
    graphs = _graphs(adjacency)
    steps, ways = _ways(graphs)
    nodes = graphs.shape[-1]
    last = int(steps[np.isfinite(steps)].max(initial=0))
    leaning = np.zeros(steps.shape)
    for level in range(last, 1, -1):
        share = np.divide(1.0 + leaning, ways, out=np.zeros_like(leaning), where=steps == level)
        leaning += np.where(steps == level - 1, ways * (share @ graphs), 0.0)
    found = leaning.sum(axis=-2) / 2
    pairs = (nodes - 1) * (nodes - 2) / 2
    return found / pairs if normalised and pairs > 0 else found


def structural_holes(adjacency: ArrayLike) -> Holes:
    r"""Return Burt's constraint and effective size of each node.

    With the share $p_{ij}$ of i's ties that go to j, constraint is
    $c_i = \sum_j (p_{ij} + \sum_q p_{iq} p_{qj})^2$ over the contacts j of i; effective size is the
    number of contacts n less $2t/n$, with t ties among them.

    Args:
        adjacency: `[..., n, n]` of 0 and 1, symmetric.

    Returns:
        Both measures; NaN for a node without ties, which has neither holes nor closure.

    Raises:
        MethodError: as `betweenness`.

    Source:
        Burt (1992), Structural Holes, ch. 2; Borgatti (1997), Connections 20(1), 35-38.
    """
    graphs = _graphs(adjacency)
    contacts = graphs.sum(axis=-1)
    alone = contacts == 0
    safe = np.where(alone, 1.0, contacts)
    share = graphs / safe[..., None]
    reached = np.where(graphs > 0, share + share @ share, 0.0)
    among = (graphs @ graphs * graphs).sum(axis=-1)
    constraint = np.where(alone, np.nan, (reached**2).sum(axis=-1))
    return Holes(constraint, np.where(alone, np.nan, contacts - among / safe))


def fragmentation(adjacency: ArrayLike, present: ArrayLike | None = None) -> Fragmentation:
    r"""Return Borgatti's measures of how far a graph has come apart.

    $F = 1 - \sum_{i \ne j} r_{ij} / n(n-1)$ with $r_{ij} = 1$ where j can be reached from i, and
    ${}^DF = 1 - \sum_{i \ne j} d_{ij}^{-1} / n(n-1)$.

    Args:
        adjacency: `[..., n, n]` of 0 and 1, symmetric.
        present: `[..., n]` of 0 and 1, which nodes count; all without it. One that does not may
            have no ties.

    Returns:
        Both, the number of parts and the share of nodes in the largest. NaN for fewer than two
        nodes, but for the number of parts.

    Raises:
        MethodError: as `betweenness`; ties of a node that is not present.

    Source:
        Borgatti (2006), Comput. Math. Organiz. Theory 12, 21-34, equations 4 and 9.
    """
    graphs = _graphs(adjacency)
    there = np.ones(graphs.shape[:-1]) if present is None else finite("present", present)
    there = np.broadcast_to(there, graphs.shape[:-1])
    refuse_where((graphs.sum(axis=-1) > 0) & (there == 0), "a node that is absent has ties")
    steps, _ = _ways(graphs)
    reached = np.isfinite(steps) & (there[..., :, None] > 0) & (there[..., None, :] > 0)
    size = reached.sum(axis=-1)
    count = there.sum(axis=-1)
    pairs = count * (count - 1)
    few = count < 2
    ordered = np.where(few, 1.0, pairs)
    apart = 1.0 - (reached.sum(axis=(-1, -2)) - count) / ordered
    far = 1.0 - _closeness(steps).sum(axis=(-1, -2)) / ordered
    parts = np.divide(there, size, out=np.zeros(size.shape), where=size > 0).sum(axis=-1)
    largest = size.max(axis=-1, initial=0) / np.where(few, 1.0, count)
    pairs_apart, distant, whole = (np.where(few, np.nan, one) for one in (apart, far, largest))
    return Fragmentation(pairs_apart, distant, np.round(parts, 9), whole)


def loss_of(adjacency: ArrayLike) -> Loss:
    """Return what the other nodes lose when each node leaves with its ties.

    Ways that end at the node itself are no loss of the others: they are left out before and after.

    Args:
        adjacency: `[..., n, n]` of 0 and 1, symmetric.

    Returns:
        Pairs of others that lose each other, and the efficiency that they lose.

    Raises:
        MethodError: as `betweenness`.

    Source:
        Borgatti (2006), Comput. Math. Organiz. Theory 12, 21-34 (key players, negative problem).
    """
    graphs = _graphs(adjacency)
    steps, _ = _ways(graphs)
    near, reached = _closeness(steps), np.isfinite(steps)
    pairs, efficiency = np.zeros(graphs.shape[:-1]), np.zeros(graphs.shape[:-1])
    for node in range(graphs.shape[-1]):
        rest = np.delete(np.arange(graphs.shape[-1]), node)
        among = (..., rest[:, None], rest[None, :])
        without, _ = _ways(graphs[among])
        lost = reached[among].sum(axis=(-1, -2)) - np.isfinite(without).sum(axis=(-1, -2))
        pairs[..., node] = lost / 2
        gone = near[among].sum(axis=(-1, -2)) - _closeness(without).sum(axis=(-1, -2))
        efficiency[..., node] = gone / 2
    return Loss(pairs, efficiency)


def gain_of(adjacency: ArrayLike) -> Gain:
    """Return what a new tie between any two nodes adds.

    With the tie a shortest way goes as before, or over it in the one or the other direction.

    Args:
        adjacency: `[..., n, n]` of 0 and 1, symmetric.

    Returns:
        Gains of each pair, symmetric; nought for a pair that is tied already.

    Raises:
        MethodError: as `betweenness`.

    Source:
        Latora and Marchiori (2001), Phys. Rev. Lett. 87, 198701 (efficiency).
    """
    graphs = _graphs(adjacency)
    steps, _ = _ways(graphs)
    near, reached = _closeness(steps), np.isfinite(steps)
    pairs, efficiency = np.zeros(graphs.shape), np.zeros(graphs.shape)
    size = reached.sum(axis=-1)
    for one in range(graphs.shape[-1]):
        for other in range(one + 1, graphs.shape[-1]):
            over = steps[..., :, one, None] + 1.0 + steps[..., None, other, :]
            with_tie = np.minimum(steps, np.minimum(over, np.swapaxes(over, -1, -2)))
            added = (_closeness(with_tie) - near).sum(axis=(-1, -2)) / 2
            joined = size[..., one] * size[..., other] * ~reached[..., one, other]
            efficiency[..., one, other] = efficiency[..., other, one] = added
            pairs[..., one, other] = pairs[..., other, one] = joined
    return Gain(pairs, efficiency)


def brokerage(adjacency: ArrayLike, groups: ArrayLike) -> FloatArray:
    r"""Return how often each node stands between two others that are not tied, by groups.

    For each way i → v → j without a tie i → j: `coordinator`, all of one group; `itinerant`, i and
    j of one group and v of another; `gatekeeper`, i of another group than v and j;
    `representative`, j of another group than i and v; `liaison`, three groups.

    Args:
        adjacency: `[..., n, n]` of 0 and 1, directed from row to column. In an undirected graph
            each way counts in both directions: gatekeeper and representative are then equal.
        groups: `[n]`, any labels.

    Returns:
        `[..., n, 5]` in the order of `BROKERAGE`.

    Raises:
        MethodError: as `distances`; another number of groups.

    Source:
        Gould and Fernandez (1989), Sociological Methodology 19, 89-126.
    """
    graphs = _graphs(adjacency, directed=True)
    names = np.asarray(groups)
    if names.shape != graphs.shape[-1:]:
        message = f"groups must name {graphs.shape[-1]} nodes; its shape is {list(names.shape)}"
        raise MethodError(message)
    same = (names[:, None] == names[None, :]).astype(float)
    other = 1.0 - same
    untied = 1.0 - graphs - np.eye(graphs.shape[-1])

    def between(into: FloatArray, ends: FloatArray, out: FloatArray) -> FloatArray:
        """Sum over i and j of ties into v and out of v between ends that are not tied."""
        reached = np.swapaxes(graphs * into, -1, -2) @ (untied * ends)
        return (reached * graphs * out).sum(axis=-1)

    roles = ((same, same, same), (other, same, other), (other, other, same),
             (same, other, other), (other, other, other))  # fmt: skip
    return np.stack([between(*role) for role in roles], axis=-1)


def _closeness(steps: FloatArray) -> FloatArray:
    """Return reciprocal distances, nought on the diagonal and where there is no way."""
    return np.divide(1.0, steps, out=np.zeros(steps.shape), where=steps > 0)


def _ways(graphs: FloatArray) -> tuple[FloatArray, FloatArray]:
    """Return lengths of the shortest ways and how many there are, from all nodes at once."""
    nodes = graphs.shape[-1]
    front = np.broadcast_to(np.eye(nodes), graphs.shape)
    steps = np.where(front > 0, 0.0, np.inf)
    ways = np.array(front)
    for length in range(1, nodes):
        front = np.where(np.isinf(steps), front @ graphs, 0.0)
        if not front.any():
            break
        steps[front > 0] = length
        ways += front
    return steps, ways


def _graphs(adjacency: ArrayLike, *, directed: bool = False) -> NDArray[np.float64]:
    graphs = finite("adjacency", adjacency)
    if graphs.ndim < 2 or graphs.shape[-1] != graphs.shape[-2] or not graphs.shape[-1]:
        message = f"adjacency must have the shape [..., n, n]; it has {list(graphs.shape)}"
        raise MethodError(message)
    refuse_where((graphs != 0) & (graphs != 1), "ties must be 0 or 1")
    refuse_where(np.diagonal(graphs, axis1=-2, axis2=-1) != 0, "a node is tied to itself")
    if not directed:
        refuse_where(graphs != np.swapaxes(graphs, -1, -2), "the graph is not symmetric")
    return graphs
