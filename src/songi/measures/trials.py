"""Sales that are over: what the model says with the knowledge of the offer, beside what came."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import numpy as np
import xarray as xr

from songi.measures.conversion import contract_chance, conversion_rates, wanted_land
from songi.measures.kind import once, over_draws
from songi.measures.pipeline import pipeline_events, pipeline_stages
from songi.measures.tenants import (
    current_constraints,
    current_investors,
    industrial_plots,
    investor_eligibility,
    land_seekers,
)
from songi.methods.market import Lots, simulate_market
from songi.study.as_of import known_at, visible_at
from songi.study.land_market import (
    Buyers,
    Terms,
    as_investors,
    buyers_of,
    market_conditions,
    market_terms,
    readings,
    unsold_plots,
    verdicts_by_round,
)
from songi.study.quarters import quarter_of
from songi.study.schema.firms import ConversionPrior, Event, Firm, FirmType, Investor
from songi.study.schema.land import (
    CompetingSupply,
    Constraint,
    MarketParameter,
    Parcel,
    SaleOutcome,
    SaleRound,
    Zone,
)
from songi.study.schema.money import Regime
from songi.study.streams import DrawBlock
from songi.study.table import Table

DAYS_PER_QUARTER = 365.25 / 4


@once()
def closed_rounds(
    sale_rounds: Table[SaleRound], sale_outcomes: Table[SaleOutcome]
) -> Table[SaleRound]:
    """Return the offers that are over and whose outcome is known, as they were made."""
    told = {row.sale_round for row in known_at(sale_outcomes, None)}
    return known_at(sale_rounds, None).where(
        lambda row: row.id in told and row.closes_on is not None
    )


@over_draws(separable=("sale_round",))
def sale_trials(
    closed_rounds: Table[SaleRound],
    sale_outcomes: Table[SaleOutcome],
    parcels: Table[Parcel],
    investors: Table[Investor],
    conversion_priors: Table[ConversionPrior],
    draws: DrawBlock,
    forecast_months: int,
    events: Table[Event] | None = None,
    market_parameters: Table[MarketParameter] | None = None,
    competing_supply: Table[CompetingSupply] | None = None,
    constraints: Table[Constraint] | None = None,
    zones: Table[Zone] | None = None,
    regimes: Table[Regime] | None = None,
    firms: Table[Firm] | None = None,
    firm_types: Table[FirmType] | None = None,
) -> xr.Dataset:
    """Return what the model says of offers that are over, beside what came, (sale_round).

    With what was known on the day of the offer and nothing later, the round alone on the market, at
    the price it stated: `no_bid`, the share of runs in which nobody bids in the quarters in which
    it was open; `no_bid_by_days`, the same if a firm decides only on the days between offer and
    close; `bidders`, the mean number in those quarters; `firms`, how many might have bid;
    `expected` and `price`, won per m², the mean price they reckoned with and the one asked; `days`
    it was open. What happened: `bids` and `sold`, m².

    It tests price and plots, not letters: whether any letter was about these plots is unknown. A
    round without a stated price, or without plots, investors or beliefs known on its day, is NaN.
    """
    outcomes = known_at(sale_outcomes, None).for_draws(draws)
    tables = {
        "parcels": parcels, "investors": investors, "conversion_priors": conversion_priors,
        "events": events, "market_parameters": market_parameters,
        "competing_supply": competing_supply, "constraints": constraints, "zones": zones,
        "regimes": regimes, "firms": firms, "firm_types": firm_types,
    }  # fmt: skip
    records = []
    for row in closed_rounds:
        came = next(one for one in outcomes if one.sale_round == row.id)
        known = _known_on(row.offered_on, tables, draws)
        said = _trial(row, closed_rounds.for_draws(draws), known, forecast_months, draws)
        sold = float(outcomes.draws_of(came, "sold_m2").mean())
        records.append((*said, _days_open(row), float(came.bids), sold))
    units = {
        "no_bid": "1", "no_bid_by_days": "1", "bidders": "count", "firms": "firms",
        "expected": "krw_per_m2", "price": "krw_per_m2", "days": "days", "bids": "count",
        "sold": "m2",
    }  # fmt: skip
    columns = np.array(records, dtype=float).reshape(len(records), len(units)).T
    return xr.Dataset(
        {
            name: (("sale_round",), column, {"units": unit})
            for (name, unit), column in zip(units.items(), columns, strict=True)
        },
        coords={"sale_round": [*closed_rounds.ids]},
    )


def _known_on(
    day: date, tables: dict[str, Table[Any] | None], draws: DrawBlock
) -> dict[str, Table[Any]]:
    """Return the tables as they were known on a day, bound to the draws; none that are empty."""
    visible = {
        name: visible_at(table, day).for_draws(draws)
        for name, table in tables.items()
        if table is not None
    }
    return {name: table for name, table in visible.items() if len(table)}


def _trial(
    row: SaleRound,
    rounds: Table[SaleRound],
    known: dict[str, Table[Any]],
    months: int,
    draws: DrawBlock,
) -> tuple[float, ...]:
    """Return shares without a bid, bidders, firms, price expected and price asked."""
    nothing = (np.nan,) * 6
    if row.price_krw_per_m2 is None or not {"parcels", "investors", "conversion_priors"} <= {
        *known
    }:
        return nothing
    day = row.offered_on
    plots = industrial_plots(known["parcels"])
    mine = unsold_plots(plots, rounds.where(lambda one: one is row))
    seekers = land_seekers(current_investors(known["investors"]))
    if not mine or not len(seekers):
        return nothing
    buyers, terms = _buyers(seekers, known, day, months, draws)
    verdicts = None
    if {"constraints", "zones"} <= {*known}:
        found = investor_eligibility(
            seekers, plots, current_constraints(known["constraints"]), known["zones"],
            known.get("regimes"), known.get("firms"), known.get("firm_types"),
        )  # fmt: skip
        verdicts = verdicts_by_round(found, mine)
    eligible = readings(verdicts, buyers, [row.id])
    asked = rounds.draws_of(row, "price_krw_per_m2")
    area = np.sum([plots.draws_of(one, "area_m2") for one in mine[row.id]], axis=0)
    given = _granted(known.get("regimes"), draws)
    people = as_investors(buyers, eligible, asked)
    shares, bidders = [], np.zeros(draws.size)
    quarters = quarter_of(row.closes_on or day) - quarter_of(day) + 1
    for pace, steps in ((1.0, quarters), (_days_open(row) / DAYS_PER_QUARTER, 1)):
        paths = simulate_market(
            _lot(asked, area, terms.unready, steps),
            replace(people, intensity=buyers.pace * pace),
            market_conditions(terms, given, known.get("competing_supply"), day, steps, draws),
            buyers.luck,
        )
        came = paths.bidders.sum(axis=(1, 2))
        shares.append(float(np.mean(came == 0)))
        bidders = came if pace == 1.0 else bidders
    expected = float(np.asarray(people.expected_price).mean()) if buyers.rows.size else np.nan
    return *shares, float(bidders.mean()), float(buyers.rows.size), expected, float(asked.mean())


def _buyers(
    seekers: Table[Investor],
    known: dict[str, Table[Any]],
    day: date,
    months: int,
    draws: DrawBlock,
) -> tuple[Buyers, Terms]:
    """Return who might have bid, as the pipeline stood on the day."""
    told = known.get("events")
    happened = None if told is None else pipeline_events(told, seekers, day)
    stages = pipeline_stages(seekers, day, happened)
    rates = conversion_rates(known["conversion_priors"], draws, day, seekers, happened)
    chance = contract_chance(rates, stages, seekers, months)
    parameters = known.get("market_parameters")
    wanted = wanted_land(seekers, draws, known.get("firm_types"), parameters)
    terms = market_terms(parameters, draws)
    silent = {str(k): float(v) for k, v in stages["months_silent"].to_series().items()}
    return buyers_of(seekers, chance, wanted, months, silent, terms, draws), terms


def _lot(asked: np.ndarray, area: np.ndarray, ready: np.ndarray, quarters: int) -> Lots:
    """Return the round alone, at its price, never revised, on land that is not ready yet."""
    released = np.zeros((area.size, 1, quarters))
    released[:, 0, 0] = area
    return Lots(
        opening=[0], released_m2=released,
        readiness=np.broadcast_to(ready[:, None, None], released.shape),
        tender=np.array([True]), tender_if_designated=np.array([True]),
        appraisal_price=asked[:, None], cost_price=asked[:, None], floor_price=asked[:, None],
        step=[0.0], patience=[1],
    )  # fmt: skip


def _granted(regimes: Table[Regime] | None, draws: DrawBlock) -> np.ndarray:
    """Return 1 where a regime that a contest awards was granted on the day."""
    known = () if regimes is None else known_at(regimes, None)
    granted = any(row.contest is not None and row.status == "granted" for row in known)
    return np.full(draws.size, float(granted))


def _days_open(row: SaleRound) -> float:
    return float(((row.closes_on or row.offered_on) - row.offered_on).days + 1)
