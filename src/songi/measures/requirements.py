"""The correspondence table: how much of what the call asks for is answered."""

from __future__ import annotations

import numpy as np
import xarray as xr

from songi.measures.kind import once
from songi.study.as_of import known_at
from songi.study.schema.bid import Requirement
from songi.study.table import Table

STATUSES = ("unmet", "partly", "met")
"""How far a requirement is, the most urgent first."""


@once()
def contest_requirements(
    requirements: Table[Requirement], evaluated_contest: str
) -> Table[Requirement]:
    """Return what the call of the contest asks for, as the run knows it."""
    return known_at(requirements, None).where(lambda row: row.contest == evaluated_contest)


@once()
def requirement_status(contest_requirements: Table[Requirement]) -> xr.DataArray:
    """Return how many requirements are how far, dimension (status), what is unmet first."""
    found = [row.status for row in contest_requirements]
    counts = np.array([found.count(status) for status in STATUSES])
    result = xr.DataArray(counts, dims=("status",), coords={"status": [*STATUSES]})
    return result.assign_attrs(units="count", long_name="requirements by status")
