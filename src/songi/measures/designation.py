"""The regime of the land: designated or not, draw by draw."""

from __future__ import annotations

import numpy as np
import xarray as xr

from songi.measures.kind import per_draw
from songi.measures.ranking import MAIN_METHOD
from songi.study.as_of import known_at
from songi.study.schema.contest import Bid, Contest, Outcome
from songi.study.schema.money import Regime
from songi.study.streams import DrawBlock
from songi.study.table import Table

SETTLED = {"granted": 1.0, "rejected": 0.0}
"""What the status of a regime says of the designation."""


@per_draw()
def designated(
    draws: DrawBlock,
    designation: str,
    own_bid: str | None,
    own_entry: Table[Bid] | None = None,
    regimes: Table[Regime] | None = None,
    announced_contest: Table[Contest] | None = None,
    decided_outcomes: Table[Outcome] | None = None,
    selected: xr.DataArray | None = None,
) -> xr.DataArray:
    """Return whether the land is designated, 1 or 0, dimension (draw).

    The option `designation` decides, if it says so. As drawn: what is known of the regime that a
    contest awards (granted or rejected); else, once the contest is closed, its outcome for the own
    bid; else that draw's own outcome of the contest by the main ranking method. Without such a
    regime, or without an own bid, nobody is designated.
    """
    if designation != "as_drawn":
        value = np.full(draws.size, float(designation == "designated"))
    else:
        own = {own_bid, *(own_entry.ids if own_entry is not None else ())}
        known = _known(own, regimes, announced_contest, decided_outcomes)
        drawn = np.full(draws.size, known) if known is not None else _drawn(own, selected)
        value = np.zeros(draws.size) if drawn is None else drawn
        # A tie across the last place is a part of an award: it falls to the bid in that share.
        value = (draws.noise("designated", "tie") < value).astype(float)
    result = xr.DataArray(value, dims=("draw",), coords={"draw": draws.index})
    return result.assign_attrs(units="yes_no", long_name="designated")


def _known(
    own: set[str | None],
    regimes: Table[Regime] | None,
    contest: Table[Contest] | None,
    outcomes: Table[Outcome] | None,
) -> float | None:
    """Return what is known of the designation; nothing while it is open."""
    awarded = [] if regimes is None else [row for row in known_at(regimes, None) if row.contest]
    if contest is not None:
        awarded = [row for row in awarded if row.contest in contest.ids]
    settled = [SETTLED[row.status] for row in awarded if row.status in SETTLED]
    if not awarded or settled:
        return max(settled, default=0.0)
    told = [row.selected for row in outcomes or () if row.bid in own]
    return float(told[0]) if told else None


def _drawn(own: set[str | None], selected: xr.DataArray | None) -> np.ndarray | None:
    """Return the outcome of the bid in which the own one stands: itself, or the one it joins."""
    found = [] if selected is None else [one for one in selected["bid"].values if one in own]
    if selected is None or not found:
        return None
    return selected.sel(ranking_method=MAIN_METHOD, bid=found[0]).values
