"""Computing what a run leaves beside its measures: the experiments, which run them again."""

from __future__ import annotations

import time
from collections.abc import Mapping
from dataclasses import replace
from typing import Any, NoReturn

from songi.engine.blocks import Values, as_dataset, finished, unwrapped
from songi.engine.graph import Dataflow, DataflowError, MeasureNode, full_dataflow
from songi.engine.local import Execution
from songi.measures.kind import Kind
from songi.study.model import Study
from songi.study.schema import ROW_CLASSES

Experiments = Mapping[str, MeasureNode]
"""Experiments by name, as `songi.experiments` offers them; they come after the measures."""

NO_EXPERIMENTS: Experiments = {}


def with_experiments(flow: Dataflow, values: Values, experiments: Experiments) -> Dataflow:
    """Return the dataflow with the experiments that can run on these values.

    One whose tables or measures are absent is skipped; so is one about the own bid where the
    study's own bid is not in the contest.

    Args:
        flow: the measures that can run.
        values: tables, options and selections of rows, by name.
        experiments: all experiments.
    """
    nodes, skipped = dict(flow.nodes), dict(flow.skipped)
    for name, node in experiments.items():
        absent = [need for need in node.needs if not _is_there(need, flow, values)]
        lacking = tuple(need for need in absent if node.needs[need])
        if lacking:
            skipped[name] = lacking
            continue
        needs = {need: must for need, must in node.needs.items() if need not in absent}
        nodes[name] = replace(node, needs=needs)
    return Dataflow(nodes, skipped)


def measures_of(flow: Dataflow) -> Dataflow:
    """Return the dataflow without its experiments: what the engine computes."""
    nodes = {name: node for name, node in flow.nodes.items() if node.kind.stage != "experiment"}
    return Dataflow(nodes, flow.skipped)


def run_experiments(flow: Dataflow, execution: Execution, study: Study) -> Values:
    """Compute the experiments of a run whose measures are done, and keep them.

    Args:
        flow: the dataflow with its experiments.
        execution: the execution of its measures.
        study: the study.

    Returns:
        The experiments' results, by name.
    """
    names = [name for name, node in flow.nodes.items() if node.kind.stage == "experiment"]
    results: Values = {}
    for done, name in enumerate(names):
        execution.progress(done, len(names), name)
        kept = execution.keeper.load(name, execution.keys[name])
        if kept is not None:
            results[name] = unwrapped(name, kept)
            execution.reused.append(name)
            continue
        began = time.perf_counter()
        node = flow.nodes[name]
        result = node.function(study=study, draws=execution.draws, values=execution.values)
        results[name] = finished(node, result)
        execution.keeper.save(name, execution.keys[name], as_dataset(name, results[name]))
        execution.timings[name] = time.perf_counter() - began
    return results


def told_experiments(flow: Dataflow) -> dict[str, Any]:
    """Return what `run.json` holds of the experiments that ran, so that a run can be opened."""
    return {
        name: {"needs": dict(node.needs), "summary": node.summary}
        for name, node in flow.nodes.items()
        if node.kind.stage == "experiment"
    }


def with_told_experiments(flow: Dataflow, told: Mapping[str, Any]) -> Dataflow:
    """Return the dataflow of an opened run with the experiments that its record tells of."""
    nodes = {name: _told_node(name, one["needs"], one["summary"]) for name, one in told.items()}
    return Dataflow({**flow.nodes, **nodes}, flow.skipped)


def _told_node(name: str, needs: Mapping[str, bool], summary: str) -> MeasureNode:
    def not_to_be_run(**_: Any) -> NoReturn:
        message = f"'{name}' is told of by a run, and is not computed from there"
        raise DataflowError(message)

    not_to_be_run.__doc__ = summary
    return MeasureNode(name, not_to_be_run, Kind("experiment"), needs)


def _is_there(need: str, flow: Dataflow, values: Values) -> bool:
    if need in full_dataflow().nodes:
        return need in flow.nodes
    if need == "own_bid":
        return values.get(need) in candidates_of_bids(values)
    return need in values or need not in ROW_CLASSES


def candidates_of_bids(values: Mapping[str, Any]) -> dict[str, tuple[str, ...]]:
    """Return the candidates of each filed bid, by id; none where no bids were filed."""
    bids = values.get("filed_bids")
    return {bid.id: bid.candidates for bid in bids} if bids is not None else {}
