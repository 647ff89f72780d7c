"""The criteria of a contest as a tree that `songi.methods.mcda` can aggregate."""

from __future__ import annotations

from songi.methods import mcda
from songi.study.schema.contest import Criterion
from songi.study.table import Table

ROOT = "_overall"
"""Node above the headings of the call; no id of a study can start so."""


def criteria_tree(criteria: Table[Criterion]) -> mcda.CriteriaTree:
    """Return the criteria as a tree whose root stands above the headings."""
    return mcda.CriteriaTree(
        names=(ROOT, *criteria.ids),
        parents=(None, *(row.parent or ROOT for row in criteria)),
        aggregations=("arithmetic", *(row.aggregation for row in criteria)),
    )
