"""Loans: what is owed, what it costs, whether it can be repaid, and how well it is covered."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray

from songi.errors import MethodError
from songi.methods.cash_flow.checks import rate_a_period, time_last
from songi.methods.checks import FloatArray, finite, leading_shape, one_of, refuse_where

GREATEST_LOAN_RATE = 1.0
"""Interest above 100 % a period is taken for a percentage."""

INSTALMENTS = ("principal", "payment")


class Loan(NamedTuple):
    """A loan through its periods, each `[..., time]`, won.

    Attributes:
        balance: owed at the end of the period.
        interest: due on what was owed at the end of the period before.
        principal: due by the terms, with what was due before and not paid.
        paid: interest and principal that were paid.
        shortfall: due and not paid: `interest + principal - paid`.
    """

    balance: FloatArray
    interest: FloatArray
    principal: FloatArray
    paid: FloatArray
    shortfall: FloatArray


class Cover(NamedTuple):
    """How well a loan is covered by cash.

    Attributes:
        debt_service: `[..., time]`, DSCR: cash of a period by interest and principal due; NaN where
            nothing is due.
        loan_life: `[..., time]`, LLCR: present value at the end of a period of the cash of the
            following ones, as long as the loan is due, by what is owed; NaN where nothing is.
        least_debt_service: `[...]`, the least DSCR; NaN without debt service.
    """

    debt_service: FloatArray
    loan_life: FloatArray
    least_debt_service: FloatArray


def annuity_payment(amount: ArrayLike, rate: ArrayLike, periods: int) -> FloatArray:
    r"""Equal payment at the end of each period that repays an amount, $P r / (1 - (1+r)^{-n})$.

    Args:
        amount: `[...]`, P, won.
        rate: `[...]`, r, a period; broadcasts.
        periods: n, at least one.

    Returns:
        `[...]`, won a period.

    Raises:
        MethodError: NaN, a rate out of [0, 1], no period.
    """
    owed, interest = finite("amount", amount), _loan_rate(rate)
    if periods < 1:
        message = f"periods is {periods}; it must be at least 1"
        raise MethodError(message)
    leading_shape(amount=owed.shape, rate=interest.shape)
    annuity = -np.expm1(-periods * np.log1p(interest))
    each = np.full(interest.shape, 1.0 / periods)
    return owed * np.divide(interest, annuity, out=each, where=interest > 0)


def loan_schedule(
    drawdowns: ArrayLike,
    rate: ArrayLike,
    *,
    grace: int = 0,
    term: int | None = None,
    instalments: str = "principal",
    repayments: ArrayLike | None = None,
    available: ArrayLike | None = None,
    axis: int = -1,
) -> Loan:
    """Return what is owed and paid by period: drawn, due and paid at the end of each.

    Either each drawing is repaid within `term` periods, the first `grace` of which bear interest
    only, or `repayments` say what is due. Where cash is `available`, interest is paid first; what
    is not paid of it is added to what is owed, and principal not paid is due again in the next.

    Args:
        drawdowns: `[..., time]`, won, not negative.
        rate: `[...]`, interest a period; broadcasts with the leading axes.
        grace: periods after a drawing in which no principal is due.
        term: periods after a drawing in which its last is due, grace included.
        instalments: `principal`: equal parts of the principal; `payment`: equal payments of
            interest and principal together, grace over.
        repayments: `[..., time]`, principal due, won; no more than is owed is taken.
        available: `[..., time]`, cash for interest and principal, won; all can be paid without it.
        axis: the axis of time.

    Returns:
        Balance, interest, principal, what was paid and what was not. A balance at the end is not
        repaid within the periods.

    Raises:
        MethodError: NaN, negative amounts, a rate out of [0, 1], neither or both of `term` and
            `repayments`, grace that is not shorter than the term.
    """
    drawn, interest = time_last("drawdowns", drawdowns, axis), _loan_rate(rate)
    refuse_where(drawn < 0, "drawdowns must not be negative")
    if (term is None) == (repayments is None):
        message = "a loan needs either its term or its repayments, not both"
        raise MethodError(message)
    shapes = {"drawdowns": drawn.shape[:-1], "rate": interest.shape}
    if term is not None:
        due = _due(drawn, interest, grace, term, one_of("instalments", instalments, INSTALMENTS))
    else:
        due = time_last("repayments", repayments, axis)  # pyright: ignore[reportArgumentType]
        refuse_where(due < 0, "repayments must not be negative")
        shapes["repayments"] = due.shape[:-1]
    cash = np.array([np.inf])
    if available is not None:
        # A period that loses money has nothing to pay with.
        cash = np.maximum(time_last("available", available, axis), 0.0)
        shapes["available"] = cash.shape[:-1]
    shape = (*leading_shape(**shapes), drawn.shape[-1])
    for name, one in (("repayments", due), ("available", cash)):
        if one.shape[-1] not in {1, shape[-1]}:
            message = f"{name} has {one.shape[-1]} periods, drawdowns {shape[-1]}"
            raise MethodError(message)
    drawn, due, cash = (np.broadcast_to(one, shape) for one in (drawn, due, cash))
    return _stepped(drawn, due, cash, interest)


def cover_ratios(available: ArrayLike, loan: Loan, rate: ArrayLike, *, axis: int = -1) -> Cover:
    """Return how often cash covers what is due, by period (DSCR) and over the loan's life (LLCR).

    Args:
        available: `[..., time]`, cash before debt service, won.
        loan: its schedule.
        rate: `[...]`, at which the cash is discounted: the loan's own interest as a rule.
        axis: the axis of time of `available`; a schedule has it last.

    Returns:
        Ratios by period and the least DSCR.

    Raises:
        MethodError: NaN, a rate out of bounds, shapes that do not broadcast.
    """
    cash, discount = time_last("available", available, axis), rate_a_period("rate", rate)
    due = loan.interest + loan.principal
    shape = leading_shape(available=cash.shape, loan=due.shape)
    leading_shape(available=shape[:-1], rate=discount.shape)
    covered = np.full(shape, np.nan)
    np.divide(cash, due, out=covered, where=due > 0)
    later_due = np.cumsum((due > 0)[..., ::-1], axis=-1)[..., ::-1] > 0
    worth, following = np.empty(shape), np.zeros(shape[:-1])
    for t in reversed(range(shape[-1])):
        worth[..., t] = following
        following = (following + np.where(later_due, cash, 0.0)[..., t]) / (1.0 + discount)
    life = np.full(shape, np.nan)
    np.divide(worth, loan.balance, out=life, where=_owed(loan.balance))
    least = np.where(np.isnan(covered), np.inf, covered).min(axis=-1)
    return Cover(covered, life, np.where(np.isinf(least), np.nan, least))


def _owed(balance: FloatArray) -> NDArray[np.bool_]:
    """Return where something is owed: a remainder of rounding is not."""
    return balance > 1e-9 * balance.max(axis=-1, keepdims=True, initial=0.0)


def _loan_rate(rate: ArrayLike) -> FloatArray:
    interest = rate_a_period("rate", rate, GREATEST_LOAN_RATE)
    refuse_where(interest < 0, "rate must not be negative")
    return interest


def _due(drawn: FloatArray, rate: FloatArray, grace: int, term: int, kind: str) -> FloatArray:
    """Return the principal due by the terms, `[..., time]`."""
    if not 0 <= grace < term:
        message = f"grace is {grace}, term {term}: grace must not be negative, and shorter"
        raise MethodError(message)
    count = term - grace
    if kind == "principal":
        parts = np.full(count, 1.0 / count)
    else:
        first = annuity_payment(1.0, rate, count) - rate
        parts = first[..., None] * (1.0 + rate[..., None]) ** np.arange(count)
    shape = leading_shape(drawdowns=drawn.shape[:-1], rate=parts.shape[:-1])
    periods = drawn.shape[-1]
    due = np.zeros((*shape, periods))
    for k in range(count):
        later = grace + 1 + k
        if later < periods:
            due[..., later:] += drawn[..., : periods - later] * parts[..., k : k + 1]
    return due


def _stepped(drawn: FloatArray, due: FloatArray, cash: FloatArray, rate: FloatArray) -> Loan:
    """Step through the periods."""
    found = Loan(*(np.zeros(drawn.shape) for _ in Loan._fields))
    owed = overdue = np.zeros(drawn.shape[:-1])
    for t in range(drawn.shape[-1]):
        interest = owed * rate
        principal = np.minimum(due[..., t] + overdue, owed)
        paid = np.minimum(interest + principal, cash[..., t])
        repaid = np.maximum(paid - interest, 0.0)
        overdue = principal - repaid
        owed = owed + drawn[..., t] + np.maximum(interest - paid, 0.0) - repaid
        found.balance[..., t], found.interest[..., t] = owed, interest
        found.principal[..., t], found.paid[..., t] = principal, paid
        found.shortfall[..., t] = interest + principal - paid
    return found
