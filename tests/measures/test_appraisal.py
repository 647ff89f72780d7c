"""Gates, reviews and weights of the made-up projects."""

from datetime import date

import numpy as np
import pytest

from contest import copied
from evaluation import evaluate

MONEY = True

GATES = ["appraisal_gates"]


def verdicts(folder, project, **more):
    found = evaluate(folder, 20, GATES, **more)["appraisal_gates"]
    return dict(zip(found["appraisal_regime"].values, found["verdict"].sel(project=project).values,
                    strict=True))  # fmt: skip


def test_each_gate_asks_for_its_own_projects(make_contest):
    land = verdicts(make_contest(), "land")
    assert land == {
        "review_old": "passed", "review_new": "not_in_force", "local": "not_asked",
        "central": "not_asked", "study": "not_asked",
    }  # fmt: skip
    house = verdicts(make_contest("again"), "house")
    # 8 to 12 billion: on both sides of the eleven from which the central review takes over.
    assert (house["local"], house["central"]) == ("unclear", "unclear")


def test_a_project_without_a_record_is_held_against_the_rule_of_its_start(make_contest):
    rows = {"appraised_projects": []}
    land = verdicts(make_contest(rows=rows), "land")
    assert (land["review_old"], land["review_new"]) == ("applies", "not_in_force")
    later = copied("projects")
    later[0] |= {"starts_on": "2024-06-30"}
    phases = [one for one in copied("cost_phases") if one["year"] != "2023"]
    phases[0] |= {"share": "0.6..0.8"}
    rows |= {"projects": later, "cost_phases": phases}
    land = verdicts(make_contest("later", rows=rows), "land")
    assert land["review_old"] == "not_in_force"


def test_what_becomes_known_later_is_not_known_before(make_contest):
    rows = copied("appraised_projects")
    rows[0] |= {"known_from": "2025-01-01"}
    folder = make_contest(rows={"appraised_projects": rows})
    land = verdicts(folder, "land", as_of=date(2024, 6, 1))
    assert land["review_old"] == "applies"


def test_growth_and_delay_by_hand(make_contest):
    values = evaluate(make_contest(), 400, ["since_appraisal", "review_triggers", "project_cost"])
    since, cost = values["since_appraisal"], values["project_cost"].sel(project="land")
    growth = since["growth"].sel(appraised_project="land_passed")
    assert (growth >= cost / 8e10 - 1 - 1e-12).all()
    assert (growth <= cost / 7e10 - 1 + 1e-12).all()
    # Planned for the end of 2023, now of 2026, and up to a year late.
    assert since["delay"].min() >= 36
    assert since["delay"].max() <= 48
    told = values["review_triggers"].sel(appraised_project="land_passed")
    assert float(told["growth_limit"]) == 0.3
    assert float(told["delay_limit"]) == 48
    assert float(told["by_cost"]) == pytest.approx(float((growth >= 0.3).mean()))
    assert float(told["either"]) >= max(float(told["by_cost"]), float(told["by_delay"]))


def test_the_limits_are_those_of_the_day_of_the_study(make_contest):
    told = evaluate(make_contest(), 40, ["review_triggers"], as_of=date(2024, 3, 1))
    limit = told["review_triggers"].sel(appraised_project="land_passed")
    assert float(limit["growth_limit"]) == 0.2
    assert float(limit["delay_limit"]) == 36


def test_without_a_limit_nothing_is_said_of_another_review(make_contest):
    rows = copied("appraisal_regimes")
    for one in rows:
        one |= {"review_cost_growth": "", "review_delay_years": ""}
    told = evaluate(make_contest(rows={"appraisal_regimes": rows}), 40, ["review_triggers"])
    for name in ("by_cost", "by_delay", "either", "growth_limit", "delay_limit"):
        assert told["review_triggers"][name].isnull().all()
    assert told["review_triggers"]["growth"].notnull().all()


def test_weights_stay_in_their_ranges_and_add_up(make_contest):
    drawn = evaluate(make_contest(), 300, ["appraisal_weights"])["appraisal_weights"]
    np.testing.assert_allclose(drawn.sum("heading"), 1.0)
    here = drawn.sel(appraisal_area="capital_region")
    assert here.sel(heading="economic_weight").min() >= 0.6
    assert here.sel(heading="economic_weight").max() <= 0.7
    assert here.sel(heading="balance_weight").isnull().all()
    there = drawn.sel(appraisal_area="elsewhere")
    assert there.sel(heading="balance_weight").min() >= 0.3


def test_a_study_without_rules_of_appraisal_has_no_gates(make_contest):
    names = ("appraisal_regimes", "appraised_projects", "appraisal_parameters")
    projects = [one | {"social_rate": "0.045"} for one in copied("projects")]
    folder = make_contest(rows={**dict.fromkeys(names, ()), "projects": projects})
    values = evaluate(folder, 20, ["appraisal_gates", "review_triggers", "project_cost"])
    assert "appraisal_gates" not in values
    assert "review_triggers" not in values
    assert "project_cost" in values
