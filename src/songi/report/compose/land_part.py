"""The part of the book on land and firms: its chapters in their order, those that a study has."""

from __future__ import annotations

from collections.abc import Callable

from songi.report.blocks import Section
from songi.report.compose.allocation import write_allocation
from songi.report.compose.demand import write_demand
from songi.report.compose.land import write_land
from songi.report.compose.land_cost import write_land_cost
from songi.report.compose.market import write_market
from songi.report.compose.obligations import write_obligations
from songi.report.compose.pipeline import write_pipeline
from songi.report.compose.prospects import write_prospects
from songi.report.compose.tenants import write_tenants
from songi.report.compose.utilities import write_utilities
from songi.report.compose.writer import Writer

LAND_CHAPTERS: tuple[Callable[[Writer], Section | None], ...] = (
    write_land,
    write_prospects,
    write_pipeline,
    write_tenants,
    write_demand,
    write_market,
    write_land_cost,
    write_utilities,
    write_allocation,
    write_obligations,
)
"""Each gives nothing for a study that has none of its tables. The order follows the chain: what
land there is; who could come, who will, who may; demand, market, cost, supply and allocation of
land; last what became of the promises."""


def write_land_part(writer: Writer) -> list[Section]:
    """Return the chapters on land and firms that the study has tables for."""
    written = (write(writer) for write in LAND_CHAPTERS)
    return [section for section in written if section is not None]
