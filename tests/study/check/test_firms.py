from hypothesis import given
from hypothesis import strategies as st

from songi.study.check import read_and_check
from songi.study.check.firms import conversions_agree
from songi.study.model import Study
from songi.study.schema.firms import STAGES, ConversionPrior
from songi.study.settings import StudyInfo
from songi.study.table import Table
from study.made_up import named
from study.made_up_land import conversion


def codes(folder):
    return [problem.code for problem in read_and_check(folder)[1]]


@given(st.lists(st.integers(0, 100), min_size=1, max_size=5))
def test_shares_may_sum_to_one_and_not_beyond(parts):
    rows = tuple(
        ConversionPrior.model_validate(conversion("contact", stage, part / 100, "6"))
        for part, stage in zip(parts, STAGES[1:], strict=False)
    )
    study = Study(
        None,
        StudyInfo(format=1, id="s", name_ko="가", name_en="a"),
        {"conversion_priors": Table("conversion_priors", ConversionPrior, rows)},
    )
    assert bool([*conversions_agree(study)]) == (sum(parts) > 100)


def test_months_are_compared_by_what_they_mean(make_study):
    cells = {"conversion_priors": {2: {"months": "6.0"}, 3: {"months": "6"}}}
    assert codes(make_study(cells=cells)) == []


def test_the_lost_may_come_back_by_a_contact(make_study):
    more = {"conversion_priors": [conversion("lost", "contact", "0.05", "24")]}
    assert codes(make_study(more=more)) == []


def test_a_firm_without_a_code_needs_no_revision(make_study):
    assert codes(make_study(cells={"firms": {2: {"ksic_revision": "11"}}})) == []


def test_many_firms_of_another_revision_are_told_once_for_each_constraint(make_study):
    many = [named(f"n{k}", ksic="21102", ksic_revision="11") for k in range(30)]
    problems = read_and_check(make_study(more={"firms": many}))[1]
    assert [problem.code for problem in problems] == ["ksic.other_revision"] * 2
    assert problems[0].facts["came"] == "11 (n0, n1, n2, n3, n4 +25)"


def test_unnamed_letters_need_no_area_of_their_own(make_study):
    """How much land the unnamed want is a parameter of the market."""
    blank = {"wanted_m2": "", "firm_type": ""}
    assert codes(make_study("a", cells={"investors": {4: blank}})) == []
    space = {**blank, "seeks": "space"}
    assert codes(make_study("b", cells={"investors": {2: space}})) == []


def test_a_place_may_introduce(make_study):
    cells = {"firms": {0: {"introducers": "air1|letters"}}}
    assert codes(make_study(cells=cells)) == []


def test_introducers_are_not_missed_where_places_could_not_be_read(make_study):
    cells = {"places": {0: {"latitude": "?"}}, "firms": {0: {"introducers": "air1"}}}
    assert codes(make_study(cells=cells)) == ["quantity.notation"]
