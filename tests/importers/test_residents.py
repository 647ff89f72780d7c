"""Residents by age: the last year that had ended, under the codes of 2024."""

from datetime import date

import pytest

from importers.published_files import FIXTURES, codes_of, csv_bytes, options, rows_of
from songi.importers.residents import MOIS

FILE = FIXTURES / "mois-made_up-20240110.csv"


def read(rows=None, **more):
    content = FILE.read_bytes() if rows is None else csv_bytes(rows)
    return MOIS.read(content, FILE.name, options(**more))


def by_code(found):
    return {row.cells["municipality"]: row.cells for row in found.rows}


def test_the_last_year_that_had_ended_is_taken_by_age():
    cells = by_code(read())
    assert set(cells) == {"11110", "41287", "51110", "41190"}
    one = cells["11110"]
    assert (one["year"], one["people"]) == ("2023", "231")
    groups = ("aged_0_14", "aged_15_24", "aged_25_39", "aged_40_64", "aged_65")
    assert [int(one[group]) for group in groups] == [33, 22, 33, 55, 88]


def test_an_earlier_day_takes_the_earlier_year_and_its_code():
    cells = by_code(read(known_from=date(2023, 1, 31)))
    assert (cells["51110"]["year"], cells["51110"]["people"]) == ("2022", "420")


def test_a_city_counts_once_and_provinces_do_not():
    assert read().left_out == 4  # Seoul, Goyang as a whole, a district of Bucheon, an empty row


def test_another_file_is_told_by_its_columns():
    rows = [["지역", "인구"], ["서울", "3"]]
    assert codes_of(read(rows)) == ["import.columns"]


def test_no_year_had_ended():
    assert "import.columns" in codes_of(read(known_from=date(2021, 5, 1)))


def test_bands_that_cross_the_groups_are_refused():
    rows = rows_of(FILE)
    rows[0] = [cell.replace("10~14세", "10~19세") for cell in rows[0]]
    assert "import.columns" in codes_of(read(rows))


@pytest.mark.parametrize(
    ("text", "code"), [("서울특별시 종로구", "import.code"), ("서울 (11)", "import.code")]
)
def test_a_region_without_its_code_is_refused(text, code):
    rows = rows_of(FILE)
    rows[2][0] = text
    assert code in codes_of(read(rows))


def test_half_a_person_and_two_years_codes_are_refused():
    rows = rows_of(FILE)
    rows[2] = [cell.replace("11.0", "11.5") for cell in rows[2]]
    assert "ground.number" in codes_of(read(rows))
    rows = rows_of(FILE)
    rows[5] = [rows[5][0], *rows[6][1:]]
    assert "ground.codes_mixed" in codes_of(read(rows))
