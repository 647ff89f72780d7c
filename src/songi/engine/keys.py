"""Content keys: a result is kept under a hash of all that could change it."""

from __future__ import annotations

import hashlib
import json
import sys
from functools import cache
from importlib.metadata import distributions
from importlib.resources import files
from pathlib import Path
from typing import Any

from songi.engine.graph import Dataflow, foreign_modules
from songi.study.settings import BLOCK_SIZE
from songi.study.table import Table

TELLING_ONLY = ("language", "figures", "report", "board", "template_study", "cli.py")
"""Parts of songi that present results and cannot change them."""

COMPUTING_LIBRARIES = frozenset(
    {
        "numpy",
        "scipy",
        "pandas",
        "xarray",
        "pydantic",
        "apache-hamilton",
        "pyproj",
        "shapely",
        "highspy",
        "linopy",
        "numba",
    }
)
"""Libraries whose version may change a result."""


def digest(*parts: Any) -> str:
    """Return a hash of anything JSON can say."""
    text = json.dumps(parts, sort_keys=True, default=str, ensure_ascii=False)
    return hashlib.blake2b(text.encode(), digest_size=12).hexdigest()


@cache
def source_hash() -> str:
    """Return a hash of the code that computes: songi's and that of packages with measures."""
    root = Path(str(files("songi")))
    paths = [
        path
        for path in sorted(root.rglob("*.py"))
        if path.relative_to(root).parts[0] not in TELLING_ONLY
    ]
    contents = hashlib.blake2b(digest_size=12)
    for path in [*paths, *_foreign_files()]:
        contents.update(path.name.encode())
        contents.update(path.read_bytes())
    return contents.hexdigest()


def _foreign_files() -> list[Path]:
    """Return the files of packages with measures: whole packages, for measures call helpers."""
    files_found: set[Path] = set()
    for module in foreign_modules():
        package = sys.modules[module.__name__.partition(".")[0]]
        folders = [Path(folder) for folder in getattr(package, "__path__", ())]
        files_found |= {path for folder in folders for path in folder.rglob("*.py")}
        files_found |= {Path(str(module.__file__))} if module.__file__ else set()
    return sorted(files_found)


@cache
def library_versions() -> dict[str, str]:
    """Return the versions of the libraries that compute."""
    installed = {d.metadata["Name"].lower(): d.version for d in distributions()}
    return {name: installed[name] for name in sorted(COMPUTING_LIBRARIES) if name in installed}


def measure_keys(flow: Dataflow, values: dict[str, Any], seed: int, draws: int) -> dict[str, str]:
    """Return the key of each measure: its own name and the keys of all it needs.

    Args:
        flow: the pruned dataflow.
        values: tables and options by name.
        seed: seed of the streams.
        draws: number of draws.
    """
    head = [source_hash(), library_versions(), BLOCK_SIZE]
    keys: dict[str, str] = {}
    for name, node in flow.nodes.items():
        needs = {need: keys.get(need) or _input_key(values.get(need)) for need in node.needs}
        drawn = None if node.kind.stage == "once" else [seed, draws]
        keys[name] = digest(name, head, needs, drawn)
    return keys


def _input_key(value: Any) -> Any:
    return value.fingerprint() if isinstance(value, Table) else value
