"""Who gets which plot: one plan for all draws, those that come next, and the limits that bind."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import xarray as xr

from songi.measures.kind import over_draws
from songi.methods import assignment
from songi.study.allocation import adjoining, function_fit, land_limits, partners, phases
from songi.study.as_of import known_at
from songi.study.schema.firms import FUNCTIONS, Firm, FirmType, Investor
from songi.study.schema.land import Constraint, Parcel, SaleRound, Utility, Zone
from songi.study.streams import DrawBlock
from songi.study.table import Table
from songi.study.tenants import BARRED, UNCLEAR, surrounding_zones, tenant_of_investor

SAMPLE = 200
"""Draws over which a plan's values are averaged."""

UNCLEAR_WORTH = 0.5
"""What a plot counts where the law is unclear, as a share."""

LATE_WORTH = 0.9
"""What a plot of a later round counts, for each round."""

NEAR_WORTH = 0.1
"""What two partners who adjoin add, as a share of the smaller one's value."""

SMALLEST, LARGEST = 0.5, 1.5
"""A site fits if its area lies between half of the 5 % quantile of what is wanted and one and a
half times the 95 % quantile."""

MERGED = 3
"""Plots that may be merged for one investor."""

PLANS = 3
NOBODY = "-"


@over_draws()
def allocation_values(
    contract_chance: xr.DataArray,
    wanted_land: xr.DataArray,
    land_seekers: Table[Investor],
    open_plots: Table[Parcel],
    function_gaps: xr.DataArray,
    draws: DrawBlock,
    investor_eligibility: xr.Dataset | None = None,
    firms: Table[Firm] | None = None,
    firm_types: Table[FirmType] | None = None,
) -> xr.DataArray:
    """Return what each plot is worth with each investor on it, m², dimensions (investor, parcel).

    The land it is expected to take: the mean over the first 200 draws of its chance to sign times
    what it wants of the plot; times one and the share of the missed functions that it would serve;
    half where the law is unclear. NaN where the investor is barred, or will not sign, or nobody
    says what it wants.
    """
    chosen = {"draw": slice(SAMPLE)}
    labels = [*land_seekers.ids]
    chance = contract_chance.isel(chosen).transpose("draw", "investor").values
    wanted = wanted_land.isel(chosen).transpose("draw", "investor").values
    areas = _areas(open_plots, draws)
    expected = np.stack(
        [(chance * np.minimum(wanted, area[:, None])).mean(axis=0) for area in areas], axis=1
    )
    of_firms = {} if firms is None else {row.id: row for row in known_at(firms, None)}
    kinds = {} if firm_types is None else {row.id: row for row in known_at(firm_types, None)}
    gaps = {str(one): float(function_gaps.sel(function=one)) for one in FUNCTIONS}
    fit = np.array([function_fit(row, of_firms, kinds, gaps) for row in land_seekers])
    worth = expected * (1.0 + fit[:, None])
    if investor_eligibility is not None:
        verdict = investor_eligibility["verdict"].sel(investor=labels, parcel=[*open_plots.ids])
        worth = np.where(verdict.values == UNCLEAR, UNCLEAR_WORTH * worth, worth)
        worth = np.where(verdict.values == BARRED, np.nan, worth)
    worth = np.where(worth > 0, worth, np.nan)
    coords = {"investor": labels, "parcel": [*open_plots.ids]}
    result = xr.DataArray(worth, dims=("investor", "parcel"), coords=coords)
    return result.assign_attrs(units="m2", long_name="worth of a plot with an investor")


@over_draws()
def allocation_alternatives(
    allocation_values: xr.DataArray,
    wanted_land: xr.DataArray,
    land_seekers: Table[Investor],
    open_plots: Table[Parcel],
    draws: DrawBlock,
    current_rounds: Table[SaleRound] | None = None,
    current_constraints: Table[Constraint] | None = None,
    zones: Table[Zone] | None = None,
    firms: Table[Firm] | None = None,
    firm_types: Table[FirmType] | None = None,
    utility_needs: xr.DataArray | None = None,
    current_utilities: Table[Utility] | None = None,
) -> xr.Dataset:
    """Return the best plans that differ, the best first, dimensions (plan, parcel).

    `investor` that is given the plot, `-` for nobody; `site`, a number that merged plots share. By
    plan: `value`, `bound` that no plan exceeds, `gap`, how far the plan may be from the best as a
    share of its value, and `status`: `optimal`, `within_gap`, `work_limit` or `infeasible`.
    """
    given = _Ground(
        allocation_values, wanted_land, land_seekers, open_plots, draws, current_rounds,
        current_constraints, zones, firms, firm_types, utility_needs, current_utilities,
    )  # fmt: skip
    plans = assignment.best_plans(given.problem(), PLANS)
    names = np.array([*land_seekers.ids, NOBODY], dtype=str)
    held = np.stack([names[plan.holder] for plan in plans])
    sites = np.stack([plan.site for plan in plans]).astype(float)
    figures = {
        "value": ([plan.value for plan in plans], "m2"),
        "bound": ([plan.bound for plan in plans], "m2"),
        "gap": ([plan.gap for plan in plans], "1"),
        "status": ([plan.status for plan in plans], "1"),
    }
    return xr.Dataset(
        {
            "investor": (("plan", "parcel"), held, {"units": "1"}),
            "site": (("plan", "parcel"), sites, {"units": "1"}),
            **{
                name: (("plan",), np.array(column), {"units": unit})
                for name, (column, unit) in figures.items()
            },
        },
        coords={"plan": np.arange(1, len(plans) + 1), "parcel": [*open_plots.ids]},
    )


@over_draws()
def parcel_allocation(
    allocation_alternatives: xr.Dataset,
    allocation_values: xr.DataArray,
    open_plots: Table[Parcel],
    draws: DrawBlock,
    investor_eligibility: xr.Dataset | None = None,
) -> xr.Dataset:
    """Return the best plan, dimension (parcel): who gets which plot.

    `investor`, `-` where the plot stays free; `verdict` of the law on that pair; `worth`, as in
    `allocation_values`; `area`, the plot's mean area; and `gap`, the plan's, without dimension.
    """
    plan = allocation_alternatives.sel(plan=1)
    held = [str(one) for one in plan["investor"].values]
    worth, verdicts = np.full(len(held), np.nan), np.full(len(held), NOBODY, dtype="<U8")
    for k, (parcel, investor) in enumerate(zip(open_plots.ids, held, strict=True)):
        if investor == NOBODY:
            continue
        pair = {"investor": investor, "parcel": parcel}
        worth[k] = float(allocation_values.sel(pair))
        if investor_eligibility is not None:
            verdicts[k] = str(investor_eligibility["verdict"].sel(pair).item())
    return xr.Dataset(
        {
            "investor": (("parcel",), np.array(held, dtype=str), {"units": "1"}),
            "verdict": (("parcel",), verdicts, {"units": "1"}),
            "worth": (("parcel",), worth, {"units": "m2"}),
            "area": (("parcel",), _areas(open_plots, draws).mean(axis=1), {"units": "m2"}),
            "gap": ((), float(plan["gap"]), {"units": "1"}),
        },
        coords={"parcel": [*open_plots.ids]},
    )


@over_draws()
def allocation_limits(
    allocation_alternatives: xr.Dataset,
    allocation_values: xr.DataArray,
    wanted_land: xr.DataArray,
    land_seekers: Table[Investor],
    open_plots: Table[Parcel],
    draws: DrawBlock,
    current_rounds: Table[SaleRound] | None = None,
    current_constraints: Table[Constraint] | None = None,
    zones: Table[Zone] | None = None,
    firms: Table[Firm] | None = None,
    firm_types: Table[FirmType] | None = None,
    utility_needs: xr.DataArray | None = None,
    current_utilities: Table[Utility] | None = None,
) -> xr.Dataset:
    """Return the limits on the whole plan, dimension (limit): constraints and utilities.

    `bound`; `used` by the best plan, NaN where there is none; and where no plan can keep to all of
    them, `loosen`, by how much each has to give way in the least loosening, nought otherwise, and
    `alone`, by how much if it is the only one. In the limit's own unit: m², MW, m³ a day.
    """
    given = _Ground(
        allocation_values, wanted_land, land_seekers, open_plots, draws, current_rounds,
        current_constraints, zones, firms, firm_types, utility_needs, current_utilities,
    )  # fmt: skip
    problem = given.problem()
    names = [limit.name for limit in problem.limits]
    bound = np.array([limit.bound for limit in problem.limits], dtype=float)
    loosen, alone = np.zeros(len(names)), np.zeros(len(names))
    feasible = str(allocation_alternatives["status"].sel(plan=1).item()) != "infeasible"
    if not feasible:
        rows = [row for row in assignment.least_loosening(problem) if row.investor is None]
        loosen, alone = np.array([row.by for row in rows]), np.array([row.alone for row in rows])
    held = allocation_alternatives.sel(plan=1)["investor"].values
    used = given.used(problem, held) if feasible else np.full(len(names), np.nan)
    found = {"bound": bound, "used": used, "loosen": loosen, "alone": alone}
    return xr.Dataset(
        {name: (("limit",), values, {"units": "mixed"}) for name, values in found.items()},
        coords={"limit": names, "unit": ("limit", given.units(names))},
    )


@dataclass(frozen=True)
class _Ground:
    """All that the problem of allocation is made of."""

    values: xr.DataArray
    wanted: xr.DataArray
    investors: Table[Investor]
    plots: Table[Parcel]
    draws: DrawBlock
    rounds: Table[SaleRound] | None
    constraints: Table[Constraint] | None
    zones: Table[Zone] | None
    firms: Table[Firm] | None
    firm_types: Table[FirmType] | None
    needs: xr.DataArray | None
    utilities: Table[Utility] | None

    def problem(self) -> assignment.AllocationProblem:
        """Return the problem, ready to be solved."""
        wanted = self.wanted.isel(draw=slice(SAMPLE)).transpose("draw", "investor").values
        silent = np.isnan(wanted).any(axis=0)
        low, high = (np.where(silent, 1.0, np.quantile(np.nan_to_num(wanted), q, axis=0))
                     for q in (0.05, 0.95))  # fmt: skip
        members = np.array([row.members for row in self.investors])
        worth = self.values.transpose("investor", "parcel").values
        least = np.nanmax(np.nan_to_num(worth), axis=1)
        near = partners([*self.investors]) * np.minimum(least[:, None], least[None, :])
        late = None if self.rounds is None else phases([*self.plots], [*self.rounds])
        return assignment.allocation_problem(
            worth,
            _areas(self.plots, self.draws).mean(axis=1),
            least=SMALLEST * low,
            most=LARGEST * high,
            adjacent=adjoining([*self.plots]),
            merged_at_most=np.where(members > 1, 1, MERGED),
            count=members,
            nearness=NEAR_WORTH * near,
            limits=[*self._land_limits(), *self._utility_limits()],
            available_from=late,
            needed_from=None if late is None else np.zeros(len(members), dtype=int),
            late_factor=None if late is None else LATE_WORTH,
        )

    def used(self, problem: assignment.AllocationProblem, held: np.ndarray) -> np.ndarray:
        """Return what a plan uses of each limit."""
        ids = {name: k for k, name in enumerate(self.investors.ids)}
        pairs = [(ids[str(one)], k) for k, one in enumerate(held) if str(one) != NOBODY]
        found = []
        for limit in problem.limits:
            rate = np.zeros(problem.investors) if limit.per_m2 is None else limit.per_m2
            counted = np.ones(problem.parcels) if limit.parcels is None else limit.parcels
            rates, marked = np.asarray(rate, dtype=float), np.asarray(counted, dtype=float)
            found.append(sum(rates[i] * marked[k] * problem.area[k] for i, k in pairs))
        return np.array(found, dtype=float)

    def units(self, names: list[str]) -> list[str]:
        """Return the unit of each limit."""
        kinds = {"power": "mw", "water": "m3_per_day", "waste_water": "m3_per_day"}
        return [kinds.get(name, "m2") for name in names]

    def _land_limits(self) -> list[assignment.Limit]:
        if self.constraints is None or self.zones is None:
            return []
        firms = {} if self.firms is None else {r.id: r for r in known_at(self.firms, None)}
        kinds = (
            {} if self.firm_types is None else {r.id: r for r in known_at(self.firm_types, None)}
        )
        tenants = [tenant_of_investor(row, firms, kinds) for row in self.investors]
        around = surrounding_zones(known_at(self.zones, None))
        return land_limits(self.constraints, tenants, [*self.plots], around)

    def _utility_limits(self) -> list[assignment.Limit]:
        """Return what all sites together may draw; a utility of unknown needs is left out."""
        if self.needs is None or self.utilities is None:
            return []
        bound = self.utilities.for_draws(self.draws)
        mean = self.needs.isel(draw=slice(SAMPLE)).mean("draw", skipna=False)
        found = []
        for kind in (str(one) for one in mean["utility"].values):
            supply = [float(bound.draws_of(r, "capacity").mean()) for r in bound if r.kind == kind]
            per_m2 = mean.sel(utility=kind, investor=[*self.investors.ids]).values
            if supply and np.isfinite(per_m2).all():
                found.append(assignment.utility_limit(kind, sum(supply), per_m2=per_m2))
        return found


def _areas(plots: Table[Parcel], draws: DrawBlock) -> np.ndarray:
    """Return the plots' areas on the sampled draws, shape (plots, draws)."""
    bound = plots.for_draws(draws)
    size = min(SAMPLE, draws.size)
    return np.stack([bound.draws_of(row, "area_m2")[:size] for row in bound])
