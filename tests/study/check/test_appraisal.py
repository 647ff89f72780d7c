from songi.study.check import read_and_check


def codes(folder):
    return [problem.code for problem in read_and_check(folder)[1]]


def test_a_rule_may_end_on_the_day_on_which_it_begins(make_study):
    cells = {"appraisal_regimes": {1: {"in_force_until": "2024-03-12"}}}
    assert codes(make_study(cells=cells)) == []


def test_a_rate_of_a_range_fits_if_it_may_be_the_rule_s(make_study):
    cells = {"projects": {0: {"social_rate": "0.03..0.06"}, 1: {"social_rate": ""}}}
    assert codes(make_study(cells=cells)) == []


def test_without_rates_of_any_day_a_project_discounts_as_it_likes(make_study):
    cells = {"projects": {0: {"social_rate": "0.08"}, 1: {"social_rate": "0.02"}}}
    rates = {"appraisal_parameters": []}
    assert codes(make_study(cells=cells, rows=rates)) == []


def test_weights_of_another_time_are_added_up_apart(make_study):
    """In force at other times, the two headings no longer make a whole."""
    cells = {"appraisal_parameters": {2: {"in_force_until": "2019-12-31"}}}
    assert codes(make_study(cells=cells)) == ["appraisal.weights"] * 2
