from songi.study.check import read_and_check
from study.made_up_clinic import count


def codes(folder):
    return [problem.code for problem in read_and_check(folder)[1]]


def test_a_rate_that_may_be_nought_is_one_that_may_be_more(make_study):
    assert codes(make_study(cells={"trial_centres": {0: {"rate_per_month": "0..1"}}})) == []


def test_counts_may_stay_and_grow(make_study):
    more = [count("t1_a", "2025-09-30", "4"), count("t1_a", "2025-10-31", "6")]
    assert codes(make_study(more={"enrolments": more})) == []


def test_a_trial_without_centres_never_ends(make_study):
    joining = {"cells": {"trial_centres": {0: {"role": "could_join"}}}, "rows": {"enrolments": ()}}
    assert codes(make_study(**joining)) == ["trials.never"]
