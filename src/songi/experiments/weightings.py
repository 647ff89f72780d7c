"""Which weighting of the call's headings makes the own bid win, and is it within the call's."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
import xarray as xr

from songi.experiments.evaluate import Evaluation
from songi.experiments.own_bid import OwnContest
from songi.experiments.registry import experiment
from songi.experiments.winning import CONTEST, RULES
from songi.methods.checks import FloatArray
from songi.methods.inverse import (
    margin_within_rules,
    nearest_tried_weights,
    nearest_winning_weights,
)
from songi.methods.inverse.margins import share_won
from songi.methods.weights import within_ranges

TRIED = 300
"""Weightings tried, within the ranges and again anywhere, for the one that wins most runs."""

STREAM = 0
"""Key of the stream of weightings tried: the same ones in every run, so that runs compare."""

WEIGHTINGS = (
    "call", "nearest", "nearest_within", "enough", "enough_within", "most_runs", "most_runs_within",
)  # fmt: skip

Tried = tuple[FloatArray, float, float]
"""A weighting, the share of runs selected with it, and its distance from the call's."""


@experiment(needs=(*CONTEST, "winning_share"), uses=RULES)
def winning_weights(evaluation: Evaluation) -> xr.Dataset:
    """Return weightings of the headings with which the own bid is selected, if there are any.

    `call` is the mean weighting as drawn; `nearest` the one nearest to it with which the bid's mean
    scores are selected (awards: their median; thresholds: their mean; conditions: as if met), of
    all weightings, and `nearest_within` of those within the ranges that the call's weights leave;
    where quotas, thresholds or clauses decide too, of the weightings tried, drawn in towards the
    call's. Of those tried, `enough` and `enough_within` are the nearest ones with which the share
    of runs selected reaches `winning_share`, `most_runs` and `most_runs_within` those with which it
    is greatest.

    Variables: `weight` (weighting, heading); `share` of runs selected with it by weighted sum and
    all rules of the call, scores, awards and conditions as drawn; `distance` from the call's
    weighting (sum of absolute differences, 2 at most); `within` the call's ranges; `enough`,
    whether the share reaches `winning_share`. NaN where there is none.
    """
    values = evaluation.values
    contest = OwnContest(values, evaluation.block)
    scores, drawn, headings = contest.heading_scores()
    call = drawn.mean(axis=0) / drawn.mean(axis=0).sum()
    lower, upper = _ranges(values, headings)

    def share(weights: FloatArray) -> float:
        return share_won(contest.margins_of(np.einsum("dbh,h->db", scores, weights)))

    sampled = _tried(lower, upper), _tried(np.zeros(len(headings)), np.ones(len(headings)))
    nearest = _nearest_on_the_mean(contest, scores.mean(axis=0), call, (lower, upper), sampled)
    known = [call, *nearest]
    tried = [one for one in known if np.isfinite(one).all()]
    tried += [*sampled[0], *sampled[1]]
    won = [(one, share(one), np.abs(one - call).sum()) for one in tried]
    inside = [one for one in won if _inside(one[0], lower, upper)]
    wanted = float(values["winning_share"])
    found = [
        *known,
        _nearest(won, wanted),
        _nearest(inside, wanted),
        _most(won),
        _most(inside),
    ]
    shares = np.array([share(one) if np.isfinite(one).all() else np.nan for one in found])
    whole = np.isfinite(shares)
    within = np.array([float(_inside(one, lower, upper)) for one in found])
    distance = np.array([np.abs(one - call).sum() for one in found])
    flat = {
        "share": (shares, "share of runs selected"),
        "distance": (distance, "distance from the call's weights"),
        "within": (np.where(whole, within, np.nan), "within the call's ranges"),
        "enough": (np.where(whole, shares >= wanted, np.nan), "selected often enough"),
    }
    variables: dict[str, Any] = {
        name: ("weighting", data, {"units": "1", "long_name": told})
        for name, (data, told) in flat.items()
    }
    weight = (("weighting", "heading"), np.stack(found), {"units": "1", "long_name": "weight"})
    coords = {"weighting": [*WEIGHTINGS], "heading": headings}
    return xr.Dataset({"weight": weight, **variables}, coords=coords)


def _nearest_on_the_mean(
    contest: OwnContest,
    scores: FloatArray,
    call: FloatArray,
    ranges: tuple[FloatArray, FloatArray],
    tried: tuple[list[FloatArray], list[FloatArray]],
) -> tuple[FloatArray, FloatArray]:
    """Return the weightings nearest to the call's that select the mean scores: of all, and within.

    A programme finds them where the first k are selected; by other rules they are sought among the
    weightings tried, those within the ranges and those anywhere.
    """
    rules, focal = contest.rules, contest.focal
    places = int(np.clip(np.median(contest.places), 1, len(scores)))
    if rules.take_the_first:
        lower, upper = ranges
        found = nearest_winning_weights(
            scores, focal, call, places=places, lower=lower, upper=upper
        )
        return found.weights, found.weights_within

    def wins(weights: FloatArray) -> np.ndarray:
        margins = margin_within_rules(
            weights @ scores.T,
            focal,
            places,
            allowed=rules.allowed,
            thresholds=rules.thresholds.mean(axis=0),
            quotas=rules.quotas,
        )
        return margins > 0.0

    inside = nearest_tried_weights(tried[0], call, wins)
    return nearest_tried_weights([*tried[0], *tried[1]], call, wins), inside


def _ranges(values: Mapping[str, Any], headings: list[str]) -> tuple[FloatArray, FloatArray]:
    """Return the least and greatest weight of each heading that its siblings' ranges leave.

    Cells are points of any total: a heading weighs least where it has its fewest points and the
    others their most. Blank cells leave everything open.
    """
    cells = [values["contest_criteria"].get(name).weight for name in headings]
    if any(cell is None for cell in cells):
        return np.zeros(len(cells)), np.ones(len(cells))
    low, high = np.array([cell.ends for cell in cells if cell is not None]).T
    others_high, others_low = high.sum() - high, low.sum() - low
    return low / (low + others_high), high / (high + others_low)


def _tried(lower: FloatArray, upper: FloatArray) -> list[FloatArray]:
    generator = np.random.Generator(np.random.Philox(key=STREAM))
    return [*within_ranges(lower, upper, TRIED, generator)] if len(lower) > 1 else [np.ones(1)]


def _nearest(tried: list[Tried], wanted: float) -> FloatArray:
    """Return the nearest weighting that wins often enough; NaN where none does."""
    enough = [one for one in tried if one[1] >= wanted]
    nowhere = np.full(len(tried[0][0]), np.nan)
    return min(enough, key=lambda one: one[2])[0] if enough else nowhere


def _most(tried: list[Tried]) -> FloatArray:
    return max(tried, key=lambda one: (one[1], -one[2]))[0]


def _inside(weights: FloatArray, lower: FloatArray, upper: FloatArray) -> bool:
    tolerance = 1e-9
    return bool((weights >= lower - tolerance).all() and (weights <= upper + tolerance).all())
