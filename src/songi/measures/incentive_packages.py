"""What benefits are worth to each kind of tenant under each lawful set of regimes."""

from __future__ import annotations

import numpy as np
import xarray as xr

from songi.measures.kind import once, over_draws, per_draw
from songi.methods.taxation import effective
from songi.study.as_of import known_at
from songi.study.benefit_amounts import Amounts, Rates, cost_with
from songi.study.incentives import Standing, lawful_sets, standing_of, taker_of
from songi.study.packages import BENEFITS, Purse, regimes_priced
from songi.study.schema.firms import FirmType
from songi.study.schema.incentives import (
    PAYERS,
    Incentive,
    IncentiveLimit,
    InvestmentProfile,
    RegimePair,
    TaxParameter,
)
from songi.study.schema.money import Regime
from songi.study.streams import DrawBlock
from songi.study.table import Table
from songi.study.taxes import tax_rules

NOWHERE, WITHOUT_LIMITS = "none", "no_limits"
"""Sets of regimes that are none: no regime at all, and none with every limit lifted."""

ON_BUYING = ("investment_credit", "acquisition_tax", "customs", "land", "subsidy")
"""Parts that lower what an investment costs; credits for research do not, nor does time."""


@once()
def regime_sets(
    regimes: Table[Regime],
    current_incentives: Table[Incentive],
    regime_pairs: Table[RegimePair] | None = None,
) -> dict[str, tuple[str, ...]]:
    """Return the lawful sets of regimes that bring a benefit, by name, those granted in each.

    First without any regime, then as granted, then with more and more of those that could come.
    """
    known = known_at(regimes, None)
    standing: dict[str, Standing] = {row.id: standing_of(row, "as_drawn") for row in known}
    priced = [name for name in regimes_priced(current_incentives) if name in standing]
    # What a contest awards stays open, even once it is awarded: its gain is the difference.
    awarded = {row.id for row in known if row.contest is not None}
    granted = [name for name in priced if standing[name] == "certain" and name not in awarded]
    others = [name for name in priced if name not in granted]
    pairs = () if regime_pairs is None else known_at(regime_pairs, None)
    found: dict[str, tuple[str, ...]] = {NOWHERE: ()}
    for together in lawful_sets(granted, others, pairs):
        found.setdefault("+".join(together) or NOWHERE, together)
    return found


@once()
def regimes_in_force(
    regimes: Table[Regime], regime_sets: dict[str, tuple[str, ...]]
) -> tuple[str, str]:
    """Return the names of the sets of regimes in force without and with the designation.

    Beside those that are granted. Where the designation brings nothing that can be put into money,
    or excludes what is granted, both are the same set.
    """
    known = known_at(regimes, None)
    awarded = {row.id for row in known if row.contest is not None}
    granted = {row.id for row in known if standing_of(row, "as_drawn") == "certain"} - awarded
    sets = {frozenset(together): name for name, together in regime_sets.items()}
    priced = frozenset().union(*regime_sets.values())
    before = sets[frozenset(granted) & priced]
    return before, sets.get(frozenset(granted | awarded) & priced, before)


@per_draw(separable=("firm_type",), summary_only=True)
def package_parts(
    investment_plans: xr.Dataset,
    tax_before_relief: xr.Dataset,
    regime_sets: dict[str, tuple[str, ...]],
    current_incentives: Table[Incentive],
    current_profiles: Table[InvestmentProfile],
    current_tax_parameters: Table[TaxParameter],
    firm_types: Table[FirmType],
    draws: DrawBlock,
    current_limits: Table[IncentiveLimit] | None = None,
) -> xr.Dataset:
    """Return what each kind of tenant gets, present value in won, (draw, firm_type, combination).

    `benefit`, by (benefit_part), and `paid`, by the (payer) who pays or forgoes it, both by the
    best choice that the law leaves. The combination is a set of regimes; `no_limits` is none at all
    with every limit lifted. Of the parts, `rural_tax` is negative, and time gained is paid by
    nobody. `invested`, won, is
    what the firm puts in, land included.
    """
    kinds = known_at(firm_types, None)
    names = [*regime_sets, WITHOUT_LIMITS]
    shape = (draws.size, len(current_profiles), len(names))
    benefit, paid = np.zeros((*shape, len(BENEFITS))), np.zeros((*shape, len(PAYERS)))
    limits = () if current_limits is None else tuple(current_limits)
    invested = investment_plans["assets"].transpose("draw", "firm_type", "asset").values.sum(axis=2)
    plans, taxes = _by_kind(investment_plans), _by_kind(tax_before_relief)
    rates = Rates(current_incentives, draws.size)
    for k, row in enumerate(current_profiles):
        kind = kinds.get(row.firm_type)
        rules = tax_rules(current_tax_parameters, kind.size, row.invests_in)
        amounts = Amounts(row, current_profiles, rates, plans[k], taxes[k], rules, draws.size)
        purse = Purse(amounts, taker_of(kind, row), limits)
        for c, name in enumerate(names):
            worth = purse.worth_of(regime_sets.get(name, ()), limited=name != WITHOUT_LIMITS)
            benefit[:, k, c] = worth.by_part(draws.size)
            paid[:, k, c] = worth.by_payer(draws.size)
    dims = ("draw", "firm_type", "combination")
    return xr.Dataset(
        {
            "benefit": ((*dims, "benefit_part"), benefit, {"units": "krw"}),
            "paid": ((*dims, "payer"), paid, {"units": "krw"}),
            "invested": (dims[:2], invested, {"units": "krw"}),
        },
        coords={
            "draw": draws.index, "firm_type": [*current_profiles.ids], "combination": names,
            "benefit_part": [*BENEFITS], "payer": [*PAYERS],
        },
    )  # fmt: skip


@per_draw(separable=("firm_type",), summary_only=True)
def incentive_packages(
    package_parts: xr.Dataset,
    investment_plans: xr.Dataset,
    tax_before_relief: xr.Dataset,
    current_profiles: Table[InvestmentProfile],
) -> xr.Dataset:
    """Return what each set of regimes comes to, dimensions (draw, firm_type, combination).

    `total`, present value of all parts, won; `share`, that by what is invested; `cost_of_capital`;
    `average_rate` and `marginal_rate`, the effective tax rates. Credits for research and time
    gained count in the total, but not in the cost of capital of the plant. The marginal rate is NaN
    where the cost of capital is near nought.
    """
    benefit = package_parts["benefit"].transpose("draw", "firm_type", "combination", "benefit_part")
    parts = {name: benefit.sel(benefit_part=name).values for name in BENEFITS}
    total = benefit.values.sum(axis=-1)
    names = ("share", "cost_of_capital", "average_rate", "marginal_rate")
    found = {name: np.zeros(total.shape) for name in names}
    plans, tax_flows = _by_kind(investment_plans), _by_kind(tax_before_relief)
    for k, row in enumerate(current_profiles):
        plan, taxes = plans[k], tax_flows[k]
        whole = plan["assets"].sum(axis=1)
        profit = np.maximum(current_profiles.draws_of(row, "profitability"), 1e-6)
        forgiven = _forgiven(taxes, parts["income_tax"][:, k])
        for c in range(total.shape[2]):
            given = sum(parts[name][:, k, c] for name in ON_BUYING)
            cost = cost_with(plan, taxes, given, parts["property_tax"][:, k, c])
            rate = np.clip(taxes["tax_rate"] - forgiven[:, c], 0.0, 0.99)
            found["share"][:, k, c] = total[:, k, c] / whole
            found["cost_of_capital"][:, k, c] = cost
            found["average_rate"][:, k, c] = effective.average_rate(
                profit, cost, taxes["real_rate"], rate
            )
            found["marginal_rate"][:, k, c] = effective.marginal_rate(cost, taxes["real_rate"])
    dims = ("draw", "firm_type", "combination")
    coords = {name: package_parts[name].values for name in dims}
    return xr.Dataset(
        {
            "total": (dims, total, {"units": "krw"}),
            **{name: (dims, one, {"units": "1"}) for name, one in found.items()},
        },
        coords=coords,
    )


@per_draw(separable=("firm_type",))
def designation_gain(
    package_parts: xr.Dataset,
    investment_plans: xr.Dataset,
    regimes_in_force: tuple[str, str],
    designated: xr.DataArray,
) -> xr.Dataset:
    """Return what the designation itself adds for a firm, won, dimensions (draw, firm_type).

    `gain`, with it less without it on the same draws, beside the regimes that are granted: what
    the firm would get anywhere stands on both sides. `expected`, by the regime of each draw.
    `anywhere`, what it gets without any regime; `taken_away`, what it would get there beyond that
    if no limit took anything away, never below nought, since nobody has to claim; `per_job`, the
    gain by job.
    """
    before, after = regimes_in_force
    total = package_parts["benefit"].sum("benefit_part", skipna=False)

    def of(name: str) -> np.ndarray:
        return total.sel(combination=name).transpose("draw", "firm_type").values

    gain = of(after) - of(before)
    jobs = investment_plans["jobs"].transpose("draw", "firm_type").values
    per_job = np.divide(gain, jobs, out=np.full(gain.shape, np.nan), where=jobs > 0)
    found = {
        "gain": gain, "expected": gain * designated.values[:, None], "anywhere": of(NOWHERE),
        "taken_away": np.maximum(of(WITHOUT_LIMITS) - of(NOWHERE), 0.0), "per_job": per_job,
    }  # fmt: skip
    dims = ("draw", "firm_type")
    return xr.Dataset(
        {name: (dims, one, {"units": "krw"}) for name, one in found.items()},
        coords={name: total[name].values for name in dims},
    )


@over_draws()
def gain_outlook(designation_gain: xr.Dataset) -> xr.Dataset:
    """Return the gain of the designation by kind of tenant, won, dimension (firm_type).

    Means of the parts of `designation_gain`, with the 5 and 95 % quantiles of the gain (`low`,
    `high`).
    """
    found = {
        name: one.mean("draw", skipna=False) for name, one in designation_gain.data_vars.items()
    }
    for name, share in (("low", 0.05), ("high", 0.95)):
        quantile = designation_gain["gain"].quantile(share, "draw", skipna=False)
        found[name] = quantile.drop_vars("quantile")
    return xr.Dataset({str(name): one.assign_attrs(units="krw") for name, one in found.items()})


def _by_kind(dataset: xr.Dataset) -> list[dict[str, np.ndarray]]:
    """Return the arrays of each kind of tenant."""
    arrays = {
        str(name): np.moveaxis(one.values, one.dims.index("firm_type"), 0)
        for name, one in dataset.data_vars.items()
    }
    return [
        {name: one[k] for name, one in arrays.items()} for k in range(dataset.sizes["firm_type"])
    ]


def _forgiven(taxes: dict[str, np.ndarray], relief: np.ndarray) -> np.ndarray:
    """Return the relief of the income tax as points of its rate, `[draws, combinations]`."""
    nominal = (1.0 + taxes["real_rate"]) * (1.0 + taxes["growth"]) - 1.0
    when = np.arange(taxes["taxable"].shape[1])
    base = (taxes["taxable"] * (1.0 + nominal[:, None]) ** -when).sum(axis=1)[:, None]
    return np.divide(relief, base, out=np.zeros(relief.shape), where=base > 0)
