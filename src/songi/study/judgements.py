"""Experts' judgements as matrices: one for each expert and each group of sibling criteria."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from songi.study.schema.contest import Criterion, Judgement
from songi.study.table import Table


def judgement_matrices(
    criteria: Table[Criterion], judgements: Table[Judgement]
) -> Iterator[tuple[str, str | None, list[str], NDArray[np.float64]]]:
    """Return expert, parent, siblings' ids and their reciprocal matrix; NaN where not judged."""
    parents = {row.id: row.parent for row in criteria}
    experts = sorted({row.expert for row in judgements})
    judged = {parents.get(row.more) for row in judgements}
    for parent in sorted(judged, key=str):
        labels = siblings_of(criteria, parent)
        for expert in experts:
            matrix = reciprocal_matrix(judgements, labels, expert)
            if not np.isnan(matrix[~np.eye(len(labels), dtype=bool)]).all():
                yield expert, parent, labels, matrix


def reciprocal_matrix(
    judgements: Table[Judgement], labels: list[str], expert: str
) -> NDArray[np.float64]:
    """Return one expert's comparisons of some criteria, shape (n, n); NaN where not judged."""
    at = {label: k for k, label in enumerate(labels)}
    matrix = np.full((len(labels), len(labels)), np.nan)
    np.fill_diagonal(matrix, 1.0)
    for row in judgements:
        if row.expert == expert and row.more in at and row.less in at and row.more != row.less:
            matrix[at[row.more], at[row.less]] = row.ratio
            matrix[at[row.less], at[row.more]] = 1.0 / row.ratio
    return matrix


def siblings_of(criteria: Table[Criterion], parent: str | None) -> list[str]:
    """Return the ids of the criteria under a parent, in order."""
    return [row.id for row in criteria if row.parent == parent]
