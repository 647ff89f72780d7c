"""The dataflow of a study: tables on the left, each measure to the right of what it needs."""

from __future__ import annotations

from pathlib import Path
from statistics import mean

import altair as alt
import pandas as pd

from songi.engine.blocks import runnable, study_inputs
from songi.engine.graph import Dataflow, full_dataflow
from songi.experiments.registry import all_experiments
from songi.figures.render import svg_of
from songi.figures.theme import AGAINST, FAINT, GRID, INK, OTHER, OWN, with_theme
from songi.language import Language, say
from songi.results.compute import with_experiments
from songi.results.files import write_whole
from songi.study.model import Study
from songi.study.schema import ROW_CLASSES

SWEEPS = 12
"""Passes that put each node near the middle of its neighbours, so that fewer lines cross."""

COLUMN, ROW = 130, 42
"""Distances of nodes in pixels."""

KINDS = {
    "table": (OTHER, "square"),
    "once": (FAINT, "circle"),
    "per_draw": (OWN, "diamond"),
    "over_draws": (AGAINST, "cross"),
    "experiment": (INK, "triangle-up"),
}
"""Colour and shape of each kind of node."""


def draw_dataflow(study: Study, path: Path, language: Language = "en") -> None:
    """Draw measures and experiments that run on a study, and the tables they read, as SVG.

    Args:
        study: the study.
        path: the file to write.
        language: of the legend.
    """
    flow, values = runnable(full_dataflow(), study_inputs(study))
    chart = dataflow_chart(with_experiments(flow, values, all_experiments()), language)
    write_whole(path, lambda file: file.write_text(svg_of(chart), "utf-8"))


def dataflow_chart(flow: Dataflow, language: Language) -> dict[str, object]:
    """Return the drawing as a Vega-Lite specification."""
    edges = [
        (need, name)
        for name, node in flow.nodes.items()
        for need in node.needs
        if need in flow.nodes or need in ROW_CLASSES
    ]
    places = _places(flow, edges)
    kinds = {name: node.kind.stage for name, node in flow.nodes.items()}
    shown = {kind: say(f"cli.graph.{kind}", language) for kind in KINDS}
    nodes = pd.DataFrame(
        [
            {"name": name, "x": x, "y": y, "kind": shown[kinds.get(name, "table")]}
            for name, (x, y) in places.items()
        ]
    )
    lines = pd.DataFrame(
        [
            {"x": places[a][0], "y": places[a][1], "x2": places[b][0], "y2": places[b][1]}
            for a, b in edges
        ]
    )
    across = alt.X("x:Q", axis=None, scale=alt.Scale(padding=60))
    down = alt.Y("y:Q", axis=None, scale=alt.Scale(reverse=True, padding=20))
    colours, shapes = (list(marks) for marks in zip(*KINDS.values(), strict=True))
    kind = alt.Color(
        "kind:N",
        scale=alt.Scale(domain=[*shown.values()], range=colours),
        legend=alt.Legend(title=None, orient="top"),
    )
    shape = alt.Shape("kind:N", scale=alt.Scale(domain=[*shown.values()], range=shapes))
    rules = alt.Chart(lines).mark_rule(color=GRID).encode(x=across, y=down, x2="x2", y2="y2")
    points = alt.Chart(nodes).mark_point(filled=True, size=70, opacity=1)
    labels = alt.Chart(nodes).mark_text(align="left", dx=8, dy=-7, fontSize=10, color=INK)
    columns = 1 + max(x for x, _ in places.values())
    rows = 1 + max(y for _, y in places.values())
    drawn = alt.layer(
        rules,
        points.encode(x=across, y=down, color=kind, shape=shape),
        labels.encode(x=across, y=down, text="name:N"),
    )
    return with_theme(drawn.properties(width=columns * COLUMN, height=rows * ROW))


def _places(flow: Dataflow, edges: list[tuple[str, str]]) -> dict[str, tuple[float, float]]:
    """Give each node a column, one to the right of all it needs, and a row near its neighbours."""
    column: dict[str, int] = {need: 0 for need, _ in edges if need not in flow.nodes}
    for name in flow.nodes:
        above = [column[need] for need, to in edges if to == name]
        column[name] = 1 + max(above, default=0)
    neighbours: dict[str, list[str]] = {name: [] for name in column}
    for need, name in edges:
        neighbours[need].append(name)
        neighbours[name].append(need)
    members = {k: [n for n in column if column[n] == k] for k in set(column.values())}
    tallest = max(map(len, members.values()))
    row: dict[str, float] = {}
    for names in members.values():
        row.update(_spread(names, tallest))
    for _ in range(SWEEPS):
        for names in members.values():
            wanted = {n: mean([row[m] for m in neighbours[n]] or [row[n]]) for n in names}
            row.update(_spread(sorted(names, key=lambda n: (wanted[n], n)), tallest))
    return {name: (float(column[name]), row[name]) for name in column}


def _spread(names: list[str], tallest: int) -> dict[str, float]:
    """Space a column's nodes evenly over the height of the tallest column."""
    step = tallest / len(names)
    return {name: (k + 0.5) * step for k, name in enumerate(names)}
