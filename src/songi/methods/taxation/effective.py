"""Cost of capital (Hall-Jorgenson) and effective tax rates (Devereux-Griffith)."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike

from songi.methods.checks import FloatArray, finite, leading_shape, refuse_where

NEAR_ZERO = 1e-3
"""A cost of capital nearer to nought than this has no marginal rate that could be read."""


def financing_rate(
    debt_share: ArrayLike,
    interest: ArrayLike,
    equity_return: ArrayLike,
    tax_rate: ArrayLike,
    inflation: ArrayLike,
) -> FloatArray:
    r"""Real rate at which a firm discounts, $\beta i (1-\tau) + (1-\beta) e - \pi$.

    Interest is deducted from what is taxed, the owners' return is not.

    Args:
        debt_share: share of debt β, 0 to 1.
        interest: nominal interest i.
        equity_return: nominal return that owners ask e.
        tax_rate: rate of tax τ, 0 to below 1.
        inflation: growth of prices π. All broadcast.

    Returns:
        A real rate a year.

    Raises:
        MethodError: NaN, values out of bounds, shapes that do not broadcast.

    Source:
        Devereux & Griffith (2003), without taxes on persons.
    """
    debt, cost = finite("debt_share", debt_share), finite("interest", interest)
    equity, tax = finite("equity_return", equity_return), finite("tax_rate", tax_rate)
    prices = finite("inflation", inflation)
    refuse_where((debt < 0) | (debt > 1), "debt_share must lie between 0 and 1")
    _refuse_tax(tax)
    return debt * cost * (1.0 - tax) + (1.0 - debt) * equity - prices


def cost_of_capital(
    allowance: ArrayLike,
    credit: ArrayLike,
    tax_rate: ArrayLike,
    real_rate: ArrayLike,
    wear: ArrayLike,
    yearly_tax: ArrayLike = 0.0,
) -> FloatArray:
    r"""Real return before tax that an investment must at least bring, after wear.

    $\tilde p = \frac{1 - \phi - \tau z}{1 - \tau} (r + \delta) - \delta + w$. The user cost of
    Hall and Jorgenson is $\tilde p + \delta$.

    Args:
        allowance: present value z of the allowances for a cost of one.
        credit: credits and grants φ for a cost of one; negative for a tax on buying. They do not
            lower what is written off.
        tax_rate: rate of tax τ, 0 to below 1.
        real_rate: real rate of discount r.
        wear: share δ of its worth that the asset loses in a year.
        yearly_tax: deductible tax w a year on its worth. All broadcast.

    Returns:
        The cost of capital; negative where credits pay for more than the return asked.

    Raises:
        MethodError: NaN, values out of bounds, shapes that do not broadcast.

    Source:
        Hall & Jorgenson (1967); Devereux & Griffith (2003).
    """
    value, part = finite("allowance", allowance), finite("credit", credit)
    tax, rate = finite("tax_rate", tax_rate), finite("real_rate", real_rate)
    lost, yearly = finite("wear", wear), finite("yearly_tax", yearly_tax)
    _refuse_tax(tax)
    refuse_where((lost < 0) | (lost > 1), "wear must lie between 0 and 1")
    shapes = {
        "allowance": value.shape, "credit": part.shape, "tax_rate": tax.shape,
        "real_rate": rate.shape, "wear": lost.shape, "yearly_tax": yearly.shape,
    }  # fmt: skip
    leading_shape(**shapes)
    return (1.0 - part - tax * value) / (1.0 - tax) * (rate + lost) - lost + yearly


def marginal_rate(cost: ArrayLike, real_rate: ArrayLike) -> FloatArray:
    r"""Effective marginal tax rate, $(\tilde p - r) / \tilde p$.

    Args:
        cost: cost of capital.
        real_rate: real rate of discount r. Both broadcast.

    Returns:
        The rate; NaN where the cost of capital is within `NEAR_ZERO` of nought, because there the
        rate runs off to infinity and says nothing. Below nought it has the wrong sign: lead with
        the cost of capital and the average rate.

    Raises:
        MethodError: NaN, shapes that do not broadcast.

    Source:
        Devereux & Griffith (2003); King & Fullerton (1984).
    """
    value, rate = finite("cost", cost), finite("real_rate", real_rate)
    leading_shape(cost=value.shape, real_rate=rate.shape)
    readable = np.abs(value) >= NEAR_ZERO
    return np.where(readable, (value - rate) / np.where(readable, value, 1.0), np.nan)


def average_rate(
    profitability: ArrayLike, cost: ArrayLike, real_rate: ArrayLike, tax_rate: ArrayLike
) -> FloatArray:
    r"""Effective average tax rate, $\tau (p - \tilde p)/p + (\tilde p - r)/p$.

    The linear form: what is taken of the return of a project that brings more than it must.

    Args:
        profitability: real return p before tax, positive.
        cost: cost of capital.
        real_rate: real rate of discount r.
        tax_rate: rate of tax τ on what is above the cost of capital. All broadcast.

    Returns:
        The rate; negative where the project is paid more than it is taxed.

    Raises:
        MethodError: NaN, values out of bounds, shapes that do not broadcast.

    Source:
        Devereux & Griffith (2003).
    """
    brings, value = finite("profitability", profitability), finite("cost", cost)
    rate, tax = finite("real_rate", real_rate), finite("tax_rate", tax_rate)
    refuse_where(brings <= 0, "profitability must be positive")
    _refuse_tax(tax)
    leading_shape(
        profitability=brings.shape, cost=value.shape, real_rate=rate.shape, tax_rate=tax.shape
    )
    return tax * (brings - value) / brings + (value - rate) / brings


def economic_rent(
    profitability: ArrayLike,
    cost: ArrayLike,
    real_rate: ArrayLike,
    tax_rate: ArrayLike,
    wear: ArrayLike,
) -> FloatArray:
    r"""What a project of one is worth after tax, $(1-\tau)(p - \tilde p)/(r + \delta)$.

    Args:
        profitability: real return p before tax.
        cost: cost of capital.
        real_rate: real rate of discount r.
        tax_rate: rate of tax τ.
        wear: wear δ; with r above nought together. All broadcast.

    Returns:
        Worth for each won invested; negative where the project does not pay.

    Raises:
        MethodError: NaN, values out of bounds, shapes that do not broadcast.

    Source:
        Devereux & Griffith (2003).
    """
    brings, value = finite("profitability", profitability), finite("cost", cost)
    rate, tax = finite("real_rate", real_rate), finite("tax_rate", tax_rate)
    lost = finite("wear", wear)
    _refuse_tax(tax)
    refuse_where(rate + lost <= 0, "real_rate and wear must be above 0 together")
    return (1.0 - tax) * (brings - value) / (rate + lost)


def sooner_value(worth: ArrayLike, real_rate: ArrayLike, months: ArrayLike) -> FloatArray:
    r"""What it is worth to have a project some months sooner, $V (1 - (1+r)^{-m/12})$.

    Args:
        worth: worth V of the project at its start; one that does not pay is not sought sooner.
        real_rate: real rate of discount r, above -1.
        months: months m gained, not negative. All broadcast.

    Returns:
        In the unit of the worth, never negative where the rate is not.

    Raises:
        MethodError: NaN, values out of bounds.
    """
    value, rate = finite("worth", worth), finite("real_rate", real_rate)
    gained = finite("months", months)
    refuse_where(rate <= -1, "real_rate must be above -1")
    refuse_where(gained < 0, "months must not be negative")
    return np.maximum(value, 0.0) * (1.0 - (1.0 + rate) ** (-gained / 12.0))


def _refuse_tax(tax: FloatArray) -> None:
    refuse_where((tax < 0) | (tax >= 1), "tax_rate must lie between 0 and below 1")
