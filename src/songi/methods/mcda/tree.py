"""Tree of criteria: scores of leaves aggregated bottom-up to every heading and to the whole."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from songi.errors import MethodError
from songi.methods.checks import FloatArray, finite, leading_shape, one_of, refuse_where

AGGREGATIONS = ("arithmetic", "geometric")
SUM_TOLERANCE = 1e-9


@dataclass(frozen=True)
class CriteriaTree:
    """Criteria in a tree with one root; nodes are numbered in the order given.

    Attributes:
        names: name of each node, unique.
        parents: name of each node's parent, None for the root.
        aggregations: how each node joins its children, one of `AGGREGATIONS`; of no effect on
            leaves. Empty means arithmetic throughout.

    Raises:
        MethodError: lengths that differ, a name twice, an unknown parent, no root or several, a
            cycle, an unknown aggregation.
    """

    names: tuple[str, ...]
    parents: tuple[str | None, ...]
    aggregations: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        if not self.aggregations:
            object.__setattr__(self, "aggregations", ("arithmetic",) * len(self.names))
        _check_rows(self)
        _check_no_cycle(self)

    @property
    def root(self) -> int:
        """Position of the root."""
        return self.parents.index(None)

    @property
    def leaves(self) -> tuple[int, ...]:
        """Positions of the nodes without children, in the order given."""
        with_children = set(self.parents)
        return tuple(k for k, name in enumerate(self.names) if name not in with_children)

    def children(self, node: int) -> tuple[int, ...]:
        """Positions of the children of the node at a position."""
        return tuple(k for k, parent in enumerate(self.parents) if parent == self.names[node])

    def parent(self, node: int) -> int | None:
        """Position of the parent of the node at a position; None for the root."""
        parent = self.parents[node]
        return None if parent is None else self.names.index(parent)

    def bottom_up(self) -> tuple[int, ...]:
        """Positions of all nodes, each after its children."""
        return tuple(reversed(self.top_down()))

    def top_down(self) -> tuple[int, ...]:
        """Positions of all nodes, each after its parent."""
        order = [self.root]
        for node in order:
            order.extend(self.children(node))
        return tuple(order)


def aggregate_tree(
    tree: CriteriaTree, leaf_scores: ArrayLike, local_weights: ArrayLike
) -> FloatArray:
    r"""Score of every node of the tree.

    A node's score is $\sum_c w_c s_c$ (arithmetic) or $\prod_c s_c^{w_c}$ (geometric: a low score
    is not made good by a high one, and a zero stays zero) over its children c. The local weights
    of the children of one node sum to one.

    Args:
        tree: the criteria.
        leaf_scores: normalised scores `[..., n, leaves]`, more is better, in the order of
            `tree.leaves`; not negative below a geometric node.
        local_weights: `[..., nodes]`, weight of each node among its siblings, in the order of
            `tree.names`; that of the root is not looked at.

    Returns:
        Scores `[..., n, nodes]`, in the order of `tree.names`.

    Raises:
        MethodError: wrong shapes, NaN, local weights that are negative or do not sum to one, a
            negative score below a geometric node.

    Source:
        Keeney and Raiffa (1976), ch. 3 (additive); OECD and JRC (2008), step 6 (geometric).
    """
    scores = finite("leaf_scores", leaf_scores)
    if scores.ndim < 2 or scores.shape[-1] != len(tree.leaves):
        message = (
            f"leaf_scores must have the shape [..., alternatives, {len(tree.leaves)}], one for "
            f"each leaf; it has {list(scores.shape)}"
        )
        raise MethodError(message)
    weights = _checked_local_weights(tree, local_weights)
    lead = leading_shape(leaf_scores=scores.shape[:-2], local_weights=weights.shape[:-1])
    result = np.empty((*lead, scores.shape[-2], len(tree.names)))
    result[..., list(tree.leaves)] = scores
    for node in tree.bottom_up():
        if tree.children(node):
            result[..., node] = aggregate_node(tree, node, result, weights)
    return result


def aggregate_node(
    tree: CriteriaTree, node: int, node_scores: FloatArray, local_weights: FloatArray
) -> FloatArray:
    """Score of one heading from the scores of its children: what `aggregate_tree` does at each.

    For whoever changes a leaf and wants only its headings anew; arrays are as `aggregate_tree`
    takes and gives them, and are not checked again.

    Args:
        tree: the criteria.
        node: position of a heading.
        node_scores: `[..., n, nodes]`, those of its children being right.
        local_weights: `[..., nodes]`.

    Returns:
        Scores `[..., n]`.

    Raises:
        MethodError: a negative score below a geometric node.
    """
    children = list(tree.children(node))
    below, shares = node_scores[..., children], local_weights[..., None, children]
    if tree.aggregations[node] == "arithmetic":
        return np.sum(below * shares, axis=-1)
    name = tree.names[node]
    refuse_where(below < 0, f"{name!r} is geometric: scores below it must not be negative")
    return np.prod(below**shares, axis=-1)


def global_weights(tree: CriteriaTree, local_weights: ArrayLike) -> FloatArray:
    """Weight of each leaf in the whole: the product of local weights on its path to the root.

    Under arithmetic aggregation throughout, the score of the root is the weighted sum of the leaf
    scores under these weights; under geometric throughout, their weighted product.

    Args:
        tree: the criteria.
        local_weights: `[..., nodes]`, as in `aggregate_tree`.

    Returns:
        Weights `[..., leaves]` that sum to one, in the order of `tree.leaves`.

    Raises:
        MethodError: as `aggregate_tree` for the weights.
    """
    weights = _checked_local_weights(tree, local_weights)
    whole = np.ones(weights.shape)
    for node in tree.top_down():
        parent = tree.parent(node)
        if parent is not None:
            whole[..., node] = whole[..., parent] * weights[..., node]
    return whole[..., list(tree.leaves)]


def _checked_local_weights(tree: CriteriaTree, local_weights: ArrayLike) -> FloatArray:
    weights = finite("local_weights", local_weights)
    if weights.ndim < 1 or weights.shape[-1] != len(tree.names):
        message = (
            f"local_weights must have the shape [..., {len(tree.names)}], one for each node; "
            f"it has {list(weights.shape)}"
        )
        raise MethodError(message)
    refuse_where(weights < 0, "local_weights must not be negative")
    for node, name in enumerate(tree.names):
        children = list(tree.children(node))
        sums = weights[..., children].sum(axis=-1)
        if children and np.any(np.abs(sums - 1.0) > SUM_TOLERANCE):
            furthest = float(sums.flat[np.argmax(np.abs(sums - 1.0))])
            message = (
                f"local_weights of the children of {name!r} must sum to one; they sum to "
                f"{furthest:.6g}"
            )
            raise MethodError(message)
    return weights


def _check_rows(tree: CriteriaTree) -> None:
    if not len(tree.names) == len(tree.parents) == len(tree.aggregations):
        message = (
            f"a tree needs as many parents and aggregations as names; it has {len(tree.parents)} "
            f"and {len(tree.aggregations)} for {len(tree.names)}"
        )
        raise MethodError(message)
    twice = sorted({name for name in tree.names if tree.names.count(name) > 1})
    if twice:
        message = f"names of a tree must be unique; more than once: {', '.join(twice)}"
        raise MethodError(message)
    unknown = [str(name) for name in _unknown_parents(tree.names, tree.parents)]
    if unknown:
        message = f"parents that are no node of the tree: {', '.join(unknown)}"
        raise MethodError(message)
    roots = [n for n, parent in zip(tree.names, tree.parents, strict=True) if parent is None]
    if len(roots) != 1:
        message = f"a tree has one root (a node whose parent is None); here: {roots}"
        raise MethodError(message)
    for aggregation in tree.aggregations:
        one_of("aggregation", aggregation, AGGREGATIONS)


def _unknown_parents(names: Sequence[str], parents: Sequence[str | None]) -> list[str]:
    return sorted({parent for parent in parents if parent is not None} - set(names))


def _check_no_cycle(tree: CriteriaTree) -> None:
    # With one root and every parent known, what cannot be reached from the root is in a cycle.
    out_of_reach = sorted(set(tree.names) - {tree.names[k] for k in tree.top_down()})
    if out_of_reach:
        message = f"these nodes go round in a cycle: {', '.join(out_of_reach)}"
        raise MethodError(message)
