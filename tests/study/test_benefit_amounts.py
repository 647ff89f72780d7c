"""What benefits come to: the cost of capital they lower, the part of a package they belong to."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from songi.study.benefit_amounts import base_cost, cost_with, income_part
from songi.study.schema.incentives import Incentive
from study.made_up_incentives import INCENTIVES

PLAN = {"assets": np.array([[60.0, 40.0]]), "wear": np.array([0.1])}
TAXES = {
    "acquisition": np.array([3.0]), "customs": np.array([1.0]), "property": np.array([0.5]),
    "real_rate": np.array([0.05]), "allowance": np.array([0.0]), "tax_rate": np.array([0.0]),
}  # fmt: skip


def test_without_income_tax_capital_costs_interest_wear_and_what_is_paid_on_it():
    expected = 1.04 * (0.05 + 0.1) + 0.005 - 0.1
    assert base_cost(PLAN, TAXES) == pytest.approx([expected])


@given(st.floats(0, 50), st.floats(0, 50))
def test_what_is_given_lowers_the_cost_by_the_same_whatever_was_given_before(before, more):
    first, second = (cost_with(PLAN, TAXES, amount, 0.0) for amount in (before, before + more))
    assert (first - second) * 100 == pytest.approx(more * 0.15, abs=1e-9)


def test_a_benefit_belongs_to_the_part_of_its_base():
    rows = [
        Incentive.model_validate({name: text for name, text in one.items() if text})
        for one in INCENTIVES["incentives"]
    ]
    parts = {row.base: income_part(row) for row in rows if row.base}
    told = {"income_tax": "income_tax", "research_cost": "research_credit"}
    assert all(part == told.get(base, "investment_credit") for base, part in parts.items())
    assert {*told} & {*parts}
