"""Products of an input-output table summed up to the sectors that a study keeps apart."""

from __future__ import annotations

import csv
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import numpy as np

from songi.importers.io_rows import SectorWords, io_rows
from songi.importers.publisher import ImportedRow

REVISION = "10"
"""Revision of the industry codes in `bok_sectors.csv`; reading products as codes is ours."""

NUMBERED = (82, 384)
"""Sizes of the 2010 benchmark, the files of which have numbers for names."""

_BETWEEN = re.compile(r"[\s·ㆍ・,()]+")
_TOLD = 5


class UnmappedError(ValueError):
    """Products that belong to no sector.

    Attributes:
        count: how many.
    """

    def __init__(self, products: Sequence[str]) -> None:
        self.count = len(products)
        super().__init__(", ".join(products[:_TOLD]))


class MixedError(ValueError):
    """Products of different editions: their sectors do not fit together."""


@dataclass(frozen=True)
class NationalTable:
    """A table of the nation, as published: money in millions of won.

    Attributes:
        year: the year it describes.
        price: `N` at producers' prices, `B` at basic prices.
        size: how many products.
        names: their names; none where the file has only numbers.
        domestic: `[n, n]`, bought of domestic make.
        imported: `[n, n]`, bought from abroad.
        output: `[n]`, total output.
        value_added: `[n]`.
        wages: `[n]`, compensation of employees.
        other: `[n]`, net product taxes and scrap.
        final: `[n]`, output less what other sectors buy.
        households: `[n]`, domestic product that households consume.
    """

    year: int
    price: str
    size: int
    names: tuple[str, ...]
    domestic: np.ndarray
    imported: np.ndarray
    output: np.ndarray
    value_added: np.ndarray
    wages: np.ndarray
    other: np.ndarray
    final: np.ndarray
    households: np.ndarray


def sectors_of_names(names: Sequence[str]) -> list[str]:
    """Return the sector of each product by its name, blanks and signs left out of account.

    All are of one edition: the same name may mean more in a shorter list.

    Raises:
        UnmappedError: names that no edition has.
        MixedError: names of different editions.
    """
    wanted = [_bare(name) for name in names]
    editions = _editions()
    unknown = [name for name, bare in zip(names, wanted, strict=True)
               if not any(bare in edition for edition in editions.values())]  # fmt: skip
    if unknown:
        raise UnmappedError(unknown)
    whole = [edition for edition in editions.values() if {*wanted} <= {*edition}]
    if not whole:
        raise MixedError(_told_apart(names, editions))
    chosen = min(whole, key=lambda edition: abs(len(edition) - len(wanted)))
    return [chosen[bare] for bare in wanted]


def _told_apart(names: Sequence[str], editions: Mapping[str, Mapping[str, str]]) -> str:
    """Return the names that the edition with most of them lacks."""
    lacking = [[name for name in names if _bare(name) not in one] for one in editions.values()]
    return ", ".join(min(lacking, key=len)[:_TOLD])


def sectors_of_codes(size: int) -> list[str]:
    """Return the sector of each product by its number, for the sizes of the 2010 benchmark.

    Raises:
        UnmappedError: another number of products, the codes of which mean something else.
    """
    if size not in NUMBERED:
        raise UnmappedError([f"{size}: {', '.join(map(str, NUMBERED))}"])
    listed = [one for one in _listed("bok_products.csv") if one["products"] == str(size)]
    return [one["sector"] for one in sorted(listed, key=lambda one: int(one["code"]))]


def rows_of(table: NationalTable, sectors: Sequence[str]) -> list[ImportedRow]:
    """Return the rows of `io_sectors` and `io_flows` of an aggregated table.

    Args:
        table: the table.
        sectors: sector of each product.

    Returns:
        Sectors in the order of `bok_sectors.csv`, those that the table has; flows that are not
        nought.
    """
    words = [one for one in sector_words() if one.id in set(sectors)]
    grouping = np.array([[float(one == word.id) for one in sectors] for word in words])
    columns = {
        "output_million_krw": table.output, "value_added_million_krw": table.value_added,
        "wages_million_krw": table.wages, "other_inputs_million_krw": table.other,
        "final_demand_million_krw": table.final, "households_million_krw": table.households,
    }  # fmt: skip
    summed = {name: grouping @ values for name, values in columns.items()}
    domestic = grouping @ table.domestic @ grouping.T
    imported = grouping @ table.imported @ grouping.T
    return io_rows(words, table.year, REVISION, summed, domestic, imported)


def sector_words() -> list[SectorWords]:
    """Return all sectors that a study may keep apart, in their order."""
    return [
        SectorWords(one["sector"], one["name_ko"], one["name_en"], one["ksic"])
        for one in _listed("bok_sectors.csv")
    ]


@cache
def _editions() -> dict[str, dict[str, str]]:
    """Return the sector of each product by its bare name, by edition."""
    found: dict[str, dict[str, str]] = {}
    for one in _listed("bok_products.csv"):
        found.setdefault(one["products"], {})[_bare(one["name"])] = one["sector"]
    return found


@cache
def _listed(name: str) -> list[dict[str, str]]:
    text = files("songi.importers").joinpath(name).read_text("utf-8")
    return [*csv.DictReader(text.splitlines())]


def _bare(name: str) -> str:
    return _BETWEEN.sub("", name)
