"""The market of the made-up land: two rounds, six firms that may still sign."""

from datetime import date

import numpy as np
import pytest

from contest import copied
from evaluation import evaluate

LAND = True

WANTED = [
    "land_market", "land_absorption", "absorption_outlook", "signing_quarter", "signing_outlook",
    "market_stock", "land_is_conserved", "ready_from",
]  # fmt: skip

EAGER = {
    "price_elasticity": "0", "nearby_price_elasticity": "0", "cooling_half_life_quarters": "1000",
    "competing_factor": "0", "unready_factor": "1",
}  # fmt: skip
"""A market in which nothing but chance and stock decides."""


def parameters(**values):
    return {
        "market_parameters": [
            row | {"value": values.get(row["parameter"], row["value"])}
            for row in copied("market_parameters")
        ]
    }


def found(folder, draws=300, **more):
    return evaluate(folder, draws, WANTED, **more)


@pytest.fixture(scope="module")
def values(contest_folder):
    return found(contest_folder)


def test_land_is_signed_or_unsold(values):
    assert float(values["land_is_conserved"]) < 1e-12
    market, stock = values["land_market"], values["market_stock"]
    left = stock - market["signed"].cumsum("quarter")
    np.testing.assert_allclose(market["unsold"].values, left.transpose(
        *market["unsold"].dims).values, atol=1e-6)  # fmt: skip
    by_row = market["taken"].sum(("investor", "year"))
    by_round = market["signed"].sum(("quarter", "sale_round"))
    np.testing.assert_allclose(by_row.values, by_round.values, atol=1e-6)


def test_the_market_begins_with_the_reference_day(values):
    market = values["land_market"]
    assert market["quarter"].values[[0, -1]].tolist() == ["2025Q4", "2035Q3"]
    assert market["year"].values.tolist() == list(range(2025, 2036))
    assert market["sale_round"].values.tolist() == ["first", "second"]
    second = market.sel(sale_round="second")
    assert np.isnan(second["price"].sel(quarter=["2025Q4", "2026Q1"])).all()
    assert (second["signed"].sel(quarter=["2025Q4", "2026Q1"]) == 0).all()
    assert np.isfinite(second["price"].sel(quarter="2026Q2")).all()


def test_stock_is_what_nobody_has_bought(make_contest, values):
    stock = values["market_stock"]
    assert float(stock.sel(sale_round="first").min()) >= 9870 + 9800
    rows = copied("sale_outcomes")
    rows[0] |= {"bids": "1", "sold_m2": "9870"}
    sold = found(make_contest(rows={"sale_outcomes": rows}))["market_stock"]
    gone = (stock - sold).sel(sale_round="first").values
    np.testing.assert_allclose(gone, 9870)
    parcels = copied("parcels")
    parcels[0] |= {"owner": "signed"}
    events = copied("events")
    events[4] |= {"parcels": "p4|p1"}
    both = {"sale_outcomes": rows, "parcels": parcels, "events": events}
    owned = found(make_contest("owned", rows=both))["market_stock"]
    np.testing.assert_allclose(owned.sel(sale_round="first"), sold.sel(sale_round="first"))


def test_years_sum_up_their_quarters(values):
    market, yearly = values["land_market"], values["land_absorption"]
    in_2026 = [f"2026Q{k}" for k in range(1, 5)]
    signed = market["signed"].sel(quarter=in_2026).sum("quarter")
    np.testing.assert_allclose(yearly["signed"].sel(year=2026).values, signed.values)
    unsold = market["unsold"].sel(quarter="2026Q4")
    np.testing.assert_array_equal(yearly["unsold"].sel(year=2026).values, unsold.values)
    assert ((yearly["absorbed"] >= 0) & (yearly["absorbed"] <= 1 + 1e-12)).all()
    assert (yearly["absorbed"].diff("year") >= -1e-12).all()


def test_whoever_signed_already_signs_nothing_more_and_who_is_lost_neither(values):
    outlook = values["signing_outlook"]
    assert (outlook["signs"].sel(investor=["signed", "gone"]) == 0).all()
    assert float(outlook["firms"].sel(investor="letters")) <= 5
    assert 0 < float(outlook["signs"].sel(investor="letters")) < 1
    first = values["signing_quarter"]["quarters"]
    assert (first.notnull() == (values["signing_quarter"]["firms"] > 0)).all()


def test_without_any_response_firms_sign_at_the_pace_of_the_pipeline(make_contest):
    """Five letters with a chance of c in 24 months, still on offer: 1 - (1 - c)^5 sign one."""
    rows = parameters(**EAGER) | {"competing_supply": (), "constraints": ()}
    rows["sale_rounds"] = [
        row | {"offered_on": "2025-07-01", "closes_on": "", "known_from": "2025-07-01"}
        for row in copied("sale_rounds")
    ]
    rows["sale_outcomes"] = ()
    rows["events"] = [row for row in copied("events") if row["investor"] in {"letters", "signed"}]
    folder = make_contest(rows=rows, head={"options.market_quarters": "8"})
    more = evaluate(folder, 4000, ["contract_chance", "signing_quarter"])
    chance = more["contract_chance"].sel(investor="letters")
    firms = more["signing_quarter"]["firms"].sel(investor="letters")
    assert float(firms.mean()) == pytest.approx(float(5 * chance.mean()), rel=0.05)


def test_a_designation_sells_sooner(make_contest):
    shares = {}
    for option in ("designated", "not_designated"):
        folder = make_contest(option, head={"options.designation": f'"{option}"'})
        shares[option] = found(folder)["absorption_outlook"]["all_unsold"]
    assert (shares["designated"] <= shares["not_designated"] + 1e-9).all()
    assert float((shares["not_designated"] - shares["designated"]).max()) > 100


def test_a_dearer_price_sells_less_at_first(make_contest):
    rows = copied("sale_rounds")
    rows[1] |= {"price_krw_per_m2": "9e6", "method": "appraisal_tender"}
    dear = found(make_contest(rows={"sale_rounds": rows}))["absorption_outlook"]["absorbed"]
    asked = found(make_contest("asked"))["absorption_outlook"]["absorbed"]
    year = {"year": 2027, "sale_round": "second"}
    assert float(dear.sel(year)) < float(asked.sel(year))


def test_whom_the_law_bars_signs_nowhere(make_contest):
    rows = copied("constraints")
    rows.append({**rows[4], "id": "nobody", "kind": "barred_ksic", "activities": "", "uses": "",
                 "ksic": "21", "ksic_revision": "10"})  # fmt: skip
    folder = make_contest(rows=parameters(**EAGER) | {"constraints": rows})
    outlook = found(folder)["signing_outlook"]
    assert float(outlook["signs"].sel(investor="wooed")) == 0
    assert float(outlook["signs"].sel(investor="letters")) > 0


def test_land_without_a_price_is_nobody_s_to_sign(make_contest):
    rows = [row | {"known_from": "2026-11-30"} for row in copied("costs")]
    values = found(make_contest(rows={"costs": rows}), as_of=date(2025, 12, 31))
    market = values["land_market"].sel(sale_round="second")
    assert (market["signed"] == 0).all()
    assert np.isnan(market["price"]).all()
    assert (market["unsold"] == values["market_stock"].sel(sale_round="second")).all()


def test_before_utilities_come_land_is_not_ready(make_contest, values):
    ready = values["ready_from"]
    assert float(ready.min()) >= 2028
    early, late = (
        found(make_contest(name, rows=parameters(**EAGER | {"unready_factor": factor})))
        for name, factor in (("early", "1"), ("late", "0"))
    )
    quarters = [name for name in values["land_market"]["quarter"].values if name < "2028Q1"]
    assert float(early["land_market"]["signed"].sel(quarter=quarters).sum()) > 0
    assert float(late["land_market"]["signed"].sel(quarter=quarters).sum()) == 0
    assert float(late["land_market"]["signed"].sum()) > 0


def test_without_parameters_prices_stay(make_contest):
    market = found(make_contest(rows={"market_parameters": ()}), 20)["land_market"]
    price = market["price"].sel(sale_round="first")
    assert (price == 3.8e6).all()
