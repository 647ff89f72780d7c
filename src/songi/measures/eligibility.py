"""Whether a bid may be heard: the clauses of call and law, one finding for each bid."""

from __future__ import annotations

from collections import defaultdict
from datetime import date

import numpy as np
import xarray as xr

from songi.measures.kind import once
from songi.study.as_of import known_at
from songi.study.schema.bid import Clause, Finding
from songi.study.schema.contest import Bid
from songi.study.table import Table

MET, NOT_MET, UNCLEAR, NOT_EXAMINED = "met", "not_met", "unclear", "not_examined"

FINDINGS = (NOT_MET, UNCLEAR, NOT_EXAMINED, MET)
"""What can be found, the most urgent first. What nobody examined is not met by silence."""


@once()
def contest_clauses(
    clauses: Table[Clause], evaluated_contest: str, contest_cutoff: date
) -> Table[Clause]:
    """Return the clauses of the contest as they were known at the cut-off."""
    known = known_at(clauses, contest_cutoff)
    return known.where(lambda row: row.contest == evaluated_contest)


@once()
def known_findings(findings: Table[Finding], contest_cutoff: date) -> Table[Finding]:
    """Return what had been found by the cut-off."""
    return known_at(findings, contest_cutoff)


@once(separable=("bid", "clause"))
def eligibility(
    entered_bids: Table[Bid],
    contest_clauses: Table[Clause],
    known_findings: Table[Finding] | None = None,
) -> xr.DataArray:
    """Return whether each bid meets each clause, dimensions (bid, clause).

    `met`, `not_met`, `unclear`, or `not_examined` where there is no finding.
    """
    found = {(row.bid, row.clause): row.finding for row in known_findings or ()}
    values = np.array(
        [
            [found.get((bid, clause), NOT_EXAMINED) for clause in contest_clauses.ids]
            for bid in entered_bids.ids
        ],
        dtype="<U12",
    )
    coords = {"bid": [*entered_bids.ids], "clause": [*contest_clauses.ids]}
    result = xr.DataArray(values, dims=("bid", "clause"), coords=coords)
    return result.assign_attrs(units="1", long_name="eligibility")


@once(separable=("bid",))
def eligibility_shares(eligibility: xr.DataArray) -> xr.DataArray:
    """Return the share of clauses of each finding, dimensions (bid, finding)."""
    shares = [(eligibility == finding).mean("clause") for finding in FINDINGS]
    stacked = xr.concat(shares, dim="finding", join="exact").transpose("bid", "finding")
    labelled = stacked.assign_coords(finding=[*FINDINGS])
    return labelled.assign_attrs(units="1", long_name="share of clauses")


@once(separable=("bid",))
def barred_bids(eligibility: xr.DataArray, contest_clauses: Table[Clause]) -> xr.DataArray:
    """Return which bids a clause keeps out, dimension (bid): 1 or 0.

    A bid is out if a clause is not met, or if none of the clauses of one `any_of` is met, unclear
    or still to be examined. What is unclear bars nobody.
    """
    groups: dict[str, list[str]] = defaultdict(list)
    for clause in contest_clauses:
        groups[clause.any_of or f"/{clause.id}"].append(clause.id)
    failed = eligibility == NOT_MET
    out = [failed.sel(clause=members).all("clause") for members in groups.values()]
    barred = xr.concat(out, dim="group", join="exact").any("group").astype(float)
    return barred.assign_attrs(units="yes_no", long_name="barred by a clause")
