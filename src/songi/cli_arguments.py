"""What the command line is given, as text, and what it means."""

from __future__ import annotations

from datetime import date
from typing import Any

from songi.errors import Place, Problem, UsageError


def read_labels(labels: list[str] | None) -> dict[str, str]:
    """Read `LABEL=VALUE` arguments.

    Raises:
        UsageError: an argument without `=`.
    """
    read = {}
    for text in labels or []:
        name, sign, value = text.partition("=")
        if not sign:
            facts = {"came": text, "expected": "bid=goyang"}
            raise UsageError(Problem("usage.label", Place(), facts))
        read[name] = value
    return read


def read_day(text: str | None) -> date | None:
    """Read a day.

    Raises:
        UsageError: not a day as YYYY-MM-DD.
    """
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        raise UsageError(Problem("usage.date", Place(), {"came": text})) from None


def read_choices(text: str, known: tuple[str, ...], option: str) -> list[Any]:
    """Read several choices, set apart by commas.

    Raises:
        UsageError: one that is not among those known.
    """
    chosen = [part.strip() for part in text.split(",") if part.strip()]
    for part in chosen:
        if part not in known:
            facts = {"came": f"{option} {part}", "expected": ", ".join(known)}
            raise UsageError(Problem("usage.choice", Place(), facts))
    return chosen
