"""Phases, filling and cash: worked by hand, and what holds whatever the numbers."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from songi.errors import MethodError
from songi.methods.project_cash import (
    let_share,
    open_share,
    phased_cost,
    price_between,
    running_cash,
)

money = st.floats(-1e12, 1e12)
shares = arrays(float, (3, 5), elements=st.floats(0.01, 1))


def test_worked_by_hand():
    assert phased_cost([100, 200], [[0.5, 0.5], [1, 3]]).tolist() == [[50, 50], [50, 150]]
    assert open_share([2027.5, 2026.0], [2026, 2027, 2028]).tolist() == [[0, 0.5, 1], [1, 1, 1]]
    # Opens in mid 2027 and fills over one year: half a year at a quarter, half a year full.
    found = let_share(2027.5, [2026, 2027, 2028, 2029], 0.8, 1.0)
    np.testing.assert_allclose(found, [0, 0.8 * 0.125, 0.8 * 0.875, 0.8], atol=1e-12)
    np.testing.assert_allclose(let_share(2027.5, [2027, 2028], 0.8), [0.4, 0.8])
    assert price_between([2.0, np.nan, 2.0], [4.0, 4.0, np.nan], 0.25).tolist() == [2.5, 4, 2]
    cash = running_cash([-100, 30, -10, 50])
    assert cash.cash.tolist() == [0, 30, 20, 70]
    assert cash.put_in.tolist() == [100, 0, 0, 0]


@given(total=arrays(float, 3, elements=st.floats(0, 1e13)), share=shares)
def test_phases_add_up_to_the_cost(total, share):
    np.testing.assert_allclose(phased_cost(total, share).sum(axis=-1), total, rtol=1e-12, atol=1e-9)


@given(
    opens=st.floats(2000, 2020), fill=st.floats(0, 8), occupancy=st.floats(0, 1),
)  # fmt: skip
def test_filling_adds_up_to_its_area_under_the_line(opens, fill, occupancy):
    years = np.arange(1995, 2040)
    found = let_share(opens, years, occupancy, fill)
    assert ((found >= 0) & (found <= occupancy + 1e-12)).all()
    assert (np.diff(found) >= -1e-9).all()
    np.testing.assert_allclose(found.sum(), occupancy * (2040 - opens - fill / 2), atol=1e-6)


@given(arrays(float, (2, 7), elements=money))
def test_cash_is_carried_and_never_negative(flows):
    cash, put_in = running_cash(flows)
    before = np.concatenate([np.zeros((2, 1)), cash[:, :-1]], axis=1)
    assert (cash >= 0).all()
    assert (put_in >= 0).all()
    assert (np.minimum(cash, put_in) == 0).all()
    np.testing.assert_allclose(cash, before + flows + put_in, atol=1e-2)


@pytest.mark.parametrize(
    ("call", "told"),
    [
        (lambda: phased_cost(-1, [1.0]), "total must not be negative"),
        (lambda: phased_cost(1, [0.5, -0.5]), "shares must not be negative"),
        (lambda: phased_cost(1, [0.0, 0.0]), "shares must not all be nought"),
        (lambda: phased_cost(1, 1.0), "periods"),
        (lambda: phased_cost([1, 2, 3], [[1.0], [1.0]]), "do not broadcast"),
        (lambda: open_share(np.nan, [2027]), "opens holds 1 NaN"),
        (lambda: open_share(2027, 2027), r"shape \[years\]"),
        (lambda: let_share(2027, [2027], 1.5), "occupancy must lie between 0 and 1"),
        (lambda: let_share(2027, [2027], 1, -1), "fill_years must not be negative"),
        (lambda: price_between(1, 2, -1), "position must not be negative"),
        (lambda: running_cash([np.inf]), "1 infinite"),
        (lambda: running_cash(3), "single number"),
    ],
)
def test_bad_input_is_refused(call, told):
    with pytest.raises(MethodError, match=told):
        call()
