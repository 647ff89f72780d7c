"""What the designation changes in every result on money: with it and without it, same draws."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import xarray as xr

from songi.experiments.evaluate import Evaluation, evaluate
from songi.experiments.registry import experiment
from songi.methods.among import mean_among, quantile_among
from songi.methods.checks import FloatArray
from songi.study.model import Study

DRAWS = 1000
"""Draws on which the dataflow runs again, at most: both cases share them, so that few will do."""

RESULTS = (
    "designation_gain", "public_cost", "project_appraisal", "feasibility", "buy_back",
    "land_sales", "economic_impact",
)  # fmt: skip
"""What is evaluated; a study has those that it has tables for."""

LEVELS = ("state", "province", "city")
"""Payers that are the public."""

VIEWS = ("financial", "national", "city")

NO_CHANGE = 1e-9
"""Values that part by less than this share are the same."""


@dataclass(frozen=True)
class Told:
    """A number that is compared: what it is, of which row, in which unit, `[draws]`."""

    measured: str
    of: str
    unit: str
    values: FloatArray

    @property
    def name(self) -> str:
        """Label of the result."""
        return f"{self.measured}/{self.of}" if self.of else self.measured


@experiment(
    needs=("designated", "project_appraisal"),
    uses=tuple(name for name in RESULTS if name != "project_appraisal"),
)
def designation_effect(evaluation: Evaluation) -> xr.Dataset:
    """Return what the designation changes in the results on money, dimension (figure).

    The dataflow runs again with the option `designation` at `not_designated` and at `designated`,
    on the first draws of the run (`draws`): each figure is compared draw by draw, all else equal.
    `without` and `with_it`, means over the draws in which both are known; of the difference its
    mean, `difference`, and `low`, `middle` and `high`, the 5, 50 and 95 % quantiles; `moved`, the
    share of draws in which it is not nought, and `more`, in which it is above. Each in the figure's
    own `unit`; `measured` says what the figure is, `of` the row that it is of (a kind of tenant, a
    project, a promise, a reach of impact).
    """
    draws = min(DRAWS, evaluation.draws)
    held = _first(evaluation.values, draws)
    told: dict[bool, dict[str, Told]] = {}
    for designated in (False, True):
        option = "designated" if designated else "not_designated"
        study = _with_designation(evaluation.study, option)
        values = evaluate(study, (), draws, RESULTS, held)
        told[designated] = {one.name: one for one in _figures(values, designated)}
    names = [*told[False]]
    found: dict[str, list[float]] = {name: [] for name in UNITS}
    for name in names:
        for key, number in _compared(told[False][name].values, told[True][name].values).items():
            found[key].append(number)
    kept = [told[False][name] for name in names]
    return xr.Dataset(
        {name: (("figure",), np.array(found[name]), {"units": UNITS[name]}) for name in UNITS}
        | {"draws": ((), float(draws), {"units": "count"})},
        coords={
            "figure": np.array(names, dtype=str),
            "measured": ("figure", np.array([one.measured for one in kept], dtype=str)),
            "of": ("figure", np.array([one.of for one in kept], dtype=str)),
            "unit": ("figure", np.array([one.unit for one in kept], dtype=str)),
        },
    )


UNITS = {
    **dict.fromkeys(("without", "with_it", "difference", "low", "middle", "high"), "mixed"),
    "moved": "1", "more": "1",
}  # fmt: skip
"""What is told of each figure, and its unit."""


def _first(values: Mapping[str, Any], draws: int) -> dict[str, Any]:
    """Return tables, options and results with the first draws of what is drawn."""
    arrays = (xr.DataArray, xr.Dataset)
    return {
        name: one.isel(draw=slice(0, draws)) if isinstance(one, arrays) and "draw" in one.dims
        else one
        for name, one in values.items()
    }  # fmt: skip


def _with_designation(study: Study, option: str) -> Study:
    options = study.options.model_copy(update={"designation": option})
    return replace(study, info=study.info.model_copy(update={"options": options}))


def _compared(without: FloatArray, with_it: FloatArray) -> dict[str, float]:
    """Return what is told of one figure; NaN where no draw has both values."""
    both = np.isfinite(without) & np.isfinite(with_it)
    change = np.where(both, with_it - without, np.nan)
    least = NO_CHANGE * np.maximum(np.abs(without), np.abs(with_it))
    change = np.where(np.abs(change) <= least, 0.0, change)
    if not both.any():
        return dict.fromkeys(UNITS, np.nan)
    quantiles = {"low": 0.05, "middle": 0.5, "high": 0.95}
    return {
        "without": float(without[both].mean()),
        "with_it": float(with_it[both].mean()),
        "difference": float(mean_among(change)),
        **{name: float(quantile_among(change, share)) for name, share in quantiles.items()},
        "moved": float((change[both] != 0).mean()),
        "more": float((change[both] > 0).mean()),
    }


def _figures(values: Mapping[str, Any], designated: bool) -> Iterator[Told]:
    """Yield the figures that are compared, as they are with or without the designation."""
    if "package_parts" in values and "designation_gain" in values:
        regimes = values["regimes_in_force"][int(designated)]
        worth = values["package_parts"]["benefit"].sel(combination=regimes)
        yield from _by_row("package", "krw", worth.sum("benefit_part", skipna=False))
    if "public_cost" in values:
        paid = values["public_cost"]["paid"]
        yield from _by_row("public_paid", "krw", paid.sel(payer=[*LEVELS]).sum("payer"))
        yield from _by_row("developer_paid", "krw", paid.sel(payer="developer"))
    if "project_appraisal" in values:
        worth = values["project_appraisal"]
        for view in VIEWS:
            yield from _by_row(f"npv_{view}", "krw", worth["npv"].sel(view=view))
        for view in VIEWS[1:]:
            yield from _by_row(f"ratio_{view}", "1", worth["benefit_cost"].sel(view=view))
    if "feasibility" in values:
        yield from _by_row("put_in", "krw", values["feasibility"]["put_in"])
    if "buy_back" in values:
        yield from _by_row("bought_back", "krw", values["buy_back"]["amount"])
        yield from _by_row("bought_area", "m2", values["buy_back"]["area"])
    if "land_sales" in values:
        for name, unit in (("area", "m2"), ("value", "krw")):
            sold = values["land_sales"][name].sum(("year", "sale_round"), skipna=False)
            yield Told(f"land_{name}", "", unit, sold.values)
    if "economic_impact" in values:
        work = values["economic_impact"].sel(kind="work", part="operation")
        yield from _by_row("jobs", "persons", work.drop_vars(("kind", "part")))


def _by_row(measured: str, unit: str, array: xr.DataArray) -> Iterator[Told]:
    (dimension,) = (str(one) for one in array.dims if one != "draw")
    for label in array[dimension].values:
        one = array.sel({dimension: label})
        yield Told(measured, str(label), unit, one.values)
