import math

import pytest

from songi.report.formats import number_cell, plain_number, text_width, unit_name, value_cell


@pytest.mark.parametrize(
    ("value", "text"),
    [(5, "5"), (0.1234, "0.123"), (12.345, "12.35"), (123.45, "123.5"), (1234.5, "1,234"),
     (math.nan, "–")],
)  # fmt: skip
def test_numbers_have_as_many_digits_as_they_bear(value, text):
    assert plain_number(value) == text


def test_won_are_told_in_eok_or_billions_with_the_exact_amount_beside():
    korean = value_cell(534_800.0, "million_krw", "ko")
    assert (korean.text, korean.title, korean.value) == ("5,348억원", "534,800,000,000 원", 5348.0)
    english = value_cell(534_800_000_000.0, "krw", "en")
    assert english.text == "KRW 534.8bn"
    assert english.value == pytest.approx(534.8)
    assert "bn" in english.number_format


def test_a_share_is_held_as_a_share_and_points_as_points():
    assert number_cell(0.25, "percent", "en").value == 0.25
    assert number_cell(-0.25, "percent_points", "en").value == -25.0
    assert number_cell(0.25, "percent", "en").number_format == "0.0%"


def test_no_number_is_a_dash_and_holds_nothing():
    cell = number_cell(math.nan, "percent", "en", trace="t")
    assert (cell.text, cell.value, cell.trace) == ("–", None, "t")
    assert value_cell(math.nan, "km", "en", note="○").text == "– ○"


def test_units_are_named_in_both_languages():
    assert unit_name("beds", "ko") == "병상"
    assert unit_name("beds", "en") == "beds"
    assert unit_name("furlong", "en") == "furlong"


def test_hangul_takes_two_letters_of_room():
    assert text_width("고양 site") == 9.0
