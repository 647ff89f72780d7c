"""Land at cost (조성원가): unit cost, prices of parcels, who bears what is sold below, settlement.

Which law governs a parcel, which items it counts as cost and which land it supplies for nothing
are facts of the parcel. They come in as arrays; no law stands in this code.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike

from songi.errors import MethodError
from songi.methods.checks import FloatArray, finite, leading_shape, refuse_where


class Shortfall(NamedTuple):
    """What land brings in against its cost.

    Attributes:
        below_krw: `[...]`, what is lost on parcels sold below cost.
        above_krw: `[...]`, what is gained on parcels sold above it.
    """

    below_krw: FloatArray
    above_krw: FloatArray


def total_cost(items_krw: ArrayLike, counted: ArrayLike) -> FloatArray:
    r"""Total project cost (총사업비) under each rule, $T_r = \sum_i c_{ri} k_i$.

    Args:
        items_krw: `[..., items]`, cost of each item (land, levies, works, infrastructure, staff,
            resettlement, sales, administration, capital, ...), won, not negative.
        counted: `[rules, items]`, which share of each item a rule counts, 0 to 1.

    Returns:
        `[..., rules]`, won.

    Raises:
        MethodError: NaN, values out of bounds, another number of items.

    Source:
        산업입지 및 개발에 관한 법률 시행령 제40조 (items of an industrial complex); 법제처 20-0199
        (2020) (which law governs is a fact of the parcel).
    """
    items, share = finite("items_krw", items_krw), finite("counted", counted)
    refuse_where(items < 0, "items_krw must not be negative")
    refuse_where((share < 0) | (share > 1), "counted must lie between 0 and 1")
    if share.ndim != 2 or items.ndim < 1 or items.shape[-1] != share.shape[1]:
        message = (
            "items_krw must have the shape [..., items] and counted [rules, items]; they have "
            f"{list(items.shape)} and {list(share.shape)}"
        )
        raise MethodError(message)
    return items @ share.T


def free_supply_area(
    free_m2: ArrayLike, reduced_m2: ArrayLike = (), share_of_cost: ArrayLike = ()
) -> FloatArray:
    r"""Area supplied for nothing (총무상공급면적), $F = f + \sum_j a_j (1 - \rho_j)$.

    Public land sold below cost counts as free with the part that its price does not cover.

    Args:
        free_m2: `[...]`, area given free by law, m².
        reduced_m2: `[..., kinds]`, area of public land sold below cost, m².
        share_of_cost: `[..., kinds]`, its price by the unit cost, 0 to 1.

    Returns:
        `[...]`, m².

    Raises:
        MethodError: NaN, values out of bounds, shapes that do not fit.

    Source:
        한국토지주택공사, 산업단지 조성원가 산정 (definition of 총무상공급대상면적).
    """
    free, reduced = finite("free_m2", free_m2), finite("reduced_m2", reduced_m2)
    share = finite("share_of_cost", share_of_cost)
    refuse_where(free < 0, "free_m2 must not be negative")
    refuse_where(reduced < 0, "reduced_m2 must not be negative")
    refuse_where((share < 0) | (share > 1), "share_of_cost must lie between 0 and 1")
    if not reduced.ndim or not share.ndim or reduced.shape[-1] != share.shape[-1]:
        message = (
            "reduced_m2 and share_of_cost must have the shape [..., kinds]; they have "
            f"{list(reduced.shape)} and {list(share.shape)}"
        )
        raise MethodError(message)
    leading_shape(reduced_m2=reduced.shape[:-1], share_of_cost=share.shape[:-1], free_m2=free.shape)
    return free + (reduced * (1.0 - share)).sum(axis=-1)


def unit_cost(cost_krw: ArrayLike, total_m2: ArrayLike, free_m2: ArrayLike) -> FloatArray:
    r"""Cost per m² of the land supplied for value (조성원가), $c = T / (A - F)$.

    Args:
        cost_krw: total project cost T, won, not negative.
        total_m2: area of the project A, m².
        free_m2: area supplied for nothing F, m², less than A. All three broadcast.

    Returns:
        Won per m².

    Raises:
        MethodError: NaN, values out of bounds, no area left to sell, shapes that do not broadcast.

    Source:
        산업입지 및 개발에 관한 법률 시행령 제40조; 한국토지주택공사, 산업단지 조성원가 산정.
    """
    cost, total = finite("cost_krw", cost_krw), finite("total_m2", total_m2)
    free = finite("free_m2", free_m2)
    refuse_where(cost < 0, "cost_krw must not be negative")
    refuse_where(free < 0, "free_m2 must not be negative")
    leading_shape(cost_krw=cost.shape, total_m2=total.shape, free_m2=free.shape)
    paid = total - free
    refuse_where(paid <= 0, "free_m2 must be less than total_m2: nothing would be left to sell")
    return cost / paid


def parcel_prices(
    cost_per_m2: ArrayLike, area_m2: ArrayLike, weights: ArrayLike = 1.0
) -> FloatArray:
    r"""Prices of parcels that differ by weights and together bring the cost in.

    $p_j = c \, w_j \, \sum_k a_k / \sum_k w_k a_k$, so that $\sum_j p_j a_j = c \sum_j a_j$.

    Args:
        cost_per_m2: `[...]`, unit cost c, won per m².
        area_m2: `[..., parcels]`, m², positive.
        weights: `[..., parcels]`, what a m² of the parcel is worth against the others (position,
            floor-area ratio), positive; their scale does not matter.

    Returns:
        `[..., parcels]`, won per m².

    Raises:
        MethodError: NaN, values out of bounds, shapes that do not fit.
    """
    cost, area, weight = _parcels(cost_per_m2, area_m2, weights)
    level = area.sum(axis=-1) / (weight * area).sum(axis=-1)
    return weight * (cost * level)[..., None]


def shortfall(price: ArrayLike, cost_per_m2: ArrayLike, area_m2: ArrayLike) -> Shortfall:
    r"""What is lost on parcels sold below cost, and gained on those above.

    $S = \sum_j a_j \max(0, c_j - p_j)$ and $G = \sum_j a_j \max(0, p_j - c_j)$. They are told
    apart: whether a gain may make up for a loss is a matter of law and of who sells.

    Args:
        price: `[..., parcels]`, won per m², not negative.
        cost_per_m2: `[..., parcels]`, unit cost under the rule of each parcel, won per m².
        area_m2: `[..., parcels]`, m². All three broadcast.

    Returns:
        Loss and gain, each `[...]`, won.

    Raises:
        MethodError: NaN, negative values, shapes that do not broadcast.
    """
    asked, cost = finite("price", price), finite("cost_per_m2", cost_per_m2)
    area = finite("area_m2", area_m2)
    for name, values in (("price", asked), ("cost_per_m2", cost), ("area_m2", area)):
        refuse_where(values < 0, f"{name} must not be negative")
    shape = leading_shape(price=asked.shape, cost_per_m2=cost.shape, area_m2=area.shape)
    if not shape:
        message = "price must have the shape [..., parcels]; it is a single number"
        raise MethodError(message)
    gain = np.broadcast_to((asked - cost) * area, shape)
    return Shortfall(np.maximum(-gain, 0.0).sum(axis=-1), np.maximum(gain, 0.0).sum(axis=-1))


def borne_by(amount_krw: ArrayLike, shares: ArrayLike) -> FloatArray:
    r"""Who bears an amount, $b_k = s_k x$.

    Args:
        amount_krw: `[...]`, won.
        shares: `[..., bearers]`, of each, 0 to 1, together 1.

    Returns:
        `[..., bearers]`, won; they add up to the amount.

    Raises:
        MethodError: NaN, shares out of bounds or that do not add up to 1, shapes that do not fit.
    """
    amount, share = finite("amount_krw", amount_krw), finite("shares", shares)
    if share.ndim < 1:
        message = "shares must have the shape [..., bearers]; it is a single number"
        raise MethodError(message)
    refuse_where((share < 0) | (share > 1), "shares must lie between 0 and 1")
    refuse_where(np.abs(share.sum(axis=-1) - 1.0) > 1e-9, "shares must add up to 1")
    leading_shape(amount_krw=amount.shape, shares=share.shape[:-1])
    return amount[..., None] * share


def settlement(
    provisional_per_m2: ArrayLike,
    actual_per_m2: ArrayLike,
    area_m2: ArrayLike,
    weights: ArrayLike = 1.0,
) -> FloatArray:
    r"""What each buyer pays or gets back when the cost is settled (정산), $a_j (p'_j - p_j)$.

    Both prices follow from their unit costs by the same weights (`parcel_prices`).

    Args:
        provisional_per_m2: `[...]`, unit cost at which was sold, won per m².
        actual_per_m2: `[...]`, unit cost settled after completion, won per m².
        area_m2: `[..., parcels]`, m², positive.
        weights: `[..., parcels]`, as in `parcel_prices`.

    Returns:
        `[..., parcels]`, won: positive is paid in addition, negative is given back.

    Raises:
        MethodError: as `parcel_prices`.

    Source:
        국토교통부, 산업입지의 개발에 관한 통합지침 제26조의14 and 15 (settled on the cost fixed
        after completion).
    """
    before = parcel_prices(provisional_per_m2, area_m2, weights)
    after = parcel_prices(actual_per_m2, area_m2, weights)
    leading_shape(provisional_per_m2=before.shape, actual_per_m2=after.shape)
    return (after - before) * finite("area_m2", area_m2)


def _parcels(
    cost_per_m2: ArrayLike, area_m2: ArrayLike, weights: ArrayLike
) -> tuple[FloatArray, FloatArray, FloatArray]:
    cost, area = finite("cost_per_m2", cost_per_m2), finite("area_m2", area_m2)
    weight = finite("weights", weights)
    refuse_where(cost < 0, "cost_per_m2 must not be negative")
    refuse_where(area <= 0, "area_m2 must be positive")
    refuse_where(weight <= 0, "weights must be positive")
    shape = leading_shape(area_m2=area.shape, weights=weight.shape)
    if not shape or 0 in shape:
        message = f"area_m2 must have the shape [..., parcels]; it has {list(area.shape)}"
        raise MethodError(message)
    leading_shape(cost_per_m2=cost.shape, area_m2=shape[:-1])
    return cost, np.broadcast_to(area, shape), np.broadcast_to(weight, shape)
