"""What the chapters on the land market share: names of rounds, prices as people say them."""

from __future__ import annotations

import math

from songi.figures.market import Price
from songi.report.blocks import Cell
from songi.report.compose.firms import distinct
from songi.report.compose.writer import Writer
from songi.report.formats import NO_NUMBER
from songi.units import M2_PER_PYEONG

TEN_THOUSAND, MILLION = 1e4, 1e6


def round_names(writer: Writer) -> dict[str, str]:
    """Return the names of the sale rounds that may be shown, by id."""
    return distinct(writer.names_of("sale_rounds"))


def price_scale(writer: Writer) -> float:
    """Return what a price of land is divided by to be read: 만원, or millions of won."""
    return TEN_THOUSAND if writer.language == "ko" else MILLION


def price_text(writer: Writer, price: float, text: str = "land.price") -> str:
    """Return a price per m² as people say it, that of a pyeong beside it."""
    if not math.isfinite(price):
        return NO_NUMBER
    scale, digits = price_scale(writer), 1 if writer.language == "ko" else 2
    return writer.say(
        text,
        price=f"{price / scale:,.{digits}f}",
        pyeong=f"{price * M2_PER_PYEONG / scale:,.{digits}f}",
    )


def price_cell(price: float, trace: str = "") -> Cell:
    """Return a cell that holds a price of land, won per m²."""
    if not math.isfinite(price):
        return Cell(NO_NUMBER, None, trace)
    return Cell(f"{price:,.0f}", price, trace, number_format="#,##0")


def drawn_price(
    writer: Writer, name: str, mean: float, low: float, high: float, *, own: bool = False
) -> Price:
    """Return a price per m² with its range, as a chart takes it.

    Args:
        writer: whose book it stands in.
        name: whose price it is.
        mean: won per m².
        low: lower end.
        high: upper end.
        own: whether it is asked here.
    """
    scale = price_scale(writer)
    return Price(name, mean / scale, low / scale, high / scale, price_text(writer, mean), own)
