"""The open model against a textbook, the bank's own coefficients, and identities."""

import numpy as np
import pytest
from hypothesis import given, settings

from methods.input_output.tables import bank_table, case, coefficients
from songi.errors import MethodError
from songi.methods.input_output import (
    factorised,
    multipliers,
    output_multipliers,
    technical_coefficients,
    total_output,
)


def test_miller_and_blair_chapter_two():
    told = case("mb2009_two_sector_open")
    given_, expected = told["inputs"], told["expected"]
    A = technical_coefficients(given_["Z"], given_["x"])
    np.testing.assert_allclose(A, expected["A"], atol=1e-12)
    np.testing.assert_allclose(total_output(A, given_["f"]), given_["x"], rtol=1e-12)
    np.testing.assert_allclose(total_output(A, given_["f_new"]), expected["x_new"], atol=0.05)
    simple = expected["output_multipliers_simple"]
    np.testing.assert_allclose(output_multipliers(A), simple, atol=5e-4)
    inverse = factorised(A)
    columns = np.stack([inverse.column(k) for k in range(2)], axis=1)
    np.testing.assert_allclose(columns, expected["L"], atol=1e-6)


def test_the_banks_own_inducement_coefficients():
    """82 products, 2010: within 1e-12 of what the bank prints in its workbook."""
    told = case("bok2010_82_published_inverse")["expected"]
    domestic, imports, added, output = bank_table()
    A = technical_coefficients(domestic, output)
    found = multipliers(A, np.stack([np.ones(82), added / output, imports / output]))
    at = told["index0"]
    np.testing.assert_allclose(found[0, at], told["production_inducement"], atol=1e-12)
    np.testing.assert_allclose(found[1, at], told["value_added_inducement"], atol=1e-12)
    np.testing.assert_allclose(found[2, at], told["import_inducement"], atol=1e-12)
    np.testing.assert_allclose(found[0], told["all82_production"], atol=1e-12)
    parts = found[1] + found[2]
    assert parts.min() > 0.9999
    assert parts.max() < 1.0195


@settings(max_examples=30, deadline=None)
@given(coefficients())
def test_output_is_what_sectors_and_final_demand_use(A):
    f = np.arange(1.0, A.shape[0] + 1)
    x = total_output(A, f)
    np.testing.assert_allclose(A @ x + f, x, rtol=1e-9)
    assert (output_multipliers(A) >= 1 - 1e-12).all()
    # What is added in the value chain of a unit of demand is that unit.
    np.testing.assert_allclose(multipliers(A, 1 - A.sum(axis=0)), 1.0, rtol=1e-9)


def test_what_cannot_be_solved_is_refused():
    with pytest.raises(MethodError, match="singular"):
        factorised([[0.5, 0.5], [0.5, 0.5]])
    with pytest.raises(MethodError, match="must be"):
        factorised([[0.5, 0.5]])
    with pytest.raises(MethodError, match="negative"):
        technical_coefficients([[1.0]], [-1.0])
    with pytest.raises(MethodError, match="nought where Z has inputs"):
        technical_coefficients([[1.0]], [0.0])
    with pytest.raises(MethodError, match="1 NaN"):
        total_output([[float("nan")]], [1.0])
    with pytest.raises(MethodError, match="each of 1 sectors"):
        total_output([[0.1]], [1.0, 2.0])
    with pytest.raises(MethodError, match="counted from 0"):
        factorised([[0.1]]).column(3)
