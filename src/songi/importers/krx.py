"""The exchange's list of firms (KRX): selected and coded by the name of the industry group.

The file's own column of codes contradicts the group's name for many firms, so a code is taken only
where it agrees; else the code of the group stands in, and the row says so.
"""

from __future__ import annotations

import re

from songi.errors import Place, Problem
from songi.importers.firm_rows import SMALL_MARKET, firm_row, nameless, no_code
from songi.importers.ksic import code_of, group_named
from songi.importers.published import read_published
from songi.importers.publisher import Found, ImportedRow, Options, Publisher

COLUMNS = (("Symbol",), ("Name",), ("Market",), ("Listing",), ("Sector",), ("Industy_code",))
"""The publisher's own spelling."""

REVISION = "10"
"""In force from 2017-07-01 to 2024-06-30; the names of the groups are its."""

FROM_THE_GROUP = "Code from the exchange's own industry; the file's column of codes contradicts it."

_SYMBOL = re.compile(r"^[0-9A-Z]{6}$")
_NAMES_TOLD = 5


def find(content: bytes, name: str, options: Options) -> Found:
    """Return the listed firms whose industry is wanted."""
    raw = read_published(content, name, COLUMNS)
    found = Found(problems=[*raw.problems])
    unknown: dict[str, int] = {}
    for line, cells in raw.rows:
        sector = cells.get("Sector", "")
        group = group_named(sector) or ""
        if sector and not group:
            unknown[sector] = unknown.get(sector, 0) + 1
        code, agrees = _coded(cells.get("Industy_code", ""), group)
        if cells.get("Listing", "").lower() != "true" or not options.wants(code):
            found.left_out += 1
            continue
        one = _firm(line, cells, code, agrees, name)
        if isinstance(one, Problem):
            found.problems.append(one)
        else:
            found.rows.append(one)
    if unknown:
        some = ", ".join([*unknown][:_NAMES_TOLD])
        more = f" +{len(unknown) - _NAMES_TOLD}" if len(unknown) > _NAMES_TOLD else ""
        facts = {"came": some + more, "expected": sum(unknown.values())}
        found.problems.append(Problem("import.group", Place(name, 1, "Sector"), facts, "warning"))
    return found


def _coded(text: str, group: str) -> tuple[str, bool]:
    """Return the code of the group or, where the file's own code lies within it, that one."""
    own = code_of(text) or ""
    return (own, True) if group and own.startswith(group) else (group, False)


def _firm(
    line: int, cells: dict[str, str], code: str, agrees: bool, name: str
) -> ImportedRow | Problem:
    symbol, korean = cells.get("Symbol", ""), cells.get("Name", "")
    if not _SYMBOL.match(symbol):
        return no_code(Place(name, line, "Symbol"), symbol, "005930")
    if not korean:
        return nameless(Place(name, line, "Name"))
    small = cells.get("Market") == "KONEX"
    notes = [FROM_THE_GROUP] if code and not agrees else []
    notes += [SMALL_MARKET] if small else []
    basis = "estimated" if notes else "observed"
    if not code:
        notes.append(f"Industry as named: {cells.get('Sector', '-')}; its code is not known.")
    return firm_row(
        line,
        f"krx_{symbol.lower()}",
        (korean, ""),
        code=code,
        revision=REVISION,
        basis=basis,
        cells={"listed": "true", "size": "sme" if small else ""},
        notes=notes,
    )


KRX = Publisher(
    name="krx",
    publisher="한국거래소",
    title="Listed firms with industry (KRX stock master)",
    licence="No terms stated with the list: a selection of columns only",
    url="",
    note="The list has no English names: the Korean ones stand for them. Its column of codes "
    "contradicts the industry it names for many firms: a code is taken only where it lies within "
    "the group named, else the group's own code stands in.",
    columns=COLUMNS,
    fields={"id": "Symbol", "name_ko": "Name", "name_en": "Name", "ksic": "Industy_code",
            "listed": "Listing", "size": "Market"},
    coded=True,
    find=find,
)  # fmt: skip
