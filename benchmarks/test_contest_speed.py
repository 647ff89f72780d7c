"""What drives and what would change the contest of Goyang's study: each result by itself.

In this process, on the study as it stands. `test_sensitivity_speed.py` times the methods underneath
on made-up contests, `test_run_speed.py` whole calls of the command line.
"""

from pathlib import Path

import pytest

from songi.engine.blocks import compute_once, runnable, study_inputs
from songi.engine.graph import full_dataflow
from songi.engine.keys import measure_keys
from songi.engine.local import Execution
from songi.experiments.registry import all_experiments
from songi.results.compute import measures_of, with_experiments
from songi.results.store import Store
from songi.study.check import open_checked
from songi.study.streams import DrawBlock

STUDY = Path(__file__).parent.parent / "studies" / "goyang"
DRAWS = 10_000
SECONDS = {"winning_changes": 20, "value_of_information": 10, "sobol_indices": 10}
COINR_A_SECOND, TIMES_COINR = 2.1, 500


@pytest.fixture(scope="module")
def contest(tmp_path_factory):
    """The study, its dataflow with the experiments, and every result of its measures."""
    if not (STUDY / "study.toml").is_file():
        pytest.skip("studies/goyang is not here")
    study = open_checked(STUDY)[0]
    flow, values = runnable(full_dataflow(), study_inputs(study))
    flow = with_experiments(flow, values, all_experiments())
    seed, store = study.info.seed, Store(tmp_path_factory.mktemp("contest"))
    keys = measure_keys(flow, values, seed, DRAWS)
    run = Execution(measures_of(flow), values, keys, seed, DRAWS, store, workers=1)
    return study, flow, run.run(), run.timings


@pytest.mark.slow
@pytest.mark.parametrize(
    "name", ["value_of_information", "rank_drivers", "value_of_finding_out", "weighting_shares"]
)
def test_a_result_over_all_draws(name, contest, best_seconds, report):
    study, flow, values, _ = contest
    draws = DrawBlock(study.info.seed, 0, DRAWS)
    seconds = best_seconds(lambda: compute_once(flow, values, [name], draws), 2)
    cells = values["uncertain_inputs"].sizes["cell"]
    report(f"{name}, {cells} cells x {DRAWS:,} draws: {seconds:.2f} s")
    assert seconds < SECONDS.get(name, 10)


@pytest.mark.slow
@pytest.mark.parametrize(
    "name", ["winning_changes", "winning_weights", "bid_option_shares", "sobol_indices"]
)
def test_an_experiment(name, contest, best_seconds, report):
    study, flow, values, _ = contest
    found = {}

    def run():
        found[name] = flow.nodes[name].function(study=study, draws=DRAWS, values=values)

    seconds = best_seconds(run, 2)
    told = ""
    if name == "sobol_indices":
        evaluations = found[name].attrs["evaluations"]
        rate = evaluations / seconds
        told = (
            f", {found[name].sizes['cell']} factors, {evaluations:,} evaluations, {rate:,.0f} a "
            f"second, {rate / COINR_A_SECOND:,.0f} times COINr's 2.1"
        )
        assert evaluations >= 20_000
        assert rate >= TIMES_COINR * COINR_A_SECOND
    report(f"{name}, {DRAWS:,} draws: {seconds:.2f} s{told}")
    assert seconds < SECONDS.get(name, 20)


@pytest.mark.slow
def test_the_measures_of_a_run(contest, report):
    timings = contest[3]
    slowest = sorted(timings.items(), key=lambda item: -item[1])[:5]
    report(
        f"measures of a run, {DRAWS:,} draws: {sum(timings.values()):.1f} s in one process, most"
    )
    for name, seconds in slowest:
        report(f"  {name}: {seconds:.2f} s")
    assert sum(timings.values()) < 60
