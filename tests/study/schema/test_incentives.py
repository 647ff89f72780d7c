"""Row classes of incentives: what a cell may hold and what an empty one means."""

import pytest
from pydantic import ValidationError

from songi.study.schema.incentives import Incentive, InvestmentProfile, TaxParameter
from study.made_up_incentives import INCENTIVES


def cells(table, number=0, **changed):
    return {name: text for name, text in {**INCENTIVES[table][number], **changed}.items() if text}


@pytest.mark.parametrize(
    ("row_class", "table"),
    [
        (Incentive, "incentives"),
        (TaxParameter, "tax_parameters"),
        (InvestmentProfile, "investment_profiles"),
    ],
)
def test_the_made_up_rows_are_read_and_need_a_source(row_class, table):
    row = row_class.model_validate(cells(table))
    assert row.source == ("s",)
    with pytest.raises(ValidationError):
        row_class.model_validate(cells(table, source=""))


def test_a_benefit_without_a_regime_holds_everywhere():
    assert Incentive.model_validate(cells("incentives", regime="")).regime is None
