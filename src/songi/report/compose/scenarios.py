"""Scenarios: the own bid under other weights, other values, other options."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from songi.figures.shares import scenario_chart
from songi.measures.ranking import MAIN_METHOD
from songi.report.blocks import Block, Cell, Column, Figure, Paragraph, Section
from songi.report.compose.figure import result_figure
from songi.report.compose.front import place_blank
from songi.report.compose.names import option_name
from songi.report.compose.writer import Writer
from songi.report.formats import NO_NUMBER, number_cell
from songi.results.claims import read_cell
from songi.results.run import Run


def write_scenarios(writer: Writer, others: Sequence[Run]) -> Section:
    """Return the own bid's standing in this run beside that in others."""
    blocks: list[Block] = [Paragraph((writer.say("scenarios.intro"),))]
    own = writer.own_bid
    if own is None or not writer.shown("selection_share", "expected_rank"):
        blocks.append(writer.absent("selection_share"))
        return Section("scenarios", writer.say("scenarios.title"), tuple(blocks))
    runs: dict[str, Run] = {}
    for run in [writer.run, *others]:
        if _has(writer, run, own):
            name = _name(writer, run)
            runs[f"{name} ({run.id})" if name in runs else name] = run
    blocks.append(_comparison(writer, own, runs))
    return Section("scenarios", writer.say("scenarios.title"), tuple(blocks))


def _comparison(writer: Writer, own: str, runs: Mapping[str, Run]) -> Figure:
    labels = {"ranking_method": MAIN_METHOD, "bid": own}
    trace = writer.trace("selection_share")
    drawn: dict[str, tuple[float, float]] = {}
    body = []
    for name, run in runs.items():
        shares: Any = run["selection_share"]
        expected: Any = run["expected_rank"]
        cell = shares.sel(labels)
        share, error = float(cell["selection_share"]), float(cell["standard_error"])
        drawn[name] = share, error
        key = trace if run is writer.run else ""
        body.append(
            (
                Cell(name, tone="own" if run is writer.run else ""),
                number_cell(share, "percent", writer.language, trace=key),
                number_cell(error, "percent", writer.language, trace=key),
                number_cell(
                    float(read_cell(run, place_blank(own))), "whole", writer.language, trace=key
                ),
                number_cell(float(expected.sel(labels)), "rank", writer.language, trace=key),
                Cell(_differs(writer, run)),
                Cell(run.id),
            )
        )
    columns = (
        Column(writer.say("column.scenario"), width=2.0),
        Column(writer.say("column.share"), align="right"),
        Column(writer.say("column.standard_error"), align="right"),
        Column(writer.say("column.standing"), align="right", width=0.7),
        Column(writer.say("column.expected_rank"), align="right", width=0.8),
        Column(writer.say("column.differs"), width=1.8),
        Column(writer.say("column.run"), width=1.1),
    )
    return result_figure(
        writer,
        "scenario-shares",
        "scenarios.comparison",
        "selection_share",
        scenario_chart(drawn, writer.bid_name(own), writer.language),
        columns,
        body,
        words={"bid": writer.bid_name(own)},
    )


def _has(writer: Writer, run: Run, own: str) -> bool:
    """Return whether another run has the own bid's share, and the audience may see it."""
    if "selection_share" not in run or "expected_rank" not in run:
        return False
    shares: Any = run["selection_share"]
    seen = writer.view.sees(run.disclosure("selection_share", writer.view.today))
    return seen and own in shares["bid"].values


def _name(writer: Writer, run: Run) -> str:
    names = run.record.get("scenario_names")
    return names[writer.language] if names else writer.say("scenarios.as_it_stands")


def _differs(writer: Writer, run: Run) -> str:
    """Return the options, the as-of day and the tables that differ from this run's."""
    base, other = writer.run.record["options"], run.record["options"]
    told = [
        option_name(writer, name, value) for name, value in other.items() if value != base.get(name)
    ]
    if run.record["as_of"] != writer.run.record["as_of"]:
        told.append((option_name(writer, "as_of", "")[0], str(run.record["as_of"])))
    parts = [f"{name}: {value}" for name, value in told]
    parts += [writer.input_name(name) for name in sorted(_changed_tables(writer.run, run))]
    return ", ".join(parts) or NO_NUMBER


def _changed_tables(first: Run, second: Run) -> set[str]:
    """Return the tables that differ; one that only experiments read is in no other run."""
    before, after = first.record["tables"], second.record["tables"]
    return {
        name for name in before.keys() & after.keys() if before[name]["hash"] != after[name]["hash"]
    }
