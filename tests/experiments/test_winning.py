import numpy as np
import pytest

from contest import leaf
from experiments.small import flat, rule, run_experiment
from songi.results.summary import summary_table
from study.made_up import named, row

THREE = {"a": {"x": "10"}, "b": {"x": "20"}, "c": {"x": "40"}}


def feasible(criterion, least, greatest, **cells):
    shown = {"cost_krw": "", "months": "", **cells}
    return row(criterion=criterion, least=least, greatest=greatest, **shown)


def fields(**of):
    return [named(bid, contest="c1", candidates=bid, field=of[bid]) for bid in of]


def changes(tmp_path, values, **more):
    return run_experiment(flat(tmp_path, values, **more), "winning_changes")


def test_the_smallest_change_reaches_the_place_that_is_selected(tmp_path):
    found = changes(tmp_path, THREE, awards="2")
    assert float(found["value_now"].sel(criterion="x")) == 10.0
    assert float(found["furthest"].sel(criterion="x")) == 30.0
    assert float(found["change"].sel(criterion="x")) == pytest.approx(10.0, abs=1e-4)
    assert float(found["joint_change"].sel(criterion="x")) == pytest.approx(10.0, abs=0.01)
    assert float(found["share_now"]) == 0.0
    assert float(found["share"].sel(criterion="x")) == 1.0
    assert float(found["joint_feasible"]) == 1.0


def test_what_no_feasible_change_wins_is_marked(tmp_path):
    """To be level with the best is not to be ahead of it."""
    found = changes(tmp_path, THREE, awards="1")
    assert np.isnan(found["change"].sel(criterion="x"))
    assert float(found["feasible"].sel(criterion="x")) == 0.0
    assert np.isnan(found["joint_change"].sel(criterion="x"))
    assert float(found["joint_feasible"]) == 0.0


def test_a_table_says_how_far_the_bid_could_move_and_at_what_price(tmp_path):
    rows = {"feasible_changes": [feasible("x", "0", "35", cost_krw="3", months="4")]}
    found = changes(tmp_path, THREE, awards="1", more_rows=rows)
    assert float(found["change"].sel(criterion="x")) == pytest.approx(30.0, abs=1e-4)
    assert float(found["cost_krw"].sel(criterion="x")) == pytest.approx(90.0, abs=1e-3)
    rows = {"feasible_changes": [feasible("x", "0", "5")]}
    found = changes(tmp_path, THREE, awards="2", more_rows=rows)
    assert float(found["feasible"].sel(criterion="x")) == 0.0
    assert float(found["furthest"].sel(criterion="x")) == 5.0


def test_what_wins_already_need_not_change(tmp_path):
    found = changes(tmp_path, {"a": {"x": "50"}, "b": {"x": "20"}})
    assert float(found["share_now"]) == 1.0
    assert found["change"].values.tolist() == found["joint_change"].values.tolist() == [0.0]


def test_less_of_a_cost_is_better_and_changes_have_its_sign(tmp_path):
    leaves = [leaf("x", "x", weight="1", direction="cost")]
    found = changes(tmp_path, {"a": {"x": "30"}, "b": {"x": "20"}, "c": {"x": "10"}},
                    leaves=leaves, awards="2")  # fmt: skip
    assert float(found["change"].sel(criterion="x")) == pytest.approx(-10.0, abs=1e-4)
    assert float(found["furthest"].sel(criterion="x")) == -20.0


def test_nearer_to_a_target_is_better_and_beyond_it_is_not(tmp_path):
    leaves = [leaf("x", "x", weight="1", normalisation="target", target="25")]
    values = {"a": {"x": "10"}, "b": {"x": "20"}, "c": {"x": "60"}}
    found = changes(tmp_path, values, leaves=leaves)
    assert float(found["furthest"].sel(criterion="x")) == 15.0
    assert float(found["change"].sel(criterion="x")) == pytest.approx(10.0, abs=1e-4)


def test_changes_together_are_enough_where_each_alone_is_not(tmp_path):
    values = {"a": {"x": "0", "y": "0"}, "b": {"x": "6", "y": "6"},
              "c": {"x": "10", "y": "0"}, "d": {"x": "0", "y": "0"}}  # fmt: skip
    found = changes(tmp_path, values, awards="1")
    assert found["feasible"].values.tolist() == [0.0, 0.0]
    assert float(found["joint_feasible"]) == 1.0
    assert (found["joint_change"].values > 0).all()
    # b scores 0.6 + 1: whatever uses 1.6 ranges of x and y together is level with it.
    parts = found["joint_change"].values / [10.0, 6.0]
    assert parts.sum() == pytest.approx(1.6, abs=0.01)


def test_what_nobody_has_a_value_of_cannot_be_changed_in_its_unit(tmp_path):
    values = {"a": {"x": "10", "y": "3"}, "b": {"x": "20"}, "c": {"x": "40"}}
    found = changes(tmp_path, values, awards="1")
    assert np.isnan(found["value_now"].sel(criterion="y"))
    assert float(found["furthest"].sel(criterion="y")) == 0.0
    assert float(found["feasible"].sel(criterion="y")) == 0.0


def test_the_share_asked_for_is_an_option(tmp_path):
    values = {"a": {"x": "10"}, "b": {"x": "20..30"}, "c": {"x": "60"}}
    half = changes(tmp_path, values, awards="2", head={"options.winning_share": "0.5"})
    most = run_experiment(
        flat(tmp_path / "most", values, awards="2", head={"options.winning_share": "0.95"}),
        "winning_changes",
    )
    assert float(half["wanted"]) == 0.5
    assert 0.5 <= float(half["share"].sel(criterion="x")) < 0.6
    assert float(half["change"].sel(criterion="x")) < float(most["change"].sel(criterion="x"))


def test_it_holds_under_a_geometric_heading(tmp_path):
    leaves = [
        leaf("h", "", direction="", aggregation="geometric", weight="1"),
        leaf("x", "x", parent="h", weight="1"),
        leaf("y", "y", parent="h", weight="1"),
    ]
    values = {"a": {"x": "5", "y": "9"}, "b": {"x": "9", "y": "5"}, "c": {"x": "1", "y": "1"}}
    found = changes(tmp_path, values, leaves=leaves)
    assert float(found["change"].sel(criterion="x")) > 0
    assert float(found["share"].sel(criterion="x")) == 1.0


def test_a_change_is_shown_in_the_unit_of_its_indicator(finished_run):
    table = summary_table(finished_run.dataset("winning_changes"))
    units = table[table["variable"] == "change"].set_index("criterion")["units"].to_dict()
    assert units == {"l1": "score", "l2": "minutes", "l3": "score"}
    assert set(table[table["variable"] == "cost_krw"]["units"]) == {"krw"}


def test_places_kept_for_another_field_must_be_beaten_around(tmp_path):
    """Of two places one is kept for cells: of the drugs, only the best is selected."""
    rows = {
        "bids": fields(a="drugs", b="drugs", c="cells"),
        "selection_rules": [rule("quota", group="field", value="cells", at_least="1")],
    }
    values = {"a": {"x": "10"}, "b": {"x": "40"}, "c": {"x": "20"}}
    plain = changes(tmp_path / "plain", values, awards="2")
    assert float(plain["change"].sel(criterion="x")) == pytest.approx(10.0, abs=1e-4)
    rows["feasible_changes"] = [feasible("x", "0", "50")]
    kept = changes(tmp_path / "kept", values, awards="2", more_rows=rows)
    assert float(kept["change"].sel(criterion="x")) == pytest.approx(30.0, abs=1e-4)
    assert float(kept["joint_change"].sel(criterion="x")) == pytest.approx(30.0, abs=0.01)
    # With the place kept for its own field nothing need change.
    rows["selection_rules"] = [rule("quota", group="field", value="drugs", at_least="2")]
    own = changes(tmp_path / "own", values, awards="2", more_rows=rows)
    assert float(own["share_now"]) == 1.0


def test_a_threshold_must_be_reached_whoever_the_rivals_are(tmp_path):
    """Scores are 0, 1/3 and 1: with three places only the threshold keeps the own bid out."""
    rows = {"selection_rules": [rule("threshold", score="0.25")]}
    found = changes(tmp_path, THREE, awards="3", more_rows=rows)
    assert float(found["share_now"]) == 0.0
    # (x - 10) / 30 as long as b is not the last: from 20 on, (x - 20) / 20.
    assert float(found["change"].sel(criterion="x")) == pytest.approx(15.0, abs=1e-4)
    only = {"selection_rules": [rule("threshold", group="bid", value="b", score="0.9")]}
    barred = changes(tmp_path / "rival", THREE, awards="2", more_rows=only)
    assert float(barred["share_now"]) == 1.0


def test_a_bid_that_a_clause_keeps_out_wins_by_no_change(tmp_path):
    rows = {
        "clauses": [named("site", contest="c1", article="art. 1", any_of="")],
        "findings": [row(bid="a", clause="site", finding="not_met", reason="none")],
    }
    found = changes(tmp_path, THREE, awards="3", more_rows=rows)
    assert float(found["share_now"]) == float(found["joint_share"]) == 0.0
    assert found["share"].values.tolist() == [0.0]
    assert float(found["joint_feasible"]) == 0.0


def test_no_change_makes_an_award_hold_whose_condition_fails(tmp_path):
    rows = {"selection_rules": [rule("condition", group="bid", value="a", chance="0.5")]}
    found = changes(tmp_path, THREE, awards="2", more_rows=rows)
    assert float(found["feasible"].sel(criterion="x")) == 0.0
    assert 0.2 < float(found["share"].sel(criterion="x")) < 0.75
    half = changes(tmp_path / "half", THREE, awards="2", more_rows=rows,
                   head={"options.winning_share": "0.2"})  # fmt: skip
    assert float(half["change"].sel(criterion="x")) == pytest.approx(10.0, abs=1e-4)


def test_months_are_those_of_the_longest_change_or_unknown(tmp_path):
    values = {"a": {"x": "0", "y": "0"}, "b": {"x": "6", "y": "6"},
              "c": {"x": "10", "y": "0"}, "d": {"x": "0", "y": "0"}}  # fmt: skip
    rows = [feasible("x", "0", "10", months="4..8"), feasible("y", "0", "6", months="18")]
    found = changes(tmp_path, values, awards="1", more_rows={"feasible_changes": rows})
    assert (found["joint_change"].values > 0).all()
    assert float(found["months"].sel(criterion="x")) == pytest.approx(6.0, abs=0.5)
    assert float(found["months"].sel(criterion="y")) == float(found["joint_months"]) == 18.0
    assert found["months"].attrs["units"] == found["joint_months"].attrs["units"] == "months"
    rows[0] = feasible("x", "0", "10")
    silent = changes(tmp_path / "silent", values, more_rows={"feasible_changes": rows})
    assert np.isnan(silent["months"].sel(criterion="x"))
    assert np.isnan(silent["joint_months"])
    wins = changes(tmp_path / "wins", {"a": {"x": "50"}, "b": {"x": "20"}})
    assert float(wins["joint_months"]) == 0.0


def test_a_change_wins_when_it_is_made_in_the_study(tmp_path):
    """The change of the experiment, written into the file, gives the share it promised."""
    values = {
        "a": {"x": "10..14", "y": "4"},
        "b": {"x": "20..30", "y": "6"},
        "c": {"x": "40", "y": "1"},
    }
    found = changes(tmp_path, values, awards="2")
    more = float(found["change"].sel(criterion="x"))
    assert more > 0
    written = {**values, "a": {"x": f"{10 + more}..{14 + more}", "y": "4"}}
    again = run_experiment(flat(tmp_path / "again", written, awards="2"), "winning_changes")
    assert float(again["share_now"]) == float(found["share"].sel(criterion="x"))
