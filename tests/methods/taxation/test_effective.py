"""Cost of capital and effective rates against a worked case, and identities."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from songi.errors import MethodError
from songi.methods.taxation.effective import (
    average_rate,
    cost_of_capital,
    economic_rent,
    financing_rate,
    marginal_rate,
    sooner_value,
)

TAU, Z, DELTA, R, P = 0.264, 0.9217205323193917, 0.1225, 0.05, 0.2

CASES = {
    0.00: (0.054843542062737616, 0.08831563171461283, 0.21582423479087443),
    0.01: (0.05249979206273761, 0.04761527549957415, 0.20719923479087443),
    0.03: (0.04781229206273763, -0.0457561819958713, 0.18994923479087444),
    0.10: (0.031406042062737644, -0.5920503417819576, 0.12957423479087454),
    0.12: (0.026718542062737605, -0.8713595929970799, 0.11232423479087437),
    0.15: (0.019687292062737616, -1.5397093638203108, 0.08644923479087444),
    0.20: (0.007968542062737616, -5.274673535803908, 0.04332423479087444),
    0.25: (-0.0037502079372623703, 14.332594041838572, 0.00019923479087452511),
}
"""A bio facility in Korea by credit: cost of capital, marginal and average rate. Worked by hand
from Devereux & Griffith (2003) and the Tax Foundation's row for Korea
(shared case `econ/dg_korea_bio_facility_credit.json`); not published."""

NUMBER = st.floats(0.01, 0.5)


@pytest.mark.parametrize("credit", CASES)
def test_a_bio_facility_in_korea(credit):
    cost, marginal, average = CASES[credit]
    found = cost_of_capital(Z, credit, TAU, R, DELTA)
    assert found == pytest.approx(cost, abs=1e-9)
    assert marginal_rate(found, R) == pytest.approx(marginal, abs=1e-6)
    assert average_rate(P, found, R, TAU) == pytest.approx(average, abs=1e-9)


def test_the_marginal_rate_is_not_told_where_it_blows_up():
    assert np.isnan(marginal_rate([0.0005, -0.0005], 0.05)).all()
    assert marginal_rate(0.05, 0.05) == 0


@given(NUMBER, NUMBER, st.floats(0, 0.5))
def test_what_is_written_off_at_once_leaves_the_margin_untaxed(rate, wear, tax):
    cost = cost_of_capital(1.0, 0.0, tax, rate, wear)
    assert cost == pytest.approx(rate)
    assert average_rate(0.6, cost, rate, tax) == pytest.approx(tax * (0.6 - rate) / 0.6)


@given(NUMBER, NUMBER, st.floats(0, 0.5), st.floats(0, 1), st.floats(0, 0.2))
def test_credits_lower_the_cost_and_yearly_taxes_raise_it(rate, wear, tax, value, credit):
    plain = cost_of_capital(value, 0.0, tax, rate, wear)
    assert cost_of_capital(value, credit, tax, rate, wear) <= plain
    assert cost_of_capital(value, 0.0, tax, rate, wear, 0.01) == pytest.approx(plain + 0.01)


@given(NUMBER, NUMBER, st.floats(0, 0.5), st.floats(0.01, 1))
def test_a_project_at_the_cost_of_capital_is_worth_nothing(rate, wear, tax, value):
    cost = cost_of_capital(value, 0.0, tax, rate, wear)
    assert economic_rent(cost, cost, rate, tax, wear) == 0
    if cost > 0.01:
        assert average_rate(cost, cost, rate, tax) == pytest.approx(marginal_rate(cost, rate))


@given(NUMBER, NUMBER, st.floats(0, 0.5), NUMBER, st.floats(0, 1))
def test_the_average_rate_is_what_tax_takes_of_the_rent(rate, wear, tax, profit, value):
    """R* less R over p/(r + δ): the definition from which the linear form follows."""
    cost = cost_of_capital(value, 0.0, tax, rate, wear)
    untaxed = (profit - rate) / (rate + wear)
    taxed = economic_rent(profit, cost, rate, tax, wear)
    assert average_rate(profit, cost, rate, tax) == pytest.approx(
        (untaxed - taxed) / (profit / (rate + wear)), abs=1e-9
    )


def test_debt_is_cheaper_by_its_tax():
    assert financing_rate(0.0, 0.05, 0.1, 0.25, 0.02) == pytest.approx(0.08)
    assert financing_rate(1.0, 0.08, 0.1, 0.25, 0.02) == pytest.approx(0.04)


def test_sooner_by_a_year_is_a_years_discount():
    assert sooner_value([100.0, -5.0], 0.25, 12).tolist() == pytest.approx([20.0, 0.0])
    assert sooner_value(100.0, 0.25, 0) == 0


@pytest.mark.parametrize(
    ("call", "said"),
    [
        (lambda: cost_of_capital(Z, 0, 1.0, R, DELTA), "tax_rate must lie"),
        (lambda: cost_of_capital(Z, 0, TAU, R, 1.5), "wear must lie"),
        (lambda: cost_of_capital([Z, Z], [0, 0, 0], TAU, R, DELTA), "broadcast"),
        (lambda: average_rate(0, 0.05, R, TAU), "profitability must be positive"),
        (lambda: financing_rate(1.1, 0.05, 0.1, 0.2, 0.02), "debt_share must lie"),
        (lambda: economic_rent(P, 0.05, 0.0, TAU, 0.0), "above 0 together"),
        (lambda: sooner_value(1, 0.05, -1), "months must not be negative"),
        (lambda: marginal_rate(np.nan, R), "NaN"),
    ],
)
def test_bad_input_is_refused(call, said):
    with pytest.raises(MethodError, match=said):
        call()
