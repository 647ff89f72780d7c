"""What is known of each bid at the contest's cut-off, and what stands for the unknown."""

from datetime import date

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from contest import copied, leaf, write_flat_contest
from evaluation import bytes_of, evaluate
from songi.measures.contest import FILLED, KNOWN, PARTIAL, UNKNOWN
from songi.methods import geodesy
from songi.study.check import open_checked
from songi.study.streams import DrawBlock
from study.made_up import named

CONTEST = ["observed_values", "bid_values", "evidence_status", "usable_indicators"]


@pytest.mark.parametrize(
    ("as_of", "expected"),
    [(None, date(2024, 2, 29)), (date(2024, 1, 15), date(2024, 1, 15)),
     (date(2025, 1, 1), date(2024, 2, 29))],
)  # fmt: skip
def test_the_cutoff_is_the_deadline_or_the_as_of_day_if_that_is_earlier(
    contest_folder, as_of, expected
):
    assert evaluate(contest_folder, 1, ["awards"], as_of=as_of)["contest_cutoff"] == expected


def test_a_value_published_after_the_deadline_is_not_known(contest_values):
    observed = contest_values["observed_values"].sel(bid="c", criterion="l3")
    assert bool(observed.isnull().all())
    assert contest_values["evidence_status"].sel(bid="c", criterion="l3") == FILLED


def test_a_value_of_a_published_revision_replaces_the_older_one(make_contest):
    newer = {**copied("indicators")[3], "value": "150", "known_from": "2024-01-15"}
    latest = {**newer, "value": "999", "known_from": "2024-03-15"}
    values = evaluate(make_contest(more={"indicators": [newer, latest]}), 1, CONTEST)
    assert values["observed_values"].sel(bid="a", criterion="l3").values.tolist() == [150.0]


def combined(folder, rule, direction="benefit"):
    leaves = copied("criteria")
    leaves[4] |= {"combine": rule, "direction": direction}
    return evaluate(folder(rule + direction, rows={"criteria": leaves}), 30, CONTEST)


def cell_draws(folder, row, column="value", draws=30):
    table = open_checked(folder)[0].tables["indicators"].for_draws(DrawBlock(1, 0, draws))
    return table.draws_of(table.get(row), column)


@pytest.mark.parametrize(
    ("rule", "direction", "twin"),
    [("sum", "benefit", np.add), ("mean", "benefit", lambda x, y: (x + y) / 2),
     ("best", "benefit", np.maximum), ("best", "cost", np.minimum)],
)  # fmt: skip
def test_candidates_that_bid_together_combine_by_the_declared_rule(
    make_contest, contest_folder, rule, direction, twin
):
    observed = combined(make_contest, rule, direction)["observed_values"]
    alone, other = (cell_draws(contest_folder, f"{name}/beds") for name in "bd")
    assert np.allclose(observed.sel(bid="b", criterion="l3"), twin(alone, other), rtol=1e-14)


def test_a_joint_bid_known_in_part_is_combined_of_what_is_known_and_says_so(
    contest_values, contest_folder
):
    observed = contest_values["observed_values"].sel(bid="b", criterion="l1")
    assert np.array_equal(observed, cell_draws(contest_folder, "b/firms", draws=40))
    status = contest_values["evidence_status"]
    assert status.sel(bid="b", criterion="l1") == PARTIAL
    assert status.sel(bid="a", criterion="l1") == KNOWN
    assert status.sel(bid="b", criterion="l3") == KNOWN


def test_how_many_bids_are_known_by_criterion(contest_values):
    counts = contest_values["usable_indicators"]
    assert dict(zip(counts["criterion"].values, counts.values, strict=True)) == {
        "l1": 3, "l2": 3, "l3": 2,
    }  # fmt: skip


def test_an_unknown_value_lies_anywhere_within_the_span_of_the_known(tmp_path):
    values = {"a": {"x": "10"}, "b": {"x": "4..6"}, "c": {"x": "8"}, "d": {"y": "1"}}
    found = evaluate(write_flat_contest(tmp_path / "s", values), 3000, CONTEST)
    filled = found["bid_values"].sel(criterion="x")
    known = filled.sel(bid=["a", "b", "c"])
    unknown = filled.sel(bid="d")
    assert bool((unknown >= known.min("bid")).all())
    assert bool((unknown <= known.max("bid")).all())
    place = (unknown - known.min("bid")) / (known.max("bid") - known.min("bid"))
    assert abs(float(place.mean()) - 0.5) < 4 / np.sqrt(12 * 3000)
    assert found["evidence_status"].sel(criterion="x").values.tolist() == [
        KNOWN, KNOWN, KNOWN, FILLED,
    ]  # fmt: skip


def test_two_unknown_values_do_not_move_together(tmp_path):
    values = {"a": {"x": "0"}, "b": {"x": "1"}, "c": {"y": "1"}, "d": {"y": "2"}}
    filled = evaluate(write_flat_contest(tmp_path / "s", values), 2000, CONTEST)["bid_values"]
    pair = filled.sel(criterion="x", bid=["c", "d"]).values.T
    assert abs(np.corrcoef(pair)[0, 1]) < 4 / np.sqrt(2000)


def test_the_median_of_the_known_stands_for_an_unknown_value(tmp_path):
    values = {"a": {"x": "10"}, "b": {"x": "5..6"}, "c": {"x": "1"}, "d": {"y": "1"}}
    leaves = [leaf("x", "x", missing="median", weight="1"), leaf("y", "y", weight="1")]
    found = evaluate(write_flat_contest(tmp_path / "s", values, leaves=leaves), 20, CONTEST)
    filled = found["bid_values"].sel(criterion="x")
    assert np.array_equal(filled.sel(bid="d"), filled.sel(bid="b"))


def test_a_criterion_known_of_fewer_than_two_bids_makes_every_position_equally_likely(tmp_path):
    values = {"a": {"x": "1", "y": "7"}, "b": {"x": "2"}, "c": {"x": "3"}}
    found = evaluate(write_flat_contest(tmp_path / "s", values), 3000, [*CONTEST, "ranks"])
    assert found["evidence_status"].sel(criterion="y").values.tolist() == [UNKNOWN] * 3
    column = found["bid_values"].sel(criterion="y").transpose("bid", "draw").values
    assert ((column > 0) & (column < 1)).all()
    first = (column.argmax(axis=0)[None, :] == np.arange(3)[:, None]).mean(axis=1)
    assert np.allclose(first, 1 / 3, atol=4 * np.sqrt(2 / 9 / 3000))


@settings(max_examples=25)
@given(known=st.lists(st.integers(-50, 50), min_size=2, max_size=5), u=st.integers(0, 10**6))
def test_the_span_is_that_of_the_known_whatever_they_are(tmp_path_factory, known, u):
    bids = {f"b{k}": {"x": str(value)} for k, value in enumerate(known)} | {"new": {"y": "1"}}
    folder = write_flat_contest(tmp_path_factory.mktemp("span"), bids, head={"seed": str(u)})
    filled = evaluate(folder, 3, CONTEST)["bid_values"].sel(criterion="x", bid="new")
    assert min(known) <= float(filled.min()) <= float(filled.max()) <= max(known)


def test_awards_are_drawn_from_the_contests_own_cell(contest_values):
    assert set(np.unique(contest_values["awards"].values)) == {1.0, 2.0}


def test_a_contest_announced_after_its_deadline_is_taken_as_first_told(make_contest):
    first = {**copied("contests")[0], "awards": "1", "known_from": "2024-03-05"}
    later = {**first, "awards": "2", "known_from": "2024-04-05"}
    values = evaluate(make_contest(rows={"contests": [later, first]}), 1, ["awards"])
    assert values["awards"].values.tolist() == [1.0]


def test_a_bid_the_run_cannot_know_yet_is_left_out(make_contest):
    rows = copied("bids")
    rows[2]["known_from"] = "2024-03-20"
    folder = make_contest(rows={"bids": rows})
    assert evaluate(folder, 1, CONTEST)["entered_bids"].ids == ("a", "b", "c")
    early = evaluate(folder, 1, CONTEST, as_of=date(2024, 2, 29))
    assert early["entered_bids"].ids == ("a", "b")


def test_a_bid_of_another_contest_is_no_rival(make_contest):
    other = named("c2", deadline="2025-02-28", awards="1", status="open")
    folder = make_contest(
        more={"contests": [other], "bids": [named("z", contest="c2", candidates="a")]},
        head={"options": '{contest = "c1"}'},
    )
    assert evaluate(folder, 1, CONTEST)["entered_bids"].ids == ("a", "b", "c")


def test_a_contest_nobody_had_announced_prunes_what_needs_it_and_says_so(make_contest):
    other = named("c2", deadline="2025-02-28", awards="1", status="open", known_from="2024-06-01")
    folder = make_contest(
        more={
            "contests": [other],
            "bids": [named(f"{name}2", contest="c2", candidates=name) for name in "ab"],
        },
        head={"options": '{contest = "c2"}'},
    )
    values = evaluate(folder, 1, as_of=date(2024, 1, 1))
    assert "ranks" not in values


def test_without_any_indicator_every_position_is_equally_likely(make_contest):
    late = [{**one, "known_from": "2025-01-01"} for one in copied("indicators")]
    folder = make_contest(rows={"indicators": late, "access_indicators": ()},
        cells={"criteria": {3: {"indicator": "firms", "direction": "benefit"}}})  # fmt: skip
    values = evaluate(folder, 5, [*CONTEST, "ranks"])
    assert values["candidate_indicators"].sizes["indicator"] == 0
    assert set(values["evidence_status"].values.ravel()) == {UNKNOWN}


def test_moving_rows_moves_no_value(make_contest, contest_folder):
    reversed_rows = {name: copied(name)[::-1] for name in ("indicators", "bids", "candidates")}
    before = evaluate(contest_folder, 20, CONTEST)["bid_values"]
    after = evaluate(make_contest(rows=reversed_rows), 20, CONTEST)["bid_values"]
    for bid in "abc":
        assert bytes_of(after, bid=bid) == bytes_of(before, bid=bid)


def test_distance_is_no_part_of_what_is_given(contest_values):
    """The computed indicator stands beside the given ones under its own name."""
    minutes = contest_values["candidate_indicators"].sel(indicator="air", drop=True)
    assert np.array_equal(minutes, contest_values["accessibility"].sel(indicator="air", drop=True))
    assert geodesy.great_circle_km(37.0, 127.0, 37.5, 126.8) == pytest.approx(58.3, abs=0.2)
