"""Weights of the criteria: stated, judged, ranged or unknown, draw by draw."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date

import numpy as np
import xarray as xr

from songi.measures.kind import once, per_draw
from songi.methods import mcda
from songi.methods.weights import ahp, best_worst_of_pairs, by_order, within_ranges
from songi.study.as_of import known_at
from songi.study.criteria import ROOT, criteria_tree
from songi.study.judgements import judgement_matrices
from songi.study.schema.contest import Criterion, Judgement
from songi.study.streams import DrawBlock
from songi.study.table import Table

FROM_JUDGEMENTS: Mapping[str, Callable[[np.ndarray], np.ndarray]] = {
    "judgements": lambda matrix: ahp(matrix).priorities,
    "best_worst": lambda matrix: best_worst_of_pairs(matrix).weights,
}
"""How one expert's judgements in pairs become weights, by the option that asks for it."""

POINTS = 100.0
"""Total that the siblings' ranges refer to, where weights are drawn within ranges."""


@once()
def known_judgements(judgements: Table[Judgement], contest_cutoff: date) -> Table[Judgement]:
    """Return the judgements that were there at the contest's cut-off."""
    return known_at(judgements, contest_cutoff)


@per_draw()
def node_weights(
    contest_criteria: Table[Criterion],
    draws: DrawBlock,
    weights: str,
    known_judgements: Table[Judgement] | None = None,
) -> xr.DataArray:
    """Return each node's weight among its siblings, dimensions (draw, node); siblings sum to one.

    `stated`: the cells' draws over their sum; where all siblings are blank, every weighting is
    equally likely. `ranges`: anything within the cells' ranges. `order`: anything in the order of
    the cells. `equal`, `simplex`: all equal, anything at all. `judgements`: each draw follows one
    expert, taken at random and the same throughout the tree where all judged all of it; groups
    nobody judged stay as stated. `best_worst`: the same by the best-worst method, which takes of an
    expert's judgements those of the best and of the worst criterion.
    """
    tree = criteria_tree(contest_criteria)
    values = np.ones((draws.size, len(tree.names)))
    judged = _judged(contest_criteria, known_judgements, weights, draws)
    for node in tree.top_down():
        children = list(tree.children(node))
        if not children:
            continue
        rows = [contest_criteria.get(tree.names[child]) for child in children]
        parent = None if node == tree.root else tree.names[node]
        if parent in judged:
            values[:, children] = judged[parent]
        else:
            values[:, children] = _sibling_weights(contest_criteria, rows, weights, draws)
    coords = {"draw": draws.index, "node": [*tree.names]}
    result = xr.DataArray(values, dims=("draw", "node"), coords=coords)
    return result.assign_attrs(units="1", long_name="weights among siblings")


@per_draw()
def criterion_weights(
    node_weights: xr.DataArray, contest_criteria: Table[Criterion]
) -> xr.DataArray:
    """Return each leaf's weight in the whole, dimensions (draw, criterion); they sum to one."""
    tree = criteria_tree(contest_criteria)
    values = mcda.global_weights(tree, node_weights.sel(node=[*tree.names]).values)
    leaves = [tree.names[leaf] for leaf in tree.leaves]
    coords = {"draw": node_weights["draw"].values, "criterion": leaves}
    result = xr.DataArray(values, dims=("draw", "criterion"), coords=coords)
    return result.assign_attrs(units="1", long_name="criterion weights")


def _sibling_weights(
    criteria: Table[Criterion], rows: list[Criterion], how: str, draws: DrawBlock
) -> np.ndarray:
    """Return the weights of one group of siblings, shape (draws, siblings)."""
    blank = any(row.weight is None for row in rows)
    if how == "equal":
        return np.full((draws.size, len(rows)), 1.0 / len(rows))
    if how == "simplex" or blank:
        return _any_weights([row.id for row in rows], draws)
    if how in {"ranges", "order"}:
        # In the order of their ids, so that moving rows in the file changes nothing.
        at = sorted(range(len(rows)), key=lambda k: rows[k].id)
        drawn = _sampled([rows[k] for k in at], how, draws)
        return drawn[:, np.argsort(at)]
    points = np.stack([criteria.draws_of(row, "weight") for row in rows], axis=1)
    return points / points.sum(axis=1, keepdims=True)


def _sampled(rows: list[Criterion], how: str, draws: DrawBlock) -> np.ndarray:
    """Sample one group's weights within its ranges or in its order, shape (draws, siblings)."""
    cells = [row.weight for row in rows if row.weight is not None]
    generator = draws.generator("node_weights", rows[0].parent or ROOT)
    if how == "ranges":
        low, high = np.array([cell.ends for cell in cells]).T / POINTS
        return within_ranges(low, high, draws.size, generator)
    centres = np.array([cell.central for cell in cells])
    places = 1 + (centres[None, :] > centres[:, None]).sum(axis=1)
    return by_order(places, draws.size, generator)


def _any_weights(labels: list[str], draws: DrawBlock) -> np.ndarray:
    """Draw uniformly from the simplex: exponential spacings, one stream per criterion.

    A criterion added or removed leaves the spacings of the others as they were.
    """
    spacings = [-np.log(draws.noise("node_weights", label)) for label in labels]
    stacked = np.stack(spacings, axis=1)
    return stacked / stacked.sum(axis=1, keepdims=True)


def _judged(
    criteria: Table[Criterion], judgements: Table[Judgement] | None, how: str, draws: DrawBlock
) -> dict[str | None, np.ndarray]:
    """Return the weights of each judged group, shape (draws, siblings); none by another option."""
    if judgements is None or how not in FROM_JUDGEMENTS:
        return {}
    groups: dict[str | None, list[np.ndarray]] = {}
    for _, parent, _, matrix in judgement_matrices(criteria, judgements):
        groups.setdefault(parent, []).append(FROM_JUDGEMENTS[how](matrix))
    drawn = {}
    for parent, priorities in groups.items():
        u = draws.noise("node_weights", "expert")
        drawn[parent] = np.array(priorities)[(u * len(priorities)).astype(int)]
    return drawn
