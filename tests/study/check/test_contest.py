from songi.study.check import read_and_check
from study.made_up import TABLES, named, row


def codes(folder):
    return [problem.code for problem in read_and_check(folder)[1]]


def test_only_the_evaluated_contest_needs_rivals(make_study):
    """Earlier contests may be on record with the one bid that somebody remembers."""
    earlier = named("c0", deadline="2020-01-31", awards="1", status="closed")
    bid = named("old", contest="c0", candidates="a")
    more = {"contests": [earlier], "bids": [bid]}
    assert codes(make_study("a", more=more, head={"options.contest": '"c1"'})) == []
    found = codes(make_study("b", more=more, head={"options.contest": '"c0"'}))
    assert found == ["bids.only_one"]


def test_a_candidate_may_bid_in_several_contests(make_study):
    earlier = named("c0", deadline="2020-01-31", awards="1", status="closed")
    more = {"contests": [earlier], "bids": [named("old", contest="c0", candidates="a|d")]}
    assert codes(make_study(more=more, head={"options.contest": '"c1"'})) == []


def test_a_later_version_of_a_bid_is_no_second_bid(make_study):
    later = {**TABLES["bids"][1], "known_from": "2024-02-01", "candidates": "b|d"}
    assert codes(make_study(more={"bids": [later]})) == []


def test_weight_ranges_need_to_reach_a_hundred_only_where_ranges_are_drawn(make_study):
    cells = {"criteria": {0: {"weight": "1..2"}, 1: {"weight": "2..3"}}}
    assert codes(make_study("a", cells=cells)) == []
    ranged = make_study("b", cells=cells, head={"options.weights": '"ranges"'})
    assert codes(ranged) == ["criteria.weight_ranges"]


def test_a_gap_of_one_candidate_of_a_bid_is_no_gap_of_the_bid(make_study):
    """Candidate d has no beds, but it bids together with b, which has."""
    assert codes(make_study(cells={"criteria": {4: {"missing": "refuse"}}})) == []


def test_a_criterion_that_varies_only_by_what_came_later_is_constant_at_the_deadline(make_study):
    cells = {"indicators": {k: {"value": "100"} for k in (3, 4, 5)}}
    base = {"unit": "beds", "level": "city", "indicator": "beds", "candidate": "d"}
    known = row(**base, value="100")
    later = {**row(**base, value="900"), "known_from": "2024-03-01"}
    assert codes(make_study("a", cells=cells, more={"indicators": [known, later]})) == [
        "criteria.constant"
    ]
    varied = {**known, "value": "101"}
    assert codes(make_study("b", cells=cells, more={"indicators": [varied]})) == []


def test_rules_are_silent_about_tables_with_refused_rows(make_study):
    """A leaf that could not be read leaves its parent looking like a leaf without indicator."""
    folder = make_study(cells={"criteria": {4: {"direction": "up"}}})
    assert codes(folder) == ["cell.choice"]
    folder = make_study(cells={"indicators": {k: {"value": "?"} for k in (3, 4, 5)}})
    assert codes(folder) == ["quantity.notation"] * 3
    folder = make_study(cells={"bids": {1: {"name_ko": ""}, 2: {"name_ko": ""}}})
    assert codes(folder) == ["cell.missing"] * 2
