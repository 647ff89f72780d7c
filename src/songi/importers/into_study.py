"""Rows of a publisher's file into a study: all of them and their source, or nothing."""

from __future__ import annotations

import csv
import io
import json
import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from songi.errors import Place, Problem, StudyError
from songi.importers.published import packed_folder
from songi.importers.publisher import Imported, ImportedRow, Options, Publisher
from songi.study.check import check_study, open_checked
from songi.study.faults import problems_of
from songi.study.model import Study
from songi.study.schema import ROW_CLASSES
from songi.study.schema.base import Row
from songi.study.schema.cells import ID_PATTERN
from songi.study.sources import Source, as_record
from songi.study.table import Table, cell_text

SOURCES = "sources.toml"

_BESIDE = ".songi-import-"
"""Beginning of the names under which files are written before they take their places."""


@dataclass(frozen=True, slots=True)
class Done:
    """What an import did.

    Attributes:
        added: rows added.
        skipped: rows that stood there already, or repeatedly in the file.
        left_out: rows that were not wanted.
        tables: tables that the file makes.
        source: the source's id.
        warnings: what the study's rules now find that they did not find before, and what the
            importer could not make out.
    """

    added: int
    skipped: int
    left_out: int
    tables: tuple[str, ...]
    source: str
    warnings: tuple[Problem, ...] = ()


@dataclass(frozen=True, slots=True)
class _New:
    """Rows that a table gets: validated, into which file, and how many stood there before."""

    table: Table[Any]
    rows: tuple[Row, ...]
    skipped: int
    file: str


def import_file(folder: Path, publisher: Publisher, path: Path, options: Options) -> Done:
    """Lay a publisher's file into a study.

    Args:
        folder: the study folder.
        publisher: whose file it is.
        path: the file, as published.
        options: what the user says.

    Returns:
        What was done. The same file again adds nothing.

    Raises:
        StudyError: the study has errors; the file is not as it should be (every fault is told); a
            row stands in the study with other cells; the study would have errors with the rows.
            Nothing is written then.
    """
    study, before = open_checked(folder)
    told_of = replace(options, study=study)
    imported = publisher.read(_content(path, publisher), path.name, told_of)
    faults = [problem for problem in imported.problems if problem.severity == "error"]
    source, problems = _source_for(study, imported)
    rows, found = _validated(imported, publisher, path.name)
    faults += problems + found
    new = {name: _new_rows(study, name, rows[name], publisher, path.name, faults) for name in rows}
    if faults:
        raise StudyError(faults)
    changed = study
    for one in new.values():
        changed = changed.with_table(one.table)
    if source is not None:
        changed = replace(changed, sources={**study.sources, imported.source_id: source})
    told = check_study(changed)
    if any(problem.severity == "error" for problem in told):
        raise StudyError(told)
    contents = {study.folder / one.file: _content_with(study, one)
                for one in new.values() if one.rows}  # fmt: skip
    if publisher.licence_text:
        contents |= {_licence_beside(path): publisher.licence_text.format(file=path.name).encode()
                     for path in contents}  # fmt: skip
    if source is not None:
        contents[study.folder / SOURCES] = _sources_with(study.folder, imported.source_id, source)
    _write_all(contents, study.folder)
    fresh = [problem for problem in told if problem not in before]
    return Done(
        added=sum(len(one.rows) for one in new.values()),
        skipped=imported.repeated + sum(one.skipped for one in new.values()),
        left_out=imported.left_out,
        tables=publisher.tables,
        source=imported.source_id,
        warnings=(*imported.problems, *fresh),
    )


def _licence_beside(path: Path) -> Path:
    """Return where the licence of a file of rows stands."""
    return path.with_name(f"LICENSE-{path.stem}.md")


def _content(path: Path, publisher: Publisher) -> bytes:
    """Return a file's bytes; those of a folder packed into a ZIP, where that is what is published.

    Raises:
        StudyError: it cannot be opened, or is too large.
    """
    try:
        whole = publisher.folders and path.is_dir()
        files = [one for one in path.rglob("*") if one.is_file()] if whole else [path]
        size = sum(one.stat().st_size for one in files)
        if size > publisher.most_bytes:
            facts = {"came": size, "expected": publisher.most_bytes}
            raise StudyError([Problem("file.too_large", Place(path.name), facts)])
        return packed_folder(path, files) if whole else path.read_bytes()
    except OSError as error:
        facts = {"came": error.strerror or type(error).__name__}
        raise StudyError([Problem("file.unreadable", Place(path.name), facts)]) from error


def _source_for(study: Study, imported: Imported) -> tuple[Source | None, list[Problem]]:
    """Return the source that the study gets; none where it has that very file already."""
    if imported.source is None:
        return None, []
    place = Place(SOURCES, None, imported.source_id)
    if not re.match(ID_PATTERN, imported.source_id):
        facts = {"came": imported.source_id, "expected": "a-z 0-9 _ . -"}
        return None, [Problem("id.form", place, facts)]
    known = study.sources.get(imported.source_id)
    if known is None:
        return imported.source, []
    if known.sha256 != imported.source.sha256:
        facts = {"came": imported.source_id, "expected": known.citation()}
        return None, [Problem("import.source_other", place, facts)]
    return None, []


def _validated(
    imported: Imported, publisher: Publisher, name: str
) -> tuple[dict[str, list[tuple[int, Row]]], list[Problem]]:
    """Return the rows with their lines, by table, and what is wrong with any of them."""
    rows: dict[str, list[tuple[int, Row]]] = defaultdict(list)
    problems: list[Problem] = []
    for one in imported.rows:
        try:
            row = ROW_CLASSES[one.table].model_validate(one.cells)
        except ValidationError as error:
            problems += problems_of(error, lambda path, one=one: _place(publisher, name, one, path))
        else:
            rows[one.table].append((one.line, row))
    return rows, problems


def _place(publisher: Publisher, name: str, row: ImportedRow, path: tuple[Any, ...]) -> Place:
    column = str(path[0]) if path else ""
    return Place(name, row.line, publisher.fields.get(column, column))


def _new_rows(
    study: Study,
    table_name: str,
    rows: Sequence[tuple[int, Row]],
    publisher: Publisher,
    name: str,
    faults: list[Problem],
) -> _New:
    """Return the table with the rows it has not yet; faults get those it has with other cells."""
    table = study.tables.get(table_name)
    part = f"tables/{table_name}.{publisher.part}.csv" if publisher.part else ""
    if table is None:
        file = part or f"tables/{table_name}.csv"
        table = Table(table_name, ROW_CLASSES[table_name], (), file)
    file = part or table.file
    if Path(file).suffix.lower() != ".csv":
        facts = {"came": Path(file).suffix, "expected": table_name}
        faults.append(Problem("import.not_csv", Place(file), facts))
    there = {(row.row_id, row.known_from): row for row in table.rows}
    added, skipped = [], 0
    for line, row in rows:
        known = there.get((row.row_id, row.known_from))
        if known is None:
            added.append(row)
        elif differing := _differing(known, row):
            place = Place(name, line, publisher.fields[row.key[0]])
            where = f"{table.file_of(known)}:{table.line_of(known) or '-'} ({', '.join(differing)})"
            facts = {"came": row.row_id, "expected": where}
            faults.append(Problem("import.row_other", place, facts))
        else:
            skipped += 1
    return _New(replace(table, rows=(*table.rows, *added)), tuple(added), skipped, file)


def _differing(one: Row, other: Row) -> list[str]:
    columns = type(one).columns()
    return [c for c in columns if cell_text(getattr(one, c)) != cell_text(getattr(other, c))]


def _content_with(study: Study, new: _New) -> bytes:
    """Return a table's file with the new rows at its end; what stands there stays as it is.

    Raises:
        StudyError: `import.table_encoding`, a name that the file's encoding does not have.
    """
    path = study.folder / new.file
    told = study.info.tables.get(new.table.name)
    encoding = told.encoding if told and told.file == new.file else "utf-8"
    before = path.read_bytes() if path.exists() else b""
    mark = "\ufeff" if encoding == "utf-8" and before.startswith(b"\xef\xbb\xbf") else ""
    text = before.decode(encoding).removeprefix("\ufeff")
    # A cell that was not given stays empty, which reads as its default.
    records = [
        {name: cell_text(getattr(row, name)) for name in row.model_fields_set} for row in new.rows
    ]
    given = {name for record in records for name in record if record[name]}
    used = [name for name in new.table.row_class.columns() if name in given]
    ending = "\r\n" if "\r\n" in text else "\n"
    header = [name.strip() for name in next(csv.reader(io.StringIO(text, newline="")), [])]
    columns = [*header, *(name for name in used if name not in header)]
    if columns != header:
        text = _widened(text, columns, ending)
    elif not text.endswith(("\n", "\r")):
        text += ending
    text += "".join(_line([record.get(name, "") for name in columns], ending)
                    for record in records)  # fmt: skip
    try:
        return (mark + text).encode(encoding)
    except UnicodeEncodeError as error:
        facts = {"came": error.object[error.start : error.end], "expected": encoding}
        raise StudyError([Problem("import.table_encoding", Place(new.file), facts)]) from error


def _widened(text: str, columns: Sequence[str], ending: str) -> str:
    """Return a CSV text with more columns at its right, empty in the rows that it has."""
    lines = [cells for cells in csv.reader(io.StringIO(text, newline="")) if cells][1:]
    rows = [[*cells, *[""] * (len(columns) - len(cells))] for cells in lines]
    return "".join(_line(cells, ending) for cells in [columns, *rows])


def _line(cells: Sequence[str], ending: str) -> str:
    text = io.StringIO(newline="")
    csv.writer(text, lineterminator=ending).writerow(cells)
    return text.getvalue()


def _sources_with(folder: Path, source_id: str, source: Source) -> bytes:
    """Return `sources.toml` with the source at its end; what stands there stays byte for byte."""
    before = (folder / SOURCES).read_bytes()
    ending = "\r\n" if b"\r\n" in before else "\n"
    key = source_id if "." not in source_id else json.dumps(source_id)
    days = {"published", "accessed"}
    lines = [f"[{key}]"]
    for name, value in as_record(source).items():
        if value != Source.model_fields[name].default:
            text = value if name in days else json.dumps(value, ensure_ascii=False)
            lines.append(f"{name} = {text}")
    gap = "" if not before.strip() else ending if before.endswith(b"\n") else ending * 2
    return before + (gap + ending.join(lines) + ending).encode()


def _write_all(contents: Mapping[Path, bytes], folder: Path) -> None:
    """Write files beside their places, then put all of them there.

    Raises:
        StudyError: `import.not_written`; every file is as it was before.
    """
    before = {path: path.read_bytes() if path.exists() else None for path in contents}
    beside = {path: path.with_name(f"{_BESIDE}{path.name}") for path in contents}
    placed: list[Path] = []
    current = folder
    try:
        for path, content in contents.items():
            current = path
            path.parent.mkdir(parents=True, exist_ok=True)
            beside[path].write_bytes(content)
        for path, made in beside.items():
            current = path
            made.replace(path)
            placed.append(path)
    except OSError as error:
        for path in placed:
            _put_back(path, before[path])
        facts = {"came": error.strerror or type(error).__name__}
        place = Place(current.relative_to(folder).as_posix())
        raise StudyError([Problem("import.not_written", place, facts)]) from error
    finally:
        for made in beside.values():
            made.unlink(missing_ok=True)


def _put_back(path: Path, content: bytes | None) -> None:
    if content is None:
        path.unlink(missing_ok=True)
    else:
        path.write_bytes(content)
