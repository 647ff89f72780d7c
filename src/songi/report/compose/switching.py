"""What moves a project's present value most, and how far it must go before the project pays."""

from __future__ import annotations

import math
from typing import Any

import xarray as xr

from songi.figures.appraisal import Swing, tornado_chart
from songi.report.blocks import Block, Cell, Column, DataTable, Figure, Note, Paragraph
from songi.report.compose.figure import result_figure
from songi.report.compose.firms import distinct
from songi.report.compose.names import column_word
from songi.report.compose.project_words import in_units, unit_words, won_cell
from songi.report.compose.writer import Writer, joined
from songi.report.formats import value_cell
from songi.results.claims import Blank

RESULT = "switching_values"

VIEWS = ("financial", "national")
"""Views that are drawn: whoever carries the project out, and society."""

NO_SWING = 1e-6
"""Present values that part by less than this share are the same."""


def write_switching(writer: Writer) -> list[Block]:
    """Return tornado and switching values of each project; a note where they were not run."""
    if not writer.shown(RESULT):
        return [writer.absent(RESULT)]
    found = writer.run.dataset(RESULT)
    names = distinct(writer.names_of("projects"))
    caution = tuple(writer.say(f"switching.{name}") for name in ("one_by_one", "linear"))
    seen = writer.view.disclosure(RESULT)
    blocks: list[Block] = [
        Paragraph((writer.say("switching.intro"),)),
        Note("caution", writer.say("note.caution"), caution, seen),
    ]
    for project in (str(one) for one in found["project"].values):
        if project not in names:
            continue
        drivers = found.isel(driver=(found["of"].values == project).nonzero()[0])
        for view in VIEWS:
            blocks += _of_view(writer, drivers, project, names[project], view)
        blocks.append(_values(writer, drivers, project, names[project]))
    return blocks


def _of_view(
    writer: Writer, drivers: xr.Dataset, project: str, name: str, view: str
) -> list[Block]:
    base = float(drivers["base"].sel(project=project, view=view))
    moving = _moving(drivers, view)
    if not math.isfinite(base) or not moving:
        return []
    blank = {"base": Blank(RESULT, {"project": project, "view": view}, "base", form="won")}
    words = {"project": name, "view": writer.say(f"switching.view.{view}")}
    lead = [writer.claim("switching.base", blank, **words)]
    lead += [_first(writer, drivers, moving[0], view)]
    figure = _tornado(writer, drivers, moving, view, words, base)
    return [Paragraph(tuple(lead), writer.view.disclosure(RESULT)), figure]


def _first(writer: Writer, drivers: xr.Dataset, driver: str, view: str) -> Any:
    """Return what moves the present value most, as a sentence."""
    labels = {"driver": driver, "view": view}
    ends = {name: Blank(RESULT, labels, name, form="won") for name in ("low", "high")}
    return writer.claim("switching.most", ends, driver=driver_name(writer, drivers, driver))


def _moving(drivers: xr.Dataset, view: str) -> list[str]:
    """Return the drivers that move a view, the widest swing first."""
    swing = {
        str(one): abs(float(drivers["high"].sel(driver=one, view=view))
                      - float(drivers["low"].sel(driver=one, view=view)))
        for one in drivers["driver"].values
    }  # fmt: skip
    widest = max(swing.values(), default=0.0)
    moving = [one for one, size in swing.items() if size > NO_SWING * widest]
    return sorted(moving, key=lambda one: (-swing[one], one))


def _tornado(
    writer: Writer,
    drivers: xr.Dataset,
    moving: list[str],
    view: str,
    words: dict[str, str],
    base: float,
) -> Figure:
    trace = writer.trace(RESULT)
    swings, body = [], []
    for driver in moving:
        one = drivers.sel(driver=driver, view=view)
        ends = [_in_unit(writer, drivers, driver, key) for key in ("value_low", "value_high")]
        low, high = float(one["low"]), float(one["high"])
        name = driver_name(writer, drivers, driver)
        worth = [in_units(writer, value) for value in (low, high)]
        swings.append(Swing(name, worth[0], worth[1], ends[0].text, ends[1].text))
        body.append(
            (Cell(name), *ends, won_cell(writer, low, trace), won_cell(writer, high, trace))
        )
    columns = (
        Column(writer.say("switching.column.driver"), width=2.6),
        *(
            Column(writer.say(f"switching.column.{name}"), align="right", width=1.2)
            for name in ("value_low", "value_high", "low", "high")
        ),
    )
    chart = tornado_chart(
        swings,
        in_units(writer, base),
        writer.say("switching.axis", unit=unit_words(writer)),
        writer.say("switching.at_low"),
        writer.say("switching.at_high"),
    )
    anchor = f"tornado-{view}-{_slug(str(drivers['of'].values[0]))}"
    return result_figure(
        writer, anchor, "switching.tornado", RESULT, chart, columns, body, words=words
    )


def _values(writer: Writer, drivers: xr.Dataset, project: str, name: str) -> DataTable:
    """Return the switching values of a project, view by view."""
    trace, body = writer.trace(RESULT), []
    for driver in (str(one) for one in drivers["driver"].values):
        cells = [_switching(writer, drivers, driver, view) for view in VIEWS]
        keys = ("value_low", "value_now", "value_high")
        range_cells = (_in_unit(writer, drivers, driver, key) for key in keys)
        body.append((Cell(driver_name(writer, drivers, driver)), *range_cells, *cells))
    columns = (
        Column(writer.say("switching.column.driver"), width=2.6),
        *(
            Column(writer.say(f"switching.column.{name}"), align="right", width=1.2)
            for name in ("value_low", "value_now", "value_high")
        ),
        *(
            Column(writer.say(f"switching.column.{view}"), align="right", width=1.5)
            for view in VIEWS
        ),
    )
    title = writer.say("switching.values", project=name)
    note, seen = writer.say("switching.values_note"), writer.view.disclosure(RESULT)
    anchor = f"switching-{_slug(project)}"
    return DataTable(anchor, title, columns, tuple(body), trace, note, seen, dense=True)


def _switching(writer: Writer, drivers: xr.Dataset, driver: str, view: str) -> Cell:
    """Return the value at which the present value is nought, and whether it is in the range."""
    one = drivers.sel(driver=driver, view=view)
    low, high = float(one["low"]), float(one["high"])
    if not math.isfinite(low) or low == high:
        return Cell(writer.say("switching.moves_nothing"))
    inside = float(one["inside"])
    if not math.isfinite(inside):
        return Cell(writer.say("switching.never"))
    note = writer.say("switching.inside" if inside else "switching.outside")
    unit = _unit(drivers, driver)
    value = float(one["switching_value"])
    return value_cell(value, unit, writer.language, trace=writer.trace(RESULT), note=note)


def driver_name(writer: Writer, drivers: xr.Dataset, driver: str) -> str:
    """Return what readers call an input: its row, and its column."""
    one = drivers.sel(driver=driver)
    table, column = str(one["table"].values), str(one["column"].values)
    if table == "market_parameters":
        return writer.say(f"switching.parameter.{driver.split('/')[1]}")
    names, label = distinct(writer.names_of(table)), driver.split("/")[1]
    if label in names and table != "projects":
        return joined((names[label], column_word(writer, column)))
    if table == "projects":
        return column_word(writer, column)
    return joined((writer.input_name(table), column_word(writer, column)))


def _unit(drivers: xr.Dataset, driver: str) -> str:
    return str(drivers["unit"].sel(driver=driver).values)


def _in_unit(writer: Writer, drivers: xr.Dataset, driver: str, key: str) -> Cell:
    value = float(drivers[key].sel(driver=driver))
    return value_cell(value, _unit(drivers, driver), writer.language, trace=writer.trace(RESULT))


def _slug(text: str) -> str:
    return text.replace("_", "-")
