"""The made-up sale that is over, as it looked on the day of the offer."""

from datetime import date

import numpy as np
import pytest

from contest import copied
from evaluation import evaluate

LAND = True

WANTED = ["sale_trials"]


def trial(folder, draws=400, **more):
    return evaluate(folder, draws, WANTED, **more)["sale_trials"].sel(sale_round="first")


def cheap(**cells):
    rows = copied("sale_rounds")
    rows[0] |= {"price_krw_per_m2": "5e5", **cells}
    return rows


def test_it_stands_beside_what_happened(contest_folder):
    found = trial(contest_folder)
    assert 0.9 < float(found["no_bid"]) <= 1
    assert float(found["bids"]) == 0
    assert float(found["sold"]) == 0
    assert float(found["days"]) == 35
    assert float(found["firms"]) == 7
    assert float(found["price"]) == 3.8e6
    assert 2e6 < float(found["expected"]) < 2.8e6


def test_a_lower_price_finds_bidders(make_contest):
    found = trial(make_contest(rows={"sale_rounds": cheap()}))
    assert float(found["no_bid"]) < 0.9
    assert float(found["bidders"]) > 0.1
    assert float(found["no_bid_by_days"]) >= float(found["no_bid"])


LATER = {
    "events": {"happened_on": "2025-11-15", "known_from": "2025-11-20"},
    "market_parameters": {"value": "0", "known_from": "2025-11-20"},
    "competing_supply": {"price_krw_per_m2": "1e5", "known_from": "2025-11-20"},
    "conversion_priors": {"share": "0.01", "known_from": "2025-11-20"},
    "investors": {"members": "1", "wanted_m2": "999", "known_from": "2025-11-20"},
    "regimes": {"status": "granted", "since": "2025-11-20", "known_from": "2025-11-20"},
    "parcels": {"area_m2": "500", "known_from": "2025-11-20"},
}


@pytest.mark.parametrize("table", LATER)
def test_nothing_that_became_known_after_the_offer_counts(make_contest, table):
    first = 5 if table == "events" else 0
    later = copied(table)[first] | LATER[table]
    if table == "events":
        later |= {"id": "later", "stage": "mou"}
    before = trial(make_contest(rows={"sale_rounds": cheap()}))
    folder = make_contest("later", rows={"sale_rounds": cheap()}, more={table: [later]})
    assert trial(folder).drop_vars("sale_round").identical(before.drop_vars("sale_round"))


def test_what_was_known_on_the_day_does_count(make_contest):
    """So that the test above does not hold of a trial that looks at nothing."""
    known = copied("market_parameters")[0] | {"value": "0", "known_from": "2025-10-30"}
    before = trial(make_contest())
    after = trial(make_contest("known", more={"market_parameters": [known]}))
    assert float(after["no_bid"]) < float(before["no_bid"])


def test_a_sale_still_open_is_no_trial(make_contest):
    rows = copied("sale_rounds")
    rows[0] |= {"closes_on": ""}
    folder = make_contest(rows={"sale_rounds": rows})
    assert "sale_trials" not in evaluate(folder, 5, WANTED)
    assert "sale_trials" not in evaluate(make_contest("b"), 5, WANTED, as_of=date(2025, 11, 30))


def test_what_was_not_known_on_the_day_cannot_be_tried(make_contest):
    rows = [row | {"known_from": "2025-11-20"} for row in copied("conversion_priors")]
    found = trial(make_contest(rows={"conversion_priors": rows}))
    assert np.isnan(found["no_bid"])
    assert float(found["bids"]) == 0
