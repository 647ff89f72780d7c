"""Rows of `io_sectors` and `io_flows` from arrays: what importers of input-output tables share."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from songi.importers.publisher import ImportedRow
from songi.study.schema.industries import Reach

COLUMNS: tuple[str, ...] = (
    "output_million_krw",
    "value_added_million_krw",
    "wages_million_krw",
    "other_inputs_million_krw",
    "final_demand_million_krw",
    "households_million_krw",
)
"""Columns of `io_sectors` that hold money."""


@dataclass(frozen=True)
class SectorWords:
    """A sector as it is called.

    Attributes:
        id: its id.
        name_ko: Korean name.
        name_en: English name.
        ksic: beginnings of the industry codes of its firms, `|` between them.
        reach: region of an interregional table.
    """

    id: str
    name_ko: str
    name_en: str
    ksic: str = ""
    reach: Reach | None = None


def io_rows(
    sectors: Sequence[SectorWords],
    year: int,
    revision: str,
    columns: Mapping[str, np.ndarray],
    domestic: np.ndarray,
    imported: np.ndarray,
) -> list[ImportedRow]:
    """Return the rows of a table.

    Args:
        sectors: the sectors.
        year: year that the table describes.
        revision: of the sectors' industry codes.
        columns: `[n]` by column of `io_sectors`, millions of won.
        domestic: `[n, n]`, bought of domestic make.
        imported: `[n, n]`, bought from abroad.

    Returns:
        Sectors, then the flows that are not nought.
    """
    rows = []
    for k, one in enumerate(sectors):
        coded = {"ksic": one.ksic, "ksic_revision": revision} if one.ksic else {}
        reach = {"reach": one.reach} if one.reach else {}
        sums = {name: money_text(float(columns[name][k])) for name in COLUMNS}
        cells = {"id": one.id, "name_ko": one.name_ko, "name_en": one.name_en, "year": str(year)}
        cells |= {**reach, **coded, **sums, "basis": "observed"}
        rows.append(ImportedRow("io_sectors", k + 1, cells))
    for s, b in np.argwhere((domestic != 0) | (imported != 0)):
        cells = {
            "seller": sectors[s].id, "buyer": sectors[b].id,
            "domestic_million_krw": money_text(float(domestic[s, b])),
            "imported_million_krw": money_text(float(imported[s, b])), "basis": "observed",
        }  # fmt: skip
        rows.append(ImportedRow("io_flows", int(s) + 1, cells))
    return rows


def money_text(value: float) -> str:
    """Return a number as a cell, whole ones without a point."""
    return repr(round(value)) if value.is_integer() else repr(value)
