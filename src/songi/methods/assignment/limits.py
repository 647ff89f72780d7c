"""Limits on what all sites together may use, or must reach: utilities, allotment, small firms."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from songi.errors import MethodError
from songi.methods.checks import FloatArray, finite, refuse_where


@dataclass(frozen=True, slots=True)
class Limit:
    r"""A bound on a sum over the sites that are given.

    $$\sum_{\text{sites } s} \left(u_{i(s)} + v_{i(s)} A_s\right) \le B \quad (\text{or} \ge B)$$

    with i(s) the investor on the site and A_s its area within the marked parcels.

    Attributes:
        name: what the limit is called where one is told to loosen it; its own in a problem.
        bound: B, in the unit of what is limited.
        per_site: `[investors]` u, units for each site, whatever its area; None for none.
        per_m2: `[investors]` v, units for each m² of the site; None for none.
        parcels: `[parcels]` which parcels' area counts; None for all.
        at_least: whether the sum must reach B instead of staying below it.
        weight: how unwelcome it is to loosen the limit by one unit; None for 1/|B|, so that
            doubling a capacity counts 1 (where B is 0: one over what a site moves the sum at most).
    """

    name: str
    bound: float
    per_site: ArrayLike | None = None
    per_m2: ArrayLike | None = None
    parcels: ArrayLike | None = None
    at_least: bool = False
    weight: float | None = None


def utility_limit(
    name: str,
    capacity: float,
    *,
    per_site: ArrayLike | None = None,
    per_m2: ArrayLike | None = None,
    weight: float | None = None,
) -> Limit:
    """Keep what all sites draw of a utility within its capacity.

    Args:
        name: of the utility.
        capacity: in the utility's unit (MW, m³ a day), not negative.
        per_site: `[investors]` need of a site in that unit.
        per_m2: `[investors]` need for each m² of the site.
        weight: see `Limit`.

    Raises:
        MethodError: the capacity is negative or no number.
    """
    if not capacity >= 0:
        message = f"the capacity of {name} is {capacity}; it must not be negative"
        raise MethodError(message)
    return Limit(name, capacity, per_site=per_site, per_m2=per_m2, weight=weight)


def allotment_limit(
    name: str,
    area: float,
    users: ArrayLike,
    *,
    parcels: ArrayLike | None = None,
    weight: float | None = None,
) -> Limit:
    """Keep the marked area that certain investors use within what was allotted (물량).

    Args:
        name: of the allotment.
        area: m² allotted, not negative.
        users: `[investors]` whether the investor's use needs allotment (manufacturing).
        parcels: `[parcels]` which parcels lie in the zone; None for all.
        weight: see `Limit`.

    Raises:
        MethodError: the area is negative or no number.
    """
    if not area >= 0:
        message = f"the allotment {name} is {area} m²; it must not be negative"
        raise MethodError(message)
    marked = np.asarray(users, dtype=bool).astype(np.float64)
    return Limit(name, area, per_m2=marked, parcels=parcels, weight=weight)


def least_area(
    name: str,
    small: ArrayLike,
    *,
    area: float | None = None,
    share: float | None = None,
    weight: float | None = None,
) -> Limit:
    """Give certain investors (small firms) at least an area, or a share of what is given out.

    Args:
        name: of the minimum.
        small: `[investors]` whether the investor counts towards it.
        area: m² they must get together; or
        share: their least share of the area of all sites given, above 0 and at most 1.
        weight: see `Limit`; a share is loosened in m² that lack.

    Raises:
        MethodError: neither or both of area and share are given, or one out of bounds.
    """
    marked = np.asarray(small, dtype=bool).astype(np.float64)
    if (area is None) == (share is None):
        message = f"the minimum {name} needs either an area or a share"
        raise MethodError(message)
    if area is not None:
        if not area >= 0:
            message = f"the minimum {name} is {area} m²; it must not be negative"
            raise MethodError(message)
        return Limit(name, area, per_m2=marked, at_least=True, weight=weight)
    if share is None or not 0 < share <= 1:
        message = f"the share of {name} is {share}; it must be above 0 and at most 1"
        raise MethodError(message)
    return Limit(name, 0.0, per_m2=marked - share, at_least=True, weight=weight)


def checked_limit(limit: Limit, investors: int, parcels: int) -> Limit:
    """Return the limit with its arrays checked, none of them None.

    Raises:
        MethodError: another length, NaN, a bound or a weight that is no number, a weight below 0.
    """
    bound = float(finite(f"the bound of {limit.name}", limit.bound))
    marked = np.ones(parcels, dtype=bool)
    if limit.parcels is not None:
        marked = np.asarray(limit.parcels)
        if marked.shape != (parcels,) or marked.dtype != np.bool_:
            message = (
                f"the parcels of {limit.name} must be marked by {parcels} true or false; "
                f"their shape is {list(marked.shape)}, their type {marked.dtype}"
            )
            raise MethodError(message)
    if limit.weight is not None:
        refuse_where(
            np.asarray(not limit.weight > 0), f"the weight of {limit.name} must be positive"
        )
    return Limit(
        limit.name,
        bound,
        per_site=_per_investor(limit.name, limit.per_site, investors),
        per_m2=_per_investor(limit.name, limit.per_m2, investors),
        parcels=marked,
        at_least=bool(limit.at_least),
        weight=limit.weight,
    )


def _per_investor(name: str, values: ArrayLike | None, investors: int) -> FloatArray:
    if values is None:
        return np.zeros(investors)
    array = finite(f"what sites use of {name}", values)
    if array.shape != (investors,):
        message = (
            f"what sites use of {name} must be given for each of {investors} investors; "
            f"its shape is {list(array.shape)}"
        )
        raise MethodError(message)
    return array
