"""The judgement panel: how consistent each expert is, what the group says, and who moves it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import numpy as np
import xarray as xr

from songi.measures.kind import once, over_draws
from songi.measures.weighting import node_weights
from songi.methods import mcda
from songi.methods.places import membership
from songi.methods.weights import aggregate_priorities, ahp
from songi.study.as_of import known_at
from songi.study.criteria import ROOT, criteria_tree
from songi.study.judgements import judgement_matrices, siblings_of
from songi.study.schema.contest import Criterion, Judgement
from songi.study.streams import DrawBlock
from songi.study.table import Table

Judged = dict[str | None, dict[str, np.ndarray]]
"""Weights of the siblings under a parent, by parent and expert."""


@once()
def panel_judgements(
    judgements: Table[Judgement], contest_criteria: Table[Criterion]
) -> Table[Judgement]:
    """Return the judgements on criteria of the contest that the run knows."""
    known = set(contest_criteria.ids)
    return known_at(judgements, None).where(lambda row: {row.more, row.less} <= known)


@once()
def expert_consistency(
    panel_judgements: Table[Judgement], contest_criteria: Table[Criterion]
) -> xr.Dataset:
    """Return how much each expert's judgements contradict each other, dimensions (expert, parent).

    Saaty's consistency ratio of each group of siblings, named by their parent (`_overall` for the
    headings); up to 0.1 counts as consistent. `left_out` is the number of pairs not judged, which
    flatters the ratio. NaN where an expert judged nothing of the group.
    """
    experts = sorted({row.expert for row in panel_judgements})
    found = {
        (expert, parent or ROOT): ahp(matrix)
        for expert, parent, _, matrix in judgement_matrices(contest_criteria, panel_judgements)
    }
    parents = list(dict.fromkeys(parent for _, parent in found))
    ratio = np.full((len(experts), len(parents)), np.nan)
    missing = np.full(ratio.shape, np.nan)
    for (expert, parent), priorities in found.items():
        at = experts.index(expert), parents.index(parent)
        ratio[at], missing[at] = priorities.consistency_ratio, priorities.missing
    dims = ("expert", "parent")
    return xr.Dataset(
        {
            "consistency_ratio": (dims, ratio, {"units": "1"}),
            "left_out": (dims, missing, {"units": "count", "long_name": "pairs left out"}),
        },
        coords={"expert": experts, "parent": parents},
    )


@once()
def expert_weights(
    panel_judgements: Table[Judgement], contest_criteria: Table[Criterion]
) -> xr.DataArray:
    """Return the weights that follow from each expert's judgements, dimensions (expert, criterion).

    Among siblings, summing to one in each group (principal eigenvector); NaN where an expert judged
    nothing of the group. Criteria that nobody judged are left out.
    """
    experts = sorted({row.expert for row in panel_judgements})
    groups = _judged(contest_criteria, panel_judgements)
    labels = [label for parent in groups for label in siblings_of(contest_criteria, parent)]
    values = np.full((len(experts), len(labels)), np.nan)
    for parent, by_expert in groups.items():
        columns = [labels.index(label) for label in siblings_of(contest_criteria, parent)]
        for expert, priorities in by_expert.items():
            values[experts.index(expert), columns] = priorities
    coords = {"expert": experts, "criterion": labels}
    result = xr.DataArray(values, dims=("expert", "criterion"), coords=coords)
    return result.assign_attrs(units="1", long_name="weights by expert")


@once()
def group_weights(
    panel_judgements: Table[Judgement], contest_criteria: Table[Criterion]
) -> xr.Dataset:
    """Return what the panel says of each criterion together, and how far apart it is, (criterion).

    `weight`: geometric mean of the experts' weights among siblings, scaled to sum to one. `lowest`
    and `highest`: the experts farthest apart. `spread`: geometric standard deviation, the factor
    within which two experts in three would lie were they many; 1 where they agree or are alone.
    `experts`: how many judged the group.
    """
    groups = _judged(contest_criteria, panel_judgements)
    columns: dict[str, list[np.ndarray]] = {}
    labels: list[str] = []
    for parent, by_expert in groups.items():
        siblings = siblings_of(contest_criteria, parent)
        weights = np.stack([*by_expert.values()])
        many = len(weights) > 1
        deviation = np.log(weights).std(axis=0, ddof=1) if many else np.zeros(len(siblings))
        told = {
            "weight": aggregate_priorities(weights),
            "lowest": weights.min(axis=0),
            "highest": weights.max(axis=0),
            "spread": np.exp(deviation),
            "experts": np.full(len(siblings), float(len(weights))),
        }
        labels += siblings
        for name, values in told.items():
            columns.setdefault(name, []).append(values)
    units = {"experts": "count"}
    return xr.Dataset(
        {
            name: (("criterion",), np.concatenate(parts), {"units": units.get(name, "1")})
            for name, parts in columns.items()
        },
        coords={"criterion": labels},
    )


@over_draws(rivals="bid")
def without_expert(
    panel_judgements: Table[Judgement],
    contest_criteria: Table[Criterion],
    criterion_scores: xr.DataArray,
    awards: xr.DataArray,
    draws: DrawBlock,
) -> xr.Dataset:
    """Return what changes if one expert is left out, dimensions (expert, bid).

    The group's weights in place of drawn ones, in the draws of the run, without the expert less
    with all: `share_change` of the runs in which a bid is among the first, as many as are awarded,
    by weighted sum; `rank_change` of its mean rank. `weight_change` (expert) is the largest change
    of a weight among siblings. Groups that nobody judged, or only the expert left out, have the
    weights stated. Rules of selection beyond the first few are not applied.
    """
    groups = _judged(contest_criteria, panel_judgements)
    experts = sorted({row.expert for row in panel_judgements})
    tree = criteria_tree(contest_criteria)
    leaves = [tree.names[leaf] for leaf in tree.leaves]
    scores = criterion_scores.sel(criterion=leaves).transpose("draw", "bid", "criterion")
    stated = node_weights(contest_criteria.for_draws(draws), draws, "stated")
    local = stated.sel(node=[*tree.names]).transpose("draw", "node").values

    def standing(kept: Iterable[str]) -> tuple[np.ndarray, np.ndarray]:
        group = _group(contest_criteria, groups, set(kept))
        judged = local.copy()
        for label, weight in group.items():
            judged[:, tree.names.index(label)] = weight
        overall = mcda.aggregate_tree(tree, scores.values, judged)[..., tree.root]
        ranks = mcda.rank(overall)
        return membership(ranks, awards.values).mean(axis=0), ranks.mean(axis=0)

    with_all, all_said = standing(experts), _group(contest_criteria, groups, set(experts))
    shares, ranks, weights = [], [], []
    for expert in experts:
        others = [one for one in experts if one != expert]
        share, rank = standing(others)
        shares.append(share - with_all[0])
        ranks.append(rank - with_all[1])
        said = _group(contest_criteria, groups, set(others))
        changes = [abs(said[label] - all_said[label]) for label in said]
        weights.append(max(changes, default=np.nan))
    dims = ("expert", "bid")
    return xr.Dataset(
        {
            "share_change": (dims, np.stack(shares), {"units": "1"}),
            "rank_change": (dims, np.stack(ranks), {"units": "rank"}),
            "weight_change": (("expert",), np.array(weights), {"units": "1"}),
        },
        coords={"expert": experts, "bid": scores["bid"].values},
    )


def _judged(criteria: Table[Criterion], judgements: Table[Judgement]) -> Judged:
    """Return each expert's weights of each group of siblings."""
    found: Judged = {}
    for expert, parent, _, matrix in judgement_matrices(criteria, judgements):
        found.setdefault(parent, {})[expert] = ahp(matrix).priorities
    return found


def _group(
    criteria: Table[Criterion],
    groups: Mapping[str | None, Mapping[str, np.ndarray]],
    kept: set[str],
) -> dict[str, float]:
    """Return the weights that some of the experts give together, by criterion."""
    found: dict[str, float] = {}
    for parent, by_expert in groups.items():
        weights = [values for expert, values in by_expert.items() if expert in kept]
        if weights:
            joined = aggregate_priorities(np.stack(weights))
            found |= dict(zip(siblings_of(criteria, parent), joined.tolist(), strict=True))
    return found
