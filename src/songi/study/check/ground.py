"""Rules on the ground: municipalities, residents, hexagons of people, where places lie on it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Any

import numpy as np

from songi.errors import Problem
from songi.methods.geodesy import great_circle_km
from songi.methods.hexagons import hexagon_centres, is_cell, resolutions_of
from songi.study.check.current import current
from songi.study.check.rows import place_of
from songi.study.model import Study
from songi.study.municipality_codes import years_mixed
from songi.study.schema.ground import Municipality, PopulationCell, Residents
from songi.study.schema.place import Place
from songi.study.table import Table

FAR_KM = 30.0
"""No place in an inhabited country lies farther from people: such a one is at sea or abroad."""

HOSPITALS = frozenset({"hospital", "tertiary_hospital"})

ROUNDING = 2.0
"""People by which groups of ages may differ from all: numbers of draws are rounded."""

CODED = {"municipalities": "id", "residents": "municipality", "population": "municipality"}
"""Tables with codes of municipalities, and the column."""


def hexagons_are_cells(study: Study) -> Iterator[Problem]:
    """People stand in H3 cells, all of one resolution."""
    table: Table[PopulationCell] = current(study, "population")
    rows = []
    for row in table:
        if is_cell(row.id):
            rows.append(row)
        else:
            yield Problem("ground.no_hexagon", place_of(table, row, "id"), {"came": row.id})
    if not rows:
        return
    found = resolutions_of([row.id for row in rows])
    usual = Counter(found.tolist()).most_common(1)[0][0]
    other = [row for row, one in zip(rows, found, strict=True) if one != usual]
    if other:
        facts = {"came": f"{other[0].id} +{len(other) - 1}", "expected": usual}
        yield Problem("ground.resolutions_mixed", place_of(table, other[0], "id"), facts)


def ages_add_up(study: Study) -> Iterator[Problem]:
    """Groups of ages come to all residents; the old are no more than all."""
    table: Table[Residents] = current(study, "residents")
    for row in table:
        groups = (row.aged_0_14, row.aged_15_24, row.aged_25_39, row.aged_40_64, row.aged_65)
        told = [one for one in groups if one is not None]
        low, high = (sum(one.ends[end] for one in told) for end in (0, 1))
        least, most = row.people.ends
        if low > most + ROUNDING or (len(told) == len(groups) and high < least - ROUNDING):
            facts = {"came": f"{high:,.0f}", "expected": row.people.text}
            yield Problem("ground.ages", place_of(table, row, "people"), facts)
    cells: Table[PopulationCell] = current(study, "population")
    for row in cells:
        if row.aged_65 is not None and row.aged_65.ends[0] > row.people.ends[1] + ROUNDING:
            facts = {"came": row.aged_65.text, "expected": row.people.text}
            yield Problem("ground.ages", place_of(cells, row, "aged_65"), facts)


def codes_are_of_one_year(study: Study) -> Iterator[Problem]:
    """Municipalities have codes of one year in all tables."""
    seen: list[str] = []
    for name, column in CODED.items():
        if name not in study.tables:
            continue
        table: Table[Any] = current(study, name)
        codes = [code for row in table if (code := getattr(row, column))]
        mixed = years_mixed([*seen, *dict.fromkeys(codes)])
        if mixed:
            row = next((one for one in table if getattr(one, column) in mixed), table.rows[0])
            facts = {"came": ", ".join(mixed)}
            yield Problem("ground.codes_mixed", place_of(table, row, column), facts)
            return
        seen += codes


def municipalities_have_one_name(study: Study) -> Iterator[Problem]:
    """No two municipalities of a province have one name."""
    table: Table[Municipality] = current(study, "municipalities")
    first: dict[tuple[str, str], str] = {}
    for row in table:
        earlier = first.setdefault((row.province, row.name_ko), row.id)
        if earlier != row.id:
            facts = {"came": f"{row.province} {row.name_ko}", "expected": earlier}
            yield Problem("ground.name_twice", place_of(table, row, "name_ko"), facts, "warning")


def places_lie_where_people_are(study: Study) -> Iterator[Problem]:
    """No place or candidate lies at sea or abroad, far from every hexagon with people."""
    cells: Table[PopulationCell] = current(study, "population")
    valid = [row.id for row in cells if is_cell(row.id)]
    if not valid:
        return
    north, east = hexagon_centres(valid)
    for name in ("candidates", "places"):
        table: Table[Any] = current(study, name)
        for row in table:
            latitude, longitude = row.latitude.central, row.longitude.central
            near = np.abs(north - latitude) < 1
            km = great_circle_km(latitude, longitude, north[near], east[near])
            if km.size == 0 or float(km.min()) > FAR_KM:
                facts = {"came": f"{row.latitude.text}, {row.longitude.text}"}
                yield Problem("ground.at_sea", place_of(table, row, "latitude"), facts, "warning")


def hospitals_stand_once(study: Study) -> Iterator[Problem]:
    """No two hospitals stand at one position: their beds would count twice."""
    table: Table[Place] = current(study, "places")
    first: dict[tuple[float, float], str] = {}
    for row in table:
        if row.kind not in HOSPITALS:
            continue
        position = round(row.latitude.central, 3), round(row.longitude.central, 3)
        earlier = first.setdefault(position, row.id)
        if earlier != row.id:
            facts = {"came": row.id, "expected": earlier}
            yield Problem("ground.hospital_twice", place_of(table, row, "id"), facts, "warning")


RULES = (
    hexagons_are_cells,
    ages_add_up,
    codes_are_of_one_year,
    municipalities_have_one_name,
    places_lie_where_people_are,
    hospitals_stand_once,
)
