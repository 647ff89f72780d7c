"""What the team's own record says of the steps of the pipeline, beside what is believed of them."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
import xarray as xr

from songi.figures.pipeline import TELLS_AT, Stay, stay_chart
from songi.report.blocks import Block, Cell, Column, DataTable, Figure, Heading, Note, Paragraph
from songi.report.compose.figure import result_figure
from songi.report.compose.firms import stage_name
from songi.report.compose.writer import Writer
from songi.report.formats import number_cell, unit_name
from songi.results.claims import Blank, Form, ToldClaim
from songi.study.schema.firms import STAGES


def write_steps(writer: Writer) -> list[Block]:
    """Return the record of who left each stage, and how much the forecast rests on belief."""
    heading = Heading(writer.say("firms.pipeline.record_heading"))
    if not writer.shown("pipeline_record"):
        return [heading, writer.absent("pipeline_record")]
    seen = writer.view.disclosure("pipeline_record")
    record = writer.run.dataset("pipeline_record")
    blocks: list[Block] = [
        heading,
        Paragraph((writer.say("firms.pipeline.record_intro"), *_weight(writer, record)), seen),
    ]
    if any(row.basis == "assumed" for row in writer.latest("conversion_priors")):
        told = (writer.say("firms.pipeline.prior_assumed"),)
        blocks.append(Note("assumption", writer.say("note.assumption"), told))
    blocks.append(_record(writer, record, seen))
    if writer.shown("stage_durations"):
        blocks.append(_durations(writer))
    return blocks


def _weight(writer: Writer, record: xr.Dataset) -> list[ToldClaim | str]:
    """Return how much the forecast rests on the belief: least and most."""
    weights = {
        str(stage): float(record["prior_weight"].sel(from_stage=stage))
        for stage in record["from_stage"].values
    }
    stated = {stage: weight for stage, weight in weights.items() if math.isfinite(weight)}
    if not stated:
        return []
    if not float(record["steps"].sum(skipna=False)):
        return [writer.say("firms.pipeline.prior_only")]
    least, most = min(stated, key=lambda one: stated[one]), max(stated, key=lambda one: stated[one])

    def blank(stage: str) -> Blank:
        return Blank("pipeline_record", {"from_stage": stage}, "prior_weight", form="percent")

    if stated[least] == stated[most]:
        return [writer.claim("firms.pipeline.prior_same", {"most": blank(most)})]
    words = {"least_stage": stage_name(writer, least), "most_stage": stage_name(writer, most)}
    blanks = {"least": blank(least), "most": blank(most)}
    return [writer.claim("firms.pipeline.prior_range", blanks, **words)]


def _record(writer: Writer, record: xr.Dataset, seen: Any) -> DataTable:
    trace = writer.trace("pipeline_record")
    body = []
    for k, stage in enumerate(STAGES[:-2]):
        one = record.sel(from_stage=stage)
        numbers: tuple[tuple[float, Form], ...] = (
            (float(one["seen"]), "whole"),
            (float(one["months"]), "one"),
            (float(one["steps"].sel(to_stage=STAGES[k + 1])), "whole"),
            (float(one["steps"].sel(to_stage="lost")), "whole"),
            (float(one["prior_weight"]), "percent"),
        )
        cells = (number_cell(value, form, writer.language, trace=trace) for value, form in numbers)
        body.append((Cell(stage_name(writer, stage)), *cells))
    months = unit_name("months", writer.language)
    names = ("seen", "months_together", "next_step", "lost_step", "prior_weight")
    columns = (
        Column(writer.say("firms.column.stage"), width=1.4),
        *(
            Column(
                writer.say(f"firms.column.{name}"),
                months if name == "months_together" else "",
                "right",
            )
            for name in names
        ),
    )
    title, note = writer.say("firms.pipeline.record"), writer.say("firms.pipeline.record_note")
    return DataTable("pipeline-record", title, columns, tuple(body), trace, note, seen, dense=True)


def _durations(writer: Writer) -> Figure:
    found = writer.run.dataset("stage_durations").transpose("stage", "month")
    trace = writer.trace("stage_durations")
    months = [int(one) for one in found["month"].values]
    stays, body = [], []
    for stage in (str(one) for one in found["stage"].values):
        one = {name: found[name].sel(stage=stage).values for name in found.data_vars}
        if not one["at_risk"][0]:
            continue
        end = _watched_until(one["at_risk"], one["staying"])
        name = stage_name(writer, stage)
        parts = ("staying", "low", "high", "at_risk")
        stays.append(Stay(name, months[:end], *(one[part][:end].tolist() for part in parts)))
        body += [
            (
                Cell(name),
                Cell(str(month), float(month)),
                *(
                    number_cell(float(one[part][month]), "percent", writer.language, trace=trace)
                    for part in parts[:-1]
                ),
                number_cell(float(one["at_risk"][month]), "whole", writer.language, trace=trace),
            )
            for month in months[:end:TELLS_AT]
        ]
    columns = (
        Column(writer.say("firms.column.stage"), width=1.4),
        Column(writer.say("firms.column.month"), align="right"),
        Column(writer.say("firms.column.staying"), align="right"),
        *(Column(writer.say(f"column.{name}"), align="right") for name in ("q05", "q95")),
        Column(writer.say("firms.column.watched"), align="right"),
    )
    return result_figure(
        writer,
        "stage-durations",
        "firms.pipeline.durations",
        "stage_durations",
        stay_chart(stays, writer.language),
        columns,
        body,
        trace=trace,
        table_title=writer.say("firms.pipeline.durations_table"),
    )


def _watched_until(watched: np.ndarray, staying: np.ndarray) -> int:
    """Return how many months a curve is drawn: while somebody is watched, and its last step."""
    last = int(np.flatnonzero(watched)[-1])
    steps_after = last + 1 < len(staying) and staying[last + 1] != staying[last]
    return last + 2 if steps_after else last + 1
