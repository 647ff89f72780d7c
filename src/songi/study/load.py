"""A study folder into memory: head, sources, tables, every problem collected."""

from __future__ import annotations

import difflib
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from songi.errors import Place, Problem
from songi.study.faults import problems_of
from songi.study.model import Study
from songi.study.readers import RawTable, read_table_file
from songi.study.schema import ROW_CLASSES
from songi.study.schema.base import Row
from songi.study.settings import FORMAT, StudyInfo, TableFile
from songi.study.sources import Source
from songi.study.table import Table, shared_roots
from songi.study.toml_files import TomlFile, read_toml, study_format

SUFFIXES = (".csv", ".xlsx", ".geojson", ".parquet")


def load_study(folder: Path) -> tuple[Study | None, list[Problem]]:
    """Read a study folder.

    Args:
        folder: holds `study.toml`, `sources.toml` and `tables/`.

    Returns:
        The study, or none where its head cannot be read; and every problem of files, columns and
        cells. Rules that need several rows are in `songi.study.check`.
    """
    head = read_toml(folder / "study.toml", "study.toml")
    problems = list(head.problems)
    info = _read_info(head, problems)
    if info is None:
        return None, problems
    before = len(problems)
    sources = _read_sources(folder, problems)
    sources_whole = len(problems) == before
    tables = {}
    files = [(path.stem, f"tables/{path.name}") for path in _table_files(folder)]
    for name in ROW_CLASSES:
        parts = _files_of(files, name, info.tables.get(name), problems)
        if parts:
            tables[name] = _read_table(folder, name, parts, problems)
    problems.extend(_unknown_tables(folder, info.tables, head))
    return Study(folder, info, tables, sources, sources_whole=sources_whole), problems


def _read_info(head: TomlFile, problems: list[Problem]) -> StudyInfo | None:
    if head.problems:
        return None
    version = study_format(head)
    if version != FORMAT:
        facts = {"came": "-" if version is None else version, "expected": FORMAT}
        older = isinstance(version, int) and version < FORMAT
        code = "study.format_older" if older else "study.format"
        key = "schema" if "schema" in head.content else "format"
        problems.append(Problem(code, head.place((key,)), facts))
        return None
    try:
        return StudyInfo.model_validate(head.content)
    except ValidationError as error:
        problems.extend(problems_of(error, head.place))
        return None


def _read_sources(folder: Path, problems: list[Problem]) -> dict[str, Source]:
    file = read_toml(folder / "sources.toml", "sources.toml")
    problems.extend(file.problems)
    sources = {}
    for name, record in file.content.items():
        try:
            sources[name] = Source.model_validate(record)
        except ValidationError as error:
            problems.extend(problems_of(error, lambda path, name=name: file.place((name, *path))))
    return sources


def _files_of(
    files: Sequence[tuple[str, str]], name: str, told: TableFile | None, problems: list[Problem]
) -> list[TableFile]:
    """Return the files of a table: its own first, then its parts, `<table>.<part>.csv`.

    A part holds rows that must keep apart from the others, such as those under another licence.
    """
    usual = [file for stem, file in files if stem == name]
    if told is None and len(usual) > 1:
        problems.append(Problem("table.twice", Place(usual[1]), {"came": ", ".join(usual)}))
    own = [told] if told is not None else [TableFile(file=file) for file in usual[:1]]
    parts = [file for stem, file in files if stem.startswith(f"{name}.")]
    return own + [TableFile(file=file) for file in parts if told is None or file != told.file]


def _table_files(folder: Path) -> list[Path]:
    files = (folder / "tables").glob("*")
    return sorted(path for path in files if path.suffix.lower() in SUFFIXES)


def _read_table(
    folder: Path, name: str, files: Sequence[TableFile], problems: list[Problem]
) -> Table[Any]:
    """Return a table from its files, rows in the order of the files."""
    parts = [_read_part(folder, name, how, problems) for how in files]
    rows = tuple(row for part in parts for row in part.rows)
    roots, circular = shared_roots(rows)
    problems.extend(
        Problem("shared.circle", Place(parts[0].file, None, "shared_with"), {"came": row_id})
        for row_id in circular
    )
    return replace(
        parts[0],
        rows=rows,
        lines={row: line for part in parts for row, line in part.lines.items()},
        roots=roots,
        refused=frozenset(row_id for part in parts for row_id in part.refused),
        unread=any(part.unread for part in parts),
        parts={row: part.file for part in parts[1:] for row in part.lines},
    )


def _read_part(folder: Path, name: str, how: TableFile, problems: list[Problem]) -> Table[Any]:
    row_class = ROW_CLASSES[name]
    raw = _read_file(folder, how)
    problems.extend(raw.problems)
    if raw.columns:
        problems.extend(_column_problems(row_class, raw.columns, how.file))
    told = {(problem.place.row, problem.place.column) for problem in raw.problems}
    known = set(row_class.columns())
    absent = {column for column in _required(row_class) if column not in raw.columns}
    rows: list[Row] = []
    refused: set[str] = set()
    lines: dict[tuple[str, date | None], int] = {}
    for line, record in raw.rows:
        cells = {column: text for column, text in record.items() if column in known}
        try:
            row = row_class.model_validate(cells)
        except ValidationError as error:
            found = problems_of(error, lambda path, line=line: _cell_place(how.file, line, path))
            # A column that is not there is told once, not on every row; a cell only once.
            problems.extend(
                problem
                for problem in found
                if problem.place.column not in absent and (line, problem.place.column) not in told
            )
            refused.add("/".join(cells.get(column, "") for column in row_class.key))
            continue
        rows.append(row)
        lines[row.row_id, row.known_from] = line
    lost = {problem.code for problem in raw.problems} & {"row.width", "file.csv"}
    unread = bool(lost) or (bool(raw.problems) and not raw.rows)
    return Table(
        name, row_class, tuple(rows), how.file, lines, {}, None, frozenset(refused), unread
    )


def _read_file(folder: Path, how: TableFile) -> RawTable:
    """Read a table's file, which must lie inside the study folder, links followed."""
    try:
        path = (folder / how.file).resolve()
        if not path.is_relative_to(folder.resolve()):
            problem = Problem("file.outside", Place(how.file), {"came": how.file})
        elif not path.exists():
            problem = Problem("file.missing", Place(how.file))
        else:
            return read_table_file(path, how.file, how)
    except (OSError, ValueError) as error:
        came = getattr(error, "strerror", None) or type(error).__name__
        problem = Problem("file.unreadable", Place(how.file), {"came": came})
    return RawTable(problems=[problem])


def _cell_place(file: str, line: int, path: tuple[Any, ...]) -> Place:
    return Place(file, line, str(path[0]) if path else "")


def _required(row_class: type[Row]) -> list[str]:
    return [name for name, field in row_class.model_fields.items() if field.is_required()]


def _column_problems(row_class: type[Row], columns: tuple[str, ...], file: str) -> list[Problem]:
    known = row_class.columns()
    problems = [
        Problem("column.missing", Place(file, 1, column), {"came": ", ".join(columns)})
        for column in _required(row_class)
        if column not in columns
    ]
    for column in columns:
        if column and column not in known:
            near = difflib.get_close_matches(column, known, n=1)
            facts = {"came": column, "expected": near[0] if near else ", ".join(known)}
            problems.append(Problem("column.unknown", Place(file, 1, column), facts))
    return problems


def _unknown_tables(
    folder: Path, declared: Mapping[str, TableFile], head: TomlFile
) -> list[Problem]:
    """Tell of tables that songi does not know: a misspelt name would otherwise go unread."""
    found = {path.stem.split(".")[0]: Place(f"tables/{path.name}") for path in _table_files(folder)}
    found |= {name: head.place(("tables", name)) for name in declared}
    files = {Path(table.file).name for table in declared.values()}
    problems = []
    for name, place in found.items():
        if name not in ROW_CLASSES and Path(place.file).name not in files:
            near = difflib.get_close_matches(name, ROW_CLASSES, n=1)
            facts = {"came": name, "expected": near[0] if near else ", ".join(ROW_CLASSES)}
            problems.append(Problem("table.unknown", place, facts))
    return problems
