"""From a study's tables to the land market: who may buy, under what terms, beside what else.

Everything is drawn. Where nobody states a parameter its effect is left out; where nobody knows a
rival's price or unsold area it is anything within what is known.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np
import xarray as xr
from numpy.typing import NDArray

from songi.methods.market import NEVER, Conditions, Investors
from songi.study.parameters import parameter_draws
from songi.study.quarters import quarter_of
from songi.study.schema.firms import Investor
from songi.study.schema.land import CompetingSupply, MarketParameter, Parcel, SaleRound
from songi.study.streams import DrawBlock
from songi.study.table import Table
from songi.study.tenants import ALLOWED, BARRED, UNCLEAR

Array = NDArray[np.float64]

MONTHS_PER_QUARTER = 3.0

CERTAIN = 1.0 - 1e-12
"""A chance of one would be an infinite pace."""

HIGHEST_ELASTICITY = 20.0
"""What the kernel takes at most."""


@dataclass(frozen=True, slots=True)
class Terms:
    """What the market parameters say, each `[draws]`; without effect where nobody states them.

    Attributes:
        to_expected: elasticity to the price beside the one expected.
        to_nearby: elasticity to the price beside that of nearby land.
        half_life: quarters after which a letter counts half.
        patience: whole quarters without a bidder after which the price is lowered.
        step: by which share.
        floor_share: lowest price as a share of the cost.
        unready: factor while land and utilities are not ready.
        multiplier: factor under the designation.
        diversion: share lost if cheaper land nearby were all there is.
        expected_price: won per m² that investors reckoned with; NaN where nobody says.
    """

    to_expected: Array
    to_nearby: Array
    half_life: Array
    patience: Array
    step: Array
    floor_share: Array
    unready: Array
    multiplier: Array
    diversion: Array
    expected_price: Array


@dataclass(frozen=True, slots=True)
class Buyers:
    """Those who look for a plot; a row that stands for n firms is n of them.

    Attributes:
        rows: position among the investors of each buyer, `[buyers]`.
        wanted_m2: `[draws, buyers]`.
        expected_price: `[draws, buyers]`, won per m²; NaN where nobody says.
        pace: `[draws, buyers]`, signings a quarter.
        last_contact: `[buyers]`, quarter from the first one, not positive.
        luck: `[draws, buyers]`, uniforms that decide when each signs.
        reading: `[draws, buyers]`, uniforms that decide how an unclear law is read for it.
    """

    rows: NDArray[np.int64]
    wanted_m2: Array
    expected_price: Array
    pace: Array
    last_contact: NDArray[np.int64]
    luck: Array
    reading: Array


def market_terms(parameters: Table[MarketParameter] | None, draws: DrawBlock) -> Terms:
    """Return the parameters of the market, drawn.

    Args:
        parameters: the table; none of it leaves every effect out.
        draws: the draws.
    """

    def drawn(name: str, unstated: float) -> Array:
        values = parameter_draws(parameters, name, draws)
        return np.where(np.isnan(values), unstated, values)

    return Terms(
        to_expected=np.minimum(drawn("price_elasticity", 0.0), HIGHEST_ELASTICITY),
        to_nearby=np.minimum(drawn("nearby_price_elasticity", 0.0), HIGHEST_ELASTICITY),
        half_life=np.maximum(drawn("cooling_half_life_quarters", np.inf), 1e-3),
        patience=np.maximum(np.rint(drawn("revision_after_quarters", float(NEVER))), 1.0),
        step=np.clip(drawn("revision_step", 0.0), 0.0, 0.99),
        floor_share=drawn("floor_share_of_cost", 1.0),
        unready=np.clip(drawn("unready_factor", 1.0), 0.0, 1.0),
        multiplier=drawn("designated_factor", 1.0),
        diversion=np.clip(drawn("competing_factor", 0.0), 0.0, 1.0),
        expected_price=drawn("expected_price_krw_per_m2", np.nan),
    )


def buyers_of(
    seekers: Table[Investor],
    chance: xr.DataArray,
    wanted: xr.DataArray,
    months: int,
    silent_months: Mapping[str, float],
    terms: Terms,
    draws: DrawBlock,
) -> Buyers:
    r"""Return those of the investors who may still sign, firm by firm.

    Args:
        seekers: the investors, bound to the draws.
        chance: (draw, investor), that each signs within `months`.
        wanted: (draw, investor), m².
        months: months that the chance is about.
        silent_months: months since the last event of each; absent: never met, as if just met.
        terms: the market's terms.
        draws: the draws.

    Returns:
        One buyer for each firm behind a row. Left out: whoever signed already (chance one in every
        draw), and whoever's wanted land nobody knows. The pace is that of an even hazard,
        $-\ln(1 - chance)$ over the quarters of `months`.
    """
    found: list[tuple[int, Array, Array, Array, int, str]] = []
    for k, row in enumerate(seekers):
        area = wanted.sel(investor=row.id).values
        share = chance.sel(investor=row.id).values
        if np.isnan(area).any() or bool((share >= CERTAIN).all()):
            continue
        expected = terms.expected_price
        if row.expected_price_krw_per_m2 is not None:
            expected = seekers.draws_of(row, "expected_price_krw_per_m2")
        pace = -np.log1p(-np.minimum(share, CERTAIN)) * MONTHS_PER_QUARTER / months
        silent = silent_months.get(row.id, 0.0)
        contact = -round((0.0 if np.isnan(silent) else silent) / MONTHS_PER_QUARTER)
        found += [
            (k, area, expected, pace, contact, f"{row.id}/{member}")
            for member in range(row.members)
        ]
    if not found:
        none = np.empty((draws.size, 0))
        nobody = np.empty(0, dtype=np.int64)
        return Buyers(nobody, none, none, none, nobody, none, none)
    rows, areas, prices, paces, contacts, names = zip(*found, strict=True)
    return Buyers(
        rows=np.array(rows),
        wanted_m2=np.stack(areas, axis=1),
        expected_price=np.stack(prices, axis=1),
        pace=np.stack(paces, axis=1),
        last_contact=np.array(contacts),
        luck=np.stack([draws.noise("land_market", name) for name in names], axis=1),
        reading=np.stack([draws.noise("land_market.reading", name) for name in names], axis=1),
    )


def readings(
    verdicts: Mapping[str, NDArray[np.str_]] | None, buyers: Buyers, rounds: Sequence[str]
) -> NDArray[np.bool_]:
    """Return who may buy where, `[draws, buyers, rounds]`.

    A round is open to a buyer if one of its plots is. Where the law bars it, never; where the law
    is unclear, in half of the draws, for each firm by itself and for all rounds alike.

    Args:
        verdicts: by round, the verdicts `[investors, plots]`; none: everybody may buy.
        buyers: the buyers.
        rounds: the rounds in order.
    """
    shape = (*buyers.luck.shape, len(rounds))
    if verdicts is None:
        return np.ones(shape, dtype=bool)
    result = np.zeros(shape, dtype=bool)
    lenient = buyers.reading < 0.5
    for s, name in enumerate(rounds):
        allowed = (verdicts[name] == ALLOWED).any(axis=1)[buyers.rows]
        unclear = (verdicts[name] == UNCLEAR).any(axis=1)[buyers.rows]
        result[:, :, s] = allowed | (unclear & lenient)
    return result


def verdicts_by_round(
    eligibility: xr.Dataset | None, plots: Mapping[str, Sequence[Parcel]]
) -> dict[str, NDArray[np.str_]] | None:
    """Return the verdicts of each round's plots, `[investors, plots]`; nothing without any.

    Args:
        eligibility: `verdict` by (investor, parcel).
        plots: the plots of each round.
    """
    if eligibility is None:
        return None
    verdict = eligibility["verdict"].transpose("investor", "parcel")
    known = {str(one) for one in verdict["parcel"].values}
    barred = np.full((verdict.sizes["investor"], 1), BARRED)
    found = {}
    for name, parcels in plots.items():
        chosen = [one.id for one in parcels if one.id in known]
        found[name] = verdict.sel(parcel=chosen).values if chosen else barred
    return found


def unsold_plots(
    plots: Table[Parcel], rounds: Table[SaleRound]
) -> dict[str, list[Parcel]]:  # fmt: skip
    """Return the plots of each round that nobody has bought; rounds without any are left out."""
    found = {
        one.id: [row for row in plots if row.sale_round == one.id and not row.owner]
        for one in rounds
    }
    return {name: parcels for name, parcels in found.items() if parcels}


def rival_offers(rivals: Table[CompetingSupply], draws: DrawBlock) -> tuple[Array, Array]:
    """Return price and unsold area of competing land, each `[draws, rivals]`.

    An unknown price is anything between the lowest and the highest that is known of the others in
    the draw, NaN where none is; an unknown unsold area is anything up to the whole area. Each gap
    has a stream of its own.
    """
    bound = rivals.for_draws(draws)
    known = [bound.draws_of(r, "price_krw_per_m2") for r in bound if r.price_krw_per_m2]
    low = np.min(known, axis=0) if known else np.full(draws.size, np.nan)
    high = np.max(known, axis=0) if known else low
    prices, areas = [], []
    for row in bound:
        u = draws.noise("land_market", f"price/{row.id}")
        told = row.price_krw_per_m2 is not None
        prices.append(bound.draws_of(row, "price_krw_per_m2") if told else low + u * (high - low))
        u = draws.noise("land_market", f"unsold/{row.id}")
        left = "area_m2" if row.unsold_m2 is None else "unsold_m2"
        share = u if row.unsold_m2 is None else 1.0
        areas.append(bound.draws_of(row, left) * share)
    return np.stack(prices, axis=1), np.stack(areas, axis=1)


def market_conditions(
    terms: Terms,
    designated: Array,
    rivals: Table[CompetingSupply] | None,
    first_day: date,
    quarters: int,
    draws: DrawBlock,
) -> Conditions:
    """Return what surrounds the sale.

    What nearby complexes ask is the mean of the prices that are known; a rival whose price nobody
    can tell diverts nobody. Competing land counts from the quarter in which it is on offer, or from
    the first where that is not known, and does not sell out.

    Args:
        terms: the market's terms.
        designated: `[draws]`, 1 or 0.
        rivals: competing land, as it is known.
        first_day: a day of the first quarter.
        quarters: how many there are.
        draws: the draws.
    """
    nearby, to_nearby = np.ones(draws.size), np.zeros(draws.size)
    prices = areas = None
    if rivals is not None and any(row.price_krw_per_m2 for row in rivals):
        bound = rivals.for_draws(draws)
        told = [bound.draws_of(r, "price_krw_per_m2") for r in bound if r.price_krw_per_m2]
        nearby, to_nearby = np.mean(told, axis=0), terms.to_nearby
        prices, unsold = rival_offers(rivals, draws)
        begins = [0 if r.available_from is None else quarter_of(r.available_from) for r in rivals]
        passed = quarter_of(first_day) + np.arange(quarters)
        areas = unsold[:, :, None] * (passed >= np.array(begins)[:, None])
    return Conditions(
        half_life=terms.half_life,
        elasticity_expected=terms.to_expected,
        elasticity_nearby=to_nearby,
        nearby_price=nearby,
        designated_from=np.where(designated > 0.5, 0, NEVER),
        multiplier=terms.multiplier,
        diversion=terms.diversion,
        rival_price=prices,
        rival_unsold_m2=areas,
    )


def as_investors(buyers: Buyers, eligible: NDArray[np.bool_], asked: Array) -> Investors:
    """Return the buyers as the kernel takes them.

    Args:
        buyers: the buyers.
        eligible: `[draws, buyers, rounds]`.
        asked: `[draws]`, won per m²: stands for an expected price that nobody states, so that the
            price then turns nobody away.
    """
    unsaid = np.isnan(buyers.expected_price)
    return Investors(
        wanted_m2=buyers.wanted_m2,
        expected_price=np.where(unsaid, asked[:, None], buyers.expected_price),
        intensity=buyers.pace,
        last_contact=buyers.last_contact,
        eligible=eligible,
    )
