"""The financial appraisal: by hand for a small building, and what must hold of any project."""

import numpy as np
import pytest

from evaluation import evaluate
from study.made_up_projects import phase, space

MONEY = True

WANTED = [
    "feasibility", "feasibility_outlook", "project_financing", "project_cash_flow",
    "cash_imbalance", "cash_balances", "developer_worth", "developer_outlook",
]  # fmt: skip


def found(folder, draws=200, **more):
    return evaluate(folder, draws, WANTED, **more)


@pytest.fixture(scope="module")
def values(contest_folder):
    return found(contest_folder)


def test_cash_balances(values):
    assert float(values["cash_balances"]) < 1e-12
    assert (values["project_financing"]["cash"] >= 0).all()
    assert (values["project_financing"]["put_in"] >= 0).all()
    # A payment that appears from nowhere would be seen.
    money = values["project_financing"].copy(deep=True)
    money["cash"][:, 0, 10] += 1e6
    from songi.measures.feasibility import cash_imbalance

    assert float(cash_imbalance(values["project_cash_flow"], money).max()) > 1e-6


def test_loans_are_paid_back_with_interest(values):
    money = values["project_financing"].sel(project="land")
    np.testing.assert_allclose(money["drawn"].sum("year"), money["repaid"].sum("year"))
    np.testing.assert_allclose(values["feasibility"]["owed"].sel(project="land"), 0, atol=1e-3)
    share = money["drawn"].sum("year") / values["project_cash_flow"]["outlay"].sel(
        project="land"
    ).sum("year")
    assert ((share >= 0.4 - 1e-9) & (share <= 0.6 + 1e-9)).all()
    assert (money["interest"].sum("year") > 0).all()
    assert (values["project_financing"]["drawn"].sel(project="house") == 0).all()


def test_a_building_by_hand(make_contest):
    """Costs 10bn in 2024; lets 1,000 m² at 50,000 won a month at once, runs for 10,000."""
    rows = {
        "guarantees": (), "financing": (), "planned_sales": (), "benefits": (),
        "cost_phases": [phase("house", 2024, "1"), phase("land", 2023, "1")],
        "space_programme": [
            space("one", 1, "laboratory", "50000", area_m2="1000", occupancy="1", fill_years="0",
                  operating_krw_per_m2_month="10000"),
        ],
    }  # fmt: skip
    cells = {
        "costs": {2: {"amount_krw": "1e10"}},
        "projects": {1: {"starts_on": "2024-01", "opens_on": "2024-12", "horizon_years": "30",
                         "financial_rate": "0.04", "residual_share": "0"}},
    }  # fmt: skip
    told = found(make_contest(rows=rows, cells=cells), 5)["feasibility"].sel(
        project="house", draw=0
    )
    yearly = 1000 * 40000 * 12
    annuity = (1 - 1.04**-30) / 0.04
    assert float(told["npv"]) == pytest.approx(-1e10 + yearly * annuity)
    assert float(told["peak"]) == pytest.approx(1e10)
    assert float(told["peak_year"]) == 2024
    assert float(told["paid_back"]) == 2024 + np.ceil(1e10 / yearly)
    rate = float(told["irr"])
    assert float(told["roots"]) == 1
    assert sum(yearly / (1 + rate) ** t for t in range(1, 31)) == pytest.approx(1e10)
    spent = 1e10 + 1000 * 10000 * 12 * annuity
    assert float(told["pi"]) == pytest.approx(1000 * 50000 * 12 * annuity / spent)


def test_worth_and_ratio_agree_on_which_side_they_lie(values):
    told = values["feasibility"]
    assert ((told["npv"] > 0) == (told["pi"] > 1)).all()
    one = told["roots"] == 1
    assert np.isfinite(told["irr"].where(one, 0.0)).all()
    assert told["irr"].where(~one).isnull().all()
    assert (told["npv_unguaranteed"] <= told["npv"] + 1e-3).sel(project="land").all()


def test_dearer_land_and_longer_delay_cost(make_contest, values):
    dear = found(make_contest("dear", cells={"costs": {1: {"amount_krw": "9e10"}}}))
    npv = {name: one["feasibility"]["npv"].sel(project="land").mean() for name, one in
           (("dear", dear), ("asked", values))}  # fmt: skip
    assert float(npv["dear"]) < float(npv["asked"])


def test_developers_share_what_a_project_is_worth(values):
    worth, told = values["developer_worth"]["npv"], values["feasibility"]["npv"]
    land = worth.sel(project_share=["province_share", "town_share"])
    np.testing.assert_allclose(land.sum("project_share"), told.sel(project="land"))
    ratio = land.sel(project_share="province_share") / told.sel(project="land")
    np.testing.assert_allclose(ratio, 0.65)
    assert values["developer_outlook"]["npv"].dims == ("quantile", "project_share")


def test_the_outlook_is_of_the_runs_that_have_a_number(values):
    told, runs = values["feasibility_outlook"], values["feasibility"]
    assert float(told["pays_back"].sel(project="house")) == float(
        runs["paid_back"].sel(project="house").notnull().mean()
    )
    assert (told["one_rate"] + told["several_rates"] <= 1).all()
    assert (told["npv"].diff("quantile") >= 0).all()
