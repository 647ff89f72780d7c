"""What each kind of tenant would invest, and the taxes on it before any relief."""

from __future__ import annotations

import numpy as np
import xarray as xr

from songi.measures.kind import once, per_draw
from songi.methods.taxation import allowances, effective
from songi.methods.taxation.liability import after_losses
from songi.study.as_of import known_at
from songi.study.schema.firms import FirmType
from songi.study.schema.incentives import (
    ASSETS,
    Incentive,
    IncentiveLimit,
    InvestmentProfile,
    ProfileAsset,
    TaxParameter,
)
from songi.study.streams import DrawBlock
from songi.study.table import Table
from songi.study.taxes import TaxRules, number, tax_rules

PLAN_YEARS = 20
"""Years of a plan, the year of the investment being nought."""

LEAST_RATE = 1e-3
"""A firm that discounts at less is reckoned with this: allowances need a positive rate."""

JOBS_AREA = 1000.0
"""Jobs and supplies of a kind of tenant are stated for so many m² of land."""


@once()
def current_incentives(incentives: Table[Incentive]) -> Table[Incentive]:
    """Return the benefits as they are known."""
    return known_at(incentives, None)


@once()
def current_limits(incentive_limits: Table[IncentiveLimit]) -> Table[IncentiveLimit]:
    """Return the rules that take benefits away, as they are known."""
    return known_at(incentive_limits, None)


@once()
def current_profiles(
    investment_profiles: Table[InvestmentProfile], firm_types: Table[FirmType]
) -> Table[InvestmentProfile]:
    """Return what the kinds of tenants that are known invest."""
    kinds = set(known_at(firm_types, None).ids)
    return known_at(investment_profiles, None).where(lambda row: row.firm_type in kinds)


@once()
def current_tax_parameters(tax_parameters: Table[TaxParameter]) -> Table[TaxParameter]:
    """Return the rates of tax as they are known."""
    return known_at(tax_parameters, None)


@per_draw(separable=("firm_type",))
def investment_plans(
    current_profiles: Table[InvestmentProfile],
    profile_assets: Table[ProfileAsset],
    firm_types: Table[FirmType],
    draws: DrawBlock,
    sale_terms: xr.Dataset | None = None,
) -> xr.Dataset:
    """Return what one firm of each kind would invest, dimensions (draw, firm_type).

    `land_m2` and `jobs`, as firms of the kind want and have them; `land`, won, at the mean price
    asked in the rounds of sale as they are now, or as the profile says where there is none;
    `land_saved`, won, by which the land would be cheaper under the designation; `assets`, won,
    by (asset), and `wear`, the share that the whole loses in a year.
    """
    kinds, parts = known_at(firm_types, None), known_at(profile_assets, None)
    shape = (draws.size, len(current_profiles))
    found = {name: np.zeros(shape) for name in ("land_m2", "jobs", "land_saved", "wear")}
    amounts = np.zeros((*shape, len(ASSETS)))
    asked, designated = _prices(sale_terms, draws.size)
    for k, row in enumerate(current_profiles):
        kind = kinds.get(row.firm_type)
        area = kinds.draws_of(kind, "wanted_m2")
        jobs = kinds.draws_of(kind, "jobs_per_1000_m2") * area / JOBS_AREA
        price = np.where(
            np.isnan(asked), current_profiles.draws_of(row, "land_krw_per_m2"), asked
        )  # fmt: skip
        saved = np.where(np.isnan(designated), 0.0, np.maximum(price - designated, 0.0))
        whole = current_profiles.draws_of(row, "investment_krw_per_m2") * area
        mine = [one for one in parts if one.firm_type == row.firm_type]
        shares = np.stack([parts.draws_of(one, "share") for one in mine], axis=1)
        shares /= shares.sum(axis=1, keepdims=True)
        wear = np.stack([parts.draws_of(one, "wear") for one in mine], axis=1)
        amounts[:, k, 0] = price * area
        for j, one in enumerate(mine):
            amounts[:, k, ASSETS.index(one.asset)] += shares[:, j] * whole
        found["land_m2"][:, k], found["jobs"][:, k] = area, np.nan_to_num(jobs)
        found["land_saved"][:, k] = saved * area
        found["wear"][:, k] = (shares * wear).sum(axis=1) * whole / amounts[:, k].sum(axis=1)
    units = {"land_m2": "m2", "jobs": "persons", "land_saved": "krw", "wear": "1"}
    dims = ("draw", "firm_type")
    return xr.Dataset(
        {
            **{name: (dims, one, {"units": units[name]}) for name, one in found.items()},
            "assets": ((*dims, "asset"), amounts, {"units": "krw"}),
        },
        coords={
            "draw": draws.index, "firm_type": [*current_profiles.ids], "asset": [*ASSETS]
        },
    )  # fmt: skip


@per_draw(separable=("firm_type",), summary_only=True)
def tax_before_relief(
    investment_plans: xr.Dataset,
    current_profiles: Table[InvestmentProfile],
    profile_assets: Table[ProfileAsset],
    current_tax_parameters: Table[TaxParameter],
    firm_types: Table[FirmType],
    draws: DrawBlock,
) -> xr.Dataset:
    """Return the taxes on each plan before any relief, dimensions (draw, firm_type, plan_year).

    `taxable`, `tax` of the state, `own_tax`, what of it falls on the investment's own income, and
    `minimum`, the tax that must be left, won, in nominal terms.
    The investment brings its return, which wears off with it, beside the firm's other income;
    allowances begin in the year of the investment, and losses are carried forward. Without
    `plan_year`: `tax_rate`, of the state and the locality together on what is taxed; `real_rate`,
    at which the firm discounts; `growth` of prices; `allowance`, the present value of what is
    written off, for each won invested; `acquisition`, `property` (a year) and `customs`, won.
    """
    kinds, parts = known_at(firm_types, None), known_at(profile_assets, None)
    shape = (draws.size, len(current_profiles))
    flows_told = ("taxable", "tax", "own_tax", "minimum")
    years = {name: np.zeros((*shape, PLAN_YEARS)) for name in flows_told}
    names = ("tax_rate", "real_rate", "growth", "allowance", "acquisition", "property", "customs")
    once_only = {name: np.zeros(shape) for name in names}
    for k, row in enumerate(current_profiles):
        mine_only = investment_plans.isel(firm_type=k)
        plan = {str(name): one.values for name, one in mine_only.items()}
        rules = tax_rules(current_tax_parameters, kinds.get(row.firm_type).size, row.invests_in)
        mine = [one for one in parts if one.firm_type == row.firm_type]
        flows, numbers = _taxed(row, current_profiles, mine, parts, plan, rules, draws.size)
        for name, values in flows.items():
            years[name][:, k] = values
        for name, values in numbers.items():
            once_only[name][:, k] = values
    dims = ("draw", "firm_type")
    money = {"acquisition", "property", "customs"}
    return xr.Dataset(
        {
            **{n: ((*dims, "plan_year"), one, {"units": "krw"}) for n, one in years.items()},
            **{
                n: (dims, one, {"units": "krw" if n in money else "1"})
                for n, one in once_only.items()
            },
        },
        coords={
            "draw": draws.index,
            "firm_type": [*current_profiles.ids],
            "plan_year": np.arange(PLAN_YEARS),
        },
    )


def _taxed(
    row: InvestmentProfile,
    profiles: Table[InvestmentProfile],
    mine: list[ProfileAsset],
    parts: Table[ProfileAsset],
    plan: dict[str, np.ndarray],
    rules: TaxRules,
    size: int,
) -> tuple[dict[str, np.ndarray], dict[str, np.ndarray]]:
    """Return flows `[draws, years]` and numbers `[draws]` of one kind's taxes."""
    assets = {name: plan["assets"][:, k] for k, name in enumerate(ASSETS)}
    whole = plan["assets"].sum(axis=1)
    growth = number(rules, "inflation", size)
    when = np.arange(PLAN_YEARS)
    prices = (1.0 + growth[:, None]) ** when
    brings = profiles.draws_of(row, "profitability") + plan["wear"]
    left = np.where(when > 0, (1.0 - plan["wear"][:, None]) ** np.maximum(when - 1, 0), 0.0)
    other = profiles.draws_of(row, "other_income_share")
    own = (whole * brings)[:, None] * left * prices
    income = own + (whole * other)[:, None] * prices
    deducted = np.zeros_like(income)
    for one in mine:
        life = parts.draws_of(one, "allowance")
        schedule = (
            allowances.straight_line_schedule(life, PLAN_YEARS)
            if one.method == "straight_line"
            else allowances.declining_schedule(life, PLAN_YEARS)
        )
        deducted += assets[one.asset][:, None] * schedule
    taxable = after_losses(income - deducted)
    tax = rules.tax(taxable)
    net = income - deducted
    share = np.divide(own - deducted, net, out=np.zeros_like(net), where=net > 0)
    own_tax = tax * np.clip(share, 0.0, 1.0)
    total = taxable.sum(axis=1)
    rate = np.divide(tax.sum(axis=1), total, out=rules.rates[:, 0].copy(), where=total > 0)
    rate = rate * (1.0 + number(rules, "local_income_share", size))
    real = np.maximum(
        effective.financing_rate(
            profiles.draws_of(row, "debt_share"), profiles.draws_of(row, "interest_rate"),
            profiles.draws_of(row, "equity_return"), rate, growth,
        ),
        LEAST_RATE,
    )  # fmt: skip
    nominal = (1.0 + real) * (1.0 + growth) - 1.0
    worth = np.zeros(size)
    for one in mine:
        life = parts.draws_of(one, "allowance")
        straight = one.method == "straight_line"
        value = allowances.straight_line_value if straight else allowances.declining_value
        worth += assets[one.asset] / whole * value(nominal, life)
    built = assets["land"] + assets["building"]
    imported = assets["equipment"] * profiles.draws_of(row, "imported_share")
    numbers = {
        "tax_rate": rate, "real_rate": real, "growth": growth, "allowance": worth,
        "acquisition": built * number(rules, "acquisition_rate", size),
        "property": built * number(rules, "property_rate", size),
        "customs": imported * number(rules, "customs_rate", size),
    }  # fmt: skip
    flows = {
        "taxable": taxable, "tax": tax, "own_tax": own_tax, "minimum": rules.minimum(taxable)
    }  # fmt: skip
    return flows, numbers


def _prices(terms: xr.Dataset | None, size: int) -> tuple[np.ndarray, np.ndarray]:
    """Return the mean price asked now and under the designation, won per m²; NaN where unknown."""
    unknown = np.full(size, np.nan)
    if terms is None or not terms.sizes["sale_round"]:
        return unknown, unknown
    now = terms["offered"].transpose("draw", "sale_round").values
    then = terms["if_designated"].transpose("draw", "sale_round").values
    known = np.isfinite(now).all(axis=0) & np.isfinite(then).all(axis=0)
    if not known.any():
        return unknown, unknown
    return now[:, known].mean(axis=1), then[:, known].mean(axis=1)
