"""Publishers' files for the tests of importers: made up, of the publishers' layout."""

import csv
import io
from datetime import date
from pathlib import Path

from openpyxl import Workbook

from songi.importers.publisher import Options

FIXTURES = Path(__file__).parent / "fixtures"

KRX_FILE = FIXTURES / "krx-made_up-20200102.csv"
FACTORYON_FILE = FIXTURES / "factoryon-made_up-20231231.csv"
VENTURE_FILE = FIXTURES / "venture-made_up-20240531.csv"
DART_FILE = FIXTURES / "dart-made_up-20240201.json"

TODAY = date(2026, 11, 22)


def options(**more):
    return Options(**{"accessed": TODAY, **more})


def rows_of(path, encoding="utf-8-sig"):
    return list(csv.reader(io.StringIO(path.read_text(encoding), newline="")))


def csv_bytes(rows, encoding="utf-8"):
    text = io.StringIO(newline="")
    csv.writer(text, lineterminator="\n").writerows(rows)
    return text.getvalue().encode(encoding)


def xlsx_bytes(rows):
    book = Workbook()
    for row in rows:
        book.active.append(row)
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()


def changed(rows, line, column, text):
    """Return rows with one cell changed; the header is line 1."""
    copied = [list(row) for row in rows]
    copied[line - 1][copied[0].index(column)] = text
    return copied


def cells_of(imported):
    """Return the cells of each row without source and day, by id."""
    return {
        row.cells["id"]: {k: v for k, v in row.cells.items() if k not in {"source", "known_from"}}
        for row in imported.rows
    }


def codes_of(imported):
    return [problem.code for problem in imported.problems]
