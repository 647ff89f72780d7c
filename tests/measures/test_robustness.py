"""What drove the rank: contributions, a criterion left out, another method."""

import numpy as np
import pytest
from scipy.stats import rankdata, spearmanr

from contest import METHOD, METHODS, leaf, write_flat_contest
from evaluation import evaluate

ROBUSTNESS = ["score_contributions", "ranks_without", "leave_one_out", "method_agreement"]

VALUES = {
    "a": {"x": "10", "y": "0", "z": "3"},
    "b": {"x": "0", "y": "10", "z": "1"},
    "c": {"x": "6", "y": "6", "z": "0"},
}


def with_weights(folder, x, y, z, draws=3):
    leaves = [leaf(n, n, weight=w) for n, w in zip("xyz", (x, y, z), strict=True)]
    return evaluate(write_flat_contest(folder / "s", VALUES, leaves=leaves), draws)


def test_contributions_sum_to_the_lead_over_the_mean_bid(contest_values):
    overall = contest_values["overall_scores"].sel({METHOD: "weighted_sum"}, drop=True)
    lead = (overall - overall.mean("bid")).mean("draw")
    summed = contest_values["score_contributions"].sum("criterion")
    assert np.allclose(summed, lead, atol=1e-14)


def test_contributions_are_worked_by_hand(tmp_path):
    found = with_weights(tmp_path, "1", "1", "2")["score_contributions"].sel(bid="a")
    mean_x, mean_y, mean_z = 1.6 / 3, 1.6 / 3, (1 + 1 / 3) / 3
    assert np.allclose(found, [(1 - mean_x) / 4, -mean_y / 4, (1 - mean_z) / 2])


def test_without_a_criterion_the_others_keep_their_proportion(tmp_path):
    """Weights 3 : 2 : 5; without z the sums are a 0.6, b 0.4, c 0.6: a and c tie."""
    ranks = with_weights(tmp_path, "3", "2", "5")["ranks_without"].isel(draw=0)
    assert ranks["left_out"].values.tolist() == ["x", "y", "z"]
    assert ranks.sel(left_out="z").values.tolist() == [1.5, 3.0, 1.5]
    assert ranks.sel(left_out="x").values.tolist() == [1.0, 2.0, 3.0]


def test_leaving_out_what_hardly_weighs_changes_hardly_anything(tmp_path):
    found = with_weights(tmp_path, "5..6", "5..6", "0.000001", draws=400)["leave_one_out"]
    change = found.sel(left_out="z")
    assert float(abs(change["selection_share_change"]).max()) < 0.01
    assert float(abs(change["expected_rank_change"]).max()) < 0.01


def test_changes_are_without_less_with(tmp_path):
    """With 3 : 2 : 5 a is first and takes the one place; without z it shares it with c."""
    change = with_weights(tmp_path, "3", "2", "5")["leave_one_out"].sel(left_out="z")
    assert change["selection_share_change"].values.tolist() == [-0.5, 0.0, 0.5]
    assert change["expected_rank_change"].sel(bid="a") == pytest.approx(0.5)


def test_changes_of_the_share_sum_to_nothing(contest_values):
    change = contest_values["leave_one_out"]["selection_share_change"]
    assert np.allclose(change.sum("bid"), 0, atol=1e-12)


def test_a_heading_can_be_left_out_and_a_lone_child_cannot(contest_values):
    left_out = contest_values["ranks_without"]["left_out"].values.tolist()
    assert left_out == ["h1", "h2", "l1", "l2"]
    without = contest_values["ranks_without"].sel(left_out="h1", drop=True)
    scores = contest_values["criterion_scores"].sel(criterion="l3", drop=True)
    only_h2 = rankdata(-scores.transpose("draw", "bid").values, axis=1)
    assert np.array_equal(without.transpose("draw", "bid"), only_h2)


def test_a_contest_of_one_criterion_leaves_nothing_out(tmp_path):
    values = {bid: {"x": cells["x"]} for bid, cells in VALUES.items()}
    found = evaluate(write_flat_contest(tmp_path / "s", values), 5)
    assert found["leave_one_out"].sizes["left_out"] == 0


def test_agreement_is_spearmans_averaged(contest_values):
    ranks = contest_values["ranks"].transpose("draw", METHOD, "bid").values
    found = contest_values["method_agreement"]
    for i, one in enumerate(METHODS):
        for j, other in enumerate(METHODS):
            each = [spearmanr(draw[i], draw[j]).statistic for draw in ranks]
            cell = float(found.sel({METHOD: one, "other_method": other}))
            assert cell == pytest.approx(np.mean(each), abs=1e-12)
