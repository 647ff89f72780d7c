"""What is expected of each investor, and whom to call next."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any

import numpy as np
import xarray as xr

from songi.figures.drivers import Interval, interval_chart
from songi.report.blocks import Block, Cell, Column, DataTable, Heading, Paragraph
from songi.report.compose.figure import result_figure
from songi.report.compose.firms import investor_names, stage_name
from songi.report.compose.names import cell_shown
from songi.report.compose.writer import Writer, joined
from songi.report.formats import NO_NUMBER, number_cell, unit_name
from songi.results.claims import Blank, Form, ToldClaim
from songi.study.histories import histories

SHOWN = 20
"""Investors that a chart and the list of calls show; the table of chances has all."""

SETTLED = frozenset({"contract", "move_in", "lost"})
"""Stages of those who need no call to sign."""

READ_AT_ONCE = 5
"""Names that a sentence lists."""


def write_forecast(writer: Writer) -> list[Block]:
    """Return the chance of a contract by investor, and the order of calls."""
    blocks: list[Block] = [Heading(writer.say("firms.pipeline.forecast_heading"))]
    if writer.shown("investor_forecast"):
        known = _Investors(writer)
        blocks += [*_chances(writer, known), *_calls(writer, known)]
    else:
        blocks.append(writer.absent("investor_forecast"))
    return blocks


class _Investors:
    """The forecast, with names and rows of those it is of."""

    def __init__(self, writer: Writer) -> None:
        self.found: xr.Dataset = writer.run.dataset("investor_forecast")
        self.stages: xr.Dataset = writer.run.dataset("pipeline_stages")
        self.rows = {row.id: row for row in writer.latest("investors")}
        self.names = investor_names(writer)
        self.ids = [str(one) for one in self.found["investor"].values if str(one) in self.rows]

    def number(self, investor: str, variable: str) -> float:
        """Return a number of the forecast, or of where the investor stands."""
        data = self.found if variable in self.found else self.stages
        return float(data[variable].sel(investor=investor))

    def stage(self, investor: str) -> str:
        """Return the stage at which it stands."""
        return str(self.stages["stage"].sel(investor=investor).item())

    def is_named(self, investor: str) -> bool:
        """Return whether it is known by name."""
        return self.rows[investor].members == 1

    def by(self, key: Callable[[str], float]) -> list[str]:
        """Return the investors, the largest first, those without a number last."""
        return sorted(self.ids, key=lambda one: (-np.nan_to_num(key(one), nan=-1.0), one))


def _chances(writer: Writer, known: _Investors) -> list[Block]:
    seen, trace = writer.view.disclosure("investor_forecast"), writer.trace("investor_forecast")
    months = str(writer.run.record["options"]["forecast_months"])
    ordered = known.by(lambda one: known.number(one, "chance"))
    open_ones = [one for one in ordered if 0.0 < known.number(one, "chance") < 1.0]
    told: list[ToldClaim | str] = []
    nearest = next((one for one in open_ones if known.is_named(one)), None)
    if nearest is not None:
        stage = known.stage(nearest)
        alike = [one for one in open_ones if known.stage(one) == stage and known.is_named(one)]
        blanks = {
            name: Blank("investor_forecast", {"investor": nearest}, name, form="percent")
            for name in ("chance", "low", "high")
        }
        words = {"investors": _listed(writer, [known.names[one] for one in alike])}
        words |= {"stage": stage_name(writer, stage), "months": months}
        told.append(writer.claim("firms.pipeline.forecast", blanks, **words))
    told.append(writer.say("firms.pipeline.forecast_caution"))
    intervals = [
        Interval(
            known.names[one],
            mean=known.number(one, "chance"),
            low=known.number(one, "low"),
            high=known.number(one, "high"),
        )
        for one in open_ones[:SHOWN]
    ]
    forms: tuple[tuple[str, Form], ...] = (
        ("chance", "percent"), ("low", "percent"), ("high", "percent"), ("members", "whole"),
    )  # fmt: skip
    body = [
        (
            Cell(known.names[one], trace=writer.row_anchor("investors", known.rows[one])),
            Cell(stage_name(writer, known.stage(one))),
            *(
                number_cell(known.number(one, name), form, writer.language, trace=trace)
                for name, form in forms
            ),
            number_cell(known.number(one, "expected_m2"), "whole", writer.language, trace=trace),
        )
        for one in ordered
    ]
    columns = (
        Column(writer.say("firms.column.investor"), width=2.0),
        Column(writer.say("firms.column.stage")),
        Column(writer.say("firms.column.chance"), align="right"),
        *(Column(writer.say(f"column.{name}"), align="right") for name in ("q05", "q95")),
        Column(writer.say("firms.column.members"), align="right", width=0.7),
        Column(writer.say("firms.column.expected_m2"), unit_name("m2", writer.language), "right"),
    )
    axis = writer.say("firms.pipeline.chances_axis", months=months)
    figure = result_figure(
        writer,
        "investor-chances",
        "firms.pipeline.chances",
        "investor_forecast",
        interval_chart(intervals, axis, number_format=".0%"),
        columns,
        body,
        trace=trace,
        table_title=writer.say("firms.pipeline.chances_table"),
    )
    return [Paragraph(tuple(told), seen), figure]


def _calls(writer: Writer, known: _Investors) -> list[Block]:
    """Return whom to call: the largest land at stake first, or expected where none is computed."""
    seen = writer.view.disclosure("investor_forecast")
    unsigned = [one for one in known.ids if known.stage(one) not in SETTLED]
    stakes = [known.number(one, "at_stake_m2") for one in unsigned]
    unstated = bool(stakes) and not any(math.isfinite(one) for one in stakes)
    by = "expected_m2" if unstated else "at_stake_m2"
    ordered = known.by(lambda one: known.number(one, by))
    waiting = [one for one in ordered if one in unsigned and known.number(one, by) > 0]
    told: list[ToldClaim | str] = []
    if unstated:
        told.append(writer.say("firms.pipeline.no_half_life"))
    elif not waiting:
        told.append(writer.say("firms.pipeline.call_none"))
    else:
        told += _told_calls(writer, known, waiting)
    blocks: list[Block] = [
        Heading(writer.say("firms.pipeline.call_heading")),
        Paragraph(tuple(told), seen, lead=True),
    ]
    if waiting:
        blocks.append(_call_table(writer, known, waiting[:SHOWN]))
    return blocks


def _told_calls(writer: Writer, known: _Investors, waiting: list[str]) -> list[ToldClaim | str]:
    """Return the first call to somebody known by name, and what firms without names would need."""

    def blank(investor: str, variable: str, form: Form) -> Blank:
        return Blank("investor_forecast", {"investor": investor}, variable, form=form)

    told: list[ToldClaim | str] = []
    named = next((one for one in waiting if known.is_named(one)), None)
    if named is not None:
        blanks = {
            "expected": blank(named, "expected_m2", "whole"),
            "months": Blank("pipeline_stages", {"investor": named}, "months_silent", form="whole"),
            "cooled": blank(named, "cooled", "percent"),
            "stake": blank(named, "at_stake_m2", "whole"),
        }
        told.append(writer.claim("firms.pipeline.call", blanks, investor=known.names[named]))
    unnamed = next((one for one in waiting if not known.is_named(one)), None)
    if unnamed is not None:
        stake = {"stake": blank(unnamed, "at_stake_m2", "whole")}
        words = {"investor": known.names[unnamed]}
        told.append(writer.claim("firms.pipeline.call_unnamed", stake, **words))
        through = cell_shown(writer, known.rows[unnamed], "introducers")
        if through:
            told.append(writer.say("firms.pipeline.unnamed_through", introducer=through))
    return told


def _call_table(writer: Writer, known: _Investors, waiting: list[str]) -> DataTable:
    trace = writer.trace("investor_forecast")
    last = {key: events[-1] for key, events in histories(writer.latest("events")).items()}
    body = []
    for one in waiting:
        row, event = known.rows[one], last.get(one)
        land = (
            number_cell(known.number(one, name), "whole", writer.language, trace=trace)
            for name in ("at_stake_m2", "expected_m2")
        )
        body.append(
            (
                Cell(known.names[one], trace=writer.row_anchor("investors", row)),
                Cell(stage_name(writer, known.stage(one))),
                Cell(_event_text(writer, event)),
                Cell(cell_shown(writer, row, "introducers") or NO_NUMBER),
                *land,
                number_cell(known.number(one, "cooled"), "percent", writer.language, trace=trace),
                number_cell(known.number(one, "months_silent"), "one", writer.language),
            )
        )
    square, months = (unit_name(unit, writer.language) for unit in ("m2", "months"))
    columns = (
        Column(writer.say("firms.column.investor"), width=2.0),
        Column(writer.say("firms.column.stage"), width=1.1),
        Column(writer.say("firms.column.event"), width=2.2),
        Column(writer.say("firms.column.introducer"), width=1.3),
        Column(writer.say("firms.column.stake"), square, "right"),
        Column(writer.say("firms.column.expected_m2"), square, "right"),
        Column(writer.say("firms.column.cooled"), align="right", width=0.8),
        Column(writer.say("firms.column.months_silent"), months, "right"),
    )
    return DataTable(
        "calls",
        writer.say("firms.pipeline.calls"),
        columns,
        tuple(body),
        trace,
        writer.say("firms.pipeline.calls_note"),
        writer.view.disclosure("investor_forecast"),
        dense=True,
    )


def _listed(writer: Writer, names: list[str]) -> str:
    """Return names, no more of them than one reads in a sentence."""
    told = joined(names[:READ_AT_ONCE])
    more = len(names) > READ_AT_ONCE
    return writer.say("firms.and_others", names=told) if more else told


def _event_text(writer: Writer, event: Any) -> str:
    if event is None:
        return ""
    return f"{writer.name_in(event)}, {writer.date_text(event.happened_on)}"
