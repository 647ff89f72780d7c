"""What an allocation of plots rests on: who knows whom, which plots adjoin, which limits hold."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

import numpy as np

from songi.methods import assignment
from songi.methods.parcels import shared_borders
from songi.study.outlines import outlines_in_metres
from songi.study.schema.firms import FUNCTIONS, Firm, FirmType, Investor
from songi.study.schema.land import Constraint, Parcel, SaleRound
from songi.study.tenants import Tenant, concerns

SHORTEST_BORDER_M = 5.0
"""Plots that share a border of so many metres may be merged."""


def adjoining(plots: Sequence[Parcel]) -> np.ndarray:
    """Return the pairs of plots that share a border, positions, shape (pairs, 2)."""
    shapes = outlines_in_metres(plots)
    at = [k for k, plot in enumerate(plots) if plot.id in shapes]
    if len(at) < 2:
        return np.empty((0, 2), dtype=int)
    found = shared_borders([shapes[plots[k].id] for k in at], SHORTEST_BORDER_M)
    places = np.array(at)
    return np.column_stack([places[found.first], places[found.second]])


def partners(investors: Sequence[Investor]) -> np.ndarray:
    """Return which investors know each other, shape (investors, investors).

    Two of whom one can introduce the other, or who have an introducer in common.
    """
    known = [{row.id, *row.introducers} if row.introducers else set() for row in investors]
    size = len(investors)
    found = np.zeros((size, size), dtype=bool)
    for i in range(size):
        for k in range(i + 1, size):
            named = investors[i].id in known[k] or investors[k].id in known[i]
            found[i, k] = found[k, i] = named or bool(known[i] & known[k])
    return found


def function_fit(
    investor: Investor,
    firms: Mapping[str, Firm],
    kinds: Mapping[str, FirmType],
    gaps: Mapping[str, float],
) -> float:
    """Return the share of the missed functions that an investor would serve, 0 to 1."""
    rows = (firms.get(investor.firm or ""), kinds.get(investor.firm_type or ""))
    served = {one for row in rows if row is not None for one in row.functions}
    return sum(gaps[one] for one in served) / sum(gaps[one] for one in FUNCTIONS)


def phases(plots: Sequence[Parcel], rounds: Iterable[SaleRound]) -> np.ndarray:
    """Return after how many earlier rounds each plot is offered; the last one without a round."""
    days = sorted({row.offered_on for row in rounds})
    of_round = {row.id: days.index(row.offered_on) for row in rounds}
    return np.array([of_round.get(plot.sale_round or "", len(days)) for plot in plots], dtype=int)


def land_limits(
    constraints: Iterable[Constraint],
    tenants: Sequence[Tenant],
    plots: Sequence[Parcel],
    around: Mapping[str, frozenset[str]],
) -> list[assignment.Limit]:
    """Return the limits on areas: allotments, and land kept for small firms, by constraint id.

    A limit that is uncertain counts by its middle.
    """
    found = []
    makers = np.array([one.activity == "manufacturing" for one in tenants])
    for row in constraints:
        if row.limit is None or row.kind not in {"allotment", "small_firms"}:
            continue
        inside = np.array([concerns(row, plot, around) for plot in plots])
        if row.kind == "allotment":
            found.append(
                assignment.allotment_limit(row.id, row.limit.central, makers, parcels=inside)
            )
            continue
        small = np.array([one.size in (row.sizes or ("sme",)) for one in tenants])
        limit = assignment.least_area(row.id, small, area=row.limit.central)
        found.append(limit)
    return found
