"""Faults that pydantic finds, as problems of a study."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from pydantic import ValidationError

from songi.errors import Place, Problem
from songi.study.quantity import QuantityError

_CODES = {
    "missing": "cell.missing",
    "too_short": "cell.missing",
    "string_too_short": "cell.missing",
    "extra_forbidden": "key.unknown",
    "literal_error": "cell.choice",
    "string_pattern_mismatch": "id.form",
    "id_form": "id.form",
    "name_form": "name.form",
    "position_swapped": "position.swapped",
    "outline_form": "outline.form",
    "outline_swapped": "outline.swapped",
    "greater_than": "cell.range",
    "greater_than_equal": "cell.range",
    "less_than": "cell.range",
    "less_than_equal": "cell.range",
    "finite_number": "quantity.not_finite",
}
"""Pydantic's fault types under songi's codes."""

_CODES_BY_TYPE = {
    "date": "cell.date",
    "int": "cell.whole_number",
    "float": "cell.number",
    "bool": "cell.yes_no",
    "string": "cell.text",
}
"""The remaining fault types by the type that was expected; every other one is `cell.type`."""

_SHOWN = 80
"""Characters of a cell that a message shows."""


def problems_of(error: ValidationError, place: Callable[[tuple[Any, ...]], Place]) -> list[Problem]:
    """Return each fault as a problem.

    Args:
        error: what pydantic raised.
        place: where a field of the row or file stands.
    """
    problems = []
    for fault in error.errors():
        cause = (fault.get("ctx") or {}).get("error")
        if isinstance(cause, QuantityError):
            problems.append(Problem(cause.code, place(fault["loc"]), cause.facts))
            continue
        code = _CODES.get(fault["type"]) or _CODES_BY_TYPE.get(_expected_type(fault), "cell.type")
        facts = {"came": _shown(fault), "expected": _expected(fault)}
        problems.append(Problem(code, place(fault["loc"]), facts))
    return problems


def _expected_type(fault: Any) -> str:
    return fault["type"].split("_")[0]


def _shown(fault: Any) -> str:
    """Return the cell that came; the name of an unknown key; nothing for a whole row."""
    if fault["type"] == "extra_forbidden":
        return str(fault["loc"][-1])
    came = (fault.get("ctx") or {}).get("came", fault["input"])
    if isinstance(came, dict):
        return ""
    text = str(came)
    return text if len(text) <= _SHOWN else f"{text[:_SHOWN]}…"


def _expected(fault: Any) -> str:
    """Return what would have been right, in signs that need no translation."""
    kind, facts = fault["type"], fault.get("ctx") or {}
    if kind == "literal_error":
        return str(facts["expected"]).replace(" or ", ", ")
    for sign, limit in ((">", "gt"), ("≥", "ge"), ("<", "lt"), ("≤", "le")):
        if limit in facts:
            return f"{sign} {facts[limit]:.4g}"
    return "a-z 0-9 _ . -" if _CODES.get(kind) == "id.form" else ""
