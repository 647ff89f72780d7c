"""The public face, as a notebook uses it."""

from datetime import date

import pytest

import songi
from songi.errors import StudyError, UsageError


def test_a_study_opens_runs_and_is_asked(make_contest):
    study = songi.open_study(make_contest())
    assert study.check() == []
    run = study.run(draws=20, workers=1, experiments=False)
    assert run["selection_share"]["selection_share"].sizes["bid"] == 3
    assert run.trace("selection_share", bid="a").rows
    assert study.latest().id == run.id


def test_a_path_may_be_text(make_contest):
    folder = make_contest()
    assert songi.open_study(str(folder)) == songi.open_study(folder)


def test_the_studys_own_number_of_draws_counts_unless_said(make_contest):
    study = songi.open_study(make_contest(head={"draws": "7"}))
    assert study.run(workers=1, experiments=False).record["draws"] == 7
    assert study.run(workers=1, draws=3).record["draws"] == 3


def test_the_tables_are_those_of_the_day(make_contest):
    study = songi.open_study(make_contest())
    assert len(study.read().tables["indicators"]) == 7
    assert len(study.read(as_of=date(2024, 1, 1)).tables["indicators"]) == 6


def test_nothing_is_computed_from_a_study_with_errors(make_contest):
    folder = make_contest(cells={"indicators": {0: {"value": "many"}}})
    study = songi.open_study(folder)
    assert [problem.code for problem in study.check()] == ["quantity.notation"]
    with pytest.raises(StudyError, match=r"quantity\.notation"):
        study.run(draws=5)
    assert not (folder / "results").exists()


def test_scenarios_are_named(make_contest):
    text = 'name_ko = "같은"\nname_en = "Equal"\n[options]\nweights = "equal"\n'
    study = songi.open_study(make_contest(files={"scenarios/equal.toml": text}))
    assert study.scenarios == ("equal",)
    run = study.run(scenario="equal", draws=5, workers=1, experiments=False)
    assert run.record["scenario"] == "equal"
    assert run.record["options"]["weights"] == "equal"


def test_a_study_that_was_never_run_has_no_latest(make_contest):
    with pytest.raises(UsageError, match=r"run\.none"):
        songi.open_study(make_contest()).latest()
