"""Filled questionnaires of a judgement panel into the study's judgements: whole or not at all."""

from __future__ import annotations

import csv
import io
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from songi.errors import Place, Problem, StudyError
from songi.study.check import check_study
from songi.study.faults import problems_of
from songi.study.model import Study
from songi.study.questionnaire import (
    EXPERT_CODE,
    EXPERT_COLUMNS,
    EXPERT_SHEET,
    KEY_COLUMNS,
    KEY_SHEET,
    PAIR_COLUMNS,
    STRONGEST,
    Group,
    Questionnaire,
    questionnaire_of,
    read_judgement,
)
from songi.study.readers import RawTable, read_table_file
from songi.study.schema.contest import Judgement
from songi.study.settings import TableFile
from songi.study.table import Table, cell_text

TABLE = Judgement.table
ROUNDING = 1e-9
"""Of one ninth, as it is typed."""

_FILE_ITSELF = ("file.", "sheet.")
"""Problems with which a sheet cannot be read at all."""


@dataclass(frozen=True, slots=True)
class Answers:
    """One filled questionnaire.

    Attributes:
        file: how messages call it.
        expert: the alias.
        ratios: judgement by pair.
    """

    file: str
    expert: str
    ratios: dict[tuple[str, str], float]


def read_panel(
    study: Study, files: Sequence[Path], source: str, known_from: date | None = None
) -> tuple[list[Answers], list[Problem]]:
    """Append the judgements of filled questionnaires to the study's table.

    Args:
        study: the study as it stands.
        files: the questionnaires, one for each expert.
        source: id in `sources.toml` of what the judgements come from.
        known_from: day of the judgements; unknown without it.

    Returns:
        What was read, and warnings such as judgements that contradict each other.

    Raises:
        StudyError: any questionnaire is not as it should be (every fault of every file is told), or
            the study would have errors with them; nothing is written then.
    """
    asked = questionnaire_of(study)
    answers, problems = [], []
    for path in files:
        found = _read_file(path, asked)
        if isinstance(found, Answers):
            answers.append(found)
        else:
            problems += found
    problems += _experts_twice(study, answers)
    if problems:
        raise StudyError(problems)
    table = _with_answers(study, answers, source, known_from)
    told = check_study(study.with_table(table))
    if any(problem.severity == "error" for problem in told):
        raise StudyError(told)
    _write(study, table)
    return answers, [problem for problem in told if problem.code.startswith("judgements.")]


def _read_file(path: Path, asked: Questionnaire) -> Answers | list[Problem]:
    """Return the answers of a questionnaire, or all that is wrong with it."""
    keys = _sheet(path, KEY_SHEET, KEY_COLUMNS)
    signed = _sheet(path, EXPERT_SHEET, EXPERT_COLUMNS)
    if isinstance(keys, Problem):
        return [keys]
    if isinstance(signed, Problem):
        return [signed]
    told = {cells.get("key"): cells.get("value", "") for _, cells in keys.rows}
    other = [name for name, value in asked.keys.items() if told.get(name) != value]
    if other:
        facts = {"came": ", ".join(f"{name} {told.get(name) or '-'}" for name in other),
                 "expected": ", ".join(f"{name} {asked.keys[name]}" for name in other)}  # fmt: skip
        return [Problem("panel.other_study", Place(path.name), facts)]
    expert = next((c.get("entry", "") for _, c in signed.rows if c.get("code") == EXPERT_CODE), "")
    problems = [] if expert else [Problem("panel.no_expert", Place(path.name))]
    ratios: dict[tuple[str, str], float] = {}
    for group in asked.groups:
        sheet = _sheet(path, group.sheet, PAIR_COLUMNS)
        if isinstance(sheet, Problem):
            problems.append(sheet)
            continue
        found, faults = _read_group(sheet, group, f"{path.name} {group.sheet}")
        ratios |= found
        problems += faults
    if not ratios and not problems:
        problems.append(Problem("panel.empty", Place(path.name)))
    return problems or Answers(path.name, expert, ratios)


def _sheet(path: Path, sheet: str, columns: tuple[str, ...]) -> RawTable | Problem:
    """Return a sheet of a questionnaire, or that the file is none."""
    try:
        raw = read_table_file(path, path.name, TableFile(file=path.name, sheet=sheet))
    except OSError as error:
        came = error.strerror or type(error).__name__
        return Problem("file.unreadable", Place(path.name), {"came": came})
    for problem in raw.problems:
        if problem.code == "sheet.unknown":
            facts = {"came": sheet, "expected": problem.facts["expected"]}
            return Problem("panel.edited", Place(path.name), facts)
        if problem.code.startswith(_FILE_ITSELF) and not raw.columns:
            return problem
    if raw.columns[: len(columns)] != columns:
        facts = {"came": sheet, "expected": ", ".join(columns)}
        return Problem("panel.edited", Place(path.name), facts)
    return raw


def _read_group(
    raw: RawTable, group: Group, name: str
) -> tuple[dict[tuple[str, str], float], list[Problem]]:
    """Return the judgements of a group, none where it was left blank, and what is wrong."""
    # A formula makes its cell a problem of the reader; the place is that of the sheet here.
    problems = [replace(p, place=replace(p.place, file=name)) for p in raw.problems]
    lines = {(c["more"], c["less"]): (n, c) for n, c in raw.rows if "more" in c and "less" in c}
    pairs = [(c["more"], c["less"]) for _, c in raw.rows if "more" in c and "less" in c]
    if pairs != [*group.pairs]:
        facts = {"came": len(set(pairs) & set(group.pairs)), "expected": len(group.pairs)}
        return {}, [Problem("panel.edited", Place(name), facts)]
    ratios: dict[tuple[str, str], float] = {}
    blank = []
    for pair, (line, cells) in lines.items():
        text = cells.get("judgement", "")
        place = Place(name, line, "judgement")
        if not text:
            blank.append(place)
            continue
        ratio = read_judgement(text)
        if ratio is None:
            problems.append(Problem("panel.judgement", place, {"came": text}))
        elif not 1 / STRONGEST - ROUNDING <= ratio <= STRONGEST + ROUNDING:
            facts = {"came": text, "expected": f"1/{STRONGEST} … {STRONGEST}"}
            problems.append(Problem("panel.outside_scale", place, facts))
        else:
            ratios[pair] = min(max(ratio, 1 / STRONGEST), float(STRONGEST))
    formulas = {problem.place.row for problem in problems}
    if ratios and not all(place.row in formulas for place in blank):
        facts = {"came": len(ratios), "expected": len(group.pairs)}
        unfilled = next(place for place in blank if place.row not in formulas)
        problems.append(Problem("panel.half_filled", unfilled, facts))
    return ratios, problems


def _experts_twice(study: Study, answers: Sequence[Answers]) -> list[Problem]:
    """Tell of experts in two questionnaires, or in the table already."""
    table = study.tables.get(TABLE)
    first = {row.expert: table.file for row in table.rows} if table is not None else {}
    problems = []
    for one in answers:
        if first.setdefault(one.expert, one.file) != one.file:
            facts = {"came": one.expert, "expected": first[one.expert]}
            problems.append(Problem("panel.expert_twice", Place(one.file), facts))
    return problems


def _with_answers(
    study: Study, answers: Sequence[Answers], source: str, known_from: date | None
) -> Table[Any]:
    """Return the table of judgements with the new rows.

    Raises:
        StudyError: an alias that is no id.
    """
    table = study.tables.get(TABLE)
    if table is None:
        table = Table(TABLE, Judgement, (), f"tables/{TABLE}.csv")
    rows, problems = [*table.rows], []
    for one in answers:
        common = {"expert": one.expert, "source": source, "known_from": known_from}
        common |= {"basis": "estimated", "disclosure": "internal"}
        try:
            rows += [
                Judgement.model_validate({**common, "more": more, "less": less, "ratio": ratio})
                for (more, less), ratio in one.ratios.items()
            ]
        except ValidationError as error:
            where = one.file
            problems += problems_of(
                error, lambda path, where=where: Place(where, None, str(path[0]))
            )
    if problems:
        raise StudyError(problems)
    return replace(table, rows=tuple(rows))


def _write(study: Study, table: Table[Any]) -> None:
    """Write the table beside its file, then in its place.

    Raises:
        StudyError: `panel.not_csv` for a table in another kind of file, `file.unwritable`.
    """
    path = study.folder / table.file
    if path.suffix.lower() != ".csv":
        raise StudyError([Problem("panel.not_csv", Place(table.file), {"came": path.suffix})])
    told = study.info.tables.get(TABLE)
    columns = list(table.row_class.columns())
    records = [{name: cell_text(getattr(row, name)) for name in columns} for row in table.rows]
    used = [name for name in columns if any(record[name] for record in records)]
    text = io.StringIO(newline="")
    writer = csv.DictWriter(text, used, lineterminator="\n", extrasaction="ignore")
    writer.writeheader()
    writer.writerows(records)
    content = text.getvalue().encode(told.encoding if told else "utf-8")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile(
            dir=path.parent, prefix=".songi-panel-", delete=False
        ) as beside:
            beside.write(content)
        Path(beside.name).replace(path)
    except OSError as error:
        facts = {"came": error.strerror or type(error).__name__}
        raise StudyError([Problem("panel.not_written", Place(table.file), facts)]) from error
