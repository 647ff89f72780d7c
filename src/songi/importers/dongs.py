"""People per hexagon: electors of each dong, rescaled to the residents of its municipality.

A ZIP of four files of three publishers, as they came, each known by its columns: electors per dong
(`vote_emd`), codes of dongs (`emd` properties), positions of dongs (`coordinate_UTMK`, EPSG:5179)
and residents of municipalities by age (MOIS). A dong's people all stand at its centre.
"""

from __future__ import annotations

import csv
import hashlib
import io
import zipfile
import zlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

import numpy as np
from pyproj import Transformer

from songi.errors import Place, Problem
from songi.importers.published import encoding_of, garbled, unpacked
from songi.importers.publisher import Found, ImportedRow, Options, Publisher, day_in
from songi.importers.residents import REGION, Count, residents_in
from songi.methods.hexagons import hexagons_of
from songi.study.municipality_codes import current_code, years_mixed
from songi.study.readers import MAX_BYTES

RESOLUTION = 7
"""Hexagons of about 5 km²: dongs of a city are smaller, those of the countryside larger."""

REFERENCE = "EPSG:5179"
"""In which the dongs' positions are given."""

PARTS = {
    "electors": ("ELEC_CD", "ELEC_EMD", "POPU_ALL"),
    "codes": ("adm_cd2", "sgg", "ELEC_CD", "ELEC_EMD"),
    "positions": ("ADMCD", "X", "Y"),
}
"""The tables with tabs between their columns, and by which columns they are known."""

_KOREA = (33.0, 38.8, 124.0, 132.0)


@dataclass(frozen=True, slots=True)
class Dong:
    """A dong.

    Attributes:
        code: its code of ten digits.
        municipality: the municipality's code, that of 2024.
        electors: electors registered in it.
        x: metres east in EPSG:5179.
        y: metres north.
    """

    code: str
    municipality: str
    electors: int
    x: float
    y: float


class _UnreadableError(ValueError):
    """A file of the ZIP is not as it should be; holds the problem."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem.code)
        self.problem = problem


def find(content: bytes, name: str, options: Options) -> Found:
    """Return the people of each inhabited hexagon."""
    found = Found()
    try:
        parts, residents, hashes = _parts(content, name)
        dated = replace(options, known_from=options.known_from or day_in(name))
        counts = residents_in(*residents, dated)
        if counts.problems or counts.day is None:
            return Found(problems=[*counts.problems])
        dongs = dongs_of(parts, name)
        found.rows = hexagon_rows(dongs, {one.code: one for one in counts.rows}, counts.day, name)
    except _UnreadableError as fault:
        found.problems.append(fault.problem)
        return found
    found.note = "Files and their sha256: " + ", ".join(f"{one} {sha}" for one, sha in hashes) + "."
    return found


def _parts(
    content: bytes, name: str
) -> tuple[dict[str, list[dict[str, str]]], tuple[bytes, str], list[tuple[str, str]]]:
    """Return the tables by part, the file of residents, and the hash of each file.

    Raises:
        _UnreadableError: no ZIP, too large, garbled, or a file lacking.
    """
    tables: dict[str, list[dict[str, str]]] = {}
    residents: tuple[bytes, str] | None = None
    hashes: list[tuple[str, str]] = []
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            if sum(one.file_size for one in packed.infolist()) > MAX_BYTES:
                facts = {"came": f"> {MAX_BYTES}", "expected": MAX_BYTES}
                raise _UnreadableError(Problem("file.too_large", Place(name), facts))
            inner = {one: packed.read(one) for one in packed.namelist() if not one.endswith("/")}
        for one, raw in inner.items():
            text = _text(unpacked(raw, one)[0], one)
            header = text.split("\n", 1)[0]
            if REGION in header.split(",")[0]:
                residents = raw, one
            elif part := _part_of(header.strip().split("\t")):
                tables[part] = [*csv.DictReader(io.StringIO(text), delimiter="\t")]
            else:
                continue
            hashes.append((one, hashlib.sha256(raw).hexdigest()))
    except (zipfile.BadZipFile, OSError, EOFError, zlib.error) as fault:
        facts = {"came": str(fault)}
        raise _UnreadableError(Problem("import.packed", Place(name), facts)) from fault
    lacking = [f"{part} ({', '.join(PARTS[part])})" for part in PARTS if part not in tables]
    if residents is None:
        lacking.append(f"residents ({REGION})")
    if lacking or residents is None:
        facts = {"came": ", ".join(inner) or "-", "expected": "; ".join(lacking)}
        raise _UnreadableError(Problem("ground.parts", Place(name), facts))
    return tables, residents, hashes


def _text(content: bytes, name: str) -> str:
    encoding = encoding_of(content)
    if encoding is None:
        raise _UnreadableError(Problem("import.encoding", Place(name)))
    text = content.decode(encoding).removeprefix("\ufeff")
    if any(garbled(line) for line in text[:4000].splitlines()[:20]):
        facts = {"came": text[:40]}
        raise _UnreadableError(Problem("import.mojibake", Place(name), facts))
    return text


def _part_of(header: Sequence[str]) -> str:
    fits = [part for part, columns in PARTS.items() if set(columns) <= set(header)]
    return fits[0] if fits else ""


def dongs_of(parts: Mapping[str, Sequence[Mapping[str, str]]], name: str) -> list[Dong]:
    """Return the dongs with electors and positions.

    Raises:
        _UnreadableError: dongs lack electors or a position, as where files are of different years.
    """
    electors = {(one["ELEC_CD"], one["ELEC_EMD"]): one["POPU_ALL"] for one in parts["electors"]}
    positions = {one["ADMCD"]: (one["X"], one["Y"]) for one in parts["positions"]}
    mixed = years_mixed(one["sgg"] for one in parts["codes"])
    if mixed:
        facts = {"came": " / ".join(mixed), "expected": "sgg"}
        raise _UnreadableError(Problem("ground.codes_mixed", Place(name, None, "sgg"), facts))
    dongs, lacking = [], []
    for one in parts["codes"]:
        key = one["ELEC_CD"], one["ELEC_EMD"]
        if key not in electors or one["adm_cd2"] not in positions:
            lacking.append(one["adm_cd2"])
            continue
        x, y = positions[one["adm_cd2"]]
        try:
            counted = int(electors[key])
            dong = Dong(one["adm_cd2"], current_code(one["sgg"]), counted, float(x), float(y))
        except ValueError as fault:
            facts = {"came": str(fault)}
            raise _UnreadableError(Problem("ground.number", Place(name), facts)) from fault
        dongs.append(dong)
    if lacking:
        facts = {"came": ", ".join(lacking[:5]), "expected": len(lacking)}
        raise _UnreadableError(Problem("ground.dongs", Place(name, None, "adm_cd2"), facts))
    return dongs


def hexagon_rows(
    dongs: Sequence[Dong], residents: Mapping[str, Count], day: date, name: str
) -> list[ImportedRow]:
    """Return a row for each hexagon in which somebody lives.

    Raises:
        _UnreadableError: a municipality without residents, or positions outside Korea.
    """
    total: dict[str, int] = {}
    for dong in dongs:
        total[dong.municipality] = total.get(dong.municipality, 0) + dong.electors
    unknown = sorted(set(total) - set(residents))
    if unknown:
        facts = {"came": ", ".join(unknown[:5]), "expected": len(unknown)}
        raise _UnreadableError(Problem("ground.place_codes", Place(name), facts))
    people: dict[str, dict[str, float]] = {}
    aged: dict[str, float] = {}
    for dong, cell in zip(dongs, _cells(dongs, name), strict=True):
        count = residents[dong.municipality].people
        share = dong.electors / total[dong.municipality] if dong.electors else 0.0
        if not share:
            continue
        within = people.setdefault(cell, {})
        within[dong.municipality] = within.get(dong.municipality, 0) + share * count["people"]
        aged[cell] = aged.get(cell, 0.0) + share * count["aged_65"]
    return [
        ImportedRow("population", 1, {
            "id": cell,
            "people": str(round(sum(within.values()))),
            "aged_65": str(round(aged[cell])),
            "municipality": max(within, key=lambda code: (within[code], code)),
            "reference": day.isoformat(),
            "basis": "estimated",
        })
        for cell, within in sorted(people.items())
    ]  # fmt: skip


def _cells(dongs: Sequence[Dong], name: str) -> list[str]:
    to_degrees = Transformer.from_crs(REFERENCE, "EPSG:4326", always_xy=True)
    longitude, latitude = to_degrees.transform([d.x for d in dongs], [d.y for d in dongs])
    south, north, west, east = _KOREA
    north_of, east_of = np.asarray(latitude), np.asarray(longitude)
    outside = (north_of < south) | (north_of > north) | (east_of < west) | (east_of > east)
    if outside.any():
        dong = dongs[int(outside.argmax())]
        facts = {"came": f"{dong.x:.1f}, {dong.y:.1f}", "expected": REFERENCE}
        raise _UnreadableError(Problem("ground.reference", Place(name, None, "X"), facts))
    return [str(cell) for cell in hexagons_of(north_of, east_of, RESOLUTION)]


DONGS = Publisher(
    name="dongs",
    publisher="행정안전부 (residents); vuski/admdongkor, SGIS and the election commission (dongs)",
    title="People per hexagon, from electors per dong and residents per municipality",
    licence="Official statistics; CC BY 4.0 with attribution to SGIS",
    url="https://github.com/vuski/admdongkor",
    note="Electors of each dong rescaled to the residents of its municipality; a dong's people all "
    "stand at its centre; ages as in the municipality.",
    columns=tuple((one,) for columns in (*PARTS.values(), (REGION,)) for one in columns),
    fields={"id": "ADMCD", "people": "POPU_ALL", "municipality": "sgg", "aged_65": REGION},
    coded=False,
    find=find,
    tables=("population",),
)
