"""Who is selected: the first k, within the rules that the call adds."""

from __future__ import annotations

from dataclasses import dataclass
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
    labels = [str(label) for label in ranks["bid"].values]
    rules = RulesInForce.of(entered_bids, labels, draws, contest_rules, barred_bids)
    scores = overall_scores.sel(ranking_method=MAIN_METHOD, bid=labels).transpose("draw", "bid")
    ordered = ranks.transpose("draw", "ranking_method", "bid")
    values = np.empty(ordered.shape)
    for k in range(ordered.sizes["ranking_method"]):
        values[:, k] = rules.selected(ordered.values[:, k], scores.values, awards.values)
    return ordered.copy(data=values).assign_attrs(units="1", long_name="selected")


@per_draw(rivals="bid", summary_only=True)
def selected_without(
    ranks_without: xr.DataArray,
    scores_without: xr.DataArray,
    awards: xr.DataArray,
    entered_bids: Table[Bid],
    draws: DrawBlock,
    contest_rules: Table[SelectionRule] | None = None,
    barred_bids: xr.DataArray | None = None,
) -> xr.DataArray:
    """Return by how much each bid is selected without a criterion, (draw, left_out, bid).

    By weighted sum and the rules of the call, as `selected`; a threshold is held against the score
    without the criterion.
    """
    labels = [str(label) for label in ranks_without["bid"].values]
    rules = RulesInForce.of(entered_bids, labels, draws, contest_rules, barred_bids)
    ordered, scores = (
        one.transpose("draw", "left_out", "bid")
        for one in xr.align(ranks_without, scores_without, join="exact")
    )
    values = np.empty(ordered.shape)
    for k in range(ordered.sizes["left_out"]):
        values[:, k] = rules.selected(ordered.values[:, k], scores.values[:, k], awards.values)
    return ordered.copy(data=values).assign_attrs(units="1", long_name="selected without")


@dataclass(frozen=True)
class RulesInForce:
    """What the rules of a call come to for its bids, in a block of draws.

    Attributes:
        quotas: places kept for or limited to groups of bids.
        allowed: which bids no clause keeps out, shape (bids,).
        thresholds: least score of a bid, shape (draws, bids); minus infinity where there is none.
        met: whether an award would hold or its condition fail, shape (draws, bids).
    """

    quotas: tuple[Quota, ...]
    allowed: np.ndarray
    thresholds: np.ndarray
    met: np.ndarray

    @classmethod
    def of(
        cls,
        bids: Table[Bid],
        labels: list[str],
        draws: DrawBlock,
        rules: Table[SelectionRule] | None,
        barred_bids: xr.DataArray | None,
    ) -> RulesInForce:
        """Draw the rules.

        Args:
            bids: the alternatives.
            labels: their ids, in the order of all arrays here.
            draws: the draws.
            rules: the contest's rules, bound to these draws.
            barred_bids: which bids a clause keeps out, if there are clauses.
        """
        allowed = np.ones(len(labels), dtype=bool)
        if barred_bids is not None:
            allowed &= barred_bids.sel(bid=labels).values < 0.5
        thresholds = np.full((draws.size, len(labels)), -np.inf)
        met = np.ones(thresholds.shape, dtype=bool)
        quotas: list[Quota] = []
        groups = _Groups(bids, labels)
        if rules is not None:
            for rule in rules:
                members = groups.members(rule, rule.value)
                if rule.kind == "quota":
                    quotas += groups.quotas(rule)
                elif rule.kind == "threshold":
                    least = rules.draws_of(rule, "score")[:, None]
                    thresholds = np.where(members, np.maximum(thresholds, least), thresholds)
                else:
                    chance = rules.draws_of(rule, "chance")
                    for k in np.flatnonzero(members):
                        # A stream for each bid: another bid or rule moves none of its draws.
                        met[:, k] &= draws.noise("selected", f"{rule.id}/{labels[k]}") < chance
        return cls(tuple(quotas), allowed, thresholds, met)

    @property
    def take_the_first(self) -> bool:
        """Whether the first k are selected, even if an award lapses: no quota, nobody kept out."""
        nobody_out = self.allowed.all() and np.isneginf(self.thresholds).all()
        return bool(nobody_out) and not self.quotas

    def selected(self, ranks: np.ndarray, scores: np.ndarray, places: np.ndarray) -> np.ndarray:
        """Return by how much each bid is selected, shape (draws, bids).

        Args:
            ranks: shape (draws, bids).
            scores: what thresholds are held against, shape (draws, bids).
            places: how many are selected, shape (draws,).
        """
        allowed = self.allowed & (scores >= self.thresholds)
        free = None if bool(allowed.all()) and not self.quotas else allowed
        return select(ranks, places, allowed=free, quotas=self.quotas) * self.met


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
