"""Who may see what: rows, labels, results and sources of a run, for one audience."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Any

from songi.errors import Place, Problem, UsageError
from songi.results.run import Run
from songi.results.trace import Trace, effective_disclosure
from songi.study.as_of import known_at
from songi.study.bids import joined_bids
from songi.study.schema.base import DISCLOSURE_ORDER, DisclosureClass, Row
from songi.study.schema.cells import Refers
from songi.study.table import Table


@dataclass(frozen=True, slots=True)
class Audience:
    """What a kind of reader may see.

    Attributes:
        sees: narrowest class of rows and results that it sees.
        outside: it stands outside the city's own house, so that it is told where rivals stand only
            if the study publishes that.
    """

    sees: DisclosureClass
    outside: bool = False


AUDIENCES: Mapping[str, Audience] = {
    "internal": Audience("internal"),
    "province": Audience("internal", outside=True),
    "ministry": Audience("internal", outside=True),
    "investor": Audience("public", outside=True),
    "public": Audience("public", outside=True),
    "confidential": Audience("confidential"),
}
"""Kinds of reader: the team, the province, the ministry, investors, everybody, and the few who may
see all."""


def audience_named(name: str) -> Audience:
    """Return an audience.

    Raises:
        UsageError: there is none of that name.
    """
    if name not in AUDIENCES:
        facts = {"came": f"--audience {name}", "expected": ", ".join(AUDIENCES)}
        raise UsageError(Problem("usage.choice", Place(), facts))
    return AUDIENCES[name]


def may_see(audience: DisclosureClass, disclosure: DisclosureClass) -> bool:
    """Return whether an audience may see something of a class."""
    return DISCLOSURE_ORDER.index(disclosure) <= DISCLOSURE_ORDER.index(audience)


def strictest(classes: Iterable[DisclosureClass]) -> DisclosureClass:
    """Return the narrowest of some classes; `public` of none."""
    return DISCLOSURE_ORDER[max((DISCLOSURE_ORDER.index(one) for one in classes), default=0)]


@dataclass(frozen=True)
class View:
    """A run as one audience may see it.

    A row that refers to a row which the audience may not see is not seen either: its id alone
    would tell of it.

    Attributes:
        run: the run.
        audience: one of `AUDIENCES`.
        today: day on which embargoes are judged; without it they hold.
    """

    run: Run
    audience: str
    today: date | None = None
    _classes: dict[str, DisclosureClass] = field(default_factory=dict, repr=False)
    _traces: dict[tuple[str, ...], Trace] = field(default_factory=dict, repr=False)

    def __post_init__(self) -> None:
        """Refuse an audience that songi does not know.

        Raises:
            UsageError: there is none of that name.
        """
        audience_named(self.audience)

    def sees(self, disclosure: DisclosureClass) -> bool:
        """Return whether the audience may see something of that class."""
        return may_see(audience_named(self.audience).sees, disclosure)

    def sees_row(self, row: Row) -> bool:
        """Return whether the audience may see a row."""
        return id(row) not in self._hidden

    def rows(self, table: str) -> tuple[Any, ...]:
        """Return the rows of a table that the audience may see, every version."""
        found = self.run.study.tables.get(table)
        return () if found is None else tuple(row for row in found.rows if self.sees_row(row))

    def sees_result(self, name: str) -> bool:
        """Return whether the run has a result and the audience may see figures made of it."""
        return name in self.run and self.sees(self.disclosure(name))

    def disclosure(self, name: str) -> DisclosureClass:
        """Return the strictest class upstream of a result."""
        if name not in self._classes:
            self._classes[name] = self.run.disclosure(name, self.today)
        return self._classes[name]

    def trace(self, name: str, labels: Mapping[str, str] | None = None) -> Trace:
        """Return the trace of a result or of a cell of it; each is followed once."""
        named = labels or {}
        key = (name, *(f"{dimension}={named[dimension]}" for dimension in sorted(named)))
        if key not in self._traces:
            self._traces[key] = self.run.trace(name, self.today, **named)
        return self._traces[key]

    @property
    def sees_rivals(self) -> bool:
        """Whether the audience may see where other bids stand.

        Who stands outside the house sees it only where the study makes it public, even one that
        sees internal figures: a province has other bidders.
        """
        rankings = self.run.study.info.rival_rankings
        outside = audience_named(self.audience).outside
        return rankings == "public" if outside else self.sees(rankings)

    @cached_property
    def own_bid(self) -> str | None:
        """The bid in which the study's own one stands: itself, or the one that it joins."""
        own = self.run.study.info.own_bid
        bids = self.run.study.tables.get("bids")
        return own if bids is None else joined_bids(known_at(bids, None)).get(own or "", own)

    def standing(self, labels: Iterable[str]) -> list[str]:
        """Return the bids whose standing may be shown: all of them, or the own one only."""
        own = self.own_bid
        return [label for label in labels if self.sees_rivals or label == own]

    @cached_property
    def source_ids(self) -> frozenset[str]:
        """Sources that the audience may know of and that a row it sees comes from."""
        cited = {
            name
            for table in self.run.study.tables
            for row in self.rows(table)
            for name in row.source
        }
        known = self.run.study.sources
        return frozenset(
            name for name in cited if name not in known or self.sees(known[name].disclosure)
        )

    @cached_property
    def hidden_ids(self) -> dict[str, frozenset[str]]:
        """Ids of rows of which the audience may see no version, by table."""
        found = {}
        for name, table in self.run.study.tables.items():
            shown = {row.row_id for row in table.rows if id(row) not in self._hidden}
            found[name] = frozenset(row.row_id for row in table.rows) - shown
        return found

    @cached_property
    def _hidden(self) -> frozenset[int]:
        tables = self.run.study.tables
        hidden = {
            id(row)
            for table in tables.values()
            for row in table.rows
            if not self.sees(effective_disclosure(row, self.today))
        }
        while True:
            gone = _ids_without_version(tables.values(), hidden)
            more = {
                id(row)
                for table in tables.values()
                for row in table.rows
                if id(row) not in hidden and _refers_to(row, gone)
            }
            if not more:
                return frozenset(hidden)
            hidden |= more


def _ids_without_version(tables: Iterable[Table[Any]], hidden: set[int]) -> dict[str, set[str]]:
    gone = {}
    for table in tables:
        shown = {row.row_id for row in table.rows if id(row) not in hidden}
        gone[table.name] = {row.row_id for row in table.rows} - shown
    return gone


def _refers_to(row: Row, gone: dict[str, set[str]]) -> bool:
    """Return whether a row names one that is gone."""
    for column, mark in type(row).columns_marked(Refers).items():
        cell = getattr(row, column)
        named = set(cell) if isinstance(cell, tuple) else {cell}
        if mark.hides and any(named & gone.get(table, set()) for table in mark.tables):
            return True
    return row.shared_with in gone.get(row.table, set())
