"""The part of the book on place and people: its chapters in their order, those that a study has."""

from __future__ import annotations

from collections.abc import Callable

from songi.report.blocks import Section
from songi.report.compose.benchmark import write_benchmark
from songi.report.compose.cold_chain import write_cold_chain
from songi.report.compose.ecosystem import write_ecosystem
from songi.report.compose.ground import write_ground
from songi.report.compose.living import write_living
from songi.report.compose.recruitment import write_recruitment
from songi.report.compose.specialisation import write_specialisation
from songi.report.compose.talent import write_talent
from songi.report.compose.writer import Writer

PLACE_CHAPTERS: tuple[Callable[[Writer], Section | None], ...] = (
    write_ground,
    write_cold_chain,
    write_recruitment,
    write_talent,
    write_living,
    write_ecosystem,
    write_specialisation,
    write_benchmark,
)
"""Each gives nothing for a study that has none of its tables. The order: the ground and what is
within reach; how goods keep cold on the way; trials; people; the ecosystem; industries; peers."""


def write_place_part(writer: Writer) -> list[Section]:
    """Return the chapters on place and people that the study has tables for."""
    written = (write(writer) for write in PLACE_CHAPTERS)
    return [section for section in written if section is not None]
