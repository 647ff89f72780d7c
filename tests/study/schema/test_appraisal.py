import pytest
from pydantic import ValidationError

from songi.study.schema.appraisal import (
    AHP_WEIGHTS,
    AppraisalParameter,
    AppraisalRegime,
    AppraisedProject,
)
from study.made_up import TABLES


def first(table, **cells):
    return {name: text for name, text in {**TABLES[table][0], **cells}.items() if text}


def test_a_gate_asks_for_numbers_of_its_own():
    row = AppraisalRegime.model_validate(first("appraisal_regimes"))
    assert row.measures == ("pi", "fnpv", "firr")
    assert row.below_cost_krw is None
    with pytest.raises(ValidationError, match="measures"):
        AppraisalRegime.model_validate(first("appraisal_regimes", measures="pi|hope"))
    with pytest.raises(ValidationError, match="applicants"):
        AppraisalRegime.model_validate(first("appraisal_regimes", applicants=""))


@pytest.mark.parametrize("text", ["0", "-0.3"])
def test_growth_that_calls_for_review_is_positive(text):
    with pytest.raises(ValidationError, match="greater than 0"):
        AppraisalRegime.model_validate(first("appraisal_regimes", review_cost_growth=text))


def test_an_appraisal_has_a_year_and_a_cost():
    row = AppraisedProject.model_validate(first("appraised_projects"))
    assert row.completion_year.central == 2023
    with pytest.raises(ValidationError):
        AppraisedProject.model_validate(first("appraised_projects", completion_year="23"))


def test_weights_are_parameters():
    kinds = {row["parameter"] for row in TABLES["appraisal_parameters"]}
    assert set(AHP_WEIGHTS) <= kinds
    assert AppraisalParameter.model_validate(first("appraisal_parameters")).area is None
