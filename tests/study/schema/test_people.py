import pytest
from pydantic import ValidationError

from songi.study.schema.people import LivingCondition
from study.made_up_people import PEOPLE


def condition(**cells):
    row = {**PEOPLE["living_conditions"][0], **cells}
    return LivingCondition(**{name: text for name, text in row.items() if text})


def test_a_value_keeps_to_its_unit():
    assert condition().value.text == "10..12"
    with pytest.raises(ValidationError):
        condition(unit="percent", value="120")


def test_a_day_is_needed():
    with pytest.raises(ValidationError):
        condition(reference="")
