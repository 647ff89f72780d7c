"""Input-output: multipliers of a national table at once, of a world table faster than pymrio."""

import time

import numpy as np
import pandas as pd
import pytest

from songi.methods.input_output import multipliers, technical_coefficients


def coefficients(size, seed=1):
    raw = np.random.Generator(np.random.Philox(seed)).random((size, size))
    return raw / (raw.sum(axis=0) * 2.0)


def test_384_sectors(benchmark):
    """All multipliers of the Bank of Korea's largest table: under 20 ms."""
    A, v = coefficients(384), np.random.Generator(np.random.Philox(2)).random((4, 384))
    benchmark(multipliers, A, v)
    assert benchmark.stats.stats.median < 0.02


def table(size):
    """Return a world of one region: flows, final demand, value added."""
    A = coefficients(size)
    demand = np.ones(size)
    output = np.linalg.solve(np.eye(size) - A, demand)
    flows = A * output
    return flows, demand, (output - flows.sum(axis=0))[None, :], output


def with_pymrio(pymrio, flows, demand, added):
    """Return what pymrio's user calls: all accounts of the system and of one extension."""
    sectors = [("world", f"s{k}") for k in range(len(demand))]
    index = pd.MultiIndex.from_tuples(sectors, names=["region", "sector"])
    final = pd.MultiIndex.from_tuples([("world", "final")], names=["region", "category"])
    accounts = {"name": "added", "F": pd.DataFrame(added, index=["added"], columns=index)}
    system = pymrio.IOSystem(
        Z=pd.DataFrame(flows, index=index, columns=index),
        Y=pd.DataFrame(demand[:, None], index=index, columns=final),
        added=accounts,
    )
    system.calc_all()
    return system.added.M.values


@pytest.mark.slow
@pytest.mark.parametrize("size", [1000, 9800])
def test_a_world_table_beside_pymrio(size, report):
    """From flows to multipliers: 9,800 sectors under 15 s, at least four times pymrio's."""
    pymrio = pytest.importorskip("pymrio")
    flows, demand, added, output = table(size)
    began = time.perf_counter()
    found = multipliers(technical_coefficients(flows, output), added / output)
    ours = time.perf_counter() - began
    began = time.perf_counter()
    theirs = with_pymrio(pymrio, flows, demand, added)
    their_time = time.perf_counter() - began
    report(f"{size}: songi {ours:.2f} s, pymrio {their_time:.2f} s, {their_time / ours:.1f} times")
    np.testing.assert_allclose(found, theirs, rtol=1e-9)
    assert ours < 15
    assert their_time > 4 * ours
