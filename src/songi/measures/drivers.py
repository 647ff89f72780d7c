"""What drives the own bid's rank, cell by cell, and what it would be worth to know a cell."""

from __future__ import annotations

import numpy as np
import xarray as xr

from songi.measures.kind import once, over_draws, per_draw
from songi.measures.ranking import MAIN_METHOD
from songi.methods import sensitivity
from songi.study.bids import joined_bids
from songi.study.schema.base import Row
from songi.study.schema.bid import SelectionRule
from songi.study.schema.contest import Bid, Contest, Criterion, Indicator
from songi.study.schema.place import AccessIndicator, Candidate, Place, TravelBand
from songi.study.streams import DrawBlock
from songi.study.table import Table

FEWEST_DRAWS = 400
"""Draws below which nothing is said: bins and splines would hold too few of them."""

STAND_IN = "missing"
"""First part of the name of what stands for a missing value, before criterion and bid."""


CONDITION = "condition"
"""First part of the name of what decides a conditional award, before rule and bid."""


@once()
def own_entry(filed_bids: Table[Bid], entered_bids: Table[Bid], own_bid: str | None) -> Table[Bid]:
    """Return the alternative under which the study's own bid is ranked; none without one.

    A bid that joins another stands there.
    """
    stands = joined_bids(filed_bids).get(own_bid or "", own_bid)
    return entered_bids.where(lambda row: row.id == stands)


@per_draw(summary_only=True)
def uncertain_inputs(
    known_contest: Table[Contest],
    contest_criteria: Table[Criterion],
    leaf_criteria: Table[Criterion],
    entered_bids: Table[Bid],
    node_weights: xr.DataArray,
    observed_values: xr.DataArray,
    bid_values: xr.DataArray,
    draws: DrawBlock,
    weights: str,
    known_indicators: Table[Indicator] | None = None,
    current_candidates: Table[Candidate] | None = None,
    known_places: Table[Place] | None = None,
    current_travel_bands: Table[TravelBand] | None = None,
    access_indicators: Table[AccessIndicator] | None = None,
    contest_rules: Table[SelectionRule] | None = None,
) -> xr.DataArray:
    """Return the draws of everything uncertain upstream of the ranks, dimensions (draw, cell).

    Cells are named `table/row/column`; those that share their draws stand once, under the row
    whose draws they are. What stands for a missing value is named `missing/criterion/bid`, what
    decides whether a conditional award holds `condition/rule/bid`; both are uniform numbers. Where
    weights are not drawn from their cells, the drawn weight stands under the cell's name.
    """
    found: dict[str, np.ndarray] = {}
    bidding = {candidate for bid in entered_bids for candidate in bid.candidates}
    measured = {row.indicator for row in leaf_criteria}
    _take(found, known_contest, ("awards",))
    if contest_rules is not None:
        _take(found, contest_rules, ("score", "chance"))
        found |= _conditions(contest_rules, entered_bids, draws)
    if known_indicators is not None:
        _take(
            found,
            known_indicators.where(lambda r: r.candidate in bidding and r.indicator in measured),
            ("value",),
        )
    if known_places is not None and current_travel_bands is not None and access_indicators:
        kinds = {row.kind for row in access_indicators if row.id in measured}
        if kinds and current_candidates is not None:
            sites = current_candidates.where(lambda row: row.id in bidding)
            _take(found, sites, ("latitude", "longitude"))
            near = known_places.where(lambda row: row.kind in kinds)
            _take(found, near, ("latitude", "longitude", "capacity"))
            _take(found, current_travel_bands, ("speed_kmh", "circuity"))
    found |= _weight_draws(contest_criteria, node_weights, weights)
    found |= _stand_ins(leaf_criteria, observed_values, bid_values, draws)
    stacked = np.stack([*found.values()], axis=1) if found else np.empty((draws.size, 0))
    coords = {"draw": draws.index, "cell": np.array([*found], dtype=str)}
    result = xr.DataArray(stacked, dims=("draw", "cell"), coords=coords)
    return result.assign_attrs(units="mixed", long_name="uncertain inputs")


@over_draws()
def rank_drivers(
    uncertain_inputs: xr.DataArray,
    ranks: xr.DataArray,
    selected: xr.DataArray,
    own_entry: Table[Bid],
    draws: DrawBlock,
) -> xr.Dataset:
    """Return how much of the variance of the own bid's standing each cell explains alone, (cell).

    First-order indices from the draws of the run, of the rank by weighted sum (`rank_*`) and of
    being selected (`selected_*`), with 95 % bootstrap intervals; about nought, and as likely below
    as above, for a cell that explains nothing. What they leave of one comes from cells acting
    together. What drives the rank most comes first. NaN where the standing never varies, and below
    400 draws.
    """
    inputs = uncertain_inputs.transpose("draw", "cell")
    shape = (inputs.sizes["cell"], 2)
    parts = [np.full(shape, np.nan)] * 3
    if draws.size >= FEWEST_DRAWS and inputs.sizes["cell"]:
        outcome = np.stack([*_own_standing(ranks, selected, own_entry)], axis=1)
        generator = draws.generator("rank_drivers", "bootstrap")
        parts = [*sensitivity.first_order_given_data(inputs.values, outcome, generator)]
    variables = {
        f"{standing}_{ending}": (
            ("cell",),
            part[:, column],
            {"units": "1", "long_name": f"{standing}: {what}"},
        )
        for column, standing in enumerate(("rank", "selected"))
        for (ending, what), part in zip(
            (("share", "share of variance"), ("low", "lower end"), ("high", "upper end")),
            parts,
            strict=True,
        )
    }
    return _greatest_first(xr.Dataset(variables, coords={"cell": inputs["cell"].values}))


@over_draws()
def value_of_information(
    uncertain_inputs: xr.DataArray,
    selected: xr.DataArray,
    own_entry: Table[Bid],
    draws: DrawBlock,
) -> xr.Dataset:
    """Return what knowing a cell would be worth before saying "selected" or "not", (cell).

    In share of runs: how many more calls of the own bid's selection would be right if that cell
    alone were known, with its 95 % Monte Carlo interval (expected value of partial perfect
    information, cross-fitted: a cell without influence promises nothing and may come out a little
    below nought). `of_everything` is what knowing all cells would be worth, and no cell is worth
    more. What is worth most comes first. NaN below 400 draws.
    """
    inputs = uncertain_inputs.transpose("draw", "cell")
    empty = np.full(inputs.sizes["cell"], np.nan)
    worth, low, high, everything = empty, empty, empty, np.nan
    if draws.size >= FEWEST_DRAWS:
        outcomes = _calls(selected, own_entry)
        everything = float(sensitivity.evpi(outcomes).value)
        if inputs.sizes["cell"]:
            found = sensitivity.evppi_each(inputs.values, outcomes)
            worth, low, high = found.value, found.low, found.high
    return _worth(worth, low, high, everything, "cell", inputs["cell"].values)


@over_draws()
def value_of_finding_out(
    criterion_scores: xr.DataArray,
    selected: xr.DataArray,
    usable_indicators: xr.DataArray,
    own_entry: Table[Bid],
    draws: DrawBlock,
) -> xr.Dataset:
    """Return what knowing a criterion of all bids at once would be worth, dimension (criterion).

    As `value_of_information`, of all gaps and uncertain cells of a criterion together: what one
    would know after finding it out for every bid. Learnt from the scores of all bids on the
    criterion by linear regression; what it misses makes the value less, so that it is at least
    this much but for the Monte Carlo error. `gaps` is the number of bids without a known value. NaN
    below 400 draws.
    """
    scores = criterion_scores.transpose("draw", "bid", "criterion")
    labels = scores["criterion"].values
    worth, low, high = (np.full(len(labels), np.nan) for _ in range(3))
    everything = np.nan
    if draws.size >= FEWEST_DRAWS:
        outcomes = _calls(selected, own_entry)
        everything = float(sensitivity.evpi(outcomes).value)
        for j in range(len(labels)):
            found = sensitivity.evppi_of_many(scores.values[:, :, j], outcomes)
            worth[j], low[j], high[j] = (
                float(part) for part in (found.value, found.low, found.high)
            )
    result = _worth(worth, low, high, everything, "criterion", labels)
    gaps = scores.sizes["bid"] - usable_indicators.sel(criterion=labels)
    gaps = gaps.sel(criterion=result["criterion"]).assign_attrs(
        units="count", long_name="bids without a value"
    )
    return result.assign(gaps=gaps)


def _take(found: dict[str, np.ndarray], table: Table[Row], columns: tuple[str, ...]) -> None:
    """Add the draws of a table's uncertain cells, of each row whose draws they are once."""
    for row in table:
        for column in columns:
            cell = row.quantities().get(column)
            name = f"{table.name}/{table.roots.get(row.row_id, row.row_id)}/{column}"
            if cell is not None and not cell.is_certain and name not in found:
                found[name] = table.draws_of(row, column)


def _conditions(
    rules: Table[SelectionRule], bids: Table[Bid], draws: DrawBlock
) -> dict[str, np.ndarray]:
    """Return the uniforms of conditional awards, as `selected` draws them."""
    found = {}
    for rule in rules:
        for bid in bids if rule.kind == "condition" else ():
            of = {"field": bid.field, "region": bid.region, "bid": bid.id}
            if rule.group is None or rule.value in {None, of[rule.group]}:
                name = f"{CONDITION}/{rule.id}/{bid.id}"
                found[name] = draws.noise("selected", f"{rule.id}/{bid.id}")
    return found


def _weight_draws(
    criteria: Table[Criterion], node_weights: xr.DataArray, weights: str
) -> dict[str, np.ndarray]:
    """Return what moves the weights: stated cells, or the weights drawn otherwise."""
    found: dict[str, np.ndarray] = {}
    for parent in sorted({row.parent for row in criteria}, key=str):
        siblings = criteria.where(lambda row, parent=parent: row.parent == parent)
        if len(siblings) < 2:
            continue
        if weights == "stated" and all(row.weight is not None for row in siblings):
            _take(found, siblings, ("weight",))
            continue
        for row in siblings:
            drawn = node_weights.sel(node=row.id).values
            if weights != "equal":
                found[f"{criteria.name}/{row.id}/weight"] = drawn
    return found


def _stand_ins(
    leaves: Table[Criterion],
    observed_values: xr.DataArray,
    bid_values: xr.DataArray,
    draws: DrawBlock,
) -> dict[str, np.ndarray]:
    """Return the uniforms that stand for missing values, as `bid_values` draws them."""
    replaced = (observed_values != bid_values).any("draw").transpose("bid", "criterion")
    found = {}
    for row in leaves:
        column = replaced.sel(criterion=row.id)
        if row.missing == "median" and not bool(column.all()):
            continue
        for bid in column["bid"].values[column.values]:
            name = f"{STAND_IN}/{row.id}/{bid}"
            found[name] = draws.noise("bid_values", f"{row.id}/{bid}")
    return found


def _own_standing(
    ranks: xr.DataArray, selected: xr.DataArray, own_entry: Table[Bid]
) -> tuple[np.ndarray, np.ndarray]:
    """Return the own bid's rank and by how much it is selected, each shape (draws,)."""
    own = {"ranking_method": MAIN_METHOD, "bid": own_entry.ids[0]}
    return ranks.sel(own).values, selected.sel(own).values


def _calls(selected: xr.DataArray, own_entry: Table[Bid]) -> np.ndarray:
    """Return the outcomes of saying "selected" and of saying "not", shape (draws, 2)."""
    own = {"ranking_method": MAIN_METHOD, "bid": own_entry.ids[0]}
    return sensitivity.call_outcomes(selected.sel(own).values)


def _worth(
    worth: np.ndarray,
    low: np.ndarray,
    high: np.ndarray,
    everything: float,
    dimension: str,
    labels: np.ndarray,
) -> xr.Dataset:
    told = (("worth", worth, "right calls gained"), ("low", low, "lower end"),
            ("high", high, "upper end"))  # fmt: skip
    worths = xr.Dataset(
        {
            **{n: ((dimension,), v, {"units": "1", "long_name": t}) for n, v, t in told},
            "of_everything": ((), everything, {"units": "1", "long_name": "worth of all cells"}),
        },
        coords={dimension: labels},
    )
    return _greatest_first(worths)


def _greatest_first(result: xr.Dataset) -> xr.Dataset:
    """Return a result in the order of its first variable, the greatest first, equals by name."""
    [dimension] = map(str, result.dims)
    labels = result[dimension].values
    values = np.nan_to_num(next(iter(result.data_vars.values())).values, nan=-np.inf)
    return result.isel({dimension: np.lexsort((labels, -values))})
