"""People: whom tenants need and who is here, by occupation and year, and what training it takes."""

from __future__ import annotations

import math
from typing import Any

from songi.figures.people import Fan, Talent, gap_chart, talent_chart
from songi.report.blocks import Block, Cell, DataTable, Figure, Note, Paragraph, Section
from songi.report.compose.figure import result_figure
from songi.report.compose.names import row_called
from songi.report.compose.writer import Writer, columns_of
from songi.report.formats import number_cell, value_cell
from songi.results.claims import Blank, ToldClaim
from songi.study.table import cell_text

TOPIC = "people.column"


def write_talent(writer: Writer) -> Section | None:
    """Return supply and demand of people; nothing for a study without occupations."""
    if not writer.has_rows("occupations"):
        return None
    title = writer.say("people.talent.title")
    blocks: list[Block] = [Paragraph((writer.say("people.talent.intro"),))]
    if not writer.shown("talent_outlook"):
        return Section("talent", title, (*blocks, writer.absent("talent_outlook")))
    seen = writer.view.disclosure("talent_outlook")
    blocks += [Paragraph(tuple(_lead(writer)), seen, lead=True), _balance(writer), _gap(writer)]
    if writer.shown("training_outlook") and _options(writer):
        blocks += [Paragraph(tuple(_closing(writer)), seen), _training(writer)]
    cautions = ("only_known", "beyond", "assumed")
    told = tuple(writer.say(f"people.talent.{name}") for name in cautions)
    blocks.append(Note("caution", writer.say("note.caution"), told, seen))
    return Section("talent", title, tuple(blocks))


def _lead(writer: Writer) -> list[ToldClaim | str]:
    """Return of each occupation whom it takes, who is here and in how many runs people lack."""
    found = writer.run.dataset("talent_outlook")
    last = int(found["year"].values[-1])
    told: list[ToldClaim | str] = []
    for name in _occupations(writer):
        at = {"occupation": name, "year": last}
        blanks = {
            key: Blank("talent_outlook", at, key, form="whole")
            for key in ("needed", "demand", "stock", "gap")
        }
        blanks["short"] = Blank("talent_outlook", at, "short", form="percent")
        words = {"occupation": row_called(writer, "occupations", name), "year": str(last)}
        told.append(writer.claim("people.talent.lead", blanks, **words))
    return told


def _balance(writer: Writer) -> Figure:
    """Return people here and people needed by year, a panel for each occupation."""
    found, trace = writer.run.dataset("talent_outlook"), writer.trace("talent_outlook")
    years = [int(one) for one in found["year"].values]
    drawn, body = [], []
    for name in _occupations(writer):
        cells = found.sel(occupation=name)
        called = row_called(writer, "occupations", name)
        drawn.append(Talent(called, years, _fan(cells, "stock"), _fan(cells, "demand")))
        for year in years:
            here = cells.sel(year=year)
            keys = ("stock", "stock_low", "stock_high", "demand", "demand_low", "demand_high")
            numbers = (
                number_cell(float(here[key]), "whole", writer.language, trace=trace) for key in keys
            )
            short = number_cell(float(here["short"]), "percent", writer.language, trace=trace)
            body.append((Cell(called), Cell(str(year)), *numbers, short))
    titles = (writer.say("people.talent.stock"), writer.say("people.talent.demand"))
    widths = {"occupation": 1.8, "year": 0.8, "here": 1.0, "here_low": 0.8, "here_high": 0.8,
              "needed": 1.0, "needed_low": 0.8, "needed_high": 0.8, "short": 1.0}  # fmt: skip
    columns = columns_of(writer, widths, right=[*widths][2:], topic=TOPIC)
    return result_figure(
        writer, "talent-balance", "people.talent.balance", "talent_outlook",
        talent_chart(drawn, titles), columns, body,
    )  # fmt: skip


def _gap(writer: Writer) -> Figure:
    """Return how many people lack in the last year: by today's pipeline, and if all were taken."""
    found, trace = writer.run.dataset("talent_outlook"), writer.trace("talent_outlook")
    last = found.isel(year=-1)
    names: list[str] = []
    ends: dict[str, list[float]] = {"": [], "_low": [], "_high": []}
    labels, body = [], []
    for name in _occupations(writer):
        here = last.sel(occupation=name)
        called = row_called(writer, "occupations", name)
        for kind, jobs in (("gap", "jobs"), ("gap_full", "full")):
            values = [float(here[f"{kind}{end}"]) for end in ends]
            if not math.isfinite(values[0]):
                continue
            names.append(writer.say(f"people.talent.{kind}", occupation=called))
            for key, value in zip(ends, values, strict=True):
                ends[key].append(value)
            cells = [number_cell(one, "whole", writer.language, trace=trace) for one in values]
            labels.append(cells[0].text)
            work = number_cell(float(here[jobs]), "whole", writer.language, trace=trace)
            body.append((Cell(names[-1]), work, *cells))
    widths = {"case": 2.6, "jobs": 1.0, "gap": 1.0, "low": 0.9, "high": 0.9}
    columns = columns_of(writer, widths, right=[*widths][1:], topic=TOPIC)
    fan = Fan(ends[""], ends["_low"], ends["_high"])
    chart = gap_chart(names, fan, labels, writer.say("people.talent.gap_axis"))
    return result_figure(
        writer, "talent-gap", "people.talent.lacking", "talent_outlook", chart, columns, body,
        words={"year": str(int(found["year"].values[-1]))},
    )  # fmt: skip


def _closing(writer: Writer) -> list[ToldClaim | str]:
    """Return of each programme that could be set up how many seats would close the gap."""
    found = writer.run.dataset("training_outlook")
    last = int(found["year"].values[-1])
    told: list[ToldClaim | str] = []
    for name, row in _options(writer).items():
        if math.isfinite(float(found["seats_full"].sel(programme=name))):
            at, whole = {"programme": name, "year": last}, {"programme": name}
            blanks = {
                "needed": Blank("training_outlook", at, "needed", form="percent"),
                "seats": Blank("training_outlook", at, "seats", form="whole"),
                "full": Blank("training_outlook", whole, "seats_full", form="whole"),
                "low": Blank("training_outlook", whole, "seats_full_low", form="whole"),
                "high": Blank("training_outlook", whole, "seats_full_high", form="whole"),
            }
            words = {"programme": writer.name_in(row), "year": str(last)}
            told.append(writer.claim("people.talent.closes", blanks, **words))
    return told


def _training(writer: Writer) -> DataTable:
    found, trace = writer.run.dataset("training_outlook"), writer.trace("training_outlook")
    last = found.isel(year=-1)
    body = []
    for name, row in _options(writer).items():
        here = last.sel(programme=name)
        seats = [
            number_cell(float(here[key]), "whole", writer.language, trace=trace)
            for key in ("seats", "seats_high", "seats_full", "seats_full_low", "seats_full_high")
        ]
        money = [
            value_cell(_rounded(float(here[key])), "krw", writer.language, trace=trace)
            for key in ("cost", "cost_full")
        ]
        share = number_cell(float(here["needed"]), "percent", writer.language, trace=trace)
        body.append(
            (
                Cell(writer.name_in(row), trace=writer.row_anchor("training_programmes", row)),
                Cell(cell_text(row.seats_per_year)),
                share, *seats[:2], money[0], *seats[2:], money[1],
            )
        )  # fmt: skip
    widths = {
        "programme": 2.4, "set_up": 0.8, "needs_any": 0.9, "seats": 0.8, "seats_high": 0.8,
        "cost": 1.0, "seats_full": 0.9, "low": 0.8, "high": 0.8, "cost_full": 1.0,
    }  # fmt: skip
    columns = columns_of(writer, widths, right=[*widths][1:], topic=TOPIC)
    title, note = writer.say("people.talent.training"), writer.say("people.talent.training_note")
    seen = writer.view.disclosure("training_outlook")
    return DataTable("training-need", title, columns, tuple(body), trace, note, seen, dense=True)


def _rounded(won: float) -> float:
    """Return a mean in tens of thousands of won: no assumed cost is known better."""
    return round(won, -4) if math.isfinite(won) else won


def _fan(cells: Any, name: str) -> Fan:
    mean, low, high = (
        [float(one) for one in cells[f"{name}{end}"].values] for end in ("", "_low", "_high")
    )
    return Fan(mean, low, high)


def _occupations(writer: Writer) -> list[str]:
    """Return the occupations of the outlook that the audience may see, in order."""
    shown = {row.row_id for row in writer.latest("occupations")}
    known = [str(one) for one in writer.run.dataset("talent_outlook")["occupation"].values]
    return [one for one in known if one in shown]


def _options(writer: Writer) -> dict[str, Any]:
    """Return the programmes of the outlook that could be set up, by id."""
    known = {str(one) for one in writer.run.dataset("training_outlook")["programme"].values}
    rows = writer.latest("training_programmes")
    return {row.row_id: row for row in rows if row.row_id in known}
