"""What is no fault of an ecosystem; its faults stand among the cases of bad input."""

from songi.study.check import read_and_check
from study.bad_input.ecosystem import with_rows
from study.made_up_ecosystem import link


def codes(make_study, **tables):
    found = read_and_check(make_study(**with_rows(**tables)))[1]
    return [one.code for one in found if one.code.startswith("ecosystem")]


def test_only_the_fund_without_a_link_is_told_of_the_made_up_ecosystem(make_study):
    assert codes(make_study) == ["ecosystem.unlinked"]


def test_the_same_parties_may_be_joined_by_links_of_other_kinds_or_days(make_study):
    more = link("more", "mou", "city|lab", "2019-06-30")
    assert codes(make_study, links=more) == ["ecosystem.unlinked"]
    later = link("later", "contract", "lab|city", "2020-06-30")
    assert codes(make_study, links=later) == ["ecosystem.unlinked"]


def test_a_link_may_begin_and_end_on_the_day_on_which_its_party_does(make_study):
    day = {"begins_on": "2020-01-01", "ends_on": "2020-01-01"}
    assert codes(make_study, links={1: day}) == ["ecosystem.unlinked"]


def test_with_a_link_nothing_is_told(make_study):
    assert codes(make_study, links=link("money", "investment", "fund|lab", "2023-01-01")) == []
