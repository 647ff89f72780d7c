"""Rows of the made-up study: what every one of them has."""

COMMON = {"source": "s", "known_from": "2023-12-01", "basis": "observed"}


def row(**cells):
    return {**cells, **{name: text for name, text in COMMON.items() if name not in cells}}


def named(row_id, **cells):
    return row(id=row_id, name_ko=f"이름 {row_id}", name_en=f"Name {row_id}", **cells)
