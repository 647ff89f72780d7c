"""Quarters of the calendar, counted through: the step of the land market."""

from __future__ import annotations

from datetime import date


def quarter_of(day: date) -> int:
    """Return the number of the quarter in which a day lies, counted from the year nought."""
    return 4 * day.year + (day.month - 1) // 3


def quarter_name(number: int) -> str:
    """Return what a quarter is called, such as `2026Q2`."""
    return f"{number // 4}Q{number % 4 + 1}"


def year_of(day: date) -> float:
    """Return a day as a year with decimals, in twelfths: the end of June 2026 is 2026.5."""
    return day.year + day.month / 12
