"""Rules on people beyond the cases of bad input."""

from people import people_files, people_with
from songi.study.check import read_and_check


def codes(folder):
    return [problem.code for problem in read_and_check(folder)[1]]


def test_the_made_up_people_are_sound(make_study):
    assert codes(make_study(files=people_files())) == []


def test_migration_may_be_a_number_or_a_rate_and_negative(make_study):
    files = people_with("talent_flows", 2, rate="", persons_per_year="-3..5")
    assert codes(make_study(files=files)) == []


def test_a_reference_may_be_of_another_level(make_study):
    files = people_with("living_conditions", 2, level="nation")
    assert codes(make_study(files=files)) == []
