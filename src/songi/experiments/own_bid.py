"""The contest as the own bid sees it: which alternative it is, and what its values would win."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
import xarray as xr

from songi.methods import mcda
from songi.methods.checks import FloatArray
from songi.methods.inverse import margin_among_first
from songi.study.criteria import criteria_tree
from songi.study.schema.contest import Bid, Criterion
from songi.study.table import Table

COMPUTED_UNITS = {
    "nearest_minutes": "minutes", "count_within": "count", "capacity_within": "count",
}  # fmt: skip
"""Unit of a computed indicator, by what is computed."""


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
        units |= {row.id: COMPUTED_UNITS[row.measure] for row in values["access_indicators"]}
    return {row.id: units.get(row.indicator, "score") for row in values["leaf_criteria"]}


class OwnContest:
    """The contest by weighted sum, with changes of the own bid's values.

    Attributes:
        bid: the own alternative.
        criteria: ids of the measured criteria, in the order of all arrays here.
        rows: their rows.
        own: the own values, shape (draws, criteria).
        places: how many are selected, shape (draws,).
    """

    def __init__(self, values: Mapping[str, Any], draws: int | None = None) -> None:
        """Take a run's results, or the first draws of them.

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
        ranked: xr.DataArray = values["bid_values"].isel(draw=slice(draws))
        self._focal = [str(label) for label in ranked["bid"].values].index(found)
        ordered = ranked.sel(criterion=self.criteria).transpose("draw", "bid", "criterion")
        self._values = ordered.values.copy()
        self.own = self._values[:, self._focal].copy()
        self.places = values["awards"].isel(draw=slice(draws)).values
        local = values["node_weights"].isel(draw=slice(draws)).sel(node=[*self._tree.names])
        self._local = local.transpose("draw", "node").values
        shares = values["criterion_weights"].isel(draw=slice(draws)).sel(criterion=self.criteria)
        self._shares = shares.transpose("draw", "criterion").values
        self._plain = set(self._tree.aggregations) == {"arithmetic"}
        self._changes = np.zeros(len(self.criteria))
        columns = [self._scored(column) for column in range(len(self.criteria))]
        self._scores = np.stack(columns, axis=-1)

    def margins(self, changes: FloatArray) -> FloatArray:
        """Return by how much the own bid is among the selected, shape (draws,).

        Args:
            changes: added to the own values in every draw, shape (criteria,), in their units.
        """
        for column in np.flatnonzero(changes != self._changes):
            self._values[:, self._focal, column] = self.own[:, column] + changes[column]
            self._scores[..., column] = self._scored(int(column))
        self._changes = np.array(changes, dtype=float)
        return margin_among_first(self._overall(), self._focal, self.places)

    def heading_scores(self) -> tuple[FloatArray, FloatArray, list[str]]:
        """Return scores by heading (draws, bids, headings), their weights, and their names."""
        nodes = list(self._tree.children(self._tree.root))
        scores = mcda.aggregate_tree(self._tree, self._scores, self._local)[..., nodes]
        return scores, self._local[:, nodes], [self._tree.names[node] for node in nodes]

    @property
    def focal(self) -> int:
        """Position of the own bid among the bids."""
        return self._focal

    def _overall(self) -> FloatArray:
        if self._plain:
            return np.einsum("dbj,dj->db", self._scores, self._shares)
        return mcda.aggregate_tree(self._tree, self._scores, self._local)[..., self._tree.root]

    def _scored(self, column: int) -> FloatArray:
        row = self.rows[column]
        direction = np.array([1.0 if row.direction == "benefit" else -1.0])
        target = row.target if row.normalisation == "target" else None
        values = self._values[..., column : column + 1]
        scores = mcda.normalise(values, direction, method=row.normalisation, target=target)
        return scores[..., 0]
