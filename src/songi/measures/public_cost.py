"""What benefits cost the public: by level of government, by job, and until the city is even."""

from __future__ import annotations

import numpy as np
import xarray as xr

from songi.measures.kind import over_draws, per_draw
from songi.methods.among import quantile_among, share_among
from songi.methods.taxation.liability import even_after
from songi.study.as_of import known_at
from songi.study.schema.firms import FirmType
from songi.study.schema.incentives import PAYERS, InvestmentProfile, TaxParameter
from songi.study.streams import DrawBlock
from songi.study.table import Table
from songi.study.taxes import number, tax_rules


@per_draw(separable=("firm_type",))
def public_cost(
    package_parts: xr.Dataset,
    investment_plans: xr.Dataset,
    tax_before_relief: xr.Dataset,
    regimes_in_force: tuple[str, str],
    designated: xr.DataArray,
    current_profiles: Table[InvestmentProfile],
    current_tax_parameters: Table[TaxParameter],
    firm_types: Table[FirmType],
    draws: DrawBlock,
) -> xr.Dataset:
    """Return what one firm of each kind costs under the regimes of that draw, (draw, firm_type).

    `paid`, present value in won by who pays or forgoes it, also by (payer); `per_job`, what the
    three levels of government pay for each job; `receipts`, what the city takes from the firm in
    the first full year before any relief (its share of the income tax and the tax on property);
    `even`, whole years until discounted receipts have paid for what the city gives, NaN where they
    do not within the years of a plan. Reliefs that hold everywhere are among what the state pays.
    """
    before, after = regimes_in_force
    paid = package_parts["paid"].sel(combination=before)
    with_it = package_parts["paid"].sel(combination=after)
    paid = paid.where(designated < 0.5, with_it).drop_vars("combination", errors="ignore")
    paid = paid.transpose("draw", "firm_type", "payer")
    public = paid.sel(payer=[name for name in PAYERS if name != "developer"]).sum("payer").values
    jobs = investment_plans["jobs"].transpose("draw", "firm_type").values
    per_job = np.divide(public, jobs, out=np.full(public.shape, np.nan), where=jobs > 0)
    even, receipts = np.full(public.shape, np.nan), np.zeros(public.shape)
    city = paid.sel(payer="city").values
    kinds = known_at(firm_types, None)
    for k, row in enumerate(current_profiles):
        taxes = {str(n): one.isel(firm_type=k).values for n, one in tax_before_relief.items()}
        rules = tax_rules(current_tax_parameters, kinds.get(row.firm_type).size, row.invests_in)
        prices = (1.0 + taxes["growth"][:, None]) ** np.arange(taxes["tax"].shape[1])
        share = number(rules, "local_income_share", draws.size)[:, None]
        flow = (share * taxes["tax"] / prices + taxes["property"][:, None])[:, 1:]
        rate = number(rules, "public_discount_rate", draws.size)
        even[:, k] = even_after(city[:, k], flow, rate)
        receipts[:, k] = flow[:, 0]
    dims = ("draw", "firm_type")
    return xr.Dataset(
        {
            "paid": ((*dims, "payer"), paid.values, {"units": "krw"}),
            "per_job": (dims, per_job, {"units": "krw"}),
            "receipts": (dims, receipts, {"units": "krw"}),
            "even": (dims, even, {"units": "years"}),
        },
        coords={name: paid[name].values for name in (*dims, "payer")},
    )


@over_draws()
def public_cost_outlook(public_cost: xr.Dataset) -> xr.Dataset:
    """Return what one firm of each kind costs the public, dimensions (firm_type) and (payer).

    Means of `paid`, `per_job` and `receipts`; `low` and `high`, the 5 and 95 % quantiles of what
    the three levels of government pay; `even`, the median of the years until the city is even among
    the runs in which it is, and `ever_even`, the share of runs in which it is.
    """
    paid = public_cost["paid"]
    found = {
        name: public_cost[name].mean("draw", skipna=False).assign_attrs(units="krw")
        for name in ("paid", "per_job", "receipts")
    }
    public = paid.sel(payer=[name for name in PAYERS if name != "developer"]).sum("payer")
    found["public"] = public.mean("draw", skipna=False).assign_attrs(units="krw")
    for name, share in (("low", 0.05), ("high", 0.95)):
        quantile = public.quantile(share, "draw", skipna=False).drop_vars("quantile")
        found[name] = quantile.assign_attrs(units="krw")
    even = public_cost["even"].transpose("draw", "firm_type").values
    kinds = public_cost["firm_type"].values
    for name, values, unit in (
        ("even", quantile_among(even, 0.5), "years"), ("ever_even", share_among(even), "1"),
    ):  # fmt: skip
        found[name] = xr.DataArray(
            values, dims=("firm_type",), coords={"firm_type": kinds}, attrs={"units": unit}
        )
    return xr.Dataset(found)
