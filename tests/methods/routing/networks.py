"""Made-up road networks, and a plain heap as the twin of the compiled queue."""

import heapq
import math

import numpy as np

from songi.methods.routing import network_of


def random_network(generator, nodes, links, longest=3.0):
    """A directed network with parallel links, loops, islands and one-way traps."""
    tails, heads = generator.integers(0, nodes, (2, links))
    return tails, heads, generator.uniform(0.001, longest, links), nodes


def grid_network(generator, side):
    """Streets both ways between the neighbours of a square grid, 3 to 30 seconds each."""
    at = np.arange(side * side).reshape(side, side)
    one = np.concatenate([at[:, :-1].ravel(), at[:-1].ravel()])
    other = np.concatenate([at[:, 1:].ravel(), at[1:].ravel()])
    tails, heads = np.concatenate([one, other]), np.concatenate([other, one])
    return network_of(tails, heads, generator.integers(30, 300, len(tails)) / 600, side * side)


def heap_times(tails, heads, minutes, nodes, source):
    """Shortest times by a plain heap, on whole tenths of a second."""
    onward = {}
    for tail, head, time in zip(tails, heads, minutes, strict=True):
        onward.setdefault(int(tail), []).append((int(head), max(round(time * 600), 1)))
    best, waiting = {source: 0}, [(0, source)]
    while waiting:
        at, node = heapq.heappop(waiting)
        if at > best[node]:
            continue
        for head, tenths in onward.get(node, ()):
            if at + tenths < best.get(head, math.inf):
                best[head] = at + tenths
                heapq.heappush(waiting, (at + tenths, head))
    return np.array([best.get(node, math.inf) / 600 for node in range(nodes)])
