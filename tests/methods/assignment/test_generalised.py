import json
from itertools import product
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from songi.errors import MethodError
from songi.methods.assignment import generalised_assignment

ROOT = Path(__file__).parents[3]
COPIED = ROOT / "tests" / "cases" / "sim"
SHARED = ROOT.parent / "shared" / "cases" / "sim"


def outside_case(folder, name):
    path = folder / f"{name}.json"
    if not path.is_file():
        pytest.skip(f"{name} of the OR-Library is not beside the repository")
    return json.loads(path.read_text(encoding="utf-8"))


@pytest.mark.parametrize(
    ("folder", "name"),
    [
        (COPIED, "gap_c0515_1_max"),
        (SHARED, "gap_a05100_min"),
        (SHARED, "gap_b05100_min"),
        (SHARED, "gap_c05100_min"),
    ],
)
def test_optima_of_the_or_library(folder, name):
    """Beasley's OR-Library; optima as in AssignmentProblems.jl."""
    case = outside_case(folder, name)
    found = generalised_assignment(
        case["cost"], case["resource"], case["capacity"], sense=case["sense"].lower()
    )
    assert found.value == case["published_optimum"]
    assert found.status == "optimal"
    assert found.bound == pytest.approx(found.value, rel=1e-6)
    cost, resource = np.array(case["cost"]), np.array(case["resource"])
    jobs = np.arange(case["jobs"])
    assert cost[found.agent, jobs].sum() == found.value
    spent = np.bincount(found.agent, resource[found.agent, jobs], minlength=case["agents"])
    assert (spent == found.use).all()
    assert (spent <= case["capacity"]).all()


@settings(max_examples=15)
@given(seed=st.integers(0, 2**32 - 1), sense=st.sampled_from(["min", "max"]))
def test_equals_the_best_of_all_assignments(seed, sense):
    generator = np.random.default_rng(seed)
    cost, resource = generator.integers(-3, 9, (2, 3, 4))
    resource = np.abs(resource)
    capacity = generator.integers(1, 14, 3)
    jobs = np.arange(4)
    possible = [
        cost[agents, jobs].sum()
        for agents in map(list, product(range(3), repeat=4))
        if (np.bincount(agents, resource[agents, jobs], minlength=3) <= capacity).all()
    ]
    found = generalised_assignment(cost, resource, capacity, sense=sense)
    if not possible:
        assert found.status == "infeasible"
        assert (found.agent == -1).all()
        return
    assert found.value == (min if sense == "min" else max)(possible)
    assert found.gap == 0


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"cost": [[1.0, 2.0]]}, r"they have \[1, 2\] and \[2, 2\]"),
        ({"cost": [[1.0, np.nan], [1.0, 1.0]]}, r"cost holds 1 NaN and 0 infinite values of 4"),
        ({"resource": [[1.0, -2.0], [1.0, 1.0]]}, r"resource must not be negative: 1 wrong"),
        ({"capacity": [1.0]}, "capacity must hold one value for each of 2 agents"),
        ({"capacity": [1.0, -1.0]}, r"capacity must not be negative: 1 wrong, at \[1\]"),
        ({"sense": "most"}, "sense is 'most'; it must be one of min, max"),
    ],
)
def test_bad_input_is_refused(change, told):
    arguments = {"cost": np.ones((2, 2)), "resource": np.ones((2, 2)), "capacity": [2.0, 2.0]}
    with pytest.raises(MethodError, match=told):
        generalised_assignment(**{**arguments, **change})
