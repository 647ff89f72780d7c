import calendar
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import TypeAdapter, ValidationError

from songi.study.schema.cells import Bounds, Day, Identifier, Identifiers, KnownDate

DAYS = TypeAdapter(Day)
KNOWN = TypeAdapter(KnownDate)
IDS = st.from_regex(r"[a-z0-9][a-z0-9_.\-]{0,12}", fullmatch=True)


@given(st.dates(date(1000, 1, 1)))
def test_a_day_means_itself(day):
    assert KNOWN.validate_python(day.isoformat()) == day
    assert DAYS.validate_python(day.isoformat()) == day
    assert DAYS.validate_python(day) == day


@given(st.integers(1000, 9999), st.integers(1, 12))
def test_a_month_or_year_means_its_last_day(year, month):
    last = calendar.monthrange(year, month)[1]
    assert KNOWN.validate_python(f"{year}-{month:02}") == date(year, month, last)
    assert KNOWN.validate_python(f" {year} ") == date(year, 12, 31)


@pytest.mark.parametrize(
    "text", ["2024-13", "2024-02-30", "24", "2024.2.29", "86400", "45351", "0000", "today", ""]
)
def test_what_is_no_day_is_refused(text):
    with pytest.raises(ValidationError, match="date"):
        KNOWN.validate_python(text)


@pytest.mark.parametrize("text", ["2024", "2024-02"])
def test_a_deadline_needs_its_day(text):
    with pytest.raises(ValidationError, match=f"not a date: {text}"):
        DAYS.validate_python(text)


@given(st.lists(IDS, min_size=1))
def test_several_ids_stand_in_one_cell(ids):
    adapter = TypeAdapter(Identifiers)
    assert adapter.validate_python("|".join(ids)) == tuple(ids)
    assert adapter.validate_python(" ; ".join(ids)) == tuple(ids)
    assert adapter.validate_python(ids) == tuple(ids)


@pytest.mark.parametrize("text", ["A", "고양", "a b", "-a", "a/b", "a\nb", "../a"])
def test_what_is_no_id_is_refused(text):
    with pytest.raises(ValidationError, match="String should match pattern"):
        TypeAdapter(Identifier).validate_python(text)
    with pytest.raises(ValidationError, match="not an id"):
        TypeAdapter(Identifiers).validate_python(f"a|{text}")


def test_bounds_read_a_quantity_and_truncate_it():
    bounds = Bounds(0, 10, "count", integer=True)
    quantity = bounds._read("5±20")
    assert (quantity.lower, quantity.upper, quantity.integer) == (0, 10, True)
    assert bounds._read(None) is None
