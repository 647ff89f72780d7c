"""Goods that must stay cold on the way: how long it takes, how long a package holds, what is left.

A package is a store of cold (or, in winter, of warmth): its coolant melts at a fixed temperature
and is used up by heat that flows in proportion to the difference to the ambient. So a hold time
qualified at one ambient holds at every other, as a budget of degree-hours.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike

from songi.errors import MethodError
from songi.methods.checks import FloatArray, finite, leading_shape, numbers, refuse_where

GAS_CONSTANT = 8.3144e-3
"""R in kJ/(mol K), as USP <1079.2> writes it: with ΔH = 83.144 kJ/mol, ΔH/R is 10,000 K."""

ACTIVATION = 83.144
"""ΔH in kJ/mol, the convention of USP <1079.2> and ICH Q1A."""

ZERO_CELSIUS = 273.15
DEGREES_OF_NO_FLOW = 1e-9
"""Below this difference nothing flows, and a package holds for ever."""

SHORTEST_WAIT = 1e-9
"""Hours below which a wait is none."""

NO_WAY = 1e200
"""Hours that stand for infinity, of which differences are no numbers."""

_NODES, _WEIGHTS = np.polynomial.legendre.leggauss(6)
DRIFT_NODES, DRIFT_WEIGHTS = (_NODES + 1.0) / 2.0, _WEIGHTS / 2.0
"""Gauss-Legendre on (0, 1): the drift is smooth, six points give it to 1e-6 of a degree."""


class Journey(NamedTuple):
    """What a package meets on its way; all broadcast.

    Attributes:
        ground_hours: hours on the ground but for the wait, not negative.
        longest_wait: the wait for the next departure is uniform from nought to this, hours.
        ground_c: ambient on the ground, °C.
        onward_hours: hours after the departure, not negative.
        onward_c: ambient after the departure, °C.
    """

    ground_hours: FloatArray
    longest_wait: FloatArray
    ground_c: FloatArray
    onward_hours: FloatArray
    onward_c: FloatArray


class Package(NamedTuple):
    """What a package can take; all broadcast against a journey.

    Attributes:
        inside_c: temperature inside while the coolant lasts, °C.
        warm_budget: degree-hours it takes in surroundings warmer than that, not negative.
        cold_budget: degree-hours it takes in colder ones.
    """

    inside_c: FloatArray
    warm_budget: FloatArray
    cold_budget: FloatArray


def mean_kinetic_temperature(
    temperatures_c: ArrayLike, hours: ArrayLike | None = None, activation: float = ACTIVATION
) -> FloatArray:
    r"""One temperature that would do as much as a changing one, in °C.

    $$T_K = \frac{\Delta H / R}{-\ln \left(\sum_i t_i e^{-\Delta H / R T_i} / \sum_i t_i\right)}$$

    Args:
        temperatures_c: `[..., n]`, °C.
        hours: `[..., n]`, how long each lasted, not negative, not all nought; None: equally long.
        activation: ΔH in kJ/mol.

    Returns:
        `[...]`, °C. Never below the mean by time: warm hours count for more.

    Raises:
        MethodError: NaN, a temperature below absolute zero, no time, shapes that do not fit.

    Source:
        Haynes (1971), J. Pharm. Sci. 60:927; USP <1079.2>; ICH Q1A(R2), glossary.
    """
    celsius = finite("temperatures_c", temperatures_c)
    refuse_where(celsius <= -ZERO_CELSIUS, "temperatures_c must lie above absolute zero")
    if celsius.ndim == 0 or celsius.shape[-1] == 0:
        message = f"temperatures_c must have the shape [..., n]; it has {list(celsius.shape)}"
        raise MethodError(message)
    weight = np.ones(celsius.shape[-1]) if hours is None else finite("hours", hours)
    refuse_where(weight < 0, "hours must not be negative")
    leading_shape(temperatures_c=celsius.shape, hours=weight.shape)
    total = np.broadcast_to(weight, np.broadcast_shapes(weight.shape, celsius.shape)).sum(axis=-1)
    refuse_where(np.asarray(total <= 0), "hours must not all be nought")
    ratio = activation / GAS_CONSTANT
    # Taken from the warmest: e^-10000/T itself is 1e-16 and loses digits.
    warmest = celsius.max(axis=-1, keepdims=True) + ZERO_CELSIUS
    relative = np.exp(ratio / warmest - ratio / (celsius + ZERO_CELSIUS))
    mean = (relative * weight).sum(axis=-1) / total
    return ratio / (ratio / warmest[..., 0] - np.log(mean)) - ZERO_CELSIUS


def longest_wait(departures_per_day: ArrayLike) -> FloatArray:
    """Longest wait for a departure, hours: departures are spread evenly over the day.

    Args:
        departures_per_day: more than nought; NaN: nothing to wait for.

    Returns:
        24 hours by the number of departures, nought where there is nothing to wait for. Goods that
        are ready at any time of the day wait anything up to it, half of it on average.

    Raises:
        MethodError: no departure a day, or fewer.
    """
    array = numbers("departures_per_day", departures_per_day)
    refuse_where(array <= 0, "departures_per_day must be more than nought")
    return np.where(np.isnan(array), 0.0, 24.0 / np.where(np.isnan(array), 1.0, array))


def ground_hours(
    drive_minutes: ArrayLike, handling_minutes: ArrayLike, cut_off_minutes: ArrayLike = 0.0
) -> FloatArray:
    """Hours from the door to the departure, the wait left out: drive, handling and cut-off.

    The cut-off is the time before the departure at which goods must be there: they spend it at the
    airport. A drive of infinity (no way) stays infinite.

    Raises:
        MethodError: NaN in handling or cut-off, or anything negative.
    """
    drive = numbers("drive_minutes", drive_minutes)
    handling = finite("handling_minutes", handling_minutes)
    cut_off = finite("cut_off_minutes", cut_off_minutes)
    for name, array in (("drive", drive), ("handling", handling), ("cut_off", cut_off)):
        refuse_where(array < 0, f"{name}_minutes must not be negative")
    return (drive + handling + cut_off) / 60.0


def degree_hours(hold_hours: ArrayLike, at_c: ArrayLike, inside_c: ArrayLike) -> FloatArray:
    r"""Budget of a package, $B = H_q\,|T_q - T_i|$: hold time as qualified times the difference.

    Args:
        hold_hours: hold time as qualified, more than nought; NaN: not qualified.
        at_c: ambient at which it was, °C.
        inside_c: temperature inside, °C. All broadcast.

    Returns:
        Degree-hours; nought where it is not qualified, so that it is never relied on.

    Raises:
        MethodError: a hold time of nought or less, or an ambient equal to the inside.
    """
    hold = numbers("hold_hours", hold_hours)
    refuse_where(hold <= 0, "hold_hours must be more than nought")
    difference = np.abs(numbers("at_c", at_c) - finite("inside_c", inside_c))
    refuse_where(difference < DEGREES_OF_NO_FLOW, "at_c must differ from inside_c")
    return np.nan_to_num(hold * difference, nan=0.0)


def hold_hours(package: Package, ambient_c: ArrayLike) -> FloatArray:
    r"""Hold time at any ambient, $H = B / |T_a - T_i|$; infinite where nothing flows."""
    flow = finite("ambient_c", ambient_c) - package.inside_c
    budget = np.where(flow > 0, package.warm_budget, package.cold_budget)
    size = np.abs(flow)
    still = size < DEGREES_OF_NO_FLOW
    return np.where(still, np.inf, budget / np.where(still, 1.0, size))


def share_beyond(journey: Journey, package: Package) -> FloatArray:
    r"""Share of shipments that leave their limits: the budget is used up before the door.

    Over the wait $W \sim U(0, w)$, on the ground and onward each at one ambient:

    $$P\left[(g + W)\,d_g + o\,d_o > B\right]$$

    for warmth, $d = \max(T_a - T_i, 0)$, and for cold, $d = \max(T_i - T_a, 0)$; each has its own
    budget, and warm hours do not make up for cold ones. Exact.

    Returns:
        0 to 1, of the shape to which all broadcast.

    Raises:
        MethodError: shapes that do not broadcast.
    """
    parts = {**journey._asdict(), **package._asdict()}
    leading_shape(**{name: np.shape(part) for name, part in parts.items()})
    flow, onward = journey.ground_c - package.inside_c, journey.onward_c - package.inside_c
    warm = package.warm_budget - journey.onward_hours * np.maximum(onward, 0.0)
    cold = package.cold_budget - journey.onward_hours * np.maximum(-onward, 0.0)
    # On the ground it is either warmer or colder: only that budget is drawn on by the wait.
    on_ground = np.where(flow > 0, warm, cold)
    size = np.abs(flow)
    lasts = np.where(size < DEGREES_OF_NO_FLOW, np.inf, on_ground / np.maximum(size, 1e-12))
    lasts = np.where(on_ground < 0, -np.inf, lasts)
    span = np.maximum(journey.longest_wait, SHORTEST_WAIT)
    # In place: of all the arrays here only this one has every axis.
    late = np.minimum(journey.ground_hours, NO_WAY) - lasts
    late = np.divide(late, span, out=np.empty(np.broadcast_shapes(late.shape, span.shape)))
    np.clip(np.add(late, 1.0, out=late), 0.0, 1.0, out=late)
    return np.maximum(late, ((warm < 0) | (cold < 0)).astype(float))


def drift_temperature(
    limit_c: ArrayLike, ambient_c: ArrayLike, hours: ArrayLike, drift_hours: ArrayLike
) -> FloatArray:
    r"""Temperature of goods some hours after the hold, $T_a + (L - T_a)\,e^{-s/\tau}$, °C.

    At the end of the hold time they are at the limit $L$ by definition, and then take on the
    ambient $T_a$ with the time constant $\tau$ (`drift_hours`, more than nought).
    """
    limit, ambient = finite("limit_c", limit_c), finite("ambient_c", ambient_c)
    constant = finite("drift_hours", drift_hours)
    refuse_where(constant <= 0, "drift_hours must be more than nought")
    return ambient + (limit - ambient) * np.exp(-finite("hours", hours) / constant)


def shipment_kinetic_temperature(
    journey: Journey,
    package: Package,
    wait_hours: ArrayLike,
    drift_hours: ArrayLike,
    limits_c: tuple[float, float],
) -> FloatArray:
    """Mean kinetic temperature of a shipment, door to door, °C.

    At the temperature inside while the budget lasts, in the share of the hours that the budget
    makes of what is drawn from it; then drifting from the limit towards the mean ambient.

    Args:
        journey: the way.
        package: the package.
        wait_hours: how long it waits for the departure.
        drift_hours: how fast the goods take on the ambient after that.
        limits_c: lower and upper limit of the goods, °C.

    Returns:
        °C, of the shape to which all broadcast; NaN where there is no way. Says nothing of
        freezing: cold lowers it.

    Raises:
        MethodError: limits upside down, or a time constant of nought or less.
    """
    if not limits_c[0] < limits_c[1]:
        message = f"the lower limit must lie below the upper; they are {limits_c}"
        raise MethodError(message)
    ground = journey.ground_hours + finite("wait_hours", wait_hours)
    total = ground + journey.onward_hours
    held, warm = _held_share(journey, package, ground)
    with np.errstate(invalid="ignore"):
        ambient = (ground * journey.ground_c + journey.onward_hours * journey.onward_c) / total
    limit = np.where(warm, limits_c[1], limits_c[0])
    constant = finite("drift_hours", drift_hours)
    shape = np.broadcast_shapes(held.shape, ambient.shape, constant.shape)
    found = np.broadcast_to(package.inside_c, shape).astype(float)
    late = np.broadcast_to(held < 1.0, shape) & np.broadcast_to(np.isfinite(total), shape)
    if late.any():
        share, end, around, span, slowness, inside = (
            np.broadcast_to(part, shape)[late, None]
            for part in (held, limit, ambient, total, constant, package.inside_c)
        )
        after = span * (1.0 - share)
        drift = drift_temperature(end, around, after * DRIFT_NODES, slowness)
        weights = np.concatenate([share, (1.0 - share) * DRIFT_WEIGHTS], axis=-1)
        found[late] = mean_kinetic_temperature(np.concatenate([inside, drift], axis=-1), weights)
    found[np.broadcast_to(~np.isfinite(total), shape)] = np.nan
    return found


def cheapest_within(cost: ArrayLike, risk: ArrayLike, limit: ArrayLike) -> np.ndarray:
    """Position of the cheapest option whose risk does not exceed the limit; -1 where none is.

    Args:
        cost: `[..., options]`, not negative.
        risk: `[..., options]`, 0 to 1.
        limit: `[...]`, 0 to 1.

    Returns:
        `[...]`; of equally dear ones the one of less risk, then the first.

    Raises:
        MethodError: NaN, no option, values out of bounds, shapes that do not broadcast.
    """
    price, share, most = finite("cost", cost), finite("risk", risk), finite("limit", limit)
    leading_shape(cost=price.shape, risk=share.shape, limit=(*most.shape, 1))
    price, share = np.broadcast_arrays(price, share)
    if price.ndim == 0 or price.shape[-1] == 0:
        message = "cost and risk must have the shape [..., options] with at least one option"
        raise MethodError(message)
    refuse_where(price < 0, "cost must not be negative")
    refuse_where((share < 0) | (share > 1), "risk must lie between 0 and 1")
    refuse_where((most < 0) | (most > 1), "limit must lie between 0 and 1")
    kept = share <= most[..., None]
    asked = np.where(kept, price, np.inf)
    least = asked.min(axis=-1, keepdims=True)
    tied = np.where(kept & (asked <= least), share, np.inf)
    return np.where(kept.any(axis=-1), tied.argmin(axis=-1), -1)


def _held_share(
    journey: Journey, package: Package, ground: FloatArray
) -> tuple[FloatArray, np.ndarray]:
    """Return which share of the hours a budget covers, and whether warmth is the tighter one."""
    flow, onward = journey.ground_c - package.inside_c, journey.onward_c - package.inside_c
    covers = []
    for sign, budget in ((1.0, package.warm_budget), (-1.0, package.cold_budget)):
        with np.errstate(invalid="ignore"):
            drawn = ground * np.maximum(sign * flow, 0.0)
        drawn = drawn + journey.onward_hours * np.maximum(sign * onward, 0.0)
        covers.append(np.where(drawn > budget, budget / np.where(drawn > 0, drawn, 1.0), 1.0))
    warm, cold = np.broadcast_arrays(*covers)
    return np.minimum(warm, cold), warm <= cold
