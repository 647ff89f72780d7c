"""What is no fault of incentives, beside the cases of bad input."""

from songi.study.check import read_and_check
from study.made_up_incentives import INCENTIVES, tax


def codes(folder):
    return [problem.code for problem in read_and_check(folder)[1]]


def test_a_study_without_profiles_needs_no_tax(make_study):
    rows = {"investment_profiles": [], "profile_assets": [], "tax_parameters": []}
    assert codes(make_study(rows=rows)) == []


def test_ranges_of_assets_need_only_be_able_to_add_up(make_study):
    cells = {"profile_assets": {2: {"share": "0.1..0.5"}, 3: {"share": "0.5..0.9"}}}
    assert codes(make_study(cells=cells)) == []
    assert codes(make_study("b", cells={"profile_assets": {2: {"share": "0.1..0.3"}}})) == [
        "incentives.asset_shares"
    ]


def test_parameters_that_are_no_shares_may_be_large(make_study):
    assert codes(make_study(cells={"tax_parameters": {6: {"value": "15"}}})) == []
    assert INCENTIVES["tax_parameters"][6]["parameter"] == "credit_carry_years"


def test_a_bracket_may_be_stated_anew_for_later_years(make_study):
    more = {"tax_parameters": [tax("corporate_3", "corporate_rate", "0.21", above_krw="2e10")]}
    assert codes(make_study(more=more)) == []


def test_one_exclusion_in_one_direction_is_enough(make_study):
    cells = {"incentives": {0: {"excludes": ""}, 3: {"excludes": "credit|lesser_credit"}}}
    assert codes(make_study(cells=cells)) == []
