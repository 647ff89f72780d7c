"""What the tables of the made-up study become for the market."""

from datetime import date

import numpy as np
import pytest
import xarray as xr

from contest import copied
from songi.methods.market import NEVER
from songi.study.as_of import known_at
from songi.study.check import open_checked
from songi.study.land_market import (
    as_investors,
    buyers_of,
    market_conditions,
    market_terms,
    readings,
    rival_offers,
    unsold_plots,
    verdicts_by_round,
)
from songi.study.quarters import quarter_of
from songi.study.streams import DrawBlock

LAND = True

DRAWS = DrawBlock(1, 0, 400)
DAY = date(2025, 12, 3)


def table(make_contest, name, **changes):
    study = open_checked(make_contest(**changes))[0]
    return known_at(study.tables[name], None).for_draws(DRAWS)


def buyers(seekers, chances, terms, silent=None):
    labels = [*seekers.ids]
    coords = {"draw": DRAWS.index, "investor": labels}
    by = ("draw", "investor")
    chance = xr.DataArray(np.tile([chances[n] for n in labels], (400, 1)), coords, by)
    wanted = xr.DataArray(np.full((400, len(labels)), 1000.0), coords, by)
    wanted = wanted.where(wanted["investor"] != "wooed") if "wooed" not in chances else wanted
    return buyers_of(seekers, chance, wanted, 24, silent or {}, terms, DRAWS)


CHANCES = {"signed": 1.0, "wooed": 0.5, "gone": 0.0, "institute": 0.0, "letters": 0.2}


def test_parameters_that_nobody_states_have_no_effect():
    terms = market_terms(None, DRAWS)
    assert (terms.to_expected == 0).all()
    assert (terms.to_nearby == 0).all()
    assert np.isinf(terms.half_life).all()
    assert (terms.patience == NEVER).all()
    assert (terms.step == 0).all()
    assert (terms.unready == 1).all()
    assert (terms.multiplier == 1).all()
    assert (terms.diversion == 0).all()
    assert np.isnan(terms.expected_price).all()


def test_parameters_are_drawn_and_patience_is_whole(make_contest):
    rows = [
        row | {"value": "2..6"} if row["parameter"] == "revision_after_quarters" else row
        for row in copied("market_parameters")
    ]
    terms = market_terms(
        table(make_contest, "market_parameters", rows={"market_parameters": rows}), DRAWS
    )
    assert set(terms.patience) == {2, 3, 4, 5, 6}
    assert 1 <= terms.to_expected.min() < 1.1
    assert 2.9 < terms.to_expected.max() <= 3


def test_a_row_of_five_is_five_buyers_and_who_signed_is_none(make_contest):
    seekers = table(make_contest, "investors")
    found = buyers(seekers, CHANCES, market_terms(None, DRAWS), {"wooed": 22.0})
    names = [seekers.ids[k] for k in found.rows]
    assert names == ["wooed", "gone", "institute", *["letters"] * 5]
    assert found.last_contact.tolist() == [-7, 0, 0, 0, 0, 0, 0, 0]
    assert len(np.unique(found.luck[0, 3:])) == 5
    # An even hazard over eight quarters gives the chance back.
    assert 1 - np.exp(-8 * found.pace[0, 0]) == pytest.approx(0.5)
    assert (found.pace[:, 1] == 0).all()


def test_whose_wanted_land_nobody_knows_is_left_out(make_contest):
    seekers = table(make_contest, "investors").where(lambda row: row.id in {"wooed", "gone"})
    labels = {"draw": DRAWS.index, "investor": [*seekers.ids]}
    chance = xr.DataArray(np.full((400, 2), 0.3), labels, ("draw", "investor"))
    wanted = chance.where(chance["investor"] == "gone")
    found = buyers_of(seekers, chance, wanted, 24, {}, market_terms(None, DRAWS), DRAWS)
    assert found.rows.tolist() == [1]
    nobody = buyers_of(seekers, chance, wanted * np.nan, 24, {}, market_terms(None, DRAWS), DRAWS)
    assert nobody.luck.shape == (400, 0)


def test_the_luck_of_one_does_not_hang_on_the_others(make_contest):
    seekers = table(make_contest, "investors")
    alone = seekers.where(lambda row: row.id == "letters")
    terms = market_terms(None, DRAWS)
    whole, part = buyers(seekers, CHANCES, terms), buyers(alone, CHANCES, terms)
    assert np.array_equal(whole.luck[:, 3:], part.luck)


def test_an_unclear_law_is_read_either_way_and_alike_for_all_rounds(make_contest):
    seekers = table(make_contest, "investors")
    found = buyers(seekers, CHANCES, market_terms(None, DRAWS))
    verdicts = np.full((5, 1), "unclear")
    verdicts[1] = "barred"
    verdicts[2] = "allowed"
    both = readings({"r1": verdicts, "r2": verdicts}, found, ["r1", "r2"])
    assert not both[:, 0].any()
    assert both[:, 1].all()
    assert np.array_equal(both[..., 0], both[..., 1])
    assert both[:, 4, 0].mean() == pytest.approx(0.5, abs=0.1)
    assert readings(None, found, ["r1"]).all()


def test_a_round_is_open_to_whom_one_of_its_plots_is(make_contest):
    parcels = table(make_contest, "parcels")
    plots = unsold_plots(parcels, table(make_contest, "sale_rounds"))
    assert {name: [p.id for p in rows] for name, rows in plots.items()} == {
        "first": ["p1", "p2"], "second": ["p3", "p5"],
    }  # fmt: skip
    verdict = xr.DataArray(
        [["barred", "allowed", "unclear", "barred"]],
        {"investor": ["x"], "parcel": ["p1", "p2", "p3", "p5"]}, ("investor", "parcel"),
    )  # fmt: skip
    found = verdicts_by_round(verdict.to_dataset(name="verdict"), plots)
    assert found["first"].tolist() == [["barred", "allowed"]]
    assert found["second"].tolist() == [["unclear", "barred"]]
    assert verdicts_by_round(None, plots) is None


def test_a_price_nobody_knows_lies_between_those_known(make_contest):
    rows = copied("competing_supply")
    rows.append({**rows[0], "id": "dear", "price_krw_per_m2": "3e6..4e6", "unsold_m2": ""})
    rivals = table(make_contest, "competing_supply", rows={"competing_supply": rows})
    price, unsold = rival_offers(rivals, DRAWS)
    assert (price[:, 1] >= 1.6e6).all()
    assert (price[:, 1] <= price[:, 2]).all()
    assert price[:, 1].std() > 3e5
    assert unsold[:, 2].min() > 0
    assert unsold[:, 2].max() <= 200000


def test_competing_land_counts_from_when_it_is_on_offer(make_contest):
    rivals = table(make_contest, "competing_supply")
    terms = market_terms(None, DRAWS)
    found = market_conditions(terms, np.ones(400), rivals, DAY, 12, DRAWS)
    begins = quarter_of(date(2027, 12, 31)) - quarter_of(DAY)
    assert (found.rival_unsold_m2[:, 1, :begins] == 0).all()
    assert (found.rival_unsold_m2[:, 1, begins:] > 0).all()
    assert (found.designated_from == 0).all()
    alone = market_conditions(terms, np.zeros(400), None, DAY, 12, DRAWS)
    assert alone.rival_price is None
    assert (alone.designated_from == NEVER).all()


def test_who_expects_no_price_is_turned_away_by_none(make_contest):
    found = buyers(table(make_contest, "investors"), CHANCES, market_terms(None, DRAWS))
    asked = np.linspace(2e6, 3e6, 400)
    people = as_investors(found, np.ones((400, 8, 1), bool), asked)
    assert np.array_equal(people.expected_price[:, 0], asked)
