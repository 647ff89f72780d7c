import numpy as np
import pytest

from contest import leaf
from experiments.small import flat, rule, run_experiment
from study.made_up import named

TWO = {"a": {"x": "10", "y": "0"}, "b": {"x": "5", "y": "10"}, "c": {"x": "0", "y": "5"}}


def heading(name, weight):
    return [
        leaf(f"h_{name}", "", direction="", weight=weight),
        leaf(name, name, parent=f"h_{name}", weight="1"),
    ]


def weightings(tmp_path, x, y, **more):
    leaves = [*heading("x", x), *heading("y", y)]
    return run_experiment(flat(tmp_path, TWO, leaves=leaves, **more), "winning_weights")


def test_the_nearest_weighting_that_wins_is_found(tmp_path):
    """a wins with weight w of x where w > w / 2 + (1 - w), that is above two thirds."""
    found = weightings(tmp_path, "40..60", "50")
    nearest = found["weight"].sel(weighting="nearest").values
    assert nearest.tolist() == pytest.approx([2 / 3, 1 / 3], abs=1e-4)
    assert float(found["share"].sel(weighting="nearest")) == 1.0
    assert float(found["within"].sel(weighting="nearest")) == 0.0
    assert float(found["distance"].sel(weighting="nearest")) == pytest.approx(1 / 3, abs=0.02)


def test_a_weighting_within_the_ranges_is_told_from_one_outside(tmp_path):
    narrow = weightings(tmp_path, "40..60", "50")
    assert np.isnan(narrow["weight"].sel(weighting="nearest_within")).all()
    assert np.isnan(narrow["share"].sel(weighting="enough_within"))
    assert float(narrow["share"].sel(weighting="most_runs")) == 1.0
    assert float(narrow["within"].sel(weighting="most_runs_within")) == 1.0
    wide = weightings(tmp_path / "wide", "40..80", "20..60")
    assert float(wide["within"].sel(weighting="nearest_within")) == 1.0
    assert float(wide["share"].sel(weighting="enough_within")) == 1.0
    assert float(wide["weight"].sel(weighting="enough_within", heading="h_x")) > 2 / 3


def test_blank_weights_leave_every_weighting_within(tmp_path):
    found = weightings(tmp_path, "", "")
    assert float(found["within"].sel(weighting="most_runs")) == 1.0


def test_weights_sum_to_one_and_the_same_ones_are_tried_every_time(tmp_path):
    found = weightings(tmp_path, "40..60", "50")
    again = weightings(tmp_path / "again", "40..60", "50")
    assert found.identical(again)
    sums = found["weight"].sum("heading", skipna=False).dropna("weighting")
    assert sums.values == pytest.approx(1.0)


def test_one_heading_leaves_nothing_to_weigh(tmp_path):
    found = run_experiment(flat(tmp_path, {"a": {"x": "10"}, "b": {"x": "5"}}), "winning_weights")
    assert found["weight"].sel(weighting="call").values.tolist() == [1.0]
    assert float(found["share"].sel(weighting="most_runs")) == 1.0


def test_rules_of_the_call_decide_which_weighting_wins(tmp_path):
    """Of two places one is kept for c, so that a must be first, not second, of the others."""
    bids = [named(n, contest="c1", candidates=n, field="cells" if n == "c" else "drugs")
            for n in TWO]  # fmt: skip
    kept = rule("quota", group="field", value="cells", at_least="1")
    found = weightings(
        tmp_path, "40..60", "50", awards="2", more_rows={"bids": bids, "selection_rules": [kept]}
    )
    free = weightings(tmp_path / "free", "40..60", "50", awards="2")
    assert float(free["weight"].sel(weighting="nearest", heading="h_x")) < 0.52
    # a beats b where w > w / 2 + 1 - w.
    nearest = found["weight"].sel(weighting="nearest", heading="h_x")
    assert float(nearest) == pytest.approx(2 / 3, abs=1e-4)
    assert float(found["share"].sel(weighting="nearest")) == 1.0
    assert float(found["share"].sel(weighting="call")) == 0.0
    assert np.isnan(found["share"].sel(weighting="nearest_within"))


def test_no_weighting_that_counts_both_headings_reaches_a_full_score(tmp_path):
    rules = {"selection_rules": [rule("threshold", score="1")]}
    found = weightings(tmp_path, "40..60", "50", more_rows=rules)
    assert np.isnan(found["weight"].sel(weighting=["nearest", "enough"])).all()
    assert float(found["share"].sel(weighting="most_runs")) == 0.0


def test_a_condition_is_met_or_not_whatever_the_weighting(tmp_path):
    rules = {"selection_rules": [rule("condition", group="bid", value="a", chance="0.5")]}
    found = weightings(tmp_path, "40..60", "50", more_rows=rules)
    assert float(found["weight"].sel(weighting="nearest", heading="h_x")) == pytest.approx(
        2 / 3, abs=1e-4
    )
    assert 0.2 < float(found["share"].sel(weighting="most_runs")) < 0.8
