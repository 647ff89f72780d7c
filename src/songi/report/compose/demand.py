"""Demand for land: estimates side by side, surveys as corrected, and what competes nearby."""

from __future__ import annotations

import math

from songi.figures.drivers import Interval, interval_chart
from songi.figures.market import Price, price_chart
from songi.measures.land_demand import PIPELINE
from songi.report.blocks import Block, Cell, Column, DataTable, Figure, Note, Paragraph, Section
from songi.report.compose.figure import result_figure
from songi.report.compose.firms import distinct
from songi.report.compose.land_words import drawn_price, price_cell, round_names
from songi.report.compose.writer import Writer
from songi.report.formats import NO_NUMBER, number_cell, unit_name
from songi.results.claims import Blank, ToldClaim

TABLES = ("demand_bases", "demand_surveys", "competing_supply")

M2_PER_THOUSAND = 1e3


def write_demand(writer: Writer) -> Section | None:
    """Return the estimates of demand and the land nearby; nothing without any of their tables."""
    if not writer.has_rows(*TABLES):
        return None
    blocks: list[Block] = [Paragraph((writer.say("land.demand.intro"),))]
    if writer.shown("land_demand_outlook"):
        seen = writer.view.disclosure("land_demand_outlook")
        blocks.append(Note("caution", writer.say("note.caution"), (_never_added(writer),), seen))
        blocks.append(_estimates(writer))
    else:
        blocks.append(writer.absent("land_demand_outlook"))
    if writer.shown("survey_outlook"):
        blocks.append(_surveys(writer))
    if writer.shown("competition_outlook"):
        seen = writer.view.disclosure("competition_outlook")
        blocks += [Paragraph(tuple(_nearby(writer)), seen, lead=True), _competition(writer)]
    return Section("land-demand", writer.say("land.demand.title"), tuple(blocks))


def _never_added(writer: Writer) -> ToldClaim:
    count = {"count": Blank("land_demand_outlook", {}, "mean", "count", "whole", "estimate")}
    return writer.claim("land.demand.never_added", count)


def _estimates(writer: Writer) -> Figure:
    found = writer.run.dataset("land_demand_outlook")
    trace = writer.trace("land_demand_outlook")
    names = {str(one): _estimate_name(writer, str(one)) for one in found["estimate"].values}
    names = distinct(names)
    drawn, body = [], []
    for label, name in names.items():
        one = found.sel(estimate=label)
        mean, low, high = (float(one[key]) for key in ("mean", "low", "high"))
        years, yearly = float(one["years"]), float(one["per_year"])
        if math.isfinite(mean):
            k = M2_PER_THOUSAND
            drawn.append(Interval(name, mean=mean / k, low=low / k, high=high / k))
        horizon = writer.say("land.demand.no_years")
        if math.isfinite(years):
            horizon = writer.say("land.years", count=f"{years:g}")
        numbers = (
            number_cell(value, "whole", writer.language, trace=trace)
            for value in (mean, low, high, yearly)
        )
        body.append((Cell(name), Cell(horizon), *numbers))
    area = unit_name("m2", writer.language)
    columns = (
        Column(writer.say("land.column.estimate"), width=2.6),
        Column(writer.say("land.column.years")),
        *(
            Column(writer.say(f"column.{name}"), area, "right")
            for name in ("mean", "q05", "q95")
        ),
        Column(writer.say("land.column.per_year"), area, "right"),
    )  # fmt: skip
    chart = interval_chart(drawn, writer.say("land.demand.axis"), number_format=",.0f")
    return result_figure(
        writer, "land-demand", "land.demand.estimates", "land_demand_outlook", chart, columns, body
    )


def _estimate_name(writer: Writer, label: str) -> str:
    if label == PIPELINE:
        return writer.say("land.demand.pipeline")
    kind, _, name = label.partition("/")
    if kind == "survey":
        return writer.say("land.demand.survey", survey=_survey_name(writer, name))
    return writer.names_of("demand_bases").get(name, name)


def _survey_name(writer: Writer, survey: str) -> str:
    """Return year and number of answers of a survey: it has no name of its own."""
    rows = [row for row in writer.latest("demand_surveys") if row.survey == survey]
    if not rows:
        return survey
    year = max(row.asked_on for row in rows).year
    return writer.say(
        "land.demand.survey_name", year=str(year), count=str(sum(row.respondents for row in rows))
    )


def _surveys(writer: Writer) -> DataTable:
    found, trace = writer.run.dataset("survey_outlook"), writer.trace("survey_outlook")
    body = tuple(
        (
            Cell(_survey_name(writer, str(survey))),
            *(
                number_cell(
                    float(found[name].sel(survey=survey)), "whole", writer.language, trace=trace
                )
                for name in ("wanted", "place", "nation")
            ),
        )
        for survey in found["survey"].values
    )
    area = unit_name("m2", writer.language)
    columns = (
        Column(writer.say("land.column.survey"), width=2.0),
        *(
            Column(writer.say(f"land.column.{name}"), area, "right")
            for name in ("wanted", "place", "nation")
        ),
    )
    title, note = writer.say("land.demand.surveys"), writer.say("land.demand.surveys_note")
    seen = writer.view.disclosure("survey_outlook")
    return DataTable("survey-demand", title, columns, body, trace, note, seen)


def _nearby(writer: Writer) -> list[ToldClaim | str]:
    """Return how many complexes are nearby, and beside how many priced ones ours is dearer."""
    found = writer.run.dataset("competition_outlook")
    known = {row.row_id for row in writer.latest("competing_supply")}
    ids = [str(one) for one in found["competitor"].values if str(one) in known]
    told: list[ToldClaim | str] = []
    names = distinct(writer.names_of("competing_supply"))
    relative = {one: float(found["relative"].sel(competitor=one)) for one in ids}
    priced = [one for one in ids if math.isfinite(relative[one])]
    for key, chosen in (("dearest", max), ("cheapest", min)):
        if priced:
            one = chosen(priced, key=lambda name: relative[name])
            blanks = {"ratio": Blank("competition_outlook", {"competitor": one}, "relative")}
            told.append(writer.claim(f"land.demand.{key}", blanks, competitor=names[one]))
    return told or [writer.say("land.demand.no_prices")]


def _competition(writer: Writer) -> Figure:
    found = writer.run.dataset("competition_outlook")
    trace = writer.trace("competition_outlook")
    names = distinct(writer.names_of("competing_supply"))
    rows = {row.row_id: row for row in writer.latest("competing_supply")}
    ids = [str(one) for one in found["competitor"].values if str(one) in names]
    prices, body = _own_prices(writer), []
    for one in ids:
        cells = {key: float(found[key].sel(competitor=one)) for key in found.data_vars}
        if math.isfinite(cells["price"]):
            prices.append(
                drawn_price(writer, names[one], cells["price"], cells["low"], cells["high"])
            )
        row = rows[one]
        distance = NO_NUMBER if row.distance_km is None else f"{row.distance_km.central:,.0f}"
        body.append(
            (
                Cell(names[one], trace=writer.row_anchor("competing_supply", row)),
                Cell(distance),
                *(
                    number_cell(cells[key], "whole", writer.language, trace=trace)
                    for key in ("area", "unsold")
                ),
                price_cell(cells["price"], trace),
                number_cell(cells["relative"], "two", writer.language, trace=trace),
                Cell(row.available_from.isoformat() if row.available_from else ""),
            )
        )
    area = unit_name("m2", writer.language)
    columns = (
        Column(writer.say("land.column.competitor"), width=2.6),
        Column(writer.say("land.column.distance"), unit_name("km", writer.language), "right"),
        Column(writer.say("land.column.area"), area, "right"),
        Column(writer.say("land.column.unsold"), area, "right"),
        Column(writer.say("land.column.price"), unit_name("krw_per_m2", writer.language), "right"),
        Column(writer.say("land.column.relative"), align="right"),
        Column(writer.say("land.column.available")),
    )  # fmt: skip
    prices.sort(key=lambda one: -one.mean)
    chart = price_chart(prices, writer.say("land.price_axis"))
    return result_figure(
        writer, "competing-land", "land.demand.competing", "competition_outlook", chart, columns,
        body, table_title=writer.say("land.demand.competing_table"),
    )  # fmt: skip


def _own_prices(writer: Writer) -> list[Price]:
    """Return what each round here asks."""
    if not writer.shown("price_outlook"):
        return []
    found, names = writer.run.dataset("price_outlook"), round_names(writer)
    asked = []
    for one in found["sale_round"].values:
        mean, low, high = (
            float(found[key].sel(sale_round=one)) for key in ("asked", "asked_low", "asked_high")
        )
        if math.isfinite(mean) and str(one) in names:
            asked.append(drawn_price(writer, f"◆ {names[str(one)]}", mean, low, high, own=True))
    return asked
