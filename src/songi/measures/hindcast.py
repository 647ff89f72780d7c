"""The hindcast: what the model said with the knowledge of the deadline, beside what was decided."""

from __future__ import annotations

from datetime import date

import numpy as np
import xarray as xr

from songi.measures.kind import once, over_draws
from songi.measures.ranking import MAIN_METHOD
from songi.methods import forecast
from songi.study.as_of import known_at
from songi.study.schema.contest import Bid, Outcome
from songi.study.table import Table


@once()
def decided_outcomes(outcomes: Table[Outcome], entered_bids: Table[Bid]) -> Table[Outcome]:
    """Return what was decided of the evaluated contest's bids, as far as the run knows it."""
    entered = set(entered_bids.ids)
    return known_at(outcomes, None).where(lambda row: row.bid in entered)


@over_draws(rivals="bid")
def hindcast(
    selection_share: xr.Dataset,
    usable_indicators: xr.DataArray,
    decided_outcomes: Table[Outcome],
    contest_cutoff: date,
) -> xr.Dataset:
    """Return the shares of the deadline beside the outcome, (bid), and their Brier score.

    Only the call's criteria, only what was public at the cut-off. `base_rate_brier` is the score
    of saying the same share, the one that was selected, of every bid: a bar that hindsight set,
    and that nothing can clear where all bids fared alike (the skill is then NaN). `wrong` marks
    bids on the other side of one half. One contest is one observation of how a ministry decides,
    however many bids it has.
    """
    labels = [row.bid for row in decided_outcomes]
    share = selection_share["selection_share"].sel(
        {"ranking_method": MAIN_METHOD, "bid": labels}, drop=True
    )
    outcome = np.array([row.selected for row in decided_outcomes], dtype=float)
    brier = forecast.brier_score(share.values, outcome)
    base = forecast.base_rate_score(outcome)
    usable = int((usable_indicators >= 2).sum())
    numbers = {
        "brier": (float(brier), "1"),
        "base_rate_brier": (float(base), "1"),
        "skill": (float(forecast.brier_skill(share.values, outcome)) if base else np.nan, "1"),
        "bids": (len(labels), "count"),
        "usable_criteria": (usable, "count"),
        "criteria_count": (usable_indicators.sizes["criterion"], "count"),
    }
    by_bid = {
        "outcome": (outcome, "yes_no"),
        "share": (share.values, "1"),
        "wrong": (((share.values > 0.5) != (outcome > 0.5)).astype(float), "yes_no"),
    }
    return xr.Dataset(
        {
            **{name: ((), value, {"units": unit}) for name, (value, unit) in numbers.items()},
            **{name: (("bid",), value, {"units": unit}) for name, (value, unit) in by_bid.items()},
        },
        coords={"bid": labels},
        attrs={"cutoff": contest_cutoff.isoformat()},
    )
