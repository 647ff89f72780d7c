"""The bucket queue against SciPy's Dijkstra and against a plain heap."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from methods.routing.networks import grid_network, heap_times, random_network
from songi.errors import MethodError
from songi.methods.routing import (
    isochrone,
    largest_component,
    nearest_k,
    network_of,
    shortest_times,
)


@settings(max_examples=25, deadline=None)
@given(st.integers(0, 2**32 - 1), st.integers(1, 30), st.integers(0, 90))
def test_three_ways_agree_to_the_bit(seed, nodes, links):
    generator = np.random.default_rng(seed)
    listed = random_network(generator, nodes, links)
    network, sources = network_of(*listed), np.arange(min(nodes, 3))
    found = shortest_times(network, sources)
    assert np.array_equal(found, shortest_times(network, sources, engine="scipy"))
    for source in sources:
        assert np.array_equal(found[source], heap_times(*listed, source))


@settings(max_examples=25, deadline=None)
@given(st.integers(0, 2**32 - 1), st.floats(0, 8))
def test_targets_and_limits_only_leave_out(seed, limit):
    generator = np.random.default_rng(seed)
    network = network_of(*random_network(generator, 25, 60))
    targets = generator.integers(0, 25, 6)
    whole = shortest_times(network, [3, 4])
    assert np.array_equal(shortest_times(network, [3, 4], targets), whole[:, targets])
    expected = np.where(whole[:, targets] <= limit, whole[:, targets], np.inf)
    for engine in ("bucket", "scipy"):
        found = shortest_times(network, [3, 4], targets, limit=limit, engine=engine)
        assert np.array_equal(found, expected)


def test_times_obey_the_triangle(generator):
    network = network_of(*random_network(generator, 40, 200))
    times = shortest_times(network, np.arange(40))
    through = (times[:, :, None] + times[None]).min(axis=1)
    assert np.all(times <= through + 1e-9)


def test_one_way_streets_and_islands():
    network = network_of([0, 1, 3], [1, 2, 4], [1.0, 2.0, 1.0], 5)
    times = shortest_times(network, [0, 2])
    assert times[0].tolist() == [0, 1, 3, np.inf, np.inf]
    assert times[1].tolist() == [np.inf, np.inf, 0, np.inf, np.inf]


def test_the_nearest_few(generator):
    network = grid_network(generator, 8)
    targets = np.array([5, 60, 22, 22, 37])
    times = shortest_times(network, [0, 63], targets)
    found = nearest_k(network, [0, 63], targets, 3)
    for row in range(2):
        order = np.argsort(times[row], kind="stable")[:3]
        assert found.target[row].tolist() == order.tolist()
        assert found.minutes[row].tolist() == times[row][order].tolist()


def test_fewer_than_k_are_marked():
    network = network_of([0], [1], [1.0], 3)
    found = nearest_k(network, [0, 2], [1, 0], 3)
    assert found.minutes.tolist() == [[0, 1, np.inf], [np.inf] * 3]
    assert found.target.tolist() == [[1, 0, -1], [-1, -1, -1]]
    assert nearest_k(network, [0], [1], 1, limit=0.5).target.tolist() == [[-1]]


def test_isochrones_are_steps_of_the_times(generator):
    network = grid_network(generator, 12)
    times = shortest_times(network, [70])[0]
    found = isochrone(network, 70, [0.5, 1, 2])
    for node, time in enumerate(times):
        expected = next((k for k, limit in enumerate([0.5, 1, 2]) if time <= limit), -1)
        assert found[node] == expected


def test_a_whole_limit_is_kept_to_the_tenth():
    network = network_of([0, 1], [1, 2], [0.7, 0.3], 3)
    assert isochrone(network, 0, [1.0]).tolist() == [0, 0, 0]


def test_inside_the_largest_component_all_reach_each_other(generator):
    network = network_of(*random_network(generator, 60, 110))
    inside = np.flatnonzero(largest_component(network).inside)
    assert np.isfinite(shortest_times(network, inside, inside)).all()


@pytest.mark.parametrize(
    ("given", "told"),
    [
        ({"sources": [9]}, "sources must be nodes, 0 to 1"),
        ({"sources": [0], "targets": [-1]}, "targets must be nodes"),
        ({"sources": [0.5]}, "whole numbers"),
        ({"sources": [0], "limit": -1}, "limit must not be negative"),
        ({"sources": [0], "limit": np.nan}, "limit must not be negative"),
        ({"sources": [0], "engine": "fast"}, "engine is 'fast'"),
    ],
)
def test_what_makes_no_sense_is_refused(given, told):
    network = network_of([0], [1], [1.0], 2)
    with pytest.raises(MethodError, match=told):
        shortest_times(network, **given)


def test_limits_and_numbers_that_make_no_sense_are_refused():
    network = network_of([0], [1], [1.0], 2)
    with pytest.raises(MethodError, match="limits must rise"):
        isochrone(network, 0, [2, 1])
    with pytest.raises(MethodError, match="at least 1"):
        nearest_k(network, [0], [1], 0)
