"""The part of the book on money: its chapters in their order, those that a study has."""

from __future__ import annotations

from collections.abc import Callable

from songi.report.blocks import Section
from songi.report.compose.appraisal import write_appraisal
from songi.report.compose.designation_effect import write_designation_effect
from songi.report.compose.exposure import write_buildings, write_exposure
from songi.report.compose.feasibility import write_feasibility
from songi.report.compose.impact import write_impact
from songi.report.compose.incentives import write_incentives
from songi.report.compose.writer import Writer

MONEY_CHAPTERS: tuple[Callable[[Writer], Section | None], ...] = (
    write_incentives,
    write_appraisal,
    write_feasibility,
    write_exposure,
    write_buildings,
    write_impact,
    write_designation_effect,
)
"""Each gives nothing for a study that has none of its tables. The order: what a firm gains and the
public pays; which appraisal applies; whether the projects pay; what they do for the economy;
what of all that the designation changes."""


def write_money_part(writer: Writer) -> list[Section]:
    """Return the chapters on money that the study has tables for."""
    written = (write(writer) for write in MONEY_CHAPTERS)
    return [section for section in written if section is not None]
