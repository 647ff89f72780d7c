"""What an industry code (KSIC) suggests: activity on the land, functions of the cluster."""

from __future__ import annotations

import csv
import re
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

GROUPS = "ksic_10_groups.csv"
"""Names of groups, revision 10, as the exchange's list of firms has them."""

REVISIONS = ("9", "10", "11")
"""Revisions that a study knows."""

_CODE = re.compile(r"^[A-U]?(\d{2,5})$")
_BETWEEN = re.compile(r"[\s·ㆍ・,;]+")


@dataclass(frozen=True, slots=True)
class Suggestion:
    """What codes suggest of a firm.

    Attributes:
        begins: beginnings of the codes.
        activity: what the firm would do on the land.
        functions: functions of the cluster that it would serve.
        because: why.
    """

    begins: tuple[str, ...]
    activity: str
    functions: tuple[str, ...]
    because: str


SUGGESTIONS: tuple[Suggestion, ...] = (
    Suggestion(
        tuple(str(division) for division in range(10, 34)), "manufacturing", (),
        "Section C is manufacturing; what it makes need not be the cluster's.",
    ),
    Suggestion(
        ("21", "271"), "manufacturing", ("commercialisation",),
        "Who makes medicines or medical instruments brings what was found to market.",
    ),
    Suggestion(
        ("70",), "research", (),
        "Division 70 is research and development; 702 is that of the humanities.",
    ),
    Suggestion(
        ("701",), "research", ("research",),
        "Research and development in the natural sciences and engineering.",
    ),
    Suggestion(
        ("58", "59", "60", "61", "62", "63", "72", "73"), "knowledge", (),
        "Sections J and M without research: knowledge industries of the industrial-site law.",
    ),
    Suggestion(
        ("713", "714"), "support", ("marketing",),
        "Advertising and market research serve those who sell.",
    ),
    Suggestion(
        ("853",), "support", ("education",),
        "Higher education.",
    ),
    Suggestion(
        ("861",), "support", ("clinical_trials",),
        "Hospitals, which alone can host trials.",
    ),
)  # fmt: skip
"""The longest beginning counts, of equal ones the later; any other code suggests `support` and no
function. The divisions named are alike in revisions 9, 10 and 11."""


def code_of(text: str) -> str | None:
    """Return an industry code without the letter of its section; none where it is no code."""
    found = _CODE.match(text.strip())
    return found[1] if found else None


def suggestion_for(code: str) -> Suggestion:
    """Return what a code suggests."""
    matching = [
        (len(begin), number)
        for number, suggestion in enumerate(SUGGESTIONS)
        for begin in suggestion.begins
        if code.startswith(begin)
    ]
    if not matching:
        return Suggestion((code,), "support", (), "None of the above.")
    return SUGGESTIONS[max(matching)[1]]


def group_named(name: str) -> str | None:
    """Return the code of a group of revision 10 by its name; none where it is not known.

    Spaces, commas and middle dots do not count: publishers set them differently.
    """
    return _groups().get(_BETWEEN.sub("", name))


@cache
def _groups() -> dict[str, str]:
    text = files("songi.importers").joinpath(GROUPS).read_text("utf-8")
    return {_BETWEEN.sub("", row["name"]): row["code"] for row in csv.DictReader(text.splitlines())}
