"""An input-output table of a study as arrays, and the sector that an industry code belongs to."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import numpy as np

from songi.study.as_of import known_at
from songi.study.schema.industries import (
    IoArea,
    IoFlow,
    IoSector,
    SectorJobs,
    SectorShare,
    Shock,
)
from songi.study.streams import DrawBlock
from songi.study.table import Table

MILLION = 1e6


def flow_matrix(
    sectors: Table[IoSector], flows: Table[IoFlow], column: str
) -> np.ndarray:  # fmt: skip
    """Return the flows of a column as an array, seller by buyer, millions of won."""
    at = {name: k for k, name in enumerate(sectors.ids)}
    found = np.zeros((len(at), len(at)))
    for flow in flows:
        found[at[flow.seller], at[flow.buyer]] = getattr(flow, column)
    return found


def column_of(sectors: Table[IoSector], name: str) -> np.ndarray:
    """Return a column of the sectors, millions of won."""
    return np.array([getattr(row, name) for row in sectors], dtype=float)


def sectors_here(sectors: Table[IoSector]) -> list[int]:
    """Return the positions of the sectors that the place has a part of."""
    return [k for k, row in enumerate(sectors) if row.reach in {None, "own_province"}]


def place_sizes(
    sectors: Table[IoSector],
    shares: Table[SectorShare],
    draws: DrawBlock,
    coming: Mapping[str, np.ndarray] | None = None,
) -> tuple[np.ndarray, np.ndarray]:
    """Return the output of the sectors in the place, `[draws, n]`, and around it, `[n]`.

    Args:
        sectors: the sectors.
        shares: the place's shares of them today.
        draws: which draws.
        coming: output of firms that are to come, won a year, `[draws]` by sector: a sector that the
            place hardly has would otherwise seem to find all its suppliers there.
    """
    bound = shares.for_draws(draws)
    rows = {row.sector: row for row in bound}
    mine = [sectors.rows[k] for k in sectors_here(sectors)]
    around = np.array([row.output_million_krw for row in mine])
    part = np.stack([bound.draws_of(rows[row.id], "share") for row in mine], axis=1)
    more = np.zeros((draws.size, len(mine)))
    for k, row in enumerate(mine):
        more[:, k] = (coming or {}).get(row.id, 0.0) / MILLION
    return np.minimum(part * around + more, around), around


def output_coming(shocks: Iterable[Shock], output: np.ndarray | None) -> dict[str, np.ndarray]:
    """Return the output of the firms that are to come by sector, won a year, `[draws]`.

    Args:
        shocks: the shocks.
        output: `[draws, shocks]`, with all land for firms taken; nothing without it.
    """
    found: dict[str, np.ndarray] = {}
    if output is None:
        return found
    for k, row in enumerate(shocks):
        if row.phase == "operation":
            found[row.sector] = found.get(row.sector, 0.0) + np.nan_to_num(output[:, k])
    return found


def deltas_of(areas: Table[IoArea], draws: DrawBlock) -> np.ndarray:
    """Return the exponent of the place's quotients, `[draws]`."""
    bound = areas.for_draws(draws)
    return bound.draws_of(bound.rows[0], "delta")


def jobs_by_sector(
    sectors: Table[IoSector], jobs: Table[SectorJobs], draws: DrawBlock
) -> np.ndarray:
    """Return people employed for a billion won of output, `[draws, n]`; NaN where nobody says."""
    bound = known_at(jobs, None).for_draws(draws)
    rows = {row.sector: row for row in bound}
    unknown = np.full(draws.size, np.nan)
    return np.stack(
        [bound.draws_of(rows[name], "jobs_per_billion_krw") if name in rows else unknown
         for name in sectors.ids],
        axis=1,
    )  # fmt: skip


def sector_of_code(
    code: str | None, revision: str | None, sectors: Iterable[IoSector]
) -> str | None:  # fmt: skip
    """Return the sector of a firm by its industry code: the longest beginning that fits.

    Nothing without a code, with one of another revision, or where no sector has it.
    """
    best, length = None, 0
    for row in sectors:
        if not code or row.ksic_revision != revision or row.reach not in {None, "own_province"}:
            continue
        for start in row.ksic:
            if code.startswith(start) and len(start) > length:
                best, length = row.id, len(start)
    return best
