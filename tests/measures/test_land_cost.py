"""What the made-up land costs, and what is asked for it."""

from datetime import date

import numpy as np
import pytest

from contest import copied
from evaluation import evaluate

LAND = True

WANTED = [
    "development_cost", "parcel_cost", "land_price", "sale_terms", "sold_below_cost",
    "cost_is_brought_in",
]  # fmt: skip

PAID_M2 = 9870 + 9850 + 9870 + 9870 + 15790
"""The made-up parcels but the road; `p2` in the middle of its range."""


def found(folder, **more):
    return evaluate(folder, 200, WANTED, **more)


def test_the_cost_is_shared_out_over_the_land_that_is_paid_for(make_contest):
    cost = found(make_contest())["development_cost"].sel(cost_rule="cost")
    assert float(cost.mean()) == pytest.approx(1e11 / PAID_M2, rel=0.01)
    assert float(cost.min()) > 9e10 / (PAID_M2 + 51)
    assert float(cost.max()) < 1.1e11 / (PAID_M2 - 51)


def test_a_free_area_that_is_stated_counts_instead_of_the_roads(make_contest):
    rows = copied("cost_rules")
    rows[0] |= {"free_supply_m2": "10000"}
    cost = found(make_contest(rows={"cost_rules": rows}))["development_cost"]
    assert float(cost.mean()) == pytest.approx(1e11 / (PAID_M2 + 7900 - 10000), rel=0.01)


def test_an_item_that_no_rule_counts_costs_nothing(make_contest):
    rows = copied("cost_rules")
    rows[0] |= {"items": "land"}
    cost = found(make_contest(rows={"cost_rules": rows}))["development_cost"]
    assert float(cost.mean()) == pytest.approx(4e10 / PAID_M2, rel=0.01)


def two_rules(shared):
    rules = copied("cost_rules")
    rules[0] |= {"items": "land|works"}
    rules.append({**rules[0], "id": "other", "items": "works" if shared else "extra"})
    parcels = copied("parcels")
    parcels[2] |= {"cost_rule": "other"}
    costs = [*copied("costs"), {**copied("costs")[0], "id": "more", "item": "extra"}]
    return {"cost_rules": rules, "parcels": parcels, "costs": costs}


def test_a_cost_that_two_rules_share_is_shared_out_over_the_land_of_both(make_contest):
    cost = found(make_contest(rows=two_rules(shared=True)))["development_cost"]
    assert float(cost.sel(cost_rule="other").mean()) == pytest.approx(6e10 / PAID_M2, rel=0.01)
    cost = found(make_contest("apart", rows=two_rules(shared=False)))["development_cost"]
    assert float(cost.sel(cost_rule="cost").mean()) == pytest.approx(
        1e11 / (PAID_M2 - 9870), rel=0.01
    )
    assert float(cost.sel(cost_rule="other").mean()) == pytest.approx(4e10 / 9870, rel=0.01)


def test_weights_move_prices_and_keep_what_they_bring_in(make_contest):
    rows = copied("parcels")
    rows[0] |= {"price_weight": "2"}
    values = found(make_contest(rows={"parcels": rows}))
    price = values["parcel_cost"]
    ratio = price.sel(parcel="p1") / price.sel(parcel="p3")
    np.testing.assert_allclose(ratio.values, 2.0)
    assert float(values["cost_is_brought_in"]) < 1e-12
    assert "road" not in price["parcel"].values


def test_asked_is_what_the_round_says_or_the_cost(make_contest):
    values = found(make_contest())
    price = values["land_price"]
    assert price["parcel"].values.tolist() == ["p1", "p2", "p3", "p5"]
    assert (price.sel(parcel=["p1", "p2"]) == 3.8e6).all()
    assert np.array_equal(price.sel(parcel="p3"), values["parcel_cost"].sel(parcel="p3"))
    terms = values["sale_terms"]
    assert np.array_equal(terms["if_designated"], terms["cost"])


def test_a_designation_changes_the_rule(make_contest):
    values = found(make_contest(head={"options.designation": '"designated"'}))
    np.testing.assert_allclose(values["land_price"].values, values["parcel_cost"].sel(
        parcel=values["land_price"]["parcel"].values))  # fmt: skip


def test_before_a_cost_is_known_a_sale_at_cost_has_no_price(make_contest):
    rows = [row | {"known_from": "2025-11-30"} for row in copied("costs")]
    values = found(make_contest(rows={"costs": rows}), as_of=date(2025, 11, 1))
    assert "sold_below_cost" not in values
    price = values["land_price"]
    assert np.isnan(price.sel(parcel="p3")).all()
    assert (price.sel(parcel="p1") == 3.8e6).all()


def test_land_sold_below_cost_is_lost_by_whoever_the_law_names(make_contest):
    rows = copied("sale_rounds")
    rows[0] |= {"price_krw_per_m2": "1e6"}
    rules = copied("cost_rules")
    rules[0] |= {"shortfall_borne_by": "city"}
    values = found(make_contest(rows={"sale_rounds": rows, "cost_rules": rules}))
    lost = values["sold_below_cost"]
    cost = values["development_cost"].sel(cost_rule="cost")
    bound = lost["below"].sel(cost_rule="cost", bearer="city")
    assert float((bound / ((cost - 1e6) * (9870 + 9850))).mean()) == pytest.approx(1, rel=0.01)
    assert (lost["below"].sel(bearer=["developer", "province", "state"]) == 0).all()
    assert abs(lost["above"]).max() < 1.0
    assert float(lost["area"].mean()) == pytest.approx(9870 + 9850 + 9870 + 15790, rel=0.01)
