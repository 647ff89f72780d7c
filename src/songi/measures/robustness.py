"""What drove the rank: contributions, one criterion left out, and whether the method matters."""

from __future__ import annotations

import numpy as np
import xarray as xr

from songi.measures.kind import over_draws, per_draw
from songi.measures.ranking import MAIN_METHOD
from songi.methods import mcda
from songi.study.criteria import criteria_tree
from songi.study.schema.contest import Criterion
from songi.study.table import Table


@over_draws(rivals="bid")
def score_contributions(
    criterion_scores: xr.DataArray, criterion_weights: xr.DataArray
) -> xr.DataArray:
    """Return what each criterion adds to a bid's lead over the mean bid, (bid, criterion).

    Mean over draws of weight x (score - mean score of all bids). Where all headings average
    arithmetically the contributions of a bid sum to its mean lead; under a geometric heading they
    are a first approximation.
    """
    scores, shares = xr.align(criterion_scores, criterion_weights, join="exact")
    lead = scores - scores.mean("bid")
    mean = (lead * shares).mean("draw").transpose("bid", "criterion")
    return mean.assign_attrs(units="score", long_name="score contributions")


@per_draw(rivals="bid", summary_only=True)
def scores_without(
    criterion_scores: xr.DataArray,
    node_weights: xr.DataArray,
    contest_criteria: Table[Criterion],
) -> xr.DataArray:
    """Return each bid's score when one criterion is left out, dimensions (draw, left_out, bid).

    By weighted sum. The weight of what is left out goes to its siblings in proportion; a heading
    with all that is under it can be left out too. A criterion without siblings cannot.
    """
    tree = criteria_tree(contest_criteria)
    leaves = [tree.names[leaf] for leaf in tree.leaves]
    scores = criterion_scores.sel(criterion=leaves).transpose("draw", "bid", "criterion").values
    local = node_weights.sel(node=[*tree.names]).transpose("draw", "node").values
    left_out, by_criterion = [], []
    for node, name in enumerate(tree.names):
        parent = tree.parent(node)
        if parent is None or len(tree.children(parent)) < 2:
            continue
        overall = mcda.aggregate_tree(tree, scores, _without(local, node, tree.children(parent)))
        left_out.append(name)
        by_criterion.append(overall[..., tree.root])
    coords = {
        "draw": criterion_scores["draw"].values,
        "left_out": np.array(left_out, dtype=str),
        "bid": criterion_scores["bid"].values,
    }
    bids = criterion_scores.sizes["bid"]
    stacked = np.array(by_criterion).reshape(len(left_out), len(scores), bids).swapaxes(0, 1)
    result = xr.DataArray(stacked, dims=("draw", "left_out", "bid"), coords=coords)
    return result.assign_attrs(units="score", long_name="scores without a criterion")


@per_draw(rivals="bid")
def ranks_without(scores_without: xr.DataArray) -> xr.DataArray:
    """Return each bid's rank when one criterion is left out, dimensions (draw, left_out, bid)."""
    ordered = scores_without.transpose("draw", "left_out", "bid")
    return ordered.copy(data=mcda.rank(ordered.values)).assign_attrs(
        units="rank", long_name="ranks without a criterion"
    )


@over_draws(rivals="bid")
def leave_one_out(
    ranks: xr.DataArray,
    ranks_without: xr.DataArray,
    selected: xr.DataArray,
    selected_without: xr.DataArray,
) -> xr.Dataset:
    """Return how selection and rank change when a criterion is left out, (left_out, bid).

    Without it less with it: a positive change of the selection share says that the criterion holds
    the bid back. By the rules of the call and on the same draws, so that the difference has little
    noise; a tie over the last place counts in part, as in `selection_share`.
    """
    with_all, without = xr.align(
        ranks.sel(ranking_method=MAIN_METHOD, drop=True), ranks_without, join="exact"
    )
    before, after = xr.align(
        selected.sel(ranking_method=MAIN_METHOD, drop=True), selected_without, join="exact"
    )
    share = after.mean("draw", skipna=False) - before.mean("draw", skipna=False)
    rank = without.mean("draw") - with_all.mean("draw")
    return xr.Dataset(
        {
            "selection_share_change": share.transpose("left_out", "bid").assign_attrs(
                units="1", long_name="change of the selection share"
            ),
            "expected_rank_change": rank.transpose("left_out", "bid").assign_attrs(
                units="rank", long_name="change of the expected rank"
            ),
        }
    )


@over_draws()
def method_agreement(ranks: xr.DataArray) -> xr.DataArray:
    """Return how alike two methods rank, dimensions (ranking_method, other_method).

    Mean over draws of Spearman's correlation between the ranks; 1 where they agree throughout.
    """
    values = ranks.transpose("draw", "ranking_method", "bid").values
    centred = values - values.mean(axis=2, keepdims=True)
    length = np.sqrt((centred**2).sum(axis=2))
    products = np.einsum("dmb,dnb->dmn", centred, centred)
    scale = length[:, :, None] * length[:, None, :]
    correlation = np.divide(products, scale, out=np.zeros_like(products), where=scale > 0)
    methods = ranks["ranking_method"].values
    coords = {"ranking_method": methods, "other_method": methods}
    mean = correlation.mean(axis=0)
    result = xr.DataArray(mean, dims=("ranking_method", "other_method"), coords=coords)
    return result.assign_attrs(units="1", long_name="method agreement")


def _without(local: np.ndarray, node: int, siblings: tuple[int, ...]) -> np.ndarray:
    """Return local weights with one node at zero and its siblings scaled up."""
    changed = local.copy()
    changed[:, node] = 0.0
    total = changed[:, list(siblings)].sum(axis=1, keepdims=True)
    equal = 1.0 / (len(siblings) - 1)
    scaled = np.where(total > 0, changed[:, list(siblings)] / np.where(total > 0, total, 1), equal)
    changed[:, list(siblings)] = scaled
    changed[:, node] = 0.0
    return changed
