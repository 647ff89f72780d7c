"""Scores and ranks against numbers worked by hand and against the methods called directly."""

import numpy as np
import pytest

from contest import METHOD, METHODS, leaf, write_flat_contest
from evaluation import bytes_of, evaluate
from songi.measures.ranking import MAIN_METHOD
from songi.methods import mcda

RANKING = ["criterion_scores", "node_scores", "overall_scores", "ranks", "criterion_weights"]

VALUES = {
    "a": {"x": "10", "y": "300"},
    "b": {"x": "20", "y": "100"},
    "c": {"x": "40", "y": "200"},
}

LEAVES = [
    leaf("x", "x", weight="3", direction="benefit"),
    leaf("y", "y", weight="1", direction="cost"),
]


@pytest.fixture(scope="module")
def by_hand(tmp_path_factory):
    folder = write_flat_contest(tmp_path_factory.mktemp("hand") / "s", VALUES, leaves=LEAVES)
    return evaluate(folder, 2, RANKING)


def test_scores_are_worked_by_hand(by_hand):
    scores = by_hand["criterion_scores"].isel(draw=0).transpose("bid", "criterion").values
    assert np.allclose(scores, [[0, 0], [1 / 3, 1], [1, 0.5]])


def test_the_weighted_sum_is_worked_by_hand(by_hand):
    overall = by_hand["overall_scores"].sel({METHOD: "weighted_sum", "draw": 0})
    assert np.allclose(overall.transpose("bid"), [0, 0.5, 0.875])
    ranks = by_hand["ranks"].sel({METHOD: "weighted_sum", "draw": 0})
    assert ranks.values.tolist() == [3.0, 2.0, 1.0]


def test_vikor_is_worked_by_hand(by_hand):
    """S = .75 + .25, .5, .125; R = .75, .5, .125; Q with v = 0.5; the measure gives 1 - Q."""
    s, r = np.array([1.0, 0.5, 0.125]), np.array([0.75, 0.5, 0.125])
    q = 0.5 * (s - 0.125) / 0.875 + 0.5 * (r - 0.125) / 0.625
    found = by_hand["overall_scores"].sel({METHOD: "vikor", "draw": 0})
    assert np.allclose(found.transpose("bid"), 1 - q)


def test_promethee_with_the_usual_preference_is_worked_by_hand(by_hand):
    """Net flow: c beats both on x; on y b beats c beats a."""
    found = by_hand["overall_scores"].sel({METHOD: "promethee", "draw": 0})
    assert np.allclose(found.transpose("bid"), [-1.0, 0.25, 0.75])


def test_every_method_is_that_of_the_library_called_directly(contest_values):
    axes = ("draw", "bid", "criterion")
    leaves = ["l1", "l2", "l3"]
    values = contest_values["bid_values"].sel(criterion=leaves).transpose(*axes).values
    weights = contest_values["criterion_weights"].sel(criterion=leaves).values
    signs = np.array([1.0, -1.0, 1.0])
    scaled = mcda.normalise(values, signs)
    places = mcda.normalise(values, signs, method="rank") * 2 + 1
    expected = {
        "weighted_sum": mcda.weighted_sum(scaled, weights, np.ones(3)),
        "topsis": mcda.topsis(values, weights, signs),
        "vikor": 1 - mcda.vikor(values, weights, signs).q,
        "promethee": mcda.promethee(scaled, weights, np.ones(3), preference="usual").net,
        "weighted_product": np.prod(
            (places / places.max(axis=1, keepdims=True)) ** weights[:, None, :], axis=-1
        ),
    }
    found = contest_values["overall_scores"].transpose(METHOD, "draw", "bid")
    assert found[METHOD].values.tolist() == list(METHODS)
    for method, scores in expected.items():
        assert np.allclose(found.sel({METHOD: method}), scores, rtol=1e-12, atol=1e-12), method


@pytest.mark.parametrize(
    ("preference", "parameters"),
    [("usual", {}), ("v_shape", {"threshold": 0.2}),
     ("linear", {"indifference": 0.1, "threshold": 0.2}), ("gaussian", {"gaussian": 0.2})],
)  # fmt: skip
def test_promethees_preference_is_an_option(tmp_path, preference, parameters):
    options = f'{{preference = "{preference}", preference_share = 0.2}}'
    folder = write_flat_contest(tmp_path / "s", VALUES, leaves=LEAVES, head={"options": options})
    values = evaluate(folder, 1, [*RANKING, "bid_values"])
    scaled = mcda.normalise(values["bid_values"].values, [1.0, -1.0])
    flows = mcda.promethee(scaled, [0.75, 0.25], [1.0, 1.0], preference=preference, **parameters)
    assert np.allclose(values["overall_scores"].sel({METHOD: "promethee"}), flows.net)


def test_a_constant_column_sets_nobody_apart(tmp_path):
    values = {bid: {**cells, "z": "7"} for bid, cells in VALUES.items()}
    leaves = [*LEAVES, leaf("z", "z", weight="4")]
    found = evaluate(write_flat_contest(tmp_path / "s", values, leaves=leaves), 1, RANKING)
    assert set(found["criterion_scores"].sel(criterion="z").values.ravel()) == {0.5}
    plain = evaluate(write_flat_contest(tmp_path / "p", VALUES, leaves=LEAVES), 1, RANKING)
    same = ["weighted_sum", "vikor", "promethee", "topsis", "weighted_product"]
    for method in same:
        assert np.array_equal(
            found["ranks"].sel({METHOD: method}), plain["ranks"].sel({METHOD: method})
        ), method


def test_equal_bids_share_their_place(tmp_path):
    values = {"a": {"x": "1"}, "b": {"x": "5"}, "c": {"x": "5"}, "d": {"x": "9"}}
    ranks = evaluate(write_flat_contest(tmp_path / "s", values), 1, RANKING)["ranks"]
    for method in METHODS:
        assert ranks.sel({METHOD: method, "draw": 0}).values.tolist() == [4.0, 2.5, 2.5, 1.0]


def test_nearest_to_a_target_is_best_by_every_method(tmp_path):
    values = {"far_below": {"x": "10"}, "near": {"x": "48"}, "far_above": {"x": "95"}}
    leaves = [leaf("x", "x", weight="1", direction="benefit", normalisation="target", target="50")]
    ranks = evaluate(write_flat_contest(tmp_path / "s", values, leaves=leaves), 1, RANKING)["ranks"]
    for method in METHODS:
        assert ranks.sel({METHOD: method, "draw": 0}).values.tolist() == [2.0, 1.0, 3.0], method


def test_a_geometric_heading_is_not_made_good_elsewhere(tmp_path):
    leaves = [
        leaf("h", "", weight="1", aggregation="geometric", direction=""),
        leaf("x", "x", parent="h", weight="1"),
        leaf("y", "y", parent="h", weight="1"),
    ]
    values = {"even": {"x": "4", "y": "4"}, "odd": {"x": "10", "y": "0"},
              "last": {"x": "0", "y": "10"}}  # fmt: skip
    found = evaluate(write_flat_contest(tmp_path / "s", values, leaves=leaves), 1, RANKING)
    overall = found["overall_scores"].sel({METHOD: "weighted_sum", "draw": 0})
    assert np.allclose(overall.transpose("bid"), [0.4, 0.0, 0.0])


def test_the_root_and_the_headings_have_scores(contest_values):
    nodes = contest_values["node_scores"]
    assert nodes["node"].values.tolist()[1:] == ["h1", "h2", "l1", "l2", "l3"]
    overall = contest_values["overall_scores"].sel({METHOD: MAIN_METHOD}, drop=True)
    assert np.array_equal(nodes.isel(node=0).transpose(*overall.dims), overall)
    local = contest_values["node_weights"]
    joined = sum(nodes.sel(node=h, drop=True) * local.sel(node=h, drop=True) for h in ("h1", "h2"))
    assert np.allclose(joined.transpose(*overall.dims), overall)


def test_moving_rows_of_bids_changes_no_rank(tmp_path):
    before = evaluate(write_flat_contest(tmp_path / "1", VALUES, leaves=LEAVES), 1, RANKING)
    turned = dict(reversed(VALUES.items()))
    after = evaluate(write_flat_contest(tmp_path / "2", turned, leaves=LEAVES), 1, RANKING)
    for bid in VALUES:
        assert bytes_of(after["ranks"], bid=bid) == bytes_of(before["ranks"], bid=bid)
