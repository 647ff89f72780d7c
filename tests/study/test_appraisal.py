from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from songi.study.appraisal import in_force, verdict
from songi.study.schema.appraisal import AppraisalRegime
from songi.study.schema.projects import Project
from study.made_up import TABLES

DAY = date(2025, 1, 1)


def rule(**cells):
    row = {**TABLES["appraisal_regimes"][4], **cells}
    return AppraisalRegime.model_validate({name: text for name, text in row.items() if text != ""})


def house(**cells):
    row = {**TABLES["projects"][1], **cells}
    return Project.model_validate({name: text for name, text in row.items() if text})


def test_a_rule_is_in_force_on_its_first_and_last_day():
    one = rule(in_force_from="2024-03-12", in_force_until="2024-12-31")
    days = [date(2024, 3, 11), date(2024, 3, 12), date(2024, 12, 31), DAY]
    assert [in_force(one, day) for day in days] == [False, True, True, False]
    assert in_force(rule(), date(1900, 1, 1))


@pytest.mark.parametrize(
    ("cells", "project", "cost", "state", "expected"),
    [
        ({}, {}, (6e10, 7e10), (3e10, 4e10), ("applies", "all")),
        ({}, {}, (4e10, 7e10), (3e10, 4e10), ("unclear", "cost")),
        ({}, {}, (6e10, 7e10), (0, 4e10), ("unclear", "state")),
        ({}, {}, (6e10, 7e10), (0, 2e10), ("not_asked", "state")),
        ({}, {}, (1e10, 2e10), (3e10, 4e10), ("not_asked", "cost")),
        ({"certain": "false"}, {}, (6e10, 7e10), (3e10, 4e10), ("unclear", "reading")),
        ({"in_force_from": "2026-01-01"}, {}, (6e10, 7e10), (3e10, 4e10), ("not_in_force", "date")),
        ({}, {"applicant": "private"}, (6e10, 7e10), (3e10, 4e10), ("not_asked", "applicant")),
        ({"kinds": "land_development"}, {}, (6e10, 7e10), (3e10, 4e10), ("not_asked", "kind")),
        ({"below_cost_krw": "6.5e10"}, {}, (6e10, 7e10), (3e10, 4e10), ("unclear", "cost")),
        ({"below_cost_krw": "6e10"}, {}, (6e10, 7e10), (3e10, 4e10), ("not_asked", "cost")),
    ],
)
def test_what_decides(cells, project, cost, state, expected):
    assert verdict(rule(**cells), house(**project), cost, state, DAY) == expected


@given(st.floats(0, 1e11), st.floats(0, 1e11), st.floats(0, 1e11))
def test_a_cost_inside_a_wider_range_never_contradicts_it(low, within, high):
    """What is certain of a range of costs holds of every cost in it."""
    least, cost, most = sorted((low, within, high))
    wide = verdict(rule(from_state_krw=""), house(), (least, most), (0, 0), DAY)
    narrow = verdict(rule(from_state_krw=""), house(), (cost, cost), (0, 0), DAY)
    assert wide[0] == "unclear" or wide == narrow
