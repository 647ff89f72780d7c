"""Society's appraisal, kept apart from the developer's."""

import numpy as np
import pytest

from evaluation import evaluate

MONEY = True

WANTED = [
    "economic_appraisal", "project_appraisal", "appraisal_outlook", "feasibility",
    "economic_benefits", "economic_costs",
]  # fmt: skip


@pytest.fixture(scope="module")
def values(contest_folder):
    return evaluate(contest_folder, 200, WANTED)


def test_worth_is_benefits_less_costs_at_the_social_rate(values):
    told = values["economic_appraisal"]
    np.testing.assert_allclose(told["npv"], told["benefits"] - told["costs"], rtol=1e-9)
    np.testing.assert_allclose(told["benefit_cost"], told["benefits"] / told["costs"])
    years = values["economic_costs"]["year"].values
    factor = 1.045 ** -(years - 2024.0)
    costs = (values["economic_costs"].sel(project="house") * factor).sum("year")
    np.testing.assert_allclose(told["costs"].sel(view="city", project="house"), costs)


def test_grants_loans_and_land_sold_leave_society_as_it_is(make_contest, values):
    rows = {"financing": (), "planned_sales": (), "guarantees": ()}
    alone = evaluate(make_contest(rows=rows), 200, WANTED)
    for name in ("npv", "benefit_cost"):
        np.testing.assert_allclose(
            alone["economic_appraisal"][name], values["economic_appraisal"][name]
        )
    assert not np.allclose(alone["feasibility"]["npv"], values["feasibility"]["npv"])


def test_both_views_stand_side_by_side(values):
    told = values["project_appraisal"]
    assert told["view"].values.tolist() == ["financial", "national", "city"]
    np.testing.assert_array_equal(told["npv"].sel(view="financial"), values["feasibility"]["npv"])
    society = values["economic_appraisal"]["benefit_cost"]
    np.testing.assert_array_equal(told["benefit_cost"].sel(view=["national", "city"]), society)
    assert (told["npv"].sel(view="city") >= told["npv"].sel(view="national") - 1e-3).all()


def test_without_benefits_society_is_not_appraised(make_contest):
    values = evaluate(make_contest(rows={"benefits": ()}), 20, ["project_appraisal",
                                                              "appraisal_outlook"])  # fmt: skip
    told = values["project_appraisal"]["npv"]
    assert told.sel(view="financial").notnull().all()
    assert told.sel(view=["national", "city"]).isnull().all()
    assert values["appraisal_outlook"]["positive"].sel(view="city").isnull().all()


def test_the_outlook_is_in_order(values):
    told = values["appraisal_outlook"]
    assert told["quantile"].values.tolist() == ["q05", "q25", "q50", "q75", "q95"]
    assert (told["npv"].diff("quantile") >= 0).all()
    assert ((told["positive"] >= 0) & (told["positive"] <= 1)).all()
