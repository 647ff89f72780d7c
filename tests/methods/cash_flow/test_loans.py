import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from songi.errors import MethodError
from songi.methods.cash_flow import (
    annuity_payment,
    cover_ratios,
    loan_schedule,
    net_present_value,
)

DRAWN = arrays(float, 4, elements=st.floats(0, 1e6))


def padded(drawn, periods=16):
    return np.concatenate([drawn, np.zeros(periods - len(drawn))])


def test_equal_payments_by_the_textbook():
    """100,000 at 1 % a month over a year: 8,884.88 a month, as spreadsheets' PMT has it."""
    assert annuity_payment(100_000, 0.01, 12) == pytest.approx(8884.88, abs=0.005)
    assert annuity_payment(100.0, 0.0, 4) == 25
    assert annuity_payment([100.0, 200.0], [0.0, 0.1], 1).tolist() == pytest.approx([100, 220])


def test_a_loan_by_hand():
    """100 at 10 %, one period of grace, two equal parts."""
    loan = loan_schedule([100.0, 0, 0, 0], 0.1, grace=1, term=3)
    assert loan.interest.tolist() == pytest.approx([0, 10, 10, 5])
    assert loan.principal.tolist() == pytest.approx([0, 0, 50, 50])
    assert loan.balance.tolist() == pytest.approx([100, 100, 50, 0])
    assert loan.shortfall.tolist() == [0, 0, 0, 0]


def test_equal_payments_are_equal():
    loan = loan_schedule(padded(np.array([100.0])), 0.05, grace=2, term=7, instalments="payment")
    paid = (loan.interest + loan.principal)[3:8]
    assert paid == pytest.approx(annuity_payment(100.0, 0.05, 5))
    assert loan.balance[7] == pytest.approx(0, abs=1e-9)


def test_a_loan_that_cannot_be_repaid_is_told():
    loan = loan_schedule([100.0, 0, 0], 0.1, term=2, available=[0.0, 5.0, 30.0])
    # 60 due, 5 paid: half of the interest is added, and the principal is due again.
    assert loan.shortfall[1] == pytest.approx(55)
    assert loan.balance[1] == pytest.approx(105)
    assert loan.principal[2] == pytest.approx(100)
    assert loan.balance[2] == pytest.approx(105 + 10.5 - 30)
    assert loan.shortfall[2] == pytest.approx(100 + 10.5 - 30)


def test_no_more_is_repaid_than_is_owed():
    loan = loan_schedule([100.0, 0, 0], 0.0, repayments=[0.0, 80.0, 80.0])
    assert loan.principal.tolist() == [0, 80, 20]
    assert loan.balance[-1] == 0


@given(DRAWN, st.floats(0, 0.3), st.integers(0, 3), st.integers(4, 12),
       st.sampled_from(["principal", "payment"]))  # fmt: skip
def test_what_was_drawn_is_repaid_and_is_worth_what_is_paid(drawn, rate, grace, term, kind):
    flows = padded(drawn)
    loan = loan_schedule(flows, rate, grace=grace, term=term, instalments=kind)
    assert loan.balance[-1] == pytest.approx(0, abs=1e-6 * (1 + drawn.sum()))
    assert loan.principal.sum() == pytest.approx(drawn.sum(), abs=1e-6 * (1 + drawn.sum()))
    worth = net_present_value(loan.paid, rate)
    assert worth == pytest.approx(net_present_value(flows, rate), rel=1e-6, abs=1e-3)


@given(DRAWN, st.floats(0, 0.3), arrays(float, 16, elements=st.floats(0, 1e5)))
def test_the_balance_is_what_was_drawn_with_interest_less_what_was_paid(drawn, rate, cash):
    flows = padded(drawn)
    loan = loan_schedule(flows, rate, term=10, available=cash)
    before = np.concatenate([[0.0], loan.balance[:-1]])
    expected = before * (1 + rate) + flows - loan.paid
    np.testing.assert_allclose(loan.balance, expected, atol=1e-4)
    assert (loan.paid <= cash + 1e-9).all()
    assert (loan.shortfall >= -1e-9).all()


def test_cover_by_hand():
    loan = loan_schedule([100.0, 0, 0], 0.0, term=2)
    cover = cover_ratios([0.0, 75.0, 100.0], loan, 0.0)
    assert cover.debt_service[1:].tolist() == [1.5, 2]
    assert np.isnan(cover.debt_service[0])
    assert cover.loan_life[:2].tolist() == [1.75, 2]
    assert np.isnan(cover.loan_life[2])
    assert cover.least_debt_service == 1.5


def test_without_debt_there_is_no_cover():
    loan = loan_schedule([[0.0, 0.0], [10.0, 0.0]], [0.0, 0.0], term=1)
    cover = cover_ratios([5.0, 20.0], loan, 0.1)
    assert np.isnan(cover.least_debt_service[0])
    assert cover.least_debt_service[1] == 2


def test_draws_stand_alone():
    rates = np.array([0.0, 0.05, 0.1])
    drawn = padded(np.array([10.0, 20.0]))
    whole = loan_schedule(drawn, rates, grace=1, term=5, instalments="payment")
    for k, rate in enumerate(rates):
        alone = loan_schedule(drawn, rate, grace=1, term=5, instalments="payment")
        np.testing.assert_allclose(whole.balance[k], alone.balance)


@pytest.mark.parametrize(
    ("call", "told"),
    [
        (lambda: loan_schedule([-1.0], 0.1, term=2), "drawdowns must not be negative"),
        (lambda: loan_schedule([1.0], 1.5, term=2), "at most 1 "),
        (lambda: loan_schedule([1.0], -0.1, term=2), "rate must not be negative"),
        (lambda: loan_schedule([1.0], 0.1), "either its term or its repayments"),
        (lambda: loan_schedule([1.0], 0.1, term=2, repayments=[1.0]), "not both"),
        (lambda: loan_schedule([1.0], 0.1, grace=3, term=3), "grace is 3, term 3"),
        (lambda: loan_schedule([1.0], 0.1, grace=-1, term=3), "must not be negative"),
        (lambda: loan_schedule([1.0], 0.1, term=2, instalments="bullet"), "instalments is"),
        (lambda: loan_schedule([1.0], 0.1, repayments=[-1.0]), "repayments must not be negative"),
        (lambda: loan_schedule([1.0, 2, 3], 0.1, repayments=[1.0, 2.0]), "2 periods, drawdowns 3"),
        (lambda: annuity_payment(1.0, 0.1, 0), "periods is 0"),
    ],
)
def test_bad_input_is_refused(call, told):
    with pytest.raises(MethodError, match=told):
        call()
