"""Do the projects pay: both appraisals, kept apart, cash by year, and their numbers."""

from __future__ import annotations

import math
from functools import reduce
from operator import add

from songi.figures.projects import CashYear, Spread, cash_chart, spread_chart
from songi.measures.project_flows import COMES_IN
from songi.report.blocks import Block, Cell, Column, DataTable, Figure, Note, Paragraph, Section
from songi.report.compose.figure import result_figure
from songi.report.compose.firms import distinct
from songi.report.compose.project_words import in_units, unit_words, won_cell
from songi.report.compose.writer import Writer, strictest_of
from songi.report.formats import number_cell, quantity_text
from songi.results.claims import Blank, Form, ToldClaim
from songi.study.schema.projects import Benefit

OUTLOOK = "appraisal_outlook"

ENDS = {"low": "q05", "middle": "q50", "high": "q95"}

GOES_OUT = ("outlay", "operating")

NUMBERS: tuple[tuple[str, Form], ...] = (
    ("irr", "percent"), ("one_rate", "percent"), ("mirr", "percent"), ("pi", "two"),
    ("paid_back", "whole"), ("pays_back", "percent"), ("peak", "won"), ("cover", "two"),
    ("put_in", "won"),
)  # fmt: skip
"""What is told of each project, and how it is written."""


def write_feasibility(writer: Writer) -> Section | None:
    """Return both appraisals of the projects; nothing for a study without projects."""
    if not writer.has_rows("projects"):
        return None
    title = writer.say("feasibility.title")
    blocks: list[Block] = [Paragraph((writer.say("feasibility.intro"),))]
    if not writer.shown("feasibility_outlook", OUTLOOK, "project_cash_flow"):
        return Section("feasibility", title, (*blocks, writer.absent("feasibility_outlook")))
    names = _names(writer)
    seen = strictest_of(writer, "feasibility_outlook", OUTLOOK)
    caution = tuple(
        writer.say(f"feasibility.{name}") for name in ("only_known", "assumed", "share_caution")
    )
    blocks += [
        *(Paragraph(tuple(told), seen, lead=True) for told in _lead(writer, names)),
        Note("caution", writer.say("note.caution"), caution, seen),
        _worth(writer, names),
        _numbers(writer, names),
    ]
    if writer.shown("developer_outlook"):
        blocks.append(_developers(writer, names))
    blocks += [_cash(writer, project, name) for project, name in names.items()]
    if writer.latest("benefits"):
        blocks.append(_benefits(writer, names))
    return Section("feasibility", title, tuple(blocks))


def _names(writer: Writer) -> dict[str, str]:
    """Return the names of the projects that were appraised and may be shown, by id."""
    known = distinct(writer.names_of("projects"))
    found = writer.run.dataset("feasibility_outlook")["project"].values
    return {str(one): known[str(one)] for one in found if str(one) in known}


def _lead(writer: Writer, names: dict[str, str]) -> list[list[ToldClaim]]:
    """Return what is told of each project."""
    paragraphs: list[list[ToldClaim]] = []
    appraised = writer.run.dataset(OUTLOOK)
    for project, name in names.items():
        of = {"project": project}
        own = {key: _npv("financial", project, level) for key, level in ENDS.items()}
        labels = of | {"view": "financial"}
        own["positive"] = Blank(OUTLOOK, labels, "positive", form="percent")
        told = [writer.claim("feasibility.lead", own, project=name)]
        if project in {row.project for row in writer.latest("guarantees")}:
            alone = {"alone": _alone(project)}
            told.append(writer.claim("feasibility.alone", alone))
        tied = {
            "peak": Blank("feasibility_outlook", of | {"quantile": "q50"}, "peak", form="won"),
            "share": Blank("feasibility_outlook", of, "pays_back", form="percent"),
        }
        told.append(writer.claim("feasibility.peak", tied))
        if appraised["npv"].sel(view="national", project=project).notnull().all():
            gains = {key: _npv("national", project, level) for key, level in ENDS.items()}
            middle = of | {"view": "national", "quantile": "q50"}
            gains["ratio"] = Blank(OUTLOOK, middle, "benefit_cost", form="two")
            gains["city"] = _npv("city", project, "q50")
            told.append(writer.claim("feasibility.society", gains))
        paragraphs.append(told)
    return paragraphs


def _alone(project: str) -> Blank:
    labels = {"project": project, "quantile": "q50"}
    return Blank("feasibility_outlook", labels, "npv_unguaranteed", form="won")


def _npv(view: str, project: str, level: str) -> Blank:
    labels = {"view": view, "project": project, "quantile": level}
    return Blank(OUTLOOK, labels, "npv", form="won")


def _worth(writer: Writer, names: dict[str, str]) -> Figure:
    found, trace = writer.run.dataset(OUTLOOK), writer.trace(OUTLOOK)
    drawn, body = [], []
    for project, name in names.items():
        for view in (str(one) for one in found["view"].values):
            cells = found.sel(project=project, view=view)
            if cells["npv"].isnull().any():
                continue
            called = writer.named("feasibility.view", view)
            values = [float(one) for one in cells["npv"].values]
            middle = won_cell(writer, values[2], trace)
            quantiles = [in_units(writer, one) for one in values]
            drawn.append(Spread(f"{name}, {called}", quantiles, middle.text, view == "financial"))
            ratio = float(cells["benefit_cost"].sel(quantile="q50"))
            positive = float(cells["positive"])
            body.append(
                (
                    Cell(name),
                    Cell(called),
                    *(won_cell(writer, values[k], trace) for k in (0, 2, 4)),
                    number_cell(ratio, "two", writer.language, trace=trace),
                    number_cell(positive, "percent", writer.language, trace=trace),
                )
            )
    columns = (
        Column(writer.say("feasibility.column.project"), width=2.0),
        Column(writer.say("feasibility.column.view"), width=1.2),
        Column(writer.say("column.q05"), align="right"),
        Column(writer.say("feasibility.column.npv"), align="right"),
        Column(writer.say("column.q95"), align="right"),
        Column(writer.say("feasibility.column.ratio"), align="right"),
        Column(writer.say("feasibility.column.positive"), align="right"),
    )
    axis = writer.say("feasibility.worth_axis", unit=unit_words(writer))
    chart = spread_chart(drawn, axis)
    table_title = writer.say("feasibility.worth_table")
    return result_figure(
        writer, "both-appraisals", "feasibility.worth", OUTLOOK, chart, columns, body,
        table_title=table_title,
    )  # fmt: skip


def _numbers(writer: Writer, names: dict[str, str]) -> DataTable:
    result = "feasibility_outlook"
    found, trace = writer.run.dataset(result), writer.trace(result)
    body = []
    for project, name in names.items():
        cells = []
        for key, form in NUMBERS:
            array = found[key].sel(project=project)
            value = float(array.sel(quantile="q50") if "quantile" in array.dims else array)
            if form == "won":
                cells.append(won_cell(writer, value, trace))
            elif key == "paid_back" and math.isfinite(value):
                cells.append(Cell(f"{value:.0f}", value, trace))
            else:
                cells.append(number_cell(value, form, writer.language, trace=trace))
        body.append((Cell(name), *cells))
    columns = (
        Column(writer.say("feasibility.column.project"), width=2.0),
        *(Column(writer.say(f"feasibility.column.{key}"), align="right") for key, _ in NUMBERS),
    )
    title, note = writer.say("feasibility.numbers"), writer.say("feasibility.numbers_note")
    seen = writer.view.disclosure(result)
    return DataTable(
        "feasibility-numbers", title, columns, tuple(body), trace, note, seen, dense=True
    )


def _developers(writer: Writer, names: dict[str, str]) -> DataTable:
    result = "developer_outlook"
    found, trace = writer.run.dataset(result), writer.trace(result)
    rows = {row.id: row for row in writer.latest("project_shares")}
    body = []
    for one in (str(label) for label in found["project_share"].values if str(label) in rows):
        row = rows[one]
        if row.project not in names:
            continue
        cells = [found["npv"].sel(project_share=one, quantile=level) for level in ENDS.values()]
        cells += [
            found[key].sel(project_share=one, quantile="q50")
            for key in ("npv_unguaranteed", "put_in")
        ]
        body.append(
            (
                Cell(writer.name_in(row), trace=writer.row_anchor("project_shares", row)),
                Cell(names[row.project]),
                Cell(quantity_text(row.share, "1", writer.language)),
                *(won_cell(writer, float(cell), trace) for cell in cells),
            )
        )
    columns = (
        Column(writer.say("feasibility.column.developer"), width=1.8),
        Column(writer.say("feasibility.column.project"), width=1.8),
        Column(writer.say("feasibility.column.part_of"), width=0.7),
        Column(writer.say("column.q05"), align="right"),
        Column(writer.say("feasibility.column.npv"), align="right"),
        Column(writer.say("column.q95"), align="right"),
        Column(writer.say("feasibility.column.alone"), align="right"),
        Column(writer.say("feasibility.column.put_in"), align="right"),
    )
    title, note = writer.say("feasibility.developers"), writer.say("feasibility.developers_note")
    seen = writer.view.disclosure(result)
    return DataTable("developer-worth", title, columns, tuple(body), trace, note, seen, dense=True)


def _cash(writer: Writer, project: str, name: str) -> Figure:
    result = "project_cash_flow"
    found, trace = writer.run.dataset(result).sel(project=project), writer.trace(result)
    mean = found.sel(statistic="mean")
    comes, goes = (reduce(add, (mean[key] for key in part)) for part in (COMES_IN, GOES_OUT))
    moved = [int(y) for y in found["year"].values if float((comes + goes).sel(year=y)) > 0]
    drawn, body = [], []
    for year in range(moved[0], moved[-1] + 1) if moved else ():
        net = [float(found["net"].sel(year=year, statistic=s)) for s in ("mean", "q05", "q95")]
        cash = [float(comes.sel(year=year)), float(goes.sel(year=year)), *net]
        drawn.append(CashYear(year, *(in_units(writer, one) for one in cash)))
        body.append((Cell(str(year)), *(won_cell(writer, one, trace) for one in cash)))
    columns = (
        Column(writer.say("feasibility.column.year"), width=0.8),
        *(
            Column(writer.say(f"feasibility.column.{key}"), align="right")
            for key in ("taken_in", "paid_out", "net")
        ),
        *(Column(writer.say(f"column.{key}"), align="right") for key in ("q05", "q95")),
    )
    chart = cash_chart(
        drawn,
        writer.say("feasibility.cash_axis", unit=unit_words(writer)),
        *(writer.say(f"feasibility.{key}") for key in ("taken_in", "paid_out", "net")),
    )
    anchor = f"cash-{project.replace('_', '-')}"
    return result_figure(
        writer, anchor, "feasibility.cash", result, chart, columns, body, words={"project": name}
    )


def _benefits(writer: Writer, names: dict[str, str]) -> DataTable:
    rows: list[Benefit] = [row for row in writer.latest("benefits") if row.project in names]
    body = tuple(
        (
            Cell(writer.name_in(row), trace=writer.row_anchor("benefits", row)),
            Cell(names[row.project]),
            Cell(writer.named("feasibility.benefit", row.kind)),
            Cell(writer.named("feasibility.counted_as", row.counted_as)),
            Cell(quantity_text(row.share_of_tenants, "1", writer.language)),
            Cell(quantity_text(row.amount_krw, "krw", writer.language)),
            Cell(writer.named("feasibility.per", row.per)),
            writer.basis(row),
        )
        for row in rows
    )
    widths = {
        "benefit": 2.0, "project": 1.6, "kind": 1.0, "counted_as": 0.9, "share": 1.0,
        "amount": 1.4, "per": 1.2,
    }  # fmt: skip
    columns = (
        *(Column(writer.say(f"feasibility.column.{key}"), width=w) for key, w in widths.items()),
        Column(writer.say("column.basis"), width=0.8),
    )
    title, note = writer.say("feasibility.benefits"), writer.say("feasibility.benefits_note")
    return DataTable("project-benefits", title, columns, body, "", note, dense=True)
