"""How the chapters on projects write won: in tables in words, on axes in one unit."""

from __future__ import annotations

from songi.report.blocks import Cell
from songi.report.compose.writer import Writer
from songi.report.formats import value_cell
from songi.units import EOK

BILLION = 1e9


def unit_words(writer: Writer) -> str:
    """Return the unit in which charts count won."""
    return writer.say("feasibility.won_unit")


def in_units(writer: Writer, won: float) -> float:
    """Return won in the unit in which charts count them."""
    return won / (EOK if writer.language == "ko" else BILLION)


def won_cell(writer: Writer, won: float, trace: str) -> Cell:
    """Return a cell that holds an amount of won."""
    return value_cell(won, "krw", writer.language, trace=trace)
