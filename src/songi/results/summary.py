"""Results as tables: one row per cell, with mean and quantiles over the draws."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
import pandas as pd
import xarray as xr

from songi.engine.blocks import summarised


def summary_table(dataset: xr.Dataset) -> pd.DataFrame:
    """Return a result as a long table.

    Args:
        dataset: a result; with the dimension `draw`, or `statistic` where only summaries are kept.

    Returns:
        Columns: `variable`, one per label, `units`, and `value`, or `mean`, `q05`, `q50`, `q95`.
    """
    reduced = summarised(dataset) if "draw" in dataset.dims else dataset
    parts = []
    for name, array in reduced.data_vars.items():
        frame = _long(array)
        frame.insert(0, "variable", str(name))
        frame.insert(frame.shape[1] - _value_columns(array), "units", _units(array))
        parts.append(frame)
    return pd.concat(parts, ignore_index=True)


def _long(array: xr.DataArray) -> pd.DataFrame:
    """Return one row per cell: its labels, then its value or the value of each statistic."""
    labels = [str(dim) for dim in array.dims if dim != "statistic"]
    columns: dict[str, Any] = {}
    sizes = [array.sizes[name] for name in labels]
    for at, name in enumerate(labels):
        each = np.repeat(array[name].values, math.prod(sizes[at + 1 :]))
        columns[name] = np.tile(each, math.prod(sizes[:at]))
    if "statistic" not in array.dims:
        return pd.DataFrame({**columns, "value": array.values.ravel()})
    statistics = array.transpose("statistic", *labels)
    names = [str(name) for name in array["statistic"].values]
    rows = zip(names, statistics.values.reshape(len(names), -1), strict=True)
    return pd.DataFrame({**columns, **dict(rows)})


def _units(array: xr.DataArray) -> Any:
    """Return the unit of each row; where they are mixed, that of its label if the result tells."""
    units = array.attrs.get("units", "")
    if units != "mixed" or "unit" not in array.coords or "statistic" in array.dims:
        return units
    return array["unit"].broadcast_like(array).transpose(*array.dims).values.ravel().astype(str)


def _value_columns(array: xr.DataArray) -> int:
    return 4 if "statistic" in array.dims else 1
