"""The claim audit: what was said in public, beside what tests it."""

from __future__ import annotations

import math

from songi.report.blocks import Block, Cell, DataTable, Note, Paragraph, Section
from songi.report.compose.names import unit_of
from songi.report.compose.writer import Writer, columns_of, joined
from songi.report.formats import BARE, MONEY, plain_number, unit_name, with_unit
from songi.results.claim_audit import VERDICTS, Audited, audit_claims
from songi.study.schema.cells import Bounds
from songi.units import in_won_words

FIRST_YEAR, LAST_YEAR = 1900.0, 2100.0
"""Between them a figure with a fraction is a month of that year."""


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
        anchor = writer.row_anchor("statements", row)
        body.append(
            (
                Cell(writer.name_in(row), trace=anchor),
                Cell(joined((row.told("speaker", writer.language), row.said_on.isoformat()))),
                Cell(writer.named("defence.verdict", one.verdict), one.verdict),
                Cell(writer.named("defence.why", one.reason)),
                Cell(_claimed(writer, one)),
                Cell(_tested(writer, one), trace=_origin(writer, one)),
                Cell(row.told("finding", writer.language)),
            )
        )
    widths = {
        "statement": 2.4, "speaker": 1.2, "verdict": 0.9, "why": 1.1, "claimed": 1.1,
        "tested": 1.1, "finding": 2.3,
    }  # fmt: skip
    columns = columns_of(writer, widths, topic="defence.column")
    title, note = writer.say("defence.audit.table"), writer.say("defence.audit.note")
    return DataTable("statements", title, columns, tuple(body), note=note, dense=True)


def _claimed(writer: Writer, one: Audited) -> str:
    claimed, relation = one.statement.claimed, one.statement.relation
    if claimed is None or relation is None:
        return ""
    low, high = (claimed.central,) * 2 if claimed.is_certain else claimed.ends
    told = _figure(writer, low, high, _unit(writer, one))
    return f"{writer.named('defence.relation', relation)} {told}".strip()


def _tested(writer: Writer, one: Audited) -> str:
    if not math.isfinite(one.low):
        return ""
    return _figure(writer, one.low, one.high, _unit(writer, one))


def _unit(writer: Writer, one: Audited) -> str:
    """Return the unit of the figure that tests a claim: money's code, the others' name."""
    name, counted, _ = one.statement.tested_column.partition("=")
    row = one.rows[0] if one.rows else None
    if row is None:
        return ""
    if counted or isinstance(getattr(row, name, None), tuple):
        return unit_name("count", writer.language)
    bounds = type(row).columns_marked(Bounds).get(name)
    code = str(getattr(row, "unit", "" if bounds is None else bounds.unit))
    if code in MONEY | BARE:
        return code
    return unit_of(writer, row) if hasattr(row, "unit") else unit_name(code, writer.language)


def _figure(writer: Writer, low: float, high: float, unit: str) -> str:
    """Return a figure or its range with its unit; a year with its fraction is a month."""
    if any(FIRST_YEAR <= one < LAST_YEAR and not one.is_integer() for one in (low, high)):
        first, last = _month(math.floor(low * 12)), _month(math.ceil(high * 12) - 1)
        return first if low == high else f"{first} … {last}"
    if unit in MONEY:
        texts = (in_won_words(one, writer.language) for one in (low, high))
        return " … ".join(dict.fromkeys(texts))
    number = " … ".join(dict.fromkeys((plain_number(low), plain_number(high))))
    return number if unit in BARE else with_unit(number, unit)


def _month(months: int) -> str:
    """Return a month, counted from the year nought, as year and month."""
    return f"{months // 12}-{months % 12 + 1:02}"


def _origin(writer: Writer, one: Audited) -> str:
    """Return where the testing figure comes from: its row, or the trace of its result."""
    if one.result is not None:
        name, labels = one.result
        return writer.trace(name, **labels)
    return writer.row_anchor(one.rows[0].table, one.rows[0]) if one.rows else ""
