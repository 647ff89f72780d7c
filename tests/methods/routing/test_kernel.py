"""The queue stops where it is told to."""

import numpy as np

from songi.methods.routing import network_of
from songi.methods.routing.kernel import DISTANCE, UNREACHED, settle_from


def settled(limit, enough):
    network = network_of([0, 1, 2], [1, 2, 3], [1.0, 1.0, 1.0], 4)
    state = np.full((4, 4), UNREACHED, dtype=np.int32)
    wanted = np.array([False, True, False, True])
    first = np.full(601, -1, dtype=np.int32)
    final = settle_from(0, network.starts, network.links, wanted, enough, limit, state, first)
    return final, state[:, DISTANCE].tolist()


def test_it_stops_at_enough_nodes_at_the_limit_or_at_the_end():
    assert settled(10_000, 0)[1] == [0, 600, 1200, 1800]
    assert settled(10_000, 1)[0] == 600
    assert settled(10_000, 1)[1][3] == UNREACHED
    assert settled(700, 0)[0] == 700
