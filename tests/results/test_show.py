"""Results, traces and comparisons as text."""

import csv
import io
import json

import pytest

from contest import METHOD
from songi.errors import UsageError
from songi.results.compare import compare
from songi.results.show import show_comparison, show_result, show_trace
from songi.session import open_study


def test_json_has_units_with_every_figure(finished_run):
    shown = json.loads(show_result(finished_run, "selection_share", {"bid": "a"}, "json"))
    assert shown["result"] == "selection_share"
    assert shown["labels"] == {"bid": "a"}
    assert shown["draws"] == 100
    assert shown["run"] == finished_run.id
    assert all(cell["units"] == "1" for cell in shown["cells"])
    values = {c[METHOD]: c["value"] for c in shown["cells"] if c["variable"] == "selection_share"}
    expected = finished_run["selection_share"]["selection_share"].sel(bid="a")
    assert values == dict(zip(expected[METHOD].values, expected.values, strict=True))


def test_what_is_no_number_is_null(finished_run):
    shown = json.loads(show_result(finished_run, "candidate_indicators", {}, "json"))
    [cell] = [c for c in shown["cells"] if (c["candidate"], c["indicator"]) == ("d", "firms")]
    assert cell["mean"] is None


def test_csv_reads_back(finished_run):
    text = show_result(finished_run, "expected_rank", {METHOD: "topsis"}, "csv")
    rows = list(csv.DictReader(io.StringIO(text)))
    assert [row["bid"] for row in rows] == ["a", "b", "c"]
    assert sum(float(row["value"]) for row in rows) == pytest.approx(6.0)


def test_a_table_is_aligned_and_says_its_unit(finished_run):
    text = show_result(finished_run, "expected_rank", {METHOD: "topsis"})
    lines = text.splitlines()
    assert lines[0].split() == ["bid", "units", "value"]
    assert len({len(line) for line in lines}) == 1


def test_an_unknown_form_is_told(finished_run):
    with pytest.raises(UsageError) as caught:
        show_result(finished_run, "ranks", {}, "xml")
    assert caught.value.problem.code == "usage.choice"


@pytest.mark.parametrize(("language", "word"), [("ko", "행"), ("en", "Rows")])
def test_a_trace_names_rows_and_sources(finished_run, language, word):
    labels = {"bid": "a", "criterion": "l1"}
    text = show_trace(finished_run, finished_run.trace("observed_values", **labels), language)
    assert "tables/indicators.csv:2  a/firms  [observed, 2023-12-01]" in text
    assert "value=10..20" in text
    assert "s: made-up example, A source" in text
    assert word in text


@pytest.mark.parametrize("language", ["ko", "en"])
def test_a_comparison_names_the_cell_and_what_it_moved(finished_run, make_contest, language):
    folder = make_contest(cells={"indicators": {3: {"value": "140"}}})
    after = open_study(folder).run(draws=100, workers=1)
    text = show_comparison(compare(finished_run, after), language)
    assert "indicators a/beds value: 100 → 140" in text
    assert "selection_share ← indicators" in text
