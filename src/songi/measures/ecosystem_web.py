"""The web of actors: how it grew, who holds it together, which missing link would add most."""

from __future__ import annotations

from datetime import date

import numpy as np
import xarray as xr

from songi.measures.kind import over_draws
from songi.methods import networks
from songi.study.ecosystem import distinct_webs, webs_at
from songi.study.schema.ecosystem import Institution, Link
from songi.study.table import Table

RUNS = 200
"""Runs on whose webs measures of whole graphs are averaged: the first ones."""

STEPS = 6
"""How many links are sought that add most, one after the other."""

YEARS = 12
"""How many years of growth are told, the last ones."""

QUANTILES = {"low": 0.05, "high": 0.95}


@over_draws()
def ecosystem_structure(
    institutions_there: xr.DataArray,
    link_years: xr.DataArray,
    current_institutions: Table[Institution],
    current_links: Table[Link],
    web_day: date,
) -> xr.Dataset:
    """Return how the web of today's actors grew, dimension (year), at each year's end.

    `recorded`, pairs joined by a link that was made by then and has not ended as far as is told;
    `pairs`, those of them whose links still lived, with `pairs_low` and `pairs_high` (5 and 95 % of
    the runs); `joined`, actors with a link; `components`, parts of the web (an actor without a link
    is one); `largest`, share of the actors in the largest part; `fragmentation`, share of pairs
    that no way joins, and `distance_fragmentation`, which counts far pairs as well, with their
    `_low` and `_high`. Over the first 200 runs.
    """
    actors, links = current_institutions.rows, current_links.rows
    there, lived = _first(institutions_there), _first(link_years)
    first = min((row.begins_on.year for row in links), default=web_day.year)
    years = [*range(max(min(first, web_day.year), web_day.year - YEARS + 1), web_day.year + 1)]
    columns: dict[str, list[float]] = {}
    for year in years:
        day = min(date(year, 12, 31), web_day)
        webs, present = webs_at(actors, links, there, lived, day)
        some, who, which = distinct_webs(webs, present)
        come_apart = networks.fragmentation(some, who)
        by_run = {
            "pairs": some.sum(axis=(-1, -2)) / 2,
            "joined": (some.max(axis=-1) > 0).sum(axis=-1).astype(float),
            "components": come_apart.components,
            "largest": come_apart.largest,
            "fragmentation": come_apart.pairs,
            "distance_fragmentation": come_apart.distance,
        }
        row = {"recorded": _recorded(actors, links, day)}
        for name, values in by_run.items():
            row |= _spread(name, values[which])
        for name, value in row.items():
            columns.setdefault(name, []).append(value)
    shares = ("largest", "fragmentation", "distance_fragmentation")
    return xr.Dataset(
        {
            name: (("year",), values, {"units": "1" if name.startswith(shares) else "count"})
            for name, values in columns.items()
        },
        coords={"year": years},
    )


@over_draws()
def brokers(
    institutions_there: xr.DataArray,
    link_years: xr.DataArray,
    current_institutions: Table[Institution],
    current_links: Table[Link],
    web_day: date,
) -> xr.Dataset:
    """Return who stands between others on the day, dimension (institution).

    `links`, mean number of others it is joined to; `betweenness`, share of the shortest ways
    between others that lead over it, with `betweenness_low` and `betweenness_high`; `constraint`
    and `effective_size` of its contacts (Burt), means of the runs in which it has any;
    `pairs_lost`, pairs of others that lose each other if it leaves, with `_low` and `_high`;
    `parting`, share of runs in which its leaving parts anybody; and by (institution, brokerage) how
    often it stands between two unjoined others by their roles, `between` (Gould and Fernandez).
    Over the first 200 runs.
    """
    actors = current_institutions.rows
    webs, present = webs_at(
        actors, current_links.rows, _first(institutions_there), _first(link_years), web_day
    )
    some, _, which = distinct_webs(webs, present)
    holes = networks.structural_holes(some)
    loss = networks.loss_of(some)
    by_run = {
        "links": some.sum(axis=-1),
        "betweenness": networks.betweenness(some, normalised=True),
        "pairs_lost": loss.pairs,
        "parting": (loss.pairs > 0).astype(float),
    }
    found: dict[str, np.ndarray] = {}
    for name, values in by_run.items():
        drawn = values[which]
        found[name] = drawn.mean(axis=0)
        if name in {"betweenness", "pairs_lost"}:
            for end, share in QUANTILES.items():
                found[f"{name}_{end}"] = np.quantile(drawn, share, axis=0)
    found["constraint"] = _mean_of_known(holes.constraint[which])
    found["effective_size"] = _mean_of_known(holes.effective_size[which])
    between = networks.brokerage(some, [row.role for row in actors])[which].mean(axis=0)
    shares = ("betweenness", "constraint", "parting")
    dims = ("institution",)
    return xr.Dataset(
        {
            **{
                name: (dims, values, {"units": "1" if name.startswith(shares) else "count"})
                for name, values in found.items()
            },
            "between": ((*dims, "brokerage"), between, {"units": "count"}),
        },
        coords={
            "institution": [*current_institutions.ids], "brokerage": [*networks.BROKERAGE]
        },
    )  # fmt: skip


@over_draws()
def joined_pairs(
    institutions_there: xr.DataArray,
    link_years: xr.DataArray,
    current_institutions: Table[Institution],
    current_links: Table[Link],
    web_day: date,
) -> xr.Dataset:
    """Return who is joined to whom on the day, dimensions (institution, partner).

    `linked`, share of the first 200 runs in which a living link joins them; `recorded`, whether a
    link between them is on record that has not ended as far as is told. NaN of one with itself.
    """
    actors, links = current_institutions.rows, current_links.rows
    there, lived = _first(institutions_there), _first(link_years)
    webs, _ = webs_at(actors, links, there, lived, web_day)
    on_record = _pairs_on_record(actors, links, web_day)
    found = {"linked": (webs.mean(axis=0), "1"), "recorded": (on_record, "yes_no")}
    return _by_pair(found, current_institutions)


@over_draws(internal=True)
def missing_links(
    institutions_there: xr.DataArray,
    link_years: xr.DataArray,
    current_institutions: Table[Institution],
    current_links: Table[Link],
    web_day: date,
) -> xr.Dataset:
    """Return what a link between any two would add on the day, dimensions (institution, partner).

    `gain`, by how much the mean closeness of all pairs (reciprocal distance, 0 to 1) would rise;
    `pairs`, pairs that would reach each other and do not now. Nothing in runs in which they are
    joined. NaN of an actor with itself. By (rank), `one` and `other`: the link that adds most, then
    the one that adds most once that is made, and so on, with what each adds then, `added` and
    `pairs_added`. Over the first 200 runs.
    """
    there, lived = _first(institutions_there), _first(link_years)
    webs, present = webs_at(current_institutions.rows, current_links.rows, there, lived, web_day)
    gain, joined = _gains(webs, present)
    found = _by_pair({"gain": (gain, "1"), "pairs": (joined, "count")}, current_institutions)
    names = np.array(current_institutions.ids)
    steps: list[tuple[str, str, float, float]] = []
    while len(steps) < STEPS and gain.max(initial=0.0) > 0:
        one, other = (int(k) for k in np.unravel_index(int(np.argmax(gain)), gain.shape))
        steps.append((names[one], names[other], gain[one, other], joined[one, other]))
        made = present[:, one] * present[:, other]
        webs[:, one, other] = webs[:, other, one] = np.maximum(webs[:, one, other], made)
        gain, joined = _gains(webs, present)
    return found.assign(_steps(steps))


def _gains(webs: np.ndarray, present: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Return means over the runs of what each link adds, shapes (n, n)."""
    some, who, which = distinct_webs(webs, present)
    added = networks.gain_of(some)
    both = who[:, :, None] * who[:, None, :]
    count = who.sum(axis=-1)
    pairs = np.maximum(count * (count - 1) / 2, 1.0)[:, None, None]
    weight = np.bincount(which, minlength=len(some)) / len(webs)
    mean = np.tensordot(
        weight, np.stack([added.efficiency * both / pairs, added.pairs * both], 1), 1
    )
    return mean[0], mean[1]


def _steps(steps: list[tuple[str, str, float, float]]) -> dict[str, xr.DataArray]:
    """Return the links that add most one after the other, dimension (rank)."""
    ranks = {"rank": np.arange(1, len(steps) + 1)}
    columns = [*zip(*steps, strict=True)] or [()] * 4
    parts = zip(("one", "other", "added", "pairs_added"), ("1", "1", "1", "count"), strict=True)
    return {
        name: xr.DataArray(np.array(column), ranks, ("rank",), attrs={"units": unit})
        for (name, unit), column in zip(parts, columns, strict=True)
    }


def _by_pair(
    found: dict[str, tuple[np.ndarray, str]], actors: Table[Institution]
) -> xr.Dataset:  # fmt: skip
    """Return matrices of pairs as a result, without what an actor is to itself."""
    itself, labels = np.eye(len(actors), dtype=bool), [*actors.ids]
    return xr.Dataset(
        {
            name: (("institution", "partner"), np.where(itself, np.nan, values), {"units": unit})
            for name, (values, unit) in found.items()
        },
        coords={"institution": labels, "partner": labels},
    )


def _first(array: xr.DataArray) -> np.ndarray:
    return array.isel(draw=slice(RUNS)).values


def _spread(name: str, values: np.ndarray) -> dict[str, float]:
    """Return the mean of the runs and, of what is told with its range, two quantiles."""
    found = {name: float(values.mean())}
    if name in {"pairs", "fragmentation", "distance_fragmentation"}:
        found |= {
            f"{name}_{end}": float(np.quantile(values, share)) for end, share in QUANTILES.items()
        }
    return found


def _mean_of_known(values: np.ndarray) -> np.ndarray:
    known = ~np.isnan(values)
    count = known.sum(axis=0)
    total = np.where(known, values, 0.0).sum(axis=0)
    return np.divide(total, count, out=np.full(count.shape, np.nan), where=count > 0)


def _recorded(actors: tuple[Institution, ...], links: tuple[Link, ...], day: date) -> float:
    return float(_pairs_on_record(actors, links, day).sum() / 2)


def _pairs_on_record(
    actors: tuple[Institution, ...], links: tuple[Link, ...], day: date
) -> np.ndarray:
    """Return which pairs a link joins that was made by the day and did not end, as far as told."""
    forever = np.full((1, len(links)), np.inf)
    return webs_at(actors, links, np.ones((1, len(actors))), forever, day)[0][0]
