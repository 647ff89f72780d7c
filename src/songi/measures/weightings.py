"""Weightings side by side: who is selected under weights that come from elsewhere than the run's.

Beside the weights of the run stand two that hold nothing about what matters (all equal, any at
all), and two that the evidence itself gives (entropy, CRITIC). They are results of every run and
no option of it: decision 10 says why.
"""

from __future__ import annotations

import numpy as np
import xarray as xr

from songi.measures import weighting
from songi.measures.kind import over_draws, per_draw
from songi.measures.selection import RulesInForce
from songi.methods import mcda
from songi.methods.weights import critic, entropy
from songi.study.criteria import criteria_tree
from songi.study.schema.bid import SelectionRule
from songi.study.schema.contest import Bid, Criterion
from songi.study.streams import DrawBlock
from songi.study.table import Table

RUN = "run"
"""The weights of the run, as its options say."""

IN_THE_TREE = ("equal", "simplex")
"""Weightings drawn group by group as `node_weights` draws them under the option of that name."""

OBJECTIVE = ("entropy", "critic")
"""Weightings that follow from the scores, each criterion in the whole."""

WEIGHTINGS = (RUN, "equal", *OBJECTIVE, "simplex")
"""Weightings in the order in which they are told."""


@per_draw()
def objective_weights(criterion_scores: xr.DataArray) -> xr.DataArray:
    """Return weights that follow from the scores alone, (draw, weighting, criterion).

    `entropy`: a criterion on which scores are spread unevenly weighs more; `critic`: one on which
    they are spread widely and unlike on the others. Both of scores from the worst bid (0) to the
    best (1), as each criterion's own rule scales them, since values in their units may be negative.
    They say which criteria tell the bids apart, not which matter. Where none does, all are equal.
    """
    scores = criterion_scores.transpose("draw", "bid", "criterion")
    bids, criteria = scores.sizes["bid"], scores.sizes["criterion"]
    values = np.full((scores.sizes["draw"], len(OBJECTIVE), criteria), 1.0 / criteria)
    if bids > 1:
        better = np.ones(criteria)
        spans = mcda.normalise(scores.values, better)
        values[:, 0] = entropy(spans, where_alike="equal")
        values[:, 1] = critic(spans, better, where_alike="equal")
    coords = {
        "draw": scores["draw"].values,
        "weighting": [*OBJECTIVE],
        "criterion": scores["criterion"].values,
    }
    result = xr.DataArray(values, dims=("draw", "weighting", "criterion"), coords=coords)
    return result.assign_attrs(units="1", long_name="weights from the scores")


@over_draws(rivals="bid")
def weighting_shares(
    objective_weights: xr.DataArray,
    criterion_scores: xr.DataArray,
    node_weights: xr.DataArray,
    contest_criteria: Table[Criterion],
    awards: xr.DataArray,
    entered_bids: Table[Bid],
    draws: DrawBlock,
    contest_rules: Table[SelectionRule] | None = None,
    barred_bids: xr.DataArray | None = None,
) -> xr.Dataset:
    """Return how each bid fares under other weightings, dimensions (weighting, bid).

    `run`: as in this run; `equal`: all of a group alike; `simplex`: any weights at all, group by
    group; `entropy` and `critic`: see `objective_weights`, added up over all criteria at once.
    Share of runs selected by weighted sum and the rules of the call with its Monte Carlo error, and
    mean rank; scores and awards as drawn, so that only the weights differ.
    """
    tree = criteria_tree(contest_criteria)
    leaves = [tree.names[leaf] for leaf in tree.leaves]
    scores = criterion_scores.sel(criterion=leaves).transpose("draw", "bid", "criterion")
    labels = [str(label) for label in scores["bid"].values]
    bound = None if contest_rules is None else contest_rules.for_draws(draws)
    rules = RulesInForce.of(entered_bids, labels, draws, bound, barred_bids)
    in_the_tree = {RUN: node_weights} | {
        how: weighting.node_weights(contest_criteria.for_draws(draws), draws, how)
        for how in IN_THE_TREE
    }
    shares, errors, means = [], [], []
    for how in WEIGHTINGS:
        if how in in_the_tree:
            local = in_the_tree[how].sel(node=[*tree.names]).transpose("draw", "node").values
            overall = mcda.aggregate_tree(tree, scores.values, local)[..., tree.root]
        else:
            whole = objective_weights.sel(weighting=how, criterion=leaves)
            among_all = whole.transpose("draw", "criterion").values
            overall = np.einsum("dbj,dj->db", scores.values, among_all)
        ranks = mcda.rank(overall)
        selected = rules.selected(ranks, overall, awards.values)
        spread = selected.std(axis=0, ddof=1 if draws.size > 1 else 0)
        shares.append(selected.mean(axis=0))
        errors.append(spread / np.sqrt(draws.size))
        means.append(ranks.mean(axis=0))
    dims = ("weighting", "bid")
    return xr.Dataset(
        {
            "selection_share": (dims, shares, {"units": "1", "long_name": "selection share"}),
            "standard_error": (dims, errors, {"units": "1", "long_name": "Monte Carlo error"}),
            "expected_rank": (dims, means, {"units": "rank", "long_name": "expected rank"}),
        },
        coords={"weighting": [*WEIGHTINGS], "bid": labels},
    )
