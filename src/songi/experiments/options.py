"""Which bid to make: the options still open, alone and together, on the same draws."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import combinations
from typing import Any

import numpy as np
import xarray as xr

from songi.experiments.evaluate import Evaluation
from songi.experiments.own_bid import own_alternative, own_candidates
from songi.experiments.registry import experiment
from songi.measures.ranking import MAIN_METHOD
from songi.study.as_of import known_at
from songi.study.changes import ChangeError
from songi.study.schema.bid import BidOption, OptionChange
from songi.study.settings import Change
from songi.study.table import Table

BASE = "as_it_stands"
"""Label of the bid with no option taken."""

JOINER = "+"
"""Stands between the options of a combination in its label."""

ALL_COMBINATIONS = 6
"""Options up to which every combination is evaluated; beyond, each alone and every pair."""

STATISTICS = ("mean", "q05", "q50", "q95")

Combination = tuple[str, ...]


@experiment(
    needs=("own_bid", "filed_bids", "entered_bids", "bid_values", "selected", "bid_options"),
    uses=("option_changes",),
)
def bid_option_shares(evaluation: Evaluation) -> xr.Dataset:
    """Return the share of runs in which the own bid is selected with each combination of options.

    The own bid is then the one in which the own candidates bid; by weighted sum and the rules of
    the call. The difference is that to the bid as it stands, draw by draw on the same draws, with
    its Monte Carlo error. `moved` is the share of runs in which being selected changes at all: at
    0 the model has no evidence on the option, which is not to say that it does nothing.

    The shares suppose that the options come about. The `chance` that they do (all of them, as if
    independent), `cost_krw` (sum) and `months` (the longest) stand apart, as mean and quantiles;
    NaN where one of them does not say. `share_if_tried` puts both together: the share where they
    come about, and that of the bid as it stands where they do not. `includes` says what a
    combination is made of. NaN for what cannot be evaluated as of the run's day.
    """
    options = known_at(evaluation.values["bid_options"], None)
    allowed = list(allowed_combinations(options))
    shares = _selected(evaluation, options, allowed)
    base, draws = shares[()], evaluation.draws
    members = np.stack([shares.get(one, np.full(draws, np.nan)) for one in allowed])
    share, error = _mean_and_error(members)
    difference, difference_error = _mean_and_error(members - base)
    known = np.isfinite(share)
    moved = np.where(known, (members != base).mean(axis=1), np.nan)
    drawn = {
        name: np.stack([_drawn(evaluation, options, one, name) for one in allowed])
        for name in ("chance", "cost_krw", "months")
    }
    chance = drawn["chance"].mean(axis=1)
    figures = {
        "selection_share": (share, "selection share"),
        "standard_error": (error, "Monte Carlo error"),
        "difference": (difference, "difference to the bid as it stands"),
        "difference_error": (difference_error, "Monte Carlo error of the difference"),
        "moved": (moved, "share of runs in which the option changes being selected"),
        "share_if_tried": (
            base.mean() + chance * difference, "selection share times chance of coming about",
        ),
    }  # fmt: skip
    variables: dict[str, Any] = {
        name: ("combination", data, {"units": "1", "long_name": told})
        for name, (data, told) in figures.items()
    }
    units = {"chance": "1", "cost_krw": "krw", "months": "months"}
    for name, values in drawn.items():
        attributes = {"units": units[name], "long_name": name.replace("_", " ")}
        variables[name] = (("combination", "statistic"), _summed_up(values), attributes)
    includes = np.array([[float(name in one) for name in options.ids] for one in allowed])
    told = {"units": "1", "long_name": "options taken"}
    variables["includes"] = (("combination", "option"), includes, told)
    coords = {
        "combination": [label_of(one) for one in allowed],
        "option": [*options.ids],
        "statistic": [*STATISTICS],
    }
    return xr.Dataset(variables, coords=coords)


def label_of(combination: Combination) -> str:
    """Return the label of a combination: its options, or that nothing is taken."""
    return JOINER.join(combination) or BASE


def allowed_combinations(options: Table[BidOption]) -> Iterator[Combination]:
    """Give the combinations of options that do not exclude each other, smaller ones first.

    Args:
        options: one version of each option.
    """
    excluded = {frozenset((row.id, other)) for row in options for other in row.excludes}
    most = len(options) if len(options) <= ALL_COMBINATIONS else 2
    for size in range(most + 1):
        for one in combinations(options.ids, size):
            if not any(frozenset(pair) in excluded for pair in combinations(one, 2)):
                yield one


def _selected(
    evaluation: Evaluation, options: Table[BidOption], allowed: Iterable[Combination]
) -> dict[Combination, np.ndarray]:
    """Return by how much the own bid is selected in each draw, by combination.

    A combination starts from the evaluation of its options but the last, so that an option that
    changes no figure costs next to nothing; those that change figures come first therefore.
    """
    candidates = own_candidates(evaluation.values)
    changes = _changes_of(evaluation.values, options)
    wanted = {frozenset(one): one for one in allowed}
    found: dict[Combination, np.ndarray] = {}

    def visit(taken: list[str], left: list[str], base: Mapping[str, Any]) -> None:
        found[wanted[frozenset(taken)]] = _own_selected(base, candidates)
        for position, name in enumerate(left):
            more = [*taken, name]
            if frozenset(more) not in wanted:
                continue
            cells = [change for one in more for change in changes[one]]
            try:
                values = evaluation.evaluate(cells, ["selected"], base)
            except ChangeError:
                continue
            if own_alternative(values, candidates) is not None:
                visit(more, left[position + 1 :], values)

    moves = {name: _moves_values(evaluation, changes[name]) for name in options.ids}
    visit([], sorted(options.ids, key=lambda name: not moves[name]), evaluation.values)
    return found


def _moves_values(evaluation: Evaluation, changes: list[Change]) -> bool:
    """Return whether an option alone changes which values are ranked."""
    try:
        values = evaluation.evaluate(changes, ["bid_values"])["bid_values"]
    except ChangeError:
        return False
    return not values.identical(evaluation.values["bid_values"])


def _own_selected(values: Mapping[str, Any], candidates: tuple[str, ...]) -> np.ndarray:
    selected: xr.DataArray = values["selected"]
    own = own_alternative(values, candidates)
    return selected.sel(ranking_method=MAIN_METHOD, bid=own).transpose("draw").values.copy()


def _changes_of(values: Mapping[str, Any], options: Table[BidOption]) -> dict[str, list[Change]]:
    """Return the cells that each option changes."""
    changes: dict[str, list[Change]] = {name: [] for name in options.ids}
    table: Table[OptionChange] | None = values.get("option_changes")
    for row in known_at(table, None) if table is not None else ():
        if row.option in changes:
            changes[row.option].append(
                Change(table=row.changed_table, id=row.row, column=row.column, value=row.value)
            )
    return changes


def _drawn(
    evaluation: Evaluation, options: Table[BidOption], combination: Combination, column: str
) -> np.ndarray:
    """Return the draws of what a combination's options say together, NaN where one does not."""
    table = options.for_draws(evaluation.block)
    draws = [table.draws_of(table.get(name), column) for name in combination]
    if column == "chance":
        return np.prod(draws, axis=0) if draws else np.ones(evaluation.draws)
    if not draws:
        return np.zeros(evaluation.draws)
    return np.sum(draws, axis=0) if column == "cost_krw" else np.max(draws, axis=0)


def _mean_and_error(values: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Return mean and Monte Carlo error over draws, shape (combinations,)."""
    draws = values.shape[1]
    spread = values.std(axis=1, ddof=1 if draws > 1 else 0)
    return values.mean(axis=1), spread / np.sqrt(draws)


def _summed_up(values: np.ndarray) -> np.ndarray:
    """Return mean and quantiles over draws, shape (combinations, statistics)."""
    quantiles = np.quantile(values, [0.05, 0.5, 0.95], axis=1)
    return np.column_stack([values.mean(axis=1), *quantiles])
