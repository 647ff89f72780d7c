import json

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import TypeAdapter, ValidationError

from songi.study.schema.cells import Code, Codes, Outline
from songi.study.schema.land import (
    INDUSTRIAL_USES,
    UTILITY_UNITS,
    Constraint,
    Parcel,
    SaleRound,
    Utility,
    Zone,
)
from songi.units import UNITS
from study.made_up import TABLES
from study.made_up_land import outline

OUTLINES = TypeAdapter(Outline)


def first(table, **cells):
    return {name: text for name, text in {**TABLES[table][0], **cells}.items() if text}


@given(st.integers(-1000, 900), st.integers(-1000, 900), st.integers(1, 99), st.integers(1, 99))
def test_well_known_text_and_geojson_are_the_same_outline(west, south, width, height):
    text = outline(west, south, west + width, south + height)
    numbers = text.removeprefix("POLYGON ((").removesuffix("))")
    corners = [[float(part) for part in corner.split()] for corner in numbers.split(", ")]
    geojson = json.dumps({"type": "Polygon", "coordinates": [corners]})
    read = OUTLINES.validate_python(text)
    assert OUTLINES.validate_python(geojson) == read
    assert OUTLINES.validate_python(read) == read


@pytest.mark.parametrize(
    "text",
    [
        "POINT (127 37)",
        "LINESTRING (127 37, 128 37)",
        "POLYGON EMPTY",
        "POLYGON ((127 37, 127.1 37, 127 37.1))",
        "POLYGON ((955000 1890000, 955100 1890000, 955100 1890100, 955000 1890000))",
        "POLYGON ((nan 37, 127.1 37, 127 37.1, nan 37))",
        "GEOMETRYCOLLECTION (POLYGON ((127 37, 127.1 37, 127 37.1, 127 37)))",
        '{"type": "Polygon"}',
        '{"type": "Polygon", "coordinates": [[["a", "b"]]]}',
        "{",
        "",
    ],
)
def test_what_is_no_outline_is_refused(text):
    with pytest.raises(ValidationError, match="no outline"):
        OUTLINES.validate_python(text)


def test_swapped_coordinates_are_told_as_such():
    with pytest.raises(ValidationError, match="swapped"):
        OUTLINES.validate_python("POLYGON ((37 127, 37.1 127, 37 127.1, 37 127))")


def test_codes_keep_their_zeros():
    assert TypeAdapter(Code).validate_python(" 01110 ") == "01110"
    assert TypeAdapter(Codes).validate_python("01|21102; 70113") == ("01", "21102", "70113")
    for text in ("C21", "7", "2110 2", "21.1"):
        with pytest.raises(ValidationError):
            TypeAdapter(Code).validate_python(text)


@pytest.mark.parametrize("area", ["0", "-5", "0..0.5"])
def test_a_parcel_has_an_area(area):
    with pytest.raises(ValidationError, match=r"quantity\.out_of_bounds"):
        Parcel.model_validate(first("parcels", area_m2=area))


def test_a_parcel_has_cautious_defaults():
    plain = {"id": "p", "zone": "z", "use": "knowledge", "area_m2": "900"}
    common = {
        name: TABLES["parcels"][0][name] for name in ("name_ko", "name_en", "source", "basis")
    }
    found = Parcel.model_validate({**plain, **common})
    assert (found.free_supply, found.allotted, found.owner, found.outline) == (
        False, False, (), None,
    )  # fmt: skip
    assert found.price_weight == 1


def test_firms_settle_on_three_uses():
    for use in INDUSTRIAL_USES:
        assert Parcel.model_validate(first("parcels", use=use)).use == use
    with pytest.raises(ValidationError, match="advanced_manufacturing"):
        Parcel.model_validate(first("parcels", use="industrial"))


def test_a_price_is_at_least_a_won():
    with pytest.raises(ValidationError, match=r"quantity\.out_of_bounds"):
        SaleRound.model_validate(first("sale_rounds", price_krw_per_m2="0"))
    assert (
        SaleRound.model_validate(first("sale_rounds", price_krw_per_m2="")).price_krw_per_m2 is None
    )


def test_activities_sizes_and_uses_stand_in_one_cell():
    found = Constraint.model_validate(first("constraints", uses="research | knowledge"))
    assert found.uses == ("research", "knowledge")
    assert found.sizes == ("mid", "large")
    with pytest.raises(ValidationError, match="sme"):
        Constraint.model_validate(first("constraints", sizes="small"))


def test_every_kind_of_supply_has_its_unit():
    kinds = {one["kind"] for one in TABLES["utilities"]}
    assert set(UTILITY_UNITS) == kinds
    assert set(UTILITY_UNITS.values()) <= set(UNITS)
    with pytest.raises(ValidationError, match=r"quantity\.out_of_bounds"):
        Utility.model_validate(first("utilities", capacity="-1"))


def test_a_zone_may_have_neither_area_nor_outline():
    found = Zone.model_validate(first("zones", area_m2="", outline=""))
    assert (found.area_m2, found.outline, found.within) == (None, None, None)
