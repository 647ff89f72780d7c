"""Flegg's quotients against a worked case, and what must hold of any place."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from methods.input_output.tables import case
from songi.errors import MethodError
from songi.methods.input_output import (
    augmented_flegg_quotients,
    flegg_quotients,
    location_quotients,
    output_by_group,
    output_multipliers,
    regional_coefficients,
    regional_output,
)


def test_three_sectors_worked_through():
    told = case("flq_three_sector")
    given_, expected = told["inputs"], told["expected"]
    here, there = given_["regional_emp"], given_["national_emp"]
    np.testing.assert_allclose(location_quotients(here, there), expected["SLQ"], atol=1e-12)
    found = flegg_quotients(here, there, given_["delta"])
    np.testing.assert_allclose(found, expected["FLQ"], atol=1e-12)
    regional = regional_coefficients(given_["A_national"], found)
    np.testing.assert_allclose(regional, expected["A_regional"], atol=1e-12)
    np.testing.assert_allclose(
        output_multipliers(regional), expected["output_multipliers_regional"], atol=1e-12
    )


def test_a_place_with_all_of_the_nation_is_the_nation():
    sizes = [5.0, 3.0, 2.0]
    np.testing.assert_allclose(flegg_quotients(sizes, sizes, 0.3), 1.0)
    np.testing.assert_allclose(augmented_flegg_quotients(sizes, sizes, 0.3), 1.0)


@settings(max_examples=30, deadline=None)
@given(
    st.lists(st.floats(0.01, 1), min_size=3, max_size=3),
    st.floats(0, 0.5),
    st.floats(0, 0.5),
)
def test_a_larger_exponent_never_raises_what_is_bought_in_the_place(part, one, two):
    there = np.array([50.0, 30.0, 20.0])
    here = there * part
    low, high = sorted((one, two))
    small = flegg_quotients(here, there, high)
    assert (small <= flegg_quotients(here, there, low) + 1e-12).all()
    assert (augmented_flegg_quotients(here, there, low) >= flegg_quotients(here, there, low)
            - 1e-12).all()  # fmt: skip


def test_draws_are_solved_one_by_one():
    A = np.array([[0.1, 0.2], [0.3, 0.1]])
    many = regional_coefficients(A, flegg_quotients([[1.0, 2.0]] * 3, [10.0, 8.0], [0.1, 0.2, 0.4]))
    found = regional_output(many, np.broadcast_to(np.eye(2), (3, 2, 2)))
    for k in range(3):
        np.testing.assert_allclose(found[k].sum(axis=0), output_multipliers(many[k]))
    grouped = output_by_group(found, ["near", "far"], ["near", "far", "none"])
    np.testing.assert_allclose(grouped.sum(axis=1), found.sum(axis=1))
    assert (grouped[:, 2] == 0).all()


def test_bad_input_is_refused():
    for delta in (-0.1, 1.1):
        with pytest.raises(MethodError, match="between 0 and 1"):
            flegg_quotients([1.0], [2.0], delta)
    with pytest.raises(MethodError, match="larger than the nation"):
        flegg_quotients([3.0], [2.0], 0.2)
    with pytest.raises(MethodError, match="must be positive"):
        location_quotients([1.0, 0.0], [2.0, 0.0])
    with pytest.raises(MethodError, match="must have something"):
        location_quotients([0.0], [2.0])
    with pytest.raises(MethodError, match="must not be negative"):
        regional_coefficients([[0.1]], [[-1.0]])
    with pytest.raises(MethodError, match="holds away"):
        output_by_group([[1.0]], ["away"], ["near"])
    with pytest.raises(MethodError, match="regular"):
        regional_output([[1.0]], [[1.0]])
