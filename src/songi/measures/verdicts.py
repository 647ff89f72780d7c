"""Verdicts on tenants summed up: by kind of firm and use of plot, by investor, by regime."""

from __future__ import annotations

import numpy as np
import xarray as xr

from songi.measures.kind import once
from songi.study.schema.firms import Firm
from songi.study.schema.land import INDUSTRIAL_USES, Constraint, Parcel
from songi.study.table import Table
from songi.study.tenants import VERDICTS

UNKNOWN = "unknown"
"""Stands in a kind of firm for an activity or a size that is not known."""


@once()
def kind_verdicts(
    current_firms: Table[Firm],
    industrial_plots: Table[Parcel],
    current_constraints: Table[Constraint],
    tenant_eligibility: xr.Dataset,
) -> xr.Dataset:
    """Return how kinds of firms of the long list fare on plots, dimensions (firm_kind, use).

    A kind is an activity and a size, such as `manufacturing/sme`. `share`, dimensions (firm_kind,
    use, verdict), of the pairs of a firm of the kind and a plot of the use; `overall`, of all
    pairs, (verdict); `decided`, the share of pairs of which a constraint decides, (firm_kind, use,
    constraint); `firms`, how many are of the kind; `plots`, of the use.
    """
    ordered = tenant_eligibility.transpose("firm", "parcel")
    found, decided = (
        np.stack([ordered[name].values == one for one in labels], axis=-1).astype(float)
        for name, labels in (("verdict", VERDICTS), ("constraint", current_constraints.ids))
    )
    kinds = np.array([_kind(row) for row in current_firms])
    of_plots = np.array([row.use for row in industrial_plots])
    labels = sorted(set(kinds.tolist()))
    uses = [use for use in INDUSTRIAL_USES if use in of_plots]
    share, deciding = (
        np.stack(
            [
                [pairs[kinds == kind][:, of_plots == use].mean(axis=(0, 1)) for use in uses]
                for kind in labels
            ]
        )
        for pairs in (found, decided)
    )
    return xr.Dataset(
        {
            "share": (("firm_kind", "use", "verdict"), share, {"units": "1"}),
            "decided": (("firm_kind", "use", "constraint"), deciding, {"units": "1"}),
            "overall": (("verdict",), found.mean(axis=(0, 1)), {"units": "1"}),
            "firms": (("firm_kind",), _counts(kinds, labels), {"units": "firms"}),
            "plots": (("use",), _counts(of_plots, uses), {"units": "count"}),
        },
        coords={
            "firm_kind": labels, "use": uses, "verdict": [*VERDICTS],
            "constraint": [*current_constraints.ids],
        },
    )  # fmt: skip


@once(separable=("investor",))
def investor_verdicts(
    industrial_plots: Table[Parcel], investor_eligibility: xr.Dataset
) -> xr.DataArray:
    """Return on how many plots of each use each investor may settle, (investor, use, verdict)."""
    verdicts = investor_eligibility["verdict"].transpose("investor", "parcel").values
    of_plots = np.array([row.use for row in industrial_plots])
    uses = [use for use in INDUSTRIAL_USES if use in of_plots]
    counts = np.stack(
        [
            np.stack([(verdicts[:, of_plots == use] == one).sum(axis=1) for use in uses], axis=1)
            for one in VERDICTS
        ],
        axis=-1,
    ).astype(float)
    coords = {
        "investor": investor_eligibility["investor"].values, "use": uses, "verdict": [*VERDICTS],
    }  # fmt: skip
    result = xr.DataArray(counts, dims=("investor", "use", "verdict"), coords=coords)
    return result.assign_attrs(units="count", long_name="plots by verdict")


@once()
def regime_openings(regime_lifts: xr.DataArray) -> xr.Dataset:
    """Return what each regime would open, dimension (regime).

    `firms`, for how many of the long list it would open a plot; `pairs`, how many pairs of a firm
    and a plot.
    """
    return xr.Dataset(
        {
            "firms": (regime_lifts > 0).sum("firm").astype(float).assign_attrs(units="firms"),
            "pairs": regime_lifts.sum("firm", skipna=False).assign_attrs(units="count"),
        }
    )


def _kind(firm: Firm) -> str:
    return f"{firm.activity or UNKNOWN}/{firm.size or UNKNOWN}"


def _counts(values: np.ndarray, labels: list[str]) -> np.ndarray:
    return np.array([(values == label).sum() for label in labels], dtype=float)
