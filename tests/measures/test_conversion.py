"""Who of the made-up pipeline will sign."""

import numpy as np
import pytest

from contest import copied
from evaluation import evaluate

LAND = True

WANTED = ["investor_forecast", "conversion_rates", "contract_chance", "wanted_land"]


def test_rates_are_generators(make_contest):
    rates = evaluate(make_contest(), 200, WANTED)["conversion_rates"]
    assert np.abs(rates.sum("to_stage").values).max() < 1e-12
    ends = rates.sel(from_stage=["move_in", "lost"])
    assert (ends == 0).all()


def test_a_record_pulls_the_belief_towards_it(make_contest):
    """Two of three contacts went on to a visit; the belief says four of ten."""
    rates = evaluate(make_contest(), 4000, WANTED)["conversion_rates"].sel(from_stage="contact")
    share = (rates.sel(to_stage="visit") / -rates.sel(to_stage="contact")).mean("draw")
    assert float(share) == pytest.approx((2 * 0.4 + 2) / (2 + 3), abs=0.02)


def test_many_letters_do_not_move_the_rates(make_contest):
    rows = copied("investors")
    rows[4] |= {"members": "500"}
    one = evaluate(make_contest("one"), 50, WANTED)
    many = evaluate(make_contest("many", rows={"investors": rows}), 50, WANTED)
    assert one["conversion_rates"].equals(many["conversion_rates"])
    ratio = many["investor_forecast"]["expected_m2"] / one["investor_forecast"]["expected_m2"]
    assert float(ratio.sel(investor="letters")) == pytest.approx(100)


def test_chances_are_shares_and_certain_where_they_are(make_contest):
    chance = evaluate(make_contest(), 200, WANTED)["contract_chance"]
    assert ((chance >= 0) & (chance <= 1)).all()
    assert (chance.sel(investor="signed") == 1).all()
    assert (chance.sel(investor="gone") == 0).all()
    assert float(chance.sel(investor="letters").mean()) > float(chance.sel(investor="wooed").mean())


def test_a_longer_look_ahead_lowers_no_chance(make_contest):
    near = evaluate(make_contest("near", head={"options.forecast_months": "6"}), 50, WANTED)
    far = evaluate(make_contest("far", head={"options.forecast_months": "60"}), 50, WANTED)
    assert (far["contract_chance"] >= near["contract_chance"]).all()


def test_what_is_left_of_the_shares_is_lost(make_contest):
    rows = [row for row in copied("conversion_priors") if row["to_stage"] != "lost"]
    without = evaluate(make_contest("w", rows={"conversion_priors": rows}), 50, WANTED)
    stated = evaluate(make_contest("s"), 50, WANTED)
    np.testing.assert_allclose(
        without["conversion_rates"].values, stated["conversion_rates"].values, atol=1e-12
    )


def test_land_wanted_is_the_rows_then_its_kinds_then_the_letters(make_contest):
    wanted = evaluate(make_contest(), 200, WANTED)["wanted_land"]
    low, high = wanted.min("draw"), wanted.max("draw")
    assert 7000 <= float(low.sel(investor="wooed")) <= float(high.sel(investor="wooed")) <= 9000
    assert 900 <= float(low.sel(investor="signed")) <= float(high.sel(investor="signed")) <= 2500
    assert 1500 <= float(low.sel(investor="letters")) <= float(high.sel(investor="letters")) <= 4000


def test_silence_cools_and_whoever_signed_is_not_at_stake(make_contest):
    forecast = evaluate(make_contest(), 200, WANTED)["investor_forecast"]
    assert float(forecast["cooled"].sel(investor="signed")) == 0
    cooled = float(forecast["cooled"].sel(investor="wooed"))
    assert 1 - 0.5 ** (22.05 / 12) > cooled > 1 - 0.5 ** (22.05 / 36)
    at_stake = forecast["expected_m2"] * forecast["cooled"]
    np.testing.assert_allclose(forecast["at_stake_m2"].values, at_stake.values)


def test_without_parameters_nobody_says_how_interest_cools(make_contest):
    found = evaluate(make_contest(rows={"market_parameters": ()}), 20, WANTED)
    assert np.isnan(found["investor_forecast"]["cooled"].sel(investor="wooed"))
    assert np.isnan(found["wanted_land"].sel(investor="letters")).all()
