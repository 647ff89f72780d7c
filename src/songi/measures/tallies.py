"""Counts that papers tell: investors by stage and by what they seek, obligations by status."""

from __future__ import annotations

import numpy as np
import xarray as xr

from songi.measures.kind import once, over_draws
from songi.measures.obligations import STATUSES
from songi.measures.pipeline import NOT_MET
from songi.study.schema.firms import STAGES, Investor
from songi.study.table import Table

SOUGHT = ("land", "unknown", "space", "cooperation")
"""What an investor may seek: those that may want land first."""


@once()
def stage_seekers(pipeline_stages: xr.Dataset, current_investors: Table[Investor]) -> xr.DataArray:
    """Return how many investors known by name stand at each stage, dimensions (stage, seeks).

    A memorandum with a hospital that seeks co-operation is no step towards a sale of land: what
    each seeks keeps them apart. A row that stands for several firms is not counted.
    """
    stages = pipeline_stages["stage"].sel(investor=[*current_investors.ids]).values
    labels = [NOT_MET, *STAGES]
    counts = np.zeros((len(labels), len(SOUGHT)))
    for row, stage in zip(current_investors, stages, strict=True):
        if row.members == 1:
            counts[labels.index(str(stage)), SOUGHT.index(row.seeks)] += 1
    coords = {"stage": labels, "seeks": [*SOUGHT]}
    result = xr.DataArray(counts, dims=("stage", "seeks"), coords=coords)
    return result.assign_attrs(units="count", long_name="investors known by name")


@over_draws()
def obligation_counts(obligation_status: xr.Dataset) -> xr.DataArray:
    """Return how many obligations stand how, dimension (status), the most urgent first."""
    status = obligation_status["status"].values
    counts = np.array([(status == one).sum() for one in STATUSES], dtype=float)
    result = xr.DataArray(counts, dims=("status",), coords={"status": [*STATUSES]})
    return result.assign_attrs(units="count", long_name="obligations")
