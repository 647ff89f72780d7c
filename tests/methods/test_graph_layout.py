"""Places of nodes and labels: near in the graph is near on paper, nothing is covered."""

import numpy as np
import pytest

from songi.errors import MethodError
from songi.methods.graph_layout import label_places, sector_layout
from songi.methods.networks import distances


def ring(nodes):
    graph = np.zeros((nodes, nodes))
    for k in range(nodes):
        graph[k, (k + 1) % nodes] = graph[(k + 1) % nodes, k] = 1.0
    return graph


def apart(places):
    return np.hypot(*(places[:, None] - places[None, :]).transpose(2, 0, 1))


def test_neighbours_stand_nearer_than_others_and_always_in_the_same_place():
    steps = distances(ring(8))
    found = sector_layout(steps, "aaaabbbb")
    assert np.array_equal(found, sector_layout(steps, "aaaabbbb"))
    length = apart(found)
    assert length[steps == 1].mean() < length[steps == 2].mean() < length[steps == 4].mean()
    assert np.corrcoef(length[steps > 0], steps[steps > 0])[0, 1] > 0.8


def test_the_node_that_is_nearest_to_all_stands_in_the_middle():
    star = np.zeros((7, 7))
    star[3, :] = star[:, 3] = 1.0
    star[3, 3] = 0.0
    found = sector_layout(distances(star), "aaabbbb")
    assert int(np.argmin(np.hypot(*found.T))) == 3


def test_nodes_without_a_way_are_placed_and_none_stands_on_another():
    found = sector_layout(distances(np.zeros((12, 12))), "ab" * 6)
    length = apart(found)
    np.fill_diagonal(length, np.inf)
    assert length.min() > 0.6
    assert sector_layout(np.zeros((1, 1)), "a").tolist() == [[0.0, 0.0]]


def test_labels_of_a_crowd_cover_neither_nodes_nor_each_other():
    nodes = np.array([[100.0 + 45 * (k % 4), 60.0 + 40 * (k // 4)] for k in range(12)])
    sizes = np.tile([40.0, 12.0], (12, 1))
    middles, free = label_places(nodes, sizes, 5.0, (400.0, 300.0))
    assert free.all()
    for k in range(12):
        assert (np.abs(middles[k] - nodes) >= [20, 6]).any(axis=1).all()
        others = np.delete(middles, k, axis=0)
        assert (
            (
                (np.abs(middles[k] - others) >= [40, 12])
                | np.isclose(np.abs(middles[k] - others), [40, 12])
            )
            .any(axis=1)
            .all()
        )


def test_a_label_stays_within_the_frame_and_clear_of_lines():
    middles, _ = label_places([[95.0, 50.0]], [[30.0, 10.0]], 4.0, (100.0, 100.0))
    assert 15 <= middles[0, 0] <= 85
    line = [[50.0, 50.0, 90.0, 50.0]]
    middles, _ = label_places([[50.0, 50.0]], [[30.0, 10.0]], 4.0, (200.0, 200.0), (), line)
    assert middles[0, 0] < 50


def test_crowded_labels_say_so():
    nodes = np.full((40, 2), 50.0)
    assert not label_places(nodes, np.tile([60.0, 30.0], (40, 1)), 4.0, (100.0, 100.0))[1].all()


@pytest.mark.parametrize("wrong", [[[0.0, np.nan], [1.0, 0.0]], [[0.0]], [[0, -1], [-1, 0]]])
def test_distances_that_are_none_are_refused(wrong):
    with pytest.raises(MethodError, match="distances must be"):
        sector_layout(wrong, "ab")


def test_labels_need_a_size_each():
    with pytest.raises(MethodError, match="anchors and sizes"):
        label_places([[0.0, 0.0]], [[1.0, 1.0], [1.0, 1.0]], 1.0, (9.0, 9.0))
