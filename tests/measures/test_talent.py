"""Supply and demand of people in the made-up study."""

import numpy as np

from people import people_values


def balance(occupation):
    return people_values()["talent_balance"].sel(occupation=occupation)


def test_the_stock_follows_from_its_flows():
    for occupation in ("science", "craft"):
        one = balance(occupation)
        before = one["stock"].shift(year=1)
        moved = one["graduates"] + one["trained"] + one["migration"] - one["left"]
        rest = (one["stock"] - before - moved).isel(year=slice(1, None))
        assert float(abs(rest).max()) < 1e-9


def test_the_stock_starts_from_the_last_year_counted():
    one = balance("science").isel(year=0)
    start = one["stock"] - one["graduates"] - one["migration"] + one["left"]
    assert (start >= 40).all()
    assert (start <= 60).all()
    np.testing.assert_allclose(one["left"], 0.1 * start)
    np.testing.assert_allclose(one["migration"], -0.02 * start)


def test_flows_hold_in_their_years_only():
    one = balance("science")
    assert (one["migration"].sel(year=slice(2028, None)) == 0).all()
    assert (one["graduates"] == 4).all()
    craft = balance("craft")["trained"]
    assert (craft.sel(year=2025) == 0).all()
    assert (craft.sel(year=slice(2026, None)) == 10 * 0.8 * 0.5 * 0.5).all()


def test_demand_is_of_firms_here_and_of_tenants():
    needed = people_values()["talent_demand"]["needed"]
    science, craft = balance("science"), balance("craft")
    start = science["demand"].isel(year=0) - needed.sel(occupation="science").isel(year=0)
    rest = science["demand"] - needed.sel(occupation="science")
    np.testing.assert_allclose(rest, start.broadcast_like(rest))
    grown = craft["demand"] - needed.sel(occupation="craft")
    np.testing.assert_allclose(grown, 200 * 1.1 ** (1.0 + np.arange(grown.sizes["year"])) +
                               0 * grown)  # fmt: skip
    gap = (craft["demand"] - craft["stock"]).clip(min=0)
    np.testing.assert_allclose(craft["gap"], gap)


def test_shares_of_a_kind_come_to_one_and_staff_brought_along_is_left_out():
    values = people_values()
    demand, jobs = values["talent_demand"], values["tenant_jobs"]["jobs"]
    np.testing.assert_allclose(demand["jobs"].sum("occupation"), jobs.sum("firm_type"))
    brought = (demand["jobs"] - demand["needed"]).sel(occupation="science")
    assert (
        demand["needed"].sel(occupation="craft") == demand["jobs"].sel(occupation="craft")
    ).all()
    assert (brought <= jobs.sel(firm_type="drugs") * 0.5 + 1e-9).all()
    assert np.isnan(demand["full"]).all()


def test_the_outlook_sums_the_draws_up():
    values = people_values()
    outlook, gap = values["talent_outlook"], values["talent_balance"]["gap"]
    np.testing.assert_allclose(outlook["gap"], gap.mean("draw"))
    np.testing.assert_allclose(outlook["short"], (gap > 0).mean("draw"))
    assert (outlook["stock_low"] <= outlook["stock"]).all()
    assert (values["leaving_rates"].sel(occupation="science") == 0.1).all()
