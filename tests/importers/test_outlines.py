"""Outlines of municipalities from both public sets."""

import json

import pytest
import shapely

from importers.published_files import FIXTURES, codes_of, options
from songi.importers.outlines import ADMDONGKOR, KOSTAT

VUSKI = FIXTURES / "admdongkor-made_up-20220309.geojson"
TOPO = FIXTURES / "kostat-made_up-20181224.json"


def read(publisher, path, content=None):
    content = content or path.read_bytes()
    return publisher.read(content, path.name, options())


def outlines(found):
    return {row.cells["id"]: shapely.from_wkt(row.cells["outline"]) for row in found.rows}


def test_codes_of_2022_become_those_of_2024_and_outlines_are_sound():
    found = read(ADMDONGKOR, VUSKI)
    shapes = outlines(found)
    assert set(shapes) == {"11110", "41287", "51110"}
    assert all(shape.is_valid for shape in shapes.values())
    assert shapes["41287"].geom_type == "Polygon"  # its islet is too small to be kept
    cells = {row.cells["id"]: row.cells for row in found.rows}
    assert cells["51110"]["province"] == "강원특별자치도"
    assert cells["41287"]["name_en"] == "Ilsanseo-gu, Goyang"


def test_the_statistics_office_s_codes_become_the_ministry_s():
    shapes = outlines(read(KOSTAT, TOPO))
    assert set(shapes) == {"11110", "41287"}
    assert shapes["11110"].bounds == pytest.approx((126.0, 37.1, 126.1, 37.2), abs=1e-9)
    assert shapes["11110"].touches(shapes["41287"])


def test_other_files_are_refused():
    assert codes_of(read(ADMDONGKOR, TOPO)) == ["ground.outlines"]
    assert codes_of(read(KOSTAT, VUSKI)) == ["ground.outlines"]
    assert codes_of(read(KOSTAT, TOPO, b"\xff{")) == ["ground.outlines"]


@pytest.mark.parametrize(
    ("first", "code"), [("99999", "ground.place_codes"), ("51110", "ground.codes_mixed")]
)
def test_unknown_codes_and_those_of_two_years_are_refused(first, code):
    content = json.loads(VUSKI.read_text("utf-8"))
    content["features"][0]["properties"]["sgg"] = first
    assert codes_of(read(ADMDONGKOR, VUSKI, json.dumps(content).encode())) == [code]
