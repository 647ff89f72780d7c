"""What the works and the firms do for the economy: output, value added, imports, work.

Construction tells person-years, once; operation tells jobs, year after year. They are never added.
"""

from __future__ import annotations

import numpy as np
import xarray as xr

from songi.measures.impact_effects import NATION
from songi.measures.kind import over_draws, per_draw
from songi.study.as_of import known_at
from songi.study.schema.industries import ImpactEstimate, Shock
from songi.study.streams import DrawBlock
from songi.study.table import Table

PLACE = "place"

IMPACT_PARTS = ("construction", "operation", "operation_full")
"""The works; a year of the firms that the market brings; a year with all land for firms taken."""

IMPACT_KINDS = ("output", "value_added", "imports", "work")
"""`work` is person-years of construction, jobs of operation."""

BILLION = 1e9


@per_draw()
def economic_impact(
    current_shocks: Table[Shock],
    works_spent: xr.DataArray,
    wider_effects: xr.Dataset,
    draws: DrawBlock,
    operating_firms: xr.Dataset | None = None,
    place_effects: xr.Dataset | None = None,
) -> xr.DataArray:
    """Return the impact, dimensions (draw, part, reach, kind).

    Parts: the works over all years; a year of the firms that the market brings; a year with all
    land for firms taken. Reaches, each held by the next: the place, the own province and the
    capital region (of an interregional table), the nation. Kinds: `output`, `value_added`,
    `imports` (of the nation), won; `work`, person-years of construction and jobs of operation.
    """
    reaches = [str(one) for one in wider_effects["reach"].values]
    if place_effects is not None:
        reaches = [PLACE, *reaches]
    values = np.zeros((draws.size, len(IMPACT_PARTS), len(reaches), len(IMPACT_KINDS)))
    works = [k for k, row in enumerate(current_shocks) if row.phase == "construction"]
    firms = [k for k, row in enumerate(current_shocks) if row.phase == "operation"]
    for p, part in enumerate(IMPACT_PARTS):
        mine = works if part == "construction" else firms
        end = "_full" if part == "operation_full" else ""
        if not mine or (part != "construction" and operating_firms is None):
            values[:, p] = np.nan
            continue
        scale, people = works_spent.values[:, mine], np.zeros(())
        if part != "construction" and operating_firms is not None:
            scale = operating_firms[f"output{end}"].values[:, mine]
            people = operating_firms[f"jobs{end}"].values[:, mine]
        for r, reach in enumerate(reaches):
            for k, kind in enumerate(IMPACT_KINDS):
                each = _effect(reach, kind, place_effects, wider_effects, mine)
                factor = scale / BILLION if kind == "work" else scale
                own = people if kind == "work" else 0.0
                values[:, p, r, k] = (each * factor + own).sum(axis=1)
    coords = {
        "draw": draws.index, "part": [*IMPACT_PARTS], "reach": reaches, "kind": [*IMPACT_KINDS],
    }  # fmt: skip
    result = xr.DataArray(values, dims=("draw", "part", "reach", "kind"), coords=coords)
    return result.assign_attrs(units="mixed", long_name="impact on the economy")


@over_draws()
def impact_outlook(
    economic_impact: xr.DataArray, operating_firms: xr.Dataset | None = None
) -> xr.Dataset:
    """Return the impact summed up, dimensions (part, reach, kind): `mean`, `low`, `high`.

    Low and high are the 5 and 95 % quantiles over the runs. `direct`, dimension (part), the people
    who work on the land itself, on average.
    """
    found = {"mean": economic_impact.mean("draw", skipna=False)}
    for name, share in (("low", 0.05), ("high", 0.95)):
        found[name] = economic_impact.quantile(share, "draw", skipna=False).drop_vars("quantile")
    direct = np.full(len(IMPACT_PARTS), np.nan)
    if operating_firms is not None:
        for k, end in ((1, ""), (2, "_full")):
            direct[k] = float(operating_firms[f"jobs{end}"].sum("shock").mean("draw"))
    found["direct"] = xr.DataArray(direct, dims=("part",), coords={"part": [*IMPACT_PARTS]})
    return xr.Dataset({name: one.assign_attrs(units="mixed") for name, one in found.items()})


@over_draws()
def impact_claims(
    impact_estimates: Table[ImpactEstimate], impact_outlook: xr.Dataset, draws: DrawBlock
) -> xr.Dataset:
    """Return figures that were made public beside ours, dimension (impact_estimate).

    `figure` (the mean where it is a range); `ours` with `low` and `high`, for the nation; `ratio`,
    theirs for one of ours. People, or won.
    """
    bound = known_at(impact_estimates, None).for_draws(draws)
    found: dict[str, list[float]] = {name: [] for name in ("figure", "ours", "low", "high")}
    for row in bound:
        kind = "work" if row.kind == "jobs" else row.kind
        ours = impact_outlook.sel(part=row.beside, reach=NATION, kind=kind)
        found["figure"].append(float(bound.draws_of(row, "figure").mean()))
        for name, variable in (("ours", "mean"), ("low", "low"), ("high", "high")):
            found[name].append(float(ours[variable]))
    arrays = {name: np.array(values) for name, values in found.items()}
    ours = arrays["ours"]
    arrays["ratio"] = np.divide(
        arrays["figure"], ours, out=np.full(ours.shape, np.nan), where=ours > 0
    )
    return xr.Dataset(
        {name: (("impact_estimate",), values, {"units": "1" if name == "ratio" else "mixed"})
         for name, values in arrays.items()},
        coords={"impact_estimate": [*bound.ids]},
    )  # fmt: skip


def _effect(
    reach: str, kind: str, place: xr.Dataset | None, wider: xr.Dataset, mine: list[int]
) -> np.ndarray:
    """Return what a won sets off, `[draws, shocks]`; NaN where it is not known."""
    if reach == PLACE:
        known = place[kind].values if place is not None and kind in place else None
    else:
        known = wider[kind].sel(reach=reach).values if kind in wider else None
    return np.array(np.nan) if known is None else known[:, mine]
