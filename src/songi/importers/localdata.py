"""The register of licensed hospitals (LOCALDATA): general hospitals that are open, as places.

Positions are EPSG:5174 (Bessel, the modified central belt), turned into WGS84 with the shift that
proj knows for it, good to about a metre.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from pyproj import Transformer

from songi.errors import Place, Problem
from songi.importers.published import read_published
from songi.importers.publisher import Found, ImportedRow, Options, Publisher
from songi.methods.geodesy import great_circle_km

REFERENCE = "EPSG:5174"
"""In which the register gives positions."""

COLUMNS = (
    ("관리번호",),
    ("사업장명",),
    ("영업상태명",),
    ("업태구분명",),
    ("병상수",),
    ("개방자치단체코드",),
    ("최종수정시점", "최종수정일자"),
    ("좌표정보(x)", "좌표정보(X)", "좌표정보x(epsg5174)", "좌표정보X(EPSG5174)"),
    ("좌표정보(y)", "좌표정보(Y)", "좌표정보y(epsg5174)", "좌표정보Y(EPSG5174)"),
)
"""Each with its names in other editions."""

GENERAL = ("종합병원", "상급종합")
"""Kinds that are taken: by law they have at least 100 beds (의료법 제3조의3)."""

OPEN = "영업/정상"

KOREA = (33.0, 38.8, 124.0, 132.0)
"""South, north, west and east of what can be in Korea."""

OUTSIDE_SHARE = 0.02
"""Where more positions than this lie outside Korea, the file is in another reference system."""

SAME_KM = 0.3
"""Two entries of one name nearer than this are one hospital, licensed twice."""

NAMES_TOLD = 5

X, Y, ID, NAME = "좌표정보(x)", "좌표정보(y)", "관리번호", "사업장명"


def find(content: bytes, name: str, options: Options) -> Found:
    """Return the open general hospitals that have a position."""
    raw = read_published(content, name, COLUMNS)
    found = Found(problems=[*raw.problems])
    wanted: list[tuple[int, dict[str, str]]] = []
    for line, cells in raw.rows:
        taken = cells.get("영업상태명") == OPEN and cells.get("업태구분명", "").startswith(GENERAL)
        if taken and options.wants(cells.get("개방자치단체코드", "")):
            wanted.append((line, cells))
        else:
            found.left_out += 1
    nowhere = [(line, cells) for line, cells in wanted if not _placed(cells)]
    placed = [(line, cells) for line, cells in wanted if _placed(cells)]
    if nowhere:
        found.left_out += len(nowhere)
        found.problems.append(_without_position(name, nowhere))
    if placed:
        _take(placed, name, found)
    return found


def _placed(cells: dict[str, str]) -> bool:
    try:
        return float(cells[X]) != 0 and float(cells[Y]) != 0
    except (KeyError, ValueError):
        return False


def _take(placed: Sequence[tuple[int, dict[str, str]]], name: str, found: Found) -> None:
    """Add each hospital once, or tell that the positions are not in Korea."""
    east = [float(cells[X]) for _, cells in placed]
    north = [float(cells[Y]) for _, cells in placed]
    to_degrees = Transformer.from_crs(REFERENCE, "EPSG:4326", always_xy=True)
    longitude, latitude = (np.asarray(one) for one in to_degrees.transform(east, north))
    south, top, west, right = KOREA
    inside = (latitude > south) & (latitude < top) & (longitude > west) & (longitude < right)
    outside = [one for one, within in zip(placed, inside, strict=True) if not within]
    if len(outside) > OUTSIDE_SHARE * len(placed):
        facts = {"came": f"{east[0]:.1f}, {north[0]:.1f}", "expected": REFERENCE}
        line = outside[0][0]
        found.problems.append(Problem("ground.reference", Place(name, line, X), facts))
        return
    if outside:
        found.left_out += len(outside)
        found.problems.append(_without_position(name, outside))
    entries = [
        (line, cells, float(latitude[k]), float(longitude[k]))
        for k, (line, cells) in enumerate(placed)
        if inside[k]
    ]
    once = _each_once(entries)
    if len(once) < len(entries):
        kept = {line for line, *_ in once}
        twice = [(line, cells) for line, cells, *_ in entries if line not in kept]
        found.left_out += len(twice)
        place = Place(name, twice[0][0], NAME)
        found.problems.append(Problem("ground.registered_twice", place, _some(twice), "warning"))
    found.rows = [_row(*one) for one in once]


def _each_once(
    entries: Sequence[tuple[int, dict[str, str], float, float]],
) -> list[tuple[int, dict[str, str], float, float]]:
    """Return the entries without those of the same name and place that were touched earlier."""
    kept: list[tuple[int, dict[str, str], float, float]] = []
    newest = sorted(entries, key=lambda one: one[1].get("최종수정시점", ""), reverse=True)
    named: dict[str, list[tuple[float, float]]] = {}
    for one in newest:
        near = named.setdefault("".join(one[1].get(NAME, "").split()), [])
        if any(float(great_circle_km(*one[2:], *other)) < SAME_KM for other in near):
            continue
        near.append((one[2], one[3]))
        kept.append(one)
    return sorted(kept, key=lambda one: one[0])


def _row(line: int, cells: dict[str, str], latitude: float, longitude: float) -> ImportedRow:
    name = " ".join(cells.get(NAME, "").split())
    beds = cells.get("병상수", "")
    changed = cells.get("최종수정시점", "")[:8]
    told = {
        "id": f"localdata_{cells.get(ID, '').lower()}",
        "name_ko": name,
        "name_en": name,
        "latitude": f"{latitude:.4f}",
        "longitude": f"{longitude:.4f}",
        "kind": "hospital",
        "capacity": "" if beds in {"", "0"} else beds.removesuffix(".0"),
        "reference": f"{changed[:4]}-{changed[4:6]}-{changed[6:]}" if changed.isdigit() else "",
        "basis": "observed",
    }
    return ImportedRow("places", line, {column: text for column, text in told.items() if text})


def _without_position(name: str, rows: Sequence[tuple[int, dict[str, str]]]) -> Problem:
    """Return a warning about hospitals whose position is not known, or is none in Korea."""
    return Problem("ground.no_position", Place(name, rows[0][0], X), _some(rows), "warning")


def _some(rows: Sequence[tuple[int, dict[str, str]]]) -> dict[str, Any]:
    """Return the first of the hospitals that a problem is about, and how many there are."""
    some = ", ".join(cells.get(NAME, "-") for _, cells in rows[:NAMES_TOLD])
    more = f" +{len(rows) - NAMES_TOLD}" if len(rows) > NAMES_TOLD else ""
    return {"came": some + more, "expected": len(rows)}


LOCALDATA = Publisher(
    name="localdata",
    publisher="LOCALDATA (지방행정인허가데이터)",
    title="Licence register of hospitals: open general hospitals, positions and beds",
    licence="Korean public data; see the terms at the file's page",
    url="https://www.localdata.go.kr",
    note="Positions turned from EPSG:5174 into WGS84 and rounded to 4 decimals. The register has "
    "no English names: the Korean ones stand for them.",
    columns=COLUMNS,
    fields={"id": ID, "name_ko": NAME, "name_en": NAME, "latitude": Y, "longitude": X,
            "kind": "업태구분명", "capacity": "병상수", "reference": "최종수정시점"},
    coded=True,
    find=find,
    tables=("places",),
)  # fmt: skip
