"""The dataflow again with changed cells: in memory, on the same draws, no more than is needed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import xarray as xr

from songi.engine.blocks import (
    Values,
    as_dataset,
    blocks_of,
    compute_block,
    compute_once,
    runnable,
    study_inputs,
    unwrapped,
)
from songi.engine.graph import Dataflow, full_dataflow
from songi.study.changes import with_changes
from songi.study.model import Study
from songi.study.settings import Change
from songi.study.streams import DrawBlock
from songi.study.table import Table


@dataclass(frozen=True)
class Evaluation:
    """What an experiment starts from.

    Attributes:
        study: the study as the run saw it.
        draws: number of draws of the run.
        values: tables, options and results of the run, by name.
    """

    study: Study
    draws: int
    values: Mapping[str, Any]

    @property
    def block(self) -> DrawBlock:
        """All draws of the run, for reading uncertain cells."""
        return DrawBlock(self.study.info.seed, 0, self.draws)

    def evaluate(
        self,
        changes: Iterable[Change],
        results: Iterable[str],
        base: Mapping[str, Any] | None = None,
    ) -> Values:
        """Run the dataflow again with changed cells; see `evaluate`.

        Args:
            changes: all cells that differ from the run.
            results: the results wanted.
            base: an evaluation to start from in place of the run: one that shares most of the
                changes.

        Raises:
            ChangeError: a change of a cell that is not there.
        """
        start = self.values if base is None else base
        return evaluate(self.study, changes, self.draws, results, start)


def evaluate(
    study: Study,
    changes: Iterable[Change],
    draws: int,
    results: Iterable[str],
    base: Mapping[str, Any] | None = None,
) -> Values:
    """Run the dataflow with changed cells, on the same draws; nothing is stored.

    A measure is computed again only if something it needs has changed in a byte; where what is
    computed again turns out as it was, nothing that follows is computed. The bytes are those of a
    run of the changed study.

    Args:
        study: the study.
        changes: cells and what they hold instead.
        draws: number of draws.
        results: the results wanted; one that cannot run on the changed study is left out.
        base: tables, options and results of a run or an evaluation of the same study with the same
            number of draws, to be used again where they hold.

    Returns:
        Tables, options and results of the changed study, by name: those wanted and all upstream.

    Raises:
        ChangeError: a change of a cell that is not there, or to what it cannot hold.
    """
    flow, values = runnable(full_dataflow(), study_inputs(with_changes(study, changes)))
    flow = flow.only([name for name in results if name in flow.nodes])
    again = _Again(flow, values, {} if base is None else base, study.info.seed, draws)
    for name in flow.nodes:
        again.bring_up_to_date(name)
    return again.values


class _Again:
    """One evaluation under way."""

    def __init__(
        self, flow: Dataflow, values: Values, base: Mapping[str, Any], seed: int, draws: int
    ) -> None:
        self.flow, self.values, self.base = flow, values, base
        self.whole, self.blocks = DrawBlock(seed, 0, draws), blocks_of(seed, draws)
        given = set(values) | (set(base) - set(flow.nodes))
        self.stale = {
            name
            for name in given
            if (name in values) != (name in base) or not _alike(values.get(name), base.get(name))
        }
        # What may have to be computed again needs the draws of all it takes.
        self.at_risk = flow.downstream(self.stale) | (set(flow.nodes) - set(base))

    def bring_up_to_date(self, name: str) -> None:
        """Take a measure from the base where it holds, or compute it."""
        if name in self.values:
            return
        held = self.base.get(name)
        # Of all that it could take: what is absent now may have been there before.
        touched = self.stale & set(full_dataflow().nodes[name].needs)
        if held is not None and not touched and not self._lacks_draws(name, held):
            self.values[name] = held
            return
        self.values[name] = self._computed(name)
        if held is None or not _alike(self.values[name], held):
            self.stale.add(name)

    def _lacks_draws(self, name: str, held: Any) -> bool:
        """Whether only a summary is held of what something to be computed needs draw by draw."""
        summed_up = self.flow.nodes[name].kind.summary_only and "draw" not in held.dims
        return summed_up and any(name in self.flow.needs(other) for other in self.at_risk)

    def _computed(self, name: str) -> Any:
        if self.flow.nodes[name].kind.stage != "per_draw":
            return compute_once(self.flow, self.values, [name], self.whole)[name]
        parts = [
            compute_block(self.flow, self.values, [name], block)[name] for block in self.blocks
        ]
        joined = xr.concat(parts, dim="draw", join="exact", combine_attrs="override")
        return unwrapped(name, joined)


def _alike(one: Any, other: Any) -> bool:
    """Return whether two values are the same to the byte; what cannot be compared is not."""
    if one is other:
        return True
    if isinstance(one, Table) and isinstance(other, Table):
        return _same_rows(one, other) or one.fingerprint() == other.fingerprint()
    arrays = (xr.DataArray, xr.Dataset)
    if isinstance(one, arrays) and isinstance(other, arrays):
        left, right = as_dataset("result", one), as_dataset("result", other)
        return set(left.variables) == set(right.variables) and all(
            left[name].dims == right[name].dims
            and _same_bytes(left[name].values, right[name].values)
            for name in left.variables
        )
    return type(one) is type(other) and one == other


def _same_rows(one: Table[Any], other: Table[Any]) -> bool:
    """Return whether two tables hold the very same rows, which is seen at once."""
    return (
        (one.name, len(one), one.roots) == (other.name, len(other), other.roots)
        and all(mine is theirs for mine, theirs in zip(one, other, strict=True))
    )  # fmt: skip


def _same_bytes(one: np.ndarray, other: np.ndarray) -> bool:
    if one.shape != other.shape:
        return False
    if one.dtype.kind in "iufb" and one.dtype == other.dtype:
        return np.ascontiguousarray(one).tobytes() == np.ascontiguousarray(other).tobytes()
    return bool((one.astype(str) == other.astype(str)).all())
