"""Drawings of small graphs: places by stress, groups in sectors, labels that do not overlap."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import ArrayLike, NDArray

from songi.errors import MethodError
from songi.methods.checks import FloatArray, finite

ROUNDS = 200
"""Steps of the majorisation; drawings of some sixty nodes stand still long before."""

UNREACHED = 1.0
"""How much farther than the farthest pair those stand that no way joins."""

CROSSING = 60.0
"""How much area of other labels a label would rather cover than have a line through it."""

CLOSEST = 0.85
"""Least distance of two nodes in the drawing, in ties."""


def sector_layout(
    distances: ArrayLike, groups: Sequence[str], *, hold: float = 0.35, rounds: int = ROUNDS
) -> FloatArray:
    r"""Place nodes so that distances on paper follow those in the graph, and groups stay together.

    Minimises the stress $\sum_{i<j} d_{ij}^{-2} (\|x_i - x_j\| - d_{ij})^2$ with a pull of weight
    `hold` of each node to its start. The start is a circle: groups in the order of their first
    node, one after the other, with the best joined node of all in the middle. Each step solves the
    majorised problem for one node after the other, in order, so that nothing is left to chance.

    Args:
        distances: `[n, n]`, ties between nodes; infinite where there is no way.
        groups: `n` names.
        hold: how strongly nodes are held in their sector, nought or more.
        rounds: steps.

    Returns:
        `[n, 2]`, around the origin, in ties.

    Raises:
        MethodError: shapes that do not fit, negative distances, `hold` below nought.

    Source:
        Gansner, Koren and North (2004), Graph Drawing, LNCS 3383, 239-250; Kamada and Kawai (1989).
    """
    steps = np.array(distances, dtype=np.float64)
    nodes = len(groups)
    if steps.shape != (nodes, nodes) or np.isnan(steps).any() or (steps < 0).any() or hold < 0:
        message = (
            f"distances must be [{nodes}, {nodes}] of numbers from 0 on and hold 0 or more; they "
            f"have the shape {list(steps.shape)}, and hold is {hold}"
        )
        raise MethodError(message)
    finite_steps = steps[np.isfinite(steps)]
    steps[np.isinf(steps)] = finite_steps.max(initial=1.0) + UNREACHED
    np.fill_diagonal(steps, 1.0)
    weights = steps**-2.0
    np.fill_diagonal(weights, 0.0)
    start = _circle(steps, groups)
    places = start.copy()
    for _ in range(rounds):
        for node in range(nodes):
            apart = places[node] - places
            length = np.maximum(np.hypot(*apart.T), 1e-9)
            wanted = places + apart * (steps[node] / length)[:, None]
            pulled = weights[node] @ wanted + hold * start[node]
            places[node] = pulled / (weights[node].sum() + hold) if nodes > 1 else 0.0
    return _pushed_apart(places)


def label_places(
    anchors: ArrayLike,
    sizes: ArrayLike,
    radius: float,
    frame: tuple[float, float],
    preferred: Sequence[int] = (),
    lines: ArrayLike = (),
) -> tuple[FloatArray, NDArray[np.bool_]]:
    """Put a label beside each node so that it covers no node and no other label, where it can.

    Nodes are taken in order, the most important first; each label takes the first free one of
    places to the right, left, above, below and farther off.

    Args:
        anchors: `[n, 2]`, positions of the nodes in pixels, y downwards.
        sizes: `[n, 2]`, widths and heights of the labels.
        radius: radius of the nodes.
        frame: width and height of the drawing, which labels stay within.
        preferred: order in which labels are placed; as they come without it.
        lines: `[m, 4]`, ends of lines (x, y, x, y), which labels keep clear of where they can.

    Returns:
        `[n, 2]`, middles of the labels, and `[n]`, whether each stands free of all others.

    Raises:
        MethodError: NaN, or shapes that do not fit.
    """
    nodes, boxes = finite("anchors", anchors), finite("sizes", sizes)
    if nodes.ndim != 2 or nodes.shape != boxes.shape or nodes.shape[1:] != (2,):
        message = (
            f"anchors and sizes must both be [n, 2]; they are {list(nodes.shape)} and "
            f"{list(boxes.shape)}"
        )
        raise MethodError(message)
    drawn = finite("lines", lines).reshape(-1, 4)
    taken = [(x - radius, y - radius, x + radius, y + radius) for x, y in nodes]
    middles, free = np.array(nodes), np.zeros(len(nodes), dtype=bool)
    for node in preferred or range(len(nodes)):
        options = [
            _kept_in(middle, boxes[node], frame)
            for middle in _around(nodes[node], boxes[node], radius)
        ]
        covered = [_covered(box, taken) for box in options]
        crossed = [CROSSING * _crossed(box, drawn) for box in options]
        best = int(np.argmin(np.add(covered, crossed)))
        taken.append(options[best])
        middles[node] = _middle(options[best])
        free[node] = covered[best] == 0.0
    return middles, free


def _circle(steps: FloatArray, groups: Sequence[str]) -> FloatArray:
    """Return the start: groups around a circle, and the node nearest to all others inside."""
    nodes = len(groups)
    order = [k for name in dict.fromkeys(groups) for k in range(nodes) if groups[k] == name]
    turn = np.empty(nodes)
    turn[order] = np.arange(nodes) * 2 * np.pi / max(nodes, 1)
    radius = max(1.2, nodes * CLOSEST / (2 * np.pi))
    start = radius * np.stack([np.cos(turn), np.sin(turn)], axis=1)
    start[int(np.argmin(steps.sum(axis=1)))] *= 0.02
    return start


def _pushed_apart(places: FloatArray) -> FloatArray:
    """Push nodes apart that stand too close for their labels, a little at a time."""
    found = places.copy()
    for _ in range(60):
        apart = found[:, None] - found[None, :]
        length = np.hypot(apart[..., 0], apart[..., 1])
        np.fill_diagonal(length, np.inf)
        short = np.maximum(CLOSEST - length, 0.0)
        if not short.any():
            break
        moved = apart / np.maximum(length, 1e-9)[..., None] * (short / 2)[..., None]
        found += np.nan_to_num(moved).sum(axis=1)
    return found - found.mean(axis=0) if len(found) else found


def _around(node: FloatArray, size: FloatArray, radius: float) -> list[tuple[float, float]]:
    """Return middles of places for a label, the best first."""
    x, y = float(node[0]), float(node[1])
    half, high = float(size[0]) / 2, float(size[1]) / 2
    found = []
    for gap in (3.0, 12.0, 24.0, 40.0):
        across, along = radius + gap + half, radius + gap + high
        level = radius + gap
        found += [
            (x + across, y), (x - across, y), (x, y - along), (x, y + along),
            (x + half + level / 2, y - along), (x - half - level / 2, y - along),
            (x + half + level / 2, y + along), (x - half - level / 2, y + along),
        ]  # fmt: skip
    return found


Box = tuple[float, float, float, float]


def _kept_in(middle: tuple[float, float], size: FloatArray, frame: tuple[float, float]) -> Box:
    half, high = float(size[0]) / 2, float(size[1]) / 2
    x = min(max(middle[0], half), max(frame[0] - half, half))
    y = min(max(middle[1], high), max(frame[1] - high, high))
    return x - half, y - high, x + half, y + high


def _covered(box: Box, taken: Sequence[Box]) -> float:
    """Return the area of a box that others cover."""
    return sum(
        max(0.0, min(box[2], one[2]) - max(box[0], one[0]))
        * max(0.0, min(box[3], one[3]) - max(box[1], one[1]))
        for one in taken
    )


def _crossed(box: Box, lines: FloatArray) -> int:
    """Return how many lines go through a box (by clipping them, Liang and Barsky)."""
    if not len(lines):
        return 0
    start, way = lines[:, :2], lines[:, 2:] - lines[:, :2]
    still = np.where(np.abs(way) < 1e-9, 1e-9, way)
    one = (np.array(box[:2]) - start) / still
    other = (np.array(box[2:]) - start) / still
    enters = np.minimum(one, other).max(axis=1)
    leaves = np.maximum(one, other).min(axis=1)
    return int(((enters <= leaves) & (leaves >= 0) & (enters <= 1)).sum())


def _middle(box: Box) -> tuple[float, float]:
    return (box[0] + box[2]) / 2, (box[1] + box[3]) / 2
