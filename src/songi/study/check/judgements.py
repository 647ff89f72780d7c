"""Rules on experts' judgements."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from songi.errors import MethodError, Problem
from songi.methods import weights
from songi.methods.weights.judgements import is_connected
from songi.study.as_of import known_at
from songi.study.check.rows import place_of
from songi.study.judgements import judgement_matrices
from songi.study.model import Study
from songi.study.schema.contest import Judgement
from songi.study.table import Table

CONSISTENCY_LIMIT = 0.1
"""Saaty's rule of thumb; above it an expert is asked to look again, not refused."""


def judgements_fit_the_tree(study: Study) -> Iterator[Problem]:
    """A judgement compares two different criteria that have the same parent."""
    table = study.tables.get("judgements")
    if table is None or "criteria" not in study.tables:
        return
    criteria = {row.id: row for row in known_at(study.tables["criteria"], None)}
    for row in table.rows:
        more, less = criteria.get(row.more), criteria.get(row.less)
        if more is None or less is None:
            continue
        if row.more == row.less or more.parent != less.parent:
            facts = {"came": f"{row.more}, {row.less}"}
            yield Problem("judgements.not_siblings", place_of(table, row, "less"), facts)


def pairs_are_judged_once(study: Study) -> Iterator[Problem]:
    """An expert judges a pair once, not both ways round."""
    table = study.tables.get("judgements")
    if table is None:
        return
    first: dict[tuple[str, frozenset[str]], str] = {}
    for row in known_at(table, None):
        pair = row.expert, frozenset((row.more, row.less))
        if first.setdefault(pair, row.row_id) != row.row_id:
            facts = {"came": row.row_id, "expected": first[pair]}
            yield Problem("judgements.twice", place_of(table, row, "less"), facts)


def judgements_are_consistent(study: Study) -> Iterator[Problem]:
    """An expert's judgements link all siblings and do not contradict each other much."""
    table = study.tables.get("judgements")
    if table is None or "criteria" not in study.tables:
        return
    criteria = known_at(study.tables["criteria"], None)
    for expert, parent, labels, matrix in judgement_matrices(criteria, known_at(table, None)):
        if not is_connected(matrix) or len(labels) > len(weights.RANDOM_INDEX):
            yield _unusable(table, expert, parent, labels, matrix)
            continue
        result = weights.ahp(matrix)
        revisit = weights.judgement_to_revisit(matrix)
        if revisit is None or float(result.consistency_ratio) <= CONSISTENCY_LIMIT:
            continue
        more, less = labels[revisit.row], labels[revisit.column]
        rows = [r for r in table.rows if r.expert == expert and {r.more, r.less} == {more, less}]
        place = place_of(table, rows[0], "ratio") if rows else place_of(table, table.rows[0])
        facts = {
            "came": f"{float(result.consistency_ratio):.2f}",
            "expected": f"{CONSISTENCY_LIMIT:g}",
            "expert": expert,
            "parent": parent or "-",
            "pair": f"{more} / {less}",
            "near": f"{revisit.suggested:.2g}",
        }
        yield Problem("judgements.inconsistent", place, facts, "warning")


def judgements_have_a_best_and_a_worst(study: Study) -> Iterator[Problem]:
    """Where weights come by the best-worst method, experts compare a best and a worst with all."""
    table = study.tables.get("judgements")
    if table is None or "criteria" not in study.tables or study.options.weights != "best_worst":
        return
    criteria = known_at(study.tables["criteria"], None)
    for expert, parent, labels, matrix in judgement_matrices(criteria, known_at(table, None)):
        try:
            weights.best_worst_of_pairs(matrix)
        except MethodError:
            judged = next(row for row in table.rows if row.expert == expert and row.more in labels)
            facts = {"came": f"{expert}, {parent or '-'}", "expected": ", ".join(labels)}
            yield Problem("judgements.no_best_worst", place_of(table, judged, "more"), facts)


def _unusable(
    table: Table[Judgement],
    expert: str,
    parent: str | None,
    labels: list[str],
    matrix: NDArray[np.float64],
) -> Problem:
    """Return why no weights can be found from an expert's judgements of some siblings."""
    judged = next(row for row in table.rows if row.expert == expert and row.more in labels)
    facts = {"expert": expert, "parent": parent or "-"}
    if len(labels) > len(weights.RANDOM_INDEX):
        facts |= {"came": str(len(labels)), "expected": str(len(weights.RANDOM_INDEX))}
        return Problem("judgements.too_many", place_of(table, judged, "more"), facts)
    lone = [label for label, row in zip(labels, matrix, strict=True) if np.isfinite(row).sum() == 1]
    facts["came"] = ", ".join(lone or labels)
    return Problem("judgements.unconnected", place_of(table, judged, "more"), facts)


RULES = (
    judgements_fit_the_tree,
    pairs_are_judged_once,
    judgements_are_consistent,
    judgements_have_a_best_and_a_worst,
)
