"""Two runs beside each other."""

import pytest

from contest import METHOD, copied
from songi.results.compare import compare
from songi.session import open_study

SCENARIO = """
name_ko = "더 가까운 공항"
name_en = "A nearer airport"
[options]
preference = "linear"
[[changes]]
table = "indicators"
id = "a/beds"
column = "value"
value = "160"
"""


MEASURES = ("selection_share", "observed_values")


def run(folder, **how):
    few = {"draws": 60, "workers": 1, "measures": MEASURES, "experiments": False}
    return open_study(folder).run(**{**few, **how})


def cells_of(comparison):
    return [(c.table, c.row_id, c.column, c.before, c.after) for c in comparison.cells]


def test_one_changed_cell_is_named_and_nothing_else(make_contest):
    before = run(make_contest("before"))
    after = run(make_contest("after", cells={"indicators": {3: {"value": "140"}}}))
    comparison = compare(before, after)
    assert cells_of(comparison) == [("indicators", "a/beds", "value", "100", "140")]
    assert comparison.settings == ()
    moved = set(comparison.moved["result"])
    assert "observed_values" in moved
    assert moved <= before.flow.downstream(["indicators"])
    assert set(map(tuple, comparison.causes.values())) == {("indicators",)}


def test_the_largest_difference_comes_first_with_its_labels(make_contest):
    before = run(make_contest("before"))
    after = run(make_contest("after", cells={"indicators": {3: {"value": "140"}}}))
    first = compare(before, after).moved.iloc[0]
    assert first["labels"] in {"candidate=a indicator=beds", "bid=a criterion=l3"}
    assert (first["before"], first["after"], first["difference"]) == (100.0, 140.0, 40.0)


def test_equal_runs_differ_in_nothing(make_contest):
    comparison = compare(run(make_contest("one")), run(make_contest("two")))
    assert (cells_of(comparison), comparison.settings, len(comparison.moved)) == ([], (), 0)


def test_a_row_that_came_has_an_empty_side(make_contest):
    extra = {**copied("indicators")[0], "candidate": "d", "value": "7"}
    after = run(make_contest("after", more={"indicators": [extra]}))
    cells = cells_of(compare(run(make_contest("before")), after))
    assert {(table, row) for table, row, *_ in cells} == {("indicators", "d/firms")}
    assert ("indicators", "d/firms", "value", "", "7") in cells


def test_a_new_version_of_a_fact_leaves_the_older_one_named_as_it_was(make_contest):
    newer = {**copied("indicators")[3], "value": "150", "known_from": "2024-01-15"}
    after = run(make_contest("after", more={"indicators": [newer]}))
    cells = cells_of(compare(run(make_contest("before")), after))
    assert {row for _, row, *_ in cells} == {"a/beds@2024-01-15"}


def test_a_scenario_names_its_option_and_its_cell(make_contest):
    folder = make_contest(files={"scenarios/nearer.toml": SCENARIO})
    comparison = compare(run(folder), run(folder, scenario="nearer"))
    assert ("indicators", "a/beds", "value", "100", "160") in cells_of(comparison)
    assert {row for _, row, *_ in cells_of(comparison)} == {"a/beds"}
    assert ("preference", "usual", "linear") in comparison.settings
    assert ("scenario", "None", "nearer") in comparison.settings
    assert comparison.causes["overall_scores"] == ("indicators", "preference")
    assert comparison.causes["bid_values"] == ("indicators",)
    assert "criterion_weights" not in comparison.causes


@pytest.mark.parametrize(("setting", "value"), [("seed", "2"), ("draws", "70")])
def test_another_seed_or_number_of_draws_is_a_cause_of_all(make_contest, setting, value):
    before, after = make_contest("before"), make_contest("after", head={setting: value})
    comparison = compare(run(before, draws=None), run(after, draws=None))
    assert cells_of(comparison) == []
    assert comparison.settings == ((setting, "1" if setting == "seed" else "200", value),)
    assert set(comparison.causes.values()) == {(setting,)}


def test_figures_that_are_shares_are_compared_by_method_and_bid(make_contest):
    before = run(make_contest("before"))
    after = run(make_contest("after", cells={"indicators": {3: {"value": "500"}}}))
    moved = compare(before, after).moved
    shares = moved[moved["variable"] == "selection_share"]
    assert any(f"{METHOD}=weighted_sum bid=a" == labels for labels in shares["labels"])
