"""Dispersion, extraction and exogenous output: the bank's figures, and the long way round."""

import numpy as np
import pytest
from hypothesis import given, settings

from methods.input_output.tables import bank_table, case, coefficients
from songi.errors import MethodError
from songi.methods.input_output import (
    dispersion,
    exogenous_output,
    extraction,
    factorised,
    output_multipliers,
    technical_coefficients,
    total_output,
    with_households,
)


def test_the_banks_power_and_sensitivity():
    told = case("bok2010_82_published_inverse")["expected"]
    domestic, _, _, output = bank_table()
    found = dispersion(factorised(technical_coefficients(domestic, output)))
    at = told["index0"]
    np.testing.assert_allclose(found.power[at], told["power_of_dispersion_영향력"], atol=1e-12)
    np.testing.assert_allclose(found.sensitivity[at], told["sensitivity_감응도"], atol=1e-12)


def test_extraction_of_pharmaceuticals():
    told = case("hem_bok2010_pharma")
    k, expected = told["inputs"]["sector_index0"], told["expected"]
    domestic, _, _, x = bank_table()
    inverse = factorised(technical_coefficients(domestic, x))
    f = x - domestic.sum(axis=1)
    whole = extraction(inverse, x, f, k)
    assert whole.total == pytest.approx(expected["complete_extraction_loss_total"], rel=1e-9)
    assert whole.others == pytest.approx(expected["loss_other_sectors"], rel=1e-9)
    back = extraction(inverse, x, f, k, "backward").total
    assert back == pytest.approx(expected["backward_extraction_loss_total(col k=0)"], rel=1e-9)
    forward = extraction(inverse, x, f, k, "forward").total
    assert forward == pytest.approx(expected["forward_extraction_loss_total(row k=0)"], rel=1e-9)


@settings(max_examples=30, deadline=None)
@given(coefficients())
def test_extraction_is_what_solving_again_gives(A):
    f = np.ones(A.shape[0])
    x, inverse = total_output(A, f), factorised(A)
    without, demand = A.copy(), f.copy()
    without[0], without[:, 0], demand[0] = 0, 0, 0
    lost = extraction(inverse, x, f, 0)
    np.testing.assert_allclose(lost.output, x - total_output(without, demand), atol=1e-8)
    no_purchases, no_sales = A.copy(), A.copy()
    no_purchases[:, 0], no_sales[0] = 0, 0
    back = extraction(inverse, x, f, 0, "backward").output
    np.testing.assert_allclose(back, x - total_output(no_purchases, f), atol=1e-8)
    forward = extraction(inverse, x, f, 0, "forward").output
    np.testing.assert_allclose(forward, x - total_output(no_sales, f), atol=1e-8)


@settings(max_examples=30, deadline=None)
@given(coefficients())
def test_an_exogenous_sector_counts_its_own_output_once(A):
    found = exogenous_output(factorised(A), 0)
    assert found[0] == pytest.approx(1.0)
    others = total_output(A[1:, 1:], A[1:, 0])
    np.testing.assert_allclose(found[1:], others, atol=1e-9)


@settings(max_examples=30, deadline=None)
@given(coefficients())
def test_both_dispersions_have_the_mean_one_and_households_only_add(A):
    found = dispersion(factorised(A))
    assert found.power.mean() == pytest.approx(1.0)
    assert found.sensitivity.mean() == pytest.approx(1.0)
    wages = 0.5 * (1 - A.sum(axis=0))
    closed = with_households(A, wages, np.full(A.shape[0], 0.5 / A.shape[0]))
    type_two = factorised(closed).multiplied(np.append(np.ones(A.shape[0]), 0))[:-1]
    assert (type_two >= output_multipliers(A) - 1e-9).all()


def test_bad_input_is_refused():
    inverse = factorised([[0.1]])
    with pytest.raises(MethodError, match="links is 'sideways'"):
        extraction(inverse, [1.0], [0.5], 0, "sideways")  # type: ignore[arg-type]
    with pytest.raises(MethodError, match="x and f must be"):
        extraction(inverse, [1.0, 2.0], [0.5], 0)
    with pytest.raises(MethodError, match="at most 1"):
        with_households([[0.1]], [0.5], [1.5])
    with pytest.raises(MethodError, match="wages must not be negative"):
        with_households([[0.1]], [-0.5], [0.5])
