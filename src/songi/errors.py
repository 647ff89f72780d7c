"""Problems and exceptions: the words in which songi says that something is wrong.

A `Problem` is data, not text: a stable code and the facts that fill its message. The catalogue in
`songi.language` turns it into a sentence in the user's language.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any


class SongiError(Exception):
    """Base of the errors that songi raises on purpose."""


class MethodError(SongiError, ValueError):
    """A method got arrays it cannot work with: wrong shape, NaN, contradicting bounds."""


class UsageError(SongiError):
    """A command or an option was used wrongly (exit code 2).

    Attributes:
        problem: the fault as data, told in the user's language.
    """

    def __init__(self, problem: Problem) -> None:
        super().__init__(str(problem))
        self.problem = problem


@dataclass(frozen=True, slots=True)
class Place:
    """Where a problem is: file, row (line of the file, first data row is 2) and column."""

    file: str = ""
    row: int | None = None
    column: str = ""

    def __str__(self) -> str:
        """Return `file:row:column` without what is unknown."""
        return ":".join(str(part) for part in (self.file, self.row, self.column) if part)


@dataclass(frozen=True, slots=True)
class Problem:
    """One fault of a study.

    Attributes:
        code: stable name such as `cell.type`; each has a message in both languages and a page in
            the docs.
        place: file, row and column.
        facts: values that fill the message (`came`, `expected`, `remedy`, ...).
        severity: `error` stops a run, `warning` does not.
    """

    code: str
    place: Place = field(default_factory=Place)
    facts: Mapping[str, Any] = field(default_factory=dict)
    severity: str = "error"

    def __str__(self) -> str:
        """Return a terse form for logs; users read `language.tell_problem`."""
        facts = ", ".join(f"{name}={value!r}" for name, value in self.facts.items())
        return f"{self.place} [{self.code}] {facts}"


class StudyError(SongiError):
    """A study has problems; all of them, not the first.

    Attributes:
        problems: every problem found.
    """

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__("\n".join(str(problem) for problem in self.problems))
