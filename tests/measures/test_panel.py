"""The judgement panel: consistency, the group's weights, and what one expert changes."""

import numpy as np
import pytest

from contest import leaf, write_flat_contest
from evaluation import evaluate
from study.made_up import row

NAMES = ["expert_consistency", "expert_weights", "group_weights", "without_expert"]

VALUES = {
    "a": {"x": "10", "y": "0", "z": "4"},
    "b": {"x": "1", "y": "10", "z": "4"},
    "c": {"x": "0", "y": "4", "z": "0"},
}


def judged(*ratios, expert="e1"):
    pairs = (("x", "y"), ("x", "z"), ("y", "z"))
    return [
        row(expert=expert, more=more, less=less, ratio=ratio)
        for (more, less), ratio in zip(pairs, ratios, strict=True)
        if ratio
    ]


def panel(folder, judgements, values=VALUES):
    leaves = [leaf(name, name, weight="1") for name in "xyz"]
    more = {"judgements": judgements}
    return evaluate(write_flat_contest(folder / "s", values, leaves=leaves, more_rows=more), 30)


def test_consistent_judgements_have_no_contradiction(tmp_path):
    found = panel(tmp_path, judged("2", "4", "2"))["expert_consistency"]
    assert float(found["consistency_ratio"].sel(expert="e1", parent="_overall")) == pytest.approx(
        0.0, abs=1e-9
    )
    assert float(found["left_out"].sel(expert="e1", parent="_overall")) == 0


def test_the_ratio_is_saatys(tmp_path):
    """x 2 y, y 2 z, x z alike: the greatest root of a 3 x 3 matrix is 1 + c + 1/c with
    c = (a12 a23 a31)^(1/3), here 4^(1/3)."""
    found = panel(tmp_path, judged("2", "1", "2"))["expert_consistency"]
    c = 4 ** (1 / 3)
    ratio = (1 + c + 1 / c - 3) / 2 / 0.58
    cell = found["consistency_ratio"].sel(expert="e1", parent="_overall")
    assert float(cell) == pytest.approx(ratio, rel=1e-9)


def test_a_pair_left_out_is_counted(tmp_path):
    found = panel(tmp_path, judged("2", "", "2"))
    assert float(found["expert_consistency"]["left_out"].sel(expert="e1")[0]) == 1
    assert found["group_weights"]["weight"].values == pytest.approx([4 / 7, 2 / 7, 1 / 7])


def test_the_group_is_the_geometric_mean(tmp_path):
    """One says 4 : 2 : 1, the other 1 : 2 : 4: together all alike, and factors apart."""
    values = panel(tmp_path, judged("2", "4", "2") + judged("0.5", "0.25", "0.5", expert="e2"))
    group = values["group_weights"]
    assert group["weight"].values == pytest.approx([1 / 3] * 3)
    assert group["lowest"].values == pytest.approx([1 / 7, 2 / 7, 1 / 7])
    assert group["highest"].values == pytest.approx([4 / 7, 2 / 7, 4 / 7])
    deviation = np.log(4) / np.sqrt(2)
    assert group["spread"].values == pytest.approx([np.exp(deviation), 1.0, np.exp(deviation)])
    assert group["experts"].values.tolist() == [2, 2, 2]
    each = values["expert_weights"].sel(expert="e2", criterion=["x", "y", "z"])
    assert each.values == pytest.approx([1 / 7, 2 / 7, 4 / 7])


def test_leaving_out_an_expert_is_the_group_of_the_others(tmp_path):
    """With both all weigh alike: a 2/3, b 2.1/3, and b takes the one place; without e2 (4 : 2 : 1)
    a has 5/7 and b 3.4/7, and a takes it."""
    values = panel(tmp_path, judged("2", "4", "2") + judged("0.5", "0.25", "0.5", expert="e2"))
    change = values["without_expert"].sel(expert="e2")
    assert change["share_change"].sel(bid=["a", "b", "c"]).values == pytest.approx([1.0, -1.0, 0.0])
    assert change["rank_change"].sel(bid=["a", "b"]).values == pytest.approx([-1.0, 1.0])
    assert float(change["weight_change"]) == pytest.approx(4 / 7 - 1 / 3)


def test_without_the_only_expert_the_stated_weights_hold(tmp_path):
    values = panel(tmp_path, judged("2", "4", "2"))
    change = values["without_expert"].sel(expert="e1")
    assert bool(change["weight_change"].isnull())
    assert change["share_change"].sel(bid=["a", "b"]).values == pytest.approx([-1.0, 1.0])


def test_changes_of_the_share_sum_to_nothing(contest_values):
    change = contest_values["without_expert"]["share_change"]
    assert np.allclose(change.sum("bid"), 0.0, atol=1e-12)


def test_a_group_judged_by_one_alone_counts_that_one(make_contest):
    judgements = [
        row(expert="e1", more="h1", less="h2", ratio="3"),
        row(expert="e2", more="l1", less="l2", ratio="4"),
    ]
    values = evaluate(make_contest(rows={"judgements": judgements}), 10, NAMES)
    group = values["group_weights"]
    assert group["weight"].sel(criterion=["h1", "h2", "l1", "l2"]).values == pytest.approx(
        [0.75, 0.25, 0.8, 0.2]
    )
    ratio = values["expert_consistency"]["consistency_ratio"]
    assert bool(ratio.sel(expert="e1", parent="h1").isnull())


def test_without_judgements_there_is_no_panel(make_contest):
    values = evaluate(make_contest(rows={"judgements": ()}), 10)
    assert not set(NAMES) & set(values)
