"""Rules on experts' judgements."""

from __future__ import annotations

from collections.abc import Iterator

from songi.errors import Problem
from songi.methods import weights
from songi.study.as_of import known_at
from songi.study.check.rows import place_of
from songi.study.judgements import judgement_matrices
from songi.study.model import Study

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


def judgements_are_consistent(study: Study) -> Iterator[Problem]:
    """An expert's judgements do not contradict each other much; the worst one is named."""
    table = study.tables.get("judgements")
    if table is None or "criteria" not in study.tables:
        return
    criteria = known_at(study.tables["criteria"], None)
    for expert, parent, labels, matrix in judgement_matrices(criteria, known_at(table, None)):
        if len(labels) < 3:
            continue
        result = weights.ahp(matrix)
        if float(result.consistency_ratio) <= CONSISTENCY_LIMIT:
            continue
        revisit = weights.judgement_to_revisit(matrix)
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
