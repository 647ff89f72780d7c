"""Blocks of draws: always the same ones, whatever the number of workers or the engine."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from datetime import date
from functools import lru_cache
from typing import Any

import numpy as np
import xarray as xr
from threadpoolctl import ThreadpoolController

from songi.engine.graph import Dataflow, DataflowError, MeasureNode
from songi.study.model import Study
from songi.study.schema import ROW_CLASSES
from songi.study.settings import BLOCK_SIZE
from songi.study.streams import DrawBlock
from songi.study.table import Table

Values = dict[str, Any]
"""What measures take and give, by name: tables, options, arrays."""


def blocks_of(seed: int, draws: int) -> list[DrawBlock]:
    """Return the blocks that make up a run; the last one may be shorter."""
    starts = range(0, draws, BLOCK_SIZE)
    return [DrawBlock(seed, start, min(start + BLOCK_SIZE, draws)) for start in starts]


def study_inputs(study: Study) -> Values:
    """Return what measures may take by name: tables that have rows, options, and the context.

    The context is what the engine supplies of the study itself: the as-of day and the own bid.
    """
    tables = {name: table for name, table in study.tables.items() if table.rows}
    as_of: date | None = study.as_of
    own_bid: str | None = study.info.own_bid
    return {**tables, **study.options.model_dump(), "as_of": as_of, "own_bid": own_bid}


def runnable(flow: Dataflow, inputs: Values) -> tuple[Dataflow, Values]:
    """Return the dataflow that can run on these inputs, and the inputs with the rows it selects.

    A measure goes where its tables have no rows, and also where the rows selected for it turn out
    to be none: criteria that nobody knew at the contest's cut-off are as absent as no criteria.
    """
    tables = [name for name in inputs if name in ROW_CLASSES]
    empty: dict[str, str] = {}
    pruned = flow.pruned(tables)
    known = dict(inputs)
    for name in pruned.nodes:
        node = pruned.nodes[name]
        if not node.selects or any(need not in known for need in node.needs if need in flow.nodes):
            continue
        known = compute_once(pruned, known, [name])
        if isinstance(known[name], Table) and not len(known[name]):
            empty[name] = known.pop(name).name
    return flow.pruned(tables, empty), known


def compute_once(
    flow: Dataflow, values: Values, names: Iterable[str], draws: DrawBlock | None = None
) -> Values:
    """Compute measures that need no draws, or all of them; return them with the values given.

    Args:
        flow: the dataflow.
        values: tables, options and results that are there already; drawn ones for all draws.
        names: the measures, in an order in which each follows what it needs.
        draws: all draws of the run, for measures over draws that take them by that name.
    """
    known = dict(values)
    whole: Values = {} if draws is None else {"draws": draws}
    with _exactly():
        for name in names:
            node = flow.nodes[name]
            result = node.function(**_arguments(node, {**known, **whole}))
            known[name] = finished(node, result)
    return known


def compute_block(
    flow: Dataflow, values: Values, names: Iterable[str], block: DrawBlock
) -> dict[str, xr.Dataset]:
    """Compute per-draw measures for one block.

    Args:
        flow: the dataflow.
        values: tables, options and results that are there already; drawn ones for all draws.
        names: the per-draw measures, in an order in which each follows what it needs.
        block: the draws.

    Returns:
        The measures' results for these draws, and nothing else.
    """
    known: Values = {"draws": block}
    needed = {need for name in names for need in flow.needs(name)} - set(names)
    for name in needed & set(values):
        known[name] = _for_block(values[name], block)
    computed: dict[str, xr.Dataset] = {}
    with _exactly():
        for name in names:
            node = flow.nodes[name]
            result = finished(node, node.function(**_arguments(node, known)), block)
            known[name] = result
            computed[name] = as_dataset(name, result)
    return computed


def finished(node: MeasureNode, result: Any, block: DrawBlock | None = None) -> Any:
    """Check what a measure gave and put its labels into one form.

    Raises:
        DataflowError: no unit, no draw dimension where there must be one, or the wrong draws.
    """
    if isinstance(result, xr.DataArray):
        return unwrapped(node.name, _checked(node, result.to_dataset(name=node.name), block))
    if isinstance(result, xr.Dataset):
        return _checked(node, result, block)
    return result


def as_dataset(name: str, result: xr.DataArray | xr.Dataset) -> xr.Dataset:
    """Return a result as a dataset, a lone array under the measure's name."""
    return result.to_dataset(name=name) if isinstance(result, xr.DataArray) else result


def unwrapped(name: str, dataset: xr.Dataset) -> xr.DataArray | xr.Dataset:
    """Return the array where a dataset holds one under the measure's own name."""
    return dataset[name] if list(dataset.data_vars) == [name] else dataset


def summarised(dataset: xr.Dataset) -> xr.Dataset:
    """Return mean and 5, 50 and 95 % quantiles over the draws, dimension `statistic`."""
    names = ["mean", "q05", "q50", "q95"]
    told = {
        name: (("statistic", *_undrawn(array)), _statistics(array), array.attrs)
        for name, array in dataset.data_vars.items()
    }
    kept = {
        name: coordinate.variable
        for name, coordinate in dataset.coords.items()
        if "draw" not in coordinate.dims
    }
    return xr.Dataset(told, {**kept, "statistic": names}, dataset.attrs)


def _undrawn(array: xr.DataArray) -> list[str]:
    return [str(name) for name in array.dims if name != "draw"]


def _statistics(array: xr.DataArray) -> np.ndarray:
    """Return mean and quantiles along a first axis; a value that has no draws is its own."""
    if "draw" not in array.dims:
        return np.broadcast_to(array.values, (4, *array.shape))
    axis = array.get_axis_num("draw")
    mean = np.mean(array.values, axis=axis)
    return np.stack([mean, *np.quantile(array.values, [0.05, 0.5, 0.95], axis=axis)])


@contextmanager
def _exactly() -> Iterator[None]:
    """Compute on one thread, and refuse arithmetic between arrays whose labels differ."""
    with _thread_pools(len(sys.modules)).limit(limits=1), xr.set_options(arithmetic_join="exact"):
        yield


@lru_cache(maxsize=1)
def _thread_pools(modules: int) -> ThreadpoolController:  # noqa: ARG001
    """Return the thread pools of the libraries loaded so far.

    Looking for them takes longer than many a measure; only a module more can have brought another.
    """
    return ThreadpoolController()


def _arguments(node: MeasureNode, known: Mapping[str, Any]) -> Values:
    return {need: known[need] for need in node.needs if need in known}


def _for_block(value: Any, block: DrawBlock) -> Any:
    if isinstance(value, Table):
        return value.for_draws(block)
    if isinstance(value, (xr.DataArray, xr.Dataset)) and "draw" in value.dims:
        return value.isel(draw=slice(block.start, block.stop))
    return value


def _checked(node: MeasureNode, dataset: xr.Dataset, block: DrawBlock | None) -> xr.Dataset:
    for name, array in dataset.data_vars.items():
        if "units" not in array.attrs:
            message = f"'{node.name}' gives '{name}' without units: set attrs['units']"
            raise DataflowError(message)
        array.attrs.setdefault("long_name", str(name).replace("_", " "))
    drawn = "draw" in dataset.dims
    if drawn != (node.kind.stage == "per_draw"):
        message = f"'{node.name}' is marked {node.kind.stage} but its dimensions are {dataset.dims}"
        raise DataflowError(message)
    if block is not None and not np.array_equal(dataset["draw"].values, block.index):
        message = f"'{node.name}' is not labelled with the draws it was asked for"
        raise DataflowError(message)
    # A sum over draws depends in its last bits on how an array lies in memory: as it is read back.
    rows_first = {name: np.asarray(dataset[name].values, order="C") for name in dataset.data_vars}
    dataset = dataset.copy(data=rows_first)
    texts = {
        name: (coordinate.dims, coordinate.values.astype(str))
        for name, coordinate in dataset.coords.items()
        if coordinate.dtype.kind not in "iufbU"
    }
    return dataset.assign_coords(texts) if texts else dataset
