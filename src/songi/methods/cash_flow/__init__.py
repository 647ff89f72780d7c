"""Cash flow: what flows are worth, at which rate they pay, what a loan costs.

Time is the last axis unless `axis` says otherwise; leading axes (draws) broadcast. Rates are shares
a period (4.5 % is 0.045), real for flows at constant prices.
"""

from songi.methods.cash_flow.loans import (
    Cover,
    Loan,
    annuity_payment,
    cover_ratios,
    loan_schedule,
)
from songi.methods.cash_flow.rates import (
    InternalRates,
    internal_rate,
    internal_rates,
    modified_internal_rate,
    sign_changes,
)
from songi.methods.cash_flow.worth import (
    Funding,
    benefit_cost_ratio,
    discount_factors,
    net_present_value,
    payback_period,
    peak_funding,
    profitability_index,
)

__all__ = [
    "Cover",
    "Funding",
    "InternalRates",
    "Loan",
    "annuity_payment",
    "benefit_cost_ratio",
    "cover_ratios",
    "discount_factors",
    "internal_rate",
    "internal_rates",
    "loan_schedule",
    "modified_internal_rate",
    "net_present_value",
    "payback_period",
    "peak_funding",
    "profitability_index",
    "sign_changes",
]
