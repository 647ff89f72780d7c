from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from contest import write_flat_contest
from evaluation import evaluate_study
from songi.engine.blocks import study_inputs
from songi.experiments.evaluate import evaluate
from songi.experiments.own_bid import (
    OwnContest,
    criterion_units,
    own_alternative,
    own_candidates,
)
from songi.study.changes import with_changes
from songi.study.check import open_checked
from songi.study.schema.bid import Finding, SelectionRule
from songi.study.settings import Change
from songi.study.streams import DrawBlock
from songi.study.table import Table
from study.made_up import named, row

DRAWS = 60

BLOCK = DrawBlock(1, 0, DRAWS)


def values_of(folder, *changes):
    study = with_changes(open_checked(folder)[0], changes)
    return {**study_inputs(study), **evaluate_study(study, DRAWS)}


@pytest.fixture(scope="module")
def values(contest_folder):
    return values_of(contest_folder)


def test_the_own_alternative_is_where_the_own_candidates_bid(values, contest_folder):
    assert own_candidates(values) == ("a",)
    assert own_alternative(values, ("a",)) == "a"
    assert own_alternative(values, ("d",)) == "b"
    assert own_alternative(values, ("a", "b")) is None
    joined = values_of(contest_folder, Change(table="bids", id="a", column="joins", value="c"))
    assert own_alternative(joined, own_candidates(joined)) == "c"
    assert OwnContest(joined, BLOCK).bid == "c"


def test_without_change_the_margins_say_who_is_selected(values):
    contest = OwnContest(values, BLOCK)
    selected = values["selected"].sel(ranking_method="weighted_sum", bid="a").values
    margins = contest.margins(np.zeros(3))
    assert np.array_equal(margins > 0, selected == 1.0)
    order = [contest.criteria.index(name) for name in ("l1", "l2", "l3")]
    assert np.array_equal(contest.own[:, order], values["bid_values"].sel(bid="a").values)


def test_margins_do_not_remember_earlier_changes(values):
    contest = OwnContest(values, BLOCK)
    before = contest.margins(np.zeros(3))
    contest.margins(np.array([50.0, -3.0, 20.0]))
    assert np.array_equal(contest.margins(np.zeros(3)), before)


def test_heading_scores_weigh_up_to_the_overall_score(values):
    scores, weights, headings = OwnContest(values, BLOCK).heading_scores()
    assert headings == ["h1", "h2"]
    overall = values["overall_scores"].sel(ranking_method="weighted_sum").values
    assert np.allclose(np.einsum("dbh,dh->db", scores, weights), overall)


def test_units_are_those_of_the_indicators(values):
    assert criterion_units(values) == {"l1": "score", "l2": "minutes", "l3": "score"}


# The own bid's x is a whole number, as are others', so that ties occur; its y is never level.
CELLS = {
    "a": {"x": "4", "y": "0..6"}, "b": {"x": "3..8", "y": "3"}, "c": {"x": "6", "y": "2"},
    "d": {"x": "6", "y": "2"}, "e": {"x": "0..9", "y": "0..9"}, "f": {"x": "5", "y": "5"},
}  # fmt: skip

RULES = st.fixed_dictionaries({
    "kind": st.sampled_from(["quota", "quota", "threshold", "condition"]),
    "group": st.sampled_from(["field", "region", "bid", None]),
    "value": st.sampled_from(["a", "b", "one", "two", None]),
    "at_least": st.integers(0, 2),
    "at_most": st.sampled_from([2, 3, None]),
    "score": st.sampled_from(["0.3", "0.5", "0.2..0.7"]),
    "chance": st.sampled_from(["0", "0.5", "0.2..1"]),
})  # fmt: skip

GROUPS = st.lists(st.sampled_from(["one", "two", "three"]), min_size=6, max_size=6)


@pytest.fixture(scope="module")
def field(tmp_path_factory):
    """A contest of six bids, two of them alike, for one to four places."""
    more = {
        "clauses": [named("site", contest="c1", article="art. 1", any_of="")],
        "findings": [row(bid="a", clause="site", finding="met", reason="seen")],
    }
    folder = tmp_path_factory.mktemp("own") / "field"
    return open_checked(write_flat_contest(folder, CELLS, awards="1..4", more_rows=more))[0]


def with_rules(study, rules, fields, regions, barred):
    """Return the study with these rules, groups and bids that a clause keeps out."""
    bids = study.tables["bids"]
    grouped = tuple(
        bid.model_copy(update={"field": field, "region": region})
        for bid, field, region in zip(bids.rows, fields, regions, strict=True)
    )
    common = {"source": "s", "known_from": "2023-12-01", "basis": "assumed"}
    rows = tuple(
        SelectionRule.model_validate({"id": f"r{k}", "contest": "c1", **common, **rule})
        for k, rule in enumerate(rules)
    )
    findings = tuple(
        Finding.model_validate(
            {"bid": bid, "clause": "site", "finding": "not_met", "reason": "none", **common}
        )
        for bid in barred
    )
    study = study.with_table(replace(bids, rows=grouped))
    study = study.with_table(replace(study.tables["findings"], rows=findings))
    return study.with_table(Table("selection_rules", SelectionRule, rows))


def own_selected(values):
    return values["selected"].sel(ranking_method="weighted_sum", bid="a").values


@settings(max_examples=40)
@given(
    rules=st.lists(RULES, max_size=4),
    fields=GROUPS,
    regions=GROUPS,
    barred=st.sets(st.sampled_from("abcdef"), max_size=2),
    x=st.integers(-4, 6),
    y=st.sampled_from([-2.0, 0.0, 1.5, 7.0]),
)
def test_by_all_rules_the_margins_say_who_is_selected(field, rules, fields, regions, barred, x, y):
    """As the values stand, and changed: by the dataflow of a study with the cells changed."""
    study = with_rules(field, rules, fields, regions, barred)
    wanted = ["selected", "contest_rules", "barred_bids", "bid_values", "awards",
              "node_weights", "criterion_weights"]  # fmt: skip
    stands = evaluate(study, [], DRAWS, wanted)
    assert len(stands.get("contest_rules", ())) == len(rules)
    contest = OwnContest(stands, BLOCK)
    assert np.array_equal(contest.margins(np.zeros(2)) > 0, own_selected(stands) == 1.0)
    cells = {"a/x": f"{4 + x}", "a/y": f"{y}..{6 + y}"}
    changes = [Change(table="indicators", id=n, column="value", value=v) for n, v in cells.items()]
    changed = evaluate(study, changes, DRAWS, wanted, stands)
    by_margin = contest.margins(np.array([x, y])[[contest.criteria.index(n) for n in "xy"]])
    assert np.array_equal(by_margin > 0, own_selected(changed) == 1.0)


def test_a_bid_kept_out_by_a_clause_needs_more_than_any_score(field):
    study = with_rules(field, [], ["one"] * 6, ["one"] * 6, "a")
    contest = OwnContest(evaluate(study, [], DRAWS, ["selected", "barred_bids"]), BLOCK)
    assert np.isneginf(contest.margins(np.array([50.0, 50.0]))).all()


def test_an_award_that_lapses_is_lost_in_its_draws_only(field):
    rule = {"kind": "condition", "group": "bid", "value": "a", "chance": "0.5"}
    study = with_rules(field, [rule], ["one"] * 6, ["one"] * 6, "")
    values = evaluate(study, [], DRAWS, ["selected", "contest_rules"])
    margins = OwnContest(values, BLOCK).margins(np.zeros(2))
    fails = BLOCK.noise("selected", "r0/a") >= 0.5
    assert 0 < fails.sum() < DRAWS
    assert np.array_equal(np.isneginf(margins), fails)
