"""Pointers to results in the tables of a study: `rank_acceptability bid=goyang`."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from songi.engine.graph import full_dataflow
from songi.errors import Place, Problem
from songi.study.model import Study

AFTER_RUN = frozenset({"claim_audit"})
"""Results that are read off a run, not computed in it."""

POINTERS = {"requirements": "result", "statements": "tested_result"}
"""Columns that name a result, by table."""


def read_pointer(text: str) -> tuple[str, str, dict[str, str]]:
    """Return name, variable and labels of a pointer such as `hindcast.brier bid=goyang`.

    The variable is empty where the pointer names none.
    """
    head, *rest = text.split()
    name, _, variable = head.partition(".")
    pairs = (part.partition("=") for part in rest)
    return name, variable, {label: value for label, _, value in pairs}


def results_exist(study: Study, more: Collection[str] = ()) -> Iterator[Problem]:
    """A row that names a result names one that songi computes, with labels as `name=value`.

    Args:
        study: the study.
        more: names of results beside the measures'.
    """
    nodes = full_dataflow().nodes
    known = {name for name, node in nodes.items() if not node.selects} | AFTER_RUN | {*more}
    for name, column in POINTERS.items():
        table = study.tables.get(name)
        for row in table.rows if table is not None else ():
            text = getattr(row, column)
            if text and (read_pointer(text)[0] not in known or not _labelled(text)):
                place = Place(table.file_of(row), table.line_of(row), column) if table else Place()
                facts = {"came": text, "expected": "selection_share bid=goyang"}
                yield Problem("pointer.unknown", place, facts)


def _labelled(text: str) -> bool:
    return all(label and sign for label, sign, _ in (p.partition("=") for p in text.split()[1:]))
