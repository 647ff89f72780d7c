"""Switching values and the tornado, on the made-up projects alone."""

import numpy as np
import pytest

from contest import copied, write_contest
from experiments.small import run_experiment
from songi.experiments.switching import HIGH, LOW, MOST
from study.made_up_appraisal import APPRAISAL
from study.made_up_projects import PROJECT_COSTS, PROJECTS

DRAWS = 200


def house_only(folder, **cells):
    """A study of the building alone: neither land nor firms, so that it runs fast."""
    rows = {
        name: [dict(one) for one in table if one.get("project", one["id"] if name == "projects"
               else "") == "house"]
        for name, table in PROJECTS.items()
    } | {"costs": [dict(one) for one in PROJECT_COSTS]}  # fmt: skip
    rows["projects"][0] |= {"social_rate": "0.045", **cells}
    return write_contest(folder, rows=rows)


@pytest.fixture(scope="module")
def found(tmp_path_factory):
    folder = house_only(tmp_path_factory.mktemp("house") / "study")
    return run_experiment(folder, "switching_values", DRAWS)


def test_the_made_up_house_stands_alone():
    assert {row["project"] for row in PROJECTS["space_programme"]} == {"house"}
    assert copied("projects")[1]["id"] == "house"
    assert APPRAISAL["appraisal_parameters"]


def test_inputs_that_move_the_house_are_told(found):
    drivers = found["driver"].values.tolist()
    assert 0 < len(drivers) <= MOST
    assert "costs/house_works/amount_krw" in drivers
    assert "space_programme/house/occupancy" in drivers
    assert set(found["of"].values) == {"house"}
    swing = np.abs(found["high"] - found["low"]).sel(view="financial")
    assert (np.diff(swing.values) <= 1e-6).all()


def test_dearer_works_are_worth_less_and_fuller_floors_more(found):
    cost = found.sel(driver="costs/house_works/amount_krw", view="financial")
    assert cost["low"] > found["base"].sel(project="house", view="financial") > cost["high"]
    assert float(cost["value_low"]) == pytest.approx(8e9 + LOW * 4e9)
    assert float(cost["value_high"]) == pytest.approx(8e9 + HIGH * 4e9)
    full = found.sel(driver="space_programme/house/occupancy", view="financial")
    assert full["high"] > full["low"]
    assert float(full["cells"]) == 2


def test_a_switching_value_lies_where_the_line_through_the_ends_is_nought(found):
    """The present value is linear in the cost: the line through the two ends is exact."""
    for view in ("financial", "national"):
        one = found.sel(driver="costs/house_works/amount_krw", view=view)
        low, high = float(one["low"]), float(one["high"])
        begin, end = float(one["value_low"]), float(one["value_high"])
        value = float(one["switching_value"])
        if np.isfinite(value):
            expected = begin - low * (end - begin) / (high - low)
            assert value == pytest.approx(expected, rel=0.02)
            assert float(one["inside"]) == float(8e9 <= expected <= 1.2e10)
        else:
            assert low * high > 0


def test_what_moves_nothing_has_no_switching_value(found):
    still = (found["low"] == found["high"]) | found["low"].isnull()
    assert found["switching_value"].where(still).isnull().all()
    assert found["inside"].where(still).isnull().all()


def test_a_range_around_nought_is_searched(tmp_path):
    """A grant of anything between none and all of the cost: somewhere the house just pays."""
    rows = {
        "financing": [{**dict(PROJECTS["financing"][2]), "amount_krw": "0..2e10"}],
        "costs": [{**PROJECT_COSTS[0], "amount_krw": "9e9..1e10"}],
    }
    folder = house_only(tmp_path / "grant")
    for name, table in rows.items():
        path = folder / "tables" / f"{name}.csv"
        head = list(table[0])
        lines = [",".join(head), ",".join(str(table[0][column]) for column in head)]
        path.write_text("\n".join(lines) + "\n", "utf-8")
    found = run_experiment(folder, "switching_values", DRAWS)
    one = found.sel(driver="financing/state_money/amount_krw", view="financial")
    if float(one["low"]) * float(one["high"]) < 0:
        assert float(one["inside"]) == 1
        assert float(one["value_low"]) < float(one["switching_value"]) < float(one["value_high"])
    else:
        assert float(one["inside"]) != 1
