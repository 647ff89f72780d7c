"""The contest: which bids, what was known at its deadline, and what stands for the unknown."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from datetime import date

import numpy as np
import xarray as xr

from songi.measures.kind import once, over_draws, per_draw
from songi.study.as_of import known_at
from songi.study.bids import joined_bids
from songi.study.schema.contest import Bid, Contest, Criterion, Indicator
from songi.study.schema.place import Candidate
from songi.study.streams import DrawBlock
from songi.study.table import Table

KNOWN, PARTIAL, FILLED, UNKNOWN = "known", "partial", "filled", "unknown"
"""Evidence of a bid on a criterion: known; of some of its candidates only; of other bids only, so
that something stands for it; of nobody, so that every position is equally likely."""


@once()
def evaluated_contest(contests: Table[Contest], contest: str | None) -> str:
    """Return the id of the contest that is evaluated: the chosen one, or the only one."""
    return contest or contests.ids[0]


@once()
def announced_contest(contests: Table[Contest], evaluated_contest: str) -> Table[Contest]:
    """Return the contest as the run knows it; none where it was not announced at its as-of day."""
    return known_at(contests, None).where(lambda row: row.id == evaluated_contest)


@once()
def contest_cutoff(announced_contest: Table[Contest], as_of: date | None) -> date:
    """Return the day whose knowledge counts: the deadline, or the run's as-of day if earlier."""
    deadline = announced_contest.rows[0].deadline
    return deadline if as_of is None else min(deadline, as_of)


@once()
def known_contest(
    contests: Table[Contest], evaluated_contest: str, contest_cutoff: date
) -> Table[Contest]:
    """Return the contest as it was known at the cut-off, or its oldest version if none was."""
    known = known_at(contests, contest_cutoff).where(lambda row: row.id == evaluated_contest)
    rows = contests.where(lambda row: row.id == evaluated_contest)
    oldest = min(rows, key=lambda row: row.known_from or date.min)
    return known if len(known) else rows.where(lambda row: row is oldest)


@once()
def filed_bids(
    bids: Table[Bid], candidates: Table[Candidate], evaluated_contest: str
) -> Table[Bid]:
    """Return the contest's bids, those that join another among them.

    A bid is filed by the deadline even where the press told of it later, so bids are taken as the
    run knows them; a bid whose candidates the run cannot know yet is left out.
    """
    known = set(candidates.ids)
    current = known_at(bids, None)
    return current.where(
        lambda bid: bid.contest == evaluated_contest and set(bid.candidates) <= known
    )


@once()
def entered_bids(filed_bids: Table[Bid]) -> Table[Bid]:
    """Return the contest's alternatives.

    A bid that joins another is no alternative of its own: its candidates bid there.
    """
    host_of = joined_bids(filed_bids)
    joined: dict[str, list[str]] = defaultdict(list)
    for bid in filed_bids:
        if bid.id in host_of:
            joined[host_of[bid.id]] += bid.candidates
    return replace(
        filed_bids,
        rows=tuple(
            bid.model_copy(
                update={"candidates": tuple(dict.fromkeys((*bid.candidates, *joined[bid.id])))}
            )
            if bid.id in joined
            else bid
            for bid in filed_bids
            if bid.id not in host_of
        ),
    )


@once()
def contest_criteria(
    criteria: Table[Criterion], evaluated_contest: str, contest_cutoff: date
) -> Table[Criterion]:
    """Return the criteria of the call as they were known at the cut-off, never the decision's."""
    return known_at(criteria, contest_cutoff).where(lambda row: row.contest == evaluated_contest)


@once()
def leaf_criteria(contest_criteria: Table[Criterion]) -> Table[Criterion]:
    """Return the criteria that are measured: those with none under them."""
    parents = {row.parent for row in contest_criteria}
    return contest_criteria.where(lambda row: row.id not in parents)


@once()
def known_indicators(indicators: Table[Indicator], contest_cutoff: date) -> Table[Indicator]:
    """Return the indicators that were public at the cut-off, the latest version of each."""
    return known_at(indicators, contest_cutoff)


@per_draw()
def awards(known_contest: Table[Contest]) -> xr.DataArray:
    """Return how many bids are selected, dimension (draw).

    Uncertain where the call did not say; drawn from the contest's own cell.
    """
    drawn = known_contest.draws("awards", "contest").isel(contest=0, drop=True)
    return drawn.assign_attrs(units="count", long_name="awards")


@per_draw(separable=("candidate", "indicator"))
def candidate_indicators(
    candidates: Table[Candidate],
    draws: DrawBlock,
    known_indicators: Table[Indicator] | None = None,
    accessibility: xr.DataArray | None = None,
) -> xr.DataArray:
    """Return all indicators, given and computed, dimensions (draw, candidate, indicator).

    NaN where nothing was known at the cut-off; no indicator at all where nobody knew any.
    """
    labels = sorted(set(candidates.ids))
    none = [("draw", draws.index), ("candidate", labels), ("indicator", np.array([], dtype=str))]
    parts = [xr.DataArray(np.empty((draws.size, len(labels), 0)), none)]
    if known_indicators is not None and len(known_indicators):
        given = known_indicators.draws_grid("value", "candidate", "indicator")
        parts.append(given.reindex(candidate=labels))
    if accessibility is not None:
        parts.append(accessibility.sel(candidate=labels))
    joined = xr.concat(parts, dim="indicator", join="exact")
    return joined.assign_attrs(units="mixed", long_name="candidate indicators")


@per_draw(separable=("bid", "criterion"))
def observed_values(
    candidate_indicators: xr.DataArray,
    entered_bids: Table[Bid],
    leaf_criteria: Table[Criterion],
) -> xr.DataArray:
    """Return what is known of each bid on each criterion, dimensions (draw, bid, criterion).

    Candidates that bid together combine by the criterion's rule: sum, best or mean of those that
    are known. NaN where none is.
    """
    given = candidate_indicators.transpose("draw", "candidate", "indicator")
    indicators = {str(label): k for k, label in enumerate(given["indicator"].values)}
    candidates = {str(label): k for k, label in enumerate(given["candidate"].values)}
    values = np.full((given.sizes["draw"], len(entered_bids), len(leaf_criteria)), np.nan)
    for j, criterion in enumerate(leaf_criteria):
        if criterion.indicator not in indicators:
            continue
        column = given.values[:, :, indicators[criterion.indicator]]
        for i, bid in enumerate(entered_bids):
            members = column[:, [candidates[name] for name in bid.candidates]]
            values[:, i, j] = _combined(members, criterion)
    labels = [
        ("draw", candidate_indicators["draw"].values),
        ("bid", [*entered_bids.ids]),
        ("criterion", [*leaf_criteria.ids]),
    ]
    return xr.DataArray(values, labels, attrs={"units": "mixed", "long_name": "observed values"})


@over_draws(separable=("criterion",))
def evidence_status(
    observed_values: xr.DataArray,
    candidate_indicators: xr.DataArray,
    entered_bids: Table[Bid],
    leaf_criteria: Table[Criterion],
) -> xr.DataArray:
    """Return how each value came about, dimensions (bid, criterion).

    `known`, `partial` (of some candidates of a joint bid only), `filled` or `unknown` (see the
    names in this module).
    """
    absent = observed_values.isnull().all("draw").transpose("bid", "criterion").values
    known_of = candidate_indicators.notnull().any("draw")
    indicators = set(known_of["indicator"].values.tolist())
    status = np.where(absent, FILLED, KNOWN).astype("<U7")
    status[:, absent.sum(axis=0) > absent.shape[0] - 2] = UNKNOWN
    for j, criterion in enumerate(leaf_criteria):
        for i, bid in enumerate(entered_bids):
            if status[i, j] != KNOWN or criterion.indicator not in indicators:
                continue
            members = known_of.sel(indicator=criterion.indicator, candidate=[*bid.candidates])
            status[i, j] = KNOWN if bool(members.all()) else PARTIAL
    labels = [("bid", [*entered_bids.ids]), ("criterion", [*leaf_criteria.ids])]
    return xr.DataArray(status, labels, attrs={"units": "1", "long_name": "evidence status"})


@over_draws(separable=("criterion",))
def usable_indicators(observed_values: xr.DataArray) -> xr.DataArray:
    """Return how many bids have a known value at the cut-off, dimension (criterion)."""
    known = observed_values.notnull().all("draw").sum("bid")
    return known.assign_attrs(units="count", long_name="bids with a known value")


@per_draw(separable=("criterion",))
def bid_values(
    observed_values: xr.DataArray, leaf_criteria: Table[Criterion], draws: DrawBlock
) -> xr.DataArray:
    """Return the values that are ranked, dimensions (draw, bid, criterion): none is missing.

    Where a bid's value is unknown, the criterion's policy stands for it: anything within the span
    of the known ones (`span`), or their median (`median`). Where fewer than two bids are known,
    the known ones set nobody apart: every bid's position on the criterion is equally likely, a
    uniform number in (0, 1). Each gap has a stream of its own.
    """
    values = observed_values.transpose("draw", "bid", "criterion").values.copy()
    labels = [str(label) for label in observed_values["bid"].values]
    for j, criterion in enumerate(leaf_criteria):
        column = values[:, :, j]
        gaps = np.isnan(column).any(axis=0)
        nobody = (~gaps).sum() < 2
        if nobody:
            gaps = np.ones_like(gaps)
        low, high = np.zeros(len(column)), np.ones(len(column))
        if not nobody:
            low, high = column[:, ~gaps].min(axis=1), column[:, ~gaps].max(axis=1)
        for i in np.flatnonzero(gaps):
            if criterion.missing == "median" and not nobody:
                column[:, i] = np.median(column[:, ~gaps], axis=1)
                continue
            u = draws.noise("bid_values", f"{criterion.id}/{labels[i]}")
            column[:, i] = low + u * (high - low)
    return observed_values.copy(data=values).assign_attrs(long_name="bid values")


def _combined(members: np.ndarray, criterion: Criterion) -> np.ndarray:
    """Combine candidates' values, shape (draws, members), by the criterion's rule."""
    known = members[:, ~np.isnan(members).any(axis=0)]
    if known.shape[1] == 0:
        return np.full(len(members), np.nan)
    if criterion.combine == "sum":
        return known.sum(axis=1)
    if criterion.combine == "mean":
        return known.mean(axis=1)
    return known.max(axis=1) if criterion.direction == "benefit" else known.min(axis=1)
