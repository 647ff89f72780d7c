"""The correspondence table: each clause of the call with what answers it."""

from __future__ import annotations

from typing import Any

from songi.errors import UsageError
from songi.measures.requirements import STATUSES
from songi.report.blocks import Block, Cell, DataTable, Paragraph, Section
from songi.report.compose.contest import evaluated_contest
from songi.report.compose.names import pointer_name
from songi.report.compose.writer import Writer, columns_of
from songi.results.claims import Blank
from songi.results.pointers import AFTER_RUN, read_pointer


def write_correspondence(writer: Writer) -> Section:
    """Return what is still open, and the annex in the order of the call."""
    title = writer.say("defence.requirements.title")
    if not writer.shown("requirement_status"):
        return Section("requirements", title, (writer.absent("requirement_status"),))
    counts = {
        status: Blank("requirement_status", {"status": status}, form="whole") for status in STATUSES
    }
    seen = writer.view.disclosure("requirement_status")
    told = writer.claim("defence.requirements.counts", counts)
    blocks: list[Block] = [
        Paragraph((writer.say("defence.requirements.intro"), told), seen, lead=True)
    ]
    rows = contest_requirements(writer)
    still = [row for status in STATUSES[:2] for row in rows if row.status == status]
    if still:
        blocks.append(_table(writer, "requirements-open", "defence.requirements.open", still))
    blocks.append(_table(writer, "requirements", "defence.requirements.annex", rows))
    return Section("requirements", title, tuple(blocks))


def contest_requirements(writer: Writer) -> list[Any]:
    """Return the requirements that may be shown, in the order of the call."""
    contest = evaluated_contest(writer)
    rows = [
        row for row in writer.latest("requirements") if contest is None or row.contest == contest.id
    ]
    return sorted(rows, key=lambda row: row.position)


def evidence_of(writer: Writer, row: Any) -> Cell:
    """Return what answers a requirement: a result with its trace, a document, or nothing yet."""
    if row.evidence == "document":
        return Cell(row.document)
    if row.evidence == "none":
        return Cell(writer.say("defence.requirements.nothing"), tone="unknown")
    name, _, labels = read_pointer(row.result)
    if name in AFTER_RUN:
        return Cell(writer.result_name(name), trace="statements")
    if not has_result(writer, row):
        asked = pointer_name(writer, row.result)
        return Cell(writer.say("defence.requirements.no_result", result=asked), tone="unknown")
    if not writer.view.sees_result(name):
        return Cell(writer.say("defence.requirements.withheld"))
    return Cell(writer.result_name(name), trace=writer.trace(name, **labels))


def has_result(writer: Writer, row: Any) -> bool:
    """Return whether the run has the result, with these labels, that a requirement names."""
    name, _, labels = read_pointer(row.result)
    try:
        writer.run.select(name, labels)
    except UsageError:
        return False
    return True


def _table(writer: Writer, anchor: str, title: str, rows: list[Any]) -> DataTable:
    body = tuple(
        (
            Cell(str(row.position), row.position, writer.row_anchor("requirements", row)),
            Cell(row.told("clause", writer.language)),
            Cell(writer.name_in(row)),
            Cell(writer.named("defence.status", row.status), row.status),
            evidence_of(writer, row),
            Cell(row.owner or writer.say("defence.requirements.nobody")),
            Cell(row.due.isoformat() if row.due else ""),
            Cell(str(row.page_limit or "")),
        )
        for row in rows
    )
    widths = {
        "position": 0.5, "article": 1.8, "requirement": 1.8, "status": 0.8, "evidence": 1.5,
        "owner": 1.2, "due": 0.9, "pages": 0.6,
    }  # fmt: skip
    columns = columns_of(writer, widths, topic="defence.column")
    if not any(row.page_limit for row in rows):
        columns, body = columns[:-1], tuple(cells[:-1] for cells in body)
    return DataTable(anchor, writer.say(title), columns, body, dense=True)
