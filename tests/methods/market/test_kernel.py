"""The compiled market against its slow twin; what is compiled is compiled once for all shapes."""

import numpy as np
import pytest
from hypothesis import given, settings

from methods.market.markets import SEEDS, SlowDraw, market
from songi.methods.market import kernel, simulate_market


@settings(max_examples=60, deadline=None)
@given(seed=SEEDS)
def test_the_kernel_equals_its_slow_twin(seed):
    sale, people, around, uniforms = market(seed)
    paths = simulate_market(sale, people, around, uniforms)
    for d, luck in enumerate(uniforms):
        for got, expected in zip(paths, SlowDraw(sale, people, around, luck, d).run(), strict=True):
            np.testing.assert_allclose(got[d], expected, rtol=1e-12, atol=1e-9)


@settings(max_examples=20, deadline=None)
@given(seed=SEEDS)
def test_a_draw_is_the_same_alone_and_among_others(seed):
    sale, people, around, uniforms = market(seed, draws=5)
    together = simulate_market(sale, people, around, uniforms)

    def cut(owner, part, axes):
        """Take from an owner's arrays that have draws the draws of a part."""
        values = {}
        for name in owner.__slots__:
            array = np.asarray(getattr(owner, name))
            values[name] = array[part] if array.ndim > axes.get(name, 1) else array
        return type(owner)(**values)

    around_axes = dict.fromkeys(around.__slots__, 0) | {"rival_price": 1, "rival_unsold_m2": 2}
    parts = [slice(0, 2), slice(2, 5)]
    apart = [
        simulate_market(
            cut(sale, part, {"released_m2": 2, "readiness": 2}),
            cut(people, part, {"eligible": 2}),
            cut(around, part, around_axes),
            uniforms[part],
        )
        for part in parts
    ]
    for name in together._fields:
        joined = np.concatenate([getattr(paths, name) for paths in apart])
        assert np.array_equal(getattr(together, name), joined)


def test_one_compiled_version_serves_all():
    for draws, n in ((1, 1), (4, 9)):
        sale, people, around, uniforms = market(1, draws=draws, n=n)
        simulate_market(sale, people, around, uniforms)
        simulate_market(sale, people, type(around)(2.0, 1.0, 1.0, 3e6), uniforms)
    assert len(kernel.run_draws.signatures) == 1


@pytest.mark.parametrize("draws", [1, 7])
def test_runs_give_equal_bytes(draws):
    first, second = (simulate_market(*market(3, draws=draws)) for _ in range(2))
    assert all(a.tobytes() == b.tobytes() for a, b in zip(first, second, strict=True))
