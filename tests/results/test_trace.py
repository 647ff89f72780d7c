"""Where a figure comes from."""

from datetime import date

import pytest

from contest import copied
from songi.errors import UsageError
from songi.session import open_study


def rows_of(trace):
    return {(row.table, row.row_id) for row in trace.rows}


def ids_of(trace, table):
    return {row.row_id for row in trace.rows if row.table == table}


def test_a_cell_traces_to_the_rows_of_its_own_labels(finished_run):
    trace = finished_run.trace("observed_values", bid="a", criterion="l1")
    assert ids_of(trace, "indicators") == {"a/firms"}
    assert ids_of(trace, "candidates") == {"a"}
    assert ids_of(trace, "criteria") == {"l1"}
    assert ids_of(trace, "bids") == {"a"}


def test_a_joint_bid_traces_to_all_its_candidates(finished_run):
    trace = finished_run.trace("observed_values", bid="b", criterion="l3")
    assert ids_of(trace, "indicators") == {"b/beds", "d/beds"}
    assert ids_of(trace, "candidates") == {"b", "d"}


def test_a_computed_indicator_traces_to_places_and_bands(finished_run):
    trace = finished_run.trace("observed_values", bid="a", criterion="l2")
    assert ids_of(trace, "indicators") == set()
    assert ids_of(trace, "access_indicators") == {"air"}
    assert ids_of(trace, "places") == {"air1"}
    assert ids_of(trace, "travel_bands") == {"urban", "far"}


def test_what_compares_bids_traces_to_all_of_them(finished_run):
    trace = finished_run.trace("ranks", bid="a")
    assert ids_of(trace, "bids") == {"a", "b", "c"}
    assert ids_of(trace, "indicators") == {
        "a/firms", "b/firms", "c/firms", "a/beds", "b/beds", "d/beds",
    }  # fmt: skip
    assert ids_of(trace, "criteria") == {"h1", "h2", "l1", "l2", "l3"}


def test_rows_that_nobody_knew_are_no_part_of_a_trace(finished_run):
    assert "c/beds" not in ids_of(finished_run.trace("ranks", bid="c"), "indicators")
    assert ids_of(finished_run.trace("ranks"), "outcomes") == set()


def test_a_trace_names_measures_options_lines_and_sources(finished_run):
    trace = finished_run.trace("criterion_weights", criterion="l1")
    assert trace.measures[-1] == "criterion_weights"
    assert "node_weights" in trace.measures
    assert "overall_scores" not in trace.measures
    assert trace.options["weights"] == "stated"
    [row] = [row for row in trace.rows if row.row_id == "h2"]
    assert (row.file, row.line, row.basis) == ("tables/criteria.csv", 3, "observed")
    assert row.known_from == date(2023, 12, 1)
    assert row.cells["weight"] == "40..70"
    assert trace.sources == ("s",)


def test_whose_draws_a_row_uses_is_part_of_its_trace(make_contest):
    rows = copied("indicators")
    rows[1] |= {"shared_with": "a/firms"}
    done = open_study(make_contest(rows={"indicators": rows})).run(
        draws=5, workers=1, experiments=False
    )
    trace = done.trace("observed_values", bid="b", criterion="l1")
    assert ids_of(trace, "indicators") == {"b/firms", "a/firms"}


def test_a_trace_carries_the_strictest_class_of_its_rows(make_contest):
    cells = {"indicators": {0: {"disclosure": "confidential"}}}
    done = open_study(make_contest(cells=cells)).run(draws=3, workers=1, experiments=False)
    assert done.trace("observed_values", bid="a", criterion="l1").disclosure == "confidential"
    assert done.trace("observed_values", bid="b", criterion="l1").disclosure == "public"


def test_an_unknown_label_is_told(finished_run):
    with pytest.raises(UsageError) as caught:
        finished_run.trace("ranks", bid="nobody")
    assert caught.value.problem.code == "result.label"


@pytest.mark.parametrize("as_of", [None, date(2024, 3, 1)])
def test_every_result_can_be_traced(make_contest, as_of):
    done = open_study(make_contest()).run(draws=3, workers=1, experiments=False, as_of=as_of)
    for name in done.names:
        trace = done.trace(name)
        assert name in trace.measures
        assert trace.rows
