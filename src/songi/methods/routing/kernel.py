"""Dial's bucket queue, compiled.

All that is compiled stands in this one file: numba's cache notices a change of the file that a
function stands in, and of no other.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from songi.methods.compiled import compiled

UNREACHED = 2**31 - 1
"""Distance of a node that was not reached."""

DISTANCE, NEXT, PREVIOUS = 0, 1, 2
"""What stands of each node side by side, so that one look into memory gets all of it."""

Whole = NDArray[np.int32]


@compiled
def settle_from(  # noqa: PLR0912, PLR0915 - calls inside would cost what the queue saves
    source: int,
    starts: NDArray[np.int64],
    links: Whole,
    wanted: NDArray[np.bool_],
    missing: int,
    limit: int,
    state: Whole,
    first: Whole,
) -> int:
    """Settle nodes in order of distance until enough wanted ones are, or the limit is passed.

    A circle of buckets holds the nodes that are reached and not settled, each in the bucket of its
    distance: a doubly linked list through `state`.

    Args:
        source: node to start from.
        starts: `[nodes + 1]`, where each node's links begin.
        links: `[links, 2]`, head and tenths of a second of each link.
        wanted: `[nodes]`, nodes that count for stopping.
        missing: how many of them are enough; 0 settles everything.
        limit: greatest distance to settle.
        state: `[nodes, 4]`, distance (`UNREACHED` at first), next and previous node.
        first: `[buckets]`, one more than the longest link takes tenths, filled with -1.

    Returns:
        The distance up to which distances are final; beyond it they are not.
    """
    buckets = len(first)
    stops = missing > 0
    state[source, DISTANCE] = 0
    state[source, NEXT] = -1
    state[source, PREVIOUS] = -1
    first[0] = source
    waiting = 1
    at = 0
    slot = 0
    while waiting and at <= limit:
        node = first[slot]
        while node >= 0:
            after = state[node, NEXT]
            first[slot] = after
            if after >= 0:
                state[after, PREVIOUS] = -1
            waiting -= 1
            if stops and wanted[node]:
                missing -= 1
                if missing == 0:
                    return at
            for k in range(starts[node], starts[node + 1]):
                head = links[k, 0]
                reached = at + links[k, 1]
                known = state[head, DISTANCE]
                if reached >= known:
                    continue
                if known == UNREACHED:
                    waiting += 1
                else:
                    behind, before = state[head, NEXT], state[head, PREVIOUS]
                    if behind >= 0:
                        state[behind, PREVIOUS] = before
                    if before >= 0:
                        state[before, NEXT] = behind
                    else:
                        first[known % buckets] = behind
                place = slot + links[k, 1]
                if place >= buckets:
                    place -= buckets
                following = first[place]
                if following >= 0:
                    state[following, PREVIOUS] = head
                state[head, DISTANCE] = reached
                state[head, NEXT] = following
                state[head, PREVIOUS] = -1
                first[place] = head
            node = first[slot]
        at += 1
        slot += 1
        if slot == buckets:
            slot = 0
    return at - 1
