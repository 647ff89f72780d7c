"""The compiled steps, called as plain Python where that is what is asked of them."""

import numpy as np
import pytest
from scipy.special import comb

from songi.methods.cash_flow import kernel


def plain(function):
    return getattr(function, "py_func", function)


def test_a_polynomial_has_its_values_in_bernstein_form():
    flow = np.array([1.0, -3.0, 2.0])
    into, steps = np.empty(3), np.arange(3)
    kernel.bernstein(flow, False, flow.sum(), comb(steps[:, None], steps[None, :]), into)
    # 1 - 3x + 2x² in the basis (1-x)², 2x(1-x), x².
    assert into.tolist() == pytest.approx([1.0, -0.5, 0.0])


def test_halving_keeps_the_values_at_the_ends():
    right, left = np.array([1.0, -0.5, 0.0]), np.empty(3)
    plain(kernel.halve)(right, left)
    assert left.tolist() == pytest.approx([1.0, 0.25, 0.0])
    assert right.tolist() == pytest.approx([0.0, -0.25, 0.0])


def test_compiled_and_plain_are_the_same():
    generator = np.random.default_rng(5)
    for _ in range(20):
        flow = np.sort(generator.normal(size=9))
        rate = kernel.single_root(flow, flow.sum())
        assert rate == pytest.approx(plain(kernel.single_root)(flow, flow.sum()), rel=1e-12)


def test_roots_beyond_the_room_are_counted_and_left_out():
    found = np.full(1, np.nan)
    assert plain(kernel.keep)(0.5, found, 0) == 1
    assert plain(kernel.keep)(0.7, found, 1) == 2
    assert found.tolist() == [0.5]
