import math

import pytest

from songi.report.formats import (
    BARE,
    MONEY,
    number_cell,
    plain_number,
    quantity_text,
    shared_decimals,
    small_number,
    span_cell,
    text_width,
    unit_name,
    unit_of_cells,
    value_cell,
)
from songi.study.quantity import parse_quantity


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
    assert value_cell(math.nan, "km", "en", note="○").text == "–\u00a0○"


@pytest.mark.parametrize(
    ("values", "unit", "decimals"),
    [((0.0, 80.0, 199.0), "seats", 0), ((0.0, 19.93, 267.0), "seats", 0), ((6.53, 3.0), "count", 1),
     ((54.23, 7.01, math.nan), "minutes", 1), ((0.14, -0.39), "percent_change", 2), ((), "km", 0)],
)  # fmt: skip
def test_values_of_one_kind_share_their_decimals(values, unit, decimals):
    assert shared_decimals(values, unit) == decimals
    assert value_cell(7.008, "minutes", "en", decimals=1).text == "7.0"


@pytest.mark.parametrize(
    ("value", "text"),
    [(1e-9, "0.000000001"), (4.4e-16, "0.0000000000000004"), (0.0, "0"), (math.nan, "–")],
)
def test_small_numbers_are_written_out(value, text):
    assert small_number(value) == text


@pytest.mark.parametrize(
    ("months", "korean", "english"),
    [(18.0, "1년 6개월", "1 year 6 months"), (24.2, "2년", "2 years"), (0.0, "0개월", "0 months"),
     (12.6, "1년 1개월", "1 year 1 month"), (11.4, "11개월", "11 months"), (math.nan, "–", "–")],
)  # fmt: skip
def test_a_span_is_told_in_years_and_months(months, korean, english):
    assert span_cell(months, "ko").text == korean
    assert span_cell(months, "en").text == english
    assert span_cell(months, "en").value == (None if math.isnan(months) else months)


def test_units_are_named_in_both_languages():
    assert unit_name("beds", "ko") == "병상"
    assert unit_name("beds", "en") == "beds"
    assert unit_name("furlong", "en") == "furlong"
    assert unit_of_cells("million_krw", "ko") == "원"
    assert unit_of_cells("minutes", "ko") == "분"


def test_hangul_takes_two_letters_of_room():
    assert text_width("고양 site") == 9.0


@pytest.mark.parametrize(
    ("cell", "unit", "ko", "en"),
    [
        ("5", "count", "5개", "5\u00a0count"),
        ("90..150", "minutes", "90~150분", "90 to 150\u00a0minutes"),
        ("1|4|7", "rank", "1~7(최빈 4)", "1 to 7 (most likely 4)"),
        ("37.665±0.008", "score", "37.665 ± 0.008", "37.665 ± 0.008"),
        ("ci90(1936000,3025000)", "score", "1,936,000~3,025,000(열에 아홉)",
         "1,936,000 to 3,025,000 (nine in ten)"),
        ("50000000..500000000", "krw", "5,000만원~5억원", "KRW 50.0m to KRW 0.5bn"),
        ("3603000000000..3603400000000", "krw", "3.60조원", "KRW 3.60tn"),
        ("7..7", "score", "7", "7"),
    ],
)  # fmt: skip
def test_uncertain_cells_are_told_without_notation(cell, unit, ko, en):
    shown = {one: "" if unit in MONEY | BARE else unit_name(unit, one) for one in ("ko", "en")}
    quantity = parse_quantity(cell)
    assert quantity_text(quantity, unit, "ko", shown["ko"]) == ko
    assert quantity_text(quantity, unit, "en", shown["en"]) == en


def test_a_chance_is_told_in_per_cent_and_nothing_as_nothing():
    assert quantity_text(parse_quantity("0.02..0.3").within(0, 1), "1", "ko") == "2%~30%"
    assert quantity_text(None, "krw", "ko") == ""


def test_a_sign_beside_a_number_stays_with_it_in_a_spreadsheet():
    assert value_cell(12.0, "firms", "ko", note="◐").number_format == '#,##0" ◐"'
    assert value_cell(12.0, "firms", "ko").number_format == "#,##0"
