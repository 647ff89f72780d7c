"""Who may settle where: each firm and each investor on each plot, and what a regime would lift."""

from __future__ import annotations

from collections.abc import Collection

import numpy as np
import xarray as xr

from songi.measures.kind import once
from songi.study.as_of import known_at
from songi.study.schema.firms import Firm, FirmType, Investor
from songi.study.schema.land import INDUSTRIAL_USES, Constraint, Parcel, Zone
from songi.study.schema.money import Regime
from songi.study.table import Table
from songi.study.tenants import (
    ALLOWED,
    VERDICTS,
    Tenant,
    concerns,
    surrounding_zones,
    tenant_of_firm,
    tenant_of_investor,
    verdict_on,
)

NONE = "-"
"""Stands where no constraint decides."""


@once()
def industrial_plots(parcels: Table[Parcel]) -> Table[Parcel]:
    """Return the parcels on which firms settle, sold or not."""
    return known_at(parcels, None).where(
        lambda row: row.use in INDUSTRIAL_USES and not row.free_supply
    )


@once()
def open_plots(industrial_plots: Table[Parcel]) -> Table[Parcel]:
    """Return the plots for firms that are not sold yet."""
    return industrial_plots.where(lambda row: not row.owner)


@once()
def current_constraints(constraints: Table[Constraint]) -> Table[Constraint]:
    """Return the limits of the law as they are known."""
    return known_at(constraints, None)


@once()
def current_investors(investors: Table[Investor]) -> Table[Investor]:
    """Return the investors as they are known."""
    return known_at(investors, None)


@once()
def land_seekers(current_investors: Table[Investor]) -> Table[Investor]:
    """Return the investors that want land, or of whom nobody knows that they do not."""
    return current_investors.where(lambda row: row.seeks in {"land", "unknown"})


@once()
def current_firms(firms: Table[Firm]) -> Table[Firm]:
    """Return the long list as it is known."""
    return known_at(firms, None)


@once(separable=("firm", "parcel"))
def tenant_eligibility(
    current_firms: Table[Firm],
    industrial_plots: Table[Parcel],
    current_constraints: Table[Constraint],
    zones: Table[Zone],
    regimes: Table[Regime] | None = None,
) -> xr.Dataset:
    """Return whether each firm of the long list may settle on each plot, dimensions (firm, parcel).

    `verdict`: `allowed`, `unclear` or `barred` under the regimes that are granted, the worst that
    any constraint says; `constraint`: the one that decides, `-` where none does.
    """
    tenants = {firm.id: tenant_of_firm(firm) for firm in current_firms}
    return _eligibility(
        "firm", tenants, industrial_plots, current_constraints, zones, _granted(regimes)
    )


@once(separable=("investor", "parcel"))
def investor_eligibility(
    land_seekers: Table[Investor],
    industrial_plots: Table[Parcel],
    current_constraints: Table[Constraint],
    zones: Table[Zone],
    regimes: Table[Regime] | None = None,
    firms: Table[Firm] | None = None,
    firm_types: Table[FirmType] | None = None,
) -> xr.Dataset:
    """Return whether each investor may settle on each plot, dimensions (investor, parcel).

    As `tenant_eligibility`; what an investor is comes from its firm's row, or else from its kind.
    """
    tenants = _investors(land_seekers, firms, firm_types)
    return _eligibility(
        "investor", tenants, industrial_plots, current_constraints, zones, _granted(regimes)
    )


@once(separable=("investor", "parcel"))
def eligibility_if_designated(
    land_seekers: Table[Investor],
    industrial_plots: Table[Parcel],
    current_constraints: Table[Constraint],
    zones: Table[Zone],
    regimes: Table[Regime],
    firms: Table[Firm] | None = None,
    firm_types: Table[FirmType] | None = None,
) -> xr.Dataset:
    """Return the same under a designation, dimensions (investor, parcel).

    As `investor_eligibility` if every regime that a contest awards were granted, too.
    """
    tenants = _investors(land_seekers, firms, firm_types)
    awarded = {regime.id for regime in known_at(regimes, None) if regime.contest is not None}
    granted = _granted(regimes) | awarded
    return _eligibility("investor", tenants, industrial_plots, current_constraints, zones, granted)


@once(separable=("firm",))
def regime_lifts(
    current_firms: Table[Firm],
    industrial_plots: Table[Parcel],
    current_constraints: Table[Constraint],
    zones: Table[Zone],
    regimes: Table[Regime],
) -> xr.DataArray:
    """Return how many plots each regime would open to each firm, dimensions (regime, firm).

    Plots on which the firm is barred or unclear under the regimes granted, and would be allowed if
    that one were granted, too. Nought for a regime that is granted already.
    """
    tenants = {firm.id: tenant_of_firm(firm) for firm in current_firms}
    known = known_at(regimes, None)
    granted = _granted(regimes)
    kept = _allowed(tenants, industrial_plots, current_constraints, zones, granted)
    opened = [
        _allowed(tenants, industrial_plots, current_constraints, zones, {*granted, regime.id})
        - kept
        for regime in known
    ]
    values = np.stack([one.sum(axis=1) for one in opened])
    coords = {"regime": [*known.ids], "firm": [*tenants]}
    result = xr.DataArray(values, dims=("regime", "firm"), coords=coords)
    return result.assign_attrs(units="count", long_name="plots opened")


def _investors(
    investors: Table[Investor], firms: Table[Firm] | None, kinds: Table[FirmType] | None
) -> dict[str, Tenant]:
    of_firms = {} if firms is None else {row.id: row for row in known_at(firms, None)}
    of_kinds = {} if kinds is None else {row.id: row for row in known_at(kinds, None)}
    return {row.id: tenant_of_investor(row, of_firms, of_kinds) for row in investors}


def _granted(regimes: Table[Regime] | None) -> set[str]:
    known = () if regimes is None else known_at(regimes, None)
    return {regime.id for regime in known if regime.status == "granted"}


def _eligibility(
    dimension: str,
    tenants: dict[str, Tenant],
    plots: Table[Parcel],
    constraints: Table[Constraint],
    zones: Table[Zone],
    granted: Collection[str],
) -> xr.Dataset:
    ranks, deciding = _worst(tenants, plots, constraints, zones, granted)
    names = np.array([*constraints.ids, NONE], dtype=str)
    found = {"verdict": np.array(VERDICTS, dtype="<U8")[ranks], "constraint": names[deciding]}
    return xr.Dataset(
        {
            name: ((dimension, "parcel"), values, {"units": "1", "long_name": name})
            for name, values in found.items()
        },
        coords={dimension: [*tenants], "parcel": [*plots.ids]},
    )


def _allowed(
    tenants: dict[str, Tenant],
    plots: Table[Parcel],
    constraints: Table[Constraint],
    zones: Table[Zone],
    granted: Collection[str],
) -> np.ndarray:
    ranks, _ = _worst(tenants, plots, constraints, zones, granted)
    return (ranks == VERDICTS.index(ALLOWED)).astype(float)


def _worst(
    tenants: dict[str, Tenant],
    plots: Table[Parcel],
    constraints: Table[Constraint],
    zones: Table[Zone],
    granted: Collection[str],
) -> tuple[np.ndarray, np.ndarray]:
    """Return the worst verdict on each pair and the constraint that gives it, (tenants, plots)."""
    around = surrounding_zones(known_at(zones, None))
    shape = (len(tenants), len(plots))
    ranks, deciding = np.zeros(shape, dtype=int), np.full(shape, len(constraints))
    # Firms alike and plots alike fare alike: what is said of one is said of all of its sort.
    sorts: dict[Tenant, list[int]] = {}
    for k, tenant in enumerate(tenants.values()):
        sorts.setdefault(tenant, []).append(k)
    for number, constraint in enumerate(constraints):
        for at, plot in enumerate(plots):
            if not concerns(constraint, plot, around):
                continue
            for tenant, members in sorts.items():
                rank = VERDICTS.index(verdict_on(constraint, tenant, plot, granted))
                if rank > ranks[members[0], at]:
                    ranks[members, at], deciding[members, at] = rank, number
    return ranks, deciding
