"""Which industries are at home in the place, how they grew, and what lies near them.

Regions of the own region's level are compared with each other; what the nation has beside them
stands as `rest`, what a region has beside the industries told as `other`.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

import numpy as np
import xarray as xr

from songi.measures.kind import once, over_draws
from songi.methods import complexity as kept_company
from songi.methods import location
from songi.study.as_of import known_at
from songi.study.industry_codes import TOTAL, depth_of
from songi.study.schema.specialisation import CodeBridge, IndustryCount
from songi.study.streams import DrawBlock
from songi.study.table import Table

REST, OTHER = "rest", "other"

LEVEL = 0.9
"""Share of the bootstrap's runs that lie inside an interval."""

FEWEST = 3
"""Regions and industries that complexity takes at least; fewer order nothing."""

Cell = tuple[str, str, int]
"""Region, industry as it is counted, year."""


@once()
def industry_counts(
    industries: Table[IndustryCount],
    home_region: str | None,
    ksic_bridges: Table[CodeBridge] | None = None,
) -> xr.Dataset:
    """Return people and establishments, dimensions (region, industry, year).

    Of the regions of the own one's level, and of the depth of codes that most of their rows have.
    `plants` is the Herfindahl of a cell's establishments, 1 by their number where it is not given.
    NaN where a count is withheld or not told; `rest` and `other` hold it.
    """
    rows = [*known_at(industries, None)]
    home = home_region or rows[0].region
    level = next((row.level for row in rows if row.region == home), rows[0].level)
    cells = _bridged(rows, known_at(ksic_bridges, None) if ksic_bridges is not None else ())
    regions = [*dict.fromkeys(row.region for row in rows if row.level == level)]
    nation = next((row.region for row in rows if row.level == "nation" != level), None)
    years = sorted({row.year for row in rows})
    codes = _codes(cells, set(regions))
    labels = [*regions, *([REST] if nation else [])], [*codes, OTHER], years
    found = {name: np.full([len(one) for one in labels], np.nan) for name in _Sum.__slots__}
    for r, region in enumerate(regions):
        for k, year in enumerate(years):
            _fill(found, (r, k), _row_of(cells, region, codes, year))
    if nation:
        for k, year in enumerate(years):
            whole = _row_of(cells, nation, codes, year)
            _fill(found, (len(regions), k), [_less(one, found, j, k)
                                             for j, one in enumerate(whole)])  # fmt: skip
    coords = dict(zip(("region", "industry", "year"), labels, strict=True))
    units = {"employees": "persons", "establishments": "count", "plants": "1"}
    data = {
        name: (("region", "industry", "year"), values, {"units": units[name], "long_name": name})
        for name, values in found.items()
    }
    told = {"home": home, "level": level, "revision": max((r.ksic_revision for r in rows), key=int)}
    return xr.Dataset(data, coords, told)


@once()
def earlier_counts(industries: Table[IndustryCount]) -> Table[IndustryCount]:
    """Return the counts of years before the last one; none where there is one year only."""
    known = known_at(industries, None)
    last = max((row.year for row in known), default=0)
    return known.where(lambda row: row.year < last)


@over_draws()
def location_quotients(industry_counts: xr.Dataset, draws: DrawBlock) -> xr.Dataset:
    """Return location quotients of the last year, and the own region's with intervals.

    `quotient` has the dimensions (region, industry); `low`, `high`, `share`, `employees` and
    `establishments` are the own region's by industry. The intervals are those of a parametric
    bootstrap that draws plants, not people: the fewer and larger they are, the wider.
    """
    last = industry_counts.isel(year=-1)
    people, plants = last["employees"].values, last["plants"].values
    home = [*last["region"].values].index(last.attrs["home"])
    filled = np.nan_to_num(people)
    generator = draws.generator("location_quotients", "bootstrap")
    found = location.quotient_intervals(
        filled, np.nan_to_num(plants), home, generator, level=LEVEL
    )  # fmt: skip
    quotient = location.location_quotient(
        filled, filled.sum(axis=1, keepdims=True), filled.sum(axis=0), filled.sum()
    )
    unknown = np.isnan(people)
    ends = {"low": found.low, "high": found.high, "share": filled[home] / filled[home].sum()}
    mine = {name: np.where(unknown[home], np.nan, one) for name, one in ends.items()}
    mine |= {"employees": people[home], "establishments": last["establishments"].values[home]}
    units = {"employees": "persons", "establishments": "count"}
    data = {name: ("industry", one, {"units": units.get(name, "1"), "long_name": name})
            for name, one in mine.items()}  # fmt: skip
    whole = (("region", "industry"), np.where(unknown, np.nan, quotient))
    data["quotient"] = (*whole, {"units": "1", "long_name": "location quotient"})  # type: ignore[assignment]
    result = xr.Dataset(data, {name: last[name] for name in ("region", "industry")})
    kept = result.sel(industry=result["industry"] != OTHER, region=result["region"] != REST)
    told = {"year": int(last["year"]), "above": int((kept["low"] > 1).sum())}
    return kept.drop_vars("year", errors="ignore").assign_attrs(**industry_counts.attrs, **told)


@once()
def shift_share(
    industry_counts: xr.Dataset,
    earlier_counts: Table[IndustryCount],  # noqa: ARG001 - without an earlier year there is none
) -> xr.Dataset:
    """Return the own region's growth from the first to the last year, by its parts and industry.

    `growth` is `national`, `mix` and `regional` together; people, dimension (industry). An
    industry whose count is withheld in either year counts among the others.
    """
    people = industry_counts["employees"].isel(year=[0, -1])
    home = [*people["region"].values].index(industry_counts.attrs["home"])
    values = people.values
    mine = values[home]
    withheld = np.isnan(mine).any(axis=1)
    counted = np.nan_to_num(values)
    whole = counted.sum(axis=0)
    before, after = np.where(withheld[:, None], 0.0, counted[home]).T
    found = location.shift_share(before, after, *whole.T)
    names = location.ShiftShare._fields
    data = {
        name: ("industry", np.where(withheld, np.nan, one), {"units": "persons", "long_name": name})
        for name, one in zip(names, found, strict=True)
    }
    data |= {f"all_{name}": ((), float(one.sum()), {"units": "persons", "long_name": f"all {name}"})
             for name, one in zip(names, found, strict=True)}  # fmt: skip
    first, last = (int(one) for one in people["year"].values)
    told = {**industry_counts.attrs, "first": first, "last": last}
    return xr.Dataset(data, {"industry": people["industry"].values}, told)


@once()
def specialisation(industry_counts: xr.Dataset) -> xr.Dataset:
    """Return how special each region is and how its industries keep company, in the last year.

    Dimensions (region, industry). By region: `herfindahl` of its industries, `diversity`
    (industries with a quotient of 1 and more), complexity `eci`. By industry: `ubiquity`,
    complexity `pci`, Ellison and Glaeser's `gamma`; of the own region `advantage` (its quotient)
    and `density`, how much of what lies near the industry it has. Complexity is NaN outside the
    largest part of regions that share industries, and where there are fewer than three regions or
    industries.
    """
    last = industry_counts.isel(year=-1)
    real = last.sel(industry=last["industry"] != OTHER, region=last["region"] != REST)
    people = np.nan_to_num(last["employees"].values)
    rows, columns = real.sizes["region"], real.sizes["industry"]
    advantage = kept_company.revealed_advantage(people)[:rows, :columns]
    present = (advantage >= 1).astype(float)
    eci, pci = _complexity(present)
    home = [*real["region"].values].index(last.attrs["home"])
    some = people[:rows].sum(axis=1) > 0
    spread = np.full(rows, np.nan)
    spread[some] = location.herfindahl(people[:rows][some])
    found = {
        "herfindahl": ("region", spread), "diversity": ("region", present.sum(axis=1)),
        "eci": ("region", eci), "ubiquity": ("industry", present.sum(axis=0)),
        "pci": ("industry", pci), "advantage": ("industry", advantage[home]),
        "density": ("industry", kept_company.relatedness_density(present)[home]),
        "gamma": ("industry", _agglomeration(people, last["plants"].values)[:columns]),
    }  # fmt: skip
    data = {name: (dim, values, {"units": "1", "long_name": name})
            for name, (dim, values) in found.items()}  # fmt: skip
    coords = {name: real[name].values for name in ("region", "industry")}
    return xr.Dataset(data, coords, {**last.attrs, "year": int(last["year"])})


class _Sum:
    """People, establishments and squared plants of a cell, as far as they are told."""

    __slots__ = ("employees", "establishments", "plants")

    def __init__(self, rows: Iterable[IndustryCount]) -> None:
        told = [*rows]
        people, places = ([getattr(row, name) for row in told]
                          for name in ("employees", "establishments"))  # fmt: skip
        self.employees = np.nan if None in people or not told else float(sum(people))
        self.establishments = np.nan if None in places or not told else float(sum(places))
        squared = sum((_plants(row) * (row.employees or 0) ** 2 for row in told), 0.0)
        self.plants = squared / self.employees**2 if self.employees > 0 else np.nan


def _plants(row: IndustryCount) -> float:
    """Return the Herfindahl of a row's establishments: the least it can be where not given."""
    if row.plant_herfindahl is not None:
        return row.plant_herfindahl
    return 1.0 / row.establishments if row.establishments else 1.0


def _bridged(
    rows: Iterable[IndustryCount], bridges: Iterable[CodeBridge]
) -> dict[Cell, list[IndustryCount]]:
    """Return the rows by region, year and the code under which they are counted."""
    instead = {(row.ksic_revision, row.ksic): row.counted_as for row in bridges}
    cells: dict[Cell, list[IndustryCount]] = defaultdict(list)
    for row in rows:
        code = instead.get((row.ksic_revision, row.ksic), row.ksic)
        cells[row.region, code, row.year].append(row)
    return cells


def _codes(cells: Iterable[Cell], regions: set[str]) -> list[str]:
    """Return the codes of the depth that most rows of these regions have, in order."""
    by_depth: dict[int, list[str]] = defaultdict(list)
    for region, code, _ in cells:
        if region in regions and code != TOTAL:
            by_depth[depth_of(code)].append(code)
    most = max(by_depth.values(), key=len, default=[])
    return sorted(set(most))


def _row_of(
    cells: dict[Cell, list[IndustryCount]], region: str, codes: list[str], year: int
) -> list[_Sum]:
    """Return a region's industries, and last what its total has beside them."""
    told = [_Sum(cells.get((region, code, year), ())) for code in codes]
    total = _Sum(cells.get((region, TOTAL, year), ()))
    other = _Sum(())
    for name in ("employees", "establishments"):
        known = np.nansum([getattr(one, name) for one in told])
        left = getattr(total, name) - known
        setattr(other, name, 0.0 if np.isnan(left) else max(left, 0.0))
    other.plants = 0.0
    return [*told, other]


def _less(whole: _Sum, found: dict[str, np.ndarray], industry: int, year: int) -> _Sum:
    """Return what the nation has of an industry beside the regions told; nought where unknown."""
    for name in ("employees", "establishments"):
        left = getattr(whole, name) - np.nansum(found[name][:-1, industry, year])
        setattr(whole, name, 0.0 if np.isnan(left) else max(left, 0.0))
    whole.plants = 0.0
    return whole


def _fill(found: dict[str, np.ndarray], at: tuple[int, int], told: list[_Sum]) -> None:
    for name, values in found.items():
        values[at[0], :, at[1]] = [getattr(one, name) for one in told]


def _complexity(present: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Return complexity within the largest part; NaN elsewhere and where nothing is ordered."""
    eci, pci = np.full(present.shape[0], np.nan), np.full(present.shape[1], np.nan)
    regions, industries = (one == 0 for one in kept_company.parts(present))
    inner = present[regions][:, industries]
    if min(inner.shape) >= FEWEST and len(np.unique(inner, axis=0)) > 1:
        eci[regions], pci[industries] = kept_company.complexity(inner)
    return eci, pci


def _agglomeration(people: np.ndarray, plants: np.ndarray) -> np.ndarray:
    """Return Ellison and Glaeser's index by industry; NaN where it has but one plant or region."""
    whole = people.sum(axis=1)
    found = np.full(people.shape[1], np.nan)
    for k, here in enumerate(people.T):
        total = here.sum()
        size = float((np.nan_to_num(plants[:, k]) * here**2).sum() / total**2) if total else 1.0
        if 0 < size < 1 and np.count_nonzero(whole) > 1:
            found[k] = location.ellison_glaeser(here, whole, size).gamma
    return found
