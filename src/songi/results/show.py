"""Results, traces and comparisons as text for a terminal or for another program."""

from __future__ import annotations

import json
import math
from collections.abc import Callable, Mapping
from typing import Any

import pandas as pd

from songi.errors import Place, Problem, UsageError
from songi.language import Language, say
from songi.results.claim_audit import claim_audit
from songi.results.compare import Comparison
from songi.results.run import Run
from songi.results.summary import summary_table
from songi.results.trace import Trace

FORMS = ("table", "json", "csv")

READ_OFF: Mapping[str, Callable[[Run], pd.DataFrame]] = {"claim_audit": claim_audit}
"""Results that are read off a run, not computed in it: `pointers.AFTER_RUN`."""

FIGURES = ("value", "mean", "q05", "q50", "q95")
"""Columns of a result's table that hold no labels."""

SHOWN_FIGURES = 30
"""Moved figures that a comparison lists; the rest is counted."""


def show_result(run: Run, name: str, labels: Mapping[str, str], form: str = "table") -> str:
    """Return a result, or its cells with these labels.

    Args:
        run: the run.
        name: the result.
        labels: label by dimension.
        form: `table`, `json` (every figure with `units`) or `csv`.

    Raises:
        UsageError: an unknown result, dimension, label or form.
    """
    if form not in FORMS:
        facts = {"came": f"--format {form}", "expected": ", ".join(FORMS)}
        raise UsageError(Problem("usage.choice", Place(), facts))
    if name in READ_OFF:
        frame = _with_labels(name, READ_OFF[name](run), labels)
    else:
        frame = summary_table(run.select(name, labels))
    if form == "csv":
        return frame.to_csv(index=False, lineterminator="\n").rstrip("\n")
    if form == "json":
        cells = [
            {column: _plain(value) for column, value in record.items()}
            for record in frame.to_dict("records")
        ]
        head = {"result": name, "run": run.id, "draws": run.record["draws"], "labels": dict(labels)}
        return json.dumps({**head, "cells": cells}, ensure_ascii=False, indent=2)
    if "variable" in frame and len(set(frame["variable"])) == 1:
        frame = frame.drop(columns="variable")
    for column in frame.columns.difference(FIGURES):
        if frame[column].dtype.kind == "f" and name not in READ_OFF:
            # A label: 2025 is a year, and where a figure has no year there is nothing to say.
            frame[column] = ["" if math.isnan(label) else f"{label:g}" for label in frame[column]]
    written = "{:,.2f}" if name in READ_OFF else "{:,.4g}"
    return frame.to_string(index=False, float_format=written.format)


def show_trace(run: Run, trace: Trace, language: Language) -> str:
    """Return a trace: measures, options, rows with file and line, and sources with addresses."""
    labels = " ".join(f"{name}={value}" for name, value in trace.labels.items())
    lines = [f"{trace.result} {labels}".rstrip()]
    lines.append(say("cli.trace.measures", language, names=" → ".join(trace.measures)))
    options = ", ".join(f"{n}={v}" for n, v in trace.options.items() if v is not None)
    lines.append(say("cli.trace.options", language, names=options))
    lines.append(say("cli.trace.rows", language, count=len(trace.rows)))
    for row in trace.rows:
        cells = ", ".join(f"{name}={text}" for name, text in row.cells.items())
        known = row.known_from.isoformat() if row.known_from else "?"
        place = f"{row.file}:{row.line}"
        lines.append(f"  {place}  {row.row_id}  [{row.basis}, {known}]  {cells}")
        lines.append(f"      ← {', '.join(row.sources)}")
    lines.append(say("cli.trace.sources", language, count=len(trace.sources)))
    for name in trace.sources:
        source = run.study.sources[name]
        lines.append(f"  {name}: {source.citation()}  {source.url}".rstrip())
    return "\n".join(lines)


def show_comparison(comparison: Comparison, language: Language) -> str:
    """Return a comparison: changed inputs, then moved figures with their causes."""
    count = len(comparison.cells) + len(comparison.settings)
    lines = [say("cli.compare.inputs", language, count=count)]
    lines += [
        f"  {cell.table} {cell.row_id} {cell.column}: {cell.before or '∅'} → {cell.after or '∅'}"
        for cell in comparison.cells
    ]
    lines += [f"  {name}: {old} → {new}" for name, old, new in comparison.settings]
    moved = comparison.moved
    lines.append(say("cli.compare.moved", language, count=len(moved)))
    for result, causes in comparison.causes.items():
        lines.append(f"  {result} ← {', '.join(causes) or '?'}")
    for record in moved.head(SHOWN_FIGURES).to_dict("records"):
        lines.append(
            f"    {record['result']} {record['labels']}: {record['before']:.6g} → "
            f"{record['after']:.6g} ({record['difference']:+.3g})"
        )
    if len(moved) > SHOWN_FIGURES:
        lines.append(say("cli.compare.more", language, count=len(moved) - SHOWN_FIGURES))
    return "\n".join(lines)


def _with_labels(name: str, frame: pd.DataFrame, labels: Mapping[str, str]) -> pd.DataFrame:
    """Return the rows of a table with these labels.

    Raises:
        UsageError: no such column or label.
    """
    for column, label in labels.items():
        if column not in frame:
            facts = {"came": column, "expected": ", ".join(map(str, frame.columns))}
            raise UsageError(Problem("result.dimension", Place(name), facts))
        known = frame[column].astype(str)
        if label not in set(known):
            facts = {"came": label, "expected": ", ".join(known.unique()[:30])}
            raise UsageError(Problem("result.label", Place(name, None, column), facts))
        frame = frame.loc[(known == label).to_numpy()]
    return frame


def _plain(value: Any) -> Any:
    """Return a cell as JSON can say it; what is not a number is null."""
    if hasattr(value, "item"):
        value = value.item()
    if isinstance(value, float) and not math.isfinite(value):
        return None
    return value
