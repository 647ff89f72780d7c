import pytest
from hypothesis import given
from hypothesis import strategies as st

from songi.study.questionnaire import CHOICES, STRONGEST, read_judgement


def test_the_choices_run_from_one_end_of_the_scale_to_the_other():
    ratios = [read_judgement(choice) for choice in CHOICES]
    assert ratios == sorted(ratios, reverse=True)
    assert ratios[0] == STRONGEST
    assert ratios[-1] == pytest.approx(1 / STRONGEST)


@given(st.integers(1, STRONGEST))
def test_a_number_and_its_fraction_are_each_other_turned_round(strength):
    both = read_judgement(str(strength)) * read_judgement(f"1/{strength}")
    assert both == pytest.approx(1)


@pytest.mark.parametrize("text", ["", "more", "◀ 3 ▶", "-2"])
def test_what_is_no_judgement_is_none(text):
    assert read_judgement(text) is None
