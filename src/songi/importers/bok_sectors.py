"""Products of an input-output table summed up to the sectors that a study keeps apart."""

from __future__ import annotations

import csv
import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

import numpy as np

from songi.importers.publisher import ImportedRow

REVISION = "10"
"""Revision of the industry codes in `bok_sectors.csv`; reading products as codes is ours."""

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

    Raises:
        UnmappedError: names that no edition has.
    """
    known = {_bare(one["name"]): one["sector"] for one in _listed("bok_products.csv")}
    unknown = [name for name in names if _bare(name) not in known]
    if unknown:
        raise UnmappedError(unknown)
    return [known[_bare(name)] for name in names]


def sectors_of_codes(size: int) -> list[str]:
    """Return the sector of each product by its number, for the sizes of the 2010 benchmark.

    Raises:
        UnmappedError: another number of products, the codes of which mean something else.
    """
    listed = [one for one in _listed("bok_products.csv") if one["products"] == str(size)]
    if not listed:
        raise UnmappedError([f"{size}: 82, 384"])
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
    present = [one for one in _listed("bok_sectors.csv") if one["sector"] in set(sectors)]
    order = [one["sector"] for one in present]
    grouping = np.array([[float(one == name) for one in sectors] for name in order])
    columns = {
        "output_million_krw": table.output, "value_added_million_krw": table.value_added,
        "wages_million_krw": table.wages, "other_inputs_million_krw": table.other,
        "final_demand_million_krw": table.final, "households_million_krw": table.households,
    }  # fmt: skip
    summed = {name: grouping @ values for name, values in columns.items()}
    rows = [
        _sector(one, table.year, {name: values[k] for name, values in summed.items()}, k)
        for k, one in enumerate(present)
    ]
    domestic = grouping @ table.domestic @ grouping.T
    imported = grouping @ table.imported @ grouping.T
    for s, seller in enumerate(order):
        for b, buyer in enumerate(order):
            if domestic[s, b] or imported[s, b]:
                cells = {
                    "seller": seller, "buyer": buyer,
                    "domestic_million_krw": _text(domestic[s, b]),
                    "imported_million_krw": _text(imported[s, b]), "basis": "observed",
                }  # fmt: skip
                rows.append(ImportedRow("io_flows", s + 1, cells))
    return rows


def _sector(one: dict[str, Any], year: int, sums: dict[str, float], line: int) -> ImportedRow:
    cells = {
        "id": one["sector"], "name_ko": one["name_ko"], "name_en": one["name_en"],
        "year": str(year), "ksic": one["ksic"], "ksic_revision": REVISION,
        **{name: _text(value) for name, value in sums.items()}, "basis": "observed",
    }  # fmt: skip
    return ImportedRow("io_sectors", line + 1, cells)


def _text(value: float) -> str:
    return repr(round(value)) if float(value).is_integer() else repr(float(value))


@cache
def _listed(name: str) -> list[dict[str, str]]:
    text = files("songi.importers").joinpath(name).read_text("utf-8")
    return [*csv.DictReader(text.splitlines())]


def _bare(name: str) -> str:
    return _BETWEEN.sub("", name)
