"""A table of a study: its rows, where each stood in its file, and the draws of its cells."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any, Generic, TypeVar

import numpy as np
import pandas as pd
import xarray as xr

from songi.errors import SongiError
from songi.study.quantity import Quantity
from songi.study.schema.base import Row
from songi.study.streams import DrawBlock

RowT_co = TypeVar("RowT_co", bound=Row, covariant=True)


class NotDrawnError(SongiError, TypeError):
    """An uncertain cell was read where no draws are made: in a `once` or `over_draws` measure."""


@dataclass(frozen=True)
class Table(Generic[RowT_co]):
    """Rows of one row class.

    Attributes:
        name: the table's name.
        row_class: what its rows are.
        rows: the rows, in file order.
        file: path inside the study folder; the first one of several.
        lines: line of each row in the file, by row id and `known_from`.
        roots: the row whose draws a row uses, by row id, where `shared_with` names another.
        refused: ids of rows that the file has but whose cells could not be read.
        unread: a file of it could not be read, so that nobody knows its rows.
        block: the draws that uncertain cells are to be read for; none outside per-draw measures.
        parts: the file of each row that stands in another file of the table, by row id and
            `known_from`.
    """

    name: str
    row_class: type[Row]
    rows: tuple[RowT_co, ...]
    file: str = ""
    lines: Mapping[tuple[str, date | None], int] = field(default_factory=dict)
    roots: Mapping[str, str] = field(default_factory=dict)
    block: DrawBlock | None = None
    refused: frozenset[str] = frozenset()
    unread: bool = False
    parts: Mapping[tuple[str, date | None], str] = field(default_factory=dict)

    def __iter__(self) -> Iterator[RowT_co]:
        """Iterate over the rows."""
        return iter(self.rows)

    def __len__(self) -> int:
        """Return the number of rows."""
        return len(self.rows)

    @property
    def ids(self) -> tuple[str, ...]:
        """The rows' ids, in order."""
        return tuple(row.row_id for row in self.rows)

    @property
    def is_whole(self) -> bool:
        """Whether every row of the file was read: only then does a missing row mean something."""
        return not (self.refused or self.unread)

    def get(self, row_id: str) -> RowT_co:
        """Return the row of that id.

        Raises:
            KeyError: the table has no such row.
        """
        for row in self.rows:
            if row.row_id == row_id:
                return row
        message = f"{self.name} has no row '{row_id}'"
        raise KeyError(message)

    def line_of(self, row: Row) -> int | None:
        """Return the line of the file on which a row stands."""
        return self.lines.get((row.row_id, row.known_from))

    def file_of(self, row: Row) -> str:
        """Return the file in which a row stands."""
        return self.parts.get((row.row_id, row.known_from), self.file)

    @property
    def files(self) -> tuple[str, ...]:
        """The files in which the table stands, its own first."""
        return tuple(dict.fromkeys([self.file, *self.parts.values()]))

    def where(self, keep: Callable[[RowT_co], bool]) -> Table[RowT_co]:
        """Return the table with the rows for which `keep` is true."""
        return replace(self, rows=tuple(row for row in self.rows if keep(row)))

    def for_draws(self, block: DrawBlock | None) -> Table[RowT_co]:
        """Return the table bound to a block of draws."""
        return replace(self, block=block)

    def draws_of(self, row: Row, column: str) -> np.ndarray:
        """Return the draws of one cell, shape (draws,); NaN where the cell is empty.

        Raises:
            NotDrawnError: the table is bound to no block and the cell is uncertain.
        """
        cell: Quantity | None = getattr(row, column)
        if self.block is None:
            if cell is not None and not cell.is_certain:
                message = (
                    f"{self.name}.{column} of '{row.row_id}' is uncertain: read it in a measure "
                    "marked @per_draw()"
                )
                raise NotDrawnError(message)
            return np.array([np.nan if cell is None else cell.parameters[0]])
        if cell is None:
            return np.full(self.block.size, np.nan)
        if cell.is_certain:
            return np.full(self.block.size, cell.parameters[0])
        root = self.roots.get(row.row_id, row.row_id)
        return cell.quantile(self.block.cell(self.name, root, column))

    def draws(self, column: str, dimension: str) -> xr.DataArray:
        """Return an uncertain column, dimensions (draw, `dimension`), labelled by row id."""
        values = [self.draws_of(row, column) for row in self.rows]
        stacked = np.stack(values, axis=1) if values else np.empty((self._draws, 0))
        return xr.DataArray(
            stacked, dims=("draw", dimension), coords={"draw": self._index, dimension: [*self.ids]}
        )

    def draws_grid(self, column: str, rows: str, columns: str) -> xr.DataArray:
        """Return a long table's column as a grid, dimensions (draw, `rows`, `columns`).

        `rows` and `columns` name two columns of the table and become dimensions; NaN where the
        table has no such pair.
        """
        row_labels = sorted({getattr(row, rows) for row in self.rows})
        column_labels = sorted({getattr(row, columns) for row in self.rows})
        grid = np.full((self._draws, len(row_labels), len(column_labels)), np.nan)
        row_at = {label: k for k, label in enumerate(row_labels)}
        column_at = {label: k for k, label in enumerate(column_labels)}
        for row in self.rows:
            at = row_at[getattr(row, rows)], column_at[getattr(row, columns)]
            grid[:, at[0], at[1]] = self.draws_of(row, column)
        coords = {"draw": self._index, rows: row_labels, columns: column_labels}
        return xr.DataArray(grid, dims=("draw", rows, columns), coords=coords)

    def as_text(self) -> pd.DataFrame:
        """Return the rows as written, every cell text, indexed by row id: for files and hashes."""
        columns = self.row_class.columns()
        records = [{name: cell_text(getattr(row, name)) for name in columns} for row in self.rows]
        index = pd.Index([*self.ids], name="row_id", dtype="str")
        return pd.DataFrame(records, index=index, columns=[*columns], dtype="str")

    def fingerprint(self) -> str:
        """Return a hash of content and order, of whose draws each row uses, and of labels."""
        digest = hashlib.blake2b(self.name.encode(), digest_size=16)
        for row in self.rows:
            cells = [cell_text(getattr(row, name)) for name in self.row_class.columns()]
            cells.append(self.roots.get(row.row_id, ""))
            digest.update("\x1f".join(cells).encode())
            digest.update(b"\x1e")
        return digest.hexdigest()

    @property
    def _draws(self) -> int:
        return 1 if self.block is None else self.block.size

    @property
    def _index(self) -> np.ndarray:
        return np.arange(1) if self.block is None else self.block.index


def cell_text(value: Any) -> str:
    """Return a cell as text that reads back the same; empty for nothing."""
    if value is None:
        return ""
    if isinstance(value, Quantity):
        return value.text
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float):
        return repr(int(value)) if value.is_integer() and abs(value) < 1e15 else repr(float(value))
    if isinstance(value, (tuple, list)):
        return "|".join(cell_text(part) for part in value)
    if isinstance(value, date):
        return value.isoformat()[:10]
    return str(value)


def shared_roots(rows: Iterable[Row]) -> tuple[dict[str, str], list[str]]:
    """Follow `shared_with` to the row whose draws count.

    Returns:
        The root of each row that shares, and the ids of rows that share in a circle.
    """
    points_to = {row.row_id: row.shared_with for row in rows if row.shared_with}
    roots: dict[str, str] = {}
    circular: list[str] = []
    for start, first in points_to.items():
        seen, current = {start}, first
        while current in points_to and current not in seen:
            seen.add(current)
            current = points_to[current]
        if current in seen:
            circular.append(start)
        else:
            roots[start] = str(current)
    return roots, circular
