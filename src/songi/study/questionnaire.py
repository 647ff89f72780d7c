"""What a panel is asked: pairs of sibling criteria, on Saaty's scale; as written and as read."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from itertools import combinations

from songi.errors import Problem, StudyError
from songi.methods.weights import RANDOM_INDEX
from songi.study.as_of import known_at
from songi.study.criteria import ROOT
from songi.study.model import Study
from songi.study.schema.contest import Criterion
from songi.study.table import Table

KEY_SHEET, EXPERT_SHEET = "songi", "expert"
"""Sheet that says which study is asked, hidden; and the one on which the expert signs."""

KEY_COLUMNS = ("key", "value")
EXPERT_COLUMNS = ("text", "entry", "code")
PAIR_COLUMNS = ("left", "judgement", "right", "more", "less")
"""Headers of the sheets; their row is hidden, for readers are addressed in their language."""

EXPERT_CODE = "expert"
"""Code of the row in which the expert signs."""

SHEET_NAME = 31
"""Longest name of a sheet."""

STRONGEST = 9
"""End of Saaty's scale."""

_LEFT, _RIGHT, _ALIKE = "◀", "▶", "="
_CHOICE = re.compile(rf"^(?:(\d+) {_LEFT}|{_RIGHT} (\d+)|(1) {_ALIKE})$")
_NUMBER = re.compile(r"^(\d+(?:\.\d+)?)(?:\s*/\s*(\d+(?:\.\d+)?))?$")

CHOICES = (
    *(f"{k} {_LEFT}" for k in range(STRONGEST, 1, -1)),
    f"1 {_ALIKE}",
    *(f"{_RIGHT} {k}" for k in range(2, STRONGEST + 1)),
)
"""What the drop-down offers: how many times as important the side is that the arrow points to."""


@dataclass(frozen=True, slots=True)
class Group:
    """Siblings that are compared with each other.

    Attributes:
        number: its place among the groups.
        parent: their parent; none for the headings of the call.
        siblings: their ids.
    """

    number: int
    parent: str | None
    siblings: tuple[str, ...]

    @property
    def sheet(self) -> str:
        """Name of the sheet: as long as a spreadsheet takes, and no other group's."""
        return f"{self.number} {self.parent or ROOT}"[:SHEET_NAME]

    @property
    def pairs(self) -> tuple[tuple[str, str], ...]:
        """Every pair once, in order."""
        return tuple(combinations(self.siblings, 2))


@dataclass(frozen=True, slots=True)
class Questionnaire:
    """What a study asks its panel.

    Attributes:
        study: id of the study.
        contest: id of the contest.
        criteria: the criteria asked about, each as known last.
        groups: the groups of siblings.
    """

    study: str
    contest: str
    criteria: Table[Criterion]
    groups: tuple[Group, ...]

    @property
    def keys(self) -> dict[str, str]:
        """What tells this questionnaire from others: study, contest and a hash of its pairs."""
        text = "\n".join(f"{group.parent}:{'|'.join(group.siblings)}" for group in self.groups)
        digest = hashlib.blake2b(text.encode(), digest_size=8).hexdigest()
        return {"study": self.study, "contest": self.contest, "criteria": digest}


def questionnaire_of(study: Study) -> Questionnaire:
    """Return what a study asks its panel.

    Raises:
        StudyError: `panel.no_criteria` where nothing can be compared, `judgements.too_many` where a
            group is larger than the random index is known for.
    """
    contests = study.tables.get("contests")
    criteria = study.tables.get("criteria")
    if contests is None or criteria is None:
        raise StudyError([Problem("panel.no_criteria", facts={"came": study.info.id})])
    contest = study.options.contest or contests.ids[0]
    asked: Table[Criterion] = known_at(criteria, None).where(lambda row: row.contest == contest)
    groups = []
    for parent in dict.fromkeys(row.parent for row in asked):
        siblings = tuple(row.id for row in asked if row.parent == parent)
        if len(siblings) > len(RANDOM_INDEX):
            facts = {"came": len(siblings), "expected": len(RANDOM_INDEX)}
            facts |= {"expert": "-", "parent": parent or "-"}
            raise StudyError([Problem("judgements.too_many", facts=facts)])
        if len(siblings) > 1:
            groups.append(Group(len(groups) + 1, parent, siblings))
    if not groups:
        raise StudyError([Problem("panel.no_criteria", facts={"came": contest})])
    return Questionnaire(study.info.id, contest, asked, tuple(groups))


def read_judgement(text: str) -> float | None:
    """Return how many times as important the left side is; none where it cannot be told.

    Takes the choices of the drop-down, and numbers and fractions typed instead (`3`, `1/3`). The
    ends of the scale are not looked at.
    """
    cell = text.strip()
    if choice := _CHOICE.match(cell):
        left, right, _ = choice.groups()
        if left:
            return float(left)
        return 1.0 / float(right) if right and float(right) else (None if right else 1.0)
    if number := _NUMBER.match(cell):
        above, below = float(number[1]), float(number[2] or 1)
        return above / below if below else None
    return None
