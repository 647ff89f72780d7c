"""Rules that need more than one cell: one function each, by topic; every problem at once."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path

from songi.errors import Problem, StudyError
from songi.study.check.contest import (
    bids_make_a_contest,
    candidates_bid_once,
    contest_is_chosen,
    criteria_form_a_tree,
    indicators_vary,
    leaves_are_measured,
    missing_values_are_allowed,
    own_bid_exists,
    weight_ranges_agree,
)
from songi.study.check.defence import (
    commitments_cover_their_own,
    embargoes_lie_ahead,
    requirements_have_evidence,
    statements_point_to_a_cell,
)
from songi.study.check.judgements import (
    judgements_are_consistent,
    judgements_fit_the_tree,
    pairs_are_judged_once,
)
from songi.study.check.options import (
    feasible_changes_are_measured,
    options_agree,
    options_change_cells,
    options_exclude_others,
    partners_are_others,
)
from songi.study.check.place import bands_start_at_zero, limits_are_given, positions_are_near
from songi.study.check.rows import (
    ids_are_unique,
    references_exist,
    shared_rows_exist,
    sources_exist,
    versions_are_dated,
)
from songi.study.check.rules import (
    clauses_are_examined,
    joins_lead_to_a_bid,
    kept_places_are_awarded,
    rules_are_complete,
    rules_name_groups,
)
from songi.study.load import load_study
from songi.study.model import Study
from songi.study.scenario import apply_scenario

Rule = Callable[[Study], Iterable[Problem]]

RULES: tuple[Rule, ...] = (
    ids_are_unique,
    versions_are_dated,
    sources_exist,
    references_exist,
    shared_rows_exist,
    contest_is_chosen,
    bids_make_a_contest,
    candidates_bid_once,
    own_bid_exists,
    criteria_form_a_tree,
    weight_ranges_agree,
    leaves_are_measured,
    missing_values_are_allowed,
    indicators_vary,
    judgements_fit_the_tree,
    pairs_are_judged_once,
    judgements_are_consistent,
    positions_are_near,
    bands_start_at_zero,
    limits_are_given,
    options_change_cells,
    partners_are_others,
    options_exclude_others,
    options_agree,
    feasible_changes_are_measured,
    joins_lead_to_a_bid,
    clauses_are_examined,
    rules_are_complete,
    rules_name_groups,
    kept_places_are_awarded,
    commitments_cover_their_own,
    requirements_have_evidence,
    statements_point_to_a_cell,
    embargoes_lie_ahead,
)
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
