import pytest
from pydantic import ValidationError

from songi.study.schema.money import Cost, Regime
from study.made_up import TABLES


def first(table, **cells):
    return {name: text for name, text in {**TABLES[table][0], **cells}.items() if text}


def test_a_cost_may_be_uncertain_and_never_below_zero():
    assert Cost.model_validate(first("costs", amount_krw="4e10..5e10")).amount_krw.kind == "uniform"
    with pytest.raises(ValidationError, match=r"quantity\.out_of_bounds"):
        Cost.model_validate(first("costs", amount_krw="-1"))


def test_an_item_is_an_id_as_cost_rules_name_it():
    with pytest.raises(ValidationError, match="pattern"):
        Cost.model_validate(first("costs", item="토지 매입비"))


def test_a_regime_hangs_on_a_contest_or_not():
    regimes = [
        Regime.model_validate({name: text for name, text in row.items() if text})
        for row in TABLES["regimes"]
    ]
    assert [regime.contest for regime in regimes] == ["c1", None]
    with pytest.raises(ValidationError, match="granted"):
        Regime.model_validate(first("regimes", status="hoped"))
