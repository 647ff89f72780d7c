"""Who may be given which parcels, and what it is worth: the checked problem of allocation."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from songi.errors import MethodError
from songi.methods.assignment.limits import Limit, checked_limit
from songi.methods.checks import FloatArray, finite, numbers, refuse_where

IntArray = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class AllocationProblem:
    """Arrays that `allocation_problem` has checked.

    Attributes:
        value: `[investors, parcels]`, NaN where the pair is barred.
        area: `[parcels]`, m².
        least: `[investors]`, least area of a site, m².
        most: `[investors]`, greatest area of a site, m².
        adjacent: `[edges, 2]`, parcels that adjoin, the lower first, each pair once.
        merged_at_most: `[investors]`, parcels that may be merged into one site.
        count: `[investors]`, sites that may be given: above 1 for an aggregate of unnamed letters.
        nearness: `[investors, investors]`, benefit if two have sites that adjoin, once a pair.
        late: `[investors, parcels]`, phases by which the parcel comes later than needed.
        late_factor: what a value is multiplied by for each phase late; None where late is barred.
        limits: bounds on sums over all sites.
        must_place: `[investors]`, least number of sites that must be given.
    """

    value: FloatArray
    area: FloatArray
    least: FloatArray
    most: FloatArray
    adjacent: IntArray
    merged_at_most: IntArray
    count: IntArray
    nearness: FloatArray
    late: IntArray
    late_factor: float | None
    limits: tuple[Limit, ...]
    must_place: IntArray

    @property
    def investors(self) -> int:
        """How many rows of investors there are."""
        return self.value.shape[0]

    @property
    def parcels(self) -> int:
        """How many parcels there are."""
        return self.value.shape[1]


def allocation_problem(
    value: ArrayLike,
    area: ArrayLike,
    *,
    allowed: ArrayLike | None = None,
    least: ArrayLike = 0.0,
    most: ArrayLike = np.inf,
    adjacent: ArrayLike | None = None,
    merged_at_most: ArrayLike = 1,
    count: ArrayLike = 1,
    nearness: ArrayLike | None = None,
    limits: Sequence[Limit] = (),
    must_place: ArrayLike = 0,
    available_from: ArrayLike | None = None,
    needed_from: ArrayLike | None = None,
    late_factor: float | None = None,
) -> AllocationProblem:
    """Check and gather what an allocation of parcels to investors needs.

    Args:
        value: `[investors, parcels]`, worth of the investor on the parcel (expected value and fit
            together, any one unit). NaN bars the pair unless `allowed` is given.
        area: `[parcels]`, m², positive.
        allowed: `[investors, parcels]`, true where the pair is allowed; its value must then be a
            number.
        least: `[investors]` or one, least area of a site, m².
        most: `[investors]` or one, greatest area of a site, m²; infinite for no bound.
        adjacent: `[edges, 2]`, positions of parcels that adjoin; order and repetition are free.
        merged_at_most: `[investors]` or one, parcels that may be merged into one site, from 1. A
            merged site is worth the mean of its parcels' values by area: it is one project.
        count: `[investors]` or one, sites the row may be given. Above 1 it is an aggregate of
            unnamed letters: each takes one parcel, none merges, and a value is that of one letter.
        nearness: `[investors, investors]`, symmetric, not negative: added once for two investors
            with parcels that adjoin.
        limits: see `Limit`; names differ.
        must_place: `[investors]` or one, true or the least number of sites that must be given.
        available_from: `[parcels]`, whole number of the phase from which the parcel can be had.
        needed_from: `[investors]`, phase in which the investor wants to begin.
        late_factor: what a value is multiplied by for each phase that the site (its last parcel)
            comes late, between 0 and 1; None bars late sites.

    Raises:
        MethodError: wrong shapes, NaN in an allowed pair, areas that are not positive, least above
            most, parcels in `adjacent` that do not exist, nearness that is negative or not
            symmetric, counts that are no whole numbers, names of limits that repeat.
    """
    worth = _values(value, allowed)
    investors, parcels = worth.shape
    areas = _one_each("area", finite("area", area), parcels, "parcels")
    refuse_where(areas <= 0, "area must be positive")
    lowest, highest = _ranges(least, most, investors)
    merged = _whole("merged_at_most", merged_at_most, investors, "investors", least=1)
    counts = _whole("count", count, investors, "investors", least=1)
    must = _whole("must_place", must_place, investors, "investors", least=0)
    refuse_where(must > counts, "must_place must not exceed count")
    names = [limit.name for limit in limits]
    if len(set(names)) < len(names):
        message = f"names of limits must differ: {', '.join(names)}"
        raise MethodError(message)
    if late_factor is not None and not 0 <= late_factor <= 1:
        message = f"late_factor is {late_factor}; it must be between 0 and 1"
        raise MethodError(message)
    return AllocationProblem(
        value=worth,
        area=areas,
        least=lowest,
        most=highest,
        adjacent=_edges(adjacent, parcels),
        merged_at_most=merged,
        count=counts,
        nearness=_nearness(nearness, investors),
        late=_late(available_from, needed_from, investors, parcels),
        late_factor=late_factor,
        limits=tuple(checked_limit(limit, investors, parcels) for limit in limits),
        must_place=must,
    )


def _values(value: ArrayLike, allowed: ArrayLike | None) -> FloatArray:
    worth = numbers("value", value)
    if worth.ndim != 2 or 0 in worth.shape:
        message = (
            "value must have the shape [investors, parcels] with at least one of each; "
            f"it has {list(worth.shape)}"
        )
        raise MethodError(message)
    refuse_where(np.isinf(worth), "value must not be infinite")
    if allowed is None:
        return worth
    pairs = np.asarray(allowed)
    if pairs.shape != worth.shape or pairs.dtype != np.bool_:
        message = (
            f"allowed must be true or false for each pair of value's shape {list(worth.shape)}; "
            f"its shape is {list(pairs.shape)}, its type {pairs.dtype}"
        )
        raise MethodError(message)
    refuse_where(pairs & np.isnan(worth), "value is NaN in a pair that is allowed")
    return np.where(pairs, worth, np.nan)


def _one_each(name: str, array: FloatArray, size: int, of: str) -> FloatArray:
    if array.shape != (size,):
        message = (
            f"{name} must hold one value for each of {size} {of}; its shape is {list(array.shape)}"
        )
        raise MethodError(message)
    return array


def _of_each(name: str, array: FloatArray, size: int, of: str) -> FloatArray:
    """One value for all counts for each."""
    return np.full(size, float(array)) if array.ndim == 0 else _one_each(name, array, size, of)


def _ranges(least: ArrayLike, most: ArrayLike, investors: int) -> tuple[FloatArray, FloatArray]:
    lowest = _of_each("least", finite("least", least), investors, "investors")
    highest = _of_each("most", numbers("most", most), investors, "investors")
    refuse_where(lowest < 0, "least must not be negative")
    refuse_where(np.isnan(highest), "most must not be NaN")
    refuse_where(lowest > highest, "least must not exceed most")
    return lowest, highest


def _whole(name: str, values: ArrayLike, size: int, of: str, *, least: int) -> IntArray:
    array = _of_each(name, finite(name, values), size, of)
    refuse_where(array != np.rint(array), f"{name} must hold whole numbers")
    refuse_where(array < least, f"{name} must be at least {least}")
    return array.astype(np.int64)


def _edges(adjacent: ArrayLike | None, parcels: int) -> IntArray:
    if adjacent is None or np.size(adjacent) == 0:
        return np.empty((0, 2), dtype=np.int64)
    pairs = finite("adjacent", adjacent)
    if pairs.ndim != 2 or pairs.shape[1] != 2:
        message = f"adjacent must have the shape [edges, 2]; it has {list(pairs.shape)}"
        raise MethodError(message)
    unknown = (pairs != np.rint(pairs)) | (pairs < 0) | (pairs >= parcels)
    refuse_where(unknown, f"adjacent must name positions of the {parcels} parcels")
    refuse_where(pairs[:, 0] == pairs[:, 1], "a parcel does not adjoin itself")
    return np.unique(np.sort(pairs.astype(np.int64), axis=1), axis=0)


def _nearness(nearness: ArrayLike | None, investors: int) -> FloatArray:
    if nearness is None:
        return np.zeros((investors, investors))
    benefit = finite("nearness", nearness)
    if benefit.shape != (investors, investors):
        message = (
            f"nearness must have the shape {[investors, investors]}; it has {list(benefit.shape)}"
        )
        raise MethodError(message)
    refuse_where(benefit < 0, "nearness must not be negative")
    refuse_where(benefit != benefit.T, "nearness must be symmetric")
    refuse_where(np.diag(benefit) != 0, "nearness of an investor to itself must be 0")
    return benefit


def _late(
    available: ArrayLike | None, needed: ArrayLike | None, investors: int, parcels: int
) -> IntArray:
    if available is None and needed is None:
        return np.zeros((investors, parcels), dtype=np.int64)
    if available is None or needed is None:
        message = "phases need both available_from and needed_from"
        raise MethodError(message)
    ready = _whole("available_from", available, parcels, "parcels", least=0)
    wanted = _whole("needed_from", needed, investors, "investors", least=0)
    return np.maximum(ready[None, :] - wanted[:, None], 0)
