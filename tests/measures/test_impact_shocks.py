"""What the made-up works cost, and who works on the made-up land."""

import numpy as np
import pytest

from contest import copied
from evaluation import evaluate

MONEY = True


def found(folder, **more):
    wanted = ["works_spent", "operating_firms", "settled_land", "current_shocks"]
    return evaluate(folder, 200, wanted, **more)


def test_works_are_a_share_of_the_known_cost(make_contest):
    spent = found(make_contest())["works_spent"]
    assert float(spent.sel(shock="building").mean()) == pytest.approx(0.6 * 1e10, rel=0.02)
    assert np.isnan(spent.sel(shock=["making", "probing"])).all()


def test_an_amount_stands_for_itself(make_contest):
    rows = copied("shocks")
    rows[0] |= {"project": "", "share_of_cost": "", "amount_krw": "7e9"}
    spent = found(make_contest(rows={"shocks": rows}))["works_spent"]
    assert (spent.sel(shock="building") == 7e9).all()


def test_land_taken_becomes_people_and_output(make_contest):
    values = found(make_contest())
    firms, land = values["operating_firms"], values["settled_land"]
    # Every made-up investor with land has a kind but the letters, who are spread over both.
    np.testing.assert_allclose(
        firms["land"].sum("shock", skipna=True), land.sum("year").sum("investor"), rtol=1e-12
    )
    drugs = firms.sel(shock="making")
    np.testing.assert_allclose(drugs["jobs"], drugs["land"] * 12 / 1000)
    labs = firms.sel(shock="probing")
    np.testing.assert_allclose(labs["output"], labs["jobs"] * 1e8)


def test_all_land_taken_is_all_land(make_contest):
    firms = found(make_contest())["operating_firms"]
    full = firms["land_full"].sum("shock", skipna=True)
    assert float(full.min()) >= 9870 * 3 + 9800 + 15790 - 1
    share = firms["land_full"].sel(shock="probing") / full
    assert float(share.mean()) == pytest.approx(0.3, abs=0.01)
