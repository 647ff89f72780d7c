import numpy as np
import pytest
import xarray as xr
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import sparse
from scipy.optimize import linprog

from songi.methods.assignment import programme
from songi.methods.assignment.model import weighted_rows
from songi.methods.assignment.programme import Programme


def knapsack(seed, items=8, bags=3, continuous=0, sense="max"):
    """Several knapsacks; continuous variables may each take a share of what an item brings."""
    from linopy import Model

    generator = np.random.default_rng(seed)
    worth = generator.integers(1, 20, items).astype(float)
    weight = generator.integers(1, 9, (bags, items)).astype(float)
    axes = ("bag", "item")
    model = Model()
    taken = model.add_variables(binary=True, coords=[range(items)], dims=["item"], name="taken")
    model.add_constraints(
        (taken * xr.DataArray(weight, dims=axes)).sum("item"),
        "<=",
        xr.DataArray(weight.sum(axis=1) * 0.4, dims="bag"),
        name="bags",
    )
    objective = (taken * xr.DataArray(worth, dims="item")).sum()
    if continuous:
        shares = model.add_variables(
            lower=0, upper=1, coords=[range(continuous)], dims=["share"], name="shares"
        )
        each = weighted_rows(shares, sparse.csr_array(sparse.eye_array(continuous)))
        of_item = sparse.csr_array(np.eye(items)[np.arange(continuous) % items])
        model.add_constraints(each - weighted_rows(taken, of_item), "<=", 0.0, name="shares")
        bonus = generator.integers(0, 4, continuous).astype(float)
        objective = objective + (shares * xr.DataArray(bonus, dims="share")).sum()
    sign = 1.0 if sense == "max" else -1.0
    model.add_objective(sign * objective, sense=sense)
    return model


def relaxed_value(held):
    """The relaxation's optimum by another solver call."""
    rows = held.rows.toarray()
    solved = linprog(
        -held.costs, A_ub=rows, b_ub=held.sides, bounds=np.column_stack([held.lower, held.upper])
    )
    return -solved.fun


@settings(max_examples=10)
@given(seed=st.integers(0, 10**6), sense=st.sampled_from(["min", "max"]))
def test_the_relaxation_is_solved_and_its_bound_proven(seed, sense):
    held = Programme.of(knapsack(seed, sense=sense), 0)
    relaxed = held.relaxation(10_000)
    assert relaxed.finished
    assert relaxed.bound == pytest.approx(relaxed_value(held))
    assert held.costs @ relaxed.values == pytest.approx(relaxed.bound)


@settings(max_examples=10)
@given(seed=st.integers(0, 10**6))
def test_any_dual_values_give_a_bound(seed):
    held = Programme.of(knapsack(seed), 0)
    duals = np.random.default_rng(seed).normal(0, 2, held.sides.size)
    _, bound = held.bound(duals)
    assert bound >= relaxed_value(held) - 1e-9


def test_reduced_costs_bound_what_a_variable_costs_once_it_is_used():
    held = Programme.of(knapsack(4, items=10), 0)
    relaxed = held.relaxation(10_000)
    every = np.ones(10, dtype=bool)
    for item in np.flatnonzero(relaxed.reduced < 0):
        held.lower[item] = 1.0
        forced = held.search(every, gap=0.0, nodes=1000)
        held.lower[item] = 0.0
        assert forced.objective <= relaxed.bound + relaxed.reduced[item] + 1e-6


def test_sifting_finds_the_same_optimum(monkeypatch):
    model = knapsack(9, items=60, bags=4, continuous=180)
    plain = Programme.of(model, 0).relaxation(10_000)
    monkeypatch.setattr(programme, "SIFTED", 25)
    held = Programme.of(model, 0)
    spent, has_basis = held._sifted(10_000)
    assert spent > 0
    assert has_basis
    sifted = held.relaxation(10_000)
    assert sifted.finished
    assert sifted.bound == pytest.approx(plain.bound)


def test_sifting_gives_way_where_the_small_problem_has_no_solution(monkeypatch):
    from linopy import Model

    monkeypatch.setattr(programme, "SIFTED", 2)
    model = Model()
    taken = model.add_variables(binary=True, coords=[range(4)], dims=["item"], name="taken")
    slack = model.add_variables(lower=0, upper=9, coords=[range(4)], dims=["row"], name="slack")
    model.add_constraints(taken.sum() + slack.sum(), ">=", 6.0)
    model.add_objective(slack.sum(), sense="min")
    held = Programme.of(model, 0)
    assert held._sifted(100)[1] is False
    relaxed = held.relaxation(100)
    assert relaxed.finished
    assert relaxed.bound == pytest.approx(-2.0)


def test_an_unfinished_relaxation_still_bounds():
    held = Programme.of(knapsack(2, items=40, bags=12), 0)
    short = held.relaxation(3)
    assert not short.finished
    assert short.iterations <= 3
    assert np.isfinite(short.bound)
    assert short.bound >= held.relaxation(10_000).bound - 1e-9


def test_a_search_uses_only_the_candidates_and_begins_where_it_is_told():
    held = Programme.of(knapsack(7), 0)
    some = np.arange(8) % 2 == 0
    narrow = held.search(some, gap=0.0, nodes=1000)
    assert not narrow.values[~some].any()
    wide = held.search(np.ones(8, dtype=bool), gap=0.0, nodes=1000, start=narrow.values)
    assert wide.objective >= narrow.objective
    assert wide.bound == pytest.approx(wide.objective)


def test_no_solution_is_told():
    model = knapsack(7)
    model.add_constraints(model.variables["taken"].sum(), ">=", 9.0)
    held = Programme.of(model, 0)
    assert held.relaxation(1000) is None
    nothing = held.search(np.ones(8, dtype=bool), gap=0.0, nodes=10)
    assert (nothing.values, nothing.objective, nothing.bound) == (None, -np.inf, -np.inf)


def test_prints_nothing(capfd):
    held = Programme.of(knapsack(1), 0)
    held.relaxation(1000)
    held.search(np.ones(8, dtype=bool), gap=0.0, nodes=10)
    assert capfd.readouterr() == ("", "")
