"""Codes of municipalities over the years."""

import pytest

from songi.study.municipality_codes import current_code, is_part, years_mixed


@pytest.mark.parametrize(
    ("code", "now"),
    [
        ("11110", "11110"), ("4211051000", "51110"), ("45111", "52111"), ("47720", "27720"),
        ("41194", "41190"), ("51110", "51110"),
    ],
)  # fmt: skip
def test_a_code_of_another_year_becomes_that_of_2024(code, now):
    assert current_code(code) == now
    assert current_code(now) == now


def test_a_district_of_bucheon_is_a_part():
    assert is_part("4119200000")
    assert not is_part("41190")


@pytest.mark.parametrize(
    ("codes", "mixed"),
    [
        (["42110", "51110"], ("42110", "51110")),
        (["42110", "51130"], ("42110", "51130")),
        (["47720", "27720"], ("27720", "47720")),
        (["42110", "42130", "11110", "47720", "47110"], None),
        (["51110", "45111", "27720"], None),
        (["41190", "41192"], None),
        ([], None),
    ],
)
def test_codes_of_two_years_are_found(codes, mixed):
    assert years_mixed(codes) == mixed
    assert years_mixed(codes[::-1]) == mixed
