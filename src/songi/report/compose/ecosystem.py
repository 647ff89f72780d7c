"""The ecosystem: the web of actors, which functions nobody covers, whom it hangs on, services."""

from __future__ import annotations

from datetime import date

import numpy as np

from songi.figures.ecosystem import (
    LOOKS,
    Actor,
    Covered,
    WebYear,
    coverage_chart,
    growth_chart,
    web_chart,
)
from songi.measures.ecosystem import web_day
from songi.report.blocks import Block, Cell, Column, DataTable, Figure, Note, Paragraph, Section
from songi.report.compose.ecosystem_services import write_services
from songi.report.compose.figure import result_figure
from songi.report.compose.firms import distinct, reference_day_of
from songi.report.compose.writer import Writer, columns_of, joined, strictest_of
from songi.report.formats import number_cell, quantity_text
from songi.results.claims import Blank, Form, ToldClaim

SURE = 0.95
"""A function that anybody serves in so many runs needs no word of doubt."""

LISTED = 8
"""How many brokers the table names."""

ACROSS = ("gatekeeper", "representative", "liaison")
"""Kinds of brokerage between two of different roles."""

COLUMNS = "ecosystem.column"

FOUND = ("brokers", "joined_pairs", "ecosystem_structure")
"""Results of the web of actors."""


def write_ecosystem(writer: Writer) -> Section | None:
    """Return the ecosystem's chapter; nothing for a study without actors."""
    if not writer.has_rows("institutions"):
        return None
    blocks: list[Block] = [Paragraph((writer.say("ecosystem.intro"),))]
    is_web = writer.shown(*FOUND)
    is_covered = writer.shown("ecosystem_gaps")
    told = [*(_lead(writer) if is_web else ()), *(_gaps(writer) if is_covered else ())]
    if told:
        seen = strictest_of(writer, *FOUND * is_web, *("ecosystem_gaps",) * is_covered)
        blocks.append(Paragraph(tuple(told), seen, lead=True))
    blocks.append(_web(writer) if is_web else writer.absent(*FOUND[:1]))
    blocks.append(_caution(writer))
    blocks.append(_coverage(writer) if is_covered else writer.absent("ecosystem_gaps"))
    if is_web:
        blocks += [_growth(writer), _brokers(writer)]
    if is_web and writer.shown("missing_links"):
        blocks += _missing(writer)
    blocks += write_services(writer)
    return Section("ecosystem", writer.say("ecosystem.title"), tuple(blocks))


def actor_names(writer: Writer) -> dict[str, str]:
    """Return the names of the actors that may be shown, by id."""
    return distinct(writer.names_of("institutions"))


def _lead(writer: Writer) -> list[ToldClaim | str]:
    """Return how much of the web lives, and on whom most hangs."""
    structure, found = writer.run.dataset("ecosystem_structure"), writer.run.dataset("brokers")
    year = {"year": int(structure["year"].values[-1])}

    def at_last(name: str, form: Form) -> Blank:
        return Blank("ecosystem_structure", year, name, form=form)

    blanks = {
        "actors": Blank("brokers", {}, "links", "count", "whole", "institution"),
        "recorded": at_last("recorded", "whole"),
        "alive": at_last("pairs", "whole"),
        "low": at_last("pairs_low", "whole"),
        "high": at_last("pairs_high", "whole"),
    }
    told: list[ToldClaim | str] = [
        writer.claim("ecosystem.lead", blanks, day=_day_of(writer)),
        writer.claim("ecosystem.fragmented", {"share": at_last("fragmentation", "percent")}),
    ]
    lost = found["pairs_lost"].values
    names = actor_names(writer)
    actor = str(found["institution"].values[int(np.argmax(lost))])
    if not lost.max() > 0:
        told.append(writer.say("ecosystem.no_broker"))
    elif actor in names:
        labels = {"institution": actor}
        parted = {
            "lost": Blank("brokers", labels, "pairs_lost", form="whole"),
            "low": Blank("brokers", labels, "pairs_lost_low", form="whole"),
            "high": Blank("brokers", labels, "pairs_lost_high", form="whole"),
        }
        told.append(writer.claim("ecosystem.broker", parted, actor=names[actor]))
    return told


def _gaps(writer: Writer) -> list[ToldClaim | str]:
    """Return the functions and roles that nobody fills, and the functions that are in doubt."""
    found = writer.run.dataset("ecosystem_gaps")
    told: list[ToldClaim | str] = []
    functions = [str(one) for one in found["function"].values]
    served = {one: float(found["served"].sel(function=one)) for one in functions}
    none = [one for one in functions if served[one] == 0.0]
    if none:
        names = joined(writer.named("firms.function", one) for one in none)
        told.append(writer.say("ecosystem.unserved", functions=names))
    for one in functions:
        if 0.0 < served[one] < SURE:
            share = Blank("ecosystem_gaps", {"function": one}, "served", form="percent")
            name = writer.named("firms.function", one)
            told.append(writer.claim("ecosystem.doubtful", {"share": share}, function=name))
    roles = [str(one) for one in found["role"].values]
    empty = [one for one in roles if float(found["institutions"].sel(role=one)) == 0.0]
    if empty:
        names = joined(writer.named("ecosystem.role", one) for one in empty)
        told.append(writer.say("ecosystem.no_role", roles=names))
    return told


def _caution(writer: Writer) -> Note:
    """Return what the record cannot say, and how fast links are taken to die."""
    said = [writer.say("ecosystem.caution")]
    paces = [
        f"{writer.name_in(row)} {quantity_text(row.kept_per_year, '1', writer.language)}"
        for row in writer.latest("link_beliefs")
    ]
    if paces:
        said.append(writer.say("ecosystem.pace", paces=joined(paces)))
    return Note("caution", writer.say("note.caution"), tuple(said))


def _web(writer: Writer) -> Figure:
    pairs, found = writer.run.dataset("joined_pairs"), writer.run.dataset("brokers")
    names = actor_names(writer)
    rows = {row.row_id: row for row in writer.latest("institutions")}
    ids = [str(one) for one in found["institution"].values if str(one) in names]
    part = pairs.sel(institution=ids, partner=ids)
    recorded = np.nan_to_num(part["recorded"].values) > 0
    # A link on record is drawn even where it lives in no run: it was made.
    shares = np.where(recorded, np.maximum(np.nan_to_num(part["linked"].values), 0.01), 0.0)
    used = {rows[one].role for one in ids}
    roles = {one: writer.named("ecosystem.role", one) for one in LOOKS if one in used}
    ways = found["betweenness"].sel(institution=ids).values
    drawn = [Actor(names[one], rows[one].role) for one in ids]
    chart = web_chart(drawn, shares, roles, [float(one) for one in ways])
    trace = writer.trace("joined_pairs")
    body = []
    for k, one in enumerate(ids):
        partners = [names[ids[j]] for j in np.argsort(-shares[k], kind="stable") if shares[k, j]]
        body.append(
            (
                Cell(names[one], trace=writer.row_anchor("institutions", rows[one])),
                Cell(roles[rows[one].role]),
                Cell(joined(partners), trace=trace),
            )
        )
    columns = columns_of(writer, {"actor": 1.4, "role": 0.7, "links": 3.0}, topic=COLUMNS)
    return result_figure(
        writer, "actors", "ecosystem.web", "joined_pairs", chart, columns, body, trace=trace
    )


def _coverage(writer: Writer) -> Figure:
    found = writer.run.dataset("ecosystem_gaps")
    functions = {str(f): writer.named("firms.function", str(f)) for f in found["function"].values}
    roles = {str(r): writer.named("ecosystem.role", str(r)) for r in found["role"].values}
    trace, cells, body = writer.trace("ecosystem_gaps"), [], []
    for function, name in functions.items():
        numbers = []
        for role, title in roles.items():
            at = found.sel(function=function, role=role)
            actors = float(at["actors"])
            cells.append(Covered(name, title, actors, float(at["covered"])))
            numbers.append(number_cell(actors, "one", writer.language, trace=trace))
        shares = (
            number_cell(float(found[key].sel(function=function)), "percent", writer.language,
                        trace=trace)
            for key in ("served", "served_joined")
        )  # fmt: skip
        body.append((Cell(name), *numbers, *shares))
    columns = (
        Column(writer.say(f"{COLUMNS}.function"), width=1.3),
        *(Column(title, align="right") for title in roles.values()),
        Column(writer.say(f"{COLUMNS}.served"), align="right", width=1.2),
        Column(writer.say(f"{COLUMNS}.joined"), align="right", width=1.2),
    )
    chart = coverage_chart(cells, [*functions.values()], [*roles.values()])
    return result_figure(
        writer, "functions-covered", "ecosystem.coverage", "ecosystem_gaps", chart, columns, body,
        trace=trace, table_title=writer.say("ecosystem.coverage_table"),
    )  # fmt: skip


def _growth(writer: Writer) -> Figure:
    found, trace = writer.run.dataset("ecosystem_structure"), writer.trace("ecosystem_structure")
    drawn, body = [], []
    for year in [int(one) for one in found["year"].values]:
        at = {key: float(found[key].sel(year=year)) for key in found.data_vars}
        drawn.append(WebYear(year, at["recorded"], at["pairs"], at["pairs_low"], at["pairs_high"]))
        forms: tuple[tuple[str, Form], ...] = (
            ("recorded", "whole"), ("pairs", "one"), ("pairs_low", "one"), ("pairs_high", "one"),
            ("components", "one"), ("fragmentation", "percent"),
        )  # fmt: skip
        numbers = (number_cell(at[k], form, writer.language, trace=trace) for k, form in forms)
        body.append((Cell(str(year)), *numbers))
    heads = ("ecosystem.column.recorded", "ecosystem.column.alive", "column.q05", "column.q95",
             "ecosystem.column.parts", "ecosystem.column.apart")  # fmt: skip
    columns = (
        Column(writer.say("ecosystem.column.year")),
        *(Column(writer.say(head), align="right") for head in heads),
    )
    chart = growth_chart(
        drawn,
        writer.say("ecosystem.growth_axis"),
        writer.say("ecosystem.recorded"),
        writer.say("ecosystem.alive"),
    )
    return result_figure(
        writer, "web-growth", "ecosystem.growth", "ecosystem_structure", chart, columns, body
    )


def _brokers(writer: Writer) -> DataTable:
    found, names = writer.run.dataset("brokers"), actor_names(writer)
    rows = {row.row_id: row for row in writer.latest("institutions")}
    trace = writer.trace("brokers")
    ids = [str(one) for one in found["institution"].values if str(one) in names]
    ids.sort(key=lambda one: -float(found["betweenness"].sel(institution=one)))
    forms: tuple[tuple[str, Form], ...] = (
        ("links", "one"), ("betweenness", "percent"), ("pairs_lost", "one"), ("constraint", "two"),
    )  # fmt: skip
    body = []
    for one in ids[:LISTED]:
        at = found.sel(institution=one)
        across = float(at["between"].sel(brokerage=[*ACROSS]).sum(skipna=False))
        body.append(
            (
                Cell(names[one], trace=writer.row_anchor("institutions", rows[one])),
                Cell(writer.named("ecosystem.role", rows[one].role)),
                *(number_cell(float(at[k]), f, writer.language, trace=trace) for k, f in forms),
                number_cell(across, "whole", writer.language, trace=trace),
            )
        )
    widths = {"actor": 2.0, "role": 0.9, **dict.fromkeys([k for k, _ in forms], 0.9), "between": 1}
    right = [*(key for key, _ in forms), "between"]
    columns = columns_of(writer, widths, right=right, topic=COLUMNS)
    title, note = writer.say("ecosystem.brokers"), writer.say("ecosystem.brokers_note")
    seen = writer.view.disclosure("brokers")
    return DataTable("brokers", title, columns, tuple(body), trace, note, seen, dense=True)


def _missing(writer: Writer) -> list[Block]:
    """Return the links that would add most, one after the other."""
    found, pairs = writer.run.dataset("missing_links"), writer.run.dataset("joined_pairs")
    names = actor_names(writer)
    trace, seen = writer.trace("missing_links"), writer.view.disclosure("missing_links")
    body = []
    for rank in found["rank"].values:
        at = found.sel(rank=rank)
        one, other = str(at["one"].item()), str(at["other"].item())
        if not {one, other} <= set(names):
            continue
        known = float(pairs["recorded"].sel(institution=one, partner=other)) > 0
        body.append(
            (
                Cell(str(int(rank))),
                Cell(names[one]),
                Cell(names[other]),
                number_cell(float(at["added"]), "percent_points", writer.language, trace=trace),
                number_cell(float(at["pairs_added"]), "one", writer.language, trace=trace),
                Cell(writer.say("ecosystem.renew" if known else "ecosystem.new")),
            )
        )
    if not body:
        return []
    _, one, other, *_ = (cell.text for cell in body[0])
    rank = {"rank": int(body[0][0].text)}
    gain = {"gain": Blank("missing_links", rank, "added", form="percent_points")}
    lead = writer.claim("ecosystem.missing_lead", gain, one=one, other=other)
    columns = columns_of(
        writer,
        {"step": 0.4, "one": 2.0, "other": 2.0, "gain": 1.0, "pairs": 1.0, "kind": 1.0},
        right=("gain", "pairs"),
        topic=COLUMNS,
    )
    title, note = writer.say("ecosystem.missing"), writer.say("ecosystem.missing_note")
    table = DataTable("missing-links", title, columns, tuple(body), trace, note, seen, dense=True)
    return [Paragraph((lead,), seen), table]


def _day_of(writer: Writer) -> str:
    """Return the day on which the web is looked at, as the measure finds it."""
    tables, as_of = writer.run.study.tables, writer.run.record["as_of"]
    day = date.fromisoformat(as_of) if as_of else None
    found = web_day(day, tables["institutions"], reference_day_of(writer), tables.get("links"))
    return writer.date_text(found)
