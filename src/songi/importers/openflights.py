"""OpenFlights' list of airports: the civil ones of a country, as places in a file of their own."""

from __future__ import annotations

import csv
import io
import re

from songi.errors import Place, Problem
from songi.importers.published import encoding_of, unpacked
from songi.importers.publisher import Found, ImportedRow, Options, Publisher

FIELDS = (
    "airport_id", "name", "city", "country", "iata", "icao", "latitude", "longitude",
    "altitude", "timezone", "dst", "tz", "type", "source",
)  # fmt: skip
"""Columns of the file, which has no header."""

COUNTRY = "South Korea"
"""The country of the list that is read."""

CIVIL = frozenset({
    "RKJJ", "RKJY", "RKPC", "RKPK", "RKPU", "RKSS", "RKTH", "RKTN", "RKSI", "RKJB", "RKJK",
    "RKNW", "RKNY", "RKPS", "RKTU",
})  # fmt: skip
"""The fifteen airports of Korea open to civil flights, by their ICAO code. The list names air
bases, airfields and heliports alike, and does not tell which of them take civil flights."""

LICENCE = """# Licence of {file}

The rows of `{file}` hold positions taken from the OpenFlights airports database (`airports.dat`),
rounded to four decimals.

> Contains information from the OpenFlights Airports Database, which is made available under the
> Open Database License (ODbL) v1.0.

These rows are made available under the same licence:
https://opendatacommons.org/licenses/odbl/1-0/. Any rights in individual contents of the database
are licensed under the Database Contents License: https://opendatacommons.org/licenses/dbcl/1-0/.
Whoever passes these rows on, or a database made from them, must keep this notice and offer it under
the ODbL.

The other tables and files of the study do not come from OpenFlights and are not under the ODbL.
They stand beside this one as parts of a collective database.
"""

_ICAO = re.compile(r"^[A-Z]{4}$")


def find(content: bytes, name: str, options: Options) -> Found:  # noqa: ARG001 - as all importers
    """Return the civil airports of the country."""
    found = Found()
    try:
        content, _ = unpacked(content, name)
    except (OSError, EOFError) as error:
        found.problems.append(Problem("import.packed", Place(name), {"came": str(error)}))
        return found
    if encoding_of(content) != "utf-8":
        found.problems.append(Problem("import.encoding", Place(name)))
        return found
    reader = csv.reader(io.StringIO(content.decode("utf-8-sig"), newline=""))
    for cells in reader:
        if not _is_airport(cells):
            facts = {"came": ", ".join(cells)[:80], "expected": ", ".join(FIELDS)}
            found.problems.append(Problem("import.columns", Place(name, reader.line_num), facts))
            return found
        one: dict[str, str] = dict(zip(FIELDS, cells, strict=True))
        if one["country"] == COUNTRY and one["icao"] in CIVIL:
            found.rows.append(_row(reader.line_num, one))
        else:
            found.left_out += 1
    return found


def _is_airport(cells: list[str]) -> bool:
    if len(cells) != len(FIELDS) or not cells[0].isdigit():
        return False
    try:
        return abs(float(cells[6])) <= 90 and abs(float(cells[7])) <= 180
    except ValueError:
        return False


def _row(line: int, one: dict[str, str]) -> ImportedRow:
    iata = one["iata"] if _ICAO.match(f"X{one['iata']}") else ""
    cells = {
        "id": (iata or one["icao"]).lower(),
        "name_ko": one["name"],
        "name_en": one["name"],
        "latitude": f"{float(one['latitude']):.4f}",
        "longitude": f"{float(one['longitude']):.4f}",
        "kind": "airport",
        "basis": "observed",
    }
    return ImportedRow("places", line, cells)


OPENFLIGHTS = Publisher(
    name="openflights",
    publisher="OpenFlights",
    title="airports.dat: positions of airports",
    licence="ODbL 1.0",
    url="https://openflights.org/data",
    note="Civil airports of Korea only. Open Database License: see the LICENSE beside the table. "
    "The list has no Korean names: the English ones stand for them.",
    columns=tuple((one,) for one in FIELDS),
    fields={"id": "iata", "name_ko": "name", "name_en": "name", "latitude": "latitude",
            "longitude": "longitude", "kind": "type"},
    coded=False,
    find=find,
    tables=("places",),
    part="openflights",
    licence_text=LICENCE,
)  # fmt: skip
