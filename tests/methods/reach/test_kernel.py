"""What lies within a distance, against distances one by one."""

import numpy as np
import pytest

from songi.errors import MethodError
from songi.methods.geodesy import great_circle_km, unit_vectors
from songi.methods.reach import amount_within_km


def test_what_lies_within_a_distance_of_moving_positions(generator):
    origins, points = (
        generator.uniform([37, 127], [37.3, 127.3], (9, 2)),
        generator.uniform([36, 126], [39, 129], (200, 2)),
    )
    amounts, radius = generator.uniform(0, 9, 200), generator.uniform(0, 90, (9, 3))
    distance = great_circle_km(origins[:, :1], origins[:, 1:], points[:, 0], points[:, 1])
    expected = [[amounts[distance[d] <= r].sum() for r in radius[d]] for d in range(9)]
    found = amount_within_km(unit_vectors(*origins.T), radius, unit_vectors(*points.T), amounts)
    assert found == pytest.approx(np.array(expected))


def test_nothing_lies_nowhere():
    assert amount_within_km(np.zeros((0, 3)), np.zeros((0, 2)), np.zeros((4, 3)), np.ones(4)).shape
    assert amount_within_km([[1.0, 0, 0]], [[5.0]], np.zeros((0, 3)), []).tolist() == [[0.0]]


def test_shapes_and_distances_that_make_no_sense_are_refused():
    with pytest.raises(MethodError, match="must not be negative"):
        amount_within_km([[1.0, 0, 0]], [[-5.0]], [[1.0, 0, 0]], [1.0])
    with pytest.raises(MethodError, match="of one length"):
        amount_within_km([[1.0, 0, 0]], [[5.0]], [[1.0, 0, 0]], [1.0, 2.0])
