"""The skeleton of the fostering plan (육성계획서): the clauses of the call, what answers each."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

from songi.language import Language
from songi.report.audience import View
from songi.report.blocks import Block, Book, Cell, Column, DataTable, Note, Section
from songi.report.book import FORMATS, BookFormat, write_files
from songi.report.compose import layout_words
from songi.report.compose.appendix import write_inputs, write_traces
from songi.report.compose.contest import cutoff_text, evaluated_contest
from songi.report.compose.correspondence import (
    contest_requirements,
    evidence_of,
    has_result,
    write_correspondence,
)
from songi.report.compose.evidence import units_of
from songi.report.compose.investment import doubted_amounts
from songi.report.compose.names import dimension_name, label_name
from songi.report.compose.next_call import closed_contest
from songi.report.compose.sources import write_sources
from songi.report.compose.writer import Writer, columns_of, joined
from songi.report.formats import MONEY, unit_name, value_cell, with_unit
from songi.results.pointers import AFTER_RUN, read_pointer
from songi.results.run import Run
from songi.results.summary import summary_table
from songi.units import UNITS

LONGEST = 40
"""Most cells of a result that the skeleton prints; more stand in the evidence book."""


def write_plan(
    run: Run,
    folder: Path,
    formats: Iterable[BookFormat] = FORMATS,
    languages: Iterable[Language] = ("ko", "en"),
    audience: str = "internal",
    _others: Sequence[Run] = (),
    today: date | None = None,
) -> list[Path]:
    """Write the skeleton of the fostering plan of a run.

    Args:
        run: the run.
        folder: where the files go.
        formats: `html`, `pdf`, `xlsx`.
        languages: `ko`, `en`.
        audience: who is to read it.
        _others: runs of scenarios, which every paper is given; a plan tells of none of them.
        today: day on which embargoes are judged; without it they hold.

    Returns:
        The files, such as `goyang-plan-ko.pdf`.

    Raises:
        StudyError: the files could not be written.
        UsageError: an unknown audience.
    """
    view = View(run, audience, today)
    return write_files(
        "plan", lambda language: compose_plan(view, language), folder, formats, languages
    )


def compose_plan(view: View, language: Language) -> Book:
    """Return the skeleton: the correspondence table, then a section for each clause of the call."""
    writer = Writer(view, language)
    opening = write_correspondence(writer)
    contest = evaluated_contest(writer)
    sections = [
        Section(opening.anchor, opening.title, (*closed_contest(writer), *opening.blocks)),
        *(_clause(writer, row) for row in contest_requirements(writer)),
        write_sources(writer),
        write_traces(writer),
        write_inputs(writer),
    ]
    name = writer.name_in(contest) if contest is not None else ""
    return Book(
        title=writer.say("defence.plan.title", study=writer.name_in(view.run.study.info)),
        subtitle=writer.say("defence.plan.subtitle", contest=name, cutoff=cutoff_text(writer)),
        language=language,
        audience=view.audience,
        study=view.run.study.info.id,
        run=view.run.id,
        sections=tuple(sections),
        words=layout_words(writer),
    )


def _clause(writer: Writer, row: Any) -> Section:
    """Return the section of one clause: its particulars, its evidence, what is still to be said."""
    facts = (
        ("article", Cell(row.told("clause", writer.language))),
        ("status", Cell(writer.named("defence.status", row.status), row.status)),
        ("evidence", evidence_of(writer, row)),
        ("owner", Cell(row.owner or writer.say("defence.requirements.nobody"))),
        ("due", Cell(row.due.isoformat() if row.due else "")),
        ("pages", Cell(str(row.page_limit or ""))),
    )
    told = [(name, cell) for name, cell in facts if cell.text]
    body = tuple((Cell(writer.say(f"defence.column.{name}")), cell) for name, cell in told)
    columns = columns_of(writer, {"fact": 1.0, "value": 3.0})
    anchor = f"clause-{row.id}"
    title = writer.say("defence.plan.particulars")
    blocks: list[Block] = [DataTable(f"{anchor}-facts", title, columns, body)]
    blocks += _evidence(writer, row, anchor)
    to_write = writer.say(f"defence.plan.{row.status}")
    blocks.append(Note("reading", writer.say("defence.plan.to_write"), (to_write,)))
    return Section(anchor, writer.name_in(row), tuple(blocks))


def _evidence(writer: Writer, row: Any, anchor: str) -> list[Block]:
    """Return the cells of the result that answers a clause, as far as they may be shown."""
    if row.evidence != "result":
        return []
    name, _, labels = read_pointer(row.result)
    if name in AFTER_RUN or not has_result(writer, row) or not writer.view.sees_result(name):
        return []
    chosen = writer.run.select(name, labels)
    rivals = writer.run.kind(name).rivals
    if rivals is not None and not writer.view.sees_rivals and labels.get(rivals) != writer.own_bid:
        withheld = writer.say("defence.requirements.withheld")
        return [Note("skipped", writer.say("absent.title"), (withheld,))]
    frame = summary_table(chosen)
    frame = frame.loc[:, [c for c in frame.columns if c not in labels]]
    value = "mean" if "mean" in frame.columns else "value"
    named = [c for c in frame.columns if c not in {value, "units", "q05", "q50", "q95"}]
    if len(set(frame["variable"])) == 1:
        named.remove("variable")
    known = frame[frame[value].notna()].head(LONGEST)
    trace = writer.trace(name, **labels)
    told = [label_name(writer, *pair) for pair in labels.items()]
    measured = _unit(writer, labels)
    body = tuple(
        (
            *(Cell(label_name(writer, column, str(record[column]))) for column in named),
            _figure(writer, record[value], measured or str(record["units"]), trace),
        )
        for record in known.to_dict("records")
    )
    if not named:
        # A table whose first column names its rows: one cell is named by what it was asked for.
        body = tuple((Cell(joined(told)), *cells) for cells in body)
    columns = (
        *(Column(dimension_name(writer, column)) for column in named or ["result"]),
        Column(writer.say("column.value"), align="right"),
    )
    title = " – ".join((writer.result_name(name), *told))
    doubted = name == "committed_investment" and doubted_amounts(writer)
    note = writer.say("defence.plan.doubt") if doubted else ""
    seen = writer.view.disclosure(name)
    return [DataTable(f"{anchor}-evidence", title, columns, body, trace, note, seen, dense=True)]


def _unit(writer: Writer, labels: Mapping[str, str]) -> str:
    """Return the unit of the criterion that a result is asked for; its own holds several."""
    measured = {row.id: row.indicator for row in writer.latest("criteria")}
    return units_of(writer).get(measured.get(labels.get("criterion", "")), "")


def _figure(writer: Writer, value: Any, unit: str, trace: str) -> Cell:
    """Return a cell with its unit after the number."""
    if isinstance(value, str):
        return Cell(writer.named("defence.found", value), value, trace)
    cell = value_cell(float(value), unit, writer.language, trace=trace)
    counts = unit in UNITS and unit not in MONEY | {"1"}
    told = with_unit(cell.text, unit_name(unit, writer.language)) if counts else cell.text
    return replace(cell, text=told)
