"""The power series of large tables beside the factorisation."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from methods.input_output.tables import coefficients
from songi.errors import MethodError
from songi.methods.input_output import factorised, multipliers, series, total_output


@pytest.fixture
def tried_early(monkeypatch):
    """Let small tables be summed up too."""
    monkeypatch.setattr(series, "SMALLEST", 2)
    monkeypatch.setattr(series, "SECTORS_A_ROUND", 0.01)


def table(size=300, largest=0.9, seed=4):
    stream = np.random.default_rng(seed)
    raw = stream.random((size, size))
    return raw * (stream.uniform(0.1, largest, size) / raw.sum(axis=0)), stream.random((3, size))


@pytest.mark.parametrize("order", ["C", "F"])
def test_it_finds_what_the_factors_find(tried_early, order):
    A, v = table()
    A = np.asarray(A, order=order)
    inverse = factorised(A)
    for of, values, due in (
        ("sellers", v, inverse.multiplied(v)),
        ("sellers", v[0], inverse.multiplied(v[0])),
        ("buyers", v.T, inverse.output(v.T)),
        ("buyers", v[0], inverse.output(v[0])),
    ):
        np.testing.assert_allclose(series.by_series(A, values, of), due, rtol=1e-12)


@settings(max_examples=25, deadline=None)
@given(coefficients(), st.sampled_from(["buyers", "sellers"]))
def test_its_error_is_no_more_than_promised(A, of):
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(series, "SMALLEST", 1)
        patched.setattr(series, "SECTORS_A_ROUND", 1e-4)
        f = np.arange(1.0, A.shape[0] + 1)
        found = series.by_series(A, f, of)
        inverse = factorised(A)
        due = inverse.output(f) if of == "buyers" else inverse.multiplied(f)
        assert found is not None
        assert np.abs(found - due).max() <= 1e-11 * np.abs(due).max()


def test_a_large_table_needs_no_factors(monkeypatch):
    monkeypatch.setattr(series, "SMALLEST", 200)
    monkeypatch.setattr(series, "SECTORS_A_ROUND", 2)
    A, v = table()
    due = factorised(A).multiplied(v), factorised(A).output(v[0])

    def refuse(matrix):
        raise AssertionError(matrix)

    monkeypatch.setattr("songi.methods.input_output.leontief.factorised", refuse)
    np.testing.assert_allclose(multipliers(A, v), due[0], rtol=1e-12)
    np.testing.assert_allclose(total_output(A, v[0]), due[1], rtol=1e-12)


def test_what_it_cannot_prove_is_left_to_the_factors(tried_early, monkeypatch):
    A, v = table()
    used_up = A.copy()
    used_up[:, 3] *= 1.2 / used_up[:, 3].sum()
    assert series.by_series(used_up, v, "sellers") is None
    np.testing.assert_allclose(
        multipliers(used_up, v), factorised(used_up).multiplied(v), rtol=1e-12
    )
    assert series.by_series(A, np.ones((17, 300)), "sellers") is None
    assert series.by_series(A, np.ones(7), "buyers") is None
    monkeypatch.setattr(series, "SECTORS_A_ROUND", 300)
    assert series.by_series(A, v, "sellers") is None
    singular = np.zeros((300, 300))
    np.fill_diagonal(singular, 1.0)
    with pytest.raises(MethodError, match="singular"):
        multipliers(singular, v)
    with pytest.raises(MethodError, match="one value for each"):
        multipliers(A, np.ones(7))
