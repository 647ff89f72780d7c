"""How numbers are written in tables: readable, with as many digits as they can bear."""

from __future__ import annotations

import math
import unicodedata

from songi.language import Language
from songi.report.blocks import Cell
from songi.results.claims import Form, write_number
from songi.units import EOK, UNITS, in_won_words

NO_NUMBER = "–"
"""Stands where there is no number."""

NUMBER_FORMATS: dict[Form, str] = {
    "percent": "0.0%", "percent_points": "+0.0;-0.0;0.0", "signed": "+0.000;-0.000;0.000",
    "one": "#,##0.0", "two": "#,##0.00", "three": "#,##0.000", "whole": "#,##0", "rank": "0.0",
}  # fmt: skip
"""The spreadsheet's number format of each form."""


def number_cell(
    value: float, form: Form, language: Language, *, trace: str = "", note: str = ""
) -> Cell:
    """Return a cell that holds a number in one of the forms of claims.

    Args:
        value: the number; NaN becomes a dash.
        form: how it is written.
        language: language of the paper.
        trace: key of its trace.
        note: put after the number, such as a sign for its status.
    """
    if not math.isfinite(value):
        return Cell(NO_NUMBER, None, trace)
    held = value * 100 if form == "percent_points" else value
    text = write_number(value, form, language)
    return Cell(f"{text} {note}".strip(), held, trace, number_format=NUMBER_FORMATS.get(form, ""))


def value_cell(
    value: float, unit: str, language: Language, *, trace: str = "", note: str = ""
) -> Cell:
    """Return a cell that holds a value in a study's unit; won are written in 억원 or billions.

    Args:
        value: the number; NaN becomes a dash.
        unit: unit code of `songi.units`.
        language: language of the paper.
        trace: key of its trace.
        note: put after the number, such as a sign for its status.
    """
    if not math.isfinite(value):
        return Cell(f"{NO_NUMBER} {note}".strip(), None, trace)
    if unit in {"krw", "million_krw"}:
        won = value * (1e6 if unit == "million_krw" else 1.0)
        exact = f"{won:,.0f} {UNITS['krw'].name_ko if language == 'ko' else 'KRW'}"
        text = f"{in_won_words(won, language)} {note}".strip()
        scaled = won / EOK if language == "ko" else won / 1e9
        shape = '#,##0.0"억원"' if language == "ko" else '"KRW "#,##0.0"bn"'
        return Cell(text, scaled, trace, title=exact, number_format=shape)
    text = f"{plain_number(value)} {note}".strip()
    return Cell(text, value, trace, number_format=_shape(value))


def plain_number(value: float) -> str:
    """Return a number with thousands set apart and at most three decimals, fewer when large."""
    if not math.isfinite(value):
        return NO_NUMBER
    if float(value).is_integer() or abs(value) >= 1000:
        return f"{value:,.0f}"
    return f"{value:,.{_decimals(value)}f}"


def unit_name(unit: str, language: Language) -> str:
    """Return what readers call a unit; the code itself where songi does not know it."""
    known = UNITS.get(unit)
    if known is None:
        return unit
    return known.name_ko if language == "ko" else known.name_en


def text_width(text: str) -> float:
    """Return the width of a text in Latin letters; a Hangul syllable takes two."""
    return sum(2.0 if unicodedata.east_asian_width(one) in "WF" else 1.0 for one in text)


def _decimals(value: float) -> int:
    if abs(value) >= 100:
        return 1
    return 2 if abs(value) >= 1 else 3


def _shape(value: float) -> str:
    if float(value).is_integer() or abs(value) >= 1000:
        return "#,##0"
    return f"#,##0.{'0' * _decimals(value)}"
