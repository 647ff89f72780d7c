"""Rules on other clusters beyond the cases of bad input."""

from people import people_with
from songi.study.check import read_and_check


def codes(folder):
    return [problem.code for problem in read_and_check(folder)[1]]


def test_land_and_residents_may_be_counted_before_a_cluster_is_founded(make_study):
    assert codes(make_study(files=people_with("peer_figures", 3, year="1990"))) == []


def test_countries_are_codes(make_study):
    files = people_with("peer_clusters", 1, country="Germany")
    assert codes(make_study(files=files)) == ["investors.country"]


def test_another_scope_is_another_series(make_study):
    files = people_with("peer_figures", 2, scope="state", definition="jobs of the state")
    assert codes(make_study(files=files)) == []
