import json

import pytest

from songi.study.check import read_and_check
from songi.study.check.outlines import AREA_SHARE, SLIVER_M2
from study.made_up import TABLES
from study.made_up_land import outline


def codes(folder):
    return [problem.code for problem in read_and_check(folder)[1]]


def with_outline(number, shape, **cells):
    return {"cells": {"parcels": {number: {"outline": shape, **cells}}}}


def test_parcels_that_overlap_by_a_sliver_are_let_alone(make_study):
    """A thousandth of a degree is 88.9 m by 111 m here, so that 1e-4 of it overlaps by 0.99 m²."""
    assert SLIVER_M2 == 1
    assert codes(make_study("a", **with_outline(2, outline(1.9999, 0, 3, 1)))) == []
    assert codes(make_study("b", **with_outline(2, outline(1.9998, 0, 3, 1)))) == [
        "parcels.overlap"
    ]


def test_every_pair_that_overlaps_is_told(make_study):
    folder = make_study(**with_outline(5, outline(0, 0.5, 4, 1.2), area_m2="27600"))
    problems = [one for one in read_and_check(folder)[1] if one.code == "parcels.overlap"]
    pairs = [one.facts["came"] for one in problems]
    assert pairs == ["p1, road", "p2, road", "p3, road", "p4, road"]


def test_a_parcel_may_reach_out_of_its_zone_by_a_hundredth(make_study):
    """Zones are drawn from other maps than parcels."""
    assert codes(make_study("a", **with_outline(3, outline(3, -0.009, 4, 1)))) == []
    found = codes(make_study("b", **with_outline(3, outline(3, -0.011, 4, 1))))
    assert found == ["parcels.outside_zone"]


def test_where_a_zone_has_no_outline_the_one_around_it_counts(make_study):
    zones = {1: {"outline": ""}}
    far = {"parcels": {1: {"outline": outline(4, 0, 5, 1)}}}
    assert codes(make_study("a", cells={"zones": zones})) == []
    problems = read_and_check(make_study("b", cells={"zones": zones, **far}))[1]
    assert [problem.code for problem in problems] == ["parcels.outside_zone"]
    zones[0] = {"outline": ""}
    assert codes(make_study("c", cells={"zones": zones, **far})) == []


def test_parcels_in_a_circle_of_zones_without_outlines_are_in_none(make_study):
    cells = {"zones": {0: {"within": "complex", "outline": ""}, 1: {"outline": ""}}}
    assert set(codes(make_study(cells=cells))) == {"zones.circle"}


@pytest.mark.parametrize(
    ("area", "expected"),
    [
        (str(round(9870.8 / (1 - AREA_SHARE)) - 1), []),
        (str(round(9870.8 / (1 - AREA_SHARE)) + 1), ["outline.area_differs"]),
        ("8000..9500", []),
        ("8000..9300", ["outline.area_differs"]),
        ("2986", ["outline.area_in_pyeong"]),
        ("2900..3000", ["outline.area_in_pyeong"]),
        ("3300", ["outline.area_differs"]),
    ],
)
def test_an_area_may_differ_a_little_from_its_outline(area, expected, make_study):
    cells = {"parcels": {2: {"area_m2": area}}, "sale_rounds": {1: {"price_krw_per_m2": "2e6"}}}
    assert codes(make_study(cells=cells)) == expected


def test_a_parcel_may_be_of_two_parts(make_study):
    parts = [outline(2, 0, 3, 0.5), outline(2, 0.5, 3, 1)]
    rings = ", ".join(part.removeprefix("POLYGON ") for part in parts)
    folder = make_study("apart", **with_outline(2, f"MULTIPOLYGON ({rings})"))
    # Two parts with a border between them are no sound pair of polygons.
    assert codes(folder) == ["outline.crosses_itself"]
    parts[1] = outline(2, 0.6, 3, 1)
    rings = ", ".join(part.removeprefix("POLYGON ") for part in parts)
    cells = with_outline(2, f"MULTIPOLYGON ({rings})", area_m2="8880")
    assert codes(make_study("sound", **cells)) == []


def test_outlines_of_a_geojson_file_are_checked_like_others(make_study):
    corners = [[127.002, 37.0], [127.0031, 37.0], [127.0031, 37.001], [127.002, 37.001]]
    features = [
        {
            "type": "Feature",
            "properties": {name: text for name, text in one.items() if text and name != "outline"},
            "geometry": {"type": "Polygon", "coordinates": [[*corners, corners[0]]]},
        }
        for one in TABLES["parcels"][2:3]
    ]
    others = [
        {"type": "Feature", "properties": {k: v for k, v in one.items() if v}, "geometry": None}
        for one in [*TABLES["parcels"][:2], *TABLES["parcels"][3:]]
    ]
    content = json.dumps({"type": "FeatureCollection", "features": [*features, *others]})
    folder = make_study(files={"tables/parcels.csv": None, "tables/parcels.geojson": content})
    problems = read_and_check(folder)[1]
    assert [problem.code for problem in problems] == ["parcels.overlap", "outline.area_differs"]
    assert str(problems[1].place) == "tables/parcels.geojson:2:area_m2"


def test_a_study_without_outlines_is_sound(make_study):
    rows = {name: [{**one, "outline": ""} for one in TABLES[name]] for name in ("zones", "parcels")}
    assert codes(make_study(rows=rows)) == []
