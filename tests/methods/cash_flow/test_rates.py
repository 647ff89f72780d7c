import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from methods.cash_flow.cases import outside_case
from songi.errors import MethodError
from songi.methods.cash_flow import (
    internal_rate,
    internal_rates,
    modified_internal_rate,
    net_present_value,
    sign_changes,
)

FLOWS = st.integers(2, 31).flatmap(
    lambda n: arrays(float, n, elements=st.integers(-1000, 1000).map(float))
)


def roots_by_polynomial(flows):
    """All rates by NumPy's eigenvalues, for flows short enough."""
    found = np.roots(np.trim_zeros(flows)[::-1])
    real = found[(np.abs(found.imag) < 1e-9) & (found.real > 0)].real
    rates = 1 / real - 1
    return np.sort(rates[(rates > -1) & (rates <= 10)])


def test_edge_cases_seen_in_other_tools():
    """numpy-financial is wrong on two of them, and each tool tells one of two roots."""
    flows, expected, tolerance = outside_case("irr_edge_cases")
    found = internal_rates(flows["two_roots"])
    np.testing.assert_allclose(found.rates, expected["two_roots_all"], atol=tolerance["rate"])
    assert found.number == 2
    assert np.isnan(internal_rate(flows["two_roots"]))
    for name in ("no_sign_change", "no_real_root"):
        assert np.isnan(internal_rate(flows[name]))
        assert internal_rates(flows[name]).number == 0
    negative = internal_rate(flows["negative"])
    assert negative == pytest.approx(expected["negative"], abs=tolerance["rate"])
    for name in ("issue44", "numpy14977"):
        economic = expected[f"{name}_economic_root"]
        assert internal_rates(flows[name]).number == 2
        assert np.isnan(internal_rate(flows[name]))
        positive = internal_rate(flows[name], least=0.0)
        assert positive == pytest.approx(economic, abs=tolerance["rate"])


def test_examples_of_spreadsheets_and_numpy_financial():
    inputs, expected, tolerance = outside_case("irr_npv_tool_docs")
    close = tolerance["rates"]
    assert internal_rate(inputs["irr1"]) == pytest.approx(expected["irr1"], abs=close)
    years = inputs["irr_excel"]
    assert internal_rate(years) == pytest.approx(expected["irr_excel_5y"], abs=close)
    assert internal_rate(years[:5]) == pytest.approx(expected["irr_excel_4y"], abs=close)
    mirr = inputs["mirr_excel"]
    found = modified_internal_rate(mirr["values"], mirr["finance"], mirr["reinvest"])
    assert found == pytest.approx(expected["mirr_excel"], abs=close)


def test_rates_by_hand():
    assert internal_rate([-100.0, 110.0]) == pytest.approx(0.1)
    assert internal_rate([-100.0, 100.0]) == 0.0
    assert internal_rate([0.0, 0.0, -100.0, 300.0, 0.0]) == pytest.approx(2.0)
    assert internal_rates([-1.0, 6.0, -11.0, 6.0]).rates == pytest.approx([0.0, 1.0, 2.0])
    # A root that only touches is one root; one beyond 1,000 % is none.
    assert internal_rates([1.0, -4.0, 4.0]).rates[0] == pytest.approx(1.0)
    assert internal_rates([1.0, -4.0, 4.0]).number == 1
    assert np.isnan(internal_rate([-1.0, 12.5]))
    assert internal_rate([-1.0, 11.0]) == pytest.approx(10.0)


def test_signs_by_hand():
    assert sign_changes([0.0, -1.0, 0.0, 2.0, 3.0, -1.0, 0.0]) == 2
    assert sign_changes([[1.0, 1.0], [-1.0, 1.0]]).tolist() == [0, 1]
    assert sign_changes([[1.0, -1.0], [1.0, 1.0]], axis=0).tolist() == [0, 1]


@settings(deadline=None)
@given(FLOWS)
def test_every_rate_told_zeroes_the_present_value(flows):
    found = internal_rates(flows)
    assert found.number <= sign_changes(flows)
    for rate in found.rates[np.isfinite(found.rates)]:
        x = 1 + rate
        terms = flows * (
            x ** -np.arange(len(flows)) if rate >= 0 else x ** np.arange(len(flows))[::-1]
        )
        slope = np.abs(terms * np.arange(len(flows))).sum()
        assert abs(terms.sum()) <= 1e-6 * max(slope, 1.0)
    if sign_changes(flows) == 1:
        assert found.number <= 1


@settings(deadline=None)
@given(st.lists(st.integers(-9, 90), min_size=1, max_size=4, unique=True))
def test_rates_that_were_put_in_are_found(tenths):
    """The flow is the product of (x - 1/(1+r)) over known rates."""
    rates = np.sort(np.array(tenths) / 10)
    flows = np.poly(1 / (1 + rates))[::-1]
    found = internal_rates(flows)
    assert found.number == len(rates)
    np.testing.assert_allclose(found.rates[: len(rates)], rates, atol=1e-6)


@settings(deadline=None, max_examples=60)
@given(st.integers(3, 9).flatmap(lambda n: arrays(float, n, elements=st.floats(-9, 9, width=16))))
def test_isolated_rates_are_those_of_eigenvalues(flows):
    if np.count_nonzero(flows) < 2:
        return
    expected = roots_by_polynomial(flows)
    if len(expected) and (np.diff(np.append(expected, 10.0)) < 1e-3).any():
        return
    found = internal_rates(flows)
    apart = found.rates[np.isfinite(found.rates)]
    for rate in expected[expected > -0.99]:
        assert np.abs(apart - rate).min(initial=np.inf) < 1e-5


@given(st.integers(1, 6), st.floats(-0.5, 3))
def test_draws_stand_alone(draws, rate):
    generator = np.random.default_rng(draws)
    flows = generator.normal(size=(2, draws, 12))
    flows[0, 0] = -1.0, *np.full(11, rate / 5 + 0.2)
    whole = internal_rate(flows)
    alone = [[internal_rate(one) for one in rows] for rows in flows]
    np.testing.assert_array_equal(whole, alone)
    np.testing.assert_array_equal(internal_rate(np.moveaxis(flows, -1, 0), axis=0), whole)


def test_the_modified_rate_stands_in_where_there_are_several():
    flows = [-1600.0, 10_000.0, -10_000.0]
    assert np.isnan(internal_rate(flows))
    assert np.isfinite(modified_internal_rate(flows, 0.05, 0.05))
    # At one rate on both sides it is above that rate where the present value is above nought.
    worth = net_present_value(flows, 0.05)
    assert (modified_internal_rate(flows, 0.05, 0.05) > 0.05) == (worth > 0)
    assert np.isnan(modified_internal_rate([1.0, 2.0], 0.05, 0.05))


@pytest.mark.parametrize(
    ("call", "told"),
    [
        (lambda: internal_rate([-1.0, np.nan]), "flows holds 1 NaN"),
        (lambda: internal_rate(1.0), "at least one period on axis -1"),
        (lambda: internal_rate([]), "at least one period"),
        (lambda: internal_rates([-1.0, 2.0], least=-2.0), "least is -2.0"),
        (lambda: internal_rates([-1.0, 2.0], least=10.0), "least is 10.0"),
        (lambda: internal_rates([-1600.0, 10_000.0, -10_000.0], most=1), "2 rates; there is room"),
        (lambda: internal_rates([[-1.0, 2.0]], axis=2), "on axis 2"),
        (lambda: modified_internal_rate([1.0], 0.1, 0.1), "at least two periods"),
        (lambda: modified_internal_rate([1.0, 2.0], -1.0, 0.1), "finance_rate must be above -1"),
        (lambda: modified_internal_rate([1.0, 2.0], 0.1, 12.0), "reinvest_rate must be above -1"),
        (lambda: modified_internal_rate(np.ones((3, 2)), [0.1, 0.2], 0.1), "do not broadcast"),
        (lambda: sign_changes("many"), "must be numbers"),
    ],
)
def test_bad_input_is_refused(call, told):
    with pytest.raises(MethodError, match=told):
        call()
