import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.optimize import Bounds, LinearConstraint, milp

from methods.assignment.test_programme import knapsack
from songi.errors import MethodError
from songi.methods.assignment.solver import Effort, relative_gap, solve


@settings(max_examples=10)
@given(seed=st.integers(0, 10**6), sense=st.sampled_from(["min", "max"]))
def test_equals_another_solver(seed, sense):
    model = knapsack(seed, items=12, bags=4, sense=sense)
    arrays = model.matrices
    sign = -1 if sense == "max" else 1
    exact = milp(
        sign * arrays.c,
        constraints=LinearConstraint(arrays.A.toarray(), -np.inf, arrays.b),
        integrality=np.ones(12),
        bounds=Bounds(0, 1),
        options={"mip_rel_gap": 0},
    )
    found = solve(model, Effort(relative_gap=0.0))
    assert found.status == "optimal"
    assert found.objective == pytest.approx(sign * exact.fun)
    assert found.bound == pytest.approx(found.objective, rel=1e-5)
    assert set(found.values.tolist()) <= {0.0, 1.0}


def test_stops_at_the_gap_and_says_what_is_proven():
    model = knapsack(3, items=25, bags=5)
    best = solve(model, Effort(relative_gap=0.0))
    rough = solve(model, Effort(relative_gap=0.2))
    assert rough.status in {"within_gap", "optimal"}
    assert rough.gap <= 0.2
    assert rough.objective <= best.objective <= rough.bound * (1 + 1e-9)
    assert rough.gap == pytest.approx(relative_gap(rough.objective, rough.bound))


def test_work_used_up_before_the_gap_is_reached():
    model = knapsack(3, items=25, bags=5)
    found = solve(model, Effort(relative_gap=0.0, nodes=1))
    assert found.status == "work_limit"
    assert found.gap > 0
    nothing = solve(model, Effort(relative_gap=0.0, iterations=1, nodes=1))
    assert nothing.status in {"work_limit", "nothing_found"}
    assert nothing.bound >= found.objective


def test_the_seed_is_the_solvers_and_the_same_seed_gives_the_same():
    model = knapsack(5, items=25, bags=5)
    once, again = (solve(model, Effort(relative_gap=0.05, seed=4)) for _ in range(2))
    np.testing.assert_array_equal(once.values, again.values)
    assert (once.bound, once.nodes, once.iterations) == (again.bound, again.nodes, again.iterations)


def test_infeasible_by_the_relaxation_or_only_in_whole_numbers():
    model = knapsack(7)
    model.add_constraints(model.variables["taken"].sum(), ">=", 9.0)
    assert solve(model, Effort()).status == "infeasible"
    model = knapsack(7)
    taken = model.variables["taken"]
    model.add_constraints(2 * taken.isel(item=[0, 1]).sum(), "=", 1.0)
    found = solve(model, Effort())
    assert (found.status, found.values) == ("infeasible", None)
    assert np.isnan(found.bound)


@pytest.mark.parametrize(
    ("value", "bound", "gap"),
    [(100.0, 103.0, 0.03), (-50.0, -49.0, 0.02), (1.0, 1.0 + 1e-8, 0.0), (0.0, 0.5, np.inf),
     (-np.inf, 1.0, np.inf), (0.0, 0.0, 0.0)],
)  # fmt: skip
def test_gap_as_a_share_of_the_value(value, bound, gap):
    assert relative_gap(value, bound) == pytest.approx(gap)


@pytest.mark.parametrize(
    "options", [{"relative_gap": -0.1}, {"relative_gap": np.nan}, {"iterations": 0}, {"nodes": 0},
                {"seed": -1}]
)  # fmt: skip
def test_bad_effort_is_refused(options):
    with pytest.raises(MethodError, match="gap and seed must be from 0"):
        Effort(**options)
