"""Outlines of municipalities: the two public sets, made valid and simplified along shared borders.

`admdongkor` (vuski) is GeoJSON with the ministry's codes; `kostat` is TopoJSON with the statistics
office's own codes. Both become `municipalities` under the ministry's codes of 2024.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import shapely
from shapely.errors import GEOSException
from shapely.geometry.base import BaseGeometry

from songi.errors import Place, Problem
from songi.importers.place_codes import PlaceCode, by_kostat, municipalities
from songi.importers.publisher import Found, ImportedRow, Options, Publisher
from songi.study.municipality_codes import current_code, years_mixed

TOLERANCE = 0.006
"""Degrees by which a border may be drawn straight, as an area: about half a kilometre."""

SMALLEST = 2e-4
"""Square degrees below which an island is left out, unless a municipality has nothing larger."""

DIGITS = 3
"""Decimals of a corner: a hundred metres."""


def find_vuski(content: bytes, name: str, options: Options) -> Found:  # noqa: ARG001 - as all
    """Return the municipalities of a GeoJSON file with the column `sgg`."""
    found = Found()
    try:
        features = json.loads(content.decode("utf-8-sig"))["features"]
        codes = [str(one["properties"]["sgg"]) for one in features]
        shapes = [shapely.from_geojson(json.dumps(one["geometry"])) for one in features]
    except (ValueError, KeyError, TypeError, GEOSException) as fault:
        return _refused(name, fault, "FeatureCollection: properties.sgg")
    mixed = years_mixed(codes)
    if mixed:
        facts = {"came": " / ".join(mixed), "expected": "sgg"}
        found.problems.append(Problem("ground.codes_mixed", Place(name), facts))
        return found
    known = municipalities()
    named = [known.get(current_code(code)) for code in codes]
    return _rows(codes, named, shapes, name)


def find_kostat(content: bytes, name: str, options: Options) -> Found:  # noqa: ARG001 - as all
    """Return the municipalities of a TopoJSON file with the property `code`."""
    try:
        topology = json.loads(content.decode("utf-8-sig"))
        arcs = _arcs(topology)
        found = next(iter(topology["objects"].values()))["geometries"]
        codes = [str(one["properties"]["code"]) for one in found]
        shapes = [_shape(one, arcs) for one in found]
    except (ValueError, KeyError, TypeError, IndexError, StopIteration, GEOSException) as fault:
        return _refused(name, fault, "Topology: properties.code")
    return _rows(codes, [by_kostat().get(code) for code in codes], shapes, name)


def _refused(name: str, fault: Exception, expected: str) -> Found:
    facts = {"came": f"{type(fault).__name__}: {fault}"[:120], "expected": expected}
    return Found(problems=[Problem("ground.outlines", Place(name), facts)])


def _rows(
    codes: Sequence[str], named: Sequence[PlaceCode | None], shapes: Sequence[BaseGeometry],
    name: str,
) -> Found:  # fmt: skip
    """Return a row for each municipality, or which codes songi does not know."""
    unknown = [code for code, one in zip(codes, named, strict=True) if one is None]
    if unknown:
        facts = {"came": ", ".join(unknown[:5]), "expected": len(unknown)}
        return Found(problems=[Problem("ground.place_codes", Place(name), facts)])
    found = Found()
    for line, (one, outline) in enumerate(zip(named, simplified(shapes), strict=True), start=1):
        if one is None:
            continue
        cells = {
            "id": one.code,
            "name_ko": one.name_ko,
            "name_en": one.name_en,
            "province": one.province_ko,
            "outline": outline,
            "basis": "estimated",
        }
        found.rows.append(ImportedRow("municipalities", line, cells))
    return found


def simplified(shapes: Sequence[BaseGeometry]) -> list[str]:
    """Return outlines as well-known text, neighbours sharing their simplified borders."""
    # Mending a ring that crosses itself may leave stray lines beside its polygons.
    sound = np.array([_polygons(one) for one in shapely.make_valid(np.array(shapes))], dtype=object)
    simple = shapely.coverage_simplify(sound, TOLERANCE)
    return [shapely.to_wkt(_large_parts(one), rounding_precision=DIGITS) for one in simple]


def _polygons(shape: BaseGeometry) -> BaseGeometry:
    """Return the polygons of a sound shape, without lines and points."""
    parts = [part for part in shapely.get_parts(shape) if part.area > 0]
    return shapely.union_all(parts)


def _large_parts(shape: BaseGeometry) -> BaseGeometry:
    """Return the polygons of a shape, without small islands and without holes too small to see."""
    parts = [part for part in shapely.get_parts(shape) if part.geom_type == "Polygon"]
    kept = [part for part in parts if part.area >= SMALLEST]
    kept = kept or [max(parts, key=lambda part: part.area)]
    solid = [shapely.Polygon(p.exterior, [r for r in p.interiors if _area(r) >= SMALLEST])
             for p in kept]  # fmt: skip
    return solid[0] if len(solid) == 1 else shapely.MultiPolygon(solid)


def _area(ring: Any) -> float:
    return float(shapely.Polygon(ring).area)


def _arcs(topology: Mapping[str, Any]) -> list[np.ndarray]:
    """Return the arcs of a topology in degrees: each is written as steps on a grid."""
    scale, shift = (np.array(topology["transform"][one]) for one in ("scale", "translate"))
    return [np.cumsum(np.array(arc), axis=0) * scale + shift for arc in topology["arcs"]]


def _shape(geometry: Mapping[str, Any], arcs: Sequence[np.ndarray]) -> BaseGeometry:
    """Return a polygon or several, put together from arcs; a negative number is one reversed."""
    parts = geometry["arcs"] if geometry["type"] == "MultiPolygon" else [geometry["arcs"]]
    polygons = []
    for rings in parts:
        lines = [_ring(ring, arcs) for ring in rings]
        if len(lines[0]) >= 4:
            polygons.append(shapely.Polygon(lines[0], [one for one in lines[1:] if len(one) >= 4]))
    return shapely.unary_union([shapely.make_valid(one) for one in polygons])


def _ring(numbers: Sequence[int], arcs: Sequence[np.ndarray]) -> np.ndarray:
    pieces = [arcs[k] if k >= 0 else arcs[~k][::-1] for k in numbers]
    return np.concatenate([pieces[0], *(piece[1:] for piece in pieces[1:])])


_NOTE = "Made valid, simplified along shared borders to about half a kilometre, small islands left "
_NOTE += "out; codes turned into those of 2024. For maps and for finding a position, not for areas."

ADMDONGKOR = Publisher(
    name="admdongkor",
    publisher="vuski/admdongkor, from SGIS (통계청)",
    title="Outlines of municipalities",
    licence="CC BY 4.0, with attribution to SGIS",
    url="https://github.com/vuski/admdongkor",
    note=_NOTE,
    columns=(("sgg",), ("geometry",)),
    fields={"id": "sgg", "name_ko": "sgg", "name_en": "sgg", "outline": "geometry"},
    coded=False,
    find=find_vuski,
    tables=("municipalities",),
)

KOSTAT = Publisher(
    name="kostat",
    publisher="통계청 (SGIS)",
    title="Outlines of municipalities (행정구역경계)",
    licence="KOGL type 1 (공공누리 제1유형)",
    url="https://sgis.kostat.go.kr",
    note=_NOTE,
    columns=(("code",), ("arcs",)),
    fields={"id": "code", "name_ko": "code", "name_en": "code", "outline": "arcs"},
    coded=False,
    find=find_kostat,
    tables=("municipalities",),
)
