"""The made-up study with people, evaluated once for all tests that look at it."""

import tempfile
from functools import cache
from pathlib import Path

from contest import write_contest
from evaluation import evaluate
from study.made_up import csv_text
from study.made_up_people import PEOPLE

WANTED = (
    "tenant_jobs", "talent_demand", "talent_balance", "talent_outlook", "leaving_rates",
    "training_need", "training_outlook", "settled_land", "moving_in", "land_seekers",
    "living_values", "living_outlook", "peer_comparison", "peer_ratios", "own_among_peers",
)  # fmt: skip


def people_files(rows=None):
    """Return the files of the tables on people and peers; `rows` are other rows, by table."""
    tables = {**PEOPLE, **(rows or {})}
    return {f"tables/{name}.csv": csv_text(table) for name, table in tables.items() if table}


def people_with(table, number, **cells):
    """Return the files with some cells of one row changed."""
    changed = [dict(one) for one in PEOPLE[table]]
    changed[number].update(cells)
    return people_files({table: changed})


@cache
def people_values():
    """Return the results on people and peers, 40 draws; not to be changed."""
    folder = Path(tempfile.mkdtemp())
    write_contest(folder / "toy", files=people_files(), land=True)
    return evaluate(folder / "toy", 40, WANTED)
