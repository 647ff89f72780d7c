"""Rules on projects that the cases of bad input do not reach: what they let pass."""

import pytest

from songi.study.check import read_and_check
from study.made_up_projects import benefit, phase


def codes(folder):
    return {problem.code for problem in read_and_check(folder)[1]}


@pytest.mark.parametrize(
    "changes",
    [
        {"rows": {"cost_phases": [phase("land", 2023, "0.2..0.9"), phase("land", 2024, "0.3..0.7"),
                                  phase("house", 2025, "1")]}},
        {"rows": {"benefits": [benefit("all", "land", "new", "0.5..1", "1", "year")]}},
        {"cells": {"planned_sales": {0: {"uses": "knowledge"}}}},
        {"cells": {"projects": {1: {"gross_floor_m2": ""}}}},
    ],
    ids=["ranges that can add up", "shares that can add up", "firms' land sold before",
         "floor area unknown"],
)  # fmt: skip
def test_what_can_be_is_let_pass(make_study, changes):
    assert codes(make_study(**changes)) == set()


def test_nothing_is_said_of_shares_where_rows_could_not_be_read(make_study):
    cells = {"project_shares": {1: {"share": "much"}}}
    assert "projects.shares" not in codes(make_study(cells=cells))
