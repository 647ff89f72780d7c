"""The offer to one investor: certain, conditional and unavailable benefits, each with a reason."""

from __future__ import annotations

import numpy as np
import xarray as xr

from songi.measures.kind import once, over_draws
from songi.study.as_of import known_at
from songi.study.incentives import STANDINGS, Standing, Taker, Verdict, standing_of, verdict_on
from songi.study.packages import is_priced
from songi.study.schema.firms import Firm, FirmType, Investor
from songi.study.schema.incentives import Incentive, IncentiveLimit, InvestmentProfile
from songi.study.schema.money import Regime
from songi.study.table import Table
from songi.study.tenants import tenant_of_investor


@once(separable=("investor",))
def incentive_offer(
    land_seekers: Table[Investor],
    current_incentives: Table[Incentive],
    regimes: Table[Regime],
    designation: str,
    incentive_limits: Table[IncentiveLimit] | None = None,
    investment_profiles: Table[InvestmentProfile] | None = None,
    firms: Table[Firm] | None = None,
    firm_types: Table[FirmType] | None = None,
) -> xr.Dataset:
    """Return how each benefit stands for each investor that may want land, (investor, incentive).

    `standing`: `certain`, `conditional` or `not_available`; `reason`, a code, empty where it is
    certain; `priced`, 1 where it can be put into money. What an investor is comes from its firm's
    row, or else from its kind; what is not known of it makes a benefit conditional, never certain.
    Of two benefits that exclude each other, the firm may choose: both are conditional. A regime
    that a contest awards stands as it is known, or as the option `designation` says.
    """
    limits = () if incentive_limits is None else tuple(known_at(incentive_limits, None))
    named = {} if firms is None else {row.id: row for row in known_at(firms, None)}
    kinds = {} if firm_types is None else {row.id: row for row in known_at(firm_types, None)}
    profiles = (
        {}
        if investment_profiles is None
        else {row.firm_type: row for row in known_at(investment_profiles, None)}
    )
    standing: dict[str, Standing] = {
        row.id: standing_of(row, designation) for row in known_at(regimes, None)
    }
    shape = (len(land_seekers), len(current_incentives))
    standings, reasons = np.full(shape, "", dtype="<U16"), np.full(shape, "", dtype="<U24")
    for i, investor in enumerate(land_seekers):
        taker = _taker(investor, named, kinds, profiles)
        verdicts = {row.id: verdict_on(row, taker, limits, standing) for row in current_incentives}
        for j, row in enumerate(current_incentives):
            found = _either_or(row, verdicts, current_incentives)
            standings[i, j], reasons[i, j] = found.standing, found.reason
    dims = ("investor", "incentive")
    priced = [float(is_priced(row)) for row in current_incentives]
    return xr.Dataset(
        {
            "standing": (dims, standings, {"units": "code"}),
            "reason": (dims, reasons, {"units": "code"}),
            "priced": (dims, np.tile(priced, (shape[0], 1)), {"units": "yes_no"}),
        },
        coords={"investor": [*land_seekers.ids], "incentive": [*current_incentives.ids]},
    )


@over_draws()
def offer_counts(incentive_offer: xr.Dataset) -> xr.DataArray:
    """Return how many benefits stand how for each investor, dimensions (investor, standing)."""
    counted = [
        (incentive_offer["standing"] == name).sum("incentive").astype(float) for name in STANDINGS
    ]
    result = xr.concat(counted, "standing").assign_coords(standing=[*STANDINGS])
    return result.transpose("investor", "standing").assign_attrs(
        units="count", long_name="benefits by standing"
    )


def _taker(
    investor: Investor,
    firms: dict[str, Firm],
    kinds: dict[str, FirmType],
    profiles: dict[str, InvestmentProfile],
) -> Taker:
    """Return what the rules ask of an investor, as far as it is known."""
    tenant = tenant_of_investor(investor, firms, kinds)
    profile = profiles.get(investor.firm_type or "")
    technologies: frozenset[str] = frozenset()
    if profile is not None:
        low, high = profile.on_strategic_list.ends
        technologies = frozenset(
            (*(["strategic"] if high else []), *([] if low else [profile.technology]))
        )
    return Taker(
        tenant.size,
        tenant.activity,
        None if profile is None else profile.moves,
        None if profile is None else profile.invests_in,
        tenant.foreign_invested,
        None,
        technologies,
    )


def _either_or(
    row: Incentive, verdicts: dict[str, Verdict], incentives: Table[Incentive]
) -> Verdict:
    """Return a verdict; conditional where the firm has to choose between this and another."""
    mine = verdicts[row.id]
    if mine.standing != "certain":
        return mine
    excluded = {*row.excludes, *(other.id for other in incentives if row.id in other.excludes)}
    rivals = (verdicts[name].standing for name in excluded if name in verdicts)
    return Verdict("conditional", "either_or") if "certain" in rivals else mine
