"""The contest as the own bid sees it: which alternative it is, and what its values would win."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
import xarray as xr

from songi.measures.selection import RulesInForce
from songi.methods import mcda
from songi.methods.checks import FloatArray
from songi.methods.inverse import margin_among_first, margin_within_rules
from songi.study.criteria import criteria_tree
from songi.study.schema.bid import SelectionRule
from songi.study.schema.contest import Bid, Criterion
from songi.study.streams import DrawBlock
from songi.study.table import Table


def own_alternative(values: Mapping[str, Any], candidates: tuple[str, ...]) -> str | None:
    """Return the alternative in which the own candidates bid, alone or with others.

    Args:
        values: results of a run or an evaluation.
        candidates: the own candidates.

    Returns:
        Its id; none where they bid nowhere.
    """
    bids: Table[Bid] = values["entered_bids"]
    found = [bid.id for bid in bids if set(candidates) <= set(bid.candidates)]
    return found[0] if found else None


def own_candidates(values: Mapping[str, Any]) -> tuple[str, ...]:
    """Return the candidates of the own bid as it was filed."""
    bids: Table[Bid] = values["filed_bids"]
    return bids.get(values["own_bid"]).candidates


def criterion_units(values: Mapping[str, Any]) -> dict[str, str]:
    """Return the unit of each measured criterion, by id; `score` where nothing tells it."""
    units: dict[str, str] = {}
    if values.get("indicators") is not None:
        units |= {row.indicator: row.unit for row in values["indicators"]}
    if values.get("access_indicators") is not None:
        units |= {row.id: row.figure_unit for row in values["access_indicators"]}
    return {row.id: units.get(row.indicator, "score") for row in values["leaf_criteria"]}


class OwnContest:
    """The contest by weighted sum and the rules of the call, with changes of the own bid's values.

    Attributes:
        bid: the own alternative.
        focal: its position among the bids.
        criteria: ids of the measured criteria, in the order of all arrays here.
        rows: their rows.
        own: the own values, shape (draws, criteria).
        places: how many are selected, shape (draws,).
        rules: the rules beyond the first k, drawn.
    """

    def __init__(self, values: Mapping[str, Any], block: DrawBlock) -> None:
        """Take a run's results.

        Args:
            values: tables, options and results of the run, by name.
            block: the first draws of it, or all.

        Raises:
            LookupError: the own candidates bid nowhere.
        """
        found = own_alternative(values, own_candidates(values))
        if found is None:
            message = f"the candidates of '{values['own_bid']}' bid nowhere"
            raise LookupError(message)
        self.bid = found
        criteria: Table[Criterion] = values["contest_criteria"]
        self._tree = criteria_tree(criteria)
        self.criteria = [self._tree.names[leaf] for leaf in self._tree.leaves]
        self.rows = [criteria.get(name) for name in self.criteria]
        some = slice(block.start, block.stop)
        ranked: xr.DataArray = values["bid_values"].isel(draw=some)
        labels = [str(label) for label in ranked["bid"].values]
        self.focal = labels.index(found)
        ordered = ranked.sel(criterion=self.criteria).transpose("draw", "bid", "criterion")
        self._values = ordered.values.copy()
        self.own = self._values[:, self.focal].copy()
        self.places = values["awards"].isel(draw=some).values
        rules: Table[SelectionRule] | None = values.get("contest_rules")
        self.rules = RulesInForce.of(
            values["entered_bids"],
            labels,
            block,
            None if rules is None else rules.for_draws(block),
            values.get("barred_bids"),
        )
        local = values["node_weights"].isel(draw=some).sel(node=[*self._tree.names])
        self._local = local.transpose("draw", "node").values
        shares = values["criterion_weights"].isel(draw=some).sel(criterion=self.criteria)
        self._shares = shares.transpose("draw", "criterion").values
        # The tree adds up as the run did, to the last bit: a threshold may be met exactly.
        self._plain = set(self._tree.aggregations) == {"arithmetic"} and self.rules.take_the_first
        self._changes = np.zeros(len(self.criteria))
        columns = [self._scored(column) for column in range(len(self.criteria))]
        self._scores = np.stack(columns, axis=-1)
        self._nodes: FloatArray | None = None

    def margins(self, changes: FloatArray) -> FloatArray:
        """Return by how much the own bid is among the selected, shape (draws,).

        Args:
            changes: added to the own values in every draw, shape (criteria,), in their units.
        """
        changed = [int(column) for column in np.flatnonzero(changes != self._changes)]
        for column in changed:
            self._values[:, self.focal, column] = self.own[:, column] + changes[column]
            self._scores[..., column] = self._scored(column)
        self._changes = np.array(changes, dtype=float)
        return self.margins_of(self._overall(changed))

    def margins_of(self, overall: FloatArray) -> FloatArray:
        """Return by how much the own bid is among the selected with these scores, shape (draws,).

        Above zero it is selected; minus infinity where no score would be enough, because a clause
        keeps it out, its condition is not met, or there is no place.

        Args:
            overall: shape (draws, bids).
        """
        rules = self.rules
        if rules.take_the_first:
            found = margin_among_first(overall, self.focal, self.places)
        else:
            found = margin_within_rules(
                overall,
                self.focal,
                self.places,
                allowed=rules.allowed,
                thresholds=rules.thresholds,
                quotas=rules.quotas,
            )
        return np.where(rules.met[:, self.focal], found, -np.inf)

    def heading_scores(self) -> tuple[FloatArray, FloatArray, list[str]]:
        """Return scores by heading (draws, bids, headings), their weights, and their names."""
        nodes = list(self._tree.children(self._tree.root))
        scores = mcda.aggregate_tree(self._tree, self._scores, self._local)[..., nodes]
        return scores, self._local[:, nodes], [self._tree.names[node] for node in nodes]

    def _overall(self, changed: list[int]) -> FloatArray:
        """Return the scores by weighted sum after these criteria changed, shape (draws, bids)."""
        if self._plain:
            return np.einsum("dbj,dj->db", self._scores, self._shares)
        if self._nodes is None:
            self._nodes = mcda.aggregate_tree(self._tree, self._scores, self._local)
            return self._nodes[..., self._tree.root]
        stale: set[int] = set()
        for column in changed:
            leaf = self._tree.leaves[column]
            self._nodes[..., leaf] = self._scores[..., column]
            above = self._tree.parent(leaf)
            while above is not None:
                stale.add(above)
                above = self._tree.parent(above)
        for node in self._tree.bottom_up():
            if node in stale:
                self._nodes[..., node] = mcda.aggregate_node(
                    self._tree, node, self._nodes, self._local
                )
        return self._nodes[..., self._tree.root]

    def _scored(self, column: int) -> FloatArray:
        row = self.rows[column]
        direction = np.array([1.0 if row.direction == "benefit" else -1.0])
        target = row.target if row.normalisation == "target" else None
        values = self._values[..., column : column + 1]
        scores = mcda.normalise(values, direction, method=row.normalisation, target=target)
        return scores[..., 0]
