"""Evaluates studies in memory, and reads result folders: for tests of numbers and of bytes."""

import sys
from types import ModuleType

import xarray as xr

from songi.engine.blocks import as_dataset, runnable, study_inputs
from songi.engine.graph import full_dataflow
from songi.engine.local import Execution
from songi.measures.kind import ATTRIBUTE
from songi.study.check import open_checked


class Forgetful:
    """A keeper that keeps nothing."""

    def load(self, name, key):
        return None

    def save(self, name, key, result):
        pass

    def load_block(self, key, start):
        return None

    def save_block(self, key, start, results):
        pass

    def drop_blocks(self, key):
        pass


class InMemory(Forgetful):
    """A keeper that keeps results and blocks in dictionaries, and what it was asked for."""

    def __init__(self):
        self.results = {}
        self.blocks = {}
        self.given = []

    def load(self, name, key):
        return self.results.get((name, key))

    def save(self, name, key, result):
        self.results[name, key] = result

    def load_block(self, key, start):
        found = self.blocks.get((key, start))
        if found is not None:
            self.given.append(start)
        return found

    def save_block(self, key, start, results):
        self.blocks[key, start] = results


def execute(flow, values, *, draws, seed=1, keeper=None, workers=1, keys=None, **more):
    """Run a dataflow and return the values of all, and the execution."""
    names = keys or {name: f"key of {name}" for name in flow.nodes}
    keeper = Forgetful() if keeper is None else keeper
    execution = Execution(flow, dict(values), names, seed, draws, keeper, workers, **more)
    return execution.run(), execution


def evaluate_study(study, draws=40, only=None):
    """Return every result of a study in memory."""
    flow, values = runnable(full_dataflow(), study_inputs(study))
    flow = flow if only is None else flow.only(only)
    return execute(flow, values, draws=draws, seed=study.info.seed)[0]


def evaluate(folder, draws=40, only=None, scenario=None, as_of=None):
    """Return every result of a study folder in memory, as of a day."""
    return evaluate_study(open_checked(folder, scenario)[0].at(as_of), draws, only)


def results_of(values):
    return {
        name: value
        for name, value in values.items()
        if isinstance(value, (xr.DataArray, xr.Dataset))
    }


def bytes_of(result, **labels):
    """Return the bytes of a result, or of its part with these labels."""
    dataset = as_dataset("result", result)
    chosen = {name: label for name, label in labels.items() if name in dataset.dims}
    part = dataset.sel(chosen)
    return {name: (part[name].dims, part[name].values.tobytes()) for name in part.variables}


def files_of(folder):
    """Return the bytes of every file under a folder, by relative path."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def module_of(*functions, name="made_up_measures"):
    """Return a module that holds these functions, as if somebody had written it."""
    module = ModuleType(name)
    for function in functions:
        function.__module__ = name
        setattr(module, function.__name__, function)
    assert all(hasattr(function, ATTRIBUTE) for function in functions)
    sys.modules[name] = module
    return module
