"""The claim audit: what was said in public beside the cell that tests it."""

from __future__ import annotations

import calendar
from dataclasses import dataclass
from datetime import date
from fnmatch import fnmatchcase
from typing import Any, Literal

import numpy as np
import pandas as pd

from songi.errors import UsageError
from songi.results.pointers import read_pointer
from songi.results.run import Run
from songi.study.as_of import known_at
from songi.study.quantity import Quantity
from songi.study.schema.base import Row
from songi.study.schema.bid import Statement

Verdict = Literal["supported", "contradicted", "cannot_verify", "unclear"]

VERDICTS: tuple[Verdict, ...] = ("contradicted", "cannot_verify", "unclear", "supported")
"""What an audit can come to, the most urgent first."""

Reason = Literal["held_against", "within_range", "nothing_tests_it", "own_source", "definition"]
"""Why: the figures part or agree; the range of the test leaves it open; nothing tests it; what
would test it comes from the same source; the claim does not say what it counts."""


@dataclass(frozen=True, slots=True)
class Audited:
    """One public claim with its verdict.

    Attributes:
        statement: the claim.
        verdict: what the audit comes to.
        reason: why.
        low: smaller end of the figure that tests it, its 5 % quantile; NaN where nothing does.
        high: larger end, its 95 % quantile.
        tested: what tests it, as the table says.
        rows: rows that it was held against.
        result: the result that it was held against, and its labels.
    """

    statement: Statement
    verdict: Verdict
    reason: Reason
    low: float
    high: float
    tested: str
    rows: tuple[Row, ...] = ()
    result: tuple[str, dict[str, str]] | None = None


@dataclass(frozen=True, slots=True)
class _Figure:
    """What tests a claim: its range, the rows it is read from, the result, its sources."""

    low: float = float("nan")
    high: float = float("nan")
    rows: tuple[Row, ...] = ()
    result: tuple[str, dict[str, str]] | None = None
    sources: frozenset[str] = frozenset()


def audit_claims(run: Run) -> tuple[Audited, ...]:
    """Hold every public claim of a run's study against the cell that tests it.

    A claim holds if the tested figure stands to the claimed one as `relation` says: for `at_least`
    and `at_most` with its whole 5-95 % range, for `equal` if the range holds the claimed figure;
    it is contradicted if the whole range says otherwise. In between, without a test, or where the
    test comes from the claim's own sources and nowhere else, nobody can verify it. A claim that
    does not say what it counts stays unclear, whatever a figure says.

    Returns:
        The claims, the most urgent first.
    """
    table = run.study.tables.get("statements")
    rows = known_at(table, None).rows if table is not None else ()
    audited = [_audited(run, row) for row in rows]
    return tuple(sorted(audited, key=lambda one: VERDICTS.index(one.verdict)))


def claim_audit(run: Run) -> pd.DataFrame:
    """Return the audit as a table, one claim a row, the most urgent first."""
    columns = (
        "statement", "speaker", "said_on", "verdict", "reason",
        "claimed", "relation", "tested_low", "tested_high", "tested",
    )  # fmt: skip
    records = [
        (
            one.statement.id, one.statement.speaker, one.statement.said_on.isoformat(),
            one.verdict, one.reason,
            one.statement.claimed.text if one.statement.claimed else "",
            one.statement.relation or "", one.low, one.high, one.tested,
        )
        for one in audit_claims(run)
    ]  # fmt: skip
    return pd.DataFrame(records, columns=pd.Index(columns))


def _audited(run: Run, statement: Statement) -> Audited:
    figure = _figure(run, statement)
    verdict, reason = _verdict(statement, figure)
    return Audited(
        statement, verdict, reason, figure.low, figure.high, _tested(statement),
        figure.rows, figure.result,
    )  # fmt: skip


def _verdict(statement: Statement, figure: _Figure) -> tuple[Verdict, Reason]:
    if statement.definition == "unclear":
        return "unclear", "definition"
    claimed, relation = statement.claimed, statement.relation
    if claimed is None or relation is None or not np.isfinite(figure.low):
        return "cannot_verify", "nothing_tests_it"
    if figure.sources <= set(statement.source):
        return "cannot_verify", "own_source"
    low, high = claimed.ends
    above, below = figure.low >= high, figure.high <= low
    if relation == "equal":
        apart = figure.high < low or figure.low > high
        return ("contradicted" if apart else "supported"), "held_against"
    holds = above if relation == "at_least" else below
    fails = figure.high < low if relation == "at_least" else figure.low > high
    if holds or fails:
        return ("supported" if holds else "contradicted"), "held_against"
    return "cannot_verify", "within_range"


def _figure(run: Run, statement: Statement) -> _Figure:
    if statement.tested_result:
        return _result_figure(run, statement.tested_result)
    table = run.study.tables.get(statement.tested_table or "")
    if table is None:
        return _Figure()
    known = known_at(table, None).rows
    name, counted, value = statement.tested_column.partition("=")
    pattern = statement.tested_row or "*"
    found = [row for row in known if fnmatchcase(row.row_id, pattern)]
    if counted:
        found = [row for row in found if str(getattr(row, name)) == value]
        low = high = float(len(found))
    elif len(found) == 1:
        low, high = figures_of(getattr(found[0], name))
    else:
        return _Figure()
    sources = frozenset(source for row in found for source in row.source)
    return _Figure(low, high, tuple(found), None, sources)


def figures_of(cell: Any) -> tuple[float, float]:
    """Return the range of a cell: its 5-95 % quantiles; NaN where it holds no figure."""
    if isinstance(cell, Quantity):
        return (cell.central, cell.central) if cell.is_certain else cell.span
    if isinstance(cell, tuple):
        return float(len(cell)), float(len(cell))
    if isinstance(cell, date):
        days = 366 if calendar.isleap(cell.year) else 365
        year = cell.year + (cell.timetuple().tm_yday - 1) / days
        return year, year
    if isinstance(cell, (bool, int, float)):
        return float(cell), float(cell)
    return float("nan"), float("nan")


def _result_figure(run: Run, pointer: str) -> _Figure:
    name, variable, labels = read_pointer(pointer)
    try:
        dataset = run.select(name, labels)
        sources = run.trace(name, None, **labels).sources
    except UsageError:
        return _Figure()
    array = dataset.get(variable or name)
    if array is None or set(array.dims) - {"draw", "statistic"}:
        return _Figure()
    if array.dtype.kind not in "iufb":
        return _Figure()
    if "statistic" in array.dims:
        low, high = array.sel(statistic="q05").item(), array.sel(statistic="q95").item()
    else:
        low, high = (float(array.quantile(q)) for q in (0.05, 0.95))
    return _Figure(float(low), float(high), (), (name, labels), frozenset(sources))


def _tested(statement: Statement) -> str:
    parts = (statement.tested_table, statement.tested_row, statement.tested_column)
    return statement.tested_result or " ".join(part for part in parts if part)
