"""K-density with its envelopes, and complexity beside ecomplexity, at the size of a country.

20,000 plants on 40,000 sites of 100 km by 100 km, a tenth of them in clusters; 1,000 scatters.
3,000 regions by 1,000 industries, made up so that few regions have the complex industries; the
reference runs once, on the same table.
"""

import time
import warnings

import numpy as np
import pandas as pd
import pytest

from songi.methods.complexity import complexity, revealed_advantage
from songi.methods.envelopes import k_density_envelopes
from songi.methods.point_patterns import k_density

PLANTS, SITES, SCATTERS, SECONDS = 20_000, 40_000, 1_000, 20.0
REGIONS, INDUSTRIES, COMPLEX_SECONDS, TIMES = 3_000, 1_000, 1.0, 20.0


@pytest.fixture(scope="module")
def plants():
    generator = np.random.default_rng(20240627)
    sites = generator.uniform(0, 100e3, (SITES, 2))
    centres = generator.integers(8_000, SITES, 8_000)
    sites[:8_000] = sites[centres] + generator.normal(0, 1_500, (8_000, 2))
    chosen = np.zeros(SITES, dtype=bool)
    chosen[:4_000] = True
    chosen[generator.choice(np.arange(4_000, SITES), PLANTS - 4_000, replace=False)] = True
    return sites, chosen


def test_a_thousand_scatters_of_twenty_thousand_plants(plants, report):
    sites, chosen = plants
    wanted = np.linspace(0, 50e3, 101)
    start = time.process_time()
    found = k_density_envelopes(
        sites, chosen, wanted, np.random.default_rng(1), simulations=SCATTERS
    )
    seconds = time.process_time() - start
    start = time.process_time()
    exact = k_density(sites[chosen], wanted, bandwidth_m=found.bandwidth_m).density
    pairs = time.process_time() - start
    apart = np.abs(found.density - exact).max() / exact.max()
    report(
        f"{SCATTERS:,} scatters of {PLANTS:,}: {seconds:.1f} s CPU; exactly {pairs:.1f} s; "
        f"grid and exact part by {apart:.1e} of the peak"
    )
    assert apart < 1e-3
    assert seconds < SECONDS


def test_complexity_beside_ecomplexity(best_seconds, report):
    reference = pytest.importorskip("ecomplexity")
    generator = np.random.default_rng(5)
    able, hard = (np.sort(generator.uniform(0, 1, n)) for n in (REGIONS, INDUSTRIES))
    values = generator.lognormal(0, 1.2, (REGIONS, INDUSTRIES)) * np.exp(3 * np.outer(able, hard))
    values *= generator.uniform(size=values.shape) < 0.9
    present = (revealed_advantage(values) >= 1).astype(float)
    seconds = best_seconds(lambda: complexity(present), runs=3)
    frame = pd.DataFrame(
        {"t": 1, "r": np.repeat(np.arange(REGIONS), INDUSTRIES),
         "i": np.tile(np.arange(INDUSTRIES), REGIONS), "v": values.ravel()}
    )  # fmt: skip
    columns = {"time": "t", "loc": "r", "prod": "i", "val": "v"}
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        start = time.perf_counter()
        told = reference.ecomplexity(frame, columns, check_logsupermodularity=False, verbose=False)
        theirs = time.perf_counter() - start
    eci = told.sort_values(["r", "i"])["eci"].to_numpy().reshape(REGIONS, INDUSTRIES)[:, 0]
    apart = np.abs(eci - complexity(present).regions).max()
    report(f"complexity {seconds:.2f} s, ecomplexity {theirs:.1f} s: {theirs / seconds:.0f} times")
    assert apart < 1e-9
    assert seconds < COMPLEX_SECONDS
    assert theirs / seconds > TIMES
