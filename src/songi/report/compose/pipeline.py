"""The pipeline of investors: who stands where, and what a count of letters cannot say."""

from __future__ import annotations

from typing import Any

import numpy as np

from songi.figures.pipeline import StageCount, stage_chart
from songi.language import country_name
from songi.measures.tallies import SOUGHT
from songi.report.blocks import Block, Cell, Column, DataTable, Figure, Note, Paragraph, Section
from songi.report.compose.amounts import write_amounts, write_lost
from songi.report.compose.figure import result_figure
from songi.report.compose.firms import investor_names, reference_day_of, stage_name
from songi.report.compose.forecast import write_forecast
from songi.report.compose.steps import write_steps
from songi.report.compose.writer import Writer, strictest_of
from songi.report.formats import number_cell, unit_name
from songi.results.claims import Blank, ToldClaim
from songi.study.histories import histories
from songi.study.schema.firms import STAGES


def write_pipeline(writer: Writer) -> Section | None:
    """Return where investors stand and what is expected; nothing for a study without investors."""
    if not writer.has_rows("investors"):
        return None
    title = writer.say("firms.pipeline.title")
    needed = ("pipeline_stages", "stage_counts", "stage_seekers")
    if not writer.shown(*needed):
        return Section("pipeline", title, (writer.absent("pipeline_stages"),))
    day = writer.date_text(reference_day_of(writer))
    seen = strictest_of(writer, *needed)
    blocks: list[Block] = [
        Paragraph((writer.say("firms.pipeline.intro", day=day),), seen),
        Paragraph(tuple(_lead(writer)), seen, lead=True),
        *_letters(writer, seen),
        _stages(writer),
        _standing(writer, seen),
        *write_steps(writer),
        *write_forecast(writer),
        *write_amounts(writer),
        *write_lost(writer),
    ]
    return Section("pipeline", title, tuple(blocks))


def _lead(writer: Writer) -> list[ToldClaim]:
    """Return how many stand at each stage, by name and without, and who seeks no land."""

    def named(stage: str) -> Blank:
        return Blank("stage_counts", {"stage": stage}, "named", form="whole")

    stages = ("move_in", "contract", "letter", "mou")
    told = [writer.claim("firms.pipeline.lead", {stage: named(stage) for stage in stages})]
    partners = writer.run["stage_seekers"].sel(seeks="cooperation", stage=[*stages])
    most = str(partners["stage"].values[int(np.argmax(partners.values))])
    if float(partners.sel(stage=most)):
        labels = {"stage": most, "seeks": "cooperation"}
        blanks = {
            "named": named(most),
            "cooperation": Blank("stage_seekers", labels, form="whole"),
        }
        told.append(writer.claim("firms.pipeline.partners", blanks, stage=stage_name(writer, most)))
    unnamed = writer.run["stage_counts"]["unnamed"]
    for stage in (str(one) for one in unnamed["stage"].values):
        if float(unnamed.sel(stage=stage)):
            firms = {"firms": Blank("stage_counts", {"stage": stage}, "unnamed", form="whole")}
            words = {"stage": stage_name(writer, stage)}
            told.append(writer.claim("firms.pipeline.unnamed", firms, **words))
    return told


def _letters(writer: Writer, seen: Any) -> list[Note]:
    """Return what a count of letters cannot say, where there is one."""
    if not float(writer.run["stage_counts"]["unnamed"].sum(skipna=False)):
        return []
    title = writer.say("firms.pipeline.letters_title")
    return [Note("caution", title, (writer.say("firms.pipeline.letters"),), seen)]


def _stages(writer: Writer) -> Figure:
    counts, seekers = writer.run.dataset("stage_counts"), writer.run["stage_seekers"]
    trace = writer.trace("stage_seekers")
    drawn, body = [], []
    for stage in (str(one) for one in counts["stage"].values):
        name = stage_name(writer, stage)
        by = {one: float(seekers.sel(stage=stage, seeks=one)) for one in SOUGHT}
        unnamed = float(counts["unnamed"].sel(stage=stage))
        drawn.append(
            StageCount(name, by["land"], by["unknown"], by["space"] + by["cooperation"], unnamed)
        )
        cells = (number_cell(by[one], "whole", writer.language, trace=trace) for one in SOUGHT)
        firms = number_cell(unnamed, "whole", writer.language, trace=writer.trace("stage_counts"))
        body.append((Cell(name), *cells, firms))
    columns = (
        Column(writer.say("firms.column.stage"), width=1.5),
        *(Column(writer.named("firms.seeks", one), align="right") for one in SOUGHT),
        Column(writer.say("firms.column.unnamed"), align="right", width=1.4),
    )
    return result_figure(
        writer,
        "stages",
        "firms.pipeline.stages",
        "stage_seekers",
        stage_chart(drawn, writer.language),
        columns,
        body,
        trace=trace,
    )


def _standing(writer: Writer, seen: Any) -> DataTable:
    """Return the investors one by one, the furthest first."""
    found = writer.run.dataset("pipeline_stages")
    rows = {row.id: row for row in writer.latest("investors")}
    last = {key: events[-1] for key, events in histories(writer.latest("events")).items()}
    order = [*reversed(STAGES[:-1]), "none", "lost"]
    names = investor_names(writer)
    keys = [str(one) for one in found["investor"].values if str(one) in rows]
    keys.sort(
        key=lambda one: (
            order.index(str(found["stage"].sel(investor=one).item())),
            rows[one].members > 1,
            float(found["months_silent"].sel(investor=one)),
        )
    )
    body = []
    for key in keys:
        row, one = rows[key], found.sel(investor=key)
        event = last.get(key)
        trace = writer.trace("pipeline_stages", investor=key)
        body.append(
            (
                Cell(names[key], trace=writer.row_anchor("investors", row)),
                Cell(stage_name(writer, one["stage"].item()), trace=trace),
                Cell(writer.named("firms.seeks", row.seeks)),
                Cell(writer.named("firms.investor", row.kind)),
                Cell(country_name(row.country, writer.language)),
                Cell("" if event is None else writer.name_in(event)),
                Cell("" if event is None else writer.date_text(event.happened_on)),
                number_cell(float(one["months_silent"]), "one", writer.language, trace=trace),
                number_cell(float(row.members), "whole", writer.language),
            )
        )
    names_of_columns = (
        ("investor", 2.2), ("stage", 1.0), ("seeks", 0.8), ("kind", 1.0),
        ("country", 0.9), ("event", 1.6), ("day", 0.9), ("months_silent", 0.9), ("members", 0.6),
    )  # fmt: skip
    months = unit_name("months", writer.language)
    columns = tuple(
        Column(
            writer.say(f"firms.column.{name}"),
            months if name == "months_silent" else "",
            "right" if name in {"members", "months_silent"} else "left",
            width=width,
        )
        for name, width in names_of_columns
    )
    return DataTable(
        "investors-standing",
        writer.say("firms.pipeline.standing"),
        columns,
        tuple(body),
        writer.trace("pipeline_stages"),
        writer.say("firms.pipeline.standing_note"),
        seen,
        dense=True,
    )
