from songi.study.check import read_and_check
from study.made_up import TABLES, named


def codes(folder):
    return [problem.code for problem in read_and_check(folder)[1]]


def test_bands_may_stand_in_any_order_but_not_begin_alike(make_study):
    turned = {"travel_bands": {0: {"from_km": "30"}, 1: {"from_km": "0"}}}
    assert codes(make_study("a", cells=turned)) == []
    alike = {"travel_bands": {1: {"from_km": "0"}}}
    assert codes(make_study("b", cells=alike)) == ["travel_bands.starts"]


def test_a_limit_is_needed_only_where_something_is_counted_within_it(make_study):
    counted = {"measure": "count_within", "within_minutes": "60"}
    assert codes(make_study(cells={"access_indicators": {0: counted}})) == []


def test_two_positions_say_nothing_of_which_is_far(make_study):
    rows = {
        **dict.fromkeys(TABLES, ()),
        "contests": TABLES["contests"],
        "candidates": [named("a", latitude="37", longitude="127")],
        "places": [named("p", kind="airport", latitude="3", longitude="12")],
    }
    assert codes(make_study(rows=rows, head={"own_bid": '"a"'})) == []


def test_kinds_are_not_missed_where_places_could_not_be_read(make_study):
    assert codes(make_study(cells={"places": {0: {"latitude": "?"}}})) == ["quantity.notation"]
