"""Experiments: functions that run the dataflow again, and whose result a run keeps."""

from __future__ import annotations

import importlib
import inspect
import pkgutil
from collections.abc import Callable, Mapping
from functools import cache, wraps
from typing import Any

import xarray as xr

from songi import experiments
from songi.engine.graph import CONTEXT, DataflowError, MeasureNode, full_dataflow
from songi.experiments.evaluate import Evaluation
from songi.measures.kind import Kind
from songi.study.model import Study
from songi.study.schema import ROW_CLASSES
from songi.study.settings import Options

Experiment = Callable[[Evaluation], "xr.DataArray | xr.Dataset"]

ATTRIBUTE = "songi_experiment"
"""Name of the attribute under which an experiment carries what it needs."""


def experiment(
    *, needs: tuple[str, ...], uses: tuple[str, ...] = ()
) -> Callable[[Experiment], Experiment]:
    """Mark a function as an experiment; its name is the result's.

    Args:
        needs: tables, options and measures that it takes or evaluates; all that is upstream of
            them is its trace, and a change of any of it makes it run anew.
        uses: those without which it runs all the same.
    """

    def mark(function: Experiment) -> Experiment:
        declared = {**dict.fromkeys(needs, True), **dict.fromkeys(uses, False)}
        setattr(function, ATTRIBUTE, declared)
        return function

    return mark


@cache
def all_experiments() -> Mapping[str, MeasureNode]:
    """Return the experiments of `songi.experiments`, by name.

    Raises:
        DataflowError: one needs what no table, option or measure is called.
    """
    found: dict[str, MeasureNode] = {}
    for module in sorted(info.name for info in pkgutil.iter_modules(experiments.__path__)):
        members = vars(importlib.import_module(f"songi.experiments.{module}"))
        for name, function in members.items():
            if inspect.isfunction(function) and hasattr(function, ATTRIBUTE):
                found[name] = as_node(name, function)
    return found


def as_node(name: str, function: Experiment) -> MeasureNode:
    """Return an experiment as a node of the dataflow, computed by a run after its measures.

    Raises:
        DataflowError: it needs what no table, option or measure is called.
    """
    needs: Mapping[str, bool] = getattr(function, ATTRIBUTE)
    known = {*full_dataflow().nodes, *ROW_CLASSES, *Options.model_fields, *CONTEXT}
    unknown = sorted(set(needs) - known)
    if unknown:
        message = f"'{name}' needs {', '.join(unknown)}: no measure, table or option has that name"
        raise DataflowError(message)

    @wraps(function)
    def run(study: Study, draws: int, values: Mapping[str, Any]) -> xr.DataArray | xr.Dataset:
        return function(Evaluation(study, draws, values))

    return MeasureNode(name, run, Kind("experiment"), needs)
