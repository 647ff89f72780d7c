"""Goods that must stay cold: time from door to door, share beyond the limits, packages that do.

The share of a draw is one of shipments: over the wait for a departure and the weather of the days
of a season. What nobody knows (drive, handling, hold time) differs between the draws.
"""

from __future__ import annotations

import numpy as np
import xarray as xr
from scipy.special import ndtri

from songi.measures.kind import once, over_draws, per_draw
from songi.methods import cold_chain as method
from songi.study.as_of import known_at
from songi.study.schema.cold_chain import AmbientProfile, Packaging, ShipmentLane
from songi.study.schema.place import Place
from songi.study.table import Table

DAYS = 4
"""Days of a season that stand for all: the weather at these quantiles, equally likely."""

WAITS = (np.arange(3) + 0.5) / 3
"""Waits that stand for all, as shares of the longest."""

QUANTILES = ndtri((np.arange(DAYS) + 0.5) / DAYS)


@once()
def current_lanes(shipment_lanes: Table[ShipmentLane]) -> Table[ShipmentLane]:
    """Return the lanes, of each the version known last."""
    return known_at(shipment_lanes, None)


@once()
def current_packagings(packagings: Table[Packaging]) -> Table[Packaging]:
    """Return the packages, of each the version known last."""
    return known_at(packagings, None)


@once()
def current_seasons(ambient_profiles: Table[AmbientProfile]) -> Table[AmbientProfile]:
    """Return the seasons' weather, of each the version known last."""
    return known_at(ambient_profiles, None)


@per_draw(separable=("candidate", "lane"), summary_only=True)
def shipment_hours(
    travel_times: xr.DataArray, known_places: Table[Place], current_lanes: Table[ShipmentLane]
) -> xr.Dataset:
    """Return hours from door to door, dimensions (draw, candidate, lane).

    `drive`; `ground`: drive, handling and cut-off; `hours`: that, half the longest wait for a
    departure and the way on. NaN where nobody knows the place, infinite where there is no way.
    """
    drives, ground, whole = [], [], []
    minutes = travel_times.transpose("place", "draw", "candidate")
    at = {str(one): k for k, one in enumerate(minutes["place"].values)}
    for lane in current_lanes:
        ends = [at[row.id] for row in known_places if lane.place == row.id or lane.kind == row.kind]
        unknown = np.full(minutes.shape[1:], np.nan)
        drive = minutes.values[ends].min(axis=0) if ends else unknown
        handling = current_lanes.draws_of(lane, "handling_minutes")
        cut_off = np.nan_to_num(current_lanes.draws_of(lane, "cut_off_minutes"))
        hours = method.ground_hours(drive, handling[:, None], cut_off[:, None])
        onward = np.nan_to_num(current_lanes.draws_of(lane, "onward_hours"))
        drives.append(drive / 60.0)
        ground.append(hours)
        whole.append(hours + (_wait(current_lanes, lane) / 2.0 + onward)[:, None])
    dims = ("draw", "candidate", "lane")
    coords = {
        "draw": travel_times["draw"].values, "candidate": travel_times["candidate"].values,
        "lane": [*current_lanes.ids],
    }  # fmt: skip
    told = {"units": "hours"}
    arrays = {
        name: np.stack(parts, axis=-1)
        for name, parts in (("drive", drives), ("ground", ground), ("hours", whole))
    }
    return xr.Dataset({name: (dims, one, told) for name, one in arrays.items()}, coords=coords)


@per_draw(separable=("candidate", "lane", "season", "packaging"), summary_only=True)
def packaging_exposure(
    shipment_hours: xr.Dataset,
    current_lanes: Table[ShipmentLane],
    current_packagings: Table[Packaging],
    current_seasons: Table[AmbientProfile],
) -> xr.Dataset:
    """Return the share of shipments beyond their limits in each package, and what it costs.

    `beyond`, dimensions (draw, candidate, lane, season, packaging); one where the inside of the
    package is not between the limits. `cost`, won, dimensions (draw, packaging).
    """
    weather = _weather(current_seasons)
    boxes = _packages(current_packagings, current_packagings.ids)
    found = []
    for lane in current_lanes:
        # Axes: draw, candidate, season, packaging, day.
        way = _journey(shipment_hours, current_lanes, lane, weather[:, None, :, None, :])
        box = method.Package(*(part[:, None, None, :, None] for part in boxes))
        share = method.share_beyond(way, box).mean(axis=-1)
        fits = (boxes.inside_c >= lane.lowest_c) & (boxes.inside_c <= lane.highest_c)
        share = np.where(fits[:, None, None, :], share, 1.0)
        known = ~np.isnan(shipment_hours["ground"].sel(lane=lane.id).values)
        found.append(np.where(known[:, :, None, None], share, np.nan))
    cost = np.stack([current_packagings.draws_of(one, "cost_krw") for one in current_packagings])
    return xr.Dataset(
        {
            "beyond": (
                ("draw", "candidate", "lane", "season", "packaging"),
                np.stack(found, axis=2),
                {"units": "1", "long_name": "share beyond the limits"},
            ),
            "cost": (("draw", "packaging"), cost.T, {"units": "krw", "long_name": "cost"}),
        },
        coords={
            "draw": shipment_hours["draw"].values,
            "candidate": shipment_hours["candidate"].values,
            "lane": [*current_lanes.ids],
            "season": [*current_seasons.ids],
            "packaging": [*current_packagings.ids],
        },
    )


@per_draw(separable=("candidate", "lane", "season"), summary_only=True)
def shipment_exposure(
    shipment_hours: xr.Dataset,
    packaging_exposure: xr.Dataset,
    current_lanes: Table[ShipmentLane],
    current_packagings: Table[Packaging],
    current_seasons: Table[AmbientProfile],
) -> xr.Dataset:
    """Return what shipments meet in their usual package, (draw, candidate, lane, season).

    (draw, candidate, lane): `hours` from door to door with the mean wait, and `drive`, hours of
    them. `beyond`, the share of shipments that leave their limits; `kinetic`, the mean kinetic
    temperature of all of them, °C.
    """
    weather = _weather(current_seasons)
    usual, kinetic = [], []
    for lane in current_lanes:
        beyond = packaging_exposure["beyond"].sel(lane=lane.id, packaging=lane.packaging).values
        usual.append(beyond)
        way = _journey(shipment_hours, current_lanes, lane, weather[:, None, :, None, :])
        box = _packages(current_packagings, (lane.packaging,))
        box = method.Package(*(part[:, :, None, None, None] for part in box))
        drift = current_packagings.draws_of(current_packagings.get(lane.packaging), "drift_hours")
        kinetic.append(_kinetic(way, box, drift, lane, beyond))
    hours = shipment_hours["hours"]
    dims = ("draw", "candidate", "lane", "season")
    told = {"units": "celsius", "long_name": "mean kinetic temperature"}
    return xr.Dataset(
        {
            "hours": hours.assign_attrs(long_name="hours from door to door"),
            "drive": shipment_hours["drive"].assign_attrs(long_name="hours of drive"),
            "beyond": (dims, np.stack(usual, axis=2), dict(packaging_exposure["beyond"].attrs)),
            "kinetic": (dims, np.stack(kinetic, axis=2), told),
        },
        coords={**hours.coords, "season": [*current_seasons.ids]},
    )


@over_draws(separable=("candidate", "lane", "season"))
def exposure_outlook(shipment_exposure: xr.Dataset) -> xr.Dataset:
    """Return the exposure summed up, dimensions (candidate, lane, season): means over the draws.

    `beyond`, `hours`, `drive` and `kinetic` with their 5 and 95 % quantiles (`beyond_low`,
    `beyond_high`, ...); hours have no season.
    """
    found: dict[str, xr.DataArray] = {}
    for name, array in shipment_exposure.data_vars.items():
        found[f"{name}"] = array.mean("draw", skipna=False).assign_attrs(array.attrs)
        for end, share in (("low", 0.05), ("high", 0.95)):
            spread = array.quantile(share, "draw", skipna=False).drop_vars("quantile")
            found[f"{name}_{end}"] = spread.assign_attrs(units=array.attrs["units"])
    return xr.Dataset(found)


@over_draws(separable=("candidate", "lane"))
def packaging_choice(
    packaging_exposure: xr.Dataset,
    current_lanes: Table[ShipmentLane],
    current_seasons: Table[AmbientProfile],
) -> xr.Dataset:
    """Return the cheapest package that keeps the risk under the lane's limit.

    Dimensions (candidate, lane, season): `packaging`, its id, empty where none does; `cost`, won a
    shipment, and `beyond`, its share of shipments beyond, both means over the draws; `least`, the
    smallest share that any package comes to. (candidate, lane): `year_cost`, won a shipment over
    the seasons; NaN where no package does in some season.
    """
    beyond = packaging_exposure["beyond"].mean("draw", skipna=False)
    beyond = beyond.transpose("candidate", "lane", "season", "packaging")
    cost = packaging_exposure["cost"].mean("draw", skipna=False)
    limit = np.array([lane.risk_limit for lane in current_lanes])[None, :, None]
    known = np.isfinite(beyond.values).all(axis=-1)
    risk = np.where(np.isfinite(beyond.values), beyond.values, 1.0)
    chosen = method.cheapest_within(
        cost.values, risk, np.broadcast_to(limit, risk.shape[:-1])
    )  # fmt: skip
    is_kept = known & (chosen >= 0)
    names = np.array([*(str(one) for one in cost["packaging"].values), ""], dtype=object)
    price = np.where(is_kept, cost.values[np.maximum(chosen, 0)], np.nan)
    taken = np.take_along_axis(risk, np.maximum(chosen, 0)[..., None], axis=-1)[..., 0]
    least = np.where(known, risk.min(axis=-1), np.nan)
    parts = np.array([row.share_of_year for row in current_seasons])
    dims = ("candidate", "lane", "season")
    return xr.Dataset(
        {
            "packaging": (dims, names[np.where(is_kept, chosen, -1)].astype(str), {"units": "id"}),
            "cost": (dims, price, {"units": "krw"}),
            "beyond": (dims, np.where(is_kept, taken, np.nan), {"units": "1"}),
            "least": (dims, least, {"units": "1"}),
            "year_cost": (dims[:2], price @ (parts / parts.sum()), {"units": "krw"}),
        },
        coords={name: beyond[name].values for name in dims},
    )


def _wait(lanes: Table[ShipmentLane], lane: ShipmentLane) -> np.ndarray:
    return method.longest_wait(lanes.draws_of(lane, "departures_per_day"))


def _weather(profiles: Table[AmbientProfile]) -> np.ndarray:
    """Return the ambient on the ground, °C, shape (draws, seasons, days).

    A shipment leaves at any time of a day: between the day's lowest and highest temperature all
    are equally likely, and days differ.
    """
    seasons = []
    for row in profiles:
        low, high, spread = (profiles.draws_of(row, f"{name}_c") for name in
                             ("low", "high", "spread"))  # fmt: skip
        deviation = np.sqrt((high - low) ** 2 / 12.0 + spread**2)
        seasons.append(((low + high) / 2.0)[:, None] + deviation[:, None] * QUANTILES)
    return np.stack(seasons, axis=1)


def _packages(table: Table[Packaging], names: tuple[str, ...]) -> method.Package:
    """Return what packages can take, each shape (draws, packages)."""
    parts: list[list[np.ndarray]] = [[], [], []]
    for row in (table.get(name) for name in names):
        hold, at, inside = (table.draws_of(row, name) for name in
                            ("hold_hours", "at_c", "inside_c"))  # fmt: skip
        cold = table.draws_of(row, "cold_hold_hours")
        cold_at = np.nan_to_num(table.draws_of(row, "cold_at_c"), nan=-300.0)
        for part, value in zip(
            parts,
            (inside, method.degree_hours(hold, at, inside),
             method.degree_hours(cold, cold_at, inside)),
            strict=True,
        ):  # fmt: skip
            part.append(value)
    return method.Package(*(np.stack(part, axis=1) for part in parts))


def _journey(
    hours: xr.Dataset, lanes: Table[ShipmentLane], lane: ShipmentLane, ground_c: np.ndarray
) -> method.Journey:
    """Return a lane's way in a season's weather; axes as those of `ground_c`, candidates second."""
    more = (1,) * (ground_c.ndim - 2)
    ground = hours["ground"].sel(lane=lane.id).transpose("draw", "candidate").values
    ground = np.where(np.isnan(ground), np.inf, ground)

    def by_draw(values: np.ndarray) -> np.ndarray:
        return values.reshape(-1, 1, *more)

    onward_c = by_draw(lanes.draws_of(lane, "onward_c"))
    return method.Journey(
        ground.reshape(*ground.shape, *more),
        by_draw(_wait(lanes, lane)),
        ground_c,
        by_draw(np.nan_to_num(lanes.draws_of(lane, "onward_hours"))),
        np.where(np.isnan(onward_c), ground_c, onward_c),
    )


def _kinetic(
    way: method.Journey,
    box: method.Package,
    drift_hours: np.ndarray,
    lane: ShipmentLane,
    beyond: np.ndarray,
) -> np.ndarray:
    """Return the mean kinetic temperature of all shipments, shape (draws, candidates, seasons).

    Only in draws in which some shipment leaves its limits is there more to it than the inside.
    """
    found = np.where(
        np.isnan(beyond), np.nan, np.broadcast_to(box.inside_c[..., 0, 0], beyond.shape)
    )
    late = np.flatnonzero((beyond > 0).any(axis=(1, 2)))
    if late.size == 0:
        return found
    way = method.Journey(*(part[late] for part in way))
    box = method.Package(*(part[late] for part in box))
    waits = way.longest_wait * WAITS[:, None]
    drift = drift_hours[late].reshape(-1, 1, 1, 1, 1)
    each = method.shipment_kinetic_temperature(
        way, box, waits, drift, (lane.lowest_c, lane.highest_c)
    )
    each = each.reshape(*each.shape[:3], -1)
    known: np.ndarray = np.asarray(np.isfinite(each).all(axis=-1))
    mean = method.mean_kinetic_temperature(np.where(np.isfinite(each), each, 0.0))
    found[late] = np.where(known, mean, np.nan)
    return found
