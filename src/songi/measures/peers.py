"""Other clusters by age, per person and per m², and where the study's own forecast would stand."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping

import numpy as np
import xarray as xr

from songi.measures.kind import once, over_draws, per_draw
from songi.methods.peers import read_series
from songi.study.as_of import known_at
from songi.study.schema.peers import PeerCluster, PeerFigure
from songi.study.table import Table

RATIOS: Mapping[str, tuple[str, str, float]] = {
    "jobs_by_site_area": ("jobs", "site_area", 1000.0),
    "jobs_by_floor_area": ("jobs", "floor_area", 1000.0),
    "jobs_by_residents": ("jobs", "residents", 1000.0),
    "jobs_by_firm": ("jobs", "firms", 1.0),
    "firms_by_site_area": ("firms", "site_area", 10_000.0),
    "researchers_by_floor_area": ("researchers", "floor_area", 1000.0),
}
"""What is set beside what, and for how many of these."""

CARRIED_YEARS = {"site_area": 20.0, "floor_area": 2.0, "residents": 5.0, "firms": 0.0}
"""For how many years outside what was observed an area or a number of residents stands in."""


@once()
def current_peers(peer_clusters: Table[PeerCluster]) -> Table[PeerCluster]:
    """Return the clusters as they are known."""
    return known_at(peer_clusters, None)


@once()
def current_peer_figures(peer_figures: Table[PeerFigure]) -> Table[PeerFigure]:
    """Return the clusters' figures as they are known."""
    return known_at(peer_figures, None)


@per_draw()
def peer_values(current_peer_figures: Table[PeerFigure]) -> xr.DataArray:
    """Return each figure of a cluster in its unit, dimensions (draw, peer_figure)."""
    drawn = current_peer_figures.draws("value", "peer_figure")
    return drawn.assign_attrs(units="mixed", long_name="figures of clusters")


@over_draws()
def peer_comparison(
    current_peers: Table[PeerCluster],
    current_peer_figures: Table[PeerFigure],
    peer_values: xr.DataArray,
) -> xr.Dataset:
    """Return each series of a cluster by years since it was founded, (peer_series, age).

    A series is a cluster, a scope and an indicator, joined by `/`. `value`, the mean figure, and
    `how`: 1 observed, 2 between two observations (grown by the same share each year), 0 not known:
    nothing is read before the first observation or after the last.
    """
    founded = {row.id: row.founded_year for row in current_peers}
    means = _means(peer_values)
    series = _series(current_peer_figures, means)
    ages = _ages(series, founded)
    values = np.full((len(series), ages.size), np.nan)
    how = np.zeros(values.shape)
    for k, (key, (years, figures)) in enumerate(series.items()):
        read = read_series(years, figures, ages + founded[key.partition("/")[0]])
        values[k], how[k] = read.values, read.how
    coords = {"peer_series": [*series], "age": ages}
    dims = ("peer_series", "age")
    return xr.Dataset(
        {
            "value": (dims, values, {"units": "mixed"}),
            "how": (dims, how, {"units": "count"}),
        },
        coords=coords,
    )


@over_draws()
def peer_ratios(
    current_peers: Table[PeerCluster],
    current_peer_figures: Table[PeerFigure],
    peer_values: xr.DataArray,
) -> xr.Dataset:
    """Return figures per person and per m², (peer_ratio): cluster, scope, ratio, year by `/`.

    Both parts are of one cluster and one scope. `value`; `year` and `age` of what is counted;
    `how`: 1 where both were observed in that year, 2 where the lower part lies between two
    observations, 3 where the nearest was taken for want of one of that year.
    """
    founded = {row.id: row.founded_year for row in current_peers}
    means = _means(peer_values)
    series = _series(current_peer_figures, means)
    labels, rows = [], []
    for key, (years, figures) in series.items():
        peer, scope, indicator = key.split("/")
        for ratio, (upper, lower, each) in RATIOS.items():
            below = series.get(f"{peer}/{scope}/{lower}")
            if upper != indicator or below is None:
                continue
            read = read_series(*below, years, carried_years=CARRIED_YEARS[lower])
            for year, figure, under, how in zip(years, figures, read.values, read.how, strict=True):
                if under > 0:
                    labels.append(f"{peer}/{scope}/{ratio}/{int(year)}")
                    rows.append((each * figure / under, year, year - founded[peer], how))
    columns = np.array(rows).reshape(-1, 4).T
    units = {"value": "mixed", "year": "years", "age": "years", "how": "count"}
    return xr.Dataset(
        {
            name: (("peer_ratio",), values, {"units": units[name]})
            for name, values in zip(units, columns, strict=True)
        },
        coords={"peer_ratio": labels},
    )


@over_draws()
def own_among_peers(
    current_peers: Table[PeerCluster],
    current_peer_figures: Table[PeerFigure],
    peer_values: xr.DataArray,
    tenant_jobs: xr.Dataset,
) -> xr.Dataset:
    """Return the study's own forecast by years since its cluster is founded, dimension (year).

    `age`; `jobs` of tenants: mean, with 5 and 95 % quantiles `low`, `high`; `by_site_area`, for a
    thousand m² of its site, and `by_residents`, for a thousand residents, NaN where no such figure
    is there. `full`, and `full_by_site_area`: if all land for firms were taken. Without a cluster
    of the study's own, nothing.
    """
    own = next((row for row in current_peers if row.own), None)
    years = tenant_jobs["year"].values
    founded = years[0] if own is None else own.founded_year
    means = _means(peer_values)
    latest = {"site_area": np.nan, "residents": np.nan}
    for row in sorted(current_peer_figures, key=lambda one: one.year):
        if own is not None and row.peer == own.id and row.indicator in latest:
            latest[row.indicator] = means[row.row_id]
    jobs = tenant_jobs["jobs"].sum("firm_type", skipna=False)
    full = tenant_jobs["full"].sum("firm_type", skipna=False).mean("draw", skipna=False)
    mean = jobs.mean("draw", skipna=False)
    found = {
        "age": (xr.zeros_like(mean) + (years - founded), "years"),
        "jobs": (mean, "persons"),
        "low": (jobs.quantile(0.05, "draw", skipna=False).drop_vars("quantile"), "persons"),
        "high": (jobs.quantile(0.95, "draw", skipna=False).drop_vars("quantile"), "persons"),
        "by_site_area": (1000.0 * mean / latest["site_area"], "mixed"),
        "by_residents": (1000.0 * mean / latest["residents"], "mixed"),
        "full": (full, "persons"),
        "full_by_site_area": (1000.0 * full / latest["site_area"], "mixed"),
    }
    if own is None:
        found = {name: (one.isel(year=[]) if "year" in one.dims else one * np.nan, unit)
                 for name, (one, unit) in found.items()}  # fmt: skip
    return xr.Dataset({name: one.assign_attrs(units=unit) for name, (one, unit) in found.items()})


def _means(values: xr.DataArray) -> dict[str, float]:
    """Return the mean of each figure over the draws, by row id."""
    means = values.mean("draw", skipna=False).values
    return {str(name): float(means[k]) for k, name in enumerate(values["peer_figure"].values)}


def _series(
    figures: Table[PeerFigure], means: Mapping[str, float]
) -> dict[str, tuple[np.ndarray, np.ndarray]]:
    """Return years and values of each cluster, scope and indicator."""
    found: dict[str, list[tuple[int, float]]] = defaultdict(list)
    for row in figures:
        found[f"{row.peer}/{row.scope}/{row.indicator}"].append((row.year, means[row.row_id]))
    return {
        key: (np.array([year for year, _ in rows], float), np.array([one for _, one in rows]))
        for key, rows in ((key, sorted(rows)) for key, rows in found.items())
    }


def _ages(
    series: Mapping[str, tuple[np.ndarray, np.ndarray]], founded: Mapping[str, int]
) -> np.ndarray:
    """Return all ages from the first to the last that any series has, not before founding."""
    ends = [
        (years.min() - founded[key.partition("/")[0]], years.max() - founded[key.partition("/")[0]])
        for key, (years, _) in series.items()
    ]
    first = max(int(min((low for low, _ in ends), default=0)), 0)
    last = int(max((high for _, high in ends), default=0))
    return np.arange(first, max(last, first) + 1)
