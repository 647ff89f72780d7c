"""What must change for the own bid to win: its values, one at a time and together."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
import xarray as xr

from songi.experiments.evaluate import Evaluation
from songi.experiments.own_bid import OwnContest, criterion_units
from songi.experiments.registry import experiment
from songi.methods.checks import FloatArray
from songi.methods.inverse import smallest_joint_change, smallest_single_changes
from songi.methods.inverse.margins import Reach, feasible_reach, share_won
from songi.study.as_of import known_at
from songi.study.schema.bid import FeasibleChange
from songi.study.streams import DrawBlock
from songi.study.table import Table

SEARCH_DRAWS = 1000
"""Draws on which changes together are sought; what is found is held against all of them."""

HALVINGS = 20

CONTEST = (
    "own_bid", "filed_bids", "entered_bids", "awards", "bid_values", "observed_values",
    "node_weights", "criterion_weights", "contest_criteria", "leaf_criteria",
)  # fmt: skip
"""What the contest by weighted sum is made of."""

RULES = ("contest_rules", "barred_bids")
"""What else decides who is selected, where there is any."""


@experiment(
    needs=(*CONTEST, "winning_share"),
    uses=(*RULES, "feasible_changes", "indicators", "access_indicators"),
)
def winning_changes(evaluation: Evaluation) -> xr.Dataset:
    """Return the smallest changes of the own bid's values with which it is selected often enough.

    Often enough is the share `winning_share` of the runs; selected is by weighted sum and all rules
    of the call, awards and conditions as drawn. A change is added to the own value in every run.
    Feasible is what `feasible_changes` says, or else the span of the values known of all bids; a
    criterion of which no two bids have a known value cannot be changed in its unit.

    Variables by criterion, in the criterion's own unit: `value_now`, the mean own value;
    `furthest`, how far it may move; `change`, the smallest change of it alone that is enough, NaN
    where none is; `feasible`; `share` of runs after it, or after the furthest; `joint_change`, the
    changes together that use the least part of what is feasible, summed over criteria; where it is
    stated, the won they cost, `cost_krw` and `joint_cost_krw`, and the `months` that a change of
    the criterion takes, mean of the draws; NaN where nobody says. Without dimensions: `share_now`,
    `wanted`, `joint_feasible`, `joint_share`, and `joint_months`, the longest of the changes
    together, NaN where one of them does not say.
    """
    values = evaluation.values
    contest = OwnContest(values, evaluation.block)
    signs, least, greatest = _ranges(values, contest)
    reach = feasible_reach(signs, least, greatest)
    wanted = float(values["winning_share"])
    alone = smallest_single_changes(contest.margins, signs, least, greatest, wanted=wanted)
    together, joint_share = _together(evaluation, contest, reach, (least, greatest), wanted)
    prices, months = _terms(values, contest, evaluation.block)
    sizes = {"change": alone.change, "joint_change": together}
    by_criterion = {
        "value_now": np.where(_known(values, contest), contest.own.mean(axis=0), np.nan),
        "furthest": reach.signs * reach.furthest + 0.0,
        **sizes,
    }
    shares = {"feasible": alone.feasible.astype(float), "share": alone.share}
    single = {
        "share_now": alone.share_now,
        "wanted": wanted,
        "joint_feasible": float(joint_share >= wanted),
        "joint_share": joint_share,
    }
    costs = {
        name.replace("change", "cost_krw"): np.abs(size) * prices for name, size in sizes.items()
    }
    times = {"months": ("criterion", months.mean(axis=0)),
             "joint_months": ((), _longest(months, together))}  # fmt: skip
    variables = {
        **{name: ("criterion", data, _named(name, "mixed")) for name, data in by_criterion.items()},
        **{name: ("criterion", data, _named(name, "1")) for name, data in shares.items()},
        **{name: ("criterion", data, _named(name, "krw")) for name, data in costs.items()},
        **{name: (*one, _named(name, "months")) for name, one in times.items()},
        **{name: ((), data, _named(name, "1")) for name, data in single.items()},
    }
    units = criterion_units(values)
    coords = {
        "criterion": contest.criteria,
        "unit": ("criterion", [units[name] for name in contest.criteria]),
    }
    return xr.Dataset(variables, coords=coords)


def _together(
    evaluation: Evaluation,
    contest: OwnContest,
    reach: Reach,
    ranges: tuple[FloatArray, FloatArray],
    wanted: float,
) -> tuple[FloatArray, float]:
    """Return changes together that are enough, NaN where none are, and the share they win.

    They are sought on the first draws, and where that is not enough on all of them, taken as much
    further towards the furthest as is needed.
    """
    furthest = share_won(contest.margins(reach.changes(reach.furthest)))
    if furthest < wanted:
        return np.full(reach.furthest.size, np.nan), furthest
    first = DrawBlock(evaluation.block.seed, 0, min(SEARCH_DRAWS, evaluation.draws))
    sample = OwnContest(evaluation.values, first)
    scale = np.where(reach.furthest > 0, reach.furthest, 1.0)
    found = smallest_joint_change(sample.margins, reach.signs, *ranges, wanted=wanted, scale=scale)
    # All there is may be enough for all draws and yet fall short in the first ones.
    sizes = np.abs(found.change) if found.feasible else reach.furthest

    def stretched(part: float) -> FloatArray:
        return reach.changes(sizes + part * (reach.furthest - sizes))

    short, enough = 0.0, 1.0
    if share_won(contest.margins(stretched(0.0))) >= wanted:
        enough = 0.0
    for _ in range(HALVINGS if enough else 0):
        middle = (short + enough) / 2.0
        if share_won(contest.margins(stretched(middle))) >= wanted:
            enough = middle
        else:
            short = middle
    changes = stretched(enough)
    return changes, share_won(contest.margins(changes))


def _known(values: Mapping[str, Any], contest: OwnContest) -> np.ndarray:
    """Return on which criteria at least two bids have a known value: it stands in its own unit."""
    known = values["observed_values"].notnull().all("draw").sum("bid")
    return known.sel(criterion=contest.criteria).values >= 2


def _ranges(
    values: Mapping[str, Any], contest: OwnContest
) -> tuple[FloatArray, FloatArray, FloatArray]:
    """Return which way is better, and the least and greatest feasible change, in own units."""
    observed = values["observed_values"].mean("draw", skipna=False)
    ordered = observed.sel(criterion=contest.criteria)
    low = ordered.min("bid", skipna=True).values
    high = ordered.max("bid", skipna=True).values
    own, known = contest.own.mean(axis=0), _known(values, contest)
    least = np.where(known, np.minimum(low - own, 0.0), 0.0)
    greatest = np.where(known, np.maximum(high - own, 0.0), 0.0)
    signs = np.array([1.0 if row.direction == "benefit" else -1.0 for row in contest.rows])
    stated = _stated(values)
    for k, row in enumerate(contest.rows):
        if row.id in stated and known[k]:
            least[k], greatest[k] = stated[row.id].least, stated[row.id].greatest
        if row.normalisation == "target" and row.target is not None:
            # Nearer to the target is better, and beyond it is not.
            way = row.target - own[k]
            signs[k] = 1.0 if way >= 0 else -1.0
            least[k], greatest[k] = max(least[k], min(way, 0.0)), min(greatest[k], max(way, 0.0))
    return signs, least, greatest


def _stated(values: Mapping[str, Any]) -> dict[str, FeasibleChange]:
    table: Table[FeasibleChange] | None = values.get("feasible_changes")
    return {} if table is None else {row.criterion: row for row in known_at(table, None)}


def _terms(
    values: Mapping[str, Any], contest: OwnContest, block: DrawBlock
) -> tuple[FloatArray, FloatArray]:
    """Return the mean won that one unit of change costs, and the draws of the months it takes.

    NaN where nobody says.
    """
    table: Table[FeasibleChange] | None = values.get("feasible_changes")
    prices = np.full(len(contest.criteria), np.nan)
    months = np.full((block.size, len(contest.criteria)), np.nan)
    if table is not None:
        drawn = known_at(table, None).for_draws(block)
        for row in drawn:
            if row.criterion in contest.criteria:
                column = contest.criteria.index(row.criterion)
                prices[column] = drawn.draws_of(row, "cost_krw").mean()
                months[:, column] = drawn.draws_of(row, "months")
    return prices, months


def _longest(months: FloatArray, changes: FloatArray) -> float:
    """Return the mean months until the last of these changes is made; NaN where there are none."""
    if np.isnan(changes).any():
        return float("nan")
    made = months[:, changes != 0.0]
    return float(made.max(axis=1, initial=0.0).mean())


def _named(name: str, units: str) -> dict[str, str]:
    return {"units": units, "long_name": name.replace("_", " ")}
