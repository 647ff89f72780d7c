"""The rows that rules look at: each fact's latest version, of tables that could be read."""

from __future__ import annotations

from typing import Any

from songi.study.as_of import known_at
from songi.study.model import Study
from songi.study.schema import ROW_CLASSES
from songi.study.table import Table


def current(study: Study, name: str) -> Table[Any]:
    """Return a table with the latest version of each fact; without rows where it is not there."""
    table = study.tables.get(name)
    return Table(name, ROW_CLASSES[name], ()) if table is None else known_at(table, None)


def are_whole(study: Study, *names: str) -> bool:
    """Return whether the tables are there and every row of them was read."""
    return set(names) <= set(study.tables) and none_refused(study, *names)


def none_refused(study: Study, *names: str) -> bool:
    """Return whether those of the tables that are there were read, every row of them.

    Only then does it mean something that a table has no such row.
    """
    return all(study.tables[name].is_whole for name in names if name in study.tables)
