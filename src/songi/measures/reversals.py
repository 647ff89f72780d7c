"""Rank reversal: whether a bid more, or less, changes the order of the others, by each method."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import numpy as np
import xarray as xr

from songi.measures.kind import over_draws
from songi.measures.ranking import criterion_scores, node_scores, overall_scores
from songi.methods import reversal
from songi.study.schema.contest import Criterion
from songi.study.table import Table

CHANGES = ("removed", "cloned", "added")
"""One bid taken out, one entered twice, and one entered that is worse than all."""

FEWEST_TO_REMOVE_FROM = 2
"""Methods compare: one bid alone has no order, and no score with most of them."""

DRAWS_TRIED = 100
"""Draws in which each change is made: shares of so many are sure to a few per cent."""


@over_draws()
def rank_reversals(
    bid_values: xr.DataArray,
    node_weights: xr.DataArray,
    criterion_weights: xr.DataArray,
    contest_criteria: Table[Criterion],
    leaf_criteria: Table[Criterion],
    preference: str,
    preference_share: float,
) -> xr.Dataset:
    """Return which method changes the order of bids for no good reason, (ranking_method, change).

    In each of the first 100 draws, each bid in turn is taken out (`removed`) or entered twice
    (`cloned`); or a newcomer comes in (`added`) that is level with the worst bid on every criterion
    and on one, each in turn, worse by the whole span. None of these says anything new of the other
    bids. `reversed` is the share of these changes after which some pair of them stands the other
    way round, `pairs` the mean number of such pairs, `tried` the number of changes in a draw; NaN
    where only two bids are there, of which none can be taken out.
    """
    some = slice(0, DRAWS_TRIED)
    axes = ("draw", "bid", "criterion")
    values = bid_values.sel(criterion=[*leaf_criteria.ids]).transpose(*axes).isel(draw=some)
    local, whole = node_weights.isel(draw=some), criterion_weights.isel(draw=some)
    score_by: list[str] = []

    def score(matrix: np.ndarray) -> np.ndarray:
        """Score bids, shape (ways, draws, bids, criteria) to (methods, ways, draws, bids)."""
        ways, draws, bids = matrix.shape[:3]
        repeated = {"draw": np.tile(np.arange(draws), ways)}
        coords = {"draw": np.arange(ways * draws), "bid": [f"bid {k}" for k in range(bids)]}
        changed = xr.DataArray(
            matrix.reshape(-1, *matrix.shape[2:]), dims=axes,
            coords={**coords, "criterion": values["criterion"].values},
        )  # fmt: skip
        each, all_over = (
            weights.isel(repeated).assign_coords(draw=coords["draw"]) for weights in (local, whole)
        )
        nodes = node_scores(criterion_scores(changed, leaf_criteria), each, contest_criteria)
        overall = overall_scores(
            changed, nodes, all_over, leaf_criteria, preference, preference_share
        ).transpose("ranking_method", "draw", "bid")
        score_by[:] = map(str, overall["ranking_method"].values)
        return overall.values.reshape(-1, ways, draws, bids)

    counts = [_summed(_turned(score, values.values, [*leaf_criteria], one)) for one in CHANGES]
    by_change = np.stack(np.broadcast_arrays(*counts), axis=-1)
    variables = (("reversed", "1"), ("pairs", "count"), ("tried", "count"))
    dims = ("ranking_method", "change")
    return xr.Dataset(
        {n: (dims, by_change[k], {"units": unit}) for k, (n, unit) in enumerate(variables)},
        coords={"ranking_method": score_by, "change": [*CHANGES]},
    )


def _turned(
    score: Callable[[np.ndarray], np.ndarray],
    matrix: np.ndarray,
    criteria: list[Criterion],
    change: str,
) -> np.ndarray:
    """Return how many pairs turn round for each way to make the change, (methods, ways, draws)."""
    bids = matrix.shape[-2]
    if change == "removed":
        if bids <= FEWEST_TO_REMOVE_FROM:
            return np.empty((1, 0, len(matrix)))
        first = [[way, *(k for k in range(bids) if k != way)] for way in range(bids)]
        ways = np.stack([matrix[:, order] for order in first])
        return _pairs(reversal.reversal_by_removing(score, ways, 0))
    copies = np.moveaxis(matrix, -2, 0)
    more = copies if change == "cloned" else np.stack([*_newcomers(matrix, criteria)])
    ways = np.broadcast_to(matrix, (len(more), *matrix.shape))
    return _pairs(reversal.reversal_by_adding(score, ways, more))


def _summed(turned: np.ndarray) -> np.ndarray:
    """Return share reversed, mean pairs and number tried, shape (3, methods)."""
    tried = np.full(len(turned), float(turned.shape[1]))
    if not turned.size:
        return np.stack([np.full(len(turned), np.nan), np.full(len(turned), np.nan), tried])
    return np.stack([(turned > 0).mean(axis=(1, 2)), turned.mean(axis=(1, 2)), tried])


def _pairs(found: reversal.OrderChanges) -> np.ndarray:
    return found.turned.sum(axis=(-2, -1)) / 2


def _newcomers(matrix: np.ndarray, criteria: list[Criterion]) -> Iterator[np.ndarray]:
    """Give newcomers that no method has a reason to prefer to anyone, shape (draws, criteria).

    An indicator that is nowhere negative stays so: it may be a count or an amount. Of a criterion
    with a target, the value that lies farthest from it is the worst.
    """
    least, greatest = matrix.min(axis=-2), matrix.max(axis=-2)
    worst, away = np.empty(least.shape), np.empty(least.shape)
    for j, row in enumerate(criteria):
        low, high = least[:, j], greatest[:, j]
        if row.normalisation == "target" and row.target is not None:
            down = abs(low - row.target) > abs(high - row.target)
        else:
            down = np.full(low.shape, row.direction == "benefit")
        worst[:, j] = np.where(down, low, high)
        away[:, j] = np.where(down, low - high, high - low)
    # Ratios know nothing at or below nought.
    floor = np.where(least > 0, least / 2, np.where(least == 0, 0.0, -np.inf))
    for j in range(len(criteria)):
        newcomer = worst.copy()
        newcomer[:, j] = np.maximum(worst[:, j] + away[:, j], floor[:, j])
        yield newcomer
