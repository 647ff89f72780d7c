"""Land sold and bought back, and floors let, of the made-up projects."""

import numpy as np
import pytest

from evaluation import evaluate

MONEY = True

WANTED = [
    "land_sales", "buy_back", "developer_land_income", "building_operation", "land_market",
    "land_absorption", "project_opening", "sale_terms",
]  # fmt: skip


def found(folder, draws=200, **more):
    return evaluate(folder, draws, WANTED, **more)


@pytest.fixture(scope="module")
def values(contest_folder):
    return found(contest_folder)


def test_sales_are_what_is_signed_at_the_price_of_the_quarter(values):
    market, sales = values["land_market"], values["land_sales"]
    paid = (market["signed"] * market["price"].fillna(0.0)).sum(("quarter", "sale_round"))
    np.testing.assert_allclose(sales["value"].sum(("year", "sale_round")).values, paid.values)
    signed = values["land_absorption"]["signed"]
    np.testing.assert_allclose(
        sales["area"].transpose(*signed.dims).values, signed.values, atol=1e-9
    )


def test_what_is_unsold_when_due_is_bought_between_cost_and_price(values):
    bought, left = values["buy_back"], values["land_absorption"]["unsold"].sum("sale_round")
    due = bought["year"].isel(guarantee=0)
    assert set(due.values.tolist()) <= {2028.0, 2029.0}
    for draw in (0, 7, 99):
        unsold = float(left.sel(draw=draw, year=int(due.sel(draw=draw))))
        assert float(bought["area"].sel(draw=draw).squeeze()) == pytest.approx(unsold)
    price, terms = bought["price"].isel(guarantee=0), values["sale_terms"]
    known = price.notnull()
    # A price that nobody pays is lowered down to nine tenths of the cost.
    assert (price >= 0.9 * terms["cost"].min("sale_round") - 1e-6).where(known, True).all()
    assert (price <= 3.8e6 + 1e-6).where(known, True).all()


def test_land_is_paid_for_once(values):
    """What firms pay goes to the developer before the promise falls due, then to the guarantor."""
    income, sales = values["developer_land_income"], values["land_sales"]
    firms = income["firms"].sel(project="land") + income["resold"].sel(project="land")
    np.testing.assert_allclose(
        firms.sum("year").values, sales["value"].sum(("year", "sale_round")).values, rtol=1e-12
    )
    bought = values["buy_back"]
    paid = income["guarantor"].sel(project="land").sum("year")
    np.testing.assert_allclose(paid.values, bought["amount"].sum("guarantee").values)
    resold = income["resold"].sel(project="land").sum("year")
    np.testing.assert_allclose(resold.values, bought["resold"].sum("guarantee").values, atol=1e-3)
    assert (income.sel(project="house").to_dataarray() == 0).all()


def test_planned_sales_come_evenly(values):
    others = values["developer_land_income"]["others"].sel(project="land")
    years = others["year"].values[others.sum("draw").values > 0]
    assert years.tolist() == [2026, 2027, 2028]
    np.testing.assert_allclose(others.sel(year=2026).values, others.sel(year=2028).values)
    assert ((others.sum("year") >= 0.8 * 9e9) & (others.sum("year") <= 9e9)).all()


def test_without_a_promise_the_developer_sells_on(make_contest, values):
    alone = found(make_contest(rows={"guarantees": ()}))
    assert "buy_back" not in alone
    income = alone["developer_land_income"].sel(project="land")
    both = values["developer_land_income"].sel(project="land")
    np.testing.assert_allclose(income["firms"].values, (both["firms"] + both["resold"]).values)
    assert (income["guarantor"] == 0).all()


def test_a_promise_for_other_uses_buys_nothing(make_contest):
    folder = make_contest(cells={"guarantees": {0: {"uses": "support"}}})
    assert (found(folder, 40)["buy_back"]["amount"] == 0).all()


def test_floors_are_let_from_their_opening_to_the_end(values):
    house = values["building_operation"].sel(project="house")
    assert values["building_operation"]["project"].values.tolist() == ["house"]
    assert (house["operating"].sel(year=slice(None, 2027)) == 0).all()
    assert (house["let"].sel(year=2047) > 0).all()
    full = house["let"].sel(year=2040)
    assert ((full >= 2 * 600) & (full <= 2 * 1080)).all()
    assert (house["let"].diff("year").sel(year=slice(None, 2040)) >= -1e-9).all()
    # Three floors run from 2029-06-30 on, two before; the lobby brings in nothing.
    late = house["operating"].sel(year=2040)
    assert (house["operating"].sel(year=2028) < late).all()
    assert (house["rent"].sel(year=2040) <= full * 16000 * 12).all()
