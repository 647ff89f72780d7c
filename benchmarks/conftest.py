"""BLAS on one thread, as in a run of songi; set before NumPy is loaded."""

import os
import time

import pytest

for variable in ("OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "OMP_NUM_THREADS"):
    os.environ[variable] = "1"


@pytest.fixture
def best_seconds():
    """Least wall time of several runs: what the code needs when nothing else disturbs it."""

    def measure(function, runs=5):
        function()
        times = []
        for _ in range(runs):
            start = time.perf_counter()
            function()
            times.append(time.perf_counter() - start)
        return min(times)

    return measure


@pytest.fixture
def report(capsys):
    """Print a line past pytest's capture, so that the measured ratio is always seen."""

    def say(line):
        with capsys.disabled():
            print(f"\n  {line}", end="")

    return say
