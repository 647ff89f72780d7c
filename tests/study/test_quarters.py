"""Quarters counted through the years."""

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from songi.study.quarters import quarter_name, quarter_of, year_of


@given(day=st.dates())
def test_a_quarter_names_the_year_and_the_quarter_of_its_days(day):
    assert quarter_name(quarter_of(day)) == f"{day.year}Q{(day.month + 2) // 3}"


def test_quarters_follow_each_other_over_the_new_year():
    assert quarter_of(date(2026, 1, 1)) == quarter_of(date(2025, 12, 31)) + 1


def test_a_month_is_over_at_its_end():
    assert year_of(date(2026, 6, 30)) == 2026.5
    assert year_of(date(2026, 12, 31)) == 2027.0
