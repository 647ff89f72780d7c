"""The dataflow: Hamilton reads the measures' signatures; here is what songi needs of that graph."""

from __future__ import annotations

import importlib
import os
import pkgutil
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cache
from graphlib import CycleError, TopologicalSorter
from importlib.metadata import entry_points
from types import MappingProxyType, ModuleType
from typing import Any

import xarray as xr

import songi.measures
from songi.errors import SongiError
from songi.measures.kind import Kind, kind_of
from songi.study.schema import ROW_CLASSES
from songi.study.settings import Options

os.environ.setdefault("HAMILTON_AUTOLOAD_EXTENSIONS", "0")
os.environ.setdefault("HAMILTON_TELEMETRY_ENABLED", "false")

from hamilton.graph import FunctionGraph

NO_MEASURES = frozenset({"kind"})
"""Modules of `songi.measures` that hold no measures."""

ARRAYS = (xr.DataArray, xr.Dataset)
"""What a measure gives that is a result; everything else only stands between results."""

CONTEXT = frozenset({"draws", "as_of", "own_bid"})
"""Parameters that the engine itself supplies: the block of draws (all of them to a measure over
draws), the run's as-of day, and the bid of the city whose study it is."""


class DataflowError(SongiError):
    """The measures do not make a sound graph: a mistake of whoever wrote one."""


@dataclass(frozen=True)
class MeasureNode:
    """One measure and what it needs.

    Attributes:
        name: its name and the result's.
        function: the function.
        kind: when it runs.
        needs: its parameters, and whether each is required.
        level: the pass of per-draw work in which it runs.
        selects: it gives no array but a selection of rows, a day, a name: cheap, and never kept.
    """

    name: str
    function: Callable[..., Any]
    kind: Kind
    needs: Mapping[str, bool]
    level: int = 0
    selects: bool = False

    @property
    def summary(self) -> str:
        """First line of the docstring."""
        return (self.function.__doc__ or "").strip().splitlines()[0]


@dataclass(frozen=True)
class Dataflow:
    """Measures in an order in which each comes after what it needs.

    Attributes:
        nodes: the measures by name, in that order.
        skipped: measures left out, each with the tables or measures it lacks.
    """

    nodes: Mapping[str, MeasureNode]
    skipped: Mapping[str, tuple[str, ...]]

    def upstream(self, names: Iterable[str]) -> frozenset[str]:
        """Return everything that the named measures depend on: measures, tables, options."""
        found: set[str] = set()
        waiting = list(names)
        while waiting:
            for need in self.needs(waiting.pop()):
                if need not in found:
                    found.add(need)
                    waiting.append(need)
        return frozenset(found)

    def downstream(self, names: Iterable[str]) -> frozenset[str]:
        """Return the measures that depend on any of the named tables, options or measures."""
        reached = set(names)
        for name, node in self.nodes.items():
            if reached & set(node.needs):
                reached.add(name)
        return frozenset(reached & set(self.nodes))

    def needs(self, name: str) -> tuple[str, ...]:
        """Return what a measure takes in this dataflow; nothing for a table or an option."""
        node = self.nodes.get(name)
        return tuple(node.needs) if node else ()

    def only(self, names: Iterable[str]) -> Dataflow:
        """Return the dataflow that the named measures need."""
        wanted = set(names) | self.upstream(names)
        kept = {name: node for name, node in self.nodes.items() if name in wanted}
        return Dataflow(kept, self.skipped)

    def pruned(
        self, tables: Collection[str], empty: Mapping[str, str] = MappingProxyType({})
    ) -> Dataflow:
        """Return the dataflow that can run on these tables.

        A measure whose table is absent goes, with what depends on it, unless the parameter has a
        default. A measure that could do without each of its tables goes if none of them is there.

        Args:
            tables: names of the tables that have rows.
            empty: selections that selected nothing, each with its table; they count as absent.
        """
        kept: dict[str, MeasureNode] = {}
        skipped: dict[str, tuple[str, ...]] = dict(self.skipped)
        for name, node in self.nodes.items():
            if name in empty:
                skipped[name] = (empty[name],)
                continue
            present = {need for need in node.needs if self._is_there(need, tables, kept)}
            lacking = tuple(n for n, must in node.needs.items() if must and n not in present)
            if not lacking and self._speaks_of_nothing(node, present):
                lacking = tuple(n for n in node.needs if n in self.nodes or n in ROW_CLASSES)
            if lacking:
                skipped[name] = lacking
                continue
            needs = {need: must for need, must in node.needs.items() if need in present}
            kept[name] = replace(node, needs=needs)
        return Dataflow(kept, skipped)

    def lacking_tables(self, name: str) -> tuple[str, ...]:
        """Return the tables for want of which a measure was skipped."""
        tables: set[str] = set()
        for need in self.skipped.get(name, ()):
            given = need in ROW_CLASSES or need in CONTEXT
            tables |= {need} if given else set(self.lacking_tables(need))
        return tuple(sorted(tables))

    def _speaks_of_nothing(self, node: MeasureNode, present: Collection[str]) -> bool:
        """Whether a measure takes tables or measures, and none of them is there.

        One that takes the as-of day can speak of that.
        """
        sources = {need for need in node.needs if need in self.nodes or need in ROW_CLASSES}
        return bool(sources) and not sources & set(present) and "as_of" not in node.needs

    def _is_there(self, need: str, tables: Collection[str], kept: Collection[str]) -> bool:
        if need in self.nodes:
            return need in kept
        return need in tables if need in ROW_CLASSES else True


@cache
def full_dataflow() -> Dataflow:
    """Return the dataflow of all measures: songi's own and those of installed packages."""
    return read_dataflow([*own_modules(), *foreign_modules()])


def own_modules() -> list[ModuleType]:
    """Return the modules of `songi.measures`."""
    names = sorted(module.name for module in pkgutil.iter_modules(songi.measures.__path__))
    return [
        importlib.import_module(f"songi.measures.{name}")
        for name in names
        if name not in NO_MEASURES
    ]


def foreign_modules() -> list[ModuleType]:
    """Return modules of measures that other packages offer under the entry point."""
    return [entry.load() for entry in sorted(entry_points(group="songi.measures"))]


def read_dataflow(modules: Iterable[ModuleType]) -> Dataflow:
    """Read measures from modules.

    Raises:
        DataflowError: two measures of one name, one that does not say when it runs, a circle, a
            parameter that nothing supplies, or a `once` measure downstream of draws.
    """
    try:
        graph = FunctionGraph.from_modules(*modules, config={})
    except ValueError as error:
        message = f"the measures do not make a graph: {error}"
        raise DataflowError(message) from error
    functions = {
        name: node.originating_functions[0]
        for name, node in graph.nodes.items()
        if not node.user_defined and node.originating_functions
    }
    needs = {
        name: {
            need: kind[1].name == "REQUIRED" for need, kind in graph.nodes[name].input_types.items()
        }
        for name in functions
    }
    _refuse_unknown(needs, set(functions))
    try:
        # Sorted: a set's order differs between processes, and blocks are kept by the order.
        order = TopologicalSorter(
            {n: sorted(set(needs[n]) & set(functions)) for n in sorted(needs)}
        )
        names = list(order.static_order())
    except CycleError as error:
        message = f"measures need each other in a circle: {' → '.join(error.args[1])}"
        raise DataflowError(message) from error
    nodes: dict[str, MeasureNode] = {}
    for name in names:
        kind = _kind_of(functions[name])
        above = [nodes[need] for need in needs[name] if need in nodes]
        selects = kind.stage == "once" and graph.nodes[name].type not in ARRAYS
        nodes[name] = MeasureNode(
            name, functions[name], kind, needs[name], _level(name, kind, above), selects
        )
    return Dataflow(nodes, {})


def _kind_of(function: Callable[..., Any]) -> Kind:
    try:
        return kind_of(function)
    except TypeError as error:
        raise DataflowError(str(error)) from error


def _level(name: str, kind: Kind, above: list[MeasureNode]) -> int:
    """Return the pass in which a measure runs: each result over all draws opens a new one."""
    if kind.stage == "once":
        late = [node.name for node in above if node.kind.stage != "once"]
        if late:
            message = f"'{name}' is marked @once() but needs {', '.join(late)}, which is drawn"
            raise DataflowError(message)
        return 0
    opens = kind.stage == "per_draw"
    return max(
        (node.level + (opens and node.kind.stage == "over_draws") for node in above), default=0
    )


def _refuse_unknown(needs: Mapping[str, Mapping[str, bool]], measures: set[str]) -> None:
    known = measures | set(ROW_CLASSES) | set(Options.model_fields) | CONTEXT
    for name, parameters in needs.items():
        unknown = sorted(set(parameters) - known)
        if unknown:
            message = (
                f"'{name}' needs {', '.join(unknown)}: no measure, table or option has that name"
            )
            raise DataflowError(message)
