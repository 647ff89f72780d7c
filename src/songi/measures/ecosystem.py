"""The ecosystem: who is there, which functions are covered by whom, what services came to."""

from __future__ import annotations

from datetime import date

import numpy as np
import xarray as xr

from songi.measures.kind import once, over_draws, per_draw
from songi.study.as_of import known_at
from songi.study.ecosystem import exists_at, webs_at, years_lived
from songi.study.schema.ecosystem import (
    ROLES,
    SERVICE_STATUSES,
    Institution,
    Link,
    LinkBelief,
    ServedFunction,
    Service,
    ServiceUse,
)
from songi.study.schema.firms import FUNCTIONS
from songi.study.streams import DrawBlock
from songi.study.table import Table


@once()
def current_institutions(institutions: Table[Institution]) -> Table[Institution]:
    """Return the actors of the ecosystem as they are known."""
    return known_at(institutions, None)


@once()
def current_links(links: Table[Link]) -> Table[Link]:
    """Return the links between actors as they are known; one that ended is the later version."""
    return known_at(links, None)


@once()
def web_day(
    as_of: date | None,
    institutions: Table[Institution],
    reference_day: date,
    links: Table[Link] | None = None,
) -> date:
    """Return the day on which the ecosystem is looked at: the as-of day, or the last one known of.

    songi has no clock: without an as-of day it is the latest day on which an actor, a link or
    something of the land chain became known.
    """
    if as_of is not None:
        return as_of
    days = [row.known_from for table in (institutions, links) for row in table or ()]
    return max((reference_day, *(day for day in days if day is not None)))


@per_draw()
def institutions_there(current_institutions: Table[Institution], draws: DrawBlock) -> xr.DataArray:
    """Return which actors are there at all in each draw, 1 or 0, dimensions (draw, institution).

    By the chance that its row states; whether it exists on a day is told by its dates.
    """
    columns = []
    for row in current_institutions:
        chance = current_institutions.draws_of(row, "present")
        luck = draws.noise("institutions_there", row.id)
        columns.append(np.where(np.isnan(chance), 1.0, luck < chance))
    return xr.DataArray(
        np.stack(columns, axis=1),
        dims=("draw", "institution"),
        coords={"draw": draws.index, "institution": [*current_institutions.ids]},
        attrs={"units": "yes_no", "long_name": "actors that are there"},
    )


@per_draw()
def link_years(
    current_links: Table[Link],
    web_day: date,
    draws: DrawBlock,
    link_beliefs: Table[LinkBelief] | None = None,
) -> xr.DataArray:
    """Return how many years each link has lived by the day, dimensions (draw, link).

    A link of which nothing was heard since it was made ends at a pace that is believed, by run.
    """
    beliefs = None if link_beliefs is None else known_at(link_beliefs, None)
    return xr.DataArray(
        years_lived(current_links, beliefs, web_day, draws),
        dims=("draw", "link"),
        coords={"draw": draws.index, "link": [*current_links.ids]},
        attrs={"units": "years", "long_name": "years that a link has lived"},
    )


@per_draw()
def ecosystem_coverage(
    served_functions: Table[ServedFunction],
    current_institutions: Table[Institution],
    institutions_there: xr.DataArray,
    web_day: date,
    draws: DrawBlock,
    current_links: Table[Link] | None = None,
    link_years: xr.DataArray | None = None,
) -> xr.Dataset:
    """Return by how many actors each function is covered, dimensions (draw, function, role).

    `actors`, those that exist on the day and serve it in that draw; `joined`, those of them that a
    living link joins to another actor: an actor that nobody works with covers little.
    """
    links = () if current_links is None or link_years is None else current_links.rows
    lived = np.empty((draws.size, 0)) if link_years is None else link_years.values
    actors = current_institutions.rows
    webs, present = webs_at(actors, links, institutions_there.values, lived, web_day)
    tied = webs.max(axis=-1, initial=0.0)
    order = {row.id: k for k, row in enumerate(actors)}
    shape = (draws.size, len(FUNCTIONS), len(ROLES))
    serving, joined = np.zeros(shape), np.zeros(shape)
    known = known_at(served_functions, None)
    for row in known:
        k = order.get(row.institution)
        if k is None or not _holds(row, web_day):
            continue
        chance = known.draws_of(row, "serves")
        luck = draws.noise("ecosystem_coverage", row.row_id)
        serves = np.where(np.isnan(chance), 1.0, luck < chance) * present[:, k]
        at = FUNCTIONS.index(row.function), ROLES.index(actors[k].role)
        serving[:, at[0], at[1]] += serves
        joined[:, at[0], at[1]] += serves * tied[:, k]
    dims = ("draw", "function", "role")
    return xr.Dataset(
        {
            "actors": (dims, serving, {"units": "count", "long_name": "actors that serve"}),
            "joined": (dims, joined, {"units": "count", "long_name": "of them joined"}),
        },
        coords={"draw": draws.index, "function": [*FUNCTIONS], "role": [*ROLES]},
    )


@over_draws()
def ecosystem_gaps(
    ecosystem_coverage: xr.Dataset,
    institutions_there: xr.DataArray,
    current_institutions: Table[Institution],
    web_day: date,
) -> xr.Dataset:
    """Return how sure it is that each function is covered: shares of runs and means.

    By (function, role): `actors` and `joined`, means; `covered` and `covered_joined`, shares of
    runs with at least one. By (function): `served`, `served_joined`, the same of any role, and
    `roles`, how many roles cover it on average. By (role): `institutions`, mean number on the day.
    """
    found: dict[str, xr.DataArray] = {}
    for name, of_role, of_any in (
        ("actors", "covered", "served"),
        ("joined", "covered_joined", "served_joined"),
    ):
        counts = ecosystem_coverage[name]
        found[name] = counts.mean("draw", skipna=False).assign_attrs(units="count")
        found[of_role] = (counts > 0).mean("draw", skipna=False).assign_attrs(units="1")
        total = counts.sum("role", skipna=False)
        found[of_any] = (total > 0).mean("draw", skipna=False).assign_attrs(units="1")
    roles = (ecosystem_coverage["actors"] > 0).sum("role", skipna=False)
    found["roles"] = roles.mean("draw", skipna=False).assign_attrs(units="count")
    there = institutions_there.mean("draw", skipna=False).values
    by_role = dict.fromkeys(ROLES, 0.0)
    for row, share in zip(current_institutions, there, strict=True):
        by_role[row.role] += float(share) * exists_at(row, web_day)
    found["institutions"] = xr.DataArray(
        [*by_role.values()], dims=("role",), coords={"role": [*ROLES]}, attrs={"units": "count"}
    )
    return xr.Dataset(found)


@once()
def services_offered(services: Table[Service]) -> xr.DataArray:
    """Return how many services there are for each function, dimensions (function, status)."""
    counts = np.zeros((len(FUNCTIONS), len(SERVICE_STATUSES)))
    for row in known_at(services, None):
        counts[FUNCTIONS.index(row.function), SERVICE_STATUSES.index(row.status)] += 1
    coords = {"function": [*FUNCTIONS], "status": [*SERVICE_STATUSES]}
    result = xr.DataArray(counts, dims=("function", "status"), coords=coords)
    return result.assign_attrs(units="count", long_name="services to firms")


@per_draw(separable=("service",))
def service_outcomes(
    services: Table[Service], service_uses: Table[ServiceUse], draws: DrawBlock
) -> xr.Dataset:
    """Return what the use of each service came to, dimensions (draw, service).

    `users` and `outcomes` of the last year told; `outcome_share`, outcomes by users of the years in
    which both were counted; `growth`, users' yearly growth from the first year told to the last.
    NaN where nothing was counted.
    """
    known, offered = known_at(service_uses, None), known_at(services, None)
    names = ("users", "outcomes", "outcome_share", "growth")
    units = ("count", "count", "1", "1")
    columns: dict[str, list[np.ndarray]] = {name: [] for name in names}
    for service in offered:
        rows = sorted((r for r in known if r.service == service.id), key=lambda row: row.year)
        for name, column in zip(names, _use_of(known, rows, draws.size), strict=True):
            columns[name].append(column)
    return xr.Dataset(
        {
            name: (("draw", "service"), np.stack(columns[name], axis=1), {"units": unit})
            for name, unit in zip(names, units, strict=True)
        },
        coords={"draw": draws.index, "service": [*offered.ids]},
    )


def _use_of(table: Table[ServiceUse], rows: list[ServiceUse], size: int) -> list[np.ndarray]:
    """Return users and outcomes of the last year, outcomes by users, and growth of users."""
    unknown = np.full(size, np.nan)
    if not rows:
        return [unknown] * 4
    users = np.stack([table.draws_of(row, "users") for row in rows])
    outcomes = np.stack([table.draws_of(row, "outcomes") for row in rows])
    counted = ~np.isnan(outcomes)
    total = np.where(counted, users, 0.0).sum(axis=0)
    share = np.divide(
        np.where(counted, outcomes, 0.0).sum(axis=0), total, out=unknown.copy(), where=total > 0
    )
    years = rows[-1].year - rows[0].year
    growth = unknown.copy()
    if years:
        rate = np.divide(users[-1], users[0], out=unknown.copy(), where=users[0] > 0)
        growth = rate ** (1.0 / years) - 1.0
    return [users[-1], outcomes[-1], share, growth]


def _holds(row: ServedFunction, day: date) -> bool:
    begun = row.since is None or row.since <= day
    return begun and (row.until is None or row.until >= day)
