import pytest

from songi.engine.graph import Dataflow, DataflowError
from songi.results.compute import candidates_of_bids, told_experiments, with_told_experiments


def test_what_a_run_tells_of_experiments_makes_the_flow_it_was_opened_with():
    told = {"winning": {"needs": {"ranks": True}, "summary": "Return what would win."}}
    flow = with_told_experiments(Dataflow({}, {}), told)
    assert told_experiments(flow) == told
    assert flow.nodes["winning"].summary == "Return what would win."


def test_an_experiment_told_of_cannot_be_run():
    told = {"winning": {"needs": {}, "summary": "Return what would win."}}
    node = with_told_experiments(Dataflow({}, {}), told).nodes["winning"]
    with pytest.raises(DataflowError, match="'winning' is told of by a run"):
        node.function()


def test_without_bids_there_are_no_candidates():
    assert candidates_of_bids({}) == {}
