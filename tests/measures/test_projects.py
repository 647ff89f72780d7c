"""Costs, openings and grants of the made-up projects."""

import numpy as np
import pytest

from evaluation import evaluate
from songi.study.schema import ROW_CLASSES
from songi.study.schema.cells import Refers

MONEY = True

WANTED = ["project_opening", "project_cost", "project_outlays", "project_grants", "social_rate"]


@pytest.fixture(scope="module")
def values(contest_folder):
    return evaluate(contest_folder, 200, WANTED)


def test_projects_open_when_planned_or_later(values):
    opening = values["project_opening"]
    land = opening.sel(project="land")
    assert (float(land.min()) >= 2027, float(land.max()) <= 2028) == (True, True)
    assert (opening.sel(project="house") == 2028.0).all()


def test_a_cost_is_its_rows_times_the_final_factor(values):
    cost = values["project_cost"]
    assert (cost.sel(project="land") >= 9e10).all()
    assert (cost.sel(project="land") <= 1.2 * 11e10).all()
    house = cost.sel(project="house")
    assert ((house >= 8e9) & (house <= 1.2e10)).all()


def test_outlays_add_up_to_the_cost_in_the_years_of_their_phases(values):
    outlays, cost = values["project_outlays"], values["project_cost"]
    np.testing.assert_allclose(outlays.sum("year").values, cost.values)
    spent = outlays.sel(project="land").sum("draw")
    assert spent["year"].values[spent.values > 0].tolist() == [2023, 2025, 2026]


def test_grants_are_a_share_or_an_amount_and_never_more_than_the_cost(values, make_contest):
    grants, outlays = values["project_grants"], values["project_outlays"]
    land = {"project": "land"}
    np.testing.assert_allclose(grants.sel(land).values, 0.04 * outlays.sel(land).values)
    np.testing.assert_allclose(grants.sel(project="house").sum("year").values, 3e9)
    folder = make_contest(cells={"financing": {2: {"amount_krw": "9e10"}}})
    rich = evaluate(folder, 20, ["project_grants", "project_outlays"])
    house = {"project": "house"}
    np.testing.assert_allclose(
        rich["project_grants"].sel(house).values, rich["project_outlays"].sel(house).values
    )


def test_without_phases_or_projects_nothing_is_appraised(make_contest):
    of_projects = {
        name
        for name, row_class in ROW_CLASSES.items()
        for refers in row_class.columns_marked(Refers).values()
        if refers.table == "projects"
    }
    none = dict.fromkeys(("projects", *of_projects), ())
    found = evaluate(make_contest(rows=none), 20)
    assert "feasibility" not in found
    assert "land_market" in found
