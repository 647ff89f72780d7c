from songi.study.bids import joined_bids
from songi.study.schema.contest import Bid
from study.made_up import named


def bids(**joins):
    rows = [named(name, contest="c", candidates=name, joins=host) for name, host in joins.items()]
    return [Bid.model_validate({k: v for k, v in row.items() if v}) for row in rows]


def test_a_chain_of_bids_ends_in_the_one_that_joins_nobody():
    assert joined_bids(bids(a="", b="a", c="b")) == {"b": "a", "c": "a"}


def test_a_circle_joins_nobody_and_neither_does_who_leads_into_it():
    assert joined_bids(bids(a="b", b="a", c="a")) == {}


def test_who_joins_one_that_is_not_there_joins_nobody():
    assert joined_bids(bids(a="z", b="b")) == {}
