"""Patients for trials: the forecast, the curve, the centres, and which to add."""

from __future__ import annotations

import math
from collections.abc import Iterable

import numpy as np

from songi.figures.recruitment import Recruitment, recruitment_chart
from songi.report.blocks import Block, Cell, Column, DataTable, Figure, Note, Paragraph, Section
from songi.report.compose.figure import result_figure
from songi.report.compose.names import cell_shown
from songi.report.compose.writer import Writer, columns_of, strictest_of
from songi.report.formats import number_cell, quantity_text
from songi.results.claims import Blank, Form, ToldClaim
from songi.study.schema.trials import TrialCentre

FORECAST: tuple[tuple[str, str, Form], ...] = (
    ("target", "target", "whole"), ("deadline", "deadline", "one"), ("early", "q05", "one"),
    ("middle", "q50", "one"), ("late", "q95", "one"), ("in_time", "in_time", "percent"),
    ("ever", "ever", "percent"),
)  # fmt: skip
"""Columns of the forecast: heading, variable, how it is written."""

ADDED: tuple[tuple[str, Form], ...] = (
    ("order", "whole"), ("gained", "one"), ("months", "one"), ("in_time", "percent"),
)  # fmt: skip


def write_recruitment(writer: Writer) -> Section | None:
    """Return how long trials recruit; nothing without trials."""
    if not writer.has_rows("trials"):
        return None
    title = writer.say("trials.title")
    blocks: list[Block] = [Paragraph((writer.say("trials.intro"),))]
    if not writer.shown("recruitment_forecast"):
        return Section("trials", title, (*blocks, writer.absent("recruitment_forecast")))
    seen = strictest_of(writer, "recruitment_forecast", *_also(writer))
    blocks.append(Paragraph(tuple(_lead(writer)), seen, lead=True))
    cautions = tuple(writer.say(f"trials.caution_{one}") for one in ("share", "count", "rates"))
    blocks.append(Note("caution", writer.say("note.caution"), cautions, seen))
    blocks += [_curve(writer), _forecast(writer), _centres(writer)]
    if writer.shown("centre_additions"):
        blocks.append(_additions(writer))
    return Section("trials", title, tuple(blocks))


def _also(writer: Writer) -> list[str]:
    return [one for one in ("centre_additions", "interim_forecast") if writer.shown(one)]


def _trials(writer: Writer) -> dict[str, str]:
    """Return the names of the trials that are forecast, by id."""
    known = {str(one) for one in writer.run.dataset("recruitment_forecast")["trial"].values}
    return {key: name for key, name in writer.names_of("trials").items() if key in known}


def _lead(writer: Writer) -> list[ToldClaim | str]:
    """Return of each trial when it is done, which centre would help, and what counts say."""
    found = writer.run.dataset("recruitment_forecast")
    told: list[ToldClaim | str] = []
    for trial, name in _trials(writer).items():
        labels = {"trial": trial}
        ends = {key: float(found[key].sel(trial=trial)) for key in ("q50", "q95")}
        text = "lead" if math.isfinite(ends["q95"]) else "lead_open"
        text = text if math.isfinite(ends["q50"]) else "lead_never"
        wanted: dict[str, tuple[tuple[str, Form], ...]] = {
            "lead": (("q05", "one"), ("q50", "one"), ("q95", "one"), ("in_time", "percent")),
            "lead_open": (("q50", "one"), ("in_time", "percent"), ("ever", "percent")),
            "lead_never": (("in_time", "percent"), ("ever", "percent")),
        }
        blanks = {
            key: Blank("recruitment_forecast", labels, key, form=form) for key, form in wanted[text]
        }
        told.append(writer.claim(f"trials.{text}", blanks, trial=name))
        told += _best_addition(writer, trial)
        told += _interim(writer, trial, name)
    return told


def _best_addition(writer: Writer, trial: str) -> list[ToldClaim]:
    if not writer.shown("centre_additions"):
        return []
    found, rows = writer.run.dataset("centre_additions"), writer.latest("trial_centres")
    mine = {row.id: row for row in rows if row.trial == trial}
    for centre in [str(one) for one in found["trial_centre"].values if str(one) in mine]:
        if float(found["order"].sel(trial_centre=centre)) == 1 and float(
            found["gained"].sel(trial_centre=centre)
        ) > 0:  # fmt: skip
            labels = {"trial_centre": centre}
            blanks = {
                "gained": Blank("centre_additions", labels, "gained", form="one"),
                "in_time": Blank("centre_additions", labels, "in_time", form="percent"),
            }
            text = "add_alike" if _are_alike(mine.values()) else "add"
            return [writer.claim(f"trials.{text}", blanks, centre=writer.name_in(mine[centre]))]
    return []


def _are_alike(rows: Iterable[TrialCentre]) -> bool:
    """Return whether the centres that could join are stated alike: then their order is chance."""
    joining = [row for row in rows if row.role == "could_join"]
    stated = {
        (row.rate_per_month.text, row.approval.text, row.opening_months.text) for row in joining
    }
    return len(joining) > 1 and len(stated) == 1


def _interim(writer: Writer, trial: str, name: str) -> list[ToldClaim]:
    if not writer.shown("interim_forecast"):
        return []
    if trial not in writer.run.dataset("interim_forecast")["trial"].values:
        return []
    forms: dict[str, Form] = {"target": "whole", "in_time": "percent"}
    blanks = {
        key: Blank("interim_forecast", {"trial": trial}, key, form=form)
        for key, form in forms.items()
    }
    return [writer.claim("trials.interim", blanks, trial=name)]


def _curve(writer: Writer) -> Figure:
    found, trace = (
        writer.run.dataset("recruitment_forecast"), writer.trace("recruitment_forecast")
    )  # fmt: skip
    months = [int(one) for one in found["month"].values]
    drawn, body = [], []
    for trial, name in _trials(writer).items():
        cells = found.sel(trial=trial)
        mean, low, high = (cells[f"patients{end}"].values.tolist() for end in ("", "_low", "_high"))
        target, deadline = (float(cells[key]) for key in ("target", "deadline"))
        drawn.append(Recruitment(name, months, mean, low, high, target, deadline))
        for k in range(0, len(months), 6):
            numbers = (
                number_cell(path[k], "one", writer.language, trace=trace)
                for path in (mean, low, high)
            )
            body.append((Cell(name), Cell(str(months[k]), months[k]), *numbers))
    columns = (
        Column(writer.say("trials.column.trial"), width=2.6),
        Column(writer.say("trials.month_axis"), align="right"),
        Column(writer.say("trials.curve_axis"), align="right"),
        *(Column(writer.say(f"column.{name}"), align="right") for name in ("q05", "q95")),
    )
    chart = recruitment_chart(
        drawn,
        (writer.say("trials.month_axis"), writer.say("trials.curve_axis")),
        (writer.say("trials.target"), writer.say("trials.deadline")),
    )
    return result_figure(
        writer, "recruitment-curve", "trials.curve", "recruitment_forecast", chart, columns, body
    )


def _forecast(writer: Writer) -> DataTable:
    found, trace = (
        writer.run.dataset("recruitment_forecast"), writer.trace("recruitment_forecast")
    )  # fmt: skip
    body = tuple(
        (
            Cell(name),
            *(
                number_cell(float(found[key].sel(trial=trial)), form, writer.language, trace=trace)
                for _, key, form in FORECAST
            ),
        )
        for trial, name in _trials(writer).items()
    )
    names = [heading for heading, _, _ in FORECAST]
    widths = {"trial": 2.6, **dict.fromkeys(names, 1.0)}
    columns = columns_of(writer, widths, right=names, topic="trials.column")
    seen = writer.view.disclosure("recruitment_forecast")
    title, note = writer.say("trials.forecast"), writer.say("trials.forecast_note")
    return DataTable("recruitment", title, columns, body, trace, note, seen, dense=True)


def _centres(writer: Writer) -> DataTable:
    trials = _trials(writer)
    body = []
    for row in writer.latest("trial_centres"):
        if row.trial not in trials:
            continue
        cells = (
            quantity_text(row.rate_per_month, "per_month", writer.language),
            quantity_text(row.approval, "1", writer.language),
            quantity_text(row.opening_months, "months", writer.language),
        )
        body.append(
            (
                Cell(trials[row.trial]),
                Cell(writer.name_in(row), trace=writer.row_anchor("trial_centres", row)),
                Cell(cell_shown(writer, row, "role")),
                *(Cell(one) for one in cells),
                writer.basis(row),
            )
        )
    widths = {"trial": 2.0, "centre": 1.8, "role": 0.9, "rate": 1.4, "approval": 1.0, "opens": 1.0}
    columns = (
        *columns_of(writer, widths, topic="trials.column"),
        Column(writer.say("column.basis"), width=0.8),
    )
    title, note = writer.say("trials.centres"), writer.say("trials.centres_note")
    return DataTable("trial-centres", title, columns, tuple(body), "", note, dense=True)


def _additions(writer: Writer) -> DataTable:
    found, trace = writer.run.dataset("centre_additions"), writer.trace("centre_additions")
    trials = _trials(writer)
    rows = {row.id: row for row in writer.latest("trial_centres") if row.trial in trials}
    shown = [str(one) for one in found["trial_centre"].values if str(one) in rows]
    body = tuple(
        (
            Cell(trials[rows[one].trial]),
            Cell(writer.name_in(rows[one])),
            *(
                number_cell(
                    float(np.asarray(found[key].sel(trial_centre=one))), form, writer.language,
                    trace=trace,
                )
                for key, form in ADDED
            ),
        )
        for one in shown
    )  # fmt: skip
    names = [key for key, _ in ADDED]
    widths = {"trial": 2.4, "centre": 2.0, **dict.fromkeys(names, 1.0)}
    columns = columns_of(writer, widths, right=names, topic="trials.column")
    seen = writer.view.disclosure("centre_additions")
    title, note = writer.say("trials.additions"), writer.say("trials.additions_note")
    if any(_are_alike(r for r in rows.values() if r.trial == trial) for trial in trials):
        note = f"{note} {writer.say('trials.additions_alike')}"
    return DataTable("centre-additions", title, columns, body, trace, note, seen, dense=True)
