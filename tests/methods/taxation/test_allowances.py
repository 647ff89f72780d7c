"""Allowances against the Tax Foundation's row for Korea, and identities."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from songi.errors import MethodError
from songi.methods.taxation.allowances import (
    declining_schedule,
    declining_value,
    straight_line_schedule,
    straight_line_value,
)

RATES = st.floats(0.001, 0.3)


def test_cost_recovery_in_korea():
    """Tax Foundation, International Tax Competitiveness Index 2025, row KOR, at 7.5 %.

    Machines: declining balance at 45.1 %; buildings: straight line over 20 years; intangibles:
    straight line over 10. First deduction in year nought.
    """
    assert declining_value(0.075, 0.451) == pytest.approx(0.921720532, abs=1e-8)
    assert straight_line_value(0.075, 20) == pytest.approx(0.547953911, abs=1e-8)
    assert straight_line_value(0.075, 10) == pytest.approx(0.737888703, abs=1e-8)


@given(RATES, st.integers(1, 40))
def test_a_straight_line_is_its_schedule_discounted(rate, years):
    schedule = straight_line_schedule(years, years + 3)
    assert schedule.sum() == pytest.approx(1)
    discount = (1 + rate) ** -np.arange(years + 3)
    assert straight_line_value(rate, years) == pytest.approx(schedule @ discount)


@given(RATES, st.floats(0.1, 1))
def test_a_declining_balance_is_its_schedule_discounted(rate, share):
    schedule = declining_schedule(share, 400)
    assert declining_value(rate, share) == pytest.approx(
        schedule @ (1 + rate) ** -np.arange(400), rel=1e-9
    )


def test_without_interest_an_allowance_is_worth_the_cost():
    assert straight_line_value(0.0, [1, 7.5]).tolist() == [1, 1]
    assert declining_value(0.0, 0.3) == pytest.approx(1)


@pytest.mark.parametrize(
    ("call", "said"),
    [
        (lambda: straight_line_value(0.05, 0), "years must be positive"),
        (lambda: straight_line_value(-1, 5), "rate must be above"),
        (lambda: declining_value(0.05, 1.2), "share must lie"),
        (lambda: declining_value(-0.1, 0.2), "rate must not be negative"),
        (lambda: straight_line_value(np.nan, 5), "NaN"),
        (lambda: straight_line_schedule(3, 0), "horizon must be at least"),
        (lambda: declining_schedule(0, 3), "share must lie"),
    ],
)
def test_bad_input_is_refused(call, said):
    with pytest.raises(MethodError, match=said):
        call()
