"""Tables as publishers hand them out: CSV or XLSX, packed or not, in UTF-8 or CP949."""

from __future__ import annotations

import gzip
import io
import re
import tempfile
import zipfile
import zlib
from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Literal

from songi.errors import Place, Problem
from songi.study.readers import MAX_BYTES, RawTable, read_table_file
from songi.study.settings import TableFile

PACKED = b"\x1f\x8b"
"""First bytes of a gzip file."""

Encoding = Literal["utf-8", "cp949"]

_ENCODINGS: tuple[Encoding, ...] = ("utf-8", "cp949")

_HANGUL = re.compile("[가-힣]")
_LATIN = re.compile("[\x80-\xff]{2}")
_LOST = "\ufffd"


def read_published(content: bytes, name: str, columns: Sequence[tuple[str, ...]]) -> RawTable:
    """Read a publisher's table.

    Args:
        content: the file, as published.
        name: its name, which tells what kind of file it is.
        columns: the columns wanted, each with its names in other editions.

    Returns:
        The table with the wanted columns only, under the first of their names; its problems
        instead of an exception. A fault in a column that is not wanted is none.
    """
    try:
        content, inner = unpacked(content, name)
    except (OSError, EOFError, zlib.error) as error:
        return RawTable(problems=[Problem("import.packed", Place(name), {"came": str(error)})])
    if len(content) > MAX_BYTES:
        facts = {"came": f"> {MAX_BYTES}", "expected": MAX_BYTES}
        return RawTable(problems=[Problem("file.too_large", Place(name), facts)])
    suffix = Path(inner).suffix.lower()
    encoding = encoding_of(content) if suffix == ".csv" else "utf-8"
    if encoding is None:
        return RawTable(problems=[Problem("import.encoding", Place(name))])
    with tempfile.TemporaryDirectory(prefix="songi-import-") as folder:
        path = Path(folder) / f"published{suffix}"
        path.write_bytes(content)
        raw = read_table_file(path, name, TableFile(file=name, encoding=encoding))
    return _wanted(raw, name, columns)


def unpacked(content: bytes, name: str) -> tuple[bytes, str]:
    """Return a file's content and name, unpacked by gzip where it is packed.

    Raises:
        OSError: the packed content is damaged; also `EOFError` and `zlib.error`.
    """
    if not content.startswith(PACKED):
        return content, name.removesuffix(".gz")
    with gzip.GzipFile(fileobj=io.BytesIO(content)) as packed:
        # One byte more than is read shows that there is too much, and a small file cannot swell.
        return packed.read(MAX_BYTES + 1), name.removesuffix(".gz")


def packed_folder(folder: Path, files: Iterable[Path]) -> bytes:
    """Return files of a folder as a ZIP: the same bytes for the same files, whenever made."""
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as packed:
        for one in sorted(files):
            # The name alone makes an entry of a fixed day.
            entry = zipfile.ZipInfo(one.relative_to(folder).as_posix())
            packed.writestr(entry, one.read_bytes(), zipfile.ZIP_DEFLATED)
    return content.getvalue()


def encoding_of(content: bytes) -> Encoding | None:
    """Return `utf-8` or `cp949`, in which the content can be read; none where in neither."""
    for encoding in _ENCODINGS:
        try:
            content.decode(encoding)
        except UnicodeDecodeError:
            continue
        return encoding
    return None


def garbled(text: str) -> bool:
    """Return whether a text was once read in the wrong encoding and saved so.

    Hangul comes back when it is put into bytes by the wrong encoding and read by the right one.
    """
    if _LOST in text:
        return True
    wrong = [("cp949", "utf-8")]
    if _LATIN.search(text):
        wrong += [("latin-1", "utf-8"), ("cp1252", "utf-8"), ("latin-1", "cp949")]
    return not text.isascii() and any(_comes_back(text, *pair) for pair in wrong)


def _comes_back(text: str, wrong: str, right: str) -> bool:
    try:
        return bool(_HANGUL.search(text.encode(wrong).decode(right)))
    except UnicodeError:
        return False


def _wanted(raw: RawTable, name: str, columns: Sequence[tuple[str, ...]]) -> RawTable:
    """Return the wanted columns of a table, or what is wrong with them."""
    if not raw.columns:
        return raw
    found = {one: names[0] for names in columns for one in names if one in raw.columns}
    lacking = [" / ".join(names) for names in columns if names[0] not in found.values()]
    if lacking:
        code = "import.columns"
        if any(garbled(column) for column in raw.columns):
            code = "import.mojibake"
        facts = {"came": ", ".join(raw.columns), "expected": ", ".join(lacking)}
        return RawTable(problems=[Problem(code, Place(name, 1), facts)])
    problems = [p for p in raw.problems if _concerns(p, found)]
    rows = [
        (line, {found[one]: text for one, text in cells.items() if one in found})
        for line, cells in raw.rows
    ]
    problems += _garbled_cells(rows, name)
    if not rows and not problems:
        problems.append(Problem("file.empty", Place(name)))
    return replace(raw, columns=tuple(names[0] for names in columns), rows=rows, problems=problems)


def _concerns(problem: Problem, found: Iterable[str]) -> bool:
    return problem.code != "column.unnamed" and (
        not problem.place.column or problem.place.column in found
    )


def _garbled_cells(rows: Sequence[tuple[int, dict[str, str]]], name: str) -> list[Problem]:
    """Tell of the first garbled cell: where one is, the whole file is."""
    for line, cells in rows:
        for column, text in cells.items():
            if garbled(text):
                facts = {"came": text[:40], "expected": column}
                return [Problem("import.mojibake", Place(name, line, column), facts)]
    return []
