"""Webs of actors beside networkx, published betweenness, and small graphs worked by hand."""

import json
from itertools import permutations
from pathlib import Path

import networkx as nx
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from songi.errors import MethodError
from songi.methods import networks

CASES = Path(__file__).parents[1] / "cases" / "networks"


def matrix(nodes, ties):
    found = np.zeros((nodes, nodes))
    for one, other in ties:
        found[one, other] = found[other, one] = 1.0
    return found


def case(name):
    told = json.loads((CASES / f"{name}.json").read_text("utf-8"))
    return told, matrix(len(told["nodes"]), told["ties"])


@st.composite
def graphs(draw):
    nodes = draw(st.integers(1, 9))
    pairs = [(i, j) for i in range(nodes) for j in range(i)]
    chosen = draw(st.lists(st.sampled_from(pairs), unique=True)) if pairs else []
    return matrix(nodes, chosen)


STAR = matrix(5, [(0, k) for k in range(1, 5)])


def test_the_kite_has_the_betweenness_that_krackhardt_printed():
    told, kite = case("krackhardt_kite_1990")
    found = networks.betweenness(kite, normalised=True)
    assert found == pytest.approx(told["expected"]["betweenness"], abs=told["atol"])
    assert told["nodes"][int(np.argmax(found))] == "Heather"


def test_the_florentine_families_have_the_betweenness_that_jackson_printed():
    told, families = case("florentine_families_1993")
    found = dict(zip(told["nodes"], networks.betweenness(families, normalised=True), strict=True))
    for name, share in told["expected"]["betweenness"].items():
        assert found[name] == pytest.approx(share, abs=told["atol"])


@settings(max_examples=25)
@given(graphs())
def test_any_graph_measures_as_networkx_says(adjacency):
    graph = nx.from_numpy_array(adjacency)
    between = nx.betweenness_centrality(graph, normalized=False)
    assert networks.betweenness(adjacency) == pytest.approx([*between.values()])
    holes = networks.structural_holes(adjacency)
    constraint, size = nx.constraint(graph), nx.effective_size(graph)
    assert holes.constraint == pytest.approx([*constraint.values()], nan_ok=True)
    assert holes.effective_size == pytest.approx([*size.values()], nan_ok=True)
    apart = networks.fragmentation(adjacency)
    assert float(apart.components) == nx.number_connected_components(graph)
    if len(graph) > 1:
        assert float(apart.distance) == pytest.approx(1 - nx.global_efficiency(graph))


@settings(max_examples=15)
@given(graphs())
def test_loss_and_gain_are_what_the_changed_graph_shows(adjacency):
    nodes = len(adjacency)
    loss, gain = networks.loss_of(adjacency), networks.gain_of(adjacency)

    def reach(graph, among):
        steps = networks.distances(graph)[np.ix_(among, among)]
        near = np.divide(1.0, steps, out=np.zeros_like(steps), where=steps > 0)
        return (np.isfinite(steps).sum() - len(among)) / 2, near.sum() / 2

    for node in range(nodes):
        others = [k for k in range(nodes) if k != node]
        without = adjacency.copy()
        without[node] = without[:, node] = 0.0
        before, after = reach(adjacency, others), reach(without, others)
        assert loss.pairs[node] == pytest.approx(before[0] - after[0])
        assert loss.efficiency[node] == pytest.approx(before[1] - after[1])
    everybody = [*range(nodes)]
    for one, other in [(0, nodes - 1)] * (nodes > 1):
        more = adjacency.copy()
        more[one, other] = more[other, one] = 1.0
        before, after = reach(adjacency, everybody), reach(more, everybody)
        assert gain.pairs[one, other] == pytest.approx(after[0] - before[0])
        assert gain.efficiency[one, other] == pytest.approx(after[1] - before[1])
    assert np.array_equal(gain.efficiency, gain.efficiency.T)


def brokers_by_hand(adjacency, groups):
    """Count open ways one by one, as the definition reads."""
    found = np.zeros((len(groups), 5))
    for i, v, j in permutations(range(len(groups)), 3):
        if adjacency[i, v] and adjacency[v, j] and not adjacency[i, j]:
            a, b, c = groups[i], groups[v], groups[j]
            kind = (
                0 if a == b == c else 1 if a == c else 2 if b == c else 3 if a == b else 4
            )  # fmt: skip
            found[v, kind] += 1
    return found


@settings(max_examples=20)
@given(graphs(), st.booleans(), st.data())
def test_brokerage_counts_open_ways_by_groups(adjacency, directed, data):
    graph = np.triu(adjacency) if directed else adjacency
    groups = data.draw(st.lists(st.sampled_from("abc"), min_size=len(graph), max_size=len(graph)))
    found = networks.brokerage(graph, groups)
    assert np.array_equal(found, brokers_by_hand(graph, groups))
    if not directed:
        assert np.array_equal(found[:, 2], found[:, 3])


def test_a_star_hangs_on_its_middle():
    assert networks.betweenness(STAR, normalised=True).tolist() == [1.0, 0, 0, 0, 0]
    assert networks.loss_of(STAR).pairs.tolist() == [6.0, 0, 0, 0, 0]
    assert networks.structural_holes(STAR).constraint.tolist() == [0.25, 1, 1, 1, 1]
    apart = networks.fragmentation(STAR)
    assert (float(apart.pairs), float(apart.components)) == (0.0, 1.0)
    # Four pairs at distance one, six at two: closeness (4 + 3) / 10.
    assert float(apart.distance) == pytest.approx(0.3)


def test_absent_nodes_count_for_nothing():
    graph, there = matrix(4, [(0, 1)]), [1, 1, 1, 0]
    apart = networks.fragmentation(graph, there)
    assert float(apart.pairs) == pytest.approx(2 / 3)
    assert (float(apart.components), float(apart.largest)) == (2.0, pytest.approx(2 / 3))
    with pytest.raises(MethodError, match="absent has ties"):
        networks.fragmentation(graph, [1, 0, 1, 1])


def test_a_stack_of_graphs_is_measured_one_by_one():
    stack = np.stack([STAR, matrix(5, [(0, 1), (2, 3)]), np.zeros((5, 5))])
    for measure in (networks.betweenness, networks.loss_of, networks.gain_of,
                    networks.fragmentation, networks.structural_holes):  # fmt: skip
        whole = measure(stack)
        parts = [measure(one) for one in stack]
        for k, part in enumerate(parts):
            for one, other in zip(np.atleast_1d(part), _at(whole, k), strict=True):
                assert np.asarray(one) == pytest.approx(np.asarray(other), nan_ok=True)


def _at(found, k):
    return [one[k] for one in found] if isinstance(found, tuple) else found[k]


@pytest.mark.parametrize(
    ("wrong", "told"),
    [
        (np.zeros((2, 3)), "must have the shape"),
        (np.full((2, 2), 0.5), "must be 0 or 1"),
        (np.eye(2), "tied to itself"),
        (np.array([[0.0, 1.0], [0.0, 0.0]]), "not symmetric"),
        (np.full((2, 2), np.nan), "NaN"),
    ],
)
def test_what_is_no_graph_is_refused(wrong, told):
    with pytest.raises(MethodError, match=told):
        networks.betweenness(wrong)


def test_groups_name_every_node():
    with pytest.raises(MethodError, match="groups must name 5 nodes"):
        networks.brokerage(STAR, ["a"])
