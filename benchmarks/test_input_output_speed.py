"""Input-output: multipliers of a national table at once, of a world table faster than pymrio."""

import os
import time

import numpy as np
import pandas as pd
import pytest
from scipy.linalg.lapack import dgetrf
from threadpoolctl import threadpool_limits

from songi.methods.input_output import factorised, multipliers, technical_coefficients


def coefficients(size, seed=1):
    """Return coefficients of sectors that buy 20 to 90 % of their output of each other."""
    stream = np.random.Generator(np.random.Philox(seed))
    raw = stream.random((size, size))
    return raw * (stream.uniform(0.2, 0.9, size) / raw.sum(axis=0))


def test_384_sectors(benchmark):
    """All multipliers of the Bank of Korea's largest table: under 20 ms."""
    A, v = coefficients(384), np.random.Generator(np.random.Philox(2)).random((4, 384))
    benchmark(multipliers, A, v)
    assert benchmark.stats.stats.median < 0.02


def table(size):
    """Return a world of one region: flows, final demand, value added, output."""
    A = coefficients(size)
    output = np.random.Generator(np.random.Philox(3)).uniform(1.0, 2.0, size)
    flows = A * output
    return flows, output - flows.sum(axis=1), (output - flows.sum(axis=0))[None, :], output


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
    """From flows to multipliers: 9,800 sectors under 15 s, at least four times pymrio's.

    Both may use every core, as in a notebook; pymrio's user calls `calc_all`, which also makes the
    inverse and the footprints.
    """
    pymrio = pytest.importorskip("pymrio")
    flows, demand, added, output = table(size)
    runs = 5 if size < 5000 else 1
    with threadpool_limits(os.cpu_count()):
        found, ours = timed(
            lambda: multipliers(technical_coefficients(flows, output), added / output), runs
        )
        theirs, their_time = timed(lambda: with_pymrio(pymrio, flows, demand, added), min(runs, 2))
    report(f"{size}: songi {ours:.2f} s, pymrio {their_time:.2f} s, {their_time / ours:.1f} times")
    np.testing.assert_allclose(found, theirs, rtol=1e-9)
    assert ours < 15
    assert their_time > 4 * ours


@pytest.mark.slow
def test_factors_of_a_world_table(report):
    """9,800 sectors factored, as many questions need, beside the bare call of LAPACK; all cores."""
    A = coefficients(9800)
    with threadpool_limits(os.cpu_count()):
        found, ours = timed(lambda: factorised(A).multiplied(1.0 - A.sum(axis=0)), 1)
        bare = np.asfortranarray(np.eye(9800) - A)
        _, floor = timed(lambda: dgetrf(bare, overwrite_a=True), 1)
    report(f"9800: factors and one multiplier {ours:.2f} s, of it LAPACK's getrf {floor:.2f} s")
    # All that is added in the chain of a unit of demand is that unit.
    np.testing.assert_allclose(found, 1.0, rtol=1e-9)
    assert ours < 1.5 * floor + 2


def timed(function, runs):
    """Return what a function gives and its least time."""
    times = []
    for _ in range(runs):
        began = time.perf_counter()
        found = function()
        times.append(time.perf_counter() - began)
    return found, min(times)
