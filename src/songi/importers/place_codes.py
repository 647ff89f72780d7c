"""Municipalities by code and name: the ministry's codes of 2024 and the statistics office's own.

The list holds codes and names only, read off the boundary files of both offices; a few English
names of theirs were mended (철원군 was Gongju-si), and cities' districts are told with the city.
"""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass
from functools import cache
from importlib.resources import files


@dataclass(frozen=True, slots=True)
class PlaceCode:
    """A municipality.

    Attributes:
        code: the ministry's code, five digits.
        kostat: the statistics office's code of 2018, five digits.
        name_ko: Korean name; with the city where it is a city's district.
        name_en: English name.
        province_ko: province or metropolitan city.
        province_en: the same in English.
    """

    code: str
    kostat: str
    name_ko: str
    name_en: str
    province_ko: str
    province_en: str


@cache
def municipalities() -> dict[str, PlaceCode]:
    """Return every municipality by the ministry's code of 2024."""
    text = files("songi.importers").joinpath("place_codes.csv").read_text("utf-8")
    found = [PlaceCode(**row) for row in csv.DictReader(io.StringIO(text))]
    return {one.code: one for one in found}


@cache
def by_kostat() -> dict[str, PlaceCode]:
    """Return every municipality by the statistics office's code of 2018."""
    return {one.kostat: one for one in municipalities().values()}
