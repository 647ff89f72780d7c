import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from songi.errors import MethodError
from songi.methods.mcda import CriteriaTree, aggregate_node, aggregate_tree, global_weights

NAMES = ("whole", "place", "firms", "land", "access", "count", "growth")
PARENTS = (None, "whole", "whole", "place", "place", "firms", "firms")
TREE = CriteriaTree(NAMES, PARENTS)
WEIGHTS = np.array([1.0, 0.6, 0.4, 0.25, 0.75, 0.5, 0.5])
SCORES = np.array([[0.2, 1.0, 0.4, 0.6], [0.9, 0.0, 0.5, 0.5]])


@st.composite
def trees(draw):
    """A random tree with local weights over draws and leaf scores."""
    size = draw(st.integers(2, 9))
    parents = [None, *(f"c{draw(st.integers(0, k - 1))}" for k in range(1, size))]
    kinds = tuple(draw(st.sampled_from(["arithmetic", "geometric"])) for _ in range(size))
    shuffle = draw(st.permutations(range(size)))
    tree = CriteriaTree(tuple(f"c{k}" for k in shuffle), tuple(parents[k] for k in shuffle), kinds)
    generator = np.random.default_rng(draw(st.integers(0, 10**6)))
    weights = np.ones((3, size))
    for node in range(size):
        children = list(tree.children(node))
        if children:
            weights[:, children] = generator.dirichlet(np.ones(len(children)), 3)
    return tree, weights, generator.random((3, 4, len(tree.leaves)))


def test_leaves_children_and_root():
    assert TREE.root == 0
    assert TREE.leaves == (3, 4, 5, 6)
    assert TREE.children(1) == (3, 4)
    assert TREE.parent(5) == 2
    assert TREE.parent(0) is None
    order = TREE.bottom_up()
    assert all(order.index(child) < order.index(TREE.parent(child)) for child in range(1, 7))


def test_arithmetic_by_hand():
    nodes = aggregate_tree(TREE, SCORES, WEIGHTS)
    np.testing.assert_allclose(nodes[0], [0.68, 0.8, 0.5, 0.2, 1.0, 0.4, 0.6])
    np.testing.assert_allclose(nodes[1, 0], 0.6 * 0.225 + 0.4 * 0.5)


def test_geometric_by_hand():
    tree = CriteriaTree(("all", "a", "b"), (None, "all", "all"), ("geometric",) * 3)
    nodes = aggregate_tree(tree, [[0.25, 1.0], [0.0, 1.0]], [1, 0.5, 0.5])
    assert nodes[:, 0].tolist() == [0.5, 0.0]


def test_zero_score_with_zero_weight_does_not_count():
    tree = CriteriaTree(("all", "a", "b"), (None, "all", "all"), ("geometric",) * 3)
    assert aggregate_tree(tree, [[0.0, 0.7]], [1, 0, 1])[0, 0] == 0.7


@given(trees())
def test_draws_equal_a_loop(problem):
    tree, weights, scores = problem
    nodes = aggregate_tree(tree, scores, weights)
    for draw in range(3):
        np.testing.assert_allclose(
            nodes[draw], aggregate_tree(tree, scores[draw], weights[draw]), rtol=1e-13
        )


@given(trees())
def test_every_score_lies_between_those_of_the_children(problem):
    tree, weights, scores = problem
    nodes = aggregate_tree(tree, scores, weights)
    for node in range(len(tree.names)):
        children = list(tree.children(node))
        if children:
            below = nodes[..., children]
            assert (nodes[..., node] >= below.min(axis=-1) - 1e-12).all()
            assert (nodes[..., node] <= below.max(axis=-1) + 1e-12).all()


@given(trees())
def test_global_weights_sum_to_one_and_give_the_whole(problem):
    tree, weights, scores = problem
    leaves = global_weights(tree, weights)
    np.testing.assert_allclose(leaves.sum(axis=-1), 1, rtol=1e-12)
    additive = CriteriaTree(tree.names, tree.parents)
    whole = aggregate_tree(additive, scores, weights)[..., tree.root]
    np.testing.assert_allclose(whole, np.einsum("dnl,dl->dn", scores, leaves), rtol=1e-12)


@given(made=trees(), position=st.integers(0, 8))
def test_headings_above_a_changed_leaf_are_brought_up_to_date(made, position):
    tree, weights, scores = made
    nodes = aggregate_tree(tree, scores, weights)
    changed = scores.copy()
    leaf = tree.leaves[position % len(tree.leaves)]
    changed[..., position % len(tree.leaves)] *= 0.5
    nodes[..., leaf] = changed[..., position % len(tree.leaves)]
    above = tree.parent(leaf)
    while above is not None:
        nodes[..., above] = aggregate_node(tree, above, nodes, weights)
        above = tree.parent(above)
    assert nodes.tobytes() == aggregate_tree(tree, changed, weights).tobytes()


@pytest.mark.parametrize(
    ("names", "parents", "told"),
    [
        (("a", "b", "c"), (None, "c", "b"), "go round in a cycle: b, c"),
        (("a", "b"), (None, "z"), "no node of the tree: z"),
        (("a", "b", "a"), (None, "a", "b"), "more than once: a"),
        (("a", "b"), (None, None), r"one root .*\['a', 'b'\]"),
        (("a", "b"), ("b", "a"), r"one root .*\[\]"),
        (("a", "b"), (None,), "as many parents"),
    ],
)
def test_what_is_no_tree_is_refused(names, parents, told):
    with pytest.raises(MethodError, match=told):
        CriteriaTree(names, parents)


def test_unknown_aggregation_lists_the_valid_ones():
    with pytest.raises(MethodError, match="'harmonic'; it must be one of arithmetic, geometric"):
        CriteriaTree(("a",), (None,), ("harmonic",))


def test_weights_of_siblings_must_sum_to_one():
    wrong = WEIGHTS.copy()
    wrong[3] = 0.35
    with pytest.raises(MethodError, match=r"children of 'place' must sum to one; they sum to 1.1"):
        aggregate_tree(TREE, SCORES, wrong)


def test_negative_scores_have_no_geometric_mean():
    tree = CriteriaTree(("all", "a", "b"), (None, "all", "all"), ("geometric",) * 3)
    with pytest.raises(MethodError, match=r"'all' is geometric: .* not be negative: 1 wrong"):
        aggregate_tree(tree, [[-0.1, 0.4]], [1, 0.5, 0.5])


def test_leaves_must_fit():
    with pytest.raises(MethodError, match=r"\[..., alternatives, 4\].*it has \[2, 3\]"):
        aggregate_tree(TREE, SCORES[:, :3], WEIGHTS)
    with pytest.raises(MethodError, match=r"local_weights must have the shape \[..., 7\]"):
        global_weights(TREE, WEIGHTS[:5])
