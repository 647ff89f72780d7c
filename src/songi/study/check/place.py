"""Rules on positions and travel."""

from __future__ import annotations

import statistics
from collections.abc import Iterator
from typing import Any

from songi.errors import Problem
from songi.study.check.rows import place_of
from songi.study.model import Study
from songi.study.schema.place import Located
from songi.study.table import Table

FAR_DEGREES = 20.0
"""A row this far from the middle of all positions is told: coordinates may be swapped."""


def positions_are_near(study: Study) -> Iterator[Problem]:
    """No position lies far from all others."""
    located: list[tuple[Table[Any], Located]] = [
        (table, row)
        for table in study.tables.values()
        for row in table.rows
        if isinstance(row, Located)
    ]
    if len(located) < 3:
        return
    latitude = statistics.median(row.latitude.central for _, row in located)
    longitude = statistics.median(row.longitude.central for _, row in located)
    for table, row in located:
        north, east = row.latitude.central - latitude, row.longitude.central - longitude
        if max(abs(north), abs(east)) > FAR_DEGREES:
            facts = {"came": f"{row.latitude.text}, {row.longitude.text}"}
            yield Problem("position.far", place_of(table, row, "latitude"), facts, "warning")


def bands_start_at_zero(study: Study) -> Iterator[Problem]:
    """One travel band begins at the origin, and no two at the same distance."""
    table = study.tables.get("travel_bands")
    if table is None or not table.rows:
        return
    starts = sorted(row.from_km for row in table.rows)
    if starts[0] != 0 or len(set(starts)) < len(starts):
        facts = {"came": ", ".join(f"{start:g}" for start in starts)}
        yield Problem("travel_bands.starts", place_of(table, table.rows[0], "from_km"), facts)


def limits_are_given(study: Study) -> Iterator[Problem]:
    """An access indicator that counts within a limit has one, and counts places that exist."""
    if "access_indicators" not in study.tables:
        return
    table = study.tables["access_indicators"]
    places = study.tables.get("places")
    kinds = {row.kind for row in places.rows} if places else set()
    for row in table.rows:
        if row.measure.endswith("_within") and row.within_minutes is None:
            facts = {"came": row.measure}
            yield Problem("access.limit", place_of(table, row, "within_minutes"), facts)
        if row.kind is not None and row.kind not in kinds and (places is None or places.is_whole):
            facts = {"came": row.kind, "expected": ", ".join(sorted(kinds)) or "-"}
            yield Problem("access.kind", place_of(table, row, "kind"), facts)


RULES = (positions_are_near, bands_start_at_zero, limits_are_given)
