"""Estimates of the demand for the made-up land."""

from datetime import date

import numpy as np
import pytest

from contest import copied
from evaluation import evaluate

LAND = True

WANTED = [
    "land_demand", "land_demand_outlook", "formal_demand", "survey_demand", "competing_land",
    "pipeline_demand", "contract_chance", "wanted_land", "asked_price", "land_price",
]  # fmt: skip

ONE = {
    "certainty": "1", "highest_price_krw_per_m2": "9e9", "moves": "new", "wanted_m2": "1000",
}  # fmt: skip


def found(folder, draws=300):
    return evaluate(folder, draws, WANTED)


def answers(*changes):
    first = copied("demand_surveys")[0] | {"firm": ""}
    return {
        "demand_surveys": [
            first | {"respondent": f"r{k}"} | ONE | one for k, one in enumerate(changes)
        ]
    }


def test_estimates_stand_side_by_side_and_have_no_sum(make_contest):
    values = found(make_contest())
    demand = values["land_demand"]
    assert demand["estimate"].values.tolist() == [
        "basis/workers", "basis/yearly", "basis/before", "survey/s19", "pipeline",
    ]  # fmt: skip
    years = demand["years"].isel(draw=0).values
    assert years.tolist()[:3] == [10, 10, 10]
    assert np.isnan(years[3])
    assert years[4] == 2
    per_year = (demand["total"] / demand["years"]).values
    np.testing.assert_array_equal(demand["per_year"].values, per_year)
    outlook = values["land_demand_outlook"]
    assert (outlook["low"] <= outlook["high"]).all()
    assert "sum" not in outlook
    assert "total" not in outlook


def test_each_formal_basis_says_what_it_says(make_contest):
    yearly = found(make_contest())["formal_demand"]
    assert float(yearly.sel(demand_basis="workers").min()) >= 300 * 40 * 0.05
    assert float(yearly.sel(demand_basis="workers").max()) <= 500 * 60 * 0.15
    plan = yearly.sel(demand_basis="yearly")
    assert float(plan.mean()) == pytest.approx(9000, rel=0.05)
    assert (yearly.sel(demand_basis="before") >= 0).all()


def test_a_trend_needs_three_years(make_contest):
    rows = copied("land_takeup")
    for row in rows[2:]:
        row |= {"known_from": "2025-06-30"}
    folder = make_contest(rows={"land_takeup": rows})
    yearly = evaluate(folder, 50, WANTED, as_of=date(2024, 12, 31))["formal_demand"]
    assert np.isnan(yearly.sel(demand_basis="before")).all()
    assert np.isfinite(yearly.sel(demand_basis="workers")).all()


def test_an_answer_without_doubt_is_taken_whole(make_contest):
    survey = found(make_contest(rows=answers({}, {"moves": "relocating"})))["survey_demand"]
    assert (survey["wanted"] == 2000).all()
    assert (survey["place"] == 2000).all()
    assert (survey["nation"] == 1000).all()


def test_too_high_a_price_turns_an_answer_away(make_contest):
    survey = found(make_contest(rows=answers({"highest_price_krw_per_m2": "1000"})))
    assert (survey["survey_demand"]["place"] == 0).all()


def test_five_who_name_a_price_speak_for_those_who_do_not(make_contest):
    low, none = {"highest_price_krw_per_m2": "20000"}, {"highest_price_krw_per_m2": ""}
    rows = answers(low, low, low, low, {}, none)
    survey = found(make_contest(rows=rows))["survey_demand"]
    np.testing.assert_allclose(survey["place"].values, 1000 + 1000 / 5)
    four = found(make_contest("four", rows=answers(low, low, low, {}, none)))["survey_demand"]
    assert (four["place"] > 1000).all()
    assert four["place"].std() > 0


def test_what_nobody_asked_lies_anywhere(make_contest):
    rows = answers({"certainty": "", "moves": "unknown"})
    survey = found(make_contest(rows=rows), 2000)["survey_demand"]
    assert float(survey["place"].mean()) == pytest.approx(500, abs=30)
    assert float(survey["nation"].mean()) == pytest.approx(250, abs=25)
    assert (survey["nation"] <= survey["place"]).all()


def test_the_pipeline_counts_every_firm_behind_a_row(make_contest):
    values = found(make_contest())
    members = {"signed": 1, "wooed": 1, "gone": 1, "letters": 5}
    chance, wanted = values["contract_chance"], values["wanted_land"]
    by_hand = sum(
        chance.sel(investor=name) * wanted.sel(investor=name) * count
        for name, count in members.items()
    )
    np.testing.assert_allclose(values["pipeline_demand"].values, by_hand.values)


def test_competing_land_is_dear_or_cheap_beside_ours(make_contest):
    values = found(make_contest())
    near = values["competing_land"].sel(competitor="near")
    np.testing.assert_allclose(near["relative"], values["asked_price"] / 1.6e6)
    far = values["competing_land"].sel(competitor="far")
    assert np.isnan(far["price"]).all()
    assert np.isnan(far["unsold"]).all()


def test_the_price_asked_is_weighed_by_area(make_contest):
    values = found(make_contest())
    price = values["asked_price"]
    each = values["land_price"]
    assert (price > each.min("parcel")).all()
    assert (price < each.max("parcel")).all()


def test_without_anything_but_bases_those_alone_are_told(make_contest):
    empty = dict.fromkeys(("demand_surveys", "conversion_priors", "competing_supply"), ())
    values = found(make_contest(rows=empty))
    labels = values["land_demand"]["estimate"].values.tolist()
    assert labels == ["basis/workers", "basis/yearly", "basis/before"]
    assert "competing_land" not in values
