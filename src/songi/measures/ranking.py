"""The ranking of bids: scores by criterion and heading, overall scores, ranks by every method."""

from __future__ import annotations

import numpy as np
import xarray as xr

from songi.measures.kind import per_draw
from songi.methods import mcda
from songi.study.criteria import criteria_tree
from songi.study.schema.contest import Criterion
from songi.study.table import Table

MAIN_METHOD = "weighted_sum"
"""The method whose result the headlines quote: points times weight, as the call's own sheet adds
them up; the others show whether it depends on that."""


@per_draw(separable=("criterion",), rivals="bid")
def criterion_scores(bid_values: xr.DataArray, leaf_criteria: Table[Criterion]) -> xr.DataArray:
    """Return each bid's score on each criterion, dimensions (draw, bid, criterion).

    Values normalised over the bids by the criterion's own rule, more always better.
    """
    columns = []
    for criterion in leaf_criteria:
        values = bid_values.sel(criterion=[criterion.id]).transpose("draw", "bid", "criterion")
        scores = mcda.normalise(
            values.values,
            _directions([criterion]),
            method=criterion.normalisation,
            target=criterion.target if criterion.normalisation == "target" else None,
        )
        columns.append(scores[..., 0])
    ordered = bid_values.sel(criterion=[*leaf_criteria.ids]).transpose("draw", "bid", "criterion")
    return ordered.copy(data=np.stack(columns, axis=-1)).assign_attrs(
        units="score", long_name="criterion scores"
    )


@per_draw(rivals="bid")
def node_scores(
    criterion_scores: xr.DataArray,
    node_weights: xr.DataArray,
    contest_criteria: Table[Criterion],
) -> xr.DataArray:
    """Return each bid's score on every node of the criteria tree, dimensions (draw, bid, node)."""
    tree = criteria_tree(contest_criteria)
    leaves = [tree.names[leaf] for leaf in tree.leaves]
    scores = criterion_scores.sel(criterion=leaves).transpose("draw", "bid", "criterion")
    local = node_weights.sel(node=[*tree.names]).transpose("draw", "node")
    coords = {"draw": scores["draw"].values, "bid": scores["bid"].values, "node": [*tree.names]}
    values = mcda.aggregate_tree(tree, scores.values, local.values)
    result = xr.DataArray(values, dims=("draw", "bid", "node"), coords=coords)
    return result.assign_attrs(units="score", long_name="scores by node")


@per_draw(rivals="bid")
def overall_scores(
    bid_values: xr.DataArray,
    node_scores: xr.DataArray,
    criterion_weights: xr.DataArray,
    leaf_criteria: Table[Criterion],
    preference: str,
    preference_share: float,
) -> xr.DataArray:
    """Return each bid's overall score by each method, dimensions (draw, ranking_method, bid).

    `weighted_sum`: the root of the criteria tree. `weighted_product`: of the places a bid takes on
    each criterion, counted from the last (products need positive values, and a city may well have
    no tertiary hospital). `topsis`: closeness, vector normalisation of the values. `vikor`: 1 - Q.
    `promethee`: net flow; thresholds are a share of each criterion's span. A criterion with a
    target enters the last four by its distance from it, less being better.
    """
    labels = [*leaf_criteria.ids]
    axes = ("draw", "bid", "criterion")
    values, directions = _monotone(
        bid_values.sel(criterion=labels).transpose(*axes).values, [*leaf_criteria]
    )
    shares = criterion_weights.sel(criterion=labels).transpose("draw", "criterion").values
    better = np.ones(len(labels))
    span = mcda.normalise(values, directions, method="min_max")
    places = mcda.normalise(values, directions, method="rank") * (values.shape[1] - 1) + 1.0
    flows = mcda.promethee(
        span, shares, better, preference=preference, **_thresholds(preference, preference_share)
    )
    by_method = {
        "weighted_sum": node_scores.isel(node=0).transpose("draw", "bid").values,
        "weighted_product": mcda.weighted_product(places, shares, better),
        "topsis": mcda.topsis(values, shares, directions),
        "vikor": 1.0 - mcda.vikor(values, shares, directions).q,
        "promethee": flows.net,
    }
    coords = {
        "draw": bid_values["draw"].values,
        "ranking_method": [*by_method],
        "bid": bid_values["bid"].values,
    }
    stacked = np.stack([*by_method.values()], axis=1)
    result = xr.DataArray(stacked, dims=("draw", "ranking_method", "bid"), coords=coords)
    return result.assign_attrs(units="score", long_name="overall scores")


@per_draw(rivals="bid")
def ranks(overall_scores: xr.DataArray) -> xr.DataArray:
    """Return each bid's rank by each method, dimensions (draw, ranking_method, bid).

    Ties share the average of their places. The dimension is not called `method` because that is a
    keyword of xarray's `sel`, which would silently select nothing.
    """
    ordered = overall_scores.transpose("draw", "ranking_method", "bid")
    return ordered.copy(data=mcda.rank(ordered.values)).assign_attrs(
        units="rank", long_name="ranks"
    )


def _directions(criteria: list[Criterion]) -> np.ndarray:
    return np.array([1.0 if row.direction == "benefit" else -1.0 for row in criteria])


def _monotone(values: np.ndarray, criteria: list[Criterion]) -> tuple[np.ndarray, np.ndarray]:
    """Return values of which more, or less, is better throughout, and which of the two."""
    changed, directions = values.copy(), _directions(criteria)
    for j, row in enumerate(criteria):
        if row.normalisation == "target" and row.target is not None:
            changed[..., j] = abs(values[..., j] - row.target)
            directions[j] = -1.0
    return changed, directions


def _thresholds(preference: str, share: float) -> dict[str, float]:
    """Return PROMETHEE's parameters on values scaled to their span."""
    if preference == "v_shape":
        return {"threshold": share}
    if preference == "linear":
        return {"indifference": share / 2, "threshold": share}
    return {"gaussian": share} if preference == "gaussian" else {}
