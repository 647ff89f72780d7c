"""Who will sign: the pace of steps by belief and record, and what is expected of each investor."""

from __future__ import annotations

from datetime import date

import numpy as np
import xarray as xr

from songi.measures.kind import over_draws, per_draw
from songi.measures.pipeline import NOT_MET
from songi.methods import survival
from songi.study.as_of import known_at
from songi.study.histories import observed_spells
from songi.study.parameters import parameter_draws
from songi.study.schema.firms import STAGES, ConversionPrior, Event, FirmType, Investor
from songi.study.schema.land import MarketParameter
from songi.study.streams import DrawBlock
from songi.study.table import Table

CONTRACT, LOST = STAGES.index("contract"), STAGES.index("lost")


@per_draw()
def conversion_rates(
    conversion_priors: Table[ConversionPrior],
    draws: DrawBlock,
    reference_day: date,
    land_seekers: Table[Investor] | None = None,
    pipeline_events: Table[Event] | None = None,
) -> xr.DataArray:
    """Return the pace of each step a month, dimensions (draw, from_stage, to_stage).

    The stated belief, drawn, with the team's own record added to it by Bayes' rule; rows sum to
    nought. What the shares out of a stage leave of one is lost.
    """
    prior = _prior(known_at(conversion_priors, None), draws)
    spells = observed_spells(land_seekers or (), pipeline_events or (), reference_day)
    posterior = survival.conversion_posterior(prior, spells)
    names = [
        f"{STAGES[one.state]}/{'pace' if one.destination is None else STAGES[one.destination]}"
        for one in posterior.parameters
    ]
    unit = np.stack([draws.noise("conversion_rates", name) for name in names], axis=-1)
    rates = survival.posterior_draws(posterior, unit)
    coords = {"draw": draws.index, "from_stage": [*STAGES], "to_stage": [*STAGES]}
    result = xr.DataArray(rates, dims=("draw", "from_stage", "to_stage"), coords=coords)
    return result.assign_attrs(units="1", long_name="steps per month")


@per_draw(separable=("investor",))
def contract_chance(
    conversion_rates: xr.DataArray,
    pipeline_stages: xr.Dataset,
    land_seekers: Table[Investor],
    forecast_months: int,
) -> xr.DataArray:
    """Return the chance that each signs within the months asked for, dimensions (draw, investor).

    In that draw's pace of steps, from the stage it stands at; one once it has signed, nought once
    it is lost. Whoever was never met is taken as just met.
    """
    rates = conversion_rates.transpose("draw", "from_stage", "to_stage").values.copy()
    rates[:, CONTRACT] = 0.0
    reached = survival.transition_probabilities(rates, float(forecast_months))[:, :, CONTRACT]
    stages = pipeline_stages["stage"].sel(investor=[*land_seekers.ids]).values
    columns = [_chance(reached, str(stage)) for stage in stages]
    coords = {"draw": conversion_rates["draw"].values, "investor": [*land_seekers.ids]}
    result = xr.DataArray(np.stack(columns, axis=1), dims=("draw", "investor"), coords=coords)
    return result.assign_attrs(units="1", long_name="chance of a contract")


@per_draw(separable=("investor",))
def wanted_land(
    land_seekers: Table[Investor],
    draws: DrawBlock,
    firm_types: Table[FirmType] | None = None,
    market_parameters: Table[MarketParameter] | None = None,
) -> xr.DataArray:
    """Return the land that one firm behind each row wants, m², dimensions (draw, investor).

    As its row says, else as firms of its kind want, else as the market parameter says of letters;
    NaN where nobody says.
    """
    kinds = {} if firm_types is None else {row.id: row for row in known_at(firm_types, None)}
    usual = parameter_draws(market_parameters, "letter_wanted_m2", draws)
    columns = []
    for row in land_seekers:
        kind = kinds.get(row.firm_type or "")
        if row.wanted_m2 is not None:
            columns.append(land_seekers.draws_of(row, "wanted_m2"))
        elif kind is not None and firm_types is not None:
            columns.append(firm_types.draws_of(kind, "wanted_m2"))
        else:
            columns.append(usual)
    coords = {"draw": draws.index, "investor": [*land_seekers.ids]}
    result = xr.DataArray(np.stack(columns, axis=1), dims=("draw", "investor"), coords=coords)
    return result.assign_attrs(units="m2", long_name="land wanted by each")


@over_draws(separable=("investor",), internal=True)
def investor_forecast(
    contract_chance: xr.DataArray,
    wanted_land: xr.DataArray,
    pipeline_stages: xr.Dataset,
    draws: DrawBlock,
    market_parameters: Table[MarketParameter] | None = None,
) -> xr.Dataset:
    """Return what is expected of each that may want land, and whom to call, (investor).

    `chance` that it signs within the months asked for, with its 5 and 95 % quantiles `low` and
    `high`; `expected_m2`, the land that it then takes, all firms behind the row together; `cooled`,
    the share of its interest gone in the silence since the last event, by the half-life stated
    (NaN where none is); `at_stake_m2`, expected land times what has cooled: call the largest first.
    """
    labels = contract_chance["investor"].values
    stages = pipeline_stages.sel(investor=labels)
    mean = contract_chance.mean("draw", skipna=False)
    low, high = (contract_chance.quantile(q, "draw", skipna=False).values for q in (0.05, 0.95))
    expected = (contract_chance * wanted_land).mean("draw", skipna=False) * stages["members"]
    signed = (stages["stage"] == "contract") | (stages["stage"] == "move_in")
    half_lives = 3.0 * parameter_draws(market_parameters, "cooling_half_life_quarters", draws)
    silent = stages["months_silent"].values
    kept = np.stack([np.mean(0.5 ** (months / half_lives)) for months in silent])
    cooled = xr.DataArray(1.0 - kept, dims="investor", coords={"investor": labels})
    cooled = cooled.where(~signed, 0.0)
    variables = {
        "chance": (mean.values, "1"), "low": (low, "1"), "high": (high, "1"),
        "expected_m2": (expected.values, "m2"), "cooled": (cooled.values, "1"),
        "at_stake_m2": ((expected * cooled).values, "m2"),
    }  # fmt: skip
    return xr.Dataset(
        {name: (("investor",), data, {"units": unit}) for name, (data, unit) in variables.items()},
        coords={"investor": labels},
    )


def _prior(rows: Table[ConversionPrior], draws: DrawBlock) -> survival.ConversionPrior:
    """Return the stated belief draw by draw."""
    size = len(STAGES)
    shares = np.zeros((draws.size, size, size))
    months, worth = np.ones((draws.size, size)), np.ones(size)
    # The nearest step last: its cell gives the months of the stage, whatever others are stated.
    for row in sorted(rows, key=lambda one: STAGES.index(one.to_stage), reverse=True):
        origin, to = STAGES.index(row.from_stage), STAGES.index(row.to_stage)
        shares[:, origin, to] = rows.draws_of(row, "share")
        months[:, origin] = rows.draws_of(row, "months")
        worth[origin] = row.worth
    total = shares.sum(axis=2)
    stated = shares[:, :, LOST].any(axis=0)
    for origin in np.flatnonzero(total.any(axis=0) & ~stated):
        shares[:, origin, LOST] = np.maximum(1.0 - total[:, origin], 0.0)
    total = shares.sum(axis=2, keepdims=True)
    shares = np.divide(shares, total, out=np.zeros_like(shares), where=total > 0)
    return survival.conversion_prior(shares, months, worth)


def _chance(reached: np.ndarray, stage: str) -> np.ndarray:
    if stage == "move_in":
        return np.ones(len(reached))
    return reached[:, 0 if stage == NOT_MET else STAGES.index(stage)]
