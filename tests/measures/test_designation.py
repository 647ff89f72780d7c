"""Whether the made-up land is designated."""

import numpy as np
import pytest

from contest import copied
from evaluation import evaluate

LAND = True

WANTED = ["designated", "selected"]


def designated(folder, **more):
    return evaluate(folder, 300, WANTED, **more)["designated"].values


def regimes(**changes):
    rows = copied("regimes")
    rows[0] |= changes
    return {"regimes": rows}


@pytest.mark.parametrize(("option", "value"), [("designated", 1), ("not_designated", 0)])
def test_the_option_decides(make_contest, option, value):
    folder = make_contest(head={"options.designation": f'"{option}"'})
    assert (designated(folder) == value).all()


@pytest.mark.parametrize(("status", "value"), [("granted", 1), ("rejected", 0)])
def test_what_is_known_of_the_regime_is_taken(make_contest, status, value):
    assert (designated(make_contest(rows=regimes(status=status))) == value).all()


def test_a_closed_contest_has_one_outcome_for_all_draws(make_contest):
    assert (designated(make_contest()) == 0).all()
    rows = copied("outcomes")
    rows[0] |= {"selected": "true"}
    assert (designated(make_contest("won", rows={"outcomes": rows})) == 1).all()


def test_an_open_contest_has_that_of_each_draw(make_contest):
    rows = copied("contests")
    rows[0] |= {"status": "open"}
    found = evaluate(make_contest(rows={"contests": rows, "outcomes": ()}), 300, WANTED)
    own = found["selected"].sel(bid="a", ranking_method="weighted_sum").values
    whole = (own == 0) | (own == 1)
    assert 0 < own.mean() < 1
    assert np.array_equal(found["designated"].values[whole], own[whole])


def test_a_bid_that_joined_another_has_the_outcome_of_that_one(make_contest):
    contests, bids = copied("contests"), copied("bids")
    contests[0] |= {"status": "open"}
    joined = [{**one, "joins": "c" if one["id"] == "a" else ""} for one in bids]
    rows = {"contests": contests, "bids": joined, "outcomes": (), "bid_options": ()}
    found = evaluate(make_contest(rows={**rows, "option_changes": ()}), 300, WANTED)
    host = found["selected"].sel(bid="c", ranking_method="weighted_sum").values
    whole = (host == 0) | (host == 1)
    assert 0 < host.mean() < 1
    assert np.array_equal(found["designated"].values[whole], host[whole])


def test_without_a_regime_that_a_contest_awards_nobody_is_designated(make_contest):
    assert (designated(make_contest(rows=regimes(contest=""))) == 0).all()
    constraints = [row | {"regimes": ""} for row in copied("constraints")]
    none = make_contest("none", rows={"regimes": (), "constraints": constraints})
    assert (designated(none) == 0).all()
