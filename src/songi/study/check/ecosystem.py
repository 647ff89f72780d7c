"""Rules on the ecosystem: actors, links between them, services and their use."""

from __future__ import annotations

from collections.abc import Iterator

from songi.errors import Problem
from songi.study.check.current import are_whole, current, none_refused
from songi.study.check.rows import place_of
from songi.study.model import Study
from songi.study.schema.ecosystem import Institution, Link, Service, ServiceUse
from songi.study.table import Table


def links_join_two(study: Study) -> Iterator[Problem]:
    """A link joins two actors or more, and none with itself."""
    table: Table[Link] = current(study, "links")
    for row in table:
        twice = [one for one in dict.fromkeys(row.parties) if row.parties.count(one) > 1]
        if twice:
            place = place_of(table, row, "parties")
            yield Problem("ecosystem.self_loop", place, {"came": ", ".join(twice)})
        elif len(row.parties) < 2:
            place = place_of(table, row, "parties")
            yield Problem("ecosystem.one_party", place, {"came": ", ".join(row.parties)})


def links_are_told_once(study: Study) -> Iterator[Problem]:
    """No two links have the same parties, kind and day."""
    table: Table[Link] = current(study, "links")
    seen: dict[object, str] = {}
    for row in table:
        told = (frozenset(row.parties), row.kind, row.begins_on)
        if told in seen:
            facts = {"came": row.id, "expected": seen[told]}
            yield Problem("ecosystem.link_twice", place_of(table, row, "parties"), facts)
        seen.setdefault(told, row.id)


def links_end_after_they_begin(study: Study) -> Iterator[Problem]:
    """A link ends on the day on which it was made or later."""
    table: Table[Link] = current(study, "links")
    for row in table:
        if row.ends_on is not None and row.ends_on < row.begins_on:
            facts = {"came": row.ends_on.isoformat(), "expected": row.begins_on.isoformat()}
            yield Problem("ecosystem.ends_early", place_of(table, row, "ends_on"), facts)


def links_lie_within_their_parties(study: Study) -> Iterator[Problem]:
    """A link is made while all its parties exist."""
    actors: dict[str, Institution] = {row.id: row for row in current(study, "institutions")}
    table: Table[Link] = current(study, "links")
    for row in table:
        for name in row.parties:
            actor = actors.get(name)
            if actor is None:
                continue
            since, until = actor.active_from, actor.active_until
            if since is not None and row.begins_on < since:
                facts = {"came": row.begins_on.isoformat(), "expected": f"{name}: {since}"}
                yield Problem("ecosystem.before_actor", place_of(table, row, "begins_on"), facts)
            if until is not None and row.begins_on > until:
                facts = {"came": row.begins_on.isoformat(), "expected": f"{name}: {until}"}
                yield Problem("ecosystem.after_actor", place_of(table, row, "begins_on"), facts)


def actors_end_after_they_begin(study: Study) -> Iterator[Problem]:
    """An actor, and a function that it serves, ends on its first day or later."""
    actors: Table[Institution] = current(study, "institutions")
    for row in actors:
        if row.active_from and row.active_until and row.active_until < row.active_from:
            facts = {
                "came": row.active_until.isoformat(),
                "expected": row.active_from.isoformat(),
            }
            yield Problem("ecosystem.ends_early", place_of(actors, row, "active_until"), facts)
    served = current(study, "served_functions")
    for row in served:
        if row.since and row.until and row.until < row.since:
            facts = {"came": row.until.isoformat(), "expected": row.since.isoformat()}
            yield Problem("ecosystem.ends_early", place_of(served, row, "until"), facts)


def actors_have_the_names_they_are_known_by(study: Study) -> Iterator[Problem]:
    """An actor that is an investor or a firm has its names: no paper calls it two things."""
    table: Table[Institution] = current(study, "institutions")
    others = {row.id: row for name in ("firms", "investors") for row in current(study, name)}
    for row in table:
        other = others.get(row.same_as or "")
        if other is None:
            continue
        for column in ("name_ko", "name_en"):
            known = getattr(other, column)
            if getattr(row, column) != known:
                facts = {"came": getattr(row, column), "expected": known}
                place = place_of(table, row, column)
                yield Problem("ecosystem.other_name", place, facts, "warning")


def actors_are_linked(study: Study) -> Iterator[Problem]:
    """An actor without a link is told: it may be so, or its links were forgotten."""
    if not are_whole(study, "institutions") or not none_refused(study, "links"):
        return
    linked = {name for row in current(study, "links") for name in row.parties}
    table: Table[Institution] = current(study, "institutions")
    for row in table:
        if row.id not in linked:
            place = place_of(table, row, "id")
            yield Problem("ecosystem.unlinked", place, {"came": row.id}, "warning")


def services_are_used_once_they_run(study: Study) -> Iterator[Problem]:
    """A service is used from its first year on, not while it is only planned."""
    services: dict[str, Service] = {row.id: row for row in current(study, "services")}
    table: Table[ServiceUse] = current(study, "service_uses")
    for row in table:
        service = services.get(row.service)
        if service is None:
            continue
        if service.status == "planned" and row.users.ends[1] > 0:
            facts = {"came": str(row.year), "expected": service.id}
            yield Problem("ecosystem.used_while_planned", place_of(table, row, "users"), facts)
        elif service.begins_on is not None and row.year < service.begins_on.year:
            facts = {"came": str(row.year), "expected": service.begins_on.isoformat()}
            yield Problem("ecosystem.used_early", place_of(table, row, "year"), facts)


RULES = (
    links_join_two,
    links_are_told_once,
    links_end_after_they_begin,
    links_lie_within_their_parties,
    actors_end_after_they_begin,
    actors_have_the_names_they_are_known_by,
    actors_are_linked,
    services_are_used_once_they_run,
)
