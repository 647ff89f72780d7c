"""Writing the book from a run: chapter by chapter, each from results that are there."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from songi.language import Language
from songi.report.audience import View
from songi.report.blocks import Book, Section
from songi.report.compose.access import write_access
from songi.report.compose.appendix import write_inputs, write_traces
from songi.report.compose.assumptions import write_assumptions
from songi.report.compose.audit import write_audit
from songi.report.compose.choices import write_choices
from songi.report.compose.contest import cutoff_text, evaluated_contest, write_contest
from songi.report.compose.correspondence import write_correspondence
from songi.report.compose.criteria import write_criteria
from songi.report.compose.drivers import write_drivers
from songi.report.compose.evidence import write_evidence
from songi.report.compose.front import write_front
from songi.report.compose.hindcast import write_hindcast
from songi.report.compose.investment import write_investment
from songi.report.compose.land_part import write_land_part
from songi.report.compose.money_part import write_money_part
from songi.report.compose.panel import write_panel
from songi.report.compose.place_part import write_place_part
from songi.report.compose.ranking import write_ranking
from songi.report.compose.record import write_identities, write_record, write_skipped
from songi.report.compose.rules import write_rules
from songi.report.compose.scenarios import write_scenarios
from songi.report.compose.sensitivity import write_sensitivity
from songi.report.compose.sources import write_sources
from songi.report.compose.weightings import write_weightings
from songi.report.compose.writer import Writer
from songi.results.run import Run

WORDS = (
    "contents", "figure", "table", "numbers", "trace", "measures", "rows", "whole_table",
    "same_rows", "withheld", "skip_link", "page", "row_count", "to_trace", "audience", "run",
)  # fmt: skip
"""Small texts of the layout."""


def compose_book(view: View, language: Language, others: Sequence[Run] = ()) -> Book:
    """Write the evidence book.

    Args:
        view: the run as the audience may see it.
        language: language of the book.
        others: runs of scenarios, to be set beside this one.

    Returns:
        The book; it holds nothing that the audience may not see.
    """
    writer = Writer(view, language)
    sections = [
        write_front(writer),
        write_investment(writer),
        write_contest(writer),
        write_rules(writer),
        write_criteria(writer),
        write_evidence(writer),
        write_access(writer),
        write_ranking(writer),
        write_drivers(writer),
        write_sensitivity(writer),
        write_weightings(writer),
        write_panel(writer),
        write_choices(writer),
        write_hindcast(writer),
        *write_land_part(writer),
        *write_money_part(writer),
        *write_place_part(writer),
    ]
    if others:
        sections.append(write_scenarios(writer, others))
    sections += [
        write_correspondence(writer),
        write_audit(writer),
        write_assumptions(writer),
        write_skipped(writer),
        write_identities(writer),
        write_sources(writer),
        write_record(writer),
        write_traces(writer),
        write_inputs(writer),
    ]
    return Book(
        title=writer.say("title", study=writer.name_in(view.run.study.info)),
        subtitle=_subtitle(writer),
        language=language,
        audience=view.audience,
        study=view.run.study.info.id,
        run=view.run.id,
        sections=tuple(_visible(section, view) for section in sections),
        words=layout_words(writer),
    )


def layout_words(writer: Writer) -> dict[str, str]:
    """Return the small texts of the layout, in the paper's language."""
    audience = writer.named("audience", writer.view.audience)
    return {word: writer.say(f"word.{word}") for word in WORDS} | {"audience_name": audience}


def _subtitle(writer: Writer) -> str:
    contest = evaluated_contest(writer)
    if contest is None:
        return writer.say("subtitle_without_contest")
    name = writer.name_in(contest)
    return writer.say("subtitle", contest=name, cutoff=cutoff_text(writer))


def _visible(section: Section, view: View) -> Section:
    """Return the section without what chapters should not have written for this audience."""
    return replace(section, blocks=tuple(b for b in section.blocks if view.sees(b.disclosure)))
