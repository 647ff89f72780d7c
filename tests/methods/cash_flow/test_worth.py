import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from methods.cash_flow.cases import outside_case
from songi.errors import MethodError
from songi.methods.cash_flow import (
    benefit_cost_ratio,
    discount_factors,
    net_present_value,
    payback_period,
    peak_funding,
    profitability_index,
)

FLOWS = arrays(float, 8, elements=st.floats(-1e6, 1e6))
RATES = st.floats(-0.5, 2)


def test_the_smart_energy_estate():
    """지능형 융복합 에너지 네트워크 확장단지 (2016): B/C 1.185 at 5.5 % over 20 years."""
    case, expected, tolerance = outside_case("kr_bcr_smart_energy_2016")
    years, rate = case["years"], case["rate"]
    costs = np.full(years + 1, case["annual_cost_1_20"])
    costs[0] = case["capex_t0"]
    benefits = np.full(years + 1, case["revenue_2_20"])
    benefits[:2] = 0.0, case["revenue_year1"]
    assert net_present_value(costs, rate) == pytest.approx(expected["pv_cost"], abs=tolerance["pv"])
    assert net_present_value(benefits, rate) == pytest.approx(
        expected["pv_benefit"], abs=tolerance["pv"]
    )
    ratio = benefit_cost_ratio(benefits, costs, rate)
    assert ratio == pytest.approx(expected["bc_ratio"], abs=tolerance["bc"])


def test_the_example_of_numpy_financial():
    inputs, expected, tolerance = outside_case("irr_npv_tool_docs")
    npv = inputs["npv1"]
    got = net_present_value(npv["values"], npv["rate"])
    assert got == pytest.approx(expected["npv1"], abs=tolerance["npv"])


def test_present_values_by_hand():
    assert net_present_value([100.0, 110.0], 0.1) == pytest.approx(200)
    assert net_present_value([110.0], 0.1, first_period=1) == pytest.approx(100)
    assert net_present_value([100.0], 0.1, first_period=-1) == pytest.approx(110)
    assert net_present_value([[0.0, 110.0]], [0.0, 0.1]).tolist() == pytest.approx([110, 100])
    assert discount_factors([0.0, 1.0], 2, first_period=1).tolist() == [[1, 1], [0.5, 0.25]]


@given(FLOWS, FLOWS, RATES)
def test_present_values_add_up(one, other, rate):
    both = net_present_value(one + other, rate)
    apart = net_present_value(one, rate) + net_present_value(other, rate)
    assert both == pytest.approx(apart, abs=1e-6 * (np.abs(one) + np.abs(other)).sum() * 200)


@given(FLOWS, RATES, st.integers(-5, 5))
def test_another_base_multiplies(flows, rate, first):
    here, there = net_present_value(flows, rate), net_present_value(flows, rate, first_period=first)
    assert there == pytest.approx(here * (1 + rate) ** -first, rel=1e-9, abs=1e-3)


@given(arrays(float, 6, elements=st.floats(0, 1e6)), arrays(float, 6, elements=st.floats(1, 1e6)),
       RATES)  # fmt: skip
def test_a_ratio_is_above_one_where_the_present_value_is_positive(gains, costs, rate):
    ratio = benefit_cost_ratio(gains, costs, rate)
    worth = net_present_value(gains - costs, rate)
    assert ratio == profitability_index(gains, costs, rate)
    if abs(ratio - 1) > 1e-9:
        assert (ratio > 1) == (worth > 0)


def test_payback_by_hand():
    assert payback_period([-100.0, 40.0, 40.0, 40.0]) == pytest.approx(2.5)
    assert payback_period([-100.0, 60.0, 60.0], 0.5) != payback_period([-100.0, 60.0, 60.0])
    assert np.isnan(payback_period([-100.0, 40.0]))
    assert payback_period([100.0, 40.0]) == 0
    # Back below nought in the third period: not paid back before the fourth.
    assert payback_period([-100.0, 120.0, -60.0, 80.0]) == pytest.approx(2.5)


@given(FLOWS)
def test_after_the_payback_the_sum_stays_above_nought(flows):
    got, total = payback_period(flows), np.cumsum(flows)
    if np.isnan(got):
        assert total[-1] < 0
    else:
        assert (total[int(np.ceil(got)) :] >= -1e-6).all()


def test_peak_by_hand():
    got = peak_funding([[-10.0, -30.0, 50.0], [10.0, 20.0, 5.0]])
    assert got.amount.tolist() == [40, 0]
    assert got.period.tolist() == [1, 0]


@pytest.mark.parametrize(
    ("call", "told"),
    [
        (lambda: net_present_value([1.0], 45.0), "4.5 % is 0.045"),
        (lambda: net_present_value([1.0], -1.0), "rate must be above -1"),
        (lambda: net_present_value([np.inf], 0.1), "1 infinite"),
        (lambda: net_present_value(np.ones((3, 2)), [0.1, 0.2]), "do not broadcast"),
        (lambda: benefit_cost_ratio([1.0], [0.0], 0.1), "costs must be worth more than nothing"),
        (lambda: profitability_index([1.0], [-1.0], 0.1), "outlays must be worth more"),
        (lambda: payback_period([], 0.1), "at least one period"),
        (lambda: peak_funding(3.0), "at least one period"),
    ],
)
def test_bad_input_is_refused(call, told):
    with pytest.raises(MethodError, match=told):
        call()
