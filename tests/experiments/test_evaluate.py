"""An evaluation gives the bytes of a run: of the same study, or of the changed one."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from contest import write_contest
from evaluation import bytes_of, evaluate_study, results_of
from songi.engine.blocks import compute_block, summarised
from songi.experiments import evaluate as module
from songi.experiments.evaluate import Evaluation, evaluate
from songi.study.changes import ChangeError
from songi.study.check import open_checked
from songi.study.settings import Change

DRAWS = 1003
RESULTS = ["selection_share", "ranks", "evidence_status", "travel_times"]

CELLS = [
    ("indicators", "a/firms", "value", "30..40"),
    ("indicators", "b/beds", "value", "55"),
    ("indicators", "c/beds", "known_from", "2024-02-01"),
    ("criteria", "h1", "weight", "80"),
    ("criteria", "l1", "normalisation", "rank"),
    ("criteria", "l3", "note", "changes no figure"),
    ("contests", "c1", "awards", "2"),
    ("bids", "a", "joins", "c"),
    ("bids", "a", "field", "vaccines"),
    ("places", "air1", "latitude", "36.0"),
    ("travel_bands", "urban", "speed_kmh", "12..14"),
]


def change(cell):
    return Change(**dict(zip(("table", "id", "column", "value"), cell, strict=True)))


@pytest.fixture(scope="module")
def whole(contest_folder):
    study = open_checked(contest_folder)[0]
    return study, evaluate_study(study, DRAWS)


def assert_alike(values, expected):
    for name in RESULTS:
        assert bytes_of(values[name]) == bytes_of(expected[name]), name


def test_no_change_gives_the_bytes_of_the_run_and_computes_nothing(whole, monkeypatch):
    study, base = whole
    monkeypatch.setattr(module, "compute_block", None)
    monkeypatch.setattr(module, "compute_once", None)
    values = evaluate(study, [], DRAWS, RESULTS, base)
    assert_alike(values, base)
    assert values["ranks"] is base["ranks"]


def test_without_a_base_everything_is_computed(whole):
    study, base = whole
    assert_alike(evaluate(study, [], DRAWS, RESULTS), base)


@settings(max_examples=5, deadline=None)
@given(cells=st.lists(st.sampled_from(CELLS), min_size=1, max_size=3, unique_by=lambda c: c[:3]))
def test_a_change_gives_the_bytes_of_the_changed_study(whole, cells):
    study, base = whole
    changes = [change(cell) for cell in cells]
    once = evaluate(study, changes, DRAWS, RESULTS, base)
    assert_alike(once, evaluate(study, changes, DRAWS, RESULTS))
    # From the evaluation of all but the last change as well.
    before = evaluate(study, changes[:-1], DRAWS, RESULTS, base)
    assert_alike(evaluate(study, changes, DRAWS, RESULTS, before), once)


def test_a_change_is_the_same_as_in_the_file(whole, tmp_path):
    study, base = whole
    folder = write_contest(tmp_path / "changed", cells={"indicators": {0: {"value": "30..40"}}})
    written = evaluate_study(open_checked(folder)[0], DRAWS, RESULTS)
    assert_alike(evaluate(study, [change(CELLS[0])], DRAWS, RESULTS, base), written)
    assert bytes_of(written["ranks"]) != bytes_of(base["ranks"])


def test_what_turns_out_as_it_was_ends_the_work(whole, monkeypatch):
    study, base = whole
    computed = []

    def counted(flow, values, names, block):
        computed.extend(names)
        return compute_block(flow, values, names, block)

    monkeypatch.setattr(module, "compute_block", counted)
    values = evaluate(study, [change(("bids", "a", "field", "vaccines"))], DRAWS, ["ranks"], base)
    assert set(computed) == {"observed_values"}
    assert values["ranks"] is base["ranks"]


def test_a_base_of_summaries_is_computed_again_where_its_draws_are_needed(whole):
    study, base = whole
    kept = {**base, "travel_times": summarised(base["travel_times"].to_dataset())["travel_times"]}
    cell = change(("access_indicators", "air", "measure", "count_within"))
    more = change(("access_indicators", "air", "within_minutes", "40"))
    values = evaluate(study, [more, cell], DRAWS, ["bid_values"], kept)
    expected = evaluate(study, [more, cell], DRAWS, ["bid_values"])
    assert bytes_of(values["bid_values"]) == bytes_of(expected["bid_values"])
    untouched = evaluate(study, [], DRAWS, ["bid_values"], kept)
    assert untouched["travel_times"] is kept["travel_times"]


def test_a_result_that_the_change_leaves_without_rows_is_left_out(whole):
    study, base = whole
    gone = [Change(table="contests", id="c1", column="deadline", value="2020-01-01")]
    values = evaluate(study, gone, DRAWS, ["ranks"], base)
    assert "ranks" not in values


def test_a_cell_that_is_not_there_is_told(whole):
    study, base = whole
    with pytest.raises(ChangeError, match="no cell bids 'z' joins"):
        evaluate(
            study, [Change(table="bids", id="z", column="joins", value="a")], 5, ["ranks"], base
        )


def test_an_evaluation_reads_all_draws_of_a_cell(whole):
    study, base = whole
    evaluation = Evaluation(study, DRAWS, base)
    drawn = study.tables["indicators"].for_draws(evaluation.block)
    values = drawn.draws_of(drawn.get("a/firms"), "value")
    assert np.array_equal(
        values, base["candidate_indicators"].sel(candidate="a", indicator="firms").values
    )
    assert set(results_of(evaluation.evaluate([], ["ranks"]))) <= set(base)
