"""Does a project pay whoever carries it out: loans, cash, and what it is worth to its owner."""

from __future__ import annotations

import numpy as np
import xarray as xr

from songi.measures.kind import over_draws, per_draw
from songi.measures.projects import BY_YEAR
from songi.methods.among import quantile_among
from songi.methods.cash_flow import (
    Loan,
    cover_ratios,
    internal_rates,
    loan_schedule,
    modified_internal_rate,
    net_present_value,
    payback_period,
    peak_funding,
    profitability_index,
)
from songi.methods.project_cash import running_cash
from songi.study.projects import QUANTILES, covered_share, of_projects, quantiles_of, years_of
from songi.study.schema.projects import Finance, Project, ProjectShare
from songi.study.table import Table

UNITS = {
    "npv": "krw", "irr": "1", "roots": "count", "mirr": "1", "pi": "1", "paid_back": "count",
    "peak": "krw", "peak_year": "count", "cover": "1", "put_in": "krw", "owed": "krw",
    "npv_unguaranteed": "krw",
}  # fmt: skip
"""What is told of a project, and its unit."""


@per_draw(summary_only=True)
def project_financing(
    project_cash_flow: xr.Dataset,
    project_cost: xr.DataArray,
    current_projects: Table[Project],
    current_financing: Table[Finance] | None = None,
) -> xr.Dataset:
    """Return each project's loans and cash by year, won, dimensions (draw, project, year).

    `drawn`, from loans, by their share of each year's outlays, as far as grants leave any to pay;
    `interest` and `repaid`, as they are due; `owed` at the end of the year. `cash` is carried from
    year to year; what is lacking is `put_in` by the owners and stays in.
    """
    flows = project_cash_flow
    found = {name: np.zeros(flows["net"].shape) for name in FINANCED}
    for at, project in enumerate(current_projects):
        outlay, grants, net = (
            flows[name].sel(project=project.id).values for name in ("outlay", "grants", "net")
        )
        room = 1.0 - np.divide(grants, outlay, out=np.ones_like(grants), where=outlay > 0)
        for row in current_financing or ():
            if row.kind == "grant" or row.project != project.id or current_financing is None:
                continue
            share = covered_share(current_financing, row, project_cost)[:, None]
            drawn = outlay * np.minimum(share, room)
            room = room - np.minimum(share, room)
            loan = _scheduled(row, drawn, current_financing.draws_of(row, "rate"))
            found["drawn"][:, at] += drawn
            found["interest"][:, at] += loan.interest
            found["repaid"][:, at] += loan.principal
            found["owed"][:, at] += loan.balance
        service = found["interest"][:, at] + found["repaid"][:, at]
        cash = running_cash(net + found["drawn"][:, at] - service)
        found["cash"][:, at], found["put_in"][:, at] = cash
    return xr.Dataset(
        {name: (BY_YEAR, values, {"units": "krw"}) for name, values in found.items()},
        coords=flows.coords,
    )


FINANCED = ("drawn", "interest", "repaid", "owed", "cash", "put_in")
"""What is told of a project's money by year."""


@per_draw()
def feasibility(
    project_cash_flow: xr.Dataset,
    project_financing: xr.Dataset,
    current_projects: Table[Project],
) -> xr.Dataset:
    """Return what each project is worth to whoever carries it out, dimensions (draw, project).

    Before loans, at the project's financial rate and at constant prices: `npv`, won at the base
    year; `irr`, where there is just one, and `roots`, how many there are in (-1, 10]; `mirr`, at
    the financial rate on both sides; `pi`, what comes in by what goes out, discounted; `paid_back`,
    the year from which on the sum is never below nought (NaN: never); `peak`, the most won tied up,
    and `peak_year`. With its loans: `cover`, the least yearly cover of debt service by cash (NaN
    without any); `put_in`, what owners put in together; `owed` at the end. `npv_unguaranteed` is
    the present value if nobody buys unsold land and it is sold to firms alone.
    """
    found: dict[str, list[np.ndarray]] = {name: [] for name in UNITS}
    for row in current_projects:
        rate = current_projects.draws_of(row, "financial_rate")
        flows = project_cash_flow.sel(project=row.id, year=years_of(row, project_cash_flow["year"]))
        money = project_financing.sel(project=row.id, year=flows["year"].values)
        for name, values in _worth(row, flows, rate).items():
            found[name].append(values)
        found["cover"].append(_cover(flows, money))
        found["put_in"].append(money["put_in"].sum("year", skipna=False).values)
        found["owed"].append(money["owed"].values[:, -1])
    dims = ("draw", "project")
    return xr.Dataset(
        {name: (dims, np.stack(found[name], axis=1), {"units": UNITS[name]}) for name in UNITS},
        coords={"draw": project_cash_flow["draw"].values, "project": [*current_projects.ids]},
    )


@over_draws()
def feasibility_outlook(feasibility: xr.Dataset) -> xr.Dataset:
    """Return how each project does over the runs, dimensions (project, quantile).

    By quantile `q05`, `q50` and `q95` every number of `feasibility`, among the runs that have it:
    projects that never pay back have no year of it. By project: `one_rate`, the share of runs with
    just one internal rate; `several_rates`; `pays_back`, in which the project does.
    """
    values = {name: feasibility[name].transpose("draw", "project").values for name in UNITS}
    roots = values["roots"]
    shares = {
        "one_rate": roots == 1,
        "several_rates": roots > 1,
        "pays_back": np.isfinite(values["paid_back"]),
    }
    by_level = {
        name: np.stack([quantile_among(array, level) for level in QUANTILES.values()], axis=1)
        for name, array in values.items()
    }
    return xr.Dataset(
        {
            name: (("project", "quantile"), one, {"units": UNITS[name]})
            for name, one in by_level.items()
        }
        | {name: (("project",), one.mean(axis=0), {"units": "1"}) for name, one in shares.items()},
        coords={"project": feasibility["project"].values, "quantile": [*QUANTILES]},
    )


@per_draw()
def developer_worth(
    feasibility: xr.Dataset, project_shares: Table[ProjectShare], current_projects: Table[Project]
) -> xr.Dataset:
    """Return each developer's part of a project, won, dimensions (draw, project_share).

    By its share, made to add up to one: `npv`, `npv_unguaranteed` and `put_in`.
    """
    shares = of_projects(project_shares, current_projects)
    drawn = {row.id: shares.draws_of(row, "share") for row in shares}
    parts = []
    for row in shares:
        together = np.sum([drawn[one.id] for one in shares if one.project == row.project], axis=0)
        parts.append(np.divide(drawn[row.id], together, out=0.0 * together, where=together > 0))
    projects = [row.project for row in shares]
    part = np.stack(np.broadcast_arrays(*parts), axis=1)
    names = ("npv", "npv_unguaranteed", "put_in")
    return xr.Dataset(
        {
            name: (
                ("draw", "project_share"),
                feasibility[name].sel(project=projects).transpose("draw", "project").values * part,
                {"units": "krw"},
            )
            for name in names
        },
        coords={"draw": feasibility["draw"].values, "project_share": [*shares.ids]},
    )


@over_draws()
def developer_outlook(developer_worth: xr.Dataset) -> xr.Dataset:
    """Return each developer's part over the runs, won, dimensions (project_share, quantile)."""
    return xr.Dataset({str(k): quantiles_of(array) for k, array in developer_worth.items()})


@per_draw()
def cash_imbalance(project_cash_flow: xr.Dataset, project_financing: xr.Dataset) -> xr.DataArray:
    """Return by how much a project's cash parts from what came in and went out, dimension (draw).

    The largest over projects and years, as a share of the project's outlays: cash at the end of a
    year is cash before, the year's net, loans drawn less interest and repayment, and what was put
    in; what is owed at the end is what was drawn and not repaid.
    """
    money = {name: project_financing[name].transpose(*BY_YEAR).values for name in FINANCED}
    net = project_cash_flow["net"].transpose(*BY_YEAR).values
    spent = project_cash_flow["outlay"].transpose(*BY_YEAR).values.sum(axis=2)[:, :, None]
    flow = net + money["drawn"] - money["interest"] - money["repaid"] + money["put_in"]
    off = np.abs(np.cumsum(flow, axis=2) - money["cash"])
    owed = np.abs(np.cumsum(money["drawn"] - money["repaid"], axis=2) - money["owed"])
    largest = (np.maximum(off, owed) / np.maximum(spent, 1.0)).max(axis=(1, 2))
    result = xr.DataArray(
        largest, dims=("draw",), coords={"draw": project_cash_flow["draw"].values}
    )
    return result.assign_attrs(units="1", long_name="cash imbalance")


@over_draws(tolerance=1e-9)
def cash_balances(cash_imbalance: xr.DataArray) -> xr.DataArray:
    """Return the largest imbalance of a project's cash over all runs."""
    return cash_imbalance.max("draw").assign_attrs(units="1", long_name="cash balances")


SERVICE = ("interest", "repaid")
"""What is due on loans."""


def _scheduled(row: Finance, drawn: np.ndarray, rate: np.ndarray) -> Loan:
    return loan_schedule(drawn, rate, grace=row.grace_years or 0, term=row.term_years)


def _worth(row: Project, flows: xr.Dataset, rate: np.ndarray) -> dict[str, np.ndarray]:
    """Return what the flows before loans are worth, each `[draws]`."""
    net = flows["net"].values
    years = flows["year"].values
    spent = flows["outlay"].values + flows["operating"].values
    roots = internal_rates(net)
    funding = peak_funding(net)
    # Without any outlay there is nothing to compare with.
    costs = np.where(spent.sum(axis=1, keepdims=True) > 0, spent, np.nan)
    paid = ~np.isnan(costs).any(axis=1)
    index = np.full(rate.shape, np.nan)
    index[paid] = profitability_index((net + spent)[paid], spent[paid], rate[paid])
    first = int(years[0]) - row.base_year
    alone = net - flows["guarantor"].values + flows["resold"].values
    return {
        "npv": net_present_value(net, rate, first_period=first),
        "npv_unguaranteed": net_present_value(alone, rate, first_period=first),
        "irr": np.where(roots.number == 1, roots.rates[..., 0], np.nan),
        "roots": roots.number.astype(float),
        "mirr": modified_internal_rate(net, rate, rate),
        "pi": index,
        "paid_back": years[0] + np.ceil(payback_period(net)),
        "peak": funding.amount,
        "peak_year": years[0] + funding.period.astype(float),
    }


def _cover(flows: xr.Dataset, money: xr.Dataset) -> np.ndarray:
    """Return the least yearly cover of debt service by the cash of the year, `[draws]`."""
    earned = ("firms", "others", "guarantor", "rent", "residual")
    available = sum(flows[name].values for name in earned) - flows["operating"].values
    zero = np.zeros_like(available)
    # What is left of a loan by rounding is not due.
    due = {name: np.where(money[name].values < 1.0, 0.0, money[name].values) for name in SERVICE}
    loan = Loan(money["owed"].values, due["interest"], due["repaid"], zero, zero)
    return cover_ratios(available, loan, np.zeros(len(available))).least_debt_service
