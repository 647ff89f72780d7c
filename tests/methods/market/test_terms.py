"""What makes no market is refused, with the name of what is wrong."""

from dataclasses import replace

import numpy as np
import pytest

from methods.market.markets import market
from songi.errors import MethodError
from songi.methods.market import simulate_market

SALE, PEOPLE, AROUND, UNIFORMS = market(5)


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({"opening": [0, 1.5, 0]}, "opening must be whole quarters, at least 0: 1 wrong"),
        ({"opening": [0, -1, 0]}, "opening must be whole quarters, at least 0"),
        ({"opening": [0, 1]}, r"opening must have the shape \[3\] or \[3, 3\]; it has \[2\]"),
        ({"released_m2": np.full((3, 10), -1.0)}, "released_m2 must be at least 0: 30 wrong"),
        ({"readiness": np.full((3, 10), 1.2)}, "readiness must be between 0 and 1"),
        ({"readiness": np.ones(10)}, r"readiness must have the shape \[3, 10\] or \[3, 3, 10\]"),
        ({"readiness": np.ones((2, 3, 10))}, "readiness must have the shape"),
        ({"appraisal_price": [1.0, 0.0, 1.0]}, r"appraisal_price must be positive: 1 wrong, at"),
        ({"cost_price": [1.0, np.nan, 1.0]}, "cost_price holds 1 NaN"),
        ({"floor_price": ["a", 1, 1]}, "floor_price must be numbers"),
        ({"step": [0.1, 1.0, 0.1]}, "step must be below 1"),
        ({"step": [0.1, -0.1, 0.1]}, "step must be between 0 and 1"),
        ({"patience": [1, 0, 1]}, "patience must be whole quarters, at least 1"),
        ({"tender": [1, 0, 1]}, r"tender must be true or false and have the shape \[3\]"),
        ({"tender_if_designated": [True]}, "tender_if_designated must be true or false"),
    ],
)
def test_lots(changes, told):
    with pytest.raises(MethodError, match=told):
        simulate_market(replace(SALE, **changes), PEOPLE, AROUND, UNIFORMS)


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({"wanted_m2": np.zeros(12)}, "wanted_m2 must be positive: 12 wrong"),
        ({"wanted_m2": np.ones(11)}, r"wanted_m2 must have the shape \[12\] or \[3, 12\]"),
        ({"expected_price": -np.ones(12)}, "expected_price must be positive"),
        ({"intensity": np.full((3, 12), -0.1)}, "intensity must be at least 0"),
        ({"intensity": np.full((3, 12), np.inf)}, "36 infinite values"),
        ({"last_contact": np.full(12, 0.5)}, "last_contact must be whole quarters"),
        ({"last_contact": np.zeros((3, 12))}, "last_contact must have the shape"),
        ({"eligible": np.ones((12, 2), bool)}, r"eligible must .* have the shape \[12, 3\]"),
        ({"eligible": np.ones((12, 3))}, "eligible must be true or false"),
        ({"eligible": [[True], [True, False]]}, "eligible must be true or false"),
    ],
)
def test_investors(changes, told):
    with pytest.raises(MethodError, match=told):
        simulate_market(SALE, replace(PEOPLE, **changes), AROUND, UNIFORMS)


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({"half_life": 0.0}, "half_life must be positive"),
        ({"half_life": np.nan}, "half_life must not be NaN"),
        ({"half_life": [1.0, 2.0]}, r"half_life must have the shape \[\] or \[3\]; it has \[2\]"),
        ({"elasticity_expected": 25.0}, "elasticity_expected must be between 0 and 20"),
        ({"elasticity_nearby": -1.0}, "elasticity_nearby must be between 0 and 20"),
        ({"nearby_price": 0.0}, "nearby_price must be positive"),
        ({"designated_from": -1}, "designated_from must be whole quarters, at least 0"),
        ({"multiplier": -1.0}, "multiplier must be at least 0"),
        ({"diversion": 1.1}, "diversion must be between 0 and 1"),
        ({"rival_price": None}, "come together or not at all"),
        ({"rival_price": [0.0, 1.0]}, "rival_price must be positive"),
        ({"rival_unsold_m2": np.ones((1, 3, 10))}, "rival_unsold_m2 must have the shape"),
        ({"rival_unsold_m2": np.full((2, 10), -1.0)}, "rival_unsold_m2 must be at least 0"),
    ],
)
def test_conditions(changes, told):
    with pytest.raises(MethodError, match=told):
        simulate_market(SALE, PEOPLE, replace(AROUND, **changes), UNIFORMS)


def test_one_number_stands_for_all_lots_and_quarters():
    whole = simulate_market(
        replace(SALE, step=np.full(3, 0.1), readiness=np.full((3, 10), 0.5)),
        PEOPLE, AROUND, UNIFORMS,
    )  # fmt: skip
    one = simulate_market(replace(SALE, step=0.1, readiness=0.5), PEOPLE, AROUND, UNIFORMS)
    assert all(np.array_equal(a, b) for a, b in zip(whole, one, strict=True))
