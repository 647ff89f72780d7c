"""Committed investment: strengths apart, what is included counted once, silence no nought."""

import numpy as np
import pytest

from contest import copied
from evaluation import evaluate
from study.made_up import row

WANTED = ["committed_investment", "investment_beside_rivals"]


def commitment(name, bid, amount, strength="letter", covers=""):
    return row(id=name, bid=bid, investor=name, amount_krw=amount, strength=strength, covers=covers)


def test_what_a_row_includes_is_not_added_to_it(contest_values):
    letters = contest_values["committed_investment"].sel(bid="a", strength="letter")
    assert float(letters.min()) >= 9e9
    assert float(letters.max()) <= 11e9
    assert float(letters.std()) > 0


def test_strengths_are_never_added(contest_values):
    """A letter that includes a contract does not unmake it, and no sum of both is given."""
    found = contest_values["committed_investment"].sel(bid="a")
    assert set(found.sel(strength="contracted").values) == {3e9}
    assert bool(found.sel(strength=["announced", "board_approved"]).isnull().all())
    assert "strength" in found.dims


def test_a_contract_inside_an_announcement_stays_contracted(make_contest):
    rows = [
        commitment("all", "a", "5e9", "announced", covers="part"),
        commitment("part", "a", "1e9", "contracted"),
    ]
    found = evaluate(make_contest(rows={"commitments": rows}), 2, WANTED)["committed_investment"]
    first = found.isel(draw=0).sel(bid="a")
    assert first.sel(strength=["announced", "contracted"]).values.tolist() == [5e9, 1e9]


def test_amounts_of_one_strength_add_up(make_contest):
    rows = [commitment("x", "b", "1e9"), commitment("y", "b", "2e9..4e9")]
    found = evaluate(make_contest(rows={"commitments": rows}), 50, WANTED)["committed_investment"]
    letters = found.sel(bid="b", strength="letter").values
    assert ((letters >= 3e9) & (letters <= 5e9)).all()


def test_a_bid_that_names_nothing_has_no_amount_and_no_place(contest_values):
    beside = contest_values["investment_beside_rivals"]
    assert bool(contest_values["committed_investment"].sel(bid="b").isnull().all())
    assert np.isnan(float(beside["place"].sel(bid="b", strength="letter")))
    assert int(beside["bids_with_amount"].sel(strength="letter")) == 1


def test_bids_are_compared_at_equal_strength(make_contest):
    rows = [
        commitment("x", "a", "1e9"), commitment("y", "b", "4e9"), commitment("z", "c", "4e9"),
        commitment("w", "a", "9e12", "announced"),
    ]  # fmt: skip
    beside = evaluate(make_contest(rows={"commitments": rows}), 2, WANTED)[
        "investment_beside_rivals"
    ]
    letters = beside.sel(strength="letter")
    assert letters["place"].sel(bid=["a", "b", "c"]).values.tolist() == [3.0, 1.0, 1.0]
    assert letters["share_of_largest"].sel(bid="a") == pytest.approx(0.25)
    assert float(beside["place"].sel(bid="a", strength="announced")) == 1.0


def test_a_commitment_to_a_bid_that_joins_another_counts_there(make_contest):
    bids = copied("bids")
    bids[2] |= {"joins": "a"}
    rows = [commitment("x", "a", "1e9"), commitment("z", "c", "4e9")]
    folder = make_contest(rows={"bids": bids, "commitments": rows})
    found = evaluate(folder, 2, WANTED)["committed_investment"]
    assert set(found.sel(bid="a", strength="letter").values) == {5e9}


def test_a_later_figure_replaces_the_earlier_one(make_contest):
    first = commitment("x", "a", "1e9")
    later = {**first, "amount_krw": "7e9", "known_from": "2024-08-01"}
    found = evaluate(make_contest(rows={"commitments": [first, later]}), 2, WANTED)
    assert set(found["committed_investment"].sel(bid="a", strength="letter").values) == {7e9}
