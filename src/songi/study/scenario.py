"""Scenarios: small overlays that change cells and options, and nothing else."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from songi.errors import Place, Problem
from songi.study.changes import FIXED_COLUMNS, FIXED_TABLES, changed_row
from songi.study.faults import problems_of
from songi.study.model import Study
from songi.study.schema.base import Row
from songi.study.schema.cells import ID_PATTERN
from songi.study.settings import Change, Options, Scenario
from songi.study.table import Table, shared_roots
from songi.study.toml_files import TomlFile, read_toml


def scenario_names(folder: Path) -> tuple[str, ...]:
    """Return the names of a study's scenarios."""
    return tuple(sorted(path.stem for path in (folder / "scenarios").glob("*.toml")))


def apply_scenario(study: Study, name: str) -> tuple[Study, list[Problem]]:
    """Lay a scenario over a study.

    Every cell keeps its stream, so two scenarios that differ in one cell share all other draws.

    Args:
        study: the study as it stands.
        name: the file's name under `scenarios/`, without its ending.

    Returns:
        The changed study, and the problems of the scenario.
    """
    file_name = f"scenarios/{name}.toml"
    if not re.match(ID_PATTERN, name) or not (study.folder / file_name).is_file():
        known = ", ".join(scenario_names(study.folder)) or "-"
        return study, [Problem("scenario.unknown", Place(), {"came": name, "expected": known})]
    file = read_toml(study.folder / file_name, file_name)
    problems = list(file.problems)
    if problems:
        return study, problems
    try:
        scenario = Scenario.model_validate(file.content)
    except ValidationError as error:
        return study, problems_of(error, file.place)
    try:
        options = Options.model_validate({**study.options.model_dump(), **scenario.options})
    except ValidationError as error:
        return study, problems_of(error, lambda path: file.place(("options", *path)))
    problems += [
        Problem(
            "source.unknown", file.place(("source",)), {"came": name, "expected": "sources.toml"}
        )
        for name in scenario.source
        if name not in study.sources and study.sources_whole
    ]
    info = study.info.model_copy(update={"options": options})
    changed = replace(study, info=info, scenario=(name, scenario), base=study)
    for number, change in enumerate(scenario.changes):
        changed = _change_cell(changed, change, scenario, file, number, problems)
    return changed, problems


def _change_cell(
    study: Study,
    change: Change,
    scenario: Scenario,
    file: TomlFile,
    number: int,
    problems: list[Problem],
) -> Study:
    path = ("changes", number)
    table: Table[Any] | None = study.tables.get(change.table)
    if table is None or change.table in FIXED_TABLES:
        allowed = ", ".join(sorted(set(study.tables) - FIXED_TABLES))
        facts = {"came": change.table, "expected": allowed}
        problems.append(Problem("scenario.table", file.place((*path, "table")), facts))
        return study
    columns = [c for c in table.row_class.columns() if c not in FIXED_COLUMNS]
    if change.column not in columns or change.column in table.row_class.key:
        facts = {"came": change.column, "expected": ", ".join(columns)}
        problems.append(Problem("scenario.column", file.place((*path, "column")), facts))
        return study
    if change.id not in table.ids and (change.id in table.refused or table.unread):
        return study
    if change.id not in table.ids:
        facts = {"came": change.id, "expected": change.table}
        problems.append(Problem("scenario.row", file.place((*path, "id")), facts))
        return study
    rows: list[Row] = []
    for row in table.rows:
        rows.append(row)
        if row.row_id != change.id:
            continue
        try:
            rows[-1] = changed_row(row, change, scenario.source)
        except ValidationError as error:
            problems += problems_of(error, lambda _: file.place((*path, "value")))
    roots, circular = shared_roots(rows)
    problems += [
        Problem("shared.circle", file.place((*path, "value")), {"came": row_id})
        for row_id in circular
        if change.column == "shared_with"
    ]
    return study.with_table(replace(table, rows=tuple(rows), roots=roots))
