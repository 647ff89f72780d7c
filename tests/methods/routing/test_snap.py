import numpy as np
import pytest

from songi.errors import MethodError
from songi.methods.geodesy import great_circle_km
from songi.methods.routing import snap_to_nodes


def test_the_nearest_node_by_great_circle(generator):
    nodes = generator.uniform([36, 126], [38, 128], (300, 2))
    here = generator.uniform([36, 126], [38, 128], (40, 2))
    distance = great_circle_km(here[:, :1], here[:, 1:], nodes[:, 0], nodes[:, 1])
    found = snap_to_nodes(*here.T, *nodes.T)
    assert np.array_equal(found.node, distance.argmin(axis=1))
    assert found.gap_km == pytest.approx(distance.min(axis=1))


def test_too_far_is_marked_and_its_distance_told():
    found = snap_to_nodes([37.0, 38.0], [127, 127], [37.0], [127.001], limit_km=1)
    assert found.node.tolist() == [0, -1]
    assert found.gap_km == pytest.approx([0.0888, 111.19], rel=1e-3)


def test_only_usable_nodes_are_taken():
    usable = np.array([False, True])
    found = snap_to_nodes([37.0], [127.0], [37.0, 37.5], [127.0, 127.0], usable=usable)
    assert found.node.tolist() == [1]


def test_across_the_date_line():
    assert snap_to_nodes([0.0], [179.9], [0.0, 0.0], [170.0, -179.9]).node.tolist() == [1]


@pytest.mark.parametrize(
    ("given", "told"),
    [
        (([91], [0], [0], [0]), "between -90 and 90"),
        (([0], [0], [], []), "no node to join"),
        (([np.nan], [0], [0], [0]), "NaN"),
    ],
)
def test_positions_that_make_no_sense_are_refused(given, told):
    with pytest.raises(MethodError, match=told):
        snap_to_nodes(*given)


def test_a_negative_limit_is_refused():
    with pytest.raises(MethodError, match="limit_km"):
        snap_to_nodes([0], [0], [0], [0], limit_km=-1)
