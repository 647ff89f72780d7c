"""Rows of the ground."""

import pytest
from pydantic import ValidationError

from songi.study.schema.ground import Municipality, PopulationCell, Residents

COMMON = {"source": "s", "basis": "estimated"}


def test_a_residents_row_is_named_by_municipality_and_year():
    row = Residents(municipality="11110", year="2023", people="10", **COMMON)
    assert row.row_id == "11110/2023"


def test_thousands_of_rows_are_counted_not_listed():
    assert all(one.bulk for one in (Municipality, Residents, PopulationCell))


@pytest.mark.parametrize("code", ["1111", "1111000000", "abcde", "1111a"])
def test_a_code_of_a_municipality_has_five_digits(code):
    with pytest.raises(ValidationError):
        PopulationCell(id="872830828ffffff", people="1", municipality=code, **COMMON)


def test_fewer_than_no_people_are_refused():
    with pytest.raises(ValidationError):
        PopulationCell(id="872830828ffffff", people="-1", **COMMON)
