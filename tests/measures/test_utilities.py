"""Supply of the made-up land against what its tenants draw."""

import numpy as np
import pytest

from contest import copied
from evaluation import evaluate

LAND = True

WANTED = [
    "infrastructure_balance", "infrastructure_outlook", "held_up_land", "first_shortage",
    "ready_from", "settled_land", "utility_needs", "moving_in",
]  # fmt: skip


def found(folder, draws=300):
    return evaluate(folder, draws, WANTED)


@pytest.fixture(scope="module")
def values(contest_folder):
    return found(contest_folder)


def test_each_kind_draws_what_its_type_says_and_letters_the_mean(values):
    needs = values["utility_needs"]
    power = needs.sel(utility="power")
    assert float(power.sel(investor="wooed").min()) >= 80e-6
    assert float(power.sel(investor="signed").max()) <= 60e-6
    mean = (power.sel(investor="wooed") + power.sel(investor="signed")) / 2
    np.testing.assert_allclose(power.sel(investor="letters"), mean)
    assert (needs.sel(utility="water", investor="signed") == 3e-3).all()


def test_supply_comes_with_its_delay(values):
    balance = values["infrastructure_balance"]
    power = balance.sel(utility="power")
    assert (power["supply"].sel(year=2025) == 0).all()
    assert (power["firm"].sel(year=2027) >= 0.5).all()
    assert (power["firm"] <= 0.7).all()
    assert (power["supply"].sel(year=2033) >= 2.5).all()
    late = power["supply"].sel(year=2030) > 1
    assert 0 < float(late.mean()) < 1
    waste = balance.sel(utility="waste_water")
    assert (waste["firm"] == 0).all()
    assert (waste["supply"].sel(year=2028) == 150).all()


def test_short_is_what_demand_is_above_supply(values):
    balance = values["infrastructure_balance"]
    gap = (balance["demand"] - balance["supply"]).clip(min=0)
    np.testing.assert_allclose(balance["short"].values, gap.values)
    assert (balance["demand"].diff("year") >= -1e-9).all()


def test_nobody_draws_before_moving_in(values):
    demand = values["infrastructure_balance"]["demand"].sel(utility="water")
    years = np.ceil(values["moving_in"])
    assert (years >= 1).all()
    assert (demand.sel(year=2025) == 0).all()
    soon = demand.sel(year=2026).where(years > 1, drop=True)
    assert (soon == 0).all()


def test_land_sold_before_counts_with_its_owner(values):
    land = values["settled_land"]
    assert (land.sel(investor="signed", year=2025) == 9870).all()
    assert (land.sel(investor="signed", year=2026) == 0).all()


def test_the_first_year_of_shortage_is_one_in_which_it_is_short(values):
    first = values["held_up_land"]["first"]
    short = values["infrastructure_balance"]["short"] > 1e-9
    assert (first.notnull() == short.any("year")).all()
    outlook = values["first_shortage"]
    assert float(outlook["short"].sel(utility="water")) == 0
    assert np.isnan(outlook["middle"].sel(utility="water"))
    for name in ("power", "waste_water"):
        one = outlook.sel(utility=name)
        assert 0 < float(one["short"]) < 1
        assert float(one["early"]) <= float(one["middle"]) <= float(one["late"])
        assert 0 < float(one["held_up"]) < 1


def test_without_any_supply_everybody_waits(make_contest):
    rows = [row | {"available_from": "2090"} for row in copied("utilities")]
    values = found(make_contest(rows={"utilities": rows}), 60)
    held = values["held_up_land"]["held_up"]
    assert (held.where(held.notnull(), 1) == 1).all()
    assert (values["infrastructure_balance"]["supply"] == 0).all()


def test_with_plenty_nobody_waits(make_contest):
    rows = [row | {"capacity": "99999", "available_from": "2020", "delay_months": ""}
            for row in copied("utilities")]  # fmt: skip
    values = found(make_contest(rows={"utilities": rows}), 60)
    assert (values["first_shortage"]["short"] == 0).all()
    assert (values["first_shortage"]["held_up"] == 0).all()
    assert (values["ready_from"] <= 2021).all()


def test_a_need_that_no_kind_states_leaves_the_utility_out(make_contest):
    rows = [row | {"water_m3_per_day_per_1000_m2": ""} for row in copied("firm_types")]
    values = found(make_contest(rows={"firm_types": rows}), 20)
    assert values["infrastructure_balance"]["utility"].values.tolist() == ["power", "waste_water"]


def test_land_is_ready_when_the_last_kind_is_there(values):
    """The sewer at the end of 2027 and up to half a year late; the grid up to a year late."""
    ready = values["ready_from"].sel(sale_round="first")
    assert float(ready.min()) >= 2028
    assert float(ready.max()) <= 2028.5
