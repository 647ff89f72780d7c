"""The made-up tenants: a plant, a laboratory and a maker, on five plots of three uses."""

import numpy as np
import pytest

from contest import copied
from evaluation import evaluate
from songi.study.tenants import VERDICTS

LAND = True

WANTED = ["kind_verdicts", "investor_verdicts", "regime_openings"]


def test_shares_of_a_kind_count_its_pairs_of_firm_and_plot(make_contest):
    found = evaluate(make_contest(), 2, WANTED)["kind_verdicts"]
    plant = found["share"].sel(firm_kind="manufacturing/mid")
    # One plot for manufacturing, three for knowledge industry, one for research.
    assert found["plots"].values.tolist() == [1, 3, 1]
    assert plant.sel(use="knowledge", verdict="barred").item() == pytest.approx(1 / 3)
    assert plant.sel(use="knowledge", verdict="unclear").item() == pytest.approx(2 / 3)
    assert (found["share"].sel(firm_kind="research/sme", verdict="allowed") == 1).all()
    assert found["overall"].sel(verdict="allowed").item() == pytest.approx(5 / 15)
    decided = found["decided"].sel(firm_kind="manufacturing/mid", use="knowledge")
    assert decided.sel(constraint="crowded").item() == pytest.approx(2 / 3)
    assert decided.sel(constraint="allotment").item() == pytest.approx(1 / 3)


def test_shares_sum_to_one(make_contest):
    found = evaluate(make_contest(), 2, WANTED)["kind_verdicts"]
    assert np.allclose(found["share"].sum("verdict", skipna=False), 1)
    assert float(found["overall"].sum("verdict", skipna=False)) == pytest.approx(1)
    assert float(found["firms"].sum(skipna=False)) == 3


def test_a_firm_of_which_nothing_is_known_is_a_kind_of_its_own(make_contest):
    rows = copied("firms")
    rows[0] |= {"activity": "", "size": ""}
    found = evaluate(make_contest(rows={"firms": rows}), 2, WANTED)["kind_verdicts"]
    assert "unknown/unknown" in found["firm_kind"].values
    assert found["share"].sel(firm_kind="unknown/unknown", verdict="barred").sum() == 0


def test_plots_of_an_investor_are_counted_by_use(make_contest):
    found = evaluate(make_contest(), 2, WANTED)["investor_verdicts"]
    wooed = found.sel(investor="wooed", use="knowledge")
    assert dict(zip(VERDICTS, wooed.values.tolist(), strict=True)) == {
        "allowed": 0, "unclear": 2, "barred": 1,
    }  # fmt: skip
    assert (found.sum(("use", "verdict")) == 5).all()


def test_a_regime_opens_plots_to_the_firms_it_opens_one_to(make_contest):
    values = evaluate(make_contest(), 2, [*WANTED, "regime_lifts"])
    found, lifts = values["regime_openings"], values["regime_lifts"]
    assert found["firms"].sel(regime="designated") == 1
    assert found["pairs"].sel(regime="designated") == lifts.sel(regime="designated").sum()
    assert found["firms"].sel(regime="urban") == 0
