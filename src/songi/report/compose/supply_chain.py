"""Sectors in the chapter on impact: multipliers, the lead sectors' supply chain, whom to court."""

from __future__ import annotations

from dataclasses import replace

from songi.figures.impact import Stack, stacked_chart
from songi.report.blocks import Block, Cell, Column, DataTable, Figure, Heading, Paragraph
from songi.report.compose.figure import result_figure
from songi.report.compose.writer import Writer, joined
from songi.report.formats import number_cell
from songi.results.claims import Blank, Form, ToldClaim
from songi.study.industries import sector_of_code

SHOWN = 6
"""How many sectors are drawn for each lead sector, and told on each side."""

FIRMS_TOLD = 5

WRITTEN: tuple[tuple[str, Form], ...] = (
    ("output", "two"), ("value_added", "two"), ("imports", "two"), ("power", "two"),
    ("sensitivity", "two"), ("with_households", "two"), ("lost_elsewhere", "percent"),
)  # fmt: skip
"""Columns of the multipliers and how they are written."""

COURTED: tuple[tuple[str, Form], ...] = (
    ("place", "one"), ("score", "three"), ("low", "three"), ("high", "three"),
)  # fmt: skip


def write_sectors(writer: Writer) -> list[Block]:
    """Return the blocks on sectors; a note where a result is lacking."""
    if not writer.shown("sector_multipliers"):
        return [writer.absent("sector_multipliers")]
    blocks: list[Block] = [Heading(writer.say("impact.sectors")), _multipliers(writer)]
    if not writer.has_rows("shocks"):
        return blocks
    blocks.append(Heading(writer.say("impact.chain.title")))
    if not writer.shown("supply_chain", "courting_outlook"):
        return [*blocks, writer.absent("supply_chain", "courting_outlook")]
    seen = writer.view.disclosure("courting_outlook")
    blocks.append(Paragraph(tuple(_leaving(writer)), seen))
    blocks += [_purchases(writer), _sales(writer), _courting(writer), _firms(writer)]
    return blocks


def table_note(writer: Writer) -> str:
    """Return of which year the table is and who published it: it stands under every figure."""
    rows = writer.latest("io_sectors")
    years = {str(row.year) for row in rows}
    known = {str(row.known_from) for row in rows if row.known_from}
    publisher = joined(sorted({writer.sources_text(row) for row in rows}))
    words = {"year": joined(sorted(years)), "publisher": publisher}
    return writer.say("impact.table_note", **words, known=joined(sorted(known)))


def _with_age(writer: Writer, figure: Figure) -> Figure:
    return replace(figure, note=f"{figure.note} {table_note(writer)}")


def _names(writer: Writer) -> dict[str, str]:
    return writer.names_of("io_sectors")


def _multipliers(writer: Writer) -> Figure:
    """Return what a won of demand sets off, by sector, the largest value added first."""
    found, names = writer.run.dataset("sector_multipliers"), _names(writer)
    trace = writer.trace("sector_multipliers")
    order = [str(one) for one in found["sector"].values if str(one) in names]
    order.sort(key=lambda one: -float(found["output"].sel(sector=one)))
    drawn, body = [], []
    for one in order:
        at = {key: float(found[key].sel(sector=one)) for key, _ in WRITTEN}
        drawn.append(
            Stack(names[one], [at["value_added"], at["imports"]], f"{at['value_added']:.2f}")
        )
        cells = [number_cell(at[key], form, writer.language, trace=trace) for key, form in WRITTEN]
        body.append((Cell(names[one]), *cells, *_jobs(writer, one)))
    columns = [Column(writer.say("impact.column.sector"), width=2.0)]
    columns += [Column(writer.say(f"impact.column.{key}"), align="right") for key, _ in WRITTEN]
    if writer.shown("job_multipliers"):
        columns.append(Column(writer.say("impact.column.jobs"), align="right"))
    legend = [writer.say(f"impact.kind.{key}") for key in ("value_added", "imports")]
    chart = stacked_chart(drawn, legend, writer.say("impact.multipliers_axis"))
    figure = result_figure(
        writer, "sector-multipliers", "impact.multipliers", "sector_multipliers", chart, columns,
        body,
    )  # fmt: skip
    return _with_age(writer, figure)


def _jobs(writer: Writer, sector: str) -> list[Cell]:
    if not writer.shown("job_multipliers"):
        return []
    total = writer.run.dataset("job_multipliers")["total"].sel(sector=sector)
    trace = writer.trace("job_multipliers")
    return [number_cell(float(total.mean("draw")), "one", writer.language, trace=trace)]


def _leaving(writer: Writer) -> list[ToldClaim | str]:
    """Return of each lead sector what it buys in the place, in the nation and abroad."""
    names = _names(writer)
    told: list[ToldClaim | str] = [writer.say("impact.chain.intro")]
    for lead in [str(one) for one in writer.run.dataset("supply_chain")["lead"].values]:
        blanks = {
            origin: Blank(
                "courting_outlook", {"lead": lead, "origin": origin}, "bought", form="percent"
            )
            for origin in ("place", "nation", "abroad")
        }
        for end in ("low", "high"):
            at = {"lead": lead, "origin": "place"}
            blanks[end] = Blank("courting_outlook", at, f"bought_{end}", form="percent")
        told.append(writer.claim("impact.chain.leaves", blanks, sector=names[lead]))
    return told


def _purchases(writer: Writer) -> Figure:
    """Return from whom each lead sector buys most."""
    found, names = writer.run.dataset("supply_chain"), _names(writer)
    trace = writer.trace("supply_chain")
    drawn, body = [], []
    for lead in [str(one) for one in found["lead"].values]:
        at = found.sel(lead=lead)
        whole = at["domestic"] + at["imported"]
        for sector in _largest(whole, names):
            cells = [float(at[key].sel(sector=sector)) for key in ("domestic", "imported")]
            name = writer.say("impact.chain.buys", lead=names[lead], sector=names[sector])
            drawn.append(Stack(name, cells, f"{sum(cells):.3f}"))
            needed = float(at["needed"].sel(sector=sector))
            numbers = [number_cell(v, "three", writer.language, trace=trace)
                       for v in (*cells, needed)]  # fmt: skip
            body.append((Cell(names[lead]), Cell(names[sector]), *numbers))
    legend = [writer.say(f"impact.column.{key}") for key in ("domestic", "imported")]
    columns = (
        Column(writer.say("impact.column.lead"), width=1.4),
        Column(writer.say("impact.column.seller"), width=2.0),
        *(Column(text, align="right") for text in legend),
        Column(writer.say("impact.column.needed"), align="right"),
    )
    chart = stacked_chart(drawn, legend, writer.say("impact.chain.purchases_axis"), ".2f")
    text, result = "impact.chain.purchases", "supply_chain"
    figure = result_figure(writer, "purchases", text, result, chart, columns, body)
    return _with_age(writer, figure)


def _sales(writer: Writer) -> Figure:
    """Return to whom each lead sector sells most."""
    found, names = writer.run.dataset("supply_chain"), _names(writer)
    trace = writer.trace("supply_chain")
    drawn, body = [], []
    for lead in [str(one) for one in found["lead"].values]:
        final = float(found["to_final"].sel(lead=lead))
        parts = [(writer.say("impact.chain.final"), final)]
        sold = found["sold"].sel(lead=lead)
        parts += [(names[one], float(sold.sel(sector=one))) for one in _largest(sold, names)]
        for buyer, share in parts:
            name = writer.say("impact.chain.sells", lead=names[lead], sector=buyer)
            drawn.append(Stack(name, [share], f"{share:.1%}"))
            number = number_cell(share, "percent", writer.language, trace=trace)
            body.append((Cell(names[lead]), Cell(buyer), number))
    columns = (
        Column(writer.say("impact.column.lead"), width=1.4),
        Column(writer.say("impact.column.buyer"), width=2.0),
        Column(writer.say("impact.column.sold"), align="right"),
    )
    legend = [writer.say("impact.column.sold")]
    chart = stacked_chart(drawn, legend, writer.say("impact.chain.sales_axis"), ".0%")
    figure = result_figure(
        writer, "sales", "impact.chain.sales", "supply_chain", chart, columns, body
    )
    return _with_age(writer, figure)


def _courting(writer: Writer) -> DataTable:
    """Return the sectors to court on each side, the first of their mean places."""
    found, names = writer.run.dataset("courting_outlook"), _names(writer)
    trace = writer.trace("courting_outlook")
    listed = _firms_by_sector(writer)
    body = []
    for side in ("upstream", "downstream"):
        at = found.sel(side=side)
        order = [str(one) for one in at["sector"].values if float(at["score"].sel(sector=one)) > 0]
        order.sort(key=lambda one, at=at: float(at["place"].sel(sector=one)))
        for sector in [one for one in order if one in names][:SHOWN]:
            cells = [
                number_cell(float(at[key].sel(sector=sector)), form, writer.language, trace=trace)
                for key, form in COURTED
            ]
            firms = listed.get(sector, [])
            body.append(
                (Cell(writer.say(f"impact.side.{side}")), Cell(names[sector]), *cells,
                 Cell(f"{len(firms)}", float(len(firms)), trace))
            )  # fmt: skip
    columns = (
        Column(writer.say("impact.column.side"), width=1.0),
        Column(writer.say("impact.column.sector"), width=2.0),
        Column(writer.say("impact.column.place"), align="right"),
        Column(writer.say("impact.column.score"), align="right"),
        Column(writer.say("column.q05"), align="right"),
        Column(writer.say("column.q95"), align="right"),
        Column(writer.say("impact.column.firms"), align="right"),
    )
    title = writer.say("impact.chain.court")
    note = f"{writer.say('impact.chain.court_note')} {table_note(writer)}"
    seen = writer.view.disclosure("courting_outlook")
    return DataTable("sectors-to-court", title, columns, tuple(body), trace, note, seen, dense=True)


def _firms(writer: Writer) -> DataTable:
    """Return which firms of the long list stand in which sector, lead sectors first."""
    names, listed = _names(writer), _firms_by_sector(writer)
    leads = [str(one) for one in writer.run.dataset("supply_chain")["lead"].values]
    order = [*leads, *(one for one in names if one not in leads)]
    body = []
    for sector in [one for one in order if listed.get(one)]:
        firms = listed[sector]
        body.append(
            (Cell(names[sector]), Cell(f"{len(firms)}", float(len(firms))),
             Cell(joined(firms[:FIRMS_TOLD])))
        )  # fmt: skip
    columns = (
        Column(writer.say("impact.column.sector"), width=1.4),
        Column(writer.say("impact.column.firms"), align="right", width=0.8),
        Column(writer.say("impact.column.first"), width=4.0),
    )
    title, note = writer.say("impact.chain.firms"), writer.say("impact.chain.firms_note")
    seen = writer.view.disclosure("courting_outlook")
    trace = writer.trace("courting_outlook")
    return DataTable("firms-by-sector", title, columns, tuple(body), trace, note, seen, dense=True)


def _firms_by_sector(writer: Writer) -> dict[str, list[str]]:
    """Return the names of the long list by sector, those to be visited next first."""
    rows = writer.latest("io_sectors")
    next_ones: dict[str, int] = {}
    if writer.shown("prospects"):
        labels = writer.run.dataset("prospects")["firm"].values
        next_ones = {str(name): k for k, name in enumerate(labels)}
    firms = writer.latest("firms")
    firms.sort(key=lambda row: next_ones.get(row.row_id, len(next_ones)))
    found: dict[str, list[str]] = {}
    for firm in firms:
        sector = sector_of_code(firm.ksic, firm.ksic_revision, rows)
        if sector:
            found.setdefault(sector, []).append(writer.name_in(firm))
    return found


def _largest(values: object, names: dict[str, str]) -> list[str]:
    """Return the sectors with the largest values, none of nought."""
    series = values.to_series()  # type: ignore[attr-defined]
    kept = series[series > 0].sort_values(ascending=False, kind="stable")
    return [str(one) for one in kept.index if str(one) in names][:SHOWN]
