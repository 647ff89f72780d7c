"""Who is selected: the first k, within the rules that the call adds."""

from __future__ import annotations

from datetime import date

import numpy as np
import xarray as xr

from songi.measures.kind import once, per_draw
from songi.measures.ranking import MAIN_METHOD
from songi.methods.selection import Quota, select
from songi.study.as_of import known_at
from songi.study.schema.bid import SelectionRule
from songi.study.schema.contest import Bid
from songi.study.streams import DrawBlock
from songi.study.table import Table


@once()
def contest_rules(
    selection_rules: Table[SelectionRule], evaluated_contest: str, contest_cutoff: date
) -> Table[SelectionRule]:
    """Return the contest's rules of selection as they were known at the cut-off."""
    known = known_at(selection_rules, contest_cutoff)
    return known.where(lambda row: row.contest == evaluated_contest)


@per_draw(rivals="bid")
def selected(
    ranks: xr.DataArray,
    awards: xr.DataArray,
    overall_scores: xr.DataArray,
    entered_bids: Table[Bid],
    draws: DrawBlock,
    contest_rules: Table[SelectionRule] | None = None,
    barred_bids: xr.DataArray | None = None,
) -> xr.DataArray:
    """Return by how much each bid is selected, dimensions (draw, ranking_method, bid).

    1 or 0, and a part where a tie lies across the last place; a joint bid counts once. Without
    rules the first k. With them: quotas keep or limit places of a group; a threshold on the score
    by weighted sum and a clause not met bar a bid whatever the method; a conditional award lapses
    in the draws in which its condition is not met, and its place is not handed on.
    """
    ordered = ranks.transpose("draw", "ranking_method", "bid")
    labels = [str(label) for label in ordered["bid"].values]
    rules = [] if contest_rules is None else [*contest_rules]
    groups = _Groups(entered_bids, labels)
    allowed = np.ones((ordered.sizes["draw"], len(labels)), dtype=bool)
    if barred_bids is not None:
        allowed &= barred_bids.sel(bid=labels).values < 0.5
    if contest_rules is not None:
        scores = overall_scores.sel(ranking_method=MAIN_METHOD, bid=labels)
        allowed &= _above_thresholds(contest_rules, scores.transpose("draw", "bid"), groups)
    quotas = [quota for rule in rules if rule.kind == "quota" for quota in groups.quotas(rule)]
    free = None if bool(allowed.all()) and not quotas else allowed
    places = awards.sel(draw=ordered["draw"]).values
    by_method = [
        select(one, places, allowed=free, quotas=quotas)
        for one in ordered.transpose("ranking_method", "draw", "bid").values
    ]
    values = np.stack(by_method, axis=1)
    if contest_rules is not None:
        values = values * _conditions_met(contest_rules, groups, draws)[:, None, :]
    return ordered.copy(data=values).assign_attrs(units="1", long_name="selected")


class _Groups:
    """Which bids a rule is about."""

    def __init__(self, bids: Table[Bid], labels: list[str]) -> None:
        rows = {row.id: row for row in bids}
        self.labels = labels
        self._of = {
            "field": [rows[label].field for label in labels],
            "region": [rows[label].region for label in labels],
            "bid": labels,
        }

    def members(self, rule: SelectionRule, value: str | None) -> np.ndarray:
        """Return which bids are in the group, shape (bids,); all of them without a group."""
        if rule.group is None:
            return np.ones(len(self.labels), dtype=bool)
        return np.array([value is None or one == value for one in self._of[rule.group]])

    def quotas(self, rule: SelectionRule) -> list[Quota]:
        """Return the quota of a rule; one for each group where the rule names none."""
        values: list[str | None] = [rule.value]
        if rule.group is not None and rule.value is None:
            values = [*dict.fromkeys(one for one in self._of[rule.group] if one is not None)]
        return [Quota(self.members(rule, value), rule.at_least, rule.at_most) for value in values]


def _above_thresholds(
    rules: Table[SelectionRule], scores: xr.DataArray, groups: _Groups
) -> np.ndarray:
    """Return where no threshold bars a bid, shape (draws, bids)."""
    passed = np.ones(scores.shape, dtype=bool)
    for rule in rules:
        if rule.kind == "threshold":
            threshold = rules.draws_of(rule, "score")[:, None]
            passed &= (scores.values >= threshold) | ~groups.members(rule, rule.value)
    return passed


def _conditions_met(rules: Table[SelectionRule], groups: _Groups, draws: DrawBlock) -> np.ndarray:
    """Return 1 where an award would hold and 0 where its condition fails, shape (draws, bids).

    Each bid has a stream of its own, so that another bid or rule moves none of its draws.
    """
    met = np.ones((draws.size, len(groups.labels)))
    for rule in rules:
        if rule.kind != "condition":
            continue
        chance = rules.draws_of(rule, "chance")
        for k in np.flatnonzero(groups.members(rule, rule.value)):
            u = draws.noise("selected", f"{rule.id}/{groups.labels[k]}")
            met[:, k] *= u < chance
    return met
