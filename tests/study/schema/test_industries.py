from typing import get_args

from songi.measures.impact import IMPACT_PARTS
from songi.study.schema.industries import REACHES, ImpactPart, IoSector, Reach


def test_the_parts_of_an_estimate_are_those_of_the_impact():
    assert get_args(ImpactPart) == IMPACT_PARTS
    assert get_args(Reach) == REACHES


def test_money_of_a_table_is_in_millions():
    money = [name for name in IoSector.columns() if name.endswith("_krw")]
    assert money
    assert all(name.endswith("_million_krw") for name in money)
