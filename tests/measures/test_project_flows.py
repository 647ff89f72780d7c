"""Cash by year, deficits, benefits and exposure of the made-up projects."""

import numpy as np
import pytest

from evaluation import evaluate

MONEY = True

WANTED = [
    "project_cash_flow", "operating_deficit", "land_taken_up", "economic_costs",
    "economic_benefits", "city_exposure", "buy_back", "project_outlays", "land_sales",
    "building_operation", "project_opening",
]  # fmt: skip


def found(folder, draws=200, **more):
    return evaluate(folder, draws, WANTED, **more)


@pytest.fixture(scope="module")
def values(contest_folder):
    return found(contest_folder)


def test_the_net_is_what_comes_in_less_what_goes_out(values):
    flow = values["project_cash_flow"]
    comes = sum(flow[k] for k in ("grants", "firms", "others", "guarantor", "rent", "residual"))
    np.testing.assert_allclose(flow["net"].values, (comes - flow["outlay"] - flow["operating"]))
    assert (flow["residual"].sel(project="land") == 0).all()
    left = flow["residual"].sel(project="house").sum("year")
    spent = flow["outlay"].sel(project="house").sum("year")
    assert ((left / spent >= 0.1) & (left / spent <= 0.2)).all()


def test_a_deficit_is_running_costs_less_rents(values):
    deficit, house = values["operating_deficit"], values["building_operation"]
    np.testing.assert_allclose(deficit.values, (house["operating"] - house["rent"]).values)
    assert float(deficit.sel(year=2028).mean()) > float(deficit.sel(year=2040).mean())


def test_land_is_held_from_the_year_of_signing_on(values):
    held, sales = values["land_taken_up"], values["land_sales"]
    assert (held.diff("year") >= -1e-9).all()
    assert (held.sel(year=2024) == 0).all()
    np.testing.assert_allclose(
        held.sel(year=2047).values, sales["area"].sum(("year", "sale_round")).values
    )


def test_what_changes_hands_is_no_cost_to_society(values):
    costs, outlays = values["economic_costs"], values["project_outlays"]
    land = {"project": "land"}
    share = 1 - costs.sel(land).sum("year") / outlays.sel(land).sum("year")
    assert ((share >= 0.05 - 1e-9) & (share <= 0.1 + 1e-9)).all()
    house = {"project": "house"}
    running = values["building_operation"]["operating"].sel(house)
    np.testing.assert_allclose(costs.sel(house), outlays.sel(house) + running)


def test_the_nation_leaves_out_tenants_that_only_move(values, make_contest):
    gains = values["economic_benefits"]
    assert (gains.sel(view="city") >= gains.sel(view="national") - 1e-6).all()
    years = {"project": "land", "year": slice(2030, 2040)}
    assert float((gains.sel(view="city", **years) - gains.sel(view="national", **years)).max()) > 0
    house = gains.sel(project="house")
    np.testing.assert_allclose(house.sel(view="city"), house.sel(view="national"))
    rows = {"benefits": [
        {"id": "m", "name_ko": "가", "name_en": "M", "project": "land", "kind": "net_value_added",
         "counted_as": "relocating", "share_of_tenants": "1", "amount_krw": "1e5", "source": "s",
         "per": "m2_of_land", "after_years": "", "known_from": "2023-12-01", "basis": "assumed"},
    ]}  # fmt: skip
    moved = found(make_contest(rows=rows), 20)["economic_benefits"].sel(project="land")
    assert (moved.sel(view="national", year=slice(None, 2045)) == 0).all()
    assert float(moved.sel(view="city", year=2040).max()) > 0


def test_nothing_is_gained_or_left_after_the_end(values):
    gains = values["economic_benefits"].sel(project="land", view="city")
    last = np.ceil(values["project_opening"].sel(project="land")) - 1 + 20
    late = gains["year"] > last
    assert (gains.where(late, 0.0) == 0).all()


def test_exposure_is_told_from_low_to_high_beside_its_share(values):
    told, bought = values["city_exposure"].sel(guarantee="clause"), values["buy_back"]
    amount = bought["amount"].isel(guarantee=0)
    assert float(told["amount"].sel(quantile="q50")) == pytest.approx(float(amount.median()))
    assert (told["amount"].diff("quantile") >= 0).all()
    assert (told["net"] <= told["amount"]).all()
    assert float(told["called"]) == pytest.approx(float((amount > 0).mean()))
    assert told["due"].item() in {"2028", "2029"}
