"""The list of municipalities."""

from songi.importers.place_codes import by_kostat, municipalities
from songi.study.municipality_codes import current_code


def test_every_municipality_has_one_code_of_2024_and_one_of_the_statistics_office():
    known = municipalities()
    assert len(known) == len(by_kostat()) == 250
    assert all(current_code(code) == code for code in known)
    assert all(len(code) == len(one.kostat) == 5 for code, one in known.items())


def test_names_are_told_with_the_city_and_mended():
    known = municipalities()
    assert known["41287"].name_ko == "고양시 일산서구"
    assert known["41287"].name_en == "Ilsanseo-gu, Goyang"
    assert known["51780"].name_en == "Cheorwon-gun"
    assert all(one.name_en.isascii() and one.name_ko for one in known.values())
