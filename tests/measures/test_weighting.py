"""Weights of the criteria under every option."""

import json
from pathlib import Path

import numpy as np
import pytest

from contest import copied, leaf, write_flat_contest
from evaluation import bytes_of, evaluate
from songi.methods.weights import swing
from songi.study.check import open_checked
from songi.study.streams import DrawBlock
from study.made_up import row

WEIGHTS = ["node_weights", "criterion_weights"]
WAYS = ["stated", "ranges", "order", "equal", "simplex", "judgements", "best_worst"]


def weights_of(folder, draws=60):
    return evaluate(folder, draws, WEIGHTS)


def option(way):
    return {"options": f'{{weights = "{way}"}}'}


@pytest.mark.parametrize("way", WAYS)
def test_weights_sum_to_one_everywhere(make_contest, way):
    values = weights_of(make_contest(head=option(way)))
    local, whole = values["node_weights"], values["criterion_weights"]
    assert np.allclose(local.sel(node=["h1", "h2"]).sum("node"), 1, atol=1e-12)
    assert np.allclose(local.sel(node=["l1", "l2"]).sum("node"), 1, atol=1e-12)
    assert np.allclose(whole.sum("criterion"), 1, atol=1e-12)
    product = local.sel(node="h1") * local.sel(node="l1")
    assert np.allclose(whole.sel(criterion="l1"), product, rtol=1e-14)


def test_stated_weights_are_the_cells_over_their_sum(contest_folder):
    local = weights_of(contest_folder)["node_weights"]
    table = open_checked(contest_folder)[0].tables["criteria"].for_draws(DrawBlock(1, 0, 60))
    h1, h2 = (table.draws_of(table.get(name), "weight") for name in ("h1", "h2"))
    assert np.allclose(local.sel(node="h1"), h1 / (h1 + h2), rtol=1e-14)


def test_blank_weights_are_uniform_on_the_simplex(contest_folder):
    share = weights_of(contest_folder, 4000)["node_weights"].sel(node="l1").values
    assert abs(share.mean() - 0.5) < 4 / np.sqrt(12 * 4000)
    assert abs(share.var() - 1 / 12) < 0.005


def test_ranges_hold(make_contest):
    local = weights_of(make_contest(head=option("ranges")), 500)["node_weights"]
    assert float(local.sel(node="h1").min()) >= 0.30
    assert float(local.sel(node="h1").max()) <= 0.60
    assert float(local.sel(node="h2").min()) >= 0.40
    assert float(local.sel(node="h2").max()) <= 0.70


def test_order_holds_and_nothing_but_the_order(make_contest):
    local = weights_of(make_contest(head=option("order")), 2000)["node_weights"]
    gap = local.sel(node="h2") - local.sel(node="h1")
    assert bool((gap >= 0).all())
    assert float(gap.max()) > 0.9
    assert float(gap.min()) < 0.1


def test_equal_is_equal(make_contest):
    local = weights_of(make_contest(head=option("equal")))["node_weights"]
    assert set(local.sel(node=["h1", "h2", "l1", "l2"]).values.ravel()) == {0.5}


def judged(make_contest, judgements):
    return weights_of(make_contest(rows={"judgements": judgements}, head=option("judgements")), 400)


def test_one_experts_judgement_of_two_is_its_ratio(make_contest):
    local = judged(make_contest, [row(expert="e1", more="h1", less="h2", ratio="3")])
    assert np.allclose(local["node_weights"].sel(node="h1"), 0.75, atol=1e-9)


def test_each_draw_follows_one_expert_and_the_same_throughout_the_tree(make_contest):
    judgements = [
        row(expert="e1", more="h1", less="h2", ratio="3"),
        row(expert="e1", more="l1", less="l2", ratio="4"),
        row(expert="e2", more="h2", less="h1", ratio="3"),
        row(expert="e2", more="l2", less="l1", ratio="4"),
    ]
    local = judged(make_contest, judgements)["node_weights"]
    first = np.isclose(local.sel(node="h1"), 0.75)
    assert np.array_equal(first, np.isclose(local.sel(node="l1"), 0.8))
    assert np.allclose(local.sel(node="h1").values[~first], 0.25)
    assert abs(first.mean() - 0.5) < 0.1


def test_a_group_nobody_judged_stays_as_stated(make_contest, contest_folder):
    local = judged(make_contest, [row(expert="e1", more="h1", less="h2", ratio="3")])
    stated = weights_of(contest_folder, 400)
    assert bytes_of(local["node_weights"], node="l1") == bytes_of(stated["node_weights"], node="l1")


@pytest.mark.parametrize("way", WAYS)
def test_moving_rows_moves_no_weight(make_contest, way):
    turned = copied("criteria")[::-1]
    before = weights_of(make_contest("before", head=option(way)))["node_weights"]
    after = weights_of(make_contest("after", rows={"criteria": turned}, head=option(way)))
    for node in ("h1", "h2", "l1", "l2", "l3"):
        assert np.allclose(after["node_weights"].sel(node=node), before.sel(node=node), rtol=1e-14)


def test_a_criterion_more_leaves_the_others_in_their_proportion(tmp_path):
    values = {"a": {"x": "1", "y": "1", "z": "2"}, "b": {"x": "2", "y": "3", "z": "1"}}
    leaves = [leaf(name, name) for name in "xyz"]
    three = weights_of(write_flat_contest(tmp_path / "3", values, leaves=leaves))["node_weights"]
    two = weights_of(write_flat_contest(tmp_path / "2", values, leaves=leaves[:2]))["node_weights"]
    assert np.allclose(
        three.sel(node="x") / three.sel(node="y"), two.sel(node="x") / two.sel(node="y")
    )


CASE = Path(__file__).parent.parent / "cases" / "mcda" / "weights_bwm_consistent.json"


def test_the_best_worst_method_gives_the_weights_of_the_outside_case(tmp_path):
    """The case's two rows of comparisons, as an expert would write them into the table."""
    case = json.loads(CASE.read_text("utf-8"))
    given, expected = case["matrix"], case["expected"]["weights"]
    names = [f"k{position}" for position in range(len(expected))]
    best, worst = names[given["best"]], names[given["worst"]]
    ratios = {
        (best, name): value for name, value in zip(names, given["best_to_others"], strict=True)
    }
    ratios |= {
        (name, worst): value for name, value in zip(names, given["others_to_worst"], strict=True)
    }
    rows = [
        row(expert="e1", more=more, less=less, ratio=repr(float(ratio)))
        for (more, less), ratio in ratios.items()
        if more != less
    ]
    folder = write_flat_contest(
        tmp_path / "s",
        {"a": dict.fromkeys(names, "1"), "b": dict.fromkeys(names, "2")},
        more_rows={"judgements": rows},
        head=option("best_worst"),
    )
    found = weights_of(folder, 3)["criterion_weights"].sel(criterion=names)
    assert np.allclose(found, expected, atol=1e-9)


def test_of_two_criteria_the_best_worst_method_says_what_the_panel_says(make_contest):
    """Of two criteria both methods say the ratio; each draw follows one expert."""
    judgements = [
        row(expert="e1", more="h1", less="h2", ratio="3"),
        row(expert="e2", more="h2", less="h1", ratio="4"),
    ]
    by_way = [
        weights_of(make_contest(way, rows={"judgements": judgements}, head=option(way)), 200)
        for way in ("judgements", "best_worst")
    ]
    one, other = (found["node_weights"].sel(node="h1") for found in by_way)
    assert np.allclose(one, other, atol=1e-9)
    assert {round(float(v), 9) for v in other.values} == {0.75, 0.2}


def test_points_of_swings_are_stated_weights(make_contest):
    """The most important swing has 100 points: the cells' points over their sum."""
    cells = {"criteria": {0: {"weight": "100"}, 1: {"weight": "40"}}}
    local = weights_of(make_contest(cells=cells))["node_weights"].sel(node=["h1", "h2"])
    assert np.allclose(local, swing([100.0, 40.0]), rtol=1e-14)
