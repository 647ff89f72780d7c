"""Rows of `firms` from what a publisher says of a firm."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from songi.errors import Place, Problem
from songi.importers.ksic import REVISIONS, suggestion_for
from songi.importers.publisher import ImportedRow

SMALL_MARKET = "Size: the KONEX market admits small and medium firms only."
"""Why a firm listed on KONEX is small or medium (중소기업기본법 제2조)."""


def firm_row(
    line: int,
    firm_id: str,
    names: tuple[str, str],
    *,
    code: str = "",
    revision: str = "",
    basis: str = "observed",
    cells: Mapping[str, str] | None = None,
    notes: Sequence[str] = (),
) -> ImportedRow:
    """Return a firm's row.

    Args:
        line: line of the publisher's file.
        firm_id: the firm's id.
        names: Korean and English name; the Korean one stands for an English one that is not there.
        code: industry code; activity and functions follow from it unless `cells` say them.
        revision: revision of the code, empty where nobody says. A code without one that a study
            knows is left out, and the note tells; nothing follows from a code of an older one,
            in which the same digits mean another industry.
        basis: whether the row was observed or derived.
        cells: further cells.
        notes: sentences for the note.
    """
    korean, english = names
    told = [*notes]
    found = {"id": firm_id, "name_ko": korean, "name_en": english or korean, "basis": basis}
    if code:
        if revision in {*REVISIONS, ""}:
            suggestion = suggestion_for(code)
            found |= {"activity": suggestion.activity, "functions": "|".join(suggestion.functions)}
        if revision in REVISIONS:
            found |= {"ksic": code, "ksic_revision": revision}
        else:
            told.append(
                f"Industry code {code} left out: its revision is {revision or 'not known'}."
            )
    found |= cells or {}
    if told:
        found["note"] = " ".join(told)
    return ImportedRow("firms", line, {name: text for name, text in found.items() if text})


def nameless(place: Place) -> Problem:
    """Return that a row has no name."""
    return Problem("import.no_name", place)


def no_code(place: Place, text: str, expected: str) -> Problem:
    """Return that what should be a code or a number of registration is none."""
    return Problem("import.code", place, {"came": text or "-", "expected": expected})


def whole_number(text: str) -> str:
    """Return a number without the commas between its thousands."""
    return text.replace(",", "")


def region_of(address: str, parts: int = 2) -> str:
    """Return the first parts of an address: province and municipality."""
    return " ".join(address.split()[:parts])
