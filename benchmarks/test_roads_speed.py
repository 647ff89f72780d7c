"""Shortest times on a million nodes beside SciPy; a city's file to a matrix; shared beds."""

import time
from pathlib import Path

import numpy as np
import pytest

from songi.importers.osm import read_roads
from songi.methods.catchment import floating_catchment, step_weights
from songi.methods.routing import largest_component, network_of, shortest_times

SIDE, SOURCES, TARGETS = 1000, 100, 10_000
PBF = Path(__file__).parents[2] / "shared/data/raw/roads/porto_alegre/poa_osm.pbf"


def grid(generator):
    """Streets both ways between the neighbours of a grid, 3 to 30 seconds each."""
    at = np.arange(SIDE * SIDE).reshape(SIDE, SIDE)
    one = np.concatenate([at[:, :-1].ravel(), at[:-1].ravel()])
    other = np.concatenate([at[:, 1:].ravel(), at[1:].ravel()])
    tails, heads = np.concatenate([one, other]), np.concatenate([other, one])
    return network_of(tails, heads, generator.integers(30, 300, len(tails)) / 600, SIDE * SIDE)


def cpu(function):
    start = time.process_time()
    result = function()
    return time.process_time() - start, result


@pytest.mark.slow
def test_a_matrix_on_a_million_nodes_takes_at_most_half_of_scipys_time(report):
    generator = np.random.default_rng(6)
    network = grid(generator)
    sources = generator.integers(0, SIDE * SIDE, SOURCES)
    targets = generator.integers(0, SIDE * SIDE, TARGETS)
    shortest_times(network, sources[:1], targets)
    ours, found = cpu(lambda: shortest_times(network, sources, targets))
    theirs, expected = cpu(lambda: shortest_times(network, sources, targets, engine="scipy"))
    report(f"100 x 10,000 on a million nodes: {ours:.1f} s; SciPy {theirs:.1f} s")
    assert np.array_equal(found, expected)
    assert ours * 2 <= theirs


def test_porto_alegre_from_file_to_matrix(report):
    if not PBF.exists():
        pytest.skip("the file of Porto Alegre is not at hand")
    content = PBF.read_bytes()

    def matrix():
        file = read_roads(content)
        network = network_of(file.tails, file.heads, file.minutes, file.nodes)
        inside = np.flatnonzero(largest_component(network).inside)
        return shortest_times(network, inside[::300], inside[::20])

    seconds, times = cpu(matrix)
    report(f"Porto Alegre, pbf to {times.shape[0]} x {times.shape[1]}: {seconds:.1f} s")
    assert np.isfinite(times).all()
    assert seconds < 30


def test_shared_beds_of_a_country(best_seconds, report):
    generator = np.random.default_rng(6)
    minutes = generator.uniform(0, 300, (3512, 400))
    people, beds = generator.uniform(0, 30_000, 3512), generator.uniform(30, 2000, 400)
    seconds = best_seconds(lambda: floating_catchment(step_weights(minutes), people, beds), 3)
    report(f"E2SFCA of 3,512 x 400: {seconds:.3f} s")
    assert seconds < 2
