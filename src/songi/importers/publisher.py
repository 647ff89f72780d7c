"""What a publisher's importer is: its file in, rows of study tables and a source record out."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date

from songi.errors import Place, Problem
from songi.study.model import Study
from songi.study.readers import MAX_BYTES
from songi.study.schema import ROW_CLASSES
from songi.study.sources import Source

_DAY = re.compile(r"(?<!\d)(\d{4})(\d{2})(\d{2})(?!\d)")


@dataclass(frozen=True, slots=True)
class Options:
    """What the user says of an import.

    Attributes:
        accessed: day someone looked; no file can be of a later one.
        known_from: day the file was published; without it the day in the file's name.
        only: beginnings of the industry codes wanted; all of them without any.
        source: id that the source gets; publisher and day without it.
        ksic_revision: revision of the industry codes, where the publisher does not say.
        home: the own province or the own regions of an interregional table.
        near: its regions of the rest of the capital region.
        rest: its other regions of the country.
        year: year that the file describes, where it does not say, or has several.
        won_per_unit: won for one unit of the file's money.
        study: the study, for importers that compute something for its rows; none elsewhere.
    """

    accessed: date
    known_from: date | None = None
    only: tuple[str, ...] = ()
    source: str = ""
    ksic_revision: str = ""
    home: tuple[str, ...] = ()
    near: tuple[str, ...] = ()
    rest: tuple[str, ...] = ()
    year: int | None = None
    won_per_unit: float | None = None
    study: Study | None = None

    def wants(self, code: str) -> bool:
        """Return whether firms of that industry code are wanted."""
        return not self.only or code.startswith(self.only)


@dataclass(frozen=True, slots=True)
class ImportedRow:
    """A row for a study, all cells text.

    Attributes:
        table: the study's table.
        line: line of the publisher's file.
        cells: text by column of the table; source and `known_from` come with the file.
    """

    table: str
    line: int
    cells: Mapping[str, str]


@dataclass(slots=True)
class Found:
    """What an importer found in a file.

    Attributes:
        rows: the rows wanted.
        problems: what is wrong with the file.
        left_out: rows that were not wanted.
        note: what a reader should know of this file, beside what the publisher's note tells.
    """

    rows: list[ImportedRow] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    left_out: int = 0
    note: str = ""


@dataclass(frozen=True, slots=True)
class Imported:
    """A publisher's file as a study takes it.

    Attributes:
        rows: the rows, each once.
        source_id: the source's id.
        source: the source record; none where the file has no day.
        problems: what is wrong, and warnings.
        left_out: rows that were not wanted.
        repeated: rows that the file holds more than once, all cells alike.
    """

    rows: tuple[ImportedRow, ...] = ()
    source_id: str = ""
    source: Source | None = None
    problems: tuple[Problem, ...] = ()
    left_out: int = 0
    repeated: int = 0


@dataclass(frozen=True, slots=True)
class Publisher:
    """An importer of one publisher's file.

    Attributes:
        name: how the command line calls it, and the beginning of its rows' ids.
        publisher: who publishes the file.
        title: what the file is called.
        licence: terms under which it may be used.
        url: where it can be had.
        note: what a reader of the rows should know of them all.
        columns: the publisher's columns that are read; several names are those of other editions.
        fields: the publisher's column behind a column of the table, for messages.
        coded: whether the file has codes by which rows may be chosen.
        find: reads the file's content; its name is for messages.
        tables: what it makes.
        part: end of the name of a file of their own for its rows, `<table>.<part>.csv`, where they
            must keep apart from others; empty where they stand among them.
        folders: whether a folder of files may be given.
        licence_text: what stands in a LICENSE beside that file, with `{file}` for its name.
        most_bytes: the largest file that is read.
    """

    name: str
    publisher: str
    title: str
    licence: str
    url: str
    note: str
    columns: tuple[tuple[str, ...], ...]
    fields: Mapping[str, str]
    coded: bool
    find: Callable[[bytes, str, Options], Found]
    tables: tuple[str, ...] = ("firms",)
    part: str = ""
    licence_text: str = ""
    folders: bool = False
    most_bytes: int = MAX_BYTES

    def read(self, content: bytes, name: str, options: Options) -> Imported:
        """Return a file as a study takes it; problems instead of an exception.

        Args:
            content: the file, as published.
            name: its name, which may hold its day as eight digits.
            options: what the user says.
        """
        if options.only and not self.coded:
            facts = {"came": "|".join(options.only), "expected": self.title}
            return Imported(problems=(Problem("import.no_codes", Place(name), facts),))
        day = options.known_from or day_in(name)
        if day is None:
            return Imported(problems=(Problem("import.no_day", Place(name), {"came": name}),))
        if day > options.accessed:
            facts = {"came": day.isoformat(), "expected": options.accessed.isoformat()}
            return Imported(problems=(Problem("import.future", Place(name), facts),))
        source_id = options.source or f"{self.name}_{day:%Y%m%d}"
        found = self.find(content, name, replace(options, known_from=day, source=source_id))
        stamp = {"source": source_id, "known_from": day.isoformat()}
        rows, twice, repeated = self._each_once(found.rows, name, stamp)
        problems = [*found.problems, *twice]
        if not rows and all(problem.severity != "error" for problem in problems):
            facts = {"came": "|".join(options.only) or "-", "expected": found.left_out}
            problems.append(Problem("import.nothing", Place(name), facts))
        source = Source(
            publisher=self.publisher,
            title=self.title,
            url=self.url,
            published=day,
            accessed=options.accessed,
            licence=self.licence,
            sha256=hashlib.sha256(content).hexdigest(),
            note=" ".join(part for part in (self.note, found.note) if part),
        )
        return Imported(
            tuple(rows), source_id, source, tuple(problems), found.left_out, repeated
        )  # fmt: skip

    def _each_once(
        self, rows: list[ImportedRow], name: str, stamp: Mapping[str, str]
    ) -> tuple[list[ImportedRow], list[Problem], int]:
        """Return each row once, stamped; ids on rows that differ; and how many were repeated."""
        first: dict[tuple[str, str], ImportedRow] = {}
        problems, repeated = [], 0
        for row in rows:
            stamped = ImportedRow(row.table, row.line, {**row.cells, **stamp})
            key = ROW_CLASSES[row.table].key
            name_of_row = "/".join(row.cells[column] for column in key)
            earlier = first.setdefault((row.table, name_of_row), stamped)
            if earlier is stamped:
                continue
            repeated += 1
            if earlier.cells != stamped.cells:
                place = Place(name, row.line, self.fields[key[0]])
                facts = {"came": name_of_row, "expected": earlier.line}
                problems.append(Problem("import.row_twice", place, facts))
        return [*first.values()], problems, repeated


def day_in(name: str) -> date | None:
    """Return the day that a file's name holds as eight digits, the last of several."""
    found = None
    for year, month, day in _DAY.findall(name):
        try:
            found = date(int(year), int(month), int(day))
        except ValueError:
            continue
    return found
