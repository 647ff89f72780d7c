"""Running on this machine: passes, blocks that are kept, workers."""

import numpy as np
import pytest
import xarray as xr

from evaluation import InMemory, bytes_of, execute, module_of
from songi.engine.blocks import runnable, study_inputs
from songi.engine.graph import full_dataflow, read_dataflow
from songi.measures.kind import once, over_draws, per_draw
from songi.study.check import open_checked


@per_draw(summary_only=True)
def demand(draws: object) -> xr.DataArray:
    """Demand: uniform between 0 and 10."""
    values = 10 * draws.noise("demand", "all")
    return xr.DataArray(
        values, dims="draw", coords={"draw": draws.index}, attrs={"units": "m2"}
    )  # fmt: skip


@over_draws()
def mean_demand(demand: xr.DataArray) -> xr.DataArray:
    """Mean demand."""
    return demand.mean("draw").assign_attrs(units="m2")


@per_draw()
def excess(demand: xr.DataArray, mean_demand: xr.DataArray) -> xr.DataArray:
    """Demand above its mean."""
    return (demand - mean_demand).assign_attrs(units="m2")


@over_draws()
def spread(excess: xr.DataArray) -> xr.DataArray:
    """Mean absolute excess."""
    return abs(excess).mean("draw").assign_attrs(units="m2")


CHAIN = read_dataflow([module_of(demand, mean_demand, excess, spread, name="chain_of_measures")])


@pytest.mark.parametrize("draws", [1, 1000, 2500])
def test_a_chain_through_a_result_over_all_draws_is_computed_right(draws):
    values, _ = execute(CHAIN, {}, draws=draws)
    drawn = values["demand"].values
    assert values["demand"]["draw"].values.tolist() == list(range(draws))
    assert float(values["mean_demand"]) == pytest.approx(drawn.mean(), rel=1e-14)
    assert np.allclose(values["excess"], drawn - drawn.mean(), atol=1e-13)
    assert float(values["spread"]) == pytest.approx(abs(drawn - drawn.mean()).mean())


def test_the_first_draws_are_the_same_however_many_follow():
    few, _ = execute(CHAIN, {}, draws=3)
    many, _ = execute(CHAIN, {}, draws=2500)
    assert np.array_equal(few["demand"].values, many["demand"].values[:3])


def test_progress_counts_blocks():
    told = []
    execute(
        CHAIN, {}, draws=2500, progress=lambda done, count, what: told.append((done, count, what))
    )
    assert told == [
        (1, 3, "demand"), (2, 3, "demand"), (3, 3, "demand"),
        (1, 3, "excess"), (2, 3, "excess"), (3, 3, "excess"),
    ]  # fmt: skip


class InterruptedRunError(Exception):
    """Stands for a run that was stopped."""


def stop_after(count):
    def progress(done, blocks, what):
        if done == count:
            raise InterruptedRunError

    return progress


def test_an_interrupted_run_goes_on_from_the_blocks_it_kept():
    keeper = InMemory()
    with pytest.raises(InterruptedRunError):
        execute(CHAIN, {}, draws=4000, keeper=keeper, progress=stop_after(2))
    assert sorted(start for _, start in keeper.blocks) == [0, 1000]
    resumed, _ = execute(CHAIN, {}, draws=4000, keeper=keeper)
    assert keeper.given == [0, 1000]
    straight, _ = execute(CHAIN, {}, draws=4000)
    assert all(bytes_of(resumed[name]) == bytes_of(straight[name]) for name in CHAIN.nodes)


def test_a_kept_result_is_not_computed_again():
    keeper = InMemory()
    execute(CHAIN, {}, draws=10, keeper=keeper)
    told = []
    values, execution = execute(
        CHAIN, {}, draws=10, keeper=keeper, progress=lambda *told_now: told.append(told_now)
    )
    assert told == []
    assert execution.reused == list(CHAIN.nodes)
    assert values["demand"].dims == ("statistic",)


def test_summaries_alone_are_kept_of_a_bulky_result():
    keeper = InMemory()
    values, _ = execute(CHAIN, {}, draws=100, keeper=keeper)
    kept = keeper.results["demand", "key of demand"]["demand"]
    drawn = values["demand"].values
    assert kept["statistic"].values.tolist() == ["mean", "q05", "q50", "q95"]
    assert np.allclose(kept, [drawn.mean(), *np.quantile(drawn, [0.05, 0.5, 0.95])])


def test_draws_that_were_not_kept_are_computed_again_for_something_new():
    keeper = InMemory()
    before, _ = execute(CHAIN, {}, draws=100, keeper=keeper)
    keys = {name: f"key of {name}" for name in CHAIN.nodes} | {"excess": "new", "spread": "new"}
    after, execution = execute(CHAIN, {}, draws=100, keeper=keeper, keys=keys)
    assert execution.reused == ["mean_demand"]
    assert bytes_of(after["demand"]) == bytes_of(before["demand"])
    assert bytes_of(after["spread"]) == bytes_of(before["spread"])


@pytest.fixture(scope="module")
def one_worker(contest_folder):
    flow, values = runnable(full_dataflow(), study_inputs(open_checked(contest_folder)[0]))
    return flow, values, execute(flow.only(["ranks"]), values, draws=2500)[0]


def test_two_workers_give_the_bytes_of_one(one_worker):
    flow, inputs, expected = one_worker
    found, _ = execute(flow.only(["ranks"]), inputs, draws=2500, workers=2)
    assert all(bytes_of(found[n]) == bytes_of(expected[n]) for n in ("ranks", "overall_scores"))


def test_a_fault_in_a_worker_reaches_the_one_who_asked(one_worker):
    flow, inputs, _ = one_worker
    broken = {**inputs, "leaf_criteria": None}
    with pytest.raises((TypeError, AttributeError)):
        execute(flow.only(["ranks"]), broken, draws=2500, workers=2)


def test_a_measure_over_draws_may_take_the_whole_block():
    @over_draws()
    def noise_again(demand: xr.DataArray, draws: object) -> xr.DataArray:
        """Largest difference between the demand and its own stream, asked for at once."""
        again = 10 * draws.noise("demand", "all")
        return abs(demand - again).max("draw").assign_attrs(units="m2")

    flow = read_dataflow([module_of(demand, noise_again, name="whole_block_measures")])
    values, _ = execute(flow, {}, draws=2500)
    assert float(values["noise_again"]) == 0.0


def test_a_measure_computed_once_gets_no_draws():
    """Its result is kept under a key that knows neither their number nor the seed."""

    @once()
    def fixed(draws: object) -> xr.DataArray:
        """One."""
        return xr.DataArray(draws.noise("fixed", "all")[0], attrs={"units": "1"})

    flow = read_dataflow([module_of(fixed, name="once_with_draws")])
    with pytest.raises(TypeError, match="draws"):
        execute(flow, {}, draws=5)


def test_the_own_bid_is_supplied(contest_folder):
    study = open_checked(contest_folder)[0]
    assert study_inputs(study)["own_bid"] == study.info.own_bid == "a"
