"""Rules on other clusters: founded before they are counted, series that count one thing."""

from __future__ import annotations

from collections.abc import Iterator

from songi.errors import Problem
from songi.language import country_name
from songi.study.check.current import current
from songi.study.check.rows import place_of
from songi.study.model import Study
from songi.study.schema.peers import ACTIVITY, PeerCluster, PeerFigure
from songi.study.table import Table

UNITS = {
    "jobs": "persons", "firms": "firms", "researchers": "persons", "site_area": "m2",
    "floor_area": "m2", "residents": "persons",
}  # fmt: skip
"""Unit of each indicator."""


def clusters_are_founded_first(study: Study) -> Iterator[Problem]:
    """Nothing that a cluster does was counted before the year it was founded."""
    clusters: Table[PeerCluster] = current(study, "peer_clusters")
    figures: Table[PeerFigure] = current(study, "peer_figures")
    for row in clusters:
        years = [one.year for one in figures if one.peer == row.id and one.indicator in ACTIVITY]
        if years and min(years) < row.founded_year:
            facts = {"came": row.founded_year, "expected": min(years)}
            yield Problem("peers.founded_late", place_of(clusters, row, "founded_year"), facts)


def one_cluster_is_the_own(study: Study) -> Iterator[Problem]:
    """At most one cluster is the study's own, and countries are codes."""
    table: Table[PeerCluster] = current(study, "peer_clusters")
    own = [row for row in table if row.own]
    for row in own[1:]:
        facts = {"came": row.id, "expected": own[0].id}
        yield Problem("peers.own", place_of(table, row, "own"), facts)
    for row in table:
        if row.country and country_name(row.country, "en") == row.country:
            facts = {"came": row.country, "expected": "KR, US, DE"}
            yield Problem("investors.country", place_of(table, row, "country"), facts)


def series_count_one_thing(study: Study) -> Iterator[Problem]:
    """All figures of a cluster, scope and indicator have one definition, and the unit it has."""
    table: Table[PeerFigure] = current(study, "peer_figures")
    first: dict[tuple[str, str, str], str] = {}
    for row in table:
        if row.unit != UNITS[row.indicator]:
            facts = {"came": row.unit, "expected": UNITS[row.indicator]}
            yield Problem("peers.unit", place_of(table, row, "unit"), facts)
        key = row.peer, row.scope, row.indicator
        if first.setdefault(key, row.definition) != row.definition:
            facts = {"came": row.definition, "expected": first[key]}
            yield Problem("peers.definition", place_of(table, row, "definition"), facts)


RULES = (clusters_are_founded_first, one_cluster_is_the_own, series_count_one_thing)
