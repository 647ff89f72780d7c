"""The claim audit: what was said in public, beside what tests it."""

from __future__ import annotations

import math

from songi.report.blocks import Block, Cell, Column, DataTable, Note, Paragraph, Section
from songi.report.compose.writer import Writer, joined
from songi.report.formats import plain_number
from songi.results.claim_audit import VERDICTS, Audited, audit_claims

FIRST_YEAR, LAST_YEAR = 1900.0, 2100.0
"""Between them a figure with a fraction is a day."""


def write_audit(writer: Writer) -> Section:
    """Return every public claim with its verdict, the most urgent first."""
    title = writer.say("defence.audit.title")
    audited = audited_statements(writer)
    blocks: list[Block] = [Paragraph((writer.say("defence.audit.intro"),))]
    if not audited:
        blocks.append(Paragraph((writer.say("defence.audit.none"),)))
        return Section("claim-audit", title, tuple(blocks))
    doubtful = [one for one in audited if one.verdict in {"contradicted", "cannot_verify"}]
    if doubtful:
        rule = writer.say("defence.audit.rule")
        blocks.append(Note("caution", writer.say("note.caution"), (rule,)))
    blocks.append(_table(writer, audited))
    return Section("claim-audit", title, tuple(blocks))


def audited_statements(writer: Writer) -> list[Audited]:
    """Return the claims that may be shown: statement, and all that it was held against."""
    found = [
        one
        for one in audit_claims(writer.run)
        if writer.view.sees_row(one.statement)
        and all(writer.view.sees_row(row) for row in one.rows)
        and (one.result is None or writer.view.sees_result(one.result[0]))
    ]
    return sorted(found, key=lambda one: VERDICTS.index(one.verdict))


def _table(writer: Writer, audited: list[Audited]) -> DataTable:
    body = []
    for one in audited:
        row = one.statement
        finding = row.finding_ko if writer.language == "ko" else row.finding_en
        anchor = writer.row_anchor("statements", row)
        body.append(
            (
                Cell(writer.name_in(row), trace=anchor),
                Cell(joined((row.speaker, row.said_on.isoformat()))),
                Cell(writer.named("defence.verdict", one.verdict), one.verdict),
                Cell(writer.named("defence.why", one.reason)),
                Cell(_claimed(writer, one)),
                Cell(_tested(one), trace=_origin(writer, one)),
                Cell(finding),
            )
        )
    names = ("statement", "speaker", "verdict", "why", "claimed", "tested", "finding")
    widths = (2.4, 1.2, 0.9, 1.2, 0.9, 1.0, 2.4)
    columns = tuple(
        Column(writer.say(f"defence.column.{name}"), width=width)
        for name, width in zip(names, widths, strict=True)
    )
    title, note = writer.say("defence.audit.table"), writer.say("defence.audit.note")
    return DataTable("statements", title, columns, tuple(body), note=note, dense=True)


def _claimed(writer: Writer, one: Audited) -> str:
    claimed, relation = one.statement.claimed, one.statement.relation
    if claimed is None or relation is None:
        return ""
    text = plain_number(claimed.central) if claimed.is_certain else claimed.text
    return f"{writer.named('defence.relation', relation)} {text}".strip()


def _tested(one: Audited) -> str:
    if not math.isfinite(one.low):
        return ""
    low, high = _number(one.low), _number(one.high)
    return low if low == high else f"{low} … {high}"


def _number(value: float) -> str:
    """Return a figure; a year with its fraction keeps it."""
    is_day = FIRST_YEAR <= value < LAST_YEAR and not value.is_integer()
    return f"{value:.2f}" if is_day else plain_number(value)


def _origin(writer: Writer, one: Audited) -> str:
    """Return where the testing figure comes from: its row, or the trace of its result."""
    if one.result is not None:
        name, labels = one.result
        return writer.trace(name, **labels)
    return writer.row_anchor(one.rows[0].table, one.rows[0]) if one.rows else ""
