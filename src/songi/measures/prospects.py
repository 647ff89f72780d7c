"""Whom to visit next: firms of the long list, by how they would fit, need land and be reached."""

from __future__ import annotations

from datetime import date

import numpy as np
import xarray as xr

from songi.measures.kind import once, over_draws, per_draw
from songi.study.as_of import known_at
from songi.study.histories import months_between
from songi.study.schema.firms import FUNCTIONS, Firm, FirmType, Investor
from songi.study.streams import DrawBlock
from songi.study.table import Table
from songi.study.tenants import ALLOWED, UNCLEAR

REASONS = ("fit", "need", "introduction", "plot")
"""What speaks for a visit: each from 0 to 1."""

LEASE_MONTHS = 60.0
"""A lease that ends within so many months makes for need: the sooner, the more."""

FULL_GROWTH = 0.2
"""Yearly growth at which a firm surely needs room."""

UNKNOWN_NEED = "need"
"""Stream of what stands for a need that nobody knows."""


@once()
def uncourted_firms(
    current_firms: Table[Firm], current_investors: Table[Investor] | None = None
) -> Table[Firm]:
    """Return the firms of the long list that are not courted yet."""
    courted = {row.firm for row in current_investors or () if row.firm}
    return current_firms.where(lambda row: row.id not in courted)


@once()
def function_gaps(
    current_investors: Table[Investor],
    firm_types: Table[FirmType] | None = None,
    firms: Table[Firm] | None = None,
) -> xr.DataArray:
    """Return how much each of the cluster's functions is missed, dimension (function).

    One over one more than the number of those courted by name who would serve it: 1 where nobody
    would, a half where one would.
    """
    kinds = {} if firm_types is None else {row.id: row for row in known_at(firm_types, None)}
    known = {} if firms is None else {row.id: row for row in known_at(firms, None)}
    serving: dict[str, int] = dict.fromkeys(FUNCTIONS, 0)
    for investor in current_investors:
        if investor.members > 1:
            continue
        rows = (known.get(investor.firm or ""), kinds.get(investor.firm_type or ""))
        served = {one for row in rows if row is not None for one in row.functions}
        for one in served:
            serving[one] += 1
    values = np.array([1.0 / (1.0 + count) for count in serving.values()])
    result = xr.DataArray(values, dims=("function",), coords={"function": [*FUNCTIONS]})
    return result.assign_attrs(units="1", long_name="how much a function is missed")


@per_draw(separable=("firm",))
def prospect_reasons(
    uncourted_firms: Table[Firm],
    reference_day: date,
    draws: DrawBlock,
    function_gaps: xr.DataArray | None = None,
    tenant_eligibility: xr.Dataset | None = None,
) -> xr.DataArray:
    """Return what speaks for visiting each firm, 0 to 1, dimensions (draw, firm, reason).

    `fit`: the missed functions it would serve, over all that are missed (all alike while nobody is
    courted). `need`: for room, the mean
    of what is known of its growth (full at a fifth a year), and of its lease (full when it ends
    now, none from five years on); where nothing is known, anything is equally likely. Whoever owns
    its premises has no lease. `introduction`: 1 if somebody of the cluster can introduce the team.
    `plot`: the share of plots on which it may settle, those unclear counted half; without
    constraints 1.
    """
    missed = np.ones(len(FUNCTIONS)) if function_gaps is None else function_gaps.values
    gaps = {str(name): float(gap) for name, gap in zip(FUNCTIONS, missed, strict=True)}
    bound = uncourted_firms.for_draws(draws)
    values = np.empty((draws.size, len(bound), len(REASONS)))
    for k, firm in enumerate(bound):
        values[:, k, 0] = sum(gaps[one] for one in firm.functions) / sum(gaps.values())
        values[:, k, 1] = _need(bound, firm, reference_day, draws)
        values[:, k, 2] = float(bool(firm.introducers))
        values[:, k, 3] = _plots(tenant_eligibility, firm.id)
    coords = {"draw": draws.index, "firm": [*bound.ids], "reason": [*REASONS]}
    result = xr.DataArray(values, dims=("draw", "firm", "reason"), coords=coords)
    return result.assign_attrs(units="1", long_name="what speaks for a visit")


@per_draw()
def prospect_ranks(prospect_reasons: xr.DataArray, draws: DrawBlock) -> xr.DataArray:
    """Return each firm's place among those to be visited, dimensions (draw, firm); ties averaged.

    By the weighted sum of the reasons; nobody says how much each weighs, so that every weighting
    is equally likely. A firm that no plot would take comes last.
    """
    ordered = prospect_reasons.transpose("draw", "firm", "reason")
    spacings = np.stack(
        [-np.log(draws.noise("prospect_ranks", reason)) for reason in REASONS], axis=1
    )
    weights = spacings / spacings.sum(axis=1, keepdims=True)
    scores = np.einsum("dfr,dr->df", ordered.values, weights)
    barred = ordered.sel(reason="plot").values <= 0
    labelled = xr.DataArray(
        np.where(barred, -1.0, scores),
        dims=("draw", "firm"),
        coords={"draw": ordered["draw"].values, "firm": ordered["firm"].values},
    )
    return (-labelled).rank("firm").assign_attrs(units="rank", long_name="place among prospects")


@over_draws(internal=True)
def prospects(
    prospect_ranks: xr.DataArray, prospect_reasons: xr.DataArray, visits: int
) -> xr.Dataset:
    """Return the firms to visit next, the first `visits`, with the reasons, dimension (firm).

    In the order of their mean place: `place`, with its 5 and 95 % quantiles `low` and `high`;
    `share` of runs in which the firm is among the first `visits`; and the mean of each reason.
    """
    mean = prospect_ranks.mean("draw", skipna=False)
    order = np.lexsort((mean["firm"].values, mean.values))[:visits]
    labels = mean["firm"].values[order]
    ranks = prospect_ranks.sel(firm=labels)
    found = {
        "place": mean.sel(firm=labels).values,
        "low": ranks.quantile(0.05, "draw", skipna=False).values,
        "high": ranks.quantile(0.95, "draw", skipna=False).values,
        "share": (ranks <= visits).mean("draw").values,
    }
    reasons = prospect_reasons.sel(firm=labels).mean("draw", skipna=False)
    found |= {reason: reasons.sel(reason=reason).values for reason in REASONS}
    return xr.Dataset(
        {
            name: (("firm",), values, {"units": "rank" if k < 3 else "1"})
            for k, (name, values) in enumerate(found.items())
        },
        coords={"firm": labels},
    )


def _need(firms: Table[Firm], firm: Firm, day: date, draws: DrawBlock) -> np.ndarray:
    """Return a firm's need for room, shape (draws,)."""
    known: list[np.ndarray] = []
    if firm.growth_per_year is not None:
        growth = firms.draws_of(firm, "growth_per_year")
        known.append(np.clip(growth / FULL_GROWTH, 0.0, 1.0))
    if firm.lease_end is not None:
        left = months_between(day, firm.lease_end)
        known.append(np.full(draws.size, np.clip(1.0 - left / LEASE_MONTHS, 0.0, 1.0)))
    elif firm.tenure == "owned":
        known.append(np.zeros(draws.size))
    if not known:
        return draws.noise("prospect_reasons", f"{UNKNOWN_NEED}/{firm.id}")
    return np.mean(known, axis=0)


def _plots(eligibility: xr.Dataset | None, firm: str) -> float:
    if eligibility is None:
        return 1.0
    verdicts = eligibility["verdict"].sel(firm=firm).values
    return float(((verdicts == ALLOWED) + 0.5 * (verdicts == UNCLEAR)).mean())
