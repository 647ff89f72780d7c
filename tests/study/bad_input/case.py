"""What a case of bad input is, and short ways to write the change that makes it."""

import io
from dataclasses import dataclass
from typing import Any

from openpyxl import Workbook

from study.made_up import TABLES, csv_text

BIDS = csv_text(TABLES["bids"])


@dataclass(frozen=True)
class Case:
    """One fault: changes to the made-up study, where it is told, and words of each sentence."""

    changes: dict[str, Any]
    code: str
    place: tuple[str, int | None, str]
    ko: str
    en: str
    severity: str = "error"
    scenario: str | None = None
    alone: bool = True
    pair: str = ""


def cell(table, number, column, text):
    return {"cells": {table: {number: {column: text}}}}


def raw(path, content):
    return {"files": {path: content}}


def at(table, line, column):
    return f"tables/{table}.csv", line, column


def workbook(rows, merged=None):
    book = Workbook()
    columns = list(dict.fromkeys(column for one in rows for column in one))
    book.active.append(columns)
    for one in rows:
        book.active.append([one.get(column) for column in columns])
    if merged:
        book.active.merge_cells(merged)
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def as_workbook(rows, merged=None):
    files = {"tables/bids.csv": None, "tables/bids.xlsx": workbook(rows, merged)}
    return {"files": files}
