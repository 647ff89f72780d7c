"""Studies of an older format, brought forward.

Format 0 is a made-up ancestor: no study was ever published in it. It stands for the day when
format 1 is the older one, and proves that a study can be carried over. It differed in this:

| format 0 | format 1 |
| --- | --- |
| `schema = 0` (or `format = 0`) in `study.toml` | `format = 1` |
| `tables/sites.csv` with `lat`, `lon` | `tables/candidates.csv` with `latitude`, `longitude` |
| `sign` of a criterion: `+1`, `-1` | `direction`: `benefit`, `cost` |
| `weight_low`, `weight_high` | `weight`: `low..high` |

Its tables were CSV files in UTF-8 under their usual names, and it had no scenarios.
"""

from __future__ import annotations

import csv
import io
import re
import shutil
import tempfile
from pathlib import Path

from songi.errors import Place, Problem, StudyError, UsageError
from songi.study.readers import RawTable, read_table_file
from songi.study.settings import FORMAT, TableFile
from songi.study.toml_files import read_toml, study_format

KEPT = ".before-format-1"
"""Folder inside the study in which the older files are kept."""

_VERSION = re.compile(r"^[ \t]*(schema|format)[ \t]*=[ \t]*0(?=\s|#|$)", re.MULTILINE)
_DIRECTIONS = {"": "", "+1": "benefit", "1": "benefit", "-1": "cost"}


def migrate(folder: Path) -> list[str]:
    """Bring a study of format 0 to format 1.

    Everything is worked out before anything is touched. The older files are copied to
    `.before-format-1` first, the head of the study is replaced last, and a failure on the way puts
    back what was there.

    Args:
        folder: the study folder.

    Returns:
        What was changed, one line for each file.

    Raises:
        UsageError: `migrate.not_older` or `migrate.already_kept`.
        StudyError: what keeps the older study from being read, or `migrate.not_written`; the study
            is then as it was.
    """
    _refuse_unless_older(folder)
    written: dict[str, str] = {}
    done: list[str] = []
    _candidates(folder, written, done)
    _criteria(folder, written, done)
    _head(folder, written, done)
    _exchange(folder, written)
    return done


def _refuse_unless_older(folder: Path) -> None:
    head = read_toml(folder / "study.toml", "study.toml")
    if head.problems:
        raise StudyError(head.problems)
    version = study_format(head)
    if type(version) is not int or version != 0:
        facts = {"came": "-" if version is None else version, "expected": FORMAT}
        raise UsageError(Problem("migrate.not_older", Place("study.toml"), facts))
    if (folder / KEPT).exists():
        raise UsageError(Problem("migrate.already_kept", Place(), {"came": KEPT}))


def _head(folder: Path, written: dict[str, str], done: list[str]) -> None:
    """Change the one line that says the format; comments and order stay."""
    text = (folder / "study.toml").read_text("utf-8-sig")
    match = _VERSION.search(text)
    if match is None:
        raise StudyError([Problem("file.toml", Place("study.toml"), {"came": "schema = 0"})])
    written["study.toml"] = f"{text[: match.start()]}format = {FORMAT}{text[match.end() :]}"
    done.append(f"study.toml: {match[0].strip()} → format = {FORMAT}")


def _candidates(folder: Path, written: dict[str, str], done: list[str]) -> None:
    old, new = "tables/sites.csv", "tables/candidates.csv"
    if not (folder / old).exists():
        return
    if (folder / new).exists():
        raise StudyError([Problem("migrate.twice", Place(old), {"came": old, "expected": new})])
    table = _read(folder, old)
    names = {"lat": "latitude", "lon": "longitude"}
    _refuse_both(table, old, names)
    columns = [names.get(column, column) for column in table.columns]
    rows = [{names.get(name, name): cell for name, cell in row.items()} for _, row in table.rows]
    written[new] = _csv_text(columns, rows)
    done.append(_told(f"{old} → {new}", table, names))


def _criteria(folder: Path, written: dict[str, str], done: list[str]) -> None:
    name = "tables/criteria.csv"
    if not (folder / name).exists():
        return
    table = _read(folder, name)
    names = {"sign": "direction", "weight_low": "weight", "weight_high": "weight"}
    _refuse_both(table, name, names)
    if not set(names) & set(table.columns):
        return
    columns = list(dict.fromkeys(names.get(column, column) for column in table.columns))
    rows: list[dict[str, str]] = []
    problems: list[Problem] = []
    for line, cells in table.rows:
        sign = cells.get("sign", "")
        if sign not in _DIRECTIONS:
            problems.append(Problem("migrate.sign", Place(name, line, "sign"), {"came": sign}))
            continue
        row = {column: cell for column, cell in cells.items() if column not in names}
        row |= {"direction": _DIRECTIONS[sign]} if "direction" in columns else {}
        row |= {"weight": _weight(cells)} if "weight" in columns else {}
        row |= {column: cells[column] for column in ("direction", "weight") if column in cells}
        rows.append(row)
    if problems:
        raise StudyError(problems)
    written[name] = _csv_text(columns, rows)
    done.append(_told(name, table, names))


def _weight(cells: dict[str, str]) -> str:
    """Return both ends as a range; one of them alone as it is."""
    ends = [cells[column] for column in ("weight_low", "weight_high") if column in cells]
    return "..".join(dict.fromkeys(ends))


def _read(folder: Path, name: str) -> RawTable:
    try:
        table = read_table_file(folder / name, name, TableFile(file=name))
    except OSError as error:
        facts = {"came": error.strerror or type(error).__name__}
        raise StudyError([Problem("file.unreadable", Place(name), facts)]) from error
    if table.problems:
        raise StudyError(table.problems)
    return table


def _refuse_both(table: RawTable, file: str, names: dict[str, str]) -> None:
    problems = [
        Problem("migrate.twice", Place(file, 1, old), {"came": old, "expected": new})
        for old, new in names.items()
        if {old, new} <= set(table.columns)
    ]
    if problems:
        raise StudyError(problems)


def _told(file: str, table: RawTable, names: dict[str, str]) -> str:
    renamed = [f"{old} → {new}" for old, new in names.items() if old in table.columns]
    return f"{file}: {', '.join(renamed)}" if renamed else file


def _csv_text(columns: list[str], rows: list[dict[str, str]]) -> str:
    text = io.StringIO(newline="")
    writer = csv.DictWriter(text, columns, lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue()


def _exchange(folder: Path, written: dict[str, str]) -> None:
    """Keep the older files, then put the new ones in their place; the head of the study last."""
    older = [name for name in ("tables/sites.csv", *written) if (folder / name).exists()]
    kept = folder / KEPT
    try:
        with tempfile.TemporaryDirectory(dir=folder, prefix=".migrating-") as beside:
            staged, copies = Path(beside) / "new", Path(beside) / "old"
            for name, text in written.items():
                _make_way(staged / name).write_text(text, "utf-8")
            for name in older:
                shutil.copy2(folder / name, _make_way(copies / name))
            copies.replace(kept)
            try:
                _put_in_place(folder, staged, written)
            except BaseException:
                _put_back(folder, older, written)
                raise
    except OSError as error:
        facts = {"came": error.strerror or type(error).__name__}
        raise StudyError([Problem("migrate.not_written", Place(), facts)]) from error


def _put_in_place(folder: Path, staged: Path, written: dict[str, str]) -> None:
    for name in sorted(written, key=lambda name: name == "study.toml"):
        if name == "study.toml" and "tables/candidates.csv" in written:
            (folder / "tables/sites.csv").unlink()
        (staged / name).replace(folder / name)


def _put_back(folder: Path, older: list[str], written: dict[str, str]) -> None:
    for name in written:
        if name not in older:
            (folder / name).unlink(missing_ok=True)
    for name in older:
        shutil.copy2(folder / KEPT / name, folder / name)
    shutil.rmtree(folder / KEPT)


def _make_way(path: Path) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    return path
