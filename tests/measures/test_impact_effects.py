"""What a won sets off in the made-up place and nation."""

import numpy as np

from contest import copied
from evaluation import evaluate

MONEY = True

WANTED = ["place_effects", "wider_effects", "delta_sweep", "io_coefficients"]


def found(folder, **more):
    return evaluate(folder, 60, WANTED, **more)


def test_the_nation_is_the_inverse_and_own_output_counts_once(make_contest):
    values = found(make_contest())
    inverse = np.linalg.inv(np.eye(3) - values["io_coefficients"]["domestic"].values)
    wider = values["wider_effects"].sel(reach="nation")
    np.testing.assert_allclose(wider["output"].sel(shock="building"), inverse[:, 2].sum())
    np.testing.assert_allclose(
        wider["output"].sel(shock="making"), inverse[:, 0].sum() / inverse[0, 0]
    )
    imports = values["io_coefficients"]["imports"].values
    np.testing.assert_allclose(wider["imports"].sel(shock="building"), imports @ inverse[:, 2])


def test_the_place_never_holds_more_than_the_nation(make_contest):
    values = found(make_contest())
    wider = values["wider_effects"].sel(reach="nation")
    for name in ("output", "value_added", "work"):
        assert (values["place_effects"][name] <= wider[name] + 1e-9).all()
    assert (values["place_effects"]["output"] >= 1 - 1e-12).all()


def test_what_stays_falls_as_the_exponent_rises(make_contest):
    sweep = found(make_contest())["delta_sweep"]
    assert (sweep.diff("delta") <= 1e-12).all()
    assert (sweep.sel(quotient="aflq") >= sweep.sel(quotient="flq") - 1e-12).all()


def test_an_interregional_table_tells_province_and_capital_region(make_contest):
    sectors = [
        {**row, "id": f"{reach}.{row['id']}", "reach": reach, "ksic": "", "ksic_revision": ""}
        for reach in ("own_province", "capital_region")
        for row in copied("io_sectors")
    ]
    flows = [
        {**row, "seller": f"{reach}.{row['seller']}", "buyer": f"{reach}.{row['buyer']}"}
        for reach in ("own_province", "capital_region")
        for row in copied("io_flows")
    ]
    for table in ("sector_shares", "sector_jobs", "shocks"):
        assert copied(table)
    renamed = {
        table: [{**row, "sector": f"own_province.{row['sector']}"} for row in copied(table)]
        for table in ("sector_shares", "sector_jobs", "shocks")
    }
    rows = {"io_sectors": sectors, "io_flows": flows, **renamed}
    wider = found(make_contest(rows=rows))["wider_effects"]
    assert wider["reach"].values.tolist() == ["own_province", "capital_region", "nation"]
    # Nothing is bought across the border here: all of it stays in the province.
    np.testing.assert_allclose(
        wider["output"].sel(reach="own_province"), wider["output"].sel(reach="nation")
    )
