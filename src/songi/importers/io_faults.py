"""What is wrong with a file of input-output tables, told the same way by all their importers."""

from __future__ import annotations

from songi.errors import Place, Problem
from songi.importers.bok_sectors import MixedError, UnmappedError
from songi.importers.sheets import SwollenError
from songi.study.readers import MAX_BYTES

FAULTS = (ValueError, LookupError, OSError)
"""What reading a file of another layout may end in."""


class FileError(ValueError):
    """The file cannot be used.

    Attributes:
        code: problem code.
        facts: what came and what was expected.
        line: line of the file, where there is one.
    """

    def __init__(
        self, code: str, came: object, expected: object = "", line: int | None = None
    ) -> None:  # fmt: skip
        self.code, self.line = code, line
        self.facts = {"came": came, "expected": expected}
        super().__init__(code)


def facts_of(fault: Exception, expected: str) -> dict[str, str]:
    """Return what a fault says beside what should be in the file."""
    return {"came": str(fault) or type(fault).__name__, "expected": expected}


def problem_of(fault: Exception, otherwise: Problem) -> Problem:
    """Return the problem of a file that could not be read.

    Args:
        fault: what reading it ended in.
        otherwise: the problem of a file of another layout; its place names the file.
    """
    name = otherwise.place.file
    if isinstance(fault, FileError):
        return Problem(fault.code, Place(name, fault.line), fault.facts)
    if isinstance(fault, SwollenError):
        facts = {"came": str(fault), "expected": MAX_BYTES}
        return Problem("file.too_large", Place(name), facts)
    if isinstance(fault, UnmappedError):
        facts = {"came": str(fault), "expected": fault.count}
        return Problem("import.io_product", Place(name), facts)
    if isinstance(fault, MixedError):
        return Problem("io_table.editions", Place(name), {"came": str(fault)})
    return otherwise
