"""The ground of the made-up study: two municipalities, three hexagons with people."""

from songi.methods.hexagons import hexagons_of
from study.made_up import csv_text
from study.made_up_rows import named, row

CELLS = [str(one) for one in hexagons_of([37.0, 37.1, 37.6], [127.0, 127.1, 127.1], 7)]
"""At candidate a, at candidate b, and some thirty kilometres north of d."""

SQUARE = "POLYGON ((127 37, 127.2 37, 127.2 37.2, 127 37.2, 127 37))"

GROUND = {
    "municipalities": [
        named("11110", province="서울특별시", outline=SQUARE),
        named("51110", province="강원특별자치도", outline=""),
    ],
    "residents": [
        row(municipality=code, year="2023", people="100", aged_0_14="10", aged_15_24="10",
            aged_25_39="20", aged_40_64="40", aged_65="20")
        for code in ("11110", "51110")
    ],
    "population": [
        row(id=CELLS[0], people="100", aged_65="20", municipality="11110"),
        row(id=CELLS[1], people="60", aged_65="30", municipality="11110"),
        row(id=CELLS[2], people="40", aged_65="10", municipality="51110"),
    ],
}  # fmt: skip


def ground_files(**changed):
    """Return the tables as files; `changed` has other rows of some tables, none to leave one out.

    Example: `write_study(folder, files=ground_files(residents=None))`.
    """
    tables = {**GROUND, **changed}
    return {f"tables/{name}.csv": csv_text(rows) for name, rows in tables.items() if rows}


def with_cell(table, number, column, text):
    """Return the files with one cell changed."""
    rows = [dict(one) for one in GROUND[table]]
    rows[number][column] = text
    return ground_files(**{table: rows})
