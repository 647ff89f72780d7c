"""Rules that need more than one cell: one function each, by topic; every problem at once."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path

from songi.errors import Problem, StudyError
from songi.study.check import (
    appraisal,
    cold_chain,
    contest,
    defence,
    demand,
    ecosystem,
    firms,
    ground,
    incentives,
    industries,
    judgements,
    land,
    money,
    names,
    obligations,
    options,
    outlines,
    parcels,
    peers,
    people,
    pipeline,
    place,
    projects,
    roads,
    rows,
    rules,
    specialisation,
    trials,
)
from songi.study.load import load_study
from songi.study.model import Study
from songi.study.scenario import apply_scenario

Rule = Callable[[Study], Iterable[Problem]]

TOPICS = (
    rows,
    contest,
    judgements,
    place,
    roads,
    ground,
    options,
    rules,
    defence,
    land,
    outlines,
    parcels,
    money,
    demand,
    firms,
    pipeline,
    obligations,
    projects,
    appraisal,
    industries,
    incentives,
    ecosystem,
    people,
    peers,
    specialisation,
    cold_chain,
    trials,
    names,
)
"""Modules of rules, in the order in which their problems are told."""

RULES: tuple[Rule, ...] = tuple(rule for topic in TOPICS for rule in topic.RULES)
"""Every rule, in the order in which its problems are told."""


def check_study(study: Study) -> list[Problem]:
    """Return the problems that the rules find."""
    return [problem for rule in RULES for problem in rule(study)]


def read_and_check(folder: Path, scenario: str | None = None) -> tuple[Study | None, list[Problem]]:
    """Read a study, lay a scenario over it, and check it.

    Returns:
        The study, or none where its head cannot be read, and every problem: of files and cells,
        then of the scenario, then of the rules.
    """
    study, problems = load_study(folder)
    if study is None:
        return None, problems
    if scenario is not None:
        study, found = apply_scenario(study, scenario)
        problems += found
    return study, problems + check_study(study)


def open_checked(folder: Path, scenario: str | None = None) -> tuple[Study, list[Problem]]:
    """Return a study without errors, and its warnings.

    Raises:
        StudyError: the study has errors; nothing is computed from it.
    """
    study, problems = read_and_check(folder, scenario)
    if study is None or any(problem.severity == "error" for problem in problems):
        raise StudyError(problems)
    return study, problems
