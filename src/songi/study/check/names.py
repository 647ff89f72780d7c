"""Rules on the names that `study.toml` gives to ids."""

from __future__ import annotations

import difflib
from collections.abc import Iterator

from songi.errors import Place, Problem
from songi.study.model import Study


def names_are_used(study: Study) -> Iterator[Problem]:
    """A name under `[names]` is that of an id which some cell holds: another would go unseen."""
    if not all(table.is_whole for table in study.tables.values()):
        return
    held = set(_ids_in_cells(study))
    for name in study.info.names:
        if name not in held:
            near = difflib.get_close_matches(name, held, n=1)
            facts = {"came": name, "expected": near[0] if near else "-"}
            place = Place("study.toml", None, f"names.{name}")
            yield Problem("name.unused", place, facts, "warning")


def _ids_in_cells(study: Study) -> Iterator[str]:
    for table in study.tables.values():
        for row in table.rows:
            for column in row.columns():
                cell = getattr(row, column)
                if isinstance(cell, tuple):
                    yield from (part for part in cell if isinstance(part, str))
                elif isinstance(cell, str):
                    yield cell


RULES = (names_are_used,)
