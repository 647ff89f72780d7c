"""Files that are whole or not there: written under a temporary name, then renamed."""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import numpy as np
import xarray as xr

from songi.errors import Place, Problem, StudyError


@contextmanager
def whole_file(path: Path) -> Iterator[Path]:
    """Give a temporary name beside `path`; on success it becomes `path`, else it goes.

    Raises:
        StudyError: `results.not_written` when the disk is full or may not be written to.
    """
    temporary = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        yield temporary
        temporary.replace(path)
    except OSError as error:
        facts = {"came": error.strerror or str(error)}
        raise StudyError([Problem("results.not_written", Place(path.name), facts)]) from error
    finally:
        if temporary.exists():
            temporary.unlink()


def write_whole(path: Path, write: Callable[[Path], object]) -> None:
    """Call `write` with a temporary name and rename what it left to `path`."""
    with whole_file(path) as temporary:
        write(temporary)


def write_json(path: Path, content: Any) -> None:
    """Write JSON, keys sorted, readable, whole or not at all."""
    text = json.dumps(content, indent=2, sort_keys=True, ensure_ascii=False, default=str)
    write_whole(path, lambda file: file.write_text(text + "\n", "utf-8"))


def pack(datasets: dict[str, xr.Dataset], path: Path) -> None:
    """Write datasets to one NumPy archive: for blocks, which are read back once and dropped."""
    arrays: dict[str, np.ndarray] = {}
    layout: dict[str, Any] = {}
    for name, dataset in datasets.items():
        layout[name] = {"attrs": dict(dataset.attrs), "variables": {}}
        for variable, array in dataset.variables.items():
            arrays[f"{name}/{variable}"] = array.values
            layout[name]["variables"][variable] = {
                "dims": list(array.dims),
                "attrs": dict(array.attrs),
                "coordinate": variable in dataset.coords,
            }
    arrays["layout"] = np.array(json.dumps(layout))
    with path.open("wb") as file:
        np.savez(file, allow_pickle=False, **arrays)


def unpack(path: Path) -> dict[str, xr.Dataset]:
    """Read what `pack` wrote."""
    with np.load(path, allow_pickle=False) as arrays:
        layout = json.loads(str(arrays["layout"]))
        datasets = {}
        for name, parts in layout.items():
            variables = {
                variable: xr.Variable(form["dims"], arrays[f"{name}/{variable}"], form["attrs"])
                for variable, form in parts["variables"].items()
            }
            coordinates = [v for v, form in parts["variables"].items() if form["coordinate"]]
            datasets[name] = xr.Dataset(variables, attrs=parts["attrs"]).set_coords(coordinates)
    return datasets
