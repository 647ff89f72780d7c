"""A study in memory: its head, tables and sources."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import Any

from songi.study.as_of import visible_at
from songi.study.settings import Options, Scenario, StudyInfo
from songi.study.sources import Source
from songi.study.table import Table


@dataclass(frozen=True)
class Study:
    """What is asked and what is known.

    Attributes:
        folder: the study folder.
        info: the head, `study.toml`.
        tables: the tables that exist, by name, every version of every row.
        sources: the sources, by id.
        sources_whole: whether every source could be read: only then does a missing one mean
            something.
        scenario: the overlay in force, with its name; none for the study as it stands.
        base: the study as it stands, where a scenario is in force.
        as_of: only what could be known on that day counts; none for everything.
    """

    folder: Path
    info: StudyInfo
    tables: Mapping[str, Table[Any]]
    sources: Mapping[str, Source] = field(default_factory=dict)
    scenario: tuple[str, Scenario] | None = None
    base: Study | None = None
    as_of: date | None = None
    sources_whole: bool = True

    @property
    def options(self) -> Options:
        """The options in force."""
        return self.info.options

    def at(self, day: date | None) -> Study:
        """Return the study as it was known on a day."""
        tables = {name: visible_at(table, day) for name, table in self.tables.items()}
        base = self.base.at(day) if self.base else None
        return replace(self, tables=tables, base=base, as_of=day)

    def with_table(self, table: Table[Any]) -> Study:
        """Return the study with one table replaced."""
        return replace(self, tables={**self.tables, table.name: table})
