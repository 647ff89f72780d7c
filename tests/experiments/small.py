"""Contests small enough to be worked by hand, and their experiments."""

from contest import write_flat_contest
from evaluation import evaluate_study
from songi.engine.blocks import study_inputs
from songi.experiments.registry import all_experiments
from songi.study.check import open_checked
from study.made_up import named, row

DRAWS = 40


def run_experiment(folder, name, draws=DRAWS):
    """Return the result of an experiment on a study folder, in memory."""
    study = open_checked(folder)[0]
    values = {**study_inputs(study), **evaluate_study(study, draws)}
    return all_experiments()[name].function(study=study, draws=draws, values=values)


def flat(tmp_path, values, **changes):
    return write_flat_contest(tmp_path / "flat", values, **changes)


def option(name, **cells):
    shown = {
        "kind": "investment",
        "controlled_by": "city",
        "chance": "0.5",
        "excludes": "",
        **cells,
    }
    return named(name, **shown)


def change(name, table, row_id, column, value):
    return row(option=name, changed_table=table, row=row_id, column=column, value=value)


def rule(kind, **cells):
    shown = {"group": "", "value": "", "at_least": "", "at_most": "", "score": "", "chance": ""}
    return row(id=kind, contest="c1", kind=kind, **{**shown, **cells})
