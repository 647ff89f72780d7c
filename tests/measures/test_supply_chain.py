"""The supply chain of the made-up lead sectors."""

import numpy as np
import pytest

from contest import copied
from evaluation import evaluate

MONEY = True

WANTED = [
    "supply_chain", "supply_origins", "sectors_to_court", "sector_firms", "courting_outlook",
]  # fmt: skip


def found(folder, **more):
    return evaluate(folder, 60, WANTED, **more)


def test_sales_and_final_demand_come_to_output(make_contest):
    chain = found(make_contest())["supply_chain"]
    assert chain["lead"].values.tolist() == ["drugs", "services"]
    np.testing.assert_allclose(chain["sold"].sum("sector") + chain["to_final"], 1.0)
    assert float(chain["domestic"].sel(lead="drugs", sector="services")) == pytest.approx(0.2)
    assert float(chain["needed"].sel(lead="drugs", sector="drugs")) == pytest.approx(1.0)


def test_every_purchase_comes_from_somewhere(make_contest):
    origins = found(make_contest())["supply_origins"]
    np.testing.assert_allclose(origins["share"].sum("origin"), 1.0)
    assert (origins["share"] >= -1e-12).all()
    abroad = origins["share"].sel(lead="drugs", origin="abroad")
    np.testing.assert_allclose(abroad, 15 / (15 + 32))


def test_lead_sectors_are_not_courted_again(make_contest):
    values = found(make_contest())
    court = values["sectors_to_court"]
    assert (court.sel(sector=["drugs", "services"]) == 0).all()
    assert (court.sel(side="upstream", sector="works") > 0).all()
    assert float(values["courting_outlook"]["place"].sel(side="upstream", sector="works")) == 1.0


def test_firms_belong_to_sectors_by_their_codes(make_contest):
    counts = found(make_contest())["sector_firms"]
    assert counts.sel(sector="works") == 0
    rows = copied("firms")
    rows[2] |= {"ksic": "41221", "ksic_revision": "10"}
    assert found(make_contest("b", rows={"firms": rows}))["sector_firms"].sel(sector="works") == 1
