"""The hindcast: what the model said with the knowledge of the deadline, beside what was decided."""

from __future__ import annotations

from datetime import date

import numpy as np
import xarray as xr

from songi.measures.kind import over_draws
from songi.measures.ranking import MAIN_METHOD
from songi.methods import forecast
from songi.study.as_of import known_at
from songi.study.schema.contest import Bid, Outcome
from songi.study.table import Table


@over_draws(rivals="bid")
def hindcast(
    selection_share: xr.Dataset,
    usable_indicators: xr.DataArray,
    outcomes: Table[Outcome],
    entered_bids: Table[Bid],
    contest_cutoff: date,
) -> xr.Dataset:
    """Return the shares of the deadline beside the outcome, and their Brier score.

    Only the call's criteria, only what was public at the cut-off. `base_rate_brier` is the score
    of saying the same share, the one that was selected, of every bid: a bar that hindsight set.
    `wrong` marks bids on the other side of one half. One contest is one observation of how a
    ministry decides, however many bids it has.
    """
    decided = {row.bid: row.selected for row in known_at(outcomes, None)}
    labels = [bid for bid in entered_bids.ids if bid in decided]
    share = selection_share["selection_share"].sel(
        {"ranking_method": MAIN_METHOD, "bid": labels}, drop=True
    )
    outcome = np.array([decided[label] for label in labels], dtype=float)
    brier = forecast.brier_score(share.values, outcome)
    base = forecast.base_rate_score(outcome)
    usable = int((usable_indicators >= 2).sum())
    numbers = {
        "brier": (float(brier), "1"),
        "base_rate_brier": (float(base), "1"),
        "skill": (float(forecast.brier_skill(share.values, outcome)), "1"),
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
