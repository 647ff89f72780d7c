from itertools import combinations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from methods.assignment.allocations import hang_together, seeds
from songi.errors import MethodError
from songi.methods.assignment.bundles import connected_bundles


@given(seed=seeds, size=st.integers(1, 4))
def test_every_connected_set_within_the_area_and_no_other(seed, size):
    generator = np.random.default_rng(seed)
    area = generator.integers(1, 9, 7).astype(float)
    edges = np.array([pair for pair in combinations(range(7), 2) if generator.random() < 0.3])
    edges = edges.reshape(-1, 2)
    most = float(generator.integers(4, 25))
    wanted = [
        parcels
        for count in range(1, size + 1)
        for parcels in combinations(range(7), count)
        if count == 1 or (area[[*parcels]].sum() <= most and hang_together(parcels, edges))
    ]
    assert connected_bundles(area, edges, size=size, most=most) == wanted


def test_gives_up_beyond_the_limit():
    complete = np.array(list(combinations(range(12), 2)))
    with pytest.raises(MethodError, match="more than 200 bundles of up to 4 adjoining parcels"):
        connected_bundles(np.ones(12), complete, size=4, at_most=200)
    assert len(connected_bundles(np.ones(12), complete, size=2, at_most=200)) == 78
