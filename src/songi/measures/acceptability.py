"""How sure a rank is: shares of the draws in which a bid takes a place, wins, is selected."""

from __future__ import annotations

import numpy as np
import xarray as xr

from songi.measures.kind import over_draws
from songi.measures.ranking import MAIN_METHOD
from songi.methods import acceptability, mcda
from songi.study.criteria import criteria_tree
from songi.study.schema.contest import Criterion
from songi.study.table import Table


@over_draws(rivals="bid")
def rank_acceptability(ranks: xr.DataArray) -> xr.DataArray:
    """Return the share of runs in which each bid takes each rank, (ranking_method, bid, rank).

    Rows and columns sum to one; a tie counts in equal parts for the ranks it covers.
    """
    ordered = ranks.transpose("ranking_method", "draw", "bid")
    shares = [acceptability.rank_acceptability(by_method) for by_method in ordered.values]
    coords = {**_labels(ranks), "rank": np.arange(1, ranks.sizes["bid"] + 1)}
    result = xr.DataArray(np.stack(shares), dims=("ranking_method", "bid", "rank"), coords=coords)
    return result.assign_attrs(units="1", long_name="rank acceptability")


@over_draws(rivals="bid")
def selection_share(selected: xr.DataArray) -> xr.Dataset:
    """Return the share of runs in which each bid is selected, dimensions (ranking_method, bid).

    By the rules of the call. A share of model runs, not a probability of the ministry's decision.
    With its Monte Carlo standard error, which more draws make smaller, and nothing else does.
    """
    members = selected.transpose("ranking_method", "draw", "bid").values
    draws = members.shape[1]
    # Each method's draws lie whole in memory: a sum depends in its last bits on how they lie.
    by_method = [np.ascontiguousarray(one) for one in members]
    share = np.stack([one.mean(axis=0) for one in by_method])
    spread = np.stack([one.std(axis=0, ddof=1 if draws > 1 else 0) for one in by_method])
    error = spread / np.sqrt(draws)
    return xr.Dataset(
        {
            "selection_share": (
                ("ranking_method", "bid"), share, {"units": "1", "long_name": "selection share"},
            ),
            "standard_error": (
                ("ranking_method", "bid"), error, {"units": "1", "long_name": "Monte Carlo error"},
            ),
        },
        coords=_labels(selected),
    )  # fmt: skip


@over_draws(rivals="bid")
def expected_rank(ranks: xr.DataArray) -> xr.DataArray:
    """Return each bid's mean rank, dimensions (ranking_method, bid)."""
    return ranks.mean("draw").assign_attrs(units="rank", long_name="expected rank")


@over_draws(rivals="bid")
def central_weights(ranks: xr.DataArray, criterion_weights: xr.DataArray) -> xr.DataArray:
    """Return the mean weights of the runs in which a bid is first, dimensions (bid, criterion).

    NaN for a bid that is never first: no weighting among those drawn makes it win.
    """
    first, drawn = xr.align(ranks.sel(ranking_method=MAIN_METHOD), criterion_weights, join="exact")
    values = acceptability.central_weights(
        first.transpose("draw", "bid").values, drawn.transpose("draw", "criterion").values
    )
    coords = {"bid": ranks["bid"].values, "criterion": criterion_weights["criterion"].values}
    result = xr.DataArray(values, dims=("bid", "criterion"), coords=coords)
    return result.assign_attrs(units="1", long_name="central weights")


@over_draws(rivals="bid")
def confidence_factors(
    central_weights: xr.DataArray,
    criterion_scores: xr.DataArray,
    contest_criteria: Table[Criterion],
) -> xr.DataArray:
    """Return how often a bid is first when its central weights hold, dimension (bid).

    Says whether the evidence is sharp enough to tell, once the weights are given; NaN for a bid
    that is never first. Scores add up in the criteria tree, as for the ranks.
    """
    tree = criteria_tree(contest_criteria)
    leaves = [tree.names[leaf] for leaf in tree.leaves]
    scores = criterion_scores.sel(criterion=leaves).transpose("draw", "bid", "criterion").values
    held = central_weights.sel(criterion=leaves).transpose("bid", "criterion").values

    def overall(weights: np.ndarray) -> np.ndarray:
        local = _local_weights(tree, weights)
        return mcda.aggregate_tree(tree, scores, local)[..., tree.root]

    factors = acceptability.confidence_factors(overall, held)
    result = xr.DataArray(factors, dims=("bid",), coords={"bid": central_weights["bid"].values})
    return result.assign_attrs(units="1", long_name="confidence factors")


@over_draws(rivals="bid")
def pairwise_winning(ranks: xr.DataArray) -> xr.DataArray:
    """Return the share of runs in which a bid ranks above another, (ranking_method, bid, rival)."""
    ordered = ranks.transpose("ranking_method", "draw", "bid")
    shares = [acceptability.pairwise_winning(by_method) for by_method in ordered.values]
    coords = {**_labels(ranks), "rival": ranks["bid"].values}
    result = xr.DataArray(np.stack(shares), dims=("ranking_method", "bid", "rival"), coords=coords)
    return result.assign_attrs(units="1", long_name="pairwise winning")


def _local_weights(tree: mcda.CriteriaTree, leaf_weights: np.ndarray) -> np.ndarray:
    """Return each node's weight among its siblings, shape (nodes,), from those of the leaves.

    Under a heading of no weight at all every child counts the same.
    """
    whole = np.zeros(len(tree.names))
    whole[list(tree.leaves)] = leaf_weights
    local = np.ones(len(tree.names))
    for node in tree.bottom_up():
        children = list(tree.children(node))
        if children:
            whole[node] = whole[children].sum()
            equal = 1.0 / len(children)
            local[children] = whole[children] / whole[node] if whole[node] > 0 else equal
    return local


def _labels(array: xr.DataArray) -> dict[str, np.ndarray]:
    return {"ranking_method": array["ranking_method"].values, "bid": array["bid"].values}
