"""Faults of zones and parcels: outlines, areas, owners."""

import json

from study.bad_input.case import Case, at, cell
from study.made_up import TABLES
from study.made_up_land import outline, parcel

BOW_TIE = "POLYGON ((127.002 37, 127.003 37.001, 127.003 37, 127.002 37.001, 127.002 37))"
HOLE_OUTSIDE = (
    "POLYGON ((127.002 37, 127.003 37, 127.003 37.001, 127.002 37.001, 127.002 37), "
    "(127.0031 37, 127.0032 37, 127.0032 37.0001, 127.0031 37))"
)
SWAPPED = "POLYGON ((37 127.002, 37 127.003, 37.001 127.003, 37.001 127.002, 37 127.002))"
IN_METRES = "POLYGON ((955000 1890000, 955100 1890000, 955100 1890100, 955000 1890000))"


def as_geojson(corners):
    """The site as GeoJSON, with other corners."""
    site = {name: text for name, text in TABLES["zones"][0].items() if name != "outline"}
    geometry = {"type": "Polygon", "coordinates": [corners]}
    features = [{"type": "Feature", "properties": site, "geometry": geometry}]
    content = json.dumps({"type": "FeatureCollection", "features": features})
    return {"files": {"tables/zones.csv": None, "tables/zones.geojson": content}}


OUTLINES = {
    "outline that is a line": Case(
        cell("parcels", 2, "outline", "LINESTRING (127 37, 127.001 37)"),
        "outline.form",
        at("parcels", 4, "outline"),
        "경계로 읽을 수 없습니다: LINESTRING (127 37, 127.001 37)",
        "This is no outline: LINESTRING (127 37, 127.001 37)",
    ),
    "outline that is no geometry": Case(
        cell("zones", 1, "outline", "127, 37"),
        "outline.form",
        at("zones", 3, "outline"),
        "다각형(Polygon, MultiPolygon)",
        "a Polygon or MultiPolygon",
    ),
    "outline in metres": Case(
        cell("parcels", 0, "outline", IN_METRES),
        "outline.form",
        at("parcels", 2, "outline"),
        "미터 좌표는 읽지 못합니다",
        "coordinates in metres are not read",
    ),
    "outline with its coordinates swapped": Case(
        cell("parcels", 2, "outline", SWAPPED),
        "outline.swapped",
        at("parcels", 4, "outline"),
        "경도를 먼저, 위도를 나중에",
        "longitude first, then latitude",
    ),
    "GeoJSON with its coordinates swapped": Case(
        as_geojson([[37, 127], [37, 128], [38, 128], [37, 127]]),
        "outline.swapped",
        ("tables/zones.geojson", 2, "outline"),
        "위도와 경도가 바뀐 것 같습니다",
        "seem to be swapped",
        alone=False,
    ),
    "outline that crosses itself": Case(
        cell("parcels", 2, "outline", BOW_TIE),
        "outline.crosses_itself",
        at("parcels", 4, "outline"),
        "경계가 스스로 교차합니다: p3. 교차하는 곳: 127.00250, 37.00050",
        "The outline crosses itself: p3. It does so at: 127.00250, 37.00050",
    ),
    "outline with a hole outside": Case(
        cell("parcels", 2, "outline", HOLE_OUTSIDE),
        "outline.unsound",
        at("parcels", 4, "outline"),
        "올바른 다각형이 아닙니다: p3",
        "no sound polygon: p3",
    ),
    "overlapping parcels": Case(
        cell("parcels", 2, "outline", outline(1.99, 0, 3, 1)),
        "parcels.overlap",
        at("parcels", 4, "outline"),
        "필지가 서로 겹칩니다: p2, p3. 겹친 면적: 98.7㎡",
        "Parcels overlap: p2, p3. Area of the overlap: 98.7 m²",
    ),
    "parcel outside its zone": Case(
        cell("parcels", 2, "zone", "complex"),
        "parcels.outside_zone",
        at("parcels", 4, "outline"),
        "필지가 구역을 벗어납니다: p3 (complex). 벗어난 면적: 9,870.",
        "beyond its zone: p3 (complex). Area outside: 9,870.",
        alone=False,
    ),
    "parcel outside the site": Case(
        cell("parcels", 3, "outline", outline(3.5, 0, 4.5, 1)),
        "parcels.outside_zone",
        at("parcels", 5, "outline"),
        "p4 (site)",
        "p4 (site)",
        alone=False,
    ),
    "zone outside the one around it": Case(
        cell("zones", 1, "outline", outline(-1, 0, 2, 1)),
        "zones.outside",
        at("zones", 3, "outline"),
        "바깥 구역의 경계를 벗어납니다: complex (site). 벗어난 면적: 9,870.",
        "beyond the zone that it lies in: complex (site). Area outside: 9,870.",
        alone=False,
    ),
    "area in pyeong": Case(
        cell("parcels", 2, "area_m2", "2986"),
        "outline.area_in_pyeong",
        at("parcels", 4, "area_m2"),
        "평으로 적은 것 같습니다: 2986. 경계에서 잰 면적: 9,871㎡",
        "seems to be in pyeong: 2986. Area of the outline: 9,871 m²",
    ),
    "area of a zone in pyeong": Case(
        cell("zones", 1, "area_m2", "5970..6000"),
        "outline.area_in_pyeong",
        at("zones", 3, "area_m2"),
        "5970..6000",
        "5970..6000",
        alone=False,
    ),
    "area that is not the outline's": Case(
        cell("parcels", 2, "area_m2", "9000"),
        "outline.area_differs",
        at("parcels", 4, "area_m2"),
        "경계에서 잰 면적과 다릅니다: 9000. 경계에서 잰 면적: 9,871㎡",
        "not that of the outline: 9000. Area of the outline: 9,871 m²",
        severity="warning",
    ),
    "zone within itself": Case(
        cell("zones", 1, "within", "complex"),
        "zones.circle",
        at("zones", 3, "within"),
        "서로를 포함합니다: complex → complex",
        "in a circle: complex → complex",
    ),
    "zones within each other": Case(
        cell("zones", 0, "within", "complex"),
        "zones.circle",
        at("zones", 2, "within"),
        "site → complex → site",
        "site → complex → site",
        alone=False,
    ),
}  # fmt: skip

OWNED = {
    "parcels larger than their zone": Case(
        {"more": {"parcels": [parcel("p6", "complex", "support", "100", "")]}},
        "zones.too_many_parcels",
        at("zones", 3, "area_m2"),
        "더하면 구역보다 넓습니다: 19,770㎡. 구역: 19740㎡",
        "add to more than their zone: 19,770 m². The zone: 19740 m²",
    ),
    "allotment exceeded": Case(
        cell("parcels", 1, "allotted", "true"),
        "constraints.allotment_exceeded",
        at("constraints", 3, "limit"),
        "물량보다 넓습니다: 19,670㎡. 물량: 10000㎡",
        "larger than it: 19,670 m². The allotment: 10000 m²",
    ),
    "parcel smaller than any demand": Case(
        {"more": {"parcels": [parcel("p6", "site", "knowledge", "250", "")]}},
        "parcels.small",
        at("parcels", 8, "area_m2"),
        "어떤 수요보다도 작은 필지입니다: 250㎡. 가장 작은 수요: 900..2500㎡",
        "smaller than any demand: 250 m². The smallest demand: 900..2500 m²",
        severity="warning",
    ),
    "area of nothing": Case(
        cell("parcels", 2, "area_m2", "0"),
        "quantity.out_of_bounds",
        at("parcels", 4, "area_m2"),
        "있을 수 있는 범위 밖의 값입니다: 0. 범위: 1 … ∞",
        "outside what is possible: 0. Range: 1 … ∞",
        alone=False,
    ),
    "parcel with two owners": Case(
        cell("parcels", 3, "owner", "signed|signed"),
        "parcels.two_owners",
        at("parcels", 5, "owner"),
        "소유자가 둘 이상입니다: signed, signed. 필지: p4",
        "more than one owner: signed, signed. The parcel: p4",
    ),
    "owner without a contract": Case(
        cell("parcels", 2, "owner", "wooed"),
        "parcels.owner_without_contract",
        at("parcels", 4, "owner"),
        "계약이 없는 투자자가 소유자로 적혀 있습니다: wooed. 필지: p3",
        "The owner has no contract: wooed. The parcel: p3",
    ),
    "owner with a contract on another parcel": Case(
        cell("parcels", 2, "owner", "signed"),
        "parcels.owner_without_contract",
        at("parcels", 4, "owner"),
        "필지: p3",
        "The parcel: p3",
    ),
    "owner nobody knows": Case(
        cell("parcels", 3, "owner", "sign"),
        "reference.unknown",
        at("parcels", 5, "owner"),
        "없는 행을 가리킵니다: sign. 가까운 이름 또는 찾은 표: signed",
        "sign. Nearest name, or table where it was sought: signed",
        alone=False,
    ),
    "free parcel for sale": Case(
        cell("parcels", 5, "sale_round", "second"),
        "parcels.free_on_sale",
        at("parcels", 7, "sale_round"),
        "무상으로 넘기는 필지가 분양 회차에 들어 있습니다: road. 회차: second",
        "handed over free is offered for sale: road. The sale: second",
    ),
}

PARCELS = {**OUTLINES, **OWNED}
