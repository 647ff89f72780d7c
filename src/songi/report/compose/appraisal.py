"""Which appraisal applies to which project, and whether one has to be made again."""

from __future__ import annotations

import math
from typing import Any

from songi.report.blocks import Block, Cell, Column, DataTable, Note, Paragraph, Section
from songi.report.compose.firms import distinct
from songi.report.compose.switching import write_switching
from songi.report.compose.writer import Writer, joined
from songi.report.formats import number_cell, span_cell
from songi.results.claims import Blank

GATES, TRIGGERS, WEIGHTS = "appraisal_gates", "review_triggers", "appraisal_weights"

TOLD = ("passed", "supposed", "applies", "unclear")
"""Verdicts on which a sentence is said; `supposed` is passed, but by an assumption alone."""


def write_appraisal(writer: Writer) -> Section | None:
    """Return gates, triggers, weights and switching values; nothing without rules of appraisal."""
    if not writer.has_rows("appraisal_regimes"):
        return None
    title = writer.say("appraisal.title")
    blocks: list[Block] = [Paragraph((writer.say("appraisal.intro"),))]
    if not writer.shown(GATES):
        return Section("appraisal", title, (*blocks, writer.absent(GATES)))
    projects = _projects(writer)
    blocks += [
        Paragraph((line,), writer.view.disclosure(GATES)) for line in _lead(writer, projects)
    ]
    caution = tuple(writer.say(f"appraisal.{name}") for name in ("not_advice", "dated"))
    blocks += [Note("caution", writer.say("note.caution"), caution), _gates(writer, projects)]
    if writer.shown(TRIGGERS):
        blocks += _triggers(writer)
    if writer.shown(WEIGHTS):
        blocks.append(_weights(writer))
    blocks += write_switching(writer)
    return Section("appraisal", title, tuple(blocks))


def _projects(writer: Writer) -> dict[str, str]:
    """Return the names of the projects that may be shown, by id."""
    known = distinct(writer.names_of("projects"))
    found = writer.run.dataset(GATES)["project"].values
    return {str(one): known[str(one)] for one in found if str(one) in known}


def _regimes(writer: Writer) -> dict[str, Any]:
    """Return the gates that may be shown, by id, in their order."""
    shown = {row.row_id: row for row in writer.latest("appraisal_regimes")}
    found = writer.run.dataset(GATES)["appraisal_regime"].values
    return {str(one): shown[str(one)] for one in found if str(one) in shown}


def _lead(writer: Writer, projects: dict[str, str]) -> list[str]:
    """Return of each project which gates it has passed, has to pass, and might have to."""
    regimes = _regimes(writer)
    names = distinct(writer.names_of("appraisal_regimes"))
    lines = []
    for project, name in projects.items():
        parts = [writer.say("appraisal.project", project=name)]
        for verdict in TOLD:
            gates = [names[one] for one in regimes if _told_as(writer, project, one) == verdict]
            if gates:
                parts.append(writer.say(f"appraisal.told.{verdict}", gates=joined(gates)))
        if len(parts) == 1:
            parts.append(writer.say("appraisal.told.none"))
        lines.append(" ".join(parts))
    return lines


def _told_as(writer: Writer, project: str, regime: str) -> str:
    """Return the verdict as sentences tell it."""
    one = writer.run.dataset(GATES).sel(project=project, appraisal_regime=regime)
    return "supposed" if str(one["reason"].values) == "assumed" else str(one["verdict"].values)


def _gates(writer: Writer, projects: dict[str, str]) -> DataTable:
    found, trace = writer.run.dataset(GATES), writer.trace(GATES)
    names = distinct(writer.names_of("appraisal_regimes"))
    body = []
    for regime, row in _regimes(writer).items():
        cells = []
        for project in projects:
            one = found.sel(project=project, appraisal_regime=regime)
            verdict, reason = str(one["verdict"].values), str(one["reason"].values)
            told = writer.say(f"appraisal.verdict.{verdict}")
            why = writer.say(f"appraisal.reason.{reason}")
            cells.append(Cell(f"{told} ({why})" if why else told, trace=trace))
        asked = joined(writer.say(f"appraisal.number.{name}") for name in row.measures)
        anchor = writer.row_anchor("appraisal_regimes", row)
        body.append((Cell(names[regime], trace=anchor), Cell(row.article), *cells, Cell(asked)))
    columns = (
        Column(writer.say("appraisal.column.gate"), width=2.0),
        Column(writer.say("appraisal.column.article"), width=1.6),
        *(Column(name, width=1.6) for name in projects.values()),
        Column(writer.say("appraisal.column.measures"), width=1.4),
    )
    title, note = writer.say("appraisal.gates"), writer.say("appraisal.gates_note")
    seen = writer.view.disclosure(GATES)
    return DataTable("appraisal-gates", title, columns, tuple(body), trace, note, seen, dense=True)


def _triggers(writer: Writer) -> list[Block]:
    """Return whether each appraisal has to be made again: sentences and a table."""
    found, trace = writer.run.dataset(TRIGGERS), writer.trace(TRIGGERS)
    shown = {row.row_id: row for row in writer.latest("appraised_projects")}
    names = distinct(writer.names_of("appraised_projects"))
    told: list[Any] = []
    body = []
    for one in (str(label) for label in found["appraised_project"].values):
        if one not in shown:
            continue
        cells = {name: float(found[name].sel(appraised_project=one)) for name in found.data_vars}
        labels = {"appraised_project": one}
        if math.isfinite(cells["either"]):
            numbers = {
                name: Blank(TRIGGERS, labels, name, form="percent")
                for name in ("either", "by_cost", "by_delay")
            }
            told.append(writer.claim("appraisal.again", numbers, appraisal=names[one]))
        else:
            told.append(writer.say("appraisal.no_limit", appraisal=names[one]))
        body.append(
            (
                Cell(names[one], trace=writer.row_anchor("appraised_projects", shown[one])),
                Cell(writer.date_text(shown[one].passed_on)),
                *(
                    number_cell(cells[name], "percent", writer.language, trace=trace)
                    for name in ("growth", "growth_high", "growth_limit")
                ),
                *(
                    span_cell(cells[name], writer.language, trace=trace)
                    for name in ("delay", "delay_high", "delay_limit")
                ),
                number_cell(cells["either"], "percent", writer.language, trace=trace),
            )
        )
    right = ("growth", "growth_high", "growth_limit", "delay", "delay_high", "delay_limit",
             "either")  # fmt: skip
    columns = (
        Column(writer.say("appraisal.column.appraisal"), width=2.4),
        Column(writer.say("appraisal.column.passed_on"), width=1.0),
        *(Column(writer.say(f"appraisal.column.{name}"), align="right") for name in right),
    )
    seen = writer.view.disclosure(TRIGGERS)
    title, note = writer.say("appraisal.triggers"), writer.say("appraisal.triggers_note")
    table = DataTable("review-triggers", title, columns, tuple(body), trace, note, seen, dense=True)
    return [Paragraph(tuple(told), seen), table]


def _weights(writer: Writer) -> DataTable:
    summary, trace = writer.summary(WEIGHTS), writer.trace(WEIGHTS)
    body = []
    for area in (str(one) for one in summary["appraisal_area"].values):
        for heading in (str(one) for one in summary["heading"].values):
            values = [
                float(one) for one in summary.sel(appraisal_area=area, heading=heading).values
            ]
            if math.isfinite(values[0]):
                cells = (
                    number_cell(value, "percent", writer.language, trace=trace) for value in values
                )
                area_name = writer.say(f"appraisal.area.{area}")
                body.append((Cell(area_name), Cell(writer.say(f"appraisal.{heading}")), *cells))
    columns = (
        Column(writer.say("appraisal.column.area"), width=1.4),
        Column(writer.say("appraisal.column.heading"), width=1.6),
        *(Column(writer.say(f"column.{name}"), align="right") for name in ("mean", "q05", "q95")),
    )
    title, note = writer.say("appraisal.weights"), writer.say("appraisal.weights_note")
    seen = writer.view.disclosure(WEIGHTS)
    return DataTable("appraisal-weights", title, columns, tuple(body), trace, note, seen)
