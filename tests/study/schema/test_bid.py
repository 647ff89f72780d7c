import pytest
from pydantic import ValidationError

from songi.study.schema.bid import STRENGTHS, Commitment
from study.made_up import row


def commitment(**cells):
    shown = {"id": "plan", "bid": "a", "investor": "a firm", "amount_krw": "5e11..6e11"}
    return Commitment.model_validate({**row(strength="letter"), **shown, **cells})


def test_an_amount_may_be_uncertain_and_never_below_zero():
    assert commitment().amount_krw.kind == "uniform"
    with pytest.raises(ValidationError, match=r"quantity\.out_of_bounds"):
        commitment(amount_krw="-5")


def test_strengths_run_from_announced_to_approved():
    assert STRENGTHS[0] == "announced"
    assert STRENGTHS[-1] == "board_approved"
    with pytest.raises(ValidationError, match="board_approved"):
        commitment(strength="hoped")
