"""Tables of many regions as pymrio saves them: WIOD, EXIOBASE, OECD, or any that it can read.

The own regions and, where told, the rest of the capital region and of the country are kept; what
comes from all others is imported. Without the latter two the table is one of the nation.
"""

from __future__ import annotations

import io
import json
import re
import tempfile
import zipfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np

from songi.errors import Place, Problem
from songi.importers.io_faults import FAULTS, FileError, facts_of, problem_of
from songi.importers.io_rows import COLUMNS, SectorWords, io_rows
from songi.importers.publisher import Found, ImportedRow, Options, Publisher
from songi.importers.sheets import names_packed
from songi.study.schema.industries import REACHES, Reach

PARAMETERS = "file_parameters.json"
READABLE = (".txt", ".csv", ".tsv", ".parquet", ".json", ".log", ".md")
"""Endings of files that are read: pickles run whatever program they hold."""

MILLIONS = {"m": 1.0, "mill": 1.0, "million": 1.0, "mio": 1.0, "mn": 1.0,
            "k": 1e-3, "thousand": 1e-3, "bn": 1e3, "bill": 1e3, "billion": 1e3}  # fmt: skip
"""Millions in the first word of a unit."""

_YEAR = re.compile(r"(?<!\d)(19\d\d|20\d\d)(?!\d)")
_HOUSEHOLDS = re.compile(r"household|private consumption|hfce", re.IGNORECASE)
_NON_PROFIT = re.compile(r"non.?profit|npish", re.IGNORECASE)
_WAGES = re.compile(r"compensation of employees|wages", re.IGNORECASE)
_LONGEST = 48


def find(content: bytes, name: str, options: Options) -> Found:
    """Return the aggregated table's sectors and flows, or what is wrong with the file."""
    found = Found()
    try:
        system = _system(content)
        regions = _regions(system, options)
        wages = _wages(system)
        if wages is None:
            facts = {"came": ", ".join(system.get_extensions()) or "-"}
            found.problems.append(Problem("io_table.no_wages", Place(name), facts, "warning"))
        scale = _millions_of_won(system, options)
        found.rows = _rows(system, regions, options.year or _year(system, name), scale, wages)
        found.note = f"{getattr(system.meta, 'name', '') or ''}: {'|'.join(options.home)}."
    except ImportError:
        facts = {"came": "pymrio", "expected": "'songi[mrio]'"}
        found.problems.append(Problem("io_table.extra", Place(name), facts))
    except (*FAULTS, AttributeError, TypeError, *_pymrio_faults()) as fault:
        facts = facts_of(fault, f"{PARAMETERS}, Z, Y")
        found.problems.append(problem_of(fault, Problem("io_table.archive", Place(name), facts)))
    return found


def _system(content: bytes) -> Any:
    """Return the saved system, read by pymrio.

    Raises:
        ImportError: pymrio is not installed.
        FileError: it is no saved system, or holds files that are not read.
        SwollenError: it is too large.
    """
    import pymrio

    names = [one for one in names_packed(content) if not one.endswith("/")]
    roots = sorted((one for one in names if Path(one).name == PARAMETERS), key=len)
    if not roots:
        raise FileError("io_table.archive", ", ".join(names[:5]) or "-", PARAMETERS)
    odd = [one for one in names if Path(one).suffix.lower() not in READABLE]
    if odd:
        raise FileError("io_table.unsafe", ", ".join(odd[:5]))
    with tempfile.TemporaryDirectory(prefix="songi-import-") as folder:
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            packed.extractall(folder)
        root = Path(folder, roots[0]).parent
        if _names_others(root):
            raise FileError("io_table.unsafe", PARAMETERS)
        return pymrio.load_all(root)


def _pymrio_faults() -> tuple[type[Exception], ...]:
    """Return pymrio's own exceptions; none where it is not installed."""
    try:
        from pymrio.core.fileio import ReadError
    except ImportError:
        return ()
    return (ReadError,)


def _names_others(root: Path) -> bool:
    """Return whether the parameters name a file that is not read, or one elsewhere."""
    told = [json.loads(one.read_text("utf-8")) for one in root.rglob(PARAMETERS)]
    named = [str(one["name"]) for parameters in told for one in parameters["files"].values()]
    return any(Path(one).name != one or Path(one).suffix.lower() not in READABLE for one in named)


def _regions(system: Any, options: Options) -> dict[str, Reach]:
    """Return how far each region that is kept is from the own one.

    Raises:
        FileError: no own region is told; one is not in the table, or told twice.
    """
    known = [str(one) for one in system.get_regions()]
    if not options.home:
        raise FileError("io_table.home", "-", ", ".join(known[:60]))
    told = [*options.home, *options.near, *options.rest]
    odd = [one for one in told if one not in known or told.count(one) > 1]
    if odd:
        raise FileError("io_table.regions", ", ".join(dict.fromkeys(odd)), ", ".join(known[:60]))
    groups = zip(REACHES, (options.home, options.near, options.rest), strict=True)
    return {one: reach for reach, names in groups for one in names}


def _year(system: Any, name: str) -> int:
    told = [str(getattr(system.meta, one, "")) for one in ("name", "description", "version")]
    found = next((match for one in (name, *told) if (match := _YEAR.search(one))), None)
    if found is None:
        raise FileError("io_table.no_year", name)
    return int(found[1])


def _millions_of_won(system: Any, options: Options) -> float:
    """Return millions of won in one of the table's units.

    Raises:
        FileError: the unit is none of money, or its rate is not told.
    """
    units = {str(one) for one in np.ravel(system.unit.values)}
    words = [re.split(r"[.\s]+", one.strip(), maxsplit=1) for one in sorted(units)]
    if len(words) != 1 or len(words[0]) != 2 or words[0][0].lower() not in MILLIONS:
        raise FileError("io_table.money", ", ".join(sorted(units)[:5]), "M USD, M EUR, M KRW")
    size, currency = words[0]
    if currency.upper() == "KRW":
        return MILLIONS[size.lower()]
    if not options.won_per_unit:
        raise FileError("io_table.money", currency, f"--won-per-unit ({currency})")
    return MILLIONS[size.lower()] * options.won_per_unit


def _wages(system: Any) -> np.ndarray | None:
    """Return compensation of employees by region and sector, in the table's order, if told."""
    found = None
    for extension in system.get_extensions(data=True):
        table = getattr(extension, "F", None)
        if table is None:
            continue
        rows = [_WAGES.search(" ".join(np.atleast_1d(label))) is not None for label in table.index]
        if any(rows):
            total = table.loc[rows, system.Z.columns].values.sum(axis=0)
            found = total if found is None else found + total
    return found


def _rows(
    system: Any, regions: dict[str, Reach], year: int, scale: float, wages: np.ndarray | None
) -> list[ImportedRow]:
    flows = system.Z.values * scale
    final = system.Y.values * scale
    at = [(str(region), str(sector)) for region, sector in system.Z.index]
    output = flows.sum(axis=1) + final.sum(axis=1)
    earned = np.zeros_like(output) if wages is None else wages * scale
    sectors = [*dict.fromkeys(sector for _, sector in at)]
    kept: list[tuple[Reach, str]] = [(reach, sector) for reach in REACHES for sector in sectors
            if reach in regions.values()]  # fmt: skip
    group = np.array([[float((regions.get(r), s) == key) for r, s in at] for key in kept])
    kept_here = (group @ output) > 0
    group, kept = group[kept_here], [one for one, here in zip(kept, kept_here, strict=True) if here]
    outside = np.array([region not in regions for region, _ in at])
    domestic = group @ flows @ group.T
    bought = flows[outside] @ group.T
    abroad = _imported(bought, [s for r, s in at if r not in regions], kept)
    made = group @ output
    spent = [_HOUSEHOLDS.search(str(c)) is not None and not _NON_PROFIT.search(str(c))
             and str(r) in regions for r, c in system.Y.columns]  # fmt: skip
    values = dict(zip(COLUMNS, (
        made, made - domestic.sum(axis=0) - bought.sum(axis=0), group @ earned, np.zeros_like(made),
        made - domestic.sum(axis=1), np.maximum((group @ final)[:, spent].sum(axis=1), 0.0),
    ), strict=True))  # fmt: skip
    national = {*regions.values()} == {"own_province"}
    return io_rows(_words(kept, national=national), year, "", values, domestic, abroad)


def _imported(
    bought: np.ndarray, products: Sequence[str], kept: Sequence[tuple[Reach, str]]
) -> np.ndarray:
    """Return imports by product and buyer: with the sector of the buyer's region, else any."""
    found = np.zeros((len(kept), len(kept)))
    own = {key: k for k, key in enumerate(kept)}
    for row, sector in zip(bought, products, strict=True):
        for b, (reach, _) in enumerate(kept):
            near: list[tuple[Reach, str]] = [(reach, sector), *((one, sector) for one in REACHES)]
            seller = next((own[one] for one in near if one in own), None)
            if row[b] and seller is None:
                raise FileError("io_table.archive", sector, ", ".join(s for _, s in kept[:5]))
            if row[b] and seller is not None:
                found[seller, b] += row[b]
    return found


def _words(kept: Sequence[tuple[Reach, str]], *, national: bool) -> list[SectorWords]:
    """Return what sectors are called: the databases have English names only."""
    ids: dict[str, str] = {}
    for _, sector in kept:
        if sector not in ids:
            plain = re.sub(r"[^a-z0-9]+", "_", sector.lower()).strip("_")[:_LONGEST] or "sector"
            same = [one for one in ids.values() if one == plain or one.startswith(f"{plain}.")]
            ids[sector] = f"{plain}.{len(same) + 1}" if same else plain
    words = {"own_province": ("우리 지역", "own region"), "capital_region":
             ("수도권 나머지", "rest of the capital region"),
             "elsewhere": ("그 밖의 지역", "rest of the country")}  # fmt: skip
    if national:
        return [SectorWords(ids[sector], sector, sector) for _, sector in kept]
    return [
        SectorWords(f"{reach}.{ids[sector]}", *(f"{sector} ({one})" for one in words[reach]),
                    reach=reach)
        for reach, sector in kept
    ]  # fmt: skip


MRIO = Publisher(
    name="mrio",
    publisher="The database's makers, read by pymrio",
    title="Multi-regional input-output table, aggregated",
    licence="The terms of the database: name its makers in sources.toml",
    url="https://pymrio.readthedocs.io",
    note="Value added is output less all purchases, taxes and margins on them included. "
    "Aggregated by songi's importer.",
    columns=((PARAMETERS,),),
    fields={"id": PARAMETERS, "seller": PARAMETERS},
    coded=False,
    find=find,
    tables=("io_sectors", "io_flows"),
    folders=True,
)
