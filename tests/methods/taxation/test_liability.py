"""Tax year by year: by hand, and identities that hold for all."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from songi.errors import MethodError
from songi.methods.taxation.liability import (
    after_losses,
    bracket_tax,
    even_after,
    relief_by_year,
    used_credits,
)

FLOWS = arrays(float, (3, 8), elements=st.floats(-100, 100))
AMOUNTS = arrays(float, (3, 8), elements=st.floats(0, 100))

EDGES, RATES = [0, 2e8, 2e10, 3e11], [0.09, 0.19, 0.21, 0.24]
"""Korea's corporate income tax of 2023 to 2025."""


def test_brackets_of_the_corporate_income_tax():
    """By the statute: 18m up to 200m, then 19 %; 3.78bn up to 20bn, then 21 %."""
    owed = bracket_tax([-5e8, 2e8, 1e9, 2e10, 1e11], EDGES, RATES)
    assert owed.tolist() == pytest.approx([0, 1.8e7, 1.7e8, 3.78e9, 2.058e10])


def test_losses_are_carried_forward():
    assert after_losses([-10.0, 4.0, 9.0, -1.0, 5.0]).tolist() == [0, 0, 3, 0, 4]


@given(FLOWS)
def test_no_more_is_taxed_than_is_earned(flow):
    taxed = after_losses(flow)
    assert (taxed >= 0).all()
    assert (taxed <= np.maximum(flow, 0) + 1e-9).all()
    assert (taxed.sum(axis=-1) >= flow.sum(axis=-1) - 1e-9).all()


def test_the_oldest_credit_is_used_first_and_lapses():
    """10 of year nought can be used to year two; 3, 3 and 3 are, and 1 lapses."""
    used = used_credits([10.0, 0, 2.0, 0, 0], [3.0, 3, 3, 3, 3], 2)
    assert used.tolist() == [3, 3, 3, 2, 0]
    assert used_credits([10.0, 0], [3.0, 20], 0).tolist() == [3, 0]


@given(AMOUNTS, AMOUNTS, st.integers(0, 10))
def test_credits_keep_to_their_room_and_to_what_was_earned(earned, room, carry):
    used = used_credits(earned, room, carry)
    assert (used <= room + 1e-9).all()
    assert (np.cumsum(used, axis=-1) <= np.cumsum(earned, axis=-1) + 1e-9).all()
    assert (used_credits(earned, room, carry + 1).sum(axis=-1) >= used.sum(axis=-1) - 1e-9).all()


def test_relief_begins_with_the_first_tax():
    """Five years in full and two by half; here one and one, from the first year of tax."""
    tax = [0.0, 0, 10, 10, 10]
    assert relief_by_year(tax, 1.0, 1.0, 0.5, 1.0).tolist() == [0, 0, 10, 5, 0]
    assert relief_by_year(tax, 1.0, 2.0, cap=12.0).tolist() == [0, 0, 10, 2, 0]
    assert relief_by_year(tax, 1.0, 1.5).tolist() == [0, 0, 10, 5, 0]


@given(AMOUNTS, st.floats(0, 1), st.floats(0, 9), st.floats(0, 200))
def test_no_more_is_forgiven_than_is_due(tax, rate, years, cap):
    relief = relief_by_year(tax, rate, years, 0.5, 2.0, cap)
    assert (relief >= -1e-9).all()
    assert (relief <= tax + 1e-9).all()
    assert (relief.sum(axis=-1) <= cap + 1e-9).all()


def test_when_a_city_is_even():
    assert even_after([0.0, 10, 25, 31], [[10.0, 10, 10]] * 4, 0.0).tolist()[:3] == [0, 1, 3]
    assert np.isnan(even_after(31.0, [10.0, 10, 10], 0.0))
    assert even_after(10.0, [10.5, 10], 0.1) == 2


@pytest.mark.parametrize(
    ("call", "said"),
    [
        (lambda: bracket_tax([1.0], [1.0], [0.1]), "rise from nought"),
        (lambda: bracket_tax([1.0], [0.0, 5, 5], [0.1, 0.2, 0.3]), "rise from nought"),
        (lambda: bracket_tax([1.0], [0.0], [1.1]), "rates must lie"),
        (lambda: bracket_tax([1.0], [0.0], [0.1, 0.2]), "brackets"),
        (lambda: after_losses(3.0), "years"),
        (lambda: used_credits([-1.0], [1.0], 3), "earned must not"),
        (lambda: used_credits([1.0], [-1.0], 3), "room must not"),
        (lambda: used_credits([1.0], [1.0], -3), "carry_years must not"),
        (lambda: relief_by_year([1.0], 1.2, 3), "rate must lie"),
        (lambda: relief_by_year([1.0], 1.0, -3), "years must not"),
        (lambda: even_after(1.0, [1.0], -1), "rate must be above"),
        (lambda: after_losses([np.nan]), "NaN"),
    ],
)
def test_bad_input_is_refused(call, said):
    with pytest.raises(MethodError, match=said):
        call()
