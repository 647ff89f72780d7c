"""Clauses and findings of the made-up contest: bid `a` is examined, the others are not."""

import pytest

from contest import copied
from evaluation import evaluate

WANTED = ["eligibility", "eligibility_shares", "barred_bids"]


def test_each_clause_has_a_finding_or_none_was_made(contest_values):
    found = contest_values["eligibility"]
    assert found.sel(bid="a").values.tolist() == ["not_met", "met", "unclear"]
    assert set(found.sel(bid="b").values) == {"not_examined"}


def test_shares_of_clauses_sum_to_one(contest_values):
    shares = contest_values["eligibility_shares"]
    assert shares.sum("finding").values.tolist() == pytest.approx([1.0, 1.0, 1.0])
    assert float(shares.sel(bid="a", finding="met")) == pytest.approx(1 / 3)
    assert float(shares.sel(bid="c", finding="not_examined")) == 1.0


@pytest.mark.parametrize(("finding", "barred"), [("met", 0.0), ("unclear", 0.0), ("not_met", 1.0)])
def test_of_alternative_clauses_one_suffices(make_contest, finding, barred):
    rows = copied("findings")
    rows[1] |= {"finding": finding}
    found = evaluate(make_contest(rows={"findings": rows}), 2, WANTED)
    assert found["barred_bids"].sel(bid=["a", "b"]).values.tolist() == [barred, 0.0]


def test_a_clause_that_stands_alone_bars(make_contest):
    rows = copied("findings")
    rows[2] |= {"finding": "not_met"}
    assert float(evaluate(make_contest(rows={"findings": rows}), 2, WANTED)["barred_bids"][0]) == 1


def test_a_finding_made_after_the_deadline_is_not_known(make_contest):
    rows = copied("findings")
    rows[0] |= {"known_from": "2024-06-01"}
    found = evaluate(make_contest(rows={"findings": rows}), 2, WANTED)
    assert found["eligibility"].sel(bid="a", clause="area") == "not_examined"


def test_without_findings_every_clause_is_still_to_be_examined(make_contest):
    found = evaluate(make_contest(rows={"findings": ()}), 2, WANTED)
    assert set(found["eligibility"].values.ravel()) == {"not_examined"}
    assert not found["barred_bids"].values.any()
