"""Services to firms: what was announced, by whom, and what their use came to."""

from __future__ import annotations

import numpy as np

from songi.report.blocks import Block, Cell, DataTable, Paragraph
from songi.report.compose.writer import Writer, columns_of
from songi.report.formats import number_cell
from songi.results.claims import Form

COLUMNS = "ecosystem.column"

USED: tuple[tuple[str, Form], ...] = (
    ("users", "whole"), ("outcomes", "whole"), ("outcome_share", "two"), ("growth", "percent"),
)  # fmt: skip
"""What is told of the use of a service, and how it is written."""


def write_services(writer: Writer) -> list[Block]:
    """Return what is offered and how it is used; nothing without services."""
    rows = writer.latest("services")
    if not rows or not writer.shown("services_offered"):
        return []
    actors = writer.names_of("institutions")
    body = tuple(
        (
            Cell(writer.name_in(row), trace=writer.row_anchor("services", row)),
            Cell(writer.named("firms.function", row.function)),
            Cell(actors.get(row.provider or "", writer.say("ecosystem.nobody"))),
            Cell(writer.named("ecosystem.status", row.status)),
            Cell("" if row.begins_on is None else row.begins_on.isoformat()),
        )
        for row in rows
    )
    widths = {"service": 2.2, "function": 1.2, "provider": 1.6, "status": 0.9, "from": 0.9}
    columns = columns_of(writer, widths, topic=COLUMNS)
    title, note = writer.say("ecosystem.services"), writer.say("ecosystem.services_note")
    seen, trace = writer.view.disclosure("services_offered"), writer.trace("services_offered")
    table = DataTable("services", title, columns, body, trace, note, seen, dense=True)
    blocks: list[Block] = [table]
    if writer.shown("service_outcomes"):
        blocks.append(_uses(writer))
    elif not writer.has_rows("service_uses"):
        blocks.append(Paragraph((writer.say("ecosystem.no_uses"),)))
    return blocks


def _uses(writer: Writer) -> DataTable:
    found = writer.run.dataset("service_outcomes")
    rows = {row.row_id: row for row in writer.latest("services")}
    body = []
    for one in [str(name) for name in found["service"].values if str(name) in rows]:
        trace = writer.trace("service_outcomes", service=one)
        cells = []
        for key, form in USED:
            drawn = found[key].sel(service=one).values
            mean = float(drawn.mean()) if not np.isnan(drawn).any() else float("nan")
            cells.append(number_cell(mean, form, writer.language, trace=trace))
        body.append((Cell(writer.name_in(rows[one])), *cells))
    names = [key for key, _ in USED]
    columns = columns_of(
        writer, {"service": 2.2, **dict.fromkeys(names, 1.0)}, right=names, topic=COLUMNS
    )
    title, note = writer.say("ecosystem.uses"), writer.say("ecosystem.uses_note")
    seen = writer.view.disclosure("service_outcomes")
    trace = writer.trace("service_outcomes")
    return DataTable("service-uses", title, columns, tuple(body), trace, note, seen, dense=True)
