"""The hindcast by hand."""

from datetime import date

import numpy as np

from contest import METHOD, write_flat_contest
from evaluation import evaluate
from study.made_up import row

VALUES = {
    "a": {"x": "9", "y": "5"},
    "b": {"x": "5", "y": "5"},
    "c": {"x": "1", "y": "5"},
    "d": {"x": "0"},
}


def outcome(bid, selected, **cells):
    return row(contest="c1", bid=bid, selected=selected, known_from="2024-06-27", **cells)


def hindcast(folder, *outcomes, as_of=None, **changes):
    written = write_flat_contest(
        folder / "s", VALUES, awards="2", more_rows={"outcomes": list(outcomes)}, **changes
    )
    return evaluate(written, 50, as_of=as_of)


def test_the_numbers_are_those_of_a_hand(tmp_path):
    """Shares of a is 1; of d nearly never: outcomes no, yes, yes, no."""
    values = hindcast(
        tmp_path, outcome("a", "false"), outcome("b", "true"), outcome("c", "true"),
        outcome("d", "false"),
    )  # fmt: skip
    found = values["hindcast"]
    share = values["selection_share"]["selection_share"].sel({METHOD: "weighted_sum"}).values
    came = np.array([0, 1, 1, 0])
    assert np.allclose(found["share"], share)
    assert float(found["brier"]) == np.mean((share - came) ** 2)
    assert float(found["base_rate_brier"]) == 0.25
    assert float(found["skill"]) == 1 - np.mean((share - came) ** 2) / 0.25
    assert found["outcome"].values.tolist() == [0, 1, 1, 0]
    assert np.array_equal(found["wrong"], (share > 0.5) != (came == 1))
    assert int(found["bids"]) == 4
    assert (int(found["usable_criteria"]), int(found["criteria_count"])) == (2, 2)
    assert found.attrs["cutoff"] == "2024-02-29"


def test_only_decided_bids_count(tmp_path):
    found = hindcast(tmp_path, outcome("a", "true"), outcome("c", "false"))["hindcast"]
    assert found["bid"].values.tolist() == ["a", "c"]
    assert int(found["bids"]) == 2


def test_where_all_fared_alike_there_is_no_skill_to_speak_of(tmp_path):
    found = hindcast(tmp_path, outcome("a", "true"), outcome("b", "true"))["hindcast"]
    assert float(found["base_rate_brier"]) == 0.0
    assert np.isnan(float(found["skill"]))


def test_an_outcome_is_not_known_before_it_was_told(tmp_path):
    values = hindcast(tmp_path, outcome("a", "true"), as_of=date(2024, 6, 26))
    assert "hindcast" not in values
    assert "selection_share" in values


def test_without_an_outcome_of_this_contest_there_is_no_hindcast(tmp_path):
    assert "hindcast" not in hindcast(tmp_path)


def test_the_outcome_leaves_every_share_as_it_was(tmp_path):
    without = hindcast(tmp_path / "1")["selection_share"]
    decided = hindcast(tmp_path / "2", outcome("a", "false"))["selection_share"]
    assert decided.identical(without)
