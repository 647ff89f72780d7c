"""The command line on Goyang's study, 10,000 draws: how long, how much memory.

Each call is a process of its own, as a user starts it, on a copy of the study.
"""

import shutil
import subprocess
import sys
import time
from pathlib import Path

import pytest

STUDY = Path(__file__).parent.parent / "studies" / "goyang"

COLD_SECONDS, AGAIN_SECONDS, HELP_SECONDS = 40.0, 5.0, 0.5
PEAK_BYTES = 2e9

SONGI = Path(sys.executable).with_name("songi")

MEASURED = """
import resource, subprocess, sys
done = subprocess.run(sys.argv[1:], stdout=subprocess.DEVNULL)
print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss * 1024)
sys.exit(done.returncode)
"""


def measured(*words):
    """Return seconds and peak bytes of the largest process of a call."""
    began = time.perf_counter()
    done = subprocess.run(
        [sys.executable, "-c", MEASURED, SONGI, *words], capture_output=True, text=True, check=True
    )
    return time.perf_counter() - began, float(done.stdout)


@pytest.fixture(scope="module")
def study(tmp_path_factory):
    if not (STUDY / "study.toml").is_file():
        pytest.skip("studies/goyang is not here")
    copy = tmp_path_factory.mktemp("speed") / "goyang"
    shutil.copytree(STUDY, copy, ignore=shutil.ignore_patterns("results", "reports"))
    return copy


@pytest.mark.slow
def test_a_run_of_goyang_cold_and_again(study, report):
    cold, peak = measured("run", study, "--draws", "10000")
    report(f"cold run: {cold:.1f} s (at most {COLD_SECONDS:.0f})")
    report(f"peak: {peak / 1e9:.2f} GB (at most {PEAK_BYTES / 1e9:.1f})")
    again = min(measured("run", study, "--draws", "10000")[0] for _ in range(3))
    report(f"unchanged again: {again:.1f} s (at most {AGAIN_SECONDS:.0f})")
    assert cold < COLD_SECONDS
    assert again < AGAIN_SECONDS
    assert peak < PEAK_BYTES


@pytest.mark.slow
def test_help_is_instant(report):
    times = []
    for _ in range(5):
        began = time.perf_counter()
        subprocess.run([SONGI, "--help"], stdout=subprocess.DEVNULL, check=True)
        times.append(time.perf_counter() - began)
    report(f"songi --help: {min(times):.2f} s (at most {HELP_SECONDS})")
    assert min(times) < HELP_SECONDS
