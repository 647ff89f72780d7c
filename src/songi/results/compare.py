"""Two runs beside each other: which figures moved, and because of which input."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pandas as pd

from songi.results.run import Run

CELL_FREE = frozenset({"file", "line", "root"})
"""Columns of a stored table that say where a row stands, not what it holds."""

NO_LABELS = frozenset({"variable", "units", "value", "mean", "q05", "q50", "q95"})
"""Columns of a summary that are not labels of its cells."""

SMALL = 1e-12
"""Differences below this are rounding."""


@dataclass(frozen=True, slots=True)
class ChangedCell:
    """A cell of an input table that differs; a row that came or went has one empty side.

    Attributes:
        table: its table.
        row_id: its row, with the day it was known where a fact has several versions.
        column: its column.
        before: as written in the first run.
        after: as written in the second.
    """

    table: str
    row_id: str
    column: str
    before: str
    after: str


@dataclass(frozen=True)
class Comparison:
    """What differs between two runs.

    Attributes:
        cells: changed input cells.
        settings: changed options, seed, draws, as-of day, scenario, version or libraries: name,
            before, after.
        moved: figures that moved, the largest difference first.
        causes: for each moved result, the changed tables and settings upstream of it.
    """

    cells: tuple[ChangedCell, ...]
    settings: tuple[tuple[str, str, str], ...]
    moved: pd.DataFrame
    causes: dict[str, tuple[str, ...]]


def compare(first: Run, second: Run) -> Comparison:
    """Compare two runs of a study.

    Args:
        first: the run before.
        second: the run after.

    Returns:
        Changed inputs, moved figures, and what links them.
    """
    cells = tuple(_changed_cells(first, second))
    settings = tuple(_changed_settings(first, second))
    moved = _moved_figures(first, second)
    changed = {cell.table for cell in cells} | {name for name, _, _ in settings}
    libraries = {*first.record["library_versions"], *second.record["library_versions"]}
    everything = {"seed", "draws", "version", "source_hash", *libraries} & changed
    causes = {}
    for name in dict.fromkeys(moved["result"]):
        upstream = first.flow.upstream([name]) | second.flow.upstream([name]) | everything
        causes[name] = tuple(sorted(changed & upstream))
    return Comparison(cells, settings, moved, causes)


def _changed_cells(first: Run, second: Run) -> Iterator[ChangedCell]:
    tables = sorted(set(first.record["tables"]) | set(second.record["tables"]))
    for table in tables:
        before, after = _named_rows(_stored(first, table), _stored(second, table))
        for row_id in dict.fromkeys([*before, *after]):
            old, new = before.get(row_id, {}), after.get(row_id, {})
            for column in dict.fromkeys([*old, *new]):
                if old.get(column, "") != new.get(column, ""):
                    yield ChangedCell(
                        table, row_id, column, old.get(column, ""), new.get(column, "")
                    )


StoredRow = tuple[str, dict[str, str]]
"""A row's id and its cells as text."""


def _stored(run: Run, table: str) -> list[StoredRow]:
    """Return the rows of a run's table."""
    path = run.folder / "tables" / f"{table}.parquet"
    if not path.is_file():
        return []
    frame = pd.read_parquet(path)
    kept = frame.drop(columns=[*CELL_FREE]).to_dict("records")
    return [(str(row_id), cells) for row_id, cells in zip(frame.index, kept, strict=True)]


def _named_rows(*tables: list[StoredRow]) -> Iterator[dict[str, dict[str, str]]]:
    """Give each table's rows by id; by id and day where either has several versions of a fact."""
    several = {
        row_id
        for rows in tables
        for row_id, count in Counter(row_id for row_id, _ in rows).items()
        if count > 1
    }
    for rows in tables:
        yield {
            f"{row_id}@{cells['known_from']}" if row_id in several else row_id: cells
            for row_id, cells in rows
        }


def _changed_settings(first: Run, second: Run) -> Iterator[tuple[str, str, str]]:
    for name in ("version", "source_hash", "seed", "draws", "as_of", "scenario"):
        if first.record[name] != second.record[name]:
            yield name, str(first.record[name]), str(second.record[name])
    for part in ("options", "library_versions"):
        old, new = first.record[part], second.record[part]
        for name in sorted(set(old) | set(new)):
            if old.get(name) != new.get(name):
                yield name, str(old.get(name)), str(new.get(name))


def _moved_figures(first: Run, second: Run) -> pd.DataFrame:
    moved: list[dict[str, Any]] = []
    for name in first.names:
        same = first.record["results"][name] == second.record["results"].get(name)
        if not same and name in second:
            moved += _moved_of(name, _figures(first, name), _figures(second, name))
    moved.sort(key=lambda record: -abs(record["difference"]))
    columns = ["result", "variable", "labels", "before", "after", "difference"]
    return pd.DataFrame(moved, columns=columns)


def _moved_of(
    name: str, before: dict[tuple[str, str], float], after: dict[tuple[str, str], float]
) -> Iterator[dict[str, Any]]:
    """Give a result's figures that moved; a figure without a partner is left out."""
    for cell, old in before.items():
        new = after.get(cell)
        if new is not None and abs(new - old) > SMALL:
            variable, labels = cell
            figures = {"before": old, "after": new, "difference": new - old}
            yield {"result": name, "variable": variable, "labels": labels, **figures}


def _figures(run: Run, name: str) -> dict[tuple[str, str], float]:
    """Return a result's numbers by variable and labels: means where there are draws."""
    figures = {}
    for record in run.summary(name).to_dict("records"):
        value = record.get("mean", record.get("value"))
        if isinstance(value, (int, float)) and math.isfinite(value):
            labels = " ".join(f"{n}={v}" for n, v in record.items() if n not in NO_LABELS)
            figures[str(record["variable"]), labels] = float(value)
    return figures
