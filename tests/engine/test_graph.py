"""The dataflow read from signatures: order, levels, pruning, and what is refused."""

import os
import subprocess
import sys

import pytest
import xarray as xr

from evaluation import module_of
from songi.engine.graph import CONTEXT, DataflowError, full_dataflow, read_dataflow
from songi.measures.kind import once, over_draws, per_draw
from songi.study.schema import ROW_CLASSES
from songi.study.settings import Options


def flow_of(*functions):
    return read_dataflow([module_of(*functions)])


@per_draw()
def demand(places: object, draws: object) -> xr.DataArray:
    """Demand."""


@over_draws()
def mean_demand(demand: xr.DataArray) -> xr.DataArray:
    """Mean demand."""


@per_draw()
def excess(demand: xr.DataArray, mean_demand: xr.DataArray) -> xr.DataArray:
    """Demand above its mean."""


@over_draws()
def mean_excess(excess: xr.DataArray, outcomes: object = None) -> xr.DataArray:
    """Mean excess."""


def test_every_measure_comes_after_what_it_needs():
    flow = full_dataflow()
    seen = set()
    for name, node in flow.nodes.items():
        assert {need for need in node.needs if need in flow.nodes} <= seen
        seen.add(name)


def test_every_parameter_is_a_measure_a_table_an_option_or_the_engines():
    flow = full_dataflow()
    supplied = set(flow.nodes) | set(ROW_CLASSES) | set(Options.model_fields) | CONTEXT
    assert {need for node in flow.nodes.values() for need in node.needs} <= supplied


@pytest.mark.slow
def test_the_order_does_not_depend_on_how_python_hashes():
    """Blocks of an interrupted run are found again by the order of its measures."""
    program = "from songi.engine.graph import full_dataflow; print(*full_dataflow().nodes)"
    orders = {
        subprocess.run(
            [sys.executable, "-c", program],
            env={**os.environ, "PYTHONHASHSEED": seed},
            capture_output=True, text=True, check=True,
        ).stdout
        for seed in ("1", "2", "3")
    }  # fmt: skip
    assert len(orders) == 1


def test_a_result_over_all_draws_opens_a_new_pass():
    flow = flow_of(demand, mean_demand, excess, mean_excess)
    assert {name: node.level for name, node in flow.nodes.items()} == {
        "demand": 0, "mean_demand": 0, "excess": 1, "mean_excess": 1,
    }  # fmt: skip


def test_selections_of_rows_are_told_from_results():
    flow = full_dataflow()
    assert flow.nodes["contest_cutoff"].selects
    assert not flow.nodes["ranks"].selects


def test_a_circle_is_told():
    @per_draw()
    def hen(egg: xr.DataArray) -> xr.DataArray:
        """From an egg."""

    @per_draw()
    def egg(hen: xr.DataArray) -> xr.DataArray:
        """From a hen."""

    with pytest.raises(DataflowError, match=r"circle: (hen → egg → hen|egg → hen → egg)"):
        flow_of(hen, egg)


def test_a_parameter_that_nothing_supplies_is_told():
    @per_draw()
    def demand(plces: object) -> xr.DataArray:
        """Misspelt."""

    with pytest.raises(DataflowError, match="'demand' needs plces"):
        flow_of(demand)


def test_once_downstream_of_draws_is_told():
    @once()
    def plan(demand: xr.DataArray) -> xr.DataArray:
        """One plan."""

    with pytest.raises(DataflowError, match=r"'plan' is marked @once\(\) but needs demand"):
        flow_of(demand, plan)


def test_a_measure_without_kind_is_told():
    def demand(places: object) -> xr.DataArray:
        """Unmarked."""

    module = module_of(mean_demand)
    demand.__module__ = module.__name__
    module.demand = demand
    with pytest.raises(DataflowError, match="demand' does not say when it runs"):
        read_dataflow([module])


def test_two_measures_of_one_name_are_told():
    def twin():
        @per_draw()
        def demand(places: object, draws: object) -> xr.DataArray:
            """Another demand."""

        return demand

    modules = [module_of(demand, name="first_package"), module_of(twin(), name="second_package")]
    try:
        with pytest.raises(DataflowError, match="demand"):
            read_dataflow(modules)
    finally:
        demand.__module__ = __name__


def test_upstream_and_downstream():
    flow = flow_of(demand, mean_demand, excess, mean_excess)
    assert flow.upstream(["mean_demand"]) == {"demand", "places", "draws"}
    assert flow.downstream(["mean_demand"]) == {"mean_demand", "excess", "mean_excess"}
    assert flow.downstream(["outcomes"]) == {"mean_excess"}


def test_only_keeps_what_is_needed():
    flow = flow_of(demand, mean_demand, excess, mean_excess)
    assert list(flow.only(["mean_demand"]).nodes) == ["demand", "mean_demand"]


def test_pruning_takes_what_depends_on_an_absent_table_and_says_why():
    pruned = flow_of(demand, mean_demand, excess, mean_excess).pruned(["outcomes"])
    assert pruned.nodes == {}
    assert pruned.skipped["mean_excess"] == ("excess",)
    assert pruned.lacking_tables("mean_excess") == ("places",)


def test_pruning_keeps_a_measure_whose_parameter_has_a_default():
    pruned = flow_of(demand, mean_demand, excess, mean_excess).pruned(["places"])
    assert pruned.needs("mean_excess") == ("excess",)
    assert flow_of(demand, mean_demand, excess, mean_excess).pruned(
        ["places", "outcomes"]
    ).needs("mean_excess") == ("excess", "outcomes")  # fmt: skip


def test_a_selection_that_selected_nothing_counts_as_absent():
    pruned = full_dataflow().pruned(list(ROW_CLASSES), {"known_places": "places"})
    assert "travel_times" not in pruned.nodes
    assert pruned.lacking_tables("travel_times") == ("places",)
    assert pruned.needs("candidate_indicators") == ("candidates", "draws", "known_indicators")
