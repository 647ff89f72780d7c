"""What the made-up tenants invest, and the taxes on it before relief."""

import numpy as np
import pytest

from contest import copied
from evaluation import bytes_of, evaluate

MONEY = True

WANTED = ["investment_plans", "tax_before_relief", "sale_terms"]


@pytest.fixture(scope="module")
def found(contest_folder):
    return evaluate(contest_folder, 60, WANTED)


def test_land_comes_on_top_at_the_price_asked(found):
    plans, terms = found["investment_plans"], found["sale_terms"]
    asked = terms["offered"].mean("sale_round")
    land = plans["assets"].sel(asset="land")
    np.testing.assert_allclose((land / plans["land_m2"]).sel(firm_type="drugs"), asked)
    saved = (terms["offered"] - terms["if_designated"]).mean("sale_round").clip(min=0)
    np.testing.assert_allclose(
        (plans["land_saved"] / plans["land_m2"]).sel(firm_type="labs"), saved
    )


def test_assets_add_up_to_what_is_invested_for_each_square_metre(found):
    plans = found["investment_plans"].sel(firm_type="drugs")
    for_each = (plans["assets"].sum("asset") - plans["assets"].sel(asset="land")) / plans["land_m2"]
    assert 3e6 <= float(for_each.min()) <= float(for_each.max()) <= 5e6
    np.testing.assert_allclose(plans["jobs"], plans["land_m2"] * 12 / 1000)


def test_without_a_sale_of_land_the_profile_says_its_price(make_contest):
    parcels = [{**row, "sale_round": ""} for row in copied("parcels")]
    rows = {"sale_rounds": [], "sale_outcomes": [], "parcels": parcels}
    values = evaluate(make_contest(rows=rows), 5, WANTED)
    plans = values["investment_plans"]
    np.testing.assert_allclose(plans["assets"].sel(asset="land"), 2e6 * plans["land_m2"])
    assert (plans["land_saved"] == 0).all()


def test_tax_is_by_brackets_and_never_less_than_nothing(found):
    taxes = found["tax_before_relief"]
    by_hand = 0.09 * taxes["taxable"].clip(max=2e8) + 0.19 * (taxes["taxable"] - 2e8).clip(min=0)
    np.testing.assert_allclose(taxes["tax"], by_hand)
    assert (taxes["own_tax"] <= taxes["tax"] + 1e-6).all()
    labs, drugs = (taxes.sel(firm_type=name) for name in ("labs", "drugs"))
    np.testing.assert_allclose(labs["minimum"], 0.07 * labs["taxable"])
    np.testing.assert_allclose(drugs["minimum"], 0.1 * drugs["taxable"])
    assert float(taxes["tax_rate"].max()) < 0.19 * 1.1 + 1e-9


def test_another_kind_changes_no_byte(found, make_contest):
    rows = copied("investment_profiles")
    rows[1] |= {"profitability": "0.3", "investment_krw_per_m2": "9e6"}
    other = evaluate(make_contest(rows={"investment_profiles": rows}), 60, WANTED)
    for name in WANTED[:2]:
        labels = {"firm_type": "drugs"}
        assert bytes_of(other[name], **labels) == bytes_of(found[name], **labels)
