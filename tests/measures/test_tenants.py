"""Firms, investors and plots of the made-up study under its constraints."""

from contest import copied
from evaluation import evaluate

LAND = True

WANTED = ["tenant_eligibility", "investor_eligibility", "regime_lifts"]


def test_each_firm_is_judged_on_each_plot(make_contest):
    found = evaluate(make_contest(), 2, WANTED)["tenant_eligibility"]
    verdict = found["verdict"]
    assert verdict.sel(firm="plant").values.tolist() == [
        "unclear", "barred", "unclear", "barred", "unclear",
    ]  # fmt: skip
    assert found["constraint"].sel(firm="plant", parcel="p2").item() == "allotment"
    assert found["constraint"].sel(firm="plant", parcel="p4").item() == "settling"
    assert set(verdict.sel(firm="lab").values) == {"allowed"}
    assert set(found["constraint"].sel(firm="lab").values) == {"-"}
    assert verdict.sel(firm="maker").values.tolist() == [
        "unclear", "barred", "unclear", "barred", "unclear",
    ]  # fmt: skip


def test_roads_are_no_plots(make_contest):
    plots = evaluate(make_contest(), 2, WANTED)["tenant_eligibility"]["parcel"].values
    assert "road" not in plots


def test_an_investor_who_wants_no_land_is_not_judged(make_contest):
    found = evaluate(make_contest(), 2, WANTED)["investor_eligibility"]
    assert found["investor"].values.tolist() == ["signed", "wooed", "gone", "letters"]
    assert found["verdict"].sel(investor="letters", parcel="p3").item() == "unclear"


def test_a_regime_opens_what_only_its_constraints_bar(make_contest):
    rows = copied("constraints")
    rows[5] |= {"sizes": "mid"}
    lifted = evaluate(make_contest(rows={"constraints": rows}), 2, WANTED)["regime_lifts"]
    assert lifted.sel(regime="designated").values.tolist() == [3, 3, 0]
    assert lifted.sel(regime="urban").values.tolist() == [0, 0, 0]


def test_a_regime_that_is_granted_lifts_its_constraints(make_contest):
    rows = copied("regimes")
    rows[0] |= {"status": "granted"}
    found = evaluate(make_contest(rows={"regimes": rows}), 2, WANTED)
    verdict = found["tenant_eligibility"]["verdict"]
    assert verdict.sel(firm="plant", parcel="p3").item() == "allowed"
    assert found["regime_lifts"].sel(regime="designated").values.tolist() == [0, 0, 0]


def test_without_regimes_nothing_is_lifted_and_the_rest_stands(make_contest):
    rows = copied("constraints")
    for row in rows:
        row |= {"regimes": ""}
    found = evaluate(make_contest(rows={"regimes": (), "constraints": rows}), 2, WANTED)
    assert "regime_lifts" not in found
    verdict = found["tenant_eligibility"]["verdict"]
    assert verdict.sel(firm="plant", parcel="p3").item() == "unclear"
