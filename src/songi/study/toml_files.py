"""TOML files with the line on which each key stands: `tomllib` alone does not tell."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from songi.errors import Place, Problem

_HEADER = re.compile(r"^\s*(\[\[?)\s*([^\]]+?)\s*\]\]?\s*(#.*)?$")
_KEY = re.compile(r"^\s*([A-Za-z0-9_.\"'-]+)\s*=")
_FAULT_LINE = re.compile(r"line (\d+)")


@dataclass(frozen=True)
class TomlFile:
    """A TOML file, read.

    Attributes:
        name: how messages call it.
        content: the tree.
        lines: line of each key, by its path such as `("changes", 0, "table")`.
        problems: what kept it from being read.
    """

    name: str
    content: dict[str, Any] = field(default_factory=dict)
    lines: Mapping[tuple[str | int, ...], int] = field(default_factory=dict)
    problems: tuple[Problem, ...] = ()

    def place(self, path: tuple[str | int, ...]) -> Place:
        """Return where a key stands, or the nearest key above it."""
        for length in range(len(path), 0, -1):
            line = self.lines.get(path[:length])
            if line is not None:
                return Place(self.name, line, ".".join(map(str, path)))
        return Place(self.name, None, ".".join(map(str, path)))


def read_toml(path: Path, name: str) -> TomlFile:
    """Read a TOML file; its problems instead of an exception.

    Args:
        path: the file, which ends in `name`.
        name: path inside the study folder; a link that leads out of the folder is refused.
    """
    folder = path.parents[len(Path(name).parts) - 1]
    if not path.resolve().is_relative_to(folder.resolve()):
        return TomlFile(name, problems=(Problem("file.outside", Place(name), {"came": name}),))
    try:
        text = path.read_text("utf-8-sig")
        content = tomllib.loads(text)
    except FileNotFoundError:
        return TomlFile(name, problems=(Problem("file.missing", Place(name)),))
    except UnicodeDecodeError:
        facts = {"came": "cp949", "expected": "utf-8"}
        return TomlFile(name, problems=(Problem("file.encoding", Place(name), facts),))
    except OSError as error:
        facts = {"came": error.strerror or type(error).__name__}
        return TomlFile(name, problems=(Problem("file.unreadable", Place(name), facts),))
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        found = _FAULT_LINE.search(str(error))
        place = Place(name, int(found[1]) if found else None)
        return TomlFile(name, problems=(Problem("file.toml", place, {"came": str(error)}),))
    return TomlFile(name, content, _lines_of(text))


def study_format(head: TomlFile) -> Any:
    """Return what `study.toml` says of its format; format 0 called it `schema`."""
    return head.content.get("format", head.content.get("schema"))


def _lines_of(text: str) -> dict[tuple[str | int, ...], int]:
    lines: dict[tuple[str | int, ...], int] = {}
    section: tuple[str | int, ...] = ()
    counts: dict[tuple[str | int, ...], int] = {}
    for number, line in enumerate(text.splitlines(), start=1):
        if header := _HEADER.match(line):
            section = _path(header[2])
            if header[1] == "[[":
                counts[section] = counts.get(section, -1) + 1
                section = (*section, counts[section])
            lines.setdefault(section, number)
        elif key := _KEY.match(line):
            path = _path(key[1])
            for length in range(1, len(path) + 1):
                lines.setdefault((*section, *path[:length]), number)
    return lines


def _path(dotted: str) -> tuple[str, ...]:
    return tuple(part.strip().strip("\"'") for part in dotted.split("."))
