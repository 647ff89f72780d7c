"""Sobol indices of the contest: what each uncertain cell does to the own bid's standing."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from itertools import groupby
from typing import Any

import numpy as np
import xarray as xr
from numpy.typing import NDArray
from threadpoolctl import threadpool_limits

from songi.engine.blocks import compute_block, unwrapped
from songi.engine.graph import Dataflow, full_dataflow
from songi.experiments.evaluate import Evaluation
from songi.experiments.own_bid import own_alternative, own_candidates
from songi.experiments.registry import experiment
from songi.measures.drivers import CONDITION, FEWEST_DRAWS, STAND_IN
from songi.measures.ranking import MAIN_METHOD
from songi.methods.checks import FloatArray
from songi.methods.sensitivity import SaltelliDesign, SobolIndices, saltelli_design
from songi.methods.sensitivity import sobol_indices as indices_of
from songi.study.streams import DrawBlock

WEIGHTS = "weights"
"""Name of the one factor that the weights are, for they depend on one another."""

WEIGHT_CELLS = "criteria/"
"""How the names of the cells begin that the weights come from."""

EVALUATIONS = 40_000
"""Evaluations of the contest at least; the points of the design are a power of two."""

FEWEST_POINTS = 128
"""Points of each sample at least, however many factors there are."""

POINTS_AT_ONCE = 2048
"""Points evaluated together, which bounds memory."""

STANDINGS = ("rank", "selected")

TOLD = {
    "first": "share of variance alone",
    "first_low": "lower end",
    "first_high": "upper end",
    "total": "share of variance alone and with others",
    "total_low": "lower end",
    "total_high": "upper end",
}

NOISES = {"bid_values": STAND_IN, "selected": CONDITION}
"""First part of the name of a cell, by the measure that draws it as noise of its own."""


@dataclass(frozen=True)
class DesignBlock(DrawBlock):
    """Points of a design in place of draws: measures read their cells from it as from a stream.

    Attributes:
        points: uniforms by name of the cell, each shape (size,). A cell that is none of them stands
            at its middle throughout, so that nothing varies but the factors.
    """

    points: Mapping[str, FloatArray]

    def cell(self, table: str, row: str, column: str) -> FloatArray:
        """Return the uniforms of one cell, shape (draws,)."""
        return self._uniforms(f"{table}/{row}/{column}")

    def noise(self, measure: str, entity: str) -> FloatArray:
        """Return the uniforms of what a measure adds itself, shape (draws,)."""
        return self._uniforms(f"{NOISES.get(measure, measure)}/{entity}")

    def _uniforms(self, name: str) -> FloatArray:
        found = self.points.get(name)
        return np.full(self.size, 0.5) if found is None else found


@experiment(
    needs=("own_bid", "filed_bids", "entered_bids", "uncertain_inputs", "node_weights", "selected")
)
def sobol_indices(evaluation: Evaluation) -> xr.Dataset:
    """Return what each uncertain cell does to the own standing, alone and with others, (cell).

    Saltelli's design over independent uniforms for all cells upstream of the rank, each turned into
    a value by its own distribution; the weights are one factor, `weights`, whose uniform picks one
    of the run's joint draws. The contest is evaluated at every point of the design: the rank by
    weighted sum (`rank_*`) and being selected by the rules of the call (`selected_*`).

    `first` is the share of the variance that the cell explains alone; `total` the share left if all
    but that cell were known, so what it explains alone and together with others; a cell with a
    total of nought does nothing. With 95 % bootstrap intervals, not cut to 0..1; the greatest total
    of the rank comes first. NaN where the standing never varies, and below 400 draws, for these are
    the weights to pick from. The attribute `evaluations` says how many there were.
    """
    values = evaluation.values
    names = [str(label) for label in values["uncertain_inputs"]["cell"].values]
    factors = [name for name in names if not name.startswith(WEIGHT_CELLS)]
    factors += [WEIGHTS] if len(factors) < len(names) else []
    if evaluation.draws < FEWEST_DRAWS or not factors:
        nothing = np.full((len(factors), len(STANDINGS)), np.nan)
        return _labelled(SobolIndices(*[nothing] * 6), factors, 0)
    generator = evaluation.block.generator("sobol_indices", "design")
    seed = int(generator.integers(2**31))
    design = saltelli_design(dict.fromkeys(factors, 1), _points(len(factors)), seed)
    under = _standings(values, design)
    with threadpool_limits(1):
        found = indices_of(under[0], under[1], under[2:], generator)
    return _labelled(found, factors, design.evaluations)


def _points(factors: int) -> int:
    """Return the points of each sample: the least power of two that gives enough evaluations."""
    wanted = max(EVALUATIONS / (factors + 2), FEWEST_POINTS)
    return 2 ** int(np.ceil(np.log2(wanted)))


def _standings(values: Mapping[str, Any], design: SaltelliDesign) -> FloatArray:
    """Return rank and being selected under all samples, shape (samples, points, 2)."""
    parts = []
    for start in range(0, design.size, POINTS_AT_ONCE):
        at = slice(start, start + POINTS_AT_ONCE)
        a, b = ({name: one[at] for name, one in each.items()} for each in (design.a, design.b))
        parts.append(_Contest(values, SaltelliDesign(a, b)).standings())
    return np.concatenate(parts, axis=1)


class _Contest:
    """The run's own measures, from cells to being selected, at the points of a design."""

    def __init__(self, values: Mapping[str, Any], design: SaltelliDesign) -> None:
        nodes = {
            name: node
            for name, node in full_dataflow().only(["selected"]).nodes.items()
            if name in values and name != "node_weights"
        }
        # The standing is by weighted sum: the other methods, which take longest, are left out.
        nodes["overall_scores"] = replace(
            nodes["overall_scores"], function=_by_weighted_sum, needs={"node_scores": True}
        )
        self._flow = Dataflow(nodes, {}).only(["selected"])
        self._names = [n for n, node in self._flow.nodes.items() if node.kind.stage == "per_draw"]
        self._values = values
        self._a, self._b = ({n: s[n][:, 0] for n in design.groups} for s in (design.a, design.b))
        own = own_alternative(values, own_candidates(values))
        self._own = {"ranking_method": MAIN_METHOD, "bid": own}

    def standings(self) -> FloatArray:
        """Return rank and being selected under A, B and each mixture, shape (samples, points, 2).

        Of a mixture only what comes after its factor is computed; the rest is that of A.
        """
        under_a, under_b = (self.computed(points, self._names, {}) for points in (self._a, self._b))
        at_once = max(POINTS_AT_ONCE // len(self._a[next(iter(self._a))]), 1)
        mixed: dict[str, FloatArray] = {}
        for entry, together in groupby(sorted(self._a, key=_entry), _entry):
            factors = [*together]
            for k in range(0, len(factors), at_once):
                mixed |= self._mixtures(factors[k : k + at_once], entry, under_a)
        whole = [self.standing(under) for under in (under_a, under_b)]
        return np.stack([*whole, *(mixed[name] for name in self._a)])

    def computed(
        self, points: Mapping[str, FloatArray], names: list[str], held: Mapping[str, Any]
    ) -> dict[str, Any]:
        """Return these measures at some points, and those of them that are held."""
        size = len(next(iter(points.values())))
        drawn: xr.DataArray = self._values["node_weights"]
        picked = np.floor(points.get(WEIGHTS, np.zeros(size)) * drawn.sizes["draw"])
        given = {**self._values, "node_weights": _taken(drawn, picked.astype(int)), **held}
        found = compute_block(self._flow, given, names, DesignBlock(0, 0, size, points))
        return {**held, **{name: unwrapped(name, one) for name, one in found.items()}}

    def standing(self, computed: Mapping[str, Any]) -> FloatArray:
        """Return rank and by how much the own bid is selected, shape (points, 2)."""
        found = (computed[name].sel(self._own).values for name in ("ranks", "selected"))
        return np.stack([*found], axis=1)

    def _mixtures(
        self, factors: list[str], entry: str, under_a: Mapping[str, Any]
    ) -> dict[str, FloatArray]:
        """Return the standing under A with one of these factors from B, by factor."""
        size = len(self._a[factors[0]])
        at = np.tile(np.arange(size), len(factors))
        points = {name: one[at] for name, one in self._a.items()}
        for k, name in enumerate(factors):
            points[name][k * size : (k + 1) * size] = self._b[name]
        after = self._flow.downstream([entry]) | {entry}
        names = [name for name in self._names if name in after]
        wanted = {need for name in names for need in self._flow.needs(name)} - after
        held = {name: _taken(one, at) for name, one in under_a.items() if name in wanted}
        each = self.standing(self.computed(points, names, held))
        return dict(zip(factors, each.reshape(len(factors), size, -1), strict=True))


def _entry(factor: str) -> str:
    """Return the table or the measure at which a factor enters the dataflow."""
    if factor == WEIGHTS:
        return "node_weights"
    first = factor.partition("/")[0]
    return next((measure for measure, name in NOISES.items() if name == first), first)


def _taken(result: Any, at: NDArray[np.intp]) -> Any:
    """Return a result at some of its draws, numbered anew."""
    return result.isel(draw=at).assign_coords(draw=np.arange(len(at)))


def _by_weighted_sum(node_scores: xr.DataArray) -> xr.DataArray:
    overall = node_scores.isel(node=0, drop=True).expand_dims(ranking_method=[MAIN_METHOD], axis=1)
    return overall.assign_attrs(units="score")


def _labelled(found: SobolIndices, cells: list[str], evaluations: int) -> xr.Dataset:
    """Return the indices with their labels, the greatest total of the rank first."""
    variables: dict[str, Any] = {
        f"{standing}_{name}": (
            "cell", part[:, column], {"units": "1", "long_name": f"{standing}: {TOLD[name]}"},
        )
        for column, standing in enumerate(STANDINGS)
        for name, part in found._asdict().items()
    }  # fmt: skip
    labels = np.array(cells, dtype=str)
    result = xr.Dataset(variables, {"cell": labels}, {"evaluations": evaluations})
    totals = np.nan_to_num(result["rank_total"].values, nan=-np.inf)
    return result.isel(cell=np.lexsort((labels, -totals)))
