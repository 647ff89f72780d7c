"""What the market is told: lots, investors and conditions, checked and laid out for the kernel."""

from __future__ import annotations

import contextlib
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from songi.errors import MethodError
from songi.methods.checks import FloatArray, finite, numbers, refuse_where

NEVER = int(np.iinfo(np.int32).max)
"""A quarter that does not come: a lot not sold, a designation not given."""

HIGHEST_ELASTICITY = 20.0


@dataclass(frozen=True, slots=True)
class Lots:
    """What is sold: rounds of a sale, each with its own opening, price and rule.

    Each array may have `draws` as a first axis.

    Attributes:
        opening: `[lots]`, quarter in which the lot is first offered, from 0; `NEVER`.
        released_m2: `[lots, quarters]`, area added to the stock in each quarter, m².
        readiness: `[lots, quarters]`, 0 to 1, how far land and utilities are ready: it multiplies
            the hazard, and at 0 nobody signs.
        tender: `[lots]`, without draws: appraisal and competitive tender; else private contract at
            cost.
        tender_if_designated: `[lots]`, without draws: the same under a designation.
        appraisal_price: `[lots]`, won per m², asked by a tender.
        cost_price: `[lots]`, won per m², asked by a private contract (조성원가).
        floor_price: `[lots]`, won per m², below which no revision goes, usually the cost.
        step: `[lots]`, 0 to 1, by which share a revision lowers the price; 0 is no revision.
        patience: `[lots]`, quarters without a bidder after which the price is lowered, from 1.
    """

    opening: ArrayLike
    released_m2: ArrayLike
    readiness: ArrayLike
    tender: ArrayLike
    tender_if_designated: ArrayLike
    appraisal_price: ArrayLike
    cost_price: ArrayLike
    floor_price: ArrayLike
    step: ArrayLike
    patience: ArrayLike


@dataclass(frozen=True, slots=True)
class Investors:
    """Who may buy. All but `last_contact` may have `draws` as a first axis.

    Attributes:
        wanted_m2: `[investors]`, all or nothing, m².
        expected_price: `[investors]`, won per m², the price that each reckoned with.
        intensity: `[investors]`, signings per quarter at the expected price, on ready land, on the
            day of the letter (from survival analysis).
        last_contact: `[investors]`, quarter of the last letter or contact, negative before the
            start; who comes only later has a quarter above 0 and does not sign before it.
        eligible: `[investors, lots]`, who may buy where.
    """

    wanted_m2: ArrayLike
    expected_price: ArrayLike
    intensity: ArrayLike
    last_contact: ArrayLike
    eligible: ArrayLike


@dataclass(frozen=True, slots=True)
class Conditions:
    """What surrounds the sale: one value, or one for each draw.

    Attributes:
        half_life: quarters after which a letter counts half; infinity: it does not cool.
        elasticity_expected: of the hazard to the price relative to the expected one, 0 to 20.
        elasticity_nearby: to the price relative to that of nearby complexes, 0 to 20.
        nearby_price: won per m², what nearby complexes ask.
        designated_from: quarter from which the place is designated in this draw; `NEVER`.
        multiplier: of the intensity under a designation.
        diversion: 0 to 1, share lost if cheaper land nearby were all there is.
        rival_price: `[rivals]` or `[draws, rivals]`, won per m²; none without it.
        rival_unsold_m2: `[rivals, quarters]` or `[draws, rivals, quarters]`, unsold nearby, m².
    """

    half_life: ArrayLike
    elasticity_expected: ArrayLike
    elasticity_nearby: ArrayLike
    nearby_price: ArrayLike
    designated_from: ArrayLike = NEVER
    multiplier: ArrayLike = 1.0
    diversion: ArrayLike = 0.0
    rival_price: ArrayLike | None = None
    rival_unsold_m2: ArrayLike | None = None


def investor_arrays(who: Investors, draws: int, n: int, places: int) -> tuple[Any, ...]:
    """Return what the kernel takes of the investors.

    Args:
        who: the investors.
        draws: how many draws there are.
        n: how many investors.
        places: how many lots.

    Returns:
        Wanted area, expected price and intensity `[1 or draws, n]`, last contact `[n]` and
        eligibility `[1 or draws, n, lots]`.

    Raises:
        MethodError: wrong shapes, NaN, values out of bounds.
    """
    eligible = _flags("eligible", who.eligible, (n, places), draws)
    contact = _quarters("last_contact", _rows("last_contact", who.last_contact, 1, (n,)), -NEVER)
    return (
        _positive("wanted_m2", _rows("wanted_m2", who.wanted_m2, draws, (n,))),
        _positive("expected_price", _rows("expected_price", who.expected_price, draws, (n,))),
        between("intensity", _rows("intensity", who.intensity, draws, (n,)), 0.0),
        contact[0].astype(np.int64),
        eligible,
    )


def lot_arrays(lots: Lots, draws: int, places: int, quarters: int) -> tuple[Any, ...]:
    """Return what the kernel takes of the lots.

    Args:
        lots: the lots.
        draws: how many draws there are.
        places: how many lots.
        quarters: how many quarters.

    Returns:
        Terms `[1 or draws, 6, lots]`, rule `[2, lots]`, released area and readiness
        `[1 or draws, lots, quarters]`.

    Raises:
        MethodError: wrong shapes, NaN, values out of bounds.
    """

    def rows(name: str, *tail: int) -> FloatArray:
        return _rows(name, getattr(lots, name), draws, (places, *tail))

    step = between("step", rows("step"), 0.0, 1.0)
    refuse_where(step == 1.0, "step must be below 1: it would ask nothing for the land")
    terms = (
        _positive("appraisal_price", rows("appraisal_price")),
        _positive("cost_price", rows("cost_price")),
        _positive("floor_price", rows("floor_price")),
        step,
        _quarters("patience", rows("patience"), 1),
        _quarters("opening", rows("opening"), 0),
    )
    return (
        np.concatenate(np.broadcast_arrays(*(term[:, None, :] for term in terms)), axis=1),
        np.stack(
            [
                _flags("tender", lots.tender, (places,)),
                _flags("tender_if_designated", lots.tender_if_designated, (places,)),
            ]
        ),
        between("released_m2", rows("released_m2", quarters), 0.0),
        between("readiness", rows("readiness", quarters), 0.0, 1.0),
    )


def condition_arrays(given: Conditions, draws: int, quarters: int) -> tuple[Any, ...]:
    """Return what the kernel takes of the conditions.

    Args:
        given: the conditions.
        draws: how many draws there are.
        quarters: how many quarters.

    Returns:
        Terms `[draws, 7]`, prices `[1 or draws, rivals]` and unsold area
        `[1 or draws, rivals, quarters]` of nearby complexes.

    Raises:
        MethodError: wrong shapes, NaN, values out of bounds.
    """

    def each(name: str) -> FloatArray:
        return _rows(name, getattr(given, name), draws, ())

    half_life = _rows("half_life", given.half_life, draws, (), infinite=True)
    columns = (
        _quarters("designated_from", each("designated_from"), 0),
        between("multiplier", each("multiplier"), 0.0),
        _positive("half_life", half_life),
        between("elasticity_expected", each("elasticity_expected"), 0.0, HIGHEST_ELASTICITY),
        between("elasticity_nearby", each("elasticity_nearby"), 0.0, HIGHEST_ELASTICITY),
        _positive("nearby_price", each("nearby_price")),
        between("diversion", each("diversion"), 0.0, 1.0),
    )
    terms = np.empty((draws, len(columns)))
    for position, column in enumerate(columns):
        terms[:, position] = column
    return terms, *_rival_arrays(given, draws, quarters)


def _rival_arrays(given: Conditions, draws: int, quarters: int) -> tuple[FloatArray, FloatArray]:
    if (given.rival_price is None) != (given.rival_unsold_m2 is None):
        message = "rival_price and rival_unsold_m2 come together or not at all"
        raise MethodError(message)
    if given.rival_price is None or given.rival_unsold_m2 is None:
        return np.zeros((1, 0)), np.zeros((1, 0, quarters))
    rivals = np.shape(given.rival_price)[-1] if np.ndim(given.rival_price) else 1
    unsold = _rows("rival_unsold_m2", given.rival_unsold_m2, draws, (rivals, quarters))
    return (
        _positive("rival_price", _rows("rival_price", given.rival_price, draws, (rivals,))),
        between("rival_unsold_m2", unsold, 0.0),
    )


def between(name: str, values: ArrayLike, low: float, high: float = np.inf) -> FloatArray:
    """Return `values` as finite floats from `low` to `high`.

    Raises:
        MethodError: NaN, infinity, or a value out of bounds.
    """
    array = finite(name, values)
    span = f"between {low:g} and {high:g}" if np.isfinite(high) else f"at least {low:g}"
    refuse_where((array < low) | (array > high), f"{name} must be {span}")
    return array


def _rows(
    name: str, values: ArrayLike, draws: int, tail: tuple[int, ...], *, infinite: bool = False
) -> FloatArray:
    """Return `[1 or draws, *tail]`: one row where nothing differs between the draws."""
    array = numbers(name, values) if infinite else finite(name, values)
    refuse_where(np.isnan(array), f"{name} must not be NaN")
    rows = array.shape[0] if array.ndim == len(tail) + 1 else 1
    if array.ndim in {0, len(tail), len(tail) + 1} and rows in {1, draws}:
        with contextlib.suppress(ValueError):
            return np.broadcast_to(array, (rows, *tail))
    message = (
        f"{name} must have the shape {list(tail)} or {[draws, *tail]}; it has {list(array.shape)}"
    )
    raise MethodError(message)


def _flags(
    name: str, values: ArrayLike, shape: tuple[int, ...], draws: int | None = None
) -> NDArray[np.bool_]:
    """Return flags of a shape; with `draws` given, `[1 or draws, *shape]`."""
    with contextlib.suppress(ValueError):
        flags = np.asarray(values)
        if flags.shape == shape and flags.dtype == np.bool_:
            return flags if draws is None else flags[None]
        if draws is not None and flags.shape == (draws, *shape) and flags.dtype == np.bool_:
            return flags
    message = f"{name} must be true or false and have the shape {list(shape)}"
    raise MethodError(message)


def _positive(name: str, values: FloatArray) -> FloatArray:
    refuse_where(values <= 0, f"{name} must be positive")
    return values


def _quarters(name: str, values: FloatArray, least: int) -> FloatArray:
    wrong = (values != np.rint(values)) | (values < least)
    refuse_where(wrong, f"{name} must be whole quarters, at least {least}")
    return values
