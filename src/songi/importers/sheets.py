"""Workbooks as publishers hand them out: XLSX, or the older XLS, whatever the file is called."""

from __future__ import annotations

import io
import os
import struct
import zipfile
import zlib
from collections.abc import Callable, Mapping

import xlrd
from openpyxl import load_workbook
from openpyxl.utils.exceptions import InvalidFileException
from xlrd.biffh import XLRDError
from xlrd.compdoc import CompDocError

from songi.study.readers import MAX_BYTES

Lines = list[list[object]]
"""A sheet's rows; an empty cell is None."""

OLD = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
"""First bytes of an XLS file."""

_CONTENTS = "[Content_Types].xml"
"""What every XLSX file has, being a ZIP."""


_DAMAGED = (zipfile.BadZipFile, zlib.error, SyntaxError, LookupError, InvalidFileException)
"""What openpyxl ends in with a file that is no workbook, or half of one."""


class SwollenError(ValueError):
    """A packed file is far larger inside than anything that is read."""


def is_workbook(content: bytes) -> bool:
    """Return whether a file is a workbook, by what is in it.

    Raises:
        SwollenError: it is packed and swells.
    """
    return content.startswith(OLD) or _CONTENTS in names_packed(content)


def names_packed(content: bytes) -> list[str]:
    """Return the names of the files in a ZIP; none where it is no ZIP.

    Raises:
        SwollenError: it is far larger unpacked.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            if sum(one.file_size for one in packed.infolist()) > 4 * MAX_BYTES:
                message = f"> {4 * MAX_BYTES}"
                raise SwollenError(message)
            return packed.namelist()
    except zipfile.BadZipFile:
        return []


def sheets_of(
    content: bytes, wanted: Callable[[str], bool] = lambda _: True
) -> Mapping[str, Lines]:  # fmt: skip
    """Return a workbook's sheets by title.

    Args:
        content: the file.
        wanted: chooses sheets by their titles.

    Raises:
        ValueError: it is no workbook, is damaged, or cannot be opened without a password.
    """
    if content.startswith(OLD):
        return _old(content, wanted)
    if _CONTENTS not in names_packed(content):
        raise ValueError("XLSX, XLS")
    try:
        book = load_workbook(io.BytesIO(content), read_only=True, data_only=True)
        return {
            sheet.title: [list(line) for line in sheet.iter_rows(values_only=True)]
            for sheet in book.worksheets
            if wanted(sheet.title)
        }
    except _DAMAGED as fault:
        message = f"XLSX: {fault}"
        raise ValueError(message) from fault


def _old(content: bytes, wanted: Callable[[str], bool]) -> dict[str, Lines]:
    faults = (XLRDError, CompDocError, AssertionError, struct.error, LookupError)
    with open(os.devnull, "w") as nowhere:  # noqa: PTH123 - what xlrd would print
        try:
            book = xlrd.open_workbook(file_contents=content, on_demand=True, logfile=nowhere)
            titles = [title for title in book.sheet_names() if wanted(title)]
            return {title: _lines(book.sheet_by_name(title)) for title in titles}
        except faults as fault:
            message = f"XLS: {fault}"
            raise ValueError(message) from fault


def _lines(sheet: xlrd.sheet.Sheet) -> Lines:
    return [[_cell(value) for value in sheet.row_values(k)] for k in range(sheet.nrows)]


def _cell(value: object) -> object:
    """Return a cell as XLSX has it: no empty text, whole numbers without a point."""
    if isinstance(value, float) and value.is_integer():
        return int(value)
    return None if value == "" else value
