"""What a promise to buy unsold land may cost, beside the clause; and the building's yearly loss."""

from __future__ import annotations

from songi.figures.projects import Band, Spread, band_chart, spread_chart
from songi.report.blocks import Block, Cell, Column, DataTable, Figure, Note, Paragraph, Section
from songi.report.compose.figure import result_figure
from songi.report.compose.firms import distinct
from songi.report.compose.project_words import in_units, unit_words, won_cell
from songi.report.compose.writer import Writer
from songi.report.formats import quantity_text, unit_name
from songi.results.claims import Blank, Form, Reading, ToldClaim
from songi.study.quantity import Quantity
from songi.study.schema.projects import Guarantee, Space

EXPOSURE = "city_exposure"
ENDS = {"low": "q05", "middle": "q50", "high": "q95"}


def write_exposure(writer: Writer) -> Section | None:
    """Return what each promise to buy unsold land comes to; nothing without any."""
    if not writer.has_rows("guarantees"):
        return None
    title = writer.say("feasibility.exposure_title")
    intro = Paragraph((writer.say("feasibility.exposure_intro"),))
    if not writer.shown(EXPOSURE):
        return Section("exposure", title, (intro, writer.absent(EXPOSURE)))
    seen = writer.view.disclosure(EXPOSURE)
    known = {str(one) for one in writer.run.dataset(EXPOSURE)["guarantee"].values}
    rows: list[Guarantee] = [row for row in writer.latest("guarantees") if row.id in known]
    blocks: list[Block] = [intro]
    for row in rows:
        clause = row.clause_ko if writer.language == "ko" else row.clause_en
        note = row.told("note", writer.language)
        told = tuple(text for text in (clause, note) if text)
        blocks += [
            Note("reading", writer.say("feasibility.clause"), told),
            Paragraph((_exposure(writer, row),), seen, lead=True),
        ]
    words = tuple(writer.say(f"feasibility.{one}") for one in ("exposure_caution", "share_caution"))
    blocks.append(Note("caution", writer.say("note.caution"), words, seen))
    if rows:
        blocks.append(_figure(writer, rows))
    return Section("exposure", title, tuple(blocks))


def _exposure(writer: Writer, row: Guarantee) -> ToldClaim:
    of = {"guarantee": row.id}

    def at(variable: str, level: str, form: Form = "won") -> Blank:
        return Blank(EXPOSURE, of | {"quantile": level}, variable, form=form)

    blanks = {key: at("amount", level) for key, level in ENDS.items()}
    blanks |= {
        "area": at("area", "q50", "whole"),
        "net": at("net", "q50"),
        "called": Blank(EXPOSURE, of, "called", form="percent"),
        "year": Blank(EXPOSURE, of, "due", form="text"),
    }
    guarantor = writer.named("feasibility.guarantor", row.guarantor)
    return writer.claim("feasibility.exposure", blanks, guarantor=guarantor)


def _figure(writer: Writer, rows: list[Guarantee]) -> Figure:
    found, trace = writer.run.dataset(EXPOSURE), writer.trace(EXPOSURE)
    names = distinct(writer.names_of("guarantees"))
    drawn, body = [], []
    for row in rows:
        for key in ("amount", "net"):
            part = writer.say(f"feasibility.exposure_{key}")
            cells = found[key].sel(guarantee=row.id)
            low, middle, high = (float(cells.sel(quantile=level)) for level in ENDS.values())
            numbers = [in_units(writer, one) for one in (low, middle, middle, middle, high)]
            told = won_cell(writer, middle, trace).text
            drawn.append(Spread(f"{names[row.id]}, {part}", numbers, told, key == "amount"))
            won = (won_cell(writer, one, trace) for one in (low, middle, high))
            body.append((Cell(names[row.id]), Cell(part), *won))
    columns = (
        Column(writer.input_name("guarantees"), width=2.0),
        Column(writer.say("feasibility.column.part"), width=1.4),
        *(
            Column(writer.say(key), align="right")
            for key in ("column.q05", "feasibility.column.middle", "column.q95")
        ),
    )
    axis = writer.say("feasibility.exposure_axis", unit=unit_words(writer))
    return result_figure(
        writer, "city-exposure", "feasibility.exposure_figure", EXPOSURE,
        spread_chart(drawn, axis, nought=False), columns, body,
    )  # fmt: skip


def write_buildings(writer: Writer) -> Section | None:
    """Return the floors of the buildings and what running them loses; nothing without floors."""
    if not writer.has_rows("space_programme"):
        return None
    title = writer.say("feasibility.building_title")
    blocks: list[Block] = [Paragraph((writer.say("feasibility.building_intro"),)), _floors(writer)]
    if not writer.shown("operating_deficit"):
        blocks.append(writer.absent("operating_deficit"))
        return Section("buildings", title, tuple(blocks))
    names = distinct(writer.names_of("projects"))
    found = writer.summary("operating_deficit")
    for project in (str(one) for one in found["project"].values):
        if project in names:
            blocks += _deficit(writer, project, names[project])
    return Section("buildings", title, tuple(blocks))


def _deficit(writer: Writer, project: str, name: str) -> list[Block]:
    result = "operating_deficit"
    found, trace = writer.summary(result).sel(project=project), writer.trace(result)
    open_years = [
        int(year) for year in found["year"].values if float(abs(found.sel(year=year)).max()) > 0
    ]
    if not open_years:
        return []
    drawn, body = [], []
    for year in open_years:
        cells = [float(found.sel(year=year, statistic=one)) for one in ("mean", "q05", "q95")]
        drawn.append(Band(year, *(in_units(writer, one) for one in cells)))
        body.append((Cell(str(year)), *(won_cell(writer, one, trace) for one in cells)))
    worst = max(open_years, key=lambda year: float(found.sel(year=year, statistic="mean")))
    of = {"project": project, "year": worst}
    readings: dict[str, Reading] = {"middle": "mean", "low": "q05", "high": "q95"}
    blanks = {key: Blank(result, of, reading=one, form="won") for key, one in readings.items()}
    seen = writer.view.disclosure(result)
    told = writer.claim("feasibility.deficit_lead", blanks, project=name, year=str(worst))
    columns = (
        Column(writer.say("feasibility.column.year"), width=0.8),
        Column(writer.say("feasibility.column.mean"), align="right"),
        *(Column(writer.say(f"column.{key}"), align="right") for key in ("q05", "q95")),
    )
    axis = writer.say("feasibility.deficit_axis", unit=unit_words(writer))
    chart = band_chart(drawn, axis, writer.say("feasibility.nought"))
    anchor = f"deficit-{project.replace('_', '-')}"
    words = {"project": name}
    return [
        Paragraph((told,), seen, lead=True),
        result_figure(
            writer, anchor, "feasibility.deficit", result, chart, columns, body, words=words
        ),
    ]


def _floors(writer: Writer) -> DataTable:
    rows: list[Space] = sorted(writer.latest("space_programme"), key=lambda row: row.floor)
    none = writer.say("feasibility.none_known")

    def shown(cell: Quantity, unit: str) -> Cell:
        return Cell(quantity_text(cell, unit, writer.language))

    body = tuple(
        (
            Cell(str(row.floor), row.floor, writer.row_anchor("space_programme", row)),
            Cell(writer.named("feasibility.function", row.function)),
            Cell(row.tenant or none),
            shown(row.area_m2, "m2"),
            shown(row.rent_krw_per_m2_month, "count"),
            shown(row.operating_krw_per_m2_month, "count"),
            shown(row.occupancy, "1"),
            writer.basis(row),
        )
        for row in rows
    )
    per = unit_name("krw_per_m2", writer.language)
    columns = (
        Column(writer.say("feasibility.column.floor"), width=0.5),
        Column(writer.say("feasibility.column.use"), width=1.1),
        Column(writer.say("feasibility.column.tenant"), width=1.0),
        Column(writer.say("feasibility.column.area"), unit_name("m2", writer.language), width=1.3),
        Column(writer.say("feasibility.column.rent"), per, width=1.5),
        Column(writer.say("feasibility.column.running"), per, width=1.5),
        Column(writer.say("feasibility.column.occupancy"), width=1.2),
        Column(writer.say("column.basis"), width=0.7),
    )
    title, note = writer.say("feasibility.floors"), writer.say("feasibility.floors_note")
    return DataTable("space-programme", title, columns, body, "", note, dense=True)
