import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from songi.study.schema.contest import Contest, Criterion, Indicator
from songi.units import UNITS
from study.made_up import named, row


def indicator(unit, value):
    cells = row(candidate="a", indicator="x", unit=unit, value=value, level="city")
    return Indicator.model_validate(cells)


@given(st.sampled_from(sorted(UNITS)))
def test_values_end_where_their_unit_ends(code):
    unit = UNITS[code]
    value = indicator(code, "1").value
    assert (value.lower, value.upper, value.integer) == (unit.lower, unit.upper, unit.integer)


@pytest.mark.parametrize(
    ("unit", "value", "code"),
    [
        ("1", "1.2", "out_of_bounds"),
        ("percent", "101..110", "out_of_bounds"),
        ("km", "-3", "out_of_bounds"),
        ("rank", "0", "out_of_bounds"),
        ("beds", "1.5", "whole_number"),
        ("yes_no", "2", "out_of_bounds"),
    ],
)
def test_values_outside_their_unit_are_refused(unit, value, code):
    with pytest.raises(ValidationError, match=f"quantity.{code}"):
        indicator(unit, value)


def test_a_change_in_percent_may_be_negative():
    assert indicator("percent_change", "-12").value.central == -12


def test_an_unknown_unit_is_refused():
    with pytest.raises(ValidationError, match="unit"):
        indicator("miles", "3")


def test_awards_are_whole_and_each_number_of_a_range_is_as_likely():
    contest = named("c", deadline="2024-02-29", awards="1..2", status="open")
    awards = Contest.model_validate(contest).awards
    import numpy as np

    drawn = awards.quantile((np.arange(1000) + 0.5) / 1000)
    assert drawn.mean() == pytest.approx(1.5)


def test_a_criterion_has_cautious_defaults():
    criterion = Criterion.model_validate(named("k", contest="c"))
    assert (criterion.parent, criterion.weight, criterion.missing) == (None, None, "span")
