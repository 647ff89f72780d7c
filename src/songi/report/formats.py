"""How numbers are written in tables: readable, with as many digits as they can bear."""

from __future__ import annotations

import math
import unicodedata
from collections.abc import Iterable

from songi.language import Language, say
from songi.report.blocks import Cell
from songi.results.claims import Form, write_number
from songi.study.quantity import Quantity, written_numbers
from songi.units import EOK, UNITS, in_won_words

NO_NUMBER = "–"
"""Stands where there is no number."""

MONEY = frozenset({"krw", "million_krw"})
"""Units that are told in words of won."""

BARE = frozenset({"", "1", "score", "rank"})
"""Units of numbers that stand by themselves."""

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
    return Cell(_noted(text, note), held, trace, number_format=NUMBER_FORMATS.get(form, ""))


def value_cell(
    value: float,
    unit: str,
    language: Language,
    *,
    trace: str = "",
    note: str = "",
    decimals: int | None = None,
) -> Cell:
    """Return a cell that holds a value in a study's unit; won are written in 억원 or billions.

    Args:
        value: the number; NaN becomes a dash.
        unit: unit code of `songi.units`.
        language: language of the paper.
        trace: key of its trace.
        note: put after the number, such as a sign for its status.
        decimals: as many as its neighbours have, from `shared_decimals`; by its own size without.
    """
    if not math.isfinite(value):
        return Cell(_noted(NO_NUMBER, note), None, trace)
    if unit in MONEY:
        won = value * (1e6 if unit == "million_krw" else 1.0)
        exact = f"{won:,.0f} {UNITS['krw'].name_ko if language == 'ko' else 'KRW'}"
        text = _noted(in_won_words(won, language), note)
        scaled = won / EOK if language == "ko" else won / 1e9
        shape = '#,##0.0"억원"' if language == "ko" else '"KRW "#,##0.0"bn"'
        return Cell(text, scaled, trace, title=exact, number_format=shape + _quoted(note))
    if decimals is None:
        text, shape = plain_number(value), _shape(value)
    else:
        text = f"{value:,.{decimals}f}"
        shape = f"#,##0.{'0' * decimals}" if decimals else "#,##0"
    return Cell(_noted(text, note), value, trace, number_format=shape + _quoted(note))


def span_cell(months: float, language: Language, *, trace: str = "") -> Cell:
    """Return a cell that holds a span of time, in whole months, from a year on with years.

    Args:
        months: the span; NaN becomes a dash.
        language: language of the paper.
        trace: key of its trace.
    """
    if not math.isfinite(months):
        return Cell(NO_NUMBER, None, trace)
    years, rest = divmod(round(months), 12)
    if language == "ko":
        parts = [f"{years}년"] * bool(years) + [f"{rest}개월"] * bool(rest or not years)
        return Cell(" ".join(parts), months, trace, number_format='0.0"개월"')
    told = [(years, "year")] * bool(years) + [(rest, "month")] * bool(rest or not years)
    text = " ".join(f"{count} {unit}{'' if count == 1 else 's'}" for count, unit in told)
    return Cell(text, months, trace, number_format='0.0" months"')


def shared_decimals(values: Iterable[float], unit: str) -> int:
    """Return with how many decimals values of one kind are written, so that they line up.

    Args:
        values: the values; NaN does not count.
        unit: their unit; what is counted whole gets fewer decimals where a mean is not whole.
    """
    known = [abs(value) for value in values if math.isfinite(value)]
    largest = max(known, default=0.0)
    if all(value.is_integer() for value in known) or largest >= 1000:
        return 0
    if unit in UNITS and UNITS[unit].integer:
        return 0 if largest >= 100 else 1
    return 1 if largest >= 10 else 2


def plain_number(value: float) -> str:
    """Return a number with thousands set apart and at most three decimals, fewer when large."""
    if not math.isfinite(value):
        return NO_NUMBER
    if float(value).is_integer() or abs(value) >= 1000:
        return f"{value:,.0f}"
    return f"{value:,.{_decimals(value)}f}"


def quantity_text(
    quantity: Quantity | None, unit: str, language: Language, unit_shown: str = ""
) -> str:
    """Return an uncertain cell in words that need no notation: `90~150`, `1–7, most likely 4`.

    Args:
        quantity: the cell; empty for none.
        unit: its unit code; money is told in words of won, a share in per cent.
        language: language of the paper.
        unit_shown: what stands after the numbers.
    """
    if quantity is None:
        return ""
    share = unit == "1" and quantity.upper == 1.0
    written = written_numbers(quantity.text)
    numbers = [_part(text, unit, language, share=share) for text in written]
    if len(set(numbers)) == 1:
        return with_unit(numbers[0], unit_shown)
    numbers[-1] = with_unit(numbers[-1], unit_shown)
    is_interval = quantity.text.lower().startswith("ci90")
    told = "interval" if is_interval else quantity.kind
    names = ("low", "mode", "high") if len(numbers) == 3 else ("low", "high")
    return say(f"book.quantity.{told}", language, **dict(zip(names, numbers, strict=True)))


def _part(text: str, unit: str, language: Language, *, share: bool) -> str:
    """Return one number of a cell with the digits it was written with."""
    value = float(text.replace(",", ""))
    if share:
        return f"{value * 100:g}%"
    if unit in MONEY:
        return in_won_words(value * (1e6 if unit == "million_krw" else 1.0), language)
    digits = len(text.partition(".")[2]) if "e" not in text.lower() else 3
    return f"{value:,.{digits}f}"


def small_number(value: float) -> str:
    """Return a number near nought with one digit that counts, written out: `0.000000001`."""
    if not math.isfinite(value) or value == 0:
        return NO_NUMBER if not math.isfinite(value) else "0"
    return f"{value:.{max(0, -math.floor(math.log10(abs(value))))}f}"


def unit_name(unit: str, language: Language) -> str:
    """Return what readers call a unit; the code itself where songi does not know it."""
    known = UNITS.get(unit)
    if known is None:
        return unit
    return known.name_ko if language == "ko" else known.name_en


def unit_of_cells(unit: str, language: Language) -> str:
    """Return the unit of cells made by `value_cell`: those of money are told in won."""
    return unit_name("krw" if unit in MONEY else unit, language)


def with_unit(text: str, unit: str) -> str:
    """Return a number with its unit after it: close to it in Hangul, signs and per cent."""
    if not unit:
        return text
    close = not unit[0].isascii() or unit == "%"
    return f"{text}{unit}" if close else f"{text}\u00a0{unit}"


def text_width(text: str) -> float:
    """Return the width of a text in Latin letters; a Hangul syllable takes two."""
    return sum(2.0 if unicodedata.east_asian_width(one) in "WF" else 1.0 for one in text)


def _noted(text: str, note: str) -> str:
    """Return a number with its sign after it, never parted from it by a new line."""
    return f"{text}\u00a0{note}" if note else text


def _quoted(note: str) -> str:
    """Return a sign as the end of a spreadsheet's number format, so that the number keeps it."""
    return f'" {note}"' if note else ""


def _decimals(value: float) -> int:
    if abs(value) >= 100:
        return 1
    return 2 if abs(value) >= 1 else 3


def _shape(value: float) -> str:
    if float(value).is_integer() or abs(value) >= 1000:
        return "#,##0"
    return f"#,##0.{'0' * _decimals(value)}"
