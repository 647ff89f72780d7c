import math

import pytest
from pydantic import ValidationError

from songi.study.schema import ROW_CLASSES
from songi.study.schema.base import Row
from songi.study.schema.bid import Finding
from songi.study.schema.cells import Bounds, Labels, Refers
from songi.study.schema.contest import Bid, Indicator, Judgement
from songi.units import UNITS
from study.made_up import TABLES, named, row
from study.made_up_ground import GROUND
from study.made_up_industries_by_region import BY_REGION
from study.made_up_roads import ROADS

BRIDGES = [row(ksic_revision="9", ksic="21101", counted_as="2110")]

ELSEWHERE = {**GROUND, **BY_REGION, **ROADS, "ksic_bridges": BRIDGES}
"""Rows of the tables that the made-up study leaves to some tests."""


@pytest.mark.parametrize("name", ROW_CLASSES)
def test_every_column_is_documented(name):
    row_class = ROW_CLASSES[name]
    undocumented = [
        column for column, field in row_class.model_fields.items() if not field.description
    ]
    assert undocumented == []
    assert row_class.table == name
    assert row_class.topic
    assert row_class.__doc__


@pytest.mark.parametrize("name", ROW_CLASSES)
def test_keys_and_references_name_what_exists(name):
    row_class = ROW_CLASSES[name]
    assert set(row_class.key) <= set(row_class.columns())
    for column, refers in row_class.columns_marked(Refers).items():
        assert column in row_class.columns()
        assert refers.table in ROW_CLASSES
    for bounds in row_class.columns_marked(Bounds).values():
        assert bounds.lower < bounds.upper
        assert bounds.unit in UNITS


@pytest.mark.parametrize("name", ROW_CLASSES)
def test_no_column_holds_nan_or_infinity(name):
    row_class = ROW_CLASSES[name]
    known = {column: text for column, text in {**TABLES, **ELSEWHERE}[name][0].items() if text}
    for column, field in row_class.model_fields.items():
        if field.annotation in (float, float | None):
            for text in ("nan", "inf", "-inf"):
                with pytest.raises(ValidationError, match="finite number"):
                    row_class.model_validate({**known, column: text})


def test_a_row_is_named_by_its_key():
    assert Bid.model_validate(named("a", contest="c", candidates="x|y")).row_id == "a"
    judgement = Judgement.model_validate(row(expert="e", more="a", less="b", ratio="1"))
    assert judgement.row_id == "e/a/b"


def test_own_columns_come_before_the_common_ones():
    columns = Indicator.columns()
    assert columns[:2] == ("candidate", "indicator")
    assert columns[-len(Row.model_fields) :] == tuple(Row.model_fields)
    assert len(set(columns)) == len(columns)


def test_marks_are_found_by_class():
    assert set(Bid.columns_marked(Labels)) == {"id", "contest", "candidates"}
    assert Bid.columns_marked(Refers)["candidates"] == Refers("candidates")


def test_quantities_are_the_uncertain_columns_that_hold_something():
    cells = row(candidate="a", indicator="beds", unit="beds", value="3..4", level="city")
    ((name, quantity),) = Indicator.model_validate(cells).quantities().items()
    assert (name, quantity.text, quantity.lower, quantity.upper) == ("value", "3..4", 0, math.inf)


def test_a_row_is_frozen_and_needs_a_source():
    cells = named("a", contest="c", candidates="x")
    with pytest.raises(ValidationError, match="frozen"):
        Bid.model_validate(cells).id = "b"
    with pytest.raises(ValidationError, match="at least 1 item"):
        Bid.model_validate({**cells, "source": ""})


def test_a_text_is_told_in_the_readers_language_as_far_as_it_is_there():
    cells = row(bid="a", clause="c", finding="met", reason="Why.", note="Seen.", note_ko="보았다.")
    finding = Finding.model_validate(cells)
    assert (finding.told("note", "ko"), finding.told("note", "en")) == ("보았다.", "Seen.")
    assert (finding.told("reason", "ko"), finding.told("reason", "en")) == ("Why.", "Why.")
    assert finding.told("gone", "ko") == ""
    bid = Bid.model_validate(named("a", contest="c", candidates="x"))
    assert (bid.told("name", "ko"), bid.told("name", "en")) == ("이름 a", "Name a")


@pytest.mark.parametrize("name", ROW_CLASSES)
def test_a_translated_column_stands_behind_what_it_translates(name):
    columns = ROW_CLASSES[name].columns()
    for column in columns:
        base, _, language = column.rpartition("_")
        if language in {"ko", "en"} and base in columns:
            assert columns.index(column) == columns.index(base) + 1
            assert ROW_CLASSES[name].model_fields[column].default == ""
